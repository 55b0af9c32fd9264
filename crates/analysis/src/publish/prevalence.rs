//! Organisations by theme: the themes most raised under each heading.

use super::alt::Alt;
use super::words::{self, Paragraph, capital, list, notes};
use super::writer::{MARKS, Writer};
use std::collections::BTreeMap;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{
    Chart, Drawn, PrevalenceBar, PrevalenceChart, PrevalenceGroup, Shown,
};

/// Rows in all, headings included.
const ROWS: usize = 24;
/// Headings at most.
const GROUPS: usize = 8;

pub(crate) fn chart(writer: &Writer) -> Chart<PrevalenceChart> {
    if let Some(sentence) = writer.nothing() {
        return Chart::Absent { sentence };
    }
    if writer.base == 0 {
        return Chart::Absent {
            sentence: format!(
                "The notes name no {}, so none can be counted by theme. Notes by theme are in \
                 Table B1.",
                writer.noun().one
            ),
        };
    }
    let groups = if writer.flat() {
        let mut rows = writer.ranked(writer.book().roots());
        rows.truncate(ROWS);
        vec![(None, rows)]
    } else {
        grouped_rows(writer)
    };
    let bar = |&theme: &ThemeCode| bar(writer, theme);
    Chart::Drawn(Drawn {
        number: 0,
        title: title(writer),
        note: note(writer, &groups),
        alt: alt(writer, &groups),
        data: data(writer.base, &groups, bar),
    })
}

/// The bars of each group.
pub(super) fn data(
    base: u32,
    groups: &[Group],
    bar: impl Fn(&ThemeCode) -> PrevalenceBar,
) -> PrevalenceChart {
    let group = |(head, rows): &Group| PrevalenceGroup {
        head: head.as_ref().map(&bar),
        rows: rows.iter().map(&bar).collect(),
    };
    PrevalenceChart {
        base,
        groups: groups.iter().map(group).collect(),
    }
}

/// A heading and the themes shown under it.
pub(super) type Group = (Option<ThemeCode>, Vec<ThemeCode>);

fn grouped_rows(writer: &Writer) -> Vec<Group> {
    let mut heads = writer.ranked(writer.book().roots());
    heads.truncate(GROUPS);
    let under = under_each(heads.len());
    heads
        .into_iter()
        .map(|head| {
            let mut rows = writer.ranked(writer.book().children(head));
            rows.truncate(under);
            (Some(head), rows)
        })
        .collect()
}

/// Themes under each heading: as many as keep to the rows in all, two at least.
fn under_each(groups: usize) -> usize {
    (ROWS.saturating_sub(groups) / groups.max(1)).max(2)
}

fn bar(writer: &Writer, theme: ThemeCode) -> PrevalenceBar {
    let counts = writer.analysis.prevalence().of(theme).rolled;
    PrevalenceBar {
        theme: writer.theme(theme).id.clone(),
        label: writer.theme(theme).label.clone(),
        measure: writer.raised(theme),
        notes: Shown::from(counts.notes),
        notes_words: notes(counts.notes),
    }
}

fn organisations(writer: &Writer, theme: ThemeCode) -> u32 {
    writer.analysis.prevalence().of(theme).rolled.organisations
}

/// `All nine agencies raised value, process and resourcing; eight raised open government`. Of a
/// flat codebook: `Seven of nine agencies raised value, more than any other theme`.
fn title(writer: &Writer) -> String {
    let fixed = format!("how many {} raised each theme", writer.noun().many);
    let ranked = writer.ranked(writer.book().roots());
    let mut by_count: BTreeMap<std::cmp::Reverse<u32>, Vec<&str>> = BTreeMap::new();
    for &theme in &ranked {
        let count = organisations(writer, theme);
        by_count
            .entry(std::cmp::Reverse(count))
            .or_default()
            .push(writer.phrase(theme));
    }
    if writer.flat() {
        by_count = by_count.into_iter().take(1).collect();
    }
    if by_count
        .keys()
        .any(|n| n.0 == 0 && writer.flat() || writer.singles_out(n.0))
    {
        return words::title([], &fixed);
    }
    let mut clauses = Vec::new();
    for (n, (count, phrases)) in by_count.iter().enumerate() {
        let who = match (n, count.0) {
            (0, count) => writer.some(count),
            (_, 0) => "none".into(),
            (_, count) => in_words(count.into()),
        };
        clauses.push(format!("{who} raised {}", list(phrases)));
    }
    let title = clauses.join("; ");
    let alone =
        !writer.flat() || ranked.len() < 2 || by_count.values().all(|p| p.len() == ranked.len());
    words::title(
        [if alone {
            title
        } else {
            format!("{title}, more than any other theme")
        }],
        &fixed,
    )
}

