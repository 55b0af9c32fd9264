//! A synthesis with all seven charts from a few figures.

use throughline_core::numbers::{Proportion, grouped, ratio2};
use throughline_core::review::{Audience, Level, Noun};
use throughline_core::synthesis::{
    Chart, CooccurrenceChart, CooccurrencePair, Differed, Document, Drawn, Engaged, Evidence,
    FormatChart, FormatPanel, FormatRow, Glance, LedgerTotals, MatrixChart, MatrixGroup,
    MatrixPage, MatrixRow, Measure, Method, PrevalenceBar, PrevalenceChart, PrevalenceGroup,
    Raised, SCHEMA, ScaleTable, Shown, StanceCell, StanceChart, StanceRow, Synthesis, Tables,
};

/// A synthesis without a note: no chart is drawn.
pub fn blank() -> Synthesis {
    fn absent<T>() -> Chart<T> {
        Chart::Absent {
            sentence: "No note carries a theme.".into(),
        }
    }
    Synthesis {
        schema: SCHEMA.into(),
        audience: Audience::Public,
        level: Some(Level::Open),
        document: Document {
            title: "A review".into(),
            subtitle: None,
            publisher: None,
            purpose: None,
            date: "2023-10-13".into(),
            date_printed: true,
            period: None,
            language: "en-NZ".into(),
            noun: Noun {
                one: "agency".into(),
                many: "agencies".into(),
            },
            foot: String::new(),
            imprint: String::new(),
            how_to_read: String::new(),
        },
        disclosure: None,
        first_look: None,
        notice: None,
        stats: Vec::new(),
        base: 0,
        notes: 0,
        glance: Glance {
            lead: String::new(),
            bands: Vec::new(),
            more: None,
            key_filled: String::new(),
            key_empty: String::new(),
            key_note: String::new(),
            absent: None,
        },
        engaged: Engaged {
            lead: String::new(),
            contributors_title: String::new(),
            contributors: Vec::new(),
            contributors_note: None,
            timeline: absent(),
            saturation: absent(),
        },
        parts: Vec::new(),
        raised: Raised {
            heading: "What agencies raised".into(),
            prevalence: absent(),
            stance: absent(),
            balance: None,
        },
        matrix: MatrixPage { matrix: absent() },
        agreement: None,
        differed: Differed {
            lead: String::new(),
            format: absent(),
            cooccurrence: absent(),
        },
        method: Method {
            lead: String::new(),
            counted: Vec::new(),
            limits: Vec::new(),
            disclosure_title: String::new(),
            disclosure: Vec::new(),
            scale: ScaleTable {
                name: String::new(),
                source: String::new(),
                words: Vec::new(),
                unfit: None,
                note: String::new(),
            },
        },
        codebook: Vec::new(),
        tables: Tables::default(),
        evidence: Evidence {
            lead: String::new(),
            title: String::new(),
            organisation_head: String::new(),
            groups: Vec::new(),
            absent: None,
        },
        ledger: LedgerTotals {
            rows: 0,
            totals: Vec::new(),
            sentence: String::new(),
        },
    }
}

/// A chart with words that any chart may have.
pub fn drawn<T>(number: u32, title: &str, data: T) -> Chart<T> {
    Chart::Drawn(Drawn {
        number,
        title: title.into(),
        note: "Agencies that raised each theme.".into(),
        alt: format!("Chart of test data: {title}. All figures are in Table B1."),
        data,
    })
}

/// The figures a synthesis is built from.
pub struct Build {
    pub base: u32,
    pub labels: Vec<String>,
    pub engagements: u32,
    pub engagement_name: &'static str,
    /// Formats with their bases.
    pub formats: Vec<(&'static str, u32)>,
    /// What organisations are called in the key of the matrix; letters alone without.
    pub names: Option<&'static str>,
    /// Notes to an organisation and theme.
    pub notes_factor: u32,
    /// How a count of a base is shown, with its words.
    pub show: fn(u32, u32) -> (Shown, String),
}

impl Build {
    pub fn new(base: u32, labels: &[String]) -> Self {
        Self {
            base,
            labels: labels.to_vec(),
            engagements: 6,
            engagement_name: "1:1 meeting",
            formats: vec![("Workshop", 4), ("1:1 meetings", 5)],
            names: None,
            notes_factor: 1,
            show: |count, base| (count.into(), Proportion { count, base }.to_string()),
        }
    }

    pub fn synthesis(&self) -> Synthesis {
        let mut synthesis = blank();
        synthesis.base = self.base;
        if self.engagements > 1 {
            synthesis.engaged.timeline =
                drawn(1, "Most engagements were 1:1 meetings", self.timeline());
            synthesis.engaged.saturation = drawn(
                2,
                "The last two engagements added one new theme",
                self.saturation(),
            );
        }
        synthesis.raised.prevalence = drawn(
            3,
            "All agencies raised value, process and resourcing",
            self.prevalence(),
        );
        synthesis.raised.stance = drawn(
            4,
            "Agencies were positive about engagement, negative about money",
            self.stance(),
        );
        if self.base <= 12 {
            synthesis.matrix.matrix =
                drawn(5, "No theme was raised by every agency", self.matrix());
        }
        if !self.formats.is_empty() {
            let title = "Themes were raised about as often in each format";
            synthesis.differed.format = drawn(6, title, self.format());
        }
        let title = "Two themes were most often raised together";
        synthesis.differed.cooccurrence = drawn(7, title, self.cooccurrence());
        synthesis
    }

