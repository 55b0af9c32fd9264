//! What each figure says, in plain words.

use super::decisions::{Decisions, Row};
use throughline_core::agreement::Bootstrap;
use throughline_core::agreement::review::{CUT_OFFS, Figure, Statistics};
use throughline_core::numbers::{grouped, in_words};
use throughline_core::review::Review;

/// How the notes that several coders read were chosen: as samples.toml has it.
pub(super) fn sample(review: &Review, read_by_two: usize) -> String {
    if read_by_two == review.notes.len() && review.first_look.is_some() {
        return "Every note of this first look was read by two coders or more.".into();
    }
    if read_by_two == review.notes.len() {
        return "Every note was read by two coders or more, so no sample was drawn.".into();
    }
    if review.samples.is_empty() {
        return "How the notes that several coders read were chosen is not recorded.".into();
    }
    let drawn = review.samples.iter();
    let drawn: Vec<String> = drawn
        .map(|sample| format!("{} was given {}", sample.coder, sample.words()))
        .collect();
    format!("{}.", drawn.join("; "))
}

/// Why a figure has no interval.
pub(super) const NO_DISAGREEMENT: &str =
    "no disagreement was seen, so there is nothing to resample";
/// Why a figure has no interval.
pub(super) const ONE_GROUP: &str =
    "the notes are of one engagement, so there is nothing to draw from";
/// Why a figure has no interval.
pub(super) const ALL_THE_SAME: &str = "fewer than two draws differed";
/// What F1 is.
pub(super) const F1: &str = "The harmonic mean of precision and recall.";

/// Fewer engagements than this draw rough intervals.
const FEW: usize = 10;
/// Agreement from here on is high.
const HIGH: f64 = 0.8;
/// A theme on so small a share of decisions, or on all but so small a one, is rare or nearly always
/// there: the prevalence index is beyond a half.
const RARE: f64 = 0.25;

/// Who a row compares.
pub(super) enum Who {
    /// Two, by name.
    Two(String, String),
    /// More, by number.
    All(usize),
}

impl Who {
    pub(super) fn of(decisions: &Decisions, row: &Row) -> Self {
        match row.coders.as_slice() {
            &[a, b] if row.pair => Who::Two(
                decisions.coders[a].to_string(),
                decisions.coders[b].to_string(),
            ),
            coders => Who::All(coders.len()),
        }
    }
}

/// `0.74`, `−0.02`; half up by absolute value, and never a zero with a sign.
pub(crate) fn two_places(number: f64) -> String {
    places(number, 2).replace('-', "−")
}

/// A number in so many decimals, without a sign before a zero.
pub(crate) fn places(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|b| matches!(b, b'0' | b'.')) => zero.to_owned(),
        _ => text,
    }
}

/// A share as a number; 0 of nothing.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    let number = |n: u64| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 {
        return 0.0;
    }
    number(part) / number(whole)
}

pub(super) fn undefined(reason: &str) -> String {
    format!("Undefined: {reason}.")
}

/// How intervals are made: percentile rule, generator, seed, groups.
pub(super) fn resampling(how: Bootstrap, decisions: &Decisions) -> String {
    let groups = decisions.groups();
    let mut said = format!(
        "Intervals of 95% are percentiles (Hyndman and Fan, type 7) of {} bootstrap draws of whole \
         engagements, {} of them with notes that two coders read (a note of no engagement is drawn \
         by itself); generator ChaCha8, seed {}. Draws in which a figure is undefined are left out \
         and counted.",
        grouped(how.draws.into()),
        grouped(groups as u64),
        how.seed
    );
    if (2..FEW).contains(&groups) {
        said.push_str(" So few engagements give rough intervals.");
    }
    said
}

/// Writes the words of every figure and of the whole, and whether the paradox of a rare theme is
/// met; `share` is that of yes among the decisions.
pub(super) fn fill(of: &mut Statistics, who: &Who, units: u32, share: f64) {
    of.paradox = paradox(of, share);
    of.percent.says = said(&of.percent, |p| percent(p, who, units));
    of.cohen_kappa.says = said(&of.cohen_kappa, |k| {
        let mut words = kappa(k);
        if let (true, Some(error)) = (of.paradox, of.cohen_kappa.standard_error) {
            words = format!(
                "{words} Its standard error is falsely narrow ({}).",
                two_places(error)
            );
        } else if let Some(error) = of.cohen_kappa.standard_error {
            words = format!(
                "{words} Standard error {} (Fleiss, Cohen and Everitt 1969).",
                two_places(error)
            );
        }
        words
    });
    of.krippendorff_alpha.says = alpha(&of.krippendorff_alpha);
    for (figure, words) in [
        (
            &mut of.gwet_ac1,
            "Agreement beyond chance as Gwet reckons chance, which stays high on rare themes.",
        ),
        (
            &mut of.scott_pi,
            "As Cohen’s kappa, but both coders are held to one share of yes.",
        ),
        (
            &mut of.fleiss_kappa,
            "Agreement beyond chance of coders who all read every note, held to one share of yes.",
        ),
        (
            &mut of.conger_kappa,
            "Agreement beyond chance of coders who all read every note, each with a share of yes of \
             their own.",
        ),
        (
            &mut of.light_kappa,
            "The mean of Cohen’s kappa over the pairs.",
        ),
        (
            &mut of.pabak,
            "What kappa would be if yes and no were as common and the coders gave yes as often: \
             twice the percent agreement less one.",
        ),
    ] {
        figure.says = said(figure, |_| words.to_owned());
    }
    of.positive_agreement.says = said(&of.positive_agreement, |p| {
        format!(
            "Of a coder’s yes, a share of {} was the other’s too.",
            two_places(p)
        )
    });
    of.negative_agreement.says = said(&of.negative_agreement, |p| {
        format!(
            "Of a coder’s no, a share of {} was the other’s too.",
            two_places(p)
        )
    });
    of.prevalence_index.says = said(&of.prevalence_index, |p| {
        let words = if p <= -0.5 {
            "The theme is rare on these notes, which lowers kappa and alpha however well coders agree."
        } else if p >= 0.5 {
            "The theme is on most of these notes, which lowers kappa and alpha however well coders \
             agree."
        } else {
            "Yes and no are both common, so kappa and alpha are not lowered by that."
        };
        words.to_owned()
    });
    of.bias_index.says = said(&of.bias_index, |b| bias(b, who));
    of.says = whole(of, units, share);
}

