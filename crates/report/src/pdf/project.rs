//! The files that Typst reads: the template, the data and the charts.

use crate::charts::{ChartError, ChartFile, TitleStyle, draw};
use crate::printable::{Replaced, printable};
use crate::template::Template;
use serde_json::{Map, Value, json};
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
    pub fn new(synthesis: &Synthesis, template: &Template) -> Result<(Self, Replaced), ProjectError> {
        let (printable, replaced) = printable(synthesis);
        let charts = draw(&printable, TitleStyle::Caption)?;
        let mut files = template.files();
        files.insert("synthesis.json".into(), printable.to_json()?.into_bytes());
        files.insert("render.json".into(), render(&charts, &replaced)?);
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

/// What the renderer adds to the synthesis: the files of each chart, one a page of it, and the
/// characters that no font has, most frequent first.
fn render(charts: &[ChartFile], replaced: &Replaced) -> Result<Vec<u8>, serde_json::Error> {
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
    let mut characters: Vec<(&String, u64)> =
        replaced.characters.iter().map(|(code, &n)| (code, n)).collect();
    characters.sort_by_key(|&(code, n)| (std::cmp::Reverse(n), code));
    let characters: Vec<Value> = characters
        .into_iter()
        .map(|(code, count)| json!({ "code": code, "count": count }))
        .collect();
    serde_json::to_vec_pretty(&json!({
        "schema": SCHEMA,
        "charts": by_name,
        "replaced": {
            "total": replaced.total,
            "dropped": replaced.dropped,
            "characters": characters,
        },
    }))
}
