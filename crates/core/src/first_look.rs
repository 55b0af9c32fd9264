//! A first look at a large review: N of its notes, drawn at random without replacement.
//!
//! Each id is given a number of 64 bits, its [`rank`] under the seed, and the N notes with the lowest
//! ranks are drawn: a bottom-k sketch with equal weights (Cohen and Kaplan 2007, "Summarizing data
//! using bottom-k sketches"). Whether a note is drawn depends on the ids of the notes and on the seed
//! alone, so that
//!
//! - the same notes come out whatever the order of files and rows, and however they were read;
//! - samples of one seed are nested: the first 100 are among the first 200;
//! - a note that is added takes the place of one note at most, and the others keep theirs.
//!
//! The rank is SipHash-2-4 (Aumasson and Bernstein 2012), keyed with the seed. The sheets that coders
//! are given are drawn by another rule ([`samples::order`](crate::samples::order)), which numbers all
//! notes of the review in order of id and so gives no note a number of its own.
//!
//! A sample changes which notes are counted and not who took part. Who was present, or has a note that
//! was not drawn, stays in the denominators of rule of counting 6. So a count of organisations on a
//! sample is a lower bound of the count on all notes: an organisation raises a theme only where one of
//! its drawn notes carries it.

mod siphash;

use crate::coders::CoderTags;
use crate::notes::{Lists, NoteIndex, Notes, Strings, TextPlace};
use crate::numbers::grouped;
use crate::review::{Engagement, Noun, Review};
use std::collections::BTreeSet;

/// The seed where none is given, that of `tags export --sample`.
pub const SEED: u64 = 1;

/// The reason in the ledger of a note that was not drawn.
pub const NOT_DRAWN: &str = "not drawn for this first look";

/// What stands where the findings would.
pub const NO_FINDINGS: &str = "Findings are judged on all notes; this first look leaves them out.";

/// What a review that holds a sample of its notes knows of the others.
#[derive(Debug, Clone)]
pub struct FirstLook {
    /// Notes that were drawn: those of the review that holds this.
    pub notes: u32,
    /// Of how many notes.
    pub of: u32,
    /// The seed of [`rank`].
    pub seed: u64,
    /// Findings that were left out.
    pub findings: u32,
    /// Organisations with a note, drawn or not, that belongs to no engagement, by code. Those with a
    /// note of an engagement are among the organisations of the engagement.
    pub beside_engagements: Vec<u32>,
    read: Read,
}

/// What the ledger says of every note, drawn or not.
#[derive(Debug, Clone)]
struct Read {
    ids: Strings,
    places: Vec<TextPlace>,
    /// Indices of the drawn ones, rising.
    drawn: Vec<NoteIndex>,
}

impl FirstLook {
    /// `500 of 12,345 notes, drawn with the seed 7`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}, drawn with the seed {}", self.share(), self.seed)
    }

    /// `500 of 12,345 notes`.
    #[must_use]
    pub fn share(&self) -> String {
        format!(
            "{} of {} notes",
            grouped(self.notes.into()),
            grouped(self.of.into())
        )
    }

    /// What a report says of it, wherever it has to be said whole.
    #[must_use]
    pub fn sentence(&self, noun: &Noun) -> String {
        format!(
            "Counted on a sample of {} of the {} notes, drawn with seed {}. Who took part is known from \
             all notes, so each count of {} is a lower bound.",
            grouped(self.notes.into()),
            grouped(self.of.into()),
            self.seed,
            noun.many
        )
    }

    /// Notes that were not drawn.
    #[must_use]
    pub fn not_drawn(&self) -> u32 {
        self.of.saturating_sub(self.notes)
    }

    /// Every note that was read, drawn or not, in order of file and line: its id, its place, and its
    /// index among the drawn ones where it is one.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &TextPlace, Option<usize>)> {
        let mut drawn = self.read.drawn.iter().zip(0..).peekable();
        (0u32..).zip(&self.read.places).map(move |(note, place)| {
            let at = drawn.next_if(|(next, _)| **next == note).map(|(_, at)| at);
            (self.read.ids.get(note as usize), place, at)
        })
    }
}

