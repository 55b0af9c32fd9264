//! Reviews in memory, written as shortly as they can be read.

use std::sync::Arc;
use throughline_core::codebook::{Codebook, Theme, ThemeCode};
use throughline_core::names::{name_key, shown_name};
use throughline_core::notes::{Flags, NONE, Tag, TextPlace, TextsInMemory};
use throughline_core::review::{Engagement, Organisation, Part, Review, Status};
use throughline_core::stance::Stance;

/// A review being written. Organisations exist once they are named.
pub struct Draft {
    review: Review,
}

impl Draft {
    /// Themes separated by white space; `value/cost` is `cost` beneath `value`.
    pub fn new(themes: &str) -> Self {
        let mut list: Vec<Theme> = Vec::new();
        for path in themes.split_whitespace() {
            let (parent, id) = match path.rsplit_once('/') {
                Some((parent, id)) => (Some(parent), id),
                None => (None, path),
            };
            let mut theme = Theme::bare(id.parse().unwrap());
            theme.label = format!("The {id}");
            theme.parent = parent.map(|parent| {
                let at = list.iter().position(|t| t.id.as_str() == parent);
                u32::try_from(at.expect("a parent stands before its children")).unwrap()
            });
            list.push(theme);
        }
        let mut review = Review::new("A draft", Arc::new(TextsInMemory::default()));
        review.codebook = Codebook::new(list).unwrap();
        review.files.push("notes.csv".into());
        for id in ["part-1", "part-2"] {
            review.parts.push(Part {
                id: id.parse().unwrap(),
                title: id.into(),
                intro: None,
                questions: Vec::new(),
            });
        }
        Self { review }
    }

    /// An organisation that no engagement and no note need name.
    pub fn organisation(mut self, name: &str, status: Status) -> Self {
        let code = self.name(name);
        self.review.organisations[code as usize].status = status;
        self
    }

    /// An engagement: `date` may be blank; names of those present are separated by commas.
    pub fn engagement(mut self, id: &str, format: &str, date: &str, present: &str) -> Self {
        let formats = &mut self.review.formats;
        let known = formats.iter().position(|f| f == format);
        let format_code = known.unwrap_or_else(|| {
            formats.push(format.into());
            formats.len() - 1
        });
        let organisations = self.names(present);
        self.review.engagements.push(Engagement {
            id: id.parse().unwrap(),
            format: u32::try_from(format_code).unwrap(),
            title: None,
            dates: date
                .parse::<throughline_core::dates::Date>()
                .ok()
                .map(Into::into),
            organisations,
        });
        self
    }

    /// A note of part 1: `engagement` may be blank, names are separated by commas, tags by white
    /// space, each a theme with `+`, `-`, `~` (mixed) or `=` (neutral) behind it, or nothing.
    pub fn note(self, engagement: &str, organisations: &str, tags: &str) -> Self {
        self.note_in(0, engagement, organisations, tags)
    }

    /// A note of a part.
    pub fn note_in(mut self, part: u32, engagement: &str, organisations: &str, tags: &str) -> Self {
        let organisations = self.names(organisations);
        let review = &mut self.review;
        let mut list: Vec<Tag> = tags
            .split_whitespace()
            .map(|word| {
                let (id, stance) = match word.chars().last() {
                    Some('+') => (&word[..word.len() - 1], Stance::Positive),
                    Some('-') => (&word[..word.len() - 1], Stance::Negative),
                    Some('~') => (&word[..word.len() - 1], Stance::Mixed),
                    Some('=') => (&word[..word.len() - 1], Stance::Neutral),
                    _ => (word, Stance::NotStated),
                };
                Tag {
                    theme: review.codebook.code(id).expect("a theme of the codebook"),
                    stance,
                }
            })
            .collect();
        list.sort_by_key(|t| t.theme);
        let row = review.notes.len();
        let at = review
            .engagements
            .iter()
            .position(|e| e.id.as_str() == engagement);
        assert!(at.is_some() || engagement.is_empty(), "{engagement}");
        let notes = &mut review.notes;
        notes.ids.push(&format!("N-{}", row + 1));
        notes
            .engagement
            .push(at.map_or(NONE, |e| u32::try_from(e).unwrap()));
        notes.organisations.push(organisations);
        notes.part.push(part);
        notes.question.push(NONE);
        notes.tags.push(list);
        notes.flags.push(Flags::default());
        notes.places.push(TextPlace {
            file: 0,
            offset: row as u64,
            line: row as u64 + 2,
        });
        review.ledger.rows += 1;
        self
    }

    /// The review.
    pub fn review(self) -> Review {
        self.review
    }

    fn names(&mut self, names: &str) -> Vec<u32> {
        names
            .split(',')
            .filter(|name| !name_key(name).is_empty())
            .map(|name| self.name(name))
            .collect()
    }

    fn name(&mut self, name: &str) -> u32 {
        let known = &mut self.review.organisations;
        let at = known
            .iter()
            .position(|o| name_key(&o.name) == name_key(name));
        let code = at.unwrap_or_else(|| {
            known.push(Organisation {
                name: shown_name(name),
                letter: None,
                aliases: Vec::new(),
                status: Status::Current,
                consent: false,
                giveaways: Vec::new(),
            });
            known.len() - 1
        });
        u32::try_from(code).unwrap()
    }
}

/// The code of a theme.
pub fn theme(review: &Review, id: &str) -> ThemeCode {
    review.codebook.code(id).expect("a theme of the codebook")
}

/// Display names of organisations, joined by spaces.
pub fn names(review: &Review, codes: &[u32]) -> String {
    let names: Vec<&str> = codes
        .iter()
        .map(|&o| review.organisations[o as usize].name.as_str())
        .collect();
    names.join(" ")
}
