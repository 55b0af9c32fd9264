//! What a file is that is no table, by its first bytes, whatever it is called.

/// What files of other kinds begin with, in any case.
const BEGINNINGS: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF"),
    (b"WEBVTT", "a transcript with subtitles (WebVTT)"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "packed with gzip"),
    (b"Rar!\x1A", "an archive"),
    (b"7z\xBC\xAF", "an archive"),
    (b"PAR1", "in the Parquet format"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
];

/// What a file is, when its first bytes tell that it is no table; zips and older workbooks, which may
/// hold one, aside.
///
/// ```
/// use throughline_ingest::prepared::other::kind;
/// assert_eq!(kind(b"%PDF-1.7\n"), Some("a PDF"));
/// assert_eq!(kind(b"\n <HTML>"), Some("a web page"));
/// assert_eq!(kind(b"[{\"note_id\": 1}]"), Some("JSON"));
/// assert_eq!(kind(b"note_id,text\n1,[]\n"), None);
/// ```
#[must_use]
pub fn kind(first: &[u8]) -> Option<&'static str> {
    let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first);
    let first = first.trim_ascii_start();
    let begins = |with: &[u8]| {
        let start = first.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    let known = BEGINNINGS.iter().find(|(with, _)| begins(with));
    known
        .map(|(_, what)| *what)
        .or(is_json(first).then_some("JSON"))
}

/// An object with a first key, or a list of objects or of lists.
fn is_json(first: &[u8]) -> bool {
    let inside = |open: &[u8]| first.strip_prefix(open).map(<[u8]>::trim_ascii_start);
    inside(b"{").is_some_and(|rest| rest.starts_with(b"\""))
        || inside(b"[").is_some_and(|rest| rest.starts_with(b"{") || rest.starts_with(b"["))
}
