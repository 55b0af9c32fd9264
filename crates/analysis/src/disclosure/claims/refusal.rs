//! A claim that cannot stand in a protected report, as a problem at the place of its phrase: why,
//! the sentence, and what may stand instead.

use super::counts::{Counts, Tells};
use super::publishes::Refused;
use super::splits::{Mask, RAISED, Told, WAYS};
use super::spoken::Spoken;
use super::together::{Telling, What};
use crate::Analysis;
use crate::disclosure::Plan;
use crate::publish::words;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::stance::Stance;

/// A claim whose own counts tell.
pub(crate) fn alone(
    analysis: &Analysis,
    plan: &Plan,
    spoken: &Spoken,
    counts: Counts,
    tells: Tells,
) -> Problem {
    let k = plan.k;
    let words = counts.words();
    let (code, why) = match tells {
        Tells::Base => (
            Code::ClaimTells,
            format!(
                "counts {} in all, and below {} a protected report shows no count",
                counts.base,
                2 * k
            ),
        ),
        Tells::Small => (
            Code::ClaimTells,
            format!("says {words}, which tells counts below {k} from one another"),
        ),
        Tells::Complement => (
            Code::ClaimTells,
            format!("says {words}, which tells how many did not, where they are fewer than {k}"),
        ),
        Tells::Everybody => (
            Code::UnanimousNotAgreed,
            "says everybody, which gives the view of each away".into(),
        ),
        Tells::Nobody => (
            Code::UnanimousNotAgreed,
            "says nobody, which gives the view of each away".into(),
        ),
    };
    let instead = instead(analysis, plan, spoken);
    let help = match (tells, instead) {
        (Tells::Everybody | Tells::Nobody, instead) => Some(format!(
            "when the contributors have seen the text and agreed, add `unanimous = \"agreed\"` to \
             the claim{}",
            instead.map_or_else(String::new, |i| format!("; otherwise {i}"))
        )),
        (_, instead) => instead,
    };
    problem(code, spoken, &why, help)
}

/// A claim that cannot stand whatever its counts are.
pub(crate) fn refused(
    analysis: &Analysis,
    plan: &Plan,
    spoken: &Spoken,
    refused: Refused,
) -> Problem {
    let why = match refused {
        Refused::Unread => {
            "is read as no amount, so that nothing can be said of what it tells".to_owned()
        }
        Refused::FitsNone => format!("fits no count of {}", spoken.base),
        Refused::HiddenBase => {
            "speaks of a share of those whose number a protected report does not show, or whose \
             number may be too small"
                .to_owned()
        }
        Refused::Order => {
            "says which count is the larger, and the report shows nothing that says so already"
                .to_owned()
        }
        Refused::Level => {
            "speaks of how they stand on a theme above or beneath those of which the report says it"
                .to_owned()
        }
        Refused::UpperEnd => {
            "says at most how many notes or engagements, from which somebody who knows their own \
             could count the others"
                .to_owned()
        }
    };
    let help = match refused {
        Refused::Order => Some("leave the rank out, or give each by its own band".to_owned()),
        Refused::HiddenBase => Some("make the claim of everybody, without the base".to_owned()),
        Refused::Level => Some("leave the stance out of the claim".to_owned()),
        Refused::UpperEnd => Some("count organisations instead".to_owned()),
        Refused::Unread | Refused::FitsNone => instead(analysis, plan, spoken),
    };
    problem(Code::ClaimTells, spoken, &why, help)
}

/// An amount with no claim behind it.
pub(crate) fn unclaimed(phrase: &str, place: &Place) -> Problem {
    let message =
        format!("“{phrase}” has no claim behind it, so that nothing can be said of what it tells");
    Problem::new(Code::ClaimTells, place.clone(), message)
        .help("add a claim with its phrase and its themes, or say it without an amount")
}

/// A claim whose count is none of those that its words say: a report that holds it would say
/// something false, and one that marks it would say what it is not.
pub(crate) fn outside(
    analysis: &Analysis,
    plan: &Plan,
    spoken: &Spoken,
    counts: Counts,
) -> Problem {
    let why = format!(
        "says {}, and it is none of these: in a protected report words stand for the counts of the \
         printed scale and no others",
        counts.words()
    );
    let help = instead(analysis, plan, spoken);
    problem(Code::ClaimFalse, spoken, &why, help)
}

