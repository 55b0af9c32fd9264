//! The framework matrix: notes by theme and organisation.

use super::alt::Alt;
use super::attribution::ShownAs;
use super::words::{self, capital, every, list};
use super::writer::Writer;
use std::collections::HashMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{Chart, Drawn, MatrixChart, MatrixGroup, MatrixRow, Shown};

/// Over this many organisations there is no matrix.
const COLUMNS: u32 = 12;

pub(crate) fn chart(writer: &Writer) -> Chart<MatrixChart> {
    if let Some(sentence) = writer.nothing().or_else(|| absent(writer)) {
        return Chart::Absent { sentence };
    }
    let noun = writer.noun();
    let groups = groups(writer);
    let shown = &writer.organisations;
    let coded = if shown.shown_as == ShownAs::Coded {
        " (coded)"
    } else {
        ""
    };
    Chart::Drawn(Drawn {
        number: 0,
        title: title(writer),
        note: note(writer, &groups),
        alt: alt(writer),
        data: MatrixChart {
            base: writer.base,
            columns_title: format!("{}{coded}, number of notes", capital(&noun.one)),
            columns: shown.list.iter().map(|o| o.short.clone()).collect(),
            key: key(writer),
            count_head: writer.agencies(),
            groups: rows(writer, &groups),
        },
    })
}

fn absent(writer: &Writer) -> Option<String> {
    let noun = writer.noun();
    let who = &noun.many;
    let themes = in_words(writer.book().len() as u64);
    match writer.base {
        0 => Some(format!(
            "The notes name no {}, so there is no matrix.",
            noun.one
        )),
        _ if !writer.attributes() => Some(format!(
            "Notes are not attributed to {who} in this report, so there is no matrix of themes \
             by {}.",
            noun.one
        )),
        1 => Some(format!(
            "One {} took part, so there is no matrix to compare.",
            noun.one
        )),
        base if base > COLUMNS => Some(format!(
            "The matrix of {themes} themes by {} {who} is in matrix.csv.",
            grouped(base.into())
        )),
        _ => None,
    }
}

/// `A Ministry of Justice`, where a head is not the end of a name that says the same.
fn key(writer: &Writer) -> Vec<String> {
    let shown = &writer.organisations;
    let says_so = shown
        .list
        .iter()
        .all(|o| o.name == o.short || o.name.rsplit(' ').next() == Some(o.short.as_str()));
    if shown.shown_as == ShownAs::Coded || says_so {
        return Vec::new();
    }
    shown
        .list
        .iter()
        .map(|o| format!("{} {}", o.short, o.name))
        .collect()
}

/// Headings by rank, and under each every theme that was raised, those of one parent by rank. A
/// flat codebook is one group.
fn groups(writer: &Writer) -> Vec<Vec<ThemeCode>> {
    let raised = |theme: &ThemeCode| writer.analysis.prevalence().of(*theme).rolled.notes > 0;
    let roots: Vec<ThemeCode> = writer
        .ranked(writer.book().roots())
        .into_iter()
        .filter(raised)
        .collect();
    if writer.flat() {
        return vec![roots];
    }
    roots
        .into_iter()
        .map(|root| {
            let mut group = Vec::new();
            let mut open = vec![root];
            while let Some(theme) = open.pop() {
                group.push(theme);
                let under = writer.ranked(writer.book().children(theme));
                open.extend(under.into_iter().filter(raised).rev());
            }
            group
        })
        .collect()
}

