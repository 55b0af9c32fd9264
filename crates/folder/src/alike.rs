//! Names of organisations that may be one: `Min. of Justice` and `Ministry of Justice`, `Education,
//! Ministry of`, `Mnistry of Justice`, `Taupo` and `Taupō`.
//!
//! Two names are alike when they have the same words, whatever their order, after abbreviations are
//! spelt out, macrons are taken off and what says nothing (`the`, `Ltd`, full stops) is dropped; or
//! when they differ by a space, or by one slip of the pen in one word: a letter missing, added or
//! swapped with the next in a word of five letters or more, or another letter in one of seven, for
//! shorter words that differ by a letter are often two (`police` and `policy`, `civil` and `civic`).
//! The first letter is no slip (`health` and `wealth`). Numbers and single letters tell apart, and so
//! does where they stand: `Agency A` and `Agency B`, `Ward 1, Zone 2` and `Ward 2, Zone 1` are two.
//!
//! Cost: each name is cut once at each of its letters, so that names are looked up and not compared
//! with each other; 400 names take a few milliseconds.

use std::collections::{BTreeSet, HashMap};
use throughline_core::names::name_key;
use throughline_ingest::dictionary::hash;

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

/// Letters from which a word is long enough for a missing one, one too many or two swapped to be a slip.
const LONG_WORD: usize = 5;

/// Letters from which a word is long enough for another letter to be one.
const LONGER_WORD: usize = 7;

/// Names past which slips are not looked for.
const MOST_NAMES: usize = 20_000;

/// Code points past which they are not looked for in a name: it is a sentence, and cutting it at each
/// letter costs the square of its length.
const LONGEST: usize = 100;

/// Names before it with which a name is compared that leave the same behind when a letter is cut out.
/// Real ones are two or three.
const COMPARED: usize = 20;

/// A letter without its macron.
fn plain(letter: char) -> char {
    match letter {
        'ā' => 'a',
        'ē' => 'e',
        'ī' => 'i',
        'ō' => 'o',
        'ū' => 'u',
        other => other,
    }
}

/// The words of a name, spelt out.
fn words(name: &str) -> Vec<String> {
    let plain: String = name_key(name)
        .replace('&', " and ")
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { plain(c) } else { ' ' })
        .collect();
    let words = plain.split_whitespace().flat_map(|word| {
        let known = SPELT_OUT.iter().find(|(short, _)| word == *short);
        known.map_or(word, |(_, long)| *long).split_whitespace()
    });
    let telling = words.filter(|w| !SAYS_NOTHING.contains(w));
    telling.map(str::to_owned).collect()
}

/// Whether a word is a number, has one in it, or is a single letter.
fn tells_apart(word: &str) -> bool {
    word.chars().nth(1).is_none() || word.chars().any(char::is_numeric)
}

/// The words of a name in an order that names of the same words share.
fn ordered(name: &[String]) -> Vec<&str> {
    let mut words: Vec<&str> = name.iter().map(String::as_str).collect();
    if !words.iter().any(|word| tells_apart(word)) {
        words.sort_unstable();
    }
    words
}

/// Pairs of names that may be one, by their indices, the earlier one first: of `Min. of Justice`,
/// `Treasury`, `Ministry of Justice` the pair (0, 2).
pub fn pairs(names: &[&str]) -> Vec<(usize, usize)> {
    let split: Vec<Vec<String>> = names.iter().map(|n| words(n)).collect();
    let mut found = BTreeSet::new();
    let mut by_words: HashMap<Vec<&str>, usize> = HashMap::new();
    let mut cuts: Vec<(u64, usize)> = Vec::new();
    for (index, name) in split
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty())
    {
        let first = *by_words.entry(ordered(name)).or_insert(index);
        if first != index {
            found.insert((first, index));
        } else if names.len() <= MOST_NAMES {
            push_cuts(&name.join(" "), index, &mut cuts);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    for same in cuts.chunk_by(|a, b| a.0 == b.0) {
        for (at, &(_, index)) in same.iter().enumerate() {
            let before = same
                .get(at.saturating_sub(COMPARED)..at)
                .unwrap_or_default();
            for &(_, other) in before {
                if let (Some(a), Some(b)) = (split.get(other), split.get(index))
                    && is_slip(a, b)
                {
                    found.insert((other, index));
                }
            }
        }
    }
    found.into_iter().collect()
}

/// Adds the hashes of a name and of the name without each of its letters: two names with one slip
/// between them share one of these.
fn push_cuts(name: &str, index: usize, to: &mut Vec<(u64, usize)>) {
    if name.chars().nth(LONGEST).is_some() {
        return;
    }
    to.push((hash(name.as_bytes()), index));
    let mut cut = String::with_capacity(name.len());
    for (at, letter) in name.char_indices() {
        let (before, after) = name.split_at(at);
        cut.clear();
        cut.push_str(before);
        cut.push_str(after.get(letter.len_utf8()..).unwrap_or_default());
        to.push((hash(cut.as_bytes()), index));
    }
}

/// Whether two names differ by a space or by one slip.
fn is_slip(a: &[String], b: &[String]) -> bool {
    fn telling(name: &[String]) -> impl Iterator<Item = &String> {
        name.iter().filter(|word| tells_apart(word))
    }
    if a.concat() == b.concat() {
        return telling(a).eq(telling(b));
    }
    let mut differing = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((one, other)), None) = (differing.next(), differing.next()) else {
        return false;
    };
    a.len() == b.len() && is_slip_of_a_word(one, other)
}

