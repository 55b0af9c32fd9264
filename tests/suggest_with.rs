//! `throughline suggest --with`: programs that answer well, badly, late and not at all.
#![cfg(unix)]

mod common;

use common::{Place, Run};
use std::os::unix::fs::PermissionsExt;

/// A review of so many notes without tags, and a program of `/bin/sh`.
fn place(notes: usize, program: &str) -> Place {
    let place = Place::new();
    place.write("r/review.toml", "title = \"Hearing back\"\n");
    place.write("r/codebook.csv", "code,label\ncost,Cost\ntime,Time\n");
    let filler = "It was said at some length. ".repeat(8);
    let row = |all: String, n| format!("{all}N-{n},\"{filler}{n}\"\n");
    let rows = (1..=notes).fold("note_id,text\n".to_owned(), row);
    place.write("r/notes/a.csv", rows);
    place.write("my program", format!("#!/bin/sh\n{program}\n"));
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(place.at("my program"), mode).unwrap();
    place
}

fn ask(place: &Place, more: &[&str]) -> Run {
    let with = ["suggest", "r", "--with", "'./my program' cost"];
    place.run(&[&with[..], more].concat())
}

/// Answers each note with the theme that is its argument.
const GOOD: &str = r#"read -r opening
case $opening in '{"schema":"throughline-suggest/1","themes":[{"code":"cost"'*) ;; *) exit 9;; esac
while read -r line; do
  id=${line#'{"id":"'}; id=${id%%'"'*}
  printf '{"note":"%s","theme":"%s","score":0.5,"reason":"=it says so"}\n' "$id" "$1"
done
echo 'I am done' >&2"#;

#[test]
fn a_good_program_is_heard() {
    let place = place(3, GOOD);
    let run = ask(&place, &["--format", "csv", "--limit", "2"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let rows: Vec<&str> = run.out.lines().collect();
    assert_eq!(rows.len(), 3);
    assert!(
        rows[1].starts_with("N-1,cost,program,0.500,'=it says so,,,,It was said"),
        "{}",
        rows[1]
    );
    assert!(run.err.contains("the texts of 2 notes are given to `./my program`; they leave this machine only if that program sends them"));
    assert!(run.err.contains("I am done\n"), "{}", run.err);
    assert!(
        run.err
            .contains("./my program: 2 of 2 notes answered, 0 lines passed over"),
        "{}",
        run.err
    );
    let run = ask(&place, &["--coder", "kim", "--write"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.starts_with("suggestions/kim.csv: 3 suggested"),
        "{}",
        run.out
    );
}

/// More in both directions than pipes hold, from a program that writes all it has to say about a note
/// before it reads the next, and from one that reads everything first.
#[test]
fn pipes_that_fill_up_do_not_stop_anything() {
    let chatty = r#"read -r opening
while read -r line; do
  id=${line#'{"id":"'}; id=${id%%'"'*}
  printf '{"note":"%s","theme":"cost","reason":"%0900d"}\n' "$id" 1
done"#;
    let patient = r#"all=$(cat)
printf '%s\n' "$all" | while read -r line; do
  id=${line#'{"id":"'}; id=${id%%'"'*}
  case $id in N-*) printf '{"note":"%s","theme":"time","reason":"%0900d"}\n' "$id" 1;; esac
done"#;
    for program in [chatty, patient] {
        let place = place(1_500, program);
        let run = ask(&place, &["--format", "csv"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(run.out.lines().count(), 1_501, "{}", run.err);
    }
}

#[test]
fn bad_lines_are_told_and_passed_over() {
    let program = r#"cat >/dev/null
echo 'Sure, here it is:'
echo '{"note":"N-1","theme":"cost"}'
echo '{"note":"N-7","theme":"cost"}'
echo '{"note":"N-2","theme":"coast"}'
echo '{"note":"N-2"}'
printf '{"note":"N-2","theme":"time"}'"#;
    let run = ask(&place(2, program), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    for said in [
        "warning: line 1: not JSON",
        "`Sure, here it is:`",
        "warning: line 3: no note `N-7` was asked about",
        "warning: line 4: there is no theme `coast`, did you mean `cost`?",
        "2 of 2 notes answered, 3 lines passed over",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
    assert!(run.out.contains("     -  cost  program: \n"), "{}", run.out);
    assert!(run.out.contains("  time  program: "), "{}", run.out);
}

#[test]
fn a_program_that_fails_loses_nothing_of_what_it_said() {
    let first = r#"printf '{"note":"N-1","theme":"cost","score":1}\n'"#;
    for (ends, said) in [
        (
            "cat >/dev/null; exit 3".to_owned(),
            "failed (exit status: 3)",
        ),
        (
            "exec sleep 600".to_owned(),
            "it had written no line for 1 s",
        ),
        ("exec <&-; exit 4".to_owned(), "failed (exit status: 4)"),
        ("kill -9 $$".to_owned(), "failed (signal: 9"),
        (
            "while :; do echo '{\"note\":\"N-1\"}'; sleep 0.2; done".to_owned(),
            "was stopped after 2 s, the limit for all notes",
        ),
        ("exec >&-; exec sleep 600".to_owned(), "was stopped"),
        (
            "while :; do echo nonsense; done".to_owned(),
            "was stopped: it wrote 1000 lines that cannot be used",
        ),
    ] {
        let place = place(2, &format!("{first}\n{ends}"));
        let limits = ["--note-limit", "1", "--time-limit", "2"];
        let run = ask(
            &place,
            &[&limits[..], &["--format", "csv", "-o", "ideas.csv"]].concat(),
        );
        assert_eq!(run.code, 3, "{ends}\n{}", run.err);
        assert!(run.err.contains(said), "{ends}\n{}", run.err);
        assert!(
            run.err
                .contains("help: it had answered 1 of 2 notes; what it had said is kept")
        );
        let kept = std::fs::read_to_string(place.at("ideas.csv")).unwrap();
        assert!(kept.contains("\nN-1,cost,program,1.000,"), "{kept}");
    }
}

#[test]
fn a_program_that_ends_early_and_well_is_believed() {
    let place = place(400, "read -r opening; exit 0");
    let run = ask(&place, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("./my program: 0 of 400 notes answered"),
        "{}",
        run.err
    );
}
