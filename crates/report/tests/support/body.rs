//! Pages of text: parts, findings, method, codebook, evidence.

use super::Sample;
use throughline_core::findings::Unit;
use throughline_core::synthesis::{
    Band, ClaimBlock, CodebookEntry, EvidenceGroup, EvidenceRow, FindingBlock, Measure, Method,
    PartPage, PointBlock, QuoteBlock, ScaleRow, ScaleTable, Shown, StatementBlock,
};

const LABELS: [&str; 8] = [
    "Value",
    "Process",
    "Resourcing",
    "Open government beyond the plan",
    "Cycles out of step with policy, budget and elections",
    "Potential for collaboration and early testing of ideas",
    "Fiscal constraint and shifting priorities",
    "Engagement",
];

impl Sample {
    pub fn measure(&self, count: u32) -> Measure {
        let count = count.min(self.organisations);
        let percent = (self.organisations >= 20).then(|| count * 100 / self.organisations);
        Measure {
            shown: Shown::Exact { count },
            base: self.organisations,
            words: format!("{count} of {}", self.organisations),
            percent,
        }
    }

    /// A count that varies with a seed, from 1 to all.
    pub fn count(&self, seed: u32) -> u32 {
        (seed * 7 + 3) % self.organisations.max(1) + 1
    }

    /// Code, label and depth of every theme in the order of the codebook.
    pub fn themes(&self) -> Vec<(String, String, u32)> {
        let mut all = Vec::new();
        for g in 0..self.groups {
            let label = LABELS[g as usize % 8];
            all.push((format!("t{g:02}"), format!("{label}{}", self.odd), 0));
            for c in 0..self.children {
                let child = LABELS[(g + 3 * c + 4) as usize % 8];
                all.push((
                    format!("t{g:02}-{c:02}"),
                    format!("{child} {c}{}", self.odd),
                    1,
                ));
            }
        }
        all
    }

    pub fn bands(&self) -> Vec<Band> {
        (0..self.groups.min(6))
            .map(|g| Band {
                theme: format!("t{g:02}").parse().unwrap(),
                label: format!("{}{}", LABELS[g as usize % 8], self.odd),
                headline: format!(
                    "The process bends far enough, if commitments fit work already under way{}",
                    self.odd
                ),
                raised: "Theme raised by 9 of 9 agencies, in 31 notes.".into(),
                finding: (self.parts > 0).then(|| {
                    format!("f{}", g % (self.parts * self.findings_per_part))
                        .parse()
                        .unwrap()
                }),
                measure: self.measure(self.count(g)),
                says: "thought the work would happen anyway, perhaps at another time".into(),
            })
            .collect()
    }

    pub fn statement(&self, text: &str, seed: u32, quote: bool) -> StatementBlock {
        let text = format!("{text}{}", self.odd);
        StatementBlock {
            claims: vec![ClaimBlock {
                phrase: "Most agencies".into(),
                offset: 0,
                unit: Unit::Organisations,
                measure: self.measure(self.count(seed)),
                support: None,
                says: None,
            }],
            text,
            measure: (seed % 7 != 6).then(|| self.measure(self.count(seed))),
            support: None,
            evidence_words: (self.audience == throughline_core::review::Audience::Internal)
                .then(|| format!("{} of 14 notes:", seed % 4 + 1)),
            evidence: match self.audience {
                throughline_core::review::Audience::Internal => (0..=seed % 4)
                    .map(|n| format!("W-{n:03}").parse().unwrap())
                    .collect(),
                throughline_core::review::Audience::Public => Vec::new(),
            },
            quote: quote.then(|| QuoteBlock {
                text: format!(
                    "seeing the wider context of work rather than projects in isolation{}",
                    self.odd
                ),
                attribution: Some(
                    "What the network gives. Words quoted in the published key themes.".into(),
                ),
                language: seed.is_multiple_of(2).then(|| "mi".into()),
                note: None,
            }),
            audit: Vec::new(),
        }
    }

    pub fn part_pages(&self) -> Vec<PartPage> {
        (0..self.parts)
            .map(|p| PartPage {
                id: Some(format!("part-{p}").parse().unwrap()),
                heading: format!("Part {}: The process, and what it asks{}", p + 1, self.odd),
                intro: Some("Awareness and support within agencies, what it meant for their work programmes, and how far senior leaders knew of it and backed it.".into()),
                questions_title: "What agencies were asked".into(),
                questions: (0..3).map(|q| format!("How has it changed your work programme, {q}?{}", self.odd)).collect(),
                findings: (0..self.findings_per_part).map(|f| self.finding(p * self.findings_per_part + f)).collect(),
            })
            .collect()
    }

