//! Rows that repeat an earlier one in files without ids, and ids that are one number. Rule of counting 7
//! goes by the id of a note; without one each row is a note of its own, and a file that was put in twice
//! would be counted twice.
//!
//! Hashes and codes find what may be equal; nothing is called equal before it has been compared.

use crate::dictionary::hash;
use crate::duplicates::{Likeness, Pairs, cells};
use crate::notes::{NOTE_ID, RawNotes};
use crate::texts::{NotesFile, Rereader};
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::ops::Range;

/// What was found in files without ids. Rows are indices into the columns, files into their list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Files that hold the same rows as an earlier one: the file and the earlier one.
    pub files: Vec<(u16, u16)>,
    /// Rows that repeat an earlier row in every cell: the row and the first one. Those of
    /// [`files`](Self::files) are not among them.
    pub same: BTreeMap<u32, u32>,
    /// Rows that repeat the row before them in every cell but theme and stance.
    pub other_theme: Vec<u32>,
}

/// Looks for rows that stand twice without ids.
///
/// # Errors
/// A file cannot be read again.
pub fn find(raw: &RawNotes, files: &[NotesFile]) -> io::Result<Repeats> {
    let mut found = Repeats::default();
    let ranges: Vec<(u16, Range<usize>)> = ranges(raw)
        .into_iter()
        .filter(|(file, _)| {
            let file = files.get(usize::from(*file));
            file.is_some_and(|file| file.header.position(NOTE_ID).is_none())
        })
        .collect();
    let mut pairs = Pairs::new(files);
    let mut known: HashMap<(usize, u64), (u16, Range<usize>)> = HashMap::new();
    for (file, range) in &ranges {
        let key = (range.len(), texts_together(raw, range));
        match known.get(&key) {
            Some((earlier, first)) if same_rows(raw, (first, range), &mut pairs)? => {
                found.files.push((*file, *earlier));
            }
            Some(_) => {}
            None => {
                known.insert(key, (*file, range.clone()));
            }
        }
    }
    let of_their_own =
        |(file, _): &&(u16, Range<usize>)| !found.files.iter().any(|(twice, _)| twice == file);
    let rows: Vec<Range<usize>> = ranges
        .iter()
        .filter(of_their_own)
        .map(|(_, range)| range.clone())
        .collect();
    found.same = same(raw, files, &rows)?;
    for range in rows {
        other_theme(raw, range, &mut pairs, &mut found.other_theme)?;
    }
    Ok(found)
}

/// The rows of each file.
#[must_use]
pub fn ranges(raw: &RawNotes) -> Vec<(u16, Range<usize>)> {
    let mut ranges = Vec::new();
    let mut at = 0;
    while let Some(place) = raw.places.get(at) {
        let rest = raw.places.get(at..).unwrap_or_default();
        let end = at + rest.partition_point(|p| p.file <= place.file);
        ranges.push((place.file, at..end));
        at = end;
    }
    ranges
}

fn texts_together(raw: &RawNotes, rows: &Range<usize>) -> u64 {
    let texts = raw.text.get(rows.clone()).unwrap_or_default();
    texts.iter().fold(0, |all: u64, text| {
        all.rotate_left(5).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ text
    })
}

