//! Which notes carry which theme, so that a selection reads the notes of its themes and no others.
//! One way to count: whatever asks who supports a selection asks here.

use crate::pass::Reached;
use throughline_core::codebook::ThemeCode;
use throughline_core::notes::NoteIndex;
use throughline_core::review::Review;
use throughline_core::selection::Selection;
use throughline_core::stance::{Stance, StanceSet};

/// For every theme the notes that carry it or a descendant of it, in file order, with the stances
/// they take on it. Five bytes a note and theme.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    starts: Vec<usize>,
    notes: Vec<NoteIndex>,
    stances: Vec<StanceSet>,
}

/// Notes in file order with the stances they take.
type Taken = Vec<(NoteIndex, StanceSet)>;

impl Index {
    /// Reads every note twice. The codes have been checked.
    pub(crate) fn of(review: &Review) -> Self {
        let tags = &review.notes.tags;
        let mut reached = Reached::new(&review.codebook);
        let mut starts = vec![0; review.codebook.len() + 1];
        for row in 0..review.notes.len() {
            reached.expand(tags.get(row));
            for (theme, _, _) in reached.each() {
                starts[theme as usize + 1] += 1;
            }
        }
        for theme in 1..starts.len() {
            starts[theme] += starts[theme - 1];
        }
        let all = starts.last().copied().unwrap_or_default();
        let mut next = starts.clone();
        let mut notes = vec![0; all];
        let mut stances = vec![StanceSet::default(); all];
        for note in review.notes.indices() {
            reached.expand(tags.get(note as usize));
            for (theme, _, taken) in reached.each() {
                let at = &mut next[theme as usize];
                notes[*at] = note;
                stances[*at] = taken;
                *at += 1;
            }
        }
        Self {
            starts,
            notes,
            stances,
        }
    }

    /// Calls for each note that fits a selection, its stance aside, in file order, with the
    /// stances of the tags that the selection speaks of; a note without such a tag states none.
    pub(crate) fn each(
        &self,
        review: &Review,
        selection: &Selection,
        mut found: impl FnMut(NoteIndex, StanceSet),
    ) {
        let beside = selection.beside_themes();
        let themes_alone = beside.is_everything();
        let mut none: Vec<Cursor> = selection
            .none
            .iter()
            .map(|&theme| Cursor {
                notes: self.carrying(theme).0,
            })
            .collect();
        let mut visit = |note: NoteIndex, taken: StanceSet| {
            if !none.iter_mut().any(|cursor| cursor.reaches(note))
                && (themes_alone || beside.fits_but_stance(review, note))
            {
                found(note, taken);
            }
        };
        match (selection.any.as_slice(), selection.all.as_slice()) {
            ([], []) => {
                for note in review.notes.indices() {
                    visit(note, stated(review, note));
                }
            }
            ([theme], []) => {
                let (notes, stances) = self.carrying(*theme);
                for (&note, &taken) in notes.iter().zip(stances) {
                    visit(note, taken);
                }
            }
            (any, all) => {
                for (note, taken) in self.merged(any, all) {
                    visit(note, taken);
                }
            }
        }
    }

    /// The notes that carry a theme or a descendant, with their stances.
    fn carrying(&self, theme: ThemeCode) -> (&[NoteIndex], &[StanceSet]) {
        let theme = theme as usize;
        match (self.starts.get(theme), self.starts.get(theme + 1)) {
            (Some(&from), Some(&to)) => (&self.notes[from..to], &self.stances[from..to]),
            _ => (&[], &[]),
        }
    }

    /// Notes that carry one of `any`, where it is not empty, and each of `all`.
    fn merged(&self, any: &[ThemeCode], all: &[ThemeCode]) -> Taken {
        let list = |theme: ThemeCode| -> Taken {
            let (notes, stances) = self.carrying(theme);
            notes.iter().copied().zip(stances.iter().copied()).collect()
        };
        let mut any = any.iter().map(|&theme| list(theme));
        let mut all = all.iter().map(|&theme| list(theme));
        let first = any.next();
        let first = match first {
            Some(first) => Some(any.fold(first, |met, more| either(&met, &more))),
            None => all.next(),
        };
        let first = first.unwrap_or_default();
        all.fold(first, |met, more| both(&met, &more))
    }
}

/// The stances of all tags of a note.
fn stated(review: &Review, note: NoteIndex) -> StanceSet {
    let tags = review.notes.tags.get(note as usize);
    let stated: StanceSet = tags.iter().map(|tag| tag.stance).collect();
    if stated.is_empty() {
        [Stance::NotStated].into_iter().collect()
    } else {
        stated
    }
}

/// A sorted list that is asked for notes in rising order.
struct Cursor<'a> {
    notes: &'a [NoteIndex],
}

impl Cursor<'_> {
    fn reaches(&mut self, note: NoteIndex) -> bool {
        let before = self.notes.iter().take_while(|&&n| n < note).count();
        self.notes = &self.notes[before..];
        self.notes.first() == Some(&note)
    }
}

/// Notes of either list; both are sorted.
fn either(a: &[(NoteIndex, StanceSet)], b: &[(NoteIndex, StanceSet)]) -> Taken {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        match (a.peek(), b.peek()) {
            (Some(&&(x, mut taken)), Some(&&(y, more))) => {
                if x == y {
                    taken.merge(more);
                }
                out.push(if y < x { (y, more) } else { (x, taken) });
                if x <= y {
                    a.next();
                }
                if y <= x {
                    b.next();
                }
            }
            (Some(&&met), None) => {
                out.push(met);
                a.next();
            }
            (None, Some(&&met)) => {
                out.push(met);
                b.next();
            }
            (None, None) => return out,
        }
    }
}

/// Notes of both lists; both are sorted.
fn both(a: &[(NoteIndex, StanceSet)], b: &[(NoteIndex, StanceSet)]) -> Taken {
    let mut b = b.iter().peekable();
    let mut out = Vec::new();
    for &(note, mut taken) in a {
        while b.next_if(|(other, _)| *other < note).is_some() {}
        if let Some((_, more)) = b.next_if(|(other, _)| *other == note) {
            taken.merge(*more);
            out.push((note, taken));
        }
    }
    out
}
