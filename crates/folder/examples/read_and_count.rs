//! Reads one notes file, counts its notes by theme, and lets the csv crate go over the same bytes in
//! the same run: `read_and_count FILE`. For measuring; `benches/results/size.md` has what it said.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use throughline_folder::{OpenOptions, Opened, open};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: read_and_count FILE");
        return ExitCode::from(2);
    };
    match run(Path::new(&path)) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(3)
        }
    }
}

fn run(path: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let (records, alone) = timed(|| csv_alone(path));
    let records = records?;
    let (opened, reading) = timed(|| open(path, &OpenOptions::default()));
    let Opened { review, tally, .. } = opened?;
    let review = review.ok_or("the file has errors")?;
    let (tags, counting) = timed(|| {
        let mut notes = vec![0u64; review.codebook.len()];
        for tag in review.notes.tags.values() {
            if let Some(count) = notes.get_mut(tag.theme as usize) {
                *count += 1;
            }
        }
        notes.iter().sum::<u64>()
    });
    let ratio = (reading + counting).as_secs_f64() / alone.as_secs_f64();
    Ok(format!(
        "{}; {tags} tags; csv alone {records} records in {:.2} s; reading {:.2} s, counting {:.2} s; ratio {ratio:.2}; peak {} MiB",
        tally.map_or_else(String::new, |t| t.to_string()),
        alone.as_secs_f64(),
        reading.as_secs_f64(),
        counting.as_secs_f64(),
        peak().unwrap_or(0) / 1024,
    ))
}

/// The csv crate's own pass: every record into one buffer.
fn csv_alone(path: &Path) -> Result<u64, csv::Error> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut record = csv::ByteRecord::new();
    let mut records = 0;
    while reader.read_byte_record(&mut record)? {
        records += 1;
    }
    Ok(records)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a measurement looks at the clock"
)]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let done = work();
    (done, begin.elapsed())
}

/// The most memory the process has had, in KiB, as Linux says it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
