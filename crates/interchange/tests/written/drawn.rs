//! Reviews drawn at random: every table and column, with cells that break careless readers.

use super::{Note, Plain};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use throughline_core::excerpts::text_form;
use throughline_core::names::shown_name;
use throughline_core::stance::{Stance, StanceSet};

/// Themes that are drawn by number.
const THEMES: usize = 5;
/// Organisations.
const ORGANISATIONS: usize = 4;
/// Coders, in the order of their files.
pub const CODERS: [&str; 3] = ["Zoë", "ana", "ben q"];

/// Text of one line.
pub fn line() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9,\"'=+@|#\\\\<&%\\-\\[\\]\u{a0}\u{200b}\u{feff} e\u{301}\u{202e}אשéāō😀\u{2028}“”]{0,12}"
}

/// Text of any number of lines, with tabs and every line end.
pub fn lines() -> impl Strategy<Value = String> {
    "[a-z0-9,;\"'=+@|\\-\t\n\r\u{a0}\u{200b} e\u{301}\u{202e}אāō😀\u{85}\u{2029}]{0,24}"
}

/// A theme but for its code, by the index of which the one above it is told.
#[derive(Debug, Clone)]
pub struct Theme {
    pub label: String,
    pub phrase: String,
    pub parent: Option<Index>,
    pub definition: String,
    pub include: String,
    pub exclude: String,
    pub keywords: Vec<String>,
}

/// An organisation but for its name.
#[derive(Debug, Clone)]
pub struct Organisation {
    pub name: String,
    pub letter: bool,
    pub aliases: Vec<String>,
    pub historical: bool,
    pub consent: bool,
    pub giveaways: Vec<String>,
}

/// An engagement but for its id.
#[derive(Debug, Clone)]
pub struct Engagement {
    pub format: String,
    pub title: String,
    /// The first day as one of 2000 to 2040, and how many follow it.
    pub days: Option<(i32, i32)>,
    pub organisations: Vec<usize>,
}

/// What one coder gave a note: an excerpt is a span of the note's text.
#[derive(Debug, Clone)]
pub struct Given {
    pub themes: Vec<usize>,
    pub stance: Stance,
    pub span: Option<(Index, Index)>,
    pub memo: String,
    pub time: bool,
}

/// A note but for its id.
#[derive(Debug, Clone)]
pub struct DrawnNote {
    pub id: String,
    pub before: String,
    pub after: String,
    pub engagement: Option<Index>,
    pub organisations: Vec<usize>,
    pub part: Option<Index>,
    pub flags: (bool, bool, bool),
    pub themes: Vec<usize>,
    pub stance: Stance,
    pub given: Vec<Option<Given>>,
}

/// A review.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub title: String,
    pub themes: Vec<Theme>,
    pub organisations: Vec<Organisation>,
    pub engagements: Vec<Engagement>,
    pub parts: Vec<(String, String, String)>,
    pub notes: Vec<DrawnNote>,
}

fn theme() -> impl Strategy<Value = Theme> {
    let words = prop::collection::vec(line(), 0..3);
    (
        line(),
        line(),
        any::<Option<Index>>(),
        lines(),
        lines(),
        lines(),
        words,
    )
        .prop_map(
            |(label, phrase, parent, definition, include, exclude, keywords)| Theme {
                label,
                phrase,
                parent,
                definition,
                include,
                exclude,
                keywords,
            },
        )
}

fn organisation() -> impl Strategy<Value = Organisation> {
    let names = || prop::collection::vec(line(), 0..3);
    (line(), any::<(bool, bool, bool)>(), names(), names()).prop_map(
        |(name, (letter, historical, consent), aliases, giveaways)| Organisation {
            name,
            letter,
            aliases,
            historical,
            consent,
            giveaways,
        },
    )
}

fn some_of(number: usize) -> impl Strategy<Value = Vec<usize>> {
    prop::collection::btree_set(0..number, 0..3).prop_map(|set| set.into_iter().collect())
}

fn engagement() -> impl Strategy<Value = Engagement> {
    let days = prop::option::of((0..14_600, prop_oneof![Just(0), 1..40]));
    (line(), line(), days, some_of(ORGANISATIONS)).prop_map(
        |(format, title, days, organisations)| Engagement {
            format,
            title,
            days,
            organisations,
        },
    )
}

fn stance() -> impl Strategy<Value = Stance> {
    prop::sample::select(Stance::ALL.to_vec())
}

fn given() -> impl Strategy<Value = Given> {
    let span = any::<Option<(Index, Index)>>();
    (some_of(THEMES), stance(), span, lines(), any::<bool>()).prop_map(
        |(themes, stance, span, memo, time)| Given {
            stance: if themes.is_empty() {
                Stance::NotStated
            } else {
                stance
            },
            span: span.filter(|_| !themes.is_empty()),
            themes,
            memo,
            time,
        },
    )
}

