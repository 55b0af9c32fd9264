//! `throughline report`

use crate::args::{AudienceArgument, EngineArgument, FormatArgument, ReportArguments};
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use crate::source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use throughline::report::Written;
use throughline::report::pdf::{CliOptions, Engine, Template};
use throughline::{Analysis, Audience, Format, PublishError, Report, ReportError, Request, Review};

/// Writes the report of a review.
pub fn run(arguments: &ReportArguments) -> Result<(), Failure> {
    let template = template(arguments.template.as_deref())?;
    let fallback_date = source::epoch_date()?;
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let request = Request {
        audience: audience(arguments, &review),
        protected: arguments.protected,
        fallback_date,
        ..Request::default()
    };
    let output = output(arguments, request.audience);

    progress.step("counting");
    let analysis = Analysis::of(&review).map_err(|e| Failure::system(&e))?;
    let publication = analysis.publish(&request).map_err(|e| refused(&e))?;

    let formats: Vec<Format> = arguments.format.iter().map(|&f| format(f)).collect();
    progress.step(if formats.contains(&Format::Pdf) {
        "drawing the charts and typesetting the PDF"
    } else {
        "writing"
    });
    let mut report = Report::new(&publication)
        .formats(&formats)
        .engine(engine(arguments))
        .template(template);
    if request.audience == Audience::Internal {
        report = report.ledger(|| Box::new(review.ledger_rows()));
    }
    let written = report.write_to(&output).map_err(|e| failed(&e))?;
    progress.finish();
    say(&output, &written, &review);
    Ok(())
}

fn audience(arguments: &ReportArguments, review: &Review) -> Audience {
    match arguments.audience {
        _ if arguments.protected => Audience::Public,
        Some(AudienceArgument::Internal) => Audience::Internal,
        Some(AudienceArgument::Public) => Audience::Public,
        None => review.disclosure.audience,
    }
}

fn output(arguments: &ReportArguments, audience: Audience) -> PathBuf {
    arguments.output.clone().unwrap_or_else(|| {
        let mut name = source::name(&arguments.source.review);
        if audience == Audience::Internal {
            name.push_str("-internal");
        }
        Path::new("reports").join(name)
    })
}

fn format(format: FormatArgument) -> Format {
    match format {
        FormatArgument::Pdf => Format::Pdf,
        FormatArgument::Json => Format::Json,
        FormatArgument::Csv => Format::Csv,
        FormatArgument::Svg => Format::Svg,
        FormatArgument::Png => Format::Png,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge: the environment is read here and passed in"
)]
fn engine(arguments: &ReportArguments) -> Engine {
    match arguments.engine {
        EngineArgument::Auto => Engine::Auto,
        EngineArgument::Embedded => Engine::Embedded,
        EngineArgument::Cli => Engine::Cli(CliOptions {
            program: arguments
                .typst
                .clone()
                .or_else(|| std::env::var_os("THROUGHLINE_TYPST").map(PathBuf::from)),
            search_path: std::env::var_os("PATH"),
            ..CliOptions::default()
        }),
    }
}

/// The files of a template folder, all of them, by their path in it.
fn template(folder: Option<&Path>) -> Result<Template, Failure> {
    let Some(folder) = folder else {
        return Ok(Template::BuiltIn);
    };
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        let entries = std::fs::read_dir(&at).map_err(|error| {
            Failure::usage(
                &format!("the template folder {}: {error}", at.display()),
                "give a folder that holds report.typ",
            )
        })?;
        for entry in entries {
            let path = entry.map_err(|e| Failure::system(&e))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                let bytes = std::fs::read(&path)
                    .map_err(|e| Failure::system(&format!("{}: {e}", path.display())))?;
                files.insert(name.to_string_lossy().replace('\\', "/"), bytes);
            }
        }
    }
    if files.contains_key("report.typ") {
        Ok(Template::Files(files))
    } else {
        Err(Failure::usage(
            &format!("{} holds no report.typ", folder.display()),
            "copy crates/report/template and change it, or write a report.typ that reads synthesis.json",
        ))
    }
}

fn refused(error: &PublishError) -> Failure {
    match error {
        PublishError::Protected => Failure::Usage {
            message: error.to_string(),
            help: None,
        },
        PublishError::WouldPublish(names) => {
            eprint!("{}", problems::listing(names, problems::SHOWN_OF_A_KIND));
            eprintln!("nothing was written");
            Failure::Review
        }
        _ => Failure::system(&error),
    }
}

fn failed(error: &ReportError) -> Failure {
    let (message, help) = (error.to_string(), error.help());
    match error {
        ReportError::Foreign { .. } => Failure::Usage { message, help },
        ReportError::Leak(_) => {
            eprintln!("error: {message}");
            if let Some(help) = help {
                eprintln!("help: {help}");
            }
            eprintln!("nothing was written");
            Failure::Review
        }
        _ => Failure::System { message, help },
    }
}

/// Names what was written.
fn say(output: &Path, written: &Written, review: &Review) {
    for warning in &written.warnings {
        eprintln!("warning: {warning}");
    }
    if written.replaced.total > 0 {
        eprintln!(
            "warning: {} characters that no font of the report has were written as their code points",
            written.replaced.total
        );
    }
    println!(
        "{}: {} notes of {} rows counted",
        review.about.title,
        review.notes.len(),
        review.ledger.rows
    );
    for (path, _) in &written.files {
        let path = output.join(path);
        match written.pages {
            Some(pages) if path.extension().is_some_and(|e| e == "pdf") => {
                println!("  {} ({pages} pages)", path.display());
            }
            _ => println!("  {}", path.display()),
        }
    }
}
