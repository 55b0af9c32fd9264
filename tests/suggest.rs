//! `throughline suggest`: what it suggests and why, what a person makes of it, and a program of one's
//! own.

mod common;

use common::{Place, Run, repository};

const EPOCH: &str = "1701388800";

/// A small review: six tagged notes, three without tags.
fn small(place: &Place) {
    place.write("r/review.toml", "title = \"Hearing back\"\n");
    place.write(
        "r/codebook.csv",
        "code,label,keywords\ncost,Cost,budget;money\nturnover,Turnover,moved on;hapū\n",
    );
    place.write(
        "r/notes/a.csv",
        "note_id,themes,text\n\
         N-1,cost,It took all of the budget.\n\
         N-2,turnover,She left.\n\
         N-3,,Ngā hapu said that people move on.\n\
         N-4,,=Money again\n\
         N-5,,Nothing of the kind.\n",
    );
}

fn accept(place: &Place, coder: &str, file: &str) -> Run {
    let mut command = place.command(&["suggest", "r", "--coder", coder, "--accept", file]);
    let output = command.env("SOURCE_DATE_EPOCH", EPOCH).output().unwrap();
    Run::from(&output)
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.at(name)).unwrap()
}

#[test]
fn keywords_stand_in_the_note_as_they_are_quoted() {
    let place = Place::new();
    small(&place);
    let run = place.run(&["suggest", "r", "--source", "keywords", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let made: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(made["without_tags"], 3);
    assert!(made["learnt"].is_null());
    let notes = made["notes"].as_array().unwrap();
    let ids: Vec<_> = notes.iter().map(|n| n["note"].as_str().unwrap()).collect();
    assert_eq!(ids, ["N-3", "N-4"]);
    let first = &notes[0]["suggestions"][0];
    assert_eq!(first["theme"], "turnover");
    assert_eq!(first["score"], 0.75);
    let quotes: Vec<_> = first["keywords"].as_array().unwrap().iter().collect();
    assert_eq!(quotes[0]["text"], "hapu");
    assert_eq!(
        (&quotes[0]["start"], &quotes[0]["end"]),
        (&4.into(), &8.into())
    );
    assert_eq!(quotes[1]["text"], "move on");

    let run = place.run(&["suggest", "r", "--source", "keywords", "--theme", "cost"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out
            .starts_with("N-4  “=Money again”\n  0.50  cost  keywords “Money” (1-6)\n")
    );
    assert!(
        run.out
            .ends_with("1 of 3 notes without tags: suggestions, not tags; nothing counts them\n")
    );
}

#[test]
fn a_person_decides_and_what_was_accepted_is_taken_once() {
    let place = Place::new();
    small(&place);
    let counted = place.run(&["analyse", "r", "prevalence", "--format", "csv"]);
    let keywords = [
        "suggest", "r", "--coder", "kim", "--source", "keywords", "--write",
    ];
    let run = place.run(&keywords);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("`kim` has no file in tags/"),
        "{}",
        run.err
    );
    assert!(
        run.out
            .starts_with("suggestions/kim.csv: 3 suggested, 0 decided rows kept, 0 undecided")
    );
    let written = read(&place, "r/suggestions/kim.csv");
    let rows = "note_id,theme,source,score,reason,decision,decided_by,time,text\n\
        N-1,cost,keywords,0.500,keywords “budget” (19-25),,,,It took all of the budget.\n\
        N-3,turnover,keywords,0.750,\"keywords “hapu” (4-8), “move on” (26-33)\",,,,Ngā hapu said that people move on.\n\
        N-4,cost,keywords,0.500,keywords “Money” (1-6),,,,'=Money again\n";
    assert_eq!(written, rows);

    // Nothing counts a suggestion, and nothing is said of its folder.
    let again = place.run(&["analyse", "r", "prevalence", "--format", "csv"]);
    assert_eq!((again.out, again.err), (counted.out, counted.err));

    // Decided: one accepted, one rejected, one left open.
    let decided = written
        .replace("“budget” (19-25),,", "“budget” (19-25),Accepted,")
        .replace("“Money” (1-6),,", "“Money” (1-6),rejected,");
    place.write("r/suggestions/kim.csv", &decided);
    let run = accept(&place, "kim", "r/suggestions/kim.csv");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "taken  N-1  cost\n1 taken into tags/kim.csv, 0 left, 1 rejected, 1 open\n"
    );
    let tags = "note_id,themes,stance,excerpt,start,end,memo,time\n\
        N-1,cost,,,,,\"suggested by keywords, accepted by kim\",2023-12-01T00:00:00Z\n";
    assert_eq!(read(&place, "r/tags/kim.csv"), tags);
    let kept = read(&place, "r/suggestions/kim.csv");
    assert!(
        kept.contains("taken,kim,2023-12-01T00:00:00Z,It took"),
        "{kept}"
    );

    // A second time nothing happens, neither from that file nor from the copy with `accepted`.
    for (name, text, said) in [
        (
            "r/suggestions/kim.csv",
            kept.clone(),
            "0 taken into tags/kim.csv, 0 left",
        ),
        ("copy.csv", decided, "0 taken into tags/kim.csv, 1 left"),
    ] {
        place.write(name, &text);
        let run = accept(&place, "kim", name);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.contains(said), "{}", run.out);
        assert_eq!(read(&place, "r/tags/kim.csv"), tags);
        assert_eq!(read(&place, "r/suggestions/kim.csv"), kept);
    }

    // New suggestions take the place of the open one; what was decided is not suggested again.
    let run = place.run(&keywords);
    let said = "suggestions/kim.csv: 1 suggested, 2 decided rows kept, 1 undecided row replaced";
    assert!(run.out.starts_with(said), "{}", run.out);
    assert_eq!(place.run(&["check", "r"]).code, 0);
}

