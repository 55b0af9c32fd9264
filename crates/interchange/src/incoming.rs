//! What another tool's file holds, in the one form that goes into a review.

use throughline_core::dates::DateRange;
use throughline_core::stance::Stance;

/// Something that has no place on the other side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotCarried {
    /// What kind of thing it is: "set of codes", "picture", "link".
    pub kind: String,
    /// Which one: its name, or its place in the file.
    pub which: String,
    /// Why it could not be carried, and what became of it.
    pub why: String,
}

/// What another tool's file holds. A part of it may be empty: a codebook has no notes, coded
/// segments no definitions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Incoming {
    /// The file's name, as it is said in messages.
    pub source: String,
    /// The title of the project, where the file gives one.
    pub title: Option<String>,
    /// Themes, parents before their children.
    pub themes: Vec<IncomingTheme>,
    /// Organisations that the file names, whether a note is theirs or not.
    pub organisations: Vec<String>,
    /// What the file says of some of them beside their names.
    pub about_organisations: Vec<IncomingOrganisation>,
    /// Parts of the review with their questions.
    pub parts: Vec<IncomingPart>,
    /// Engagements that the file names.
    pub engagements: Vec<IncomingEngagement>,
    /// Notes.
    pub notes: Vec<IncomingNote>,
    /// What coders gave.
    pub tags: Vec<IncomingTag>,
    /// What was assumed on the way, in sentences: the convention of offsets, the encoding.
    pub assumed: Vec<String>,
    /// What could not be carried.
    pub not_carried: Vec<NotCarried>,
}

/// A theme on its way into a codebook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncomingTheme {
    /// Its code here: made of its label where the other tool has none.
    pub code: String,
    /// Its label.
    pub label: String,
    /// The code of its parent; `None` at the top.
    pub parent: Option<String>,
    /// Its definition.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to.
    pub exclude: String,
    /// Keywords and phrases.
    pub keywords: Vec<String>,
    /// The label inside a sentence.
    pub phrase: Option<String>,
}

/// An engagement on its way in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncomingEngagement {
    /// Its id here.
    pub id: String,
    /// Its format, as the other tool names it; blank where it does not.
    pub format: String,
    /// Its title.
    pub title: Option<String>,
    /// Its days.
    pub dates: Option<DateRange>,
    /// Names of organisations present.
    pub organisations: Vec<String>,
}

/// A note on its way in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncomingNote {
    /// Its id here.
    pub id: String,
    /// The id of its engagement; blank for none.
    pub engagement: String,
    /// Names of organisations.
    pub organisations: Vec<String>,
    /// Its part; blank for none.
    pub part: String,
    /// Its question; blank for none.
    pub question: String,
    /// Its text, line ends as `\n`.
    pub text: String,
    /// Whether it is a verbatim quote, where the file says.
    pub verbatim: Option<bool>,
    /// Whether it may be quoted, where the file says.
    pub quotable: Option<bool>,
    /// Its language; blank for the review's.
    pub language: String,
    /// Its stance in the themes column.
    pub stance: Stance,
    /// Themes of the themes column: tags that no coder is named for.
    pub themes: Vec<String>,
    /// Where it stands in the file, as it is said in messages.
    pub place: String,
}

/// What a coder gave a note.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncomingTag {
    /// The coder's name here.
    pub coder: String,
    /// The id of the note here.
    pub note: String,
    /// Codes of themes here; none = read, and none applies.
    pub themes: Vec<String>,
    /// The stance.
    pub stance: Stance,
    /// The words of the excerpt; blank for the whole note.
    pub excerpt: String,
    /// Where it begins and ends in the note's text, in Unicode code points, the end exclusive.
    pub span: Option<(u32, u32)>,
    /// What the coder noted.
    pub memo: String,
    /// When (RFC 3339); blank where the file does not say.
    pub time: String,
    /// Where it stands in the file, as it is said in messages.
    pub place: String,
}

/// A part of the review on its way in, where the file holds parts of its own: only files that were
/// written here do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncomingPart {
    /// Its id here.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it was about; blank for nothing.
    pub intro: String,
    /// Id and text of each of its questions.
    pub questions: Vec<(String, String)>,
}

/// What a file says of an organisation beside its name, which [`Incoming::organisations`] lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IncomingOrganisation {
    /// Its name.
    pub name: String,
    /// The letter in the head of a matrix.
    pub letter: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Whether it once contributed and does no more.
    pub historical: bool,
    /// Whether it agreed to be named.
    pub consent: bool,
    /// Words that give it away in a quote.
    pub giveaways: Vec<String>,
}
