//! Notes files read in pieces by several threads: the result is that of one thread and one piece,
//! and the cells are those that the csv crate wrote.

use proptest::prelude::*;
use throughline_core::problem::Problem;
use throughline_ingest::dictionary::Dictionary;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Renamed;
use throughline_ingest::notes::{COLUMNS, RawNotes, ReadOptions, read_from};
use throughline_ingest::pieces::Sizes;
use throughline_ingest::prepared::Layout;
use throughline_ingest::table::Table;

/// Everything of the columns, spelt out, with what was found.
#[derive(Debug, PartialEq)]
struct Read {
    rows: Vec<Row>,
    words: Vec<Vec<String>>,
    records: u64,
    problems: Vec<Problem>,
    aside: Vec<(u64, String)>,
}

#[derive(Debug, PartialEq)]
struct Row {
    id: String,
    words: [String; 3],
    lists: [Vec<String>; 2],
    text: u64,
    offset: u64,
    line: u64,
}

fn read(bytes: &[u8], threads: usize, sizes: Sizes) -> Read {
    let (mut notes, mut faults) = (RawNotes::default(), Faults::new(true));
    let options = ReadOptions {
        threads,
        sizes,
        renamed: &Renamed::new(),
        progress: None,
    };
    let layout = Layout::default();
    read_from(
        bytes,
        &layout,
        "notes.csv",
        0,
        &options,
        &mut notes,
        &mut faults,
    )
    .unwrap();
    let (problems, aside) = faults.finish();
    let dictionaries = [
        &notes.engagements,
        &notes.organisations,
        &notes.wheres,
        &notes.themes,
        &notes.manners,
    ];
    Read {
        rows: (0..notes.len()).map(|row| spelt(&notes, row)).collect(),
        words: dictionaries
            .map(|d: &Dictionary| d.words().map(str::to_owned).collect())
            .into(),
        records: notes.rows,
        problems: problems.iter().cloned().collect(),
        aside: aside.into_iter().map(|e| (e.line, e.reason)).collect(),
    }
}

fn spelt(notes: &RawNotes, row: usize) -> Row {
    let words = |dictionary: &Dictionary, codes: &[u32]| -> Vec<String> {
        let codes = codes.iter();
        codes.map(|&c| dictionary.word(c).to_owned()).collect()
    };
    Row {
        id: notes.ids.get(row).to_owned(),
        words: [
            notes.engagements.word(notes.engagement[row]).to_owned(),
            notes.wheres.word(notes.place[row]).to_owned(),
            notes.manners.word(notes.manner[row]).to_owned(),
        ],
        lists: [
            words(&notes.organisations, notes.organisation.get(row)),
            words(&notes.themes, notes.theme.get(row)),
        ],
        text: notes.text[row],
        offset: notes.places[row].offset,
        line: notes.places[row].line,
    }
}

const WHOLE: Sizes = Sizes {
    piece: 1 << 20,
    record: 1 << 20,
};

/// Rows of ten cells with everything that makes CSV hard, as the csv crate writes them.
fn written(rows: &[Vec<String>], crlf: bool) -> Vec<u8> {
    let end = if crlf {
        csv::Terminator::CRLF
    } else {
        csv::Terminator::Any(b'\n')
    };
    let mut writer = csv::WriterBuilder::new()
        .terminator(end)
        .from_writer(Vec::new());
    let header = COLUMNS.iter().take(10).map(|c| c.name);
    writer.write_record(header).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop_oneof![
        4 => "[a-c]{0,3}",
        1 => "[a\",;ā \r\n]{0,12}",
    ];
    proptest::collection::vec(proptest::collection::vec(cell, 10), 0..12)
}

/// Bytes among which those that mean something to CSV are common.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        any::<u8>(),
        Just(b'"'),
        Just(b','),
        Just(b'\n'),
        Just(b'\r'),
        Just(b'x'),
    ];
    proptest::collection::vec(byte, 0..120)
}

proptest! {
    #[test]
    fn pieces_and_threads_change_nothing(
        rows in rows(),
        crlf: bool,
        piece in 1usize..90,
        threads in 1usize..4,
    ) {
        let bytes = written(&rows, crlf);
        let sizes = Sizes { piece, record: 1 << 20 };
        prop_assert_eq!(read(&bytes, threads, sizes), read(&bytes, 1, WHOLE));
    }

    #[test]
    fn cells_are_those_that_were_written(rows in rows(), crlf: bool) {
        let bytes = written(&rows, crlf);
        let mut faults = Faults::new(false);
        let table = Table::of_bytes(bytes, "notes.csv", &COLUMNS, &mut faults).unwrap();
        let mut found = Vec::new();
        table.for_each(&mut faults, |row, _| {
            found.push((0..10).map(|c| row.cell(c).into_owned()).collect::<Vec<_>>());
        });
        let trimmed = rows
            .iter()
            .map(|row| row.iter().map(|c| c.trim().to_owned()).collect::<Vec<_>>());
        let written: Vec<_> = trimmed
            .filter(|row| row.iter().any(|c| !c.is_empty()))
            .collect();
        prop_assert_eq!(found, written);
        prop_assert!(faults.finish().0.is_empty());
    }

    #[test]
    fn any_bytes_are_read_alike_and_without_panic(
        tail in bytes(),
        with_header: bool,
        piece in 1usize..40,
        threads in 1usize..4,
    ) {
        let mut bytes = if with_header { b"note_id,text,themes\n".to_vec() } else { Vec::new() };
        bytes.extend(tail);
        let sizes = Sizes { piece, record: 1 << 20 };
        prop_assert_eq!(read(&bytes, threads, sizes), read(&bytes, 1, WHOLE));
    }
}

#[test]
fn words_take_their_codes_in_the_order_of_the_file() {
    let mut bytes = b"note_id,themes,text\n".to_vec();
    for row in 0..2_000 {
        let themes = format!("t{};t{}", (row * 7) % 501, row % 13);
        bytes.extend(format!("N{row},{themes},x\n").bytes());
    }
    let sizes = Sizes {
        piece: 512,
        record: 1 << 20,
    };
    let one = read(&bytes, 1, WHOLE);
    assert_eq!(one.words[3][..4], ["t0", "t7", "t1", "t14"]);
    for threads in [2, 3, 5] {
        assert_eq!(read(&bytes, threads, sizes), one);
    }
}

#[test]
fn a_record_without_end_does_not_fill_the_memory() {
    let mut bytes = b"note_id,text\nN1,x\nN2,\"".to_vec();
    bytes.extend(std::iter::repeat_n(b'y', 5_000));
    let sizes = Sizes {
        piece: 64,
        record: 1_000,
    };
    let read = read(&bytes, 2, sizes);
    assert_eq!(read.rows.len(), 1);
    let problems: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "notes.csv:3:4: a quotation mark opens here and its field runs on for more than a note can hold"
        ]
    );
}
