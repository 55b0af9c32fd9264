//! Cells that are written for a spreadsheet.

use std::borrow::Cow;

/// A cell that a spreadsheet takes for text: what it would take for a formula (it begins with `=`,
/// `+`, `-`, `@`, a tab or a return) has an apostrophe before it.
///
/// ```
/// use throughline_core::spreadsheet::harmless;
/// assert_eq!(harmless("=1+1"), "'=1+1");
/// assert_eq!(harmless("1 = 1"), "1 = 1");
/// ```
#[must_use]
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if matches!(
        cell.as_bytes().first(),
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')
    ) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}
