//! What the reader knows of a word by itself: its part of speech, as far as reading amounts needs it.
//!
//! A closed list. Words that stand in no list are taken for adjectives and nouns.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word can be; a word can be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u32);

impl Class {
    pub const NONE: Class = Class(0);
    pub const ARTICLE: Class = Class(1);
    pub const DEMONSTRATIVE: Class = Class(1 << 1);
    pub const POSSESSIVE: Class = Class(1 << 2);
    pub const PREPOSITION: Class = Class(1 << 3);
    pub const CONJUNCTION: Class = Class(1 << 4);
    /// because, while, although …: a clause of its own begins.
    pub const SUBORDINATE: Class = Class(1 << 5);
    /// if, whether, when …: what follows is not claimed.
    pub const CONDITIONAL: Class = Class(1 << 6);
    pub const RELATIVE: Class = Class(1 << 7);
    pub const PRONOUN: Class = Class(1 << 8);
    pub const BE: Class = Class(1 << 9);
    pub const HAVE: Class = Class(1 << 10);
    pub const DO: Class = Class(1 << 11);
    pub const MODAL: Class = Class(1 << 12);
    pub const NEGATION: Class = Class(1 << 13);
    pub const ADVERB: Class = Class(1 << 14);
    /// A verb that is hardly ever a noun, in a form that several can be the subject of.
    pub const VERB: Class = Class(1 << 15);
    /// A noun that is not counted one by one.
    pub const MASS: Class = Class(1 << 16);
    /// A plural that does not end in s.
    pub const PLURAL: Class = Class(1 << 17);
    /// A span of time, and the like: "some time", "a few weeks".
    pub const TIME: Class = Class(1 << 18);
    /// An adjective that makes the base smaller: "rural", "smaller".
    pub const RESTRICTING: Class = Class(1 << 19);
    /// A form of a verb of view or of saying.
    pub const VIEW: Class = Class(1 << 20);
    /// An occasion of the review: "workshop", "meetings".
    pub const ENGAGEMENT: Class = Class(1 << 21);
    /// Those who may hold a view and are not organisations: "the public", "readers".
    pub const HOLDER: Class = Class(1 << 22);
    /// A verb of view or of saying in a form that is a noun as well: "support", "report".
    pub const NOUN_TOO: Class = Class(1 << 23);

    /// An idiom may begin with it.
    pub const IDIOM: Class = Class(1 << 24);
    /// An amount may begin with it.
    pub const AMOUNT: Class = Class(1 << 25);
    /// A rank may begin with it.
    pub const RANK: Class = Class(1 << 26);
    /// A hedge may begin with it.
    pub const HEDGE: Class = Class(1 << 27);
    /// A subject may begin with it before its noun.
    pub const SUBJECT: Class = Class(1 << 28);
    /// A view without a holder may begin with it.
    pub const AGENTLESS: Class = Class(1 << 29);

    pub const DETERMINER: Class =
        Class(Self::ARTICLE.0 | Self::DEMONSTRATIVE.0 | Self::POSSESSIVE.0);
    pub const AUXILIARY: Class = Class(Self::BE.0 | Self::HAVE.0 | Self::DO.0 | Self::MODAL.0);
    /// Words that no noun phrase runs over.
    pub const STOP: Class = Class(
        Self::DETERMINER.0
            | Self::PREPOSITION.0
            | Self::CONJUNCTION.0
            | Self::SUBORDINATE.0
            | Self::CONDITIONAL.0
            | Self::RELATIVE.0
            | Self::PRONOUN.0
            | Self::AUXILIARY.0
            | Self::NEGATION.0
            | Self::ADVERB.0
            | Self::VERB.0
            | Self::VIEW.0,
    );

    /// Whether it can be any of these.
    pub fn any(self, of: Class) -> bool {
        self.0 & of.0 != 0
    }