/// The number of a note under a seed, by which it is drawn: SipHash-2-4 of the bytes of its id, the
/// seed (little-endian) being the first half of the key and zero the second.
///
/// ```
/// use throughline_core::first_look::rank;
/// assert_eq!(rank("N-1", 7), 0x75fc_2696_18ce_d91e);
/// ```
#[must_use]
pub fn rank(id: &str, seed: u64) -> u64 {
    siphash::siphash([seed, 0], id.as_bytes())
}

/// The `n` notes of the lowest rank, as indices into the ids, rising; all where there are no more.
/// Two ids of one rank stand in byte order. One pass: what may still be drawn is gathered, and whenever
/// there are twice as many as needed the half with the higher ranks is let go.
///
/// ```
/// use throughline_core::first_look::draw;
/// use throughline_core::notes::Strings;
/// let mut ids = Strings::default();
/// for id in ["N-1", "N-2", "N-3", "N-4", "N-5", "N-6"] {
///     ids.push(id);
/// }
/// assert_eq!(draw(&ids, 2, 7), [1, 5]);
/// assert_eq!(draw(&ids, 3, 7), [1, 3, 5]);
/// assert_eq!(draw(&ids, 9, 7), [0, 1, 2, 3, 4, 5]);
/// ```
#[must_use]
pub fn draw(ids: &Strings, n: u32, seed: u64) -> Vec<NoteIndex> {
    let all = 0..u32::try_from(ids.len()).unwrap_or(u32::MAX);
    if n >= all.end {
        return all.collect();
    }
    let order = |a: &(u64, NoteIndex), b: &(u64, NoteIndex)| {
        let id = |note: NoteIndex| ids.get(note as usize);
        a.0.cmp(&b.0).then_with(|| id(a.1).cmp(id(b.1)))
    };
    let keep = n as usize;
    let mut lowest: Vec<(u64, NoteIndex)> = Vec::new();
    // No note with a higher rank than this is drawn any more.
    let mut highest = u64::MAX;
    for note in all {
        let rank = rank(ids.get(note as usize), seed);
        if rank <= highest {
            lowest.push((rank, note));
        }
        if lowest.len() > keep.saturating_mul(2).max(LEAST) {
            let (_, next, _) = lowest.select_nth_unstable_by(keep, order);
            highest = next.0;
            lowest.truncate(keep);
        }
    }
    if lowest.len() > keep {
        lowest.select_nth_unstable_by(keep, order);
        lowest.truncate(keep);
    }
    let mut drawn: Vec<NoteIndex> = lowest.into_iter().map(|(_, note)| note).collect();
    drawn.sort_unstable();
    drawn
}

/// So many are gathered before the first are let go.
const LEAST: usize = 64;

/// The review with `n` of its notes; the review as it is where it has no more.
///
/// All else is as in the whole review: organisations, engagements and who was at each (those with a
/// note of an engagement count as present), parts, codebook, what coders gave to the drawn notes. The
/// findings and the lock are left out, because a claim is judged on all notes. The ledger accounts for
/// every row that was read; a note that was not drawn is left out of it as [`NOT_DRAWN`].
///
/// ```
/// use std::sync::Arc;
/// use throughline_core::first_look;
/// use throughline_core::notes::{Flags, NONE, TextPlace, TextsInMemory};
/// use throughline_core::review::Review;
/// let mut review = Review::new("Six notes", Arc::new(TextsInMemory::default()));
/// for line in 2..8 {
///     review.notes.ids.push(&format!("N-{}", line - 1));
///     review.notes.engagement.push(NONE);
///     review.notes.organisations.push(None);
///     review.notes.part.push(NONE);
///     review.notes.question.push(NONE);
///     review.notes.tags.push(None);
///     review.notes.flags.push(Flags::default());
///     review.notes.places.push(TextPlace { file: 0, offset: 0, line });
/// }
/// let sample = first_look::take(review.clone(), 2, 7);
/// assert_eq!([sample.notes.ids.get(0), sample.notes.ids.get(1)], ["N-2", "N-6"]);
/// let look = sample.first_look.as_ref().ok_or("not a sample")?;
/// assert_eq!(look.words(), "2 of 6 notes, drawn with the seed 7");
/// assert_eq!(sample.ledger_rows().count(), 6);
/// assert!(first_look::take(review, 6, 7).first_look.is_none());
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn take(review: Review, n: u32, seed: u64) -> Review {
    let of = review.notes.indices().end;
    if n >= of {
        return review;
    }
    let drawn = draw(&review.notes.ids, n, seed);
    let findings = u32::try_from(review.findings.len()).unwrap_or(u32::MAX);
    let mut sample = Review {
        coder_tags: review
            .coder_tags
            .as_ref()
            .map(|tags| given_to(tags, &drawn)),
        findings: Vec::new(),
        lock: None,
        ..review
    };
    let mut engagements = std::mem::take(&mut sample.engagements);
    let beside_engagements = took_part(&mut engagements, &sample.notes);
    sample.engagements = engagements;
    sample
        .quotes_read
        .retain_mut(|quote| renumber(&mut quote.note, &drawn));
    let notes = only(&sample.notes, &drawn);
    let whole = std::mem::replace(&mut sample.notes, notes);
    let organisations = &sample.notes.organisations;
    let unattributed = (0..organisations.len()).filter(|&row| organisations.get(row).is_empty());
    let unattributed = unattributed.count() as u64;
    if let Some(counted) = sample
        .ledger
        .counted
        .get_mut(crate::ledger::NO_ORGANISATION)
    {
        *counted = unattributed;
    }
    sample.first_look = Some(FirstLook {
        notes: n,
        of,
        seed,
        findings,
        beside_engagements,
        read: Read {
            ids: whole.ids,
            places: whole.places,
            drawn,
        },
    });
    sample
}

