//! What stands beside the tables: their description for programs and for people.

use super::TableFormat;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use throughline_core::review::Review;
use throughline_core::tidy::{Kind, TABLES, Words};

/// The form of the tables; it changes when a column changes its meaning or goes.
const FORM: &str = "throughline-tables/1";

pub(super) fn schema(format: TableFormat, words: Words) -> String {
    let tables: Vec<Value> = TABLES
        .iter()
        .map(|table| {
            let columns: Vec<Value> = table
                .columns(words)
                .map(|column| {
                    json!({
                        "name": column.name,
                        "type": column.kind.word(),
                        "nullable": column.nullable,
                        "about": column.doc,
                    })
                })
                .collect();
            json!({
                "name": table.name,
                "file": format!("{}.{}", table.name, format.ending()),
                "about": table.doc,
                "columns": columns,
            })
        })
        .collect();
    let mut whole = Map::new();
    whole.insert("schema".into(), FORM.into());
    whole.insert("format".into(), format.ending().into());
    whole.insert("words".into(), (words == Words::Given).into());
    whole.insert("tables".into(), tables.into());
    format!("{:#}\n", Value::Object(whole))
}

/// How the tables are read in DuckDB: an expression with the file's name in `{}`.
fn duckdb(format: TableFormat) -> Option<&'static str> {
    match format {
        TableFormat::Parquet => Some("read_parquet('{}')"),
        TableFormat::Csv => Some("read_csv('{}', header = true, all_varchar = true)"),
        TableFormat::Json => Some("read_json('{}')"),
        TableFormat::Arrow => None,
    }
}

pub(super) fn readme(review: &Review, format: TableFormat, words: Words) -> String {
    let mut text = format!(
        "{}\n\n\
         The notes of a review as tidy tables, a file a table, written by `throughline export`.\n\
         Everything that counts is here: analysis.sql counts every table of the report from them\n\
         (agreement of coders apart), with the same numbers. These tables hold what was said and\n\
         by whom: they are for the people who did the review.\n",
        review.about.title
    );
    text.push_str(match format {
        TableFormat::Parquet => "\nParquet, Snappy, row groups of 100,000 rows.\n",
        TableFormat::Csv => {
            "\nCSV in UTF-8 with a head. Null is an empty cell. A text that a spreadsheet would run as a\n\
             formula (it begins with = + - @, a tab or a return) has an apostrophe before it: take it\n\
             off to have the text as it was written.\n"
        }
        TableFormat::Json => "\nJSON lines: an object a row, null written out.\n",
        TableFormat::Arrow => "\nArrow IPC files, uncompressed.\n",
    });
    if words == Words::LeftOut {
        text.push_str("Texts of notes, excerpts and memos of coders were left out.\n");
    }
    if let Some(read) = duckdb(format) {
        text.push_str("\nDuckDB, in this folder:\n");
        let _ = writeln!(
            text,
            "  create view notes as select * from {};\n  … and so on for each table, then\n  \
             .read analysis.sql\n  select * from prevalence;",
            read.replace("{}", &format!("notes.{}", format.ending()))
        );
    }
    if format == TableFormat::Parquet {
        text.push_str(
            "\nSpark, in Python:\n  \
             spark.read.parquet('notes.parquet').createOrReplaceTempView('notes')\n  \
             … and so on for each table, then every statement of analysis.sql, split at `;`\n  \
             spark.sql('select * from prevalence')\n",
        );
    }
    text.push_str("\nTables and their columns (null where it says so):\n");
    for table in TABLES {
        let _ = writeln!(
            text,
            "\n{}.{}\n  {}",
            table.name,
            format.ending(),
            table.doc
        );
        let width = table
            .columns(words)
            .map(|c| c.name.len())
            .max()
            .unwrap_or(0);
        for column in table.columns(words) {
            let kind = match column.kind {
                Kind::Code => Kind::Text.word(),
                kind => kind.word(),
            };
            let _ = writeln!(text, "    {:width$}  {kind:7}  {}", column.name, column.doc);
        }
    }
    text
}
