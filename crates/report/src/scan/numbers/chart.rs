//! Charts read back: no number that the synthesis does not show, rows in the order of the codebook,
//! and marks that are the same wherever the same is shown.

use super::{COUNT, Leaks, Numbers, ORDER, squeezed};
use crate::charts::filled;
use crate::printable::{Replaced, printable_text};
use crate::scan::svg::{element, text_of};
use crate::scan::{Leak, Rule};
use roxmltree::{Document, Node};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::synthesis::{Measure, Shown, Synthesis};

/// Charts that a protected report does not have.
const NEVER: [&str; 4] = ["matrix", "cooccurrence", "saturation", "agreement"];
/// A mark may be wider than its share by this much, in units: a small count is seen.
const SEEN: i64 = 8;

/// A mark, by where it stands from left to right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    filled: bool,
    /// The colour of a mark that is not filled: its place in the strip is the same for all rows.
    colour: String,
    from: i64,
    to: i64,
}

impl Numbers<'_> {
    /// What a chart shows that it may not.
    pub fn chart(&self, file: &str, chart: &Document) -> Vec<Leak> {
        let mut leaks = Leaks::new(file);
        let stem = file.rsplit('/').next().unwrap_or(file);
        let name = stem.split(['-', '.']).next().unwrap_or(stem);
        if NEVER.contains(&name) {
            leaks.add("the whole file", Rule::Withheld, "a chart");
            return leaks.found;
        }
        self.texts(name, chart, &mut leaks);
        if name == "prevalence" {
            self.rows(chart, &mut leaks);
        }
        leaks.found
    }

    /// Every text with a figure in it stands in the synthesis, whole or as a line of a longer one.
    fn texts(&self, name: &str, chart: &Document, leaks: &mut Leaks) {
        let known = shown_in(self.synthesis, name);
        let nodes: Vec<Node> = chart
            .descendants()
            .filter(|n| n.has_tag_name("text"))
            .collect();
        let mut texts = nodes.iter().map(|&node| text_of(node)).peekable();
        let mut before = String::new();
        for &node in &nodes {
            let text = texts.next().unwrap_or_default();
            let figures = text.chars().any(|c| c.is_ascii_digit());
            let bare = !text.chars().any(char::is_alphabetic);
            let line_of = |text: &str| known.iter().any(|known| known.contains(text));
            let fits = !figures
                || known.contains(&text)
                || (!bare && line_of(&text))
                || line_of(&format!("{before} {text}"))
                || texts
                    .peek()
                    .is_some_and(|next| begun_by(&known, &text, next));
            leaks.unless(
                fits,
                element(chart, node),
                Rule::Counts,
                "a number that is not shown elsewhere",
            );
            before = text;
        }
    }

    /// The rows of the prevalence chart: a label, marks, words.
    fn rows(&self, chart: &Document, leaks: &mut Leaks) {
        let Some(drawn) = self.synthesis.raised.prevalence.drawn() else {
            leaks.add("the whole file", Rule::Withheld, "a chart");
            return;
        };
        let bars = || {
            drawn
                .data
                .groups
                .iter()
                .flat_map(|group| group.head.iter().chain(&group.rows))
        };
        let measures: BTreeMap<&str, &Measure> = bars()
            .map(|bar| (bar.theme.as_str(), &bar.measure))
            .collect();
        let words: BTreeSet<String> = bars().map(|bar| printed(&bar.measure.words)).collect();
        let mut seen: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        let (mut label, mut marks) = (String::new(), Vec::new());
        for node in chart.descendants().filter(Node::is_element) {
            if !node.has_tag_name("text") {
                marks.extend(mark(node));
                continue;
            }
            let text = text_of(node);
            if !words.contains(&text) {
                label.push_str(&squeezed(&text));
                continue;
            }
            let place = element(chart, node);
            let row = self
                .themes_at_end(&label)
                .into_iter()
                .filter_map(|theme| Some((theme, *measures.get(theme)?)))
                .find(|(theme, measure)| printed(&measure.words) == text && !order.contains(theme));
            let Some((theme, measure)) = row else {
                leaks.add(place, Rule::Counts, COUNT);
                (label, marks) = (String::new(), Vec::new());
                continue;
            };
            order.push(theme);
            marks.sort();
            let same = seen.entry(text).or_insert_with(|| marks.clone());
            let what = "marks that differ from those of the same words";
            leaks.unless(*same == marks, &place, Rule::Marks, what);
            let what = "marks that are not what is shown";
            leaks.unless(drawn_as(measure, &marks), &place, Rule::Marks, what);
            (label, marks) = (String::new(), Vec::new());
        }
        leaks.unless(
            self.in_order(order.iter().copied()),
            "its rows",
            Rule::Order,
            ORDER,
        );
    }

    /// The themes of the longest label that a text ends in.
    fn themes_at_end(&self, text: &str) -> Vec<&str> {
        self.labels
            .iter()
            .map(|(label, themes)| (squeezed(&printed(label)), themes))
            .filter(|(label, _)| !label.is_empty() && text.ends_with(label.as_str()))
            .max_by_key(|(label, _)| label.len())
            .map(|(_, themes)| themes.clone())
            .unwrap_or_default()
    }
}