/// Claims that tell something together.
pub(crate) fn together(analysis: &Analysis, telling: &Telling) -> Option<Problem> {
    let (first, others) = telling.claims.split_first()?;
    let noun = &analysis.review().about.noun;
    let what = match telling.what {
        What::One(told) => told_words(told, &noun.one, &noun.many),
        What::Theme(theme) => format!(
            "tells a small count of the {} that raised {}",
            noun.many,
            analysis.review().codebook.theme(theme).phrase()
        ),
        What::Part(theme) => format!(
            "tells a small count of the {} that stand one way on {}, or raised it in one format",
            noun.many,
            analysis.review().codebook.theme(theme).phrase()
        ),
        What::Claim => format!("tells a small count of the {} it speaks of", noun.many),
        What::Nothing => "contradicts what the report shows: no review fits both".into(),
    };
    let beside = if others.is_empty() {
        "beside what the report shows of its theme".to_owned()
    } else {
        let all: Vec<String> = others
            .iter()
            .map(|o| format!("“{}” at {} (“{}”)", o.phrase, o.place, o.text.trim()))
            .collect();
        format!("beside {}", all.join(" and "))
    };
    let help = if others.is_empty() {
        "leave the stance or the narrowing out of the claim, or say less: a wider word, or none"
    } else {
        "leave one of them out, or say one of them without an amount"
    };
    Some(problem(
        Code::ClaimTells,
        first,
        &format!("{beside} {what}"),
        Some(help.into()),
    ))
}

fn told_words(told: Told, one: &str, many: &str) -> String {
    match told {
        Told::Nothing => "contradicts what the report shows: no review fits both".into(),
        Told::Reader(ways) => format!(
            "tells every reader a small count of the {many} {}, or of those that are not",
            ways_words(ways)
        ),
        Told::Participants(ways, coalition) => {
            let views: Vec<&str> = (0..WAYS)
                .filter(|&way| coalition.get(way).is_some_and(|&c| c > 0))
                .map(|way| way_words(way))
                .collect();
            format!(
                "tells {} that is {} a small count of the others {}, or of those that are not",
                words::a(one),
                views.join(" or "),
                ways_words(ways)
            )
        }
    }
}

fn ways_words(ways: Mask) -> String {
    if ways == RAISED {
        return "with a note on it".into();
    }
    let all: Vec<&str> = (0..WAYS)
        .filter(|way| ways & (1 << way) != 0)
        .map(way_words)
        .collect();
    all.join(" or ")
}

fn way_words(way: usize) -> &'static str {
    match Stance::ALL.get(way) {
        Some(Stance::Positive) => "for it",
        Some(Stance::Negative) => "against it",
        Some(Stance::Mixed) => "both for and against",
        Some(Stance::Neutral) => "neither for nor against",
        Some(Stance::NotStated) => "without a stance on it",
        None => "silent on it",
    }
}

/// What may stand instead of a claim's words: the band that holds its count, and the words of the
/// scale that hold it and tell nothing.
fn instead(analysis: &Analysis, plan: &Plan, spoken: &Spoken) -> Option<String> {
    let (count, base) = (spoken.count, spoken.base);
    let counts = |(low, high)| Counts { low, high, base };
    let mut offers = Vec::new();
    if base == plan.base
        && let Some(&band) = plan.bands.iter().find(|&&b| counts(b).holds(count))
    {
        offers.push(format!("“{}”", counts(band).words()));
    }
    for word in &analysis.review().scale.words {
        let Some(said) = word.counts(base) else {
            continue;
        };
        let said = counts(said).with_everybody(plan.k);
        if said.holds(count) && said.tells(plan.k, false).is_none() {
            offers.extend(word.words.iter().map(|w| format!("“{w}”")));
        }
    }
    let (last, before) = offers.split_last()?;
    Some(if before.is_empty() {
        format!("say {last}")
    } else {
        format!("say {} or {last}", before.join(", "))
    })
}

fn problem(code: Code, spoken: &Spoken, why: &str, help: Option<String>) -> Problem {
    let message = format!("“{}” {why}, in “{}”", spoken.phrase, spoken.text.trim());
    let problem = Problem::new(code, spoken.place.clone(), message);
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}
