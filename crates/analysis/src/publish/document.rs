//! The title page: what the report says of itself.

use super::engagements;
use super::findings::first_measure;
use super::words::{capital, plural};
use super::writer::{MARKS, Writer};
use jiff::civil::Date;
use throughline_core::dates::{DateRange, iso, printed};
use throughline_core::numbers::{grouped, in_words};
use throughline_core::review::Audience;
use throughline_core::synthesis::{Document, Measure, PartPage, Stat};

/// The foot of a report that has no notice of its own.
const FOOT: &str = "Counts describe those who took part";
/// The foot, and the label, of every internal report.
pub(crate) const INTERNAL: &str = "Internal: not for publication";

/// `days` are those of the engagements, as far as this audience may know them.
pub(crate) fn write(
    writer: &Writer,
    how_to_read: String,
    days: Option<DateRange>,
    fallback: Option<Date>,
) -> Document {
    let about = &writer.review.about;
    let known = about.date.or(days.map(DateRange::to)).or(fallback);
    Document {
        title: about.title.clone(),
        subtitle: about.subtitle.clone(),
        publisher: about.publisher.clone(),
        purpose: about.purpose.clone(),
        date: iso(known.unwrap_or(Date::constant(1970, 1, 1))),
        date_printed: known.is_some(),
        period: about.period.or(days).map(DateRange::printed),
        language: about.language.clone().unwrap_or_else(|| "en-NZ".into()),
        noun: about.noun.clone(),
        foot: foot(writer),
        imprint: imprint(writer),
        how_to_read,
    }
}

fn foot(writer: &Writer) -> String {
    let notice = writer.review.about.notice.as_ref();
    match (writer.audience, notice.and_then(|n| n.foot.clone())) {
        (Audience::Internal, _) => match &writer.review.first_look {
            None => INTERNAL.into(),
            Some(look) => format!(
                "{INTERNAL} · First look: {}, seed {}",
                look.share(),
                look.seed
            ),
        },
        (Audience::Public, Some(foot)) => foot,
        (Audience::Public, None) => FOOT.into(),
    }
}

/// What the report was made from. The day the notes were read is known only where the review
/// gives a date; that of the last engagement is another day.
fn imprint(writer: &Writer) -> String {
    let about = &writer.review.about;
    let source = match named(about.source.trim()) {
        "" => "the notes of this review".to_owned(),
        source => format!("the notes in {source}"),
    };
    let read = about
        .date
        .map_or_else(String::new, |date| format!(" as read on {}", printed(date)));
    let traced = if writer.protected() {
        "Those who hold the notes can trace every count to them."
    } else {
        "Every count is traceable to the notes."
    };
    format!("Prepared from {source}{read}. {traced}")
}

/// A folder's or a file's own name: what leads to it tells where somebody keeps their files, and is
/// another on every machine.
fn named(source: &str) -> &str {
    let mut parts = source.split(['/', '\\']);
    let own = parts.rfind(|part| !part.is_empty() && !part.chars().all(|c| c == '.'));
    own.unwrap_or_default()
}

/// The paragraph with an example, where counts are exact.
pub(crate) fn how_to_read(writer: &Writer, parts: &[PartPage]) -> String {
    let noun = writer.noun();
    let end = "Counts describe those who took part and no wider group.";
    if writer.base == 0 {
        return format!(
            "The notes name no {}, so only notes are counted. {end}",
            noun.one
        );
    }
    let mark = if writer.base <= MARKS {
        format!("Each dot is one {}.", noun.one)
    } else {
        format!("A bar is the share of the {} that took part.", noun.many)
    };
    let example = first_measure(parts)
        .filter(|m| m.base == writer.base)
        .cloned()
        .or_else(|| most_raised(writer))
        .filter(|m| m.shown.exact().is_some_and(|n| n > 0));
    match example {
        Some(Measure { shown, words, .. }) => format!(
            "{mark} “{words}” means that the notes of {} carry the point. {end}",
            counted(writer, shown.exact().unwrap_or(0)),
        ),
        None => format!("{mark} {end}"),
    }
}

fn most_raised(writer: &Writer) -> Option<Measure> {
    let first = writer.ranked(writer.book().roots()).first().copied()?;
    Some(writer.raised(first))
}

/// `seven of the nine agencies`, `all nine agencies`.
pub(crate) fn counted(writer: &Writer, count: u32) -> String {
    if count == writer.base {
        writer.some(count)
    } else {
        format!(
            "{} of the {} {}",
            in_words(count.into()),
            in_words(writer.base.into()),
            writer.noun().many
        )
    }
}

/// The figures of the title page: who took part, how, in how many notes and findings.
pub(crate) fn stats(writer: &Writer) -> Vec<Stat> {
    let stat = |n: u64, one: &str, many: &str| Stat {
        number: grouped(n),
        label: if n == 1 {
            one.to_owned()
        } else {
            many.to_owned()
        },
    };
    let noun = writer.noun();
    let mut stats = vec![stat(writer.base.into(), &noun.one, &noun.many)];
    let formats = engagements::by_format(writer.review);
    match formats.as_slice() {
        [] => {}
        [_] | [_, _] => stats.extend(
            formats
                .iter()
                .map(|f| stat(f.engagements.into(), &f.name, &plural(&f.name))),
        ),
        _ => stats.push(stat(
            writer.review.engagements.len() as u64,
            "engagement",
            "engagements",
        )),
    }
    let notes = stat(writer.note_count().into(), "note", "notes");
    stats.push(match &writer.review.first_look {
        None => notes,
        Some(look) => Stat {
            label: format!("of {} notes, drawn at random", grouped(look.of.into())),
            ..notes
        },
    });
    match writer.review.findings.len() as u64 {
        0 => {}
        n => stats.push(stat(n, "finding", "findings")),
    }
    stats
}

/// The title of the disclosure of who reads.
pub(crate) fn internal_sentence() -> String {
    format!("{}.", capital(INTERNAL))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_imprint_names_no_path() {
        for (source, name) in [
            ("data/ogp-2023", "ogp-2023"),
            ("./data/ogp-2023/", "ogp-2023"),
            ("priv/alice-confidential/x", "x"),
            ("notes.csv", "notes.csv"),
            ("/home/jo/reviews/ogp-2023", "ogp-2023"),
            ("C:\\Users\\jo\\ogp", "ogp"),
            ("../ogp-2023", "ogp-2023"),
            (".", ""),
            ("..", ""),
        ] {
            assert_eq!(super::named(source), name, "{source}");
        }
    }
}
