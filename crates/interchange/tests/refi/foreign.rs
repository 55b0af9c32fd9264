//! Projects of other programs, each with what real ones do to the standard.

use crate::zipped::zip;
use throughline_interchange::incoming::{Incoming, IncomingTag};
use throughline_interchange::refi::{Limits, read_project};

const CODES: &str = "<CodeBook><Codes><Code guid=\"{C0DE0000-0000-0000-0000-000000000001}\" name=\"Time\" isCodable=\"true\"/><Code guid=\"c0de0000-0000-0000-0000-000000000002\" name=\"Cost\" isCodable=\"true\"/></Codes></CodeBook>";
const USERS: &str = "<Users><User guid=\"aaaaaaaa-0000-0000-0000-000000000001\" name=\"Anna Smith\"/><User guid=\"aaaaaaaa-0000-0000-0000-000000000002\" name=\"DOM\\anna\"/></Users>";

fn project(inside: &str) -> String {
    format!(
        "<Project name=\"Talks\" origin=\"Other\" basePath=\"C:\\Users\\anna.smith\\Secret\" xmlns=\"urn:QDA-XML:project:1.0\">{USERS}{CODES}{inside}</Project>"
    )
}

fn coding(code: u8, more: &str) -> String {
    format!(
        "<Coding guid=\"d\" creatingUser=\"{{AAAAAAAA-0000-0000-0000-000000000001}}\" creationDateTime=\"2026-01-02T03:04:05Z\"{more}><CodeRef targetGUID=\"c0de0000-0000-0000-0000-00000000000{code}\"/></Coding>"
    )
}

fn selection(start: usize, end: usize, inside: &str) -> String {
    format!(
        "<PlainTextSelection guid=\"5e1ec700-0000-0000-0000-000000000001\" startPosition=\"{start}\" endPosition=\"{end}\">{inside}</PlainTextSelection>"
    )
}

fn source(attributes: &str, inside: &str) -> String {
    format!(
        "<TextSource guid=\"50000000-0000-0000-0000-000000000001\" {attributes}>{inside}</TextSource>"
    )
}

fn inline(text: &str, inside: &str) -> String {
    source(
        "name=\"Talk 1\"",
        &format!("<PlainTextContent>{text}</PlainTextContent>{inside}"),
    )
}

fn read(bytes: &[u8]) -> Incoming {
    read_project(bytes, "talks.qdpx", &Limits::default()).unwrap()
}

fn read_sources(sources: &str) -> Incoming {
    read(project(&format!("<Sources>{sources}</Sources>")).as_bytes())
}

fn texts(incoming: &Incoming) -> Vec<&str> {
    incoming.notes.iter().map(|n| n.text.as_str()).collect()
}

fn listed<'a>(incoming: &'a Incoming, kind: &str) -> Vec<&'a str> {
    let of_kind = incoming.not_carried.iter().filter(|n| n.kind == kind);
    of_kind.map(|n| n.which.as_str()).collect()
}

#[test]
fn a_source_is_an_engagement_and_its_paragraphs_are_notes() {
    let text = "First one here.\n\nSecond has\ntwo lines.\n\nThird.";
    let over = selection(6, 27, &(coding(1, "") + &coding(2, "")));
    let whole = coding(2, " x=\"1\"");
    let incoming = read_sources(&inline(text, &(over + &whole)));
    assert_eq!(incoming.engagements[0].title.as_deref(), Some("Talk 1"));
    assert_eq!(incoming.engagements[0].id, "talk-1");
    assert_eq!(
        texts(&incoming),
        ["First one here.", "Second has\ntwo lines.", "Third."]
    );
    let ids: Vec<&str> = incoming.notes.iter().map(|n| n.id.as_str()).collect();
    assert_eq!(ids, ["talk-1-1", "talk-1-2", "talk-1-3"]);
    let tag = |tag: &IncomingTag| {
        (
            tag.note.clone(),
            tag.themes.len(),
            tag.excerpt.clone(),
            tag.span,
        )
    };
    let tags: Vec<_> = incoming.tags.iter().map(tag).collect();
    let excerpt = |n: &str, text: &str, span| (n.to_owned(), 2, text.to_owned(), Some(span));
    assert_eq!(tags[0], excerpt("talk-1-1", "one here.", (6, 15)));
    assert_eq!(tags[1], excerpt("talk-1-2", "Second has", (0, 10)));
    assert_eq!(
        tags[2..],
        ["1", "2", "3"].map(|n| (format!("talk-1-{n}"), 1, String::new(), None))
    );
    assert!(
        incoming
            .tags
            .iter()
            .all(|t| t.coder == "Anna Smith" && t.time == "2026-01-02T03:04:05Z")
    );
    assert_eq!(incoming.tags[0].themes, ["time", "cost"]);
    let assumed = incoming.assumed.join("\n");
    for said in [
        "each of its paragraphs is a note",
        "several paragraphs",
        "codes a whole source",
    ] {
        assert!(assumed.contains(said), "{assumed}");
    }
}

