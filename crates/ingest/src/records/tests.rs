//! Records and fields against those of the csv crate.

use super::*;
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut records = Records::new(bytes, 1);
    let mut out = Vec::new();
    while records.advance() {
        out.push(
            (0..records.len())
                .map(|i| records.cell(i).into_owned())
                .collect(),
        );
    }
    out
}

fn read_by_csv(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
        .byte_records()
        .map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect()
}

proptest! {
    #[test]
    fn reads_what_the_csv_crate_reads(text in r#"[a,"\r\né]{0,60}"#) {
        prop_assert_eq!(read(text.as_bytes()), read_by_csv(text.as_bytes()));
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        // The csv crate drops a byte-order mark; whoever opens a file does so here.
        prop_assume!(!bytes.starts_with(b"\xEF\xBB\xBF"));
        prop_assert_eq!(read(&bytes), read_by_csv(&bytes));
    }

    #[test]
    fn lines_are_those_of_an_editor(text in r#"[a,"\r\n]{0,60}"#) {
        let mut records = Records::new(text.as_bytes(), 1);
        while records.advance() {
            let before = &text[..records.start()];
            let lines = before.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count();
            prop_assert_eq!(records.line(), lines as u64 + 1);
        }
    }
}

#[test]
fn places_count_code_points_in_the_line_of_the_field() {
    let mut records = Records::new("ā,\"two\r\nlines\",é,x\n".as_bytes(), 7);
    assert!(records.advance());
    let places: Vec<_> = (0..5).map(|i| records.place(i)).collect();
    assert_eq!(places[..records.len()], records.places());
    assert_eq!(places, [(7, 1), (7, 3), (8, 8), (8, 10), (8, 11)]);
    assert_eq!(records.line_after(), 9);
}

#[test]
fn an_open_quote_is_found_where_it_opens() {
    let mut records = Records::new(b"a,b\nc,\"d\ne", 1);
    assert!(records.advance() && records.unclosed().is_none());
    assert!(records.advance());
    assert_eq!(records.unclosed(), Some((2, 3)));
    assert!(!records.advance());
}
