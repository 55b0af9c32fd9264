//! Claims, quotes and attribution in a protected report: what a statement may say of amounts, which
//! quotes may stand, and how organisations may be labelled.
//!
//! A quantifier is published as the set of counts it stands for. Alone, that set must hold each
//! class of small counts that it touches whole ([`Counts::tells`]). Beside other claims and beside
//! what the report shows of the same themes, no protected count may be left with part of such a
//! class. [`check`] names every claim that cannot stand, with its place, and what may stand instead;
//! [`published`] is what a renderer may show beside a claim that stands.

mod attribution;
mod bounds;
mod counts;
mod network;
mod printed;
mod publishes;
mod quotes;
mod refusal;
mod small;
mod splits;
mod spoken;
mod to_read;
mod together;
mod witness;

#[cfg(test)]
mod tests;

pub use attribution::{Labels, attribution};
pub use counts::{Counts, Tells};
pub use printed::{PrintedWord, Usable, printed};
pub use quotes::quotes;
pub use small::{ClaimSet, Protected, SmallReview};
pub use to_read::{QuoteToRead, quotes_to_read, unread};
pub use witness::{Witnessed, witnesses};

use super::Plan;
use crate::Analysis;
use publishes::Published;
use spoken::Spoken;
use throughline_core::audit::{Audit, Verdict};
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Claim, Statement, Unit};
use throughline_core::problem::{Problem, Problems};
use throughline_core::reading::{Kind, Reader};
use throughline_core::selection::Selection;
use throughline_core::synthesis::Shown;
use together::Standing;

/// Every claim that cannot stand in a protected report, in order of file.
///
/// Each claim is read and counted again, whatever the audit says of it: one that the notes do not
/// bear is named here too, since the mark beside it would tell what its count is not. The `audit`
/// names the amounts that have no claim behind them: of these nothing can be said.
#[must_use]
pub fn check(analysis: &Analysis, audit: &Audit, plan: &Plan) -> Problems {
    let mut problems = Problems::default();
    for judgement in &audit.judgements {
        let amount = matches!(
            judgement.kind,
            Kind::Quantifier | Kind::Elliptical | Kind::Exact | Kind::Rank
        );
        if amount && judgement.verdict == Some(Verdict::Unclaimed) {
            problems.push(refusal::unclaimed(&judgement.phrase, &judgement.place));
        }
    }
    let all = spoken::spoken(analysis);
    let mut standing: Vec<Standing> = Vec::new();
    for spoken in &all {
        match stands(analysis, plan, spoken) {
            Ok(published) => standing.push(Standing { spoken, published }),
            Err(problem) => problems.push(*problem),
        }
    }
    for telling in together::tellings(analysis, plan, &standing) {
        if let Some(problem) = refusal::together(analysis, &telling) {
            problems.push(problem);
        }
    }
    problems.sorted()
}

/// Whether a claim may stand by itself.
fn stands(analysis: &Analysis, plan: &Plan, spoken: &Spoken) -> Result<Published, Box<Problem>> {
    let published = spoken
        .published(analysis, plan)
        .map_err(|why| Box::new(refusal::refused(analysis, plan, spoken, why)))?;
    let Published::Counts(counts) = published else {
        return Ok(published);
    };
    if let Some(tells) = spoken.tells(counts, plan.k) {
        let problem = refusal::alone(analysis, plan, spoken, counts, tells);
        return Err(Box::new(problem));
    }
    if !counts.holds(spoken.count) {
        return Err(Box::new(refusal::outside(analysis, plan, spoken, counts)));
    }
    Ok(published)
}

/// What a protected report shows beside a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownClaim {
    /// The count: exact only where the report shows it exactly in the row of its theme.
    pub shown: Shown,
    /// Of how many; 0 where that may not be known.
    pub base: u32,
    /// In words: "7 or more of 9"; empty where nothing is shown.
    pub words: String,
    /// What its phrase counts: of "sometimes", engagements.
    pub unit: Unit,
}

impl ShownClaim {
    fn nothing() -> Self {
        Self {
            shown: Shown::NotShown,
            base: 0,
            words: String::new(),
            unit: Unit::default(),
        }
    }

    /// `exactly` where the row of the theme shows the count itself.
    fn of(counts: Counts, exactly: bool) -> Self {
        Self {
            shown: if exactly && counts.low == counts.high {
                counts.low.into()
            } else {
                counts.shown()
            },
            base: counts.base,
            words: counts.words(),
            unit: Unit::default(),
        }
    }
}

/// What a protected report shows beside a claim of a statement: the counts that its words stand
/// for, narrowed to what the report shows of its theme. Nothing for a claim that [`check`] refuses,
/// for one over notes, and of a share of a base that is itself not shown exactly.
#[must_use]
pub fn published(
    analysis: &Analysis,
    plan: &Plan,
    statement: &Statement,
    claim: &Claim,
) -> ShownClaim {
    let review = analysis.review();
    let reading = Reader::new(&review.about.noun, &review.scale).read(&statement.text);
    let own = spoken::of_statement(analysis, statement, &reading);
    let mut shown: Option<Counts> = None;
    let mut unit = claim.unit;
    for spoken in own.iter().filter(|s| std::ptr::eq(s.claim, claim)) {
        let Some(counts) = of_phrase(analysis, plan, spoken) else {
            return ShownClaim::nothing();
        };
        unit = spoken.unit;
        shown = match shown {
            None => Some(counts),
            Some(known) => match known.and(counts) {
                None => return ShownClaim::nothing(),
                both => both,
            },
        };
    }
    // Everybody and nobody are exact where the contributors have agreed to the sentence.
    let exactly = claim.unanimous_agreed
        || spoken::shown_theme(&claim.selection).is_some_and(|t| is_exact(plan, t));
    let shown = shown.map_or_else(ShownClaim::nothing, |counts| {
        ShownClaim::of(counts, exactly)
    });
    ShownClaim { unit, ..shown }
}

fn is_exact(plan: &Plan, theme: ThemeCode) -> bool {
    let row = plan.themes.get(theme as usize);
    matches!(row.and_then(|r| r.prevalence), Some(Shown::Exact { .. }))
}

/// What may be shown of a claim by one of its phrases.
fn of_phrase(analysis: &Analysis, plan: &Plan, spoken: &Spoken) -> Option<Counts> {
    let claim = spoken.claim;
    let row = spoken::shown_theme(&claim.selection)
        .filter(|_| spoken.unit == Unit::Organisations && claim.base.is_none())
        .and_then(|theme| spoken::ends(plan, theme))
        .map(|(low, high)| Counts {
            low,
            high,
            base: plan.base,
        });
    match spoken.published(analysis, plan).ok()? {
        Published::Counts(counts) => {
            let stands = spoken.tells(counts, plan.k).is_none()
                && counts.holds(spoken.count)
                && spoken.unit != Unit::Notes;
            let both = row.map_or(Some(counts), |row| counts.and(row));
            both.filter(|_| stands)
        }
        Published::Order => row,
        Published::OfShown(..) => None,
    }
}

/// What a protected report shows beside a statement without a claim, whose figure is that of its
/// themes: the row of its theme where it rests on one theme and no stance, else nothing.
#[must_use]
pub fn published_of(plan: &Plan, selection: &Selection) -> ShownClaim {
    let row = |theme| {
        let (low, high) = spoken::ends(plan, theme)?;
        let base = plan.base;
        Some(ShownClaim::of(
            Counts { low, high, base },
            is_exact(plan, theme),
        ))
    };
    let theme = spoken::shown_theme(selection);
    theme.and_then(row).unwrap_or_else(ShownClaim::nothing)
}
