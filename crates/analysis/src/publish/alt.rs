//! Alternative texts: 150 to 450 code points, written from the data. The form and the measure
//! first, then as many figures as there is room for, then where all figures are.

/// At least this many code points.
pub(crate) const LEAST: usize = 150;
/// At most this many code points.
pub(crate) const MOST: usize = 450;

/// What an alternative text is made of.
#[derive(Debug, Default)]
pub(crate) struct Alt {
    /// The form of the chart and what it measures, as a sentence.
    pub(crate) head: String,
    /// Figures, as sentences, the most telling first. What does not fit is left out.
    pub(crate) figures: Vec<String>,
    /// Where all figures are, as a sentence.
    pub(crate) tail: String,
    /// Sentences that are added where the text would be too short.
    pub(crate) more: Vec<String>,
}

impl Alt {
    /// The text.
    pub(crate) fn text(self) -> String {
        let size = |text: &str| text.chars().count();
        let mut text = cut(&self.head, MOST - 1);
        let mut tail = self.tail;
        if size(&text) + 1 + size(&tail) > MOST {
            tail.clear();
        }
        for figure in &self.figures {
            if size(&text) + size(figure) + size(&tail) + 2 <= MOST {
                text.push(' ');
                text.push_str(figure);
            }
        }
        let known = [
            "The title above it says what stands out.",
            "The note below it says who was counted, how to read it and what is left out.",
            "It is drawn from the counts of this review alone.",
        ];
        for sentence in self.more.iter().map(String::as_str).chain(known) {
            let all = size(&text) + 1 + size(&tail);
            if all >= LEAST {
                break;
            }
            if all + 1 + size(sentence) <= MOST {
                text.push(' ');
                text.push_str(sentence);
            }
        }
        if !tail.is_empty() {
            text.push(' ');
            text.push_str(&tail);
        }
        text
    }
}

/// A sentence cut at a space, where a name in it is longer than any reader would hear out.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most).collect();
    let end = kept.rfind(' ').unwrap_or(kept.len());
    format!(
        "{}.",
        kept.get(..end)
            .unwrap_or(&kept)
            .trim_end_matches([',', ';', ':', '.'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn length_is_kept(head in "[a-zā ]{0,600}", figures in proptest::collection::vec("[a-z ]{0,90}", 0..30), tail in ".{0,200}") {
            let text = Alt { head, figures, tail, more: Vec::new() }.text();
            let size = text.chars().count();
            prop_assert!((LEAST..=MOST).contains(&size), "{size}: {text}");
        }
    }

    #[test]
    fn figures_that_do_not_fit_are_left_out_and_the_tail_stays() {
        let text = Alt {
            head: "Bar chart: number of agencies, of 9, that raised each theme.".into(),
            figures: (0..40).map(|n| format!("Theme number {n}, {n}.")).collect(),
            tail: "All figures are in Table B1.".into(),
            more: Vec::new(),
        }
        .text();
        assert!(text.ends_with("All figures are in Table B1."));
        assert!(text.contains("Theme number 3, 3."));
        assert!(!text.contains("Theme number 39"));
    }
}
