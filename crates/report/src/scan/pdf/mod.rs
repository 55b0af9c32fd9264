//! A PDF read back as a reader has it: what is on its pages, in the order of its tags, and whatever
//! it carries besides.

mod besides;
mod text;
mod tree;

use super::{Contributors, Leak, Scan, unread};
use lopdf::{Document, Object, ObjectId};
use std::collections::BTreeMap;
use text::Run;
use tree::Block;

/// A content stream grows to at most this many bytes when it is unpacked.
const MOST_BYTES: usize = 1 << 30;

pub(super) fn leaks(scan: &Scan, file: &str, bytes: &[u8]) -> Vec<Leak> {
    let read = Document::load_mem(bytes).and_then(|document| {
        std::thread::scope(|scope| {
            let besides = scope.spawn(|| besides::leaks(scan, file, &document));
            let on_pages = read(&document).map(|(runs, blocks)| {
                let mut leaks = tagged(scan, file, &blocks);
                leaks.extend(untagged(scan, file, &runs));
                leaks
            });
            let besides = besides
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            on_pages.map(|leaks| [leaks, besides].concat())
        })
    });
    read.unwrap_or_else(|error| vec![unread(file, &error)])
}

/// The runs of text that no tag holds, in order of the pages' contents, and the blocks of text in
/// the order of the tags.
fn read(document: &Document) -> lopdf::Result<(Vec<Run>, Vec<Block>)> {
    let pages = document.get_pages();
    let numbers: BTreeMap<ObjectId, u32> = pages.iter().map(|(&n, &id)| (id, n)).collect();
    let mut runs = Vec::new();
    let mut fonts = text::Fonts::default();
    for (&number, &page) in &pages {
        runs.extend(text::runs(document, page, number, &mut fonts)?);
    }
    let blocks = tree::blocks(document, &numbers, &mut runs);
    runs.retain(|run| !run.tagged);
    Ok((runs, blocks))
}

/// Running heads and feet, pictures, and whatever has no tag.
fn untagged(scan: &Scan, file: &str, runs: &[Run]) -> Vec<Leak> {
    let lines = runs.iter().map(|run| (run.page, run.text.as_str()));
    text_leaks(scan, file, lines)
}

/// Everything that has a tag, in the order of the tags, without what stands in its place on purpose.
fn tagged(scan: &Scan, file: &str, blocks: &[Block]) -> Vec<Leak> {
    let mut exempt = vec![false; blocks.len()];
    if let Some(contributors) = &scan.contributors {
        exempt_list(contributors, blocks, &mut exempt);
    }
    if let Some(publisher) = &scan.publisher {
        let at = blocks
            .iter()
            .position(|block| block.page == 1 && squeezed(&block.text) == squeezed(publisher));
        if let Some(exempt) = at.and_then(|at| exempt.get_mut(at)) {
            *exempt = true;
        }
    }
    let shown = || {
        blocks
            .iter()
            .zip(&exempt)
            .filter(|(_, exempt)| !**exempt)
            .map(|(block, _)| block)
    };
    let mut leaks = text_leaks(
        scan,
        file,
        shown().map(|block| (block.page, block.text.as_str())),
    );
    // Where two runs touch, they may be one word.
    for block in shown() {
        if let Some(joined) = &block.joined {
            leaks.extend(scan.words(file, joined, |_| format!("page {}", block.page)));
        }
    }
    leaks
}

/// The list of contributors, by its place: the blocks after its heading that hold the names, all of
/// them and in their order, and nothing else. It stands once.
fn exempt_list(contributors: &Contributors, blocks: &[Block], exempt: &mut [bool]) {
    let heading = squeezed(&contributors.title);
    let names: String = contributors
        .names
        .iter()
        .map(|name| squeezed(name))
        .collect();
    for at in 0..blocks.len() {
        if blocks
            .get(at)
            .is_none_or(|block| squeezed(&block.text) != heading)
        {
            continue;
        }
        let mut rest = names.as_str();
        let mut end = at + 1;
        while let Some(block) = blocks.get(end).filter(|_| !rest.is_empty()) {
            match rest.strip_prefix(squeezed(&block.text).as_str()) {
                Some(after) => rest = after,
                None => break,
            }
            end += 1;
        }
        if rest.is_empty() {
            if let Some(list) = exempt.get_mut(at + 1..end) {
                list.fill(true);
            }
            return;
        }
    }
}

/// The letters and figures of a text.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The leaks of lines of text, each on its page.
fn text_leaks<'t>(
    scan: &Scan,
    file: &str,
    lines: impl Iterator<Item = (u32, &'t str)>,
) -> Vec<Leak> {
    let mut text = String::new();
    let mut starts: Vec<(u32, u32)> = Vec::new();
    let mut length = 0;
    for (page, line) in lines {
        starts.push((length, page));
        length += u32::try_from(line.chars().count()).unwrap_or(u32::MAX) + 1;
        text.push_str(line);
        text.push('\n');
    }
    scan.words(file, &text, |found| {
        let at = starts.partition_point(|(start, _)| *start <= found.span.start);
        let page = at.checked_sub(1).and_then(|at| starts.get(at));
        format!("page {}", page.map_or(1, |(_, page)| *page))
    })
}

/// The object that a reference leads to, or the object itself.
fn resolved<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    document
        .dereference(object)
        .map_or(&Object::Null, |(_, object)| object)
}
