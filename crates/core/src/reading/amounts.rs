//! Words of amount: those of the scale, others in common use, and numbers.

use super::numbers::{Figure, figure, number, words};
use super::tokens::Token;
use super::Amount;
use super::lexicon::Class;
use crate::wording::Scale;
use std::collections::HashMap;

/// The words of a scale, each found by its first word, with what means the same.
#[derive(Debug, Clone, Default)]
pub(super) struct ScaleWords {
    by_first: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl ScaleWords {
    pub fn new(scale: &Scale) -> Self {
        let mut out = Self::default();
        let words: Vec<&String> = scale.words.iter().flat_map(|w| &w.words).collect();
        for word in &words {
            out.put(word, word);
        }
        for word in words {
            for same in same_words(word) {
                out.put(&same, word);
            }
        }
        for entries in out.by_first.values_mut() {
            entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        out
    }

    fn put(&mut self, said: &str, word: &str) {
        let mut parts = said.split_whitespace().map(str::to_lowercase);
        let Some(first) = parts.next() else { return };
        let rest: Vec<String> = parts.collect();
        let entries = self.by_first.entry(first).or_default();
        if entries.iter().all(|(known, _)| *known != rest) {
            let word = word.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
            entries.push((rest, word.join(" ")));
        }
    }

    /// Whether a word of the scale may begin with this one.
    pub fn begins(&self, word: &str) -> bool {
        self.by_first.contains_key(word)
    }

    /// The longest word of the scale at a token, and the token after it.
    fn at(&self, tokens: &[Token], at: usize) -> Option<(&str, usize)> {
        let entries = self.by_first.get(&*tokens.get(at)?.word)?;
        entries.iter().find_map(|(rest, word)| {
            let end = at + 1 + rest.len();
            let same = tokens.get(at + 1..end)?.iter().zip(rest).all(|(t, w)| t.is(w) && !t.gap.breaks());
            same.then_some((word.as_str(), end))
        })
    }

    /// The scale's own form of a word; `None` when it does not have it.
    fn own(&self, word: &str) -> Option<&str> {
        let (first, rest) = word.split_once(' ').unwrap_or((word, ""));
        let rest: Vec<&str> = rest.split_whitespace().collect();
        let entries = self.by_first.get(first)?;
        entries.iter().find(|(known, _)| *known == rest).map(|(_, word)| word.as_str())
    }
}

/// Other ways to say a word: the majority, fewer than half, nearly all.
fn same_words(word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let mut out = Vec::new();
    if let Some(bare) = word.strip_suffix("majority").or_else(|| word.strip_suffix("minority")) {
        let noun = word.get(bare.len()..).unwrap_or("");
        let bare = bare.strip_prefix("a ").or_else(|| bare.strip_prefix("the ")).unwrap_or(bare);
        for article in ["a", "the"] {
            out.push(format!("{article} {bare}{noun}"));
        }
    }
    for (one, other) in [("less than", "fewer than"), ("fewer than", "less than")] {
        if let Some(rest) = word.strip_prefix(one) {
            out.push(format!("{other}{rest}"));
        }
    }
    if let Some((_, rest)) = word.split_once(' ').filter(|(first, _)| NEARLY.contains(first)) {
        out.extend(NEARLY.iter().map(|nearly| format!("{nearly} {rest}")));
    }
    out
}

const NEARLY: [&str; 4] = ["almost", "nearly", "virtually", "practically"];

/// Words that an amount may begin with, beside those of the scale.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let common = COMMON.iter().filter_map(|c| c.0.split(' ').next());
    let quantities = QUANTITIES.iter().map(|q| q.0);
    let led = "not only just merely hardly barely scarcely both neither any a an the large small \
        significant growing increasing considerable great others they these those everyone everybody \
        nobody";
    NEARLY
        .into_iter()
        .chain(common)
        .chain(quantities)
        .chain(super::numbers::first_words())
        .chain(led.split_ascii_whitespace())
}

/// How a word of amount takes its noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// What it claims.
    pub amount: Amount,
    /// The token after it.
    pub end: usize,
    /// A number.
    pub exact: bool,
    /// It takes one organisation: every, each, no, one.
    pub one: bool,
    /// It takes its noun after "of" only: a number of, a third of.
    pub of_only: bool,
    /// An article may follow it: all the, half the.
    pub article: bool,
    /// It takes uncounted nouns too: most work, some advice.
    pub mass: bool,
    /// It may stand without a noun.
    pub lone: bool,
    /// Over something else it is listed as not counted.
    pub lists: bool,
}

