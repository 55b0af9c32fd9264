//! The Typst template: the one built in, or files that take its place.

use std::collections::BTreeMap;

/// The file that a template is compiled from.
pub const MAIN: &str = "report.typ";

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../template/", $name)))
    };
}

/// The files of the built-in template, each with its text.
pub const BUILT_IN: [(&str, &str); 6] = [
    file!("report.typ"),
    file!("look.typ"),
    file!("opening.typ"),
    file!("findings.typ"),
    file!("closing.typ"),
    file!("appendices.typ"),
];

/// The Typst source that lays the report out. It reads `synthesis.json`, `render.json` and
/// `charts/*.svg`, which stand beside it; data never becomes part of the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Template {
    /// The one of this crate.
    #[default]
    BuiltIn,
    /// Files by their path in the template's folder, with `/` between folders; all of them,
    /// [`MAIN`] among them.
    Files(BTreeMap<String, Vec<u8>>),
}

impl Template {
    /// Every file of the template by its path.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        match self {
            Template::BuiltIn => BUILT_IN
                .iter()
                .map(|&(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
                .collect(),
            Template::Files(files) => files.clone(),
        }
    }
}
