//! What a sheet decides beside what a coder's file says.

use std::collections::{BTreeMap, BTreeSet};
use throughline_core::excerpts::text_form;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::stance::Stance;
use throughline_folder::tags::TagRow;

/// What becomes of a note that the sheet decides otherwise than the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Nothing is written.
    Stop,
    /// The sheet is right.
    Replace,
    /// The file is right.
    Keep,
}

/// What is to be written, and what there is to say.
#[derive(Debug, Default)]
pub struct Merge {
    /// The rows of the notes that are new or change, in order of the sheet's notes.
    pub rows: Vec<TagRow>,
    /// Notes that the file did not have.
    pub new: usize,
    /// Notes that both decide alike.
    pub same: usize,
    /// A problem for each note that they decide otherwise.
    pub conflicts: Vec<Problem>,
}

/// Puts what a sheet decides beside what a file says, which is called `file`. Both are by the id of
/// the note.
#[must_use]
pub fn merge(
    decided: &BTreeMap<String, (Place, Vec<TagRow>)>,
    there: &BTreeMap<String, Vec<TagRow>>,
    file: &str,
    conflict: Conflict,
) -> Merge {
    let mut merge = Merge::default();
    for (note, (place, rows)) in decided {
        match there.get(note) {
            None => {
                merge.new += 1;
                merge.rows.extend(rows.iter().cloned());
            }
            Some(known) if alike(known) == alike(rows) => merge.same += 1,
            Some(known) => {
                let message = format!(
                    "note `{note}`: the sheet says {}, {file} says {}",
                    said(rows),
                    said(known)
                );
                let problem = Problem::new(Code::TagsDiffer, place.clone(), message);
                merge.conflicts.push(problem);
                if conflict == Conflict::Replace {
                    merge.rows.extend(rows.iter().cloned());
                }
            }
        }
    }
    merge
}

/// What counts when two decisions are compared: when they were made does not.
type Decision = (BTreeSet<String>, Stance, String, Option<(u32, u32)>, String);

fn alike(rows: &[TagRow]) -> BTreeSet<Decision> {
    let decision = |row: &TagRow| {
        (
            row.themes.iter().cloned().collect(),
            row.stance,
            text_form(&row.excerpt).into_owned(),
            row.span,
            text_form(&row.memo).into_owned(),
        )
    };
    rows.iter().map(decision).collect()
}

fn said(rows: &[TagRow]) -> String {
    let said = rows.iter().map(|row| {
        let mut said = if row.themes.is_empty() {
            "no theme".to_owned()
        } else {
            format!("`{}`", row.themes.join(";"))
        };
        if row.stance != Stance::NotStated {
            said = format!("{said} {}", row.stance);
        }
        if !row.excerpt.is_empty() {
            said = format!("{said} of “{}”", row.excerpt);
        }
        if !row.memo.is_empty() {
            said = format!("{said} (memo: {})", row.memo);
        }
        said
    });
    said.collect::<Vec<_>>().join(" and ")
}
