//! Small reviews worked by hand.

mod differing;

use super::{AgreementError, Options, agreement};
use crate::reviews::Draft;
use throughline_core::agreement::review::{Figure, How, ReviewAgreement, Statistics, ThemeRow};
use throughline_core::agreement::{Bootstrap, SetDistance};
use throughline_core::coders::{CoderTags, Excerpt, Given, NOTES_CODER, Policy, Tagging};
use throughline_core::review::Review;
use throughline_core::stance::{Stance, StanceSet};

const THEMES: &str = "value value/cost value/time other";
/// On each of ten notes: `-` read and nothing given, `.` not read.
const ANA: &str = "cost cost cost cost time - - - - -";
const BEN: &str = "cost cost cost time cost - - - - -";
const CAT: &str = "cost - . . . . . . . .";
const FINAL: &str = "cost cost cost cost - - - - - -";

/// A review of ten notes, three at a first engagement, five at a second, two at none. A coder called
/// `notes` is that of the themes column.
fn review(coders: &[(&str, &str)], policy: Policy) -> Review {
    let mut draft = Draft::new(THEMES)
        .engagement("one", "workshop", "2026-03-01", "A")
        .engagement("two", "workshop", "2026-03-02", "A");
    for at in 0..10 {
        let engagement =
            ["one", "two", ""][[0, 3, 8].iter().filter(|from| at >= **from).count() - 1];
        let column = coders.iter().find(|(name, _)| *name == "notes");
        let cell = column.map_or("", |(_, cells)| cells.split(' ').nth(at).unwrap());
        draft = draft.note(engagement, "A", cell.trim_matches(['-', '.']));
    }
    let mut review = draft.review();
    let files: Vec<_> = coders.iter().filter(|(name, _)| *name != "notes").collect();
    let mut tags = CoderTags {
        coders: files
            .iter()
            .map(|(name, _)| name.parse().unwrap())
            .collect(),
        policy,
        notes_coder: files.len() < coders.len(),
        ..CoderTags::default()
    };
    for note in 0..10u32 {
        let mut given = Vec::new();
        for (coder, (_, cells)) in (0u16..).zip(&files) {
            let theme = match cells.split(' ').nth(note as usize).unwrap() {
                "." => continue,
                cell => review.codebook.code(cell),
            };
            let stances = StanceSet::default();
            given.push(Given {
                coder,
                theme: None,
                stances,
            });
            given.extend(theme.map(|theme| Given {
                coder,
                theme: Some(theme),
                stances,
            }));
        }
        if !given.is_empty() {
            let own = review.notes.tags.get(note as usize).iter();
            given.extend(own.map(|tag| Given {
                coder: NOTES_CODER,
                theme: Some(tag.theme),
                stances: StanceSet::default(),
            }));
            tags.notes.push(note);
            tags.given.push(given);
        }
    }
    review.coder_tags = Some(tags);
    review
}

fn of(coders: &[(&str, &str)]) -> ReviewAgreement {
    agreement(&review(coders, Policy::Any), &few_draws()).unwrap()
}

fn few_draws() -> Options {
    Options {
        bootstrap: Bootstrap {
            draws: 200,
            seed: 5,
        },
        ..Options::default()
    }
}

/// The row of a theme and a pair, `""` for all.
fn row<'a>(found: &'a ReviewAgreement, theme: &str, a: &str, b: &str) -> &'a ThemeRow {
    let theme = found
        .themes
        .iter()
        .find(|t| t.theme.as_str() == theme)
        .unwrap();
    let name = |coder: &Option<throughline_core::ids::CoderId>| {
        coder.as_ref().map_or(String::new(), ToString::to_string)
    };
    let mut rows = theme.rows.iter();
    rows.find(|row| name(&row.coder_a) == a && name(&row.coder_b) == b)
        .unwrap()
}

/// `undefined: …`, or six decimals.
fn shown(figure: &Figure) -> String {
    match (figure.value, &figure.undefined) {
        (Some(value), None) => format!("{value:.6}"),
        (None, Some(reason)) => format!("undefined: {reason}"),
        both => panic!("{both:?}"),
    }
}

#[track_caller]
fn is(statistics: &Statistics, name: &str, expected: &str) {
    let all = statistics.all();
    let (_, figure) = all.iter().find(|(n, _)| *n == name).unwrap();
    assert_eq!(shown(figure), expected, "{name}");
    assert!(!figure.says.is_empty(), "{name} has no words");
}

