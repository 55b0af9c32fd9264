//! Small reviews built in memory.

use std::sync::Arc;
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::dates::DateRange;
use throughline_core::findings::{Claim, Finding, Point, Statement, TextAt};
use throughline_core::ledger::Ledger;
use throughline_core::notes::{Flags, NONE, Notes, Tag, TextPlace, TextsInMemory};
use throughline_core::review::{
    About, Attribution, Counting, Disclosure, Engagement, Level, Noun, Organisation, Review, Status,
};
use throughline_core::selection::Selection;
use throughline_core::stance::Stance;
use throughline_core::wording::Scale;

/// A review of agencies with nothing in it, public at level open.
pub(crate) fn empty(themes: &[(&str, &str)]) -> Review {
    let place = |id: &str| themes.iter().position(|(t, _)| *t == id).map(code);
    let themes = themes
        .iter()
        .map(|(id, parent)| {
            let mut theme = Theme::bare(id.parse().unwrap());
            theme.parent = place(parent);
            theme.label = format!("Theme {id}");
            theme.phrase = Some((*id).to_owned());
            theme
        })
        .collect();
    Review {
        about: About {
            title: "A small review".into(),
            noun: Noun {
                one: "agency".into(),
                many: "agencies".into(),
            },
            source: "small.csv".into(),
            ..About::default()
        },
        parts: Vec::new(),
        questions: Vec::new(),
        contributors: Vec::new(),
        organisations: Vec::new(),
        formats: Vec::new(),
        engagements: Vec::new(),
        codebook: Codebook::new(themes).unwrap(),
        notes: Notes::default(),
        first_look: None,
        coder_tags: None,
        samples: Vec::new(),
        files: vec!["notes/small.csv".into()],
        texts: Arc::new(TextsInMemory::default()),
        findings: Vec::new(),
        lock: None,
        quotes_read: Vec::new(),
        scale: Scale::plain(),
        counting: Counting::default(),
        disclosure: Disclosure {
            level: Level::Open,
            ..Disclosure::default()
        },
        ledger: Ledger::default(),
    }
}

/// Adds to a review.
pub(crate) trait Draft {
    /// An engagement of a format, from day to day (`2023-10-12/2023-10-13`), one day or none.
    fn engagement(&mut self, id: &str, format: &str, days: &str, present: &[&str]);
    /// A quotable note: engagement (or blank), organisations, `theme` or `theme+`, `theme-`,
    /// `theme~` (mixed), `theme=` (neutral), and the text.
    fn heard(&mut self, engagement: &str, organisations: &[&str], tags: &[&str], text: &str);
    /// A finding that claims "most agencies" on some themes.
    fn finding(&mut self, id: &str, rests_on: &str, claimed: &str);
    /// Codes of organisations are published.
    fn coded(&mut self);
}

fn code(place: usize) -> u32 {
    u32::try_from(place).unwrap()
}

fn organisation(review: &mut Review, name: &str) -> u32 {
    let known = review.organisations.iter().position(|o| o.name == name);
    code(known.unwrap_or_else(|| {
        review.organisations.push(Organisation {
            name: name.into(),
            letter: None,
            aliases: Vec::new(),
            status: Status::Current,
            consent: false,
            giveaways: Vec::new(),
        });
        review.organisations.len() - 1
    }))
}

impl Draft for Review {
    fn engagement(&mut self, id: &str, format: &str, days: &str, present: &[&str]) {
        let known = self.formats.iter().position(|f| f == format);
        let format = code(known.unwrap_or_else(|| {
            self.formats.push(format.into());
            self.formats.len() - 1
        }));
        let organisations = present
            .iter()
            .map(|name| organisation(self, name))
            .collect();
        let dates = match days.split_once('/') {
            Some((from, to)) => Some(DateRange::new(from.parse().unwrap(), to.parse().unwrap())),
            None if days.is_empty() => None,
            None => Some(days.parse::<jiff::civil::Date>().unwrap().into()),
        };
        self.engagements.push(Engagement {
            id: id.parse().unwrap(),
            format,
            title: None,
            dates,
            organisations,
        });
    }

