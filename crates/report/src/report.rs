//! A report: what is to be made of a synthesis, and where it goes.

use crate::charts::{ChartFile, TitleStyle, draw};
use crate::error::ReportError;
use crate::output::{Output, REPORT, Stage};
use crate::pdf::{Document, Engine, Project, ProjectError, Template, typeset};
use crate::png::rasterise;
use crate::printable::{Replaced, printable};
use crate::scan::{Leak, Scan};
use crate::tables;
use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use throughline_core::publication::{Publication, Withheld};
use throughline_core::review::{Audience, LedgerRow};
use throughline_core::synthesis::{Synthesis, Tables};

/// The width of a chart as PNG, in pixels: 168 mm at 254 to the inch.
const PNG_WIDTH: u32 = 1680;
/// The name of the PDF in the folder.
const PDF: &str = "report.pdf";

/// A kind of file that a report is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `report.pdf`, PDF/UA-1 and PDF/A-2a.
    Pdf,
    /// `synthesis.json`.
    Json,
    /// `tables/*.csv`.
    Csv,
    /// `charts/*.svg`, with their titles.
    Svg,
    /// `charts/*.png`, of the same charts.
    Png,
}

impl Format {
    /// What is made when nothing is asked for: everything but [`Format::Png`].
    pub const USUAL: [Format; 4] = [Format::Pdf, Format::Json, Format::Csv, Format::Svg];
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Each file, relative to the folder, and its size in bytes; in order of name.
    pub files: Vec<(PathBuf, u64)>,
    /// Pages of the PDF, where there is one and they could be counted.
    pub pages: Option<u32>,
    /// Characters that the fonts do not have, in the PDF and the charts.
    pub replaced: Replaced,
    /// What Typst warned of.
    pub warnings: Vec<String>,
}

/// A PDF in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages, where they could be counted.
    pub pages: Option<u32>,
    /// What Typst warned of.
    pub warnings: Vec<String>,
    /// Characters that the fonts do not have.
    pub replaced: Replaced,
}

/// The rows of a ledger, made when they are written.
pub type LedgerRows<'a> = Box<dyn Iterator<Item = LedgerRow<'a>> + 'a>;

/// Writes the rows that were set aside.
type Rejected<'a> = Box<dyn FnOnce(&mut dyn io::Write) -> io::Result<()> + Send + 'a>;

/// Gives those rows when they are asked for.
type Ledger<'a> = Box<dyn FnOnce() -> LedgerRows<'a> + Send + 'a>;

/// A report to be made of a publication or a saved synthesis. One that is not internal is scanned
/// before it is put in place: see [`scan`](crate::scan).
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let synthesis = throughline_core::synthesis::Synthesis::from_json("{}")?;
/// # let withheld = throughline_core::publication::Withheld::default();
/// # let publication = throughline_core::publication::Publication { synthesis, withheld, warnings: Default::default() };
/// use throughline_report::{Format, Report};
/// let written = Report::new(&publication)
///     .formats(&[Format::Pdf, Format::Csv])
///     .write_to("reports/ogp-2023")?;
/// println!("{} files, {:?} pages", written.files.len(), written.pages);
/// # Ok(()) }
/// ```
pub struct Report<'a> {
    synthesis: &'a Synthesis,
    withheld: Option<&'a Withheld<'a>>,
    formats: BTreeSet<Format>,
    engine: Engine,
    template: Template,
    ledger: Option<Ledger<'a>>,
    rejected: Option<Rejected<'a>>,
}

impl<'a> Report<'a> {
    /// A report with the usual files, the embedded engine and the built-in template. Every file is
    /// scanned for what the publication withholds.
    #[must_use]
    pub fn new(publication: &'a Publication<'a>) -> Self {
        Self {
            withheld: Some(&publication.withheld),
            ..Self::of(&publication.synthesis)
        }
    }

