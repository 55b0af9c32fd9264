//! What an import says at its end.

use crate::carried;
use std::io::{self, Write};
use std::path::Path;
use throughline::interchange::landing::{Counted, Landed};
use throughline::model::formulas::neutralised;
use throughline::model::numbers::{counted, grouped};

/// What is said of the run itself.
pub struct Run<'a> {
    /// The file.
    pub file: &'a str,
    /// The review.
    pub review: &'a Path,
    /// Whether nothing was written on purpose.
    pub dry: bool,
    /// Rows that were set aside.
    pub rejected: usize,
    /// Where they were written.
    pub rejected_file: Option<&'a Path>,
}

/// Prints what landed, what was assumed and what could not be carried.
pub fn write(out: &mut dyn Write, landed: &Landed, run: &Run<'_>) -> io::Result<()> {
    let review = run.review.display();
    let did = match (run.dry, landed.files.is_empty(), landed.new_review) {
        (true, ..) => format!(
            "would import {} into {review}; nothing was written",
            run.file
        ),
        (false, true, _) => format!(
            "{review} holds everything of {} already; nothing was written",
            run.file
        ),
        (false, false, true) => format!("imported {} into {review}, a new review", run.file),
        (false, false, false) => format!("imported {} into {review}", run.file),
    };
    writeln!(out, "{did}")?;
    let rows: [(&str, Counted); 5] = [
        ("themes", landed.themes),
        ("organisations", landed.organisations),
        ("engagements", landed.engagements),
        ("notes", landed.notes),
        ("tags", landed.tags),
    ];
    for (what, counted) in rows {
        let parts = match what {
            "notes" if landed.parts_of_notes > 0 => {
                format!(
                    ", {} part of a note it had",
                    grouped(landed.parts_of_notes as u64)
                )
            }
            "tags" if !landed.coders.is_empty() => format!("; of {}", landed.coders.join(", ")),
            _ => String::new(),
        };
        let (new, held) = (grouped(counted.new as u64), grouped(counted.held as u64));
        writeln!(out, "  {what:<14} {new} new, {held} the review had{parts}")?;
    }
    for file in &landed.files {
        writeln!(
            out,
            "  {}  {file}",
            if run.dry { "would change" } else { "wrote" }
        )?;
    }
    if run.rejected > 0 {
        let rows = counted(run.rejected, "row");
        match run.rejected_file {
            Some(path) => writeln!(out, "  set aside  {rows} in {}", path.display())?,
            None => writeln!(out, "  would set aside  {rows}")?,
        }
    }
    if !landed.assumed.is_empty() {
        writeln!(out, "assumed")?;
        for sentence in &landed.assumed {
            writeln!(out, "  {sentence}")?;
        }
    }
    carried::list(out, &landed.not_carried)
}

/// The whole list as CSV: `what` (assumed, not carried), `kind`, `which`, `why`.
pub fn report(landed: &Landed) -> Vec<u8> {
    let mut out = String::from("what,kind,which,why\n");
    let mut line = |cells: [&str; 4]| {
        let cells = cells.map(cell);
        out.push_str(&cells.join(","));
        out.push('\n');
    };
    for sentence in &landed.assumed {
        line(["assumed", "", "", sentence]);
    }
    for one in &landed.not_carried {
        line(["not carried", &one.kind, &one.which, &one.why]);
    }
    out.into_bytes()
}

/// A cell for a spreadsheet.
fn cell(text: &str) -> String {
    let text = neutralised(text);
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}
