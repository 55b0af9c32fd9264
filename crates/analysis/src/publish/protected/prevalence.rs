//! Organisations by theme, in the order of the codebook.

use super::super::alt::Alt;
use super::super::prevalence::{Group, data};
use super::super::words::{self, Paragraph, capital, list};
use super::page::Page;
use throughline_core::codebook::ThemeCode;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{Chart, Drawn, PrevalenceBar, PrevalenceChart, Shown};

/// Rows in all, headings included; above, each heading has its first themes.
const ROWS: usize = 44;
/// Headings at most.
const GROUPS: usize = 12;

pub(crate) fn chart(page: &Page) -> Chart<PrevalenceChart> {
    if let Some(sentence) = page.too_few() {
        return Chart::Absent { sentence };
    }
    let groups = groups(page);
    let bar = |&theme: &ThemeCode| PrevalenceBar {
        theme: page.theme(theme).id.clone(),
        label: page.theme(theme).label.clone(),
        measure: page.raised_measure(theme),
        notes: Shown::NotShown,
        notes_words: String::new(),
    };
    Chart::Drawn(Drawn {
        number: 0,
        title: title(page),
        note: note(page, &groups),
        alt: alt(page, &groups),
        data: data(page.base, &groups, bar),
    })
}

fn groups(page: &Page) -> Vec<Group> {
    if page.flat() {
        let mut rows = page.book.roots().to_vec();
        rows.truncate(ROWS);
        return vec![(None, rows)];
    }
    let all = page.book.len() <= ROWS;
    let heads = page.book.roots();
    let heads = if all { heads } else { first(heads, GROUPS) };
    let under = (ROWS.saturating_sub(heads.len()) / heads.len().max(1)).max(2);
    heads
        .iter()
        .map(|&head| {
            let rows = page.under(page.book.children(head));
            let rows = if all { &rows } else { first(&rows, under) };
            (Some(head), rows.to_vec())
        })
        .collect()
}

fn first<T>(list: &[T], most: usize) -> &[T] {
    list.get(..most).unwrap_or(list)
}

/// `Seven or more of nine agencies raised value, process and resourcing`: the headings of the
/// highest count that is shown, where all of them are shown and it is half or more.
fn title(page: &Page) -> String {
    let fixed = format!("how many {} raised each theme", page.noun().many);
    let roots = page.book.roots();
    let shown: Vec<Shown> = roots.iter().map(|&root| page.raised(root)).collect();
    let highest = shown.iter().filter_map(|&s| least(s)).max();
    let known = shown.iter().all(|&s| s != Shown::NotShown);
    let Some(highest) = highest.filter(|&n| known && n * 2 >= page.base && n > 0) else {
        return words::title([], &fixed);
    };
    let top: Vec<(ThemeCode, Shown)> = roots
        .iter()
        .copied()
        .zip(shown)
        .filter(|(_, s)| least(*s) == Some(highest))
        .collect();
    let one_count = top.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let phrases: Vec<&str> = top.iter().map(|(theme, _)| page.phrase(*theme)).collect();
    let Some((_, shown)) = top.first().filter(|_| one_count) else {
        return words::title([], &fixed);
    };
    let all = in_words(roots.len() as u64);
    let counted = if top.len() == roots.len() {
        format!("all {all}")
    } else {
        format!("{} of the {all}", in_words(top.len() as u64))
    };
    let kind = if page.flat() {
        "themes"
    } else {
        "top-level themes"
    };
    let who = who(page, *shown);
    let candidates = [
        format!("{who} raised {}", list(&phrases)),
        format!("{who} raised {counted} {kind}"),
    ];
    let candidates = candidates.into_iter().take(roots.len().min(2));
    words::title(candidates, &fixed)
}

/// The least that a count may be.
pub(crate) fn least(shown: Shown) -> Option<u32> {
    match shown {
        Shown::Exact { count } => Some(count),
        Shown::Band { low, .. } => Some(low),
        Shown::NotShown => None,
    }
}

/// `seven or more of nine agencies`, `31 of 40 agencies`.
pub(crate) fn who(page: &Page, shown: Shown) -> String {
    let many = &page.noun().many;
    let word = |n: u32| in_words(n.into());
    let count = match shown {
        Shown::Exact { count } => word(count),
        Shown::Band { low: 0, high } => format!("fewer than {}", word(high + 1)),
        Shown::Band { low, high } if high == page.base => format!("{} or more", word(low)),
        Shown::Band { low, high } if high == low + 1 => format!("{} or {}", word(low), word(high)),
        Shown::Band { low, high } => format!("{} to {}", word(low), word(high)),
        Shown::NotShown => return format!("some {many}"),
    };
    format!("{count} of {} {many}", word(page.base))
}

fn note(page: &Page, groups: &[Group]) -> String {
    let noun = page.noun();
    let mut note = Paragraph::of(format!(
        "{} that raised each theme, of the {} that took part.",
        page.agencies(),
        grouped(page.base.into())
    ));
    if page.marks() {
        note.say(format!(
            "Each place in a strip is one {}. The count lies somewhere in the places that are \
             crossed.",
            noun.one
        ));
    } else {
        note.say("Where a count is given in words, it lies somewhere in the part that is crossed.");
    }
    if !page.flat() {
        note.say(format!(
            "A heading counts {} once, however many of its themes it raised.",
            page.an_agency()
        ));
        if groups.iter().any(|(head, rows)| {
            head.iter()
                .chain(rows)
                .any(|&t| page.raised(t) == Shown::NotShown && !page.book.children(t).is_empty())
        }) {
            note.say(
                "“See its parts”: the count of a heading could give away one of the counts under \
                 it, so it is not shown.",
            );
        }
    }
    let shown: usize = groups
        .iter()
        .map(|(head, rows)| head.iter().len() + rows.len())
        .sum();
    note.say(match page.book.len().saturating_sub(shown) {
        0 => "Themes stand in the order of the codebook, not of their counts.".to_owned(),
        left => format!(
            "Shown: the first {} of {} themes, in the order of the codebook and not of their \
             counts. The other {} {} in Table B1.",
            grouped(shown as u64),
            grouped(page.book.len() as u64),
            in_words(left as u64),
            if left == 1 { "is" } else { "are" }
        ),
    });
    note.text()
}

fn alt(page: &Page, groups: &[Group]) -> String {
    let figure = |&theme: &ThemeCode| {
        capital(&format!(
            "{}, {}.",
            page.theme(theme).label,
            page.raised_measure(theme).words
        ))
    };
    let heads = groups.iter().filter_map(|(head, _)| head.as_ref());
    let rows = groups.iter().flat_map(|(_, rows)| rows);
    Alt {
        head: format!(
            "{}: how many {}, of {}, raised each theme, as {}.",
            if page.marks() {
                "Chart of strips"
            } else {
                "Bar chart"
            },
            page.noun().many,
            grouped(page.base.into()),
            if page.plan.words_only {
                "a range"
            } else {
                "a number or a range"
            }
        ),
        figures: heads.chain(rows).map(figure).collect(),
        tail: "All themes are in Table B1.".into(),
        more: vec!["Themes stand in the order of the codebook.".into()],
    }
    .text()
}
