//! Coders as users, organisations as cases.

use super::variables::{self, Variable, yes_no};
use super::write::Options;
use crate::refi::guid::Guid;
use crate::refi::out::Out;
use std::io::{self, Write};
use throughline_core::ids::CoderId;
use throughline_core::review::{Review, Status};

/// The coder of the themes column.
pub const NOTES_CODER: &str = "notes";

/// The identifier of a coder.
pub fn coder_guid(name: &str) -> Guid {
    Guid::derive("coder", &[name])
}

/// The identifier of a note.
pub fn note_guid(id: &str) -> Guid {
    Guid::derive("note", &[id])
}

/// Writes the coders, that of the themes column first.
pub fn users<W: Write>(review: &Review, options: &Options, out: &mut Out<W>) -> io::Result<()> {
    let others = review.coder_tags.iter().flat_map(|tags| &tags.coders);
    let names = std::iter::once(NOTES_CODER).chain(others.map(CoderId::as_str));
    let names: Vec<&str> = names.filter(|n| options.takes(n)).collect();
    if names.is_empty() {
        return Ok(());
    }
    out.begin("Users", &[])?;
    for name in names {
        out.empty(
            "User",
            &[("guid", coder_guid(name).as_str()), ("name", name)],
        )?;
    }
    out.end()
}

/// Writes the organisations with the notes that are theirs.
pub fn cases<W: Write>(review: &Review, out: &mut Out<W>) -> io::Result<()> {
    if review.organisations.is_empty() {
        return Ok(());
    }
    let mut notes: Vec<Vec<usize>> = vec![Vec::new(); review.organisations.len()];
    for row in 0..review.notes.len() {
        for &organisation in review.notes.organisations.get(row) {
            if let Some(list) = notes.get_mut(organisation as usize) {
                list.push(row);
            }
        }
    }
    out.begin("Cases", &[])?;
    for (organisation, rows) in review.organisations.iter().zip(notes) {
        let name = organisation.name.as_str();
        let guid = Guid::derive("organisation", &[name]);
        out.begin("Case", &[("guid", guid.as_str()), ("name", name)])?;
        let status = match organisation.status {
            Status::Current => "current",
            Status::Historical => "historical",
        };
        variables::value(out, Variable::Status, status)?;
        let letter = organisation.letter.as_deref().unwrap_or("");
        variables::value(out, Variable::Letter, letter)?;
        variables::value(out, Variable::Aliases, &organisation.aliases.join("; "))?;
        variables::value(out, Variable::Consent, yes_no(organisation.consent))?;
        variables::value(out, Variable::Giveaways, &organisation.giveaways.join("; "))?;
        for row in rows {
            let note = note_guid(review.notes.ids.get(row));
            out.empty("SourceRef", &[("targetGUID", note.as_str())])?;
        }
        out.end()?;
    }
    out.end()
}
