//! Rows of a review's tables as they are written: a table of its own, or rows added to the end of
//! one that is there, whose bytes stay as they are.
//!
//! A table that lacks a column which a new row needs gets it as its last column; its rows get a blank
//! cell, and keep every byte before it. Nothing is neutralised for spreadsheets here: what is written
//! is read again by this crate, and a text must come back as it went in.

mod adding;

pub(crate) use adding::new_table;
pub use adding::{AddError, added, is_notes_table};

use crate::organisations::optional;
use crate::tags::{self, TagRow, stance_cell};
use crate::{coders, engagements, organisations, settings, themes};
use std::collections::BTreeSet;
use throughline_core::dates::DateRange;
use throughline_core::names::name_key;
use throughline_core::stance::Stance;
use throughline_ingest::faults::Faults;
use throughline_ingest::table::Table;

/// The path of `review.toml` in a review folder.
pub const SETTINGS: &str = settings::FILE;
/// The path of the codebook.
pub const CODEBOOK: &str = themes::FILE;
/// The path of the list of organisations.
pub const ORGANISATIONS: &str = organisations::FILE;
/// The path of the list of engagements.
pub const ENGAGEMENTS: &str = engagements::FILE;
/// The folder of the notes files.
pub const NOTES: &str = "notes";
/// The folder of the coders' files.
pub const TAGS: &str = coders::FOLDER;
/// The coder of the themes column of the notes, whose name no coder's file can have.
pub const NOTES_CODER: &str = coders::NOTES_CODER;

/// A row: the cells that are not blank, each with the name of its column.
pub type Cells = Vec<(&'static str, String)>;

/// Something that is one row of a table.
pub trait Row {
    /// The columns of the table where it is new, in their order.
    const COLUMNS: &'static [&'static str];

    /// The cells that are not blank.
    fn cells(&self) -> Cells;
}

/// A row of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeRow {
    /// The code.
    pub code: String,
    /// The label.
    pub label: String,
    /// The label inside a sentence; blank where it is the label.
    pub phrase: String,
    /// The code of the theme above it; blank at the top.
    pub parent: String,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to.
    pub exclude: String,
    /// Words that point to it.
    pub keywords: Vec<String>,
}

/// A row of the list of engagements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EngagementRow {
    /// The id.
    pub id: String,
    /// What it was.
    pub format: String,
    /// The title; blank for none.
    pub title: String,
    /// The days.
    pub dates: Option<DateRange>,
    /// Who was there.
    pub organisations: Vec<String>,
}

/// A row of the list of organisations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrganisationRow {
    /// The name.
    pub name: String,
    /// The letter in the head of a matrix; blank for none.
    pub letter: String,
    /// Whether it once contributed and does no more.
    pub historical: bool,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Whether it agreed to be named.
    pub consent: bool,
    /// Words that give it away in a quote.
    pub giveaways: Vec<String>,
}

/// A part of a review.toml that is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartTable {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it was about; blank for nothing.
    pub intro: String,
    /// Id and text of each question.
    pub questions: Vec<(String, String)>,
}

/// A row of a notes file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoteRow {
    /// The id.
    pub id: String,
    /// The id of its engagement; blank for none.
    pub engagement: String,
    /// The format of its engagement, where engagements.csv does not say it.
    pub format: String,
    /// The date of its engagement, where engagements.csv does not say it.
    pub date: String,
    /// Names of organisations.
    pub organisations: Vec<String>,
    /// Its part; blank for none.
    pub part: String,
    /// Its question; blank for none.
    pub question: String,
    /// Codes of the themes column.
    pub themes: Vec<String>,
    /// The stance of the themes column.
    pub stance: Stance,
    /// The text.
    pub text: String,
    /// Whether it is verbatim, where that is known.
    pub verbatim: Option<bool>,
    /// Whether it may be quoted, where that is known.
    pub quotable: Option<bool>,
    /// Its language; blank for the review's.
    pub language: String,
}

fn filled(cells: impl IntoIterator<Item = (&'static str, String)>) -> Cells {
    cells
        .into_iter()
        .filter(|(_, cell)| !cell.is_empty())
        .collect()
}

fn yes_no(word: Option<bool>) -> String {
    word.map_or("", |yes| if yes { "yes" } else { "no" })
        .to_owned()
}

impl Row for ThemeRow {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "label",
        "phrase",
        "parent",
        "definition",
        "include",
        "exclude",
        "keywords",
    ];

    fn cells(&self) -> Cells {
        filled([
            ("code", self.code.clone()),
            ("label", self.label.clone()),
            ("phrase", self.phrase.clone()),
            ("parent", self.parent.clone()),
            ("definition", self.definition.clone()),
            ("include", self.include.clone()),
            ("exclude", self.exclude.clone()),
            ("keywords", self.keywords.join(";")),
        ])
    }
}

