//! Whole publications of small reviews.

mod disclosure;
mod limits;
mod protected;
mod random;
mod refusals;
pub(crate) mod sample;
mod small;
mod words;

use super::{Publication, PublishError, Request};
use crate::Analysis;
use throughline_core::review::{Audience, Review};
use throughline_core::synthesis::{Chart, Synthesis};

/// With claims let through: these reviews are made for their counts.
fn publish(review: &Review, audience: Audience) -> Result<Publication<'_>, PublishError> {
    let request = Request {
        allow_unsupported: true,
        ..audience.into()
    };
    Analysis::of(review).unwrap().publish(&request)
}

/// At level protected.
fn publish_protected(review: &Review) -> Result<Publication<'_>, PublishError> {
    let request = Request {
        protected: true,
        ..Audience::Public.into()
    };
    Analysis::of(review).unwrap().publish(&request)
}

fn protected(review: &Review) -> Synthesis {
    publish_protected(review).unwrap().synthesis
}

fn synthesis(review: &Review, audience: Audience) -> Synthesis {
    publish(review, audience).unwrap().synthesis
}

fn internal(review: &Review) -> Synthesis {
    synthesis(review, Audience::Internal)
}

fn public(review: &Review) -> Synthesis {
    synthesis(review, Audience::Public)
}

fn dated(review: &Review, date: &str) -> Synthesis {
    let request = Request {
        fallback_date: Some(date.parse().unwrap()),
        allow_unsupported: true,
        ..Request::default()
    };
    Analysis::of(review)
        .unwrap()
        .publish(&request)
        .unwrap()
        .synthesis
}

/// A chart's number, title, note and alternative text, or the sentence in its place.
type Words = Result<(u32, String, String, String), String>;

/// The charts in the order of the report.
fn charts(synthesis: &Synthesis) -> Vec<(&'static str, Words)> {
    fn words<T>(chart: &Chart<T>) -> Words {
        match chart {
            Chart::Drawn(d) => Ok((d.number, d.title.clone(), d.note.clone(), d.alt.clone())),
            Chart::Absent { sentence } => Err(sentence.clone()),
        }
    }
    vec![
        ("timeline", words(&synthesis.engaged.timeline)),
        ("saturation", words(&synthesis.engaged.saturation)),
        ("prevalence", words(&synthesis.raised.prevalence)),
        ("stance", words(&synthesis.raised.stance)),
        ("matrix", words(&synthesis.matrix.matrix)),
        ("format", words(&synthesis.differed.format)),
        ("cooccurrence", words(&synthesis.differed.cooccurrence)),
    ]
}

fn title(synthesis: &Synthesis, name: &str) -> String {
    charts(synthesis)
        .into_iter()
        .find(|(n, _)| *n == name)
        .map(|(_, chart)| chart.map_or_else(|sentence| format!("absent: {sentence}"), |c| c.1))
        .unwrap()
}

fn note(synthesis: &Synthesis, name: &str) -> String {
    charts(synthesis)
        .into_iter()
        .find(|(n, _)| *n == name)
        .and_then(|(_, chart)| chart.ok())
        .map(|c| c.2)
        .unwrap()
}

/// What every synthesis must keep, whatever the review.
fn holds(synthesis: &Synthesis) {
    let mut last = 0;
    for (name, chart) in charts(synthesis) {
        match chart {
            Ok((number, title, note, alt)) => {
                last += 1;
                assert_eq!(
                    number, last,
                    "{name}: numbers run in the order of the report"
                );
                let size = title.chars().count();
                assert!((1..=90).contains(&size), "{name}: title of {size}: {title}");
                assert!(!title.ends_with('.'), "{name}: {title}");
                assert!(note.ends_with('.'), "{name}: {note}");
                let size = alt.chars().count();
                assert!((150..=450).contains(&size), "{name}: alt of {size}: {alt}");
                for text in [title, note, alt] {
                    reads_well(&text);
                }
            }
            Err(sentence) => {
                assert!(sentence.ends_with('.'), "{name}: {sentence}");
                reads_well(&sentence);
            }
        }
    }
    for text in synthesis
        .method
        .counted
        .iter()
        .chain(&synthesis.method.limits)
        .chain(&synthesis.method.disclosure)
        .chain([
            &synthesis.method.lead,
            &synthesis.engaged.lead,
            &synthesis.differed.lead,
            &synthesis.glance.lead,
            &synthesis.glance.key_note,
            &synthesis.document.how_to_read,
            &synthesis.document.imprint,
            &synthesis.evidence.lead,
            &synthesis.ledger.sentence,
            &synthesis.method.scale.note,
        ])
    {
        assert!(text.ends_with('.'), "{text}");
        reads_well(text);
    }
    let read = Synthesis::from_json(&synthesis.to_json().unwrap()).unwrap();
    assert_eq!(&read, synthesis, "it is read back as it was written");
}

fn reads_well(text: &str) {
    assert!(!text.contains("  "), "two spaces: {text}");
    assert!(!text.contains(" ."), "{text}");
    assert!(!text.contains(".."), "{text}");
    assert!(!text.contains(" 1 agencies"), "{text}");
    assert!(!text.contains("none agenc"), "{text}");
    let first = text.chars().next().unwrap();
    assert!(!first.is_lowercase(), "begins small: {text}");
}
