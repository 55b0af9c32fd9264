//! Each coder against the coder whose tags count, and where they were overruled.

use super::decisions::Decisions;
use super::{size, words};
use std::collections::BTreeMap;
use throughline_core::agreement::Reason;
use throughline_core::agreement::review::{
    Against, AgainstCoder, Figure, How, Overruled, Retrieval, ThemeRetrieval,
};
use throughline_core::codebook::ThemeCode;
use throughline_core::review::Review;

/// `None` where no coder's tags settle what others differ on.
pub(super) fn against(review: &Review, decisions: &Decisions) -> Option<Against> {
    let reference = decisions.reference?;
    let others = (0..decisions.coders.len()).filter(|&coder| coder != reference);
    Some(Against {
        coder: decisions.coders[reference].clone(),
        coders: others
            .map(|coder| one(review, decisions, coder, reference))
            .collect(),
    })
}

/// Given and kept, given alone, kept alone.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    kept: u32,
    not_kept: u32,
    missed: u32,
}

fn one(review: &Review, decisions: &Decisions, coder: usize, reference: usize) -> AgainstCoder {
    let mut counts: BTreeMap<ThemeCode, Counts> = BTreeMap::new();
    let mut overruled = Vec::new();
    let mut both = 0;
    for (at, given, kept) in decisions.both(coder, reference) {
        both += 1;
        let mut here = Vec::new();
        for &theme in given {
            let count = counts.entry(theme).or_default();
            if kept.binary_search(&theme).is_ok() {
                count.kept += 1;
            } else {
                count.not_kept += 1;
                here.push((theme, How::GivenNotKept));
            }
        }
        for &theme in kept
            .iter()
            .filter(|theme| given.binary_search(theme).is_err())
        {
            counts.entry(theme).or_default().missed += 1;
            here.push((theme, How::KeptNotGiven));
        }
        let id = review.notes.ids.get(decisions.notes[at] as usize).parse();
        let Ok(note) = id else { continue };
        let mut here: Vec<Overruled> = here
            .into_iter()
            .map(|(theme, how)| Overruled {
                note: throughline_core::ids::NoteId::clone(&note),
                theme: review.codebook.theme(theme).id.clone(),
                how,
            })
            .collect();
        here.sort_by(|a, b| a.theme.cmp(&b.theme));
        overruled.extend(here);
    }
    let all = counts.values().fold(Counts::default(), |all, one| Counts {
        kept: all.kept + one.kept,
        not_kept: all.not_kept + one.not_kept,
        missed: all.missed + one.missed,
    });
    let order = review.codebook.by_id_order();
    let met = order
        .into_iter()
        .filter_map(|code| Some((code, *counts.get(&code)?)));
    AgainstCoder {
        coder: decisions.coders[coder].clone(),
        both: size(both),
        all: retrieval(all),
        themes: met
            .map(|(code, counts)| ThemeRetrieval {
                theme: review.codebook.theme(code).id.clone(),
                found: retrieval(counts),
            })
            .collect(),
        overruled,
    }
}

fn retrieval(counts: Counts) -> Retrieval {
    let Counts {
        kept,
        not_kept,
        missed,
    } = counts;
    let (given, right) = (kept + not_kept, kept + missed);
    Retrieval {
        kept,
        not_kept,
        missed,
        precision: figure(kept, given, &words::precision(kept, given)),
        recall: figure(kept, right, &words::recall(kept, right)),
        f1: figure(2 * kept, given + right, words::F1),
    }
}

fn figure(part: u32, whole: u32, says: &str) -> Figure {
    let undefined = (whole == 0).then(|| Reason::NoSuchCases.to_string());
    let value = (whole > 0).then(|| words::share(part.into(), whole.into()));
    Figure {
        says: match &undefined {
            Some(reason) => words::undefined(reason),
            None => says.to_owned(),
        },
        value,
        undefined,
        standard_error: None,
        interval: None,
        no_interval: None,
    }
}
