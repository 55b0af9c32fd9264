//! What must not be printed in a text: names of organisations, contributors and people, e-mail
//! addresses, telephone numbers, and links that name somebody. One place knows them, for quotes,
//! for titles and for the scan of everything written.
//!
//! - Names of organisations, their aliases and contributors match as whole words in any case, with
//!   or without accents, composed or not, whatever spaces, hyphens and apostrophes stand in them,
//!   divided at the end of a line, and before a possessive ending; soft hyphens and zero-width
//!   characters hide nothing. A name that begins with an article is also found without it where it
//!   keeps its capital. A name of two letters counts only as it is written; one letter tells nothing;
//!   one that ends in a letter by itself (`Agency A`) keeps its capitals.
//! - People: the whole name, the surname first, an initial or a title with the surname, and the
//!   surname alone with its capital unless it is a common word. A given name alone is masked only
//!   where it is listed by itself.
//! - E-mail addresses: also over the end of a line, and with `(at)` and `(dot)`.
//! - Telephone numbers: of New Zealand and with a country's code; dates, times, ids, amounts and
//!   years are none.
//! - Links with a user's name, paths to a profile, and `@handles`: the whole link.

mod email;
mod fold;
mod ids;
mod links;
mod people;
mod secrets;
mod telephone;
mod words;

use crate::publication::{Secret, SecretIds, SecretKind};
use crate::review::{Noun, Review};
use fold::{Glyph, MASK, fold};
use ids::Ids;
pub use secrets::secrets;
use secrets::words_of;
use std::ops::Range;
use words::Words;

/// What is looked for in texts, and the masks that are put in its place.
#[derive(Debug, Clone, Default)]
pub struct Masks<'r> {
    words: Words,
    ids: Vec<Ids<'r>>,
    /// What each secret is called and what kind it is.
    secrets: Vec<(String, Kind)>,
    /// What stands for an organisation.
    noun: String,
    /// All masks, as they are recognised in a text.
    visible: Vec<String>,
}

/// What kind of thing must not be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The name or alias of an organisation or a contributor.
    Name,
    /// The coded label of an organisation.
    Label,
    /// A person.
    Person,
    /// The id of a note or an engagement.
    Id,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A link or a handle that names somebody.
    Address,
}

impl From<SecretKind> for Kind {
    fn from(kind: SecretKind) -> Self {
        match kind {
            SecretKind::Name => Kind::Name,
            SecretKind::Person => Kind::Person,
            SecretKind::Label => Kind::Label,
        }
    }
}

/// Something that must not be printed, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the text, in code points.
    pub span: Range<u32>,
    /// As it is spoken of: `the 3rd contributor’s name`, `an e-mail address`.
    pub what: String,
    /// What kind of thing it is.
    pub kind: Kind,
}

/// A text with masks in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The text.
    pub text: String,
    /// What was masked, in order of place in the text as it was.
    pub found: Vec<Found>,
}

/// A thing found among glyphs: from the first to the last.
struct Hit {
    first: usize,
    last: usize,
    what: String,
    kind: Kind,
}

impl<'r> Masks<'r> {
    /// What must not be printed of a review: the [`secrets`] of it, and addresses and numbers of
    /// every kind. `printed` says of a name that the report prints it on purpose.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use throughline_core::masks::Masks;
    /// use throughline_core::notes::TextsInMemory;
    /// use throughline_core::review::Review;
    /// let mut review = Review::new("Hearing back", Arc::new(TextsInMemory::default()));
    /// review.contributors = vec!["Ministry of Tides".into()];
    /// review.about.masked_people = vec!["Jo Vane".into()];
    /// let masks = Masks::of(&review, |_| false);
    /// let masked = masks.mask("The MINISTRY OF TIDES’ view, says Ms Vane (021 123 4567, jo@example.nz)");
    /// assert_eq!(
    ///     masked.text,
    ///     "The [organisation]’ view, says [name] ([telephone], [e-mail])",
    /// );
    /// assert_eq!(masked.found[0].what, "the 1st contributor’s name");
    /// assert_eq!(masked.found[0].span, 4..21);
    /// ```
    #[must_use]
    pub fn of(review: &Review, printed: impl Fn(&str) -> bool) -> Self {
        Self::new(&secrets(review, printed), &[], &review.about.noun)
    }

