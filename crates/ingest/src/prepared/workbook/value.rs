//! The values of cells, as CSV would have them.

use calamine::{Data, ExcelDateTime};

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text; dates and times as ISO, booleans as `TRUE` and `FALSE`.
    Text(String),
    /// A number that is no date by its format.
    Number(f64),
    /// What a formula gave that went wrong, such as `#REF!`.
    Error(String),
    /// A formula that was saved without its value.
    Unknown,
}

impl Value {
    /// The cell as text.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) | Value::Error(text) => text.clone(),
            Value::Number(number) => number_text(*number),
            Value::Unknown => String::new(),
        }
    }

    /// Whether nothing is in it but blanks.
    pub fn is_blank(&self) -> bool {
        matches!(self, Value::Text(text) if text.trim().is_empty())
    }
}

/// A cell of the library's as ours; nothing for a blank one.
pub fn value(cell: Data) -> Option<Value> {
    Some(match cell {
        Data::Empty => return None,
        Data::String(text) => Value::Text(text.replace("\r\n", "\n").replace('\r', "\n")),
        Data::DurationIso(text) => Value::Text(text),
        Data::DateTimeIso(text) => Value::Text(text.trim_end_matches("T00:00:00").to_owned()),
        Data::Float(number) => Value::Number(number),
        Data::Int(number) => Value::Text(number.to_string()),
        Data::Bool(yes) => Value::Text(if yes { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(time) => Value::Text(time_text(time)),
        Data::Error(error) => Value::Error(error.to_string()),
    })
}

/// A number as it was typed: a whole one without decimals, others to the 15 digits that a
/// spreadsheet keeps.
fn number_text(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    kept.to_string()
}

/// A day number by its format: a date as ISO, with its time where it has one; a time alone; or a
/// span of hours.
pub fn time_text(time: ExcelDateTime) -> String {
    let days = time.as_f64();
    if !(0.0..2_958_466.0).contains(&days) {
        return number_text(days);
    }
    if time.is_duration() {
        let seconds = (days * 86_400.0).round();
        let part = |unit: f64, of: f64| (seconds / unit).floor() % of;
        let hours = (seconds / 3600.0).floor();
        return format!("{hours}:{:02}:{:02}", part(60.0, 60.0), part(1.0, 60.0));
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let clock = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    if days < 1.0 {
        return clock;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date}T{clock}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn numbers_are_as_they_were_typed() {
        let cases = [
            (7.0, "7"),
            (-3.5, "-3.5"),
            (0.1 + 0.2, "0.3"),
            (20_230_926.0, "20230926"),
            (1e15, "1000000000000000"),
        ];
        for (number, text) in cases {
            assert_eq!(Value::Number(number).text(), text);
        }
    }

    #[test]
    fn day_numbers_are_dates_of_both_systems() {
        let cases = [
            (45195.0, DateTime, false, "2023-09-26"),
            (43733.0, DateTime, true, "2023-09-26"),
            (45_195.395_833_333_3, DateTime, false, "2023-09-26T09:30"),
            (0.395_833_333_3, DateTime, false, "09:30"),
            (1.5, TimeDelta, false, "36:00:00"),
            (-4.0, DateTime, false, "-4"),
            (1e9, DateTime, false, "1000000000"),
        ];
        for (days, kind, from_1904, text) in cases {
            assert_eq!(time_text(ExcelDateTime::new(days, kind, from_1904)), text);
        }
    }
}
