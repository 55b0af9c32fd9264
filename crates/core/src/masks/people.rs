//! People who are masked: the name, the surname before the given names, an initial or a title with
//! the surname, and the surname alone with its capital. A given name alone is looked for only where
//! it is listed by itself: it belongs to too many. A surname that is a word as well ("Young", "May")
//! is looked for only with what makes it a name.

use super::words::{Case, Word};

/// Surnames that are words, names of days, months, colours and places, or nouns that reports begin
/// sentences with.
const WORDS: [&str; 96] = [
    "april", "august", "baker", "bank", "banks", "bell", "best", "bird", "bishop", "black", "bond",
    "book", "bridge", "brook", "brooks", "brown", "bush", "case", "chance", "chase", "church",
    "cook", "court", "cross", "day", "dean", "drew", "early", "east", "fair", "farmer", "field",
    "fields", "fish", "fisher", "ford", "forest", "fox", "frank", "free", "frost", "good", "grant",
    "grants", "gray", "green", "hall", "hand", "head", "hill", "holiday", "hope", "house",
    "hunter", "judge", "king", "knight", "lake", "land", "law", "laws", "little", "long", "major",
    "march", "mason", "may", "miles", "mills", "moon", "more", "newman", "noble", "north", "page",
    "park", "parks", "pope", "power", "price", "reason", "rich", "river", "rivers", "rose",
    "short", "south", "stone", "street", "strong", "summers", "west", "white", "will", "wood",
    "young",
];
/// Titles before a surname.
const TITLES: [&str; 12] = [
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Mx",
    "Dr",
    "Prof",
    "Professor",
    "Sir",
    "Dame",
    "Hon",
    "Minister",
];

/// Everything that is looked for of a person.
pub(super) fn words(written: &str, secret: usize) -> Vec<Word> {
    let parts: Vec<&str> = written
        .split(|c: char| c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect();
    let mut words: Vec<Word> = Word::new(written, Case::Any, secret).into_iter().collect();
    let (Some((surname, given)), true) = (parts.split_last(), parts.len() > 1) else {
        return words;
    };
    let mut add = |written: &str, case: Case| words.extend(Word::new(written, case, secret));
    add(&format!("{surname} {}", given.join(" ")), Case::Any);
    for initial in given.iter().take(1).filter_map(|name| name.chars().next()) {
        add(&format!("{initial}. {surname}"), Case::Capitals);
    }
    for title in TITLES {
        add(&format!("{title} {surname}"), Case::Any);
    }
    let alone = surname.chars().filter(|c| c.is_alphanumeric()).count() >= 3
        && !WORDS.contains(&surname.to_lowercase().as_str());
    if alone {
        add(surname, Case::Capitals);
    }
    words
}
