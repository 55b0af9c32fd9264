//! What the generated notes say: words that mean nothing together, with everything in them that
//! CSV readers get wrong.

use super::random::Random;

const WORDS: &[&str] = &[
    "agencies",
    "baseline",
    "reporting",
    "hui",
    "funding",
    "officials",
    "deadline",
    "kōrero",
    "advice",
    "scope",
    "publish",
    "whakapapa",
    "template",
    "regional",
    "partners",
    "mahi",
    "feedback",
    "progress",
    "slow",
    "useful",
    "shared",
    "budget",
    "ministers",
    "community",
    "tangata",
    "whenua",
    "data",
    "standards",
    "capacity",
    "early",
    "late",
    "unclear",
    "helped",
    "stalled",
    "rōpū",
    "workload",
    "website",
    "translation",
    "kaimahi",
    "meeting",
    "summary",
    "evidence",
    "measure",
    "promise",
    "delivery",
    "visible",
    "trust",
    "process",
    "value",
    "people",
    "and",
    "the",
    "of",
    "to",
    "with",
    "for",
    "was",
    "were",
    "not",
    "again",
    "often",
    "Ōamaru",
    "Whanganui",
    "Tūranga",
];

/// How many words a note has.
const LENGTHS: &[usize] = &[7, 14, 26, 42, 62];

/// A note's text: macrons throughout; commas, quotation marks of both kinds, line ends of both
/// kinds, dashes and starts that a spreadsheet takes for a formula in some.
pub fn text(random: &mut Random) -> String {
    let count = random.pick(LENGTHS);
    let mut text = String::with_capacity(count * 8 + 64);
    match random.below(40) {
        0 => text.push_str("=HYPERLINK(B2) "),
        1 => text.push_str("+64 4 "),
        2 => text.push_str("- "),
        3 => text.push_str("@chair: "),
        _ => {}
    }
    let commas = random.one_in(3);
    for position in 0..count {
        if position > 0 {
            text.push_str(if commas && position % 9 == 0 {
                ", "
            } else {
                " "
            });
        }
        text.push_str(random.pick(WORDS));
    }
    text.push('.');
    match random.below(20) {
        0..=2 => text.push_str(" One of them put it as \"a form, then another form\"."),
        3 => text.push_str("\n* what helped\n* what got in the way, and why"),
        4 => text.push_str("\r\nAdded after the break."),
        5 => text.push_str(" “Kei te pai,” she said — then: ‘next year’ … 40%"),
        6 => text.push_str("\n\n\"\""),
        _ => {}
    }
    text
}

const PLACES: &[&str] = &[
    "Ōpōtiki",
    "Taupō",
    "Wairoa",
    "Te Awa",
    "Porirua",
    "Tāngata Tiriti",
    "Southern",
    "Kererū",
    "Open Records",
    "Harbour",
    "Ngā Rākau",
    "Union of",
    "Rural",
    "Te Whare o",
];

const KINDS: &[&str] = &[
    "Forum",
    "Office",
    "Partners, Ltd",
    "\"Common\" Room",
    "Commission",
    "Trust",
    "Rūnanga",
    "Housing & Health",
    "Observatory",
    "Board",
    "Kāhui",
    "Library's Friends",
];

/// Names of organisations, all different: with macrons, commas, quotation marks and ampersands.
pub fn organisations(random: &mut Random, count: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(count);
    while names.len() < count {
        let name = format!("{} {}", random.pick(PLACES), random.pick(KINDS));
        if names.contains(&name) {
            names.push(format!("{name} {}", names.len() + 1));
        } else {
            names.push(name);
        }
    }
    names
}

/// Another spelling of a name that is the same name by rule of counting 5.
pub fn respelt(random: &mut Random, name: &str) -> String {
    match random.below(4) {
        0 => name.to_uppercase(),
        1 => name.replace(' ', "\u{a0}"),
        2 => format!("  {} ", name.replace(' ', "  ")),
        _ => decomposed(name),
    }
}

/// Vowels with a macron as a vowel and a combining macron.
fn decomposed(name: &str) -> String {
    const VOWELS: [(char, &str); 10] = [
        ('ā', "a\u{304}"),
        ('ē', "e\u{304}"),
        ('ī', "i\u{304}"),
        ('ō', "o\u{304}"),
        ('ū', "u\u{304}"),
        ('Ā', "A\u{304}"),
        ('Ē', "E\u{304}"),
        ('Ī', "I\u{304}"),
        ('Ō', "O\u{304}"),
        ('Ū', "U\u{304}"),
    ];
    VOWELS.iter().fold(name.to_owned(), |text, (vowel, parts)| {
        text.replace(*vowel, parts)
    })
}