fn note() -> impl Strategy<Value = DrawnNote> {
    let given = prop::collection::vec(prop::option::of(given()), CODERS.len());
    let places = (
        any::<Option<Index>>(),
        some_of(ORGANISATIONS),
        any::<Option<Index>>(),
    );
    let flags = any::<(bool, bool, bool)>();
    (
        line(),
        lines(),
        lines(),
        places,
        flags,
        some_of(THEMES),
        stance(),
        given,
    )
        .prop_map(
            |(
                id,
                before,
                after,
                (engagement, organisations, part),
                flags,
                themes,
                stance,
                given,
            )| {
                DrawnNote {
                    id,
                    before,
                    after,
                    engagement,
                    organisations,
                    part,
                    flags,
                    stance: if themes.is_empty() {
                        Stance::NotStated
                    } else {
                        stance
                    },
                    themes,
                    given,
                }
            },
        )
}

/// A review.
pub fn review() -> impl Strategy<Value = Drawn> {
    (
        line(),
        prop::collection::vec(theme(), THEMES),
        prop::collection::vec(organisation(), ORGANISATIONS),
        prop::collection::vec(engagement(), 0..4),
        prop::collection::vec((line(), lines(), lines()), 0..3),
        prop::collection::vec(note(), 0..6),
    )
        .prop_map(
            |(title, themes, organisations, engagements, parts, notes)| Drawn {
                title,
                themes,
                organisations,
                engagements,
                parts,
                notes,
            },
        )
}

/// A list of values of which none is blank or stands twice.
fn listed(kind: &str, values: &[String]) -> Vec<String> {
    let values = values.iter().enumerate();
    values
        .map(|(at, value)| format!("{kind}{at} {value}"))
        .collect()
}

/// Aliases and words are written as names are shown: a table keeps them as they stand in it.
fn shown(list: &[String]) -> Vec<String> {
    list.iter().map(|name| shown_name(name)).collect()
}

impl Drawn {
    pub fn title(&self) -> String {
        format!("{}T", self.title)
    }

    /// Names are told apart by their numbers: two drawn alike would be one.
    pub fn organisation(&self, at: usize) -> String {
        format!("O{at}{}", self.organisations[at].name)
    }

    pub fn aliases(&self, at: usize) -> Vec<String> {
        shown(&listed(
            &format!("also {at}-"),
            &self.organisations[at].aliases,
        ))
    }

    pub fn giveaways(&self, at: usize) -> Vec<String> {
        shown(&listed("g", &self.organisations[at].giveaways))
    }

    pub fn keywords(&self, at: usize) -> Vec<String> {
        listed("k", &self.themes[at].keywords)
    }

    #[expect(clippy::unused_self, reason = "named beside its fellows")]
    pub fn theme(&self, at: usize) -> String {
        format!("t-{at}")
    }

    pub fn label(&self, at: usize) -> String {
        format!("{}L{at}", self.themes[at].label)
    }

    /// The theme above, which is one before it.
    pub fn parent(&self, at: usize) -> Option<String> {
        let parent = self.themes[at].parent.filter(|_| at > 0);
        parent.map(|p| self.theme(p.index(at)))
    }

    pub fn engagement_of(&self, note: &DrawnNote) -> Option<usize> {
        let index = note.engagement.filter(|_| !self.engagements.is_empty());
        index.map(|e| e.index(self.engagements.len()))
    }

    pub fn part_of(&self, note: &DrawnNote) -> Option<usize> {
        let index = note.part.filter(|_| !self.parts.is_empty());
        index.map(|p| p.index(self.parts.len()))
    }

    pub fn format(&self, at: usize) -> String {
        format!("f{}", self.engagements[at].format)
    }

    pub fn dates(&self, at: usize) -> Option<throughline_core::dates::DateRange> {
        use jiff::ToSpan;
        let (first, more) = self.engagements[at].days?;
        let from = jiff::civil::date(2000, 1, 1) + first.days();
        Some(throughline_core::dates::DateRange::new(
            from,
            from + more.days(),
        ))
    }

    pub fn note_id(&self, at: usize) -> String {
        format!("{}{at}", self.notes[at].id)
    }

    /// A text is never blank, and never that of another note, which would be taken for it.
    pub fn text(&self, at: usize) -> String {
        format!("{}n{at} {}", self.notes[at].before, self.notes[at].after)
    }

