//! Appendix C: the notes behind each statement. A note stands under every statement that it
//! supports; its text is printed at the first.

use super::PublishError;
use super::engagements;
use super::findings::Printed;
use super::words::{Paragraph, capital, number_of};
use super::writer::Writer;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::first_look::NO_FINDINGS;
use throughline_core::notes::{NoteIndex, TextPlace};
use throughline_core::numbers::grouped;
use throughline_core::synthesis::{Evidence, EvidenceGroup, EvidenceRow, Measure};

/// Rows under one statement.
const ROWS_A_GROUP: usize = 60;
/// Rows in all.
const ROWS: usize = 600;

/// The notes behind a statement, as many as may be printed.
#[derive(Debug)]
pub(crate) struct Behind {
    number: String,
    title: String,
    measure: Measure,
    /// Whether the notes of its points stand above and not here.
    besides: bool,
    /// In order of file.
    notes: Vec<NoteIndex>,
    /// How many more may be printed.
    more: usize,
    /// How many may not be quoted.
    unquotable: usize,
}

impl Behind {
    pub(crate) fn of(number: &str, title: String, measure: Measure, notes: &[NoteIndex]) -> Self {
        Self {
            number: number.to_owned(),
            title,
            measure,
            besides: false,
            notes: notes.to_vec(),
            more: 0,
            unquotable: 0,
        }
    }

    /// Leaves the notes that stand under none of some other statements, so that a finding lists
    /// after its points only what they do not.
    pub(crate) fn besides(mut self, points: &[Behind]) -> Self {
        let listed: BTreeSet<NoteIndex> = points.iter().flat_map(|p| &p.notes).copied().collect();
        self.notes.retain(|note| !listed.contains(note));
        self.title = format!("Other notes: {}", self.title);
        self.besides = true;
        self
    }

    /// Whether it stands behind a finding and not behind one of its points.
    pub(crate) fn is_of_finding(&self) -> bool {
        !self.number.contains('.')
    }

    /// All notes behind it.
    pub(crate) fn notes(&self) -> &[NoteIndex] {
        &self.notes
    }

    /// Whether there is a note behind it.
    pub(crate) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Leaves the notes that may be printed and for which there is room, and counts the others.
    fn settle(&mut self, writer: &Writer, room: usize) {
        let flags = &writer.review.notes.flags;
        let all = self.notes.len();
        self.notes.retain(|&note| {
            writer.internal() || flags.get(note as usize).is_some_and(|f| f.quotable)
        });
        let printable = self.notes.len();
        self.unquotable = all - printable;
        self.notes.truncate(room.min(ROWS_A_GROUP));
        self.more = printable - self.notes.len();
    }

