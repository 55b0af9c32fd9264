//! Agreement as a page to read, at most 100 columns wide.

use crate::audited::lines;
use std::io::{self, Write};
use throughline::model::agreement::review::{
    Against, Confusion, Figure, Overruled, ReviewAgreement, Statistics, ThemeRow,
};
use throughline::model::ids::{CoderId, ThemeId};
use throughline::model::numbers::{counted, grouped};

/// Pairs of themes that are listed as taken for each other.
const CONFUSED: usize = 10;
/// Overruled decisions that are listed for each coder.
const OVERRULED: usize = 20;
/// The column of themes.
const THEME: usize = 32;

/// Writes the page: who read what, all themes together, theme by theme, then the rest.
pub fn write(out: &mut impl Write, found: &ReviewAgreement, rolled: bool) -> io::Result<()> {
    readers(out, found)?;
    together(out, found)?;
    let rows = found.themes.first().map_or(0, |theme| theme.rows.len());
    for at in (0..rows).rev() {
        themes(out, found, at, rolled)?;
    }
    confused(out, &found.confusions)?;
    excerpts(out, found)?;
    if let Some(against) = &found.against {
        overruled(out, against)?;
    }
    lines(out, &found.resampling.says, 0, 0)
}

fn readers(out: &mut impl Write, found: &ReviewAgreement) -> io::Result<()> {
    for coder in &found.coders {
        let aside = if coder.compared {
            ""
        } else {
            "; settles what the others differ on, and is not compared with them"
        };
        writeln!(
            out,
            "{} read {}{aside}",
            coder.coder,
            counted(coder.read, "note")
        )?;
    }
    for pair in &found.pairs {
        let (a, b) = (&pair.coder_a, &pair.coder_b);
        writeln!(out, "{a} and {b} both read {}", counted(pair.both, "note"))?;
    }
    lines(
        out,
        &format!(
            "{} of {} read by two or more. {}",
            grouped(found.read_by_two.into()),
            counted(found.notes, "note"),
            found.sample
        ),
        0,
        0,
    )?;
    writeln!(out)
}

fn who(a: Option<&CoderId>, b: Option<&CoderId>) -> String {
    match (a, b) {
        (Some(a), Some(b)) => format!("{a} and {b}"),
        _ => "all coders".into(),
    }
}

/// Alpha with its interval, `undefined: reason` where it is.
fn figure(figure: &Figure) -> String {
    match (figure.value, figure.interval, &figure.undefined) {
        (Some(value), Some(i), _) => format!(
            "{} ({} to {})",
            number(value),
            number(i.low),
            number(i.high)
        ),
        (Some(value), None, _) => {
            let why = figure.no_interval.as_deref();
            format!(
                "{} (no interval: {})",
                number(value),
                why.unwrap_or_default()
            )
        }
        (None, _, reason) => format!("undefined: {}", reason.as_deref().unwrap_or_default()),
    }
}

/// Two decimals, and never a zero with a sign.
fn number(number: f64) -> String {
    let text = format!("{number:.2}");
    if text == "-0.00" { "0.00".into() } else { text }
}

fn together(out: &mut impl Write, found: &ReviewAgreement) -> io::Result<()> {
    let distance = &found.overall.distance;
    writeln!(
        out,
        "All themes of a note together: Krippendorff's alpha, distance {distance}"
    )?;
    for row in &found.overall.rows {
        let who = who(row.coder_a.as_ref(), row.coder_b.as_ref());
        let units = counted(row.units, "note");
        lines(out, &format!("{who}, {units}: {}", figure(&row.own)), 2, 4)?;
        lines(out, &row.own.says, 4, 4)?;
        lines(
            out,
            &format!("with the themes above each: {}", figure(&row.rolled)),
            4,
            6,
        )?;
    }
    writeln!(out)
}

