//! An XML document as a tree whose elements know their places. Nothing outside the document is
//! read: there are no entities but the five of XML and numbered characters, and a document type
//! is refused.

use super::decode::decode;
use quick_xml::XmlVersion;
use quick_xml::errors::Error;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::records::advance_place;

/// How deep elements may lie in each other.
pub const DEPTH: usize = 128;

/// One element with what it holds. Names are local, without their prefix.
#[derive(Debug, Clone, Default)]
pub struct Element {
    /// Its name.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The elements in it, in order.
    pub children: Vec<Element>,
    /// The text directly in it.
    pub text: String,
    /// Its line, from 1.
    pub line: u64,
    /// Its column, in code points from 1.
    pub column: u64,
}

impl Element {
    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The first element of a name directly in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|c| c.name == name)
    }

    /// Every element of a name directly in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The text of the first element of a name directly in it; blank where there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |c| c.text.as_str())
    }

    /// Where it begins.
    pub fn place(&self, file: &str) -> Place {
        Place::at(file, self.line, self.column)
    }
}

/// A document: its root and the namespace of the root.
#[derive(Debug, Clone)]
pub struct Document {
    /// The root.
    pub root: Element,
    /// The namespace of the root; blank for none.
    pub namespace: String,
}

/// Reads a document.
///
/// # Errors
/// What is no XML, with line and column; a document type; elements deeper than [`DEPTH`].
pub fn parse(bytes: &[u8], file: &str) -> Result<Document, Problem> {
    let decoded = decode(bytes, file)?;
    let mut parser = Parser {
        file,
        text: &decoded.text,
        at: 0,
        line: 1,
        column: 1,
        open: Vec::new(),
        document: None,
    };
    parser.run()?;
    parser.document.ok_or_else(|| {
        Problem::new(
            Code::EmptyFile,
            Place::file(file),
            "the file holds no XML element",
        )
    })
}

struct Parser<'a> {
    file: &'a str,
    text: &'a str,
    /// The byte whose line and column are known.
    at: usize,
    line: u64,
    column: u64,
    open: Vec<Element>,
    document: Option<Document>,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<(), Problem> {
        let mut reader = Reader::from_str(self.text);
        loop {
            let from = offset(reader.buffer_position());
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    // The place of an error may lie before that of the last event.
                    let from = offset(reader.error_position());
                    return Err(self.fault_from_start(from, said(&error)));
                }
            };
            self.advance(from);
            match event {
                Event::Start(start) => {
                    let element = self.element(&start)?;
                    self.open.push(element);
                    if self.open.len() > DEPTH {
                        let message = format!("elements lie more than {DEPTH} deep in each other");
                        return Err(self.fault(message));
                    }
                }
                Event::Empty(start) => {
                    let element = self.element(&start)?;
                    self.close(element);
                }
                Event::End(_) => {
                    if let Some(element) = self.open.pop() {
                        self.close(element);
                    }
                }
                Event::Text(text) => self.take(&text.xml10_content())?,
                Event::CData(text) => self.take(&text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let numbered = reference.resolve_char_ref();
                    let numbered = numbered.map_err(|e| self.fault(said(&e)))?;
                    let c = numbered.or(match &*reference {
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "amp" => Some('&'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    });
                    let Some(c) = c else {
                        let name: &str = &reference;
                        return Err(self
                            .fault(format!("the entity `&{name};` is not one of XML"))
                            .help("write an ampersand as `&amp;`"));
                    };
                    self.take(c.encode_utf8(&mut [0; 4]))?;
                }
                Event::DocType(_) => {
                    return Err(self
                        .fault("a document type (DOCTYPE), which no REFI-QDA file has")
                        .help("remove it: entities are not read"));
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        match self.open.pop() {
            None => Ok(()),
            Some(open) => Err(Problem::new(
                Code::Syntax,
                open.place(self.file),
                format!("`<{}>` is never closed", open.name),
            )
            .help("the file may have been cut off: export it again")),
        }
    }

    fn element(&self, start: &BytesStart<'_>) -> Result<Element, Problem> {
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| self.fault(e.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|e| self.fault(said(&e)))?;
            let key = attribute.key;
            let name = if key.as_namespace_binding().is_some() {
                key.as_ref()
            } else {
                key.local_name().into_inner()
            };
            attributes.push((name.to_owned(), value.into_owned()));
        }
        Ok(Element {
            name: start.local_name().into_inner().to_owned(),
            attributes,
            children: Vec::new(),
            text: String::new(),
            line: self.line,
            column: self.column,
        })
    }

    fn take(&mut self, text: &str) -> Result<(), Problem> {
        match self.open.last_mut() {
            Some(open) => open.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(self.fault("text outside the root element")),
        }
        Ok(())
    }

    fn close(&mut self, mut element: Element) {
        // White space between elements says nothing.
        if !element.children.is_empty() && element.text.trim().is_empty() {
            element.text = String::new();
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None if self.document.is_none() => {
                let bound = element.attributes.iter().find(|(key, _)| key == "xmlns");
                let bound = bound.or_else(|| {
                    let mut names = element.attributes.iter();
                    names.find(|(key, value)| key.starts_with("xmlns:") && value.contains("QDA"))
                });
                let namespace = bound.map_or_else(String::new, |(_, value)| value.clone());
                self.document = Some(Document {
                    root: element,
                    namespace,
                });
            }
            None => {}
        }
    }

    fn advance(&mut self, to: usize) {
        let between = self.text.as_bytes().get(self.at..to).unwrap_or_default();
        let (lines, column) = advance_place(between);
        self.column = if lines == 0 {
            self.column + column - 1
        } else {
            column
        };
        self.line += lines;
        self.at = to.max(self.at);
    }

    fn fault(&self, message: impl Into<String>) -> Problem {
        Problem::new(
            Code::Syntax,
            Place::at(self.file, self.line, self.column),
            message,
        )
    }

    fn fault_from_start(&self, to: usize, message: String) -> Problem {
        let (lines, column) = advance_place(self.text.as_bytes().get(..to).unwrap_or_default());
        Problem::new(
            Code::Syntax,
            Place::at(self.file, lines + 1, column),
            message,
        )
        .help("the file is not XML as it stands: export it again, or mend it at this place")
    }
}

