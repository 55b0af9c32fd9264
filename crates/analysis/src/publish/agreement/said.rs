//! What is said of agreement below its chart.

use super::super::words::{self, capital, list, number_of};
use super::super::writer::Writer;
use super::last;
use crate::agreement::words::two_places;
use throughline_core::agreement::review::{How, ReviewAgreement, Statistics};
use throughline_core::coders::NOTES_CODER_NAME;
use throughline_core::ids::ThemeId;
use throughline_core::numbers::in_words;

/// Pairs of themes that are named as taken for each other.
const CONFUSED: usize = 3;
/// Labels that a sentence lists.
const LISTED: usize = 5;

/// What else there is to say, in order of weight.
pub(super) fn said(writer: &Writer, found: &ReviewAgreement) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(row) = found.overall.rows.last() {
        let own = match row.own.value {
            Some(alpha) => format!("alpha is {}", two_places(alpha)),
            None => "alpha is undefined".into(),
        };
        let rolled = match (writer.flat(), row.rolled.value) {
            (false, Some(alpha)) => format!(", {} with the themes above each", two_places(alpha)),
            _ => String::new(),
        };
        said.push(format!(
            "All themes of a note judged together (as sets, by MASI distance), {own}{rolled}. {}",
            row.own.says
        ));
    }
    let labels = |with: &dyn Fn(&Statistics) -> bool| -> Vec<&str> {
        let themes = found.themes.iter();
        let of = themes.filter(|t| last(t).is_some_and(|(own, _)| with(own)));
        of.map(|t| t.label.as_str()).collect()
    };
    let paradox = labels(&|of| of.paradox);
    if !paradox.is_empty() {
        said.push(format!(
            "High agreement with a low kappa or alpha, the paradox of rare themes: {}. Chance alone \
             would agree about as often; the standard error of kappa is falsely narrow there, and \
             AC1 and positive agreement say more.",
            some(&paradox)
        ));
    }
    // Of what the chart draws: a heading with the themes under it.
    let never = found
        .themes
        .iter()
        .filter(|theme| {
            let code = writer.book().code(theme.theme.as_str());
            let heading = code.is_some_and(|code| !writer.book().children(code).is_empty());
            let figures = last(theme).map(|(own, rolled)| if heading { rolled } else { own });
            figures.is_some_and(|of| of.percent.value.is_none())
        })
        .count() as u64;
    if never > 0 && found.read_by_two > 0 {
        said.push(format!(
            "{} {} never given to these notes, so that agreement on {} is undefined.",
            capital(&number_of(never, "theme", "themes")),
            if never == 1 { "was" } else { "were" },
            if never == 1 { "it" } else { "them" }
        ));
    }
    said.extend(confused(writer, found));
    said.extend(overruled(found));
    said.push(found.resampling.says.clone());
    said
}

fn some(labels: &[&str]) -> String {
    let shown: Vec<&str> = labels.iter().take(LISTED).copied().collect();
    match labels.len() - shown.len() {
        0 => list(&shown),
        more => format!("{} and {} more", shown.join(", "), in_words(more as u64)),
    }
}

/// Themes that were most often taken for each other.
fn confused(writer: &Writer, found: &ReviewAgreement) -> Option<String> {
    let label = |id: &ThemeId| match writer.book().code(id.as_str()) {
        Some(code) => writer.theme(code).label.clone(),
        None => id.to_string(),
    };
    let pairs: Vec<String> = found
        .confusions
        .iter()
        .filter_map(|c| {
            let (a, b) = (c.theme_a.as_ref()?, c.theme_b.as_ref()?);
            let (a, b, notes) = (label(a), label(b), words::notes(c.notes));
            Some(format!(
                "“{a}” by {} was “{b}” by {} ({notes})",
                c.coder_a, c.coder_b
            ))
        })
        .take(CONFUSED)
        .collect();
    (!pairs.is_empty()).then(|| format!("Most often taken for each other: {}.", pairs.join("; ")))
}

/// How each coder fared against the one whose tags count.
fn overruled(found: &ReviewAgreement) -> Option<String> {
    let against = found.against.as_ref()?;
    let each: Vec<String> = against
        .coders
        .iter()
        .filter(|one| one.both > 0)
        .map(|one| {
            let count = |how: How| one.overruled.iter().filter(|o| o.how == how).count() as u64;
            let f1 = one.all.f1.value.map_or("undefined".into(), two_places);
            format!(
                "{}, F1 {f1}, {} not kept and {} added",
                one.coder,
                number_of(count(How::GivenNotKept), "tag", "tags"),
                in_words(count(How::KeptNotGiven))
            )
        })
        .collect();
    (!each.is_empty()).then(|| {
        let name = &against.coder;
        format!(
            "Against {}, which count: {}.",
            match name.as_str() {
                NOTES_CODER_NAME => "the themes that stand beside the notes".to_owned(),
                name => format!("the tags of {name}"),
            },
            each.join("; ")
        )
    })
}
