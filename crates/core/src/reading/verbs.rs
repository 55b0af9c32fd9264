//! The verbs of view and of saying, in one table each for active and for agentless use.
//!
//! A closed list: a verb that is not in it says nothing of a view. What may follow keeps facts
//! apart from views: "libraries shared examples" is something said, "libraries shared a van" is not.

use super::lexicon::Class;
use super::tokens::Token;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a verb of the tables makes of its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A view.
    View,
    /// An agreement.
    Agreed,
    /// Something said.
    Said,
}

/// What may follow a verb.
#[derive(Debug, Clone, Copy)]
pub(super) enum After {
    /// Anything.
    Any,
    /// One of these next.
    Next(&'static str),
    /// None of these next.
    NotNext(&'static str),
    /// One of these among the next four.
    Near(&'static str),
    /// None of these among the next three.
    NotNear(&'static str),
    /// "a", "an", "the" or "one" only with one of these among the next four.
    ThingNear(&'static str),
    /// Only after "would".
    Would,
    /// What it is held to be: neither a preposition nor the end of the clause.
    Complement,
}

/// A verb, in the forms that several can be the subject of, and its participles.
pub(super) struct Verb {
    /// Forms that are hardly ever nouns, a space apart.
    pub forms: &'static str,
    /// Forms that are nouns as well.
    pub nouns: &'static str,
    /// What it makes of its subject.
    pub sort: Sort,
    /// What may follow.
    pub after: After,
}

const fn verb(sort: Sort, forms: &'static str, nouns: &'static str, after: After) -> Verb {
    Verb {
        forms,
        nouns,
        sort,
        after,
    }
}

/// What is shared in words.
const SHARED: &str = "example examples view views concern concerns idea ideas experience experiences \
    story stories that how thoughts insight insights frustration frustrations feedback lesson lessons \
    perspective perspectives reflections suggestion suggestions observation observations opinion \
    opinions belief hope hopes worry worries sense desire feeling sentiment wish position";

/// Verbs of active use.
pub(super) const VERBS: &[Verb] = &[
    verb(Sort::View, "want wanted wanting", "", After::NotNext("for")),
    verb(Sort::View, "feel felt feeling", "", After::Any),
    verb(Sort::View, "think thought thinking", "", After::Any),
    verb(Sort::View, "valued valuing", "value", After::Any),
    verb(Sort::Agreed, "agree agreed agreeing", "", After::Any),
    verb(Sort::View, "disagree disagreed", "", After::Any),
    verb(Sort::View, "believe believed believing", "", After::Any),
    verb(
        Sort::View,
        "see saw seen seeing",
        "",
        After::NotNext("each one another"),
    ),
    verb(Sort::View, "viewed viewing", "view", After::Near("as")),
    verb(Sort::View, "regard regarded", "", After::Near("as")),
    verb(Sort::View, "perceive perceived", "", After::Any),
    verb(
        Sort::View,
        "consider considered considering",
        "",
        After::Any,
    ),
    verb(Sort::View, "prefer preferred preferring", "", After::Any),
    verb(
        Sort::View,
        "welcome welcomed welcoming",
        "",
        After::NotNear("visitors guests children readers"),
    ),
    verb(
        Sort::View,
        "appreciate appreciated appreciating",
        "",
        After::Any,
    ),
    verb(Sort::View, "favour favoured favor favored", "", After::Any),
    verb(Sort::View, "oppose opposed opposing", "", After::Any),
    verb(Sort::View, "hoped hoping", "hope", After::Any),
    verb(Sort::View, "wished wishing", "wish", After::Any),
    verb(Sort::View, "expect expected expecting", "", After::Any),
    verb(
        Sort::View,
        "found",
        "find",
        After::Near(
            "it that the this these them their working hard easy difficult useful helpful value",
        ),
    ),
    verb(Sort::View, "enjoy enjoyed", "", After::Any),
    verb(Sort::View, "disliked", "dislike", After::Any),
    verb(Sort::View, "liked", "", After::Any),
    verb(Sort::View, "like", "", After::Would),
    verb(Sort::View, "doubted", "doubt", After::Any),
    verb(Sort::View, "feared fearing", "fear", After::Any),
    verb(Sort::View, "worried worrying", "worry", After::Any),
    verb(
        Sort::View,
        "recognise recognised recognize recognized",
        "",
        After::Any,
    ),
    verb(
        Sort::View,
        "accepted",
        "accept",
        After::Next("that the this"),
    ),
    verb(
        Sort::View,
        "supported supporting",
        "support",
        After::Near(
            "this idea ideas proposal proposals option change changes approach plan concept view move direction it",
        ),
    ),
    verb(Sort::View, "needed", "need", After::NotNext("to")),
    verb(Sort::View, "struggle struggled struggling", "", After::Any),
    verb(Sort::Said, "suggest suggested suggesting", "", After::Any),
    verb(Sort::Said, "propose proposed proposing", "", After::Any),
    verb(Sort::Said, "recommend recommended", "", After::Any),
    verb(
        Sort::Said,
        "highlighted highlighting",
        "highlight",
        After::Any,
    ),
    verb(Sort::Said, "noted noting", "note", After::Any),
    verb(Sort::Said, "shared sharing", "", After::ThingNear(SHARED)),
    verb(Sort::Said, "", "share", After::Near(SHARED)),
    verb(
        Sort::Said,
        "raise raised raising",
        "",
        After::NotNear(
            "money funds fund funding fee fees price prices standards standard revenue capital taxes rates flag",
        ),
    ),
    verb(Sort::Said, "say said saying", "", After::Any),
    verb(Sort::Said, "mentioned mentioning", "mention", After::Any),
    verb(Sort::Said, "reported reporting", "", After::NotNext("to")),
    verb(
        Sort::Said,
        "",
        "report",
        After::Next("that being having feeling"),
    ),
    verb(Sort::Said, "describe described describing", "", After::Any),
    verb(
        Sort::Said,
        "identify identified identifying",
        "",
        After::Any,
    ),
    verb(
        Sort::Said,
        "pointed pointing",
        "point",
        After::Next("to out at"),
    ),
    verb(Sort::Said, "commented commenting", "comment", After::Any),
    verb(Sort::Said, "stated stating", "state", After::Any),
    verb(Sort::Said, "stressed stressing", "", After::Any),
    verb(
        Sort::Said,
        "emphasise emphasised emphasize emphasized",
        "",
        After::Any,
    ),
    verb(
        Sort::Said,
        "observe observed",
        "",
        After::NotNear("rules law laws"),
    ),
    verb(Sort::Said, "explain explained explaining", "", After::Any),
    verb(Sort::Said, "ask asked asking", "", After::Any),
    verb(Sort::Said, "requested requesting", "request", After::Any),
    verb(Sort::Said, "called calling", "call", After::Next("for")),
    verb(
        Sort::Said,
        "talked talking",
        "talk",
        After::Next("about of"),
    ),
    verb(
        Sort::Said,
        "spoke spoken speaking speak",
        "",
        After::Next("about of"),
    ),
    verb(Sort::Said, "told telling tell", "", After::Next("us the")),
    verb(Sort::Said, "discussed discussing discuss", "", After::Any),
    verb(Sort::Said, "cite cited citing", "", After::Any),
    verb(Sort::Said, "expressed expressing", "express", After::Any),
    verb(Sort::Said, "voiced voicing", "voice", After::Any),
    verb(Sort::Said, "added", "", After::Next("that")),
    verb(Sort::Said, "argue argued arguing", "", After::Any),
    verb(Sort::Said, "indicate indicated indicating", "", After::Any),
    verb(Sort::Said, "warn warned warning", "", After::Any),
    verb(Sort::Said, "remarked", "remark", After::Any),
    verb(Sort::Said, "questioned questioning", "question", After::Any),
    verb(
        Sort::Said,
        "acknowledge acknowledged acknowledging",
        "",
        After::Any,
    ),
    verb(
        Sort::Said,
        "complained complaining complain",
        "",
        After::Any,
    ),
    verb(Sort::Said, "referred refer", "", After::Next("to")),
    verb(Sort::Said, "outlined", "outline", After::Any),
];

/// Adjectives of view after "were": "libraries were keen".
const ATTITUDES: &str = "keen concerned worried positive negative unsure uncertain sure confident \
    supportive satisfied dissatisfied frustrated disappointed pleased happy unhappy grateful \
    enthusiastic sceptical reluctant willing unwilling interested cautious hopeful optimistic \
    pessimistic proud doubtful convinced clear unclear unaware comfortable uncomfortable";

/// Whether an adjective is one of view: "keen", "unsure".
pub(super) fn attitude(word: &str) -> bool {
    holds(ATTITUDES, word)
}

/// Participles of agentless use: "was perceived", "is seen as".
pub(super) const PARTICIPLES: &[Verb] = &[
    verb(
        Sort::View,
        "seen viewed regarded",
        "",
        After::Next("as to by that"),
    ),
    verb(Sort::View, "perceived", "", After::Any),
    verb(
        Sort::View,
        "considered deemed judged",
        "",
        After::Complement,
    ),
    verb(
        Sort::View,
        "thought felt believed",
        "",
        After::Next("to that by as"),
    ),
    verb(Sort::View, "found", "", After::Next("to")),
    verb(
        Sort::View,
        "valued welcomed appreciated",
        "",
        After::NotNext("at"),
    ),
    verb(
        Sort::View,
        "recognised recognized acknowledged accepted",
        "",
        After::Next("as that by to"),
    ),
    verb(
        Sort::View,
        "preferred favoured favored disliked criticised criticized",
        "",
        After::Any,
    ),
    verb(Sort::Agreed, "agreed", "", After::Next("that")),
    verb(
        Sort::Said,
        "mentioned highlighted noted emphasised emphasized stressed cited",
        "",
        After::NotNext("above below"),
    ),
    verb(Sort::Said, "raised", "", After::NotNext("from to")),
    verb(
        Sort::Said,
        "suggested proposed requested questioned",
        "",
        After::Any,
    ),
    verb(
        Sort::Said,
        "described identified reported",
        "",
        After::Next("as by that"),
    ),
    verb(Sort::Said, "said", "", After::Next("to that by")),
];

fn holds(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

type Forms = HashMap<&'static str, &'static Verb>;

fn forms(table: &'static [Verb]) -> Forms {
    table
        .iter()
        .flat_map(|verb| {
            let words = verb.forms.split_ascii_whitespace();
            words
                .chain(verb.nouns.split_ascii_whitespace())
                .map(move |form| (form, verb))
        })
        .collect()
}

static ACTIVE: LazyLock<Forms> = LazyLock::new(|| forms(VERBS));
static AGENTLESS: LazyLock<Forms> = LazyLock::new(|| forms(PARTICIPLES));

/// What a verb makes of its subject where it stands; `would` says whether "would" stands before it.
pub(super) fn active(tokens: &[Token], at: usize, would: bool) -> Option<Sort> {
    sort(&ACTIVE, tokens, at, would)
}

/// What an agentless participle claims where it stands.
pub(super) fn agentless(tokens: &[Token], at: usize) -> Option<Sort> {
    sort(&AGENTLESS, tokens, at, false)
}

fn sort(table: &Forms, tokens: &[Token], at: usize, would: bool) -> Option<Sort> {
    let verb = table.get(&*tokens.get(at)?.word)?;
    let mut rest = tokens
        .iter()
        .skip(at + 1)
        .take_while(|t| !t.gap.breaks())
        .take(4);
    fits(verb.after, &mut rest, would).then_some(verb.sort)
}

fn fits<'t, 'a: 't>(
    after: After,
    rest: &mut (impl Iterator<Item = &'t Token<'a>> + Clone),
    would: bool,
) -> bool {
    let next = rest.clone().next();
    match after {
        After::Any => true,
        After::Next(list) => next.is_some_and(|t| holds(list, &t.word)),
        After::NotNext(list) => next.is_none_or(|t| !holds(list, &t.word)),
        After::Near(list) => rest.any(|t| holds(list, &t.word)),
        After::NotNear(list) => !rest.take(3).any(|t| holds(list, &t.word)),
        After::ThingNear(list) => {
            next.is_none_or(|t| !(t.class.any(Class::ARTICLE) || t.is("one")))
                || rest.any(|t| holds(list, &t.word))
        }
        After::Would => would,
        After::Complement => next.is_some_and(|t| {
            !t.class.any(Class::PREPOSITION) || matches!(&*t.word, "as" | "to" | "by")
        }),
    }
}
