//! FNV-1a, 64 bits, by Glenn Fowler, Landon Curt Noll and Kiem-Phong Vo (1991): the same on every
//! machine and in every version of the program.

/// Adds up bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digest(u64);

impl Digest {
    /// Of nothing.
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// With more bytes.
    pub(crate) fn with(self, bytes: &[u8]) -> Self {
        let fold =
            |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(bytes.iter().fold(self.0, fold))
    }

    /// As 16 hexadecimal digits.
    pub(crate) fn hexadecimal(self) -> String {
        format!("{:016x}", self.0)
    }

    /// For a sum over a set, so that the order of its members does not matter. The bits are mixed
    /// first (the finaliser of `SplitMix64`, Steele, Lea and Flood 2014): FNV-1a alone carries the
    /// last byte through so plainly that {1, 4} and {2, 3} would add up to the same.
    pub(crate) fn mixed(self) -> u64 {
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the authors' own test suite (draft-eastlake-fnv).
    #[test]
    fn digests_are_those_of_the_authors() {
        for (text, expected) in [
            ("", "cbf29ce484222325"),
            ("a", "af63dc4c8601ec8c"),
            ("foobar", "85944171f73967e8"),
        ] {
            let digest = Digest::new().with(text.as_bytes());
            assert_eq!(digest.hexadecimal(), expected, "{text}");
        }
    }

    #[test]
    fn sums_tell_sets_with_neighbouring_ids_apart() {
        let sum = |ids: [&str; 2]| {
            let of = |id: &str| Digest::new().with(id.as_bytes()).mixed();
            of(ids[0]).wrapping_add(of(ids[1]))
        };
        assert_eq!(sum(["N-1", "N-4"]), sum(["N-4", "N-1"]));
        assert_ne!(sum(["N-1", "N-4"]), sum(["N-2", "N-3"]));
    }
}