impl Head {
    fn word(word: &str, end: usize) -> Self {
        Self {
            amount: Amount::Word {
                word: word.to_owned(),
                nearly: false,
                negated: false,
            },
            end,
            exact: false,
            one: false,
            of_only: false,
            article: false,
            mass: matches!(word, "most" | "some" | "all" | "almost all" | "nearly all" | "none"),
            lone: true,
            lists: true,
        }
    }

    /// Whether it says all, each, every.
    pub fn all(&self) -> bool {
        matches!(&self.amount, Amount::Word { word, nearly: false, negated: false } if word == "all")
    }
}

/// The word of amount at a token.
pub(super) fn head(scale: &ScaleWords, tokens: &[Token], at: usize) -> Option<Head> {
    let token = tokens.get(at)?;
    if !token.class.any(Class::AMOUNT) && !scale.begins(&token.word) {
        return None;
    }
    if token.among("only just merely") {
        return unprefixed(scale, tokens, at + 1).filter(|h| !h.all());
    }
    unprefixed(scale, tokens, at)
}

fn unprefixed(scale: &ScaleWords, tokens: &[Token], at: usize) -> Option<Head> {
    let token = tokens.get(at)?;
    if let Some(head) = negated(scale, tokens, at) {
        return Some(head);
    }
    if let Some(end) = words_loosely(tokens, at, "few if any") {
        return Some(Head::word("few if any", end));
    }
    if let Some(head) = all_of_a_number(tokens, at) {
        return Some(head);
    }
    let of_scale = scale.at(tokens, at);
    if let Some(figure) = figure(tokens, at)
        && of_scale.is_none_or(|(_, end)| figure.end > end)
    {
        return Some(of_figure(figure, token));
    }
    if NEARLY.contains(&&*token.word)
        && of_scale.is_none()
        && let Some(head) = nearly(scale, tokens, at)
    {
        return Some(head);
    }
    if let Some((word, end)) = of_scale {
        let mut head = Head::word(word, end);
        head.article = head.all() || word.ends_with("half");
        head.of_only = word.ends_with("number") || word.ends_with("majority") || word.ends_with("minority") || word.ends_with("half");
        return Some(head);
    }
    common(scale, tokens, at).or_else(|| quantity(scale, tokens, at))
}

/// "not all", "not many", "not a single", "hardly any".
fn negated(scale: &ScaleWords, tokens: &[Token], at: usize) -> Option<Head> {
    let token = tokens.get(at)?;
    let next = tokens.get(at + 1).filter(|t| !t.gap.breaks())?;
    if token.among("hardly barely scarcely") && next.is("any") {
        return Some(Head::word(&format!("{} any", token.word), at + 2));
    }
    if !token.is("not") || next.among("only just least even") {
        return None;
    }
    if let Some(end) = words(tokens, at, "not a single").or_else(|| words(tokens, at, "not one")) {
        let mut head = Head::word("none", end);
        (head.one, head.lists) = (true, false);
        return Some(head);
    }
    let mut head = unprefixed(scale, tokens, at + 1)?;
    if head.all() {
        head.amount = Amount::NotAll;
        return Some(head);
    }
    if let Amount::Word { negated, .. } = &mut head.amount {
        *negated = true;
        return Some(head);
    }
    None
}

/// Whether these words stand here, commas between them allowed.
fn words_loosely(tokens: &[Token], at: usize, said: &str) -> Option<usize> {
    let count = said.split_ascii_whitespace().count();
    let here = tokens.get(at..at + count)?;
    let same = here.iter().zip(said.split_ascii_whitespace()).all(|(t, w)| t.is(w));
    same.then_some(at + count)
}

/// "all but one", "all nine", "all of the nine".
fn all_of_a_number(tokens: &[Token], at: usize) -> Option<Head> {
    let token = tokens.get(at)?;
    if !token.is("all") {
        return None;
    }
    let next = at + 1;
    let mut head = Head::word("all", next);
    (head.exact, head.mass) = (true, false);
    if tokens.get(next)?.among("but bar except save") {
        let (left, end) = number(tokens, next + 1)?;
        head.amount = Amount::AllBut { left };
        head.end = end;
        return Some(head);
    }
    let mut from = words(tokens, next, "of").unwrap_or(next);
    while tokens.get(from).is_some_and(|t| t.among("the these those our")) {
        from += 1;
    }
    let (n, end) = number(tokens, from).filter(|_| tokens.get(from).is_some_and(|t| !t.gap.breaks()))?;
    head.amount = Amount::Counts { low: Some(n), high: Some(n), of: Some(n) };
    head.end = end;
    Some(head)
}

fn of_figure(figure: Figure, token: &Token) -> Head {
    let mut head = Head::word("", figure.end);
    let half = figure.share && !token.is("a");
    head.lists = figure.of || figure.share;
    head.of_only = figure.share;
    head.article = half;
    head.mass = figure.share;
    head.one = figure.one;
    head.exact = true;
    head.amount = figure.amount;
    head
}

