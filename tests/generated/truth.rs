//! The truth about generated notes, counted while they are written and without any CSV parser,
//! and the tables that must come out of it.

use std::collections::BTreeMap;

/// Stances in the order tables print them. By rule of counting 9 an organisation has one.
pub const STANCES: [&str; 5] = ["positive", "negative", "mixed", "neutral", "not stated"];
const POSITIVE: usize = 0;
const NEGATIVE: usize = 1;
const MIXED: usize = 2;
const NEUTRAL: usize = 3;
const NOT_STATED: usize = 4;

/// A table: the key columns of a row to its other columns.
pub type Table = BTreeMap<Vec<String>, Vec<String>>;

/// One note, as it counts.
#[derive(Debug)]
pub struct Fact<'a> {
    /// Index of its engagement.
    pub engagement: usize,
    /// Index of the engagement's format.
    pub format: usize,
    /// Indices of its organisations, each once.
    pub organisations: &'a [usize],
    /// Indices of its themes, each once.
    pub themes: &'a [usize],
    /// Index into [`STANCES`].
    pub stance: usize,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its note.
    pub note_id: String,
    /// Whether it repeats an earlier row.
    pub repeated: bool,
}

/// What one theme adds up to.
#[derive(Debug, Clone, Default)]
struct Theme {
    notes: u64,
    unattributed: u64,
    by_organisation: Vec<u64>,
    by_engagement: Vec<u64>,
    by_format: Vec<u64>,
    by_stance: [u64; 5],
    together: Vec<u64>,
    /// Stances met of each organisation, a bit each.
    stances_of: Vec<u8>,
    /// Formats in which each organisation raised it, a bit each.
    formats_of: Vec<u8>,
}

/// Everything counted.
#[derive(Debug)]
pub struct Truth {
    names: Names,
    themes: Vec<Theme>,
    /// Formats each organisation has a note in, a bit each.
    formats_of: Vec<u8>,
    /// Engagements in order of their first note.
    engagements_met: Vec<usize>,
    /// Whether each engagement has a note.
    engagement_met: Vec<bool>,
    /// Every row of the file, in order.
    pub rows: Vec<Row>,
    /// Different notes.
    pub notes: u64,
}

/// What the indices stand for.
#[derive(Debug, Clone)]
pub struct Names {
    /// Themes.
    pub themes: Vec<String>,
    /// Organisations, as the first note of each spells it.
    pub organisations: Vec<String>,
    /// Engagements with their date.
    pub engagements: Vec<(String, String)>,
    /// Formats, eight at most.
    pub formats: Vec<String>,
}

impl Truth {
    /// Nothing counted yet.
    pub fn new(names: Names) -> Self {
        let theme = Theme {
            by_organisation: vec![0; names.organisations.len()],
            by_engagement: vec![0; names.engagements.len()],
            by_format: vec![0; names.formats.len()],
            together: vec![0; names.themes.len()],
            stances_of: vec![0; names.organisations.len()],
            formats_of: vec![0; names.organisations.len()],
            ..Theme::default()
        };
        Self {
            themes: vec![theme; names.themes.len()],
            formats_of: vec![0; names.organisations.len()],
            engagements_met: Vec::new(),
            engagement_met: vec![false; names.engagements.len()],
            rows: Vec::new(),
            notes: 0,
            names,
        }
    }

    /// Counts a note.
    pub fn count(&mut self, fact: &Fact) {
        self.notes += 1;
        if !std::mem::replace(&mut self.engagement_met[fact.engagement], true) {
            self.engagements_met.push(fact.engagement);
        }
        for &o in fact.organisations {
            self.formats_of[o] |= 1 << fact.format;
        }
        for &t in fact.themes {
            let theme = &mut self.themes[t];
            theme.notes += 1;
            theme.unattributed += u64::from(fact.organisations.is_empty());
            theme.by_engagement[fact.engagement] += 1;
            theme.by_format[fact.format] += 1;
            theme.by_stance[fact.stance] += 1;
            for &o in fact.organisations {
                theme.by_organisation[o] += 1;
                theme.stances_of[o] |= 1 << fact.stance;
                theme.formats_of[o] |= 1 << fact.format;
            }
            for &other in fact.themes {
                theme.together[other] += 1;
            }
        }
    }

    /// Organisations with a note: the denominator of a review that is one file.
    pub fn organisations(&self) -> u64 {
        count(&self.formats_of, |&f| f != 0)
    }

    /// Themes that a note carries.
    pub fn themes_met(&self) -> u64 {
        count(&self.themes, |t| t.notes > 0)
    }

