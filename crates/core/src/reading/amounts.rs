//! Words of amount: those of the scale, others in common use, and numbers.

use super::Amount;
use super::figures::{Figure, figure};
use super::lexicon::Class;
use super::numbers::{number, words};
use super::quantities::quantity;
use super::scale_words::{NEARLY, ScaleWords};
use super::tokens::Token;

/// Words that an amount may begin with, beside those of the scale.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let common = COMMON.iter().filter_map(|c| c.0.split(' ').next());
    let led = "not only just merely hardly barely scarcely both neither any others they these those \
        everyone everybody nobody";
    NEARLY
        .into_iter()
        .chain(common)
        .chain(super::quantities::first_words())
        .chain(super::figures::first_words())
        .chain(led.split_ascii_whitespace())
}

/// A word, neither moved nor denied.
pub(super) fn plain(word: &str) -> Amount {
    Amount::Word {
        word: word.to_owned(),
        nearly: false,
        negated: false,
    }
}

/// How a word of amount takes its noun.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of the word by itself"
)]
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
    pub fn word(word: &str, end: usize) -> Self {
        Self {
            amount: plain(word),
            end,
            exact: false,
            one: false,
            of_only: false,
            article: false,
            mass: matches!(
                word,
                "most" | "some" | "all" | "almost all" | "nearly all" | "none"
            ),
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
        head.of_only = word.ends_with("number")
            || word.ends_with("majority")
            || word.ends_with("minority")
            || word.ends_with("half");
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
    let same = here
        .iter()
        .zip(said.split_ascii_whitespace())
        .all(|(t, w)| t.is(w));
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
    while tokens
        .get(from)
        .is_some_and(|t| t.among("the these those our"))
    {
        from += 1;
    }
    let (n, end) =
        number(tokens, from).filter(|_| tokens.get(from).is_some_and(|t| !t.gap.breaks()))?;
    head.amount = Amount::Counts {
        low: Some(n),
        high: Some(n),
        of: Some(n),
    };
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
    let Amount::Word {
        word,
        nearly,
        negated: false,
    } = &mut head.amount
    else {
        return None;
    };
    let whole = format!("{} {word}", said.word);
    if let Some(own) = scale.own(&whole) {
        own.clone_into(word);
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
        head.amount = Amount::Counts {
            low: Some(2),
            high: Some(2),
            of: Some(2),
        };
        (head.exact, head.article, head.lists, head.lone) = (true, true, false, false);
        return Some(head);
    }
    if token.is("neither") {
        let mut head = Head::word("", at + 1);
        head.amount = Amount::Counts {
            low: Some(0),
            high: Some(0),
            of: Some(2),
        };
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
