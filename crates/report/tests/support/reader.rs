//! A PDF read back: its words and its tags.

use lopdf::{Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

pub struct Read(Document);

impl Read {
    pub fn new(pdf: &[u8]) -> Self {
        Self(Document::load_mem(pdf).unwrap())
    }

    pub fn pages(&self) -> usize {
        self.0.get_pages().len()
    }

    /// The text of every page, white space folded.
    pub fn text(&self) -> String {
        let pages: Vec<u32> = self.0.get_pages().into_keys().collect();
        let text = self.0.extract_text(&pages).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of each page, white space folded.
    pub fn pages_text(&self) -> Vec<String> {
        let text = |page| self.0.extract_text(&[page]).unwrap();
        let fold = |t: String| t.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.get_pages().into_keys().map(text).map(fold).collect()
    }

    fn catalog(&self) -> &lopdf::Dictionary {
        self.0.catalog().unwrap()
    }

    pub fn language(&self) -> String {
        let lang = self.catalog().get(b"Lang").unwrap();
        String::from_utf8_lossy(lang.as_str().unwrap()).into_owned()
    }

    /// The XMP metadata, as text.
    pub fn metadata(&self) -> String {
        let id = self
            .catalog()
            .get(b"Metadata")
            .unwrap()
            .as_reference()
            .unwrap();
        let stream = self.0.get_object(id).unwrap().as_stream().unwrap();
        let bytes = stream
            .decompressed_content()
            .unwrap_or(stream.content.clone());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// How often each tag stands in the structure tree.
    pub fn tags(&self) -> BTreeMap<String, usize> {
        let mut tags = BTreeMap::new();
        for element in self.elements(self.root()) {
            *tags.entry(element.tag).or_default() += 1;
        }
        tags
    }

    /// For each table: its head cells by scope, and its data cells.
    pub fn tables(&self) -> Vec<BTreeMap<String, usize>> {
        self.elements(self.root())
            .into_iter()
            .filter(|element| element.tag == "Table")
            .map(|table| {
                let mut cells = BTreeMap::new();
                for cell in self.elements(table.id) {
                    match cell.tag.as_str() {
                        "TH" => *cells.entry(format!("TH {}", cell.scope)).or_default() += 1,
                        "TD" => *cells.entry("TD".into()).or_default() += 1,
                        _ => {}
                    }
                }
                cells
            })
            .collect()
    }

    fn root(&self) -> ObjectId {
        self.catalog()
            .get(b"StructTreeRoot")
            .unwrap()
            .as_reference()
            .unwrap()
    }

    /// Every element below one.
    fn elements(&self, root: ObjectId) -> Vec<Element> {
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            let Ok(element) = self.0.get_dictionary(id) else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            if let Ok(tag) = element.get(b"S").and_then(Object::as_name) {
                found.push(Element {
                    id,
                    tag: String::from_utf8_lossy(tag).into_owned(),
                    scope: self.scope(element),
                });
            }
            match element.get(b"K") {
                Ok(Object::Array(kids)) => {
                    open.extend(kids.iter().filter_map(|kid| kid.as_reference().ok()));
                }
                Ok(Object::Reference(kid)) => open.push(*kid),
                _ => {}
            }
        }
        found
    }

    fn scope(&self, element: &lopdf::Dictionary) -> String {
        let dictionary = |object: &Object| match object {
            Object::Reference(id) => self.0.get_dictionary(*id).ok().cloned(),
            Object::Dictionary(dictionary) => Some(dictionary.clone()),
            _ => None,
        };
        let attributes = match element.get(b"A") {
            Ok(Object::Array(list)) => list.iter().filter_map(dictionary).collect(),
            Ok(one) => dictionary(one).into_iter().collect(),
            Err(_) => Vec::new(),
        };
        attributes
            .iter()
            .find_map(|a| a.get(b"Scope").and_then(Object::as_name).ok())
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .unwrap_or_default()
    }
}

struct Element {
    id: ObjectId,
    tag: String,
    scope: String,
}
