//! A protected report: written from a plan of what may be shown, and from nothing else that rests
//! on who said what.

mod balance;
mod engaged;
mod findings;
mod formats;
mod glance;
mod ledger;
mod method;
mod page;
mod prevalence;
mod scale;
mod settled;
mod stances;
mod tables;
mod unchecked;

pub(crate) use prevalence::least;
pub(crate) use settled::Settled;

use super::writer::Writer;
use super::{document, numbering, tables as codebook};
use crate::disclosure::claims;
use jiff::civil::Date;
use page::Page;
use throughline_core::review::{Audience, Level};
use throughline_core::synthesis::{
    Chart, Differed, Evidence, MatrixPage, Raised, SCHEMA, Shown, Synthesis,
};

pub(crate) fn write(writer: &Writer, settled: &Settled, fallback_date: Option<Date>) -> Synthesis {
    let held = super::engagements::by_format(writer.review);
    let page = Page::new(writer.review, &settled.facts, &settled.plan, &held);
    let mut parts = findings::write(
        &page,
        writer.review,
        &|statement, claim| claims::published(writer.analysis, page.plan, statement, claim),
        &|finding, quote| settled.quoted(writer, finding, quote),
    );
    let quoted = findings::Quoted::of(&mut parts);
    let days = engaged::days(&page, &writer.review.engagements);
    let nothing = writer.nothing();
    let totals = method::totals(&page);
    let balance = balance::write(&page);
    let mut synthesis = Synthesis {
        schema: SCHEMA.into(),
        audience: Audience::Public,
        level: Some(Level::Protected),
        document: document::write(writer, how_to_read(&page), days, fallback_date),
        notice: writer.review.about.notice.clone(),
        stats: document::stats(writer),
        base: page.base,
        notes: writer.note_count(),
        glance: glance::write(&page, writer, &parts, nothing.clone()),
        engaged: engaged::write(&page, writer, days),
        raised: Raised {
            heading: format!("What {} raised", page.noun().many),
            prevalence: or_nothing(nothing.as_ref(), || prevalence::chart(&page)),
            stance: or_nothing(nothing.as_ref(), || stances::chart(&page)),
            balance: balance.filter(|_| nothing.is_none()),
        },
        matrix: MatrixPage {
            matrix: Chart::Absent {
                sentence: no_matrix(&page),
            },
        },
        differed: Differed {
            lead: differed(&page),
            format: or_nothing(nothing.as_ref(), || formats::chart(&page)),
            cooccurrence: Chart::Absent {
                sentence: no_pairs(&page),
            },
        },
        agreement: None,
        method: method::write(
            &page,
            writer,
            &totals,
            &parts,
            quoted,
            scale::write(&page, &writer.review.scale),
        ),
        codebook: codebook::codebook(writer),
        tables: tables::write(&page, &writer.review.parts),
        evidence: evidence(&page),
        ledger: ledger::write(writer),
        disclosure: Some(totals),
        first_look: None,
        parts,
    };
    numbering::number(&mut synthesis);
    synthesis
}

fn or_nothing<T>(nothing: Option<&String>, chart: impl FnOnce() -> Chart<T>) -> Chart<T> {
    match nothing {
        Some(sentence) => Chart::Absent {
            sentence: sentence.clone(),
        },
        None => chart(),
    }
}

fn how_to_read(page: &Page) -> String {
    let noun = page.noun();
    let end = "Counts describe those who took part and no wider group.";
    if page.base == 0 {
        return format!(
            "The notes name no {}, so only notes are counted. {end}",
            noun.one
        );
    }
    if let Some(sentence) = page.too_few() {
        return format!("{sentence} {end}");
    }
    let example = page
        .plan
        .bands
        .last()
        .map(|&(low, high)| page.measure(Shown::Band { low, high }, page.base).words)
        .unwrap_or_default();
    let ranges = if page.plan.words_only {
        "Counts are given as ranges, so that nobody can tell who said what."
    } else {
        "Counts that could tell who said what are given as ranges."
    };
    format!(
        "{ranges} “{example}” means that the notes of at least so many {} carry the point. {end}",
        noun.many
    )
}

fn no_matrix(page: &Page) -> String {
    let noun = page.noun();
    format!(
        "A matrix of themes by {} would show what each {} raised, so there is none in this report.",
        noun.one, noun.one
    )
}

fn no_pairs(page: &Page) -> String {
    format!(
        "Which themes came up together is not shown: a pair that one or two {} raised would give \
         them away.",
        page.noun().many
    )
}

fn differed(page: &Page) -> String {
    if page.plan.words_only || !page.plan.counts {
        return "So few took part that a comparison of formats, or of themes raised together, \
                would tell who said what."
            .into();
    }
    let who = &page.noun().many;
    let had = if page.formats_apart {
        format!("had different {who}")
    } else {
        format!("did not all have the same {who}")
    };
    format!(
        "The formats {had}, so a difference between them may be one of {who} and not of format. \
         Differences are shown and not tested."
    )
}

fn evidence(page: &Page) -> Evidence {
    let noun = page.noun();
    Evidence {
        lead: format!(
            "The notes behind each point are not listed: what they say, and how many they are, \
             could tell which {} they came from.",
            noun.one
        ),
        title: "Notes behind each point".into(),
        organisation_head: super::words::capital(&noun.one),
        groups: Vec::new(),
        absent: Some(
            "Those who made this report hold the notes and can trace every count to them.".into(),
        ),
    }
}
