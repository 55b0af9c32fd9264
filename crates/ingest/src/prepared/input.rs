//! What may be said of files that would else be found out: `[input]` in review.toml, and flags.

use super::workbook;
use std::io;
use std::path::Path;
use std::str::FromStr;

/// How the characters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, the low byte first, as Excel's “Unicode text”.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, as older programs on Windows write Western European text.
    Windows1252,
}

impl Encoding {
    /// The words that are understood.
    pub const WORDS: [&'static str; 5] =
        ["utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1252"];

    /// The word for it in review.toml and in flags.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Windows1252 => "windows-1252",
        }
    }

    /// As messages call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// What is to be said of a file that was found to be written in it; of UTF-8 nothing.
    #[must_use]
    pub fn said(self) -> Option<String> {
        (self != Encoding::Utf8).then(|| format!("the file is read as {}", self.name()))
    }
}

impl FromStr for Encoding {
    type Err = String;

    /// Reads `utf-8`, `utf-16` (LE unless the file begins with the mark of BE), `utf-16le`,
    /// `utf-16be`, `windows-1252` (`cp1252`, `latin1`), in any case.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word.trim().to_ascii_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" => Ok(Encoding::Utf8),
            "utf-16" | "utf16" | "utf-16le" | "utf-16-le" => Ok(Encoding::Utf16Le),
            "utf-16be" | "utf-16-be" => Ok(Encoding::Utf16Be),
            "windows-1252" | "cp1252" | "1252" | "latin1" | "latin-1" | "iso-8859-1" => {
                Ok(Encoding::Windows1252)
            }
            _ => Err(format!(
                "`{}` is none of {}",
                word.trim(),
                Self::WORDS.join(", ")
            )),
        }
    }
}

/// The byte between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter(u8);

impl Delimiter {
    /// The bytes that are looked for, the likeliest first.
    pub const ALL: [u8; 4] = *b",;\t|";

    /// The delimiter that a byte is, if it is one that is looked for.
    #[must_use]
    pub fn of(byte: u8) -> Option<Self> {
        Self::ALL.contains(&byte).then_some(Self(byte))
    }

    /// The word for it in review.toml and in flags.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self.0 {
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "pipe",
            _ => "comma",
        }
    }

    /// The byte.
    #[must_use]
    pub fn byte(self) -> u8 {
        self.0
    }

    /// As messages call it.
    #[must_use]
    pub fn name(byte: u8) -> String {
        if byte == b'\t' {
            "a tab".to_owned()
        } else {
            format!("`{}`", char::from(byte))
        }
    }
}

impl FromStr for Delimiter {
    type Err = String;

    /// Reads `,` `;` `|` `tab`, or their names `comma`, `semicolon`, `pipe`.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let byte = match word.trim().to_ascii_lowercase().as_str() {
            "," | "comma" => b',',
            ";" | "semicolon" => b';',
            "|" | "pipe" => b'|',
            "tab" | "\\t" => b'\t',
            "" if word.contains('\t') => b'\t',
            _ => {
                return Err(format!(
                    "`{}` is none of comma, semicolon, tab, pipe",
                    word.trim()
                ));
            }
        };
        Ok(Delimiter(byte))
    }
}

/// What the rows and columns of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A row for each note, its themes in one column; or a row for each note and theme.
    Long,
    /// A row for each note, a column for each theme with a mark in it.
    Themes,
    /// A row for each person who answered, a column for each question.
    Questions,
}

impl Shape {
    /// The words of `[input] shape`.
    pub const WORDS: [(&'static str, Shape); 3] = [
        ("long", Shape::Long),
        ("themes", Shape::Themes),
        ("questions", Shape::Questions),
    ];
}

/// What stands between themes in a cell, beside `;` and line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeSeparator {
    /// Nothing else.
    Semicolon,
    /// A comma.
    Comma,
    /// A slash.
    Slash,
    /// An upright bar.
    Pipe,
}

