//! Where coders differ, worst themes first.

use crate::agreement::{Metric, Ratings, Value, krippendorff_alpha};
use crate::codebook::ThemeCode;
use crate::coders::{CoderTags, Given};
use crate::notes::NoteIndex;
use crate::stance::{Stance, StanceSet};
use std::collections::BTreeMap;

/// What a coder who read a note gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The coder, as [`Given::coder`] names it.
    pub coder: u16,
    /// Each theme with its one stance (rule 9), sorted; none = none applies.
    pub themes: Vec<(ThemeCode, Stance)>,
}

impl Side {
    /// The themes alone.
    pub fn codes(&self) -> impl Iterator<Item = ThemeCode> {
        self.themes.iter().map(|t| t.0)
    }

    fn has(&self, theme: ThemeCode) -> bool {
        self.themes.binary_search_by_key(&theme, |t| t.0).is_ok()
    }

    fn same_themes(&self, other: &Side) -> bool {
        self.codes().eq(other.codes())
    }
}

/// A note that coders differ on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteDifference {
    /// The note.
    pub note: NoteIndex,
    /// The worst of the themes that one gave and another who read it did not; `None` where they
    /// differ in the stance alone.
    pub worst: Option<ThemeCode>,
    /// What each coder who read it gave.
    pub sides: Vec<Side>,
}

impl NoteDifference {
    /// The themes, where every coder gave the same.
    #[must_use]
    pub fn common_themes(&self) -> Option<Vec<ThemeCode>> {
        let (first, rest) = self.sides.split_first()?;
        let same = rest.iter().all(|side| side.same_themes(first));
        same.then(|| first.codes().collect())
    }

    /// The one stance that every coder gave every theme.
    #[must_use]
    pub fn common_stance(&self) -> Option<Stance> {
        let mut all = self.sides.iter().flat_map(|side| &side.themes);
        let first = all.next()?.1;
        all.all(|t| t.1 == first).then_some(first)
    }
}

/// A theme that coders differ on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeDifference {
    /// The theme.
    pub theme: ThemeCode,
    /// Krippendorff's alpha of given or not, over the notes that two coders or more read.
    pub alpha: Value,
    /// Notes on which one gave it and another did not.
    pub notes: u32,
}

/// Where coders differ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Differences {
    /// Notes that two of the coders or more read.
    pub read_by_several: u32,
    /// Themes on which they differ, worst first: by alpha, the lowest first, one that is undefined
    /// last; then by the number of notes, the most first; then in order of the codebook.
    pub themes: Vec<ThemeDifference>,
    /// The notes, by the worst of their themes in that order, those that differ in the stance alone
    /// last; then in order of the review.
    pub notes: Vec<NoteDifference>,
}

/// What each of some coders who read a note gave it, in the order of the coders given.
#[must_use]
pub fn sides(given: &[Given], coders: &[u16]) -> Vec<Side> {
    let of = |&coder: &u16| {
        let mut theirs = given.iter().filter(|g| g.coder == coder).peekable();
        theirs.peek()?;
        let mut themes: BTreeMap<ThemeCode, StanceSet> = BTreeMap::new();
        for one in theirs {
            if let Some(theme) = one.theme {
                themes.entry(theme).or_default().merge(one.stances);
            }
        }
        let themes = themes.into_iter().map(|(t, s)| (t, s.resolve())).collect();
        Some(Side { coder, themes })
    };
    coders.iter().filter_map(of).collect()
}

