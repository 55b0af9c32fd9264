//! Civil dates and ranges of them, and how a New Zealand report prints them.

pub use jiff::civil::Date;

/// The days of an engagement or of a review: one date, or from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    from: Date,
    to: Date,
}

impl DateRange {
    /// A range; the ends are put in order.
    #[must_use]
    pub fn new(from: Date, to: Date) -> Self {
        Self {
            from: from.min(to),
            to: from.max(to),
        }
    }

    /// The first day.
    #[must_use]
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day.
    #[must_use]
    pub fn to(self) -> Date {
        self.to
    }

    /// Days from the first to the last, both included.
    #[must_use]
    pub fn days(self) -> i32 {
        self.from
            .until(self.to)
            .map_or(1, |span| span.get_days() + 1)
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, other: DateRange) -> DateRange {
        DateRange {
            from: self.from.min(other.from),
            to: self.to.max(other.to),
        }
    }

    /// As printed: `26 September 2023`, `12 to 13 October 2023`,
    /// `26 September to 13 October 2023`, `30 December 2023 to 2 January 2024`.
    ///
    /// ```
    /// use throughline_core::dates::DateRange;
    /// let range = DateRange::new("2023-10-13".parse()?, "2023-09-26".parse()?);
    /// assert_eq!(range.printed(), "26 September to 13 October 2023");
    /// assert_eq!(range.printed_short(), "26 September to 13 October");
    /// assert_eq!(range.days(), 18);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    #[must_use]
    pub fn printed(self) -> String {
        let (from, to) = (self.from, self.to);
        if from == to {
            printed(to)
        } else if from.year() != to.year() {
            format!("{} to {}", printed(from), printed(to))
        } else {
            format!("{} {}", self.printed_short(), to.year())
        }
    }

    /// As [`printed`](Self::printed) without the year, for a lane or a column whose year stands
    /// elsewhere.
    #[must_use]
    pub fn printed_short(self) -> String {
        let (from, to) = (self.from, self.to);
        if from == to {
            day_month(to)
        } else if from.month() == to.month() && from.year() == to.year() {
            format!("{} to {}", from.day(), day_month(to))
        } else {
            format!("{} to {}", day_month(from), day_month(to))
        }
    }
}

impl From<Date> for DateRange {
    fn from(date: Date) -> Self {
        Self {
            from: date,
            to: date,
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1)
        .ok()
        .and_then(|i| MONTHS.get(i))
        .copied()
        .unwrap_or("")
}

/// `26 September 2023`.
#[must_use]
pub fn printed(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// `26 September`.
#[must_use]
pub fn day_month(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// `26 Sep`, for the ticks of an axis.
#[must_use]
pub fn day_month_short(date: Date) -> String {
    format!(
        "{} {}",
        date.day(),
        month(date).get(..3).unwrap_or_default()
    )
}

/// `2023-09-26`, for data.
#[must_use]
pub fn iso(date: Date) -> String {
    date.to_string()
}

/// The day that seconds since 1970-01-01 UTC fall on, as `SOURCE_DATE_EPOCH` gives them; `None`
/// outside the years 1 to 9999.
///
/// ```
/// use throughline_core::dates::{from_epoch_seconds, iso};
/// assert_eq!(from_epoch_seconds(1_698_710_400).map(iso).as_deref(), Some("2023-10-31"));
/// assert_eq!(from_epoch_seconds(i64::MAX), None);
/// ```
#[must_use]
pub fn from_epoch_seconds(seconds: i64) -> Option<Date> {
    let days = seconds.div_euclid(86_400);
    if !(-719_162..=2_932_896).contains(&days) {
        return None;
    }
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}
