//! Made-up syntheses for the tests of this crate: their figures fit together only roughly, because
//! a renderer never adds.

#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "small made-up numbers"
)]

mod body;
mod figures;
pub mod reader;

use throughline_core::review::{Audience, Level, Notice, Noun};
use throughline_core::synthesis::{
    Document, Engaged, Evidence, Glance, LedgerTotal, LedgerTotals, MatrixPage, SCHEMA, Stat,
    Synthesis, Tables,
};

/// What a made-up synthesis is like.
#[derive(Clone)]
pub struct Sample {
    pub title: String,
    pub organisations: u32,
    pub groups: u32,
    /// Themes under each top-level theme.
    pub children: u32,
    pub parts: u32,
    pub findings_per_part: u32,
    pub points: u32,
    pub engagements: u32,
    pub notes: u32,
    /// Stands in every kind of text.
    pub odd: String,
    pub audience: Audience,
}

impl Sample {
    /// About as large as the first review.
    pub fn review() -> Self {
        Self {
            title: "Open Government Partnership: key themes from agencies".into(),
            organisations: 9,
            groups: 4,
            children: 7,
            parts: 3,
            findings_per_part: 2,
            points: 5,
            engagements: 6,
            notes: 72,
            odd: String::new(),
            audience: Audience::Public,
        }
    }

    /// One file of notes: no parts, no findings, one engagement.
    pub fn single_file() -> Self {
        Self {
            title: "notes".into(),
            organisations: 4,
            groups: 6,
            children: 0,
            parts: 0,
            findings_per_part: 0,
            points: 0,
            engagements: 1,
            notes: 12,
            odd: String::new(),
            audience: Audience::Internal,
        }
    }

    /// A file with a header and no notes.
    pub fn no_notes() -> Self {
        Self {
            organisations: 0,
            groups: 0,
            engagements: 0,
            notes: 0,
            ..Self::single_file()
        }
    }

    /// Many organisations and themes.
    pub fn large() -> Self {
        Self {
            title:
                "A consultation on how public services talk with the people whom they serve, in \
                    towns and in the country, and what they could do better in the next three years"
                    .into(),
            organisations: 400,
            groups: 8,
            children: 5,
            parts: 2,
            findings_per_part: 4,
            points: 3,
            engagements: 60,
            notes: 6000,
            odd: String::new(),
            audience: Audience::Internal,
        }
    }

    pub fn synthesis(&self) -> Synthesis {
        let empty = self.notes == 0;
        Synthesis {
            agreement: None,
            schema: SCHEMA.into(),
            audience: self.audience,
            level: (self.audience == Audience::Public).then_some(Level::Open),
            document: Document {
                title: self.title.clone(),
                subtitle: (self.parts > 0).then(|| {
                    "What nine agencies told the review, in a workshop and in 1:1 meetings".into()
                }),
                publisher: (self.parts > 0)
                    .then(|| format!("Te Kawa Mataaho Public Service Commission{}", self.odd)),
                purpose: (self.parts > 0).then(|| "To learn what works.".into()),
                date: "2023-10-31".into(),
                date_printed: self.parts > 0,
                period: (!empty).then(|| "26 September to 13 October 2023".into()),
                language: "en-NZ".into(),
                noun: Noun {
                    one: "agency".into(),
                    many: "agencies".into(),
                },
                foot: if self.audience == Audience::Internal {
                    "Internal: not for publication".into()
                } else {
                    "Illustrative notes: not a record of what any agency said".into()
                },
                imprint: format!(
                    "Prepared from the notes in data/ogp-2023 as read on 31 October 2023. Every count and every word for an amount was checked against the notes before printing.{}",
                    self.odd
                ),
                how_to_read: "Each dot is one agency. “7 of 9” means that the notes of seven of the nine agencies carry the point. Counts describe those who took part and no wider group.".into(),
            },
            disclosure: None,
            first_look: None,
            notice: (self.parts > 0).then(|| Notice {
                title: "Illustrative data".into(),
                text: format!("The findings restate a published set of key themes. The notes behind the counts were written for this example and belong to coded agencies, A to I. They do not record what any agency said.{}", self.odd),
                foot: None,
            }),
            stats: [("9", "agencies"), ("1", "workshop"), ("5", "1:1 meetings"), ("72", "notes"), ("6", "findings")]
                .into_iter()
                .take(if empty { 1 } else { 5 })
                .map(|(number, label)| Stat { number: number.into(), label: label.into() })
                .collect(),
            base: self.organisations,
            notes: self.notes,
            glance: Glance {
                lead: "Nine agencies took part. Each dot is one agency: filled where its notes carry the point beside it.".into(),
                bands: self.bands(),
                more: (self.groups > 6).then(|| "and 2 more themes".into()),
                key_filled: "raised the point".into(),
                key_empty: "not in its notes".into(),
                key_note: "A note-taker may leave a point out, so each count is a minimum.".into(),
                absent: empty.then(|| "No note carries a theme.".into()),
            },
            engaged: Engaged {
                lead: "Agencies that contribute, or have contributed, to National Action Plans were engaged in two ways: a workshop at the Commission on 26 September 2023, and 1:1 meetings in the first half of October with agencies that did not attend it.".into(),
                contributors_title: "Agencies that took part".into(),
                contributors: self.contributors(),
                contributors_note: (self.parts > 0).then(|| "Agencies are named as contributors only. Notes belong to coded agencies, and no key is published.".into()),
                timeline: self.timeline(),
                saturation: self.saturation(),
            },
            parts: self.part_pages(),
            raised: self.raised(),
            matrix: MatrixPage { matrix: self.matrix() },
            differed: self.differed(),
            method: self.method(),
            codebook: self.codebook(),
            tables: if empty { Tables::default() } else { self.tables() },
            evidence: Evidence {
                lead: "A note stands under every point that it supports. Notes marked as not quotable are counted but not printed.".into(),
                title: "Notes behind each point".into(),
                organisation_head: "Agency".into(),
                groups: self.evidence(),
                absent: (self.parts == 0).then(|| "The review has no findings, so there is no evidence to list.".into()),
            },
            ledger: LedgerTotals {
                rows: u64::from(self.notes) + 2,
                totals: vec![
                    LedgerTotal { outcome: throughline_core::ledger::Outcome::Counted, reason: String::new(), rows: u64::from(self.notes) },
                    LedgerTotal { outcome: throughline_core::ledger::Outcome::Merged, reason: "the same note as an earlier row".into(), rows: 2 },
                ],
                sentence: format!("{} rows were read: {} counted, 2 merged.", self.notes + 2, self.notes),
            },
        }
    }

    fn contributors(&self) -> Vec<String> {
        const NAMES: [&str; 9] = [
            "Public Service Commission",
            "Ministry of Business, Innovation and Employment",
            "Ministry of Justice",
            "Department of Prime Minister and Cabinet",
            "The Treasury",
            "Serious Fraud Office",
            "Department of Internal Affairs",
            "Parliamentary Counsel Office",
            "Statistics New Zealand",
        ];
        if self.organisations > 9 {
            (1..=self.organisations)
                .map(|n| format!("Organisation number {n}{}", self.odd))
                .collect()
        } else {
            NAMES
                .iter()
                .take(self.organisations as usize)
                .map(|name| format!("{name}{}", self.odd))
                .collect()
        }
    }
}