    /// A report of a saved synthesis. What was withheld from it is not known: a public one is
    /// scanned for e-mail addresses, telephone numbers and links that name somebody, and a protected
    /// one for whatever no protected report shows, but not for names.
    #[must_use]
    pub fn of(synthesis: &'a Synthesis) -> Self {
        Self {
            synthesis,
            withheld: None,
            formats: BTreeSet::from(Format::USUAL),
            engine: Engine::Auto,
            template: Template::BuiltIn,
            ledger: None,
            rejected: None,
        }
    }

    /// The files to make; none means [`Format::USUAL`].
    #[must_use]
    pub fn formats(mut self, formats: &[Format]) -> Self {
        if !formats.is_empty() {
            self.formats = formats.iter().copied().collect();
        }
        self
    }

    /// Which Typst typesets it.
    #[must_use]
    pub fn engine(mut self, engine: Engine) -> Self {
        self.engine = engine;
        self
    }

    /// The template in place of the built-in one.
    #[must_use]
    pub fn template(mut self, template: Template) -> Self {
        self.template = template;
        self
    }

    /// The rows of `tables/ledger.csv`, asked for when they are written and held in no memory. A
    /// public report has no such file, whatever is given here.
    #[must_use]
    pub fn ledger(mut self, rows: impl FnOnce() -> LedgerRows<'a> + Send + 'a) -> Self {
        self.ledger = Some(Box::new(rows));
        self
    }

    /// What writes `tables/rejected.csv`, the rows that were set aside as they stand in their files
    /// ([`rejected`](crate::rejected)). A public report has no such file, whatever is given here.
    #[must_use]
    pub fn rejected(
        mut self,
        write: impl FnOnce(&mut dyn io::Write) -> io::Result<()> + Send + 'a,
    ) -> Self {
        self.rejected = Some(Box::new(write));
        self
    }

    /// The PDF alone, in memory.
    ///
    /// # Errors
    /// [`ReportError::Engine`], [`ReportError::Project`], and [`ReportError::Leak`] when it holds
    /// what must not be published.
    pub fn pdf(&self) -> Result<Pdf, ReportError> {
        let pdf = make_pdf(self.synthesis, &self.template, &self.engine)?;
        let scan = Scan::of(self.synthesis, self.withheld);
        refuse(scan.map_or_else(Vec::new, |scan| scan.file(PDF, &pdf.bytes)))?;
        Ok(pdf)
    }

    /// Writes the report as a folder, all files together or none: they are written beside the
    /// folder, scanned, and the folder is then exchanged for the new one in one step. A folder that
    /// holds anything this program did not write is refused and left whole.
    ///
    /// # Errors
    /// [`ReportError`]; nothing was written then, and what was there before is still there.
    pub fn write_to(self, folder: impl AsRef<Path>) -> Result<Written, ReportError> {
        let output = Output::new(folder.as_ref(), REPORT)?;
        let mut stage = output.stage()?;
        let Report {
            synthesis,
            withheld,
            formats,
            engine,
            template,
            ledger,
            rejected,
        } = self;
        let scan = Scan::of(synthesis, withheld);
        let others = Others {
            synthesis,
            formats: &formats,
            scan: scan.as_ref(),
        };
        // The other files, a long ledger among them, are written and scanned while Typst is at work.
        let (pdf, (replaced_in_charts, mut leaks)) = std::thread::scope(|scope| {
            let writing = scope.spawn(|| others.write((ledger, rejected), &mut stage));
            let pdf = formats
                .contains(&Format::Pdf)
                .then(|| make_pdf(synthesis, &template, &engine))
                .transpose();
            let written = writing
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok::<_, ReportError>((pdf?, written?))
        })?;
        if let Some(pdf) = &pdf {
            stage.write(PDF, &pdf.bytes)?;
            if let Some(scan) = &scan {
                leaks.extend(scan.file(PDF, &pdf.bytes));
            }
        }
        refuse(leaks)?;
        let (pages, warnings, replaced) = match pdf {
            Some(pdf) => (pdf.pages, pdf.warnings, pdf.replaced),
            None => (None, Vec::new(), replaced_in_charts),
        };
        Ok(Written {
            files: stage.put_in_place()?,
            pages,
            replaced,
            warnings,
        })
    }
}

