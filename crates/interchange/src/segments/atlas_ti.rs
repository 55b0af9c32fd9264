//! Quotations of ATLAS.ti, as its Quotation Manager exports them: XLSX, or CSV with whatever the
//! locale puts between cells.
//!
//! Read from the manual of ATLAS.ti 24 for Windows (Quotation Manager; Creating Excel Reports), and
//! from published scripts that read exports of versions 9 and 22: columns `ID`, `Quotation Name`,
//! `Document`, `Document Groups`, `Quotation Content` (`Text Content` in newer versions), `Comment`,
//! `Codes`, `Reference`, `Density`, `Created by`, `Modified by`, `Created`, `Modified`; the codes of a
//! quotation stand in one cell, a line each. The German names are those of its German screens; no
//! German export was at hand.
//!
//! Codes of a category come as `Category: Code`, which is read as a code under one; where no cell of a
//! file has two lines and some have `;`, that separates codes. `Reference` (`¶ 12 – 13`, `2:14 – 2:80`)
//! tells two quotations of the same words apart; it cannot be turned into a place in a text that the
//! file does not hold. Quotations of pictures, sound and film have no text and are listed.

use super::Tool;
use super::header::{Codes, Field, Spec};

pub(super) const SPEC: Spec = Spec {
    tool: Tool::AtlasTi,
    what: "quotations",
    columns: &[
        (
            Field::Document,
            &["Document", "Document name", "Primary Document", "Dokument"],
        ),
        (Field::Codes, &["Codes", "Kodes"]),
        (
            Field::Text,
            &[
                "Quotation Content",
                "Text Content",
                "Content",
                "Zitatinhalt",
                "Textinhalt",
                "Inhalt",
            ],
        ),
        (
            Field::Group,
            &[
                "Document Groups",
                "Document Group",
                "Dokumentgruppen",
                "Dokumentgruppe",
            ],
        ),
        (Field::Name, &["Quotation Name", "Name", "Zitatname"]),
        (Field::Memo, &["Comment", "Quotation Comment", "Kommentar"]),
        (Field::Reference, &["Reference", "Referenz"]),
        (Field::Begin, &["Start", "Start Position", "Anfang"]),
        (Field::End, &["End", "End Position", "Ende"]),
        (
            Field::Coder,
            &["Created by", "Creator", "Author", "Erstellt von", "Autor"],
        ),
        (
            Field::ModifiedBy,
            &["Modified by", "Geändert von", "Bearbeitet von"],
        ),
        (
            Field::Time,
            &[
                "Created",
                "Created at",
                "Creation Date",
                "Erstellt",
                "Erstellt am",
            ],
        ),
        (
            Field::Modified,
            &[
                "Modified",
                "Modified at",
                "Geändert",
                "Geändert am",
                "Bearbeitet am",
            ],
        ),
        (Field::Derived, &["ID", "Nr", "Density", "Dichte", "Extent"]),
        (Field::Ours, &["rejected_line", "rejected_reason"]),
    ],
    codes: Codes::Lines,
};
