//! New themes by engagement: a step line of the themes met so far, pale bars of those met for the
//! first time. Over twelve engagements the line alone.

use super::canvas::{Anchor, Canvas, TEXT, Type, count, line_pitch};
use super::pages::Page;
use super::palette::{BRAND, BRAND2, EDGE, INK, MUTED, ONE};
use super::{WIDTH, share, whole};
use throughline_core::numbers::grouped;
use throughline_core::synthesis::{SaturationChart, SaturationStep};

/// Engagements that are named one by one; more are a line.
const MOST_STEPS: usize = 12;
/// Over the plot, for the number of the last step.
const TOP: i32 = 150;
/// Under the last line, for what its letters may reach.
const BOTTOM: i32 = 16;
/// The plot.
const HEIGHT: i32 = 1003;
/// Where the line is 0.
const BASE: i32 = TOP + HEIGHT;
/// From a line to the middle of the text over or under it.
const TO_TEXT: i32 = 66;
/// The stroke of the line.
const LINE: u32 = 16;

/// The chart; none without a theme.
pub(super) fn pages(chart: &SaturationChart) -> Vec<Page> {
    if chart.steps.is_empty() || chart.total == 0 {
        return Vec::new();
    }
    let mut canvas = Canvas::default();
    let bottom = if chart.axis.is_none() && chart.steps.len() <= MOST_STEPS {
        steps(&mut canvas, chart)
    } else {
        line_only(&mut canvas, chart)
    };
    vec![Page {
        canvas,
        height: bottom + BOTTOM,
    }]
}

/// The height of a number of themes in the plot.
fn level(chart: &SaturationChart, themes: u32) -> i32 {
    BASE - share(HEIGHT, themes, chart.total)
}

/// The left edge of a step, or of the end for the number of steps.
fn left(chart: &SaturationChart, index: usize) -> i32 {
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    share(
        WIDTH,
        index,
        u32::try_from(chart.steps.len()).unwrap_or(u32::MAX),
    )
}

fn step_line(canvas: &mut Canvas, chart: &SaturationChart) {
    let mut points = Vec::new();
    let mut before = None;
    for (index, step) in chart.steps.iter().enumerate() {
        let (x, y) = (left(chart, index), level(chart, step.cumulative));
        if before != Some(y) {
            points.extend(before.map(|before| (x, before)));
            points.push((x, y));
        }
        before = Some(y);
    }
    points.extend(before.map(|y| (WIDTH, y)));
    canvas.path(points, BRAND, LINE);
}

/// Each engagement with its bar, its number and its name. Returns the bottom.
fn steps(canvas: &mut Canvas, chart: &SaturationChart) -> i32 {
    let mut bottom = BASE;
    let mut before: Option<(i32, i32)> = None;
    for (index, step) in chart.steps.iter().enumerate() {
        let (from, to) = (left(chart, index), left(chart, index + 1));
        let middle = i32::midpoint(from, to);
        bar(canvas, chart, step, from, to);

        let last = index + 1 == chart.steps.len();
        let number = if last {
            chart.total_words.clone()
        } else {
            grouped(u64::from(step.cumulative))
        };
        let look = Type::bold(BRAND);
        let width = look.width(&number);
        let x = middle.min(WIDTH - width / 2);
        let mut y = level(chart, step.cumulative) - TO_TEXT;
        if let Some((right, at)) = before
            && x - width / 2 < right + 20
            && (at - y).abs() < line_pitch(TEXT)
        {
            y -= line_pitch(TEXT);
        }
        canvas.text((x, y), Anchor::Middle, &number, look);
        before = Some((x + width / 2, y));

        let end = name(
            canvas,
            step,
            (middle, BASE + 30),
            Anchor::Middle,
            to - from - 30,
        );
        bottom = bottom.max(end);
    }
    step_line(canvas, chart);
    canvas.rule(BASE, EDGE, 7);
    bottom
}