    fn measure(&self, count: u32, base: u32) -> Measure {
        let (shown, words) = (self.show)(count, base);
        let percent = (base >= 20 && shown.exact().is_some())
            .then(|| Proportion { count, base }.percent())
            .flatten();
        Measure {
            shown,
            base,
            words,
            percent,
        }
    }

    fn bar(&self, theme: usize) -> PrevalenceBar {
        let count = count(theme, self.base);
        let notes = (count + 3) * self.notes_factor;
        PrevalenceBar {
            theme: format!("t{theme}").parse().unwrap(),
            label: self.labels[theme].clone(),
            measure: self.measure(count, self.base),
            notes: notes.into(),
            notes_words: format!("{} notes", grouped(notes.into())),
        }
    }

    /// Groups of five with a head, at most 24 rows.
    fn prevalence(&self) -> PrevalenceChart {
        let themes: Vec<usize> = (0..self.labels.len().min(24)).collect();
        let group = |themes: &[usize]| PrevalenceGroup {
            head: themes.first().map(|&theme| self.bar(theme)),
            rows: themes
                .iter()
                .skip(1)
                .map(|&theme| self.bar(theme))
                .collect(),
        };
        PrevalenceChart {
            base: self.base,
            groups: themes.chunks(6).map(group).collect(),
        }
    }

    fn stance(&self) -> StanceChart {
        let cell = |count: u32| {
            let (shown, words) = (self.show)(count, self.base);
            let words = match (
                shown,
                Proportion {
                    count,
                    base: self.base,
                }
                .percent(),
            ) {
                (Shown::Exact { count: 0 }, _) => String::new(),
                (Shown::Exact { .. }, Some(percent)) if self.base > 20 => format!("{percent}%"),
                (Shown::Exact { count }, _) => count.to_string(),
                _ => words.split(" of ").next().unwrap().to_owned(),
            };
            StanceCell { shown, words }
        };
        let rows = self
            .labels
            .iter()
            .take(13)
            .zip(0_u32..)
            .map(|(label, row)| StanceRow {
                theme: format!("t{row}").parse().unwrap(),
                label: label.clone(),
                positive: cell(self.base.saturating_sub(row * self.base / 6)),
                negative: cell((row * self.base / 14).min(self.base)),
                mixed: cell(if row % 3 == 1 { self.base / 4 } else { 0 }),
                neutral: cell(if row % 4 == 2 { self.base / 5 } else { 0 }),
            });
        StanceChart {
            base: self.base,
            rows: rows.collect(),
        }
    }

    fn matrix(&self) -> MatrixChart {
        let letters: Vec<String> = (b'A'..)
            .take(self.base as usize)
            .map(|c| char::from(c).to_string())
            .collect();
        let key = letters
            .iter()
            .filter_map(|l| self.names.map(|n| format!("{l} {n}")))
            .collect();
        let row = |theme: usize, roll_up: bool| {
            let base = usize::try_from(self.base).unwrap();
            let notes = |column: usize| match (theme * 5 + column * 3) % 7 {
                n @ 0..4 => u32::try_from(n).unwrap() * self.notes_factor,
                _ => 0,
            };
            let measure = self.measure(count(theme, self.base), self.base);
            let withheld = measure.shown == Shown::NotShown;
            let cell = |column| {
                if withheld {
                    Shown::NotShown
                } else {
                    notes(column).into()
                }
            };
            MatrixRow {
                theme: format!("t{theme}").parse().unwrap(),
                label: self.labels[theme].clone(),
                roll_up,
                cells: (0..base).map(cell).collect(),
                measure,
            }
        };
        let themes: Vec<usize> = (0..self.labels.len()).collect();
        let groups = themes.chunks(9).map(|themes| MatrixGroup {
            rows: themes
                .iter()
                .enumerate()
                .map(|(at, &theme)| row(theme, at == 0))
                .collect(),
        });
        MatrixChart {
            base: self.base,
            columns_title: "Agency (coded), number of notes".into(),
            columns: letters,
            key,
            count_head: "Agencies".into(),
            groups: groups.collect(),
        }
    }

    fn format(&self) -> FormatChart {
        let formats = self.formats.iter().map(|&(name, base)| FormatPanel {
            head: format!("{name}, {base} agencies"),
            base,
        });
        let rows = self
            .labels
            .iter()
            .take(8)
            .enumerate()
            .map(|(theme, label)| FormatRow {
                theme: format!("t{theme}").parse().unwrap(),
                label: label.clone(),
                measures: self
                    .formats
                    .iter()
                    .map(|&(_, base)| self.measure(count(theme, base), base))
                    .collect(),
            });
        FormatChart {
            formats: formats.collect(),
            rows: rows.collect(),
        }
    }

    fn cooccurrence(&self) -> CooccurrenceChart {
        let pairs = self
            .labels
            .iter()
            .zip(self.labels.iter().skip(1))
            .take(8)
            .zip(0_u32..);
        let rows = pairs.map(|((a, b), row)| CooccurrencePair {
            a: a.clone(),
            b: b.clone(),
            notes: ((9 - row) * self.notes_factor).into(),
            coefficient: ratio2(41 - u64::from(row) * 4, 100).unwrap(),
            ten_thousandths: 4_100 - row * 400,
        });
        CooccurrenceChart {
            rows: rows.collect(),
        }
    }
}

/// A count for a theme, from the whole base down.
fn count(theme: usize, base: u32) -> u32 {
    let theme = u32::try_from(theme).unwrap();
    base - (theme * 7 % (base + 1)).min(base)
}
