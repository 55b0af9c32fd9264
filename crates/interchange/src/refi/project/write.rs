//! A review as a project file.

use super::variables::{self, Variable};
use super::{people, sources};
use crate::incoming::NotCarried;
use crate::refi::codebook::replaced_characters;
use crate::refi::out::Out;
use crate::refi::{ORIGIN, WriteError, Written, codes, guid::Guid};
use std::collections::BTreeSet;
use std::io::{self, Cursor, Seek, Write};
use throughline_core::coders::Policy;
use throughline_core::review::{About, CoderPolicy, Counting, Disclosure, Review};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The namespace of projects.
pub const NAMESPACE: &str = "urn:QDA-XML:project:1.0";

/// What of a review is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The coders whose tags are written, `notes` for the themes column; `None` for all of them.
    pub coders: Option<BTreeSet<String>>,
}

impl Options {
    /// Whether the tags of a coder are written.
    pub(super) fn takes(&self, coder: &str) -> bool {
        self.coders.as_ref().is_none_or(|c| c.contains(coder))
    }
}

/// Writes a review as a project file in memory; see [`write_project_to`].
///
/// ```
/// use std::sync::Arc;
/// use throughline_core::notes::TextsInMemory;
/// use throughline_core::review::Review;
/// use throughline_interchange::refi::{Limits, Options, read_project, write_project};
/// let review = Review::new("Hearing back", Arc::new(TextsInMemory::default()));
/// let written = write_project(&review, &Options::default())?;
/// let back = read_project(&written.bytes, "hearing.qdpx", &Limits::default()).unwrap();
/// assert_eq!(back.title.as_deref(), Some("Hearing back"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`write_project_to`].
pub fn write_project(review: &Review, options: &Options) -> Result<Written, WriteError> {
    let mut file = Cursor::new(Vec::new());
    let not_carried = write_project_to(review, options, &mut file)?;
    Ok(Written {
        bytes: file.into_inner(),
        not_carried,
    })
}

/// Writes a review as a project file, and says what has no place in it. The same review gives the
/// same bytes. Texts are written with LF, without a byte-order mark; offsets are Unicode code
/// points, the end exclusive, as the standard has them.
///
/// # Errors
/// A note can no longer be read, or the file cannot be written.
pub fn write_project_to<W: Write + Seek>(
    review: &Review,
    options: &Options,
    to: W,
) -> Result<Vec<NotCarried>, WriteError> {
    let mut not_carried = Vec::new();
    let mut zip = ZipWriter::new(to);
    let mut out = Out::new(Vec::new())?;
    let title = review.about.title.as_str();
    out.begin(
        "Project",
        &[("xmlns", NAMESPACE), ("name", title), ("origin", ORIGIN)],
    )?;
    people::users(review, options, &mut out)?;
    if !review.codebook.is_empty() {
        out.begin("CodeBook", &[])?;
        codes::write(&review.codebook, &mut out)?;
        out.end()?;
    }
    variables::define(&mut out)?;
    people::cases(review, &mut out)?;
    let memos = sources::write(review, options, &mut out, &mut zip, &mut not_carried)?;
    notes(review, &memos, &mut out)?;
    replaced_characters(out.replaced, &mut not_carried);
    start(&mut zip, "project.qde")?;
    zip.write_all(&out.finish()?)?;
    zip.finish()?;
    left_out(review, &mut not_carried);
    Ok(not_carried)
}

/// Begins a file in the zip, with the time that zips without a clock have.
pub(super) fn start<W: Write + Seek>(zip: &mut ZipWriter<W>, name: &str) -> Result<(), WriteError> {
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    Ok(zip.start_file(name, options)?)
}

/// A memo that a coder's row became.
pub(super) struct Memo {
    pub guid: Guid,
    pub name: String,
    pub user: Guid,
    pub time: String,
    pub stance: &'static str,
    pub text: String,
}

