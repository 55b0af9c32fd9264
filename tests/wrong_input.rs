//! Wrong input, file by file: the exit code, the place, what would be right, and nothing written.

mod common;

use common::Place;

const HEAD: &str = "note_id,engagement_id,organisation,themes,stance,text\n";

struct Case {
    name: &'static str,
    files: &'static [(&'static str, &'static [u8])],
    review: &'static str,
    code: i32,
    says: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "a review that does not exist",
        files: &[],
        review: "nowhere",
        code: 2,
        says: &["error: ", "nowhere", "help: "],
    },
    Case {
        name: "a folder without review.toml",
        files: &[("folder/notes/a.csv", b"text\nhello\n")],
        review: "folder",
        code: 2,
        says: &["review.toml"],
    },
    Case {
        name: "an empty file",
        files: &[("notes.csv", b"")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv", "1 error"],
    },
    Case {
        name: "blank lines only",
        files: &[("notes.csv", b"\n\n\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv"],
    },
    Case {
        name: "no text column",
        files: &[("notes.csv", b"note_id,colour\n1,hello\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:1", "`text`"],
    },
    Case {
        name: "a row too short",
        files: &[("notes.csv", b"note_id,organisation,text\n1,A,x\n2,B\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:3", "2 fields", "3"],
    },
    Case {
        name: "a row too long",
        files: &[("notes.csv", b"note_id,organisation,text\n1,A,x\n2,B,y,z\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:3", "4 fields", "3"],
    },
    Case {
        name: "a quote that is never closed names the line it opened on",
        files: &[("notes.csv", b"note_id,text\n1,fine\n2,\"open\n3,more\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:3", "quote"],
    },
    Case {
        name: "a byte that is not UTF-8",
        files: &[("notes.csv", b"note_id,text\n1,fine\n2,caf\xe9\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:3", "UTF-8"],
    },
    Case {
        name: "a NUL byte",
        files: &[("notes.csv", b"note_id,text\n1,fi\0ne\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:2", "NUL"],
    },
    Case {
        name: "a bad date",
        files: &[("notes.csv", b"note_id,engagement_id,date,text\n1,e,2023-02-30,x\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:2:5", "2023-02-30", "help: "],
    },
    Case {
        name: "two different notes with one id",
        files: &[("notes.csv", b"note_id,text\n1,one thing\n1,another\n")],
        review: "notes.csv",
        code: 1,
        says: &["error: notes.csv:3", "line 2"],
    },
    Case {
        name: "every problem of a run",
        files: &[("notes.csv", b"note_id,date,text\n1,tomorrow,x\n2,yesterday,y\n2,2024-01-01,z\n")],
        review: "notes.csv",
        code: 1,
        says: &["notes.csv:2:3", "notes.csv:3:3", "notes.csv:4"],
    },
    Case {
        name: "toml that does not parse",
        files: &[
            ("r/review.toml", b"title = \"A\"\n[[part]\nid = 1\n"),
            ("r/notes/a.csv", b"text\nhello\n"),
        ],
        review: "r",
        code: 1,
        says: &["error: review.toml:2"],
    },
    Case {
        name: "a theme that is not in the codebook",
        files: &[
            ("r/review.toml", b"title = \"A\"\n"),
            ("r/codebook.csv", b"code,label\nresourcing,Resourcing\n"),
            ("r/notes/a.csv", b"note_id,themes,text\n1,resorcing,hello\n"),
        ],
        review: "r",
        code: 1,
        says: &["error: notes/a.csv:2:3", "`resorcing`", "did you mean `resourcing`?"],
    },
    Case {
        name: "an engagement that is not listed",
        files: &[
            ("r/review.toml", b"title = \"A\"\n"),
            ("r/engagements.csv", b"engagement_id,engagement_type\nws-1,workshop\n"),
            ("r/notes/a.csv", b"note_id,engagement_id,text\n1,ws-2,hello\n"),
        ],
        review: "r",
        code: 1,
        says: &["error: notes/a.csv:2:3", "`ws-2`"],
    },
    Case {
        name: "a phrase that is not in its statement",
        files: &[
            ("r/review.toml", b"title = \"A\"\n[[part]]\nid = \"p\"\ntitle = \"P\"\n"),
            ("r/notes/a.csv", b"note_id,themes,text\n1,t,hello\n"),
            ("r/findings.toml", b"[[finding]]\nid = \"f\"\npart = \"p\"\ntitle = \"F\"\nstatement = \"Most people came.\"\nthemes = [\"t\"]\n[[finding.claim]]\nphrase = \"Most agencies\"\nthemes = { any = [\"t\"] }\n"),
        ],
        review: "r",
        code: 1,
        says: &["error: findings.toml:8", "Most agencies"],
    },
];

#[test]
fn each_ends_in_a_clear_message_and_leaves_nothing() {
    for case in CASES {
        let place = Place::new();
        for (name, content) in case.files {
            place.write(name, content);
        }
        let before = place.files();
        let run = place.run(&["report", case.review, "-o", "out"]);
        assert_eq!(run.code, case.code, "{}: {}", case.name, run.err);
        for said in case.says {
            assert!(
                run.err.contains(said),
                "{}: no `{said}` in\n{}",
                case.name,
                run.err
            );
        }
        assert!(!run.err.contains("panicked"), "{}: {}", case.name, run.err);
        assert_eq!(
            place.files(),
            before,
            "{}: something was written",
            case.name
        );
        assert!(run.out.is_empty(), "{}: {}", case.name, run.out);
    }
}

#[test]
fn an_unknown_column_is_a_warning() {
    let place = Place::new();
    place.write("notes.csv", "note_id,organisatoin,text\n1,A,hello\n");
    let run = place.run(&["report", "notes.csv", "-o", "out", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("warning: notes.csv:1:9: "), "{}", run.err);
    assert!(
        run.err.contains("did you mean `organisation`?"),
        "{}",
        run.err
    );
}

#[test]
fn a_header_only_is_a_report_that_says_there_are_no_notes() {
    let place = Place::new();
    place.write("notes.csv", HEAD);
    let run = place.run(&["report", "notes.csv", "-o", "out"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("warning: notes.csv"), "{}", run.err);
    let synthesis = std::fs::read_to_string(place.at("out/synthesis.json")).unwrap();
    assert!(synthesis.contains("no note carries a theme."));
    assert!(
        std::fs::read(place.at("out/report.pdf"))
            .unwrap()
            .starts_with(b"%PDF")
    );
}

#[test]
fn bad_rows_can_be_set_aside_and_stand_in_the_ledger() {
    let place = Place::new();
    place.write(
        "notes.csv",
        "note_id,date,themes,text\n1,2024-01-02,t,x\n2,soon,t,y\n3,2024-01-03,t,z\n",
    );
    let run = place.run(&[
        "report",
        "notes.csv",
        "-o",
        "out",
        "--format",
        "csv",
        "--reject-rows",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let ledger = std::fs::read_to_string(place.at("out/tables/ledger.csv")).unwrap();
    let rows: Vec<&str> = ledger.lines().collect();
    assert_eq!(rows.len(), 4, "{ledger}");
    assert!(rows[1].starts_with("notes.csv,2,1,counted"), "{ledger}");
    assert!(rows[2].starts_with("notes.csv,3,2,rejected,"), "{ledger}");
    assert!(rows[3].starts_with("notes.csv,4,3,counted"), "{ledger}");
}

#[test]
fn a_protected_report_is_made_where_it_is_asked_for_and_by_default() {
    let place = Place::new();
    place.write(
        "notes.csv",
        "note_id,text,organisation,themes\n1,hello,Agency A,t\n",
    );
    for arguments in [
        [
            "report",
            "notes.csv",
            "--format",
            "json",
            "--audience",
            "public",
        ]
        .as_slice(),
        &["report", "notes.csv", "--format", "json", "--protected"],
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        let written = place.at("reports/notes-protected/synthesis.json");
        let json = std::fs::read_to_string(&written).unwrap();
        assert!(json.contains("\"level\": \"protected\""), "{json}");
        assert!(
            !json.contains("Agency A") && !json.contains("hello"),
            "{json}"
        );
        std::fs::remove_dir_all(place.at("reports")).unwrap();
    }
    let run = place.run(&[
        "report",
        "notes.csv",
        "--protected",
        "--audience",
        "internal",
    ]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(place.files(), ["notes.csv"]);
}

#[test]
fn an_earlier_report_is_a_public_synthesis() {
    let place = Place::new();
    place.write(
        "notes.csv",
        "note_id,text,organisation,themes\n1,hello,Agency A,t\n",
    );
    let report = |more: &[&str]| {
        let all = [&["report", "notes.csv", "--format", "json"], more].concat();
        place.run(&all)
    };
    assert_eq!(report(&["-o", "internal"]).code, 0);
    assert_eq!(report(&["--protected", "-o", "one"]).code, 0);
    let again = [
        "--protected",
        "--published",
        "one/synthesis.json",
        "-o",
        "two",
    ];
    assert_eq!(report(&again).code, 0);
    for (file, said) in [
        ("internal/synthesis.json", "an internal report"),
        ("notes.csv", "not a synthesis"),
        ("none.json", "none.json"),
    ] {
        let run = report(&["--protected", "--published", file]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(said), "{}", run.err);
    }
    assert!(!place.at("reports").exists());
}

#[test]
fn a_claim_that_does_not_hold_is_refused_with_its_place_and_let_through_with_a_mark() {
    let place = Place::new();
    place
        .write("r/review.toml", "title = \"A\"\nnoun = \"agency\"\nnoun_plural = \"agencies\"\n[[part]]\nid = \"p\"\ntitle = \"P\"\n")
        .write(
            "r/notes/a.csv",
            "note_id,organisation,themes,text\n1,Agency A,t,One\n2,Agency B,u,Two\n3,Agency C,u,Three\n4,Agency D,u,Four\n",
        )
        .write(
            "r/findings.toml",
            "[[finding]]\nid = \"f\"\npart = \"p\"\ntitle = \"F\"\nstatement = \"Most agencies raised it.\"\n[[finding.claim]]\nphrase = \"Most agencies\"\nthemes = { any = [\"t\"] }\n",
        );
    let run = place.run(&["report", "r", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.err.contains("findings.toml:5")
            && run.err.contains("“Most agencies” is overstated: 1 of 4"),
        "{}",
        run.err
    );
    assert!(run.err.contains("--allow-unsupported"), "{}", run.err);
    assert!(!place.at("reports").exists());
    let run = place.run(&["report", "r", "--format", "json", "--allow-unsupported"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let json = std::fs::read_to_string(place.at("reports/r-internal/synthesis.json")).unwrap();
    assert!(json.contains("not supported by the notes"), "{json}");
}

#[test]
fn a_public_report_masks_names_in_notes_and_refuses_them_in_texts_of_the_analyst() {
    let place = Place::new();
    let findings = |title: &str| {
        format!(
            "[[finding]]\nid = \"f\"\npart = \"p\"\ntitle = \"{title}\"\nstatement = \"It was raised.\"\nthemes = [\"t\"]\n"
        )
    };
    place
        .write(
            "r/review.toml",
            "title = \"A\"\nmasked_people = [\"Aroha Smith\"]\n[[contributor]]\nname = \"Ministry of Tides\"\n[disclosure]\naudience = \"public\"\nlevel = \"open\"\nreason = \"made up\"\n[[part]]\nid = \"p\"\ntitle = \"P\"\n",
        )
        .write(
            "r/notes/a.csv",
            "note_id,organisation,themes,text,quotable\n1,Agency A,t,The MINISTRY of  Tides said so,yes\n2,Agency B,t,write to a.b@example.org,yes\n3,Agency B,t,as aroha smith told us,yes\n4,Agency C,t,Ministry of Tides but not quotable,no\n",
        )
        .write("r/findings.toml", findings("F"));
    let run = place.run(&["report", "r", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let json = std::fs::read_to_string(place.at("reports/r/synthesis.json")).unwrap();
    for secret in ["TIDES", "example.org", "Aroha", "aroha"] {
        assert!(!json.contains(secret), "{secret}: {json}");
    }
    for mask in [
        "The [organisation] said so",
        "write to [e-mail]",
        "as [name] told us",
    ] {
        assert!(json.contains(mask), "{mask}: {json}");
    }
    std::fs::remove_dir_all(place.at("reports")).unwrap();

    place.write(
        "r/findings.toml",
        findings("What the Ministry of Tides said"),
    );
    let run = place.run(&["report", "r"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("findings.toml:4"), "{}", run.err);
    assert!(!run.err.contains("Tides"), "{}", run.err);
    assert!(!place.at("reports").exists());
}
