//! A workbook that is a ZIP archive, looked at before it is read: what kind it is, and whether what
//! its parts say of themselves can be true. The library that reads it takes memory by what they say.
//!
//! Cost: of an XLSX the beginning of its shared texts, of an XLSB and an ODS a pass over the parts
//! that are read.

use super::error::BookError;
use super::repeated;
use super::room::Room;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::io::{self, BufRead, BufReader, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// The kinds of workbooks that are archives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// XLSX and XLSM.
    Xlsx,
    /// XLSB.
    Xlsb,
    /// ODS.
    Ods,
}

/// The kind of an archive, and how many parts it has.
///
/// # Errors
/// It is no workbook, or one that cannot be read or would fill the memory.
pub fn look(reader: &mut (impl Read + Seek), mut room: Room) -> Result<(Kind, usize), BookError> {
    let mut archive = ZipArchive::new(reader).map_err(|e| BookError::damaged(&e))?;
    let mut names = Vec::new();
    for at in 0..archive.len() {
        // More than its size is not unpacked of a part: the archive refuses it.
        let entry = archive
            .by_index_raw(at)
            .map_err(|e| BookError::damaged(&e))?;
        room.take(entry.size())?;
        names.push(
            entry
                .name()
                .map_err(|e| BookError::damaged(&e))?
                .replace('\\', "/")
                .to_ascii_lowercase(),
        );
    }
    let has = |name: &str| names.iter().any(|n| n == name);
    let kind = if has("xl/workbook.bin") {
        Kind::Xlsb
    } else if has("xl/workbook.xml") {
        Kind::Xlsx
    } else if has("content.xml") && has("mimetype") {
        Kind::Ods
    } else {
        return Err(BookError::Other(other(&names)));
    };
    for (at, name) in names.iter().enumerate() {
        let is_looked_at = match kind {
            Kind::Xlsx => name.ends_with("sharedstrings.xml"),
            Kind::Xlsb => is_of_records(name),
            Kind::Ods => name == "content.xml",
        };
        if !is_looked_at {
            continue;
        }
        let entry = match archive.by_index(at) {
            Err(ZipError::UnsupportedArchive(said)) => return Err(BookError::damaged(&said)),
            entry => entry.map_err(|e| BookError::damaged(&e))?,
        };
        let size = entry.size();
        let part = BufReader::new(entry);
        match kind {
            Kind::Xlsx => shared_texts(part, size)?,
            Kind::Xlsb => records(part, size)?,
            Kind::Ods => repeated::look(part, &mut room)?,
        }
    }
    Ok((kind, names.len()))
}

/// What an archive is that is no workbook, by the names of its files in lower case.
fn other(names: &[String]) -> &'static str {
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("word/document.xml") {
        "a Word document"
    } else if has("ppt/presentation.xml") {
        "a presentation"
    } else if names.iter().any(|name| {
        name.rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "iwa")
    }) {
        "a document of Apple's Numbers, Pages or Keynote"
    } else {
        "a ZIP archive"
    }
}

/// Shared texts are no more than the part has bytes, whatever it says.
fn shared_texts(part: impl BufRead, size: u64) -> Result<(), BookError> {
    let mut xml = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sst" => {
                let said = counts(tag.attributes_raw(), "uniqueCount").max();
                let fits = said.is_none_or(|said| said <= size);
                return if fits {
                    Ok(())
                } else {
                    Err(BookError::damaged(
                        &"it says that it has more texts than it has bytes",
                    ))
                };
            }
            // What else is wrong is said when it is read.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

/// The numbers that some raw attributes give under a name.
fn counts<'a>(attributes: &'a str, name: &'a str) -> impl Iterator<Item = u64> + 'a {
    attributes.split(name).skip(1).filter_map(|after| {
        let value = after.trim_start().strip_prefix('=')?.trim_start();
        let value = value.strip_prefix(['"', '\''])?;
        let end = value
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(value.len());
        let digits = value.get(..end)?;
        // Too many digits for a number are too many texts.
        (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
    })
}

/// Whether a part of an XLSB is read, record by record.
fn is_of_records(name: &str) -> bool {
    let parts = ["xl/workbook.bin", "xl/styles.bin", "xl/sharedstrings.bin"];
    let is_sheet = name.starts_with("xl/worksheets/") && name.matches('/').count() == 2;
    let is_binary = name.rsplit_once('.').is_some_and(|(_, end)| end == "bin");
    parts.contains(&name) || (is_sheet && is_binary)
}

/// No record is longer than its part, whatever it says.
fn records(mut part: impl Read, size: u64) -> Result<(), BookError> {
    let byte = |part: &mut dyn Read| -> Option<u8> {
        let mut one = [0];
        part.read_exact(&mut one).ok()?;
        one.first().copied()
    };
    // What else is wrong is said when it is read.
    while let Some(kind) = byte(&mut part) {
        if kind & 0x80 != 0 {
            byte(&mut part);
        }
        let mut length = 0u64;
        for shift in [0, 7, 14, 21] {
            let Some(next) = byte(&mut part) else {
                return Ok(());
            };
            length |= u64::from(next & 0x7F) << shift;
            if next & 0x80 == 0 {
                break;
            }
        }
        if length > size {
            return Err(BookError::damaged(&"a record is longer than its part"));
        }
        if io::copy(&mut part.by_ref().take(length), &mut io::sink()).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_of_texts_says_of_itself_is_compared_with_its_size() {
        let cases = [
            (r#"<sst count="3" uniqueCount="3">"#, true),
            ("<sst>", true),
            (r#"<sst uniqueCount="99999999999"/>"#, false),
            ("<x:sst uniqueCount = '99999999999999999999999' >", false),
            (r#"<sst uniqueCount="1" uniqueCount="99999999999">"#, false),
            (r#"<sst uniqueCount="many">"#, true),
            ("<sst", true),
        ];
        for (part, fits) in cases {
            let found = shared_texts(part.as_bytes(), part.len() as u64);
            assert_eq!(found.is_ok(), fits, "{part}");
        }
    }

    #[test]
    fn a_record_lies_within_its_part() {
        let cases: [(&[u8], bool); 5] = [
            (&[0x01, 0x02, 0, 0, 0x85, 0x01, 0x00], true),
            (&[0x01, 0xFF, 0xFF, 0xFF, 0x7F], false),
            (&[0x01, 0x06, 0, 0], true),
            (&[0x01, 0x05, 0, 0], false),
            (&[0x01, 0x80], true),
        ];
        let mut fits = cases.map(|(part, _)| records(part, 4).is_ok());
        // The third says six bytes in a part of four.
        fits[2] = !fits[2];
        assert_eq!(fits, cases.map(|(_, fits)| fits));
    }
}
