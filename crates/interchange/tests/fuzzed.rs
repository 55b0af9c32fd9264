//! The bodies of the fuzz targets (`fuzz/src/lib.rs`) over their corpus (`fuzz/corpus/TARGET`) and over
//! bytes of it that a fixed seed changes, so that stable Rust runs them in every `cargo test`.
//! CONTRIBUTING.md says how libFuzzer runs the same bodies for longer.

#[path = "../../../fuzz/src/lib.rs"]
mod bodies;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Changed inputs of each target.
const CHANGED: u64 = 500;

/// What breaks tables, markup and archives more often than a byte at random.
const TELLING: [&[u8]; 24] = [
    b"\"",
    b"\"\"",
    b"\n",
    b"\r",
    b"\r\n",
    b",",
    b";",
    b"\t",
    b"|",
    b"=",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xC3",
    b"\xF0\x9F\x98\x80",
    b"\xC2\xA0",
    b"<",
    b"/>",
    b"]]>",
    b"&#0;",
    b"-1",
    b"4294967296",
    b"18446744073709551616",
    b"[[",
];

/// Numbers of a fixed seed (`SplitMix64`, Steele, Lea and Flood 2014).
struct Drawn(u64);

impl Drawn {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end as u64).max(1)).unwrap()
    }
}

/// The files of a target's corpus, by name.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(target);
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// Bytes with one to four changes: a byte, words that tell, a run gone, twice or from another file,
/// the end cut off.
fn changed(from: &[u8], other: &[u8], drawn: &mut Drawn) -> Vec<u8> {
    let mut bytes = from.to_vec();
    for _ in 0..=drawn.below(4) {
        let at = drawn.below(bytes.len() + 1);
        let end = bytes.len().min(at + 1 + drawn.below(16));
        match drawn.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, TELLING[drawn.below(TELLING.len())].iter().copied())),
            3 => drop(bytes.splice(at..end, TELLING[drawn.below(TELLING.len())].iter().copied())),
            4 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(end..end, again);
            }
            5 => {
                let start = drawn.below(other.len());
                let to = other.len().min(start + drawn.below(64));
                bytes.splice(at..at, other[start..to].iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << drawn.below(8);
                }
            }
        }
    }
    bytes
}

/// Runs a body over the corpus, and over changed bytes of it.
fn hold(target: &str, body: fn(&[u8])) {
    let files = corpus(target);
    assert!(!files.is_empty(), "fuzz/corpus/{target} is empty");
    let stands = |bytes: &[u8], name: &str| {
        let held = catch_unwind(AssertUnwindSafe(|| body(bytes))).is_ok();
        assert!(held, "{name} fails `{target}`: {}", bytes.escape_ascii());
    };
    for (name, bytes) in &files {
        stands(bytes, name);
    }
    let mut drawn = Drawn(1);
    for number in 0..CHANGED {
        let (name, from) = &files[drawn.below(files.len())];
        let other = &files[drawn.below(files.len())].1;
        let bytes = changed(from, other, &mut drawn);
        stands(&bytes, &format!("change {number} of {name}"));
    }
}

#[test]
fn notes() {
    hold("notes", bodies::notes);
}

#[test]
fn settings() {
    hold("settings", bodies::settings);
}

#[test]
fn workbooks() {
    hold("workbook", bodies::workbook);
}

#[test]
fn projects() {
    hold("project", bodies::project);
}

#[test]
fn segments() {
    hold("segments", bodies::segments);
}
