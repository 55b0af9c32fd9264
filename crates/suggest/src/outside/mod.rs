//! What is said to a program that suggests themes, line by line, and what it says back.
//!
//! The first line gives the themes, each line after it a note; both are JSON objects. The program
//! answers with a line for each suggestion. The schema is `crates/suggest/schema/outside-1.json`;
//! `docs/suggestions.md` has an example.

mod arguments;
mod replies;

pub use arguments::{ArgumentsError, split};
pub use replies::{Answers, Rejected, Reply};

use serde::Serialize;
use throughline_core::codebook::Codebook;
use throughline_core::notes::{NONE, NoteIndex};
use throughline_core::review::Review;

/// The name and version of what is said.
pub const SCHEMA: &str = "throughline-suggest/1";

#[derive(Serialize)]
struct Opening<'a> {
    schema: &'static str,
    themes: Vec<Theme<'a>>,
}

#[derive(Serialize)]
struct Theme<'a> {
    code: &'a str,
    label: &'a str,
    parent: Option<&'a str>,
    definition: &'a str,
    include: &'a str,
    exclude: &'a str,
    keywords: &'a [String],
}

/// The first line: the themes in the order of the codebook, with a line feed at its end.
///
/// ```
/// use throughline_core::codebook::{Codebook, Theme};
/// let book = Codebook::new(vec![Theme::bare("cost".parse()?)])?;
/// assert_eq!(
///     throughline_suggest::outside::opening(&book),
///     "{\"schema\":\"throughline-suggest/1\",\"themes\":[{\"code\":\"cost\",\"label\":\"cost\",\
///      \"parent\":null,\"definition\":\"\",\"include\":\"\",\"exclude\":\"\",\"keywords\":[]}]}\n",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn opening(book: &Codebook) -> String {
    let themes = book.themes().iter().map(|theme| Theme {
        code: theme.id.as_str(),
        label: &theme.label,
        parent: theme.parent.map(|parent| book.theme(parent).id.as_str()),
        definition: &theme.definition,
        include: &theme.include,
        exclude: &theme.exclude,
        keywords: &theme.keywords,
    });
    line(&Opening {
        schema: SCHEMA,
        themes: themes.collect(),
    })
}

#[derive(Serialize)]
struct Asked<'a> {
    id: &'a str,
    text: &'a str,
    context: Context<'a>,
}

#[derive(Serialize)]
struct Context<'a> {
    part: Option<&'a str>,
    question: Option<&'a str>,
    engagement_type: Option<&'a str>,
}

/// The line of a note, with a line feed at its end: its id, its text, and the part, the question and the
/// kind of engagement it belongs to. Who said it is not told.
#[must_use]
pub fn asked(review: &Review, note: NoteIndex, text: &str) -> String {
    let row = note as usize;
    let code = |column: &[u32]| column.get(row).copied().filter(|&c| c != NONE);
    let notes = &review.notes;
    let part = code(&notes.part).and_then(|c| review.parts.get(c as usize));
    let question = code(&notes.question).and_then(|c| review.questions.get(c as usize));
    let engagement = code(&notes.engagement).and_then(|c| review.engagements.get(c as usize));
    let format = engagement.and_then(|e| review.formats.get(e.format as usize));
    line(&Asked {
        id: notes.ids.get(row),
        text,
        context: Context {
            part: part.map(|p| p.title.as_str()),
            question: question.map(|q| q.text.as_str()),
            engagement_type: format.map(String::as_str),
        },
    })
}

/// JSON of one line. What is written here is texts and lists, which always have a JSON form.
fn line(value: &impl Serialize) -> String {
    let mut line = serde_json::to_string(value).unwrap_or_default();
    line.push('\n');
    line
}
