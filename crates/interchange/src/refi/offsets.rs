//! What positions in a file count. The standard says Unicode code points from 0, the end exclusive;
//! programs count UTF-16 units or bytes, CRLF as one or two, the last character included, and a
//! byte-order mark as a character. People select whole words, so the convention under which the most
//! excerpts begin and end with one is the convention that was meant.

use std::fmt;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

/// How line ends are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// CRLF as the two characters that it is.
    AsWritten,
    /// Each as one.
    One,
    /// As written; those of a text in the XML, which may have been CRLF before, as two.
    Two,
}

/// How positions are counted in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convention {
    /// What is counted.
    pub unit: Unit,
    /// How line ends are counted.
    pub ends: Ends,
    /// Whether the character at the end belongs to the excerpt.
    pub inclusive: bool,
    /// Whether the byte-order mark is counted.
    pub mark: bool,
}

/// That of the standard. It says nothing of CRLF, which is two code points.
pub const STANDARD: Convention = Convention {
    unit: Unit::CodePoints,
    ends: Ends::AsWritten,
    inclusive: false,
    mark: false,
};

/// Every convention, that of the standard first.
fn all() -> Vec<Convention> {
    let mut list = Vec::new();
    for (mark, inclusive) in [(false, false), (false, true), (true, false), (true, true)] {
        for unit in [Unit::CodePoints, Unit::Utf16, Unit::Bytes] {
            for ends in [Ends::AsWritten, Ends::One, Ends::Two] {
                list.push(Convention {
                    unit,
                    ends,
                    inclusive,
                    mark,
                });
            }
        }
    }
    list
}

impl fmt::Display for Convention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.unit {
            Unit::CodePoints => "Unicode code points",
            Unit::Utf16 => "UTF-16 units",
            Unit::Bytes => "bytes of UTF-8",
        })?;
        f.write_str(match self.ends {
            Ends::AsWritten => ", CRLF as two",
            Ends::One => ", CRLF as one",
            Ends::Two => ", CRLF as two and so each line end of a text in the XML",
        })?;
        write!(
            f,
            ", the end {}",
            if self.inclusive {
                "inclusive"
            } else {
                "exclusive"
            }
        )?;
        if self.mark {
            f.write_str(", the byte-order mark counted")?;
        }
        Ok(())
    }
}

/// A text as a source has it.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Its characters, line ends as `\n`.
    pub characters: Vec<char>,
    /// Which of them were CRLF, rising.
    pairs: Vec<usize>,
    /// Which of them may have been, rising: the line ends of a text in the XML.
    may_be_pairs: Vec<usize>,
    mark: bool,
}

impl Text {
    /// Takes a text as it was decoded. XML turns CRLF into LF, so that in a text that stands in the
    /// XML (`inline`) any line end may have been one.
    pub fn new(raw: &str, mark: bool, inline: bool) -> Self {
        let mut text = Self {
            mark,
            ..Self::default()
        };
        let mut rest = raw.chars().peekable();
        while let Some(c) = rest.next() {
            let pair = c == '\r' && rest.next_if_eq(&'\n').is_some();
            if pair {
                text.pairs.push(text.characters.len());
            } else if inline && c == '\n' {
                text.may_be_pairs.push(text.characters.len());
            }
            text.characters.push(if c == '\r' { '\n' } else { c });
        }
        text
    }

    /// Where each character begins, and where the last ends.
    pub fn table(&self, convention: Convention) -> Table {
        let mut at: u64 = match (convention.mark && self.mark, convention.unit) {
            (false, _) => 0,
            (true, Unit::Bytes) => 3,
            (true, _) => 1,
        };
        let mut begins = Vec::with_capacity(self.characters.len() + 1);
        begins.push(at);
        let mut pairs = self.pairs.iter().peekable();
        let mut may_be = self.may_be_pairs.iter().peekable();
        for (index, &c) in self.characters.iter().enumerate() {
            let pair = pairs.next_if_eq(&&index).is_some();
            let may_be = may_be.next_if_eq(&&index).is_some();
            let two = match convention.ends {
                Ends::AsWritten => pair,
                Ends::One => false,
                Ends::Two => pair || may_be,
            };
            at += match convention.unit {
                Unit::CodePoints => 1,
                Unit::Utf16 => c.len_utf16() as u64,
                Unit::Bytes => c.len_utf8() as u64,
            } + u64::from(two);
            begins.push(at);
        }
        Table {
            begins,
            inclusive: convention.inclusive,
        }
    }

    /// How many of the two ends of an excerpt lie where a word begins and ends.
    fn whole_words(&self, (start, end): (usize, usize)) -> u64 {
        let at = |index: Option<usize>| index.and_then(|i| self.characters.get(i));
        let space = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
        let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let begins = !space(at(Some(start))) && !letter(at(start.checked_sub(1)));
        let ends = !space(at(end.checked_sub(1))) && !letter(at(Some(end))) && start < end;
        u64::from(begins) + u64::from(ends)
    }
}

/// Positions of a text under a convention.
#[derive(Debug, Clone)]
pub struct Table {
    begins: Vec<u64>,
    inclusive: bool,
}

impl Table {
    /// The characters from and to which an excerpt goes; `None` when it lies outside the text or
    /// within a character.
    pub fn place(&self, start: i64, end: i64) -> Option<(usize, usize)> {
        let find = |position: i64| {
            let position = u64::try_from(position).ok()?;
            self.begins.binary_search(&position).ok()
        };
        let end = end.checked_add(i64::from(self.inclusive))?;
        let (start, end) = (find(start)?, find(end)?);
        (start <= end).then_some((start, end))
    }
}

