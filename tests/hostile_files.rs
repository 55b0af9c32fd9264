//! Files that nobody would write by hand, given to the program: it says what is wrong with them, in a
//! few lines, and nothing of what goes on inside it. (`crates/folder/tests/any_bytes.rs` opens any
//! bytes; `crates/ingest/tests/hostile_books.rs` makes workbooks that say more than they hold.)

mod common;

use common::{Place, repository};

/// A file by its name, its bytes, and what is said of it.
type Case = (&'static str, Vec<u8>, &'static str);

fn cases() -> Vec<Case> {
    let book =
        |name: &str| std::fs::read(repository().join("fuzz/corpus/workbook").join(name)).unwrap();
    let x = "x".repeat(300_000);
    let header = format!("note_id,text,{x}\n1,a,b\n");
    let theme = format!("note_id,text,date\n1,a,{x}\n");
    let columns: Vec<String> = (0..20_000).map(|n| format!("c{n}")).collect();
    let columns = format!("note_id,{}\n", columns.join(","));
    vec![
        (
            "panics.xlsx",
            book("size-backwards.xlsx"),
            "its parts do not fit together",
        ),
        (
            "texts.xlsx",
            book("texts-said.xlsx"),
            "more texts than it has bytes",
        ),
        ("circle.xls", book("circle.xls"), "in a circle"),
        ("cut.ods", book("breaks-off.ods"), "breaks off"),
        ("header.csv", header.into_bytes(), "unknown column `xxx"),
        ("date.csv", theme.into_bytes(), "is not a date that exists"),
        (
            "columns.csv",
            columns.clone().into_bytes(),
            "20,000 of the kind",
        ),
        (
            "columns.csv",
            columns.clone().into_bytes(),
            "the column `text` is missing",
        ),
    ]
}

#[test]
fn what_is_wrong_is_said_in_a_few_lines() {
    for (name, bytes, said) in cases() {
        let place = Place::new();
        place.write(name, bytes);
        let run = place.run(&["check", name]);
        let all = format!("{}{}", run.out, run.err);
        assert!(all.contains(said), "{name}: {all}");
        assert!(run.code < 2, "{name}: {}: {all}", run.code);
        assert!(all.len() < 5_000, "{name}: {} bytes", all.len());
        assert!(!all.contains("panicked"), "{name}: {all}");
    }
}