/// A text as it is drawn.
fn printed(text: &str) -> String {
    printable_text(text, &mut Replaced::default())
}

/// Every text of a chart in the synthesis.
fn shown_in(synthesis: &Synthesis, name: &str) -> BTreeSet<String> {
    let value = match name {
        "timeline" => serde_json::to_value(&synthesis.engaged.timeline),
        "prevalence" => serde_json::to_value(&synthesis.raised.prevalence),
        "stance" => serde_json::to_value(&synthesis.raised.stance),
        "format" => serde_json::to_value(&synthesis.differed.format),
        _ => Ok(Value::Null),
    };
    let mut texts = BTreeSet::new();
    let mut open = vec![value.unwrap_or_default()];
    while let Some(value) = open.pop() {
        match value {
            Value::String(text) => {
                texts.insert(printed(&text));
            }
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                if let Some(percent) = fields.get("percent").and_then(Value::as_u64) {
                    texts.insert(format!("{percent}%"));
                }
                open.extend(fields.into_iter().map(|(_, field)| field));
            }
            _ => {}
        }
    }
    texts
}

/// Whether a text of the synthesis begins with two lines: a long count stands above what is counted.
fn begun_by(known: &BTreeSet<String>, line: &str, next: &str) -> bool {
    let both = format!("{line} {next}");
    known.iter().any(|text| {
        text.strip_prefix(&both)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// A mark of a strip; what begins at the left edge is the ground or a rule between groups.
fn mark(node: Node) -> Option<Mark> {
    let number = |name: &str| node.attribute(name)?.parse::<i64>().ok();
    let colour = |name: &str| node.attribute(name).unwrap_or_default().to_owned();
    let (from, to, colour) = match node.tag_name().name() {
        "rect" => {
            let from = number("x")?;
            (from, from + number("width")?, colour("fill"))
        }
        "polyline" | "line" | "polygon" => {
            let places: Vec<i64> = node
                .attribute("points")?
                .split_whitespace()
                .filter_map(|point| point.split(',').next()?.parse().ok())
                .collect();
            (
                *places.iter().min()?,
                *places.iter().max()?,
                colour("stroke"),
            )
        }
        _ => return None,
    };
    let filled = node.has_tag_name("rect") && filled(&colour);
    (from > 0).then(|| Mark {
        filled,
        colour: if filled { String::new() } else { colour },
        from,
        to,
    })
}

/// Whether the filled marks are the count: as many, or as long; none for a band.
fn drawn_as(measure: &Measure, marks: &[Mark]) -> bool {
    let filled = || marks.iter().filter(|mark| mark.filled);
    let Some(count) = measure.shown.exact() else {
        return filled().next().is_none() && (measure.shown != Shown::NotShown || marks.is_empty());
    };
    let cells = marks.iter().filter(|mark| !mark.filled).count() + filled().count();
    if u32::try_from(cells).is_ok_and(|cells| cells == measure.base) {
        return u32::try_from(filled().count()).is_ok_and(|n| n == count);
    }
    let ends = |marks: &mut dyn Iterator<Item = &Mark>| {
        marks.fold(None, |ends: Option<(i64, i64)>, mark| {
            let (from, to) = ends.unwrap_or((mark.from, mark.to));
            Some((from.min(mark.from), to.max(mark.to)))
        })
    };
    let Some((from, to)) = ends(&mut marks.iter()) else {
        return false;
    };
    let length = ends(&mut filled()).map_or(0, |(from, to)| to - from);
    let share = (to - from) * i64::from(count) / i64::from(measure.base.max(1));
    (length - share).abs() <= SEEN
}
