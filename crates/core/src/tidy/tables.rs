//! The tables and their columns.

use super::Kind::{Boolean, Code, Date, Integer, Text};
use super::{Column, Fill, Kind, Table, notes, review};

const fn column(name: &'static str, kind: Kind, doc: &'static str) -> Column {
    Column {
        name,
        kind,
        nullable: false,
        words: false,
        doc,
    }
}

const fn maybe(name: &'static str, kind: Kind, doc: &'static str) -> Column {
    Column {
        nullable: true,
        ..column(name, kind, doc)
    }
}

const fn words(name: &'static str, doc: &'static str) -> Column {
    Column {
        words: true,
        ..maybe(name, Text, doc)
    }
}

/// The columns by which tables are joined.
const NOTE: Column = column("note_id", Text, "The note.");
const THEME: Column = column("theme", Code, "The theme.");
const ORGANISATION: Column = column("organisation", Code, "The organisation's display name.");
const SOURCE_LINE: Column = column(
    "source_line",
    Integer,
    "The line its record begins on, from 1.",
);

/// Every table, in the order in which they are described.
pub const TABLES: &[Table] = &[
    Table {
        name: "notes",
        doc: "The notes that are counted, one a row.",
        columns: &[
            column("note_id", Text, "The note's id; each stands once."),
            maybe("engagement_id", Code, "The engagement; null for none."),
            maybe("part_id", Code, "The part; null for none."),
            maybe("question_id", Code, "The question; null for none."),
            column("verbatim", Boolean, "The text is a verbatim quote."),
            column("quotable", Boolean, "The text may be quoted in a report."),
            column("te_reo", Boolean, "The text is in te reo Māori."),
            maybe(
                "source_file",
                Code,
                "The notes file, relative to the review.",
            ),
            SOURCE_LINE,
            words("note_text", "What was said or observed, line ends as \\n."),
        ],
        units: notes::count,
        fill: Fill::Read(notes::notes),
    },
    Table {
        name: "note_organisations",
        doc: "The organisations that a note is attributed to; a note without any has no row.",
        columns: &[NOTE, ORGANISATION],
        units: notes::count,
        fill: Fill::Held(notes::organisations),
    },
    Table {
        name: "tags",
        doc: "The themes of a note, as coders are settled (rule of counting 8): each theme once.",
        columns: &[
            NOTE,
            column("theme", Code, "The theme's code."),
            column(
                "stance",
                Code,
                "positive, negative, mixed, neutral or not stated.",
            ),
        ],
        units: notes::count,
        fill: Fill::Held(notes::tags),
    },
    Table {
        name: "coder_tags",
        doc: "The rows of coders' files, a row a theme; tags of the themes column of the notes are not among them.",
        columns: &[
            NOTE,
            column("coder", Code, "The coder."),
            maybe(
                "theme",
                Code,
                "The theme's code; null for a note that was read and that none applies to.",
            ),
            column("stance", Code, "The stance it was given with."),
            maybe(
                "excerpt_start",
                Integer,
                "Where the excerpt begins in the note's text, in code points from 0; null for all of it.",
            ),
            maybe(
                "excerpt_end",
                Integer,
                "Where it ends, in code points, exclusive.",
            ),
            maybe("tagged_at", Text, "When, as it was written (RFC 3339)."),
            column("source_line", Integer, "Line of the coder's file, from 1."),
            words("excerpt", "The words of the excerpt."),
            words("memo", "What the coder noted."),
        ],
        units: notes::count_taggings,
        fill: Fill::Held(notes::coder_tags),
    },
    Table {
        name: "organisations",
        doc: "The organisations: those present at an engagement or with a note, and those that organisations.csv lists.",
        columns: &[
            column("organisation", Code, "Its display name; each stands once."),
            column("status", Code, "current or historical."),
            maybe("letter", Code, "The letter in the head of a matrix."),
            column("consent", Boolean, "It agreed to be named."),
        ],
        units: review::count_organisations,
        fill: Fill::Held(review::organisations),
    },
    Table {
        name: "organisation_aliases",
        doc: "Other names of organisations.",
        columns: &[
            ORGANISATION,
            column("alias", Text, "Another name it goes by."),
        ],
        units: review::count_organisations,
        fill: Fill::Held(review::aliases),
    },
    Table {
        name: "engagements",
        doc: "The engagements: workshops, meetings and other formats.",
        columns: &[
            column("engagement_id", Code, "The engagement's id."),
            column("engagement_type", Code, "Its format, as written."),
            maybe("title", Text, "What it is called."),
            maybe("date_from", Date, "Its first day; null where unknown."),
            maybe("date_to", Date, "Its last day; null where unknown."),
            column("file_order", Integer, "Its place in the file, from 1."),
        ],
        units: review::count_engagements,
        fill: Fill::Held(review::engagements),
    },
    Table {
        name: "engagement_organisations",
        doc: "The organisations present at an engagement.",
        columns: &[
            column("engagement_id", Code, "The engagement."),
            ORGANISATION,
        ],
        units: review::count_engagements,
        fill: Fill::Held(review::present),
    },
    Table {
        name: "themes",
        doc: "The codebook: a tree of themes.",
        columns: &[
            column("theme", Code, "The theme's code; each stands once."),
            column("label", Text, "The label in charts and tables."),
            column("phrase", Text, "The label inside a sentence."),
            maybe(
                "parent",
                Code,
                "The code of the theme above; null at the top.",
            ),
            column("depth", Integer, "How many themes stand above it."),
            maybe("definition", Text, "What it means."),
            maybe("include_when", Text, "When to use it."),
            maybe("exclude_when", Text, "When not to use it."),
            column("file_order", Integer, "Its place in the codebook, from 1."),
        ],
        units: review::count_themes,
        fill: Fill::Held(review::themes),
    },
    Table {
        name: "theme_ancestors",
        doc: "Every theme with itself and each theme above it, so that counts roll up without recursion (rule of counting 2).",
        columns: &[
            THEME,
            column("ancestor", Code, "Itself, or a theme above it."),
            column("distance", Integer, "0 for itself, 1 for its parent …"),
        ],
        units: review::count_themes,
        fill: Fill::Held(review::ancestors),
    },
    Table {
        name: "theme_keywords",
        doc: "Words that point to a theme.",
        columns: &[THEME, column("keyword", Text, "A word or phrase.")],
        units: review::count_themes,
        fill: Fill::Held(review::keywords),
    },
    Table {
        name: "parts",
        doc: "The parts of the review.",
        columns: &[
            column("part_id", Code, "The part's id."),
            column("title", Text, "Its title."),
            maybe("intro", Text, "What it was about."),
            column("file_order", Integer, "Its place in the review, from 1."),
        ],
        units: review::count_parts,
        fill: Fill::Held(review::parts),
    },
    Table {
        name: "questions",
        doc: "The questions of the parts.",
        columns: &[
            column("part_id", Code, "The part it was asked under."),
            column("question_id", Code, "The question's id."),
            column("question", Text, "As it was put."),
            column("file_order", Integer, "Its place in the part, from 1."),
        ],
        units: review::count_parts,
        fill: Fill::Held(review::questions),
    },
    Table {
        name: "settings",
        doc: "What the review is called and how it counts.",
        columns: &[
            column(
                "setting",
                Code,
                "title, noun, noun_plural, coders, percent_from.",
            ),
            column("value", Text, "Its value."),
        ],
        units: review::one,
        fill: Fill::Held(review::settings),
    },
    Table {
        name: "ledger",
        doc: "What became of every row that was read (rule of counting 12).",
        columns: &[
            column(
                "source_file",
                Code,
                "The notes file, relative to the review.",
            ),
            SOURCE_LINE,
            maybe("note_id", Text, "The note's id, where it could be read."),
            column("outcome", Code, "counted, merged, left out or rejected."),
            maybe(
                "reason",
                Text,
                "Why; null for a note that is simply counted.",
            ),
        ],
        units: review::one,
        fill: Fill::Held(review::ledger),
    },
];
