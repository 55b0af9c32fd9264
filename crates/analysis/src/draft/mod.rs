//! Drafts of findings: for each theme that organisations raised, a statement with the most specific
//! word that its count bears, exemplar quotes, the notes against it, and a block of findings.toml
//! that passes the audit as it stands. For an analyst to reword, move and merge; nothing here says
//! what the notes mean.
//!
//! - `amounts`: the words for a count, and in a protected report those that tell nothing
//! - `statement`: the sentences, tried against the reader of statements before they are given out
//! - `candidates`, `central`: which notes are compared, and which of them are shown
//! - `block`: the TOML
//!
//! Work is bounded whatever the size of the review: each theme's notes are gone through once, by
//! their codes, and of a theme at most [`COMPARED`] texts are read twice over (exemplars
//! and contrary notes), each to its first [`READ`] code points.

mod amounts;
mod block;
mod candidates;
mod central;
mod statement;

pub use candidates::{COMPARED, QUOTED, READ};

use crate::{Analysis, Support};
use candidates::Candidates;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Finding, Point, Statement};
use throughline_core::ids::{FindingId, PointId};
use throughline_core::notes::{NONE, NoteIndex, TextError};
use throughline_core::numbers::Proportion;
use throughline_core::reading::Reader;
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::stance::{Stance, StanceSet};

/// How many exemplars, and how many contrary notes, are shown of a theme.
pub const SHOWN: usize = 3;

/// By how many organisations a stance leads, to be named: as in the balance words of a protected
/// report.
const LEADS_BY: u32 = 2;

/// What is to be drafted.
#[derive(Debug, Clone, Default)]
pub struct Drafting {
    /// Of these themes; of all where there are none.
    pub themes: Vec<ThemeCode>,
    /// Also of themes that a finding or a point speaks of already.
    pub covered: bool,
}

/// Drafts, and the themes there is none of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drafts {
    /// In order of support: organisations, then notes, most first, then codebook.
    pub drafts: Vec<Draft>,
    /// Themes that were passed over because a finding or a point speaks of them, in the same order.
    pub covered: Vec<Covered>,
    /// Themes that no organisation raised, in order of the codebook: their notes, if any, name
    /// nobody.
    pub without_support: Vec<ThemeCode>,
}

/// A theme that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The theme.
    pub theme: ThemeCode,
    /// The finding: the first in the file that names the theme in `themes` or claims it.
    pub finding: FindingId,
    /// The point, where it is one.
    pub point: Option<PointId>,
}

/// A finding, drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The theme, with everything beneath it.
    pub theme: ThemeCode,
    /// The id of the finding: that of the theme, unless another finding has it.
    pub id: FindingId,
    /// The part in which most of its notes lie, of as many the first; `None` where none lies in a
    /// part.
    pub part: Option<u32>,
    /// The title: the label of the theme, where it claims no amount.
    pub title: String,
    /// The statement.
    pub statement: String,
    /// The claims in it, in order.
    pub claims: Vec<DraftClaim>,
    /// Organisations that raised it, of those in scope.
    pub organisations: Proportion,
    /// Its notes, those that name nobody included.
    pub notes: u32,
    /// How many organisations took which stance (rule 9), in order of [`Stance::ALL`].
    pub by_stance: [u32; 5],
    /// The stance that leads by two organisations or more. Mixed leads on a theme without themes
    /// beneath it only: above them, whoever is for one and against another is of both minds.
    pub leading: Option<Stance>,
    /// Exemplars, up to [`SHOWN`]: notes that may be quoted or, where there are none, notes that
    /// may not. They are the evidence that the block pins.
    pub exemplars: Vec<DraftNote>,
    /// The quote of the block: the first exemplar, or the next best, that no finding quotes.
    pub quote: Option<DraftNote>,
    /// The strongest notes against it, up to [`SHOWN`].
    pub contrary: Vec<DraftNote>,
    /// What speaks of the theme already, where it was drafted all the same.
    pub covered: Option<Covered>,
}

impl Draft {
    /// How many organisations took which stance, those that nobody took left out: `1 positive,
    /// 5 negative`.
    #[must_use]
    pub fn stances_in_words(&self) -> String {
        let stances = Stance::ALL.iter().zip(self.by_stance);
        let taken = stances.filter(|(_, count)| *count > 0);
        let words: Vec<String> = taken.map(|(s, count)| format!("{count} {s}")).collect();
        words.join(", ")
    }
}

/// A claim of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftClaim {
    /// As it stands in the statement, once.
    pub phrase: String,
    /// The stance it asks for.
    pub stance: Option<Stance>,
    /// The words beside the number in At a glance.
    pub says: String,
    /// How many organisations, of how many.
    pub counted: Proportion,
}

