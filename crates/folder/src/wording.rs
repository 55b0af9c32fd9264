//! `[wording]` of review.toml: one of the scales that are built in, or a scale of the review's own.

use crate::keys::{Keys, Text, unknown_word};
use throughline_core::problem::{Code, Problem};
use throughline_core::wording::{End, Polarity, Scale, Word, normalised};
use throughline_ingest::faults::Faults;

/// Every share a band can tell apart: whole percents, and what lies between two of them.
const ENOUGH: u32 = 200;

/// An entry as it was read, with where it stands.
struct Entry {
    word: Word,
    /// The byte its table begins at.
    at: usize,
}

/// Reads the scale. Where it has a fault the plain scale stands in, so that reading goes on.
pub fn scale(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Scale {
    let own = keys.has("word");
    let built_in = keys.string("scale", faults);
    let name = keys.string("name", faults);
    let source = keys.owned("source", faults);
    let rounded = keys.boolean("rounded", faults).unwrap_or(false);
    let tables = keys.tables("word", faults);
    match built_in {
        Some(chosen) if own => keys.bad(
            chosen.at,
            "`scale` names a scale that is built in, and `[[wording.word]]` makes another; keep one of them",
            faults,
        ),
        Some(chosen) => return named(chosen, keys, faults),
        None if !own => {
            if name.is_some() || source.is_some() || keys.has("rounded") {
                keys.bad(keys.at, "the scale has no words; add `[[wording.word]]`", faults);
            }
            return Scale::plain();
        }
        None => {}
    }
    if tables.is_empty() {
        keys.bad(keys.at, "the scale has no words", faults);
    }
    let mut entries: Vec<Entry> = Vec::new();
    for mut table in tables {
        let word = entry(&mut table, rounded, &entries, faults);
        let at = table.at;
        table.finish(faults);
        entries.extend(word.map(|word| Entry { word, at }));
    }
    denied_above(keys, &entries, faults);
    entries.sort_by_key(|entry| strength(&entry.word));
    Scale {
        name: name.map_or("own", |name| name.text).to_owned(),
        source: source.unwrap_or_else(|| "made for this review".to_owned()),
        words: entries.into_iter().map(|entry| entry.word).collect(),
    }
}

fn named(name: Text<'_>, keys: &Keys<'_, '_>, faults: &mut Faults) -> Scale {
    Scale::built_in(name.text).unwrap_or_else(|| {
        let (place, known) = (keys.place(name.at), Scale::BUILT_IN);
        let problem = unknown_word(Code::BadValue, place, "scale", name.text, &known);
        faults.push(problem);
        Scale::plain()
    })
}

/// Weakest first, whatever the order in which the words are written.
fn strength(word: &Word) -> (u32, bool, u32, bool) {
    let (from, to) = (word.from, word.to);
    (from.percent, !from.inclusive, to.percent, to.inclusive)
}

fn entry(
    keys: &mut Keys<'_, '_>,
    rounded: bool,
    before: &[Entry],
    faults: &mut Faults,
) -> Option<Word> {
    let words = words(keys, before, faults);
    let share = keys.owned("share", faults);
    let from = end(keys, ["from", "over"], 0, faults);
    let to = end(keys, ["to", "under"], 100, faults);
    let polarities = [
        ("asserting", Polarity::Asserting),
        ("denying", Polarity::Denying),
    ];
    let polarity = crate::settings::one_of(keys, "polarity", &polarities, faults);
    let at_least_one = keys.boolean("at_least_one", faults).unwrap_or(false);
    let not_all = keys.boolean("not_all", faults).unwrap_or(false);
    let rounded = keys.boolean("rounded", faults).unwrap_or(rounded);
    let ((from, from_at), (to, to_at)) = (from?, to?);
    if words.is_empty() {
        return None;
    }
    let mut word = Word {
        words,
        share: String::new(),
        from,
        to,
        at_least_one,
        not_all,
        rounded,
        polarity: polarity.unwrap_or(Polarity::Asserting),
    };
    word.share = share.unwrap_or_else(|| in_words(&word));
    if let Some((message, at)) = nonsense(&word) {
        let at = match at {
            At::From => from_at,
            At::To => to_at,
            At::Entry => None,
        };
        keys.bad(at.unwrap_or(keys.at), message, faults);
        return None;
    }
    Some(word)
}

/// The words of an entry: none blank, none twice in the scale.
fn words(keys: &mut Keys<'_, '_>, before: &[Entry], faults: &mut Faults) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let has_key = keys.has("words");
    let list = keys.strings("words", faults);
    if !has_key {
        let problem = Problem::new(
            Code::MissingKey,
            keys.place(keys.at),
            "wording.word has no `words`",
        );
        faults.push(problem.help("add `words = [\"most\"]`"));
    } else if keys.is_empty_list("words") {
        keys.bad(keys.at, "`words` holds no word", faults);
    }
    for text in list {
        let word = normalised(text.text);
        let twice = before
            .iter()
            .find(|entry| entry.word.words.contains(&word))
            .map(|entry| keys.place(entry.at));
        if word.is_empty() {
            keys.bad(text.at, "the word is blank", faults);
        } else if let Some(place) = twice {
            let line = place.line.unwrap_or_default();
            let message = format!("“{word}” has a band already, in the entry on line {line}");
            keys.bad(text.at, message, faults);
        } else if words.contains(&word) {
            keys.bad(text.at, format!("“{word}” stands here twice"), faults);
        } else {
            words.push(word);
        }
    }
    words
}

