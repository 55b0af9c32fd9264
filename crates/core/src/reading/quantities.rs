//! Nouns of quantity: "a large number of", "the vast majority", "a handful".

use super::amounts::Head;
use super::lexicon::Class;
use super::scale_words::ScaleWords;
use super::tokens::Token;

/// Words that a noun of quantity may begin with.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    const LED: [&str; 10] = [
        "the",
        "large",
        "small",
        "significant",
        "growing",
        "increasing",
        "considerable",
        "great",
        "a",
        "an",
    ];
    QUANTITIES.iter().map(|q| q.0).chain(LED)
}

/// Nouns of quantity that take "of": with the article, whether "the" may stand before it, whether
/// the noun may be left out.
const QUANTITIES: &[(&str, bool, bool)] = &[
    ("majority", true, true),
    ("minority", true, true),
    ("bulk", true, false),
    ("number", false, true),
    ("numbers", false, false),
    ("handful", false, true),
    ("couple", false, true),
    ("lot", false, false),
    ("lots", false, false),
    ("plenty", false, false),
    ("dozens", false, false),
    ("scores", false, false),
    ("hundreds", false, false),
    ("proportion", false, false),
    ("percentage", false, false),
    ("fraction", false, false),
    ("share", false, false),
    ("range", false, false),
    ("variety", false, false),
    ("group", false, false),
    ("mix", false, false),
    ("portion", false, false),
];

/// Quantities that are read over organisations only: "a wide range of stakeholders" is a description.
const OVER_ORGANISATIONS_ONLY: &str = "range variety group mix share";

/// "a large number of", "the vast majority", "a handful".
pub(super) fn quantity(scale: &ScaleWords, tokens: &[Token], at: usize) -> Option<Head> {
    let first = tokens.get(at)?;
    let article = first.among("a an the");
    let from = if article { at + 1 } else { at };
    let (place, &(noun, the, lone)) = (from..from + 3).find_map(|p| {
        let token = tokens.get(p)?;
        let found = QUANTITIES.iter().find(|q| token.is(q.0))?;
        Some((p, found))
    })?;
    let plural = matches!(
        noun,
        "numbers" | "lots" | "plenty" | "dozens" | "scores" | "hundreds"
    );
    let described = tokens.get(from..place)?;
    let plain = described.iter().enumerate().all(|(i, t)| {
        (i == 0 || !t.gap.breaks())
            && (t.is("very") || t.word.ends_with("ly") || !t.class.any(Class::STOP))
    });
    let together = tokens.get(at + 1..=place)?.iter().all(|t| !t.gap.breaks());
    let articled = if first.is("the") {
        the
    } else {
        article != plural
    };
    let enough = !(noun == "numbers" && described.is_empty());
    if !(plain && together && articled && enough) {
        return None;
    }
    let of = tokens
        .get(place + 1)
        .is_some_and(|t| t.is("of") && !t.gap.breaks());
    if !of && (!lone || (noun == "number" && described.is_empty())) {
        return None;
    }
    let said: Vec<&str> = tokens.get(at..=place)?.iter().map(|t| &*t.word).collect();
    let said = said.join(" ");
    let mut head = Head::word(scale.own(&said).unwrap_or(&said), place + 1);
    head.of_only = true;
    head.lists = !OVER_ORGANISATIONS_ONLY.split(' ').any(|w| w == noun);
    Some(head)
}
