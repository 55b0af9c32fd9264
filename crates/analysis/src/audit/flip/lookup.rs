//! What is made once for a review: its notes by who is named in them, and how many tags each
//! organisation has on each theme.

use std::collections::HashMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::notes::{Lists, NONE, NoteIndex};
use throughline_core::review::Review;

/// Notes that name the same organisations.
#[derive(Debug)]
pub(super) struct Named {
    /// The organisations.
    pub(super) organisations: Vec<u32>,
    /// The notes, in file order.
    pub(super) notes: Vec<NoteIndex>,
}

/// Notes by who is named in them, and tags by theme and organisation.
#[derive(Debug)]
pub(super) struct Lookup {
    /// Notes that name somebody, by whom they name.
    pub(super) named: Vec<Named>,
    /// Of each note: its place in `named`, or [`NONE`].
    place: Vec<u32>,
    /// Of each organisation: places in `named`.
    of: Lists<u32>,
    /// The most organisations that one note names.
    pub(super) widest: usize,
    /// Tags on a theme or a descendant in notes of an organisation, by stance; theme by theme.
    tags: Vec<[u32; 5]>,
    organisations: usize,
}

impl Lookup {
    pub(super) fn of(review: &Review) -> Self {
        let organisations = review.organisations.len();
        let mut places: HashMap<&[u32], usize> = HashMap::new();
        let mut named: Vec<Named> = Vec::new();
        let mut tags = vec![[0; 5]; organisations * review.codebook.len()];
        let mut place_of = vec![NONE; review.notes.len()];
        for note in review.notes.indices() {
            let who = review.notes.organisations.get(note as usize);
            if who.is_empty() {
                continue;
            }
            let place = *places.entry(who).or_insert_with(|| {
                named.push(Named {
                    organisations: who.to_vec(),
                    notes: Vec::new(),
                });
                named.len() - 1
            });
            named[place].notes.push(note);
            place_of[note as usize] = u32::try_from(place).unwrap_or(NONE);
            for tag in review.notes.tags.get(note as usize) {
                for theme in review.codebook.lineage(tag.theme) {
                    let row = theme as usize * organisations;
                    for &organisation in who {
                        tags[row + organisation as usize][tag.stance as usize] += 1;
                    }
                }
            }
        }
        let mut of_each = vec![Vec::new(); organisations];
        for (place, group) in (0u32..).zip(&named) {
            for &organisation in &group.organisations {
                of_each[organisation as usize].push(place);
            }
        }
        let mut of = Lists::default();
        for places in of_each {
            of.push(places);
        }
        Self {
            widest: named
                .iter()
                .map(|g| g.organisations.len())
                .max()
                .unwrap_or(0),
            named,
            place: place_of,
            of,
            tags,
            organisations,
        }
    }

    /// The place in `named` of a note; `None` where it names nobody.
    pub(super) fn place(&self, note: NoteIndex) -> Option<u32> {
        let place = self.place.get(note as usize).copied();
        place.filter(|&place| place != NONE)
    }

    /// The groups of notes that name an organisation.
    pub(super) fn naming(&self, organisation: u32) -> impl Iterator<Item = &Named> {
        let places = self.of.get(organisation as usize).iter();
        places.filter_map(|&place| self.named.get(place as usize))
    }

    /// Tags of a theme and what lies beneath it, in notes of an organisation, by stance.
    pub(super) fn tags(&self, theme: ThemeCode, organisation: u32) -> [u32; 5] {
        let row = theme as usize * self.organisations;
        let cell = self.tags.get(row + organisation as usize);
        cell.copied().unwrap_or_default()
    }
}