/// The columns of some notes, in the order given.
fn only(notes: &Notes, rows: &[NoteIndex]) -> Notes {
    fn cells<T: Copy>(column: &[T], rows: &[NoteIndex]) -> Vec<T> {
        let cell = |&row: &NoteIndex| column.get(row as usize).copied();
        rows.iter().filter_map(cell).collect()
    }
    fn lists<T: Copy>(column: &Lists<T>, rows: &[NoteIndex]) -> Lists<T> {
        let mut lists = Lists::default();
        for &row in rows {
            lists.push(column.get(row as usize).iter().copied());
        }
        lists
    }
    let mut ids = Strings::default();
    for &row in rows {
        ids.push(notes.ids.get(row as usize));
    }
    Notes {
        ids,
        engagement: cells(&notes.engagement, rows),
        organisations: lists(&notes.organisations, rows),
        part: cells(&notes.part, rows),
        question: cells(&notes.question, rows),
        tags: lists(&notes.tags, rows),
        flags: cells(&notes.flags, rows),
        places: cells(&notes.places, rows),
    }
}

/// The new index of a note, where it is drawn.
fn renumber(note: &mut NoteIndex, drawn: &[NoteIndex]) -> bool {
    let found = drawn.binary_search(note).ok();
    let found = found.and_then(|at| NoteIndex::try_from(at).ok());
    if let Some(at) = found {
        *note = at;
    }
    found.is_some()
}

/// What coders gave to the drawn notes.
fn given_to(tags: &CoderTags, drawn: &[NoteIndex]) -> CoderTags {
    let mut of_drawn = CoderTags {
        coders: tags.coders.clone(),
        policy: tags.policy,
        notes_coder: tags.notes_coder,
        ..CoderTags::default()
    };
    for (row, &note) in tags.notes.iter().enumerate() {
        let mut note = note;
        if renumber(&mut note, drawn) {
            of_drawn.notes.push(note);
            of_drawn.given.push(tags.given.get(row).iter().copied());
        }
    }
    of_drawn.taggings = tags
        .taggings
        .iter()
        .filter(|tagging| drawn.binary_search(&tagging.note).is_ok())
        .cloned()
        .collect();
    of_drawn
        .taggings
        .retain_mut(|tagging| renumber(&mut tagging.note, drawn));
    of_drawn
}

/// Adds to those present at each engagement the organisations with a note from it, and gives those
/// with a note from none.
fn took_part(engagements: &mut [Engagement], notes: &Notes) -> Vec<u32> {
    let mut noted: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); engagements.len()];
    let mut beside = BTreeSet::new();
    for (row, &engagement) in notes.engagement.iter().enumerate() {
        let of = noted.get_mut(engagement as usize).unwrap_or(&mut beside);
        of.extend(notes.organisations.get(row));
    }
    for (engagement, mut noted) in engagements.iter_mut().zip(noted) {
        for present in &engagement.organisations {
            noted.remove(present);
        }
        engagement.organisations.extend(noted);
    }
    beside.into_iter().collect()
}
