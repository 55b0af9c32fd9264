//! Text in a spreadsheet: what would be run as a formula is made text on the way out, and is what it
//! was on the way back in.

use std::borrow::Cow;

/// Whether a spreadsheet would take a cell that begins so for a formula, or pass over the mark that
/// makes it one.
const BEGINS: [u8; 6] = *b"=+-@\t\r";

/// A cell that no spreadsheet runs: one that begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return, apostrophes before it passed over, has an apostrophe put in front.
///
/// ```
/// use throughline_core::formulas::{neutralised, restored};
/// assert_eq!(neutralised("=1+1"), "'=1+1");
/// assert_eq!(neutralised("'=1+1"), "''=1+1");
/// assert_eq!(neutralised("’tis 'so'"), "’tis 'so'");
/// assert_eq!(restored(&neutralised("'=1+1")), "'=1+1");
/// ```
#[must_use]
pub fn neutralised(cell: &str) -> Cow<'_, str> {
    if begins(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What a cell was before [`neutralised`]. A cell that a person began with an apostrophe and one of
/// those marks, to keep the spreadsheet from running it, loses the apostrophe too.
#[must_use]
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn begins(cell: &str) -> bool {
    cell.bytes().next().is_some_and(|c| BEGINS.contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_comes_back(text in r"[='+@\-\t\ra é]{0,6}|.{0,12}") {
            let cell = neutralised(&text);
            prop_assert!(!begins(&cell));
            prop_assert_eq!(restored(&cell), text.as_str());
        }
    }
}
