//! How organisations stand: negative to the left of zero, positive to the right, then mixed and
//! neutral, each from an axis of its own, all in the same unit.

use super::bars::MOST_CELLS;
use super::canvas::{Anchor, Canvas, Type, count, row_pitch};
use super::pages::{Height, Page, TALLEST, split};
use super::palette::{
    EDGE, HAIR, INK, MIXED, NEGATIVE, NEUTRAL, OCHRE, POSITIVE, POSITIVE_TEXT, TRACK,
};
use super::{WIDTH, whole};
use plotters::style::RGBColor;
use throughline_core::synthesis::{Shown, StanceCell, StanceChart, StanceRow};

/// The column of labels.
const LABELS: i32 = 1830;
/// From the labels to the count of the longest negative row, and from a count to the next axis.
const GAP: i32 = 60;
/// From a bar to its count.
const TO_COUNT: i32 = 40;
/// The line of the heads.
const HEADS: i32 = 124;
/// A square with its gap, at most.
const UNIT: f64 = 120.0;
/// A panel is drawn as if its longest row had this many organisations at least.
const LEAST: u32 = 3;
/// The stroke of an axis.
const AXIS: i32 = 7;

/// A stance, where it stands and how it looks.
struct Panel {
    head: &'static str,
    head_colour: RGBColor,
    fill: RGBColor,
    outline: Option<RGBColor>,
    /// To the left of its axis.
    leftward: bool,
    cell: fn(&StanceRow) -> &StanceCell,
    longest: u32,
    words: i32,
    axis: i32,
}

impl Panel {
    /// Units its head takes on its side of the axis.
    fn head_width(&self) -> i32 {
        Type::bold(INK).width(self.head) + 29 + GAP
    }

    /// Units beside its bars: the count and what parts it from the next panel.
    fn beside(&self) -> i32 {
        TO_COUNT + self.words + GAP
    }
}

/// The chart, in one picture unless labels are very long.
pub(super) fn pages(chart: &StanceChart) -> Vec<Page> {
    let mut panels = panels(chart);
    let unit = place(&mut panels);
    let labels: Vec<Vec<String>> = chart
        .rows
        .iter()
        .map(|row| Type::plain(INK).wrap(&row.label, LABELS))
        .collect();
    let rows: Vec<(&StanceRow, Vec<String>)> = chart.rows.iter().zip(labels).collect();
    let heights: Vec<Height> = rows
        .iter()
        .map(|(_, lines)| Height::row(pitch(lines)))
        .collect();
    split(&heights, TALLEST - HEADS, usize::MAX)
        .into_iter()
        .filter_map(|range| rows.get(range))
        .map(|rows| page(chart.base, rows, &panels, unit))
        .collect()
}

fn pitch(lines: &[String]) -> i32 {
    row_pitch(count(lines))
}

fn panels(chart: &StanceChart) -> [Panel; 4] {
    let panel =
        |head, head_colour, fill, outline, leftward, cell: fn(&StanceRow) -> &StanceCell| {
            let longest = chart
                .rows
                .iter()
                .map(|row| most(cell(row).shown, chart.base))
                .max();
            let words =
                Type::bold(INK).widest(chart.rows.iter().map(|row| cell(row).words.as_str()));
            let longest = longest.unwrap_or(0).max(LEAST);
            Panel {
                head,
                head_colour,
                fill,
                outline,
                leftward,
                cell,
                longest,
                words,
                axis: 0,
            }
        };
    [
        panel("Negative", NEGATIVE, NEGATIVE, None, true, |row| {
            &row.negative
        }),
        panel("Positive", POSITIVE_TEXT, POSITIVE, None, false, |row| {
            &row.positive
        }),
        panel("Mixed", INK, MIXED, Some(OCHRE), false, |row| &row.mixed),
        panel("Neutral", INK, NEUTRAL, Some(EDGE), false, |row| {
            &row.neutral
        }),
    ]
}

/// The longest a mark can get.
fn most(shown: Shown, base: u32) -> u32 {
    match shown {
        Shown::Exact { count } => count,
        Shown::Band { high, .. } => high,
        Shown::NotShown => base.min(LEAST),
    }
}

