//! How organisations may be attributed in a public report: to nobody; coded, with labels that are
//! fresh in every finding, so that none can be followed through the report and no matrix can be put
//! together; by name, with the consent of each.

use crate::Analysis;
use crate::publish::words::{capital, letter};
use std::collections::BTreeMap;
use throughline_core::ids::FindingId;
use throughline_core::problem::{Code, Place, Problem, Problems};
use throughline_core::review::{Attribution, Review};

/// What there is to say of a public report's attribution: a warning where it is coded and
/// published; an error for each organisation in scope that would be named without its consent.
/// `coded` without `coded = "published"` attributes to nobody, and says nothing.
#[must_use]
pub fn attribution(analysis: &Analysis) -> Problems {
    let review = analysis.review();
    let disclosure = &review.disclosure;
    let noun = &review.about.noun;
    let mut problems = Problems::default();
    match disclosure.attribution {
        Attribution::Coded if disclosure.coded_published => {
            let message = format!(
                "quotes are attributed to coded {}: a reader who knows one of its quotes knows \
                 the others of the same finding",
                noun.many
            );
            problems.push(
                Problem::new(Code::CodedPublished, Place::file("review.toml"), message)
                    .help("set `attribution = \"none\"` under [disclosure] to leave the codes out"),
            );
        }
        Attribution::Named => {
            let mut scope = analysis.scope().organisations().to_vec();
            scope.sort_unstable();
            let members = scope
                .iter()
                .filter_map(|&o| review.organisations.get(o as usize));
            for organisation in members.filter(|o| !o.consent) {
                let message = format!(
                    "`{}` would be named, and has not consented",
                    organisation.name
                );
                problems.push(
                    Problem::new(Code::NoConsent, Place::file("organisations.csv"), message)
                        .help("write yes under `consent` once it has, or attribute to nobody"),
                );
            }
        }
        Attribution::Coded | Attribution::None => {}
    }
    problems.sorted()
}

/// Labels of organisations, fresh in every finding: "Agency C". The same organisation has another
/// label in another finding.
///
/// In a finding, the letters stand in an order that depends on the finding and on everything in the
/// review that is not published, and on nothing else: the same review gives the same labels, and a
/// reader who has the program but not the notes cannot work them out. The order is that of a keyed
/// shuffle (Fisher and Yates 1938, Durstenfeld 1964), its numbers those of `SplitMix64` (Steele, Lea
/// and Flood 2014).
///
/// All organisations in scope have a label, so that how many letters there are tells nothing.
#[derive(Debug, Clone)]
pub struct Labels {
    /// Organisations in scope, by code.
    scope: Vec<u32>,
    noun: String,
    key: Numbers,
}

impl Labels {
    /// Makes the key of a review. Reads every note's tags, once.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        let review = analysis.review();
        let mut scope = analysis.scope().organisations().to_vec();
        scope.sort_unstable();
        Self {
            scope,
            noun: capital(&review.about.noun.one),
            key: Numbers::of(review),
        }
    }

    /// The label of each organisation in scope, by its code, in one finding.
    #[must_use]
    pub fn in_finding(&self, finding: &FindingId) -> BTreeMap<u32, String> {
        let mut numbers = self.key.clone();
        numbers.take(finding.to_string().as_bytes());
        let mut places: Vec<usize> = (0..self.scope.len()).collect();
        for last in (1..places.len()).rev() {
            places.swap(last, numbers.below(last + 1));
        }
        let label = |place| format!("{} {}", self.noun, letter(place));
        let organisations = self.scope.iter().copied();
        organisations.zip(places.into_iter().map(label)).collect()
    }
}

/// Numbers that depend on what they were given.
#[derive(Debug, Clone)]
struct Numbers {
    state: u64,
}

impl Numbers {
    fn of(review: &Review) -> Self {
        let mut numbers = Self { state: 0 };
        let notes = &review.notes;
        for organisation in &review.organisations {
            numbers.take(organisation.name.as_bytes());
        }
        for note in notes.indices() {
            let row = note as usize;
            numbers.take(notes.ids.get(row).as_bytes());
            for &organisation in notes.organisations.get(row) {
                numbers.mix(u64::from(organisation) + 1);
            }
            for tag in notes.tags.get(row) {
                numbers.mix(u64::from(tag.theme) * 8 + tag.stance as u64 + 1);
            }
            if let Some(place) = notes.places.get(row) {
                numbers.mix(place.offset);
            }
        }
        numbers
    }

    fn take(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let word = part.iter().fold(0u64, |word, &b| word << 8 | u64::from(b));
            self.mix(word);
        }
        self.mix(bytes.len() as u64);
    }

    fn mix(&mut self, word: u64) {
        self.state = scrambled(self.state ^ word).wrapping_add(0x9E37_79B9_7F4A_7C15);
    }

    /// The next number below a limit, each as likely but for less than one part in 2⁴⁰.
    fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let number = u128::from(scrambled(self.state)) * limit as u128;
        usize::try_from(number >> 64).unwrap_or(0)
    }
}

fn scrambled(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
