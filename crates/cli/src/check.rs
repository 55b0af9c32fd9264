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
    let mut read = None;
    if let Some(review) = review {
        rejected::write(&arguments.source, &review)?;
        let mut understood = understood(&review);
        let more = summary::without_organisation(&review).into_iter();
        for said in more.chain(by_day.then(|| summary::BY_DAY.to_owned())) {
            understood.push('\n');
            understood.push_str(&said);
        }
        let (review, mut said) = source::sampled(review, &arguments.sampling);
        if let Some(said) = &mut said
            && review.first_look.is_some()
            && review.disclosure.audience == Audience::Public
        {
            said.push_str("; a public report was not tried");
        }
        progress.step("looking at what a report would print");
        printed(&review, &mut found)?;
        read = Some((understood, said));
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
            if let Some((understood, said)) = &read {
                println!("{understood}");
                if let Some(said) = said {
                    println!("{said}");
                }
            }
            if let Some(tally) = tally {
                println!("{}", rejected::account(&tally));
            }
            println!("{}", problems::totals(&found));
        }
        CheckFormat::Json => {
            if let Some((_, Some(said))) = &read {
                eprintln!("{said}");
            }
            println!("{}", json(&found)?);
        }
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
    // A first look is internal.
    if review.disclosure.audience == Audience::Public
        && review.first_look.is_none()
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
    use throughline::model::numbers::counted;
    format!(
        "read {}: {} counted, {}, {}, {}, {}",
        counted(review.ledger.rows, "row"),
        counted(review.notes.len(), "note"),
        counted(review.engagements.len(), "engagement"),
        counted(review.organisations.len(), "organisation"),
        counted(review.codebook.len(), "theme"),
        counted(review.findings.len(), "finding")
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
