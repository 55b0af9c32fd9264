//! Projects (`.qdpx`): a zip of `project.qde` and the texts in `sources/`.
//!
//! **One note is one `TextSource`.** Notes are what this program counts, so that a source in the
//! other program is a note here; offsets of excerpts stay inside a note; and when a note is edited
//! its excerpts alone are found again. Engagement, format, days, part, question and the rest are
//! variables of the source, organisations are cases that refer to their sources, coders are users,
//! and a tag is a `Coding` by its user: of the source, or of a selection of it when the tag has an
//! excerpt. What a row of a coder's file says beside its themes (the stance, the memo, that no
//! theme applies) stands in a `Note` that its codings refer to.

mod passages;
mod people;
mod read;
mod sources;
mod variables;
mod write;

pub use read::read_project;
pub use write::{Options, write_project, write_project_to};