/// Parts, questions, engagements and memos of coders, as `Notes`.
fn notes<W: Write>(review: &Review, memos: &[Memo], out: &mut Out<W>) -> io::Result<()> {
    let any = !review.parts.is_empty() || !review.engagements.is_empty() || !memos.is_empty();
    if !any {
        return Ok(());
    }
    out.begin("Notes", &[])?;
    for part in &review.parts {
        let id = part.id.as_str();
        let intro = part.intro.as_deref().unwrap_or("");
        let guid = Guid::derive("part", &[id]);
        let name = format!("Part: {}", part.title);
        note(
            out,
            &guid,
            &name,
            intro,
            &[(Variable::Kind, "part"), (Variable::Part, id)],
        )?;
        for &index in &part.questions {
            let Some(question) = review.questions.get(index as usize) else {
                continue;
            };
            let asked = question.id.as_str();
            let guid = Guid::derive("question", &[id, asked]);
            let values = [
                (Variable::Kind, "question"),
                (Variable::Part, id),
                (Variable::Question, asked),
            ];
            let name = format!("Question: {asked} of {id}");
            note(out, &guid, &name, &question.text, &values)?;
        }
    }
    for (index, engagement) in review.engagements.iter().enumerate() {
        let id = engagement.id.as_str();
        let present = engagement.organisations.iter();
        let present = present.filter_map(|&o| review.organisations.get(o as usize));
        let present: Vec<&str> = present.map(|o| o.name.as_str()).collect();
        let present = present.join("; ");
        let days = sources::Days::of(review, index);
        let values = [
            (Variable::Kind, "engagement"),
            (Variable::Engagement, id),
            (Variable::Title, engagement.title.as_deref().unwrap_or("")),
            (Variable::Format, days.format),
            (Variable::FirstDay, &days.first),
            (Variable::LastDay, &days.last),
            (Variable::Present, &present),
        ];
        let name = format!("Engagement: {id}");
        note(out, &Guid::derive("engagement", &[id]), &name, "", &values)?;
    }
    for memo in memos {
        let mut attributes = vec![
            ("guid", memo.guid.as_str()),
            ("name", memo.name.as_str()),
            ("creatingUser", memo.user.as_str()),
        ];
        if !memo.time.is_empty() {
            attributes.push(("creationDateTime", &memo.time));
        }
        out.begin("Note", &attributes)?;
        out.text("PlainTextContent", &memo.text)?;
        variables::value(out, Variable::Stance, memo.stance)?;
        variables::value(out, Variable::Kind, "row of a coder")?;
        out.end()?;
    }
    out.end()
}

fn note<W: Write>(
    out: &mut Out<W>,
    guid: &Guid,
    name: &str,
    text: &str,
    values: &[(Variable, &str)],
) -> io::Result<()> {
    out.begin("Note", &[("guid", guid.as_str()), ("name", name)])?;
    out.text("PlainTextContent", text)?;
    for &(variable, value) in values {
        variables::value(out, variable, value)?;
    }
    out.end()
}

/// Lists what a project has no place for.
fn left_out(review: &Review, into: &mut Vec<NotCarried>) {
    let mut list = |kind: &str, which: String, why: &str| {
        into.push(NotCarried {
            kind: kind.to_owned(),
            which,
            why: why.to_owned(),
        });
    };
    if !review.findings.is_empty() {
        let which = format!("{} in findings.toml", review.findings.len());
        list(
            "finding",
            which,
            "a project has no findings; they stay in the review",
        );
    }
    if !review.quotes_read.is_empty() {
        let which = format!("{} in quotes-read.csv", review.quotes_read.len());
        list(
            "reading of a quote",
            which,
            "a project does not keep who read what",
        );
    }
    let mut keys = keys_of(&review.about);
    keys.extend((!review.contributors.is_empty()).then_some("contributor"));
    keys.extend((review.counting != Counting::default()).then_some("counting"));
    keys.extend((review.disclosure != Disclosure::default()).then_some("disclosure"));
    for key in keys {
        list(
            "key of review.toml",
            key.to_owned(),
            "a project has a name and no more",
        );
    }
    let by_one = matches!(review.counting.coders, CoderPolicy::Coder(_));
    let column = review.coder_tags.as_ref().is_some_and(|tags| {
        let of_coder =
            matches!(tags.policy, Policy::One(c) if c != throughline_core::coders::NOTES_CODER);
        of_coder && tags.notes.len() < review.notes.len()
    });
    if by_one && column {
        list(
            "themes column",
            "notes that no coder's file names".to_owned(),
            "the policy counts the tags of one coder, and the review is opened without the others; open it with `coders = \"any\"` to export them",
        );
    }
}

fn keys_of(about: &About) -> Vec<&'static str> {
    let keys = [
        ("subtitle", about.subtitle.is_some()),
        ("publisher", about.publisher.is_some()),
        ("purpose", about.purpose.is_some()),
        ("engaged", about.engaged.is_some()),
        ("contributors_note", about.contributors_note.is_some()),
        ("date", about.date.is_some()),
        ("period", about.period.is_some()),
        ("language", about.language.is_some()),
        (
            "noun",
            about.noun != throughline_core::review::Noun::default(),
        ),
        ("notice", about.notice.is_some()),
        ("masked_people", !about.masked_people.is_empty()),
    ];
    keys.into_iter()
        .filter(|(_, set)| *set)
        .map(|(key, _)| key)
        .collect()
}
