//! Files made ready: whatever the encoding and the delimiter, the rows are those of the plain file,
//! and each record of a copy knows its place in the original; any bytes at all are read or refused.

use proptest::prelude::*;
use std::path::Path;
use throughline_core::notes::TextPlace;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Renamed;
use throughline_ingest::notes::{COLUMNS, ORGANISATION, RawNotes, ReadOptions, TEXT, read};
use throughline_ingest::pieces::Sizes;
use throughline_ingest::prepared::{Input, Shape, Vocabulary, prepare};
use throughline_ingest::texts::{NotesFile, Rereader};

struct Read {
    notes: RawNotes,
    files: Vec<NotesFile>,
    /// Problems that are errors, and rows set aside.
    errors: usize,
    set_aside: usize,
}

/// Reads a file that holds these bytes, rows with errors set aside.
fn read_bytes(folder: &Path, bytes: &[u8], input: &Input, piece: usize) -> Read {
    let path = folder.join("notes.csv");
    std::fs::write(&path, bytes).unwrap();
    let (mut notes, mut faults) = (RawNotes::default(), Faults::new(true));
    let renamed = Renamed::new();
    let words = Vocabulary::of(&COLUMNS, &renamed);
    let prepared = prepare(&path, "notes.csv", 0, input, &words, &mut faults).unwrap();
    let mut files = Vec::new();
    if let Some(source) = prepared {
        let options = ReadOptions {
            threads: 2,
            sizes: Sizes {
                piece,
                record: 1 << 20,
            },
            renamed: &renamed,
            progress: None,
        };
        let header = read(&source, "notes.csv", 0, &options, &mut notes, &mut faults).unwrap();
        files.push(NotesFile {
            source,
            name: "notes.csv".to_owned(),
            header: header.unwrap_or_default(),
        });
    }
    let (problems, entries) = faults.finish();
    let errors = problems
        .iter()
        .filter(|p| p.severity() == throughline_core::problem::Severity::Error);
    Read {
        errors: errors.count(),
        set_aside: entries.len(),
        notes,
        files,
    }
}

impl Read {
    /// Each note's id, organisations and text, with the line and column of the last two.
    fn rows(&self) -> Vec<(String, Vec<String>, String, String, String)> {
        let mut rereader = Rereader::new(&self.files);
        let mut row = |row: usize| {
            let place: TextPlace = self.notes.places[row];
            let names = self.notes.organisation.get(row).iter();
            let names = names.map(|&o| self.notes.organisations.word(o).to_owned());
            let text = rereader.text(place).unwrap().unwrap();
            let at = rereader.cell_place(place, ORGANISATION).to_string();
            let text_at = rereader.cell_place(place, TEXT).to_string();
            (
                self.notes.ids.get(row).to_owned(),
                names.collect(),
                text,
                at,
                text_at,
            )
        };
        (0..self.notes.len()).map(&mut row).collect()
    }
}

fn written(rows: &[[String; 3]], delimiter: u8, crlf: bool) -> String {
    let end = if crlf {
        csv::Terminator::CRLF
    } else {
        csv::Terminator::Any(b'\n')
    };
    let mut csv = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(end)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    csv.write_record(["note_id", "organisation", "text"])
        .unwrap();
    for row in rows {
        csv.write_record(row).unwrap();
    }
    String::from_utf8(csv.into_inner().unwrap()).unwrap()
}

/// Bytes of a text in one of the encodings.
fn encoded(text: &str, encoding: usize) -> Vec<u8> {
    let units = || text.encode_utf16();
    match encoding {
        0 => text.as_bytes().to_vec(),
        1 => ["\u{feff}", text].concat().into_bytes(),
        2 => [0xFF, 0xFE]
            .into_iter()
            .chain(units().flat_map(u16::to_le_bytes))
            .collect(),
        3 => [0xFE, 0xFF]
            .into_iter()
            .chain(units().flat_map(u16::to_be_bytes))
            .collect(),
        4 => units().flat_map(u16::to_le_bytes).collect(),
        _ => units().flat_map(u16::to_be_bytes).collect(),
    }
}

