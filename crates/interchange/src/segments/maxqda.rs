//! Coded segments of MAXQDA, as “Overview of coded segments” and “Retrieved segments” export them:
//! XLSX, or CSV with `;` and decimal commas where the locale has them.
//!
//! Read from the help of MAXQDA 18, 22 and 24 in English and German, and from published scripts that
//! read exports of MAXQDA 22 and 24: `Color`, `Document group`, `Document name`, `Code`, `Beginning`,
//! `End`, `Weight score`, `Segment`, `Modified by`, `Created by`, `Modified`, `Created`, `Code alias`,
//! `Area`, `Coverage %`, `Comment`, then whatever variables of documents were asked for; in German
//! `Farbe`, `Dokumentgruppe`, `Dokumentname`, `Code`, `Anfang`, `Ende`, `Gewicht`, `Segment`, `Erstellt
//! von`, `Erstellt am`, …. A column may stand twice (variables repeat the name of the document): the
//! first is read.
//!
//! A row is one segment with one code, and the code is its path: `A > B` in exports of 20 and later,
//! `A\B` before. `Beginning` and `End` are numbers of paragraphs (in tables row and column, in PDFs
//! pages), not of characters, so they tell two segments of the same words apart and no more. Where a
//! version gives `Preview` (63 characters) instead of `Segment`, it is read and said.

use super::Tool;
use super::header::{Codes, Field, Spec};

pub(super) const SPEC: Spec = Spec {
    tool: Tool::Maxqda,
    what: "coded segments",
    columns: &[
        (
            Field::Document,
            &["Document name", "Document", "Dokumentname", "Dokument"],
        ),
        (Field::Codes, &["Code"]),
        (
            Field::Text,
            &[
                "Segment",
                "Coded segment",
                "Codiertes Segment",
                "Preview",
                "Vorschau",
            ],
        ),
        (Field::Group, &["Document group", "Dokumentgruppe"]),
        (Field::Begin, &["Beginning", "Begin", "Anfang"]),
        (Field::End, &["End", "Ende"]),
        (
            Field::Weight,
            &["Weight score", "Weight", "Gewicht", "Gewichtung"],
        ),
        (Field::Colour, &["Color", "Colour", "Farbe"]),
        (Field::Area, &["Area", "Fläche"]),
        (
            Field::Coverage,
            &[
                "Coverage %",
                "Coverage",
                "Abdeckungsgrad %",
                "Abdeckungsgrad",
                "Abdeckung %",
            ],
        ),
        (Field::Memo, &["Comment", "Kommentar"]),
        (
            Field::Coder,
            &["Created by", "Author", "Erstellt von", "Autor"],
        ),
        (
            Field::ModifiedBy,
            &["Modified by", "Bearbeitet von", "Geändert von"],
        ),
        (
            Field::Time,
            &[
                "Created",
                "Creation date",
                "Erstellt am",
                "Erstellt",
                "Erstelldatum",
            ],
        ),
        (
            Field::Modified,
            &[
                "Modified",
                "Modified date",
                "Bearbeitet am",
                "Bearbeitet",
                "Geändert am",
                "Geändert",
            ],
        ),
        (Field::Ours, &["rejected_line", "rejected_reason"]),
    ],
    codes: Codes::Path,
};

/// Whether a name of the column of the text is that of a preview, which is cut.
pub(super) fn is_preview(name: &str) -> bool {
    ["preview", "vorschau"]
        .iter()
        .any(|p| name.eq_ignore_ascii_case(p))
}
