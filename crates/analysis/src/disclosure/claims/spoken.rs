//! The claims of the findings, each with what its phrase says.

use super::splits::{Mask, RAISED};
use crate::Analysis;
use crate::audit::{self, matching};
use crate::disclosure::{Plan, bands};
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Claim, Finding, Point, Statement, Unit};
use throughline_core::problem::Place;
use throughline_core::reading::{Amount, Kind, Phrase, Reader, Reading};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;

/// Every statement of a finding, its own first, in order of file.
pub(crate) fn statements(finding: &Finding) -> Vec<&Statement> {
    fn below<'r>(points: &'r [Point], statements: &mut Vec<&'r Statement>) {
        for point in points {
            statements.push(&point.statement);
            below(&point.points, statements);
        }
    }
    let mut statements = vec![&finding.statement];
    below(&finding.points, &mut statements);
    statements
}

/// A phrase with the claim it is said of.
#[derive(Debug, Clone)]
pub(crate) struct Spoken<'r> {
    pub(crate) claim: &'r Claim,
    /// The phrase as it stands.
    pub(crate) phrase: &'r str,
    /// The text it stands in: a statement, a title, the words beside a number.
    pub(crate) text: &'r str,
    /// Where.
    pub(crate) place: Place,
    /// What it says; `None` where it is read as no amount.
    pub(crate) amount: Option<Amount>,
    /// What it counts.
    pub(crate) unit: Unit,
    /// How many it counts.
    pub(crate) count: u32,
    /// Of how many.
    pub(crate) base: u32,
}

/// The ways of some stances; with a note at all where none is asked for.
pub(crate) fn ways(stances: &[Stance]) -> Mask {
    if stances.is_empty() {
        return RAISED;
    }
    stances.iter().fold(0, |ways, &s| ways | 1 << s as u8)
}

/// The theme of a selection that asks for one theme and nothing else: what a row of the report
/// shows.
pub(crate) fn shown_theme(selection: &Selection) -> Option<ThemeCode> {
    let &[theme] = selection.any.as_slice() else {
        return None;
    };
    (*selection == Selection::theme(theme)).then_some(theme)
}

/// The ends of what is shown of a theme; `None` where nothing is.
pub(crate) fn ends(plan: &Plan, theme: ThemeCode) -> Option<(u32, u32)> {
    bands::ends(plan.themes.get(theme as usize)?.prevalence?)
}

/// Reads every claim of a review, in its statement, in the title of its finding and in the words
/// beside its number.
pub(crate) fn spoken<'r>(analysis: &Analysis<'r>) -> Vec<Spoken<'r>> {
    let review = analysis.review();
    let reader = Reader::new(&review.about.noun, &review.scale);
    let mut spoken = Vec::new();
    for finding in &review.findings {
        for statement in statements(finding) {
            let claims = &statement.claims;
            if claims.is_empty() {
                continue;
            }
            let reading = reader.read(&statement.text);
            spoken.extend(of_statement(analysis, statement, &reading));
            for claim in claims {
                let Some(says) = &claim.says else { continue };
                for phrase in reader.read(says).phrases {
                    let place = claim.at.clone();
                    spoken.extend(of_phrase(analysis, claim, &phrase, says, place));
                }
            }
        }
        if finding.title != finding.statement.text {
            let reading = reader.read(&finding.title);
            let own = reader.read(&finding.statement.text);
            let known = of_statement(analysis, &finding.statement, &own);
            spoken.extend(of_title(analysis, finding, &reading, &known));
        }
    }
    spoken
}

/// Every phrase of a statement with its claim.
pub(crate) fn of_statement<'r>(
    analysis: &Analysis,
    statement: &'r Statement,
    reading: &Reading,
) -> Vec<Spoken<'r>> {
    let matches = matching::by_overlap(&reading.phrases, &statement.claims);
    let mut spoken: Vec<Spoken> = Vec::new();
    for (phrase, claim) in reading.phrases.iter().zip(&matches.claim_of) {
        let Some(claim) = claim.and_then(|c| statement.claims.get(c)) else {
            continue;
        };
        let read = of_phrase(analysis, claim, phrase, &statement.text, claim.at.clone());
        spoken.extend(read.map(|s| Spoken {
            phrase: &claim.phrase,
            ..s
        }));
    }
    for claim in &statement.claims {
        if !spoken.iter().any(|s| std::ptr::eq(s.claim, claim)) {
            let amount = matching::amount_in(&claim.phrase, &analysis.review().scale);
            let place = claim.at.clone();
            spoken.push(new(
                analysis,
                claim,
                amount,
                &claim.phrase,
                &statement.text,
                place,
            ));
        }
    }
    spoken
}

/// The phrases of a title. One that says what a claim of its statement says adds nothing; another
/// is said of the first claim that bears it, the one At a glance shows before the others.
fn of_title<'r>(
    analysis: &Analysis,
    finding: &'r Finding,
    reading: &Reading,
    known: &[Spoken<'r>],
) -> Vec<Spoken<'r>> {
    let mut claims: Vec<&Claim> = finding.statement.claims.iter().collect();
    claims.sort_by_key(|claim| !claim.headline);
    let mut spoken = Vec::new();
    for phrase in &reading.phrases {
        if known
            .iter()
            .any(|k| k.amount.as_ref() == Some(&phrase.amount))
        {
            continue;
        }
        let place = finding.title_at.of(phrase.span.offset);
        let mut all = claims
            .iter()
            .filter_map(|claim| of_phrase(analysis, claim, phrase, &finding.title, place.clone()));
        let k = analysis.review().disclosure.k;
        let bears = |s: &Spoken| {
            let counts = s.counts_at(analysis, k, s.base);
            counts.is_none_or(|counts| counts.holds(s.count))
        };
        let Some(first) = all.next() else { continue };
        let found = if bears(&first) {
            first
        } else {
            all.find(bears).unwrap_or(first)
        };
        spoken.push(found);
    }
    spoken
}

/// A phrase said of a claim; `None` where it is over something that is not counted.
fn of_phrase<'r>(
    analysis: &Analysis,
    claim: &'r Claim,
    phrase: &Phrase,
    text: &'r str,
    place: Place,
) -> Option<Spoken<'r>> {
    let amount = if phrase.kind == Kind::NotCounted {
        if claim.unit == Unit::Organisations {
            return None;
        }
        matching::amount_in(&phrase.text, &analysis.review().scale)
    } else {
        Some(phrase.amount.clone())
    };
    let words = part(text, phrase);
    Some(new(analysis, claim, amount, words, text, place))
}

fn new<'r>(
    analysis: &Analysis,
    claim: &'r Claim,
    amount: Option<Amount>,
    phrase: &'r str,
    text: &'r str,
    place: Place,
) -> Spoken<'r> {
    let unit = amount
        .as_ref()
        .map_or(claim.unit, |a| audit::unit(a, claim));
    let counted = if unit == claim.unit {
        analysis.claim(claim)
    } else {
        analysis.claim(&Claim {
            unit,
            ..claim.clone()
        })
    };
    Spoken {
        claim,
        phrase,
        text,
        place,
        amount,
        unit,
        count: counted.count,
        base: counted.base,
    }
}

/// The words of a phrase in its text.
fn part<'t>(text: &'t str, phrase: &Phrase) -> &'t str {
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(b, _)| b);
    let (from, to) = (
        byte(phrase.span.offset),
        byte(phrase.span.offset + phrase.span.length),
    );
    text.get(from..to).unwrap_or_default()
}
