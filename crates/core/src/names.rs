//! Rule of counting 5: names match after NFC, trimming, folding of runs of white space and case.

use unicode_normalization::UnicodeNormalization;

/// The form under which two spellings of a name are one.
///
/// White space of every kind, the no-break space included, folds to a single space; zero-width
/// spaces and byte-order marks are dropped.
///
/// ```
/// use throughline_core::names::name_key;
/// assert_eq!(name_key("  Te\u{a0}Rūnanga  O Ngāti "), name_key("Te Ru\u{304}nanga o Nga\u{304}ti"));
/// assert_eq!(name_key(" \u{feff}"), "");
/// ```
#[must_use]
pub fn name_key(name: &str) -> String {
    if name.is_ascii() {
        // Nothing to compose.
        let mut key = shown_name(name);
        key.make_ascii_lowercase();
        return key;
    }
    let mut key = String::with_capacity(name.len());
    for c in shown_name(name).nfc().flat_map(char::to_lowercase) {
        key.push(c);
    }
    // Lower-casing may leave a sequence that composes (İ becomes i and a combining dot).
    key.nfc().collect()
}

/// The spelling that is shown: trimmed, runs of white space folded to one space.
///
/// ```
/// assert_eq!(throughline_core::names::shown_name(" The\u{a0} Treasury\n"), "The Treasury");
/// ```
#[must_use]
pub fn shown_name(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for word in name
        .split(|c: char| c.is_whitespace())
        .map(|w| w.trim_matches(['\u{200b}', '\u{feff}', '\u{2060}']))
        .filter(|w| !w.is_empty())
    {
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    shown
}
