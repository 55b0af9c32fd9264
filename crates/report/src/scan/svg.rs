//! Charts as SVG: every text, alone and with the next, and every attribute that holds words.

use super::{Leak, Scan, unread};
use roxmltree::{Document, Node};

/// Attributes that hold geometry or colour and no words.
const GEOMETRY: [&str; 24] = [
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "dx",
    "dy",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "d",
    "points",
    "viewBox",
    "transform",
    "fill",
    "stroke",
    "stroke-width",
    "font-size",
    "opacity",
];

pub(super) fn leaks(scan: &Scan, file: &str, bytes: &[u8]) -> Vec<Leak> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec![unread(file, &"it is not UTF-8")];
    };
    let chart = match Document::parse(text) {
        Ok(chart) => chart,
        Err(error) => return vec![unread(file, &error)],
    };
    let mut leaks = Vec::new();
    for node in chart.descendants() {
        if node.is_element() {
            for attribute in node.attributes() {
                if !GEOMETRY.contains(&attribute.name()) {
                    let place =
                        || format!("{}, attribute {}", element(&chart, node), attribute.name());
                    leaks.extend(scan.words(file, attribute.value(), |_| place()));
                }
            }
        } else if node.is_text() || node.is_comment() {
            let parent = node.parent().unwrap_or(node);
            let drawn = parent.has_tag_name("text") || parent.has_tag_name("tspan");
            if let (false, Some(text)) = (drawn, node.text()) {
                leaks.extend(scan.words(file, text, |_| element(&chart, parent)));
            }
        }
    }
    leaks.extend(drawn(scan, file, &chart));
    if let Some(numbers) = &scan.numbers {
        leaks.extend(numbers.chart(file, &chart));
    }
    leaks
}

/// What is written in the picture: all of it as one text, a line each, since a label goes on in the
/// next.
fn drawn(scan: &Scan, file: &str, chart: &Document) -> Vec<Leak> {
    let mut written = String::new();
    let mut starts: Vec<(u32, Node)> = Vec::new();
    let mut length = 0;
    for node in chart.descendants().filter(|n| n.has_tag_name("text")) {
        starts.push((length, node));
        let line = text_of(node);
        length += u32::try_from(line.chars().count()).unwrap_or(u32::MAX) + 1;
        written.push_str(&line);
        written.push('\n');
    }
    scan.words(file, &written, |found| {
        let at = starts.partition_point(|(start, _)| *start <= found.span.start);
        at.checked_sub(1)
            .and_then(|at| starts.get(at))
            .map_or_else(String::new, |(_, node)| element(chart, *node))
    })
}

/// The words of an element and those under it.
pub(super) fn text_of(node: Node) -> String {
    node.descendants()
        .filter(Node::is_text)
        .filter_map(|n| n.text())
        .collect()
}

/// `<text> 14`: an element by its tag and its number among those of the tag.
pub(super) fn element(chart: &Document, node: Node) -> String {
    let tag = node.tag_name().name();
    let number = chart
        .descendants()
        .filter(|n| n.has_tag_name(tag))
        .take_while(|n| *n != node)
        .count();
    format!("<{tag}> {}", number + 1)
}
