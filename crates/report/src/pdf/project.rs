//! The files that Typst reads: the template, the data and the charts.

use crate::charts::{ChartError, ChartFile, TitleStyle, draw};
use crate::printable::{Replaced, printable};
use crate::template::Template;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use thiserror::Error;
use throughline_core::dates::Date;
use throughline_core::synthesis::{ChartName, Synthesis};

/// The schema of `render.json`.
const SCHEMA: &str = "throughline-render/1";

/// Everything a template is typeset from, by path. Nothing else can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    files: BTreeMap<String, Vec<u8>>,
    date: Option<Date>,
}

/// A project that could not be put together.
#[derive(Debug, Error)]
pub enum ProjectError {
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The synthesis could not be written as JSON.
    #[error("the synthesis cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Project {
    /// Puts a template, `synthesis.json` (with what the fonts lack replaced), `render.json` and
    /// `charts/*.svg` together, and says what was replaced.
    ///
    /// # Errors
    /// [`ProjectError`]: a chart cannot be drawn, or the synthesis not be written as JSON.
    pub fn new(
        synthesis: &Synthesis,
        template: &Template,
    ) -> Result<(Self, Replaced), ProjectError> {
        let (for_print, long) = without_long_tables(synthesis);
        let (printable, replaced) = printable(&for_print);
        let charts = draw(&printable, TitleStyle::Caption)?;
        let mut files = template.files();
        files.insert("synthesis.json".into(), printable.to_json()?.into_bytes());
        files.insert("render.json".into(), render(&charts, &replaced, &long)?);
        for chart in charts {
            files.insert(format!("charts/{}.svg", chart.stem), chart.svg.into_bytes());
        }
        let date = synthesis.document.date.parse().ok();
        Ok((Self { files, date }, replaced))
    }

    /// The files by path, `/` between folders.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// The document's date.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.date
    }
}

/// Rows of a table beyond which it is left to its CSV file: no report prints so many, and Typst
/// would carry them through every step.
const LONG: usize = 1_000;

/// The rows of tables that are too long to print, by the name of the table.
type LongTables = BTreeMap<&'static str, usize>;

/// The synthesis without the rows of its long tables, and how many rows those have.
fn without_long_tables(synthesis: &Synthesis) -> (Cow<'_, Synthesis>, LongTables) {
    fn take<T>(name: &'static str, rows: &mut Vec<T>, long: &mut LongTables) {
        if rows.len() > LONG {
            long.insert(name, rows.len());
            rows.clear();
        }
    }
    let mut tables = synthesis.tables.clone();
    let mut long = LongTables::new();
    take("prevalence", &mut tables.prevalence, &mut long);
    take("matrix", &mut tables.matrix, &mut long);
    take("cooccurrence", &mut tables.cooccurrence, &mut long);
    take("stance", &mut tables.stance, &mut long);
    take("format", &mut tables.format, &mut long);
    take("saturation", &mut tables.saturation, &mut long);
    take("part", &mut tables.part, &mut long);
    take("balance", &mut tables.balance, &mut long);
    take("agreement", &mut tables.agreement, &mut long);
    if long.is_empty() {
        return (Cow::Borrowed(synthesis), long);
    }
    let mut printed = synthesis.clone();
    printed.tables = tables;
    (Cow::Owned(printed), long)
}

/// What the renderer adds to the synthesis: the files of each chart, one a page of it, the tables
/// that are too long to print, and the characters that no font has, most frequent first.
fn render(
    charts: &[ChartFile],
    replaced: &Replaced,
    long: &LongTables,
) -> Result<Vec<u8>, serde_json::Error> {
    let by_name: Map<String, Value> = ChartName::ALL
        .into_iter()
        .map(|name| {
            let files = charts
                .iter()
                .filter(|chart| chart.name == name)
                .map(|chart| {
                    json!({
                        "stem": chart.stem,
                        "page": chart.page,
                        "title": chart.title,
                        "alt": chart.alt,
                        "height_mm": chart.height_mm,
                    })
                })
                .collect();
            (name.as_str().to_owned(), Value::Array(files))
        })
        .collect();
    let mut characters: Vec<(&String, u64)> = replaced
        .characters
        .iter()
        .map(|(code, &n)| (code, n))
        .collect();
    characters.sort_by_key(|&(code, n)| (std::cmp::Reverse(n), code));
    let characters: Vec<Value> = characters
        .into_iter()
        .map(|(code, count)| json!({ "code": code, "count": count }))
        .collect();
    serde_json::to_vec_pretty(&json!({
        "schema": SCHEMA,
        "charts": by_name,
        "long_tables": long,
        "replaced": {
            "total": replaced.total,
            "dropped": replaced.dropped,
            "characters": characters,
        },
    }))
}
