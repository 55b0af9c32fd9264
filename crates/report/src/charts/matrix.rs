//! Notes by theme and organisation: a row a theme, a column an organisation, the number of notes in
//! the cell, shaded one, two, three and more.

use super::WIDTH;
use super::canvas::{Anchor, Canvas, HEAD, TEXT, Type, count, line_pitch};
use super::pages::{Height, Page, TALLEST, split};
use super::palette::{BLACK, BRAND, EDGE, INK, MUTED, ONE, RING, RULE, TWO, WHITE};
use throughline_core::synthesis::{MatrixChart, MatrixRow, Shown};

/// Rows a picture holds; more go on in another.
const ROWS: usize = 40;
/// The column of labels, for at most nine columns and for more.
const LABELS: [i32; 2] = [2330, 1830];
/// The narrowest it gets where numbers are long.
const LABELS_LEAST: i32 = 700;
/// From the labels to the cells.
const TO_CELLS: i32 = 70;
/// A cell with its gap.
const CELL: i32 = 214;
/// Between two cells.
const GAP: i32 = 9;
/// A theme under a heading stands in by.
const INDENT: i32 = 90;
/// Over the first line, for what its letters may reach.
const TOP: i32 = 18;
/// Between two groups, a hairline in the middle.
const GROUP_GAP: i32 = 46;
/// From the cells to the counts.
const TO_COUNTS: i32 = 60;
/// From the chart to its key, and the columns of the key.
const TO_KEY: i32 = 90;
const KEY_COLUMNS: i32 = 3;

struct Row<'a> {
    theme: &'a MatrixRow,
    lines: Vec<String>,
    indent: i32,
    starts_group: bool,
}

impl Row<'_> {
    fn look(&self) -> Type {
        if self.theme.roll_up {
            Type::bold(INK).size(HEAD)
        } else {
            Type::plain(INK)
        }
    }

    fn pitch(&self) -> i32 {
        let lines = line_pitch(self.look().size) * count(&self.lines);
        if self.theme.roll_up {
            150.max(lines + 47)
        } else {
            132.max(lines + 34)
        }
    }
}

/// The chart: as many pictures as it takes 40 rows each.
pub(super) fn pages(chart: &MatrixChart) -> Vec<Page> {
    let layout = Layout::of(chart);
    let rows = layout.rows(chart);
    let heights: Vec<Height> = rows
        .iter()
        .map(|row| Height {
            units: row.pitch() + if row.starts_group { GROUP_GAP } else { 0 },
            head: row.theme.roll_up,
        })
        .collect();
    let (head, key) = (layout.head(chart), key(chart));
    split(&heights, TALLEST - head.height - key.height, ROWS)
        .into_iter()
        .filter_map(|range| rows.get(range))
        .map(|rows| {
            let body = layout.body(rows);
            let mut canvas = head.canvas.clone();
            canvas.add(body.canvas, head.height);
            canvas.add(key.canvas.clone(), head.height + body.height);
            Page {
                canvas,
                height: head.height + body.height + key.height,
            }
        })
        .collect()
}

/// Where the columns stand.
struct Layout {
    labels: i32,
    cells: i32,
    cell: i32,
    columns: usize,
}

impl Layout {
    fn of(chart: &MatrixChart) -> Self {
        let rows = || chart.groups.iter().flat_map(|group| &group.rows);
        let columns = chart.columns.len();
        let counts = Type::bold(INK)
            .size(HEAD)
            .widest(rows().map(|row| row.measure.words.as_str()))
            .max(Type::plain(MUTED).width(&chart.count_head));
        let end = WIDTH - counts - TO_COUNTS;
        let numbers: Vec<String> = rows()
            .flat_map(|row| &row.cells)
            .filter_map(|&cell| number(cell))
            .collect();
        let texts = numbers.iter().chain(&chart.columns).map(String::as_str);
        let widest = Type::bold(INK).widest(texts);
        let labels = if columns > 9 { LABELS[1] } else { LABELS[0] };
        let room = (end - labels - TO_CELLS) / count(&chart.columns).max(1);
        // Long numbers take room from the labels, which wrap.
        let cell = CELL.min(room).max(widest + GAP + 24);
        let start = end - cell * count(&chart.columns);
        let labels = labels.min(start - TO_CELLS).max(LABELS_LEAST);
        Self {
            labels,
            cells: labels + TO_CELLS,
            cell,
            columns,
        }
    }

