//! Random reviews against the exact reader: with everything published, no small count is told from
//! another, nor a small complement. One who took part and knows their own notes is told no small
//! count of a theme from another, and no other small count exactly (see `every_review`).
//!
//! Below 20 organisations the solver has the counts of themes, and every division of these over the
//! stances is tried against the balance word. From 20 on the solver has all counts; it takes any
//! whole numbers between which the relations hold for a review.

use super::super::{Balance, Facts, Plan, balance};
use super::drawn::{Drawn, TREE};
use super::solver::{Count, Selection, Solver};
use std::collections::BTreeMap;
use throughline_core::synthesis::Shown;

#[derive(Debug, Default)]
struct Tally {
    reviews: u32,
    /// Counts that were looked at: the small ones, as each reader sees them.
    counts: u32,
    told: u32,
    themes: u32,
    themes_shown: u32,
    themes_exact: u32,
    balances: u32,
    rows: [(u32, u32); 3],
}

impl Tally {
    fn add(&mut self, facts: &Facts, plan: &Plan) {
        self.reviews += 1;
        for theme in &plan.themes {
            let shown = theme.prevalence.unwrap_or(Shown::NotShown);
            self.themes += 1;
            self.themes_shown += u32::from(shown != Shown::NotShown);
            self.themes_exact += u32::from(shown.exact().is_some());
            self.balances += u32::from(theme.balance.is_some());
            let eligible =
                theme.at_level && super::super::level::enough(shown, facts.k) && !plan.words_only;
            for (row, (asked, given)) in self.rows.iter_mut().zip([
                (!plan.words_only, theme.parts.is_some()),
                (eligible, theme.stances.is_some()),
                (
                    plan.format_shown.contains(&true) && !plan.words_only,
                    theme.formats.is_some(),
                ),
            ]) {
                row.0 += u32::from(asked);
                row.1 += u32::from(given);
            }
        }
    }

    fn judge(&mut self, solver: &Solver, index: usize, k: u32, nobody: bool) {
        let count = &solver.counts[index];
        let rest = count.base - count.value;
        if count.value >= k && rest >= k {
            return;
        }
        self.counts += 1;
        let (low, high) = solver.range(index);
        assert!(low <= count.value && count.value <= high, "{count:?}");
        let values = |from: u32| (from..k).filter(|&n| n <= count.base);
        let all = |from: u32| values(from).all(|n| solver.can_be(index, n));
        let all_rests = |from: u32| values(from).all(|n| solver.can_be(index, count.base - n));
        let (own, silent) = (count.own.max(1), count.silent);
        let least_rest = count.base - high;
        let most_rest = count.base - low;
        let told = if nobody || count.selection == Selection::All {
            high > 0 && high < k && !all(own)
        } else {
            low == high && exactly(low, count.own, count.base, k)
        };
        let rest_told = if nobody {
            most_rest < k && !all_rests(0)
        } else {
            least_rest == most_rest && exactly(least_rest, silent, count.base, k)
        };
        self.note(told || rest_told, count);
    }

    fn note(&mut self, told: bool, count: &Count) {
        self.told += u32::from(told);
        if told {
            println!("told: {count:?}");
        }
    }
}

/// Whether a value that is known is small, not 0, and one of several that a reader who is in it
/// leaves open.
fn exactly(value: u32, own: u32, base: u32, k: u32) -> bool {
    value > 0 && value < k && own + 1 < k && own < base
}

/// Looks at a review as it is seen by nobody and by some of those who took part.
fn look(tally: &mut Tally, drawn: &Drawn, plan: &Plan, readers: &[usize]) {
    let facts = drawn.facts();
    tally.add(&facts, plan);
    let mut words = Words::default();
    for reader in std::iter::once(None).chain(readers.iter().copied().map(Some)) {
        for root in (0..facts.themes.len()).step_by(TREE) {
            let solver = Solver::new(drawn, &facts, &plan.themes, root, reader);
            for index in 0..solver.counts.len() {
                tally.judge(&solver, index, facts.k, reader.is_none());
            }
            if plan.words_only {
                for theme in root..root + TREE {
                    let totals = solver.at(theme, Selection::All);
                    let totals: Vec<u32> = (0..=facts.base)
                        .filter(|&n| solver.can_be(totals, n))
                        .collect();
                    let own = reader.map(|o| drawn.said[o][theme]).map(|said| {
                        if said.raised {
                            Own::Stance(said.stance() as usize)
                        } else {
                            Own::Silent
                        }
                    });
                    let word = plan.themes[theme].balance;
                    judge_stances(
                        tally,
                        &facts,
                        theme,
                        &words.divided(&totals, word, own),
                        own,
                    );
                }
            }
        }
    }
}

/// What a reader who took part said of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Own {
    Silent,
    Stance(usize),
}

/// The totals that a theme can have, its balance word, and who reads them.
type Read = (Vec<u32>, Option<Balance>, Option<Own>);

/// What each stance can be, as a set of bits.
#[derive(Default)]
struct Words(BTreeMap<Read, [u64; 5]>);

