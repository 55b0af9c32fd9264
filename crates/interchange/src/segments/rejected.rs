//! Rows that were set aside, as a file that can be put right and imported again.

use super::sheet::{Encoding, Row, Sheet};

/// Rows that were set aside: each byte for byte, after the line it stood on and the reason.
#[derive(Debug, Clone, Default)]
pub struct Rejected {
    encoding: Encoding,
    marked: bool,
    delimiter: u8,
    header: Vec<u8>,
    rows: Vec<(u64, String, Vec<u8>)>,
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
            out.extend_from_slice(match self.encoding {
                Encoding::Utf16Le => b"\xFF\xFE".as_slice(),
                Encoding::Utf16Be => b"\xFE\xFF",
                _ => b"\xEF\xBB\xBF",
            });
        }
        let delimiter = char::from(self.delimiter);
        let mut line = |front: String, raw: &[u8]| {
            out.extend(self.encoding.encode(front.as_bytes()));
            out.extend(self.encoding.encode(raw));
            out.extend(self.encoding.encode(b"\n"));
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
