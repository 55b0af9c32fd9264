//! Organisations by theme: rows of cells, one an organisation; bars where there are more than 20.

use super::WIDTH;
use super::bars::{MOST_CELLS, Strip};
use super::canvas::{Anchor, Canvas, HEAD, Type, count, line_pitch, row_pitch};
use super::pages::{Height, Page, TALLEST, split};
use super::palette::{BRAND, BRAND2, INK, MUTED, RULE};
use throughline_core::synthesis::{PrevalenceBar, PrevalenceChart, Shown};

/// The column of labels, to the left of every chart.
const LABELS: i32 = 1830;
/// Where cells begin.
const CELLS: i32 = 1890;
/// Where cells end at most.
const CELLS_END: i32 = 3888;
/// A cell with its gap; fewer organisations do not stretch it.
const CELL: i32 = 222;
/// A bar for more than 20 organisations.
const BAR: i32 = 1500;
/// A theme under a heading stands in by.
const INDENT: i32 = 110;
/// Between two groups, a hairline in the middle.
const GROUP_GAP: i32 = 56;
/// From the cells to the count, and between the columns at the right.
const COLUMN_GAP: i32 = 66;

/// A row with what its place in the chart decides.
struct Row<'a> {
    bar: &'a PrevalenceBar,
    lines: Vec<String>,
    head: bool,
    indent: i32,
    starts_group: bool,
}

impl Row<'_> {
    fn look(&self) -> Type {
        if self.head {
            Type::bold(INK).size(HEAD)
        } else {
            Type::plain(INK)
        }
    }

    fn pitch(&self) -> i32 {
        if self.head {
            142.max(line_pitch(HEAD) * count(&self.lines) + 39)
        } else {
            row_pitch(count(&self.lines))
        }
    }
}

/// The chart, in one picture unless labels are very long.
pub(super) fn pages(chart: &PrevalenceChart) -> Vec<Page> {
    let rows = rows(chart);
    let heights: Vec<Height> = rows
        .iter()
        .map(|row| Height {
            units: row.pitch() + if row.starts_group { GROUP_GAP } else { 0 },
            head: row.head,
        })
        .collect();
    let columns = Columns::of(chart.base, &rows);
    split(&heights, TALLEST, usize::MAX)
        .into_iter()
        .filter_map(|range| rows.get(range))
        .map(|rows| columns.page(rows))
        .collect()
}

fn rows(chart: &PrevalenceChart) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for group in &chart.groups {
        let starts = rows.len();
        let under = if group.head.is_some() { INDENT } else { 0 };
        let bars = group
            .head
            .iter()
            .map(|bar| (bar, true))
            .chain(group.rows.iter().map(|bar| (bar, false)));
        for (bar, head) in bars {
            let mut row = Row {
                bar,
                lines: Vec::new(),
                head,
                indent: if head { 0 } else { under },
                starts_group: starts > 0 && rows.len() == starts,
            };
            row.lines = row.look().wrap(&bar.label, LABELS - row.indent);
            rows.push(row);
        }
    }
    rows
}

/// Where the columns stand: as far left as the mock pages have them, and further where the words at
/// the right are long.
struct Columns {
    strip: Strip,
    words: i32,
    percent_right: i32,
}

impl Columns {
    fn of(base: u32, rows: &[Row]) -> Self {
        let counted = rows
            .iter()
            .filter(|row| row.bar.measure.shown != Shown::NotShown);
        let words = Type::bold(INK).widest(counted.map(|row| row.bar.measure.words.as_str()));
        let notes = Type::plain(MUTED).widest(rows.iter().map(|row| row.bar.notes_words.as_str()));
        let has_percent = rows.iter().any(|row| row.bar.measure.percent.is_some());
        let percent = if has_percent {
            Type::plain(INK).width("100%") + COLUMN_GAP
        } else {
            0
        };
        let end = CELLS_END.min(WIDTH - notes - COLUMN_GAP - percent - words - COLUMN_GAP);
        let strip = Strip::new(CELLS, base, CELL, BAR, (end - CELLS).max(CELL));
        Self {
            strip,
            words: strip.end()
                + if base > MOST_CELLS {
                    COLUMN_GAP
                } else {
                    COLUMN_GAP - 9
                },
            percent_right: strip.end() + COLUMN_GAP + words + percent,
        }
    }

    fn page(&self, rows: &[Row]) -> Page {
        let mut canvas = Canvas::default();
        let mut top = 0;
        for (index, row) in rows.iter().enumerate() {
            if row.starts_group && index > 0 {
                canvas.rule(top + GROUP_GAP / 2, RULE, 5);
                top += GROUP_GAP;
            }
            let middle = top + row.pitch() / 2;
            self.draw(&mut canvas, row, middle);
            top += row.pitch();
        }
        Page {
            canvas,
            height: top,
        }
    }

    fn draw(&self, canvas: &mut Canvas, row: &Row, middle: i32) {
        canvas.lines((row.indent, middle), Anchor::Left, &row.lines, row.look());
        let (height, colour) = if row.head { (92, BRAND) } else { (74, BRAND2) };
        let measure = &row.bar.measure;
        self.strip
            .draw(canvas, middle, height, measure.shown, colour);
        if measure.shown == Shown::NotShown {
            let at = (self.strip.x, middle);
            canvas.text(at, Anchor::Left, &measure.words, Type::plain(MUTED));
        } else {
            let at = (self.words, middle);
            canvas.text(at, Anchor::Left, &measure.words, Type::bold(INK));
        }
        if let Some(percent) = measure.percent {
            let at = (self.percent_right, middle);
            canvas.text(at, Anchor::Right, &format!("{percent}%"), Type::plain(INK));
        }
        canvas.text(
            (WIDTH, middle),
            Anchor::Right,
            &row.bar.notes_words,
            Type::plain(MUTED),
        );
    }
}
