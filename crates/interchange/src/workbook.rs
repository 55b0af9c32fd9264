//! The sheets of a workbook in memory as rows of texts, and how large a workbook may be.

use calamine::Data;
use std::io;
use std::ops::ControlFlow;
use throughline_ingest::prepared::workbook::ranges;
use zip::ZipArchive;

/// Bytes that a workbook may unpack to; a file that says more is not opened.
const MOST_UNPACKED: u64 = 1 << 30;

/// A sheet that has cells.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Its name.
    pub name: String,
    /// The row in which the first of its cells stands, from 1.
    pub row: u64,
    /// The column, from 1.
    pub column: u64,
    /// The texts of its cells, each row as long as the others.
    pub rows: Vec<Vec<String>>,
}

/// Calls `with` with each sheet that has cells, until it says stop.
///
/// # Errors
/// What is wrong with the workbook, in words.
pub(crate) fn each_sheet(
    bytes: &[u8],
    mut with: impl FnMut(Sheet) -> ControlFlow<()>,
) -> Result<(), String> {
    ranges(bytes, &mut |name, range| match range.start() {
        None => ControlFlow::Continue(()),
        Some((row, column)) => with(Sheet {
            name,
            row: u64::from(row) + 1,
            column: u64::from(column) + 1,
            rows: range
                .rows()
                .map(|row| row.iter().map(text).collect())
                .collect(),
        }),
    })
}

/// Whether an archive would fill the memory if it was unpacked.
pub(crate) fn is_too_large<R: io::Read + io::Seek>(archive: &mut ZipArchive<R>) -> bool {
    let entries = 0..archive.len();
    let sizes = entries.filter_map(|at| archive.by_index_raw(at).ok().map(|entry| entry.size()));
    sizes.fold(0, u64::saturating_add) > MOST_UNPACKED
}

/// A cell as text: a date as `2024-11-28 14:03:22`, line ends as `\n`, and a whole number without
/// decimals, so that an id of digits is what was written.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        Data::String(text) => text.replace("\r\n", "\n").replace('\r', "\n"),
        other => other.to_string(),
    }
}