/// What the reader says, without its own name for the kind of fault.
fn said(error: &Error) -> String {
    match error {
        Error::Syntax(e) => e.to_string(),
        Error::IllFormed(e) => e.to_string(),
        other => other.to_string(),
    }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_line_and_column() {
        let cases = [
            ("<A>\n  <B></C>\n</A>", (2, 6), "expected `</B>`"),
            ("<A>\n  <B", (2, 3), "tag not closed"),
            ("<A>\n <B>", (2, 2), "`<B>` is never closed"),
            ("<A>\r\n<B x=1/></A>", (2, 1), "attribute"),
            ("<A>\nté &who; </A>", (2, 4), "entity `&who;`"),
            ("<A b='&who;'/>", (1, 1), "who"),
            ("<A/>text", (1, 5), "outside the root"),
            ("</A>", (1, 1), "does not match"),
            (
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                (1, 1),
                "DOCTYPE",
            ),
        ];
        for (text, (line, column), says) in cases {
            let problem = parse(text.as_bytes(), "a.qdc").unwrap_err();
            assert_eq!(problem.place, Place::at("a.qdc", line, column), "{text}");
            assert!(problem.message.contains(says), "{text}: {problem}");
        }
        assert_eq!(parse(b"  ", "a").unwrap_err().code, Code::EmptyFile);
    }

    #[test]
    fn depth_is_limited() {
        let deep = |n: usize| "<a>".repeat(n) + &"</a>".repeat(n);
        assert!(parse(deep(DEPTH).as_bytes(), "a").is_ok());
        let problem = parse(deep(DEPTH + 1).as_bytes(), "a").unwrap_err();
        assert!(problem.message.contains("deep"));
    }

    #[test]
    fn texts_and_attributes_are_unescaped() {
        let text = "<q:A xmlns:q='urn:QDA-XML:codebook:1.0'>\n<q:B n='a&#10;b&lt;'>x&amp;<![CDATA[<y>]]>&#x101;\r\nz</q:B></q:A>";
        let document = parse(text.as_bytes(), "a").unwrap();
        assert_eq!(document.namespace, "urn:QDA-XML:codebook:1.0");
        let b = document.root.child("B").unwrap();
        assert_eq!(b.text, "x&<y>ā\nz");
        assert_eq!(b.attribute("n"), Some("a\nb<"));
        assert_eq!(b.place("a"), Place::at("a", 2, 1));
        assert!(document.root.text.is_empty());
    }
}
