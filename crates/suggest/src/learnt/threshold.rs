//! From which probability a theme is suggested, and how often that is right.

/// How suggestions of a theme fared on texts that nothing had been learnt from, in notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Tried {
    /// Notes that it was suggested for and that carry it.
    pub right: u32,
    /// Notes that it was suggested for.
    pub suggested: u32,
    /// Notes that carry it.
    pub carried: u32,
}

impl Tried {
    /// Takes one note in.
    pub fn take(&mut self, suggested: bool, carried: bool) {
        self.suggested += u32::from(suggested);
        self.carried += u32::from(carried);
        self.right += u32::from(suggested && carried);
    }

    /// Right over suggested; `None` where nothing was suggested.
    ///
    /// ```
    /// use throughline_suggest::learnt::threshold::Tried;
    /// let tried = Tried { right: 3, suggested: 4, carried: 6 };
    /// assert_eq!((tried.precision(), tried.recall()), (Some(0.75), Some(0.5)));
    /// assert_eq!(tried.f1(), Some(0.6));
    /// ```
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        ratio(self.right, self.suggested)
    }

    /// Right over carried; `None` where no note carries it.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        ratio(self.right, self.carried)
    }

    /// Twice right over suggested and carried, the harmonic mean of precision and recall (van
    /// Rijsbergen 1979); `None` where there is neither.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        ratio(2 * self.right, self.suggested + self.carried)
    }
}

fn ratio(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// The probability from which to suggest: of those at which precision is at least `least`, the one
/// with the greatest F1, and the higher of two equal ones. It lies half way to the next lower
/// probability that was met, so that what is a little less probable than the last one is in. `None`
/// where there is none.
///
/// ```
/// use throughline_suggest::learnt::threshold::choose;
/// let tried = [(1.0, true), (0.75, false), (0.5, true), (0.25, false)];
/// assert_eq!(choose(&tried, 0.6), Some(0.375));
/// assert_eq!(choose(&tried, 0.9), Some(0.875));
/// assert_eq!(choose(&[(0.9, false)], 0.5), None);
/// ```
#[must_use]
pub fn choose(tried: &[(f64, bool)], least: f64) -> Option<f64> {
    let mut order: Vec<(f64, bool)> = tried.to_vec();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let carried = order.iter().filter(|t| t.1).count();
    let mut so_far = Tried {
        carried: u32::try_from(carried).unwrap_or(u32::MAX),
        ..Tried::default()
    };
    let mut best: Option<(f64, f64)> = None;
    let mut rest = order.iter().peekable();
    while let Some(&(probability, is)) = rest.next() {
        so_far.suggested += 1;
        so_far.right += u32::from(is);
        let next = rest.peek().map(|next| next.0);
        if next.is_some_and(|next| next >= probability) {
            // Equal probabilities are suggested together.
            continue;
        }
        let enough = so_far.right > 0 && so_far.precision().is_some_and(|p| p >= least);
        let f1 = so_far.f1().unwrap_or(0.0);
        if enough && best.is_none_or(|(_, other)| f1 > other) {
            let half_way = f64::midpoint(probability, next.unwrap_or(probability));
            best = Some((half_way, f1));
        }
    }
    best.map(|(threshold, _)| threshold)
}