/// The bar of an engagement's new themes with its label: over the bar, inside it where the line is
/// close above, or over the line's number where the bar is too low for that.
fn bar(canvas: &mut Canvas, chart: &SaturationChart, step: &SaturationStep, from: i32, to: i32) {
    let (line, mut top) = (level(chart, step.cumulative), level(chart, step.new));
    let inset = whole(f64::from(to - from) * 0.195);
    if step.new > 0 {
        top = top.min(BASE - 21);
        canvas.boxed((from + inset, top), (to - inset, BASE), ONE, BRAND2);
    }
    let (y, look) = if top - line >= 2 * TO_TEXT {
        (top - TO_TEXT + 6, Type::plain(MUTED))
    } else if BASE - top >= 2 * TO_TEXT {
        (top + TO_TEXT + 6, Type::plain(INK))
    } else {
        (line - TO_TEXT - line_pitch(TEXT), Type::plain(MUTED))
    };
    let width = look.width(&step.new_words);
    let x = i32::midpoint(from, to)
        .min(WIDTH - width / 2)
        .max(width / 2);
    canvas.text((x, y), Anchor::Middle, &step.new_words, look);
}

/// An engagement's name and date from a height downwards. Returns the bottom.
fn name(
    canvas: &mut Canvas,
    step: &SaturationStep,
    (x, top): (i32, i32),
    anchor: Anchor,
    column: i32,
) -> i32 {
    let mut y = top;
    for (text, look) in [
        (&step.name, Type::plain(INK)),
        (&step.date, Type::plain(MUTED)),
    ] {
        let lines = look.wrap(text, column);
        let tall = line_pitch(TEXT) * count(&lines);
        canvas.lines((x, y + tall / 2), anchor, &lines, look);
        y += tall;
    }
    y
}

/// The line with labels at its first step, its last, and where 80 % is met. Returns the bottom.
fn line_only(canvas: &mut Canvas, chart: &SaturationChart) -> i32 {
    step_line(canvas, chart);
    canvas.rule(BASE, EDGE, 7);
    let (Some(first), Some(last)) = (chart.steps.first(), chart.steps.last()) else {
        return BASE;
    };
    let look = Type::bold(BRAND);
    let top = level(chart, last.cumulative) - TO_TEXT;
    canvas.text((WIDTH, top), Anchor::Right, &chart.total_words, look);

    // Under a line that only rises is always free; a first step too low for that has its number
    // over all that rises beside it.
    let number = grouped(u64::from(first.cumulative));
    let width = look.width(&number);
    let under = level(chart, first.cumulative) + TO_TEXT;
    let fits_under = under + TO_TEXT <= BASE;
    let first_at = if fits_under {
        under
    } else {
        let beside = (0..).map_while(|index| {
            let step = chart.steps.get(index)?;
            (left(chart, index) < width + 40).then(|| level(chart, step.cumulative))
        });
        beside.min().unwrap_or(BASE) - TO_TEXT
    };
    canvas.text((0, first_at), Anchor::Left, &number, look);

    let at = usize::try_from(chart.at_80_percent).unwrap_or(usize::MAX);
    if let Some(step) = chart.steps.get(at)
        && at > 0
        && at + 1 < chart.steps.len()
    {
        let (x, y) = (left(chart, at), level(chart, step.cumulative));
        canvas.disc((x, y), 26, BRAND);
        let rightward = x < WIDTH * 2 / 3;
        let (text_x, anchor) = if rightward {
            (x + 40, Anchor::Left)
        } else {
            (WIDTH, Anchor::Right)
        };
        let mut text_y = y + TO_TEXT + 10;
        if fits_under && rightward && text_x < width + 40 {
            text_y = text_y.max(first_at + line_pitch(TEXT));
        }
        let number = grouped(u64::from(step.cumulative));
        canvas.text((text_x, text_y), anchor, &number, look);
        let column = if rightward {
            (WIDTH - text_x).min(1500)
        } else {
            WIDTH - x - 40
        };
        name(
            canvas,
            step,
            (text_x, text_y + line_pitch(TEXT) / 2),
            anchor,
            column.max(700),
        );
    }

    let names = BASE + 30;
    let column = WIDTH / 3 - 60;
    let mut bottom = name(canvas, first, (0, names), Anchor::Left, column);
    bottom = bottom.max(name(canvas, last, (WIDTH, names), Anchor::Right, column));
    let axis = Type::plain(MUTED).wrap(chart.axis.as_deref().unwrap_or_default(), column);
    let tall = line_pitch(TEXT) * count(&axis);
    canvas.lines(
        (WIDTH / 2, names + tall / 2),
        Anchor::Middle,
        &axis,
        Type::plain(MUTED),
    );
    bottom.max(names + tall)
}