#[test]
fn texts_are_found_wherever_their_folder_lies() {
    let cases = [
        ("project.qde", "sources/t.txt", "internal://t.txt"),
        ("project.qde", "Sources/T.TXT", "internal://t.txt"),
        ("My Talks.qde", "sources/t.txt", "t.txt"),
        ("folder/My.qde", "folder/Sources/t.txt", "internal://t.txt"),
        ("project.QDE", "t.txt", "internal://t.txt"),
        ("project.qde", "sources/t.txt", "sources/t.txt"),
        ("project.qde", "sources\\t.txt", "sources\\t.txt"),
        (
            "project.qde",
            "sources/t.txt",
            "absolute://C:\\Users\\anna.smith\\t.txt",
        ),
        ("project.qde", "sources/t.txt", "relative:///../else/t.txt"),
    ];
    for (qde, at, path) in cases {
        let source = source(&format!("name=\"T\" plainTextPath=\"{path}\""), "");
        let xml = project(&format!("<Sources>{source}</Sources>"));
        let incoming = read(&zip(&[
            (qde, xml.as_bytes()),
            (at, b"\xEF\xBB\xBFHello\r\nthere"),
        ]));
        assert_eq!(texts(&incoming), ["Hello", "there"], "{qde} {at} {path}");
    }
}

#[test]
fn old_namespaces_are_read() {
    for namespace in ["urn:QDA-XML:project:1:0", "urn:QDA-XML:project:0:10"] {
        let xml = project(&format!("<Sources>{}</Sources>", inline("Hello.", "")));
        let xml = xml.replace("urn:QDA-XML:project:1.0", namespace);
        let incoming = read(xml.as_bytes());
        assert_eq!(texts(&incoming), ["Hello."]);
        assert!(!incoming.assumed.iter().any(|a| a.contains("namespace")));
    }
}

#[test]
fn utf16_units_with_crlf_as_two_are_found_and_said() {
    let text = "😀 Staff have no time.\r\nThey 😀 lack money too.\r\nAnd people.";
    let units = |word: &str| {
        let start: usize = text[..text.find(word).unwrap()].encode_utf16().count();
        (start, start + word.encode_utf16().count())
    };
    let words = ["Staff", "time.", "They", "lack money", "people"];
    let selections: String = words
        .iter()
        .map(|w| units(w))
        .map(|(start, end)| selection(start, end, &coding(1, "")))
        .collect();
    let source = source("name=\"T\" plainTextPath=\"internal://t.txt\"", &selections);
    let xml = project(&format!("<Sources>{source}</Sources>"));
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf16 = [b"\xFF\xFE".as_slice(), &bytes].concat();
    for file in [text.as_bytes(), &utf16] {
        let incoming = read(&zip(&[
            ("project.qde", xml.as_bytes()),
            ("sources/t.txt", file),
        ]));
        let excerpts: Vec<&str> = incoming.tags.iter().map(|t| t.excerpt.as_str()).collect();
        assert_eq!(excerpts, words);
        let assumed = incoming.assumed.join(
            "
",
        );
        for said in ["UTF-16 units, CRLF as two, the end exclusive", "10 of 10"] {
            assert!(assumed.contains(said), "{assumed}");
        }
    }
}

