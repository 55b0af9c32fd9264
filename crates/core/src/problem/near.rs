//! What somebody may have meant.

/// Code points past which a word has no near name, and a name is near to no word. Names of columns,
/// keys, themes and organisations are shorter; two words are compared in a time that grows with the
/// product of their lengths, and a cell may hold a megabyte.
const LONGEST: usize = 100;

/// Products of lengths that one search may come to: some thousands of names of twenty letters. Known
/// names past it are not looked at.
const MOST_WORK: usize = 2_000_000;

/// The nearest of some known words to a word that is not known, near enough to be a slip:
/// Jaro-Winkler similarity of at least 0.84 after lower-casing. A word of more than 100 code points is
/// near to none, and of very many known words only the first are looked at, so that looking takes
/// some milliseconds at most.
///
/// ```
/// use throughline_core::problem::did_you_mean;
/// assert_eq!(did_you_mean("resorcing", ["value", "resourcing"]), Some("resourcing"));
/// assert_eq!(did_you_mean("weather", ["value", "resourcing"]), None);
/// assert_eq!(did_you_mean(&"resourcing ".repeat(10), ["resourcing"]), None);
/// ```
#[must_use]
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = length(word)?;
    let word = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    let mut work = 0;
    for candidate in known {
        let Some(of_candidate) = self::length(candidate) else {
            continue;
        };
        work += length.max(1) * of_candidate.max(1);
        if work > MOST_WORK {
            break;
        }
        let score = strsim::jaro_winkler(&word, &candidate.to_lowercase());
        if score >= 0.84 && best.is_none_or(|(s, _)| score > s) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The code points of a word, if it is short enough to be compared.
fn length(word: &str) -> Option<usize> {
    let length = word.chars().take(LONGEST + 1).count();
    (length <= LONGEST).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_near_to_none_and_long_names_are_passed_over() {
        let long = "a".repeat(LONGEST);
        assert_eq!(did_you_mean(&long, [long.as_str()]), Some(long.as_str()));
        let longer = "a".repeat(LONGEST + 1);
        assert_eq!(did_you_mean(&longer, [long.as_str()]), None);
        let found = did_you_mean("themes", [longer.as_str(), "theme"]);
        assert_eq!(found, Some("theme"));
    }

    #[test]
    fn of_very_many_known_words_the_first_are_looked_at() {
        let many = || std::iter::repeat_n("another", MOST_WORK / (6 * 7));
        assert_eq!(did_you_mean("themes", many().chain(["theme"])), None);
        assert_eq!(
            did_you_mean("themes", ["theme"].into_iter().chain(many())),
            Some("theme")
        );
    }
}
