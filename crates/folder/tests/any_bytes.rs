//! Any bytes at all give a review or an error with its place, never a panic, and never more memory
//! than [`TIMES`] the size of the file and [`BESIDES`] on top.
//!
//! The cases are the same in every run: a fixed number of them, from a fixed seed, each of at most
//! [`LARGEST`] bytes. What takes the square of its size shows as a test that takes minutes.
//!
//! What is measured is what the system gave the process (`VmHWM` of Linux, set back before each
//! file): the crates here forbid unsafe code, so that none can count allocations itself. Elsewhere
//! the outcome alone is looked at, and the test says so. One test in this file: it is one process.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::path::{Path, PathBuf};
use throughline_core::problem::Severity;
use throughline_folder::{OpenOptions, open};

/// Bytes of memory for each byte of a file. A row of two bytes is a note with its place (24 bytes),
/// its id, its hash and its codes, and a fault or an entry of the ledger where it is at fault.
const TIMES: u64 = 150;

/// Bytes of memory whatever the size: pieces that are read at once, and what the system rounds up.
const BESIDES: u64 = 16 << 20;

/// Bytes to which some files are made to grow, so that the multiple is tried and not the constant
/// alone.
const LARGE: usize = 1 << 15;

/// Bytes past which a changed file is cut off.
const LARGEST: usize = 1 << 16;

/// Changed files.
const CASES: u32 = 150;

/// Messages are for people: a line of a listing, not a cell of a megabyte.
const LONGEST_MESSAGE: usize = 1_001;

/// Every notes file of `tests/wild`, all classes of files met in the wild.
fn wild() -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wild");
    collect(&folder, &mut files);
    files.sort();
    assert!(files.len() > 50, "the samples are gone");
    files
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.components().any(|c| c.as_os_str() == "input")
            && path.extension().is_some_and(|e| e != "toml")
        {
            into.push(path);
        }
    }
}

/// Bytes of memory that the process has had since [`forget`].
fn most() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes << 10)
}

/// Sets the most that the process has had to what it has now, and gives it.
fn forget() -> Option<u64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    most()
}

#[derive(Debug, Clone)]
enum Change {
    Put(Index, Vec<u8>),
    Gone(Index, usize),
    Flip(Index, u8),
    Cut(Index),
    /// A run of bytes many times over.
    Again(Index, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let telling = select(b"\"\n\r,;\t|=\0\xEF\xFE\xFF\x80 aN1-".to_vec());
    let bytes = prop::collection::vec(prop_oneof![any::<u8>(), telling], 1..8);
    prop_oneof![
        (any::<Index>(), bytes).prop_map(|(at, put)| Change::Put(at, put)),
        (any::<Index>(), 1..20_usize).prop_map(|(at, n)| Change::Gone(at, n)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, mask)| Change::Flip(at, mask)),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), 1..40_usize, 2..200_usize).prop_map(|(at, n, t)| Change::Again(at, n, t)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let end = bytes.len();
        match change {
            Change::Put(at, put) => {
                let at = at.index(end + 1);
                bytes.splice(at..at, put.iter().copied());
            }
            Change::Gone(at, n) => {
                let at = at.index(end + 1);
                bytes.drain(at..end.min(at + n));
            }
            Change::Flip(at, mask) => {
                if end > 0 {
                    bytes[at.index(end)] ^= mask;
                }
            }
            Change::Cut(at) => bytes.truncate(at.index(end + 1)),
            Change::Again(at, n, times) => {
                let at = at.index(end + 1);
                let run = bytes[at..end.min(at + n)].repeat(*times);
                bytes.splice(at..at, run);
            }
        }
    }
    bytes
}

/// The rows below the header again and again, up to [`LARGE`] bytes.
fn grown(mut bytes: Vec<u8>) -> Vec<u8> {
    let head = bytes
        .iter()
        .position(|&b| b == b'\n')
        .map_or(0, |at| at + 1);
    let body = bytes[head..].to_vec();
    while !body.is_empty() && bytes.len() < LARGE {
        bytes.extend_from_slice(&body);
    }
    bytes
}

/// What opening a file of these bytes comes to, and the memory it took.
fn opens(bytes: &[u8], name: &str) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    for reject_rows in [false, true] {
        let options = OpenOptions {
            reject_rows,
            ..OpenOptions::default()
        };
        let before = forget();
        let opened = open(&path, &options);
        let after = most();
        match opened {
            Err(error) => prop_assert!(false, "{error}"),
            Ok(opening) => {
                let (review, problems) = (opening.review, opening.problems);
                prop_assert_eq!(review.is_none(), problems.has_errors());
                for problem in &problems {
                    let longest = problem.message.chars().count();
                    let help = problem.help.as_deref().unwrap_or_default();
                    let longest = longest.max(help.chars().count());
                    prop_assert!(longest <= LONGEST_MESSAGE, "{longest} code points");
                    if problem.severity() == Severity::Error {
                        prop_assert!(problem.place.file.starts_with(name), "{problem}");
                    }
                }
                if let Some(review) = review {
                    prop_assert_eq!(review.ledger_rows().count() as u64, review.ledger.rows);
                }
            }
        }
        if let (Some(before), Some(after)) = (before, after) {
            let taken = after.saturating_sub(before);
            let bound = TIMES * bytes.len() as u64 + BESIDES;
            if std::env::args().any(|a| a == "--nocapture") {
                eprintln!("{taken} bytes of memory for {} of {name}", bytes.len());
            }
            prop_assert!(
                taken <= bound,
                "{taken} bytes of memory for {}",
                bytes.len()
            );
        }
    }
    Ok(())
}

