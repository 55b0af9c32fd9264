//! `samples.toml`: the samples of notes that coders were given to tag, so that it can be said later
//! how a double coding was drawn. `throughline tags export --sample` adds to it.
//!
//! ```toml
//! [[sample]]
//! coder = "ana"
//! notes = 40          # notes that were drawn
//! of = 154            # notes of the review then
//! seed = 7            # of core::samples::order
//! unread = false      # whether those that the coder had read were passed over
//! date = 2026-11-29   # where it was given
//! ```

use crate::edit::{EditError, FileChange, apply};
use crate::keys::{Document, Keys};
use std::fmt::Write as _;
use std::path::Path;
use throughline_core::ids::CoderId;
use throughline_core::problem::{Code, Problem};
use throughline_core::samples::Sample;
use throughline_ingest::check;
use throughline_ingest::faults::Faults;

/// Its name in a review folder.
pub const FILE: &str = "samples.toml";

const HEAD: &str = "\
# How the notes of sheets to tag in were drawn. Added to by `throughline tags export --sample`,
# so that `throughline agreement` can say it.
";

/// Reads samples.toml.
pub(crate) fn read(bytes: &[u8], faults: &mut Faults) -> Vec<Sample> {
    let text = match check::text(bytes, FILE) {
        Ok(text) => text,
        Err(problem) => {
            faults.push(problem);
            return Vec::new();
        }
    };
    let document = Document::new(FILE, text);
    let (table, sound) = document.parse(faults);
    if !sound {
        return Vec::new();
    }
    let mut keys = Keys::root(&document, &table);
    let mut samples = Vec::new();
    for mut table in keys.tables("sample", faults) {
        samples.extend(sample(&mut table, faults));
        table.finish(faults);
    }
    keys.finish(faults);
    samples
}

fn sample(keys: &mut Keys<'_, '_>, faults: &mut Faults) -> Option<Sample> {
    let coder = keys.id::<CoderId>("coder", faults);
    let notes = number(keys, "notes", faults);
    let of = number(keys, "of", faults);
    let seed = number(keys, "seed", faults);
    let unread = keys.boolean("unread", faults).unwrap_or(false);
    let date = keys.date("date", faults);
    Some(Sample {
        coder: coder?.0,
        notes: u32::try_from(notes?).unwrap_or(u32::MAX),
        of: u32::try_from(of?).unwrap_or(u32::MAX),
        seed: seed?,
        unread,
        date,
    })
}

/// A whole number of zero or more that must be there.
fn number(keys: &mut Keys<'_, '_>, key: &'static str, faults: &mut Faults) -> Option<u64> {
    if !keys.has(key) {
        let place = keys.place(keys.at);
        let problem = Problem::new(Code::MissingKey, place, format!("sample has no `{key}`"));
        faults.push(problem.help(format!("add `{key} = …`, a whole number")));
    }
    let (found, at) = keys.integer(key, faults)?;
    let number = u64::try_from(found).ok();
    if number.is_none() {
        keys.bad(at, format!("`{key}` must be 0 or more"), faults);
    }
    number
}

/// Adds a sample to the end of samples.toml of a review folder, making the file where there is none.
/// Every byte that stands there is kept. Says whether it was added: one that stands there is not
/// added again.
///
/// ```
/// use throughline_core::samples::Sample;
/// use throughline_folder::samples::add;
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("review.toml"), "title = \"A review\"")?;
/// let sample = Sample {
///     coder: "ana".parse()?, notes: 40, of: 154, seed: 7, unread: false, date: None,
/// };
/// assert!(add(folder.path(), &sample)?);
/// assert!(!add(folder.path(), &sample)?);
/// let text = std::fs::read_to_string(folder.path().join("samples.toml"))?;
/// assert!(text.ends_with(
///     "\n[[sample]]\ncoder = \"ana\"\nnotes = 40\nof = 154\nseed = 7\nunread = false\n"
/// ));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`apply`]; [`EditError::Block`] where the file that is there cannot be read.
pub fn add(folder: &Path, sample: &Sample) -> Result<bool, EditError> {
    let path = folder.join(FILE);
    let before = crate::edit::read(&path).map_err(|source| EditError::Io {
        path: path.clone(),
        source,
    })?;
    let mut faults = Faults::new(false);
    let known = read(before.as_deref().unwrap_or_default(), &mut faults);
    let (problems, _) = faults.finish();
    if let Some(problem) = problems.iter().next() {
        return Err(EditError::Block(problem.to_string()));
    }
    if known.contains(sample) {
        return Ok(false);
    }
    let mut after = before.clone().unwrap_or_else(|| HEAD.as_bytes().to_vec());
    if !after.is_empty() && !after.ends_with(b"\n") {
        after.push(b'\n');
    }
    after.extend_from_slice(block(sample).as_bytes());
    let change = FileChange {
        path: FILE.to_owned(),
        before,
        after: Some(after),
    };
    apply(folder, &[change])?;
    Ok(true)
}

fn block(sample: &Sample) -> String {
    let coder = toml::Value::String(sample.coder.to_string());
    let mut block = format!(
        "\n[[sample]]\ncoder = {coder}\nnotes = {}\nof = {}\nseed = {}\nunread = {}\n",
        sample.notes, sample.of, sample.seed, sample.unread
    );
    if let Some(date) = sample.date {
        // Writing to a string does not fail.
        let _ = writeln!(block, "date = {date}");
    }
    block
}
