//! When the engagements were: a lane an engagement; over twelve, a lane a format with a bar a week
//! or month.

use super::canvas::{Anchor, Canvas, TEXT, Type, count, line_pitch};
use super::pages::Page;
use super::palette::{BRAND, BRAND2, HAIR, INK, MUTED, RULE};
use super::{WIDTH, whole};
use throughline_core::synthesis::{Lane, Mark, TimelineChart};

/// A lane of one engagement.
const LANE: i32 = 140;
/// A lane of bars: the tallest bar, its number over it, and what parts it from the next lane.
const BARS: i32 = 250;
const BAR_LANE: i32 = BARS + 140;
/// The line of the ticks' labels.
const TICKS: i32 = 132;
/// Names take this much at least, and at most.
const NAMES: [i32; 2] = [760, 1300];
/// Dates take this much at most.
const DATES: i32 = 860;
/// The words at the right take this much at most.
const RIGHT: i32 = 700;
/// Between two columns.
const GAP: i32 = 90;
/// Half of a mark.
const HALF: i32 = 41;

/// The chart; none without a lane.
pub(super) fn pages(chart: &TimelineChart) -> Vec<Page> {
    if chart.lanes.is_empty() {
        return Vec::new();
    }
    let layout = Layout::of(chart);
    let mut canvas = Canvas::default();
    let mut top = TICKS;
    let bottom = top
        + chart
            .lanes
            .iter()
            .map(|lane| layout.pitch(lane))
            .sum::<i32>();
    layout.ticks(&mut canvas, chart, bottom);
    for (index, lane) in chart.lanes.iter().enumerate() {
        if index > 0 && layout.bars {
            canvas.rule(top, HAIR, 4);
        }
        let pitch = layout.pitch(lane);
        layout.words(&mut canvas, lane, top, pitch);
        for mark in &lane.marks {
            if layout.bars {
                layout.bar(&mut canvas, mark, top + pitch - 20);
            } else {
                layout.mark(&mut canvas, lane, mark, top + pitch / 2);
            }
        }
        top += pitch;
    }
    vec![Page {
        canvas,
        height: bottom + 10,
    }]
}

/// Where the columns stand, and how days become places.
struct Layout {
    /// Lanes hold bars that stand for several engagements.
    bars: bool,
    most: u32,
    names: i32,
    dates_at: i32,
    dates: i32,
    from: i32,
    to: i32,
    first_day: i32,
    last_day: i32,
}

impl Layout {
    fn of(chart: &TimelineChart) -> Self {
        let marks = || chart.lanes.iter().flat_map(|lane| &lane.marks);
        let bars = chart.lanes.iter().any(|lane| lane.marks.len() > 1)
            || marks().any(|mark| mark.engagements > 1);
        let widest =
            |look: Type, text: fn(&Lane) -> &str| look.widest(chart.lanes.iter().map(text));
        let names = widest(Type::bold(INK), |lane| &lane.name).clamp(NAMES[0], NAMES[1]);
        let dates = widest(Type::plain(INK), |lane| &lane.date).min(DATES);
        let right = widest(Type::plain(INK), |lane| &lane.right).min(RIGHT);
        let dates_at = names + if dates > 0 { GAP } else { 0 };
        Self {
            bars,
            most: marks()
                .map(|mark| mark.engagements)
                .max()
                .unwrap_or(1)
                .max(1),
            names,
            dates_at,
            dates,
            from: dates_at + dates + GAP,
            to: WIDTH - right - GAP,
            first_day: chart.first_day,
            last_day: chart.last_day.max(chart.first_day),
        }
    }

    fn lines(&self, lane: &Lane) -> [(Vec<String>, Type, Anchor, i32); 3] {
        let name = if lane.workshop {
            Type::bold(INK)
        } else {
            Type::plain(INK)
        };
        let (date, right) = (Type::plain(MUTED), Type::plain(INK));
        [
            (name.wrap(&lane.name, self.names), name, Anchor::Left, 0),
            (
                date.wrap(&lane.date, self.dates),
                date,
                Anchor::Left,
                self.dates_at,
            ),
            (right.wrap(&lane.right, RIGHT), right, Anchor::Right, WIDTH),
        ]
    }

    fn pitch(&self, lane: &Lane) -> i32 {
        let lines = self
            .lines(lane)
            .iter()
            .map(|column| count(&column.0))
            .max()
            .unwrap_or(1);
        let least = if self.bars { BAR_LANE } else { LANE };
        least.max(line_pitch(TEXT) * lines + 42)
    }

    fn words(&self, canvas: &mut Canvas, lane: &Lane, top: i32, pitch: i32) {
        for (lines, look, anchor, x) in self.lines(lane) {
            canvas.lines((x, top + pitch / 2), anchor, &lines, look);
        }
    }

    /// Where a day begins, in lanes of bars; else its middle.
    fn at(&self, day: i32) -> i32 {
        let days = f64::from(self.last_day) - f64::from(self.first_day);
        let passed = f64::from(day) - f64::from(self.first_day);
        let (left, right, part) = if self.bars {
            (self.from, self.to, passed / (days + 1.0))
        } else if days > 0.0 {
            (self.from + HALF, self.to - HALF, passed / days)
        } else {
            (self.from, self.to, 0.5)
        };
        left + whole(f64::from(right - left) * part.clamp(0.0, 1.0))
    }

    /// Labels over lines; a label that would touch the one before it is left out with its line.
    fn ticks(&self, canvas: &mut Canvas, chart: &TimelineChart, bottom: i32) {
        let look = Type::plain(MUTED);
        let mut taken = i32::MIN;
        for tick in &chart.ticks {
            if !(self.first_day..=self.last_day).contains(&tick.day) {
                continue;
            }
            let (x, half) = (self.at(tick.day), look.width(&tick.label) / 2);
            if x - half < taken {
                continue;
            }
            taken = x + half + 40;
            canvas.text((x, 67), Anchor::Middle, &tick.label, look);
            canvas.path(vec![(x, TICKS - 10), (x, bottom)], RULE, 6);
        }
    }

    /// A dark square for a workshop, a disc for others, a bar for a range of dates.
    fn mark(&self, canvas: &mut Canvas, lane: &Lane, mark: &Mark, middle: i32) {
        let colour = if lane.workshop { BRAND } else { BRAND2 };
        let (from, to) = (self.at(mark.from), self.at(mark.to));
        if mark.from == mark.to && !lane.workshop {
            canvas.disc((from, middle), HALF, colour);
        } else {
            let (corner, other) = ((from - HALF, middle - HALF), (to + HALF, middle + HALF));
            canvas.fill(corner, other, colour);
        }
    }

    /// The engagements of a week or month as a bar.
    fn bar(&self, canvas: &mut Canvas, mark: &Mark, bottom: i32) {
        let (from, to) = (self.at(mark.from), self.at(mark.to.saturating_add(1)));
        let gap = if to - from > 30 { 9 } else { 0 };
        let tall = super::share(BARS, mark.engagements, self.most).max(7);
        canvas.fill(
            (from, bottom - tall),
            ((to - gap).max(from + 7), bottom),
            BRAND2,
        );
        if let Some(label) = &mark.label {
            let half = Type::bold(INK).width(label) / 2;
            let x = i32::midpoint(from, to)
                .max(self.from + half)
                .min(self.to - half);
            canvas.text(
                (x, bottom - tall - 55),
                Anchor::Middle,
                label,
                Type::bold(INK),
            );
        }
    }
}
