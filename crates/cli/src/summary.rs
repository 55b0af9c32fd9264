//! What `check` and `init` say of a review beside its counts.

use throughline::Review;
use throughline::model::numbers::grouped;

/// How many notes name no organisation; nothing where each names one.
pub fn without_organisation(review: &Review) -> Option<String> {
    let all = review.notes.len();
    let of_nobody = (0..all).filter(|&row| review.notes.organisations.get(row).is_empty());
    let count = of_nobody.count();
    let (notes, name) = match (all, count) {
        (1, _) => ("note", "names"),
        (_, 1) => ("notes", "names"),
        _ => ("notes", "name"),
    };
    (count > 0).then(|| {
        let (count, all) = (grouped(count as u64), grouped(all as u64));
        format!("{count} of {all} {notes} {name} no organisation")
    })
}

/// What engagements are where no note names one.
pub const BY_DAY: &str = "no engagement_id: notes of one type and day are one engagement";
