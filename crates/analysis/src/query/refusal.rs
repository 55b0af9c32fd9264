//! A question that polars does not answer: what it says, in words for whoever asked.

use super::{COUNTED, QueryError, words};
use polars::prelude::PolarsError;
use std::fmt::Write as _;
use throughline_core::problem::did_you_mean;
use throughline_core::tidy::{TABLES, Words};

/// What polars says, with the tables and columns there are and the nearest name. `known` are the
/// tables that the question names, each with its columns.
pub(super) fn refused(
    error: &PolarsError,
    known: &[(String, Vec<String>)],
    sql: &str,
) -> QueryError {
    let message = plain(&error.to_string());
    let tables = || {
        let counted = COUNTED.iter().map(|(name, _)| *name);
        TABLES.iter().map(|table| table.name).chain(counted)
    };
    let columns = || known.iter().flat_map(|(_, columns)| columns.iter());
    // The word that polars could not place stands in quotation marks in what it says.
    let unknown = message
        .split(['\'', '"', '`'])
        .skip(1)
        .step_by(2)
        .map(|word| word.rsplit('.').next().unwrap_or(word))
        .find(|word| {
            words(sql).any(|said| said == *word)
                && tables().all(|name| name != *word)
                && columns().all(|name| name != word)
        });
    let near = unknown.and_then(|word| {
        let elsewhere: Vec<String> = TABLES
            .iter()
            .filter(|table| table.columns(Words::Given).any(|c| c.name == word))
            .map(|table| format!("`{}`", table.name))
            .collect();
        if elsewhere.is_empty() {
            let near = did_you_mean(word, columns().map(String::as_str).chain(tables()))?;
            Some(format!("did you mean `{near}`? "))
        } else {
            Some(format!(
                "`{word}` is a column of {}. ",
                elsewhere.join(", ")
            ))
        }
    });
    let mut help = near.unwrap_or_default();
    if help.is_empty() && !known.is_empty() {
        help.push_str(
            "The SQL here is that of polars; `throughline export` gives the same tables to DuckDB \
             or Spark, which have more. ",
        );
    }
    for (name, columns) in known {
        let _ = write!(help, "`{name}` has the columns {}. ", columns.join(", "));
    }
    if known.is_empty() {
        let tables: Vec<&str> = tables().collect();
        let _ = write!(help, "The tables are {}. ", tables.join(", "));
    }
    help.push_str("SHOW TABLES lists the tables");
    QueryError::Sql { message, help }
}

/// What polars says without its plan of the query, without columns that are named anyway, and with a
/// name where it prints what it holds of one.
fn plain(message: &str) -> String {
    let cut = ["\n\nResolved plan until failure", "; valid columns: ["]
        .iter()
        .fold(message, |said, rest| {
            said.split(rest).next().unwrap_or(said)
        })
        .trim();
    let held = ["Identifier(", "CompoundIdentifier(", "Ident {"];
    let Some(at) = held.iter().filter_map(|start| cut.find(start)).min() else {
        return cut.to_owned();
    };
    let (said, held) = cut.split_at(at);
    match held
        .split("value: \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
    {
        Some(name) => format!("{said}`{name}`"),
        None => said.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_stands_where_polars_prints_what_it_holds() {
        for (message, expected) in [
            ("unsupported function 'rank'", "unsupported function 'rank'"),
            (
                "cannot parse literal Identifier(Ident { value: \"date\", quote_style: None })",
                "cannot parse literal `date`",
            ),
            ("not found: a; valid columns: [\"b\"]", "not found: a"),
        ] {
            assert_eq!(plain(message), expected);
        }
    }
}