fn note(writer: &Writer, groups: &[Group]) -> String {
    let noun = writer.noun();
    let mut note = Paragraph::of(format!(
        "{} that raised each theme, of the {} that took part.",
        writer.agencies(),
        grouped(writer.base.into())
    ));
    if writer.base <= MARKS {
        note.say(format!("Each cell is one {}.", noun.one));
    }
    let shown: usize = groups.iter().map(|(_, rows)| rows.len()).sum();
    let level = |(head, rows): &Group| -> usize {
        let Some(&last) = rows.last() else {
            return 0;
        };
        let all = match head {
            Some(head) => writer.book().children(*head),
            None => writer.book().roots(),
        };
        let least = organisations(writer, last);
        let as_many = |theme: &&ThemeCode| organisations(writer, **theme) == least;
        let left_out = all.iter().filter(|theme| !rows.contains(theme));
        if least == 0 {
            0
        } else {
            left_out.filter(as_many).count()
        }
    };
    let tied: usize = groups.iter().map(level).sum();
    if writer.flat() {
        let all = writer.book().len();
        let which = format!(
            "the {} most raised of {}",
            in_words(shown as u64),
            grouped(all as u64)
        );
        note.say(left_out(shown, all, &which));
        note.extend(words::tied(tied, "the last one shown"));
        return note.text();
    }
    note.say(format!(
        "A heading counts {} once, however many of its themes it raised.",
        writer.an_agency()
    ));
    let roots = writer.book().roots().len();
    if groups.len() < roots {
        note.say(format!(
            "Shown: the {} headings most raised, of {}.",
            in_words(groups.len() as u64),
            grouped(roots as u64)
        ));
    }
    let all = writer.book().len() - roots;
    let under = under_each(groups.len());
    note.say(left_out(
        shown,
        all,
        &format!(
            "the {} most raised under each heading, {} of {}",
            in_words(under as u64),
            grouped(shown as u64),
            grouped(all as u64)
        ),
    ));
    note.extend(words::tied(tied, "the last one under its heading"));
    note.text()
}

/// `Shown: the five most raised under each heading, 20 of 33 themes. The other 13 are in Table B1.`
fn left_out(shown: usize, all: usize, which: &str) -> String {
    let others = match all.saturating_sub(shown) {
        0 => return "More of each theme is in Table B1.".into(),
        1 => "The other one is".to_owned(),
        others => format!("The other {} are", in_words(others as u64)),
    };
    format!("Shown: {which} themes. {others} in Table B1.")
}

fn alt(writer: &Writer, groups: &[Group]) -> String {
    let label = |theme: ThemeCode| writer.theme(theme).label.as_str();
    let count = |theme: ThemeCode| grouped(organisations(writer, theme).into());
    let mut figures = Vec::new();
    for (head, rows) in groups {
        match (head, rows.first()) {
            (Some(head), Some(&first)) => figures.push(format!(
                "{}, {}; most often {}, {}.",
                label(*head),
                count(*head),
                label(first),
                count(first)
            )),
            (Some(head), None) => figures.push(format!("{}, {}.", label(*head), count(*head))),
            (None, _) => figures.extend(
                rows.iter()
                    .map(|&theme| capital(&format!("{}, {}.", label(theme), count(theme)))),
            ),
        }
    }
    Alt {
        head: format!(
            "Bar chart: number of {}, of {}, that raised each theme.",
            writer.noun().many,
            grouped(writer.base.into())
        ),
        figures,
        tail: "All figures are in Table B1.".into(),
        more: vec!["The number of notes stands beside each.".into()],
    }
    .text()
}

#[cfg(test)]
mod tests {
    use super::under_each;

    #[test]
    fn rows_keep_to_the_page() {
        for (groups, under) in [(1, 23), (2, 11), (3, 7), (4, 5), (6, 3), (8, 2)] {
            assert_eq!(under_each(groups), under, "{groups} headings");
        }
    }
}