/// An end of a band: the first key says that the percent itself belongs to it, the second that it
/// does not. With the byte where the percent stands, if it is written; `None` after a fault.
fn end(
    keys: &mut Keys<'_, '_>,
    [with, without]: [&'static str; 2],
    usual: u32,
    faults: &mut Faults,
) -> Option<(End, Option<usize>)> {
    if keys.has(with) && keys.has(without) {
        let at = keys.integer(without, faults).map_or(keys.at, |(_, at)| at);
        keys.integer(with, faults);
        let message = format!("`{with}` and `{without}` give the same end twice; keep one of them");
        keys.bad(at, message, faults);
        return None;
    }
    let mut read = |key, inclusive| {
        if !keys.has(key) {
            return None;
        }
        let Some((percent, at)) = keys.integer(key, faults) else {
            return Some(None);
        };
        let found = u32::try_from(percent).ok().filter(|&p| p <= 100);
        if found.is_none() {
            let message = format!("`{key}` is a percent from 0 to 100, not {percent}");
            keys.bad(at, message, faults);
        }
        Some(found.map(|percent| (End { percent, inclusive }, Some(at))))
    };
    let (a, b) = (read(with, true), read(without, false));
    let usual = End {
        percent: usual,
        inclusive: true,
    };
    a.or(b).unwrap_or(Some((usual, None)))
}

/// Which key of an entry is at fault.
enum At {
    From,
    To,
    Entry,
}

/// Why an entry makes no sense by itself, if it makes none.
fn nonsense(word: &Word) -> Option<(String, At)> {
    let name = word.name();
    let (from, to) = (word.from, word.to);
    let over_half = from.percent == 50 && !from.inclusive && !word.rounded;
    let all = from.percent == 100 && !word.not_all;
    let none = to.percent == 0 && !word.at_least_one;
    let has = |wanted: &[&str]| word.words.iter().any(|w| wanted.contains(&w.as_str()));
    let everybody = word.counts(ENOUGH).is_some_and(|(_, most)| most == ENOUGH);
    Some(if from.percent > to.percent {
        let message = format!(
            "the band of “{name}” begins at {}%, above its end at {}%",
            from.percent, to.percent
        );
        (message, At::From)
    } else if (1..=ENOUGH).all(|n| word.counts(n).is_none()) {
        (format!("no count can ever fit “{name}”"), At::Entry)
    } else if has(&["more than half"]) && !over_half {
        let message = "“more than half” is over half in every scale: `over = 50`, not rounded";
        (message.to_owned(), At::From)
    } else if has(&["all", "every", "each"]) && !all {
        (format!("“{name}” is everybody: `from = 100`"), At::From)
    } else if has(&["none", "no"]) && !none {
        (format!("“{name}” is nobody: `to = 0`"), At::To)
    } else if word.polarity == Polarity::Asserting && nobody(word) {
        let message = format!(
            "“{name}” asserts and would fit nobody; add `at_least_one = true` or `polarity = \"denying\"`"
        );
        (message, At::From)
    } else if word.polarity == Polarity::Denying && everybody {
        let message = format!(
            "“{name}” claims a lack and would fit everybody; lower its end or add `not_all = true`"
        );
        (message, At::To)
    } else {
        return None;
    })
}

fn nobody(word: &Word) -> bool {
    word.from.percent == 0 && word.from.inclusive && !word.at_least_one
}

/// A word that asserts may not lie wholly below one that denies: more support would then turn what
/// is asserted into a lack.
fn denied_above(keys: &Keys<'_, '_>, entries: &[Entry], faults: &mut Faults) {
    for low in entries
        .iter()
        .filter(|e| e.word.polarity == Polarity::Asserting)
    {
        let (low_at, low) = (low.at, &low.word);
        let above = entries.iter().map(|e| &e.word).find(|high| {
            let apart = high.from.percent > low.to.percent
                || (high.from.percent == low.to.percent
                    && !(high.from.inclusive && low.to.inclusive));
            high.polarity == Polarity::Denying && apart
        });
        if let Some(high) = above {
            let message = format!(
                "“{}” asserts and lies below “{}”, which claims a lack; give both the same polarity",
                low.name(),
                high.name()
            );
            keys.bad(low_at, message, faults);
        }
    }
}

/// The share as the method page prints it where the review does not say it: `50% to 74%`,
/// `over 85%, not all`.
fn in_words(word: &Word) -> String {
    let (from, to) = (word.from, word.to);
    let low = match (from.percent, from.inclusive) {
        (0, _) => None,
        (percent, true) => Some(format!("{percent}%")),
        (percent, false) => Some(format!("over {percent}%")),
    };
    let high = match (to.percent, to.inclusive) {
        (100, true) => None,
        (percent, true) => Some(format!("{percent}%")),
        (percent, false) => Some(format!("under {percent}%")),
    };
    let mut share = match (low, high) {
        _ if from.percent == 100 => "every one".to_owned(),
        _ if to.percent == 0 => "no one".to_owned(),
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) if to.inclusive => format!("{low} to {high}"),
        (Some(low), Some(high)) => format!("{low}, {high}"),
        (Some(low), None) if from.inclusive => format!("{low} and over"),
        (Some(low), None) => low,
        (None, Some(high)) if to.inclusive => format!("up to {high}"),
        (None, Some(high)) => high,
        (None, None) => "any share".to_owned(),
    };
    if word.at_least_one && from.percent == 0 {
        share.push_str(", at least one");
    }
    if word.not_all && to.percent == 100 {
        share.push_str(", not all");
    }
    share
}
