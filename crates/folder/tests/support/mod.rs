//! Fixtures, each in a folder of its own, against what is found in them.

use std::path::{Path, PathBuf};

/// The folders below `tests/NAME`, in order.
pub fn cases(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name);
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

/// Compares what is found in each case with the text that is kept of it.
pub fn compare(name: &str, expected: fn(&Path) -> PathBuf, found: fn(&Path) -> String) {
    let mut failures = Vec::new();
    for case in cases(name) {
        let wanted = std::fs::read_to_string(expected(&case)).unwrap_or_default();
        let found = found(&case);
        if found != wanted {
            let name = case.display();
            failures.push(format!(
                "{name}\n--- expected\n{wanted}\n--- found\n{found}"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Writes the texts anew.
pub fn write_anew(name: &str, expected: fn(&Path) -> PathBuf, found: fn(&Path) -> String) {
    for case in cases(name) {
        std::fs::write(expected(&case), found(&case)).unwrap();
    }
}