#[test]
fn conflicts_are_listed_and_not_taken() {
    let place = Place::new();
    small(&place);
    let tags = "note_id,themes\r\nN-1,cost\r\nN-3,\r\n";
    place.write("r/tags/kim.csv", tags);
    place.write(
        "sheet.csv",
        "note_id,theme,decision,decided_by\n\
         N-1,cost,accepted,\n\
         N-3,cost,accepted,\n\
         N-4,cost,accepted,lee\n\
         N-5,turnover,accepted,kim\n",
    );
    let run = accept(&place, "kim", "sheet.csv");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "taken  N-5  turnover\n\
         left   N-1  cost  line 2: kim gave it already\n\
         left   N-3  cost  line 3: kim read the note and said that no theme applies\n\
         left   N-4  cost  line 4: lee decided it, not kim\n\
         1 taken into tags/kim.csv, 3 left, 0 rejected, 0 open\n"
    );
    assert_eq!(
        read(&place, "r/tags/kim.csv"),
        "note_id,themes,memo,time\r\nN-1,cost,,\r\nN-3,,,\r\n\
         N-5,turnover,\"suggested, accepted by kim\",2023-12-01T00:00:00Z\r\n"
    );
    let kept = read(&place, "r/suggestions/kim.csv");
    assert!(
        kept.contains("N-5,turnover,,,,taken,kim,2023-12-01T00:00:00Z,"),
        "{kept}"
    );
    assert!(kept.contains("N-4,cost,,,,accepted,lee,,"), "{kept}");
}

#[test]
fn a_wrong_file_changes_nothing() {
    let place = Place::new();
    small(&place);
    place.write(
        "sheet.csv",
        "note_id,theme,decision\nN-1,cots,accepted\nN-9,cost,accepted\nN-4,cost,acepted\nN-4,,\n",
    );
    let run = accept(&place, "kim", "sheet.csv");
    assert_eq!(run.code, 1, "{}", run.out);
    for said in [
        "sheet.csv:2: there is no theme `cots`",
        "did you mean `cost`?",
        "sheet.csv:3: there is no note `N-9`",
        "sheet.csv:4:10: unknown decision `acepted`",
        "did you mean `accepted`?",
        "sheet.csv:5:",
        "4 errors, 0 warnings, 0 notes; nothing was taken",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
    assert!(!place.at("r/tags").exists() && !place.at("r/suggestions").exists());
    place.write("sheet.csv", "note,theme\nN-1,cost\n");
    let run = accept(&place, "kim", "sheet.csv");
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("`note_id`") && run.err.contains("`decision`"),
        "{}",
        run.err
    );
}

