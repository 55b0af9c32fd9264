//! How far the coders agree, theme by theme: internal reports only.

mod said;

use super::alt::Alt;
use super::words::{self, Paragraph, capital, list, number_of};
use super::writer::Writer;
use crate::agreement::words::two_places;
use crate::agreement::{Options, agreement};
use throughline_core::agreement::review::{
    CUT_OFFS, Figure, Reader, ReviewAgreement, SetRow, Statistics, ThemeAgreement,
};
use throughline_core::codebook::ThemeCode;
use throughline_core::coders::NOTES_CODER_NAME;
use throughline_core::ids::ThemeId;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{
    AgreementChart, AgreementChartRow, AgreementLine, AgreementPage, Chart, Drawn,
};

/// More themes than this are not drawn: those with the lowest alpha are.
const MOST: usize = 60;

/// The agreement of a review's coders; `None` where there are not two, or the report is not for
/// those who made it.
pub(crate) fn found(writer: &Writer) -> Option<ReviewAgreement> {
    if !writer.internal() {
        return None;
    }
    agreement(writer.review, &Options::default()).ok()
}

pub(crate) fn write(writer: &Writer, found: &ReviewAgreement) -> AgreementPage {
    let mut lead = Paragraph::of(format!("{}.", capital(&readers(writer, found))));
    lead.say(match found.read_by_two {
        0 => "No note was read by two of them, so how far they agree cannot be said.".to_owned(),
        n if n == found.notes => {
            format!("How far they agree rests on all {}.", words::notes(n))
        }
        n => format!(
            "{} of the {} notes {} read by two or more, and how far they agree rests on these.",
            capital(&in_words(n.into())),
            grouped(found.notes.into()),
            if n == 1 { "was" } else { "were" }
        ),
    });
    lead.say(&found.sample);
    AgreementPage {
        lead: lead.text(),
        chart: chart(writer, found),
        said: said::said(writer, found),
    }
}

/// `“ana” read 40 notes and “ben” (a model, run blind) 38. What “final” settled is not compared with
/// them`: those compared, with what review.toml says they are.
fn readers(writer: &Writer, found: &ReviewAgreement) -> String {
    let about = &writer.review.about.coders;
    let named = |reader: &Reader| match about.get(&reader.coder) {
        Some(what) => format!("“{}” ({what})", reader.coder),
        None => format!("“{}”", reader.coder),
    };
    let compared: Vec<&Reader> = found.coders.iter().filter(|c| c.compared).collect();
    let read: Vec<String> = compared
        .iter()
        .enumerate()
        .map(|(at, reader)| match at {
            0 => format!("{} read {}", named(reader), words::notes(reader.read)),
            _ => format!("{} {}", named(reader), grouped(reader.read.into())),
        })
        .collect();
    let settled: Vec<String> = found
        .coders
        .iter()
        .filter(|reader| !reader.compared)
        .map(|reader| match reader.coder.as_str() {
            NOTES_CODER_NAME => "the themes that stand beside the notes".to_owned(),
            _ => format!("the tags of {}", named(reader)),
        })
        .collect();
    if settled.is_empty() {
        list(&read)
    } else {
        format!(
            "{}. {} settle where these differ, and are not compared with them",
            list(&read),
            capital(&list(&settled))
        )
    }
}

/// The row of all coders, or that of the one pair.
fn last(theme: &ThemeAgreement) -> Option<(&Statistics, &Statistics)> {
    theme.rows.last().map(|row| (&row.own, &row.rolled))
}

