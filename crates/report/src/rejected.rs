//! The rows that were set aside, handed back: `rejected.csv`.
//!
//! Its columns are `file`, `line`, `reason` and `row`. The last holds the record byte for byte as it
//! stands in its file, quotes and all, and so the one cell that is not neutralised for spreadsheets:
//! what was sent in comes back as it was. A line of a survey whose answers are several notes stands once.

use csv::{QuoteStyle, WriterBuilder};
use std::io::{self, Write};
use throughline_core::formulas::neutralised;
use throughline_core::ledger::{LedgerEntry, Outcome};
use throughline_core::review::Review;

/// The columns of the file.
pub const COLUMNS: [&str; 4] = ["file", "line", "reason", "row"];

/// Writes every row of a review that was set aside for an error, in order of file and line, and says
/// how many there are. Nothing but the reasons is held in memory; each notes file is read once more.
///
/// # Errors
/// The system cannot write, or a notes file cannot be read or is no longer the one that was counted.
pub fn write(out: impl Write, review: &Review) -> io::Result<u64> {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Necessary)
        .from_writer(out);
    writer.write_record(COLUMNS)?;
    let rejected = |entry: &&LedgerEntry| entry.outcome == Outcome::Rejected;
    let entries: Vec<&LedgerEntry> = review.ledger.entries.iter().filter(rejected).collect();
    let lines: Vec<&[&LedgerEntry]> = entries
        .chunk_by(|a, b| (a.file, a.line) == (b.file, b.line))
        .collect();
    let first = |of_line: &&[&LedgerEntry]| of_line.first().map(|entry| (entry.file, entry.line));
    let rows: Vec<(u16, u64)> = lines.iter().filter_map(first).collect();
    let mut written = Ok(());
    let read = review.texts.records(&rows, &mut |at, record| {
        if written.is_ok()
            && let Some(of_line) = lines.get(at)
        {
            written = row(&mut writer, review, of_line, record);
        }
    });
    written?;
    read.map_err(io::Error::other)?;
    writer.flush()?;
    Ok(rows.len() as u64)
}

fn row(
    writer: &mut csv::Writer<impl Write>,
    review: &Review,
    of_line: &[&LedgerEntry],
    record: &[u8],
) -> io::Result<()> {
    let Some(first) = of_line.first() else {
        return Ok(());
    };
    let file = review.files.get(usize::from(first.file));
    let mut reasons: Vec<&str> = of_line.iter().map(|entry| entry.reason.as_str()).collect();
    reasons.dedup();
    writer.write_record([
        neutralised(file.map_or("", String::as_str)).as_bytes(),
        first.line.to_string().as_bytes(),
        neutralised(&reasons.join("; ")).as_bytes(),
        record,
    ])?;
    Ok(())
}
