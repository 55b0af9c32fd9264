//! Rule 13: what earlier reports of the same review have shown.
//!
//! Promised: what they showed is part of what the reader knows when the report is planned. Only
//! what can still be so is taken from them: a report of another number of organisations, and a
//! count that the notes no longer bear, speak of other counts.

use super::attacker::{Attacker, CellIndex, Interval};
use super::bands::{band_of, ends};
use super::relations::Cells;
use super::tells::tells;
use super::{Balance, Facts, ThemeFacts};
use throughline_core::review::{Level, Review};
use throughline_core::stance::Stance;
use throughline_core::synthesis::{Shown, Synthesis};

/// What one earlier report has shown, by the codes of the review.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    base: u32,
    /// The k of a protected report.
    k: Option<u32>,
    counts: Vec<KnownCount>,
    balances: Vec<(usize, Balance)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct KnownCount {
    theme: usize,
    selection: Selection,
    base: u32,
    shown: (u32, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Selection {
    All,
    Stance(usize),
    Format(usize),
    Part(usize),
}

impl Known {
    /// What a report has shown of the themes, formats and parts that the review has. In an open
    /// report stances and formats are counted by own tags, and a row that is missing is 0; they
    /// are taken for themes with nothing beneath.
    #[must_use]
    pub fn of(report: &Synthesis, review: &Review) -> Known {
        let protected = report.level == Some(Level::Protected);
        let book = &review.codebook;
        let theme = |id: &str| book.code(id).map(|code| code as usize);
        let usable = |id: &str| {
            let code = book.code(id)?;
            (protected || book.children(code).is_empty()).then_some(code as usize)
        };
        let mut known = Known {
            base: report.base,
            k: report.disclosure.as_ref().map(|d| d.k),
            ..Known::default()
        };
        let tables = &report.tables;
        for row in &tables.prevalence {
            let rolled = &row.rolled;
            let at = theme(row.theme.as_str());
            known.add(at, Selection::All, rolled.denominator, rolled.organisations);
        }
        for row in &tables.stance {
            let stance = Selection::Stance(row.stance as usize);
            let at = usable(row.theme.as_str());
            known.add(at, stance, report.base, row.organisations);
        }
        for row in &tables.format {
            let mut formats = review.formats.iter();
            if let Some(format) = formats.position(|format| *format == row.engagement_type) {
                let at = usable(row.theme.as_str());
                let format = Selection::Format(format);
                known.add(at, format, row.denominator, row.organisations);
            }
        }
        for row in &tables.part {
            if let Some(part) = review.parts.iter().position(|part| part.id == row.part) {
                let at = theme(row.theme.as_str());
                let part = Selection::Part(part);
                known.add(at, part, row.denominator, row.organisations);
            }
        }
        if !protected {
            known.add_missing(review);
        }
        known.balances = tables
            .balance
            .iter()
            .filter_map(|row| {
                let word = Balance::from_words(&row.balance)?;
                Some((theme(row.theme.as_str())?, word))
            })
            .collect();
        known
    }

    fn add(&mut self, theme: Option<usize>, selection: Selection, base: u32, shown: Shown) {
        if let (Some(theme), Some(shown)) = (theme, ends(shown)) {
            self.counts.push(KnownCount {
                theme,
                selection,
                base,
                shown,
            });
        }
    }

    /// Stances that a report without a row for them has shown to be those of nobody.
    fn add_missing(&mut self, review: &Review) {
        for (theme, code) in (0..review.codebook.len()).zip(0u32..) {
            if !review.codebook.children(code).is_empty() {
                continue;
            }
            for stance in Stance::ALL {
                let selection = Selection::Stance(stance as usize);
                let has = |c: &KnownCount| c.theme == theme && c.selection == selection;
                if !self.counts.iter().any(has) {
                    let none = Shown::Exact { count: 0 };
                    self.add(Some(theme), selection, self.base, none);
                }
            }
        }
    }

    /// The counts that still can be as they were shown.
    fn standing<'k>(&'k self, facts: &'k Facts) -> impl Iterator<Item = &'k KnownCount> {
        self.counts.iter().filter(move |known| {
            let theme = facts.themes.get(known.theme);
            let count = theme.and_then(|theme| known.selection.count(theme));
            self.base == facts.base
                && Some(known.base) == known.selection.base(facts)
                && count.is_some_and(|c| known.shown.0 <= c && c <= known.shown.1)
        })
    }
}

impl Selection {
    fn count(self, theme: &ThemeFacts) -> Option<u32> {
        match self {
            Self::All => Some(theme.organisations),
            Self::Stance(stance) => theme.stances.get(stance).copied(),
            Self::Format(format) => theme.formats.get(format).copied(),
            Self::Part(part) => theme.parts.get(part).copied(),
        }
    }

    fn base(self, facts: &Facts) -> Option<u32> {
        match self {
            Self::Format(format) => facts.format_bases.get(format).copied(),
            Self::All | Self::Stance(_) | Self::Part(_) => Some(facts.base),
        }
    }

    fn cell(self, cells: &Cells, theme: usize) -> Option<CellIndex> {
        let theme = cells.themes.get(theme)?;
        match self {
            Self::All => Some(theme.prevalence),
            Self::Stance(stance) => theme.stances.get(stance).copied(),
            Self::Format(format) => theme.formats.get(format).copied(),
            Self::Part(part) => theme.parts.get(part).copied(),
        }
    }
}

/// Tells the reader what the earlier reports have shown.
pub(super) fn learn(facts: &Facts, cells: &Cells, reader: &mut Attacker, earlier: &[Known]) {
    for known in earlier {
        for count in known.standing(facts) {
            if let Some(cell) = count.selection.cell(cells, count.theme) {
                // Each is true of the counts as they are, so they cannot contradict one another.
                let _ = reader.learn(&[(cell, count.shown.into())]);
            }
        }
    }
}

/// Themes of fewer than 20 organisations whose band might tell, together with an earlier one. It
/// is asked of every count that the earlier report leaves open, so that what is held back tells
/// nothing.
pub(super) fn held_back(facts: &Facts, bands: &[(u32, u32)], earlier: &[Known]) -> Vec<bool> {
    let mut held = vec![false; facts.themes.len()];
    for known in earlier {
        for count in known.standing(facts) {
            let (low, high) = count.shown;
            let might_tell = |count: u32| {
                band_of(bands, count).is_some_and(|band| {
                    let both = (low.max(band.0), high.min(band.1));
                    both != (low, high) && tells(Interval::from(both), facts.base, facts.k)
                })
            };
            if count.selection == Selection::All && (low..=high).any(might_tell) {
                held[count.theme] = true;
            }
        }
    }
    held
}

/// Keeps the balance words of themes that every earlier report with such words gave one for. With
/// another k words stand for other totals, and no word is given.
pub(super) fn keep_balances(facts: &Facts, balances: &mut [Option<Balance>], earlier: &[Known]) {
    let said = |known: &&Known| known.base == facts.base && !known.balances.is_empty();
    for known in earlier.iter().filter(said) {
        for (theme, balance) in balances.iter_mut().enumerate() {
            let had = known.balances.iter().any(|&(said, _)| said == theme);
            if known.k != Some(facts.k) || !had {
                *balance = None;
            }
        }
    }
}