    /// The excerpt that a span of a text means, in code points: no white space at its ends, and not
    /// empty.
    pub fn excerpt(&self, at: usize, given: &Given) -> Option<(u32, u32, String)> {
        let text = self.text(at);
        let text = text_form(&text);
        let all: Vec<char> = text.chars().collect();
        let (a, b) = given.span?;
        let (a, b) = (a.index(all.len()), b.index(all.len()));
        let (mut from, mut to) = (a.min(b), a.max(b) + 1);
        while from < to && all[from].is_whitespace() {
            from += 1;
        }
        while from < to && all[to - 1].is_whitespace() {
            to -= 1;
        }
        let words: String = all[from..to].iter().collect();
        let number = |n: usize| u32::try_from(n).unwrap();
        (from < to).then(|| (number(from), number(to), words))
    }

    pub fn time(given: &Given) -> String {
        if given.time {
            "2026-01-02T03:04:05.5+13:00"
        } else {
            ""
        }
        .to_owned()
    }

    /// What is expected of reading.
    pub fn plain(&self) -> Plain {
        let trimmed = |text: &str| text.trim().to_owned();
        let names = |list: &[usize]| {
            list.iter()
                .map(|&o| shown_name(&self.organisation(o)))
                .collect()
        };
        let mut plain = Plain {
            title: trimmed(&self.title()),
            ..Plain::default()
        };
        for (at, t) in self.themes.iter().enumerate() {
            plain.themes.push([
                self.theme(at),
                trimmed(&self.label(at)),
                trimmed(&t.phrase),
                self.parent(at).unwrap_or_default(),
                trimmed(&t.definition),
                trimmed(&t.include),
                trimmed(&t.exclude),
                self.keywords(at)
                    .iter()
                    .map(|k| trimmed(k))
                    .collect::<Vec<_>>()
                    .join(";"),
            ]);
        }
        for (at, o) in self.organisations.iter().enumerate() {
            let letter = if o.letter {
                format!("L{at}")
            } else {
                String::new()
            };
            let about = (
                letter,
                self.aliases(at),
                self.giveaways(at),
                o.historical,
                o.consent,
            );
            plain
                .organisations
                .insert(shown_name(&self.organisation(at)), about);
        }
        for (at, e) in self.engagements.iter().enumerate() {
            let days = self.dates(at).map(|d| format!("{} {}", d.from(), d.to()));
            let about = (
                shown_name(&self.format(at)),
                shown_name(&e.title),
                days.unwrap_or_default(),
                names(&e.organisations),
            );
            plain.engagements.insert(format!("E-{at}"), about);
        }
        for (at, (title, intro, question)) in self.parts.iter().enumerate() {
            let questions = vec![(format!("q-{at}"), trimmed(&format!("Q{question}")))];
            plain.parts.insert(
                format!("p-{at}"),
                (trimmed(&format!("P{title}")), trimmed(intro), questions),
            );
        }
        for (at, note) in self.notes.iter().enumerate() {
            self.plain_note(at, note, &mut plain);
        }
        plain
    }

    fn plain_note(&self, at: usize, note: &DrawnNote, plain: &mut Plain) {
        let id = self.note_id(at).trim().to_owned();
        let mut met: BTreeMap<String, StanceSet> = BTreeMap::new();
        let mut meet = |themes: &[usize], stance| {
            for &theme in themes {
                met.entry(self.theme(theme)).or_default().insert(stance);
            }
        };
        meet(&note.themes, note.stance);
        for (coder, given) in note.given.iter().enumerate() {
            let Some(given) = given else { continue };
            meet(&given.themes, given.stance);
            let excerpt = self
                .excerpt(at, given)
                .map(|(a, b, words)| format!("{a} {b} {words}"));
            plain.tags.insert((
                CODERS[coder].to_owned(),
                id.clone(),
                given.themes.iter().map(|&t| self.theme(t)).collect(),
                given.stance.to_string(),
                excerpt.unwrap_or_default(),
                given.memo.trim().to_owned(),
                Drawn::time(given),
            ));
        }
        let part = self.part_of(note);
        let read = Note {
            text: text_form(&self.text(at)).into_owned(),
            engagement: self
                .engagement_of(note)
                .map(|e| format!("E-{e}"))
                .unwrap_or_default(),
            organisations: note
                .organisations
                .iter()
                .map(|&o| shown_name(&self.organisation(o)))
                .collect(),
            part: part.map(|p| format!("p-{p}")).unwrap_or_default(),
            question: part.map(|p| format!("q-{p}")).unwrap_or_default(),
            flags: note.flags,
            tags: met
                .into_iter()
                .map(|(theme, set)| (theme, set.resolve().to_string()))
                .collect(),
        };
        plain.notes.insert(id, read);
    }
}
