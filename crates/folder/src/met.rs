//! The themes that notes name where there is no codebook: how often, and what was assumed of them.

use crate::alike;
use crate::kept::Kept;
use crate::separators::{doubtful, sign_of};
use crate::themes::Themes;
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::faults::Faults;
use throughline_ingest::notes::{RawNotes, THEMES};
use throughline_ingest::prepared::ThemeSeparator;
use throughline_ingest::texts::{NotesFile, Rereader};

/// The words of themes cells in the rows that are kept.
#[derive(Debug)]
pub struct Met {
    /// Rows that have each word, and the first of them.
    rows: Vec<(u64, usize)>,
    /// Whether a cell has several words with `;` between them.
    pub has_lists: bool,
}

impl Met {
    /// Counts them.
    pub fn of(raw: &RawNotes, files: &[NotesFile], kept: &Kept) -> Self {
        let one_cell: Vec<bool> = files
            .iter()
            .map(|f| f.header.themes().is_empty() && f.header.more_themes().is_empty())
            .collect();
        let mut rows = vec![(0, 0); raw.themes.len()];
        let mut has_lists = false;
        for row in (0..raw.len()).filter(|&row| kept.keeps(row)) {
            let words = raw.theme.get(row);
            if words.len() > 1 && !has_lists {
                let file = raw.places.get(row).map_or(0, |p| usize::from(p.file));
                has_lists = one_cell.get(file) == Some(&true);
            }
            for &word in words {
                if let Some(met) = rows.get_mut(word as usize) {
                    if met.0 == 0 {
                        met.1 = row;
                    }
                    met.0 += 1;
                }
            }
        }
        Self { rows, has_lists }
    }

    /// The words that are met, in order of appearance.
    pub fn words<'a>(&'a self, raw: &'a RawNotes) -> impl Iterator<Item = &'a str> {
        let words = raw.themes.words().zip(&self.rows);
        words.filter(|(_, met)| met.0 > 0).map(|(word, _)| word)
    }

    /// Says what was assumed of the themes, and which may be one. With a codebook there is nothing to
    /// say: what it does not have is an error.
    pub fn say(&self, themes: &Themes, raw: &RawNotes, files: &[NotesFile], faults: &mut Faults) {
        if themes.is_listed() {
            return;
        }
        let mut say = Saying {
            raw,
            rereader: Rereader::new(files),
            faults,
        };
        self.say_separators(themes, &mut say);
        self.say_spellings(themes, &mut say);
        self.say_what_is_alike(themes, &mut say);
    }

