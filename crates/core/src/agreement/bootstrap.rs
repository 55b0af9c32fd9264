//! Bootstrap intervals over units, or over the engagements that units cluster in.

use super::value::Value;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// How many draws.
    pub draws: u32,
    /// The seed of the generator, `ChaCha8` of the crate `rand_chacha`, whose values do not change
    /// between versions and machines.
    pub seed: u64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self {
            draws: 1_000,
            seed: 20_231_013,
        }
    }
}

/// A 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The 2.5th percentile of the draws.
    pub low: f64,
    /// The 97.5th.
    pub high: f64,
    /// Draws for which the statistic was undefined; they are left out.
    pub undefined: u32,
}

/// Draws of groups with replacement, as many of them as there are (Efron 1979).
///
/// ```
/// use throughline_core::agreement::{Bootstrap, Draws};
/// let mut draws = Draws::new(3, Bootstrap { draws: 2, seed: 1 });
/// assert_eq!(draws.draw().map(|drawn| drawn.iter().sum::<u32>()), Some(3));
/// assert!(draws.draw().is_some());
/// assert!(draws.draw().is_none());
/// ```
#[derive(Debug, Clone)]
pub struct Draws {
    generator: ChaCha8Rng,
    bound: u64,
    drawn: Vec<u32>,
    left: u32,
}

impl Draws {
    /// Of so many groups; no draw of none.
    #[must_use]
    pub fn new(groups: usize, how: Bootstrap) -> Self {
        Self {
            generator: ChaCha8Rng::seed_from_u64(how.seed),
            bound: groups as u64,
            drawn: vec![0; groups],
            left: if groups == 0 { 0 } else { how.draws },
        }
    }

    /// How often each group is in the next draw; `None` after the last.
    pub fn draw(&mut self) -> Option<&[u32]> {
        self.left = self.left.checked_sub(1)?;
        self.drawn.fill(0);
        for _ in 0..self.drawn.len() {
            let at = below(&mut self.generator, self.bound);
            self.drawn[at] += 1;
        }
        Some(&self.drawn)
    }
}

/// A percentile interval of a statistic (Efron 1979): units are drawn with replacement, as many as
/// there are, and the statistic is computed from how often each was drawn. Where units cluster (notes
/// by engagement), `clusters` gives the cluster of each unit, from 0, and whole clusters are drawn.
///
/// Krippendorff's own bootstrap resamples the disagreements of pairs and keeps `D_e`: that is another
/// interval. `None` as [`interval`] says.
pub fn bootstrap(
    units: usize,
    clusters: Option<&[u32]>,
    how: Bootstrap,
    mut statistic: impl FnMut(&[u32]) -> Value,
) -> Option<Interval> {
    let groups = match clusters {
        Some(clusters) => clusters.iter().max().map_or(0, |&c| c as usize + 1),
        None => units,
    };
    let mut draws = Draws::new(groups, how);
    let mut times = vec![0u32; units];
    let mut values = Vec::new();
    while let Some(drawn) = draws.draw() {
        match clusters {
            Some(clusters) => {
                for (time, &cluster) in times.iter_mut().zip(clusters) {
                    *time = drawn[cluster as usize];
                }
            }
            None => times.copy_from_slice(drawn),
        }
        values.push(statistic(&times));
    }
    interval(values)
}

/// The 2.5th and the 97.5th percentile of a statistic's draws, between the nearest draws (Hyndman
/// and Fan 1996, type 7). `None` where fewer than two draws were defined, or all gave the same: where
/// no disagreement was seen there is nothing to resample.
#[must_use]
pub fn interval(draws: Vec<Value>) -> Option<Interval> {
    let all = draws.len();
    let mut values: Vec<f64> = draws.into_iter().filter_map(Value::number).collect();
    values.sort_by(f64::total_cmp);
    let (first, last) = (values.first()?, values.last()?);
    if values.len() < 2 || first.total_cmp(last).is_eq() {
        return None;
    }
    Some(Interval {
        low: percentile(&values, 25),
        high: percentile(&values, 975),
        undefined: u32::try_from(all - values.len()).unwrap_or(u32::MAX),
    })
}

/// A number below a bound, each as likely as another: the high half of a product (Lemire 2019), its
/// bias below 2⁻³² for any number of units that fits in memory.
fn below(generator: &mut ChaCha8Rng, bound: u64) -> usize {
    let product = u128::from(generator.next_u64()) * u128::from(bound);
    usize::try_from(product >> 64).unwrap_or_default()
}

/// The percentile, in thousandths, of values in order.
fn percentile(values: &[f64], thousandths: usize) -> f64 {
    let scaled = (values.len() - 1) * thousandths;
    let (at, rest) = (scaled / 1_000, scaled % 1_000);
    let fraction = f64::from(u16::try_from(rest).unwrap_or_default()) / 1_000.0;
    let low = values[at];
    let high = values.get(at + 1).copied().unwrap_or(low);
    low + fraction * (high - low)
}