/// Whether two files hold the same rows, cell by cell.
fn same_rows(
    raw: &RawNotes,
    (first, second): (&Range<usize>, &Range<usize>),
    pairs: &mut Pairs<'_>,
) -> io::Result<bool> {
    if raw.text.get(first.clone()) != raw.text.get(second.clone()) {
        return Ok(false);
    }
    for (first, second) in first.clone().zip(second.clone()) {
        if pairs.of_rows(raw, (narrow(first), narrow(second)))? != Likeness::Same {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Everything that is known of a row without reading it again, as one hash; 0 where it has no text.
fn row_hash(raw: &RawNotes, row: usize, bytes: &mut Vec<u8>) -> u64 {
    let text = raw.text.get(row).copied().unwrap_or(0);
    if text == 0 {
        return 0;
    }
    bytes.clear();
    bytes.extend(text.to_le_bytes());
    let one = [&raw.engagement, &raw.place, &raw.manner];
    for code in one.into_iter().filter_map(|column| column.get(row)) {
        bytes.extend(code.to_le_bytes());
    }
    for list in [raw.organisation.get(row), raw.theme.get(row)] {
        bytes.extend(list.len().to_le_bytes());
        bytes.extend(list.iter().flat_map(|code| code.to_le_bytes()));
    }
    hash(bytes).max(1)
}

/// Texts that may stand more than once, by a few bits of their hashes: most texts stand once, and are
/// not looked at further.
struct Repeated {
    bits: Vec<u64>,
}

impl Repeated {
    fn of(raw: &RawNotes, ranges: &[Range<usize>]) -> Self {
        let rows: usize = ranges.iter().map(ExactSizeIterator::len).sum();
        let words = (rows / 4).next_power_of_two();
        let mut once = vec![0_u64; words];
        let mut again = Self {
            bits: vec![0; words],
        };
        for text in ranges.iter().cloned().filter_map(|rows| raw.text.get(rows)) {
            for &hash in text {
                let (at, bit) = again.place(hash);
                if let (Some(once), Some(again)) = (once.get_mut(at), again.bits.get_mut(at)) {
                    *again |= *once & bit;
                    *once |= bit;
                }
            }
        }
        again
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let at = usize::try_from(hash >> 6).unwrap_or_default() & (self.bits.len() - 1);
        (at, 1 << (hash & 63))
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = self.place(hash);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

fn same(
    raw: &RawNotes,
    files: &[NotesFile],
    ranges: &[Range<usize>],
) -> io::Result<BTreeMap<u32, u32>> {
    let mut bytes = Vec::new();
    let texts = Repeated::of(raw, ranges);
    let rows = ranges.iter().cloned().flatten();
    let mut hashes: Vec<(u64, u32)> = rows
        .filter(|&row| raw.text.get(row).is_some_and(|text| texts.may_hold(*text)))
        .map(|row| (row_hash(raw, row, &mut bytes), narrow(row)))
        .filter(|(hash, _)| *hash != 0)
        .collect();
    hashes.sort_unstable();
    let mut found = BTreeMap::new();
    let mut rereader = Rereader::new(files);
    let mut pairs = Pairs::new(files);
    for group in hashes.chunk_by(|a, b| a.0 == b.0).filter(|g| g.len() > 1) {
        // Cells that are not read (a time of its own for each row) tell rows apart too.
        let mut firsts: HashMap<u64, u32> = HashMap::new();
        for &(_, row) in group {
            let Some(&place) = raw.places.get(row as usize) else {
                continue;
            };
            let whole = rereader.record(place, |record| {
                record.map(|(records, file)| {
                    let cells = cells(records, file);
                    let mut all = Vec::new();
                    for (name, cell) in &cells {
                        all.extend_from_slice(name.as_bytes());
                        all.push(0);
                        all.extend_from_slice(cell);
                        all.push(0);
                    }
                    hash(&all)
                })
            })?;
            let Some(whole) = whole else {
                continue;
            };
            let first = *firsts.entry(whole).or_insert(row);
            if first != row && pairs.of_rows(raw, (first, row))? == Likeness::Same {
                found.insert(row, first);
            }
        }
    }
    Ok(found)
}

fn other_theme(
    raw: &RawNotes,
    rows: Range<usize>,
    pairs: &mut Pairs<'_>,
    found: &mut Vec<u32>,
) -> io::Result<()> {
    let alike = |a: usize, b: usize| {
        let text = raw.text.get(a);
        text == raw.text.get(b)
            && text != Some(&0)
            && raw.engagement.get(a) == raw.engagement.get(b)
            && raw.place.get(a) == raw.place.get(b)
            && raw.organisation.get(a) == raw.organisation.get(b)
            && raw.theme.get(a) != raw.theme.get(b)
    };
    for row in rows.skip(1) {
        let before = row - 1;
        if alike(before, row)
            && pairs.of_rows(raw, (narrow(before), narrow(row)))? == Likeness::ButThemes
        {
            found.push(narrow(row));
        }
    }
    Ok(())
}

fn narrow(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// Ids past which no more that may be one number are kept at hand.
const MOST_IDS: usize = 100_000;

/// Ids that are one number written in two ways, `3` and `03` or `3.0`: each row with the one that it is
/// like. Nothing is looked up where no id is written so.
#[must_use]
pub fn similar_ids(raw: &RawNotes) -> Vec<(u32, u32)> {
    let odd = |id: &str| {
        let bytes = id.as_bytes();
        (bytes.first() == Some(&b'0') && bytes.len() > 1) || bytes.ends_with(b".0")
    };
    let rows = || (0..raw.ids.len()).map(|row| (narrow(row), raw.ids.get(row)));
    let mut oddly: HashMap<u64, (u32, &str)> = HashMap::new();
    for (row, id) in rows().filter(|(_, id)| odd(id)).take(MOST_IDS) {
        if let Some(number) = number(id) {
            oddly.entry(number).or_insert((row, id));
        }
    }
    if oddly.is_empty() {
        return Vec::new();
    }
    let alike = rows().filter_map(|(row, id)| {
        let (other, written) = oddly.get(&number(id)?)?;
        (*written != id).then_some((row, *other))
    });
    alike.collect()
}

/// The whole number that an id is, `003` and `3.0` too.
fn number(id: &str) -> Option<u64> {
    let digits = id.strip_suffix(".0").unwrap_or(id);
    let sound = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_are_one_number() {
        let of = |ids: &[&str]| {
            let mut raw = RawNotes::default();
            for id in ids {
                raw.ids.push(id);
            }
            similar_ids(&raw)
        };
        assert_eq!(of(&["1", "2", "3"]), []);
        assert_eq!(of(&["001", "002", "003", "002"]), []);
        assert_eq!(of(&["2", "3", "003", "2.0"]), [(0, 3), (1, 2)]);
        assert_eq!(of(&["03", "3.0"]), [(1, 0)]);
        assert_eq!(of(&["0", "0.0", "A-03", "A-3"]), [(0, 1)]);
    }
}
