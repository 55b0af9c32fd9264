//! What the printed notes of a public report must not hold: names of contributors and of
//! organisations that are not shown, aliases, masked people and e-mail addresses. Names match as
//! whole words, whatever their case, spacing and composition. What is found is never repeated.

use super::writer::Writer;
use throughline_core::names::name_key;
use throughline_core::notes::NoteIndex;
use throughline_core::problem::{Code, Place, Problem, Problems};

/// A text that a public report would print, with the note it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PrintedText<'t> {
    pub(crate) note: NoteIndex,
    pub(crate) text: &'t str,
}

/// Names that must not be printed.
#[derive(Debug)]
pub(crate) struct Secrets {
    names: Vec<Secret>,
}

#[derive(Debug)]
struct Secret {
    /// The folded name.
    key: String,
    /// The name as it is written, where only that counts: a name of two letters is an
    /// abbreviation, and in small letters a word such as `it` or `am`.
    as_written: Option<String>,
    /// As it is spoken of: `the 3rd contributor's name`.
    what: String,
}

impl Secrets {
    /// The secrets of a review. A name that the report prints on purpose is none.
    pub(crate) fn of(writer: &Writer) -> Self {
        let review = writer.review;
        let mut secrets = Self { names: Vec::new() };
        let mut add = |name: &str, what: String| {
            let key = folded(name);
            // A single letter or figure stands in too many texts to tell anything.
            if key.chars().count() > 1 && !writer.organisations.prints(name) {
                let as_written = (key.chars().count() == 2).then(|| visible(name));
                secrets.names.push(Secret {
                    key,
                    as_written,
                    what,
                });
            }
        };
        for (n, name) in (1u32..).zip(&review.contributors) {
            add(name, format!("the {} contributor’s name", ordinal(n)));
        }
        for (n, organisation) in (1u32..).zip(&review.organisations) {
            let of = format!("the {} organisation’s", ordinal(n));
            add(&organisation.name, format!("{of} name"));
            for alias in &organisation.aliases {
                add(alias, format!("an alias of {}", of.trim_end_matches("’s")));
            }
        }
        for (n, person) in (1u32..).zip(&review.about.masked_people) {
            add(
                person,
                format!("the name of the {} masked person", ordinal(n)),
            );
        }
        secrets
    }

    /// Every text that holds a secret, with the place of its note.
    pub(crate) fn search<'t>(
        &self,
        writer: &Writer,
        texts: impl Iterator<Item = PrintedText<'t>>,
    ) -> Problems {
        let mut problems = Problems::default();
        for printed in texts {
            for what in self.held_by(printed.text) {
                let problem = Problem::new(
                    Code::WouldPublishName,
                    place(writer, printed.note),
                    format!("the public report would print {what}"),
                );
                problems.push(problem.help(
                    "take it out of the note or the quotation, set the note’s `quotable` to no, \
                     or report with `--audience internal`",
                ));
            }
        }
        problems
    }

    /// What a text holds, in words.
    pub(crate) fn held_by(&self, text: &str) -> Vec<String> {
        let (folded, written) = (folded(text), visible(text));
        let mut held: Vec<String> = self
            .names
            .iter()
            .filter(|secret| match &secret.as_written {
                Some(name) => stands_in(&written, name),
                None => stands_in(&folded, &secret.key),
            })
            .map(|secret| secret.what.clone())
            .collect();
        if holds_address(&folded) {
            held.push("an e-mail address".into());
        }
        held
    }
}

fn place(writer: &Writer, note: NoteIndex) -> Place {
    let place = writer.review.notes.places.get(note as usize);
    let file = place.and_then(|p| writer.review.files.get(usize::from(p.file)));
    match (place, file) {
        (Some(place), Some(file)) => Place::line(file, place.line),
        _ => Place::default(),
    }
}

/// Rule of counting 5, and beyond it: apostrophes and hyphens of every kind are one, and what is
/// not seen is left out, so that no spelling hides a name.
fn folded(text: &str) -> String {
    name_key(&visible(text))
}

fn visible(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
        })
        .map(|c| match c {
            '‘' | '’' | 'ʼ' => '\'',
            '\u{2010}' | '\u{2011}' => '-',
            c => c,
        })
        .collect()
}

/// Whether a folded name stands in a folded text with no letter or figure at either side.
fn stands_in(text: &str, name: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name).any(|(at, found)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|t| t.chars().next());
        !word(before) && !word(after)
    })
}

/// Whether a text holds `local@domain.tld`.
fn holds_address(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let local = text
            .get(..at)
            .and_then(|t| t.chars().next_back())
            .is_some_and(|c| c.is_alphanumeric() || "._%+-'".contains(c));
        let domain: String = text
            .get(at + 1..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
            .collect();
        let domain = domain.trim_end_matches(['.', '-']);
        local
            && domain.rsplit_once('.').is_some_and(|(host, top)| {
                host.starts_with(char::is_alphanumeric)
                    && top.chars().count() >= 2
                    && top.chars().all(char::is_alphabetic)
            })
    })
}

/// `1st`, `2nd`, `3rd`, `11th`.
fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_whatever_the_spelling() {
        let held = |text: &str, name: &str| stands_in(&folded(text), &folded(name));
        assert!(held("The TREASURY’s view", "The Treasury"));
        assert!(held("as the\u{a0}\n treasury said", "The Treasury"));
        assert!(held("Te Ru\u{304}nanga was there", "te rūnanga"));
        assert!(held("Children's Commission", "children’s commission"));
        assert!(held("the Trea\u{ad}sury", "The Treasury"));
        assert!(!held("the treasurys", "The Treasury"));
        assert!(!held("bathe treasury", "The Treasury"));
        assert!(held("(DIA)", "dia"));
        assert!(!held("media", "DIA"));
    }

    #[test]
    fn addresses() {
        for (text, holds) in [
            ("write to jo.smith@example.govt.nz.", true),
            ("JO@EXAMPLE.CO", true),
            ("<mailto:j+x@a-b.org>", true),
            ("ā@tari.māori.nz", true),
            ("meet @ten.thirty", false),
            ("50 @ 3.20", false),
            ("a@b", false),
            ("a@b.1", false),
            ("@handle", false),
            ("a@.com", false),
        ] {
            assert_eq!(holds_address(text), holds, "{text}");
        }
    }

    #[test]
    fn ordinals() {
        for (n, word) in [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (22, "22nd"),
            (113, "113th"),
        ] {
            assert_eq!(ordinal(n), word);
        }
    }
}