#[test]
fn crlf_that_the_xml_lost_is_found() {
    let text = "One line here\nand two\nand three more\nend of it";
    let at = |word: &str| {
        let start = text.find(word).unwrap();
        let lines = text[..start].matches('\n').count();
        (start + lines, start + lines + word.len())
    };
    let words = ["line", "two", "three more", "end"];
    let selections: String = words
        .iter()
        .map(|w| at(w))
        .map(|(start, end)| selection(start, end, &coding(1, "")))
        .collect();
    let incoming = read_sources(&inline(text, &selections));
    let excerpts: Vec<&str> = incoming.tags.iter().map(|t| t.excerpt.as_str()).collect();
    assert_eq!(excerpts, words);
}

#[test]
fn what_is_no_text_is_listed_with_its_codings() {
    let picture = format!(
        "<PictureSource guid=\"1\" name=\"Board\" path=\"internal://b.png\"><PictureSelection guid=\"2\" firstX=\"0\" firstY=\"0\" secondX=\"1\" secondY=\"1\">{}</PictureSelection>{}</PictureSource>",
        coding(1, ""),
        coding(2, "")
    );
    let rest = format!(
        "{}<PDFSource guid=\"3\" name=\"Paper\"/><AudioSource guid=\"4\" name=\"Tape\"/><VideoSource guid=\"5\"/>{}{}",
        picture,
        source(
            "name=\"Rich\" richTextPath=\"internal://r.docx\"",
            &coding(1, "")
        ),
        source(
            "name=\"Gone\" plainTextPath=\"absolute://C:/Users/anna.smith/gone.txt\"",
            ""
        )
    );
    let incoming = read_sources(&rest);
    assert!(incoming.notes.is_empty() && incoming.tags.is_empty());
    assert_eq!(listed(&incoming, "source (picture)"), ["Board"]);
    let board = incoming
        .not_carried
        .iter()
        .find(|n| n.which == "Board")
        .unwrap();
    assert!(board.why.contains("2 codings"), "{}", board.why);
    assert_eq!(listed(&incoming, "source (text)"), ["Rich", "Gone"]);
    for (kind, name) in [
        ("PDF", "Paper"),
        ("sound recording", "Tape"),
        ("film", "source 1"),
    ] {
        assert_eq!(listed(&incoming, &format!("source ({kind})")), [name]);
    }
}

#[test]
fn nothing_shows_where_somebody_keeps_their_files() {
    let sources = source(
        "name=\"T\" plainTextPath=\"absolute://C:\\Users\\anna.smith\\t.txt\"",
        "",
    );
    let incoming = read_sources(&sources);
    let all = format!("{incoming:?}");
    assert!(
        !all.contains("anna.smith") && !all.contains("Secret"),
        "{all}"
    );
}

#[test]
fn annotations_and_memos_are_listed_with_their_words() {
    let note = "<Notes><Note guid=\"n1\" name=\"Why\"><PlainTextContent>Ask again</PlainTextContent></Note><Note guid=\"n2\" name=\"Diary\"><PlainTextContent>A long day</PlainTextContent></Note><Note guid=\"n3\" name=\"Of a tag\"><PlainTextContent>Strong</PlainTextContent></Note></Notes>";
    let tagged = coding(1, "").replace("</Coding>", "<NoteRef targetGUID=\"n3\"/></Coding>");
    let inside = selection(
        0,
        5,
        "<Description>Hm: </Description><NoteRef targetGUID=\"n1\"/>",
    ) + &selection(0, 5, &tagged);
    let xml = project(&format!(
        "<Sources>{}</Sources>{note}",
        inline("Hello there", &inside)
    ));
    let incoming = read(xml.as_bytes());
    assert_eq!(listed(&incoming, "annotation"), ["`Hello`: Hm:Ask again"]);
    assert_eq!(listed(&incoming, "memo"), ["Diary: A long day"]);
    assert_eq!(incoming.tags.len(), 1);
    assert_eq!(incoming.tags[0].memo, "Strong");
}

