//! Parsed pieces, put together in file order whatever order they come in.

use super::ReadOptions;
use super::columns::RawNotes;
use super::parse::{Aside, DICTIONARIES, Parsed, Wrong};
use crate::check;
use crate::dictionary::Dictionary;
use crate::faults::{Faults, Row};
use std::collections::BTreeMap;
use throughline_core::ledger::Outcome;
use throughline_core::notes::TextPlace;
use throughline_core::problem::{Code, Place, Problem};

/// Takes pieces in any order and merges each as soon as those before it are merged.
pub(super) struct Merger<'a> {
    index: u16,
    file: &'a str,
    line: u64,
    next: usize,
    waiting: BTreeMap<usize, Parsed>,
    /// The code of all notes for each code of a thread, per thread and dictionary.
    codes: Vec<[Vec<u32>; DICTIONARIES]>,
    options: &'a ReadOptions<'a>,
    notes: &'a mut RawNotes,
    faults: &'a mut Faults,
    bytes: u64,
    rows: u64,
    /// Rows that end early, and the line of the first.
    short: (u64, u64),
    /// Whether the encoding may be another, and nothing was said of it yet.
    in_doubt: bool,
}

impl<'a> Merger<'a> {
    pub fn new(
        index: u16,
        file: &'a str,
        (line, in_doubt): (u64, bool),
        options: &'a ReadOptions<'a>,
        notes: &'a mut RawNotes,
        faults: &'a mut Faults,
    ) -> Self {
        Self {
            index,
            file,
            line,
            next: 0,
            waiting: BTreeMap::new(),
            codes: Vec::new(),
            options,
            notes,
            faults,
            bytes: 0,
            rows: 0,
            short: (0, 0),
            in_doubt,
        }
    }

    pub fn add(&mut self, parsed: Parsed) {
        self.waiting.insert(parsed.number, parsed);
        while let Some(parsed) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.merge(parsed);
        }
    }

    /// Says what was assumed of rows, when all pieces are merged.
    pub fn finish(&mut self) {
        let (rows, line) = self.short;
        if rows > 0 {
            let message = match rows {
                1 => "1 row ends early; the missing cells are read as blank".to_owned(),
                _ => format!("{rows} rows end early; the missing cells are read as blank"),
            };
            let problem = Problem::new(Code::Assumed, Place::line(self.file, line), message);
            self.faults.push(
                problem.help(
                    "every row has its text and its themes; what is missing are the last cells",
                ),
            );
        }
    }

    fn merge(&mut self, parsed: Parsed) {
        if self.codes.len() <= parsed.worker {
            self.codes
                .resize_with(parsed.worker + 1, || std::array::from_fn(|_| Vec::new()));
        }
        let codes = &mut self.codes[parsed.worker];
        let notes = &mut *self.notes;
        let dictionaries: [&mut Dictionary; DICTIONARIES] = [
            &mut notes.engagements,
            &mut notes.organisations,
            &mut notes.wheres,
            &mut notes.themes,
            &mut notes.manners,
        ];
        for ((dictionary, codes), words) in dictionaries
            .into_iter()
            .zip(codes.iter_mut())
            .zip(&parsed.new_words)
        {
            codes.extend((0..words.len()).map(|w| dictionary.code(words.get(w))));
        }
        let [engagements, organisations, wheres, themes, manners] = &*codes;
        let global = |codes: &[u32], local: u32| codes.get(local as usize).copied().unwrap_or(0);
        notes
            .engagement
            .extend(parsed.engagement.iter().map(|&c| global(engagements, c)));
        notes
            .place
            .extend(parsed.place.iter().map(|&c| global(wheres, c)));
        notes
            .manner
            .extend(parsed.manner.iter().map(|&c| global(manners, c)));
        for row in 0..parsed.starts.len() {
            let list = parsed.organisation.get(row);
            notes
                .organisation
                .push(list.iter().map(|&c| global(organisations, c)));
            notes
                .theme
                .push(parsed.theme.get(row).iter().map(|&c| global(themes, c)));
        }
        notes.text.extend_from_slice(&parsed.text);
        let line = if parsed.placed { 0 } else { self.line };
        let index = self.index;
        notes
            .places
            .extend(parsed.starts.iter().map(|&(offset, row_line)| TextPlace {
                file: index,
                offset: parsed.offset + u64::from(offset),
                line: line + u64::from(row_line),
            }));
        for row in 0..parsed.ids.len() {
            notes.ids.push(parsed.ids.get(row));
        }
        for ordinal in parsed.ordinals {
            notes
                .ids
                .push(&format!("row {}", notes.rows + u64::from(ordinal)));
        }
        for aside in parsed.asides {
            let of_encoding = matches!(&aside.wrong, Wrong::Other(p) if p.code == Code::Encoding);
            if of_encoding && std::mem::take(&mut self.in_doubt) {
                self.faults.push(check::not_as_it_began(self.file));
            }
            set_aside(self.faults, index, self.file, (line, parsed.placed), aside);
        }
        if self.short.0 == 0 && parsed.short.0 > 0 {
            self.short.1 = self.line + parsed.short.1;
        }
        self.short.0 += parsed.short.0;
        notes.rows += parsed.records;
        self.line += parsed.lines;
        self.rows += parsed.records;
        self.bytes = parsed.offset + parsed.bytes;
        if let Some(progress) = self.options.progress {
            progress(self.bytes, self.rows);
        }
    }
}

/// A record that is no row: a blank one is left out, one with an error is a fault of its row.
fn set_aside(
    faults: &mut Faults,
    index: u16,
    file: &str,
    (base, placed): (u64, bool),
    aside: Aside,
) {
    let row = Row {
        file: index,
        line: base + aside.line,
        note_id: &aside.note_id,
    };
    if aside.lines > 1 && !placed {
        faults.takes_lines((index, row.line), u64::from(aside.lines));
    }
    let mut problem = match aside.wrong {
        Wrong::Blank => {
            let reason = if placed {
                "the row holds no note"
            } else {
                "the row is blank"
            };
            faults.push_entry(row, Outcome::LeftOut, reason);
            return;
        }
        Wrong::Number(wrong) => wrong.problem(file),
        // Its lines are those of the file.
        Wrong::Quote(quote) => {
            faults.push_of_row(row, quote.problem(file, base));
            return;
        }
        Wrong::Other(problem) => *problem,
    };
    problem.place.line = problem.place.line.map(|line| base + line);
    file.clone_into(&mut problem.place.file);
    if aside.fatal {
        faults.push(problem);
    } else {
        faults.push_of_row(row, problem);
    }
}