    fn rows<'a>(&self, chart: &'a MatrixChart) -> Vec<Row<'a>> {
        let mut rows = Vec::new();
        for group in &chart.groups {
            let first = rows.len();
            let has_head = group.rows.first().is_some_and(|row| row.roll_up);
            for row in &group.rows {
                let indent = if has_head && !row.roll_up { INDENT } else { 0 };
                let starts_group = first > 0 && rows.len() == first;
                let mut row = Row {
                    theme: row,
                    lines: Vec::new(),
                    indent,
                    starts_group,
                };
                row.lines = row.look().wrap(&row.theme.label, self.labels - indent);
                rows.push(row);
            }
        }
        rows
    }

    fn column(&self, index: usize) -> i32 {
        self.cells + self.cell * i32::try_from(index).unwrap_or(0)
    }

    fn head(&self, chart: &MatrixChart) -> Page {
        let mut canvas = Canvas::default();
        let title = Type::plain(MUTED).wrap(&chart.columns_title, WIDTH - self.cells);
        let title_height = line_pitch(TEXT) * count(&title);
        canvas.lines(
            (self.cells, TOP + title_height / 2),
            Anchor::Left,
            &title,
            Type::plain(MUTED),
        );
        let heads = TOP + title_height + 52;
        for (index, head) in chart.columns.iter().enumerate() {
            let middle = self.column(index) + (self.cell - GAP) / 2;
            canvas.text((middle, heads), Anchor::Middle, head, Type::bold(INK));
        }
        canvas.text(
            (WIDTH, heads),
            Anchor::Right,
            &chart.count_head,
            Type::plain(MUTED),
        );
        canvas.rule(heads + 75, EDGE, 5);
        Page {
            canvas,
            height: heads + 79,
        }
    }

    fn body(&self, rows: &[Row]) -> Page {
        let mut canvas = Canvas::default();
        let mut top = 0;
        for (index, row) in rows.iter().enumerate() {
            if row.starts_group && index > 0 {
                canvas.rule(top + GROUP_GAP / 2, RULE, 5);
                top += GROUP_GAP;
            }
            let middle = top + row.pitch() / 2;
            canvas.lines((row.indent, middle), Anchor::Left, &row.lines, row.look());
            self.cells(&mut canvas, row.theme, middle);
            let counts = if row.theme.roll_up {
                Type::bold(INK)
            } else {
                Type::plain(INK)
            };
            canvas.text(
                (WIDTH, middle),
                Anchor::Right,
                &row.theme.measure.words,
                counts,
            );
            top += row.pitch();
        }
        Page {
            canvas,
            height: top,
        }
    }

    fn cells(&self, canvas: &mut Canvas, row: &MatrixRow, middle: i32) {
        let half = if row.roll_up { 52 } else { 50 };
        let (top, bottom) = (middle - half, middle + half);
        if row.cells.iter().all(|&cell| cell == Shown::NotShown) {
            let right = self.column(self.columns) - GAP;
            canvas.boxed((self.cells, top), (right, bottom), WHITE, EDGE);
            let at = (i32::midpoint(self.cells, right), middle);
            canvas.text(at, Anchor::Middle, "withheld", Type::plain(MUTED));
            return;
        }
        for (index, &cell) in row.cells.iter().enumerate().take(self.columns) {
            let (left, right) = (self.column(index), self.column(index + 1) - GAP);
            let at = (i32::midpoint(left, right), middle);
            let (fill, look) = match cell {
                Shown::Exact { count: 0 } => {
                    canvas.path(vec![(at.0 - 20, middle), (at.0 + 20, middle)], RING, 8);
                    continue;
                }
                Shown::Exact { count: 1 } if row.roll_up => (ONE, Type::bold(INK)),
                Shown::Exact { count: 1 } => (ONE, Type::plain(INK)),
                Shown::Exact { count: 2 } => (TWO, Type::bold(BLACK)),
                Shown::Exact { .. } => (BRAND, Type::bold(WHITE)),
                Shown::Band { .. } | Shown::NotShown => (WHITE, Type::plain(INK)),
            };
            if cell.exact().is_some() {
                canvas.fill((left, top), (right, bottom), fill);
            } else {
                canvas.boxed((left, top), (right, bottom), fill, EDGE);
            }
            if let Some(number) = number(cell) {
                canvas.text(at, Anchor::Middle, &number, look);
            }
        }
    }
}

/// The key of the column heads, in three columns read downwards.
fn key(chart: &MatrixChart) -> Page {
    let mut canvas = Canvas::default();
    let width = WIDTH / KEY_COLUMNS;
    let per_column = chart.key.len().div_ceil(3).max(1);
    let mut height = 0;
    for (entries, column) in chart.key.chunks(per_column).zip(0..) {
        let mut top = TO_KEY;
        for entry in entries {
            let lines = Type::plain(MUTED).wrap(entry, width - 90);
            let tall = line_pitch(TEXT) * count(&lines);
            canvas.lines(
                (column * width, top + tall / 2),
                Anchor::Left,
                &lines,
                Type::plain(MUTED),
            );
            top += tall + 16;
        }
        height = height.max(top);
    }
    Page { canvas, height }
}

/// The number in a cell; none for a dash or a withheld one.
fn number(cell: Shown) -> Option<String> {
    match cell {
        Shown::Exact { count: 0 } | Shown::NotShown => None,
        Shown::Exact { count } => Some(count.to_string()),
        Shown::Band { low, high } => Some(format!("{low}–{high}")),
    }
}
