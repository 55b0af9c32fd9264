//! A set of counts at a base, and the classes it must hold whole.
//!
//! At a base of N the small counts are 1 … k − 1, and their complement N − k + 1 … N − 1. Nobody
//! (0) may be known. Everybody (N) may not, for it gives the view of each: a set that holds N holds
//! the whole complement with it, unless the contributors have agreed to the claim.

use crate::disclosure::bands;
use throughline_core::synthesis::Shown;

/// Counts from `low` to `high`, both included, of a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counts {
    /// The least.
    pub low: u32,
    /// The most.
    pub high: u32,
    /// Of how many: N.
    pub base: u32,
}

/// How a set of counts gives small counts away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tells {
    /// The base is below 2k, so that every count is small or nearly everybody.
    Base,
    /// It holds some of 1 … k − 1 and not all.
    Small,
    /// It holds some of N − k + 1 … N and leaves out some of N − k + 1 … N − 1.
    Complement,
    /// It says everybody, and the contributors have not agreed.
    Everybody,
    /// It says nobody, and the contributors have not agreed.
    Nobody,
}

impl Counts {
    /// Every count of a base.
    #[must_use]
    pub fn any(base: u32) -> Self {
        Self {
            low: 0,
            high: base,
            base,
        }
    }

    /// The same with N where it holds the whole complement N − k + 1 … N − 1, so that everybody is
    /// not told from nearly everybody. For words of the scale, whose printed counts say so.
    ///
    /// Nothing is added at the other end: "a few" stands for no review in which nobody said so,
    /// because the audit refuses it there, and a reader who has the program knows that.
    ///
    /// ```
    /// use throughline_analysis::disclosure::claims::Counts;
    /// let most = Counts { low: 7, high: 8, base: 9 };
    /// assert_eq!(most.with_everybody(3).high, 9);
    /// let almost_all = Counts { low: 8, high: 8, base: 9 };
    /// assert_eq!(almost_all.with_everybody(3).high, 8);
    /// ```
    #[must_use]
    pub fn with_everybody(self, k: u32) -> Self {
        let whole = self.low + k <= self.base + 1 && self.high + 1 == self.base;
        Self {
            high: if whole { self.base } else { self.high },
            ..self
        }
    }

    /// The counts that are in both; `None` where there are none.
    #[must_use]
    pub fn and(self, other: Counts) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self {
            low,
            high,
            base: self.base,
        })
    }

    /// Whether a count is one of them.
    #[must_use]
    pub fn holds(self, count: u32) -> bool {
        (self.low..=self.high).contains(&count)
    }

    /// How the set, published by itself, gives small counts away. `agreed` is whether the
    /// contributors have agreed to a claim of everybody or of nobody.
    ///
    /// ```
    /// use throughline_analysis::disclosure::claims::{Counts, Tells};
    /// let at_9 = |low, high| Counts { low, high, base: 9 }.tells(3, false);
    /// assert_eq!(at_9(7, 9), None);
    /// assert_eq!(at_9(1, 2), None);
    /// assert_eq!(at_9(8, 8), Some(Tells::Complement));
    /// assert_eq!(at_9(1, 1), Some(Tells::Small));
    /// assert_eq!(at_9(9, 9), Some(Tells::Everybody));
    /// ```
    #[must_use]
    pub fn tells(self, k: u32, agreed: bool) -> Option<Tells> {
        let Self { low, high, base } = self;
        if base < 2 * k {
            return Some(Tells::Base);
        }
        if low == base {
            return (!agreed).then_some(Tells::Everybody);
        }
        if high == 0 {
            return (!agreed).then_some(Tells::Nobody);
        }
        if low < k && (low > 1 || high + 1 < k) {
            return Some(Tells::Small);
        }
        if high + k > base && (low + k > base + 1 || high + 1 < base) {
            return Some(Tells::Complement);
        }
        None
    }

    /// In words that the audit reads as an amount: "fewer than 3 of 9", "3 or 4 of 9", "5 to 8 of
    /// 9", "7 or more of 9".
    ///
    /// ```
    /// use throughline_analysis::disclosure::claims::Counts;
    /// let words = |low, high| Counts { low, high, base: 9 }.words();
    /// assert_eq!(words(0, 2), "fewer than 3 of 9");
    /// assert_eq!(words(1, 2), "1 or 2 of 9");
    /// assert_eq!(words(3, 4), "3 or 4 of 9");
    /// assert_eq!(words(5, 8), "5 to 8 of 9");
    /// assert_eq!(words(7, 9), "7 or more of 9");
    /// assert_eq!(words(4, 4), "4 of 9");
    /// ```
    #[must_use]
    pub fn words(self) -> String {
        bands::words(self.shown(), self.base)
    }

    /// As a renderer is given it: a band, though it may hold one count.
    #[must_use]
    pub fn shown(self) -> Shown {
        Shown::Band {
            low: self.low,
            high: self.high,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every set of counts at N, judged by what the rule says in so many words.
    #[test]
    fn a_set_tells_unless_it_holds_each_class_it_touches_whole() {
        for k in 3..=5 {
            for base in 2 * k..=4 * k {
                for low in 0..=base {
                    for high in low..=base {
                        let set = Counts { low, high, base };
                        let part = |mut class: std::ops::RangeInclusive<u32>| {
                            class.clone().any(|c| set.holds(c)) && !class.all(|c| set.holds(c))
                        };
                        let everybody = set.holds(base) && !set.holds(base - 1);
                        let nobody = high == 0;
                        let tells =
                            part(1..=k - 1) || part(base - k + 1..=base - 1) || everybody || nobody;
                        assert_eq!(set.tells(k, false).is_some(), tells, "{set:?}, k = {k}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_base_below_twice_k_shows_nothing() {
        assert_eq!(Counts::any(5).tells(3, true), Some(Tells::Base));
        assert_eq!(Counts::any(6).tells(3, false), None);
    }

    #[test]
    fn what_is_agreed_may_be_said() {
        let all = Counts {
            low: 9,
            high: 9,
            base: 9,
        };
        assert_eq!(all.tells(3, true), None);
        let nearly = Counts { low: 8, ..all };
        assert_eq!(nearly.tells(3, true), Some(Tells::Complement));
    }

    #[test]
    fn two_sets_together() {
        let many = Counts {
            low: 5,
            high: 9,
            base: 9,
        };
        let band = Counts {
            low: 3,
            high: 6,
            base: 9,
        };
        assert_eq!(
            many.and(band),
            Some(Counts {
                low: 5,
                high: 6,
                base: 9
            })
        );
        assert_eq!(
            many.and(Counts {
                low: 0,
                high: 4,
                base: 9
            }),
            None
        );
    }
}