#[test]
fn cases_give_organisations_by_source_and_by_selection() {
    let inside = selection(8, 13, &coding(1, "")) + &coding(2, "");
    let cases = "<Cases><Case guid=\"c1\" name=\"Agency A\"><CodeRef targetGUID=\"x\"/><SourceRef targetGUID=\"{50000000-0000-0000-0000-000000000001}\"/></Case><Case guid=\"c2\" name=\"Agency  B\"><SelectionRef targetGUID=\"5E1EC700-0000-0000-0000-000000000001\"/></Case><Case guid=\"c3\"><SourceRef targetGUID=\"50000000-0000-0000-0000-000000000001\"/></Case><Case guid=\"c4\" name=\"Agency C\"/></Cases>";
    let xml = project(&format!(
        "{cases}<Sources>{}</Sources>",
        inline("Line 1.\nSecond line.", &inside)
    ));
    let incoming = read(xml.as_bytes());
    assert_eq!(incoming.organisations, ["Agency A", "Agency B", "Agency C"]);
    assert_eq!(incoming.notes[0].organisations, ["Agency A"]);
    assert_eq!(incoming.notes[1].organisations, ["Agency A", "Agency B"]);
    assert_eq!(listed(&incoming, "case").len(), 1);
    assert_eq!(listed(&incoming, "code of a case"), ["Agency A"]);
}

#[test]
fn names_that_stand_twice_or_cannot_be_files_are_made_good_and_said() {
    let one = inline(
        "Hello.",
        &coding(1, "").replace("000000000001}", "000000000002}"),
    );
    let incoming = read_sources(&(one.clone() + &one));
    let ids: Vec<&str> = incoming.engagements.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["talk-1", "talk-1-2"]);
    assert_eq!(incoming.tags[0].coder, "dom-anna");
    let assumed = incoming.assumed.join("\n");
    assert!(
        assumed.contains("Several sources are called `Talk 1`"),
        "{assumed}"
    );
    assert!(assumed.contains("`DOM\\anna` as `dom-anna`"), "{assumed}");
}

#[test]
fn what_hangs_in_the_air_is_listed() {
    let unknown = "<Coding guid=\"d\"><CodeRef targetGUID=\"ffffffff-0000-0000-0000-000000000001\"/></Coding><Coding guid=\"e\"/>";
    let inside = selection(0, 500, &coding(1, ""))
        + &selection(3, 2, &coding(1, ""))
        + &selection(5, 6, &coding(1, ""))
        + unknown
        + "<PlainTextSelection guid=\"q\" startPosition=\"x\" endPosition=\"2\"/>";
    let more =
        "<VariableValue><VariableRef targetGUID=\"v1\"/><TextValue>3</TextValue></VariableValue>";
    let rest = "<Links><Link guid=\"l\"/></Links><Sets/><Graphs><Graph guid=\"g\"/></Graphs><Description>About it</Description>";
    let variables =
        "<Variables><Variable guid=\"v1\" name=\"Age\" typeOfVariable=\"Text\"/></Variables>";
    let xml = project(&format!(
        "{variables}<Sources>{}</Sources>{rest}",
        inline("Hello there", &(inside + more))
    ));
    let incoming = read(xml.as_bytes());
    assert!(incoming.tags.is_empty());
    let selections = incoming
        .not_carried
        .iter()
        .filter(|n| n.kind == "selection");
    assert_eq!(selections.count(), 4);
    assert_eq!(listed(&incoming, "coding").len(), 2);
    assert_eq!(listed(&incoming, "variable"), ["Age"]);
    for kind in ["link", "graph", "description of the project"] {
        assert_eq!(listed(&incoming, kind).len(), 1, "{kind}");
    }
}

#[test]
fn codings_without_a_user_are_the_makers_or_nobodys() {
    let coding = "<Coding guid=\"d\"><CodeRef targetGUID=\"c0de0000-0000-0000-0000-000000000001\"/></Coding>";
    let xml = project(&format!("<Sources>{}</Sources>", inline("Hello.", coding)));
    assert_eq!(read(xml.as_bytes()).tags[0].coder, "imported");
    let made = xml.replacen(
        "origin",
        "creatingUserGUID=\"AAAAAAAA-0000-0000-0000-000000000001\" origin",
        1,
    );
    assert_eq!(read(made.as_bytes()).tags[0].coder, "Anna Smith");
}
