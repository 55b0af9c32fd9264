//! Codebook files (`.qdc`).
//!
//! Read with any namespace of the family (`urn:QDA-XML:codebook:1.0`, `:1:0` of `NVivo` for Mac,
//! `:0:4`), identifiers bare or in braces, colours of any form, parents that can be given
//! themselves, an empty `Sets`, and flat names of the form `a.b`. Written valid against the schema of
//! the standard, the same bytes for the same codebook.

use super::codes::{self, Codes};
use super::out::Out;
use super::xml::{self, Element};
use super::{ORIGIN, WriteError, Written};
use crate::incoming::{Incoming, NotCarried};
use std::io;
use throughline_core::codebook::Codebook;
use throughline_core::numbers::counted;
use throughline_core::problem::{Code, Place, Problem, Problems};

const NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";

/// Reads a codebook file; `file` is its name in messages. Themes come with their codes: that of
/// ours where the description holds it, else one made of the name.
///
/// ```
/// use throughline_interchange::refi::read_codebook;
/// let file = br##"<CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="NVivo"><Codes>
///   <Code guid="{0B6BA4D2-79A1-4E0F-9BB1-6A2AD9B1A001}" name="Resourcing" isCodable="true" color="#FF0000">
///     <Code guid="0b6ba4d2-79a1-4e0f-9bb1-6a2ad9b1a002" name="Time of staff" isCodable="true">
///       <Description>Hours that people give.</Description>
///     </Code>
///   </Code>
/// </Codes></CodeBook>"##;
/// let incoming = read_codebook(file, "nvivo.qdc").unwrap();
/// assert_eq!(incoming.themes[1].code, "time-of-staff");
/// assert_eq!(incoming.themes[1].parent.as_deref(), Some("resourcing"));
/// assert_eq!(incoming.themes[1].definition, "Hours that people give.");
/// assert_eq!(incoming.not_carried[0].kind, "colour");
/// ```
///
/// # Errors
/// Every fault of the file, with line and column: what is no XML, a codebook without codes, a code
/// without a name.
pub fn read_codebook(bytes: &[u8], file: &str) -> Result<Incoming, Problems> {
    let mut problems = Problems::default();
    let document = match xml::parse(bytes, file) {
        Ok(document) => document,
        Err(problem) => {
            problems.push(problem);
            return Err(problems);
        }
    };
    let root = &document.root;
    if !root.name.eq_ignore_ascii_case("CodeBook") {
        let problem = Problem::new(
            Code::BadValue,
            root.place(file),
            format!(
                "the root is `<{}>`, not the `<CodeBook>` of a codebook",
                root.name
            ),
        );
        problems.push(problem.help(if root.name == "Project" {
            "this is a project: give it as a .qdpx file"
        } else {
            "export the codebook as REFI-QDA codebook (.qdc)"
        }));
        return Err(problems);
    }
    let mut incoming = Incoming {
        source: file.to_owned(),
        ..Incoming::default()
    };
    let namespace = document.namespace.as_str();
    if !namespace.starts_with("urn:QDA-XML:codebook") {
        incoming.assumed.push(format!(
            "The namespace is `{namespace}`, not `{NAMESPACE}`; the file was read as a codebook all the same."
        ));
    }
    let codes = root.child("Codes");
    match codes {
        Some(element) => {
            let read = codes::read(element, file, &mut problems);
            take(read, &mut incoming);
        }
        None => problems.push(no_codes(root.place(file))),
    }
    if codes.is_some_and(|c| c.child("Code").is_none()) {
        problems.push(no_codes(
            codes.map_or_else(Place::default, |c| c.place(file)),
        ));
    }
    for sets in root.all("Sets") {
        sets_left_out(sets, "theme", &mut incoming.not_carried);
    }
    if problems.has_errors() {
        return Err(problems.sorted());
    }
    Ok(incoming)
}

fn no_codes(place: Place) -> Problem {
    Problem::new(Code::BadValue, place, "the codebook holds no codes")
}

/// Puts the codes where they go.
pub(super) fn take(codes: Codes, incoming: &mut Incoming) {
    incoming.themes = codes.themes;
    incoming.assumed.extend(codes.assumed);
    incoming.not_carried.extend(codes.not_carried);
}

/// Lists the sets; an empty `Sets` holds none.
pub(super) fn sets_left_out(sets: &Element, of: &str, into: &mut Vec<NotCarried>) {
    for set in sets.all("Set") {
        into.push(NotCarried {
            kind: "set".to_owned(),
            which: set.attribute("name").unwrap_or("without a name").to_owned(),
            why: format!("a {of} belongs to the tree of themes and to no other set here"),
        });
    }
}

/// Writes a codebook file. Every field of a theme travels: the label as the name, all others in the
/// description, which [`read_codebook`] takes apart again.
///
/// ```
/// use throughline_core::codebook::{Codebook, Theme};
/// use throughline_interchange::refi::{read_codebook, write_codebook};
/// let mut theme = Theme::bare("cost".parse()?);
/// theme.include = "Money or time.".into();
/// let written = write_codebook(&Codebook::new(vec![theme])?)?;
/// let back = read_codebook(&written.bytes, "ours.qdc").unwrap();
/// assert_eq!((back.themes[0].code.as_str(), back.themes[0].include.as_str()), ("cost", "Money or time."));
/// assert!(back.not_carried.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A codebook without themes, which the standard does not know.
pub fn write_codebook(book: &Codebook) -> Result<Written, WriteError> {
    if book.is_empty() {
        return Err(WriteError::NoThemes);
    }
    let (bytes, replaced) = write(book)?;
    let mut not_carried = Vec::new();
    replaced_characters(replaced, &mut not_carried);
    Ok(Written { bytes, not_carried })
}

fn write(book: &Codebook) -> io::Result<(Vec<u8>, usize)> {
    let mut out = Out::new(Vec::new())?;
    out.begin("CodeBook", &[("xmlns", NAMESPACE), ("origin", ORIGIN)])?;
    codes::write(book, &mut out)?;
    let replaced = out.replaced;
    Ok((out.finish()?, replaced))
}

/// Lists the characters that XML cannot hold.
pub(super) fn replaced_characters(replaced: usize, into: &mut Vec<NotCarried>) {
    if replaced > 0 {
        into.push(NotCarried {
            kind: "control character".to_owned(),
            which: counted(replaced, "character"),
            why: "XML has no place for it; U+FFFD stands there instead".to_owned(),
        });
    }
}
