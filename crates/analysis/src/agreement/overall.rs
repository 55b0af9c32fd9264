//! All themes of a note judged together, as sets.

use super::decisions::{Decision, Decisions, Row};
use super::resample::{Kinds, place};
use super::{Options, size, words};
use throughline_core::agreement::review::{Figure, Overall, SetRow};
use throughline_core::agreement::{SetDistance, SetDistances, SetRatings};
use throughline_core::codebook::ThemeCode;

pub(super) fn overall(decisions: &Decisions, rows: &[Row], options: &Options) -> Overall {
    Overall {
        distance: name(options.distance).into(),
        rows: rows.iter().map(|row| of(decisions, row, options)).collect(),
    }
}

fn name(distance: SetDistance) -> &'static str {
    match distance {
        SetDistance::Masi => "masi",
        SetDistance::Jaccard => "jaccard",
    }
}

fn of(decisions: &Decisions, row: &Row, options: &Options) -> SetRow {
    let coder = |at: usize| {
        let coder = row.coders.get(at).filter(|_| row.pair);
        coder.map(|&coder| decisions.coders[coder].clone())
    };
    let (own, units) = figure(decisions, &decisions.own, row, options);
    let (rolled, _) = figure(decisions, &decisions.rolled, row, options);
    SetRow {
        coder_a: coder(0),
        coder_b: coder(1),
        units,
        own,
        rolled,
    }
}

fn figure(
    decisions: &Decisions,
    by: &[Vec<Decision>],
    row: &Row,
    options: &Options,
) -> (Figure, u32) {
    let mut kinds: Kinds<Vec<&[ThemeCode]>> = Kinds::new(decisions.groups());
    let mut units = 0;
    for (at, &group) in decisions.group.iter().enumerate() {
        let coders = row.coders.iter();
        let mut sets: Vec<&[ThemeCode]> = coders.filter_map(|&c| by[c][at].as_deref()).collect();
        if sets.len() > 1 {
            sets.sort_unstable();
            kinds.add(group, sets);
            units += 1;
        }
    }
    let (kinds, counted) = kinds.finish();
    let mut ratings = SetRatings::default();
    for sets in &kinds {
        ratings.push(sets.iter().copied());
    }
    let reckoned = SetDistances::new(&ratings, options.distance);
    let mut figure = Figure::of(reckoned.alpha(Some(&counted.all())));
    if let Some(alpha) = figure.value {
        let why = if alpha >= 1.0 {
            Some(words::NO_DISAGREEMENT)
        } else {
            counted.nothing_to_draw()
        };
        if let Some(why) = why {
            figure.no_interval = Some(why.into());
        } else {
            let mut draws = Vec::with_capacity(options.bootstrap.draws as usize);
            counted.draws(options.bootstrap, |times| {
                draws.push(reckoned.alpha(Some(times)));
            });
            place(&mut figure, draws);
        }
    }
    figure.says = words::alpha(&figure);
    (figure, size(units))
}
