//! XML written by hand: elements on lines of their own, characters that XML cannot hold replaced
//! and counted.

use std::borrow::Cow;
use std::io::{self, Write};

/// Writes elements into a file.
pub struct Out<W> {
    to: W,
    open: Vec<&'static str>,
    /// How many characters were replaced because XML has no place for them.
    pub replaced: usize,
}

impl<W: Write> Out<W> {
    /// Begins a document.
    pub fn new(mut to: W) -> io::Result<Self> {
        to.write_all(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")?;
        Ok(Self {
            to,
            open: Vec::new(),
            replaced: 0,
        })
    }

    /// Begins an element that others stand in.
    pub fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.to.write_all(b">\n")?;
        self.open.push(name);
        Ok(())
    }

    /// Ends the element that was begun last.
    pub fn end(&mut self) -> io::Result<()> {
        match self.open.pop() {
            Some(name) => writeln!(self.to, "{:1$}</{name}>", "", 2 * self.open.len()),
            None => Ok(()),
        }
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.tag(name, attributes)?;
        self.to.write_all(b"/>\n")
    }

    /// An element with a text in it.
    pub fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.tag(name, &[])?;
        let text = self.escaped(text, false);
        writeln!(self.to, ">{text}</{name}>")
    }

    /// Ends the document.
    pub fn finish(mut self) -> io::Result<W> {
        while !self.open.is_empty() {
            self.end()?;
        }
        Ok(self.to)
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        write!(self.to, "{:1$}<{name}", "", 2 * self.open.len())?;
        for (key, value) in attributes {
            let value = self.escaped(value, true);
            write!(self.to, " {key}=\"{value}\"")?;
        }
        Ok(())
    }

    fn escaped<'t>(&mut self, text: &'t str, attribute: bool) -> Cow<'t, str> {
        let plain = |c: char| match c {
            '<' | '>' | '&' | '\r' => false,
            '"' | '\n' | '\t' => !attribute,
            c => allowed(c),
        };
        if text.chars().all(plain) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            match c {
                c if plain(c) => out.push(c),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                '\r' => out.push_str("&#13;"),
                '\n' => out.push_str("&#10;"),
                '\t' => out.push_str("&#9;"),
                _ => {
                    self.replaced += 1;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
        Cow::Owned(out)
    }
}

/// Whether XML 1.0 has a place for a character.
pub fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}
