//! Counts in sentences: `7 of 9`, `seven of the nine`.

use throughline_core::numbers::of_word;

/// Words before a number that make it the end of a range, or no count of organisations.
const RANGES: [&str; 10] = [
    "than", "or", "to", "and", "least", "most", "page", "picture", "part", "step",
];
/// Words between a number and its base.
const BETWEEN: [&str; 4] = ["of", "the", "all", "these"];
/// The words of a text in small letters; a hyphen joins (`twenty-one`), a comma within figures goes.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == ','))
        .map(|word| word.trim_matches(['-', ',']).replace(',', ""))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Every number in a text.
pub(super) fn numbers(text: &str) -> Vec<u32> {
    words(text)
        .iter()
        .filter_map(|word| of_word(word))
        .collect()
}

/// The counts that a text gives exactly, of a base: the 7 of `7 of 9`, not that of `7 or more of 9`.
pub(super) fn exact(text: &str, base: u32) -> impl Iterator<Item = u32> {
    let words = words(text);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word != "of" || at == 0 {
            continue;
        }
        let mut rest = words
            .iter()
            .skip(at)
            .skip_while(|word| BETWEEN.contains(&word.as_str()));
        let of = rest.next().and_then(|word| of_word(word));
        let before = |back: usize| at.checked_sub(back).and_then(|at| words.get(at));
        let ranged = before(2).is_some_and(|word| RANGES.contains(&word.as_str()));
        if let Some(count) = before(1).and_then(|word| of_word(word))
            && of == Some(base)
            && !ranged
        {
            found.push(count);
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_counts_of_a_base() {
        for (text, counts) in [
            ("7 of 9", vec![7]),
            ("Theme raised by 9 of 9 agencies, in 31 notes.", vec![9]),
            (
                "Seven of the nine agencies said so; 2 of 9 did not",
                vec![7, 2],
            ),
            ("7 or more of 9", vec![]),
            ("fewer than 3 of 9", vec![]),
            ("3 or 4 of 9", vec![]),
            ("5 to 6 of the nine", vec![]),
            ("Page 3 of 9", vec![]),
            ("3 of 8", vec![]),
            ("of 9", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(exact(text, 9).collect::<Vec<_>>(), counts, "{text}");
        }
        assert_eq!(exact("twenty-one of 1,204", 1204).collect::<Vec<_>>(), [21]);
    }
}