/// Sets the axes and returns the units an organisation takes: the room shared by the panels in
/// proportion to their longest rows, but no panel narrower than its head.
fn place(panels: &mut [Panel; 4]) -> f64 {
    // The first gap stands between the labels and the negative counts, the last at the edge.
    let room = WIDTH - LABELS + GAP;
    let width = |panel: &Panel, unit: f64| {
        let bars = whole(unit * f64::from(panel.longest)) + panel.beside() + AXIS;
        bars.max(panel.head_width())
    };
    let total = |unit: f64| panels.iter().map(|panel| width(panel, unit)).sum::<i32>();
    // The width grows with the unit: halving finds the largest that fits.
    let (mut low, mut high) = (0.0, UNIT);
    if total(high) > room {
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if total(middle) > room {
                high = middle;
            } else {
                low = middle;
            }
        }
        high = low;
    }
    let whole_units = panels.iter().map(|panel| panel.longest).max().unwrap_or(0) <= MOST_CELLS;
    let unit = if whole_units && high > 20.0 {
        high.floor()
    } else {
        high
    };
    let mut x = LABELS + GAP;
    for panel in panels.iter_mut() {
        let width = width(panel, unit);
        panel.axis = if panel.leftward { x + width - GAP } else { x };
        x = if panel.leftward {
            panel.axis
        } else {
            x + width
        };
    }
    unit
}

fn page(base: u32, rows: &[(&StanceRow, Vec<String>)], panels: &[Panel; 4], unit: f64) -> Page {
    let mut canvas = Canvas::default();
    for panel in panels {
        let (x, anchor) = if panel.leftward {
            (panel.axis - 29, Anchor::Right)
        } else {
            (
                panel.axis + if panel.head_colour == INK { 0 } else { 29 },
                Anchor::Left,
            )
        };
        canvas.text((x, 67), anchor, panel.head, Type::bold(panel.head_colour));
    }
    let mut top = HEADS;
    for (row, lines) in rows {
        canvas.rule(top, HAIR, 4);
        let middle = top + pitch(lines) / 2;
        canvas.lines((0, middle), Anchor::Left, lines, Type::plain(INK));
        for panel in panels {
            draw(&mut canvas, panel, (panel.cell)(row), middle, unit, base);
        }
        top += pitch(lines);
    }
    // The axis of positive is that of negative.
    for panel in panels.iter().filter(|panel| !panel.leftward) {
        canvas.path(
            vec![(panel.axis, HEADS - 14), (panel.axis, top)],
            EDGE,
            AXIS.unsigned_abs(),
        );
    }
    Page {
        canvas,
        height: top + 4,
    }
}

/// The squares of a count, or its bar for a large base, and its number.
fn draw(canvas: &mut Canvas, panel: &Panel, cell: &StanceCell, middle: i32, unit: f64, base: u32) {
    let (filled, all) = match cell.shown {
        Shown::Exact { count } => (count, count),
        Shown::Band { low, high } => (low.saturating_sub(1), high),
        Shown::NotShown => (0, 0),
    };
    let banded = matches!(cell.shown, Shown::Band { .. });
    let side = if panel.leftward { -1 } else { 1 };
    let at = |n: u32| panel.axis + side * (AXIS / 2 + whole(unit * f64::from(n)));
    let mut mark = |from: u32, to: u32, gap: i32, withheld: bool| {
        let (near, far) = (
            at(from) + side * gap.min(4),
            at(to) - side * (gap - gap.min(4)),
        );
        let far = if near == far { far + side * 7 } else { far };
        let half = if base > MOST_CELLS { 37 } else { 40 };
        let (corner, other) = (
            (near.min(far), middle - half),
            (near.max(far), middle + half),
        );
        match (withheld, panel.outline) {
            (true, _) => canvas.crossed(corner, other),
            (false, _) if banded => canvas.fill(corner, other, TRACK),
            (false, Some(outline)) => canvas.boxed(corner, other, panel.fill, outline),
            (false, None) => canvas.fill(corner, other, panel.fill),
        }
    };
    if base > MOST_CELLS {
        if filled > 0 {
            mark(0, filled, 0, false);
        }
        if all > filled {
            mark(filled, all, 0, true);
        }
    } else {
        let gap = if unit < 45.0 { 5 } else { 9 };
        for n in 0..all {
            mark(n, n + 1, gap, n >= filled);
        }
    }
    let anchor = if panel.leftward {
        Anchor::Right
    } else {
        Anchor::Left
    };
    let x = at(all) + side * TO_COUNT;
    canvas.text((x, middle), anchor, &cell.words, Type::bold(INK));
}
