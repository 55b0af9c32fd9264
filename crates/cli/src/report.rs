//! `throughline report`

use crate::args::{AudienceArgument, EngineArgument, FormatArgument, ReportArguments};
use crate::failure::Failure;
use crate::problems;
use crate::progress::Progress;
use crate::rejected;
use crate::source;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use throughline::model::numbers::{counted, counted_as};
use throughline::report::Written;
use throughline::report::pdf::{CliOptions, Engine, Template};
use throughline::{
    Analysis, Audience, Format, Level, PublishError, Report, ReportError, Request, Review,
    Synthesis,
};

/// Writes the report of a review.
pub fn run(arguments: &ReportArguments) -> Result<(), Failure> {
    if arguments.protected && arguments.audience == Some(AudienceArgument::Internal) {
        return Err(Failure::usage(
            &"--protected is for a public report, and --audience says internal",
            "leave one of them out",
        ));
    }
    refuse_for_others(arguments)?;
    let template = template(arguments.template.as_deref())?;
    let published = published(&arguments.published)?;
    let fallback_date = source::epoch_date()?;
    let progress = Progress::start();
    let review = source::counted(&arguments.source, &progress)?;
    if arguments.sampling.sample.is_some() && audience(arguments, &review) == Audience::Public {
        progress.finish();
        return Err(not_for_others("review.toml says that the report is public"));
    }
    let (review, said) = source::sampled(review, &arguments.sampling);
    if let Some(said) = said {
        progress.suspend(|| eprintln!("{said}"));
    }
    let request = Request {
        audience: audience(arguments, &review),
        protected: arguments.protected,
        fallback_date,
        allow_unsupported: arguments.allow_unsupported,
        published,
    };
    let output = output(arguments, &request, &review);

    progress.step("counting");
    let analysis = Analysis::of(&review).map_err(|e| Failure::system(&e))?;
    let publication = analysis.publish(&request).map_err(|e| refused(&e))?;

    eprint!(
        "{}",
        problems::listing(&publication.warnings, problems::SHOWN_OF_A_KIND)
    );

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
        if rejected::count(&review) > 0 {
            report = report.rejected(|out| rejected::rows(out, &review));
        }
    }
    let written = report.write_to(&output).map_err(|e| failed(&e))?;
    progress.finish();
    say(&output, &written, &review);
    if request.audience == Audience::Public && arguments.source.rejected.is_none() {
        rejected::not_in_a_public_report(&review);
    }
    Ok(())
}

/// A first look is for those who did the review, and has no findings.
fn refuse_for_others(arguments: &ReportArguments) -> Result<(), Failure> {
    if arguments.sampling.sample.is_none() {
        Ok(())
    } else if arguments.protected {
        Err(not_for_others("--protected asks for a public report"))
    } else if arguments.audience == Some(AudienceArgument::Public) {
        Err(not_for_others("--audience says public"))
    } else if !arguments.published.is_empty() {
        Err(not_for_others("--published is for a public report"))
    } else if arguments.allow_unsupported {
        Err(Failure::usage(
            &"--sample makes a first look, which leaves the findings out, and --allow-unsupported is for findings",
            "leave one of them out",
        ))
    } else {
        Ok(())
    }
}

fn not_for_others(why: &str) -> Failure {
    Failure::usage(
        &format!("--sample makes a first look, which is internal, and {why}"),
        "leave --sample out, or report with --audience internal",
    )
}

fn audience(arguments: &ReportArguments, review: &Review) -> Audience {
    match arguments.audience {
        _ if arguments.protected => Audience::Public,
        Some(AudienceArgument::Internal) => Audience::Internal,
        Some(AudienceArgument::Public) => Audience::Public,
        None => review.disclosure.audience,
    }
}

fn output(arguments: &ReportArguments, request: &Request, review: &Review) -> PathBuf {
    arguments.output.clone().unwrap_or_else(|| {
        let ending = match request.level(review) {
            None if review.first_look.is_some() => "-first-look",
            None => "-internal",
            Some(Level::Protected) => "-protected",
            Some(Level::Open) => "",
        };
        let name = source::name(&arguments.source.review);
        Path::new("reports").join(format!("{name}{ending}"))
    })
}

/// Earlier public reports, as they were written.
fn published(files: &[PathBuf]) -> Result<Vec<Synthesis>, Failure> {
    let help = "give the synthesis.json of a public report of this review";
    files
        .iter()
        .map(|path| {
            let wrong =
                |error: &dyn Display| Failure::usage(&format!("{}: {error}", path.display()), help);
            let text = std::fs::read_to_string(path).map_err(|e| wrong(&e))?;
            let synthesis = Synthesis::from_json(&text).map_err(|e| wrong(&e))?;
            match synthesis.audience {
                Audience::Public => Ok(synthesis),
                Audience::Internal => Err(wrong(
                    &"this is an internal report, which nobody outside has read",
                )),
            }
        })
        .collect()
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
        PublishError::Refused(refusal) => {
            let listing = problems::listing(&refusal.problems, problems::SHOWN_OF_A_KIND);
            eprint!("{listing}");
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
            "warning: {}",
            counted_as(
                written.replaced.total,
                "character that no font of the report has was written as its code point",
                "characters that no font of the report has were written as their code points"
            )
        );
    }
    println!(
        "{}: {} of {} counted",
        review.about.title,
        counted(review.notes.len(), "note"),
        counted(review.ledger.rows, "row")
    );
    for (path, _) in &written.files {
        let path = output.join(path);
        match written.pages {
            Some(pages) if path.extension().is_some_and(|e| e == "pdf") => {
                println!("  {} ({})", path.display(), counted(pages, "page"));
            }
            _ => println!("  {}", path.display()),
        }
    }
}
