//! The charts of every fixture, measured: nothing overlaps, nothing is outside, nothing is lost.

mod common;

use roxmltree::{Document, Node};
use std::collections::BTreeMap;
use throughline_core::synthesis::{ChartName, Synthesis};
use throughline_report::charts::{ChartFile, TitleStyle, draw};
use throughline_report::fonts::{Face, width};

const WIDTH: f64 = 4762.0;

/// A line of text where its ink is: from the left to the right, and the middle 60 % of its height.
#[derive(Debug)]
struct Ink {
    text: String,
    size: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

fn number(node: Node, name: &str) -> f64 {
    let value = node
        .attribute(name)
        .unwrap_or_else(|| panic!("{name} of {node:?}"));
    value.parse().unwrap_or_else(|_| panic!("{name}={value}"))
}

fn inks(svg: &Document) -> Vec<Ink> {
    let texts = svg.descendants().filter(|node| node.has_tag_name("text"));
    texts
        .map(|node| {
            let text = node.text().unwrap_or_default().trim().to_owned();
            let size = number(node, "font-size");
            let bold = node.attribute("font-weight") == Some("bold");
            let wide = width(&text, if bold { Face::SansBold } else { Face::Sans }, size);
            let (x, y) = (number(node, "x"), number(node, "y"));
            let left = match node.attribute("text-anchor") {
                Some("end") => x - wide,
                Some("middle") => x - wide / 2.0,
                _ => x,
            };
            assert_eq!(node.attribute("dy"), Some("0.5ex"));
            let half = size * 1.424 * 0.6 / 2.0;
            Ink {
                text,
                size,
                left,
                right: left + wide,
                top: y - half,
                bottom: y + half,
            }
        })
        .collect()
}

fn charts(style: TitleStyle) -> Vec<(String, ChartFile, Synthesis)> {
    common::all()
        .into_iter()
        .flat_map(|(fixture, synthesis)| {
            let files = draw(&synthesis, style).unwrap();
            files
                .into_iter()
                .map(move |file| (format!("{fixture}-{}", file.stem), file, synthesis.clone()))
        })
        .collect()
}

#[test]
fn no_two_texts_touch_and_none_is_outside_or_small() {
    for style in [TitleStyle::Caption, TitleStyle::Drawn] {
        for (name, file, _) in charts(style) {
            let svg = Document::parse(&file.svg).unwrap();
            let height = view_height(&svg);
            let inks = inks(&svg);
            for (index, ink) in inks.iter().enumerate() {
                assert!(ink.size >= 85.0 && ink.size < 120.0, "{name}: {ink:?}");
                assert!(
                    ink.left >= -1.0 && ink.right <= WIDTH + 1.0,
                    "{name}: {ink:?}"
                );
                assert!(
                    ink.top >= 0.0 && ink.bottom <= height,
                    "{name}: {ink:?} of {height}"
                );
                for other in &inks[index + 1..] {
                    let across = ink.right.min(other.right) - ink.left.max(other.left);
                    let down = ink.bottom.min(other.bottom) - ink.top.max(other.top);
                    assert!(across.min(down) <= 0.0, "{name}: {ink:?} {other:?}");
                }
            }
        }
    }
}

fn view_height(svg: &Document) -> f64 {
    let view: Vec<f64> = svg
        .root_element()
        .attribute("viewBox")
        .unwrap()
        .split(' ')
        .map(|part| part.parse().unwrap())
        .collect();
    assert_eq!(view[..3], [0.0, 0.0, WIDTH]);
    view[3]
}

#[test]
fn every_mark_is_inside_and_in_whole_units() {
    for (name, file, _) in charts(TitleStyle::Drawn) {
        let svg = Document::parse(&file.svg).unwrap();
        let height = view_height(&svg);
        for node in svg.descendants().filter(Node::is_element) {
            let points: Vec<(f64, f64)> = match node.tag_name().name() {
                "rect" => {
                    let (x, y) = (number(node, "x"), number(node, "y"));
                    let (wide, tall) = (number(node, "width"), number(node, "height"));
                    assert!(wide > 0.0 && tall > 0.0, "{name}: {node:?}");
                    vec![(x, y), (x + wide, y + tall)]
                }
                "circle" => {
                    let (x, y, r) = (number(node, "cx"), number(node, "cy"), number(node, "r"));
                    vec![(x - r, y - r), (x + r, y + r)]
                }
                "polyline" => node
                    .attribute("points")
                    .unwrap()
                    .split_whitespace()
                    .map(|point| {
                        let (x, y) = point.split_once(',').unwrap();
                        (x.parse().unwrap(), y.parse().unwrap())
                    })
                    .collect(),
                "svg" | "title" | "desc" | "text" => continue,
                other => panic!("{name}: <{other}>"),
            };
            for (x, y) in points {
                assert!(x.fract() == 0.0 && y.fract() == 0.0);
                assert!(
                    (0.0..=WIDTH).contains(&x) && (0.0..=height).contains(&y),
                    "{name}: {node:?}"
                );
            }
        }
    }
}

#[test]
fn every_chart_says_what_it_is() {
    for style in [TitleStyle::Caption, TitleStyle::Drawn] {
        for (name, file, _) in charts(style) {
            let svg = Document::parse(&file.svg).unwrap();
            let root = svg.root_element();
            assert_eq!(root.attribute("role"), Some("img"), "{name}");
            let part = |tag: &str| {
                let node = root.children().find(|node| node.has_tag_name(tag)).unwrap();
                let id = format!("chart-{}-{tag}", file.stem);
                assert_eq!(node.attribute("id"), Some(id.as_str()));
                node.text().unwrap()
            };
            assert_eq!(part("title"), file.title);
            assert_eq!(part("desc"), file.alt);
            let millimetres = view_height(&svg) * 168.0 / WIDTH;
            assert!((file.height_mm - millimetres).abs() < 0.01, "{name}");
            assert_eq!(root.attribute("width"), Some("168mm"));
            for node in root.descendants().filter(|node| node.has_tag_name("text")) {
                let family = node.attribute("font-family");
                assert_eq!(family, Some("'Source Sans 3', Arial, sans-serif"), "{name}");
            }
        }
    }
}

#[test]
fn the_title_is_drawn_on_request_only() {
    let words = |file: &ChartFile| {
        let svg = Document::parse(&file.svg).unwrap();
        let lines: Vec<String> = inks(&svg).into_iter().map(|ink| ink.text).collect();
        lines.join(" ")
    };
    let (captions, drawn) = (charts(TitleStyle::Caption), charts(TitleStyle::Drawn));
    assert_eq!(captions.len(), drawn.len());
    for ((name, caption, _), (_, drawn, _)) in captions.iter().zip(&drawn) {
        assert!(!words(caption).contains(&caption.title), "{name}");
        assert!(words(drawn).starts_with(&drawn.title), "{name}");
        assert!(drawn.height_mm > caption.height_mm, "{name}");
        assert_eq!(drawn.stem, caption.stem);
    }
}

#[test]
fn a_chart_that_is_absent_is_not_drawn_and_the_order_is_that_of_the_report() {
    for (fixture, synthesis) in common::all() {
        let files = draw(&synthesis, TitleStyle::Caption).unwrap();
        let names: Vec<ChartName> = files
            .iter()
            .filter(|file| file.page == 1)
            .map(|file| file.name)
            .collect();
        let expected: &[ChartName] = match fixture {
            "none" => &[],
            "one" => &ChartName::ALL[2..],
            _ => &ChartName::ALL,
        };
        let expected: Vec<ChartName> = expected
            .iter()
            .copied()
            .filter(|&name| !(synthesis.base > 12 && name == ChartName::Matrix))
            .filter(|&name| !(fixture == "one" && name == ChartName::Format))
            // Only a review of several coders has it.
            .filter(|&name| name != ChartName::Agreement)
            .collect();
        assert_eq!(names, expected, "{fixture}");
        for file in &files {
            let stem = match file.page {
                1 => file.name.as_str().to_owned(),
                page => format!("{}-{page}", file.name.as_str()),
            };
            assert_eq!(file.stem, stem, "{fixture}");
        }
    }
}

/// The rectangles of a chart by fill colour.
fn fills(file: &ChartFile) -> BTreeMap<String, usize> {
    let svg = Document::parse(&file.svg).unwrap();
    let mut fills = BTreeMap::new();
    for node in svg.descendants().filter(|node| node.has_tag_name("rect")) {
        *fills
            .entry(node.attribute("fill").unwrap().to_owned())
            .or_default() += 1;
    }
    fills
}

fn chart(fixture: &str, stem: &str) -> ChartFile {
    let (_, synthesis) = common::all()
        .into_iter()
        .find(|(name, _)| *name == fixture)
        .unwrap();
    let files = draw(&synthesis, TitleStyle::Caption).unwrap();
    files.into_iter().find(|file| file.stem == stem).unwrap()
}

#[test]
fn one_cell_is_one_organisation() {
    // 24 rows of nine: 9 + 9 + 9 + 8 agencies at the heads, 134 under them, the rest empty.
    let fills = fills(&chart("ogp", "prevalence"));
    assert_eq!((fills["#0B4F5C"], fills["#4C8A95"]), (35, 134));
    assert_eq!(fills["#E3E9EC"], 24 * 9 - 35 - 134);
    // squares: positive 31, negative 34; mixed 14 + 3 + ... are outlined, two rectangles each
    let fills = self::fills(&chart("ogp", "stance"));
    assert_eq!((fills["#3A86BD"], fills["#7E2F0B"]), (31, 34));
    assert_eq!((fills["#DBAE52"], fills["#8A6A22"]), (17, 17));
    assert_eq!((fills["#E6EAEC"], fills["#5F6F7A"]), (7, 7));
}

#[test]
fn the_places_of_a_band_are_crossed_and_nothing_is_filled() {
    // Every theme of the fixture by the places of nine that its band reaches over.
    let (_, synthesis) = common::all()
        .into_iter()
        .find(|(name, _)| *name == "protected")
        .unwrap();
    let prevalence = synthesis.raised.prevalence.drawn().unwrap();
    let places: Vec<usize> = prevalence
        .data
        .groups
        .iter()
        .flat_map(|group| group.head.iter().chain(&group.rows))
        .filter_map(|bar| match bar.measure.words.as_str() {
            "fewer than 3 of 9" | "3 or 4 of 9" | "5 or 6 of 9" => Some(2),
            "7 or more of 9" => Some(3),
            "not shown" => None,
            other => panic!("{other}"),
        })
        .collect();
    let crossed: usize = places.iter().sum();
    let chart = chart("protected", "prevalence");
    let fills = fills(&chart);
    assert_eq!((fills.get("#0B4F5C"), fills.get("#4C8A95")), (None, None));
    assert_eq!((fills["#5F6F7A"], fills["#CFE3E6"]), (crossed, crossed));
    assert_eq!(fills["#E3E9EC"], places.len() * 9 - crossed);
    let svg = Document::parse(&chart.svg).unwrap();
    let lines = svg.descendants().filter(|node| {
        node.has_tag_name("polyline") && node.attribute("stroke") == Some("#0B4F5C")
    });
    assert_eq!(lines.count(), crossed);
}

#[test]
fn many_organisations_are_bars() {
    let (_, synthesis) = common::all()
        .into_iter()
        .find(|(name, _)| *name == "large")
        .unwrap();
    let tracks: usize = draw(&synthesis, TitleStyle::Caption)
        .unwrap()
        .iter()
        .filter(|file| file.name == ChartName::Prevalence)
        .map(|file| fills(file)["#E3E9EC"])
        .sum();
    assert_eq!(tracks, 24, "a track a row");
}

#[test]
fn a_matrix_goes_on_after_forty_rows() {
    let (_, synthesis) = common::all()
        .into_iter()
        .find(|(name, _)| *name == "busy")
        .unwrap();
    let files = draw(&synthesis, TitleStyle::Caption).unwrap();
    let pages: Vec<&ChartFile> = files
        .iter()
        .filter(|file| file.name == ChartName::Matrix)
        .collect();
    assert!(pages.len() >= 2);
    assert!(pages[1].title.ends_with(", continued"));
    assert!(pages.iter().all(|page| page.height_mm < 206.1));
    let labels: String = pages
        .iter()
        .flat_map(|page| {
            let svg = Document::parse(&page.svg).unwrap();
            inks(&svg)
                .into_iter()
                .map(|ink| ink.text + " ")
                .collect::<Vec<_>>()
        })
        .collect();
    for theme in 1..=60 {
        let label = format!("Theme {theme} ");
        assert_eq!(labels.matches(&label).count(), 1, "{label}");
    }
}

#[test]
fn no_label_is_cut() {
    for (fixture, synthesis) in common::all() {
        let files = draw(&synthesis, TitleStyle::Caption).unwrap();
        let Some(prevalence) = synthesis.raised.prevalence.drawn() else {
            continue;
        };
        let drawn: String = files
            .iter()
            .filter(|file| file.name == ChartName::Prevalence)
            .flat_map(|file| {
                let svg = Document::parse(&file.svg).unwrap();
                inks(&svg)
                    .into_iter()
                    .map(|ink| ink.text)
                    .collect::<Vec<_>>()
            })
            .collect();
        let bare = |text: &str| -> String {
            text.chars()
                .filter(|c| !c.is_whitespace() && *c != '-' && !c.is_control())
                .collect()
        };
        let drawn = bare(&drawn);
        for group in &prevalence.data.groups {
            for bar in group.head.iter().chain(&group.rows) {
                assert!(
                    drawn.contains(&bare(&bar.label)),
                    "{fixture}: {}",
                    bar.label
                );
            }
        }
    }
}

#[test]
fn what_users_write_is_text() {
    for (name, file, _) in charts(TitleStyle::Drawn) {
        let svg = Document::parse(&file.svg).unwrap();
        assert!(
            !svg.descendants()
                .any(|node| node.has_tag_name("b") || node.has_tag_name("script")),
            "{name}"
        );
    }
    let all = chart("markup", "prevalence").svg;
    assert!(all.contains("&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; &apos;text&apos;"));
    assert!(all.contains("&amp;lt;already&amp;gt; &amp;amp; escaped"));
}

#[test]
fn the_same_synthesis_gives_the_same_bytes() {
    for (fixture, synthesis) in common::all() {
        let twice = [(); 2].map(|()| draw(&synthesis, TitleStyle::Drawn).unwrap());
        assert_eq!(twice[0], twice[1], "{fixture}");
    }
}
