//! SQL over a review: the tidy tables of [`throughline_core::tidy`] and the counted tables, asked
//! through polars. A table is made when a query names it, and texts are read only when their column
//! may be asked for. Days are text (`YYYY-MM-DD`).

mod refusal;
mod statement;

use crate::{Analysis, AnalysisError};
use polars::prelude::{
    AnyValue, BooleanChunkedBuilder, ChunkedBuilder, Column, DataFrame, Float64Type, Int64Type,
    IntoColumn, IntoLazy, IntoSeries, LazyFrame, PrimitiveChunkedBuilder, StringChunkedBuilder,
};
use polars::sql::{SQLContext, extract_table_identifiers};
use refusal::refused;
use thiserror::Error;
use throughline_core::dates::iso;
use throughline_core::notes::TextError;
use throughline_core::review::Review;
use throughline_core::tidy::{self, Cell, Kind, TABLES, Table, Words};

/// The counted tables that a query may name beside the tidy ones, with what a row of each is.
pub const COUNTED: [(&str, &str); 6] = [
    ("prevalence", "Organisations and notes by theme."),
    ("matrix", "Notes by theme and organisation."),
    ("cooccurrence", "Pairs of themes that share notes."),
    ("stance", "Notes and organisations by theme and stance."),
    ("format", "Notes and organisations by theme and format."),
    ("saturation", "New themes by engagement."),
];

