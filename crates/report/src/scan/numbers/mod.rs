//! Counts in rendered files against the register: what a protected report may show of each.

mod chart;
mod prose;
mod synthesis;
mod table;

use super::{Leak, Rule};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::publication::{Cell, Register};
use throughline_core::review::Level;
use throughline_core::synthesis::{Measure, Shown, Synthesis};

/// What counts a protected report may show.
#[derive(Debug)]
pub(super) struct Numbers<'a> {
    /// `None` where a saved synthesis is rendered again: what it may show is not known, only what
    /// no protected report shows.
    register: Option<&'a Register>,
    /// Every count that is registered, wherever.
    known: BTreeSet<(u32, u32)>,
    base: u32,
    k: u32,
    /// The place of each theme in the codebook.
    order: BTreeMap<&'a str, usize>,
    /// The themes of a label.
    labels: BTreeMap<String, Vec<&'a str>>,
    synthesis: &'a Synthesis,
}

impl<'a> Numbers<'a> {
    /// `None` where every count may be shown.
    pub fn of(synthesis: &'a Synthesis, register: Option<&'a Register>) -> Option<Self> {
        if synthesis.level != Some(Level::Protected) {
            return None;
        }
        let codebook = || synthesis.codebook.iter();
        let mut labels: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for entry in codebook() {
            let themes = labels.entry(squeezed(&entry.label)).or_default();
            themes.push(entry.theme.as_str());
        }
        let totals = synthesis.disclosure.as_ref();
        Some(Self {
            known: register
                .iter()
                .flat_map(|register| register.cells.values())
                .filter_map(|shown| ends(*shown))
                .collect(),
            base: register.map_or(synthesis.base, |register| register.base),
            k: register.map_or_else(|| totals.map_or(3, |totals| totals.k), |r| r.k),
            order: codebook()
                .enumerate()
                .map(|(at, entry)| (entry.theme.as_str(), at))
                .collect(),
            register,
            labels,
            synthesis,
        })
    }

    /// Whether a cell may be shown so.
    fn allows(&self, cell: &Cell, shown: Shown) -> bool {
        match self.register {
            Some(register) => shown == Shown::NotShown || register.cells.get(cell) == Some(&shown),
            None => self.never_small(shown),
        }
    }

    /// Whether a count may be shown that is one of several: each that is registered may.
    fn allows_somewhere(&self, shown: Shown) -> bool {
        match (self.register, ends(shown)) {
            (_, None) => true,
            (Some(_), Some(ends)) => self.known.contains(&ends),
            (None, Some(_)) => self.never_small(shown),
        }
    }

    /// No exact count that is small or whose rest is; none at all below twenty organisations.
    fn never_small(&self, shown: Shown) -> bool {
        let small = |n: u32| (1..self.k).contains(&n);
        match shown {
            Shown::Exact { count } => {
                self.base >= 20 && !small(count) && !small(self.base.saturating_sub(count))
            }
            Shown::Band { .. } | Shown::NotShown => true,
        }
    }

    /// Whether what stands beside a count tells no more: its base, its words and its share.
    fn words_fit(&self, measure: &Measure) -> bool {
        if measure.shown != Shown::NotShown && measure.base < 2 * self.k {
            return false;
        }
        let numbers = prose::numbers(&measure.words);
        let exact = prose::exact(&measure.words, measure.base).next().is_some();
        let fit = match measure.shown {
            Shown::Exact { .. } => return true,
            // `fewer than 3 of 9` names the first count beyond.
            Shown::Band { low, high } => numbers.iter().all(|&n| {
                n == measure.base || (low..=high).contains(&n) || (low == 0 && n == high + 1)
            }),
            Shown::NotShown => numbers.is_empty(),
        };
        fit && !exact && measure.percent.is_none()
    }

    /// Whether themes stand in the order of the codebook, or of their codes.
    fn in_order<'t>(&self, themes: impl Iterator<Item = &'t str>) -> bool {
        let themes: Vec<&str> = themes.collect();
        let places: Vec<Option<&usize>> = themes.iter().map(|t| self.order.get(t)).collect();
        places.is_sorted() || themes.is_sorted()
    }
}

/// The least and the most that a count is said to be.
fn ends(shown: Shown) -> Option<(u32, u32)> {
    match shown {
        Shown::Exact { count } => Some((count, count)),
        Shown::Band { low, high } => Some((low, high)),
        Shown::NotShown => None,
    }
}

/// The letters and figures of a text.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Collects the leaks of one file.
struct Leaks<'f> {
    file: &'f str,
    found: Vec<Leak>,
}

impl<'f> Leaks<'f> {
    fn new(file: &'f str) -> Self {
        Self {
            file,
            found: Vec::new(),
        }
    }

    fn add(&mut self, place: impl Into<String>, rule: Rule, what: &str) {
        self.found.push(Leak {
            file: self.file.to_owned(),
            place: place.into(),
            rule,
            what: what.to_owned(),
        });
    }

    fn unless(&mut self, fits: bool, place: impl Into<String>, rule: Rule, what: &str) {
        if !fits {
            self.add(place, rule, what);
        }
    }
}

/// What is said of a count that stands otherwise than it may.
const COUNT: &str = "a count of organisations that may not be shown so";
const NOTES: &str = "a count of notes or engagements";
const ORDER: &str = "rows in another order, which tells which count is larger";
