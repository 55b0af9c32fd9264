//! A pseudo-random number of 64 bits for a key and some bytes, fixed for good.

/// SipHash-2-4 (Aumasson and Bernstein 2012, INDOCRYPT): two rounds for each
/// eight bytes, four at the end. The key as two little-endian halves.
pub(super) fn siphash([first, second]: [u64; 2], bytes: &[u8]) -> u64 {
    let mut state = [
        first ^ 0x736f_6d65_7073_6575,
        second ^ 0x646f_7261_6e64_6f6d,
        first ^ 0x6c79_6765_6e65_7261,
        second ^ 0x7465_6462_7974_6573,
    ];
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    if let Some(start) = last.get_mut(..rest.len()) {
        start.copy_from_slice(rest);
    }
    // The length, by its last byte.
    let [length, ..] = bytes.len().to_le_bytes();
    last[7] = length;
    for word in words.iter().chain([&last]) {
        let word = u64::from_le_bytes(*word);
        state[3] ^= word;
        rounds(&mut state, 2);
        state[0] ^= word;
    }
    state[2] ^= 0xff;
    rounds(&mut state, 4);
    state.into_iter().fold(0, |all, one| all ^ one)
}

fn rounds([a, b, c, d]: &mut [u64; 4], times: usize) {
    for _ in 0..times {
        *a = a.wrapping_add(*b);
        *c = c.wrapping_add(*d);
        *b = b.rotate_left(13) ^ *a;
        *d = d.rotate_left(16) ^ *c;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*b);
        *a = a.wrapping_add(*d);
        *b = b.rotate_left(17) ^ *c;
        *d = d.rotate_left(21) ^ *a;
        *c = c.rotate_left(32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the authors' reference implementation: key 00 01 … 0f, of the first bytes 00 01 ….
    /// The one of 15 bytes stands in Appendix A of the paper.
    #[test]
    fn ranks_are_those_of_siphash() {
        let key = [0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908];
        let bytes: Vec<u8> = (0..15).collect();
        for (length, expected) in [
            (0, 0x726f_db47_dd0e_0e31),
            (1, 0x74f8_39c5_93dc_67fd),
            (7, 0xab02_00f5_8b01_d137),
            (8, 0x93f5_f579_9a93_2462),
            (15, 0xa129_ca61_49be_45e5),
        ] {
            assert_eq!(siphash(key, &bytes[..length]), expected, "{length} bytes");
        }
    }
}
