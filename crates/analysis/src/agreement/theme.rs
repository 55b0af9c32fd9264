//! One theme: who gave it and who did not.

use super::decisions::{Decision, Decisions, Row};
use super::resample::{Counted, Kinds, place};
use super::{size, words};
use throughline_core::agreement::review::{Figure, Statistics, ThemeAgreement, ThemeRow};
use throughline_core::agreement::{
    Bootstrap, Fourfold, Metric, Ratings, Reason, Value, Weights, bias_index, cohen_kappa,
    conger_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha, light_kappa, negative_agreement,
    pabak, percent, positive_agreement, prevalence_index, scott_pi,
};
use throughline_core::codebook::ThemeCode;
use throughline_core::review::Review;

/// Statistics that have an interval.
const DRAWN: usize = 4;

pub(super) fn theme(
    review: &Review,
    decisions: &Decisions,
    code: ThemeCode,
    rows: &[Row],
    how: Bootstrap,
) -> ThemeAgreement {
    let theme = review.codebook.theme(code);
    let leaf = review.codebook.children(code).is_empty();
    let rows = rows
        .iter()
        .map(|row| {
            let of = |by: &[Vec<Decision>]| Decided::of(decisions, by, code, row);
            let own = of(&decisions.own);
            let (units, own) = (
                own.ratings.pairable_units(),
                own.statistics(decisions, row, how),
            );
            let rolled = if leaf {
                own.clone()
            } else {
                of(&decisions.rolled).statistics(decisions, row, how)
            };
            let name = |at: usize| {
                let coder = row.coders.get(at).filter(|_| row.pair);
                coder.map(|&coder| decisions.coders[coder].clone())
            };
            ThemeRow {
                coder_a: name(0),
                coder_b: name(1),
                units: size(units),
                own,
                rolled,
            }
        })
        .collect();
    ThemeAgreement {
        theme: theme.id.clone(),
        label: theme.label.clone(),
        rows,
    }
}

/// Yes and no of a row's coders, each kind of unit once and taken as often as it stands.
struct Decided {
    ratings: Ratings,
    counted: Counted,
    /// By kind, whether every coder read it.
    whole: Vec<bool>,
    /// Times the theme was given on units that two read or more, and decisions on them.
    given: u32,
    decisions: u32,
}

impl Decided {
    fn of(decisions: &Decisions, by: &[Vec<Decision>], code: ThemeCode, row: &Row) -> Self {
        let mut kinds: Kinds<Vec<Option<bool>>> = Kinds::new(decisions.groups());
        let (mut given, mut decided) = (0, 0);
        for (at, &group) in decisions.group.iter().enumerate() {
            let coders = row.coders.iter();
            let kind: Vec<Option<bool>> = coders
                .map(|&c| Some(by[c][at].as_deref()?.binary_search(&code).is_ok()))
                .collect();
            let readers = kind.iter().flatten().count();
            if readers == 0 {
                continue;
            }
            if readers > 1 {
                decided += size(readers);
                given += size(kind.iter().flatten().filter(|yes| **yes).count());
            }
            kinds.add(group, kind);
        }
        let (kinds, counted) = kinds.finish();
        let column = |coder: usize| kinds.iter().map(|kind| kind[coder]).collect();
        let columns: Vec<Vec<Option<bool>>> = (0..row.coders.len()).map(column).collect();
        // Columns of one length are always ratings.
        let mut ratings = Ratings::of_decisions(&columns).unwrap_or_default();
        ratings.take(&counted.all());
        Self {
            ratings,
            counted,
            whole: kinds
                .iter()
                .map(|k| k.iter().all(Option::is_some))
                .collect(),
            given,
            decisions: decided,
        }
    }

