//! Adds findings to the text of findings.toml. What stands there is the beginning of what comes out,
//! byte for byte: nothing of it is written anew.

use super::{EditError, Merged};
use crate::findings::FILE;
use crate::lines::LineIndex;
use std::collections::BTreeSet;
use std::ops::Range;
use throughline_core::ids::FindingId;
use throughline_core::problem::Place;
use throughline_ingest::check;
use toml_edit::{Document, Item, Table};

/// Findings of a generated block, in its order: the id and the text, the comments above it included.
#[derive(Debug)]
pub struct Block {
    findings: Vec<(FindingId, String)>,
}

impl Block {
    /// Takes a block apart.
    ///
    /// # Errors
    /// It is not TOML, or holds something else than findings with ids.
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let bad = |message: &str| EditError::Block(message.to_owned());
        let document = Document::parse(text).map_err(|error| bad(error.message()))?;
        if document.iter().any(|(key, _)| key != "finding") {
            return Err(bad("it holds something else than findings"));
        }
        let tables: Vec<&Table> = tables(document.as_table())
            .ok_or_else(|| bad("its findings are not tables (`[[finding]]`)"))?;
        let starts: Option<Vec<usize>> = tables.iter().map(|table| start(table)).collect();
        let starts = starts.ok_or_else(|| bad("its findings cannot be told apart"))?;
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let mut findings = Vec::new();
        for ((table, &from), to) in tables.iter().zip(&starts).zip(ends) {
            let id = id(table).ok_or_else(|| bad("one of its findings has no id"))?;
            let text = text.get(from..to).unwrap_or_default();
            let text = text.trim_start_matches(['\r', '\n']).trim_end();
            findings.push((id, text.replace("\r\n", "\n")));
        }
        Ok(Self { findings })
    }
}

/// The bytes of a file with the findings of a block that it does not have at its end; nothing where
/// it has them all.
///
/// # Errors
/// The file is not TOML, or holds its findings in a way that none can be added to.
pub fn splice(bytes: &[u8], block: &Block) -> Result<(Option<Vec<u8>>, Merged), EditError> {
    let text = check::text(bytes, FILE).map_err(|problem| EditError::Syntax {
        place: problem.place,
        message: problem.message,
    })?;
    let place = |byte: usize| {
        let (line, column) = LineIndex::of(text).place(text, byte);
        Place::at(FILE, line, column)
    };
    let document = Document::parse(text).map_err(|error| EditError::Syntax {
        place: place(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    let tables = tables(document.as_table()).ok_or_else(|| {
        let item = document.get("finding");
        let at = item.and_then(Item::span).map_or(0, |span| span.start);
        EditError::Inline(place(at))
    })?;
    let mut ids: BTreeSet<FindingId> = tables.iter().filter_map(|table| id(table)).collect();
    let mut merged = Merged::default();
    let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    let end = if crlf { "\r\n" } else { "\n" };
    let mut added = String::new();
    for (id, text) in &block.findings {
        if !ids.insert(id.clone()) {
            merged.kept.push(id.clone());
            continue;
        }
        merged.added.push(id.clone());
        added.push_str(end);
        added.push_str(&text.replace('\n', end));
        added.push_str(end);
    }
    if added.is_empty() {
        return Ok((None, merged));
    }
    let mut out = bytes.to_vec();
    if text.is_empty() {
        added.drain(..end.len());
    } else if !text.ends_with('\n') {
        out.extend_from_slice(end.as_bytes());
    }
    out.extend_from_slice(added.as_bytes());
    Ok((Some(out), merged))
}

/// The tables of `[[finding]]`, in order; none where there is no such key, nothing where it is
/// something else.
fn tables(root: &Table) -> Option<Vec<&Table>> {
    match root.get("finding") {
        None => Some(Vec::new()),
        Some(item) => item.as_array_of_tables().map(|list| list.iter().collect()),
    }
}

/// Where the text of a finding begins: the comments and blank lines above it are its own.
fn start(table: &Table) -> Option<usize> {
    let above = table.decor().prefix().and_then(toml_edit::RawString::span);
    above
        .or_else(|| table.span())
        .map(|span: Range<usize>| span.start)
}

fn id(table: &Table) -> Option<FindingId> {
    table.get("id")?.as_str()?.parse().ok()
}
