//! What must not be published stops the program after rendering too: exit code 1, each place, no
//! secret, no output.

mod common;

use common::{Place, Run};

/// The report of a public review whose contributor a template names.
fn report(place: &Place, level: &str, audience: &str) -> Run {
    place
        .write(
            "review/review.toml",
            format!(
                "title = \"Hearing back\"\n[disclosure]\naudience = \"public\"\n{level}\n\
                 [[contributor]]\nname = \"Ministry of Tides\"\n"
            ),
        )
        .write("review/codebook.csv", "code,label\nvalue,Value\n")
        .write(
            "review/notes/notes.csv",
            "note_id,organisation,themes,text\nN-001,Ministry of Tides,value,It helps.\n",
        )
        .write(
            "template/report.typ",
            "#set document(title: \"T\", keywords: \"jo@example.govt.nz\")\n\
             Said by the \\ Ministry of Ti- \\ des",
        );
    place.run(&[
        "report",
        "review",
        "-o",
        "out",
        "--template",
        "template",
        "--audience",
        audience,
    ])
}

#[test]
fn a_template_that_names_a_contributor_stops_a_public_report() {
    for level in ["level = \"open\"\nreason = \"Agreed.\"", ""] {
        let place = Place::new();
        let run = report(&place, level, "public");
        assert_eq!(run.code, 1, "{}", run.err);
        for said in [
            "report.pdf, page 1: the 1st contributor’s name (names are masked)",
            "report.pdf, metadata, Keywords: an e-mail address",
            "nothing was written",
        ] {
            assert!(run.err.contains(said), "no `{said}` in {}", run.err);
        }
        assert!(!run.err.contains("Tides"), "{}", run.err);
        assert!(!run.err.contains("jo@"), "{}", run.err);
        assert!(!place.at("out").exists());
    }
    let run = report(&Place::new(), "", "internal");
    assert_eq!(run.code, 0, "{}", run.err);
}
