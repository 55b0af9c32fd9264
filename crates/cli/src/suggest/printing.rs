//! Suggestions as lines to read, as JSON, and as rows for a person to decide.

use super::output::Output;
use crate::args::TableFormat;
use crate::failure::Failure;
use serde_json::{Value, json};
use std::io::{self, Write};
use throughline::Review;
use throughline::folder::suggestions::{SuggestionRow, to_csv};
use throughline::model::notes::NoteIndex;
use throughline::model::numbers::{counted, counted_as, grouped};
use throughline::suggest::learnt::threshold::Tried;
use throughline::suggest::learnt::{Learnt, Outcome, Quote, ThemeReport};
use throughline::suggest::suggester::{Source, Suggested, Suggestion};

/// How much of a note is shown, in code points.
const SHOWN: usize = 90;
/// How much of a note stands beside a row to decide.
const IN_ROW: usize = 300;

/// The texts of some notes.
pub fn texts(review: &Review, notes: &[NoteIndex]) -> Result<Vec<String>, Failure> {
    let places: Vec<_> = notes
        .iter()
        .filter_map(|&note| review.notes.places.get(note as usize).copied())
        .collect();
    review.texts.read(&places).map_err(|e| Failure::system(&e))
}

struct Listed {
    note: NoteIndex,
    text: String,
    made: Suggested,
}

/// Notes with what is suggested for them.
pub struct Listing {
    without_tags: usize,
    uncertain: bool,
    learnt: Option<(usize, &'static str, Vec<ThemeReport>)>,
    notes: Vec<Listed>,
}

impl Listing {
    /// A listing of `without_tags` notes that were looked at.
    pub fn new(without_tags: usize, learnt: Option<&Learnt>, uncertain: bool) -> Self {
        Self {
            without_tags,
            uncertain,
            learnt: learnt.map(|l| (l.examples(), l.by().word(), l.reports().to_vec())),
            notes: Vec::new(),
        }
    }

    /// How many notes it has.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Adds a note.
    pub fn add(&mut self, note: NoteIndex, text: &str, made: Suggested) {
        let text = head(text, IN_ROW);
        self.notes.push(Listed { note, text, made });
    }

    /// The rows for a person to decide.
    pub fn rows(&self, review: &Review) -> Vec<SuggestionRow> {
        let ids = &review.notes.ids;
        let row = |listed: &Listed, suggestion: &Suggestion| SuggestionRow {
            note_id: ids.get(listed.note as usize).to_owned(),
            theme: review.codebook.theme(suggestion.theme).id.to_string(),
            source: suggestion.source.word().to_owned(),
            score: suggestion
                .score
                .map_or_else(String::new, |s| format!("{s:.3}")),
            reason: suggestion.reason.line(ids),
            text: listed.text.clone(),
            ..SuggestionRow::default()
        };
        self.notes
            .iter()
            .flat_map(|listed| listed.made.suggestions.iter().map(move |s| row(listed, s)))
            .collect()
    }

    /// Prints it.
    pub fn print(
        &self,
        format: TableFormat,
        review: &Review,
        mut out: Output,
    ) -> Result<(), Failure> {
        let to_file = out.is_file();
        let written = match format {
            TableFormat::Table => self.table(review, &mut out),
            TableFormat::Csv => out.write_all(&to_csv(&self.rows(review))),
            TableFormat::Json => self.json(review, &mut out),
        };
        match written.and_then(|()| out.finish()) {
            // The reader of a pipe may have had enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && !to_file => Ok(()),
            other => other.map_err(|e| Failure::system(&e)),
        }
    }

    fn table(&self, review: &Review, out: &mut impl Write) -> io::Result<()> {
        let ids = &review.notes.ids;
        for listed in &self.notes {
            let id = plain(ids.get(listed.note as usize));
            let bits = listed.made.uncertainty;
            let bits = bits.map_or_else(String::new, |bits| format!("  {bits:.2} bits"));
            writeln!(out, "{id}{bits}  “{}”", head(&listed.text, SHOWN))?;
            for suggestion in &listed.made.suggestions {
                let theme = &review.codebook.theme(suggestion.theme).id;
                let score = suggestion
                    .score
                    .map_or_else(|| "   -".into(), |s| format!("{s:.2}"));
                let said = match suggestion.source {
                    Source::Program => "program: ",
                    _ => "",
                };
                let reason = plain(&suggestion.reason.line(ids));
                writeln!(out, "  {score}  {theme}  {said}{reason}")?;
            }
        }
        if let Some((examples, by, reports)) = &self.learnt {
            learnt_table(*examples, by, reports, review, out)?;
        }
        let suggested = self.notes.iter().filter(|n| !n.made.suggestions.is_empty());
        writeln!(
            out,
            "{} of {} without tags{}: suggestions, not tags; nothing counts them",
            grouped(suggested.count() as u64),
            counted(self.without_tags, "note"),
            if self.uncertain {
                " (the most uncertain first)"
            } else {
                ""
            },
        )
    }