/// A query that has no answer.
#[derive(Debug, Error)]
pub enum QueryError {
    /// A statement of another kind.
    #[error("`{0}` is not a question: only SELECT, WITH … SELECT and SHOW TABLES are run")]
    NotAQuestion(String),
    /// The SQL is wrong.
    #[error("{message}")]
    Sql {
        /// What polars says.
        message: String,
        /// What would be right.
        help: String,
    },
    /// A text cannot be read again.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The review could not be counted.
    #[error(transparent)]
    Tables(#[from] AnalysisError),
}

/// The answer to a query.
#[derive(Debug, Clone)]
pub struct Answer {
    frame: DataFrame,
}

impl Answer {
    /// Names of the columns, each with whether it holds numbers.
    #[must_use]
    pub fn columns(&self) -> Vec<(&str, bool)> {
        self.frame
            .columns()
            .iter()
            .map(|column| {
                (
                    column.name().as_str(),
                    column.dtype().is_primitive_numeric(),
                )
            })
            .collect()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frame.height()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows in order, each a cell a column; what is neither text, number nor yes or no is
    /// written out as text.
    pub fn rows(&self, mut visit: impl FnMut(&[Cell<'_>])) {
        let columns = self.frame.columns();
        for row in 0..self.len() {
            let values: Vec<AnyValue<'_>> = columns
                .iter()
                .map(|column| column.get(row).unwrap_or(AnyValue::Null))
                .collect();
            let written: Vec<String> = values
                .iter()
                .map(|value| match cell(value) {
                    Some(_) => String::new(),
                    None => value.to_string(),
                })
                .collect();
            let cells: Vec<Cell<'_>> = values
                .iter()
                .zip(&written)
                .map(|(value, written)| cell(value).unwrap_or(Cell::Text(written)))
                .collect();
            visit(&cells);
        }
    }

    /// The answer as polars has it.
    #[must_use]
    pub fn frame(&self) -> &DataFrame {
        &self.frame
    }
}

fn cell<'v>(value: &'v AnyValue<'_>) -> Option<Cell<'v>> {
    Some(match value {
        AnyValue::Null => Cell::Null,
        AnyValue::String(text) => Cell::Text(text),
        AnyValue::StringOwned(text) => Cell::Text(text.as_str()),
        AnyValue::Boolean(yes) => Cell::Boolean(*yes),
        AnyValue::Float32(number) => Cell::Number(f64::from(*number)),
        AnyValue::Float64(number) => Cell::Number(*number),
        value if value.is_integer() => Cell::Integer(value.extract::<i64>()?),
        _ => return None,
    })
}

/// Answers a query: one statement, SELECT (WITH …) or SHOW TABLES. Nothing is written.
///
/// # Errors
/// [`QueryError`].
pub fn query(review: &Review, sql: &str) -> Result<Answer, QueryError> {
    let sql = sql.trim().trim_end_matches(';').trim_end();
    match words(sql).next().map(str::to_ascii_lowercase).as_deref() {
        Some("select" | "with") => {}
        Some("show") if is_show_tables(sql) => return show_tables(),
        other => return Err(QueryError::NotAQuestion(other.unwrap_or(sql).to_owned())),
    }
    let sql = &statement::prepared(sql)?;
    let named = extract_table_identifiers(sql, false, true).map_err(|e| refused(&e, &[], sql))?;
    let mut context = SQLContext::new();
    let mut analysis = None;
    let mut known: Vec<(String, Vec<String>)> = Vec::new();
    for name in &named {
        let frame = if let Some(table) = tidy::table(name) {
            Some(frame_of(review, table, wants_words(table, sql))?)
        } else if COUNTED.iter().any(|(counted, _)| counted == name) {
            if analysis.is_none() {
                analysis = Some(Analysis::of(review)?);
            }
            analysis.as_ref().map(|a| counted(a, name)).transpose()?
        } else {
            None
        };
        if let Some(frame) = frame {
            let columns = match tidy::table(name) {
                // Those of words too, be they read for this query or not.
                Some(table) => table.columns(Words::Given).map(|c| c.name.into()).collect(),
                None => frame
                    .columns()
                    .iter()
                    .map(|c| c.name().to_string())
                    .collect(),
            };
            known.push((name.clone(), columns));
            context.register(name, frame.lazy());
        }
    }
    let answered = context.execute(sql).and_then(LazyFrame::collect);
    let mut frame = answered.map_err(|error| refused(&error, &known, sql))?;
    frame.rechunk_mut();
    Ok(Answer { frame })
}

/// Words of a statement, comments left out.
fn words(sql: &str) -> impl Iterator<Item = &str> {
    sql.lines()
        .map(|line| line.split("--").next().unwrap_or_default())
        .flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_')))
        .filter(|word| !word.is_empty())
}

fn is_show_tables(sql: &str) -> bool {
    let all: Vec<String> = words(sql).map(str::to_ascii_lowercase).collect();
    all == ["show", "tables"]
}

fn show_tables() -> Result<Answer, QueryError> {
    let counted = COUNTED.iter().copied();
    let all: Vec<(&str, &str)> = TABLES
        .iter()
        .map(|table| (table.name, table.doc))
        .chain(counted)
        .collect();
    let column = |name: &str, of: fn(&(&'static str, &'static str)) -> &'static str| {
        Column::new(name.into(), all.iter().map(of).collect::<Vec<&str>>())
    };
    let columns = vec![column("table", |t| t.0), column("about", |t| t.1)];
    let frame = DataFrame::new(all.len(), columns).map_err(AnalysisError::from)?;
    Ok(Answer { frame })
}

/// Texts are read when a column of words is named, or when all columns may be meant: there is a
/// `*` that is not the one of `COUNT(*)`.
fn wants_words(table: &Table, sql: &str) -> Words {
    let named = table.columns(Words::Given).any(|column| {
        column.words && words(sql).any(|word| word.eq_ignore_ascii_case(column.name))
    });
    let all = sql.match_indices('*').any(|(at, _)| {
        let before = sql.get(..at).unwrap_or_default().trim_end();
        !before.ends_with('(')
    });
    if named || all {
        Words::Given
    } else {
        Words::LeftOut
    }
}

fn counted(analysis: &Analysis<'_>, name: &str) -> Result<DataFrame, AnalysisError> {
    match name {
        "prevalence" => analysis.prevalence().frame(),
        "matrix" => analysis.matrix().frame(),
        "cooccurrence" => analysis.cooccurrence().frame(),
        "stance" => analysis.stance().frame(),
        "format" => analysis.format().frame(),
        _ => analysis.saturation().frame(),
    }
}

enum Builder {
    Text(StringChunkedBuilder),
    Integer(PrimitiveChunkedBuilder<Int64Type>),
    Number(PrimitiveChunkedBuilder<Float64Type>),
    Boolean(BooleanChunkedBuilder),
}

/// A tidy table as a data frame: text and days as strings, whole numbers as `i64`.
fn frame_of(review: &Review, table: &Table, words: Words) -> Result<DataFrame, QueryError> {
    let mut builders: Vec<Builder> = table
        .columns(words)
        .map(|column| {
            let name = column.name.into();
            match column.kind {
                Kind::Text | Kind::Code | Kind::Date => {
                    Builder::Text(StringChunkedBuilder::new(name, 0))
                }
                Kind::Integer => Builder::Integer(PrimitiveChunkedBuilder::new(name, 0)),
                Kind::Number => Builder::Number(PrimitiveChunkedBuilder::new(name, 0)),
                Kind::Boolean => Builder::Boolean(BooleanChunkedBuilder::new(name, 0)),
            }
        })
        .collect();
    let mut rows = 0;
    for batch in table.batches(review) {
        table.rows(review, batch, words, &mut |cells| {
            rows += 1;
            for (builder, cell) in builders.iter_mut().zip(cells) {
                push(builder, cell);
            }
        })?;
    }
    let columns = builders
        .into_iter()
        .map(|builder| match builder {
            Builder::Text(column) => column.finish().into_series().into_column(),
            Builder::Integer(column) => column.finish().into_series().into_column(),
            Builder::Number(column) => column.finish().into_series().into_column(),
            Builder::Boolean(column) => column.finish().into_series().into_column(),
        })
        .collect();
    Ok(DataFrame::new(rows, columns).map_err(AnalysisError::from)?)
}

fn push(builder: &mut Builder, cell: &Cell<'_>) {
    match (builder, cell) {
        (Builder::Text(column), Cell::Text(text)) => column.append_value(text),
        (Builder::Text(column), Cell::Date(date)) => column.append_value(iso(*date)),
        (Builder::Text(column), _) => column.append_null(),
        (Builder::Integer(column), Cell::Integer(number)) => column.append_value(*number),
        (Builder::Integer(column), _) => column.append_null(),
        (Builder::Number(column), Cell::Number(number)) => column.append_value(*number),
        (Builder::Number(column), _) => column.append_null(),
        (Builder::Boolean(column), Cell::Boolean(yes)) => column.append_value(*yes),
        (Builder::Boolean(column), _) => column.append_null(),
    }
}
