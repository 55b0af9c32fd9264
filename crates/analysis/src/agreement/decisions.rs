//! Who read what and gave what.

use super::AgreementError;
use std::collections::BTreeMap;
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::coders::{CoderTags, NOTES_CODER, NOTES_CODER_NAME, Policy};
use throughline_core::ids::CoderId;
use throughline_core::notes::{NONE, NoteIndex};
use throughline_core::review::Review;

/// What a coder gave a note, sorted; `None` where they did not read it.
pub(super) type Decision = Option<Vec<ThemeCode>>;

/// The decisions of every coder on every note that one of them read.
#[derive(Debug)]
pub(super) struct Decisions {
    /// In the order of their files, that of the themes column last.
    pub(super) coders: Vec<CoderId>,
    /// Places of the coders that are compared with each other.
    pub(super) compared: Vec<usize>,
    /// The place of the coder whose tags settle what others differ on.
    pub(super) reference: Option<usize>,
    /// The notes, rising.
    pub(super) notes: Vec<NoteIndex>,
    /// By coder, then by place in `notes`.
    pub(super) own: Vec<Vec<Decision>>,
    /// The same with the themes above each.
    pub(super) rolled: Vec<Vec<Decision>>,
    /// What each note is drawn with: its engagement's number, or its own; `None` for a note of an
    /// engagement of which no note was read by two.
    pub(super) group: Vec<Option<u32>>,
}

/// Which coders a row compares: two, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Places of the coders.
    pub(super) coders: Vec<usize>,
    /// Whether it is a pair and named so, and not all.
    pub(super) pair: bool,
}

impl Decisions {
    pub(super) fn of(review: &Review, against: Option<&CoderId>) -> Result<Self, AgreementError> {
        let Some(tags) = &review.coder_tags else {
            return Err(AgreementError::TooFewCoders(Vec::new()));
        };
        let mut coders = tags.coders.clone();
        if tags.notes_coder {
            coders.extend(NOTES_CODER_NAME.parse::<CoderId>());
        }
        if coders.len() < 2 {
            return Err(AgreementError::TooFewCoders(coders));
        }
        let reference = reference(tags, &coders, against)?;
        let others: Vec<usize> = (0..coders.len())
            .filter(|&c| Some(c) != reference)
            .collect();
        let compared = if others.len() < 2 {
            (0..coders.len()).collect()
        } else {
            others
        };
        let (notes, own) = read(review, tags, coders.len());
        let rolled = own
            .iter()
            .map(|column| column.iter().map(|d| rolled(&review.codebook, d)).collect())
            .collect();
        let mut decisions = Self {
            coders,
            compared,
            reference,
            notes,
            own,
            rolled,
            group: Vec::new(),
        };
        decisions.group = decisions.grouped(review);
        Ok(decisions)
    }

    /// Each pair of the coders compared.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let of = &self.compared;
        of.iter()
            .enumerate()
            .flat_map(move |(at, &a)| of.iter().skip(at + 1).map(move |&b| (a, b)))
    }

    /// A row for each pair, then one for all where there are more than two.
    pub(super) fn rows(&self) -> Vec<Row> {
        let pair = |(a, b)| Row {
            coders: vec![a, b],
            pair: true,
        };
        let mut rows: Vec<Row> = self.pairs().map(pair).collect();
        if self.compared.len() > 2 {
            rows.push(Row {
                coders: self.compared.clone(),
                pair: false,
            });
        }
        rows
    }

    /// How many notes a coder read.
    pub(super) fn read(&self, coder: usize) -> usize {
        self.own[coder].iter().filter(|d| d.is_some()).count()
    }

    /// What two coders gave the notes that both read, with the places of the notes.
    pub(super) fn both(
        &self,
        a: usize,
        b: usize,
    ) -> impl Iterator<Item = (usize, &[ThemeCode], &[ThemeCode])> {
        self.own[a]
            .iter()
            .zip(&self.own[b])
            .enumerate()
            .filter_map(|(at, (a, b))| Some((at, a.as_deref()?, b.as_deref()?)))
    }

    /// Notes that two of the coders compared have read, or more.
    pub(super) fn read_by_two(&self) -> usize {
        (0..self.notes.len()).filter(|&at| self.by_two(at)).count()
    }

    fn by_two(&self, at: usize) -> bool {
        let mut readers = self.compared.iter().filter(|&&c| self.own[c][at].is_some());
        readers.nth(1).is_some()
    }

    /// How many groups are drawn from.
    pub(super) fn groups(&self) -> usize {
        self.group
            .iter()
            .flatten()
            .max()
            .map_or(0, |&last| last as usize + 1)
    }

    fn grouped(&self, review: &Review) -> Vec<Option<u32>> {
        let engagement = |at: usize| {
            let note = self.notes[at] as usize;
            review.notes.engagement.get(note).copied().unwrap_or(NONE)
        };
        let mut last = 0;
        let mut fresh = || {
            last += 1;
            last - 1
        };
        let mut known: BTreeMap<u32, u32> = BTreeMap::new();
        let mut group = vec![None; self.notes.len()];
        for (at, group) in group
            .iter_mut()
            .enumerate()
            .filter(|(at, _)| self.by_two(*at))
        {
            *group = Some(match engagement(at) {
                NONE => fresh(),
                engagement => *known.entry(engagement).or_insert_with(&mut fresh),
            });
        }
        for (at, group) in group.iter_mut().enumerate() {
            if group.is_none() {
                *group = known.get(&engagement(at)).copied();
            }
        }
        group
    }
}

