//! The names in a review that must not be printed, and how each is looked for.

use super::people;
use super::words::{Case, Word};
use crate::numbers::ordinal;
use crate::publication::{Secret, SecretKind};
use crate::review::Review;

/// The names in a review that must not be printed, each as it is spoken of: contributors,
/// organisations with their aliases, and people who are masked. `printed` says of a name that the
/// report prints it on purpose.
#[must_use]
pub fn secrets(review: &Review, printed: impl Fn(&str) -> bool) -> Vec<Secret> {
    let mut secrets = Vec::new();
    let mut add = |written: &str, what: String, kind: SecretKind| {
        if !printed(written) {
            secrets.push(Secret {
                written: written.to_owned(),
                what,
                kind,
            });
        }
    };
    for (n, name) in (1u64..).zip(&review.contributors) {
        let what = format!("the {} contributor’s name", ordinal(n));
        add(name, what, SecretKind::Name);
    }
    for (n, organisation) in (1u64..).zip(&review.organisations) {
        let of = format!("the {} organisation", ordinal(n));
        add(&organisation.name, format!("{of}’s name"), SecretKind::Name);
        for alias in &organisation.aliases {
            add(alias, format!("an alias of {of}"), SecretKind::Name);
        }
    }
    for (n, person) in (1u64..).zip(&review.about.masked_people) {
        let what = format!("the name of the {} masked person", ordinal(n));
        add(person, what, SecretKind::Person);
    }
    secrets
}

/// Articles before a name that a text may leave out.
const ARTICLES: [&str; 2] = ["the ", "te "];

/// Whether a name ends in a letter by itself: `Agency A`, which in small letters is a noun and an
/// article.
fn ends_in_a_letter(name: &str) -> bool {
    name.rsplit_once(char::is_whitespace)
        .is_some_and(|(_, last)| last.chars().count() == 1 && last.chars().all(char::is_alphabetic))
}

/// Everything that is looked for of a secret.
pub(super) fn words_of(secret: &Secret, number: usize) -> Vec<Word> {
    let written = secret.written.trim();
    match secret.kind {
        SecretKind::Name => {
            let case = if ends_in_a_letter(written) {
                Case::Capitals
            } else {
                Case::Any
            };
            let mut words: Vec<Word> = Word::new(written, case, number).into_iter().collect();
            let lower = written.to_lowercase();
            for article in ARTICLES {
                if lower.starts_with(article)
                    && let Some(name) = written.get(article.len()..)
                {
                    words.extend(Word::new(name, Case::Capitals, number));
                }
            }
            words
        }
        SecretKind::Person => people::words(written, number),
        SecretKind::Label => Word::new(written, Case::Exact, number)
            .filter(|_| written.chars().count() >= 3)
            .into_iter()
            .collect(),
    }
}
