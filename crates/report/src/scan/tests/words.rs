use super::super::{Rule, Scan};
use super::support::Sample;
use super::{leaks, leaks_with, ogp, places, published, secret, template};
use crate::Format;
use crate::pdf::Template;
use throughline_core::publication::{Exempt, SecretKind};
use throughline_core::synthesis::QuoteBlock;

const PDF: &str = "report.pdf";
const JSON: &str = "synthesis.json";

#[test]
fn clean_reports_pass() {
    let mut many = Sample::review();
    many.organisations = 30;
    for synthesis in [ogp(), Sample::review().synthesis(), many.synthesis()] {
        let found = leaks(&published(synthesis), &[]);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn an_internal_report_is_not_scanned() {
    let synthesis = Sample::single_file().synthesis();
    assert!(Scan::of(&synthesis, None).is_none());
}

#[test]
fn a_name_in_a_quote_is_found_though_it_stands_in_the_list() {
    let mut synthesis = ogp();
    let statement = &mut synthesis.parts[0].findings[0].statement;
    statement.quote = Some(QuoteBlock {
        text: "That is what the serious fraud office’s people would say".into(),
        attribution: None,
        language: None,
        note: None,
    });
    let found = leaks(&published(synthesis), &[]);
    assert_eq!(
        places(&found, JSON, Rule::Names),
        ["/parts/0/findings/0/statement/quote/text"]
    );
    let pages = places(&found, PDF, Rule::Names);
    assert_eq!(pages.len(), 1, "{found:#?}");
    assert!(pages[0].starts_with("page "), "{found:#?}");
    let said = found[0].to_string().to_lowercase();
    assert!(!said.contains("fraud"), "{said}");
}

#[test]
fn names_are_exempt_in_their_places_only() {
    let mut publication = published(ogp());
    publication.withheld.exempt.clear();
    let found = leaks(&publication, &[Format::Pdf, Format::Json]);
    let pointers = places(&found, JSON, Rule::Names);
    assert!(pointers.contains(&"/document/publisher"), "{found:#?}");
    assert!(pointers.contains(&"/engaged/contributors/8"), "{found:#?}");
    let in_pdf = places(&found, PDF, Rule::Names);
    for place in ["metadata, Author", "metadata, creator", "page 1"] {
        assert!(in_pdf.contains(&place), "{place}: {found:#?}");
    }
    // The list again, under another heading, is not in its place.
    let mut synthesis = ogp();
    synthesis.engaged.lead = synthesis.engaged.contributors.join("\n");
    let found = leaks(&published(synthesis), &[Format::Pdf]);
    assert!(places(&found, PDF, Rule::Names).len() >= 9, "{found:#?}");
}

#[test]
fn many_contributors_in_columns_are_the_list() {
    for organisations in [13, 75, 200] {
        let sample = Sample {
            organisations,
            groups: 1,
            children: 2,
            parts: 1,
            findings_per_part: 1,
            points: 1,
            ..Sample::review()
        };
        let publication = published(sample.synthesis());
        assert!(publication.withheld.exempt.contains(&Exempt::Contributors));
        let found = leaks(&publication, &[Format::Pdf]);
        assert!(found.is_empty(), "{organisations}: {found:#?}");
    }
}

#[test]
fn what_a_pdf_carries_besides_its_pages() {
    let base = "#set page(height: 200mm)\n";
    for (main, place) in [
        (
            "#set document(title: \"Said by The Treasury\")\nText",
            "metadata, Title",
        ),
        (
            "#set document(title: \"T\", keywords: (\"The Treasury\",))\nText",
            "metadata, Keywords",
        ),
        (
            "#set document(title: \"T\")\n= By the treasury\nText",
            "bookmark",
        ),
        (
            "#set document(title: \"T\")\n#figure([drawn], alt: \"Of The Treasury\")",
            "page 1, alternative text",
        ),
        (
            "#set document(title: \"T\")\n#link(\"https://example.nz/users/jo\")[here]",
            "link",
        ),
        (
            "#set document(title: \"T\")\n#set page(header: [The Treasury])\nText",
            "page 1",
        ),
    ] {
        let main = format!("{base}{main}");
        let found = leaks_with(&published(ogp()), &[Format::Pdf], template(&main));
        assert!(
            found.iter().any(|leak| leak.place.starts_with(place)),
            "{place}: {found:#?}"
        );
    }
}

#[test]
fn an_attached_file_is_read_too() {
    // Typst refuses attachments in PDF/A-2; another program's PDF may have them.
    let publication = published(ogp());
    let scan = Scan::of(&publication.synthesis, Some(&publication.withheld)).unwrap();
    for (content, place) in [
        (&b"Said by The Treasury"[..], "attached file (object 1)"),
        (
            b"{\"said\": [\"The Treasury\"]}",
            "attached file (object 1), /said/0",
        ),
        (b"\xff\xfe", "the whole file"),
    ] {
        let mut pdf = lopdf::Document::new();
        let kind = lopdf::dictionary! { "Type" => "EmbeddedFile" };
        pdf.add_object(lopdf::Stream::new(kind, content.to_vec()));
        let pages = pdf.add_object(
            lopdf::dictionary! { "Type" => "Pages", "Kids" => Vec::new(), "Count" => 0 },
        );
        let root = pdf.add_object(lopdf::dictionary! { "Type" => "Catalog", "Pages" => pages });
        pdf.trailer.set("Root", root);
        let mut bytes = Vec::new();
        pdf.save_to(&mut bytes).unwrap();
        let found: Vec<String> = scan
            .file(PDF, &bytes)
            .into_iter()
            .map(|l| l.place)
            .collect();
        assert_eq!(found, [place]);
    }
}

#[test]
fn a_name_divided_in_the_pdf() {
    let head = "#set document(title: \"T\")\n#set page(width: 60mm)\n";
    for body in [
        "The \\ Treasury",
        "The Trea- \\ sury",
        "The Trea#sym.hyph.soft;sury",
        "The T#strong[reas]ury",
        "The #text(fill: red)[Trea]sury",
        "#lorem(9) the#h(1em)Treasury",
        "#block(breakable: true, height: 5cm)[]The #pagebreak() Treasury",
        "#table(columns: 2, [The Treasury], [9])",
        "T\u{2060}he Trea\u{ad}sury",
        "#smallcaps[The Treasury]",
        "#upper[The Treasury]",
        "#text(size: 4pt)[the inland ofﬁce] The Treasury",
    ] {
        let main = format!("{head}{body}\n");
        let found = leaks_with(&published(ogp()), &[Format::Pdf], template(&main));
        assert!(!found.is_empty(), "{body}");
    }
}

#[test]
fn ligatures_come_back_as_letters() {
    let mut publication = published(ogp());
    publication.withheld.secrets = vec![secret("Office of Effluent Affairs", SecretKind::Name)];
    publication.synthesis.parts[0].intro = Some("Asked by the Office of Effluent Affairs.".into());
    let found = leaks(&publication, &[Format::Pdf]);
    assert_eq!(places(&found, PDF, Rule::Names).len(), 1, "{found:#?}");
}

#[test]
fn an_address_over_two_lines() {
    let mut synthesis = ogp();
    synthesis.parts[0].intro = Some("Write to jo.smith@example.\ngovt.nz about it.".into());
    let found = leaks(&published(synthesis), &[]);
    assert_eq!(places(&found, JSON, Rule::Addresses), ["/parts/0/intro"]);
    assert_eq!(places(&found, PDF, Rule::Addresses).len(), 1, "{found:#?}");
    // A saved synthesis is scanned for addresses too.
    let mut synthesis = ogp();
    synthesis.parts[0].intro = Some("Ring 021 123 4567.".into());
    let error = crate::Report::of(&synthesis).pdf().unwrap_err();
    assert!(error.to_string().contains("a telephone number"), "{error}");
}

#[test]
fn people_ids_and_table_cells() {
    let mut synthesis = ogp();
    synthesis.tables.prevalence[2].label = "What Karaka said".into();
    synthesis.codebook[1].definition = "See XW-0042".into();
    let found = leaks(&published(synthesis), &[Format::Csv, Format::Json]);
    assert_eq!(
        places(&found, "tables/prevalence.csv", Rule::Names),
        ["row 4, column 2"]
    );
    assert_eq!(places(&found, JSON, Rule::Ids), ["/codebook/1/definition"]);
}

#[test]
fn an_id_and_a_description_in_a_chart() {
    let publication = published(ogp());
    let scan = Scan::of(&publication.synthesis, Some(&publication.withheld)).unwrap();
    for (svg, place) in [
        ("<g id=\"chart-The_Treasury\"/>", "<g> 1, attribute id"),
        ("<desc>By The Treasury</desc>", "<desc> 1"),
        ("<!-- The Treasury -->", "<svg> 1"),
        ("<text>Said by The</text><text>Treasury</text>", "<text> 1"),
        (
            "<text>none</text><text>The <tspan>Treasury</tspan></text>",
            "<text> 2",
        ),
    ] {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{svg}</svg>");
        let found = scan.file("charts/stance.svg", svg.as_bytes());
        assert_eq!(
            places(&found, "charts/stance.svg", Rule::Names),
            [place],
            "{svg}"
        );
    }
}

#[test]
fn what_cannot_be_read_back_is_refused() {
    let publication = published(ogp());
    let scan = Scan::of(&publication.synthesis, Some(&publication.withheld)).unwrap();
    for (name, bytes) in [
        ("report.pdf", &b"%PDF-1.7 nothing"[..]),
        ("synthesis.json", b"{"),
        ("charts/stance.svg", b"<svg>"),
        ("charts/stance.svg", b"\xff"),
        ("tables/stance.csv", b"\xff\n"),
    ] {
        let found = scan.file(name, bytes);
        assert!(found.iter().any(|leak| leak.rule == Rule::Unread), "{name}");
    }
    assert_eq!(scan.file("charts/stance.png", b"\x89PNG"), []);
}

#[test]
fn a_png_alone_is_scanned_as_it_was_drawn() {
    let mut synthesis = ogp();
    if let throughline_core::synthesis::Chart::Drawn(drawn) = &mut synthesis.raised.prevalence {
        drawn.data.groups[0].rows[0].label = "What Karaka said".into();
    }
    let found = leaks_with(&published(synthesis), &[Format::Png], Template::BuiltIn);
    assert_eq!(
        places(&found, "charts/prevalence.svg", Rule::Names).len(),
        1,
        "{found:#?}"
    );
}
