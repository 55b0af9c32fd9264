//! What is written is read back by the formats' own readers.

use super::{TableFormat, TableWriter, is_name_of_export};
use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::path::Path;
use throughline_core::tidy::{Cell, Column, Kind};

const COLUMNS: [Column; 5] = [
    column("words", Kind::Text),
    column("theme", Kind::Code),
    column("count", Kind::Integer),
    column("share", Kind::Number),
    column("day", Kind::Date),
];

const fn column(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        nullable: true,
        words: false,
        doc: "",
    }
}

fn rows() -> Vec<[Cell<'static>; 5]> {
    let day = "2023-09-26".parse().unwrap();
    vec![
        [
            Cell::Text("=1+1, \"said\"\nā"),
            Cell::Text("cost"),
            Cell::Integer(-7),
            Cell::Number(0.7778),
            Cell::Date(day),
        ],
        [Cell::Null; 5],
    ]
}

fn written(format: TableFormat, rows: &[[Cell<'static>; 5]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = TableWriter::new(format, &mut bytes, &COLUMNS).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

#[test]
fn lines_are_as_they_are_read() {
    for (format, expected) in [
        (
            TableFormat::Csv,
            "words,theme,count,share,day\n\"'=1+1, \"\"said\"\"\nā\",cost,-7,0.7778,2023-09-26\n,,,,\n",
        ),
        (
            TableFormat::Json,
            "{\"words\":\"=1+1, \\\"said\\\"\\nā\",\"theme\":\"cost\",\"count\":-7,\"share\":0.7778,\"day\":\"2023-09-26\"}\n\
             {\"words\":null,\"theme\":null,\"count\":null,\"share\":null,\"day\":null}\n",
        ),
    ] {
        let text = String::from_utf8(written(format, &rows())).unwrap();
        assert_eq!(text, expected);
    }
}

fn check(batch: &arrow_array::RecordBatch) {
    assert_eq!(batch.num_rows(), 2);
    assert_eq!(
        batch.column(0).as_string::<i32>().value(0),
        "=1+1, \"said\"\nā"
    );
    assert_eq!(batch.column(1).as_string::<i32>().value(0), "cost");
    assert_eq!(batch.column(2).as_primitive::<Int64Type>().value(0), -7);
    let share = batch.column(3).as_primitive::<Float64Type>().value(0);
    assert!((share - 0.7778).abs() < f64::EPSILON);
    // 26 September 2023 is day 19,626 of Unix time.
    assert_eq!(
        batch.column(4).as_primitive::<Date32Type>().value(0),
        19_626
    );
    assert!((0..5).all(|column| batch.column(column).is_null(1)));
}

#[test]
fn parquet_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    std::fs::write(&path, written(TableFormat::Parquet, &rows())).unwrap();
    let file = std::fs::File::open(&path).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .unwrap()
        .build()
        .unwrap();
    let batches: Vec<_> = reader.collect::<Result<_, _>>().unwrap();
    assert_eq!(batches.len(), 1);
    check(&batches[0]);
}

#[test]
fn arrow_is_read_back() {
    let bytes = std::io::Cursor::new(written(TableFormat::Arrow, &rows()));
    let mut reader = arrow_ipc::reader::FileReader::try_new(bytes, None).unwrap();
    check(&reader.next().unwrap().unwrap());
    assert!(reader.next().is_none());
}

#[test]
fn row_groups_are_bounded_and_runs_agree() {
    let many = vec![rows()[0]; 250_001];
    let bytes = written(TableFormat::Parquet, &many);
    assert_eq!(bytes, written(TableFormat::Parquet, &many));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    std::fs::write(&path, bytes).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    let groups = reader.metadata().row_groups();
    let rows: Vec<i64> = groups.iter().map(RowGroupMetaData::num_rows).collect();
    assert_eq!(rows, [100_000, 100_000, 50_001]);
}

#[test]
fn a_table_without_rows_has_its_columns() {
    assert_eq!(
        written(TableFormat::Csv, &[]),
        b"words,theme,count,share,day\n"
    );
    let bytes = std::io::Cursor::new(written(TableFormat::Arrow, &[]));
    let reader = arrow_ipc::reader::FileReader::try_new(bytes, None).unwrap();
    assert_eq!(reader.schema().fields().len(), 5);
}

#[test]
fn names_of_an_export_are_known() {
    for ours in ["schema.json", "analysis.sql", "notes.parquet", "tags.jsonl"] {
        assert!(is_name_of_export(Path::new(ours)), "{ours}");
    }
    for other in [
        "notes.xlsx",
        "mine.csv",
        "notes",
        "notescsv",
        "sub/notes.csv",
    ] {
        assert!(!is_name_of_export(Path::new(other)), "{other}");
    }
}