/// The place of the coder the others are held against.
fn reference(
    tags: &CoderTags,
    coders: &[CoderId],
    against: Option<&CoderId>,
) -> Result<Option<usize>, AgreementError> {
    if let Some(name) = against {
        let at = coders.iter().position(|c| c == name);
        return at.map(Some).ok_or_else(|| AgreementError::UnknownCoder {
            name: name.clone(),
            known: coders.to_vec(),
        });
    }
    Ok(match tags.policy {
        Policy::One(NOTES_CODER) if tags.notes_coder => Some(tags.coders.len()),
        Policy::One(coder) => Some(usize::from(coder)).filter(|&at| at < tags.coders.len()),
        Policy::Any | Policy::Majority => None,
    })
}

/// The notes that somebody read and what each coder gave them.
fn read(review: &Review, tags: &CoderTags, coders: usize) -> (Vec<NoteIndex>, Vec<Vec<Decision>>) {
    let mut notes = Vec::new();
    let mut own: Vec<Vec<Decision>> = vec![Vec::new(); coders];
    let mut add = |note: NoteIndex, given: &mut dyn Iterator<Item = (u16, Option<ThemeCode>)>| {
        let mut row: Vec<Decision> = vec![None; coders];
        for (coder, theme) in given {
            let at = match coder {
                NOTES_CODER => tags.coders.len(),
                coder => usize::from(coder),
            };
            if let Some(decision) = row.get_mut(at) {
                decision.get_or_insert_default().extend(theme);
            }
        }
        if row.iter().all(Option::is_none) {
            return;
        }
        notes.push(note);
        for (column, mut decision) in own.iter_mut().zip(row) {
            if let Some(themes) = &mut decision {
                themes.sort_unstable();
                themes.dedup();
            }
            column.push(decision);
        }
    };
    // A note that no file names has the tags of the themes column, if these count at all.
    let counts = !matches!(tags.policy, Policy::One(coder) if coder != NOTES_CODER);
    let column = |note: NoteIndex| {
        let tags = review.notes.tags.get(note as usize).iter();
        tags.map(|tag| (NOTES_CODER, Some(tag.theme)))
    };
    let mut next = 0;
    let mut until = |to: NoteIndex, add: &mut dyn FnMut(NoteIndex)| {
        if counts && tags.notes_coder {
            (next..to).for_each(add);
        }
        next = to.saturating_add(1);
    };
    for (at, &note) in tags.notes.iter().enumerate() {
        until(note, &mut |between| add(between, &mut column(between)));
        let given = tags.given.get(at).iter();
        add(note, &mut given.map(|g| (g.coder, g.theme)));
    }
    until(review.notes.indices().end, &mut |after| {
        add(after, &mut column(after));
    });
    (notes, own)
}

/// With the themes above each.
fn rolled(book: &Codebook, decision: &Decision) -> Decision {
    let mut themes: Vec<ThemeCode> = decision
        .as_deref()?
        .iter()
        .flat_map(|&theme| book.lineage(theme))
        .collect();
    themes.sort_unstable();
    themes.dedup();
    Some(themes)
}