    fn heard(&mut self, engagement: &str, organisations: &[&str], tags: &[&str], text: &str) {
        let of: Vec<u32> = organisations
            .iter()
            .map(|name| organisation(self, name))
            .collect();
        let mut tags: Vec<Tag> = tags
            .iter()
            .map(|tag| {
                let (id, stance) = match tag.chars().last().unwrap() {
                    '+' => (&tag[..tag.len() - 1], Stance::Positive),
                    '-' => (&tag[..tag.len() - 1], Stance::Negative),
                    '~' => (&tag[..tag.len() - 1], Stance::Mixed),
                    '=' => (&tag[..tag.len() - 1], Stance::Neutral),
                    _ => (*tag, Stance::NotStated),
                };
                Tag {
                    theme: self.codebook.code(id).unwrap(),
                    stance,
                }
            })
            .collect();
        tags.sort_by_key(|t| t.theme);
        let engagement = self
            .engagements
            .iter()
            .position(|e| e.id.as_str() == engagement);
        let row = self.notes.len();
        let notes = &mut self.notes;
        notes.ids.push(&format!("N-{:03}", row + 1));
        notes.engagement.push(engagement.map_or(NONE, code));
        notes.organisations.push(of);
        notes.part.push(NONE);
        notes.question.push(NONE);
        notes.tags.push(tags);
        notes.flags.push(Flags {
            quotable: true,
            ..Flags::default()
        });
        notes.places.push(TextPlace {
            file: 0,
            offset: row as u64,
            line: row as u64 + 2,
        });
        let places = notes.places.clone();
        let mut texts = if row == 0 {
            Vec::new()
        } else {
            self.texts.read(&places[..row]).unwrap()
        };
        texts.push(text.to_owned());
        self.texts = Arc::new(TextsInMemory(texts));
    }

    fn finding(&mut self, id: &str, rests_on: &str, claimed: &str) {
        let code = |id: &str| self.codebook.code(id).unwrap();
        let claim = Claim {
            phrase: "Most agencies".into(),
            offset: 0,
            selection: Selection::theme(code(claimed)),
            ..Claim::default()
        };
        let finding = Finding {
            id: id.parse().unwrap(),
            part: None,
            title: format!("Title of {id}"),
            title_at: TextAt::default(),
            statement: Statement {
                text: format!("Most agencies raised {claimed}."),
                themes: vec![code(rests_on)],
                claims: vec![claim],
                ..Statement::default()
            },
            points: vec![Point {
                id: "point".parse().unwrap(),
                statement: Statement {
                    text: format!("It is {claimed}."),
                    themes: vec![code(claimed)],
                    ..Statement::default()
                },
                points: Vec::new(),
            }],
        };
        self.findings.push(finding);
    }

    fn coded(&mut self) {
        self.disclosure.attribution = Attribution::Coded;
        self.disclosure.coded_published = true;
    }
}

/// Four agencies, two formats, two headings: one raised by all, one by three of four; one note
/// without an agency.
pub(crate) fn four() -> Review {
    let mut review = empty(&[
        ("value", ""),
        ("network", "value"),
        ("cost", "value"),
        ("process", ""),
        ("timing", "process"),
    ]);
    review.engagement("w", "workshop", "2023-09-26", &["Agency A", "Agency B"]);
    review.engagement("m1", "1:1 meeting", "2023-10-02", &["Agency C"]);
    review.engagement("m2", "1:1 meeting", "2023-10-12/2023-10-13", &["Agency D"]);
    review.heard("w", &["Agency A"], &["network+"], "We know who to ring.");
    review.heard(
        "w",
        &["Agency A", "Agency B"],
        &["network+", "cost-"],
        "Useful, but dear.",
    );
    review.heard("w", &[], &["network"], "seeing the wider context");
    review.heard(
        "m1",
        &["Agency C"],
        &["cost-", "timing-"],
        "It comes late and costs much.",
    );
    review.heard("m1", &["Agency C"], &["network~"], "In parts.");
    review.heard(
        "m2",
        &["Agency D"],
        &["cost-", "timing"],
        "The dates cost us.",
    );
    review.heard("m2", &["Agency D"], &["cost-", "timing-"], "Late again.");
    review.heard(
        "w",
        &["Agency B"],
        &["timing="],
        "The dates are what they are.",
    );
    review.finding("value", "value", "cost");
    review
}