    fn statistics(mut self, decisions: &Decisions, row: &Row, how: Bootstrap) -> Statistics {
        let two = row.coders.len() == 2;
        let values = self.values(two);
        let mut figures = values.map(Figure::of);
        if self.given > 0 && values.iter().any(|value| value.number().is_some()) {
            self.intervals(&mut figures, two, how);
        }
        let units = size(self.ratings.pairable_units());
        let [
            percent,
            cohen,
            alpha,
            ac1,
            scott,
            fleiss,
            conger,
            light,
            pabak,
            yes,
            no,
            prevalence,
            bias,
        ] = figures;
        let mut found = Statistics {
            given: self.given,
            percent,
            cohen_kappa: cohen,
            krippendorff_alpha: alpha,
            gwet_ac1: ac1,
            scott_pi: scott,
            fleiss_kappa: fleiss,
            conger_kappa: conger,
            light_kappa: light,
            pabak,
            positive_agreement: yes,
            negative_agreement: no,
            prevalence_index: prevalence,
            bias_index: bias,
            paradox: false,
            says: String::new(),
        };
        let share = f64::from(self.given) / f64::from(self.decisions.max(1));
        words::fill(&mut found, &words::Who::of(decisions, row), units, share);
        found
    }

    /// Without the notes that one of the coders did not read.
    fn read_by_all(&self) -> Ratings {
        let mut complete = self.ratings.clone();
        let times = self.counted.all();
        let kept = times.iter().zip(&self.whole);
        let kept: Vec<u32> = kept.map(|(&n, &whole)| if whole { n } else { 0 }).collect();
        complete.take(&kept);
        complete
    }

    /// In the order of [`Statistics::all`].
    fn values(&self, two: bool) -> [Value; 13] {
        // Fleiss and Conger ask for notes that every coder read.
        let complete = self.read_by_all();
        let ratings = &self.ratings;
        let reason = if ratings.pairable_units() == 0 {
            Some(Reason::NoPairableUnit)
        } else if self.given == 0 {
            Some(Reason::NeverUsed)
        } else {
            None
        };
        if let Some(reason) = reason {
            return [Value::Undefined(reason); 13];
        }
        let of_two = |statistic: fn(&Ratings) -> Value| {
            if two {
                statistic(ratings)
            } else {
                Value::Undefined(Reason::NotTwoCoders)
            }
        };
        let fourfold = |statistic: fn(Fourfold) -> Value| match Fourfold::of(ratings) {
            Ok(table) => statistic(table),
            Err(reason) => Value::Undefined(reason),
        };
        let [percent, kappa, alpha, ac1] = drawn(ratings, two);
        [
            percent,
            kappa,
            alpha,
            ac1,
            of_two(scott_pi),
            fleiss_kappa(&complete),
            conger_kappa(&complete),
            light_kappa(ratings),
            fourfold(pabak),
            fourfold(positive_agreement),
            fourfold(negative_agreement),
            fourfold(prevalence_index),
            fourfold(bias_index),
        ]
    }

    fn intervals(&mut self, figures: &mut [Figure; 13], two: bool, how: Bootstrap) {
        let agreed = figures[0].value.is_some_and(|percent| percent >= 1.0);
        let none = if agreed {
            Some(words::NO_DISAGREEMENT)
        } else {
            self.counted.nothing_to_draw()
        };
        let sought = figures.iter_mut().take(DRAWN);
        let sought: Vec<(usize, &mut Figure)> = sought
            .enumerate()
            .filter(|(_, f)| f.value.is_some())
            .collect();
        if let Some(why) = none {
            for (_, figure) in sought {
                figure.no_interval = Some(why.into());
            }
            return;
        }
        let mut draws: [Vec<Value>; DRAWN] = Default::default();
        let ratings = &mut self.ratings;
        let all = self.counted.all();
        self.counted.draws(how, |times| {
            ratings.take(times);
            for (into, value) in draws.iter_mut().zip(drawn(ratings, two)) {
                into.push(value);
            }
        });
        ratings.take(&all);
        for (at, figure) in sought {
            place(figure, std::mem::take(&mut draws[at]));
        }
    }
}

/// Percent, Cohen's kappa, alpha and AC1.
fn drawn(ratings: &Ratings, two: bool) -> [Value; DRAWN] {
    let kappa = if two {
        cohen_kappa(ratings, &Weights::Identity)
    } else {
        Value::Undefined(Reason::NotTwoCoders)
    };
    [
        percent(ratings),
        kappa,
        krippendorff_alpha(ratings, Metric::Nominal),
        gwet_ac1(ratings),
    ]
}