/// "nearly every", where the scale has no word for it.
fn nearly(scale: &ScaleWords, tokens: &[Token], at: usize) -> Option<Head> {
    let said = tokens.get(at)?;
    let mut head = unprefixed(scale, tokens, at + 1)?;
    let Amount::Word { word, nearly, negated: false } = &mut head.amount else {
        return None;
    };
    let whole = format!("{} {word}", said.word);
    if let Some(own) = scale.own(&whole) {
        *word = own.to_owned();
    } else if scale.own(word).is_some() {
        *nearly = true;
    } else {
        *word = whole;
    }
    Some(head)
}

/// How a common word takes its noun.
#[derive(Clone, Copy)]
enum Takes {
    /// Several, or no noun at all.
    Several,
    /// Several or what is not counted, or no noun at all.
    Any,
    /// One.
    One,
    /// Several, only with their noun.
    Noun,
}

/// Words in common use, longest first, and what they mean in every scale.
const COMMON: &[(&str, &str, Takes)] = &[
    ("quite a few", "quite a few", Takes::Several),
    ("a good many", "a good many", Takes::Several),
    ("a great many", "a great many", Takes::Several),
    ("none", "none", Takes::Any),
    ("no", "none", Takes::One),
    ("every single", "all", Takes::One),
    ("every", "all", Takes::One),
    ("each and every", "all", Takes::One),
    ("each", "all", Takes::One),
    ("all", "all", Takes::Any),
    ("most", "most", Takes::Any),
    ("many", "many", Takes::Several),
    ("some", "some", Takes::Any),
    ("several", "several", Takes::Several),
    ("a few", "a few", Takes::Several),
    ("very few", "very few", Takes::Several),
    ("few", "few", Takes::Several),
    ("numerous", "numerous", Takes::Several),
    ("various", "various", Takes::Several),
    ("countless", "countless", Takes::Several),
    ("multiple", "multiple", Takes::Several),
    ("certain", "certain", Takes::Noun),
    ("majority", "majority", Takes::Several),
    ("minority", "minority", Takes::Several),
];

fn common(scale: &ScaleWords, tokens: &[Token], at: usize) -> Option<Head> {
    let token = tokens.get(at)?;
    if token.is("both") {
        let mut head = Head::word("", at + 1);
        head.amount = Amount::Counts { low: Some(2), high: Some(2), of: Some(2) };
        (head.exact, head.article, head.lists, head.lone) = (true, true, false, false);
        return Some(head);
    }
    if token.is("neither") {
        let mut head = Head::word("", at + 1);
        head.amount = Amount::Counts { low: Some(0), high: Some(0), of: Some(2) };
        (head.exact, head.one, head.lists, head.lone) = (true, true, false, false);
        return Some(head);
    }
    let (word, takes, end) = COMMON
        .iter()
        .find_map(|&(said, word, takes)| words(tokens, at, said).map(|end| (word, takes, end)))?;
    let mut head = Head::word(scale.own(word).unwrap_or(word), end);
    match takes {
        Takes::Any => head.mass = true,
        Takes::Several => head.of_only = matches!(word, "majority" | "minority"),
        Takes::One => (head.one, head.lone, head.lists) = (true, false, token.is("every")),
        Takes::Noun => head.lists = false,
    }
    head.article = word == "all";
    if matches!(takes, Takes::One) && tokens.get(end).is_some_and(|t| t.is("of")) {
        head.one = false;
    }
    Some(head)
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
fn quantity(scale: &ScaleWords, tokens: &[Token], at: usize) -> Option<Head> {
    let first = tokens.get(at)?;
    let article = first.among("a an the");
    let from = if article { at + 1 } else { at };
    let (place, &(noun, the, lone)) = (from..from + 3).find_map(|p| {
        let token = tokens.get(p)?;
        let found = QUANTITIES.iter().find(|q| token.is(q.0))?;
        Some((p, found))
    })?;
    let plural = matches!(noun, "numbers" | "lots" | "plenty" | "dozens" | "scores" | "hundreds");
    let described = tokens.get(from..place)?;
    let plain = described.iter().enumerate().all(|(i, t)| {
        (i == 0 && article || !t.gap.breaks() || i == 0) && (t.is("very") || t.word.ends_with("ly") || !t.class.any(Class::STOP))
    });
    let together = tokens.get(at + 1..=place)?.iter().all(|t| !t.gap.breaks());
    let articled = if first.is("the") { the } else { article != plural };
    let enough = !(noun == "numbers" && described.is_empty());
    if !(plain && together && articled && enough) {
        return None;
    }
    let of = tokens.get(place + 1).is_some_and(|t| t.is("of") && !t.gap.breaks());
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
