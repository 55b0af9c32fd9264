//! Themes raised in one note: ranked pairs, a bar from 0 to 1 for the coefficient.

use super::canvas::{Anchor, Canvas, Type, count, row_pitch};
use super::pages::{Height, Page, TALLEST, split};
use super::palette::{BRAND2, HAIR, INK, TRACK};
use super::{WIDTH, share};
use throughline_core::numbers::grouped;
use throughline_core::synthesis::{CooccurrenceChart, CooccurrencePair, Shown};

/// The two columns of labels.
const LABELS: i32 = 1560;
const SECOND: i32 = 1623;
/// The bar.
const BAR: i32 = 3246;
const BAR_LENGTH: i32 = 820;
/// The coefficient.
const COEFFICIENT: i32 = BAR + BAR_LENGTH + 40;
/// The line of the heads, with the rule under it.
const HEADS: i32 = 154;

/// The chart, in one picture unless labels are very long.
pub(super) fn pages(chart: &CooccurrenceChart) -> Vec<Page> {
    let wrap = |label: &str| Type::plain(INK).wrap(label, LABELS);
    let rows: Vec<Row> = chart
        .rows
        .iter()
        .map(|pair| Row {
            pair,
            a: wrap(&pair.a),
            b: wrap(&pair.b),
        })
        .collect();
    let heights: Vec<Height> = rows.iter().map(|row| Height::row(row.pitch())).collect();
    split(&heights, TALLEST - HEADS, usize::MAX)
        .into_iter()
        .filter_map(|range| rows.get(range))
        .map(page)
        .collect()
}

struct Row<'a> {
    pair: &'a CooccurrencePair,
    a: Vec<String>,
    b: Vec<String>,
}

impl Row<'_> {
    fn pitch(&self) -> i32 {
        row_pitch(count(&self.a).max(count(&self.b)))
    }
}

fn page(rows: &[Row]) -> Page {
    let mut canvas = Canvas::default();
    canvas.heads(&[
        (0, Anchor::Left, "Theme"),
        (SECOND, Anchor::Left, "together with"),
        (BAR, Anchor::Left, "Coefficient, 0 to 1"),
        (WIDTH, Anchor::Right, "Notes"),
    ]);
    let mut top = HEADS;
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            canvas.rule(top, HAIR, 4);
        }
        let middle = top + row.pitch() / 2;
        canvas.lines((0, middle), Anchor::Left, &row.a, Type::plain(INK));
        canvas.lines((SECOND, middle), Anchor::Left, &row.b, Type::plain(INK));
        let (above, below) = (middle - 37, middle + 37);
        let length = share(BAR_LENGTH, row.pair.ten_thousandths, 10_000);
        canvas.fill((BAR, above), (BAR + BAR_LENGTH, below), TRACK);
        canvas.fill((BAR, above), (BAR + length, below), BRAND2);
        let at = (COEFFICIENT, middle);
        canvas.text(at, Anchor::Left, &row.pair.coefficient, Type::bold(INK));
        let notes = match row.pair.notes {
            Shown::Exact { count } => grouped(u64::from(count)),
            Shown::Band { low, high } => format!("{low}–{high}"),
            Shown::NotShown => "withheld".to_owned(),
        };
        canvas.text((WIDTH, middle), Anchor::Right, &notes, Type::plain(INK));
        top += row.pitch();
    }
    Page {
        canvas,
        height: top,
    }
}