    fn json(&self, review: &Review, out: &mut impl Write) -> io::Result<()> {
        let learnt = self.learnt.as_ref().map(|(examples, by, reports)| {
            let themes: Vec<Value> = reports.iter().map(|r| report(r, review)).collect();
            json!({"notes": examples, "held_back_by": by, "themes": themes})
        });
        let learnt = learnt.unwrap_or(Value::Null);
        writeln!(out, "{{\"schema\": \"throughline-suggestions/1\",")?;
        writeln!(out, "\"without_tags\": {},", self.without_tags)?;
        writeln!(out, "\"learnt\": {learnt},")?;
        writeln!(out, "\"notes\": [")?;
        for (at, listed) in self.notes.iter().enumerate() {
            let comma = if at + 1 < self.notes.len() { "," } else { "" };
            let made = &listed.made;
            let list: Vec<Value> = made.suggestions.iter().map(|s| one(s, review)).collect();
            let note = json!({
                "note": review.notes.ids.get(listed.note as usize),
                "uncertainty": made.uncertainty,
                "suggestions": list,
            });
            writeln!(out, "{note}{comma}")?;
        }
        writeln!(out, "]}}")
    }
}

fn one(suggestion: &Suggestion, review: &Review) -> Value {
    let ids = &review.notes.ids;
    let quotes = |list: &[Quote]| -> Vec<Value> {
        let one = |q: &Quote| json!({"text": q.text, "start": q.start, "end": q.end});
        list.iter().map(one).collect()
    };
    let reason = &suggestion.reason;
    let near = reason.near.iter();
    let near = near.map(|n| json!({"note": ids.get(n.note as usize), "cosine": n.cosine}));
    json!({
        "theme": review.codebook.theme(suggestion.theme).id.as_str(),
        "source": suggestion.source.word(),
        "score": suggestion.score,
        "reason": reason.line(ids),
        "keywords": quotes(&reason.keywords),
        "words": quotes(&reason.words),
        "near": near.collect::<Vec<_>>(),
    })
}

fn report(report: &ThemeReport, review: &Review) -> Value {
    let (outcome, threshold, tried) = match report.outcome {
        Outcome::TooFew => ("too few notes", None, None),
        Outcome::Silent(tried) => ("silent", None, Some(tried)),
        Outcome::Speaks { threshold, tried } => ("suggested", Some(threshold), Some(tried)),
    };
    json!({
        "theme": review.codebook.theme(report.theme).id.as_str(),
        "notes": report.examples,
        "outcome": outcome,
        "threshold": threshold,
        "right": tried.map(|t| t.right),
        "suggested": tried.map(|t| t.suggested),
        "carried": tried.map(|t| t.carried),
        "precision": tried.and_then(Tried::precision),
        "recall": tried.and_then(Tried::recall),
    })
}

/// How many themes there are of each outcome.
fn outcomes(reports: &[ThemeReport]) -> [usize; 3] {
    let of = |is: fn(&Outcome) -> bool| reports.iter().filter(|r| is(&r.outcome)).count();
    [
        of(|o| matches!(o, Outcome::Speaks { .. })),
        of(|o| matches!(o, Outcome::Silent(_))),
        of(|o| matches!(o, Outcome::TooFew)),
    ]
}

/// What was learnt, in a line.
pub fn learnt_line(learnt: &Learnt) -> String {
    let [speak, silent, few] = outcomes(learnt.reports());
    format!(
        "learnt from {}: {} suggested, {silent} silent (not right often enough on notes held back by \
         {}), {few} with too few notes",
        counted(learnt.examples(), "note"),
        counted_as(speak, "theme is", "themes are"),
        learnt.by().word(),
    )
}

fn learnt_table(
    examples: usize,
    by: &str,
    reports: &[ThemeReport],
    review: &Review,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(
        out,
        "\nlearnt from {}; tried on notes that were held back, by {by}:",
        counted(examples, "note")
    )?;
    for report in reports {
        let theme = &review.codebook.theme(report.theme).id;
        let (from, tried) = match report.outcome {
            Outcome::TooFew => continue,
            Outcome::Silent(tried) => ("silent".to_owned(), tried),
            Outcome::Speaks { threshold, tried } => (format!("from {threshold:.2}"), tried),
        };
        let share = |right: u32, of: u32| format!("{right} of {of}");
        writeln!(
            out,
            "  {theme}  {from}: precision {}, recall {}",
            share(tried.right, tried.suggested),
            share(tried.right, tried.carried),
        )?;
    }
    let [_, _, few] = outcomes(reports);
    if few > 0 {
        writeln!(
            out,
            "  {}",
            counted_as(
                few,
                "theme has too few notes to be learnt",
                "themes have too few notes to be learnt"
            )
        )?;
    }
    Ok(())
}

/// The beginning of a text, on one line.
fn head(text: &str, most: usize) -> String {
    let mut head: String = plain(text).chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        head.push('…');
    }
    head
}

/// A text on one line, without control characters, which a terminal would obey.
fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c == '\n' { ' ' } else { c });
    spaced.filter(|c| !c.is_control()).collect()
}