    fn each<'a>(&'a self, raw: &'a RawNotes) -> impl Iterator<Item = (&'a str, u64, usize)> {
        let words = raw.themes.words().zip(&self.rows);
        let met = words.map(|(word, &(rows, first))| (word, rows, first));
        met.filter(|(_, rows, _)| *rows > 0)
    }

    fn say_separators(&self, themes: &Themes, say: &mut Saying<'_>) {
        let mut by_sign: BTreeMap<char, (&str, usize, u64)> = BTreeMap::new();
        let mut whole: Option<(&str, char, usize)> = None;
        for (word, rows, first) in self.each(say.raw) {
            if themes.codes(word).len() > 1 {
                if let Some(sign) = sign_of(word) {
                    by_sign.entry(sign).or_insert((word, first, 0)).2 += rows;
                }
            } else if let Some(sign) = doubtful(word)
                && whole.is_none()
                && !themes.separator_is_said()
            {
                whole = Some((word, sign, first));
            }
        }
        let first = by_sign.values().map(|(_, first, _)| *first).min();
        if let Some(first) = first.filter(|_| !themes.separator_is_said()) {
            let all: Vec<String> = by_sign
                .iter()
                .map(|(sign, (word, _, rows))| {
                    let rows = if *rows == 1 {
                        "1 row".to_owned()
                    } else {
                        format!("{rows} rows")
                    };
                    format!("`{sign}` in {rows}, as `{word}`")
                })
                .collect();
            let message = format!("themes are separated by {}", all.join("; "));
            say.note(
                first,
                message,
                "where that is one theme, write `theme_separator = \"semicolon\"` under `[input]` in review.toml",
            );
        }
        if let Some((word, sign, first)) = whole {
            let message = format!("`{word}` is read as one theme");
            let separator = ThemeSeparator::of(sign).map_or("comma", ThemeSeparator::word);
            let help = format!(
                "where `{sign}` stands between themes, write `theme_separator = \"{separator}\"` under `[input]` in review.toml"
            );
            say.note(first, message, &help);
        }
    }

    fn say_spellings(&self, themes: &Themes, say: &mut Saying<'_>) {
        const NAMED: usize = 6;
        let spellings = themes.spellings();
        let Some((spelling, _)) = spellings.first() else {
            return;
        };
        let first = self
            .each(say.raw)
            .find(|(word, _, _)| themes.pieces(word).contains(&spelling.as_str()));
        let named = spellings.iter().take(NAMED);
        let named: Vec<String> = named.map(|(a, b)| format!("`{a}` as `{b}`")).collect();
        let more = match spellings.len().checked_sub(NAMED) {
            Some(more) if more > 0 => format!(" and {more} more"),
            _ => String::new(),
        };
        let message = format!(
            "themes that differ in case, blanks, `_` or `-` are one: {}{more}",
            named.join(", ")
        );
        say.note(
            first.map_or(0, |(_, _, row)| row),
            message,
            "where they are two, give them other names",
        );
    }

    /// Themes that may be one: a rare one a slip of the pen away from another.
    fn say_what_is_alike(&self, themes: &Themes, say: &mut Saying<'_>) {
        const SHOWN: usize = 20;
        /// One theme is rare beside another that is met so many times as often.
        const RARE: u64 = 4;
        let mut counts: BTreeMap<ThemeCode, (u64, usize)> = BTreeMap::new();
        for (word, rows, first) in self.each(say.raw) {
            for code in themes.codes(word) {
                let count = counts.entry(code).or_insert((0, first));
                count.0 += rows;
                count.1 = count.1.min(first);
            }
        }
        let names: Vec<&str> = themes
            .book()
            .themes()
            .iter()
            .map(|t| t.id.as_str())
            .collect();
        let count = |theme: usize| {
            let code = ThemeCode::try_from(theme).ok();
            code.and_then(|c| counts.get(&c))
                .copied()
                .unwrap_or_default()
        };
        let mut pairs: Vec<(usize, usize)> = alike::pairs(&names)
            .into_iter()
            .map(|(a, b)| {
                if count(a).0 < count(b).0 {
                    (a, b)
                } else {
                    (b, a)
                }
            })
            .collect();
        pairs.retain(|&(rare, other)| {
            let (rare, other) = (count(rare).0, count(other).0);
            rare == 1 || rare * RARE <= other
        });
        for &(rare, other) in pairs.iter().take(SHOWN) {
            let name = |theme: usize| names.get(theme).copied().unwrap_or_default();
            let message = format!(
                "`{}` and `{}` may be one theme; they are counted as two",
                name(rare),
                name(other)
            );
            let place = say.place(count(rare).1);
            let problem = Problem::new(Code::SimilarThemes, place, message);
            say.faults
                .push(problem.help("if they are one, write one of them in both places"));
        }
        if let Some(more) = pairs.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let message = format!("{more} more pairs of themes may be one each");
            say.faults
                .push(Problem::new(Code::SimilarThemes, Place::default(), message));
        }
    }
}

/// Where what was assumed is said.
struct Saying<'a> {
    raw: &'a RawNotes,
    rereader: Rereader<'a>,
    faults: &'a mut Faults,
}

impl Saying<'_> {
    fn place(&mut self, row: usize) -> Place {
        let place = self.raw.places.get(row);
        place.map_or_else(Place::default, |&p| self.rereader.cell_place(p, THEMES))
    }

    fn note(&mut self, row: usize, message: String, help: &str) {
        let place = self.place(row);
        self.faults
            .push(Problem::new(Code::Assumed, place, message).help(help));
    }
}