/// The convention of a file, and how sure that is.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The convention.
    pub convention: Convention,
    /// What was found, in a sentence; blank where no choice was to be made.
    pub said: String,
}

/// Chooses the convention of a file by its texts, each with its excerpts' positions. Where several
/// do as well, that of the standard is taken, or the one nearest to it.
pub fn choose<'t>(texts: impl Iterator<Item = (&'t Text, Vec<(i64, i64)>)>) -> Choice {
    let conventions = all();
    // Ends on a word boundary, and a digest of the places, so that conventions that say the same
    // of this file are known for one.
    let mut scores: Vec<(u64, u64)> = vec![(0, 0); conventions.len()];
    let mut excerpts = 0_u64;
    for (text, positions) in texts {
        if positions.is_empty() {
            continue;
        }
        excerpts += positions.len() as u64;
        for (convention, (score, digest)) in conventions.iter().zip(&mut scores) {
            let table = text.table(*convention);
            for &(start, end) in &positions {
                let place = table.place(start, end);
                *score += place.map_or(0, |p| text.whole_words(p));
                let (a, b) = place.map_or((0, 0), |(a, b)| (a as u64 + 1, b as u64 + 1));
                for number in [a, b] {
                    *digest = digest.rotate_left(5).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number;
                }
            }
        }
    }
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if scores.get(best).is_some_and(|b| score.0 > b.0) {
            best = index;
        }
    }
    let convention = conventions.get(best).copied().unwrap_or(STANDARD);
    if excerpts == 0 {
        return Choice {
            convention: STANDARD,
            said: String::new(),
        };
    }
    let (score, digest) = scores.get(best).copied().unwrap_or_default();
    let others = scores
        .iter()
        .zip(&conventions)
        .filter(|(s, _)| s.1 != digest);
    // The first of equals is nearest to the standard.
    let second = others.rev().max_by_key(|(s, _)| s.0);
    let share = |score: u64| format!("{score} of {}", 2 * excerpts);
    let mut said = format!(
        "Positions of excerpts count {convention}: under this convention {} begins and ends of {excerpts} excerpts lie where a word begins or ends",
        share(score)
    );
    match second {
        None => said.push_str("; every other convention gives the same places."),
        Some((second, other)) => {
            said.push_str(&format!(
                "; under the next best ({other}) {}.",
                share(second.0)
            ));
            if second.0 == score {
                said.push_str(
                    " They do equally well, and the one nearer to the standard was taken.",
                );
            }
        }
    }
    Choice { convention, said }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "😀 Kia ora koutou.\r\nStaff have “no” time,\r\nnor māhi 😀 budget.\r\nEnd";
    const WORDS: [&str; 5] = ["ora", "Staff have", "no", "māhi", "budget"];

    fn positions(convention: Convention) -> Vec<(i64, i64)> {
        let text = Text::new(TEXT, true, false);
        let table = text.table(convention);
        let characters: String = text.characters.iter().collect();
        let place = |word: &&str| {
            let start = characters[..characters.find(word).unwrap()].chars().count();
            let end = start + word.chars().count();
            let at = |i: usize| i64::try_from(table.begins[i]).unwrap();
            (at(start), at(end) - i64::from(convention.inclusive))
        };
        WORDS.iter().map(place).collect()
    }

    #[test]
    fn every_convention_is_found_from_its_own_positions() {
        let text = Text::new(TEXT, true, false);
        for convention in all() {
            let positions = positions(convention);
            let choice = choose([(&text, positions.clone())].into_iter());
            let table = text.table(choice.convention);
            for ((start, end), word) in positions.into_iter().zip(WORDS) {
                let (start, end) = table.place(start, end).unwrap();
                let found: String = text.characters[start..end].iter().collect();
                assert_eq!(found, word, "{convention}: {}", choice.said);
            }
        }
    }

    #[test]
    fn the_sentence_says_which_and_how_sure() {
        let text = Text::new(TEXT, true, false);
        let convention = Convention {
            unit: Unit::Utf16,
            ..STANDARD
        };
        let choice = choose([(&text, positions(convention))].into_iter());
        assert_eq!(choice.convention, convention);
        assert!(choice.said.starts_with("Positions of excerpts count UTF-16 units, CRLF as two, the end exclusive: under this convention 10 of 10 begins and ends of 5 excerpts"), "{}", choice.said);
        assert!(
            choice.said.contains("under the next best"),
            "{}",
            choice.said
        );
    }

    #[test]
    fn a_tie_goes_to_the_standard() {
        let text = Text::new("plain words", false, false);
        let choice = choose([(&text, vec![(0, 5)])].into_iter());
        assert_eq!(choice.convention, STANDARD);
        assert_eq!(choose(std::iter::empty()).said, "");
    }

    #[test]
    fn positions_outside_or_within_a_character_are_no_places() {
        let text = Text::new("a😀b", false, false);
        let table = text.table(Convention {
            unit: Unit::Utf16,
            ..STANDARD
        });
        assert_eq!(table.place(1, 3), Some((1, 2)));
        for (start, end) in [(2, 3), (-1, 1), (0, 9), (3, 1), (0, i64::MAX)] {
            assert_eq!(table.place(start, end), None);
        }
    }
}
