//! What differed: themes by format, and themes raised together.

use super::engaged::the_formats;
use super::engagements::{self, OfFormat};
use super::words::capital;
use super::writer::Writer;
use super::{cooccurrence, formats};
use std::collections::BTreeSet;
use throughline_core::synthesis::Differed;

pub(crate) fn write(writer: &Writer) -> Differed {
    Differed {
        lead: lead(writer),
        format: formats::chart(writer),
        cooccurrence: cooccurrence::chart(writer),
    }
}

/// Who was at which format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attendance {
    /// Fewer than two formats had anybody.
    OneFormat,
    /// No organisation came to two formats.
    Apart,
    /// Some came to several, but not all.
    Overlapping,
    /// The same came to each.
    Same,
}

/// Formats with organisations in scope, in order of appearance.
pub(crate) fn attended(writer: &Writer) -> Vec<OfFormat> {
    engagements::by_format(writer.review)
        .into_iter()
        .filter(|f| !writer.analysis.scope().of_format(f.format).is_empty())
        .collect()
}

pub(crate) fn attendance(writer: &Writer, formats: &[OfFormat]) -> Attendance {
    let sets: Vec<BTreeSet<u32>> = formats
        .iter()
        .map(|f| {
            writer
                .analysis
                .scope()
                .of_format(f.format)
                .iter()
                .copied()
                .collect()
        })
        .collect();
    let all: BTreeSet<u32> = sets.iter().flatten().copied().collect();
    let each: usize = sets.iter().map(BTreeSet::len).sum();
    if sets.len() < 2 {
        Attendance::OneFormat
    } else if each == all.len() {
        Attendance::Apart
    } else if sets.iter().all(|set| *set == all) {
        Attendance::Same
    } else {
        Attendance::Overlapping
    }
}

/// `The workshop and the 1:1 meetings had different agencies, so a difference between them may be
/// one of agencies and not of format.`
pub(crate) fn caution(writer: &Writer) -> Option<String> {
    let formats = attended(writer);
    let attendance = attendance(writer, &formats);
    let who = &writer.noun().many;
    let names = if formats.len() <= 3 {
        the_formats(&formats.iter().collect::<Vec<_>>())
    } else {
        "the formats".into()
    };
    let had = match attendance {
        Attendance::OneFormat => return None,
        Attendance::Apart => format!("had different {who}"),
        Attendance::Overlapping => format!("did not all have the same {who}"),
        Attendance::Same => {
            return Some(format!(
                "{} had the same {who}. A difference between them may be one of time or of what \
                 was asked, and not of format.",
                capital(&names)
            ));
        }
    };
    Some(format!(
        "{} {had}, so a difference between them may be one of {who} and not of format.",
        capital(&names)
    ))
}

fn lead(writer: &Writer) -> String {
    match caution(writer) {
        Some(caution) => {
            format!("{caution} Differences between small groups are shown and not tested.")
        }
        None => "This page shows where formats of engagement can be compared, and which themes \
                 were raised together in one note."
            .into(),
    }
}
