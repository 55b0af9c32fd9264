//! The dates of one column together: which number of `3/4/2023` is the day, and what was assumed.

use super::{Assumed, Day, read};
use crate::prepared::DateOrder;
use crate::values;
use std::collections::BTreeSet;
use throughline_core::dates::{Date, printed};
use throughline_core::problem::{Code, Place, Problem};

/// How a person says which number is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SaidBy {
    /// In review.toml.
    #[default]
    Key,
    /// By a flag, of a single file.
    Flag,
}

impl SaidBy {
    /// What to say for an order.
    ///
    /// ```
    /// use throughline_ingest::dates::SaidBy;
    /// use throughline_ingest::prepared::DateOrder;
    /// assert_eq!(SaidBy::Flag.advice(DateOrder::MonthFirst), "`--date-order mdy`");
    /// ```
    #[must_use]
    pub fn advice(self, order: DateOrder) -> String {
        let word = order.word();
        match self {
            SaidBy::Key => format!("`date_order = \"{word}\"` under `[input]` in review.toml"),
            SaidBy::Flag => format!("`--date-order {word}`"),
        }
    }
}

/// Distinct dates of a kind from which a column says something by them.
const SEVERAL: usize = 2;

/// What the dates of a column show of their order, each distinct one looked at once.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Dates that only the day first makes one, as written; a few of them.
    day: BTreeSet<String>,
    /// Dates that only the month first makes one; a few of them.
    month: BTreeSet<String>,
    /// Whether there is one that is a date with either first.
    either: bool,
    /// Dates that say themselves what they are (real ones of a workbook) up to the twelfth; a few.
    early: BTreeSet<String>,
    /// Whether one of those is after the twelfth.
    late: bool,
}

impl Shown {
    /// Looks at a date.
    pub fn look(&mut self, text: &str) {
        let keep = |set: &mut BTreeSet<String>| {
            if set.len() < SEVERAL {
                set.insert(text.to_owned());
            }
        };
        let Some(day) = read(text, DateOrder::DayFirst) else {
            let month = read(text, DateOrder::MonthFirst);
            if month.is_some_and(|day| day.assumed == Assumed::Shown) {
                keep(&mut self.month);
            }
            return;
        };
        match day.assumed {
            Assumed::Shown => keep(&mut self.day),
            Assumed::Order => self.either = true,
            Assumed::Nothing if values::date(text).is_none() => {}
            Assumed::Serial | Assumed::Nothing if day.date.day() > 12 => self.late = true,
            Assumed::Serial | Assumed::Nothing => keep(&mut self.early),
        }
    }

    /// The order that the dates show; nothing where none does, or some show one and some the other.
    ///
    /// ```
    /// use throughline_ingest::dates::Shown;
    /// use throughline_ingest::prepared::DateOrder;
    /// let mut shown = Shown::default();
    /// shown.look("4/3/2023");
    /// assert_eq!(shown.order(), None);
    /// shown.look("4/13/2023");
    /// assert_eq!(shown.order(), Some(DateOrder::MonthFirst));
    /// shown.look("13/4/2023");
    /// assert_eq!(shown.order(), None);
    /// assert_eq!(shown.both(), Some(("13/4/2023", "4/13/2023")));
    /// ```
    #[must_use]
    pub fn order(&self) -> Option<DateOrder> {
        match (self.day.is_empty(), self.month.is_empty()) {
            (false, true) => Some(DateOrder::DayFirst),
            (true, false) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// A date that has the day first, and one that has the month first, where there are both.
    #[must_use]
    pub fn both(&self) -> Option<(&str, &str)> {
        Some((self.day.first()?, self.month.first()?))
    }

    /// A date that shows the month first.
    #[must_use]
    pub fn month_first(&self) -> Option<&str> {
        self.month.first().map(String::as_str)
    }

    /// A real date and one that is text, where a spreadsheet may have taken the day for the month of
    /// all that it could: every real one is up to the twelfth, every text after it.
    #[must_use]
    pub fn swapped(&self) -> Option<(&str, &str)> {
        let texts = match self.order()? {
            DateOrder::DayFirst => &self.day,
            DateOrder::MonthFirst => &self.month,
        };
        let is_so =
            !self.late && !self.either && self.early.len() >= SEVERAL && texts.len() >= SEVERAL;
        is_so
            .then(|| Some((self.early.first()?.as_str(), texts.first()?.as_str())))
            .flatten()
    }
}

/// What was assumed of the dates of one column, for one message.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    order: Option<(String, Date, Place)>,
    serial: Option<(String, Date, Place)>,
    /// Whether a date of the column shows that the order assumed is its own.
    shown: bool,
}

impl Seen {
    /// Takes in a date; `place` is asked for where it is the first of its kind.
    pub fn take(&mut self, text: &str, day: Day, place: impl FnOnce() -> Place) {
        let kept = match day.assumed {
            Assumed::Nothing => return,
            Assumed::Shown => {
                self.shown = true;
                return;
            }
            Assumed::Order => &mut self.order,
            Assumed::Serial => &mut self.serial,
        };
        if kept.is_none() {
            *kept = Some((text.to_owned(), day.date, place()));
        }
    }

    /// The notes on the column. None on the order where it was said, or a date shows it.
    #[must_use]
    pub fn notes(self, said: Option<DateOrder>, said_by: SaidBy) -> Vec<Problem> {
        let mut notes = Vec::new();
        if let Some((text, date, place)) = self.order.filter(|_| said.is_none() && !self.shown) {
            let message = format!(
                "dates are read with the day first, `{text}` as {}; no date here shows which is meant",
                printed(date)
            );
            notes.push(Problem::new(Code::Assumed, place, message).help(format!(
                "if the month stands first, say {}",
                said_by.advice(DateOrder::MonthFirst)
            )));
        }
        if let Some((text, date, place)) = self.serial {
            let message = format!(
                "numbers are read as days of Excel, `{text}` as {}",
                printed(date)
            );
            notes.push(Problem::new(Code::Assumed, place, message));
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_excel_may_have_swapped() {
        let of = |texts: &[&str]| {
            let mut shown = Shown::default();
            for text in texts {
                shown.look(text);
            }
            shown.swapped().is_some()
        };
        let early = ["2023-03-04", "2023-05-04"];
        let texts = ["13/04/2023", "14/04/2023"];
        assert!(of(&[&early[..], &texts[..]].concat()));
        assert!(
            of(&["45019", "45020", "13/04/2023", "14/04/2023"])
                == of(&["45019", "45020", "4/13/2023", "4/14/2023"])
        );
        assert!(!of(&[&early[..], &texts[..], &["2023-04-20"]].concat()));
        assert!(!of(&[&early[..], &texts[..], &["3/4/2023"]].concat()));
        assert!(!of(&early));
        assert!(!of(&texts));
    }
}
