//! The review.toml that a review begins with.

use super::guess::{Guess, Role, Sure};
use std::collections::BTreeMap;
use std::fmt::Write;
use throughline_ingest::notes::COLUMNS;
use throughline_ingest::prepared::{DateOrder, Encoding, Shape};

/// What two files name differently, so that one table of columns cannot say it.
#[derive(Debug)]
pub struct Differs {
    /// Our name of the column.
    pub column: &'static str,
    /// How it is named where it is not known by name.
    pub headers: Vec<String>,
}

/// Which header is which column, for all files. A column under its own name needs no word.
pub fn renamed(guesses: &[Guess]) -> Result<BTreeMap<&'static str, Vec<String>>, Differs> {
    let mut renamed = BTreeMap::new();
    for column in &COLUMNS {
        let found = guesses.iter().flat_map(|g| g.columns_of(column.name));
        let others: Vec<_> = found.filter(|c| c.sure != Some(Sure::Named)).collect();
        let Some(first) = others.first() else {
            continue;
        };
        let mut headers: Vec<String> = others.iter().map(|c| c.header.clone()).collect();
        headers.sort();
        headers.dedup();
        if headers.len() == 1 {
            renamed.insert(column.name, vec![first.header.clone()]);
        } else if column.name == "themes" && guesses.len() == 1 {
            // The only column that may stand several times.
            let all = others.iter().map(|c| c.header.clone()).collect();
            renamed.insert(column.name, all);
        } else if others.iter().any(|c| c.sure == Some(Sure::Guess)) {
            return Err(Differs {
                column: column.name,
                headers,
            });
        }
    }
    Ok(renamed)
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    toml_edit::value(text).to_string().trim().to_owned()
}

/// What all files have in common, if they do.
fn common<T: PartialEq>(guesses: &[Guess], of: impl Fn(&Guess) -> T) -> Option<T> {
    let mut all = guesses.iter().map(of);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// review.toml, with comments that say what may be changed.
pub fn review_toml(
    title: &str,
    guesses: &[Guess],
    renamed: &BTreeMap<&'static str, Vec<String>>,
    sheets: &[String],
) -> String {
    let mut out = String::new();
    let mut files: Vec<&str> = guesses.iter().map(|g| g.file.as_str()).collect();
    files.dedup();
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "# Begun by `throughline init` from {}.",
        comment(&files.join(", "))
    );
    out.push_str("# `throughline check` on this folder lists what is wrong; docs/review-folder.md has every key.\n\n");
    let _ = writeln!(out, "title = {}", quoted(title));
    out.push_str(
        "# subtitle = \"…\"\n# publisher = \"…\"\n# purpose = \"…\"\n\
         # noun = \"agency\"            # who is counted; without it, organisation\n\
         # noun_plural = \"agencies\"\n",
    );
    columns(&mut out, guesses, renamed);
    input(&mut out, guesses, sheets);
    out.push_str(
        "\n# Parts put the findings of a report in order. A note names its part in the column `part`.\n\
         # [[part]]\n# id = \"part-1\"\n# title = \"…\"\n\
         \n# Who a report is for when the command does not say: internal or public.\n\
         # [disclosure]\n# audience = \"internal\"\n",
    );
    out
}

/// Text on one line of a comment.
fn comment(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

fn columns(out: &mut String, guesses: &[Guess], renamed: &BTreeMap<&'static str, Vec<String>>) {
    let unread: Vec<String> = guesses
        .iter()
        .flat_map(|g| &g.columns)
        .filter(|c| c.role == Role::Unread && !c.header.is_empty())
        .map(|c| quoted(&comment(&c.header)))
        .collect();
    if renamed.is_empty() && unread.is_empty() {
        return;
    }
    out.push_str("\n# Which header of the notes is which column.\n");
    if !unread.is_empty() {
        let _ = writeln!(out, "# Not read: {}.", unread.join(", "));
    }
    out.push_str("[columns]\n");
    for (ours, theirs) in renamed {
        let is_guess = |g: &Guess| g.column(ours).is_some_and(|c| c.sure == Some(Sure::Guess));
        let note = if guesses.iter().any(is_guess) {
            "   # a guess: check it"
        } else {
            ""
        };
        let theirs: Vec<String> = theirs.iter().map(|name| quoted(name)).collect();
        let theirs = match theirs.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        let _ = writeln!(out, "{ours} = {theirs}{note}");
    }
}

/// Whether a column with a name is not read.
fn has_unread(guesses: &[Guess]) -> bool {
    let mut columns = guesses.iter().flat_map(|g| &g.columns);
    columns.any(|c| c.role == Role::Unread && !c.header.is_empty())
}

fn input(out: &mut String, guesses: &[Guess], sheets: &[String]) {
    let mut lines = Vec::new();
    if let Some(Some(encoding)) = common(guesses, |g| g.encoding)
        && encoding != Encoding::Utf8
    {
        lines.push(format!("encoding = {}", quoted(encoding.word())));
    }
    if let Some(Some(delimiter)) = common(guesses, |g| g.delimiter)
        && delimiter.byte() != b','
    {
        lines.push(format!("delimiter = {}", quoted(delimiter.word())));
    }
    if let Some((0, rows)) = common(guesses, |g| (g.above, g.header_rows))
        && rows > 1
    {
        lines.push(format!("header_rows = {rows}"));
    }
    if let Some(shape) = common(guesses, |g| g.shape)
        && let Some((word, _)) = Shape::WORDS.iter().find(|(_, s)| *s == shape)
        && shape != Shape::Long
        // The shape of themes makes one of every column that is no other.
        && !(shape == Shape::Themes && has_unread(guesses))
    {
        lines.push(format!("shape = {}", quoted(word)));
    }
    if !guesses.is_empty() && guesses.iter().all(|g| g.shape == Shape::Questions) {
        let mut questions: Vec<&str> = Vec::new();
        for question in guesses.iter().flat_map(Guess::questions) {
            if !questions.contains(&question) {
                questions.push(question);
            }
        }
        lines.push("# The headers that are questions. No other column is read as one.".to_owned());
        lines.push("questions = [".to_owned());
        let listed = questions.iter().map(|q| format!("    {},", quoted(q)));
        lines.extend(listed);
        lines.push("]".to_owned());
    }
    if sheets.len() > 1 {
        let sheets: Vec<String> = sheets.iter().map(|s| quoted(s)).collect();
        lines.push(format!("sheet = [{}]", sheets.join(", ")));
    } else if let Some(Some(sheet)) = common(guesses, |g| g.sheet.clone()) {
        lines.push(format!("sheet = {}", quoted(&sheet)));
    }
    let orders: Vec<&Guess> = guesses.iter().filter(|g| g.date_order.is_some()).collect();
    if let Some(first) = orders.first()
        && orders.iter().all(|g| g.date_order == first.date_order)
        && let Some(order) = first.date_order
        && let Some((word, _)) = DateOrder::WORDS.iter().find(|(_, o)| *o == order)
    {
        let note = if orders.iter().any(|g| g.order_is_shown) {
            ""
        } else {
            "       # assumed: no date shows which number is the day"
        };
        lines.push(format!("date_order = {}{note}", quoted(word)));
    }
    if lines.is_empty() {
        return;
    }
    out.push_str("\n# How the notes files are written. A line that is taken out is found out again.\n[input]\n");
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
}
