//! Tables as CSV: every cell, by row and column.

use super::{Leak, Scan, unread};

pub(super) fn leaks(scan: &Scan, file: &str, bytes: &[u8]) -> Vec<Leak> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut rows: Vec<csv::StringRecord> = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(record),
            Err(error) => return vec![unread(file, &error)],
        }
    }
    let mut leaks = Vec::new();
    for (row, record) in (1u32..).zip(&rows) {
        for (column, cell) in (1u32..).zip(record) {
            leaks.extend(scan.words(file, cell, |_| format!("row {row}, column {column}")));
        }
    }
    if let Some(numbers) = &scan.numbers {
        leaks.extend(numbers.table(file, &rows));
    }
    leaks
}
