//! Rule of counting 6: the denominator is the organisations in scope.

use crate::cells::Cells;
use throughline_core::review::{Review, Status};

/// The organisations in scope of the review: present at an engagement or with a note. Codes stand
/// in byte order of the display name.
#[derive(Debug, Clone)]
pub struct Scope<'r> {
    review: &'r Review,
    organisations: Vec<u32>,
    by_format: Vec<Vec<u32>>,
    present: Vec<bool>,
}

impl<'r> Scope<'r> {
    pub(crate) fn new(review: &'r Review, by_name: &[u32]) -> Self {
        let notes = &review.notes;
        let mut present = vec![false; review.organisations.len()];
        let mut met: Cells<()> = Cells::new(
            review.formats.len() as u64,
            review.organisations.len() as u64,
        );
        for engagement in &review.engagements {
            for &organisation in &engagement.organisations {
                present[organisation as usize] = true;
                met.at(u64::from(engagement.format), organisation);
            }
        }
        for (row, &engagement) in notes.engagement.iter().enumerate() {
            let format = review.engagements.get(engagement as usize);
            for &organisation in notes.organisations.get(row) {
                present[organisation as usize] = true;
                if let Some(engagement) = format {
                    met.at(u64::from(engagement.format), organisation);
                }
            }
        }
        if let Some(look) = &review.first_look {
            for &organisation in &look.beside_engagements {
                present[organisation as usize] = true;
            }
        }
        let mut formats_of = vec![Vec::new(); review.organisations.len()];
        for &(format, organisation) in met.keys() {
            formats_of[organisation as usize].push(format);
        }
        let mut by_format = vec![Vec::new(); review.formats.len()];
        for &organisation in by_name {
            for &format in &formats_of[organisation as usize] {
                if let Some(list) = usize::try_from(format)
                    .ok()
                    .and_then(|f| by_format.get_mut(f))
                {
                    list.push(organisation);
                }
            }
        }
        Self {
            review,
            organisations: by_name
                .iter()
                .copied()
                .filter(|&o| present[o as usize])
                .collect(),
            by_format,
            present,
        }
    }

    pub(crate) fn review(&self) -> &'r Review {
        self.review
    }

    /// The organisations in scope.
    #[must_use]
    pub fn organisations(&self) -> &[u32] {
        &self.organisations
    }

    /// How many organisations are in scope.
    #[must_use]
    pub fn len(&self) -> usize {
        self.organisations.len()
    }

    /// How many organisations are in scope, as a denominator.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.len()).unwrap_or(u32::MAX)
    }

    /// Whether no organisation is in scope.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.organisations.is_empty()
    }

    /// Whether an organisation is in scope.
    #[must_use]
    pub fn contains(&self, organisation: u32) -> bool {
        self.present
            .get(organisation as usize)
            .copied()
            .unwrap_or(false)
    }

    /// Those present at, or with a note from, an engagement of a format; none for a format that
    /// the review does not have.
    #[must_use]
    pub fn of_format(&self, format: u32) -> &[u32] {
        self.by_format
            .get(format as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// Those of a status.
    #[must_use]
    pub fn of_status(&self, status: Status) -> Vec<u32> {
        self.of(&[], Some(status))
    }

    /// Those of any of some formats (of all when the list is empty) and of a status where one is
    /// given.
    #[must_use]
    pub fn of(&self, formats: &[u32], status: Option<Status>) -> Vec<u32> {
        let mut of_format = vec![formats.is_empty(); self.present.len()];
        for &format in formats {
            for &organisation in self.of_format(format) {
                of_format[organisation as usize] = true;
            }
        }
        let has_status = |organisation: u32| {
            status.is_none_or(|s| {
                self.review
                    .organisations
                    .get(organisation as usize)
                    .is_some_and(|o| o.status == s)
            })
        };
        self.organisations
            .iter()
            .copied()
            .filter(|&o| of_format[o as usize] && has_status(o))
            .collect()
    }
}