fn rows() -> impl Strategy<Value = Vec<[String; 3]>> {
    let row = (
        "N[0-9]{1,4}",
        "[A-Z][a-zāō ]{0,6}",
        "[a-z\",;|\t āé\r\n]{1,20}x",
    );
    let row = row.prop_map(|(id, organisation, text)| [id, organisation, text]);
    proptest::collection::vec(row, 1..10)
}

proptest! {
    #[test]
    fn encodings_and_delimiters_change_neither_rows_nor_places(
        rows in rows(),
        encoding in 0usize..6,
        delimiter in prop::sample::select(&b",;\t|"[..]),
        crlf: bool,
        piece in 8usize..200,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let input = Input::default();
        let plain = written(&rows, b',', crlf);
        let plain = read_bytes(folder.path(), plain.as_bytes(), &input, 1 << 20).rows();
        let wild = encoded(&written(&rows, delimiter, crlf), encoding);
        let wild = read_bytes(folder.path(), &wild, &input, piece);
        prop_assert_eq!(wild.errors, 0);
        prop_assert_eq!(wild.rows(), plain);
        prop_assert_eq!(wild.notes.rows, rows.len() as u64);
    }

    #[test]
    fn an_answer_is_a_note_at_the_place_of_its_cell(
        answers in proptest::collection::vec(("[a-z\n,]{0,6}", "[a-z \"]{0,6}"), 1..8),
        piece in 8usize..200,
    ) {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["note_id", "Q1", "Q2"]).unwrap();
        for (number, (one, two)) in answers.iter().enumerate() {
            csv.write_record([&format!("R{number}"), one, two]).unwrap();
        }
        let bytes = csv.into_inner().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let questions = Some(vec!["Q1".to_owned(), "Q2".to_owned()]);
        let input = Input { questions, ..Input::default() };
        let read = read_bytes(folder.path(), &bytes, &input, piece);
        let mut expected = Vec::new();
        for (number, (one, two)) in answers.iter().enumerate() {
            for (question, answer) in [(1, one), (2, two)] {
                if !answer.trim().is_empty() {
                    expected.push((format!("R{number}-Q{question}"), answer.trim().to_owned()));
                }
            }
        }
        let text = std::str::from_utf8(&bytes).unwrap();
        let lines: Vec<&str> = text.split('\n').collect();
        let found = read.rows();
        let ids: Vec<(String, String)> = found.iter().map(|r| (r.0.clone(), r.2.clone())).collect();
        prop_assert_eq!(ids, expected);
        for (_, _, answer, _, place) in found {
            let mut place = place.rsplit(':').map(|n| n.parse::<usize>().unwrap_or(0));
            let (column, line) = (place.next().unwrap(), place.next().unwrap());
            let here: String = lines[line - 1].chars().skip(column - 1).collect();
            let first = answer.trim_start().chars().next().unwrap();
            prop_assert!(
                here.trim_start_matches(['"', ' ']).starts_with(first) || here.len() < 3 || first == '"',
                "{} at {}:{} of {:?}", answer, line, column, text
            );
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        head in prop::sample::select(&[
            "", "note_id,text\n", "id;Comment;Agency\n", "sep=|\ntext|a\n", "\u{feff}text\tdate\r",
            "note_id,trust,funding,text\nN1,1,0,x\n", "What is it?,What was it?\n", "text\n{\"ImportId\":1}\n",
        ][..]),
        tail in proptest::collection::vec(
            prop_oneof![any::<u8>(), prop::sample::select(&b"\",;\t|\n\r\0 xN1\xFF\xFE"[..])],
            0..160,
        ),
        shape in prop::sample::select(&[None, Some(Shape::Long), Some(Shape::Themes), Some(Shape::Questions)][..]),
        header_rows in prop::sample::select(&[None, Some(1), Some(3)][..]),
        piece in 1usize..60,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let bytes = [head.as_bytes(), &tail].concat();
        let input = Input { shape, header_rows, ..Input::default() };
        let read = read_bytes(folder.path(), &bytes, &input, piece);
        // What is not a row of the columns is an error, or set aside with its reason.
        let known = read.notes.len() + read.set_aside;
        prop_assert!(read.errors > 0 || read.notes.rows == known as u64, "{:?}", bytes);
        for row in read.rows() {
            prop_assert!(!row.0.is_empty());
        }
    }
}
