//! `throughline draft`: what it drafts passes the audit as it stands, and it never touches what an
//! analyst wrote.

mod common;

use common::{Place, repository};
use proptest::prelude::*;
use std::path::Path;
use throughline::analysis::draft::Drafting;
use throughline::{Analysis, Audience};

/// The first review in a folder of its own, with the findings given instead of its own.
fn first_review(place: &Place, findings: Option<&str>) {
    let source = repository().join("data/ogp-2023");
    for file in common::files(&source) {
        let bytes = std::fs::read(source.join(&file)).unwrap();
        place.write(&format!("review/{file}"), bytes);
    }
    match findings {
        Some(text) => {
            place.write("review/findings.toml", text);
        }
        None => std::fs::remove_file(place.at("review/findings.toml")).unwrap(),
    }
}

fn findings(place: &Place) -> String {
    std::fs::read_to_string(place.at("review/findings.toml")).unwrap()
}

#[test]
fn drafts_of_the_first_review_pass_the_audit_as_they_stand() {
    let place = Place::new();
    first_review(&place, None);
    let run = place.run(&["draft", "review", "--write"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let added = run.out.lines().filter(|l| l.starts_with("added  ")).count();
    assert!(added > 30, "{}", run.out);
    assert!(run.out.ends_with("kept as they are\n"), "{}", run.out);
    for audience in ["internal", "public"] {
        let run = place.run(&["audit", "review", "--strict", "--audience", audience]);
        assert_eq!(run.code, 0, "{}", run.out);
        let said = "All agencies spoke of resourcing.";
        assert!(run.out.contains(said), "{}", run.out);
    }
    // What is drafted is covered: a second run has nothing to add, and --all keeps what is there.
    let written = findings(&place);
    for arguments in [
        &["draft", "review", "--write"][..],
        &["draft", "review", "--write", "--all"],
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.contains("0 findings added"), "{}", run.out);
        assert_eq!(findings(&place), written);
    }
}

#[test]
fn an_analysts_findings_stay_as_they_are() {
    let ours = std::fs::read_to_string(repository().join("data/ogp-2023/findings.toml")).unwrap();
    let place = Place::new();
    first_review(&place, Some(&ours));
    let themes = ["--theme", "themed-plan", "--theme", "resourcing"];
    let run = place.run(&[&["draft", "review", "--write", "--all"], &themes[..]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("added  themed-plan\n"), "{}", run.out);
    let kept = "kept   resourcing  (findings.toml has it)\n";
    assert!(run.out.contains(kept), "{}", run.out);
    let now = findings(&place);
    let added = now.strip_prefix(ours.as_str()).unwrap();
    assert_eq!(added.matches("[[finding]]").count(), 1);

    let run = place.run(&["draft", "review", "--theme", "resourcing"]);
    let passed = "passed over  resourcing  (finding `resourcing` speaks of it)";
    assert!(run.out.contains(passed), "{}", run.out);
    assert!(run.out.contains("0 findings drafted"), "{}", run.out);
}

/// The README shows a draft of the first review.
#[test]
fn a_draft_reads_as_the_readme_shows_it() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let (_, after) = readme
        .split_once("draft data/ogp-2023 --theme visibility-in-government --all")
        .unwrap();
    let (_, shown) = after.split_once("```text\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    let theme = "visibility-in-government";
    let output = Place::new()
        .command(&["draft", "data/ogp-2023", "--theme", theme, "--all"])
        .current_dir(repository())
        .output()
        .unwrap();
    let run = common::Run::from(&output);
    let (drafted, _) = run.out.split_once("\n1 finding drafted").unwrap();
    assert_eq!(shown.trim_end(), drafted.trim_end());
}

#[test]
fn one_file_of_notes_is_drafted_and_not_written_to() {
    let place = Place::new();
    let notes = "text,themes,organisation,quotable\n\
        \"He said \"\"no\"\" \\ twice\",cost;time,A,yes\nIt costs,cost,B,yes\n";
    place.write("notes.csv", notes);
    let run = place.run(&["draft", "notes.csv", "--write"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("notes.csv is one file of notes"),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("help: make a folder with a review.toml"),
        "{}",
        run.err
    );
    assert_eq!(place.files(), ["notes.csv"]);

    let run = place.run(&["draft", "notes.csv", "--format", "toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let statement = "statement = \"All organisations spoke of cost.\"";
    assert!(run.out.contains(statement), "{}", run.out);
    // What is printed is what a folder takes.
    place.write("review/review.toml", "title = \"Notes\"\n");
    place.write("review/notes/notes.csv", notes);
    place.write("review/findings.toml", &run.out);
    let run = place.run(&["audit", "review", "--strict"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let place = Place::new();
    let inline = "finding = [{ id = \"a\", statement = \"It is.\" }]\n";
    first_review(&place, Some(inline));
    let run = place.run(&["draft", "review", "--write"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("findings.toml:1:"), "{}", run.err);
    assert_eq!(findings(&place), inline);
    let run = place.run(&["draft", "review", "--theme", "resorcing"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("did you mean `resourcing`?"),
        "{}",
        run.err
    );
    let run = place.run(&["draft", "review", "--write", "--format", "toml"]);
    assert_eq!(run.code, 2);
    place.write("broken/review.toml", "title = 1");
    assert_eq!(place.run(&["draft", "broken"]).code, 1);
}

/// Phrases of themes, some of which read like amounts, views or ranks.
const PHRASES: [&str; 8] = [
    "cost",
    "what most agencies want",
    "the greatest challenge",
    "a small benefit for \"the effort\"",
    "seen as a tool",
    "agencies felt it",
    "we and our half of two-thirds; all but one",
    "\u{201c}noticeably\u{201d} good: More than half of agencies spoke of",
];

#[derive(Debug, Clone)]
struct Heard {
    organisation: usize,
    themes: Vec<usize>,
    stance: &'static str,
    quotable: bool,
    text: &'static str,
}

fn heard() -> impl Strategy<Value = Heard> {
    let stance = proptest::sample::select(vec!["", "positive", "negative", "mixed", "neutral"]);
    let text = proptest::sample::select(vec![
        "It costs time.",
        "",
        "He said \"no\" \\ twice",
        "Kei te pai.\n\nĀe",
        "\u{1b}[31mred",
        "=1+1",
    ]);
    let themes = proptest::collection::vec(0usize..6, 1..3);
    (0usize..13, themes, stance, any::<bool>(), text).prop_map(
        |(organisation, themes, stance, quotable, text)| Heard {
            organisation,
            themes,
            stance,
            quotable,
            text,
        },
    )
}

fn write(folder: &Path, notes: &[Heard], phrases: &[usize], parents: &[Option<usize>]) {
    std::fs::create_dir_all(folder.join("notes")).unwrap();
    let mut book = csv::Writer::from_path(folder.join("codebook.csv")).unwrap();
    book.write_record(["code", "label", "phrase", "parent"])
        .unwrap();
    for (n, (phrase, parent)) in phrases.iter().zip(parents).enumerate() {
        let parent = parent.filter(|&p| p < n);
        let parent = parent.map_or_else(String::new, |p| format!("t{p}"));
        let label = PHRASES[(phrase + 3) % PHRASES.len()];
        book.write_record([&format!("t{n}"), label, PHRASES[*phrase], &parent])
            .unwrap();
    }
    book.flush().unwrap();
    let mut file = csv::Writer::from_path(folder.join("notes/a.csv")).unwrap();
    file.write_record([
        "note_id",
        "engagement_id",
        "engagement_type",
        "organisation",
        "themes",
        "stance",
        "quotable",
        "text",
    ])
    .unwrap();
    for (n, note) in notes.iter().enumerate() {
        let organisation = match note.organisation {
            0 => String::new(),
            o => format!("Agency {o}"),
        };
        let themes: Vec<String> = note.themes.iter().map(|t| format!("t{t}")).collect();
        file.write_record([
            format!("N-{n}").as_str(),
            "e1",
            "workshop",
            &organisation,
            &themes.join(";"),
            note.stance,
            if note.quotable { "yes" } else { "no" },
            note.text,
        ])
        .unwrap();
    }
    file.flush().unwrap();
}

fn open(folder: &Path) -> throughline::Review {
    throughline::open(folder)
        .unwrap()
        .accept_warnings(|_| {})
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn drafts_of_any_review_pass_the_audit_as_they_stand(
        notes in proptest::collection::vec(heard(), 1..60),
        phrases in proptest::collection::vec(0..PHRASES.len(), 6),
        parents in proptest::collection::vec(proptest::option::of(0usize..6), 6),
        scale in proptest::sample::select(vec!["plain", "education-scotland", "eti-ni", "fao"]),
        disclosure in proptest::sample::select(vec![
            "",
            "[disclosure]\naudience = \"public\"\nlevel = \"open\"\nreason = \"Invented.\"\n",
            "[disclosure]\naudience = \"public\"\n",
        ]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let settings = format!(
            "title = \"A review\"\nnoun = \"agency\"\nnoun_plural = \"agencies\"\n\n\
             [wording]\nscale = \"{scale}\"\n\n{disclosure}",
        );
        std::fs::write(folder.path().join("review.toml"), settings).unwrap();
        write(folder.path(), &notes, &phrases, &parents);
        let review = open(folder.path());
        let analysis = Analysis::of(&review).unwrap();
        let drafts = analysis.draft(&Drafting::default()).unwrap();
        let block = drafts.toml(&review);
        let merged = throughline::folder::edit::merge_findings(folder.path(), &block).unwrap();
        prop_assert_eq!(merged.added.len(), drafts.drafts.len());
        let review = open(folder.path());
        prop_assert_eq!(review.findings.len(), drafts.drafts.len());
        let analysis = Analysis::of(&review).unwrap();
        let claims: usize = drafts.drafts.iter().map(|d| d.claims.len()).sum();
        for audience in [Audience::Internal, Audience::Public] {
            let audit = analysis.audit(audience);
            let failing: Vec<_> = audit.failing(true).collect();
            prop_assert!(failing.is_empty(), "{audience:?} {failing:#?}");
            let judged = audit.judgements.iter().filter(|j| j.verdict.is_some()).count();
            prop_assert!(judged >= claims, "{judged} of {claims} claims are judged");
            let pins = audit.remarks.iter().filter(|r| r.remark.code == "pin-without-theme");
            prop_assert_eq!(pins.count(), 0);
        }
    }
}