/// A note that is shown with a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftNote {
    /// The note.
    pub note: NoteIndex,
    /// Its id.
    pub id: String,
    /// Its text, white space as single spaces; of a long one whole sentences from its start, up to
    /// [`QUOTED`] code points. It stands in the note as it is.
    pub text: String,
    /// Whether the text goes on.
    pub cut: bool,
    /// Whether it may be quoted.
    pub quotable: bool,
    /// Whose it is: codes of organisations.
    pub organisations: Vec<u32>,
}

impl Drafts {
    /// The findings as TOML, in order; blank where there are none.
    #[must_use]
    pub fn toml(&self, review: &Review) -> String {
        let blocks: Vec<String> = self.drafts.iter().map(|d| d.toml(review)).collect();
        blocks.join("\n")
    }
}

impl Draft {
    /// The finding as it stands in findings.toml, with a comment that says what was counted.
    #[must_use]
    pub fn toml(&self, review: &Review) -> String {
        block::of(self, review)
    }
}

impl Analysis<'_> {
    /// Drafts a finding for each theme that organisations raised.
    ///
    /// A theme counts with everything beneath it. Exemplars are chosen among the notes that may be
    /// quoted and, where a stance leads, take it: by `LexRank` centrality over TF-IDF vectors (Erkan
    /// and Radev 2004), and against what is chosen already by maximal marginal relevance (Carbonell
    /// and Goldstein 1998), each of another organisation as long as there is one.
    ///
    /// # Errors
    /// The text of a note cannot be read again.
    pub fn draft(&self, drafting: &Drafting) -> Result<Drafts, TextError> {
        let review = self.review();
        let covering = covering(review);
        let mut drafts = Drafts::default();
        let mut raised: Vec<(ThemeCode, Support)> = Vec::new();
        for theme in 0..u32::try_from(review.codebook.len()).unwrap_or(u32::MAX) {
            if !drafting.themes.is_empty() && !drafting.themes.contains(&theme) {
                continue;
            }
            let support = self.support(&Selection::theme(theme), None);
            if support.fits.is_empty() {
                drafts.without_support.push(theme);
            } else {
                raised.push((theme, support));
            }
        }
        raised.sort_by_key(|(theme, s)| (Reverse((s.fits.len(), s.notes.len())), *theme));
        let mut drafter = Drafter {
            analysis: self,
            reader: Reader::new(&review.about.noun, &review.scale),
            ids: review.findings.iter().map(|f| f.id.clone()).collect(),
            quoted: quoted(review),
        };
        for (theme, support) in raised {
            let covered = covering.get(&theme).cloned();
            match covered {
                Some(covered) if !drafting.covered => drafts.covered.push(covered),
                covered => drafts.drafts.push(drafter.draft(theme, &support, covered)?),
            }
        }
        Ok(drafts)
    }
}

/// What is known while the drafts are made.
struct Drafter<'a, 'r> {
    analysis: &'a Analysis<'r>,
    reader: Reader,
    /// Ids that findings and drafts have.
    ids: BTreeSet<FindingId>,
    /// Notes that findings and drafts quote: a note is quoted under one finding only.
    quoted: BTreeSet<NoteIndex>,
}

impl Drafter<'_, '_> {
    fn draft(
        &mut self,
        theme: ThemeCode,
        support: &Support,
        covered: Option<Covered>,
    ) -> Result<Draft, TextError> {
        let review = self.analysis.review();
        let by_stance = Stance::ALL.map(|s| size(support.of_stance(s)));
        // Of a theme with themes beneath it, "mixed" is often for on one and against on another.
        let leaf = review.codebook.children(theme).is_empty();
        let leading = leading(&by_stance).filter(|s| leaf || *s != Stance::Mixed);
        let worded = statement::of(
            review,
            &self.reader,
            theme,
            support.proportion(),
            leading.map(|stance| (stance, size(support.of_stance(stance)))),
        );
        let mut taken = Vec::with_capacity(support.notes.len());
        let of_theme = Selection::theme(theme);
        let index = self.analysis.index();
        index.each(review, &of_theme, |note, stances| {
            taken.push((note, stances));
        });

        let candidates = Candidates::exemplars(review, &taken, leading);
        let ranked = candidates.ranked(review)?;
        let quote = ranked
            .iter()
            .find(|note| note.quotable && !self.quoted.contains(&note.note))
            .cloned();
        self.quoted.extend(quote.iter().map(|note| note.note));
        let against = against(leading, &by_stance);
        let contrary = Candidates::contrary(review, &taken, support, against).ranked(review)?;
        Ok(Draft {
            theme,
            id: self.id(theme, covered.as_ref()),
            part: part(review, &support.notes),
            title: worded.title,
            statement: worded.statement,
            claims: worded.claims,
            organisations: support.proportion(),
            notes: size(&support.notes),
            by_stance,
            leading,
            exemplars: ranked.into_iter().take(SHOWN).collect(),
            quote,
            contrary: contrary.into_iter().take(SHOWN).collect(),
            covered,
        })
    }

