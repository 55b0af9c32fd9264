//! Words for amounts: a scale maps a word to the counts it may stand for at a base of N.
//!
//! Shares are compared in integers (`n · 100` against `percent · N`), so no rounding can move a
//! count over an edge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether a word claims enough or claims a lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// all, most, many, some …
    Asserting,
    /// few, a minority, none …
    Denying,
}

/// An end of a band, in percent of N.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The percent.
    pub percent: u32,
    /// Whether the percent itself belongs to the band.
    pub inclusive: bool,
}

/// A word (or several that mean the same) and its band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The words, the first of which is printed first.
    pub words: Vec<String>,
    /// The share in words, as the method page prints it.
    pub share: String,
    /// Lower end.
    pub from: End,
    /// Upper end.
    pub to: End,
    /// At least one, whatever the share.
    pub at_least_one: bool,
    /// Never everybody, whatever the share.
    pub not_all: bool,
    /// Whether the share is rounded half up to a whole percent before it is compared, as scales
    /// published at whole percents mean it (74.6 % is 75).
    pub rounded: bool,
    /// What it claims.
    pub polarity: Polarity,
}

impl Word {
    /// The least and the most count at a base of `n`, both included; `None` when no count fits.
    #[must_use]
    pub fn counts(&self, n: u32) -> Option<(u32, u32)> {
        let fits = |count: u32| {
            let exact = u64::from(count) * 100;
            let share = if self.rounded && n > 0 {
                let n = u64::from(n);
                (2 * exact + n) / (2 * n) * n
            } else {
                exact
            };
            let edge = |end: End| u64::from(end.percent) * u64::from(n);
            let above =
                share > edge(self.from) || (self.from.inclusive && share == edge(self.from));
            let below = share < edge(self.to) || (self.to.inclusive && share == edge(self.to));
            above && below && !(self.at_least_one && count == 0) && !(self.not_all && count == n)
        };
        let least = (0..=n).find(|&c| fits(c))?;
        let most = (least..=n).take_while(|&c| fits(c)).last()?;
        Some((least, most))
    }
}

/// A scale of words, weakest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// The words.
    pub words: Vec<Word>,
}

impl Scale {
    /// The names of the scales that are built in.
    pub const BUILT_IN: [&'static str; 4] = ["plain", "education-scotland", "eti-ni", "fao"];

    /// The default: made for small groups.
    ///
    /// ```
    /// use throughline_core::wording::Scale;
    /// let scale = Scale::plain();
    /// let counts = |word: &str| scale.words.iter().find(|w| w.words.iter().any(|x| x == word)).unwrap().counts(9);
    /// assert_eq!(counts("a small number"), Some((1, 2)));
    /// assert_eq!(counts("some"), Some((3, 4)));
    /// assert_eq!(counts("many"), Some((5, 8)));
    /// assert_eq!(counts("most"), Some((7, 8)));
    /// assert_eq!(counts("almost all"), Some((8, 8)));
    /// assert_eq!(counts("all"), Some((9, 9)));
    /// ```
    #[must_use]
    pub fn plain() -> Scale {
        let none = word(&["none"], "no one", (0, true), (0, true), Polarity::Denying);
        let mut few = word(
            &["a few"],
            "up to a quarter, at least one",
            (0, false),
            (25, false),
            Polarity::Asserting,
        );
        few.at_least_one = true;
        let mut small = word(
            &["a small number"],
            "up to a quarter, at least one",
            (0, false),
            (25, false),
            Polarity::Denying,
        );
        small.at_least_one = true;
        let some = word(
            &["some", "several"],
            "from a quarter to half",
            (25, true),
            (50, true),
            Polarity::Asserting,
        );
        let mut many = word(
            &["more than half", "many"],
            "over half, not all",
            (50, false),
            (100, false),
            Polarity::Asserting,
        );
        many.not_all = true;
        let mut most = word(
            &["most"],
            "three quarters and over, not all",
            (75, true),
            (100, false),
            Polarity::Asserting,
        );
        most.not_all = true;
        let mut almost = word(
            &["almost all"],
            "over 85%, not all",
            (85, false),
            (100, false),
            Polarity::Asserting,
        );
        almost.not_all = true;
        let all = word(
            &["all"],
            "every one",
            (100, true),
            (100, true),
            Polarity::Asserting,
        );
        Scale {
            name: "plain".into(),
            source: "Throughline, made for small groups".into(),
            words: vec![none, few, small, some, many, most, almost, all],
        }
    }

    /// A scale that is built in, by name.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table, one row a word")]
    pub fn built_in(name: &str) -> Option<Scale> {
        use Polarity::{Asserting, Denying};
        let (source, mut words) = match name {
            "plain" => return Some(Scale::plain()),
            "education-scotland" => (
                "Education Scotland",
                vec![
                    word(&["few"], "up to 15%", (0, false), (15, true), Denying),
                    word(
                        &["less than half"],
                        "15% to 49%",
                        (15, false),
                        (49, true),
                        Denying,
                    ),
                    word(
                        &["majority"],
                        "50% to 74%",
                        (50, true),
                        (74, true),
                        Asserting,
                    ),
                    word(&["most"], "75% to 90%", (75, true), (90, true), Asserting),
                    word(
                        &["almost all"],
                        "over 90%",
                        (90, false),
                        (100, true),
                        Asserting,
                    ),
                ],
            ),
            "eti-ni" => (
                "Education and Training Inspectorate, Northern Ireland, Chief Inspector's Report 2014–16",
                vec![
                    word(
                        &["very few", "a small number"],
                        "under 10%",
                        (0, false),
                        (10, false),
                        Denying,
                    ),
                    word(
                        &["a minority"],
                        "10% to 29%",
                        (10, true),
                        (30, false),
                        Denying,
                    ),
                    word(
                        &["a significant minority"],
                        "30% to 49%",
                        (30, true),
                        (50, false),
                        Asserting,
                    ),
                    word(
                        &["a majority"],
                        "50% to 74%",
                        (50, true),
                        (74, true),
                        Asserting,
                    ),
                    word(&["most"], "75% to 90%", (75, true), (90, true), Asserting),
                    word(
                        &["almost all", "nearly all"],
                        "over 90%",
                        (90, false),
                        (100, true),
                        Asserting,
                    ),
                ],
            ),
            "fao" => (
                "Food and Agriculture Organization, questionnaire catalogue",
                vec![
                    word(
                        &["less than half"],
                        "under 40%",
                        (0, false),
                        (40, false),
                        Denying,
                    ),
                    word(
                        &["about half"],
                        "40% to 59%",
                        (40, true),
                        (60, false),
                        Asserting,
                    ),
                    word(
                        &["most", "almost all"],
                        "60% to 99%",
                        (60, true),
                        (100, false),
                        Asserting,
                    ),
                    word(&["all"], "100%", (100, true), (100, true), Asserting),
                ],
            ),
            _ => return None,
        };
        for word in &mut words {
            let all = word.from.percent == 100;
            word.rounded = !all;
            word.not_all = word.to.percent == 100 && !word.to.inclusive && !all;
        }
        Some(Scale {
            name: name.into(),
            source: source.into(),
            words,
        })
    }
}

fn word(
    words: &[&str],
    share: &str,
    from: (u32, bool),
    to: (u32, bool),
    polarity: Polarity,
) -> Word {
    let end = |(percent, inclusive)| End { percent, inclusive };
    Word {
        words: words.iter().map(|w| (*w).to_owned()).collect(),
        share: share.into(),
        from: end(from),
        to: end(to),
        at_least_one: false,
        not_all: false,
        rounded: false,
        polarity,
    }
}
