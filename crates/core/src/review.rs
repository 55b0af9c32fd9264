//! The review: everything an analyst keeps, parsed and checked.

mod policy;

pub use crate::ledger::LedgerRow;
pub use policy::{Attribution, Audience, CoderPolicy, Counting, Disclosure, Level};

use crate::codebook::Codebook;
use crate::dates::DateRange;
use crate::findings::Finding;
use crate::first_look::FirstLook;
use crate::ids::{CoderId, EngagementId, PartId, QuestionId};
use crate::ledger::Ledger;
use crate::notes::{Notes, Texts};
use crate::wording::Scale;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The noun of those who took part, as it is counted: "agency", "agencies".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Noun {
    /// One of them.
    pub one: String,
    /// Several.
    pub many: String,
}

impl Default for Noun {
    fn default() -> Self {
        Self {
            one: "organisation".into(),
            many: "organisations".into(),
        }
    }
}

impl Noun {
    /// The form for a number.
    ///
    /// ```
    /// let noun = throughline_core::review::Noun::default();
    /// assert_eq!(noun.of(1), "organisation");
    /// assert_eq!(noun.of(0), "organisations");
    /// ```
    #[must_use]
    pub fn of(&self, n: u64) -> &str {
        if n == 1 { &self.one } else { &self.many }
    }
}

/// A notice that stands on the title page and first on the method page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// Its bold line.
    pub title: String,
    /// Its text.
    pub text: String,
    /// What stands at the foot of every page.
    pub foot: Option<String>,
}

/// What the report says of itself.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The title of the report; never blank.
    pub title: String,
    /// The line under it.
    pub subtitle: Option<String>,
    /// Who publishes.
    pub publisher: Option<String>,
    /// Why the review was made.
    pub purpose: Option<String>,
    /// How the people were engaged: the lead of that page.
    pub engaged: Option<String>,
    /// The sentence under the list of contributors.
    pub contributors_note: Option<String>,
    /// The date of the report.
    pub date: Option<Date>,
    /// The time the review covers.
    pub period: Option<DateRange>,
    /// Language tag, `en-NZ` unless given.
    pub language: Option<String>,
    /// Who is counted.
    pub noun: Noun,
    /// A notice.
    pub notice: Option<Notice>,
    /// People whose names are masked in quotes.
    pub masked_people: Vec<String>,
    /// What each coder is, where it is said: `a language model, run blind` (`[coders]`).
    pub coders: BTreeMap<CoderId, String>,
    /// What the notes were read from, as the imprint names it: a folder's or a file's name.
    pub source: String,
}

/// The name of the format of an engagement that gives none.
pub const NO_FORMAT: &str = "not stated";

/// A part of the review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub id: PartId,
    /// Its title.
    pub title: String,
    /// What it was about.
    pub intro: Option<String>,
    /// Indices into [`Review::questions`].
    pub questions: Vec<u32>,
}

/// A question that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// As it was put.
    pub text: String,
}

/// Whether an organisation contributes still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It contributes.
    #[default]
    Current,
    /// It once did.
    Historical,
}

/// Who contributed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// The name that is shown, as first spelt.
    pub name: String,
    /// The letter in the head of a matrix.
    pub letter: Option<String>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Whether it contributes still.
    pub status: Status,
    /// Whether it agreed to be named (`consent`).
    pub consent: bool,
    /// Words that give it away in a quote (`giveaways`): a programme, a town, a turn of phrase.
    pub giveaways: Vec<String>,
}

/// A quoted note that a person has read before publication (`quotes-read.csv`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteRead {
    /// The note.
    pub note: crate::notes::NoteIndex,
    /// Who read it.
    pub reader: String,
    /// When.
    pub date: Option<Date>,
}

/// One engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// Its id.
    pub id: EngagementId,
    /// Index into [`Review::formats`].
    pub format: u32,
    /// What it is called in the timeline.
    pub title: Option<String>,
    /// Its days, where known.
    pub dates: Option<DateRange>,
    /// Organisations present, without repeats.
    pub organisations: Vec<u32>,
}

/// One piece of work, parsed and checked. Every code in it is an index into one of its tables.
#[derive(Debug, Clone)]
pub struct Review {
    /// What the report says of itself.
    pub about: About,
    /// The parts, in order.
    pub parts: Vec<Part>,
    /// The questions of all parts.
    pub questions: Vec<Question>,
    /// Who is named as having taken part, in order.
    pub contributors: Vec<String>,
    /// The organisations that are counted: those present at an engagement or with a note, and
    /// those that organisations.csv lists. An organisation is in scope by rule 6 only when it was
    /// present or has a note.
    pub organisations: Vec<Organisation>,
    /// Names of formats (engagement types) as written, in order of appearance.
    pub formats: Vec<String>,
    /// The engagements, in order of file.
    pub engagements: Vec<Engagement>,
    /// The codebook.
    pub codebook: Codebook,
    /// The notes.
    pub notes: Notes,
    /// That the notes are a sample, and of what; `None` where they are all of them.
    pub first_look: Option<FirstLook>,
    /// What each coder gave, where there are coders' files; `None` costs nothing.
    pub coder_tags: Option<crate::coders::CoderTags>,
    /// The samples of notes that coders were given to tag, in the order they were drawn.
    pub samples: Vec<crate::samples::Sample>,
    /// Names of the notes files, relative to the review.
    pub files: Vec<String>,
    /// Reads texts again.
    pub texts: Arc<dyn Texts>,
    /// The findings, in order of file.
    pub findings: Vec<Finding>,
    /// What the findings were judged on when they were last audited and accepted.
    pub lock: Option<crate::audit::Lock>,
    /// Quoted notes that a person has read.
    pub quotes_read: Vec<QuoteRead>,
    /// The words for amounts.
    pub scale: Scale,
    /// How it counts.
    pub counting: Counting,
    /// What may be shown.
    pub disclosure: Disclosure,
    /// What became of every row.
    pub ledger: Ledger,
}

impl Review {
    /// A review with a title and nothing in it yet, counted and worded by the defaults, for
    /// programs that put a review together themselves.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use throughline_core::notes::TextsInMemory;
    /// use throughline_core::review::Review;
    /// let review = Review::new("Hearing back", Arc::new(TextsInMemory::default()));
    /// assert_eq!(review.about.title, "Hearing back");
    /// assert!(review.notes.is_empty());
    /// ```
    #[must_use]
    pub fn new(title: impl Into<String>, texts: Arc<dyn Texts>) -> Self {
        Self {
            about: About {
                title: title.into(),
                ..About::default()
            },
            parts: Vec::new(),
            questions: Vec::new(),
            contributors: Vec::new(),
            organisations: Vec::new(),
            formats: Vec::new(),
            engagements: Vec::new(),
            codebook: Codebook::default(),
            notes: Notes::default(),
            first_look: None,
            coder_tags: None,
            samples: Vec::new(),
            files: Vec::new(),
            texts,
            findings: Vec::new(),
            lock: None,
            quotes_read: Vec::new(),
            scale: Scale::plain(),
            counting: Counting::default(),
            disclosure: Disclosure::default(),
            ledger: Ledger::default(),
        }
    }

    /// The note of an id. Linear in the number of notes: for many look-ups make a table.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<crate::notes::NoteIndex> {
        self.notes
            .indices()
            .find(|&n| self.notes.ids.get(n as usize) == id)
    }
}