/// Of ten notes both gave three the theme, each one more, and five neither: a, b, c, d = 3, 1, 1, 5.
#[test]
fn ten_notes_by_two_coders() {
    let found = of(&[("ana", ANA), ("ben", BEN)]);
    let cost = row(&found, "cost", "ana", "ben");
    assert_eq!((cost.units, cost.own.given), (10, 8));
    for (name, expected) in [
        ("percent", "0.800000"),
        // (0.8 − 0.52) / 0.48
        ("cohen_kappa", "0.583333"),
        // 1 − 19 · 4 / (2 · 8 · 12)
        ("krippendorff_alpha", "0.604167"),
        // (0.8 − 0.48) / 0.52
        ("gwet_ac1", "0.615385"),
        ("scott_pi", "0.583333"),
        ("fleiss_kappa", "0.583333"),
        ("conger_kappa", "0.583333"),
        ("light_kappa", "0.583333"),
        ("pabak", "0.600000"),
        ("positive_agreement", "0.750000"),
        ("negative_agreement", "0.833333"),
        ("prevalence_index", "-0.200000"),
        ("bias_index", "0.000000"),
    ] {
        is(&cost.own, name, expected);
    }
    assert!(cost.own.cohen_kappa.standard_error.is_some());
    assert!(!cost.own.paradox);
    assert_eq!(cost.own, cost.rolled);
    assert!(cost.own.krippendorff_alpha.says.contains(".667"));
    // With two coders the row of both is that of all.
    assert_eq!(found.themes[0].rows.len(), 1);
    assert_eq!(found.read_by_two, 10);
}

/// What one calls cost the other calls time; both are value.
#[test]
fn rolled_up_they_agree() {
    let found = of(&[("ana", ANA), ("ben", BEN)]);
    let value = row(&found, "value", "ana", "ben");
    for (name, _) in value.own.all() {
        is(&value.own, name, "undefined: never used");
    }
    for name in ["percent", "cohen_kappa", "krippendorff_alpha", "gwet_ac1"] {
        is(&value.rolled, name, "1.000000");
    }
    let alpha = &value.rolled.krippendorff_alpha;
    assert_eq!(alpha.interval, None);
    assert!(
        alpha
            .no_interval
            .as_ref()
            .unwrap()
            .contains("no disagreement")
    );
    for theme in ["other", "value"] {
        assert_eq!(
            row(&found, theme, "ana", "ben").own.says,
            "Undefined: never used."
        );
    }
}

/// Sets: alike on eight notes, `cost` against `time` on two; of 20 decisions 8, 2 and 10 empty.
#[test]
fn all_themes_together() {
    let coders = [("ana", ANA), ("ben", BEN)];
    let masi = of(&coders);
    let both = &masi.overall.rows[0];
    // 1 − 19 · 4 / 232
    assert_eq!(shown(&both.own), "0.672414");
    // `value cost` against `value time`: 1 − 1/3 · 1/3 = 8/9.
    assert_eq!(shown(&both.rolled), "0.704280");
    assert_eq!((masi.overall.distance.as_str(), both.units), ("masi", 10));
    let jaccard = Options {
        distance: SetDistance::Jaccard,
        ..few_draws()
    };
    let jaccard = agreement(&review(&coders, Policy::Any), &jaccard).unwrap();
    // 1 − 19 · (2 · 2 · 2/3) / (2 · (8 · 2 · 2/3 + 8 · 10 + 2 · 10))
    assert_eq!(shown(&jaccard.overall.rows[0].rolled), "0.771084");
    assert_eq!(shown(&jaccard.overall.rows[0].own), "0.672414");
}

/// Each gave it once and never together: eight of ten alike, and less agreement than by chance.
#[test]
fn the_paradox_is_said() {
    let found = of(&[("ana", ANA), ("ben", BEN)]);
    let time = &row(&found, "time", "ana", "ben").own;
    is(time, "percent", "0.800000");
    is(time, "cohen_kappa", "-0.111111");
    is(time, "prevalence_index", "-0.800000");
    assert!(time.paradox);
    assert!(time.says.contains("rare-theme paradox"), "{}", time.says);
    assert!(
        time.says.contains("its standard error is falsely narrow"),
        "{}",
        time.says
    );
    assert!(time.cohen_kappa.says.contains("falsely narrow"));
}

/// The third coder read two notes only, and gave the theme to one of them.
#[test]
fn a_note_that_was_not_read_is_missing() {
    let found = of(&[("ana", ANA), ("ben", BEN), ("cat", CAT)]);
    let all = row(&found, "cost", "", "");
    assert_eq!(all.units, 10);
    // (1 + 1/3 + 1 + 0 + 0 + 5) / 10
    is(&all.own, "percent", "0.733333");
    // 1 − 21 · 6 / (2 · 9 · 13)
    is(&all.own, "krippendorff_alpha", "0.461538");
    is(
        &all.own,
        "cohen_kappa",
        "undefined: it is a statistic of two coders",
    );
    // Over the two notes that all read, yes 5 of 6 times: (2/3 − 26/36) / (1 − 26/36).
    is(&all.own, "fleiss_kappa", "-0.200000");
    let pair = row(&found, "cost", "ana", "cat");
    assert_eq!(pair.units, 2);
    is(&pair.own, "percent", "0.500000");
    let read: Vec<u32> = found.coders.iter().map(|c| c.read).collect();
    assert_eq!(read, [10, 10, 2]);
    let both: Vec<u32> = found.pairs.iter().map(|p| p.both).collect();
    assert_eq!(both, [10, 2, 2]);
}

