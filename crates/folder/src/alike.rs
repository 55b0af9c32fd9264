//! Names of organisations that may be one: `Min. of Justice` and `Ministry of Justice`, `Education,
//! Ministry of`, `Mnistry of Justice`.
//!
//! Two names are alike when they have the same words, whatever their order, after abbreviations are
//! spelt out and what says nothing (`the`, `Ltd`, full stops) is dropped; or when they differ by one
//! slip of the pen (a letter missing, added, changed or swapped with the next) in a word of five
//! letters or more, or by a space. `Agency A` and `Agency B`, `Ward 12` and `Ward 13` are not.
//!
//! Cost: each name is cut once at each of its letters, so that names are looked up and not compared
//! with each other; 400 names take a few milliseconds.

use std::collections::{BTreeSet, HashMap};
use throughline_core::names::name_key;

/// Words of an abbreviation spelt out.
const SPELT_OUT: &[(&str, &str)] = &[
    ("min", "ministry"),
    ("dept", "department"),
    ("dep", "department"),
    ("govt", "government"),
    ("gov", "government"),
    ("nz", "new zealand"),
    ("auth", "authority"),
    ("assn", "association"),
    ("assoc", "association"),
    ("org", "organisation"),
    ("organization", "organisation"),
    ("univ", "university"),
    ("uni", "university"),
    ("natl", "national"),
    ("intl", "international"),
    ("cttee", "committee"),
    ("commn", "commission"),
    ("dev", "development"),
    ("mgmt", "management"),
    ("svcs", "services"),
    ("serv", "services"),
    ("tech", "technology"),
    ("cncl", "council"),
    ("co", "company"),
    ("center", "centre"),
];

/// Words that tell no organisation from another.
const SAYS_NOTHING: &[&str] = &[
    "the",
    "of",
    "for",
    "and",
    "ltd",
    "limited",
    "inc",
    "incorporated",
];

/// Letters from which a word is long enough for one of them to be a slip.
const LONG_WORD: usize = 5;

/// Names past which slips are not looked for.
const MOST_NAMES: usize = 20_000;

/// The words of a name, spelt out.
fn words(name: &str) -> Vec<String> {
    let plain: String = name_key(name)
        .replace('&', " and ")
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = plain.split_whitespace().flat_map(|word| {
        let known = SPELT_OUT.iter().find(|(short, _)| word == *short);
        known.map_or(word, |(_, long)| *long).split_whitespace()
    });
    let telling = words.filter(|w| !SAYS_NOTHING.contains(w));
    telling.map(str::to_owned).collect()
}

/// Pairs of names that may be one, by their indices, the earlier one first: of `Min. of Justice`,
/// `Treasury`, `Ministry of Justice` the pair (0, 2).
pub fn pairs(names: &[&str]) -> Vec<(usize, usize)> {
    let split: Vec<Vec<String>> = names.iter().map(|n| words(n)).collect();
    let mut found = BTreeSet::new();
    let mut by_words: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut by_cut: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, name) in split.iter().enumerate() {
        let mut sorted: Vec<&str> = name.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        if sorted.is_empty() {
            continue;
        }
        let first = *by_words.entry(sorted).or_insert(index);
        if first != index {
            found.insert((first, index));
            continue;
        }
        if names.len() > MOST_NAMES {
            continue;
        }
        for cut in cuts(&name.join(" ")) {
            let others = by_cut.entry(cut).or_default();
            for &other in others.iter() {
                if split.get(other).is_some_and(|other| is_slip(other, name)) {
                    found.insert((other, index));
                }
            }
            others.push(index);
        }
    }
    found.into_iter().collect()
}

/// A name, and the name without each of its letters: two names with one slip between them share one
/// of these.
fn cuts(name: &str) -> BTreeSet<String> {
    let cut = |(at, c): (usize, char)| {
        let (before, after) = name.split_at(at);
        format!("{before}{}", after.get(c.len_utf8()..).unwrap_or_default())
    };
    let mut cuts: BTreeSet<String> = name.char_indices().map(cut).collect();
    cuts.insert(name.to_owned());
    cuts
}

fn is_slip(a: &[String], b: &[String]) -> bool {
    if a.concat() == b.concat() {
        return true;
    }
    let mut differing = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((one, other)), None) = (differing.next(), differing.next()) else {
        return false;
    };
    let is_long =
        |word: &str| word.chars().count() >= LONG_WORD && word.chars().all(char::is_alphabetic);
    a.len() == b.len() && is_long(one) && is_long(other) && strsim::osa_distance(one, other) == 1
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn names_that_may_be_one() {
        let alike = [
            ["Min. of Justice", "Ministry of Justice"],
            ["Justice, Ministry of", "Ministry of Justice"],
            ["The Treasury", "Treasury"],
            ["Mnistry of Justice", "Ministry of Justice"],
            ["Health NZ", "Health New Zealand"],
            ["Land Care Trust", "Landcare Trust"],
            ["Housing & Urban Dev.", "Housing and Urban Development"],
        ];
        for pair in alike {
            assert_eq!(pairs(&pair), [(0, 1)], "{pair:?}");
        }
        let other = [
            ["Agency A", "Agency B"],
            ["Ward 12", "Ward 13"],
            ["Ministry of Health", "Ministry of Justice"],
            ["Ngāti Toa", "Ngāti Tama"],
            ["", " "],
            ["Organisation 1001", "Organisation 1002"],
        ];
        for pair in other {
            assert_eq!(pairs(&pair), [], "{pair:?}");
        }
    }
}
