//! How many quotes may stand, and where: at most one under a theme in the low band, at most k under
//! any other, and a quoted note under one finding only.
//!
//! A quote under a theme is one more thing known of those who raised it: two under "fewer than 3"
//! would say that they are two, or that one spoke twice. A note under two findings ties their
//! speakers together. The count of a theme is never looked at, only what the report shows of it.

use super::spoken::{ends, statements};
use crate::Analysis;
use crate::disclosure::Plan;
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::findings::{Finding, Quote, Statement};
use throughline_core::notes::NoteIndex;
use throughline_core::problem::{Code, Place, Problem, Problems};
use throughline_core::review::Review;

/// A quote that would be printed, and what it stands under.
struct Printed<'r> {
    finding: &'r Finding,
    quote: &'r Quote,
    /// The themes of its note and of its statement, with those above them.
    themes: Vec<ThemeCode>,
}

/// Every quote that may not stand in a protected report because of those beside it, in order of
/// file. A quote of a note that may not be quoted is not printed, and so not counted.
#[must_use]
pub fn quotes(analysis: &Analysis, plan: &Plan) -> Problems {
    let review = analysis.review();
    let mut problems = Problems::default();
    let printed: Vec<Printed> = review
        .findings
        .iter()
        .flat_map(|finding| {
            statements(finding)
                .into_iter()
                .filter_map(move |s| printed(review, finding, s))
        })
        .collect();
    let mut under: BTreeMap<NoteIndex, &Printed> = BTreeMap::new();
    for one in &printed {
        match under.get(&one.quote.note) {
            Some(first) if first.finding.id != one.finding.id => {
                problems.push(twice(first, one));
            }
            Some(_) => {}
            None => {
                under.insert(one.quote.note, one);
            }
        }
    }
    let mut of_theme: BTreeMap<ThemeCode, Vec<&Printed>> = BTreeMap::new();
    for one in &printed {
        for &theme in &one.themes {
            of_theme.entry(theme).or_default().push(one);
        }
    }
    for (theme, quotes) in of_theme {
        let low = ends(plan, theme).is_some_and(|(_, high)| high < plan.k);
        let most = if low { 1 } else { plan.k as usize };
        // The quote that is one too many is named, with the first.
        if let (Some(first), Some(extra)) = (quotes.first(), quotes.get(most)) {
            problems.push(too_many(review, plan, theme, low, &first.quote.at, extra));
        }
    }
    problems.sorted()
}

fn printed<'r>(
    review: &'r Review,
    finding: &'r Finding,
    statement: &'r Statement,
) -> Option<Printed<'r>> {
    let quote = statement.quote.as_ref()?;
    let flags = review.notes.flags.get(quote.note as usize)?;
    if !flags.quotable {
        return None;
    }
    let tags = review.notes.tags.get(quote.note as usize);
    let carried = tags.iter().map(|t| t.theme);
    let mut themes: Vec<ThemeCode> = carried
        .chain(statement.themes.iter().copied())
        .flat_map(|theme| review.codebook.lineage(theme))
        .collect();
    themes.sort_unstable();
    themes.dedup();
    Some(Printed {
        finding,
        quote,
        themes,
    })
}

fn twice(first: &Printed, second: &Printed) -> Problem {
    Problem::new(
        Code::QuotesTell,
        second.quote.at.clone(),
        format!(
            "the note of this quote is quoted under the finding `{}` too ({}): that would tie what \
             one speaker said to both",
            first.finding.id, first.quote.at
        ),
    )
    .help("quote another note, or leave the quote out")
}

fn too_many(
    review: &Review,
    plan: &Plan,
    theme: ThemeCode,
    low: bool,
    first: &Place,
    extra: &Printed,
) -> Problem {
    let label = &review.codebook.theme(theme).label;
    let (most, why) = if low {
        (
            "one quote".to_owned(),
            format!("fewer than {} raised it", plan.k),
        )
    } else {
        (
            format!("{} quotes", plan.k),
            "more would say how many spoke".to_owned(),
        )
    };
    Problem::new(
        Code::QuotesTell,
        extra.quote.at.clone(),
        format!("more than {most} under the theme “{label}”, the first at {first}: {why}"),
    )
    .help("leave one of them out")
}
