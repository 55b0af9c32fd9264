//! What a PDF carries besides its pages: bookmarks, alternative texts, links, names, metadata and
//! attached files. Every string of every object is looked at.

use super::{MOST_BYTES, resolved, squeezed};
use crate::scan::{Leak, Scan, json, unread};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashSet;

/// Strings that are bytes and no text.
const BYTES: [&[u8]; 4] = [b"Panose", b"CheckSum", b"Lookup", b"ByteRange"];
/// Ids in the metadata that are made from the file.
const MADE: [&str; 3] = ["DocumentID", "InstanceID", "RenditionClass"];
/// Objects hold objects to this depth.
const DEEPEST: u32 = 40;

pub(super) fn leaks(scan: &Scan, file: &str, document: &Document) -> Vec<Leak> {
    let info = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .ok();
    let mut reader = Reader {
        scan,
        file,
        document,
        leaks: Vec::new(),
        clean: HashSet::new(),
    };
    for (&id, object) in &document.objects {
        let owner = Owner {
            id,
            is_info: info == Some(id),
        };
        reader.object(object, owner, None, b"", 0);
    }
    reader.leaks
}

#[derive(Clone, Copy)]
struct Owner {
    id: ObjectId,
    is_info: bool,
}

struct Reader<'s, 'd> {
    scan: &'s Scan<'s>,
    file: &'s str,
    document: &'d Document,
    leaks: Vec<Leak>,
    /// Strings that hold nothing.
    clean: HashSet<String>,
}

impl Reader<'_, '_> {
    fn object(
        &mut self,
        object: &Object,
        owner: Owner,
        within: Option<&Dictionary>,
        key: &[u8],
        depth: u32,
    ) {
        if depth > DEEPEST || BYTES.contains(&key) {
            return;
        }
        match object {
            Object::String(..) => {
                if let Ok(text) = lopdf::decode_text_string(object) {
                    self.string(&text, owner, within, key);
                }
            }
            Object::Name(name) => {
                if let Ok(text) = std::str::from_utf8(name) {
                    self.string(text, owner, within, key);
                }
            }
            Object::Array(items) => {
                for item in items {
                    self.object(item, owner, within, key, depth + 1);
                }
            }
            Object::Dictionary(fields) => self.fields(fields, owner, depth),
            Object::Stream(stream) => {
                self.fields(&stream.dict, owner, depth);
                self.stream(stream, owner);
            }
            _ => {}
        }
    }

    fn fields(&mut self, fields: &Dictionary, owner: Owner, depth: u32) {
        for (key, value) in fields {
            self.object(value, owner, Some(fields), key, depth + 1);
        }
    }

    fn string(&mut self, text: &str, owner: Owner, within: Option<&Dictionary>, key: &[u8]) {
        if owner.is_info && key == b"Author" && self.is_publisher(text) {
            return;
        }
        // Most strings are names of the format itself, which stand in it thousands of times.
        if self.clean.contains(text) {
            return;
        }
        let found = self
            .scan
            .words(self.file, text, |_| self.place(owner, within, key));
        if found.is_empty() {
            self.clean.insert(text.to_owned());
        }
        self.leaks.extend(found);
    }

    fn is_publisher(&self, text: &str) -> bool {
        let publisher = self.scan.publisher.as_ref();
        publisher.is_some_and(|publisher| squeezed(publisher) == squeezed(text))
    }

