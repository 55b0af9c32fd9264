//! The words for a count of organisations.

use crate::audit::best_word;
use crate::disclosure::bands::{band_of, bands, words};
use crate::disclosure::claims::Counts;
use std::cmp::Reverse;
use throughline_core::numbers::{Proportion, grouped};
use throughline_core::reading::Amount;
use throughline_core::review::{Audience, Level, Review};
use throughline_core::synthesis::Shown;
use throughline_core::wording::{Polarity, Word};

/// Ways to name a count with the noun of the review, the most specific first: "most agencies".
/// Never empty; the last is a number, which every reading takes for what it is.
pub(super) fn ways(review: &Review, counted: Proportion) -> Vec<String> {
    let noun = &review.about.noun;
    let mut ways = if protected(review) {
        told_to_nobody(review, counted)
    } else {
        Vec::new()
    };
    if ways.is_empty() {
        if counted.count == 1 {
            ways.push(format!("one {}", noun.one));
        } else if let Some(word) = best_word(&Amount::None, counted, &review.scale, false) {
            ways.extend(forms(&word, &noun.many));
        }
        ways.push(format!(
            "{} of the {} {}",
            grouped(counted.count.into()),
            grouped(counted.base.into()),
            noun.of(counted.base.into())
        ));
    }
    ways
}

/// Whether the report is made for the public and small counts are withheld in it.
pub(super) fn protected(review: &Review) -> bool {
    let disclosure = &review.disclosure;
    disclosure.audience == Audience::Public && disclosure.level == Level::Protected
}

/// The ways that give no small count away: words of the scale, the strongest first, whose counts as
/// published hold every small count or none; then the words of the band. None where the base is too
/// small for bands.
fn told_to_nobody(review: &Review, counted: Proportion) -> Vec<String> {
    let Proportion { count, base } = counted;
    let (k, scale) = (review.disclosure.k, &review.scale);
    let Some((low, high)) = band_of(&bands(base, k, scale), count) else {
        return Vec::new();
    };
    let tells_nothing = |word: &Word| {
        word.counts(base).is_some_and(|(low, high)| {
            let published = Counts { low, high, base }.with_everybody(k);
            (low..=high).contains(&count) && published.tells(k, false).is_none()
        })
    };
    // "A few" of one is for the printed scale alone; the audit before it would object.
    let plural = |word: &Word| count > 1 || word.polarity == Polarity::Denying;
    let mut fitting: Vec<&Word> = scale.words.iter().collect();
    fitting.retain(|word| tells_nothing(word) && plural(word));
    fitting.sort_by_key(|word| Reverse(word.counts(base).map(|(low, high)| (low, Reverse(high)))));
    let noun = &review.about.noun.many;
    let mut ways: Vec<String> = fitting
        .iter()
        .flat_map(|word| forms(word.name(), noun))
        .collect();
    ways.push(format!("{} {noun}", words(Shown::Band { low, high }, base)));
    ways
}

/// A word before the noun, in the forms it may take, the usual one first.
fn forms(word: &str, many: &str) -> Vec<String> {
    let last = word.split(' ').next_back().unwrap_or_default();
    let share = [
        "half",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "majority",
        "minority",
        "number",
        "proportion",
        "share",
    ];
    let has_article = ["a ", "an ", "the "].iter().any(|a| word.starts_with(a));
    let plain = format!("{word} {many}");
    let of = format!("{word} of {many}");
    if share.contains(&last) {
        let bare = matches!(last, "majority" | "minority" | "number") && !has_article;
        let with_article = bare.then(|| format!("the {of}"));
        with_article.into_iter().chain([of, plain]).collect()
    } else {
        vec![plain, of]
    }
}
