//! `throughline audit`

use crate::args::{AudienceArgument, AuditArguments, AuditFormat};
use crate::audited;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use std::io::{BufWriter, IsTerminal, Write};
use throughline::model::audit::Audit;
use throughline::{Analysis, Audience, Review};

/// Judges the findings of a review on its notes.
pub fn run(arguments: &AuditArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    progress.step("counting");
    let analysis = Analysis::of(&review).map_err(|e| Failure::system(&e))?;
    progress.step("judging the findings");
    let audit = analysis.audit(match arguments.audience {
        Some(AudienceArgument::Internal) => Audience::Internal,
        Some(AudienceArgument::Public) => Audience::Public,
        None => review.disclosure.audience,
    });
    progress.finish();
    let written = match arguments.format {
        AuditFormat::Text => text(&audit, &review, arguments.strict),
        AuditFormat::Json => json(&audit),
    };
    match written {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        other => other.map_err(|e| Failure::system(&e))?,
    }
    if arguments.accept {
        accept(arguments, &analysis, &audit)?;
    }
    if audit.fails(arguments.strict) {
        Err(Failure::Review)
    } else {
        Ok(())
    }
}

fn text(audit: &Audit, review: &Review, strict: bool) -> std::io::Result<()> {
    let out = std::io::stdout();
    let colour = out.is_terminal() && !no_colour();
    let mut out = BufWriter::new(out.lock());
    audited::write(&mut out, audit, review, strict, colour)?;
    out.flush()
}

/// Whether the environment asks for no colour (<https://no-color.org>).
#[expect(
    clippy::disallowed_methods,
    reason = "the edge: the environment is read here and passed in"
)]
fn no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

fn json(audit: &Audit) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, audit)?;
    writeln!(out)?;
    out.flush()
}

/// Keeps what the findings were judged on beside them.
fn accept(
    arguments: &AuditArguments,
    analysis: &Analysis<'_>,
    audit: &Audit,
) -> Result<(), Failure> {
    let folder = &arguments.source.review;
    if !folder.is_dir() {
        return Err(Failure::usage(
            &format!(
                "{} is a file and has no findings to accept",
                folder.display()
            ),
            "give the folder that holds review.toml",
        ));
    }
    throughline::folder::write_lock(folder, &analysis.lock(audit)).map_err(|e| {
        Failure::system(&format!("{}: {e}", folder.join("findings.lock").display()))
    })?;
    eprintln!(
        "{} keeps what the findings were judged on",
        folder.join("findings.lock").display()
    );
    Ok(())
}