    /// This or that.
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

const LISTS: &[(Class, &str)] = &[
    (Class::ARTICLE, "a an the"),
    (Class::DEMONSTRATIVE, "this that these those"),
    (Class::POSSESSIVE, "its their our my his her your"),
    (
        Class::PREPOSITION,
        "about above across after against along among amongst around as at before behind below \
         beneath beside besides between beyond by despite down during except for from in inside \
         into near of off on onto out outside over per since than through throughout to toward \
         towards under until up upon via with within without",
    ),
    (Class::CONJUNCTION, "and or but nor yet so"),
    (
        Class::SUBORDINATE,
        "because while whereas although though however therefore otherwise",
    ),
    (
        Class::CONDITIONAL,
        "if whether when where unless until once how why before",
    ),
    (Class::RELATIVE, "that which who whom whose what"),
    (
        Class::PRONOUN,
        "i we you he she it they me us him them itself themselves ourselves there this these those \
         everyone everybody nobody someone somebody anyone anybody anything something nothing\
         everything",
    ),
    (
        Class::BE,
        "is are was were be been being am isn't aren't wasn't weren't",
    ),
    (Class::HAVE, "have has had having haven't hasn't hadn't"),
    (Class::DO, "do does did doing don't doesn't didn't"),
    (
        Class::MODAL,
        "can could may might must shall should will would ought cannot can't couldn't mustn't \
         shouldn't won't wouldn't needn't",
    ),
    (
        Class::NEGATION,
        "not never cannot isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't \
         can't couldn't mustn't shouldn't won't wouldn't needn't neither",
    ),
    (
        Class::ADVERB,
        "also often still then too now always never already sometimes usually seldom rarely perhaps \
         just even only again ever soon once twice thus instead rather quite very together long \
         well otherwise nonetheless nevertheless",
    ),
    (
        Class::VERB,
        "took take made make gave give went go got get kept keep came come held hold ran chose \
         choose lost lose met told tell wrote write spent spend sent send paid pay began begin lent \
         lend knew know built build brought bring bought buy grew grow led fell lack lacked \
         remain remained become became seem seemed appear appeared rely relied depend depended \
         provide provided include included allow allowed continue continued use used tend tended \
         struggle struggled try tried manage managed run sit sat stood sold won \
         left drew drove forgot hid meant rose shut stuck swept taught threw wore stole struck",
    ),
    (
        Class::MASS,
        "work progress guidance feedback information money funding evidence advice training \
         interest confusion effort research equipment content material literature resourcing \
         capacity capability knowledge awareness tension uncertainty engagement resistance \
         duplication demand detail space input",
    ),
    (
        Class::PLURAL,
        "people staff children men women data media criteria series police",
    ),
    (
        Class::TIME,
        "time times day days week weeks weekend weekends month months year years hour hours minute \
         minutes decade decades moment extent sort kind degree while morning evening night \
         way thing",
    ),
    (
        Class::RESTRICTING,
        "rural urban regional small smaller smallest large larger largest big bigger biggest new \
         newer older old northern southern eastern western remaining affected central provincial",
    ),
    (
        Class::ENGAGEMENT,
        "workshop workshops meeting meetings session sessions interview interviews survey surveys \
         questionnaire 1:1 1:1s one-to-one one-to-ones webinar webinars hui wānanga round",
    ),
    (
        Class::HOLDER,
        "public community communities minister ministers parliament cabinet government readers users \
         people society media press staff managers leaders citizens stakeholders children parents \
         students residents officials councillors everyone visitors customers",
    ),
];

static WORDS: LazyLock<HashMap<&'static str, Class>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Class> = HashMap::new();
    let mut put = |word, class: Class| {
        let entry = words.entry(word).or_default();
        *entry = entry.or(class);
    };
    for &(class, list) in LISTS {
        for word in list.split_ascii_whitespace() {
            put(word, class);
        }
    }
    let firsts: [(Class, &mut dyn Iterator<Item = &'static str>); 6] = [
        (Class::IDIOM, &mut super::idioms::first_words()),
        (Class::AMOUNT, &mut super::amounts::first_words()),
        (Class::RANK, &mut super::ranks::first_words()),
        (Class::HEDGE, &mut super::agentless::first_words_of_hedges()),
        (Class::SUBJECT, &mut super::generics::first_words()),
        (Class::AGENTLESS, &mut super::agentless::first_words()),
    ];
    for (class, words) in firsts {
        for word in words {
            put(word, class);
        }
    }
    for verb in super::verbs::VERBS {
        for form in verb.forms.split_ascii_whitespace() {
            put(form, Class::VIEW);
        }
        for form in verb.nouns.split_ascii_whitespace() {
            put(form, Class::VIEW.or(Class::NOUN_TOO));
        }
    }
    words
});

/// Words in -ly that are no adverbs.
const NOT_ADVERBS: &[&str] = &[
    "family",
    "early",
    "daily",
    "weekly",
    "monthly",
    "yearly",
    "quarterly",
    "likely",
    "unlikely",
    "friendly",
    "supply",
    "reply",
    "apply",
    "july",
    "italy",
    "assembly",
    "elderly",
    "costly",
    "timely",
    "orderly",
    "lively",
    "rely",
    "multiply",
    "imply",
];

/// What a word in lower case can be.
pub(super) fn class(word: &str) -> Class {
    let mut known = WORDS.get(word).copied().unwrap_or(Class::NONE);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        known = known.or(Class::AMOUNT).or(Class::IDIOM);
    } else if word.contains('-') {
        known = known.or(Class::AMOUNT);
    }
    if word.len() > 4 && word.ends_with("ly") && !NOT_ADVERBS.contains(&word) {
        return known.or(Class::ADVERB);
    }
    known
}

/// Whether a word looks like a plural noun.
pub(super) fn looks_plural(word: &str) -> bool {
    const SINGULAR: [&str; 4] = ["ss", "us", "is", "’s"];
    let letters = word.chars().count();
    letters > 3 && word.ends_with('s') && !SINGULAR.iter().any(|end| word.ends_with(end))
        || class(word).any(Class::PLURAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_by_their_look() {
        for word in ["books", "loans", "towns", "people", "staff", "businesses"] {
            assert!(looks_plural(word), "{word}");
        }
        for word in [
            "various", "previous", "process", "this", "campus", "gas", "basis",
        ] {
            assert!(!looks_plural(word), "{word}");
        }
    }

    #[test]
    fn adverbs_by_their_ending() {
        assert!(class("especially").any(Class::ADVERB));
        assert!(!class("family").any(Class::ADVERB));
        assert!(!class("only-child").any(Class::STOP));
    }
}
