//! How far the coders of a review agree: theme by theme for each pair and for all, over all themes
//! together, on where excerpts begin and end, and against the coder whose tags count.
//!
//! A unit is a note. A coder who read a note and gave it nothing decided, and one who did not read
//! it is missing: of a coder's file every note it names was read, of the themes column those with a
//! theme in it. A theme counts as given by its own tags, or rolled up where it or one under it was
//! given. What is defined, and over which notes, each statistic says in
//! [`throughline_core::agreement`].

mod against;
mod confusion;
mod decisions;
mod excerpts;
mod overall;
mod resample;
mod table;
mod theme;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub use table::table;

use decisions::Decisions;
use thiserror::Error;
use throughline_core::agreement::review::{
    PairOfReaders, Reader, Resampling, ReviewAgreement, SCHEMA,
};
use throughline_core::agreement::{Bootstrap, SetDistance};
use throughline_core::codebook::ThemeCode;
use throughline_core::ids::CoderId;
use throughline_core::review::Review;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The coder whose tags settle what the others differ on; `None` for the one whose tags count in
    /// the review (rule 8), if one is named.
    pub against: Option<CoderId>,
    /// How far two sets of themes are apart.
    pub distance: SetDistance,
    /// How intervals are drawn.
    pub bootstrap: Bootstrap,
    /// The themes that are looked at one by one; `None` for all.
    pub themes: Option<Vec<ThemeCode>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            against: None,
            distance: SetDistance::Masi,
            bootstrap: Bootstrap::default(),
            themes: None,
        }
    }
}

/// Why there is nothing to compare.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AgreementError {
    /// The review has no coders' files, or they and the themes column come to one coder.
    #[error("{}", too_few(.0))]
    TooFewCoders(Vec<CoderId>),
    /// Tags were to be held against those of a coder who is none.
    #[error("there is no coder `{name}`; there are {}", quoted(.known))]
    UnknownCoder {
        /// The name.
        name: CoderId,
        /// The coders there are.
        known: Vec<CoderId>,
    },
}

fn too_few(coders: &[CoderId]) -> String {
    match coders {
        [one] => format!("`{one}` is the only coder, and agreement is between two"),
        _ => "the review has no coders' files, and agreement is between two coders".into(),
    }
}

fn quoted(coders: &[CoderId]) -> String {
    let names: Vec<String> = coders.iter().map(|c| format!("`{c}`")).collect();
    crate::publish::words::list(&names)
}

/// Compares the coders of a review.
///
/// Intervals draw whole engagements, since what is said at one hangs together; a note without an
/// engagement is drawn by itself.
///
/// Cost: the notes that were read, for each theme and each pair of coders; a draw costs the
/// engagements and not the notes.
///
/// # Errors
/// [`AgreementError`]: fewer than two coders, or a coder to hold them against who is none.
pub fn agreement(review: &Review, options: &Options) -> Result<ReviewAgreement, AgreementError> {
    let decisions = Decisions::of(review, options.against.as_ref())?;
    let rows = decisions.rows();
    let groups = decisions.groups();
    let themes = match &options.themes {
        Some(themes) => themes.clone(),
        None => review.codebook.by_id_order(),
    };
    let themes = themes
        .into_iter()
        .filter(|&code| (code as usize) < review.codebook.len())
        .map(|code| theme::theme(review, &decisions, code, &rows, options.bootstrap))
        .collect();
    Ok(ReviewAgreement {
        schema: SCHEMA.into(),
        notes: size(review.notes.len()),
        read_by_two: size(decisions.read_by_two()),
        coders: readers(&decisions),
        pairs: pairs(&decisions),
        sample: words::sample(review, decisions.read_by_two()),
        resampling: Resampling {
            draws: options.bootstrap.draws,
            seed: options.bootstrap.seed,
            groups: size(groups),
            says: words::resampling(options.bootstrap, &decisions),
        },
        overall: overall::overall(&decisions, &rows, options),
        themes,
        confusions: confusion::confusions(review, &decisions),
        excerpts: excerpts::excerpts(review, &decisions),
        against: against::against(review, &decisions),
    })
}

fn readers(decisions: &Decisions) -> Vec<Reader> {
    (0..decisions.coders.len())
        .map(|at| Reader {
            coder: decisions.coders[at].clone(),
            read: size(decisions.read(at)),
            compared: decisions.compared.contains(&at),
        })
        .collect()
}

fn pairs(decisions: &Decisions) -> Vec<PairOfReaders> {
    decisions
        .pairs()
        .map(|(a, b)| PairOfReaders {
            coder_a: decisions.coders[a].clone(),
            coder_b: decisions.coders[b].clone(),
            both: size(decisions.both(a, b).count()),
        })
        .collect()
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