/// Files that hold little but what each part of reading might keep for every one of.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let long = |head: &str, unit: &str| {
        let mut bytes = head.as_bytes().to_vec();
        while bytes.len() < LARGE {
            bytes.extend_from_slice(unit.as_bytes());
        }
        bytes
    };
    let numbered = |row: &dyn Fn(usize) -> String| {
        let mut text = String::from("note_id,organisation,themes,date,text\n");
        let mut at = 0;
        while text.len() < LARGE {
            text.push_str(&row(at));
            at += 1;
        }
        text.into_bytes()
    };
    let x = "x".repeat(LARGE);
    let line = |head: &str, cell: &dyn Fn(usize) -> String| {
        let mut text = head.to_owned();
        let mut at = 0;
        while text.len() < LARGE {
            text.push_str(&cell(at));
            at += 1;
        }
        text.into_bytes()
    };
    vec![
        ("nothing but quotes", long("", "\"")),
        ("nothing but commas", long("", ",")),
        ("nothing but NUL", long("", "\0")),
        ("nothing but lines", long("", "\n")),
        ("nothing but carriage returns", long("", "\r")),
        ("a header of columns", long("note_id,text", ",a")),
        (
            "a header of new columns",
            line("note_id,text", &|n| format!(",c{n}")),
        ),
        ("a header of one column", long("note_id", ",text")),
        ("a header of synonyms", long("note_id", ",comment")),
        (
            "a long header",
            format!("note_id,text,{x}\n1,a,b\n").into_bytes(),
        ),
        (
            "a long question",
            format!("{x}?,Why is that so?\na,b\n").into_bytes(),
        ),
        (
            "a header of questions",
            line("note_id", &|n| format!(",What of {n}?")),
        ),
        (
            "a question, and rows",
            [
                format!("note_id,{}?,Why is that so?\n", &x[..x.len() / 2]).into_bytes(),
                long("", "1,a,b\n"),
            ]
            .concat(),
        ),
        ("a cell of themes", long("note_id,text,themes\n1,a,", "a;")),
        (
            "a cell of new themes",
            line("note_id,text,themes\n1,a,", &|n| format!("t{n};")),
        ),
        (
            "a cell of organisations",
            line("note_id,text,organisation\n1,a,", &|n| format!("o{n};")),
        ),
        (
            "a long organisation, and another",
            format!("note_id,text,organisation\n1,a,{x}\n2,a,{x}s\n").into_bytes(),
        ),
        (
            "a long theme",
            format!("note_id,text,themes\n1,a,{x}\n").into_bytes(),
        ),
        (
            "a long stance",
            format!("note_id,text,stance\n1,a,{x}\n").into_bytes(),
        ),
        (
            "a long date",
            format!("note_id,text,date\n1,a,{x}\n").into_bytes(),
        ),
        ("rows too short", long("note_id,text,themes\n", "a\n")),
        ("rows too long", long("note_id,text\n", "1,a,b\n")),
        ("blank rows", long("note_id,text\n", ",\n")),
        ("one id", long("note_id,text\n", "1,a\n1,b\n")),
        (
            "one id, and a long first row",
            [
                format!("note_id,text,part\n1,,{x}\n").into_bytes(),
                long("", "1,,b\n"),
            ]
            .concat(),
        ),
        ("one note", long("note_id,text\n", "1,a\n")),
        (
            "one note, row for row a theme",
            line("note_id,text,themes\n", &|n| format!("1,a,t{n}\n")),
        ),
        ("blank ids", long("note_id,text\n", ",a\n")),
        (
            "bytes that are no text",
            [long("note_id,text\n", "1,a\n"), vec![0xFF; LARGE]].concat(),
        ),
        (
            "bad bytes here and there",
            [
                b"note_id,text\n0,\xC4\x81\n".to_vec(),
                b"1,a\xFFb\n".repeat(LARGE / 6),
            ]
            .concat(),
        ),
        ("a new id", numbered(&|n| format!("{n},,,,a\n"))),
        (
            "a new organisation",
            numbered(&|n| format!("{n},o{n},,,a\n")),
        ),
        (
            "an organisation with another letter",
            numbered(&|n| {
                let letter = char::from_u32(0x4E00 + u32::try_from(n).unwrap()).unwrap();
                format!("{n},Ministry of J{letter}stice,,,a\n")
            }),
        ),
        ("a new theme", numbered(&|n| format!("{n},,t{n};u{n},,a\n"))),
        (
            "a bad date",
            numbered(&|n| format!("{n},,,2026-13-{n},a\n")),
        ),
        (
            "a quote that opens",
            numbered(&|n| format!("{n},,,,\"a{n}\n")),
        ),
    ]
}

#[test]
fn any_bytes_are_read_or_refused_within_a_bound() {
    if forget().is_none() {
        eprintln!("skipped: this system does not tell how much memory a process has had");
    }
    for (what, bytes) in hostile() {
        if let Err(error) = opens(&bytes, "notes.csv") {
            panic!("{what}: {error}");
        }
    }
    let samples = wild();
    let name = select(vec!["notes.csv", "notes.tsv", "notes.xlsx", "notes"]);
    let changes = prop::collection::vec(change(), 0..4);
    let size = prop::bool::weighted(0.05);
    let config = Config {
        cases: CASES,
        max_shrink_iters: 100,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let cases = (any::<Index>(), changes, size, name);
    let run = runner.run(&cases, |(at, changes, size, name)| {
        let mut bytes = changed(at.get(&samples).clone(), &changes);
        if size {
            bytes = grown(bytes);
        }
        bytes.truncate(LARGEST);
        opens(&bytes, name)
    });
    if let Err(error) = run {
        panic!("{error}");
    }
}