/// AC1 takes the shares of yes over every note that one of the two read.
#[test]
fn ac1_counts_notes_that_one_alone_read() {
    let found = of(&[("ana", ANA), ("cat", CAT)]);
    let cost = &row(&found, "cost", "ana", "cat").own;
    // p_a = 1/2; yes on (1 + 1/2 + 1 + 1) of 10 notes: p_e = 2 · 0.35 · 0.65 = 0.455.
    is(cost, "gwet_ac1", "0.082569");
    // Alpha is over the two that both read: 1 − 3 · 2 / (2 · 3 · 1).
    is(cost, "krippendorff_alpha", "0.000000");
}

/// In the themes column a blank cell was not read, and a note that no file names counts too.
#[test]
fn the_themes_column_is_a_coder() {
    let notes = "cost cost . . . time . . . cost";
    let found = of(&[("cat", CAT), ("notes", notes)]);
    let names: Vec<&str> = found.coders.iter().map(|c| c.coder.as_str()).collect();
    let read: Vec<u32> = found.coders.iter().map(|c| c.read).collect();
    assert_eq!((names, read), (vec!["cat", "notes"], vec![2, 4]));
    let cost = row(&found, "cost", "cat", "notes");
    assert_eq!(cost.units, 2);
    is(&cost.own, "percent", "0.500000");
}

#[test]
fn no_note_read_by_both_is_undefined() {
    let one = "cost cost cost . . . . . . .";
    let other = ". . . cost - - - - - -";
    let found = of(&[("ana", one), ("ben", other)]);
    let cost = row(&found, "cost", "ana", "ben");
    assert_eq!((cost.units, found.read_by_two), (0, 0));
    for (name, _) in cost.own.all() {
        is(
            &cost.own,
            name,
            "undefined: no unit was rated by two coders",
        );
    }
    assert_eq!(
        shown(&found.overall.rows[0].own),
        "undefined: no unit was rated by two coders"
    );
}

#[test]
fn given_to_every_note_by_both() {
    let every = "cost cost cost cost cost cost cost cost cost cost";
    let found = of(&[("ana", every), ("ben", every)]);
    let cost = &row(&found, "cost", "ana", "ben").own;
    is(cost, "percent", "1.000000");
    let one = "undefined: only one category was used, so no disagreement could be expected";
    is(cost, "cohen_kappa", one);
    is(cost, "krippendorff_alpha", one);
    is(cost, "gwet_ac1", "1.000000");
    assert!(cost.says.starts_with("Everybody gave it"), "{}", cost.says);
}

#[test]
fn intervals_are_seeded_and_draw_engagements() {
    let coders = [("ana", ANA), ("ben", BEN)];
    let (once, again) = (of(&coders), of(&coders));
    assert_eq!(once, again);
    // Two engagements, and two notes of none.
    assert_eq!(once.resampling.groups, 4);
    assert!(once.resampling.says.contains("rough"));
    let alpha = &row(&once, "cost", "ana", "ben").own.krippendorff_alpha;
    let interval = alpha.interval.unwrap();
    assert!(
        interval.low <= 0.604 && interval.high >= 0.604,
        "{interval:?}"
    );
}

/// All notes of one engagement: there is nothing to draw, and it is said.
#[test]
fn one_engagement_has_no_interval() {
    let one = "cost cost - . . . . . . .";
    let other = "cost - - . . . . . . .";
    let found = of(&[("ana", one), ("ben", other)]);
    let alpha = &row(&found, "cost", "ana", "ben").own.krippendorff_alpha;
    assert!(alpha.value.is_some() && alpha.interval.is_none());
    assert!(
        alpha
            .no_interval
            .as_ref()
            .unwrap()
            .contains("one engagement")
    );
}

#[test]
fn fewer_than_two_coders_cannot_be_compared() {
    let bare = Draft::new(THEMES).note("", "A", "cost").review();
    let error = agreement(&bare, &few_draws()).unwrap_err();
    assert_eq!(error, AgreementError::TooFewCoders(Vec::new()));
    let one = review(&[("ana", ANA)], Policy::Any);
    let error = agreement(&one, &few_draws()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`ana` is the only coder, and agreement is between two"
    );
    let options = Options {
        against: Some("bob".parse().unwrap()),
        ..few_draws()
    };
    let error = agreement(
        &review(&[("ana", ANA), ("ben", BEN)], Policy::Any),
        &options,
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "there is no coder `bob`; there are `ana` and `ben`"
    );
}