impl Row for EngagementRow {
    const COLUMNS: &'static [&'static str] = &[
        "engagement_id",
        "engagement_type",
        "title",
        "date",
        "date_from",
        "date_to",
        "organisations",
    ];

    fn cells(&self) -> Cells {
        let one = self.dates.filter(|d| d.from() == d.to());
        let several = self.dates.filter(|d| d.from() != d.to());
        filled([
            ("engagement_id", self.id.clone()),
            ("engagement_type", self.format.clone()),
            ("title", self.title.clone()),
            (
                "date",
                one.map(|d| d.from().to_string()).unwrap_or_default(),
            ),
            (
                "date_from",
                several.map(|d| d.from().to_string()).unwrap_or_default(),
            ),
            (
                "date_to",
                several.map(|d| d.to().to_string()).unwrap_or_default(),
            ),
            ("organisations", self.organisations.join(";")),
        ])
    }
}

impl Row for OrganisationRow {
    const COLUMNS: &'static [&'static str] = &[
        "organisation",
        "letter",
        "status",
        "aliases",
        "consent",
        "giveaways",
    ];

    fn cells(&self) -> Cells {
        let when = |yes: bool, word: &str| if yes { word } else { "" }.to_owned();
        filled([
            ("organisation", self.name.clone()),
            ("letter", self.letter.clone()),
            ("status", when(self.historical, "historical")),
            ("aliases", self.aliases.join(";")),
            ("consent", when(self.consent, "yes")),
            ("giveaways", self.giveaways.join(";")),
        ])
    }
}

impl Row for NoteRow {
    const COLUMNS: &'static [&'static str] = &[
        "note_id",
        "engagement_id",
        "engagement_type",
        "date",
        "organisation",
        "part",
        "question",
        "themes",
        "stance",
        "text",
        "verbatim",
        "quotable",
        "lang",
    ];

    fn cells(&self) -> Cells {
        filled([
            ("note_id", self.id.clone()),
            ("engagement_id", self.engagement.clone()),
            ("engagement_type", self.format.clone()),
            ("date", self.date.clone()),
            ("organisation", self.organisations.join(";")),
            ("part", self.part.clone()),
            ("question", self.question.clone()),
            ("themes", self.themes.join(";")),
            ("stance", stance_cell(self.stance).to_owned()),
            ("text", self.text.clone()),
            ("verbatim", yes_no(self.verbatim)),
            ("quotable", yes_no(self.quotable)),
            ("lang", self.language.clone()),
        ])
    }
}

impl Row for TagRow {
    const COLUMNS: &'static [&'static str] = &[
        "note_id", "themes", "stance", "excerpt", "start", "end", "memo", "time",
    ];

    fn cells(&self) -> Cells {
        filled(Self::COLUMNS.iter().copied().zip(self.in_order()))
    }
}

/// The keys ([`name_key`]) of every name and alias in the list of organisations.
#[must_use]
pub fn organisation_keys(bytes: &[u8]) -> BTreeSet<String> {
    let columns = [
        optional("organisation"),
        optional("name"),
        optional("aliases"),
    ];
    let mut faults = Faults::new(false);
    let mut keys = BTreeSet::new();
    if let Some(table) = Table::of_bytes(bytes.to_vec(), ORGANISATIONS, &columns, &mut faults) {
        table.for_each(&mut faults, |row, _| {
            keys.extend([0, 1].map(|column| name_key(&row.cell(column))));
            keys.extend(row.values(2).iter().map(|alias| name_key(alias)));
        });
    }
    keys
}

/// Whether review.toml says which parts there are, so that notes may name no other.
#[must_use]
pub fn defines_parts(settings: &[u8]) -> bool {
    std::str::from_utf8(settings)
        .ok()
        .and_then(|text| {
            text.trim_start_matches('\u{feff}')
                .parse::<toml::Table>()
                .ok()
        })
        .is_some_and(|table| table.contains_key("part"))
}

/// The review.toml of a new review.
///
/// ```
/// use throughline_folder::rows::new_settings;
/// assert_eq!(new_settings("A \"review\"", &[]), "title = 'A \"review\"'\n");
/// ```
#[must_use]
pub fn new_settings(title: &str, parts: &[PartTable]) -> String {
    let string = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut out = format!("title = {}\n", string(title));
    for part in parts {
        out.push_str("\n[[part]]\n");
        let keys = [
            ("id", &part.id),
            ("title", &part.title),
            ("intro", &part.intro),
        ];
        for (key, value) in keys.into_iter().filter(|(_, value)| !value.is_empty()) {
            out.extend([key, " = ", &string(value), "\n"]);
        }
        for (id, text) in &part.questions {
            out.extend([
                "\n[[part.question]]\nid = ",
                &string(id),
                "\ntext = ",
                &string(text),
                "\n",
            ]);
        }
    }
    out
}

/// The path of a coder's file.
#[must_use]
pub fn coder_path(stem: &str) -> String {
    stem.parse()
        .map_or_else(|_| format!("{TAGS}/{stem}.csv"), |coder| tags::path(&coder))
}
