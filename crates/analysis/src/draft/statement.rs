//! The sentences of a draft: how many raised the theme and, where a stance leads, how many took it.
//!
//! Each is read as the audit reads it before it is given out, so that no word of the theme's own
//! phrase passes for an amount without a claim.

use super::DraftClaim;
use super::amounts::{protected, ways};
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::Proportion;
use throughline_core::reading::{Kind, Phrase, Reader};
use throughline_core::review::Review;
use throughline_core::stance::Stance;
use throughline_core::wording::bounds;

/// A title and a statement with its claims.
pub(super) struct Worded {
    pub(super) title: String,
    pub(super) statement: String,
    pub(super) claims: Vec<DraftClaim>,
}

/// One sentence to be: what it counts, and what it says of them.
struct Sentence {
    stance: Option<Stance>,
    counted: Proportion,
    /// What stands between the amount and the theme: "spoke of".
    verb: &'static str,
    /// What the sentence is about.
    about: String,
    /// What At a glance names: the theme.
    mention: String,
}

/// Words a theme. In a protected report the stance is left out: two claims on one theme can give a
/// small count away.
pub(super) fn of(
    review: &Review,
    reader: &Reader,
    theme: ThemeCode,
    raised: Proportion,
    leading: Option<(Stance, u32)>,
) -> Worded {
    let theme = review.codebook.theme(theme);
    let leading = leading.filter(|_| !protected(review));
    let id = theme.id.as_str();
    let mentions = [theme.phrase(), &theme.label, id];
    let mut found = mentions.into_iter().filter_map(|mention| {
        let sentences = sentences(raised, leading, mention);
        let amounts: Vec<String> = sentences
            .iter()
            .map(|sentence| amount(review, reader, sentence.counted))
            .collect();
        let (statement, claims) = put_together(&sentences, &amounts)?;
        reads_as_claimed(review, reader, &statement, &claims).then_some((statement, claims))
    });
    let (statement, claims) = found
        .next()
        .unwrap_or_else(|| plainly(&amount(review, reader, raised), raised, id));
    let titles = [theme.label.clone(), capitalised(theme.phrase())];
    let title = titles
        .into_iter()
        .find(|title| amounts(reader, title).is_empty())
        .unwrap_or_else(|| id.to_owned());
    Worded {
        title,
        statement,
        claims,
    }
}

fn sentences(raised: Proportion, leading: Option<(Stance, u32)>, mention: &str) -> Vec<Sentence> {
    let all = Sentence {
        stance: None,
        counted: raised,
        verb: "spoke of",
        about: mention.to_owned(),
        mention: mention.to_owned(),
    };
    let Some((stance, count)) = leading else {
        return vec![all];
    };
    let alone = count == raised.count;
    let taken = Sentence {
        stance: Some(stance),
        counted: Proportion {
            count,
            base: raised.base,
        },
        verb: verb(stance),
        about: if alone { mention } else { "it" }.to_owned(),
        mention: mention.to_owned(),
    };
    if alone { vec![taken] } else { vec![all, taken] }
}

fn verb(stance: Stance) -> &'static str {
    match stance {
        Stance::Positive => "were positive about",
        Stance::Negative => "were negative about",
        Stance::Mixed => "had mixed views on",
        Stance::Neutral => "were neutral on",
        Stance::NotStated => "spoke of",
    }
}

/// The statement, and its claims with phrases that stand in it once; nothing where that cannot be.
fn put_together(sentences: &[Sentence], amounts: &[String]) -> Option<(String, Vec<DraftClaim>)> {
    let amounts: Vec<String> = amounts.iter().map(|a| capitalised(a)).collect();
    let texts: Vec<String> = sentences
        .iter()
        .zip(&amounts)
        .map(|(s, amount)| format!("{amount} {} {}.", s.verb, s.about))
        .collect();
    let statement = texts.join(" ");
    let mut claims = Vec::new();
    for (sentence, amount) in sentences.iter().zip(&amounts) {
        let with_verb = format!("{amount} {}", sentence.verb);
        let phrase = [amount.clone(), with_verb]
            .into_iter()
            .find(|phrase| statement.matches(phrase.as_str()).count() == 1)?;
        claims.push(DraftClaim {
            phrase,
            stance: sentence.stance,
            says: format!("{} {}", sentence.verb, sentence.mention),
            counted: sentence.counted,
        });
    }
    Some((statement, claims))
}

/// The most specific way to name a count that is read as it is meant.
fn amount(review: &Review, reader: &Reader, counted: Proportion) -> String {
    let mut ways = ways(review, counted);
    let last = ways.pop().unwrap_or_default();
    ways.into_iter()
        .find(|way| {
            let (statement, claims) = plainly(way, counted, "it");
            reads_as_claimed(review, reader, &statement, &claims)
        })
        .unwrap_or(last)
}

/// One sentence that is its own phrase.
fn plainly(amount: &str, counted: Proportion, about: &str) -> (String, Vec<DraftClaim>) {
    let statement = format!("{} spoke of {about}.", capitalised(amount));
    let claim = DraftClaim {
        phrase: statement.clone(),
        stance: None,
        says: format!("spoke of {about}"),
        counted,
    };
    (statement, vec![claim])
}

/// Whether the audit will read in a statement what is claimed and nothing else, and each amount
/// bears its count.
fn reads_as_claimed(
    review: &Review,
    reader: &Reader,
    statement: &str,
    claims: &[DraftClaim],
) -> bool {
    let read = amounts(reader, statement);
    let spans: Vec<(usize, usize)> = claims
        .iter()
        .filter_map(|claim| {
            let from = statement.find(&claim.phrase)?;
            let from = statement.get(..from)?.chars().count();
            Some((from, from + claim.phrase.chars().count()))
        })
        .collect();
    let within = |phrase: &Phrase, (from, to): (usize, usize)| {
        phrase.span.offset < to && from < phrase.span.offset + phrase.span.length
    };
    let bears = |phrase: &Phrase, claim: &DraftClaim| {
        phrase.scope.is_none()
            && bounds(&phrase.amount, &review.scale, claim.counted.base)
                .is_some_and(|bounds| bounds.allows(claim.counted.count))
    };
    let each_is_claimed = read.iter().all(|phrase| {
        let of = spans
            .iter()
            .zip(claims)
            .find(|(span, _)| within(phrase, **span));
        of.is_some_and(|(_, claim)| bears(phrase, claim))
    });
    let each_is_read = spans
        .iter()
        .all(|span| read.iter().any(|phrase| within(phrase, *span)));
    let says_nothing = claims
        .iter()
        .all(|claim| amounts(reader, &claim.says).is_empty());
    spans.len() == claims.len() && each_is_claimed && each_is_read && says_nothing
}

/// What is read in a text that has to be counted.
fn amounts(reader: &Reader, text: &str) -> Vec<Phrase> {
    let mut phrases = reader.read(text).phrases;
    phrases.retain(|phrase| phrase.kind != Kind::NotCounted);
    phrases
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
