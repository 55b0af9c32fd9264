//! The words of a scale as they may be said.

use super::tokens::Token;
use crate::wording::Scale;
use std::collections::HashMap;

/// The words of a scale, each found by its first word, with what means the same.
#[derive(Debug, Clone, Default)]
pub(super) struct ScaleWords {
    by_first: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl ScaleWords {
    pub fn new(scale: &Scale) -> Self {
        let mut out = Self::default();
        let words: Vec<&String> = scale.words.iter().flat_map(|w| &w.words).collect();
        for word in &words {
            out.put(word, word);
        }
        for word in words {
            for same in same_words(word) {
                out.put(&same, word);
            }
        }
        for entries in out.by_first.values_mut() {
            entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        out
    }

    fn put(&mut self, said: &str, word: &str) {
        let mut parts = said.split_whitespace().map(str::to_lowercase);
        let Some(first) = parts.next() else { return };
        let rest: Vec<String> = parts.collect();
        let entries = self.by_first.entry(first).or_default();
        if entries.iter().all(|(known, _)| *known != rest) {
            let word = word
                .split_whitespace()
                .map(str::to_lowercase)
                .collect::<Vec<_>>();
            entries.push((rest, word.join(" ")));
        }
    }

    /// Whether a word of the scale may begin with this one.
    pub fn begins(&self, word: &str) -> bool {
        self.by_first.contains_key(word)
    }

    /// The longest word of the scale at a token, and the token after it.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<(&str, usize)> {
        let entries = self.by_first.get(&*tokens.get(at)?.word)?;
        entries.iter().find_map(|(rest, word)| {
            let end = at + 1 + rest.len();
            let same = tokens
                .get(at + 1..end)?
                .iter()
                .zip(rest)
                .all(|(t, w)| t.is(w) && !t.gap.breaks());
            same.then_some((word.as_str(), end))
        })
    }

    /// The scale's own form of a word; `None` when it does not have it.
    pub fn own(&self, word: &str) -> Option<&str> {
        let (first, rest) = word.split_once(' ').unwrap_or((word, ""));
        let rest: Vec<&str> = rest.split_whitespace().collect();
        let entries = self.by_first.get(first)?;
        entries
            .iter()
            .find(|(known, _)| *known == rest)
            .map(|(_, word)| word.as_str())
    }
}

/// Other ways to say a word: the majority, fewer than half, nearly all.
fn same_words(word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let mut out = Vec::new();
    if let Some(bare) = word
        .strip_suffix("majority")
        .or_else(|| word.strip_suffix("minority"))
    {
        let noun = word.get(bare.len()..).unwrap_or("");
        let bare = bare
            .strip_prefix("a ")
            .or_else(|| bare.strip_prefix("the "))
            .unwrap_or(bare);
        for article in ["a", "the"] {
            out.push(format!("{article} {bare}{noun}"));
        }
    }
    for (one, other) in [("less than", "fewer than"), ("fewer than", "less than")] {
        if let Some(rest) = word.strip_prefix(one) {
            out.push(format!("{other}{rest}"));
        }
    }
    if let Some((_, rest)) = word
        .split_once(' ')
        .filter(|(first, _)| NEARLY.contains(first))
    {
        out.extend(NEARLY.iter().map(|nearly| format!("{nearly} {rest}")));
    }
    out
}

/// What moves a word one band.
pub(super) const NEARLY: [&str; 4] = ["almost", "nearly", "virtually", "practically"];
