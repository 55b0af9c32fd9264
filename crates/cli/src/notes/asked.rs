//! What the options ask for, in the codes of the review.

use super::StatusArgument;
use crate::args::NotesArguments;
use crate::failure::Failure;
use throughline::Review;
use throughline::model::coders::NOTES_CODER;
use throughline::model::ids::CoderId;
use throughline::model::names::name_key;
use throughline::model::problem::did_you_mean;
use throughline::model::retrieval::Wanted;
use throughline::model::review::Status;
use throughline::model::search::Search;
use throughline::model::selection::Selection;
use throughline::model::stance::Stance;

/// The name of the coder of the themes column.
const THEMES_COLUMN: &str = "notes";

/// Reads every option.
pub fn wanted(arguments: &NotesArguments, review: &Review) -> Result<Wanted, Failure> {
    let themes = |ids: &[String]| {
        let all = review.codebook.themes().iter().map(|t| t.id.as_str());
        each(ids, "theme", &all.collect::<Vec<_>>())
    };
    let stance = arguments
        .stance
        .iter()
        .map(|word| {
            Stance::from_word(word).ok_or_else(|| {
                let all: Vec<&str> = Stance::ALL.iter().map(|s| s.word()).collect();
                Failure::usage(
                    &format!("there is no stance `{word}`"),
                    format!("the stances are {}", all.join(", ")),
                )
            })
        })
        .collect::<Result<_, _>>()?;
    let parts: Vec<&str> = review.parts.iter().map(|p| p.id.as_str()).collect();
    let questions: Vec<&str> = review.questions.iter().map(|q| q.id.as_str()).collect();
    let formats: Vec<&str> = review.formats.iter().map(String::as_str).collect();
    let selection = Selection {
        any: themes(&arguments.theme)?,
        all: themes(&arguments.and)?,
        none: themes(&arguments.not)?,
        stance,
        part: each(&arguments.part, "part", &parts)?,
        question: each(&arguments.question, "question", &questions)?,
        format: each(&arguments.format_of_engagement, "format", &formats)?,
        status: arguments.status.map(|status| match status {
            StatusArgument::Current => Status::Current,
            StatusArgument::Historical => Status::Historical,
        }),
    };
    let mut search = Search::default();
    for words in &arguments.search {
        let more = Search::parse(words).map_err(|error| {
            Failure::usage(&error, "give words, and a phrase between quotation marks")
        })?;
        search.and(more);
    }
    Ok(Wanted {
        selection,
        own: arguments.own,
        organisations: organisations(&arguments.organisation, review)?,
        coders: coders(&arguments.coder, review)?,
        search,
    })
}

/// The codes of names; every place that has the name, since a question's id may stand under
/// several parts.
fn each(asked: &[String], what: &str, known: &[&str]) -> Result<Vec<u32>, Failure> {
    let mut codes = Vec::new();
    for word in asked {
        let key = name_key(word);
        let before = codes.len();
        codes.extend(
            (0u32..)
                .zip(known)
                .filter(|(_, name)| name_key(name) == key)
                .map(|(code, _)| code),
        );
        if codes.len() == before {
            return Err(unknown(what, word, known));
        }
    }
    Ok(codes)
}

fn organisations(asked: &[String], review: &Review) -> Result<Vec<u32>, Failure> {
    asked
        .iter()
        .map(|word| {
            let key = name_key(word);
            let mut all = (0u32..).zip(&review.organisations);
            let found = all.find(|(_, organisation)| {
                name_key(&organisation.name) == key
                    || organisation.aliases.iter().any(|a| name_key(a) == key)
            });
            found.map(|(code, _)| code).ok_or_else(|| {
                let names: Vec<&str> = review
                    .organisations
                    .iter()
                    .map(|o| o.name.as_str())
                    .collect();
                unknown(&review.about.noun.one, word, &names)
            })
        })
        .collect()
}

fn coders(asked: &[String], review: &Review) -> Result<Vec<u16>, Failure> {
    let known: &[_] = review.coder_tags.as_ref().map_or(&[], |tags| &tags.coders);
    asked
        .iter()
        .map(|word| {
            if word == THEMES_COLUMN {
                return Ok(NOTES_CODER);
            }
            let mut all = (0u16..).zip(known);
            let found = all.find(|(_, coder)| coder.as_str() == word.trim());
            found.map(|(code, _)| code).ok_or_else(|| {
                let names: Vec<&str> = known.iter().map(CoderId::as_str).collect();
                unknown(
                    "coder",
                    word,
                    &[names.as_slice(), &[THEMES_COLUMN]].concat(),
                )
            })
        })
        .collect()
}

/// How many names are listed when none is near.
const LISTED: usize = 12;

fn unknown(what: &str, word: &str, known: &[&str]) -> Failure {
    let help = match did_you_mean(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("the review has no {what} at all"),
        None => {
            let listed: Vec<&str> = known.iter().copied().take(LISTED).collect();
            let more = if known.len() > LISTED { " …" } else { "" };
            format!("the review has {}{more}", listed.join(", "))
        }
    };
    Failure::usage(&format!("there is no {what} `{word}`"), help)
}
