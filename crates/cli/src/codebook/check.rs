//! `throughline codebook check`

use super::{plain, printed};
use crate::args::{CodebookCheckArguments, RemarkFormat};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::io::{self, BufWriter, Write};
use throughline::analysis::codebook::CodebookRemark;
use throughline::model::numbers::counted;
use throughline::{Analysis, Review};

/// Says what to look at in the codebook.
pub fn run(arguments: &CodebookCheckArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    progress.step("counting");
    let analysis = Analysis::of(&review).map_err(|e| Failure::system(&e))?;
    let remarks = analysis.codebook_remarks();
    progress.finish();
    let mut out = BufWriter::new(io::stdout().lock());
    printed(match arguments.format {
        RemarkFormat::Text => text(&mut out, &remarks, &review),
        RemarkFormat::Json => json(&mut out, &remarks, &review),
    })?;
    if arguments.strict && !remarks.is_empty() {
        return Err(Failure::Review);
    }
    Ok(())
}

fn text(out: &mut dyn Write, remarks: &[CodebookRemark], review: &Review) -> io::Result<()> {
    let mut rest = remarks.iter().peekable();
    while let Some(remark) = rest.next() {
        writeln!(out, "{}", plain(&remark.to_string()))?;
        // The same advice on several themes is given once.
        if rest.peek().is_none_or(|next| next.help != remark.help) {
            writeln!(out, "  help: {}", remark.help)?;
        }
    }
    let themes = counted(review.codebook.len(), "theme");
    writeln!(out, "{} on {themes}", counted(remarks.len(), "remark"))?;
    out.flush()
}

fn json(out: &mut dyn Write, remarks: &[CodebookRemark], review: &Review) -> io::Result<()> {
    let id = |&theme: &u32| review.codebook.theme(theme).id.as_str();
    let list: Vec<_> = remarks
        .iter()
        .map(|remark| {
            serde_json::json!({
                "kind": remark.kind.word(),
                "themes": remark.themes.iter().map(id).collect::<Vec<_>>(),
                "message": remark.message,
                "help": remark.help,
            })
        })
        .collect();
    writeln!(out, "{}", serde_json::to_string_pretty(&list)?)?;
    out.flush()
}
