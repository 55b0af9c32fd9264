//! Problems of the input: what is wrong, where, and what would be right.

mod place;

pub use place::Place;

mod near;
mod quoting;

pub use near::did_you_mean;

use quoting::cut;
use serde::Serialize;
use std::fmt;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something worth knowing: a name was merged, a shape assumed. Never changes an exit code.
    Note,
    /// The review can be read, but somebody should look.
    Warning,
    /// The review cannot be reported as it stands.
    Error,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)*) => {
        /// The closed list of problems. Each has a stable code, which `check --format json`
        /// prints and the format guide lists.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)*
        }

        impl Code {
            /// Every code, in the order of the guide.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable code, such as `unknown-theme`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// How grave it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// What it means, in a sentence, for the guide.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)* }
            }
        }
    };
}

codes! {
    /// A file that the review needs is not there.
    MissingFile = "missing-file", Error;
    /// A file cannot be read.
    UnreadableFile = "unreadable-file", Error;
    /// A file has no bytes, or only blank lines: not even a header.
    EmptyFile = "empty-file", Error;
    /// A notes file has a header and no notes.
    NoNotes = "no-notes", Warning;
    /// No note carries a theme: none is tagged yet, or the column that names them is not read.
    NoThemes = "no-themes", Warning;
    /// Rows with errors were set aside in the ledger, as was asked for.
    RejectedRows = "rejected-rows", Warning;
    /// A file among the notes or the tags that is not CSV; it is not read.
    UnreadFile = "unread-file", Warning;
    /// Something about a file was assumed: its encoding, what separates fields, what a column is.
    Assumed = "assumed", Note;
    /// Bytes that are not UTF-8.
    Encoding = "encoding", Error;
    /// A NUL byte in a text file.
    NulByte = "nul-byte", Error;
    /// A quoted field that is never closed.
    UnclosedQuote = "unclosed-quote", Error;
    /// A quoted cell holds lines that look like rows: a quotation mark was most likely left open.
    SwallowedRows = "swallowed-rows", Error;
    /// A record with fewer fields than the header.
    ShortRecord = "short-record", Error;
    /// A record with more fields than the header.
    LongRecord = "long-record", Error;
    /// A column that the file needs is missing.
    MissingColumn = "missing-column", Error;
    /// A column that the program does not know; it is not read.
    UnknownColumn = "unknown-column", Warning;
    /// Two columns with one name.
    DuplicateColumn = "duplicate-column", Error;
    /// A TOML or XML file that does not parse.
    Syntax = "syntax", Error;
    /// A key that the program does not know.
    UnknownKey = "unknown-key", Warning;
    /// A key that must be there is missing.
    MissingKey = "missing-key", Error;
    /// A value of the wrong kind, or out of range.
    BadValue = "bad-value", Error;
    /// An identifier is blank or holds a separator.
    BadId = "bad-id", Error;
    /// Two things with one identifier.
    DuplicateId = "duplicate-id", Error;
    /// Two different notes with one identifier.
    NoteIdClash = "note-id-clash", Error;
    /// A note stands twice, the same in every cell; it is counted once.
    DuplicateNote = "duplicate-note", Warning;
    /// One longer text under several note ids, as campaigns send; each is counted.
    SameText = "same-text", Warning;
    /// Rows without ids that repeat an earlier row, in every cell or in all but its theme; each is
    /// counted as a note.
    RowsRepeat = "rows-repeat", Warning;
    /// Rows without ids that stand twice: two files hold the same rows, or a file has a row for each
    /// theme of a note.
    SameRows = "same-rows", Error;
    /// A row of totals, the header again, or a line under the table: no note.
    NotANote = "not-a-note", Error;
    /// Ids that differ only in how a number is written: `3`, `03`, `3.0`.
    SimilarIds = "similar-ids", Warning;
    /// A theme that is not in the codebook.
    UnknownTheme = "unknown-theme", Error;
    /// An engagement that is not in engagements.csv.
    UnknownEngagement = "unknown-engagement", Error;
    /// A part that review.toml does not define.
    UnknownPart = "unknown-part", Error;
    /// A question that the part does not have.
    UnknownQuestion = "unknown-question", Error;
    /// A note that does not exist.
    UnknownNote = "unknown-note", Error;
    /// An organisation that organisations.csv does not list; it is taken in as it is written.
    UnknownOrganisation = "unknown-organisation", Warning;
    /// A stance word that is none of the known; it counts as not stated.
    UnknownStance = "unknown-stance", Warning;
    /// A word for yes or no that is neither.
    UnknownYesNo = "unknown-yes-no", Warning;
    /// A date that is none, or does not exist.
    BadDate = "bad-date", Error;
    /// Some dates of a column can only have the day first, others only the month.
    DateOrders = "date-orders", Error;
    /// A spreadsheet may have taken the day for the month.
    DatesSwapped = "dates-swapped", Warning;
    /// What a note says of its engagement differs from engagements.csv.
    EngagementDiffers = "engagement-differs", Warning;
    /// A note has no text.
    NoText = "no-text", Warning;
    /// Two spellings of a name were taken for one organisation.
    NameMerged = "name-merged", Note;
    /// Two names that may be one organisation's; they are counted as two.
    SimilarNames = "similar-names", Warning;
    /// A name that names nobody (`Anonymous`, `Various`); it is counted as an organisation.
    VagueName = "vague-name", Warning;
    /// Only the first row of a group names its organisation, it seems; the others count as notes of none.
    NotFilledDown = "not-filled-down", Warning;
    /// Two themes that may be one, where no codebook says which there are; they are counted as two.
    SimilarThemes = "similar-themes", Warning;
    /// One alias for two organisations.
    AliasClash = "alias-clash", Error;
    /// A theme is its own ancestor.
    ThemeCycle = "theme-cycle", Error;
    /// A phrase of a claim does not stand once in its statement.
    PhraseNotFound = "phrase-not-found", Error;
    /// A quotation that does not stand in its note, or a note that may not be quoted.
    BadQuote = "bad-quote", Error;
    /// The words of an excerpt stand elsewhere in their note than the coder's file says; that place is used.
    ExcerptMoved = "excerpt-moved", Note;
    /// The words of an excerpt were edited in the note; the place that comes nearest is used.
    ExcerptChanged = "excerpt-changed", Warning;
    /// The words of an excerpt cannot be found in their note; the tag counts for the whole note.
    ExcerptLost = "excerpt-lost", Warning;
    /// A sheet decides a note otherwise than the coder's file, or leaves open what coders differ on.
    TagsDiffer = "tags-differ", Error;
    /// findings.lock cannot be read; it is passed over, and the audit does not say what changed since.
    DamagedLock = "damaged-lock", Warning;
    /// Coders' tags are settled by a policy that this version does not have.
    Unsupported = "unsupported", Error;
    /// Characters that no font of the report has; they are written as their code points.
    Unprintable = "unprintable", Warning;
    /// A statement claims an amount that the notes do not bear.
    ClaimFails = "claim-fails", Error;
    /// A public report would print a contributor's name, an alias or an e-mail address.
    WouldPublishName = "would-publish-name", Error;
    /// In a protected report a claim tells small counts apart, alone or beside others.
    ClaimTells = "claim-tells", Error;
    /// In a protected report a claim's count is none of those that its words stand for.
    ClaimFalse = "claim-false", Error;
    /// In a protected report a claim says all or none without `unanimous = "agreed"`.
    UnanimousNotAgreed = "unanimous-not-agreed", Error;
    /// In a protected report more quotes stand under a theme than its band bears, or one note under
    /// two findings.
    QuotesTell = "quotes-tell", Error;
    /// A quote that could give its speaker away has not been read by a person (`quotes-read.csv`).
    QuoteUnread = "quote-unread", Error;
    /// A public report attributes notes to coded organisations, which readers may recognise.
    CodedPublished = "coded-published", Warning;
    /// A public report would name an organisation that has not consented.
    NoConsent = "no-consent", Error;
}