    /// What must not be printed, from a list and from lists of ids, and addresses and numbers of
    /// every kind. The noun is what stands for an organisation.
    ///
    /// A label counts as it is written and only with three characters or more; what counts of ids,
    /// [`SecretIds`] says.
    ///
    /// Costs 8 bytes for each id, and 4 more while it works.
    #[must_use]
    pub fn new(secrets: &[Secret], ids: &'r [SecretIds<'r>], noun: &Noun) -> Self {
        let noun: String = noun
            .one
            .chars()
            .filter(|c| !matches!(c, '[' | ']') && !c.is_control())
            .collect();
        let noun = match noun.trim() {
            "" => Noun::default().one,
            noun => noun.to_owned(),
        };
        let kinds = [
            Kind::Name,
            Kind::Person,
            Kind::Id,
            Kind::Email,
            Kind::Telephone,
            Kind::Address,
        ];
        Self {
            words: Words::new(
                secrets
                    .iter()
                    .enumerate()
                    .flat_map(|(number, secret)| words_of(secret, number))
                    .collect(),
            ),
            ids: ids.iter().map(Ids::new).collect(),
            secrets: secrets
                .iter()
                .map(|secret| (secret.what.clone(), secret.kind.into()))
                .collect(),
            visible: kinds.map(|kind| mask_of(kind, &noun)).to_vec(),
            noun,
        }
    }

    /// The mask that stands for a kind of thing: `[agency]`, `[name]`, `[e-mail]`, `[telephone]`,
    /// `[address]`, `[id]`.
    #[must_use]
    pub fn visible(&self, kind: Kind) -> String {
        mask_of(kind, &self.noun)
    }

    /// Everything in a text that must not be printed, in order of place. A mask in the text is
    /// none, whatever stands in it.
    #[must_use]
    pub fn search(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        self.find(fold(text, &self.visible), |hits, glyphs| {
            found.extend(hits.iter().map(|hit| Found {
                span: span(glyphs, hit.first, hit.last),
                what: hit.what.clone(),
                kind: hit.kind,
            }));
        });
        found.sort_by(|a, b| {
            (a.span.start, b.span.end, a.kind).cmp(&(b.span.start, a.span.end, b.kind))
        });
        // A name without its article stands within the name.
        let mut widest: Vec<Found> = Vec::with_capacity(found.len());
        for next in found {
            let within = |held: &Found| {
                held.kind == next.kind
                    && held.span.start <= next.span.start
                    && next.span.end <= held.span.end
            };
            if !widest.iter().rev().take(8).any(within) {
                widest.push(next);
            }
        }
        widest
    }

    /// Whether a text holds anything that must not be printed.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        !self.hits(&fold(text, &self.visible)).is_empty()
    }

    /// The text with a mask in place of everything that must not be printed. A text that holds
    /// nothing comes back as it is, and so does one that is masked already.
    #[must_use]
    pub fn mask(&self, text: &str) -> Masked {
        let found = self.search(text);
        let mut masked = String::with_capacity(text.len());
        let mut rest = text.chars();
        let mut at = 0;
        let mut spans = found.iter().peekable();
        while let Some(first) = spans.next() {
            let mut end = first.span.end;
            let mut kind = first.kind;
            // What overlaps is masked as one, as the longer of the two.
            let mut longest = first.span.len();
            while let Some(next) = spans.next_if(|next| next.span.start < end) {
                if next.span.len() > longest {
                    (kind, longest) = (next.kind, next.span.len());
                }
                end = end.max(next.span.end);
            }
            masked.extend(rest.by_ref().take((first.span.start - at) as usize));
            masked.push_str(&self.visible(kind));
            // What is masked is passed over.
            rest.by_ref()
                .take((end - first.span.start) as usize)
                .for_each(drop);
            at = end;
        }
        masked.extend(rest);
        Masked {
            text: masked,
            found,
        }
    }

    /// Looks again after each pass with what was found taken as masked, until nothing is left, so
    /// that masking what is masked changes nothing.
    fn find(&self, mut glyphs: Vec<Glyph>, mut each: impl FnMut(&[Hit], &[Glyph])) {
        loop {
            let hits = self.hits(&glyphs);
            if hits.is_empty() {
                return;
            }
            each(&hits, &glyphs);
            glyphs = collapsed(&glyphs, &hits);
        }
    }

    fn hits(&self, glyphs: &[Glyph]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .words
            .search(glyphs)
            .into_iter()
            .filter_map(|(secret, first, last)| {
                let (what, kind) = self.secrets.get(secret)?;
                Some(Hit {
                    first,
                    last,
                    what: what.clone(),
                    kind: *kind,
                })
            })
            .collect();
        let mut add = |found: Vec<(usize, usize)>, what: &str, kind: Kind| {
            hits.extend(found.into_iter().map(|(first, last)| Hit {
                first,
                last,
                what: what.to_owned(),
                kind,
            }));
        };
        for ids in &self.ids {
            add(ids.search(glyphs), ids.of.what, Kind::Id);
        }
        add(email::search(glyphs), "an e-mail address", Kind::Email);
        add(
            telephone::search(glyphs),
            "a telephone number",
            Kind::Telephone,
        );
        add(
            links::search(glyphs),
            "a link or handle that names somebody",
            Kind::Address,
        );
        hits
    }
}

fn mask_of(kind: Kind, noun: &str) -> String {
    match kind {
        Kind::Name | Kind::Label => format!("[{noun}]"),
        Kind::Person => "[name]".into(),
        Kind::Id => "[id]".into(),
        Kind::Email => "[e-mail]".into(),
        Kind::Telephone => "[telephone]".into(),
        Kind::Address => "[address]".into(),
    }
}

fn span(glyphs: &[Glyph], first: usize, last: usize) -> Range<u32> {
    let from = glyphs.get(first).map_or(0, |g| g.from);
    from..glyphs.get(last).map_or(from, |g| g.to)
}

/// The glyphs with one [`MASK`] in place of each thing found.
fn collapsed(glyphs: &[Glyph], hits: &[Hit]) -> Vec<Glyph> {
    let mut ends: Vec<Option<usize>> = vec![None; glyphs.len()];
    for hit in hits {
        if let Some(end) = ends.get_mut(hit.first) {
            *end = (*end).max(Some(hit.last));
        }
    }
    let mut collapsed: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut within: Option<usize> = None;
    for (at, (glyph, end)) in glyphs.iter().zip(ends).enumerate() {
        let inside = within.is_some_and(|last| at <= last);
        if inside {
            if let Some(mask) = collapsed.last_mut() {
                mask.to = mask.to.max(glyph.to);
            }
            within = within.max(end);
        } else if end.is_some() {
            within = end;
            collapsed.push(Glyph {
                folded: MASK,
                raw: MASK,
                ..*glyph
            });
        } else {
            collapsed.push(*glyph);
        }
    }
    collapsed
}

#[cfg(test)]
mod tests;