fn chart(writer: &Writer, found: &ReviewAgreement) -> Chart<AgreementChart> {
    let absent = |sentence: &str| Chart::Absent {
        sentence: sentence.into(),
    };
    if found.read_by_two == 0 {
        return absent("There is no chart of agreement: no note was read by two coders.");
    }
    let mut rows = rows(writer, found);
    if rows.is_empty() {
        return absent("The codebook has no theme, so there is no chart of agreement.");
    }
    let all = rows.len();
    let (title, alt) = (title(&rows), alt(&rows, found));
    if all > MOST {
        let mut order: Vec<i32> = rows.iter().filter_map(|row| row.alpha).collect();
        order.sort_unstable();
        let highest = order.get(MOST - 1).or(order.last()).copied();
        rows.retain(|row| row.alpha.is_some() && row.alpha <= highest);
        rows.truncate(MOST);
    }
    let note = note(found, &rows, all);
    if let Some(row) = found.overall.rows.last() {
        rows.splice(0..0, together(writer, row));
    }
    let lowest = rows.iter().filter_map(|row| row.low.or(row.alpha)).min();
    let (from, from_words) = match lowest.unwrap_or(0) {
        0.. => (0, "0"),
        -5_000..0 => (-5_000, "−0.5"),
        _ => (-10_000, "−1"),
    };
    let zero = (from < 0).then(|| AgreementLine {
        at: 0,
        label: "0".into(),
    });
    let cut_offs = CUT_OFFS.map(|at| AgreementLine {
        at: ten_thousandths(at),
        label: format!("{at:.3}").trim_start_matches('0').into(),
    });
    Chart::Drawn(Drawn {
        number: 0,
        title,
        note,
        alt,
        data: AgreementChart {
            from,
            from_words: from_words.into(),
            lines: zero.into_iter().chain(cut_offs).collect(),
            rows,
        },
    })
}

/// All themes of a note together, as given and rolled up.
fn together(writer: &Writer, row: &SetRow) -> Vec<AgreementChartRow> {
    let mut rows = vec![drawn(None, "All themes together", false, &row.own)];
    if !writer.flat() {
        let label = "All together, with the themes above";
        rows.push(drawn(None, label, true, &row.rolled));
    }
    rows
}

/// In the order of the codebook, each theme followed by those under it; a theme with others under
/// it is rolled up.
fn rows(writer: &Writer, found: &ReviewAgreement) -> Vec<AgreementChartRow> {
    let book = writer.book();
    let mut open: Vec<ThemeCode> = book.roots().iter().rev().copied().collect();
    let mut rows = Vec::new();
    while let Some(code) = open.pop() {
        open.extend(book.children(code).iter().rev());
        let theme = writer.theme(code);
        let rolled = !book.children(code).is_empty();
        let of = found.themes.iter().find(|t| t.theme == theme.id);
        if let Some((own, with)) = of.and_then(last) {
            let figure = if rolled { with } else { own };
            let figure = &figure.krippendorff_alpha;
            rows.push(drawn(Some(theme.id.clone()), &theme.label, rolled, figure));
        }
    }
    rows
}

fn drawn(theme: Option<ThemeId>, label: &str, rolled: bool, figure: &Figure) -> AgreementChartRow {
    let between = figure.interval;
    AgreementChartRow {
        theme,
        label: label.into(),
        rolled,
        alpha: figure.value.map(ten_thousandths),
        low: between.map(|i| ten_thousandths(i.low)),
        high: between.map(|i| ten_thousandths(i.high)),
        words: match (figure.value, &figure.undefined) {
            (Some(value), _) => two_places(value),
            (None, Some(reason)) => format!("undefined: {reason}"),
            (None, None) => String::new(),
        },
        interval_words: between.map_or_else(String::new, |i| {
            format!("{} to {}", two_places(i.low), two_places(i.high))
        }),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "alpha lies between −1 and 1, or near; a cast saturates"
)]
fn ten_thousandths(number: f64) -> i32 {
    (number * 10_000.0).round() as i32
}

/// Themes, headings not among them, that have an alpha, and of these the ones at the lower cut-off
/// or above.
fn judged(rows: &[AgreementChartRow]) -> (usize, usize) {
    let least = ten_thousandths(CUT_OFFS[0]);
    let themes = rows.iter().filter(|row| !row.rolled);
    let all: Vec<i32> = themes.filter_map(|row| row.alpha).collect();
    let enough = all.iter().filter(|alpha| **alpha >= least).count();
    (all.len(), enough)
}

