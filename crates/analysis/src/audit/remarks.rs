//! What there is to know beside a verdict, each kind with its code and its sentence.

use crate::publish::words;
use throughline_core::audit::Remark;

/// A remark of a code.
fn remark(code: &str, message: String) -> Remark {
    Remark {
        code: code.into(),
        message,
    }
}

pub(crate) fn antecedent(text: &str) -> Remark {
    remark("antecedent", format!("taken to speak of “{text}”"))
}

pub(crate) fn unit_unclear() -> Remark {
    let message = "it could stand for two things; name the noun";
    remark("unit-unclear", message.into())
}

pub(crate) fn scope_not_claimed(scope: &str) -> Remark {
    let message =
        format!("the words “{scope}” narrow it, and its claim names no base; judged on the whole");
    remark("scope-not-claimed", message)
}

pub(crate) fn not_in_scale(amount: &str, scale: &str) -> Remark {
    let message = format!(
        "“{amount}” has no counts in the scale `{scale}`; use one of its words, or add it under `[wording]`"
    );
    remark("not-in-scale", message)
}

pub(crate) fn fits_no_count(what: &str, base: u32) -> Remark {
    remark("fits-no-count", format!("“{what}” fits no count of {base}"))
}

pub(crate) fn another_base(said: u32, base: u32) -> Remark {
    remark(
        "another-base",
        format!("it says of {said}; the count is of {base}"),
    )
}

pub(crate) fn contrary(against: u32, noun: &str, allowed: &str) -> Remark {
    let is = if against == 1 { "is" } else { "are" };
    remark(
        "contrary",
        format!("{against} {noun} {is} against it; {allowed}"),
    )
}

pub(crate) fn not_every_format(formats: &[&str]) -> Remark {
    let list = words::list(formats);
    remark(
        "not-every-format",
        format!("not carried in every format: none in {list}"),
    )
}

pub(crate) fn no_other_side() -> Remark {
    let message = "a comparison needs its other side: add `than = { themes = … }` to the claim";
    remark("no-other-side", message.into())
}

pub(crate) fn compared(ours: u32, theirs: u32) -> Remark {
    remark(
        "compared",
        format!("{ours} on this side, {theirs} on the other"),
    )
}

pub(crate) fn next_sibling(label: &str, count: u32) -> Remark {
    remark("next", format!("next is “{label}”, with {count}"))
}

pub(crate) fn no_rank() -> Remark {
    let message =
        "a rank is among themes that stand side by side: the claim has to name one in `any`";
    remark("no-rank", message.into())
}

pub(crate) fn not_counted(over: Option<&str>, noun: &str) -> Remark {
    let over = over.map_or_else(|| "something else".to_owned(), |over| format!("“{over}”"));
    let message =
        format!("it is over {over}, which the notes do not count; its claim counts {noun}");
    remark("not-counted", message)
}

pub(crate) fn bears_title(phrase: &str) -> Remark {
    let message = format!("judged on the claim “{phrase}” of its statement");
    remark("title-claim", message)
}

pub(crate) fn claim_not_read(phrase: &str) -> Remark {
    let message =
        format!("the claim “{phrase}” names no amount that could be read, so nothing was judged");
    remark("claim-not-read", message)
}

pub(crate) fn read_from_claim() -> Remark {
    let message =
        "read from the words of its claim, not from the sentence; check that it says this";
    remark("read-from-claim", message.into())
}

pub(crate) fn first_person(word: &str) -> Remark {
    let message = format!("“{word}”: whose voice is it? Write who said so");
    remark("first-person", message)
}

pub(crate) fn quote_not_found(words: &str) -> Remark {
    let message = format!("“{words}” stands in no note that may be quoted");
    remark("quote-not-found", message)
}

pub(crate) fn quote_not_looked_up(words: &str, error: &str) -> Remark {
    let message = format!("“{words}” could not be looked up in the notes: {error}");
    remark("quote-not-found", message)
}

pub(crate) fn pin_without_theme(note: &str, themes: &str) -> Remark {
    let message = format!("the pinned note `{note}` does not carry {themes}");
    remark("pin-without-theme", message)
}

pub(crate) fn one_engagement(engagement: &str) -> Remark {
    let message = format!("all evidence comes from one engagement, `{engagement}`");
    remark("one-engagement", message)
}

pub(crate) fn one_format(format: &str) -> Remark {
    let message = format!("all evidence comes from one format, {format}");
    remark("one-format", message)
}
