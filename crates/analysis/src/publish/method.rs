//! Method and limits: the rules of counting in plain words, with the numbers of this review.

use super::differed;
use super::document::{counted, internal_sentence};
use super::words::{Paragraph, agencies, capital, number_of};
use super::writer::Writer;
use super::{attribution::ShownAs, first_look, scale};
use throughline_core::coders::{NOTES_CODER, NOTES_CODER_NAME, Policy};
use throughline_core::findings::{Point, Statement};
use throughline_core::first_look::FirstLook;
use throughline_core::ledger::Outcome;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::review::{CoderPolicy, Review};
use throughline_core::synthesis::Method;

pub(crate) fn write(writer: &Writer) -> Method {
    Method {
        lead: lead(writer),
        counted: rules(writer),
        limits: limits(writer)
            .into_iter()
            .chain(differed::caution(writer))
            .collect(),
        disclosure_title: "What is shown".into(),
        disclosure: disclosure(writer),
        scale: scale::write(writer),
    }
}

fn lead(writer: &Writer) -> String {
    let lead = "Every number here comes from notes that an analyst read and tagged. This page says \
                how they were counted, what the words for amounts mean, and what the counts cannot \
                tell.";
    match &writer.review.first_look {
        None => lead.into(),
        Some(look) => format!("{lead}\n\n{}", look.sentence(writer.noun())),
    }
}

/// The rules of counting, each as far as it applies. Rule 11 stands among the limits.
fn rules(writer: &Writer) -> Vec<String> {
    let mut rules = Vec::new();
    rules.extend(writer.review.first_look.as_ref().map(first_look::drawn));
    rules.push(unit(writer));
    rules.extend(heading(writer));
    rules.extend([
        unattributed(writer),
        shared(writer),
        names(writer),
        base(writer, true),
        percentages(writer),
        duplicates(writer),
        coders(writer),
        one_stance(writer),
        "Two themes are raised together when one note carries both. The coefficient is the notes \
         that carry both, divided by the notes that carry either, rounded half up."
            .to_owned(),
        ledger(writer.review),
    ]);
    rules
}

/// Rule 1.
fn unit(writer: &Writer) -> String {
    let noun = writer.noun();
    let under = if writer.flat() {
        ""
    } else {
        " or a theme under it"
    };
    let tags = &writer.review.notes.tags;
    let bare = (0..tags.len())
        .filter(|&row| tags.get(row).is_empty())
        .count();
    let bare = match bare {
        0 => String::new(),
        n => format!(
            " {} of the {} notes {} no theme.",
            grouped(n as u64),
            grouped(tags.len() as u64),
            if n == 1 { "carries" } else { "carry" }
        ),
    };
    format!(
        "The unit is the {}, not the mention. {} raises a theme when at least one of its notes \
         carries the theme{under}.{bare}",
        noun.one,
        capital(&writer.an_agency())
    )
}

/// Rule 3.
fn unattributed(writer: &Writer) -> String {
    let organisations = &writer.review.notes.organisations;
    let all = organisations.len();
    let rule = format!("A note with no {} counts as a note only", writer.noun().one);
    match (0..all)
        .filter(|&row| organisations.get(row).is_empty())
        .count()
    {
        0 => format!("{rule}; here every note has one."),
        n => format!(
            "{rule}: {} of the {} notes {} none.",
            grouped(n as u64),
            grouped(all as u64),
            if n == 1 { "has" } else { "have" }
        ),
    }
}

/// Rule 4.
fn shared(writer: &Writer) -> String {
    let organisations = &writer.review.notes.organisations;
    let shared = (0..organisations.len())
        .filter(|&row| organisations.get(row).len() > 1)
        .count();
    let rule = format!("A note of several {} counts for each", writer.noun().many);
    match shared {
        0 => format!("{rule}; here no note has more than one."),
        1 => format!("{rule}: one note has more than one."),
        n => format!("{rule}: {} notes have more than one.", in_words(n as u64)),
    }
}

