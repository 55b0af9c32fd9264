//! How far the coders agree, theme by theme: internal reports only.

use super::alt::Alt;
use super::words::{self, Paragraph, capital, list, number_of};
use super::writer::Writer;
use crate::agreement::words::two_places;
use crate::agreement::{Options, agreement};
use throughline_core::agreement::review::{
    CUT_OFFS, Figure, How, ReviewAgreement, SetRow, Statistics, ThemeAgreement,
};
use throughline_core::codebook::ThemeCode;
use throughline_core::ids::ThemeId;
use throughline_core::numbers::{grouped, in_words};
use throughline_core::synthesis::{
    AgreementChart, AgreementChartRow, AgreementLine, AgreementPage, Chart, Drawn,
};

/// More themes than this are not drawn: those with the lowest alpha are.
const MOST: usize = 60;
/// Pairs of themes that are named as taken for each other.
const CONFUSED: usize = 3;
/// Labels that a sentence lists.
const LISTED: usize = 5;

/// The agreement of a review's coders; `None` where there are not two, or the report is not for
/// those who made it.
pub(crate) fn found(writer: &Writer) -> Option<ReviewAgreement> {
    if !writer.internal() {
        return None;
    }
    agreement(writer.review, &Options::default()).ok()
}

pub(crate) fn write(writer: &Writer, found: &ReviewAgreement) -> AgreementPage {
    let mut lead = Paragraph::of(format!("{}.", capital(&readers(found))));
    lead.say(match found.read_by_two {
        0 => "No note was read by two of them, so how far they agree cannot be said.".to_owned(),
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
        said: said(writer, found),
    }
}

/// `ana read 40 notes, ben 38 and final 40`.
fn readers(found: &ReviewAgreement) -> String {
    let read: Vec<String> = found
        .coders
        .iter()
        .enumerate()
        .map(|(at, coder)| match at {
            0 => format!("“{}” read {}", coder.coder, words::notes(coder.read)),
            _ => format!("“{}” {}", coder.coder, grouped(coder.read.into())),
        })
        .collect();
    list(&read)
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
    let note = note(found, rows.len(), all);
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

/// Rows that have an alpha, and of these the ones at the lower cut-off or above.
fn judged(rows: &[AgreementChartRow]) -> (usize, usize) {
    let least = ten_thousandths(CUT_OFFS[0]);
    let all: Vec<i32> = rows.iter().filter_map(|row| row.alpha).collect();
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

fn note(found: &ReviewAgreement, shown: usize, all: usize) -> String {
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
    note.say("Bold: with the themes under it.");
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
        grouped((rows.len() - all) as u64)
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

/// What else there is to say, in order of weight.
fn said(writer: &Writer, found: &ReviewAgreement) -> Vec<String> {
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
    let never = labels(&|of| of.percent.value.is_none()).len() as u64;
    if never > 0 && found.read_by_two > 0 {
        said.push(format!(
            "{} {} never given to these notes by a tag of its own: undefined.",
            capital(&number_of(never, "theme", "themes")),
            if never == 1 { "was" } else { "were" }
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
            "Against the tags of {name}, which count: {}.",
            each.join("; ")
        )
    })
}