/// The themes of one pair, or of all coders.
fn themes(
    out: &mut impl Write,
    found: &ReviewAgreement,
    at: usize,
    rolled: bool,
) -> io::Result<()> {
    let rows: Vec<(&ThemeId, &ThemeRow)> = found
        .themes
        .iter()
        .filter_map(|theme| Some((&theme.theme, theme.rows.get(at)?)))
        .collect();
    let Some((_, first)) = rows.first() else {
        return Ok(());
    };
    let scope = if rolled {
        ", with the themes under each"
    } else {
        ""
    };
    let units = counted(first.units, "note");
    let who = who(first.coder_a.as_ref(), first.coder_b.as_ref());
    writeln!(out, "{who}, {units}{scope}")?;
    writeln!(
        out,
        "  {:<THEME$} {:>5} {:>6} {:>6} {:>6}  {:<14} {:>6}",
        "theme", "given", "alike", "kappa", "alpha", "95% interval", "AC1"
    )?;
    let mut undefined: Vec<(&str, Vec<&str>)> = Vec::new();
    for (theme, row) in rows {
        let of = if rolled { &row.rolled } else { &row.own };
        match of.percent.undefined.as_deref() {
            None => statistics(out, theme, of)?,
            Some(reason) => match undefined.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, themes)) => themes.push(theme.as_str()),
                None => undefined.push((reason, vec![theme.as_str()])),
            },
        }
    }
    for (reason, themes) in undefined {
        lines(
            out,
            &format!("undefined: {reason}: {}", themes.join(", ")),
            2,
            4,
        )?;
    }
    writeln!(out)
}

fn statistics(out: &mut impl Write, theme: &ThemeId, of: &Statistics) -> io::Result<()> {
    let cell = |figure: &Figure| figure.value.map_or("–".into(), number);
    let alpha = &of.krippendorff_alpha;
    let interval = alpha.interval.map_or("none".into(), |i| {
        format!("{} to {}", number(i.low), number(i.high))
    });
    let name = theme.as_str();
    if name.chars().count() > THEME {
        writeln!(out, "  {name}")?;
    }
    let name = if name.chars().count() > THEME {
        ""
    } else {
        name
    };
    writeln!(
        out,
        "  {name:<THEME$} {:>5} {:>6} {:>6} {:>6}  {interval:<14} {:>6}",
        grouped(of.given.into()),
        cell(&of.percent),
        cell(&of.cohen_kappa),
        cell(alpha),
        cell(&of.gwet_ac1),
    )?;
    lines(out, &of.says, 4, 4)
}

fn confused(out: &mut impl Write, confusions: &[Confusion]) -> io::Result<()> {
    if confusions.is_empty() {
        return Ok(());
    }
    writeln!(out, "Themes that one gave where the other gave another")?;
    for c in confusions.iter().take(CONFUSED) {
        let name = |theme: &Option<ThemeId>| match theme {
            Some(theme) => theme.to_string(),
            None => "nothing".into(),
        };
        let kin = if c.kin {
            " (one is above the other)"
        } else {
            ""
        };
        let said = format!(
            "{} gave {}, {} {}: {}{kin}",
            c.coder_a,
            name(&c.theme_a),
            c.coder_b,
            name(&c.theme_b),
            counted(c.notes, "note")
        );
        lines(out, &said, 2, 4)?;
    }
    let more = confusions.len().saturating_sub(CONFUSED);
    if more > 0 {
        writeln!(
            out,
            "  and {} more; --format json lists all",
            grouped(more as u64)
        )?;
    }
    writeln!(out)
}

fn excerpts(out: &mut impl Write, found: &ReviewAgreement) -> io::Result<()> {
    let all: Vec<_> = found
        .excerpts
        .iter()
        .filter(|e| e.theme.is_none())
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "Excerpts of one theme in one note: characters in both over those in either"
    )?;
    for e in all {
        let said = format!(
            "{} and {}: {} over {}; {} the same, {} with nothing in common",
            e.coder_a,
            e.coder_b,
            e.overlap.value.map_or("–".into(), number),
            counted(e.notes, "note"),
            grouped(e.same.into()),
            grouped(e.apart.into())
        );
        lines(out, &said, 2, 4)?;
    }
    writeln!(out)
}

fn overruled(out: &mut impl Write, against: &Against) -> io::Result<()> {
    writeln!(out, "Against {}, whose tags count", against.coder)?;
    for one in &against.coders {
        let value = |figure: &Figure| figure.value.map_or("undefined".into(), number);
        let said = format!(
            "{}, {}: F1 {}, precision {}, recall {}; {} kept, {} not kept, {} added",
            one.coder,
            counted(one.both, "note"),
            value(&one.all.f1),
            value(&one.all.precision),
            value(&one.all.recall),
            grouped(one.all.kept.into()),
            grouped(one.all.not_kept.into()),
            grouped(one.all.missed.into())
        );
        lines(out, &said, 2, 4)?;
        for Overruled { note, theme, how } in one.overruled.iter().take(OVERRULED) {
            writeln!(out, "    {note}  {theme}: {}", how.words())?;
        }
        let more = one.overruled.len().saturating_sub(OVERRULED);
        if more > 0 {
            writeln!(
                out,
                "    and {} more; --format json lists all",
                grouped(more as u64)
            )?;
        }
    }
    writeln!(out)
}
