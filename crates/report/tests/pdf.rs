//! The PDF of made-up syntheses, read back: its words, its tags, and that Typst has nothing to say.

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use support::Sample;
use support::reader::Read;
use throughline_core::audit::Verdict;
use throughline_core::review::Audience;
use throughline_core::synthesis::{
    AuditMark, Balance, BalanceRow, FirstLookSaid, PartTableRow, PointBlock, Shown, Synthesis,
};
use throughline_report::{Pdf, Report};

fn pdf(synthesis: &Synthesis) -> (Pdf, Read) {
    let pdf = Report::of(synthesis).pdf().unwrap();
    assert_eq!(pdf.warnings, Vec::<String>::new());
    let read = Read::new(&pdf.bytes);
    assert_eq!(pdf.pages.map(|n| n as usize), Some(read.pages()));
    for (at, cells) in read.tables().iter().enumerate() {
        assert!(
            cells.contains_key("TH Column"),
            "table {at} has no head: {cells:?}"
        );
        assert!(
            !cells.contains_key("TH "),
            "table {at} has a head without scope: {cells:?}"
        );
    }
    (pdf, read)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Number and statement of points and of those under them.
fn statements(points: &[PointBlock]) -> Vec<(&str, &str)> {
    points
        .iter()
        .flat_map(|p| {
            let own = (p.number.as_str(), p.statement.text.as_str());
            std::iter::once(own).chain(statements(&p.points))
        })
        .collect()
}

#[test]
fn a_review_stands_in_it_with_every_finding_and_point() {
    let synthesis = Sample::review().synthesis();
    let (first, read) = pdf(&synthesis);
    // A date is set as one piece, and the reader puts a blank between it and the full stop.
    let text = read.text().replace(" .", ".");
    let has = |words: &str| assert!(text.contains(&folded(words)), "not in the PDF: {words}");
    has(&synthesis.document.title);
    has(&synthesis.document.imprint);
    for part in &synthesis.parts {
        has(&part.heading);
        part.questions.iter().for_each(|question| has(question));
        for finding in &part.findings {
            has(&format!("Finding {}: {}", finding.number, finding.title));
            has(&finding.statement.text);
            for (number, statement) in statements(&finding.points) {
                has(statement);
                if !number.ends_with(|c: char| c.is_alphabetic()) {
                    has(number);
                }
            }
        }
    }
    synthesis
        .engaged
        .contributors
        .iter()
        .for_each(|name| has(name));
    synthesis.method.counted.iter().for_each(|rule| has(rule));
    for group in &synthesis.evidence.groups {
        group.rows.iter().for_each(|row| has(row.note.as_str()));
    }
    assert!(!text.contains("Internal: not"));

    assert_eq!(read.language(), "en-NZ");
    let metadata = read.metadata();
    for part in [
        "<pdfuaid:part>1",
        "<pdfaid:part>2",
        &synthesis.document.title,
    ] {
        assert!(metadata.contains(part), "{part}");
    }
    let tags = read.tags();
    for (tag, at_least) in [
        ("Title", 1),
        ("H1", 13),
        ("H2", 6),
        ("Figure", 7),
        ("Table", 9),
        ("BlockQuote", 6),
        ("LI", 60),
        ("TOCI", 16),
    ] {
        let found = tags.get(tag).copied().unwrap_or_default();
        assert!(found >= at_least, "{tag}: {found}; {tags:?}");
    }
    // Row heads where a table is large enough for them: the codebook and the tables of Appendix B.
    let with_row_heads = read
        .tables()
        .iter()
        .filter(|t| t.contains_key("TH Row"))
        .count();
    assert!(with_row_heads >= 7, "{with_row_heads}");

    let again = Report::of(&synthesis).pdf().unwrap();
    assert!(
        first.bytes == again.bytes,
        "the same synthesis gave other bytes"
    );
}

#[test]
fn an_internal_report_says_so_on_every_page_and_shows_pinned_notes() {
    let mut sample = Sample::review();
    sample.audience = Audience::Internal;
    sample.parts = 1;
    let mut synthesis = sample.synthesis();
    synthesis.document.foot = "Counts describe those who took part".into();
    let (_, read) = pdf(&synthesis);
    for (page, text) in (1..).zip(read.pages_text()) {
        assert!(
            text.contains("Internal: not for publication"),
            "page {page}"
        );
    }
    assert!(read.text().contains("W-000, W-001"));
    assert!(read.metadata().contains("Internal: not for publication"));
}

#[test]
fn a_first_look_says_so_on_the_cover_and_on_every_page() {
    let mut sample = Sample::review();
    sample.audience = Audience::Internal;
    let mut synthesis = sample.synthesis();
    synthesis.parts.clear();
    let sentence = "Counted on a sample of 500 of the 12,345 notes, drawn with seed 7.";
    let foot = "Internal: not for publication · First look: 500 of 12,345 notes, seed 7";
    synthesis.document.foot = foot.into();
    synthesis.method.lead = sentence.into();
    synthesis.first_look = Some(FirstLookSaid {
        notes: 500,
        of: 12_345,
        seed: 7,
        words: "500 of 12,345 notes, drawn with the seed 7".into(),
        sentence: sentence.into(),
    });
    let (_, read) = pdf(&synthesis);
    let pages = read.pages_text();
    assert!(pages[0].contains(sentence), "{}", pages[0]);
    assert!(pages[0].contains("First look"), "{}", pages[0]);
    assert!(pages[0].contains("Contents"), "{}", pages[0]);
    for (page, text) in (2..).zip(&pages[1..]) {
        assert!(text.contains(foot), "page {page}");
    }
    assert!(read.metadata().contains(sentence));
    let method = pages.iter().find(|text| text.contains("How we counted"));
    assert!(method.unwrap().contains(sentence));
}

#[test]
fn one_file_of_notes_is_a_report_too() {
    let mut synthesis = Sample::single_file().synthesis();
    synthesis.document.language = "mi".into();
    let (_, read) = pdf(&synthesis);
    let text = read.text();
    for sentence in [
        "There was one engagement, so there is no timeline.",
        "No stance was stated.",
        "No two themes were raised in one note.",
        "The review has no findings",
        "The themes have no definitions",
    ] {
        assert!(text.contains(sentence), "{sentence}");
    }
    assert_eq!(read.language(), "mi");
}

#[test]
fn no_notes_is_a_report_that_says_so() {
    let (_, read) = pdf(&Sample::no_notes().synthesis());
    let text = read.text();
    assert!(text.contains("No note carries a theme."));
    assert!(text.contains("There is nothing to count."));
    assert!(text.contains("Method and limits"));
}

#[test]
fn many_organisations_keep_to_their_pages() {
    let sample = Sample {
        parts: 1,
        findings_per_part: 2,
        points: 2,
        ..Sample::large()
    };
    let (_, read) = pdf(&sample.synthesis());
    let text = read.text();
    for words in [
        "Organisation number 400",
        "of 400 · ",
        "and 2 more themes on page",
        "It is in the file matrix.csv.",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

/// Markup of Typst, HTML and terminals, and characters that no font of the report has.
const ODD: &str =
    " #panic() $x$ *bold* _it_ @ref <label> `raw` \\ // [b] {c} = + - 😀漢 ع\u{7}\u{feff}\nnext";

#[test]
fn whatever_stands_in_a_text_appears_as_it_is() {
    let mut sample = Sample {
        odd: ODD.into(),
        title: format!(
            "A title that goes over three lines, because it says in full what it was about{ODD}"
        ),
        parts: 1,
        // The scan of a public report takes `@ref` for the name of an account.
        audience: Audience::Internal,
        ..Sample::review()
    };
    sample.children = 2;
    let synthesis = sample.synthesis();
    let (made, read) = pdf(&synthesis);
    let text = read.text();
    let literal = "#panic() $x$ *bold* _it_ @ref <label> `raw` \\ // [b] {c} = + - ‹U+1F600›‹U+6F22› ‹U+0639›";
    let times = text.matches(literal).count();
    assert!(times > 60, "{times}");
    assert!(text.contains("Some characters are not in this report’s fonts"));
    assert!(made.replaced.total > 200 && made.replaced.dropped > 100);
    assert_eq!(made.replaced.characters.len(), 3);
}

#[test]
fn bands_and_counts_that_are_not_shown_have_their_words() {
    let mut sample = Sample::review();
    sample.parts = 1;
    let mut synthesis = sample.synthesis();
    let band = |low, high, words: &str| throughline_core::synthesis::Measure {
        shown: Shown::Band { low, high },
        base: 9,
        words: words.into(),
        percent: None,
    };
    synthesis.glance.bands[0].measure = band(7, 9, "7 or more of 9");
    let points = &mut synthesis.parts[0].findings[0].points;
    points[0].statement.measure = Some(band(0, 2, "fewer than 3 of 9"));
    points[1].statement.measure.as_mut().unwrap().shown = Shown::NotShown;
    points[1].statement.measure.as_mut().unwrap().words = "not shown".into();
    synthesis.tables.prevalence[0].rolled.organisations = Shown::Band { low: 5, high: 6 };
    let (_, read) = pdf(&synthesis);
    let text = read.text();
    for words in [
        "7 or more of 9",
        "fewer than 3 of 9",
        "not shown",
        "5 or 6",
        "the count lies here",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn a_protected_report_has_one_count_a_theme_and_words_for_stances() {
    let mut sample = Sample::review();
    sample.parts = 1;
    let mut synthesis = sample.synthesis();
    for row in &mut synthesis.tables.prevalence {
        for counts in [&mut row.own, &mut row.rolled] {
            counts.notes = Shown::NotShown;
            counts.organisations = Shown::NotShown;
            counts.engagements = Shown::NotShown;
            counts.unattributed_notes = Shown::NotShown;
        }
    }
    let last = synthesis.tables.prevalence.len() - 1;
    synthesis.tables.prevalence[last].rolled.organisations = Shown::Band { low: 3, high: 4 };
    let row = &synthesis.tables.prevalence[last];
    synthesis.raised.balance = Some(Balance {
        title: "How agencies stand".into(),
        rows: vec![BalanceRow {
            theme: row.theme.clone(),
            label: row.label.clone(),
            words: "mostly against".into(),
        }],
        note: "A theme stands here where five agencies or more raised it.".into(),
    });
    synthesis.tables.part = vec![PartTableRow {
        theme: row.theme.clone(),
        part: "part-0".parse().unwrap(),
        organisations: Shown::Band { low: 0, high: 2 },
        denominator: 40,
    }];
    let (_, read) = pdf(&synthesis);
    let text = read.text();
    for words in [
        "3 or 4",
        "see its parts",
        "How agencies stand",
        "mostly against",
        "five agencies or more raised it",
        "by theme and part",
        "fewer than 3",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("Notes, own"));
}

#[test]
fn what_the_audit_says_stands_beside_its_statement() {
    let mut sample = Sample::review();
    sample.parts = 1;
    let mut synthesis = sample.synthesis();
    let mark = |verdict, fragile, words: &str| AuditMark {
        phrase: "Most agencies".into(),
        offset: 0,
        verdict: Some(verdict),
        fragile,
        words: words.into(),
    };
    let finding = &mut synthesis.parts[0].findings[0];
    finding.statement.audit = vec![
        mark(Verdict::Overstated, false, "5 of 9"),
        mark(Verdict::Supported, true, "holds unless 1 of 9 changes"),
    ];
    let (_, read) = pdf(&synthesis);
    let text = read.text();
    assert!(text.contains("Not supported. “Most agencies”: 5 of 9"));
    assert!(text.contains("Fragile. “Most agencies”: holds unless 1 of 9 changes"));
}

#[test]
fn a_count_leads_to_its_notes() {
    let synthesis = Sample::review().synthesis();
    let groups: BTreeSet<&str> = synthesis
        .evidence
        .groups
        .iter()
        .map(|group| group.number.as_str())
        .collect();
    let counted = synthesis
        .parts
        .iter()
        .flat_map(|part| &part.findings)
        .flat_map(|finding| &finding.points)
        .filter(|point| point.statement.measure.is_some())
        .filter(|point| groups.contains(point.number.as_str()))
        .count();
    assert!(counted > 3, "{counted}");
    let (_, read) = pdf(&synthesis);
    let links = read.tags().get("Link").copied().unwrap_or_default();
    let mut bare = synthesis.clone();
    bare.evidence.groups.clear();
    let (_, read) = pdf(&bare);
    let without = read.tags().get("Link").copied().unwrap_or_default();
    assert!(links >= without + counted, "{links} {without} {counted}");
}

#[test]
fn every_file_of_the_template_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("template");
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    let built_in: Vec<String> = throughline_report::template::Template::BuiltIn
        .files()
        .into_keys()
        .collect();
    assert_eq!(built_in, there);
}
