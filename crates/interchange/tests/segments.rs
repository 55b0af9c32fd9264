//! Every table of segments in `fixtures` against what it is read as (`NAME.txt` beside it). Renew the
//! texts with `RENEW=1 cargo test -p throughline-interchange --test segments`, and read the difference.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use throughline_core::problem::Problem;
use throughline_interchange::incoming::Incoming;
use throughline_interchange::segments::{Options, Reading, Tool, read};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn tables() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for tool in Tool::ALL {
        for entry in std::fs::read_dir(fixtures().join(tool.word())).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "csv") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What was read, as text.
fn said(reading: &Reading) -> String {
    let mut out = String::new();
    let tool = reading.tool.map_or("nothing", Tool::name);
    writeln!(out, "tool: {tool}").unwrap();
    for problem in &reading.problems {
        writeln!(out, "{}: {problem}", problem.code.as_str()).unwrap();
        if let Some(help) = &problem.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    if let Some(incoming) = &reading.incoming {
        out.push_str(&of_incoming(incoming));
    }
    if reading.rejected.count() > 0 {
        writeln!(
            out,
            "rejected:\n{}",
            String::from_utf8_lossy(&reading.rejected.to_bytes())
        )
        .unwrap();
    }
    out
}

fn of_incoming(incoming: &Incoming) -> String {
    let mut out = String::new();
    for t in &incoming.themes {
        writeln!(out, "theme {} “{}” under {:?}", t.code, t.label, t.parent).unwrap();
    }
    for e in &incoming.engagements {
        writeln!(out, "engagement {} {:?} {:?}", e.id, e.format, e.title).unwrap();
    }
    for n in &incoming.notes {
        writeln!(
            out,
            "note {} ({}) of {}: {:?}",
            n.id, n.place, n.engagement, n.text
        )
        .unwrap();
    }
    for t in &incoming.tags {
        writeln!(
            out,
            "tag {} by {}: {:?} memo {:?} time {:?}",
            t.note, t.coder, t.themes, t.memo, t.time
        )
        .unwrap();
    }
    for sentence in &incoming.assumed {
        writeln!(out, "assumed: {sentence}").unwrap();
    }
    for n in &incoming.not_carried {
        writeln!(out, "not carried: {} | {} | {}", n.kind, n.which, n.why).unwrap();
    }
    out
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "RENEW asks to write the expected texts anew"
)]
fn tables_of_other_tools_are_read_as_expected() {
    let renew = std::env::var_os("RENEW").is_some();
    let mut differ = Vec::new();
    let tables = tables();
    assert!(tables.len() >= 10);
    for path in tables {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut got = said(&read(&bytes, &name, &Options::default()));
        let aside = Options {
            reject_rows: true,
            coder: Some("eve"),
            ..Options::default()
        };
        let rejecting = read(&bytes, &name, &aside);
        if rejecting.rejected.count() > 0 {
            write!(got, "--- with rows set aside\n{}", said(&rejecting)).unwrap();
        }
        let golden = path.with_extension("txt");
        if std::fs::read_to_string(&golden).ok().as_deref() != Some(got.as_str()) {
            if renew {
                std::fs::write(&golden, &got).unwrap();
            } else {
                differ.push(format!("{}:\n{got}", path.display()));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// The cells of a fixture as a workbook, below an empty sheet and a title.
fn workbook(csv: &[u8]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .set_name("About")
        .unwrap()
        .write_string(0, 0, "Exported")
        .unwrap();
    let sheet = book.add_worksheet().set_name("Segments").unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv);
    for (row, record) in (2u32..).zip(reader.records()) {
        for (column, cell) in (0u16..).zip(record.unwrap().iter()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).map(|_| ()).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).map(|_| ()).unwrap(),
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_as_its_csv_is() {
    for name in ["taguette/highlights.csv", "maxqda/segments-en.csv"] {
        let csv = std::fs::read(fixtures().join(name)).unwrap();
        let book = read(&workbook(&csv), "a.xlsx", &Options::default())
            .incoming
            .unwrap();
        let table = read(&csv, "a.csv", &Options::default()).incoming.unwrap();
        let plain = |i: &Incoming| {
            (
                i.themes.clone(),
                i.engagements.clone(),
                i.notes
                    .iter()
                    .map(|n| (n.id.clone(), n.text.clone()))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(plain(&book), plain(&table), "{name}");
        assert!(
            book.assumed.iter().any(|a| a.contains("`Segments`")),
            "{:?}",
            book.assumed
        );
    }
}

#[test]
fn rows_set_aside_are_the_bytes_they_were_and_can_be_imported_again() {
    let bytes = std::fs::read(fixtures().join("maxqda/bad-offsets.csv")).unwrap();
    let options = Options {
        reject_rows: true,
        ..Options::default()
    };
    let first = read(&bytes, "a.csv", &options);
    assert_eq!(
        (first.rejected.count(), first.incoming.unwrap().notes.len()),
        (3, 1)
    );
    let rejected = String::from_utf8(first.rejected.to_bytes()).unwrap();
    for row in [
        "W1;Cost;12;3;It ends before it begins.\n",
        ";Cost;2;2;No document.\n",
    ] {
        assert!(rejected.contains(row), "{rejected}");
    }
    let right = rejected
        .replace(";12;3;", ";3;12;")
        .replace("1,5;1,2", "1,2;1,5")
        .replace("\";;Cost", "\";W1;Cost");
    let again = read(right.as_bytes(), "b.csv", &Options::default());
    assert!(again.problems.is_empty(), "{:?}", again.problems);
    assert_eq!(again.incoming.unwrap().notes.len(), 3);
}

/// The encoding is found out as for notes; what is neither it nor another has its place.
#[test]
fn a_bad_byte_has_its_place() {
    let utf16: Vec<u8> = "id,document,tag,content\n1,a.txt,cost,It costs.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, said) in [
        (
            b"id,document,tag,content\n1,a.txt,cost,\"P\xC4\x81\nand \xE9\"\n2,a.txt,cost,b\n"
                .to_vec(),
            Some("encoding: a.csv:3:5: the byte 0xE9 is not UTF-8"),
        ),
        (
            b"id,document,tag,content\n1,a.txt,cost,\xE9\n".to_vec(),
            Some("encoding: a.csv:2:14: the byte 0xE9 is not UTF-8"),
        ),
        (
            [utf16.as_slice(), b"\x00\xD8\x00\x00"].concat(),
            Some("encoding: a.csv:3:1: half a character stands here"),
        ),
        (utf16, None),
    ] {
        let said_of = said_problems(&read(&bytes, "a.csv", &Options::default()));
        match said {
            Some(said) => assert!(said_of.starts_with(said), "{said_of}"),
            None => assert_eq!(said_of, ""),
        }
    }
}

fn said_problems(reading: &Reading) -> String {
    let problem = |p: &Problem| format!("{}: {p}\n", p.code.as_str());
    reading.problems.iter().map(problem).collect()
}

#[test]
fn ids_do_not_depend_on_the_order_of_rows() {
    let bytes = std::fs::read_to_string(fixtures().join("maxqda/segments-en.csv")).unwrap();
    let mut lines: Vec<&str> = bytes.lines().collect();
    lines[1..].reverse();
    let ids = |text: &str| {
        let incoming = read(text.as_bytes(), "a.csv", &Options::default())
            .incoming
            .unwrap();
        let mut ids: Vec<String> = incoming.notes.iter().map(|n| n.id.clone()).collect();
        ids.sort();
        (ids, incoming.themes)
    };
    assert_eq!(ids(&bytes), ids(&lines.join("\n")));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, "a.csv", &Options { reject_rows: true, ..Options::default() });
            let mut table = b"id;document;tag;content\n".to_vec();
            table.extend(bytes);
            let _ = read(&table, "a.csv", &Options::default());
        }
    }
}
