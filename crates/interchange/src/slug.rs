//! Codes and ids made of labels and names, the same ones every time.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// A code of more code points than this is cut, at a word where one ends in its second half.
const LONGEST: usize = 60;

/// The code of a label: NFC, lower case, letters and digits of any script kept, accents and macrons
/// with them (in te reo Māori they tell words apart), and every run of anything else one hyphen.
/// A label without a letter or a digit is `unnamed`.
///
/// ```
/// use throughline_interchange::slug::slug;
/// assert_eq!(slug("  Kāwanatanga & cost: who pays?"), "kāwanatanga-cost-who-pays");
/// assert_eq!(slug("***"), "unnamed");
/// ```
#[must_use]
pub fn slug(label: &str) -> String {
    let mut code = String::new();
    for c in label.nfc().flat_map(char::to_lowercase).nfc() {
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
            code.push(c);
        } else if !code.is_empty() && !code.ends_with('-') {
            code.push('-');
        }
    }
    let code = code.trim_end_matches('-');
    let cut: String = code.chars().take(LONGEST).collect();
    let cut = match cut.rfind('-') {
        Some(at) if cut.len() < code.len() && at >= cut.len() / 2 => cut.get(..at).unwrap_or(&cut),
        _ => &cut,
    };
    let cut = cut.trim_end_matches('-');
    if cut.is_empty() {
        "unnamed".to_owned()
    } else {
        cut.to_owned()
    }
}

/// Codes that are taken, in whatever case.
#[derive(Debug, Clone, Default)]
pub struct Taken(BTreeSet<String>);

impl Taken {
    /// Takes a code, whoever has it.
    pub fn insert(&mut self, code: &str) {
        self.0.insert(code.to_lowercase());
    }

    /// Whether a code is taken.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.0.contains(&code.to_lowercase())
    }

    /// Takes the code that is wanted or, where it is taken, the first free one of `CODE-2`,
    /// `CODE-3`, …
    ///
    /// ```
    /// use throughline_interchange::slug::Taken;
    /// let mut taken = Taken::default();
    /// assert_eq!([taken.free("cost"), taken.free("Cost")], ["cost", "Cost-2"]);
    /// ```
    pub fn free(&mut self, wanted: &str) -> String {
        let mut code = wanted.to_owned();
        let mut number = 2u64;
        while self.has(&code) {
            code = format!("{wanted}-{number}");
            number += 1;
        }
        self.insert(&code);
        code
    }
}

/// Ten hexadecimal digits of some parts, which differ where a part differs: FNV-1a of 64 bits
/// (Fowler, Noll and Vo, 1991) over the parts, each with a byte after it that no text holds.
///
/// ```
/// use throughline_interchange::slug::digits;
/// assert_eq!(digits(&["a", "b"]), "d2b3718192");
/// assert_ne!(digits(&["ab", ""]), digits(&["a", "b"]));
/// ```
#[must_use]
pub fn digits(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{:010x}", hash >> 24)
}

/// The stem of a coder's file: a name as it is, but for what a file's name cannot hold on every
/// system, which becomes a hyphen. Blank where nothing is left.
///
/// ```
/// use throughline_interchange::slug::file_stem;
/// assert_eq!(file_stem(" Ana / Team:2 "), "Ana - Team-2");
/// assert_eq!(file_stem("../x"), "x");
/// ```
#[must_use]
pub fn file_stem(name: &str) -> String {
    let bad = |c: char| {
        c.is_control()
            || matches!(
                c,
                '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | ';'
            )
    };
    let name = throughline_core::names::shown_name(name);
    let name: String = name
        .chars()
        .map(|c| if bad(c) { '-' } else { c })
        .take(LONGEST)
        .collect();
    let name = name.trim_matches([' ', '.', '-', '~']);
    let reserved = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3",
    ];
    if reserved.iter().any(|r| name.eq_ignore_ascii_case(r)) {
        format!("{name}-coder")
    } else {
        name.to_owned()
    }
}
