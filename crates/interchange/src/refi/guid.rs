//! Identifiers of REFI-QDA: read in every form that is met, written the same each time.

use std::fmt;

/// The identifier of something, in the form in which two spellings of it are one: without braces,
/// in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid(String);

impl Guid {
    /// Reads an identifier: bare or in braces, in any case. What is no GUID at all still
    /// identifies what carries it.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let inner = text.strip_prefix('{').and_then(|t| t.strip_suffix('}'));
        Self(inner.unwrap_or(text).trim().to_ascii_lowercase())
    }

    /// The identifier of something of ours, from what kind it is and the names that tell it from
    /// others of the kind: no chance, so that the same review gives the same file.
    ///
    /// It is the 128-bit FNV-1a hash (Fowler, Noll and Vo; RFC 9923, 2025) of the kind and the
    /// names, each ended by a zero byte, with the bits of version 8 and of the variant set as
    /// RFC 9562 (2024) has them for values of one's own making.
    pub fn derive(kind: &str, names: &[&str]) -> Self {
        const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let parts = std::iter::once(kind).chain(names.iter().copied());
        let bytes = parts.flat_map(|part| part.bytes().chain([0]));
        let hash = bytes.fold(BASIS, |hash, byte| {
            (hash ^ u128::from(byte)).wrapping_mul(PRIME)
        });
        let hash = hash & !(0xF << 76) | (8 << 76);
        let hash = hash & !(0b11 << 62) | (0b10 << 62);
        let hex = format!("{hash:032x}");
        let group = |from, to| hex.get(from..to).unwrap_or_default();
        Self(format!(
            "{}-{}-{}-{}-{}",
            group(0, 8),
            group(8, 12),
            group(12, 16),
            group(16, 20),
            group(20, 32)
        ))
    }

    /// The bare form, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_one() {
        let bare = Guid::read("0b6ba4d2-79a1-4e0f-9bb1-6a2ad9b1a001");
        for text in [
            "{0b6ba4d2-79a1-4e0f-9bb1-6a2ad9b1a001}",
            "0B6BA4D2-79A1-4E0F-9BB1-6A2AD9B1A001",
            " {0B6BA4D2-79a1-4e0f-9bb1-6a2ad9b1a001} ",
        ] {
            assert_eq!(Guid::read(text), bare);
        }
    }

    #[test]
    fn the_same_names_give_the_same_identifier() {
        // Computed apart from this code with Python; the second is the published FNV-1a of a zero byte.
        let known = [
            (
                "theme",
                &["value"][..],
                "d28066d2-7f04-8e82-a0e7-aab230d21975",
            ),
            ("", &[][..], "d228cb69-101a-8caf-b891-2b704e4a147f"),
        ];
        for (kind, names, expected) in known {
            assert_eq!(Guid::derive(kind, names).as_str(), expected);
        }
        assert_ne!(Guid::derive("a", &["bc"]), Guid::derive("ab", &["c"]));
    }
}
