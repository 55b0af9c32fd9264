//! The two engines agree: the same bytes, the same errors. Where no `typst` is installed (found by
//! `THROUGHLINE_TYPST` or `PATH`), the comparisons are left out and say so.

mod support;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::Sample;
use throughline_report::pdf::{CliOptions, Engine, PdfError, Template};
use throughline_report::{Report, ReportError};

#[expect(
    clippy::disallowed_methods,
    reason = "a test looks for the program as the CLI does"
)]
fn cli() -> Option<Engine> {
    let options = CliOptions {
        program: std::env::var_os("THROUGHLINE_TYPST").map(PathBuf::from),
        search_path: std::env::var_os("PATH"),
        ..CliOptions::default()
    };
    let there = options.program.is_some()
        || options.search_path.as_ref().is_some_and(|path| {
            let name = format!("typst{}", std::env::consts::EXE_SUFFIX);
            std::env::split_paths(path).any(|folder| folder.join(&name).is_file())
        });
    if !there {
        // Not `eprintln!`, which a test that passes keeps to itself.
        let said = writeln!(
            std::io::stderr(),
            "SKIPPED: no typst program (set THROUGHLINE_TYPST, or install typst-cli 0.15.1)"
        );
        assert!(said.is_ok());
    }
    there.then_some(Engine::Cli(options))
}

fn template(main: &str) -> Template {
    Template::Files(BTreeMap::from([("report.typ".into(), main.into())]))
}

fn refused(engine: &Engine, main: &str) -> PdfError {
    let synthesis = Sample::no_notes().synthesis();
    match Report::of(&synthesis)
        .engine(engine.clone())
        .template(template(main))
        .pdf()
    {
        Err(ReportError::Engine(error)) => error,
        other => panic!("{main}: {other:?}"),
    }
}

/// Both files are kept for a look where they differ.
fn same(embedded: &[u8], external: &[u8]) {
    if embedded != external {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(folder.join("embedded.pdf"), embedded).unwrap();
        std::fs::write(folder.join("cli.pdf"), external).unwrap();
        panic!(
            "the bytes differ: see embedded.pdf and cli.pdf in {}",
            folder.display()
        );
    }
}

#[test]
fn both_give_the_same_bytes() {
    let Some(cli) = cli() else { return };
    let mut review = Sample::review();
    review.parts = 1;
    review.odd = " 😀 $x$".into();
    for sample in [review, Sample::single_file()] {
        let synthesis = sample.synthesis();
        let report = || Report::of(&synthesis);
        let embedded = report().engine(Engine::Embedded).pdf().unwrap();
        let external = report().engine(cli.clone()).pdf().unwrap();
        assert_eq!(external.warnings, Vec::<String>::new());
        assert_eq!(embedded.pages, external.pages);
        same(&embedded.bytes, &external.bytes);
    }
}

#[test]
fn both_give_a_date_to_a_template_that_sets_none() {
    let main = "#set document(title: \"T\")\n#set text(font: \"Source Sans 3\")\n= Heading\nText.";
    let synthesis = Sample::no_notes().synthesis();
    let report = || Report::of(&synthesis).template(template(main));
    let embedded = report().pdf().unwrap();
    assert_eq!(embedded.pages, Some(1));
    let date = b"2023-10-31";
    assert!(embedded.bytes.windows(date.len()).any(|w| w == date));
    let Some(cli) = cli() else { return };
    same(&embedded.bytes, &report().engine(cli).pdf().unwrap().bytes);
}

#[test]
fn an_error_of_a_template_names_its_place() {
    let main = "#set document(title: \"T\")\n= Heading\n#let x = 1\n#sectoin(x)\n";
    for engine in [Some(Engine::Embedded), cli()].into_iter().flatten() {
        let PdfError::Typst { diagnostics } = refused(&engine, main) else {
            panic!("{engine:?}");
        };
        let first = &diagnostics[0];
        assert_eq!(
            first.to_string(),
            "report.typ:4:2: unknown variable: sectoin",
            "{engine:?}"
        );
    }
}

#[test]
fn what_pdf_ua_asks_for_is_asked_for() {
    for engine in [Some(Engine::Embedded), cli()].into_iter().flatten() {
        let error = refused(&engine, "#set text(font: \"Source Sans 3\")\n= Heading").to_string();
        assert!(
            error.contains("missing document title"),
            "{engine:?}: {error}"
        );
    }
}

#[test]
fn a_template_reads_its_own_files_and_nothing_else() {
    for (main, why) in [
        ("#import \"@preview/cetz:0.4.0\": *", "package"),
        ("#read(\"/etc/passwd\")", "not found"),
        ("#read(\"../fonts/SourceSans3-Bold.otf\")", ""),
        ("#datetime.today()", ""),
    ] {
        let error = refused(&Engine::Embedded, main);
        assert!(matches!(error, PdfError::Typst { .. }), "{main}: {error}");
        assert!(error.to_string().contains(why), "{main}: {error}");
        if let Some(cli) = cli()
            && !main.contains("today")
        {
            let error = refused(&cli, main);
            assert!(matches!(error, PdfError::Typst { .. }), "{main}: {error}");
            assert!(
                error.to_string().contains("report.typ:1:"),
                "{main}: {error}"
            );
        }
    }
}

#[test]
fn a_template_without_its_main_file_is_refused() {
    let files = Template::Files(BTreeMap::from([("look.typ".into(), Vec::new())]));
    let synthesis = Sample::no_notes().synthesis();
    let nowhere = Engine::Cli(CliOptions {
        program: Some(Path::new("/nowhere/typst").into()),
        ..CliOptions::default()
    });
    for engine in [Engine::Embedded, nowhere] {
        let error = Report::of(&synthesis)
            .engine(engine)
            .template(files.clone())
            .pdf()
            .unwrap_err();
        assert!(
            matches!(error, ReportError::Engine(PdfError::NoMainFile)),
            "{error}"
        );
        assert!(error.help().is_some());
    }
}

#[test]
fn a_program_that_is_missing_or_slow_is_told_with_what_to_do() {
    let synthesis = Sample::no_notes().synthesis();
    let missing = Engine::Cli(CliOptions::default());
    let error = Report::of(&synthesis).engine(missing).pdf().unwrap_err();
    assert!(
        error.help().unwrap().contains("typst-cli --version 0.15.1"),
        "{error}"
    );
    let Some(Engine::Cli(options)) = cli() else {
        return;
    };
    let hurried = Engine::Cli(CliOptions {
        timeout: Duration::ZERO,
        ..options
    });
    let error = Report::of(&synthesis).engine(hurried).pdf().unwrap_err();
    assert!(
        matches!(error, ReportError::Engine(PdfError::TimedOut { .. })),
        "{error}"
    );
}
