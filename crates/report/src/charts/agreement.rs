//! Agreement by theme, a forest plot: a dot for alpha, a line for its interval, upright lines at
//! Krippendorff's cut-offs, and words where alpha is undefined.

use super::canvas::{Anchor, Canvas, Type, count, row_pitch};
use super::pages::{Height, Page, TALLEST, split};
use super::palette::{BRAND, EDGE, HAIR, INK, MUTED, WHITE};
use super::{WIDTH, share};
use throughline_core::synthesis::{AgreementChart, AgreementChartRow, AgreementLine};

/// The column of labels.
const LABEL: i32 = 1_830;
/// How far the label of a theme under another stands in.
const INDENT: i32 = 110;
/// The plot.
const LEFT: i32 = 1_890;
const RIGHT: i32 = 3_640;
/// Where the value ends; the interval in words ends at the edge.
const VALUE: i32 = 3_990;
/// The line of the heads, with the rule under it.
const HEADS: i32 = 154;
/// The dots, and those of rows that count the themes under them.
const DOT: i32 = 30;
const HEAD_DOT: i32 = 38;
/// The ends of an interval reach so far up and down.
const CAP: i32 = 24;
const STROKE: u32 = 12;
/// Between two labels of the axis.
const APART: i32 = 24;
/// Rows in a picture at most, as in the matrix.
const ROWS: usize = 40;

/// The chart, forty rows or a page's height in each picture.
pub(super) fn pages(chart: &AgreementChart) -> Vec<Page> {
    let flat = !chart.rows.iter().any(|row| row.rolled);
    let rows: Vec<Row> = chart.rows.iter().map(|row| Row::of(row, flat)).collect();
    let heights: Vec<Height> = rows
        .iter()
        .map(|row| Height {
            units: row.pitch(),
            head: row.of.rolled && row.of.theme.is_some(),
        })
        .collect();
    split(&heights, TALLEST - HEADS, ROWS)
        .into_iter()
        .filter_map(|range| rows.get(range))
        .map(|rows| page(chart, rows))
        .collect()
}

struct Row<'a> {
    of: &'a AgreementChartRow,
    look: Type,
    left: i32,
    label: Vec<String>,
}

impl<'a> Row<'a> {
    fn of(of: &'a AgreementChartRow, flat: bool) -> Self {
        let look = if of.rolled {
            Type::bold(INK)
        } else {
            Type::plain(INK)
        };
        let left = if flat || of.rolled || of.theme.is_none() {
            0
        } else {
            INDENT
        };
        Self {
            of,
            look,
            left,
            label: look.wrap(&of.label, LABEL - left),
        }
    }

    fn pitch(&self) -> i32 {
        row_pitch(count(&self.label))
    }
}

/// Where a number in ten-thousandths stands; what is beyond the axis stands at its end.
fn across(chart: &AgreementChart, at: i32) -> i32 {
    let part = |n: i32| u32::try_from(n.saturating_sub(chart.from)).unwrap_or(0);
    LEFT + share(RIGHT - LEFT, part(at), part(10_000))
}

fn page(chart: &AgreementChart, rows: &[Row]) -> Page {
    let mut canvas = Canvas::default();
    let heads = Type::plain(MUTED);
    let bottom = HEADS + rows.iter().map(Row::pitch).sum::<i32>();
    canvas.heads(&[
        (0, Anchor::Left, "Theme"),
        (LEFT, Anchor::Left, chart.from_words.as_str()),
        (RIGHT, Anchor::Right, "1"),
        (VALUE, Anchor::Right, "Alpha"),
        (WIDTH, Anchor::Right, "95% interval"),
    ]);
    let mut top = HEADS;
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            canvas.rule(top, HAIR, 4);
        }
        top += row.pitch();
    }
    let upright = |x: i32| vec![(x, HEADS), (x, bottom)];
    canvas.path(upright(LEFT), EDGE, 7);
    canvas.path(upright(RIGHT), HAIR, 5);
    // Each label over its line; two that would touch stand to the left and to the right.
    let mut right = i32::MIN;
    for (index, line) in chart.lines.iter().enumerate() {
        let x = across(chart, line.at);
        canvas.path(upright(x), EDGE, 7);
        let half = heads.width(&line.label) / 2;
        let next = chart.lines.get(index + 1);
        let reaches = |other: &AgreementLine| heads.width(&other.label) / 2 + half + APART;
        let next = next.is_some_and(|next| across(chart, next.at) - x < reaches(next));
        let (x, anchor) = match (x - half < right + APART, next) {
            (true, _) => (x - 10, Anchor::Left),
            (false, true) => (x + 10, Anchor::Right),
            (false, false) => (x, Anchor::Middle),
        };
        canvas.text((x, 67), anchor, &line.label, heads);
        right = match anchor {
            Anchor::Middle => x + half,
            Anchor::Left => x + 2 * half,
            Anchor::Right => x,
        };
    }
    let mut top = HEADS;
    for row in rows {
        let middle = top + row.pitch() / 2;
        canvas.lines((row.left, middle), Anchor::Left, &row.label, row.look);
        figure(&mut canvas, chart, row.of, middle);
        top += row.pitch();
    }
    Page {
        canvas,
        height: bottom + 8,
    }
}

fn figure(canvas: &mut Canvas, chart: &AgreementChart, row: &AgreementChartRow, middle: i32) {
    let Some(alpha) = row.alpha else {
        // On white over the lines, so that it reads.
        let look = Type::plain(MUTED);
        let right = LEFT + 70 + look.width(&row.words);
        canvas.fill((LEFT + 20, middle - 44), (right, middle + 44), WHITE);
        canvas.text((LEFT + 40, middle), Anchor::Left, &row.words, look);
        return;
    };
    if let (Some(low), Some(high)) = (row.low, row.high) {
        let (low, high) = (across(chart, low), across(chart, high));
        canvas.path(vec![(low, middle), (high, middle)], BRAND, STROKE);
        for end in [low, high] {
            canvas.path(
                vec![(end, middle - CAP), (end, middle + CAP)],
                BRAND,
                STROKE,
            );
        }
    }
    let radius = if row.rolled { HEAD_DOT } else { DOT };
    canvas.disc((across(chart, alpha), middle), radius, BRAND);
    canvas.text((VALUE, middle), Anchor::Right, &row.words, Type::bold(INK));
    let interval = match row.interval_words.as_str() {
        "" => "none",
        words => words,
    };
    canvas.text((WIDTH, middle), Anchor::Right, interval, Type::plain(INK));
}