/// Where some coders differ: on which themes, and on which notes that two of them or more read.
///
/// ```
/// use throughline_core::coders::{CoderTags, Given};
/// use throughline_core::differences::differences;
/// use throughline_core::stance::StanceSet;
/// let gave = |coder, theme| Given { coder, theme, stances: StanceSet::default() };
/// let mut tags = CoderTags { notes: vec![3, 5, 8], ..CoderTags::default() };
/// tags.given.push([gave(0, Some(7)), gave(1, Some(7))]);
/// tags.given.push([gave(0, Some(7)), gave(1, None)]); // read, and none applies
/// tags.given.push([gave(0, Some(9))]); // the other did not read it
/// let found = differences(&tags, &[0, 1]);
/// assert_eq!(found.read_by_several, 2);
/// assert_eq!((found.themes[0].theme, found.themes[0].notes), (7, 1));
/// assert_eq!((found.notes[0].note, found.notes[0].worst), (5, Some(7)));
/// assert_eq!(found.notes.len(), 1);
/// ```
#[must_use]
pub fn differences(tags: &CoderTags, coders: &[u16]) -> Differences {
    let mut several: Vec<(NoteIndex, Vec<Side>)> = Vec::new();
    for (at, &note) in tags.notes.iter().enumerate() {
        let sides = sides(tags.given.get(at), coders);
        if sides.len() > 1 {
            several.push((note, sides));
        }
    }
    let mut differ: BTreeMap<ThemeCode, u32> = BTreeMap::new();
    for (_, sides) in &several {
        for theme in disputed(sides) {
            *differ.entry(theme).or_default() += 1;
        }
    }
    let mut themes: Vec<ThemeDifference> = differ
        .into_iter()
        .map(|(theme, notes)| ThemeDifference {
            theme,
            alpha: alpha(theme, &several, coders),
            notes,
        })
        .collect();
    // An alpha is at most 1.
    let alpha = |t: &ThemeDifference| t.alpha.number().unwrap_or(f64::INFINITY);
    themes.sort_by(|a, b| {
        let by_alpha = alpha(a).total_cmp(&alpha(b));
        by_alpha
            .then(b.notes.cmp(&a.notes))
            .then(a.theme.cmp(&b.theme))
    });
    let ranked = themes.iter().enumerate();
    let ranks: BTreeMap<ThemeCode, usize> = ranked.map(|(rank, t)| (t.theme, rank)).collect();
    let read_by_several = u32::try_from(several.len()).unwrap_or(u32::MAX);
    let mut notes: Vec<NoteDifference> = several
        .into_iter()
        .filter(|(_, sides)| {
            sides
                .iter()
                .any(|s| Some(&s.themes) != sides.first().map(|f| &f.themes))
        })
        .map(|(note, sides)| NoteDifference {
            note,
            worst: disputed(&sides).into_iter().min_by_key(|t| ranks.get(t)),
            sides,
        })
        .collect();
    let rank = |n: &NoteDifference| {
        n.worst
            .and_then(|t| ranks.get(&t).copied())
            .unwrap_or(usize::MAX)
    };
    notes.sort_by_key(|n| (rank(n), n.note));
    Differences {
        read_by_several,
        themes,
        notes,
    }
}

/// Themes that one gave and another did not.
fn disputed(sides: &[Side]) -> Vec<ThemeCode> {
    let mut gave: BTreeMap<ThemeCode, usize> = BTreeMap::new();
    for theme in sides.iter().flat_map(Side::codes) {
        *gave.entry(theme).or_default() += 1;
    }
    gave.retain(|_, coders| *coders < sides.len());
    gave.into_keys().collect()
}

fn alpha(theme: ThemeCode, notes: &[(NoteIndex, Vec<Side>)], coders: &[u16]) -> Value {
    let column = |coder: &u16| {
        let of = |(_, sides): &(NoteIndex, Vec<Side>)| {
            let side = sides.iter().find(|side| side.coder == *coder);
            side.map(|side| side.has(theme))
        };
        notes.iter().map(of).collect()
    };
    let columns: Vec<Vec<Option<bool>>> = coders.iter().map(column).collect();
    match Ratings::of_decisions(&columns) {
        Ok(ratings) => krippendorff_alpha(&ratings, Metric::Nominal),
        // The columns are of one length.
        Err(_) => Value::Undefined(crate::agreement::Reason::NoPairableUnit),
    }
}
