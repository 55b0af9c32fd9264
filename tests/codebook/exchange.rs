//! Codebooks that go to other tools and come from them.

use super::{review, text, tree};
use crate::common::{Place, repository};

#[test]
fn a_codebook_goes_out_and_comes_back() {
    let data = repository().join("data/ogp-2023");
    let data = data.to_str().unwrap();
    let place = Place::new();
    for (format, file, lost) in [
        ("csv", "a.csv", 0),
        ("qdc", "a.qdc", 0),
        ("taguette", "t.csv", 5),
    ] {
        let run = place.run(&["codebook", "export", data, "--format", format, "-o", file]);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        let said = run.err.contains(&format!("not carried ({lost})"));
        assert_eq!(said, lost > 0, "{}", run.err);
        let run = place.run(&["codebook", "import", file, "--into", data, "--dry-run"]);
        let kept = "0 themes added, 0 changed, 40 kept, 0 removed; nothing was written\n";
        assert_eq!(run.out, kept, "{format}");
    }
    // Into a review without a codebook: all of it comes from the file.
    let source = std::fs::read_to_string(repository().join("data/ogp-2023/codebook.csv")).unwrap();
    for file in ["a.csv", "a.qdc"] {
        place
            .write("new/review.toml", "title = \"New\"\n")
            .write("new/notes/a.csv", "note_id,text,themes\n1,One,\n");
        let run = place.run(&["codebook", "import", file, "--into", "new"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.out
                .ends_with("40 themes added, 0 changed, 0 kept, 0 removed\n"),
            "{}",
            run.out
        );
        let rows = |text: &str| {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            rows
        };
        assert_eq!(
            rows(&text(&place, "new/codebook.csv")),
            rows(&source),
            "{file}"
        );
        std::fs::remove_dir_all(place.at("new")).unwrap();
    }
}

#[test]
fn taguettes_tags_come_in_beside_ours() {
    let place = Place::new();
    review(&place);
    place.write(
        "tags.csv",
        "tag,description,number of highlights\r\nResourcing.Māori data,Data of iwi,4\r\nTime of staff,Other words,1\r\n",
    );
    let before = tree(&place);
    let run = place.run(&["codebook", "import", "tags.csv", "--into", "r"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.out,
        "differs  parent of time\n  codebook.csv: top\n  the file:     (blank)\n\
         differs  definition of time\n  codebook.csv: Hours are named.\n  the file:     Other words\n\
         help: --merge lets the file decide, theme by theme\n"
    );
    assert!(
        run.err
            .contains("2 conflicts with codebook.csv; nothing was written")
    );
    assert_eq!(tree(&place), before);
    let run = place.run(&["codebook", "import", "tags.csv", "--into", "r", "--merge"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "added    māori-data\nchanged  time: parent, definition\n1 theme added, 1 changed, 4 kept, 0 removed\n"
    );
    assert!(
        run.err
            .contains("number of highlights (1): a codebook has no notes"),
        "{}",
        run.err
    );
    assert!(
        run.err
            .contains("assumed  `Resourcing` has no row of its own"),
        "{}",
        run.err
    );
    let book = text(&place, "r/codebook.csv");
    assert!(
        book.ends_with("\nmāori-data,Māori data,top,Data of iwi,\n"),
        "{book}"
    );

    place.write(
        "few.csv",
        "code,label\ntop,Resourcing\ncost,What it costs\nprice,What it costs\ntime,Time of staff\n",
    );
    let run = place.run(&["codebook", "import", "few.csv", "--into", "r", "--replace"]);
    assert!(
        run.out.contains("removed  idle\nremoved  māori-data\n"),
        "{}",
        run.out
    );
    place.write("few.csv", "code,label\ntop,Resourcing\n");
    let run = place.run(&["codebook", "import", "few.csv", "--into", "r", "--replace"]);
    assert_eq!(run.code, 1);
    let in_use =
        "in use   cost: the file lacks it, and 3 cells of notes and tags and a finding name it\n";
    assert!(run.out.contains(in_use), "{}", run.out);
}