    /// The id of the theme; where a finding that does not speak of the theme has it, the same with
    /// a number.
    fn id(&mut self, theme: ThemeCode, covered: Option<&Covered>) -> FindingId {
        let theme = &self.analysis.review().codebook.theme(theme).id;
        let own =
            covered.is_some_and(|c| c.point.is_none() && c.finding.as_str() == theme.as_str());
        let plain = FindingId::from(theme.clone());
        let numbered = (2u32..).filter_map(|n| format!("{theme}-{n}").parse().ok());
        let id = std::iter::once(plain.clone())
            .chain(numbered)
            .find(|id| own || !self.ids.contains(id))
            .unwrap_or(plain);
        self.ids.insert(id.clone());
        id
    }
}

fn size<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

/// The stance of most organisations, not stated aside, where it leads by [`LEADS_BY`].
fn leading(by_stance: &[u32; 5]) -> Option<Stance> {
    let mut stated: Vec<(u32, Stance)> = by_stance.iter().copied().zip(Stance::ALL).collect();
    stated.retain(|(_, stance)| *stance != Stance::NotStated);
    stated.sort_by_key(|(count, stance)| (Reverse(*count), *stance));
    match stated.as_slice() {
        [(first, stance), (second, _), ..] if *first >= second + LEADS_BY => Some(*stance),
        _ => None,
    }
}

/// What is against a theme: what opposes the stance that leads; where neither for nor against
/// leads, the side that fewer organisations took, negative where as many took either. As the audit
/// counts it.
fn against(leading: Option<Stance>, by_stance: &[u32; 5]) -> StanceSet {
    let side = match leading {
        Some(Stance::Positive) => Stance::Negative,
        Some(Stance::Negative) => Stance::Positive,
        _ if by_stance[Stance::Negative as usize] <= by_stance[Stance::Positive as usize] => {
            Stance::Negative
        }
        _ => Stance::Positive,
    };
    [side].into_iter().collect()
}

/// The part in which most notes lie, of as many the first.
fn part(review: &Review, notes: &[NoteIndex]) -> Option<u32> {
    let mut counts = vec![0u32; review.parts.len()];
    for &note in notes {
        let part = review
            .notes
            .part
            .get(note as usize)
            .copied()
            .unwrap_or(NONE);
        if let Some(count) = counts.get_mut(part as usize) {
            *count += 1;
        }
    }
    (0u32..)
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .max_by_key(|&(part, count)| (count, Reverse(part)))
        .map(|(part, _)| part)
}

/// What speaks of each theme: the first finding or point in the file.
fn covering(review: &Review) -> BTreeMap<ThemeCode, Covered> {
    let mut found = BTreeMap::new();
    for finding in &review.findings {
        each(finding, &mut |point, statement| {
            let claimed = statement.claims.iter().flat_map(|claim| {
                let selection = &claim.selection;
                selection.any.iter().chain(&selection.all)
            });
            for &theme in statement.themes.iter().chain(claimed) {
                found.entry(theme).or_insert_with(|| Covered {
                    theme,
                    finding: finding.id.clone(),
                    point: point.cloned(),
                });
            }
        });
    }
    found
}

/// The notes that findings and points quote.
fn quoted(review: &Review) -> BTreeSet<NoteIndex> {
    let mut found = BTreeSet::new();
    for finding in &review.findings {
        each(finding, &mut |_, statement| {
            found.extend(statement.quote.iter().map(|quote| quote.note));
        });
    }
    found
}

/// Calls for the statement of a finding and for those of its points.
fn each<'f>(finding: &'f Finding, call: &mut impl FnMut(Option<&'f PointId>, &'f Statement)) {
    fn points<'f>(list: &'f [Point], call: &mut impl FnMut(Option<&'f PointId>, &'f Statement)) {
        for point in list {
            call(Some(&point.id), &point.statement);
            points(&point.points, call);
        }
    }
    call(None, &finding.statement);
    points(&finding.points, call);
}

#[cfg(test)]
mod tests;