fn title(rows: &[AgreementChartRow]) -> String {
    let (all, enough) = judged(rows);
    let count = |n: usize| in_words(n as u64);
    let themes = match (all, enough) {
        (0, _) => "no theme was given so that agreement on it can be judged".to_owned(),
        (1, 0) => "the one theme that can be judged stays below an alpha of .667".to_owned(),
        (1, _) => "the one theme that can be judged reaches an alpha of .667".to_owned(),
        (all, 0) => format!("none of {} themes reaches an alpha of .667", count(all)),
        (all, enough) if all == enough => {
            format!(
                "all {} themes that can be judged reach an alpha of .667",
                count(all)
            )
        }
        (all, enough) => format!(
            "{} of {} themes that can be judged {} an alpha of .667",
            count(enough),
            count(all),
            if enough == 1 { "reaches" } else { "reach" }
        ),
    };
    words::title([themes], "how far coders agree on each theme")
}

fn note(found: &ReviewAgreement, rows: &[AgreementChartRow], all: usize) -> String {
    let shown = rows.len();
    let mut note = Paragraph::of(format!(
        "Dot: Krippendorff’s alpha over the {} read by two coders or more; 1 is full agreement, 0 \
         that of chance. Line: its 95% interval, drawn over {}.",
        words::notes(found.read_by_two),
        number_of(found.resampling.groups.into(), "engagement", "engagements"),
    ));
    note.say(
        "Upright lines: Krippendorff’s cut-offs, .667 for tentative conclusions and .800 for firm \
         ones.",
    );
    if rows.iter().any(|row| row.rolled) {
        note.say("Bold: a heading, with the themes under it; the title counts themes alone.");
    }
    if rows
        .iter()
        .any(|row| row.alpha.is_some() && row.low.is_none())
    {
        note.say(
            "“None” in place of an interval: no disagreement was seen, or draws did not differ, so \
             none can be drawn.",
        );
    }
    if shown < all {
        note.say(format!(
            "Shown: the {} themes with the lowest alpha, of {}.",
            grouped(shown as u64),
            grouped(all as u64)
        ));
    }
    note.say("All figures are in agreement.csv.");
    note.text()
}

fn alt(rows: &[AgreementChartRow], found: &ReviewAgreement) -> String {
    let (all, enough) = judged(rows);
    let mut order: Vec<&AgreementChartRow> = rows.iter().filter(|r| r.alpha.is_some()).collect();
    order.sort_by_key(|row| row.alpha);
    let named = |row: &AgreementChartRow| {
        let interval = match row.interval_words.as_str() {
            "" => String::new(),
            words => format!(" ({words})"),
        };
        format!("{}, {}{interval}.", row.label, row.words)
    };
    let mut figures = vec![format!(
        "{} of {} themes at .667 or above, {} undefined.",
        grouped(enough as u64),
        grouped(all as u64),
        grouped((rows.iter().filter(|row| !row.rolled).count() - all) as u64)
    )];
    if let [low, between @ .., high] = order.as_slice() {
        figures.push(format!("Lowest: {}", named(low)));
        figures.push(format!("Highest: {}", named(high)));
        figures.extend(between.iter().map(|row| named(row)));
    } else {
        figures.extend(order.iter().map(|row| named(row)));
    }
    Alt {
        head: format!(
            "Forest plot: Krippendorff’s alpha of each theme with its 95% interval, over {} read by \
             two coders or more.",
            words::notes(found.read_by_two)
        ),
        figures,
        tail: "All figures are in agreement.csv.".into(),
        more: vec!["Lines mark Krippendorff’s cut-offs, .667 and .800.".into()],
    }
    .text()
}
