//! The scan of everything rendered, before anything is moved into place: words that must not stand
//! in any file, and counts that stand otherwise than they are registered.
//!
//! Every file is read back as a reader would have it: the PDF's text with its bookmarks,
//! alternative texts, links, metadata and attachments; the texts and attributes of each chart;
//! every string and key of the JSON; every cell of the tables. The list of contributors and the
//! publisher are passed over by their place in the document; the same name anywhere else is found.
//! An internal report is not scanned.

mod json;
mod leak;
mod numbers;
mod pdf;
mod svg;
mod table;

pub use leak::{Leak, Rule};

pub(crate) use leak::list;

use crate::printable::{Replaced, printable_text};
use numbers::Numbers;
use throughline_core::masks::{Found, Kind, Masks};
use throughline_core::publication::{Exempt, Withheld};
use throughline_core::review::Audience;
use throughline_core::synthesis::Synthesis;

/// What rendered files are held against.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    masks: Masks<'a>,
    /// The list of contributors, where it may stand.
    contributors: Option<Contributors>,
    /// The publisher, where it may stand.
    publisher: Option<String>,
    /// What counts may stand; `None` in an open report.
    numbers: Option<Numbers<'a>>,
}

/// The list of contributors as it is printed.
#[derive(Debug)]
struct Contributors {
    title: String,
    names: Vec<String>,
}

impl<'a> Scan<'a> {
    /// The scan of a report; `None` for an internal one. Without what was withheld, names are not
    /// known: what is looked for is addresses, and whatever a protected report never shows.
    pub fn of(synthesis: &'a Synthesis, withheld: Option<&'a Withheld<'a>>) -> Option<Self> {
        if synthesis.audience == Audience::Internal {
            return None;
        }
        let (secrets, ids) = withheld.map_or((&[][..], &[][..]), |w| (&w.secrets, &w.ids));
        let exempt = |place: Exempt| withheld.is_none_or(|w| w.exempt.contains(&place));
        let printed = |text: &String| printable_text(text, &mut Replaced::default());
        let engaged = &synthesis.engaged;
        Some(Self {
            masks: Masks::new(secrets, ids, &synthesis.document.noun),
            contributors: (exempt(Exempt::Contributors) && !engaged.contributors.is_empty()).then(
                || Contributors {
                    title: printed(&engaged.contributors_title),
                    names: engaged.contributors.iter().map(printed).collect(),
                },
            ),
            publisher: synthesis
                .document
                .publisher
                .as_ref()
                .filter(|_| exempt(Exempt::Publisher))
                .map(printed),
            numbers: Numbers::of(synthesis, withheld.and_then(|w| w.register.as_ref())),
        })
    }

    /// What a file holds that must not be published. A file that no way of reading is known for is
    /// passed over: a PNG is drawn from an SVG that is scanned.
    pub fn file(&self, name: &str, bytes: &[u8]) -> Vec<Leak> {
        let mut leaks = match name.rsplit_once('.') {
            Some((_, "pdf")) => pdf::leaks(self, name, bytes),
            Some((_, "json")) => json::leaks(self, name, bytes),
            Some((_, "csv")) => table::leaks(self, name, bytes),
            Some((_, "svg")) => svg::leaks(self, name, bytes),
            _ => Vec::new(),
        };
        leaks.sort();
        leaks.dedup();
        leaks
    }

    /// The words in a text that must not be printed, each at its place.
    fn words(&self, file: &str, text: &str, place: impl Fn(&Found) -> String) -> Vec<Leak> {
        self.masks
            .search(text)
            .into_iter()
            .map(|found| Leak {
                file: file.to_owned(),
                place: place(&found),
                rule: rule_of(found.kind),
                what: found.what,
            })
            .collect()
    }
}

fn rule_of(kind: Kind) -> Rule {
    match kind {
        Kind::Name | Kind::Person => Rule::Names,
        Kind::Email | Kind::Telephone | Kind::Address => Rule::Addresses,
        Kind::Id | Kind::Label => Rule::Ids,
    }
}

/// A file that cannot be read back.
fn unread(file: &str, why: &impl ToString) -> Leak {
    Leak {
        file: file.to_owned(),
        place: "the whole file".into(),
        rule: Rule::Unread,
        what: why.to_string(),
    }
}

#[cfg(test)]
mod tests;
