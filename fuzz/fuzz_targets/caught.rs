//! The engine takes every panic for a crash. Those of the library that reads workbooks are caught, and
//! become problems that name the file.

use std::panic;
use throughline_ingest::prepared::workbook;

/// Leaves them out.
pub fn leave_out() {
    let crash = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !workbook::is_guarded() {
            crash(panic);
        }
    }));
}
