//! The scales that are built in: only those seen in their source.

use super::{End, Polarity, Scale, Word};

impl Scale {
    /// The names of the scales that are built in.
    pub const BUILT_IN: [&'static str; 4] = ["plain", "education-scotland", "eti-ni", "fao"];

    /// The default: made for small groups.
    ///
    /// ```
    /// use throughline_core::wording::Scale;
    /// let scale = Scale::plain();
    /// let counts = |word: &str| scale.word(word).unwrap().counts(9);
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