fn rows(writer: &Writer, groups: &[Vec<ThemeCode>]) -> Vec<MatrixGroup> {
    let notes: HashMap<(ThemeCode, u32), u32> = writer
        .analysis
        .matrix()
        .rows()
        .iter()
        .map(|row| ((row.theme, row.organisation), row.notes_rolled))
        .collect();
    let row = |&theme: &ThemeCode| MatrixRow {
        theme: writer.theme(theme).id.clone(),
        label: writer.theme(theme).label.clone(),
        roll_up: !writer.flat() && writer.theme(theme).parent.is_none(),
        cells: writer
            .organisations
            .list
            .iter()
            .map(|o| Shown::from(notes.get(&(theme, o.code)).copied().unwrap_or(0)))
            .collect(),
        measure: writer.raised(theme),
    };
    groups
        .iter()
        .map(|group| MatrixGroup {
            rows: group.iter().map(row).collect(),
        })
        .collect()
}

/// The top-level themes that all raised.
fn raised_by_all(writer: &Writer) -> Vec<ThemeCode> {
    let all = |theme: &ThemeCode| {
        writer.analysis.prevalence().of(*theme).rolled.organisations == writer.base
    };
    writer
        .ranked(writer.book().roots())
        .into_iter()
        .filter(all)
        .collect()
}

/// `Every agency raised value, process and resourcing`.
fn title(writer: &Writer) -> String {
    let who = every(writer.base, writer.noun());
    let themes = raised_by_all(writer);
    if themes.is_empty() {
        let by = if writer.base == 2 {
            who
        } else {
            format!("every {}", writer.noun().one)
        };
        return words::title(
            [format!("no theme was raised by {by}")],
            "themes by who raised them",
        );
    }
    let phrases: Vec<&str> = themes.iter().map(|&t| writer.phrase(t)).collect();
    let kind = if writer.flat() {
        "themes"
    } else {
        "top-level themes"
    };
    let all = writer.book().roots().len();
    let counted = if themes.len() == all {
        format!("{who} raised all {} {kind}", in_words(all as u64))
    } else {
        format!(
            "{who} raised {} of the {} {kind}",
            in_words(themes.len() as u64),
            in_words(all as u64)
        )
    };
    words::title(
        [format!("{who} raised {}", list(&phrases)), counted],
        "themes by who raised them",
    )
}

fn note(writer: &Writer, groups: &[Vec<ThemeCode>]) -> String {
    let noun = writer.noun();
    let mut sentences = vec![
        "Number of notes in each cell; a dash means none. Darker: one, two, three or more notes."
            .to_owned(),
        format!("A note of several {} counts for each.", noun.many),
    ];
    if !writer.flat() {
        sentences.push(
            "A heading counts a note once, however many of its themes it carries.".to_owned(),
        );
    }
    sentences.push(format!(
        "The right column is the number of {}, of the {} that took part.",
        noun.many,
        grouped(writer.base.into())
    ));
    let left_out = writer.book().len() - groups.iter().map(Vec::len).sum::<usize>();
    match left_out {
        0 => {}
        1 => sentences.push("One theme that no note carries is left out.".into()),
        n => sentences.push(format!(
            "{} themes that no note carries are left out.",
            capital(&in_words(n as u64))
        )),
    }
    if writer.organisations.shown_as == ShownAs::Coded {
        sentences.push(format!(
            "{} are coded and no key is published.",
            writer.agencies()
        ));
    }
    sentences.push("The notes of each theme by itself are in Table B2.".into());
    sentences.join(" ")
}

fn alt(writer: &Writer) -> String {
    let counts = |theme: ThemeCode| {
        let raised = writer.analysis.prevalence().of(theme).rolled;
        format!(
            "{}, raised by {} in {}.",
            writer.theme(theme).label,
            grouped(raised.organisations.into()),
            words::notes(raised.notes)
        )
    };
    Alt {
        head: format!(
            "Table of themes by {}: the number of notes of each of {} {} on each theme.",
            writer.noun().one,
            grouped(writer.base.into()),
            writer.noun().many
        ),
        figures: writer
            .ranked(writer.book().roots())
            .into_iter()
            .map(counts)
            .collect(),
        tail: "All figures are in Table B2.".into(),
        more: vec!["A dash stands where there is no note.".into()],
    }
    .text()
}