fn said(figure: &Figure, words: impl Fn(f64) -> String) -> String {
    match (figure.value, &figure.undefined) {
        (Some(value), _) => words(value),
        (None, Some(reason)) => undefined(reason),
        (None, None) => String::new(),
    }
}

fn percent(percent: f64, who: &Who, units: u32) -> String {
    let notes = if units == 1 { "note" } else { "notes" };
    match who {
        Who::Two(a, b) => {
            let alike = (percent * f64::from(units)).round();
            format!(
                "{a} and {b} decided alike on {} of the {} {notes} both read, some of it by chance.",
                places(alike, 0),
                grouped(units.into())
            )
        }
        Who::All(coders) => format!(
            "Of the pairs among {} coders a share of {} decided alike, on the mean of {} {notes}, some \
             of it by chance.",
            in_words(*coders as u64),
            two_places(percent),
            grouped(units.into())
        ),
    }
}

fn kappa(kappa: f64) -> String {
    if kappa < 0.0 {
        "Less agreement than chance would give.".into()
    } else {
        format!(
            "Of the agreement that chance leaves to be had, a share of {}.",
            two_places(kappa)
        )
    }
}

fn bias(bias: f64, who: &Who) -> String {
    let Who::Two(a, b) = who else {
        return String::new();
    };
    if bias == 0.0 {
        return format!("{a} and {b} gave it as often.");
    }
    let (more, less) = if bias > 0.0 { (a, b) } else { (b, a) };
    format!(
        "{more} gave it more often than {less}, by a share of {} of the notes.",
        two_places(bias.abs())
    )
}

/// Where alpha stands to Krippendorff's cut-offs, and whether its interval crosses one.
pub(super) fn alpha(figure: &Figure) -> String {
    said(figure, |alpha| {
        let [least, good] = CUT_OFFS;
        let mut words = if alpha >= good {
            "At Krippendorff’s .800 or above, from which he relies on data."
        } else if alpha >= least {
            "From Krippendorff’s .667 to his .800: tentative conclusions only."
        } else if alpha >= 0.0 {
            "Below Krippendorff’s .667, the least for tentative conclusions."
        } else {
            "Less agreement than chance would give, and far below Krippendorff’s .667."
        }
        .to_owned();
        if let Some(interval) = figure.interval {
            if alpha >= least && interval.low < least {
                words.push_str(" Its interval reaches below .667.");
            } else if alpha >= good && interval.low < good {
                words.push_str(" Its interval reaches below .800.");
            } else if alpha < least && interval.high >= least {
                words.push_str(" Its interval reaches .667.");
            }
        }
        words
    })
}

/// High agreement, low kappa or alpha, and a theme that is rare or on nearly every note.
fn paradox(of: &Statistics, share: f64) -> bool {
    let low = |figure: &Figure| figure.value.is_some_and(|value| value < CUT_OFFS[0]);
    of.percent.value.is_some_and(|percent| percent >= HIGH)
        && (low(&of.cohen_kappa) || low(&of.krippendorff_alpha))
        && !(RARE..=1.0 - RARE).contains(&share)
}

fn whole(of: &Statistics, units: u32, share: f64) -> String {
    let Some(percent) = of.percent.value else {
        return of.percent.says.clone();
    };
    if percent >= 1.0 && of.given > 0 && of.krippendorff_alpha.value.is_none() {
        return "Everybody gave it to every note, so nothing says whether they would agree where it \
                does not apply."
            .into();
    }
    if !of.paradox {
        return of.krippendorff_alpha.says.clone();
    }
    let common = if share < 0.5 {
        format!(
            "rare: given {} on {} notes",
            times(of.given),
            grouped(units.into())
        )
    } else {
        "on nearly every note".to_owned()
    };
    let error = match of.cohen_kappa.standard_error {
        Some(_) => " Kappa is low, and its standard error is falsely narrow.",
        None => " Kappa would be low too, and its standard error is falsely narrow.",
    };
    format!(
        "The rare-theme paradox: agreement is high ({}) and alpha low, because the theme is {common}.{error} \
         Read AC1 and positive agreement beside it.",
        two_places(percent)
    )
}

fn times(n: u32) -> String {
    match n {
        1 => "once".into(),
        2 => "twice".into(),
        n => format!("{} times", grouped(n.into())),
    }
}

pub(super) fn overlap(overlap: f64, notes: usize) -> String {
    let on = if notes == 1 {
        "On the one note"
    } else {
        "On the mean of these notes"
    };
    format!(
        "{on} a share of {} of the characters in either coder’s excerpts is in both.",
        two_places(overlap)
    )
}

pub(super) fn precision(kept: u32, given: u32) -> String {
    format!("Of {} given, {} kept.", tags(given), were(kept))
}

pub(super) fn recall(kept: u32, right: u32) -> String {
    format!("Of {} kept, {} given.", tags(right), were(kept))
}

fn tags(n: u32) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{} tag{s}", grouped(n.into()))
}

fn were(n: u32) -> String {
    let verb = if n == 1 { "was" } else { "were" };
    format!("{} {verb}", grouped(n.into()))
}