/// Nothing is published while something leaks.
fn refuse(mut leaks: Vec<Leak>) -> Result<(), ReportError> {
    leaks.sort();
    leaks.dedup();
    if leaks.is_empty() {
        Ok(())
    } else {
        Err(ReportError::Leak(leaks))
    }
}

fn make_pdf(
    synthesis: &Synthesis,
    template: &Template,
    engine: &Engine,
) -> Result<Pdf, ReportError> {
    let (project, replaced) = Project::new(synthesis, template)?;
    let Document {
        bytes,
        pages,
        warnings,
    } = typeset(&project, engine)?;
    Ok(Pdf {
        bytes,
        pages,
        warnings,
        replaced,
    })
}

/// Every file but the PDF.
struct Others<'a> {
    synthesis: &'a Synthesis,
    formats: &'a BTreeSet<Format>,
    scan: Option<&'a Scan<'a>>,
}

impl Others<'_> {
    /// Writes them, and says what was replaced in the charts and what must not be published.
    fn write(
        &self,
        (ledger, rejected): (Option<Ledger<'_>>, Option<Rejected<'_>>),
        stage: &mut Stage,
    ) -> Result<(Replaced, Vec<Leak>), ReportError> {
        let (mut in_charts, mut leaks) = (Replaced::default(), Vec::new());
        if self.formats.contains(&Format::Json) {
            let json = self.synthesis.to_json().map_err(ProjectError::from)?;
            stage.write("synthesis.json", json.as_bytes())?;
            leaks.extend(self.scan("synthesis.json", json.as_bytes()));
        }
        if self.formats.contains(&Format::Svg) || self.formats.contains(&Format::Png) {
            // Charts read no table, and a table may be long.
            let drawn = Synthesis {
                tables: Tables::default(),
                ..self.synthesis.clone()
            };
            let (drawn, replaced) = printable(&drawn);
            let charts = draw(&drawn, TitleStyle::Drawn).map_err(ProjectError::from)?;
            for chart in &charts {
                // A PNG is drawn from the SVG, and is scanned with it.
                let name = format!("charts/{}.svg", chart.stem);
                leaks.extend(self.scan(&name, chart.svg.as_bytes()));
            }
            self.write_charts(&charts, stage)?;
            in_charts = replaced;
        }
        if self.formats.contains(&Format::Csv) {
            for table in tables::of(self.synthesis) {
                let name = format!("tables/{}.csv", table.name);
                stage.create(&name, |out| tables::write(out, &table))?;
                if self.scan.is_some() {
                    leaks.extend(self.scan(&name, &stage.read(&name)?));
                }
            }
            if let Some(rows) = ledger
                && self.synthesis.audience == Audience::Internal
            {
                stage.create("tables/ledger.csv", |out| tables::write_ledger(out, rows()))?;
            }
            if let Some(write) = rejected
                && self.synthesis.audience == Audience::Internal
            {
                stage.create("tables/rejected.csv", |out| write(out))?;
            }
        }
        Ok((in_charts, leaks))
    }

    fn scan(&self, name: &str, bytes: &[u8]) -> Vec<Leak> {
        self.scan
            .map_or_else(Vec::new, |scan| scan.file(name, bytes))
    }

    fn write_charts(&self, charts: &[ChartFile], stage: &mut Stage) -> Result<(), ReportError> {
        for chart in charts {
            if self.formats.contains(&Format::Svg) {
                stage.write(&format!("charts/{}.svg", chart.stem), chart.svg.as_bytes())?;
            }
            if self.formats.contains(&Format::Png) {
                let picture = rasterise(&chart.svg, PNG_WIDTH)?;
                stage.create(&format!("charts/{}.png", chart.stem), |out| {
                    out.write_all(&picture)
                })?;
            }
        }
        Ok(())
    }
}