    fn finding(&self, index: u32) -> FindingBlock {
        FindingBlock {
            id: format!("f{index}").parse().unwrap(),
            number: index + 1,
            title: format!("The process bends far enough, if commitments fit work {index}{}", self.odd),
            statement: self.statement(
                "As it runs now, it is seen to add little. Most agencies thought their commitments would go ahead without it, perhaps at another time.",
                index,
                false,
            ),
            points: (0..self.points)
                .map(|p| PointBlock {
                    id: format!("p{p}").parse().unwrap(),
                    number: format!("{}.{}", index + 1, p + 1),
                    statement: self.statement(
                        "Most agencies said it has “negligible value” for their work programme: the main open government work was going ahead with or without it.",
                        index + p + 1,
                        p == 1,
                    ),
                    points: (0..p % 3)
                        .map(|s| PointBlock {
                            id: format!("s{s}").parse().unwrap(),
                            number: format!("{}.{}{}", index + 1, p + 1, if s == 0 { 'a' } else { 'b' }),
                            statement: self.statement(
                                "For a small number it made the difference: as priorities moved, the work would have been dropped had it not also been a commitment.",
                                index + p + s + 2,
                                false,
                            ),
                            points: Vec::new(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    pub fn method(&self) -> Method {
        let n = self.organisations;
        let row = |word: &str, share: &str, least: u32, most: u32| ScaleRow {
            word: word.into(),
            share: share.into(),
            counts: if least == most {
                least.to_string()
            } else {
                format!("{least} to {most}")
            },
            least,
            most,
        };
        Method {
            lead: "Every number here comes from notes that an analyst read and tagged. This page says how they were counted, what the words for amounts mean, and what the counts cannot tell.".into(),
            counted: [
                "The unit is the agency, not the mention. An agency raises a theme when at least one of its notes carries it.",
                "A heading counts agencies that raised any theme under it, once each.",
                "A note with no agency counts as a note only: 3 of the 72 notes have none.",
                "A note of several agencies counts for each.",
                "“n of N” always stands beside a share. Percentages are given only where N is 20 or more.",
                "An exact duplicate counts once.",
                "An agency both positive and negative on a theme is mixed.",
                "Two themes occur together when one note carries both.",
            ].map(|s| format!("{s}{}", self.odd)).to_vec(),
            limits: [
                "They describe the nine agencies that took part and no wider group.",
                "They are minimums: a point made but not written down is not counted.",
                "A large count does not make a point right, nor a small one unimportant.",
            ].map(String::from).to_vec(),
            disclosure_title: "What is shown".into(),
            disclosure: vec!["Counts are exact, because the notes are illustrative.".into()],
            scale: ScaleTable {
                name: "plain".into(),
                source: "made for small groups".into(),
                words: if n == 0 { Vec::new() } else { vec![
                    row("all", "every one", n, n),
                    row("most", "three quarters and over, not all", n * 3 / 4, n - 1),
                    row("many, more than half", "over half, not all", n / 2 + 1, n - 1),
                    row("some, several", "from a quarter to half", n / 4, n / 2),
                    row("a few, a small number", "up to a quarter, at least one", 1, n / 4),
                ] },
                unfit: (n == 9).then(|| "Nine is too few for “hardly any”.".into()),
                note: "Filled: at least this many. Pale: up to this many. This is the scale named “plain”. Every claim in this report was checked against it before printing.".into(),
            },
        }
    }

    pub fn codebook(&self) -> Vec<CodebookEntry> {
        let all = self.themes();
        all.iter()
            .map(|(code, label, depth)| CodebookEntry {
                theme: code.parse().unwrap(),
                label: label.clone(),
                parent: (*depth > 0).then(|| code[..3].parse().unwrap()),
                depth: *depth,
                definition: if self.parts == 0 {
                    String::new()
                } else {
                    format!("What an agency says of {}.", label.to_lowercase())
                },
                include: if self.parts == 0 {
                    String::new()
                } else {
                    "The agency names the thing, or gives an example that it took part in.".into()
                },
                exclude: String::new(),
            })
            .collect()
    }

    pub fn evidence(&self) -> Vec<EvidenceGroup> {
        let findings = self.parts * self.findings_per_part;
        (0..findings)
            .flat_map(|f| (0..self.points).map(move |p| (f, p)))
            .map(|(f, p)| EvidenceGroup {
                number: format!("{}.{}", f + 1, p + 1),
                title: format!("{}{}", LABELS[(f + p) as usize % 8], self.odd),
                measure: self.measure(self.count(f + p)),
                beside: (p == 1).then(|| "with the notes of its points".to_owned()),
                rows: (0..4 + p)
                    .map(|r| EvidenceRow {
                        note: format!("W-{:03}", f * 20 + p * 4 + r).parse().unwrap(),
                        organisations: if r == 3 { "–".into() } else { "A, D".into() },
                        engagement: if r % 2 == 0 { "Workshop".into() } else { "1:1 meeting".into() },
                        text: (r != 2).then(|| format!("The programme was set before the plan came along and would look the same without it.{}", self.odd)),
                        see: (r == 2).then(|| "1.1".into()),
                        language: None,
                    })
                    .collect(),
                left_out: (p == 2).then(|| "2 notes that may not be quoted are counted and not printed.".into()),
            })
            .collect()
    }
}
