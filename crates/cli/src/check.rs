//! `throughline check`

use crate::args::{CheckArguments, CheckFormat};
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use crate::rejected;
use crate::source;
use crate::summary;
use throughline::{Analysis, Audience, Code, Place, Problem, Problems, Request, Review};

/// Lists every problem of a review.
pub fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let opening = source::open(&arguments.source, &progress)?;
    let tally = opening.tally();
    let by_day = opening.has_engagements_by_day();
    let (review, mut found) = opening.into_parts();
    if let Some(review) = &review {
        rejected::write(&arguments.source, review)?;
        progress.step("looking at what a report would print");
        printed(review, &mut found)?;
    }
    let found = found.sorted();
    progress.finish();
    match arguments.format {
        CheckFormat::Text => {
            let limit = if arguments.all {
                usize::MAX
            } else {
                problems::SHOWN_OF_A_KIND
            };
            print!("{}", problems::listing(&found, limit));
            if let Some(review) = &review {
                println!("{}", understood(review));
                if let Some(said) = summary::without_organisation(review) {
                    println!("{said}");
                }
                if by_day {
                    println!("{}", summary::BY_DAY);
                }
            }
            if let Some(tally) = tally {
                println!("{}", rejected::account(&tally));
            }
            println!("{}", problems::totals(&found));
        }
        CheckFormat::Json => println!("{}", json(&found)?),
    }
    if found.has_errors() {
        Err(Failure::Review)
    } else {
        Ok(())
    }
}

/// What a report would have to replace or refuse.
fn printed(review: &Review, found: &mut Problems) -> Result<(), Failure> {
    let analysis = Analysis::of(review).map_err(|e| Failure::system(&e))?;
    // What the notes do not bear is for `audit` to say.
    let request = Request {
        allow_unsupported: true,
        ..Request::from(Audience::Internal)
    };
    let publication = analysis
        .publish(&request)
        .map_err(|e| Failure::system(&e))?;
    let (_, replaced) = throughline::report::printable::printable(&publication.synthesis);
    if replaced.total > 0 {
        let list: Vec<String> = replaced
            .characters
            .iter()
            .map(|(code, times)| format!("{code} ({times})"))
            .collect();
        found.push(
            Problem::new(
                Code::Unprintable,
                Place::file(&review.about.source),
                format!("the report's fonts have no {}", list.join(", ")),
            )
            .help("the report writes such a character as its code point, ‹U+1F600›"),
        );
    }
    if review.disclosure.audience == Audience::Public
        && let Err(throughline::PublishError::Refused(refusal)) =
            analysis.publish(&Request::from(Audience::Public))
    {
        for problem in &refusal.problems {
            if problem.code != Code::ClaimFails {
                found.push(problem.clone());
            }
        }
    }
    Ok(())
}

/// A line that says what was read.
fn understood(review: &Review) -> String {
    use throughline::model::numbers::grouped;
    let count =
        |n: u64, one: &str| format!("{} {one}{}", grouped(n), if n == 1 { "" } else { "s" });
    let of = |n: usize, one: &str| count(n as u64, one);
    format!(
        "read {}: {} counted, {}, {}, {}, {}",
        count(review.ledger.rows, "row"),
        of(review.notes.len(), "note"),
        of(review.engagements.len(), "engagement"),
        of(review.organisations.len(), "organisation"),
        of(review.codebook.len(), "theme"),
        of(review.findings.len(), "finding")
    )
}

fn json(found: &Problems) -> Result<String, Failure> {
    let rows: Vec<_> = found
        .iter()
        .map(|p| {
            serde_json::json!({
                "severity": p.severity(),
                "code": p.code.as_str(),
                "file": p.place.file,
                "line": p.place.line,
                "column": p.place.column,
                "message": p.message,
                "help": p.help,
            })
        })
        .collect();
    serde_json::to_string_pretty(&rows).map_err(|e| Failure::system(&e))
}
