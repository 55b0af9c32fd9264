//! What is said at the end: what was assumed, and what nothing has asked for.

use super::read::Reader;
use super::tagged::short;
use crate::refi::codebook::sets_left_out;
use crate::refi::xml::Element;
use throughline_core::numbers::counted_as;

impl Reader<'_> {
    /// Says what was assumed, and lists what nothing has asked for.
    pub(super) fn finish(&mut self, project: &Element) {
        let mut say = |count: usize, sentence: String| {
            if count > 0 {
                self.incoming.assumed.push(sentence);
            }
        };
        let (foreign, spread, whole) = (self.foreign_sources, self.spread, self.whole_sources);
        say(
            foreign,
            format!(
                "{}: each of its paragraphs is a note (parted by blank lines where a text has them, else by line ends).",
                counted_as(
                    foreign,
                    "source is an engagement",
                    "sources are engagements"
                )
            ),
        );
        say(
            spread,
            format!(
                "{} over several paragraphs: each of these has the tag, with its part of the excerpt.",
                counted_as(spread, "selection goes", "selections go")
            ),
        );
        say(
            whole,
            format!(
                "{} whole source of several paragraphs: each of these has the tag.",
                counted_as(whole, "row codes a", "rows code a")
            ),
        );
        let mut left: Vec<(u64, u64, String)> = Vec::new();
        for memo in self.memos.values().filter(|m| !m.used) {
            let name = memo.element.attribute("name").unwrap_or("without a name");
            let shown = format!("{name}: {}", short(&memo.text));
            left.push((memo.element.line, memo.element.column, shown));
        }
        left.sort();
        for (_, _, shown) in left {
            self.list(
                "memo",
                &shown,
                "it belongs to no tag; memos stand with tags here",
            );
        }
        for name in std::mem::take(&mut self.other_variables) {
            self.list("variable", &name, "the review has no field for it");
        }
        for (kind, inner) in [("Links", "Link"), ("Graphs", "Graph")] {
            let count = project.all(kind).flat_map(|k| k.all(inner)).count();
            if count > 0 {
                self.list(
                    &inner.to_lowercase(),
                    &format!("{count} in the project"),
                    "a review has none",
                );
            }
        }
        for sets in project.all("Sets") {
            sets_left_out(sets, "source or theme", &mut self.incoming.not_carried);
        }
        let description = project.text_of("Description");
        if !description.trim().is_empty() {
            self.list(
                "description of the project",
                &short(description),
                "write it into review.toml as `purpose`",
            );
        }
    }
}

/// How many codings lie in an element.
pub fn codings(element: &Element) -> usize {
    let below: usize = element.children.iter().map(codings).sum();
    below + usize::from(element.name == "Coding")
}
