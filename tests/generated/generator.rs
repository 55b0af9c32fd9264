//! A seeded generator of engagement notes: an RFC 4180 file, and the exact truth about it.
//!
//! Tests, benches and the example `generate_notes` include this file with `#[path]`, so that all
//! of them speak of the same notes. A seed gives the same bytes on every platform.
#![allow(dead_code, reason = "each of those that include it uses a part of it")]

mod prose;
mod random;
pub mod truth;

use random::Random;
use std::io::{self, Write};
use truth::{Fact, Names, Row, Truth};

/// The seed that benches and the example use.
pub const SEED: u64 = 20_231_031;

const HEADER: &str =
    "note_id,engagement_id,engagement_type,date,organisation,part,question,themes,stance,text";
const FORMATS: [&str; 3] = ["one-to-one", "workshop", "hui"];
const PARTS: [&str; 3] = ["Value", "Process", "Resourcing, people and time"];

/// How many themes a note has, by weight: 4 % have none, 2 % have six.
const THEME_COUNTS: [(usize, usize); 6] = [(0, 4), (1, 36), (2, 32), (3, 18), (4, 8), (6, 2)];

/// How stances are written; the first of each is the one an even file uses.
const STANCE_WORDS: [&[&str]; 5] = [
    &["support", "positive", "Support", " positive "],
    &["oppose", "negative", "OPPOSE"],
    &["mixed", "support in part", "Support in part"],
    &["neutral", "Neutral"],
    &[""],
];
const STANCE_WEIGHTS: [usize; 5] = [42, 21, 14, 15, 8];

/// What the file looks like.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Records after the header.
    pub rows: usize,
    /// Where the pseudo-random numbers begin.
    pub seed: u64,
    /// Organisations to draw from: 8 to 400.
    pub organisations: usize,
    /// Themes to draw from, the first ones far more often.
    pub themes: usize,
    /// Engagements to draw from: 6 to 5,000.
    pub engagements: usize,
    /// What ends a record.
    pub line_end: &'static str,
    /// Whether names are spelt in several ways, rows repeat, cells are quoted without need and
    /// separators stand between blanks. Left out of benches, where a peer would have to work on
    /// many more names than there are.
    pub uneven: bool,
}

impl Shape {
    /// An even file of so many rows, as benches use it.
    pub fn even(rows: usize, seed: u64) -> Self {
        Self {
            rows,
            seed,
            organisations: (rows / 25).clamp(8, 400),
            themes: 24,
            engagements: (rows / 40).clamp(6, 5_000),
            line_end: "\n",
            uneven: false,
        }
    }

    /// The same with everything in it that must not change a count.
    pub fn uneven(rows: usize, seed: u64, line_end: &'static str) -> Self {
        Self {
            line_end,
            uneven: true,
            ..Self::even(rows, seed)
        }
    }
}

/// An engagement and who was there.
struct Engagement {
    format: usize,
    present: Vec<usize>,
}

/// Writes the file and counts it.
///
/// # Errors
/// What the writer says.
pub fn write(shape: &Shape, out: &mut impl Write) -> io::Result<Truth> {
    let mut writer = Writer::new(shape);
    let mut record = format!("{HEADER}{}", shape.line_end);
    let mut held: Option<(String, String)> = None;
    let mut number = 0;
    while writer.truth.rows.len() < shape.rows {
        out.write_all(record.as_bytes())?;
        writer.line += lines(&record);
        if let Some((note_id, again)) = held.take_if(|_| writer.random.one_in(150)) {
            writer.row(note_id, true);
            record = again;
        } else {
            number += 1;
            let note_id = format!("N{number:07}");
            record = writer.note(&note_id);
            if shape.uneven && held.is_none() && writer.random.one_in(150) {
                held = Some((note_id.clone(), record.clone()));
            }
            writer.row(note_id, false);
        }
    }
    out.write_all(record.as_bytes())?;
    out.flush()?;
    Ok(writer.truth)
}

struct Writer<'a> {
    shape: &'a Shape,
    random: Random,
    names: Names,
    theme_weights: Vec<usize>,
    engagements: Vec<Engagement>,
    spelt: Vec<bool>,
    /// The line that the next record begins on.
    line: u64,
    truth: Truth,
}

impl<'a> Writer<'a> {
    fn new(shape: &'a Shape) -> Self {
        let mut random = Random::new(shape.seed);
        let organisations = prose::organisations(&mut random, shape.organisations);
        let mut names = Names {
            themes: (1..=shape.themes).map(|t| format!("T{t:02}")).collect(),
            engagements: Vec::new(),
            formats: FORMATS.iter().map(|&f| f.to_owned()).collect(),
            organisations,
        };
        let mut engagements = Vec::new();
        for number in 1..=shape.engagements {
            let format = random.weighted(&[55, 35, 10]);
            let size = match format {
                0 => 1,
                1 => 4 + random.below(9),
                _ => 3 + random.below(5),
            };
            let mut present: Vec<usize> = (0..size)
                .map(|_| random.below(shape.organisations))
                .collect();
            present.sort_unstable();
            present.dedup();
            names
                .engagements
                .push((format!("E{number:04}"), date(random.below(122))));
            engagements.push(Engagement { format, present });
        }
        Self {
            theme_weights: (0..shape.themes).map(|t| 1_000_000 / (t + 2)).collect(),
            spelt: vec![false; shape.organisations],
            line: 1,
            truth: Truth::new(names.clone()),
            shape,
            random,
            names,
            engagements,
        }
    }

