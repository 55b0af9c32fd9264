//! Which claim a phrase belongs to.

use super::judge::{Judge, Judged, Said};
use throughline_core::audit::Verdict;
use throughline_core::findings::Claim;
use throughline_core::reading::{Amount, Phrase};
use throughline_core::wording::{Scale, normalised};

/// How phrases and claims of one text belong together.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// Of each phrase its claim: the one whose words share most code points with it.
    pub(crate) claim_of: Vec<Option<usize>>,
    /// Claims that no phrase has.
    pub(crate) unread: Vec<usize>,
}

/// Matches by the code points that a phrase and the words of a claim share; of as many, the claim
/// that stands first.
pub(crate) fn by_overlap(phrases: &[Phrase], claims: &[Claim]) -> Matches {
    let shared = |phrase: &Phrase, claim: &Claim| {
        let end = claim.offset + claim.phrase.chars().count();
        let from = phrase.span.offset.max(claim.offset);
        (phrase.span.offset + phrase.span.length)
            .min(end)
            .saturating_sub(from)
    };
    let claim_of: Vec<Option<usize>> = phrases
        .iter()
        .map(|phrase| {
            let sizes = claims.iter().map(|claim| shared(phrase, claim));
            let best = sizes.enumerate().filter(|(_, size)| *size > 0);
            best.min_by_key(|(_, size)| usize::MAX - size)
                .map(|(at, _)| at)
        })
        .collect();
    let unread = (0..claims.len()).filter(|at| !claim_of.contains(&Some(*at)));
    Matches {
        unread: unread.collect(),
        claim_of,
    }
}

/// The claim of a statement that bears a phrase of its title, and how. A claim whose own phrase has
/// the same amount bears it, whatever the verdict; else one on which the title holds; else the
/// title says more than any of them, and is judged on the one At a glance would show, or the first.
/// `amounts` holds what was read in the words of each claim.
pub(crate) fn of_title<'c>(
    judge: &Judge,
    said: Said,
    claims: &'c [Claim],
    amounts: &[Option<Amount>],
) -> Option<(&'c Claim, Judged)> {
    let judged = |claim: &'c Claim| (claim, judge.judge(said, claim));
    let mut claims: Vec<(&Claim, &Option<Amount>)> = claims.iter().zip(amounts).collect();
    claims.sort_by_key(|(claim, _)| !claim.headline);
    let mut same = claims
        .iter()
        .filter(|(_, amount)| amount.as_ref() == Some(said.amount));
    if let Some((claim, _)) = same.next() {
        return Some(judged(claim));
    }
    let mut all = claims.into_iter().map(|(claim, _)| judged(claim));
    let first = all.next()?;
    let holds = |verdict: Verdict| matches!(verdict, Verdict::Supported | Verdict::Understated);
    if holds(first.1.verdict) {
        return Some(first);
    }
    Some(all.find(|(_, j)| holds(j.verdict)).unwrap_or(first))
}

/// The amount that a claim's own words name: the longest word of the scale that stands in them, or
/// one that is understood in every scale; denied where a "not" stands before it.
pub(crate) fn amount_in(phrase: &str, scale: &Scale) -> Option<Amount> {
    let text = format!(" {} ", normalised(phrase));
    let everywhere = [
        "all",
        "none",
        "not all",
        "more than half",
        "fewer than half",
    ];
    let known = scale.words.iter().flat_map(|w| &w.words);
    let (word, at) = known
        .map(|word| normalised(word))
        .chain(everywhere.map(str::to_owned))
        .filter(|word| !word.is_empty())
        .filter_map(|word| text.find(&format!(" {word} ")).map(|at| (word, at)))
        .max_by_key(|(word, _)| word.len())?;
    let before = text.get(..at).unwrap_or_default();
    let negated = before
        .split_whitespace()
        .any(|w| w == "not" || w == "never" || w.ends_with("n’t") || w.ends_with("n't"));
    Some(if negated && word == "all" {
        Amount::NotAll
    } else {
        Amount::Word {
            word,
            nearly: false,
            negated,
        }
    })
}
