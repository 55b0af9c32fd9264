//! Organisations that only the first row of each group names, as people lay a table out to be read: the
//! rows below would count as notes of nobody.

use std::collections::HashSet;
use std::ops::Range;
use throughline_core::problem::{Code, Place, Problem};
use throughline_ingest::faults::Faults;
use throughline_ingest::notes::{ORGANISATION, RawNotes};
use throughline_ingest::repeats::ranges;
use throughline_ingest::texts::{NotesFile, Rereader};

/// Warns of files that look so.
pub fn say(raw: &RawNotes, files: &[NotesFile], faults: &mut Faults) {
    for (file, rows) in ranges(raw) {
        let Some(blank) = blanks_in_groups(raw, rows.clone()) else {
            continue;
        };
        let name = files.get(usize::from(file)).map_or("", |f| f.name.as_str());
        let at = raw.places.get(blank);
        let place = at.map_or_else(
            || Place::file(name),
            |&at| Rereader::new(files).cell_place(at, ORGANISATION),
        );
        let all = rows.len();
        let blanks = rows.filter(|&row| raw.organisation.get(row).is_empty());
        let message = format!(
            "{} of {all} rows name no organisation, and each organisation stands once, above some of them: only the first row of a group names it, it seems",
            blanks.count()
        );
        let problem = Problem::new(Code::NotFilledDown, place, message);
        faults.push(problem.help(
            "write the organisation into every row that is its own (in a spreadsheet: fill down); a blank one is nobody's",
        ));
    }
}

/// The first row without an organisation, where a quarter of the rows or more are without, the first row
/// of the file has one, and no organisation stands twice. A file of the ordinary kind is left at the
/// first organisation that does.
fn blanks_in_groups(raw: &RawNotes, rows: Range<usize>) -> Option<usize> {
    let all = rows.len();
    let mut met: HashSet<&[u32]> = HashSet::new();
    let (mut blanks, mut first) = (0, None);
    for row in rows {
        let names = raw.organisation.get(row);
        if names.is_empty() {
            if met.is_empty() {
                return None;
            }
            blanks += 1;
            first = first.or(Some(row));
        } else if !met.insert(names) {
            return None;
        }
    }
    first.filter(|_| blanks >= 2 && 4 * blanks >= all)
}