    fn row(&mut self, note_id: String, repeated: bool) {
        self.truth.rows.push(Row {
            line: self.line,
            note_id,
            repeated,
        });
    }

    /// A note's record, counted.
    fn note(&mut self, note_id: &str) -> String {
        let engagement = self.random.below(self.engagements.len());
        let format = self.engagements[engagement].format;
        let organisations = self.organisations(engagement);
        let themes = self.themes();
        let stance = self.random.weighted(&STANCE_WEIGHTS);
        self.truth.count(&Fact {
            engagement,
            format,
            organisations: &organisations,
            themes: &themes,
            stance,
        });

        let spellings: Vec<String> = organisations.iter().map(|&o| self.spelling(o)).collect();
        let separator = self.separator();
        let codes: Vec<&str> = themes
            .iter()
            .map(|&t| self.names.themes[t].as_str())
            .collect();
        let mut codes = codes.join(separator);
        if self.shape.uneven && !themes.is_empty() && self.random.one_in(50) {
            // A theme that stands twice, and a separator with nothing after it.
            codes = format!("{codes};{};", self.names.themes[themes[0]]);
        }
        let (id, date) = self.names.engagements[engagement].clone();
        let words = STANCE_WORDS[stance];
        let word = if self.shape.uneven {
            self.random.pick(words)
        } else {
            words[0]
        };
        let part = self.random.below(PARTS.len());
        // Questions belong to a part.
        let question = format!("Q{}.{}", part + 1, 1 + self.random.below(4));
        let cells = [
            note_id.to_owned(),
            id,
            FORMATS[format].to_owned(),
            date,
            spellings.join(self.separator()),
            PARTS[part].to_owned(),
            question,
            codes,
            word.to_owned(),
            prose::text(&mut self.random),
        ];
        let mut record = String::with_capacity(400);
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                record.push(',');
            }
            let anyway = self.shape.uneven && self.random.one_in(12);
            quote(&mut record, cell, anyway);
        }
        record.push_str(self.shape.line_end);
        record
    }

    /// Of those present: 4 % of notes are of none, 6 % of two where two were there.
    fn organisations(&mut self, engagement: usize) -> Vec<usize> {
        let present = &self.engagements[engagement].present;
        let first = self.random.below(present.len());
        match self.random.below(100) {
            0..=3 => Vec::new(),
            4..=9 if present.len() > 1 => {
                let second = (first + 1 + self.random.below(present.len() - 1)) % present.len();
                vec![present[first], present[second]]
            }
            _ => vec![present[first]],
        }
    }

    fn themes(&mut self) -> Vec<usize> {
        let weights = THEME_COUNTS.map(|(_, weight)| weight);
        let (count, _) = THEME_COUNTS[self.random.weighted(&weights)];
        let mut themes = Vec::with_capacity(count);
        for _ in 0..count {
            let theme = self.random.weighted(&self.theme_weights);
            if !themes.contains(&theme) {
                themes.push(theme);
            }
        }
        themes
    }

    /// The name, or another spelling of it once it has been met.
    fn spelling(&mut self, organisation: usize) -> String {
        let name = &self.names.organisations[organisation];
        let met = std::mem::replace(&mut self.spelt[organisation], true);
        if self.shape.uneven && met && self.random.one_in(20) {
            prose::respelt(&mut self.random, name)
        } else {
            name.clone()
        }
    }

    fn separator(&mut self) -> &'static str {
        if self.shape.uneven && self.random.one_in(10) {
            " ; "
        } else {
            ";"
        }
    }
}

/// A day of the 122 from 1 March 2024.
fn date(day: usize) -> String {
    let mut left = day;
    for (month, days) in [(3, 31), (4, 30), (5, 31), (6, 30)] {
        if left < days {
            return format!("2024-{month:02}-{:02}", left + 1);
        }
        left -= days;
    }
    String::from("2024-06-30")
}

/// Adds a cell: between quotation marks where it must be, its own doubled.
fn quote(record: &mut String, cell: &str, anyway: bool) {
    if anyway || cell.contains([',', '"', '\r', '\n']) {
        record.push('"');
        record.push_str(&cell.replace('"', "\"\""));
        record.push('"');
    } else {
        record.push_str(cell);
    }
}

/// Line ends in a record: LF and CRLF each are one.
fn lines(record: &str) -> u64 {
    record.bytes().map(|b| u64::from(b == b'\n')).sum()
}