/// A message in which the line ends of what it quotes are shown as a sign.
fn on_one_line(text: String) -> String {
    if text.contains(['\n', '\r']) {
        text.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎")
    } else {
        text
    }
}

/// What the message of a problem that stands for others is put together of.
const MORE: &str = "and ";
const OF_THE_KIND: &str = " more of the kind ";

/// One fault of the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// Which of the closed list.
    pub code: Code,
    /// What is wrong, in one line, without the place. What it quotes of a file is cut to a length
    /// that can be read, as the help is.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Problem {
    /// A problem without help.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            code,
            message: cut(on_one_line(message.into())),
            help: None,
        }
    }

    /// The same with another message.
    #[must_use]
    pub fn saying(mut self, message: impl Into<String>) -> Self {
        self.message = cut(on_one_line(message.into()));
        self
    }

    /// Stands for so many more problems of a code, which were met and not kept.
    ///
    /// ```
    /// use throughline_core::problem::{Code, Problem};
    /// let more = Problem::more(Code::BadDate, "notes.csv", 12);
    /// assert_eq!(more.to_string(), "notes.csv: and 12 more of the kind `bad-date`");
    /// assert_eq!(more.stands_for(), 12);
    /// ```
    #[must_use]
    pub fn more(code: Code, file: impl Into<String>, problems: u64) -> Self {
        let message = format!("{MORE}{problems}{}`{}`", OF_THE_KIND, code.as_str());
        Self::new(code, Place::file(file), message)
    }

    /// How many problems it stands for: itself, or those that were not kept.
    #[must_use]
    pub fn stands_for(&self) -> u64 {
        let more = self.message.strip_prefix(MORE);
        let more = more.and_then(|rest| rest.split_once(OF_THE_KIND));
        more.and_then(|(number, _)| number.parse().ok())
            .unwrap_or(1)
    }

    /// The same with what would be right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(cut(on_one_line(help.into())));
        self
    }

    /// How grave it is: that of its code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Problem {
    /// `notes/workshop.csv:4:12: unknown theme …`, one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// Everything found in a run, in the order it was found until [`Problems::sorted`].
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    /// Adds all of another list.
    pub fn append(&mut self, mut other: Problems) {
        self.list.append(&mut other.list);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|p| p.severity() == Severity::Error)
    }

    /// How many are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of_severity = self.list.iter().filter(|p| p.severity() == severity);
        let count: u64 = of_severity.map(Problem::stands_for).sum();
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    /// The problems in order of file, line and column.
    #[must_use]
    pub fn sorted(mut self) -> Problems {
        self.list.sort();
        self.list.dedup();
        self
    }

    /// Each problem.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