fn is_slip_of_a_word(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    let shorter = letters(one).min(letters(other));
    let is_another_letter = letters(one) == letters(other) && !is_swap(one, other);
    one.chars().next() == other.chars().next()
        && one.chars().chain(other.chars()).all(char::is_alphabetic)
        && shorter
            >= if is_another_letter {
                LONGER_WORD
            } else {
                LONG_WORD
            }
        && strsim::osa_distance(one, other) == 1
}

/// Whether two words of one length have the same letters, some in another order.
fn is_swap(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_be_one() {
        let alike = [
            ["Min. of Justice", "Ministry of Justice"],
            ["Justice, Ministry of", "Ministry of Justice"],
            ["The Treasury", "Treasury"],
            ["Mnistry of Justice", "Ministry of Justice"],
            ["Ministry of Jutsice", "Ministry of Justice"],
            ["Ministry of Justise", "Ministry of Justice"],
            ["Ministry of Defense", "Ministry of Defence"],
            ["Health NZ", "Health New Zealand"],
            ["Land Care Trust", "Landcare Trust"],
            ["Housing & Urban Dev.", "Housing and Urban Development"],
            ["Taupo District Council", "Taupō District Council"],
            ["Te Runanga o Ngati Porou", "Te Rūnanga o Ngāti Porou"],
            ["Community Trust", "Communty Trust"],
            ["Women's Refuge", "Womens Refuge"],
            ["Federated Farmers", "Federated Farmers Inc."],
            ["Ward 12 Community Board", "Ward 12 Comunity Board"],
        ];
        for pair in alike {
            assert_eq!(pairs(&pair), [(0, 1)], "{pair:?}");
        }
    }

    #[test]
    fn names_of_two() {
        let two = [
            ["Agency A", "Agency B"],
            ["Department A", "Department B"],
            ["Ward 12", "Ward 13"],
            ["Ward 1 2", "Ward 12"],
            ["Ward 1, Zone 2", "Ward 2, Zone 1"],
            ["Census Team 2018", "Census Team 2023"],
            ["Budget22 Group", "Budget23 Group"],
            ["Ministry of Health", "Ministry of Justice"],
            ["Ministry of Health", "Ministry of Wealth"],
            ["Waikato District Council", "Waikato Regional Council"],
            ["Police Association", "Policy Association"],
            ["Civil Society Forum", "Civic Society Forum"],
            ["Dental Council", "Mental Council"],
            ["Waitoa School", "Wairoa School"],
            ["North Shore Trust", "South Shore Trust"],
            ["Ngāti Toa", "Ngāti Tama"],
            ["", " "],
            ["Organisation 1001", "Organisation 1002"],
        ];
        for pair in two {
            assert_eq!(pairs(&pair), [], "{pair:?}");
        }
    }

    #[test]
    fn long_names_and_crowds_cost_no_more_than_others() {
        let long = "ministry ".repeat(40_000);
        let longer = format!("{long}s");
        assert_eq!(pairs(&[&long, &longer]), []);
        let crowd: Vec<String> = (0..5_000)
            .filter_map(|n| char::from_u32(0x4E00 + n))
            .map(|c| format!("Ministry of J{c}stice"))
            .collect();
        let crowd: Vec<&str> = crowd.iter().map(String::as_str).collect();
        assert!(pairs(&crowd).len() <= COMPARED * crowd.len());
    }
}
