//! Taguette's highlights, CSV and XLSX.
//!
//! Read from the source of Taguette 1.5 (`taguette/export.py` of remram44/taguette at 00291cee):
//! `id,document,tag,content`, a row for each highlight and tag, a blank tag where a highlight has none,
//! lines ended by CRLF, the text as plain text of the highlighted HTML. Versions before 1.0 put
//! `content` before `tag`; the order of columns does not matter here.
//!
//! Taguette has no tree of tags, but shows and exports all tags that begin with a path, and its users
//! write `cost.time` for a tag under `cost`. So a dot between two words is a step down: neither side
//! may be blank, begin or end with white space, be a number, or have one character alone, so that
//! `Dr. Smith`, `2.5 hours` and `U.S.A` stay what they are.
//!
//! It does not say who highlighted, nor where a highlight stands.

use super::Tool;
use super::header::{Codes, Field, Spec};

pub(super) const SPEC: Spec = Spec {
    tool: Tool::Taguette,
    what: "highlights",
    columns: &[
        (Field::Document, &["document"]),
        (Field::Codes, &["tag"]),
        (Field::Text, &["content"]),
        (Field::Derived, &["id"]),
        (Field::Ours, &["rejected_line", "rejected_reason"]),
    ],
    codes: Codes::Dotted,
};
