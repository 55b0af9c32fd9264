//! The scale of words for amounts, as it is printed at this number of organisations.

use super::words::{agencies, capital, list};
use super::writer::{MARKS, Writer};
use throughline_core::numbers::grouped;
use throughline_core::synthesis::{ScaleRow, ScaleTable};

pub(crate) fn write(writer: &Writer) -> ScaleTable {
    let scale = &writer.review.scale;
    let mut words = Vec::new();
    let mut unfit: Vec<String> = Vec::new();
    // The scale stands weakest first, and is printed strongest first.
    for word in scale.words.iter().rev() {
        match word.counts(writer.base) {
            Some((least, most)) if writer.base > 0 => words.push(ScaleRow {
                word: word.words.join(", "),
                share: word.share.clone(),
                counts: counts(least, most),
                least,
                most,
            }),
            _ => unfit.extend(word.words.iter().map(|w| format!("“{w}”"))),
        }
    }
    ScaleTable {
        name: scale.name.clone(),
        source: scale.source.clone(),
        unfit: unfit_sentence(writer, &unfit),
        note: note(writer),
        words,
    }
}

/// `7 or 8`, `5 to 8`, `9`.
fn counts(least: u32, most: u32) -> String {
    let (low, high) = (grouped(least.into()), grouped(most.into()));
    match most - least {
        0 => low,
        1 => format!("{low} or {high}"),
        _ => format!("{low} to {high}"),
    }
}

fn unfit_sentence(writer: &Writer, unfit: &[String]) -> Option<String> {
    let noun = writer.noun();
    match (writer.base, unfit) {
        (0, _) => Some(format!(
            "No {} is counted, so no word of the scale has a number.",
            noun.one
        )),
        (_, []) => None,
        (base, [word]) => Some(format!(
            "{word} fits no number of {}.",
            agencies(base, noun)
        )),
        (base, words) => Some(format!(
            "{} fit no number of {}.",
            list(words),
            agencies(base, noun)
        )),
    }
}

fn note(writer: &Writer) -> String {
    let scale = &writer.review.scale;
    let drawn = if (1..=MARKS).contains(&writer.base) {
        "Filled: at least this many. Pale: up to this many. "
    } else {
        ""
    };
    format!(
        "{drawn}This is the scale named “{}” ({}). A count may fit more than one word.",
        scale.name,
        capital(&scale.source)
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn counts_in_words() {
        for (least, most, words) in [
            (9, 9, "9"),
            (7, 8, "7 or 8"),
            (5, 8, "5 to 8"),
            (999, 1000, "999 or 1,000"),
        ] {
            assert_eq!(super::counts(least, most), words);
        }
    }
}
