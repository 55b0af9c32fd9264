//! The axis of the timeline: whole weeks, or whole months where the time is long.

use jiff::ToSpan;
use jiff::civil::Date;
use throughline_core::dates::{DateRange, day_month_short};
use throughline_core::synthesis::Tick;

/// Over this many weeks a bar is a month.
const WEEKS: i32 = 26;
/// Ticks at most.
const TICKS: usize = 6;

/// Days since 1970-01-01.
pub(crate) fn day_number(day: Date) -> i32 {
    Date::constant(1970, 1, 1)
        .until(day)
        .map_or(0, |span| span.get_days())
}

/// The axis: whole weeks from Monday to Monday, or whole months.
#[derive(Debug)]
pub(crate) struct Axis {
    /// The first day.
    pub(crate) first: Date,
    /// The last day.
    pub(crate) last: Date,
    /// Whether a bar is a month, not a week.
    pub(crate) monthly: bool,
    /// At most six.
    pub(crate) ticks: Vec<Tick>,
}

impl Axis {
    pub(crate) fn of(days: DateRange) -> Self {
        let monthly = days.days() > WEEKS * 7;
        let first = if monthly {
            days.from().first_of_month()
        } else {
            monday(days.from())
        };
        let mut edges = vec![first];
        while edges.last().is_some_and(|&edge| edge <= days.to()) {
            match edges.last().and_then(|&edge| after(edge, monthly)) {
                Some(next) => edges.push(next),
                None => break,
            }
        }
        // Every so many edges a tick, so that there are six at most and the last edge has one.
        let stride = (edges.len() - 1).div_ceil(TICKS - 1).max(1);
        while !(edges.len() - 1).is_multiple_of(stride) {
            match edges.last().and_then(|&edge| after(edge, monthly)) {
                Some(next) => edges.push(next),
                None => break,
            }
        }
        let ticks = edges
            .iter()
            .step_by(stride)
            .map(|&day| Tick {
                day: day_number(day),
                label: if monthly {
                    month_year(day)
                } else {
                    day_month_short(day)
                },
            })
            .collect();
        Self {
            first,
            last: edges.last().copied().unwrap_or(days.to()),
            monthly,
            ticks,
        }
    }

    /// The first day of the week or month that a day falls in.
    pub(crate) fn bin(&self, day: Date) -> Date {
        if self.monthly {
            day.first_of_month()
        } else {
            monday(day)
        }
    }

    /// What a bar is.
    pub(crate) fn unit(&self) -> &'static str {
        if self.monthly { "month" } else { "week" }
    }
}

/// `Oct 2023`.
fn month_year(day: Date) -> String {
    let short = day_month_short(day);
    let month = short.rsplit(' ').next().unwrap_or_default();
    format!("{month} {}", day.year())
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// The week or month after one that begins on a day.
pub(crate) fn after(edge: Date, monthly: bool) -> Option<Date> {
    if monthly {
        edge.checked_add(1.month()).ok()
    } else {
        edge.checked_add(7.days()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(from: &str, to: &str) -> (Vec<String>, Date, Date) {
        let axis = Axis::of(DateRange::new(from.parse().unwrap(), to.parse().unwrap()));
        assert!(axis.ticks.len() <= 6, "{:?}", axis.ticks);
        let labels = axis.ticks.iter().map(|t| t.label.clone()).collect();
        (labels, axis.first, axis.last)
    }

    #[test]
    fn ticks_at_week_starts() {
        let (labels, first, last) = axis("2023-09-26", "2023-10-13");
        assert_eq!(labels, ["25 Sep", "2 Oct", "9 Oct", "16 Oct"]);
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("2023-09-25".into(), "2023-10-16".into())
        );
        let (labels, ..) = axis("2023-09-25", "2023-09-25");
        assert_eq!(labels, ["25 Sep", "2 Oct"]);
    }

    #[test]
    fn ticks_at_months_where_the_time_is_long() {
        let (labels, first, last) = axis("2023-02-10", "2024-01-20");
        assert_eq!(first.to_string(), "2023-02-01");
        assert_eq!(labels.first().unwrap(), "Feb 2023");
        assert!(last > "2024-01-20".parse().unwrap());
        for to in ["2023-03-05", "2023-05-05", "2024-09-05", "2029-01-01"] {
            axis("2023-02-10", to);
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(Date::constant(1970, 1, 2)), 1);
        assert_eq!(day_number(Date::constant(2023, 10, 31)), 19_661);
    }
}