    /// What is not printed under it.
    fn left_out(&self, writer: &Writer) -> Option<String> {
        let mut sentences = Vec::new();
        if self.unquotable > 0 {
            let (they, are) = if self.unquotable == 1 {
                ("It", "is")
            } else {
                ("They", "are")
            };
            sentences.push(format!(
                "{} may not be quoted. {they} {are} counted and not printed.",
                capital(&notes_in_words(self.unquotable))
            ));
        }
        if self.more > 0 {
            let place = if writer.internal() {
                " here; all are in the notes folder"
            } else {
                " here"
            };
            sentences.push(format!(
                "{} more {} counted and not printed{place}.",
                capital(&number_of(self.more as u64, "note", "notes")),
                if self.more == 1 { "is" } else { "are" },
            ));
        }
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

fn notes_in_words(n: usize) -> String {
    number_of(n as u64, "note", "notes")
}

/// Appendix C, with every text read in one call and, for the public, names and addresses masked.
pub(crate) fn write(writer: &Writer, printed: &mut Printed) -> Result<Evidence, PublishError> {
    let mut room = ROWS;
    for behind in &mut printed.behind {
        behind.settle(writer, room);
        room -= behind.notes.len();
    }
    let mut first_at: BTreeMap<NoteIndex, &str> = BTreeMap::new();
    for behind in &printed.behind {
        for &note in &behind.notes {
            first_at.entry(note).or_insert(&behind.number);
        }
    }
    let texts = read(writer, first_at.keys().copied())?;
    let groups: Vec<EvidenceGroup> = printed
        .behind
        .iter()
        .map(|behind| EvidenceGroup {
            number: behind.number.clone(),
            title: behind.title.clone(),
            measure: behind.measure.clone(),
            beside: behind.besides.then(|| WITH_POINTS.to_owned()),
            rows: behind
                .notes
                .iter()
                .filter_map(|&note| {
                    let first = first_at.get(&note).copied().unwrap_or_default();
                    let here = first == behind.number;
                    Some(EvidenceRow {
                        text: here.then(|| texts.get(&note).cloned().unwrap_or_default()),
                        see: (!here).then(|| first.to_owned()),
                        ..row(writer, note)?
                    })
                })
                .collect(),
            left_out: behind.left_out(writer),
        })
        .collect();
    let findings = writer.review.findings.len();
    Ok(Evidence {
        lead: lead(writer),
        title: match findings {
            1 => "Notes behind the finding and its points".into(),
            n => format!(
                "Notes behind each point of findings 1 to {}",
                grouped(n as u64)
            ),
        },
        organisation_head: capital(&writer.noun().one),
        absent: absent(writer, groups.is_empty()),
        groups,
    })
}

fn lead(writer: &Writer) -> String {
    let mut lead = Paragraph::of(
        "A note is listed under every point that it supports. Its text is printed at the first; \
         after that, the number of that point stands in its place. Notes that support a finding \
         but none of its points stand after them.",
    );
    if !writer.internal() {
        lead.say("Notes marked as not quotable are counted and not printed.");
        if !writer.attributes() {
            lead.say(format!(
                "No note is attributed to {}, and ids of notes are left out.",
                writer.an_agency()
            ));
        }
    }
    lead.text()
}

fn absent(writer: &Writer, empty: bool) -> Option<String> {
    if writer.leaves_findings_out() {
        Some(NO_FINDINGS.into())
    } else if writer.review.findings.is_empty() {
        Some("No findings are written down yet, so there are no notes to list behind them.".into())
    } else {
        empty.then(|| "No finding names a theme that it rests on, so no notes are listed.".into())
    }
}

/// A note as this audience may see it, without its text; every note has an id that can be written.
fn row(writer: &Writer, note: NoteIndex) -> Option<EvidenceRow> {
    let notes = &writer.review.notes;
    let at = note as usize;
    let mut organisations: Vec<&str> = notes
        .organisations
        .get(at)
        .iter()
        .filter_map(|&code| writer.organisations.shown(code))
        .map(|o| {
            if writer.organisations.made_letters {
                o.name.as_str()
            } else {
                o.short.as_str()
            }
        })
        .collect();
    organisations.sort_unstable();
    let id = if writer.attributes() {
        notes.ids.get(at)
    } else {
        DASH
    };
    Some(EvidenceRow {
        note: id.parse().ok()?,
        organisations: if organisations.is_empty() {
            DASH.into()
        } else {
            organisations.join(", ")
        },
        engagement: notes
            .engagement
            .get(at)
            .and_then(|&e| writer.review.engagements.get(e as usize))
            .and_then(|e| engagements::stated(writer.review, e.format))
            .map_or_else(|| DASH.into(), capital),
        text: None,
        see: None,
        language: notes
            .flags
            .get(at)
            .is_some_and(|f| f.maori)
            .then(|| "mi".to_owned()),
    })
}

/// Stands behind the figure of a finding whose points have most of its notes.
const WITH_POINTS: &str = "with the notes of its points";

/// Stands for an id or an organisation that is not shown, and for none; for a format that is not
/// given too.
const DASH: &str = "–";

/// The texts of some notes as this audience may read them, each read once, in order of file.
fn read(
    writer: &Writer,
    notes: impl Iterator<Item = NoteIndex>,
) -> Result<BTreeMap<NoteIndex, String>, PublishError> {
    let (notes, places): (Vec<NoteIndex>, Vec<TextPlace>) = notes
        .filter_map(|n| writer.review.notes.places.get(n as usize).map(|&p| (n, p)))
        .unzip();
    let texts = writer.review.texts.read(&places)?;
    let said = texts.iter().map(|text| writer.said(text));
    Ok(notes.into_iter().zip(said).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use throughline_core::ids::NoteId;

    #[test]
    fn a_dash_is_an_id() {
        assert_eq!(DASH.parse::<NoteId>().unwrap().as_str(), DASH);
    }
}