    /// theme → notes, organisations, denominator, share, engagements, `unattributed_notes`.
    pub fn prevalence(&self) -> Table {
        let base = self.organisations();
        self.met()
            .map(|(name, theme)| {
                let organisations = count(&theme.by_organisation, |&n| n > 0);
                let cells = vec![
                    theme.notes.to_string(),
                    organisations.to_string(),
                    base.to_string(),
                    four_decimals(organisations, base),
                    count(&theme.by_engagement, |&n| n > 0).to_string(),
                    theme.unattributed.to_string(),
                ];
                (vec![name.clone()], cells)
            })
            .collect()
    }

    /// theme, organisation → notes.
    pub fn matrix(&self) -> Table {
        let mut table = Table::new();
        for (name, theme) in self.met() {
            for (organisation, &notes) in
                self.names.organisations.iter().zip(&theme.by_organisation)
            {
                put(&mut table, [name, organisation], notes, &[notes]);
            }
        }
        table
    }

    /// `theme_a`, `theme_b` → notes, coefficient.
    pub fn cooccurrence(&self) -> Table {
        let mut table = Table::new();
        for (a, first) in self.met() {
            for ((b, second), &both) in self
                .names
                .themes
                .iter()
                .zip(&self.themes)
                .zip(&first.together)
            {
                if a < b && both > 0 {
                    let c = four_decimals(both, first.notes + second.notes - both);
                    table.insert(vec![a.clone(), b.clone()], vec![both.to_string(), c]);
                }
            }
        }
        table
    }

    /// theme, stance → notes, organisations.
    pub fn stance(&self) -> Table {
        let mut table = Table::new();
        for (name, theme) in self.met() {
            for (index, stance) in STANCES.iter().enumerate() {
                let organisations = count(&theme.stances_of, |&met| {
                    met != 0 && one_stance(met) == index
                });
                let notes = theme.by_stance[index];
                let key = [name, &(*stance).to_owned()];
                put(
                    &mut table,
                    key,
                    notes + organisations,
                    &[notes, organisations],
                );
            }
        }
        table
    }

    /// theme, `engagement_type` → notes, organisations, denominator.
    pub fn format(&self) -> Table {
        let mut table = Table::new();
        for (name, theme) in self.met() {
            for (index, format) in self.names.formats.iter().enumerate() {
                let among = |met: &[u8]| count(met, |&f| f & (1 << index) != 0);
                let notes = theme.by_format[index];
                let cells = [notes, among(&theme.formats_of), among(&self.formats_of)];
                put(&mut table, [name, format], notes, &cells);
            }
        }
        table
    }

    /// The rows of saturation: engagement, date, new themes, themes so far; in order of date and
    /// then of the file.
    pub fn saturation(&self) -> Vec<[String; 4]> {
        let mut order = self.engagements_met.clone();
        order.sort_by_key(|&e| &self.names.engagements[e].1);
        let mut met = vec![false; self.themes.len()];
        order
            .into_iter()
            .map(|e| {
                let before = count(&met, |&m| m);
                for (seen, theme) in met.iter_mut().zip(&self.themes) {
                    *seen |= theme.by_engagement[e] > 0;
                }
                let so_far = count(&met, |&m| m);
                let (id, date) = &self.names.engagements[e];
                [
                    id.clone(),
                    date.clone(),
                    (so_far - before).to_string(),
                    so_far.to_string(),
                ]
            })
            .collect()
    }

    fn met(&self) -> impl Iterator<Item = (&String, &Theme)> {
        let themes = self.names.themes.iter().zip(&self.themes);
        themes.filter(|(_, theme)| theme.notes > 0)
    }
}

/// Rule of counting 9 for the stances of an organisation on a theme, a bit each.
fn one_stance(met: u8) -> usize {
    let has = |stance: usize| met & (1 << stance) != 0;
    match (has(POSITIVE), has(NEGATIVE)) {
        _ if has(MIXED) => MIXED,
        (true, true) => MIXED,
        (true, false) => POSITIVE,
        (false, true) => NEGATIVE,
        (false, false) if has(NEUTRAL) => NEUTRAL,
        (false, false) => NOT_STATED,
    }
}

fn put(table: &mut Table, key: [&String; 2], weight: u64, cells: &[u64]) {
    if weight > 0 {
        let key = key.into_iter().cloned().collect();
        table.insert(key, cells.iter().map(u64::to_string).collect());
    }
}

fn count<T>(things: &[T], fits: impl Fn(&T) -> bool) -> u64 {
    things.iter().map(|thing| u64::from(fits(thing))).sum()
}

/// A ratio with four decimals, rounded half up.
fn four_decimals(part: u64, whole: u64) -> String {
    let scaled = (part * 20_000 + whole) / (2 * whole);
    format!("{}.{:04}", scaled / 10_000, scaled % 10_000)
}
