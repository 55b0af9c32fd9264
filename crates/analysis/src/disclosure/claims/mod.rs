//! Claims, quotes and attribution in a protected report: what a statement may say of amounts, which
//! quotes may stand, and how organisations may be labelled.
//!
//! A quantifier is published as the set of counts it stands for. Alone, that set must hold each
//! class of small counts that it touches whole ([`Counts::tells`]). Beside other claims and beside
//! what the report shows of the same themes, no protected count may be left with part of such a
//! class. [`check`] names every claim that cannot stand, with its place, and what may stand instead;
//! [`published`] is what a renderer may show beside a claim that stands.

mod bounds;
mod counts;
mod quotes;
mod refusal;
mod splits;
mod spoken;
mod together;

pub use counts::{Counts, Tells};
pub use quotes::quotes;

use super::{Balance, Plan};
use crate::Analysis;
use spoken::{Published, Spoken};
use throughline_core::audit::Audit;
use throughline_core::findings::{Claim, Statement, Unit};
use throughline_core::problem::Problems;
use throughline_core::reading::Reader;
use throughline_core::synthesis::Shown;
use together::Standing;

/// Every claim that cannot stand in a protected report, in order of file.
///
/// Without the `audit` each claim is still read and counted: a claim that the audit fails is named
/// here too, since its mark would tell what its count is not.
#[must_use]
pub fn check(analysis: &Analysis, _audit: &Audit, plan: &Plan) -> Problems {
    let mut problems = Problems::default();
    let all = spoken::spoken(analysis);
    let mut standing: Vec<Standing> = Vec::new();
    for spoken in &all {
        let published = match spoken.published(analysis, plan) {
            Ok(published) => published,
            Err(why) => {
                problems.push(refusal::refused(analysis, plan, spoken, why));
                continue;
            }
        };
        if let Published::Counts(counts) = published {
            let agreed = spoken.claim.unanimous_agreed;
            if let Some(tells) = counts.tells(plan.k, agreed) {
                problems.push(refusal::alone(analysis, plan, spoken, counts, tells));
                continue;
            }
            if !counts.holds(spoken.count) {
                problems.push(refusal::outside(analysis, plan, spoken, counts));
                continue;
            }
        }
        standing.push(Standing { spoken, published });
    }
    for telling in together::tellings(analysis, plan, &standing) {
        if let Some(problem) = refusal::together(analysis, &telling) {
            problems.push(problem);
        }
    }
    problems.sorted()
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
}

impl ShownClaim {
    fn nothing() -> Self {
        Self {
            shown: Shown::NotShown,
            base: 0,
            words: String::new(),
        }
    }

    fn of(counts: Counts) -> Self {
        Self {
            shown: if counts.low == counts.high {
                counts.low.into()
            } else {
                Shown::Band {
                    low: counts.low,
                    high: counts.high,
                }
            },
            base: counts.base,
            words: counts.words(),
        }
    }
}

/// What a protected report shows beside a claim of a statement: the counts that its words stand
/// for, narrowed to what the report shows of its theme. Nothing for a claim that [`check`] refuses,
/// and of a share of a base that is itself not shown exactly.
#[must_use]
pub fn published(
    analysis: &Analysis,
    plan: &Plan,
    statement: &Statement,
    claim: &Claim,
) -> ShownClaim {
    let review = analysis.review();
    let reading = Reader::new(&review.about.noun, &review.scale).read(&statement.text);
    let spoken = spoken::one(analysis, statement, claim, &reading);
    shown_claim(analysis, plan, &spoken)
}

fn shown_claim(analysis: &Analysis, plan: &Plan, spoken: &Spoken) -> ShownClaim {
    let claim = spoken.claim;
    let row = spoken::shown_theme(&claim.selection)
        .filter(|_| claim.unit == Unit::Organisations && claim.base.is_none())
        .and_then(|theme| spoken::ends(plan, theme))
        .map(|(low, high)| Counts {
            low,
            high,
            base: plan.base,
        });
    match spoken.published(analysis, plan) {
        Ok(Published::Counts(counts))
            if counts.tells(plan.k, claim.unanimous_agreed).is_none() =>
        {
            let both = row.map_or(Some(counts), |row| counts.and(row));
            both.map_or_else(ShownClaim::nothing, ShownClaim::of)
        }
        Ok(Published::Order) => row.map_or_else(ShownClaim::nothing, ShownClaim::of),
        _ => ShownClaim::nothing(),
    }
}

/// The word for organisations by stance, as the plan gives it.
fn balance(stances: &[u32; 5], k: u32) -> Balance {
    let lead = k.saturating_sub(1).max(2);
    let leads = |at: usize| {
        let own = stances.get(at).copied().unwrap_or(0);
        let mut rivals = stances.iter().enumerate().filter(|&(rival, _)| rival != at);
        rivals.all(|(_, &rival)| own >= rival + lead)
    };
    [
        Balance::For,
        Balance::Against,
        Balance::Mixed,
        Balance::Neutral,
    ]
    .into_iter()
    .enumerate()
    .find_map(|(at, word)| leads(at).then_some(word))
    .unwrap_or(Balance::Divided)
}
