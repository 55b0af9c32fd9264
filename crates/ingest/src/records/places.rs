//! Lines, columns and quotation marks of some bytes.

use memchr::memchr;

/// How many lines some text from the first column goes down, and the column it ends in, in code
/// points from 1.
#[must_use]
pub fn advance_place(before: &[u8]) -> (u64, u64) {
    let lines = line_ends(before);
    let begin = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |i| i + 1);
    let column = before
        .get(begin..)
        .unwrap_or_default()
        .iter()
        .filter(|&&b| b & 0xC0 != 0x80)
        .count();
    (lines, column as u64 + 1)
}

/// Line ends in some bytes: LF, CRLF and CR each once.
#[must_use]
pub fn line_ends(bytes: &[u8]) -> u64 {
    let mut count = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let second_half = bytes.get(at) == Some(&b'\n')
            && at.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b'\r');
        count += u64::from(!second_half);
    }
    count
}

/// Where the mark that closes a quoted field stands in what follows the one that opens it.
pub(crate) fn closing_quote(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr(b'"', rest.get(at..)?)?;
        if rest.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// What stands after an opening quote: doubled marks become one, the closing one goes, and what
/// follows it is taken as it is.
pub(super) fn unescaped(mut rest: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rest.len());
    while let Some(i) = memchr(b'"', rest) {
        let (before, after) = rest.split_at(i);
        out.extend_from_slice(before);
        rest = after.get(1..).unwrap_or_default();
        match rest.split_first() {
            Some((b'"', more)) => {
                out.push(b'"');
                rest = more;
            }
            _ => break,
        }
    }
    out.extend_from_slice(rest);
    out
}