/// Rule 5.
pub(crate) fn names(writer: &Writer) -> String {
    let aliases = writer
        .review
        .organisations
        .iter()
        .any(|o| !o.aliases.is_empty());
    let listed = if aliases {
        " So do the other names listed for it."
    } else {
        ""
    };
    format!(
        "Spellings of a name that differ only in capitals, spaces or the way accents are stored \
         count as one {}.{listed}",
        writer.noun().one
    )
}

/// Rule 6; `by_format` where counts by format are given.
pub(crate) fn base(writer: &Writer, by_format: bool) -> String {
    let noun = writer.noun();
    let review = writer.review;
    if writer.base == 0 {
        return format!(
            "Counts of {} would be out of those present at an engagement or with a note; here \
             there are none.",
            noun.many
        );
    }
    let mut rule = Paragraph::of(format!(
        "Counts are out of the {} present at an engagement or with a note.",
        agencies(writer.base, noun)
    ));
    if by_format && differed::attended(writer).len() > 1 {
        rule.say("For one format they are out of those present at it, or with a note from it.");
    }
    if !review.parts.is_empty() {
        rule.say("A part of the review does not narrow them.");
    }
    if claims_narrow_the_base(review) {
        rule.say("Where a statement speaks of some of them only, it is out of those.");
    }
    let absent = review.organisations.len() as u64 - u64::from(writer.base);
    if absent > 0 {
        rule.say(format!(
            "{} more {} listed, but had no part in it and {} not counted.",
            capital(&number_of(absent, &noun.one, &noun.many)),
            if absent == 1 { "is" } else { "are" },
            if absent == 1 { "is" } else { "are" }
        ));
    }
    rule.text()
}

fn claims_narrow_the_base(review: &Review) -> bool {
    fn narrow(statement: &Statement) -> bool {
        statement.claims.iter().any(|c| c.base.is_some())
    }
    fn any(points: &[Point]) -> bool {
        points
            .iter()
            .any(|p| narrow(&p.statement) || any(&p.points))
    }
    review
        .findings
        .iter()
        .any(|f| narrow(&f.statement) || any(&f.points))
}

/// Rule 6, of shares.
fn percentages(writer: &Writer) -> String {
    let example = match writer.base {
        0 => "“n of N”".to_owned(),
        base => {
            let n = (base * 7 / 9).max(1);
            format!(
                "“{} of {}” means {}. It",
                grouped(n.into()),
                grouped(base.into()),
                counted(writer, n)
            )
        }
    };
    format!(
        "{example} always stands beside a share. Percentages are given only where the base is {} \
         or more, rounded half up.",
        grouped(writer.review.counting.percent_from.into())
    )
}

/// Rule 7.
fn duplicates(writer: &Writer) -> String {
    let merged = rows_that_are(writer.review, Outcome::Merged);
    let rule = "An exact duplicate of a note counts once";
    match merged {
        0 => format!("{rule}; here there was none."),
        n => format!("{rule}: {} merged.", were(n)),
    }
}

/// `one row was`, `three rows were`.
fn were(n: u64) -> String {
    let verb = if n == 1 { "was" } else { "were" };
    format!("{} {verb}", number_of(n, "row", "rows"))
}

fn rows_that_are(review: &Review, outcome: Outcome) -> u64 {
    review
        .ledger
        .entries
        .iter()
        .filter(|e| e.outcome == outcome)
        .count() as u64
}

/// Rule 8.
pub(crate) fn coders(writer: &Writer) -> String {
    let how = settled(writer);
    let Some(tags) = &writer.review.coder_tags else {
        return how;
    };
    let of_the_column = matches!(tags.policy, Policy::One(NOTES_CODER));
    let people = if of_the_column {
        tags.coders.len()
    } else {
        tags.everyone().count()
    };
    let who = match people {
        0 => return how,
        1 => "One coder".to_owned(),
        n => format!("{} coders", capital(&in_words(n as u64))),
    };
    if of_the_column {
        format!("{how} {who} tagged them as well; those tags are compared and not counted.")
    } else {
        format!("{who} tagged the notes. {how}")
    }
}

