//! Themes by format: a panel of cells a format, each on its own base.

use super::WIDTH;
use super::bars::{MOST_CELLS, Strip};
use super::canvas::{Anchor, Canvas, TEXT, Type, count, line_pitch, row_pitch};
use super::pages::{Height, Page, TALLEST, split};
use super::palette::{BRAND2, INK, RULE};
use throughline_core::synthesis::{FormatChart, FormatRow, Measure};

/// The column of labels, and where the panels begin.
const LABELS: i32 = 1830;
const PANELS: i32 = 1890;
/// A cell with its gap.
const CELL: i32 = 195;
/// A bar for a base of more than 20.
const BAR: i32 = 820;
/// From the cells to the count, and from it to the next panel.
const TO_COUNT: i32 = 48;
const TO_PANEL: i32 = 130;

/// Over the first line, for what its letters may reach.
const TOP: i32 = 18;

/// A panel with less room for its cells than this has its counts on two lines.
const NARROW: i32 = 450;
/// The column of counts on two lines.
const COUNTS: i32 = 480;

struct Panel {
    strip: Strip,
    head: Vec<String>,
}

struct Row<'a> {
    theme: &'a FormatRow,
    label: Vec<String>,
    /// Lines for each panel.
    counts: Vec<Vec<String>>,
}

impl Row<'_> {
    fn pitch(&self) -> i32 {
        let counts = self.counts.iter().map(|lines| count(lines)).max();
        let lines = counts.unwrap_or(1).max(count(&self.label));
        row_pitch(lines)
    }
}

/// The chart, in one picture unless labels are very long.
pub(super) fn pages(chart: &FormatChart) -> Vec<Page> {
    let mut rows = rows(chart, false);
    let mut room = room(chart, &rows);
    if room < NARROW * count(&chart.formats) {
        rows = self::rows(chart, true);
        room = self::room(chart, &rows);
    }
    let panels = panels(chart, &rows, room.max(0));
    let heights: Vec<Height> = rows.iter().map(|row| Height::row(row.pitch())).collect();
    let most_lines = panels.iter().map(|panel| count(&panel.head)).max();
    let heads = TOP + line_pitch(TEXT) * most_lines.unwrap_or(1);
    split(&heights, TALLEST - heads - 71, usize::MAX)
        .into_iter()
        .filter_map(|range| rows.get(range))
        .map(|rows| page(rows, &panels, heads))
        .collect()
}

fn rows(chart: &FormatChart, two_lines: bool) -> Vec<Row<'_>> {
    chart
        .rows
        .iter()
        .map(|theme| Row {
            label: Type::plain(INK).wrap(&theme.label, LABELS),
            counts: theme
                .measures
                .iter()
                .map(|measure| counts(measure, two_lines))
                .collect(),
            theme,
        })
        .collect()
}

/// The count of a row: `3 of 4`, and the percent where the base is large.
fn counts(measure: &Measure, two_lines: bool) -> Vec<String> {
    let percent = measure.percent.map(|percent| format!("{percent}%"));
    if two_lines {
        let mut lines = Type::bold(INK).wrap(&measure.words, COUNTS);
        lines.extend(percent);
        return lines;
    }
    vec![match percent {
        Some(percent) => format!("{} · {percent}", measure.words),
        None => measure.words.clone(),
    }]
}

/// The column of counts of a panel.
fn counts_width(rows: &[Row], panel: usize) -> i32 {
    let lines = rows
        .iter()
        .filter_map(|row| row.counts.get(panel))
        .flatten();
    Type::bold(INK).widest(lines.map(String::as_str))
}

/// What the counts leave to the cells and bars of all panels.
fn room(chart: &FormatChart, rows: &[Row]) -> i32 {
    let beside: i32 = (0..chart.formats.len())
        .map(|panel| TO_COUNT + counts_width(rows, panel) + TO_PANEL)
        .sum();
    WIDTH - PANELS + TO_PANEL - beside
}

/// The panels from left to right, cells of one size in all of them: as large as the mock pages
/// have them where there is room.
fn panels(chart: &FormatChart, rows: &[Row], room: i32) -> Vec<Panel> {
    let bases = || chart.formats.iter().map(|format| format.base);
    let bars = bases()
        .filter(|&base| base > MOST_CELLS)
        .map(|_| 1)
        .sum::<i32>();
    let cells: i32 = bases()
        .filter(|&base| base <= MOST_CELLS)
        .map(|base| i32::try_from(base).unwrap_or(0))
        .sum();
    let bar = BAR.min(room / count(&chart.formats).max(1));
    let cell = CELL.min((room - bar * bars) / cells.max(1));
    let mut x = PANELS;
    let mut panels = Vec::new();
    for (index, format) in chart.formats.iter().enumerate() {
        let strip = Strip::new(x, format.base, cell, bar, room);
        let next = strip.end() + TO_COUNT + counts_width(rows, index) + TO_PANEL;
        let column = (next - 60).min(WIDTH) - x;
        panels.push(Panel {
            strip,
            head: Type::bold(INK).wrap(&format.head, column),
        });
        x = next;
    }
    panels
}

fn page(rows: &[Row], panels: &[Panel], heads: i32) -> Page {
    let mut canvas = Canvas::default();
    for panel in panels {
        // Heads stand on the rule, however many lines they have.
        let middle = heads - line_pitch(TEXT) * count(&panel.head) / 2;
        canvas.lines(
            (panel.strip.x, middle),
            Anchor::Left,
            &panel.head,
            Type::bold(INK),
        );
    }
    canvas.rule(heads + 30, RULE, 5);
    let mut top = heads + 71;
    for row in rows {
        let middle = top + row.pitch() / 2;
        canvas.lines((0, middle), Anchor::Left, &row.label, Type::plain(INK));
        for ((panel, measure), lines) in panels.iter().zip(&row.theme.measures).zip(&row.counts) {
            panel
                .strip
                .draw(&mut canvas, middle, 74, measure.shown, BRAND2);
            let at = (panel.strip.end() + TO_COUNT, middle);
            canvas.lines(at, Anchor::Left, lines, Type::bold(INK));
        }
        top += row.pitch();
    }
    Page {
        canvas,
        height: top,
    }
}