    /// As a reader would look for it.
    fn place(&self, owner: Owner, within: Option<&Dictionary>, key: &[u8]) -> String {
        let name = String::from_utf8_lossy(key);
        if owner.is_info {
            return format!("metadata, {name}");
        }
        let has = |key: &[u8]| within.is_some_and(|within| within.get(key).is_ok());
        let on_page = || {
            let page = within.and_then(|within| page_of(self.document, within, 0));
            let number = page.and_then(|page| {
                let pages = self.document.get_pages();
                pages.iter().find(|(_, id)| **id == page).map(|(n, _)| *n)
            });
            number.map_or_else(String::new, |number| format!("page {number}, "))
        };
        match key {
            b"Title" if has(b"Parent") && !has(b"S") => "bookmark".into(),
            b"Alt" => format!("{}alternative text", on_page()),
            b"ActualText" | b"E" => format!("{}replacement text", on_page()),
            b"T" if has(b"S") => format!("{}title of an element", on_page()),
            b"Contents" => "annotation".into(),
            b"URI" => "link".into(),
            b"UF" | b"F" | b"Desc" => "attached file, name".into(),
            b"Names" | b"Dests" | b"D" => "destination".into(),
            _ => format!("object {}, {name}", owner.id.0),
        }
    }

    fn stream(&mut self, stream: &Stream, owner: Owner) {
        let kind = stream.dict.get(b"Type").and_then(Object::as_name);
        match kind {
            Ok(b"Metadata") => match stream.get_plain_content_with_limit(MOST_BYTES) {
                Ok(bytes) => self.metadata(&bytes),
                Err(error) => self.leaks.push(unread(self.file, &error)),
            },
            Ok(b"EmbeddedFile") => match stream.get_plain_content_with_limit(MOST_BYTES) {
                Ok(bytes) => self.attached(&bytes, owner),
                Err(error) => self.leaks.push(unread(self.file, &error)),
            },
            _ => {}
        }
    }

    /// The metadata as XML; the publisher stands in it as the creator.
    fn metadata(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let xml = match roxmltree::Document::parse(text.trim_start_matches('\u{feff}')) {
            Ok(xml) => xml,
            Err(error) => return self.leaks.push(unread(self.file, &error)),
        };
        for node in xml.descendants() {
            let name = |node: roxmltree::Node| node.tag_name().name().to_owned();
            if MADE.contains(&name(node).as_str()) {
                continue;
            }
            for attribute in node.attributes() {
                let place = format!("metadata, {}", attribute.name());
                self.leaks.extend(
                    self.scan
                        .words(self.file, attribute.value(), |_| place.clone()),
                );
            }
            let Some(text) = node.text().filter(|_| node.is_text()) else {
                continue;
            };
            // `dc:creator` holds a list with an item.
            let within = node
                .ancestors()
                .map(name)
                .find(|name| {
                    !name.is_empty() && !["li", "Seq", "Alt", "Bag"].contains(&name.as_str())
                })
                .unwrap_or_default();
            if MADE.contains(&within.as_str()) || (within == "creator" && self.is_publisher(text)) {
                continue;
            }
            let place = format!("metadata, {within}");
            self.leaks
                .extend(self.scan.words(self.file, text, |_| place.clone()));
        }
    }

    fn attached(&mut self, bytes: &[u8], owner: Owner) {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return self
                .leaks
                .push(unread(self.file, &"a file attached to it is no text"));
        };
        let place = format!("attached file (object {})", owner.id.0);
        match serde_json::from_str(text) {
            Ok(value) => {
                for leak in json::strings(self.scan, self.file, &value) {
                    let place = format!("{place}, {}", leak.place);
                    self.leaks.push(Leak { place, ..leak });
                }
            }
            Err(_) => self
                .leaks
                .extend(self.scan.words(self.file, text, |_| place.clone())),
        }
    }
}

/// The page of an element: its own, or that of the first thing it holds that has one.
fn page_of(document: &Document, element: &Dictionary, depth: u32) -> Option<ObjectId> {
    if let Ok(page) = element.get(b"Pg").and_then(Object::as_reference) {
        return Some(page);
    }
    let kids = resolved(document, element.get(b"K").ok()?);
    let kids = match kids {
        Object::Array(kids) => kids.as_slice(),
        kid => std::slice::from_ref(kid),
    };
    kids.iter()
        .filter(|_| depth < DEEPEST)
        .filter_map(|kid| resolved(document, kid).as_dict().ok())
        .find_map(|kid| page_of(document, kid, depth + 1))
}