/// Rule 8 as the review has it.
fn settled(writer: &Writer) -> String {
    match &writer.review.counting.coders {
        CoderPolicy::Any => {
            "Where several people tagged a note, it carries a theme that any of them gave it."
                .into()
        }
        CoderPolicy::Majority => {
            "Where several people tagged a note, it carries a theme that more than half of those \
             who read it gave it."
                .into()
        }
        CoderPolicy::Coder(coder) if coder.as_str() == NOTES_CODER_NAME => {
            "Notes carry the themes that stand beside them in the notes files.".into()
        }
        CoderPolicy::Coder(coder) if writer.internal() => {
            format!("Notes carry the themes that one coder gave them: {coder}.")
        }
        CoderPolicy::Coder(_) => "Notes carry the themes that one coder gave them.".into(),
    }
}

/// Rule 9.
pub(crate) fn one_stance(writer: &Writer) -> String {
    format!(
        "{} has one stance on a theme: mixed, if it has a mixed note or both positive and negative \
         ones; else positive or negative; else neutral; else not stated.",
        capital(&writer.an_agency())
    )
}

/// Rule 2.
pub(crate) fn heading(writer: &Writer) -> Option<String> {
    (!writer.flat()).then(|| {
        format!(
            "A heading counts each {} that raised any theme under it, once. It is never the sum \
             of its themes.",
            writer.noun().one
        )
    })
}

/// Rule 12.
fn ledger(review: &Review) -> String {
    let not_drawn = review.first_look.as_ref().map_or(0, FirstLook::not_drawn);
    let (left, rejected) = (
        rows_that_are(review, Outcome::LeftOut) + u64::from(not_drawn),
        rows_that_are(review, Outcome::Rejected),
    );
    let out = match left + rejected {
        0 => "; here none was left out or rejected".to_owned(),
        n => format!(": {} left out or rejected", were(n)),
    };
    format!(
        "Nothing vanishes: every row read is counted, merged, left out or rejected for a \
         reason{out}. Appendix D adds them up."
    )
}

/// Rule 11, and what small numbers cannot tell.
pub(crate) fn limits(writer: &Writer) -> Vec<String> {
    let noun = writer.noun();
    let mut limits = Vec::new();
    limits.push(match writer.base {
        0 => "They describe the notes that were taken and no wider group.".into(),
        1 => format!(
            "They describe the one {} that took part and no wider group.",
            noun.one
        ),
        n => format!(
            "They describe the {} {} that took part and no wider group.",
            in_words(n.into()),
            noun.many
        ),
    });
    if writer.review.first_look.is_some() {
        limits.push(format!(
            "They are those of a first look: a theme that {} raised only in notes that were not \
             drawn does not count for it.",
            writer.an_agency()
        ));
    }
    limits.push("They are minimums: a point made but not written down is not counted.".into());
    limits.push("A large count does not make a point right, nor a small one unimportant.".into());
    limits
}

fn disclosure(writer: &Writer) -> Vec<String> {
    let review = writer.review;
    if writer.internal() {
        return vec![format!(
            "{} Everything is shown, with ids of notes and the {} they belong to, also notes that \
             may not be quoted.",
            internal_sentence(),
            writer.noun().many
        )];
    }
    let mut paragraphs = vec![match review.disclosure.reason.as_deref().map(str::trim) {
        Some(reason) if !reason.is_empty() => {
            format!("Counts are exact and none is withheld. {reason}")
        }
        _ => "Counts are exact and none is withheld.".into(),
    }];
    let who = writer.agencies();
    paragraphs.push(match writer.organisations.shown_as {
        ShownAs::Nobody => format!(
            "Notes are not attributed: no note, quotation or count is tied to {}.",
            writer.an_agency()
        ),
        ShownAs::Coded => format!("{who} are shown by codes, and no key is published."),
        ShownAs::Named => format!("{who} are named with the consent of each."),
    });
    paragraphs.push(
        match review.notes.flags.iter().filter(|f| !f.quotable).count() {
            0 => "Every note may be quoted.".into(),
            1 => "One note may not be quoted: it is counted and not printed.".into(),
            n => format!(
                "{} notes may not be quoted: they are counted and not printed.",
                capital(&in_words(n as u64))
            ),
        },
    );
    paragraphs
}
