//! `throughline notes`

mod asked;
mod found;

use crate::args::NotesArguments;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::source;
use clap::ValueEnum;
use found::Counts;
use std::io::{self, BufWriter, IsTerminal, Write};
use throughline::Analysis;

/// `--format` of notes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotesFormat {
    /// To read
    Text,
    /// Comma-separated, a note a row
    Csv,
    /// JSON: one object with the counts and an array of notes
    Json,
}

/// `--status` of notes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusArgument {
    /// It contributes
    Current,
    /// It once did
    Historical,
}

/// Finds notes and prints them.
pub fn run(arguments: &NotesArguments) -> Result<(), Failure> {
    let progress = Progress::start();
    let review = source::review(&arguments.source, &progress)?;
    let wanted = asked::wanted(arguments, &review)?;
    progress.step("looking through the notes");
    let notes = wanted.find(&review).map_err(|e| Failure::system(&e))?;
    let analysis = Analysis::of(&review).map_err(|e| Failure::system(&e))?;
    let counts = Counts::of(&analysis, &wanted, &notes);
    progress.finish();
    let shown = notes
        .get(..arguments.limit.unwrap_or(notes.len()))
        .unwrap_or(&notes);
    let bold = io::stdout().is_terminal();
    let out = BufWriter::new(io::stdout().lock());
    let written = match arguments.format {
        NotesFormat::Text => found::text(out, &wanted, &review, &counts, shown, bold),
        NotesFormat::Csv => {
            eprintln!("{}", counts.sentence(&review));
            found::csv(out, &wanted, &review, shown)
        }
        NotesFormat::Json => found::json(out, &wanted, &review, &counts, shown),
    };
    match written {
        // The reader of a pipe may have had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|e| Failure::system(&e)),
    }
}

/// A text whose control characters are seen and not obeyed: each is its picture (`␛`), a line
/// break is `line_break`, and what turns the direction of writing is `�`.
pub fn visible(text: &str, line_break: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str(line_break),
            '\u{0}'..='\u{1f}' => {
                out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'));
            }
            '\u{7f}' => out.push('␡'),
            '\u{80}'..='\u{9f}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{2028}'
            | '\u{2029}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn flushed(mut out: impl Write) -> io::Result<()> {
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_is_obeyed() {
        for (text, expected) in [
            ("plain ā", "plain ā"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("a\tb\rc", "a␉b␍c"),
            ("one\ntwo", "one|two"),
            ("\u{9b}31m \u{202e}back", "\u{fffd}31m \u{fffd}back"),
        ] {
            assert_eq!(visible(text, "|"), expected);
        }
    }
}
