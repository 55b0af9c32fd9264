//! The order in which tables list themes and organisations: byte order of ids and display names,
//! and engagements by first day.

use throughline_core::codebook::ThemeCode;
use throughline_core::dates::DateRange;
use throughline_core::notes::NONE;
use throughline_core::review::Review;

/// Codes in the order of tables, and the place of each code in that order.
#[derive(Debug)]
pub(crate) struct Order {
    /// Themes in byte order of their ids.
    pub(crate) themes: Vec<ThemeCode>,
    /// Organisations in byte order of their display names.
    pub(crate) organisations: Vec<u32>,
    /// Engagements by first day, then by place in the file; those without a day come last.
    pub(crate) engagements: Vec<u32>,
    theme_places: Vec<u32>,
    organisation_places: Vec<u32>,
    engagement_places: Vec<u32>,
}

impl Order {
    pub(crate) fn of(review: &Review) -> Self {
        let themes = review.codebook.by_id_order();
        let mut organisations: Vec<u32> = (0u32..).take(review.organisations.len()).collect();
        organisations.sort_by_key(|&o| (review.organisations[o as usize].name.as_str(), o));
        let mut engagements: Vec<u32> = (0u32..).take(review.engagements.len()).collect();
        engagements.sort_by_key(|&e| {
            let first_day = review.engagements[e as usize].dates.map(DateRange::from);
            (first_day.is_none(), first_day, e)
        });
        Self {
            theme_places: places(&themes),
            organisation_places: places(&organisations),
            engagement_places: places(&engagements),
            themes,
            organisations,
            engagements,
        }
    }

    /// Where a theme stands among the themes.
    pub(crate) fn theme(&self, code: ThemeCode) -> u32 {
        self.theme_places[code as usize]
    }

    /// Where an organisation stands among the organisations.
    pub(crate) fn organisation(&self, code: u32) -> u32 {
        self.organisation_places[code as usize]
    }

    /// Where an engagement stands in time.
    pub(crate) fn engagement(&self, code: u64) -> u32 {
        usize::try_from(code)
            .ok()
            .and_then(|code| self.engagement_places.get(code).copied())
            .unwrap_or(NONE)
    }
}

fn places(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, &code) in (0u32..).zip(order) {
        places[code as usize] = place;
    }
    places
}
