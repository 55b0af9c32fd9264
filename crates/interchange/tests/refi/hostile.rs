//! Files that are damaged or mean harm.

use crate::zipped::{unzip, zip};
use proptest::prelude::*;
use std::sync::Arc;
use throughline_core::codebook::{Codebook, Theme};
use throughline_core::notes::TextsInMemory;
use throughline_core::problem::Code;
use throughline_core::review::Review;
use throughline_interchange::refi::{Limits, Options, read_project, write_project};

const EMPTY: &[u8] = b"<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"x\"/>";

fn fault(bytes: &[u8], limits: &Limits) -> (Code, String) {
    let problems = read_project(bytes, "p.qdpx", limits).unwrap_err();
    let problem = problems.iter().next().unwrap();
    (problem.code, problem.to_string())
}

#[test]
fn what_is_more_than_it_may_be_is_refused() {
    let limits = Limits {
        entries: 3,
        entry_bytes: 4 << 20,
        total_bytes: 5 << 20,
        ratio: 50,
    };
    let large = vec![b' '; 3 << 20];
    let larger = vec![b' '; 5 << 20];
    let loose = Limits {
        ratio: u64::MAX,
        ..limits
    };
    let source =
        |n: usize| format!("<TextSource guid=\"{n}\" plainTextPath=\"internal://{n}.txt\"/>");
    let two = format!(
        "<Project><Sources>{}{}</Sources></Project>",
        source(1),
        source(2)
    );
    let many: Vec<(String, &[u8])> = (0..4).map(|n| (format!("{n}.txt"), EMPTY)).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    let cases: [(Vec<u8>, &Limits, &str); 4] = [
        (zip(&many), &limits, "holds 4 files"),
        (zip(&[("project.qde", &large)]), &limits, "50 times larger"),
        (
            zip(&[("project.qde", &larger)]),
            &loose,
            "larger than 4194304 bytes",
        ),
        (
            zip(&[
                ("project.qde", two.as_bytes()),
                ("sources/1.txt", &large),
                ("sources/2.txt", &large),
            ]),
            &loose,
            "larger than 5242880 bytes together",
        ),
    ];
    for (bytes, limits, says) in cases {
        let (code, said) = fault(&bytes, limits);
        assert_eq!(code, Code::UnreadableFile);
        assert!(said.contains(says) && said.starts_with("p.qdpx"), "{said}");
    }
}

#[test]
fn names_that_lead_out_are_refused() {
    for name in [
        "../x.txt",
        "sources/../../x",
        "/etc/passwd",
        "..\\x",
        "C:\\x.txt",
    ] {
        let bytes = zip(&[("project.qde", EMPTY), (name, b"x")]);
        let (code, said) = fault(&bytes, &Limits::default());
        assert_eq!(code, Code::UnreadableFile);
        assert!(said.contains("leads out"), "{said}");
    }
}

#[test]
fn what_is_no_project_says_what_it_is() {
    let book = b"<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"/>";
    let entity = b"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Project name=\"&e;\"/>";
    let broken = b"<Project name=\"x\">\n  <Sources></Project>";
    let cases: [(Vec<u8>, Code, &str); 7] = [
        (
            b"PK\x03\x04 cut off".to_vec(),
            Code::UnreadableFile,
            "p.qdpx: it cannot be read as a zip",
        ),
        (zip(&[("a.txt", b"x")]), Code::UnreadableFile, "no .qde"),
        (
            zip(&[("a.qde", EMPTY), ("b.qde", EMPTY)]),
            Code::UnreadableFile,
            "several .qde",
        ),
        (
            zip(&[("project.qde", book)]),
            Code::BadValue,
            "p.qdpx!project.qde:1:1: the root is `<CodeBook>`",
        ),
        (zip(&[("project.qde", entity)]), Code::Syntax, "DOCTYPE"),
        (
            zip(&[("project.qde", broken)]),
            Code::Syntax,
            "p.qdpx!project.qde:2:12: expected",
        ),
        (Vec::new(), Code::EmptyFile, "no XML element"),
    ];
    for (bytes, code, says) in cases {
        let found = fault(&bytes, &Limits::default());
        assert_eq!(found.0, code, "{}", found.1);
        assert!(found.1.contains(says), "{}", found.1);
    }
}

#[test]
fn codes_that_lie_too_deep_are_refused() {
    let deep = |n: usize| {
        let codes = "<Code guid=\"a\" name=\"a\">".repeat(n) + &"</Code>".repeat(n);
        format!("<Project><CodeBook><Codes>{codes}</Codes></CodeBook></Project>")
    };
    assert!(read_project(deep(64).as_bytes(), "p.qde", &Limits::default()).is_ok());
    for depth in [65, 5_000] {
        let (_, said) = fault(deep(depth).as_bytes(), &Limits::default());
        assert!(said.contains("deep"), "{said}");
    }
}

fn small() -> Vec<u8> {
    let mut review = Review::new("Small", Arc::new(TextsInMemory::default()));
    review.codebook = Codebook::new(vec![Theme::bare("a".parse().unwrap())]).unwrap();
    write_project(&review, &Options::default()).unwrap().bytes
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), zipped in any::<bool>()) {
        let bytes = if zipped { [b"PK\x03\x04".as_slice(), &bytes].concat() } else { bytes };
        let _ = read_project(&bytes, "any", &Limits::default());
    }

    #[test]
    fn no_damage_to_a_zip_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = small();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read_project(&bytes, "any", &Limits::default());
    }

    #[test]
    fn no_damage_to_its_xml_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut files = unzip(&small());
        let xml = &mut files.last_mut().unwrap().1;
        let at = at.index(xml.len());
        if cut {
            xml.truncate(at);
        } else {
            xml[at] = byte;
        }
        let _ = read_project(xml, "any", &Limits::default());
    }
}