impl ThemeSeparator {
    /// The words of `[input] theme_separator`.
    pub const WORDS: [(&'static str, ThemeSeparator); 4] = [
        ("semicolon", ThemeSeparator::Semicolon),
        ("comma", ThemeSeparator::Comma),
        ("slash", ThemeSeparator::Slash),
        ("pipe", ThemeSeparator::Pipe),
    ];

    /// The character, where it is one beside `;`.
    #[must_use]
    pub fn character(self) -> Option<char> {
        match self {
            ThemeSeparator::Semicolon => None,
            ThemeSeparator::Comma => Some(','),
            ThemeSeparator::Slash => Some('/'),
            ThemeSeparator::Pipe => Some('|'),
        }
    }

    /// The separator that a character is.
    #[must_use]
    pub fn of(character: char) -> Option<Self> {
        let all = Self::WORDS.into_iter().map(|(_, separator)| separator);
        all.into_iter().find(|s| s.character() == Some(character))
    }

    /// The word for it in review.toml.
    #[must_use]
    pub fn word(self) -> &'static str {
        let known = Self::WORDS.iter().find(|(_, s)| *s == self);
        known.map_or("", |(word, _)| *word)
    }
}

/// Which number of `3/4/2023` is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// Day, month, year, as New Zealand writes.
    #[default]
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

impl DateOrder {
    /// The words of `[input] date_order`.
    pub const WORDS: [(&'static str, DateOrder); 2] =
        [("dmy", DateOrder::DayFirst), ("mdy", DateOrder::MonthFirst)];

    /// The word for it in review.toml and in flags.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "dmy",
            DateOrder::MonthFirst => "mdy",
        }
    }

    /// What stands first, as messages call it.
    #[must_use]
    pub fn first(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day",
            DateOrder::MonthFirst => "month",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            DateOrder::DayFirst => DateOrder::MonthFirst,
            DateOrder::MonthFirst => DateOrder::DayFirst,
        }
    }
}

/// What is said of the notes files. What is not said is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// How characters are written.
    pub encoding: Option<Encoding>,
    /// The byte between fields.
    pub delimiter: Option<Delimiter>,
    /// Rows of the header, from 1.
    pub header_rows: Option<usize>,
    /// What rows and columns are.
    pub shape: Option<Shape>,
    /// The headers that are questions; no other column is one, and the shape is that of questions.
    pub questions: Option<Vec<String>>,
    /// The sheets of a workbook, by their names; each is read as a file of its own.
    pub sheets: Vec<String>,
    /// The order of dates in digits.
    pub date_order: Option<DateOrder>,
    /// Whether a file is read by itself, so that there is no review.toml to say anything in.
    pub alone: bool,
    /// What stands between themes in a cell.
    pub theme_separator: Option<ThemeSeparator>,
}

impl Input {
    /// What is said here, and what `other` says of the rest.
    #[must_use]
    pub fn or(&self, other: &Input) -> Input {
        Input {
            encoding: self.encoding.or(other.encoding),
            delimiter: self.delimiter.or(other.delimiter),
            header_rows: self.header_rows.or(other.header_rows),
            shape: self.shape.or(other.shape),
            questions: self.questions.clone().or_else(|| other.questions.clone()),
            sheets: if self.sheets.is_empty() {
                other.sheets.clone()
            } else {
                self.sheets.clone()
            },
            date_order: self.date_order.or(other.date_order),
            alone: self.alone || other.alone,
            theme_separator: self.theme_separator.or(other.theme_separator),
        }
    }

    /// What is said of a file, once for each sheet of it that is read; [`super::prepare`] reads the
    /// first of its sheets.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of_each_sheet(&self, path: &Path) -> io::Result<Vec<Input>> {
        if self.sheets.len() < 2 || !workbook::is_book(path)? {
            return Ok(vec![self.clone()]);
        }
        let one = |sheet: &String| Input {
            sheets: vec![sheet.clone()],
            ..self.clone()
        };
        Ok(self.sheets.iter().map(one).collect())
    }

    /// How some keys of `[input]` are said, where what was assumed is wrong.
    pub(super) fn remedy(&self, keys: &[&str]) -> String {
        let flags = ["encoding", "delimiter", "sheet"];
        let named = |form: &dyn Fn(&str) -> String, keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| form(key)).collect();
            keys.join(" or ")
        };
        let key = |key: &str| format!("`{key}`");
        let flag = |key: &str| format!("`--{key}`");
        if !self.alone {
            let keys = named(&key, keys);
            return format!("where that is wrong, say {keys} under `[input]` in review.toml");
        }
        let (said, others): (Vec<&str>, Vec<&str>) = keys.iter().partition(|k| flags.contains(k));
        let mut ways = Vec::new();
        if !said.is_empty() {
            ways.push(format!("say it with {}", named(&flag, &said)));
        }
        if !others.is_empty() {
            ways.push(format!(
                "begin a review with `throughline init`, and say {} under `[input]` in its review.toml",
                named(&key, &others)
            ));
        }
        format!("where that is wrong, {}", ways.join("; or "))
    }
}
