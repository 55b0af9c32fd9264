//! Synthesis to charts: those of LOOK section 5 and agreement by theme, as SVG, 168 mm wide.
//!
//! A unit is a tenth of a point, because coordinates and strokes of plotters are whole numbers. One
//! mark is one organisation wherever the base is 20 or fewer. Every number and sentence stands in
//! the synthesis; here they are placed, and text is measured with the fonts it is set in.

mod agreement;
mod bars;
mod canvas;
mod cooccurrence;
mod format;
mod label;
mod matrix;
mod pages;
mod palette;
mod prevalence;
mod saturation;
mod stance;
mod svg;
mod timeline;

use canvas::{Anchor, Canvas, Type, count, line_pitch};
use pages::Page;
use plotters::style::RGBColor;
use std::fmt::Write as _;
use thiserror::Error;
use throughline_core::synthesis::{Chart, ChartName, Synthesis};

/// The width of every chart in units: 168 mm in tenths of a point.
const WIDTH: i32 = 4762;
/// The width of every chart on paper.
const WIDTH_MM: i32 = 168;
/// The title where it is drawn: 11.5 pt.
const TITLE: i32 = 115;
/// From the title to the chart.
const TITLE_GAP: i32 = 24;
/// Over the title, for what its letters may reach.
const TITLE_TOP: i32 = 26;

/// Whether the title of a chart is part of its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TitleStyle {
    /// It is the caption beside the picture, as in the PDF.
    Caption,
    /// It is drawn on top, as in `charts/*.svg`.
    Drawn,
}

/// Whether a mark of this colour, as it is written in an SVG, is the filled one of an organisation
/// that raised a theme.
pub(crate) fn filled(colour: &str) -> bool {
    [palette::BRAND, palette::BRAND2].iter().any(|filled| {
        let RGBColor(r, g, b) = *filled;
        colour.eq_ignore_ascii_case(&format!("#{r:02X}{g:02X}{b:02X}"))
    })
}

/// A chart, finished.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartFile {
    /// Which chart.
    pub name: ChartName,
    /// 1, and up where a long chart goes on.
    pub page: u32,
    /// The stem of its file: `matrix`, `matrix-2`.
    pub stem: String,
    /// Its title, the same on each page but for `, continued`.
    pub title: String,
    /// Its alternative text.
    pub alt: String,
    /// The picture.
    pub svg: String,
    /// Its height on paper in millimetres, at 168 mm of width.
    pub height_mm: f64,
}

/// A chart that cannot be drawn.
#[derive(Debug, Error)]
pub enum ChartError {
    /// The drawing library refused.
    #[error("a chart cannot be drawn: {0}")]
    Drawing(String),
}

/// The charts of a synthesis that have something to show, in the order of the report.
///
/// # Errors
/// [`ChartError`] when the drawing library refuses a mark, which no synthesis is known to bring
/// about.
pub fn draw(synthesis: &Synthesis, style: TitleStyle) -> Result<Vec<ChartFile>, ChartError> {
    let mut files = Vec::new();
    for name in ChartName::ALL {
        match name {
            ChartName::Timeline => {
                finish(
                    name,
                    &synthesis.engaged.timeline,
                    timeline::pages,
                    style,
                    &mut files,
                )?;
            }
            ChartName::Saturation => {
                finish(
                    name,
                    &synthesis.engaged.saturation,
                    saturation::pages,
                    style,
                    &mut files,
                )?;
            }
            ChartName::Prevalence => {
                finish(
                    name,
                    &synthesis.raised.prevalence,
                    prevalence::pages,
                    style,
                    &mut files,
                )?;
            }
            ChartName::Stance => {
                finish(
                    name,
                    &synthesis.raised.stance,
                    stance::pages,
                    style,
                    &mut files,
                )?;
            }
            ChartName::Matrix => {
                finish(
                    name,
                    &synthesis.matrix.matrix,
                    matrix::pages,
                    style,
                    &mut files,
                )?;
            }
            ChartName::Format => {
                finish(
                    name,
                    &synthesis.differed.format,
                    format::pages,
                    style,
                    &mut files,
                )?;
            }
            ChartName::Cooccurrence => {
                let chart = &synthesis.differed.cooccurrence;
                finish(name, chart, cooccurrence::pages, style, &mut files)?;
            }
            ChartName::Agreement => {
                if let Some(page) = &synthesis.agreement {
                    finish(name, &page.chart, agreement::pages, style, &mut files)?;
                }
            }
        }
    }
    Ok(files)
}

fn finish<T>(
    name: ChartName,
    chart: &Chart<T>,
    pages: impl Fn(&T) -> Vec<Page>,
    style: TitleStyle,
    files: &mut Vec<ChartFile>,
) -> Result<(), ChartError> {
    let Some(drawn) = chart.drawn() else {
        return Ok(());
    };
    let pages = pages(&drawn.data);
    let last = pages.len();
    for (page, number) in pages.into_iter().zip(1_u32..) {
        let (mut stem, mut title, mut alt) = (
            name.as_str().to_owned(),
            drawn.title.clone(),
            drawn.alt.clone(),
        );
        if number > 1 {
            let _ = write!(stem, "-{number}");
            title.push_str(", continued");
        }
        if last > 1 {
            let _ = write!(alt, " This is picture {number} of {last}.");
        }
        let Page { canvas, height } = match style {
            TitleStyle::Caption => page,
            TitleStyle::Drawn => titled(page, &title),
        };
        let head = svg::Head {
            stem: &stem,
            title: &title,
            desc: &alt,
        };
        let svg = canvas.svg(height, &head)?;
        let height_mm = svg::height_mm(height);
        files.push(ChartFile {
            name,
            page: number,
            stem,
            title,
            alt,
            svg,
            height_mm,
        });
    }
    Ok(())
}

/// A page on white with its title on top.
fn titled(page: Page, title: &str) -> Page {
    let look = Type::bold(palette::INK).size(TITLE);
    let lines = look.wrap(title, WIDTH);
    let title_height = line_pitch(TITLE) * count(&lines);
    let top = if lines.is_empty() {
        0
    } else {
        TITLE_TOP + title_height + TITLE_GAP
    };
    let height = page.height + top;
    let mut canvas = Canvas::default();
    canvas.fill((0, 0), (WIDTH, height), palette::WHITE);
    canvas.lines(
        (0, TITLE_TOP + title_height / 2),
        Anchor::Left,
        &lines,
        look,
    );
    canvas.add(page.canvas, top);
    Page { canvas, height }
}

/// A length in whole units; what is beyond them is held at their ends.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from f64 saturates, which is meant"
)]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

/// `length · part / whole` in units, half up; 0 for a whole of 0, `length` at most.
fn share(length: i32, part: u32, whole: u32) -> i32 {
    let (length, part, whole) = (
        i64::from(length),
        i64::from(part.min(whole)),
        i64::from(whole),
    );
    if whole == 0 {
        return 0;
    }
    i32::try_from((2 * length * part + whole) / (2 * whole)).unwrap_or(i32::MAX)
}