impl Words {
    fn divided(&mut self, totals: &[u32], word: Option<Balance>, own: Option<Own>) -> [u64; 5] {
        let key = (totals.to_vec(), word, own);
        *self.0.entry(key).or_insert_with(|| {
            let mut values = [0u64; 5];
            for &total in totals {
                for stances in divisions(total) {
                    let fits = word.is_none_or(|word| balance::word(&stances) == word);
                    let has_own = match own {
                        Some(Own::Stance(own)) => stances[own] > 0,
                        Some(Own::Silent) | None => true,
                    };
                    if fits && has_own {
                        for (values, count) in values.iter_mut().zip(stances) {
                            *values |= 1 << count;
                        }
                    }
                }
            }
            values
        })
    }
}

fn divisions(total: u32) -> Vec<[u32; 5]> {
    let mut all = Vec::new();
    for a in 0..=total {
        for b in 0..=total - a {
            for c in 0..=total - a - b {
                for d in 0..=total - a - b - c {
                    all.push([a, b, c, d, total - a - b - c - d]);
                }
            }
        }
    }
    all
}

fn judge_stances(
    tally: &mut Tally,
    facts: &Facts,
    theme: usize,
    values: &[u64; 5],
    reader: Option<Own>,
) {
    let (base, k) = (facts.base, facts.k);
    for (stance, &values) in values.iter().enumerate() {
        let value = facts.themes[theme].stances[stance];
        assert!(values & (1 << value) != 0, "what is true is possible");
        if value >= k && base - value >= k {
            continue;
        }
        let (low, high) = (values.trailing_zeros(), values.ilog2());
        let has = |n: u32| values & (1 << n) != 0;
        let told = match reader {
            None => {
                (high > 0 && high < k && !(1..k).all(has))
                    || (base - low < k && !(0..k).all(|n| has(base - n)))
            }
            Some(own) => {
                let own = u32::from(own == Own::Stance(stance));
                low == high && (exactly(low, own, base, k) || exactly(base - low, 1 - own, base, k))
            }
        };
        tally.counts += 1;
        tally.told += u32::from(told);
        if told {
            println!("told: stance {stance} of theme {theme}, {values:b} to {reader:?}");
        }
    }
}

fn percent((of, count): (u32, u32)) -> u32 {
    if of == 0 {
        0
    } else {
        (200 * count + of) / (2 * of)
    }
}

/// Draws reviews and looks at each, by the participants that `readers` picks.
fn look_at(base: u32, reviews: u64, readers: fn(&Drawn) -> Vec<usize>) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..reviews {
        let drawn = Drawn::new(seed * 1000 + u64::from(base), base, 3);
        let plan = Plan::of(&drawn.facts(), &[]);
        look(&mut tally, &drawn, &plan, &readers(&drawn));
    }
    println!(
        "N = {base}, {} reviews: {} counts, {} told; prevalence shown {} %, exact {} %; {:.1} \
         balance words a review; rows shown: part {} %, stance {} %, format {} %",
        tally.reviews,
        tally.counts,
        tally.told,
        percent((tally.themes, tally.themes_shown)),
        percent((tally.themes, tally.themes_exact)),
        f64::from(tally.balances) / f64::from(tally.reviews),
        percent(tally.rows[0]),
        percent(tally.rows[1]),
        percent(tally.rows[2]),
    );
    tally
}

fn everybody(drawn: &Drawn) -> Vec<usize> {
    (0..drawn.said.len()).collect()
}

fn the_most_talkative(drawn: &Drawn) -> Vec<usize> {
    vec![drawn.most_talkative()]
}

#[test]
fn an_exact_reader_of_nine_is_told_no_small_count() {
    let tally = look_at(9, 4, everybody);
    assert_eq!(tally.told, 0, "{tally:?}");
    assert!(tally.counts > 100, "{tally:?}");
}

#[test]
fn an_exact_reader_of_forty_is_told_no_small_count() {
    let tally = look_at(40, 1, the_most_talkative);
    assert_eq!(tally.told, 0, "{tally:?}");
    assert!(tally.counts > 10, "{tally:?}");
}

/// The reader finds what there is to find: exact counts in the middle, as from 20 on, forced on
/// nine organisations beside parents that are always shown.
#[test]
fn exact_counts_of_nine_would_be_told() {
    let mut tally = Tally::default();
    for seed in 0..20 {
        let drawn = Drawn::new(seed, 9, 3);
        let facts = drawn.facts();
        let mut plan = Plan::of(&facts, &[]);
        for (theme, counts) in plan.themes.iter_mut().zip(&facts.themes) {
            let count = counts.organisations;
            theme.prevalence = Some(match count {
                0..3 => Shown::Band { low: 0, high: 2 },
                3..7 => Shown::Exact { count },
                _ => Shown::Band { low: 7, high: 9 },
            });
        }
        look(&mut tally, &drawn, &plan, &everybody(&drawn));
    }
    println!("forced: {} of {} told", tally.told, tally.counts);
    assert!(tally.told > 0, "{tally:?}");
}

#[test]
#[ignore = "some minutes: cargo test --release -p throughline-analysis --lib -- --ignored exact_reader"]
fn below_twenty_at_full_size() {
    let told = [
        look_at(9, 200, everybody).told,
        look_at(15, 40, everybody).told,
    ];
    assert_eq!(told, [0, 0]);
}

#[test]
#[ignore = "some minutes: cargo test --release -p throughline-analysis --lib -- --ignored exact_reader"]
fn from_twenty_on_at_full_size() {
    let told = [
        look_at(40, 100, the_most_talkative).told,
        look_at(25, 30, the_most_talkative).told,
    ];
    assert_eq!(told, [0, 0]);
}
