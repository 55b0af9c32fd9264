//! Flip distances against every set of changes, tried literally.

mod brute;
mod coders;
mod random;
mod small;

use super::{Flips, Goal, Side, Step};
use crate::support::ClaimCount;
use crate::{Analysis, Scope};
use std::sync::Arc;
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::findings::Claim;
use throughline_core::notes::{Flags, Tag, TextPlace, TextsInMemory};
use throughline_core::review::{Engagement, Organisation, Review, Status};
use throughline_core::stance::Stance;

/// Themes 0 … 4: 1 and 2 lie beneath 0, 4 beneath 3.
pub(super) const THEMES: u32 = 5;

/// A review of some organisations, all of them present at the first of two engagements of two
/// formats.
pub(super) fn review(organisations: u32) -> Review {
    let mut review = Review::new("Changes", Arc::new(TextsInMemory::default()));
    let theme = |(id, parent): (&str, Option<u32>)| {
        let mut theme = Theme::bare(id.parse().unwrap());
        theme.parent = parent;
        theme
    };
    let themes = [
        ("a", None),
        ("aa", Some(0)),
        ("ab", Some(0)),
        ("b", None),
        ("ba", Some(3)),
    ];
    review.codebook = Codebook::new(themes.into_iter().map(theme).collect()).unwrap();
    for organisation in 0..organisations {
        review.organisations.push(Organisation {
            name: format!("{}", char::from(b'A' + u8::try_from(organisation).unwrap())),
            letter: None,
            aliases: Vec::new(),
            status: if organisation % 4 == 3 {
                Status::Historical
            } else {
                Status::Current
            },
            consent: false,
            giveaways: Vec::new(),
        });
    }
    review.formats = vec!["workshop".into(), "meeting".into()];
    for format in 0..2 {
        review.engagements.push(Engagement {
            id: format!("E-{format}").parse().unwrap(),
            format,
            title: None,
            dates: None,
            organisations: if format == 0 {
                (0..organisations).collect()
            } else {
                Vec::new()
            },
        });
    }
    review
}

/// A note of some organisations at an engagement, with tags.
pub(super) fn note(review: &mut Review, engagement: u32, who: &[u32], tags: &[(u32, Stance)]) {
    let notes = &mut review.notes;
    let line = notes.len() as u64;
    notes.ids.push(&format!("N-{line}"));
    notes.engagement.push(engagement);
    notes.organisations.push(who.iter().copied());
    notes.part.push(throughline_core::notes::NONE);
    notes.question.push(throughline_core::notes::NONE);
    let mut tags: Vec<Tag> = tags
        .iter()
        .map(|&(theme, stance)| Tag { theme, stance })
        .collect();
    tags.sort_unstable_by_key(|tag| tag.theme);
    notes.tags.push(tags);
    notes.flags.push(Flags::default());
    notes.places.push(TextPlace {
        file: 0,
        offset: line,
        line,
    });
}

/// Claims of a review, counted.
pub(super) struct Counted {
    pub(super) claims: Vec<Claim>,
    pub(super) counts: Vec<ClaimCount>,
}

impl Counted {
    pub(super) fn of(analysis: &Analysis<'_>, claims: Vec<Claim>) -> Self {
        let counts = claims.iter().map(|claim| analysis.claim(claim)).collect();
        Self { claims, counts }
    }

    pub(super) fn sides(&self) -> Vec<Side<'_>> {
        let both = self.claims.iter().zip(&self.counts);
        both.map(|(claim, counted)| Side { claim, counted })
            .collect()
    }
}

pub(super) fn scope(review: &Review) -> Scope<'_> {
    let by_name: Vec<u32> = (0..u32::try_from(review.organisations.len()).unwrap()).collect();
    Scope::new(review, &by_name)
}
