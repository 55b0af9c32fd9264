//! The scale of words as a protected report prints it: each word with the counts that it may stand
//! for there, which hold every class of small counts whole.

use super::super::words::{capital, list};
use super::page::Page;
use crate::disclosure::claims::{Counts, Usable, printed};
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{ScaleRow, ScaleTable};
use throughline_core::wording::Scale;

pub(crate) fn write(page: &Page, scale: &Scale) -> ScaleTable {
    let mut words = Vec::new();
    let (mut unfit, mut telling, mut agreed) = (Vec::new(), Vec::new(), Vec::new());
    // The scale stands weakest first, and is printed strongest first.
    for word in scale.words.iter().rev() {
        let quoted = word.words.iter().map(|w| format!("“{w}”"));
        let printed = printed(word, page.plan);
        let Some(counts) = printed.counts.filter(|_| page.base > 0) else {
            unfit.extend(quoted);
            continue;
        };
        match printed.usable {
            Usable::Yes => {}
            Usable::WhenAgreed => {
                agreed.extend(quoted);
                continue;
            }
            Usable::No => {
                telling.extend(quoted);
                continue;
            }
        }
        let own = word.counts(page.base);
        words.push(ScaleRow {
            word: word.words.join(", "),
            share: share(&word.share, own.is_some_and(|(_, high)| counts.high > high)),
            counts: in_print(counts),
            least: counts.low,
            most: counts.high,
        });
    }
    ScaleTable {
        name: scale.name.clone(),
        source: scale.source.clone(),
        unfit: left_out(page, &unfit, &telling, &agreed),
        note: note(page, scale, !words.is_empty()),
        words,
    }
}

/// A word that stands for everybody too is no longer "not all".
fn share(share: &str, with_everybody: bool) -> String {
    let share = if with_everybody {
        share.trim_end_matches(", not all")
    } else {
        share
    };
    share.to_owned()
}

/// `7 or more`, `5 to 8`, `1 or 2`.
fn in_print(counts: Counts) -> String {
    let number = |n: u32| grouped(n.into());
    let (low, high) = (number(counts.low), number(counts.high));
    match counts.high - counts.low {
        0 => low,
        _ if counts.high == counts.base => format!("{low} or more"),
        1 => format!("{low} or {high}"),
        _ => format!("{low} to {high}"),
    }
}

/// Words that are not used: of no count, of counts that tell, and of everybody or nobody.
fn left_out(
    page: &Page,
    unfit: &[String],
    telling: &[String],
    agreed: &[String],
) -> Option<String> {
    let noun = page.noun();
    if page.base == 0 {
        return Some(format!(
            "No {} is counted, so no word of the scale has a number.",
            noun.one
        ));
    }
    if !page.plan.counts {
        return Some(format!(
            "Fewer than {} {} took part, so no word stands for a number of them.",
            in_words(u64::from(page.k) * 2),
            noun.many
        ));
    }
    let mut sentences = Vec::new();
    if !unfit.is_empty() {
        sentences.push(format!(
            "{} {} no number of {} {}.",
            list(unfit),
            if unfit.len() == 1 { "fits" } else { "fit" },
            in_words(page.base.into()),
            noun.many
        ));
    }
    if !telling.is_empty() {
        sentences.push(format!(
            "{} {} not used here, because {} would tell a small number.",
            list(telling),
            if telling.len() == 1 { "is" } else { "are" },
            if telling.len() == 1 { "it" } else { "each" },
        ));
    }
    if !agreed.is_empty() {
        sentences.push(format!(
            "{} {} used only where those who took part have seen the sentence and agreed to it.",
            list(agreed),
            if agreed.len() == 1 { "is" } else { "are" },
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn note(page: &Page, scale: &Scale, any: bool) -> String {
    let drawn = if any && page.marks() {
        "Filled: at least this many. Pale: up to this many. "
    } else {
        ""
    };
    format!(
        "{drawn}This is the scale named “{}” ({}), as it is used in a report that withholds small \
         numbers: a word that stands for nearly everybody stands for everybody too. A number may \
         fit more than one word.",
        scale.name,
        capital(&scale.source)
    )
}
