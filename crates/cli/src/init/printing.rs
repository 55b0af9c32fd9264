//! What `init` says: what a file was taken for, and what was written.

use crate::args::InitArguments;
use crate::summary;
use std::fmt::Write;
use throughline::folder::init::{Begun, Column, Guess, Role, Sure};
use throughline::model::numbers::{counted, grouped};
use throughline::{DateOrder, Delimiter, Review, Shape};

/// Characters of a cell that are shown.
const SHOWN: usize = 28;

/// Columns that are shown; the rest is counted.
const COLUMNS: usize = 200;

/// A file and its columns, as lines of text.
pub fn guess(guess: &Guess) -> String {
    let mut out = format!("{}\n", printable(&guess.file));
    for line in written(guess) {
        let _ = writeln!(out, "  {line}");
    }
    out.push('\n');
    let head = ["column", "is", "how sure", "values"].map(str::to_owned);
    let columns = || guess.columns.iter().filter(|c| is_shown(c));
    let rows: Vec<[String; 4]> = std::iter::once(head)
        .chain(columns().take(COLUMNS).map(row))
        .collect();
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    for [header, is, sure, values] in &rows {
        let [a, b, c] = widths;
        let line = format!("  {header:<a$}  {is:<b$}  {sure:<c$}  {values}");
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let more = columns().skip(COLUMNS).count();
    if more > 0 {
        let _ = writeln!(out, "  … and {} more columns", grouped(more as u64));
    }
    out.push('\n');
    out
}

/// A column without a header and without a value says nothing.
fn is_shown(column: &Column) -> bool {
    !column.header.is_empty() || !column.samples.is_empty()
}

fn row(column: &Column) -> [String; 4] {
    let header = if column.header.is_empty() {
        "(no header)".to_owned()
    } else {
        short(&column.header)
    };
    let is = match column.role {
        Role::Column(name) => name,
        Role::Theme => "a theme",
        Role::Question => "a question",
        Role::Themes => "themes of it",
        Role::Unread => "not read",
    };
    let sure = column.sure.map(Sure::word).or(column.why).unwrap_or("");
    let values: Vec<String> = column.samples.iter().map(|s| short(s)).collect();
    let values = if values.is_empty() {
        "(blank)".to_owned()
    } else {
        values.join(" | ")
    };
    [header, is.to_owned(), sure.to_owned(), values]
}

/// How a file is written.
fn written(guess: &Guess) -> Vec<String> {
    let mut lines = Vec::new();
    let mut how = Vec::new();
    if let Some(sheet) = &guess.sheet {
        how.push(format!("workbook, sheet `{}`", printable(sheet)));
    }
    if let Some(encoding) = guess.encoding {
        how.push(encoding.name().to_owned());
    }
    if let Some(delimiter) = guess.delimiter {
        how.push(format!(
            "fields separated by {}",
            Delimiter::name(delimiter.byte())
        ));
    }
    how.push(match guess.header_rows {
        0 | 1 => "a header of one row".to_owned(),
        rows => format!("a header of {rows} rows"),
    });
    match guess.above {
        0 => {}
        1 => how.push("one row above it that is not read".to_owned()),
        rows => how.push(format!("{rows} rows above it that are not read")),
    }
    lines.push(how.join(", "));
    lines.extend(guess.sheets_said.iter().map(|said| printable(said)));
    lines.push(
        match guess.shape {
            Shape::Long => "a row for each note, or for each note and theme",
            Shape::Themes => "a row for each note, a column for each theme",
            Shape::Questions => "a row for each person who answered, a column for each question",
        }
        .to_owned(),
    );
    if guess.header_in_doubt {
        lines.push(
            "the header looks like a row of notes: put a row of names above it where it is one"
                .to_owned(),
        );
    }
    if let Some(order) = guess.date_order {
        let first = match order {
            DateOrder::DayFirst => "the day",
            DateOrder::MonthFirst => "the month",
        };
        let sure = if guess.order_is_shown {
            ""
        } else {
            " (assumed: no date shows which is meant)"
        };
        lines.push(format!("dates in digits with {first} first{sure}"));
    }
    lines
}

/// What was made, or would be, and how to go on.
pub fn after(begun: &Begun, review: &Review, arguments: &InitArguments) -> String {
    let folder = argument(&arguments.folder.to_string_lossy());
    let mut out = format!(
        "{}, {}, {}, {}\n{}\n",
        counted(review.notes.len(), "note"),
        counted(review.organisations.len(), "organisation"),
        counted(review.engagements.len(), "engagement"),
        counted(review.codebook.len(), "theme"),
        summary::without_organisation(review).map_or_else(String::new, |said| said + "\n"),
    );
    out.push_str(&if arguments.dry_run {
        format!("nothing was written; in {folder} would be\n")
    } else {
        format!("{folder} has\n")
    });
    let width = begun
        .files
        .iter()
        .map(|(name, _)| name.chars().count())
        .max();
    let width = width.unwrap_or(0);
    for (name, said) in &begun.files {
        let name = printable(name);
        let _ = writeln!(out, "  {name:<width$}  {}", printable(said));
    }
    if review.codebook.is_empty() {
        out.push_str("\nno note has a theme yet: write codes into a column `themes` of the notes, or tag in a sheet\n");
        let _ = writeln!(out, "  throughline tags export {folder} --coder NAME");
    }
    if !arguments.dry_run {
        let _ = writeln!(
            out,
            "\nnext\n  throughline check {folder}\n  throughline report {folder}"
        );
    }
    out
}

/// A path as a shell takes it, in quotes where it needs them.
fn argument(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./+:@%,".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        return printable(path);
    }
    format!("'{}'", printable(path).replace('\'', "'\\''"))
}

/// The beginning of a text on one line.
fn short(text: &str) -> String {
    let text = printable(text);
    if text.chars().count() <= SHOWN {
        return text;
    }
    let kept: String = text.chars().take(SHOWN - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A text without what a terminal would act on.
fn printable(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}
