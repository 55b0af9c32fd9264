//! The text of a PDF in the order of its tags, block by block.

use super::resolved;
use super::text::Run;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Tags within a line; every other begins a block.
const INLINE: [&[u8]; 14] = [
    b"Span",
    b"Strong",
    b"Em",
    b"Link",
    b"Quote",
    b"Code",
    b"Reference",
    b"Annot",
    b"Sub",
    b"Ruby",
    b"Warichu",
    b"BibEntry",
    b"NonStruct",
    b"Private",
];
/// Tags are followed to this depth.
const DEEPEST: u32 = 200;

/// Text under one tag.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// The page on which it begins.
    pub page: u32,
    /// Its runs, a line each.
    pub text: String,
    /// Its runs without the breaks between those that touch on one line, where there are such.
    pub joined: Option<String>,
}

/// The blocks of a document; the runs that they hold are marked.
pub(super) fn blocks(
    document: &Document,
    pages: &BTreeMap<ObjectId, u32>,
    runs: &mut [Run],
) -> Vec<Block> {
    let mut marks: BTreeMap<(ObjectId, i64), Vec<usize>> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        if let Some(mark) = run.mark {
            marks.entry(mark).or_default().push(at);
        }
    }
    let root = document
        .catalog()
        .and_then(|catalog| catalog.get(b"StructTreeRoot"));
    let mut reader = Reader {
        document,
        pages,
        marks,
        seen: BTreeSet::new(),
        blocks: Vec::new(),
        open: Vec::new(),
        picture: false,
    };
    if let Ok(root) = root {
        reader.element(root, None, 0, runs);
        reader.close(runs);
    }
    reader.blocks
}

struct Reader<'d> {
    document: &'d Document,
    pages: &'d BTreeMap<ObjectId, u32>,
    marks: BTreeMap<(ObjectId, i64), Vec<usize>>,
    seen: BTreeSet<ObjectId>,
    blocks: Vec<Block>,
    /// The runs of the block that is open.
    open: Vec<usize>,
    /// Whether it is a picture, in which texts stand side by side that are no words together.
    picture: bool,
}

impl<'d> Reader<'d> {
    fn element(
        &mut self,
        object: &'d Object,
        page: Option<ObjectId>,
        depth: u32,
        runs: &mut [Run],
    ) {
        if let Object::Reference(id) = object
            && !self.seen.insert(*id)
        {
            return;
        }
        match resolved(self.document, object) {
            Object::Integer(number) => {
                if let Some(page) = page {
                    self.content(page, *number, runs);
                }
            }
            Object::Array(kids) => {
                for kid in kids {
                    self.element(kid, page, depth + 1, runs);
                }
            }
            Object::Dictionary(element) if depth < DEEPEST => {
                let own = element.get(b"Pg").and_then(Object::as_reference).ok();
                let page = own.filter(|id| self.pages.contains_key(id)).or(page);
                if let Ok(number) = element.get(b"MCID").and_then(Object::as_i64) {
                    let stream = element.get(b"Stm").and_then(Object::as_reference).ok();
                    if let Some(owner) = stream.or(page) {
                        self.content(owner, number, runs);
                    }
                    return;
                }
                let block = is_block(element);
                if block {
                    self.close(runs);
                    self.picture = tag(element) == b"Figure";
                }
                if let Ok(kids) = element.get(b"K") {
                    self.element(kids, page, depth + 1, runs);
                }
                if block {
                    self.close(runs);
                    self.picture = false;
                }
            }
            _ => {}
        }
    }

    fn content(&mut self, owner: ObjectId, number: i64, runs: &mut [Run]) {
        for at in self.marks.remove(&(owner, number)).unwrap_or_default() {
            if let Some(run) = runs.get_mut(at) {
                run.tagged = true;
                self.open.push(at);
            }
        }
    }

    fn close(&mut self, runs: &[Run]) {
        let open = std::mem::take(&mut self.open);
        let held: Vec<&Run> = open.iter().filter_map(|&at| runs.get(at)).collect();
        let Some(first) = held.first() else {
            return;
        };
        let (mut text, mut joined) = (first.text.clone(), first.text.clone());
        let mut touch = false;
        for (a, b) in held.iter().zip(held.iter().skip(1)) {
            let ends = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            let touches = !self.picture
                && a.line == b.line
                && a.page == b.page
                && ends(a.text.chars().next_back())
                && ends(b.text.chars().next());
            touch |= touches;
            text.push('\n');
            text.push_str(&b.text);
            if !touches {
                joined.push('\n');
            }
            joined.push_str(&b.text);
        }
        self.blocks.push(Block {
            page: first.page,
            text,
            joined: touch.then_some(joined),
        });
    }
}

fn is_block(element: &Dictionary) -> bool {
    element.get(b"S").is_ok() && !INLINE.contains(&tag(element))
}

fn tag(element: &Dictionary) -> &[u8] {
    element
        .get(b"S")
        .and_then(Object::as_name)
        .unwrap_or_default()
}