#[test]
fn wrong_use_is_told() {
    let place = Place::new();
    small(&place);
    place.write("there.csv", "x");
    place.write("notes.csv", "text\nIt costs.\n");
    for (arguments, said) in [
        (&["suggest", "nowhere"][..], "nowhere does not exist"),
        (&["suggest", "r", "--theme", "cots"], "did you mean `cost`?"),
        (&["suggest", "r", "--write"], "--coder <NAME>"),
        (&["suggest", "r", "--accept", "there.csv"], "--coder <NAME>"),
        (
            &["suggest", "r", "--coder", "kim", "--accept", "no.csv"],
            "no.csv: ",
        ),
        (
            &["suggest", "r", "--coder", "notes"],
            "`notes` cannot be the name of a coder’s file",
        ),
        (
            &["suggest", "r", "--coder", "../kim", "--write"],
            "`../kim` cannot be the name",
        ),
        (
            &["suggest", "notes.csv", "--coder", "kim", "--write"],
            "notes.csv is one file of notes",
        ),
        (&["suggest", "r", "--precision", "50"], "--precision is 50"),
        (
            &["suggest", "r", "-o", "there.csv"],
            "there.csv is there already",
        ),
        (
            &["suggest", "r", "-o", "no/where.csv"],
            "make its folder first",
        ),
        (&["suggest", "r", "--uncertain"], "nothing could be learnt"),
        (
            &["suggest", "r", "--with", "a 'b"],
            "--with: the quotation mark ' at character 3",
        ),
        (
            &["suggest", "r", "--with", "  "],
            "--with: no program is named",
        ),
        (
            &["suggest", "r", "--with", "./no-such-program"],
            "cannot run `./no-such-program`",
        ),
        (
            &["suggest", "r", "--with", "x", "--source", "both"],
            "cannot be used with",
        ),
        (
            &["suggest", "r", "--with", "x", "--time-limit", "0"],
            "0 is not in 1..",
        ),
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?} {}{}", run.out, run.err);
        assert!(run.err.contains(said), "{arguments:?}\n{}", run.err);
        assert!(run.out.is_empty());
    }
    assert_eq!(read(&place, "there.csv"), "x");
    assert!(
        !place.files().iter().any(|f| f.contains(".new")),
        "{:?}",
        place.files()
    );
}

#[test]
fn a_listing_goes_to_a_new_file() {
    let place = Place::new();
    small(&place);
    let arguments = ["suggest", "r", "--source", "keywords", "--format", "csv"];
    let printed = place.run(&arguments);
    let run = place.run(&[&arguments[..], &["-o", "ideas.csv"]].concat());
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(read(&place, "ideas.csv"), printed.out);
}

/// The first review with every third note untagged: what is learnt is told, and the order of what would
/// teach most does not depend on the run.
#[test]
fn learning_is_told_and_is_the_same_each_time() {
    let place = Place::new();
    let source = repository().join("data/ogp-2023");
    let files = common::files(&source).into_iter();
    // What others tagged beside the themes column is not what this is about.
    for file in files.filter(|file| !file.starts_with("tags/")) {
        let bytes = std::fs::read(source.join(&file)).unwrap();
        place.write(&format!("r/{file}"), bytes);
    }
    let notes = read(&place, "r/notes/one-to-one.csv");
    let mut reader = csv::Reader::from_reader(notes.as_bytes());
    let head = reader.headers().unwrap().clone();
    let themes = head.iter().position(|h| h == "themes").unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&head).unwrap();
    for (n, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let blank = |(at, cell)| if at == themes && n % 3 == 0 { "" } else { cell };
        writer
            .write_record(record.iter().enumerate().map(blank))
            .unwrap();
    }
    place.write("r/notes/one-to-one.csv", writer.into_inner().unwrap());

    let arguments = ["suggest", "r", "--uncertain", "--limit", "5"];
    let run = place.run(&arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains(
            "\nlearnt from 115 notes; tried on notes that were held back, by engagement:\n"
        )
    );
    assert!(run.out.contains("themes have too few notes to be learnt"));
    assert!(run.out.ends_with("of 22 notes without tags (the most uncertain first): suggestions, not tags; nothing counts them\n"));
    let bits: Vec<f64> = run
        .out
        .lines()
        .filter_map(|line| {
            line.split_once(" bits  “")?
                .0
                .rsplit(' ')
                .next()?
                .parse()
                .ok()
        })
        .collect();
    assert_eq!(bits.len(), 5);
    assert!(bits.is_sorted_by(|a, b| a >= b), "{bits:?}");
    assert_eq!(place.run(&arguments).out, run.out);

    let run = place.run(&["suggest", "r", "--format", "json"]);
    let made: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let themes = made["learnt"]["themes"].as_array().unwrap();
    assert_eq!(themes.len(), 40);
    for theme in themes {
        let few = theme["notes"].as_u64().unwrap() < 5;
        assert_eq!(theme["outcome"] == "too few notes", few, "{theme}");
    }
    assert!(run.err.contains("learnt from 115 notes: "), "{}", run.err);
}
