//! Rows that were set aside, as a file that can be put right and imported again.

use super::sheet::{Row, Sheet};
use encoding_rs::WINDOWS_1252;
use throughline_ingest::prepared::{Encoding, encoding};

/// Rows that were set aside: each byte for byte, after the line it stood on and the reason.
#[derive(Debug, Clone)]
pub struct Rejected {
    encoding: Encoding,
    marked: bool,
    delimiter: u8,
    header: Vec<u8>,
    rows: Vec<(u64, String, Vec<u8>)>,
}

impl Default for Rejected {
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            marked: false,
            delimiter: b',',
            header: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl Rejected {
    pub(super) fn of(sheet: &Sheet, header: usize) -> Self {
        Self {
            encoding: sheet.encoding,
            marked: sheet.marked,
            delimiter: sheet.delimiter,
            header: sheet
                .rows
                .get(header)
                .map(|r| r.raw.clone())
                .unwrap_or_default(),
            rows: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, row: &Row, reason: &str) {
        self.rows
            .push((row.line, reason.to_owned(), row.raw.clone()));
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The file: the header of the original and the rows as they stood, in its encoding and with its
    /// delimiter, behind two columns `rejected_line` and `rejected_reason`, which an import passes
    /// over. Of a workbook it is CSV in UTF-8.
    ///
    /// ```
    /// use throughline_interchange::segments::{Options, read};
    /// let bytes = b"id,document,tag,content\n1,,cost,\"It  costs.\"\n";
    /// let options = Options { reject_rows: true, ..Options::default() };
    /// let rejected = read(bytes, "a.csv", &options).rejected;
    /// assert_eq!(
    ///     rejected.to_bytes(),
    ///     b"rejected_line,rejected_reason,id,document,tag,content\n\
    ///       2,\"the row names no document\",1,,cost,\"It  costs.\"\n",
    /// );
    /// ```
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.marked {
            out.extend_from_slice(encoding::mark(self.encoding));
        }
        let delimiter = char::from(self.delimiter);
        let mut line = |front: String, raw: &[u8]| {
            for bytes in [front.as_bytes(), raw, b"\n"] {
                out.extend(encoded(bytes, self.encoding));
            }
        };
        line(
            format!("rejected_line{delimiter}rejected_reason{delimiter}"),
            &self.header,
        );
        for (at, reason, raw) in &self.rows {
            let reason = reason.replace('"', "\"\"");
            line(format!("{at}{delimiter}\"{reason}\"{delimiter}"), raw);
        }
        out
    }
}

/// Bytes of UTF-8 as a file had them.
fn encoded(bytes: &[u8], encoding: Encoding) -> Vec<u8> {
    let text = || String::from_utf8_lossy(bytes);
    match encoding {
        Encoding::Utf8 => bytes.to_vec(),
        Encoding::Utf16Le => text().encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text().encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Windows1252 => WINDOWS_1252.encode(&text()).0.into_owned(),
    }
}
