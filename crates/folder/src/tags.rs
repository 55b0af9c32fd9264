//! `tags/CODER.csv` as it is written.

use crate::coders;
use throughline_core::ids::CoderId;
use throughline_core::stance::Stance;

/// A row of a coder's file. The rows of a note and a theme may be several: one an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TagRow {
    /// The note.
    pub note_id: String,
    /// Codes of themes; none = read, and none applies.
    pub themes: Vec<String>,
    /// The stance.
    pub stance: Stance,
    /// The words of an excerpt; blank for the whole note.
    pub excerpt: String,
    /// Where the excerpt begins and ends in the note's text, in Unicode code points from 0, the end
    /// exclusive.
    pub span: Option<(u32, u32)>,
    /// What the coder noted.
    pub memo: String,
    /// When (RFC 3339); blank where nobody noted it.
    pub time: String,
}

/// The path of a coder's file in a review folder.
#[must_use]
pub fn path(coder: &CoderId) -> String {
    format!("{}/{coder}.csv", coders::FOLDER)
}

/// The bytes of a coder's file: a header and the rows in the order given, `\n` at the end of each.
///
/// ```
/// use throughline_folder::tags::{TagRow, to_csv};
/// let row = TagRow {
///     note_id: "W-001".into(),
///     themes: vec!["cost".into(), "time".into()],
///     ..TagRow::default()
/// };
/// assert_eq!(
///     to_csv(&[row]),
///     b"note_id,themes,stance,excerpt,start,end,memo,time\nW-001,cost;time,,,,,,\n",
/// );
/// ```
#[must_use]
pub fn to_csv(rows: &[TagRow]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    // Writing to memory does not fail.
    let _ = writer.write_record(coders::COLUMNS.map(|c| c.name));
    for row in rows {
        let stance = match row.stance {
            Stance::NotStated => "",
            stance => stance.word(),
        };
        let _ = writer.write_record([
            row.note_id.as_str(),
            &row.themes.join(";"),
            stance,
            &row.excerpt,
            &number(row.span.map(|s| s.0)),
            &number(row.span.map(|s| s.1)),
            &row.memo,
            &row.time,
        ]);
    }
    writer.into_inner().unwrap_or_default()
}
