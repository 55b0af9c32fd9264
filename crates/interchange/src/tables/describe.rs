//! What stands beside the tables: their description for programs and for people.

use super::TableFormat;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use throughline_core::review::Review;
use throughline_core::tidy::{Kind, TABLES, Table, Words};

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

/// An engine that statements are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    DuckDb,
    Spark,
}

impl Engine {
    pub(super) const ALL: [Engine; 2] = [Engine::DuckDb, Engine::Spark];

    /// The file of its statements.
    pub(super) fn file(self) -> &'static str {
        match self {
            Engine::DuckDb => "load-duckdb.sql",
            Engine::Spark => "load-spark.sql",
        }
    }

    fn kind(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Engine::DuckDb, Kind::Text | Kind::Code) => "VARCHAR",
            (Engine::Spark, Kind::Text | Kind::Code) => "STRING",
            (_, Kind::Integer) => "BIGINT",
            (_, Kind::Number) => "DOUBLE",
            (_, Kind::Boolean) => "BOOLEAN",
            (_, Kind::Date) => "DATE",
        }
    }

    fn columns(self, table: &Table, words: Words) -> String {
        let columns = table.columns(words).map(|column| match self {
            Engine::DuckDb => format!("'{}': '{}'", column.name, self.kind(column.kind)),
            Engine::Spark => format!("{} {}", column.name, self.kind(column.kind)),
        });
        columns.collect::<Vec<_>>().join(", ")
    }

    /// A statement that makes a view of a table's file.
    fn view(self, table: &Table, format: TableFormat, words: Words) -> Option<String> {
        let name = table.name;
        let file = format!("{name}.{}", format.ending());
        let columns = self.columns(table, words);
        let rest = match (self, format) {
            (_, TableFormat::Arrow) => return None,
            (Engine::DuckDb, TableFormat::Parquet) => {
                format!(" AS SELECT * FROM read_parquet('{file}')")
            }
            (Engine::DuckDb, TableFormat::Csv) => format!(
                " AS SELECT * FROM read_csv('{file}', header = true, auto_detect = false, \
                 delim = ',', quote = '\"', escape = '\"', columns = {{{columns}}})"
            ),
            (Engine::DuckDb, TableFormat::Json) => format!(
                " AS SELECT * FROM read_json('{file}', format = 'newline_delimited', \
                 columns = {{{columns}}})"
            ),
            (Engine::Spark, TableFormat::Parquet) => {
                format!(" USING parquet OPTIONS (path '{file}')")
            }
            (Engine::Spark, TableFormat::Csv) => format!(
                " ({columns}) USING csv OPTIONS (path '{file}', header 'true', \
                 multiLine 'true', quote '\"', escape '\"')"
            ),
            (Engine::Spark, TableFormat::Json) => {
                format!(" ({columns}) USING json OPTIONS (path '{file}')")
            }
        };
        Some(format!("CREATE OR REPLACE TEMPORARY VIEW {name}{rest};\n"))
    }
}

/// Statements that make a view of each table, for an engine that starts in the folder; `None` where
/// the engine does not read the format by itself.
pub(super) fn load(engine: Engine, format: TableFormat, words: Words) -> Option<String> {
    TABLES
        .iter()
        .map(|table| engine.view(table, format, words))
        .collect()
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
    if format != TableFormat::Arrow {
        text.push_str(
            "\nDuckDB, in this folder:\n  .read load-duckdb.sql\n  .read analysis.sql\n  \
             select * from prevalence;\n\
             \nSpark, started in this folder:\n  \
             spark-sql -i load-spark.sql -f analysis.sql\n  \
             or, in Python, spark.sql(…) for each statement of the two files, split at `;`.\n",
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
            let kind = column.kind.word();
            let _ = writeln!(text, "    {:width$}  {kind:7}  {}", column.name, column.doc);
        }
    }
    text
}
