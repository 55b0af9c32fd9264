//! The rules at work on small reviews that can be counted by hand, and on a large one.

use super::super::{Balance, Facts, Plan, ThemeFacts, ThemePlan};
use super::drawn::Drawn;
use throughline_core::synthesis::Shown;

/// Themes by id, parent and organisations.
fn facts(base: u32, themes: &[(&str, Option<usize>, u32)]) -> Facts {
    Facts {
        base,
        themes: themes
            .iter()
            .map(|&(id, parent, organisations)| ThemeFacts {
                parent,
                id: id.into(),
                organisations,
                stances: [0, 0, 0, 0, organisations],
                ..ThemeFacts::default()
            })
            .collect(),
        ..Facts::default()
    }
}

fn prevalence(facts: &Facts) -> Vec<Shown> {
    let plan = Plan::of(facts, &[]);
    plan.themes.iter().filter_map(|t| t.prevalence).collect()
}

fn band(low: u32, high: u32) -> Shown {
    Shown::Band { low, high }
}

fn exact(count: u32) -> Shown {
    Shown::Exact { count }
}

#[test]
fn nine_organisations_read_words() {
    // 2 + 2 + 4 is 8 at most, and 9 − 3 + 1 + 3 is 10: the parent is seen through.
    let mut nine = facts(
        9,
        &[
            ("v", None, 5),
            ("a", Some(0), 1),
            ("b", Some(0), 0),
            ("c", Some(0), 4),
        ],
    );
    assert_eq!(
        prevalence(&nine),
        [Shown::NotShown, band(0, 2), band(0, 2), band(3, 4)]
    );
    nine.themes[1].organisations = 8;
    nine.themes[0].organisations = 9;
    assert_eq!(
        prevalence(&nine),
        [band(7, 9), band(7, 9), band(0, 2), band(3, 4)]
    );
    let plan = Plan::of(&nine, &[]);
    assert_eq!(
        (plan.cells, plan.cells_in_words, plan.rows_not_shown),
        (4, 4, 0)
    );
    let at_level: Vec<bool> = plan.themes.iter().map(|t| t.at_level).collect();
    assert_eq!(at_level, [false, true, true, true]);
    assert_eq!(plan.themes[0].balance, None);
    assert_eq!(plan.themes[1].balance, Some(Balance::Divided));
}

#[test]
fn a_child_may_stand_before_its_parent() {
    let turned = facts(9, &[("a", Some(1), 8), ("v", None, 9), ("b", Some(1), 1)]);
    assert_eq!(prevalence(&turned), [band(7, 9), band(7, 9), band(0, 2)]);
}

#[test]
fn forty_organisations_read_figures_in_the_middle() {
    let forty = facts(
        40,
        &[
            ("v", None, 30),
            ("a", Some(0), 28),
            ("b", Some(0), 39),
            ("c", None, 2),
        ],
    );
    // 39 of 40 in a theme of 30 is no review; the reader finds that out, and the tree falls back.
    assert_eq!(prevalence(&forty)[3], band(0, 2));
    let forty = facts(
        40,
        &[
            ("v", None, 30),
            ("a", Some(0), 28),
            ("b", Some(0), 20),
            ("c", None, 2),
        ],
    );
    // 30 − 28 is 2: the child falls back to its band.
    assert_eq!(
        prevalence(&forty),
        [exact(30), band(21, 29), exact(20), band(0, 2)]
    );
}

#[test]
fn bands_that_tell_are_not_shown() {
    // Five of two each beneath ten: "10 to 20" of five times "fewer than 3" is 2 each.
    let mut themes = vec![("v", None, 10)];
    themes.extend(["a", "b", "c", "d", "e"].map(|id| (id, Some(0), 2)));
    let shown = prevalence(&facts(40, &themes));
    assert_eq!(shown[0], Shown::NotShown);
    assert!(shown[1..].iter().all(|&shown| shown == band(0, 2)));
    // With tags of its own the parent need not be made up of them.
    let mut own = facts(40, &themes);
    own.themes[0].own = 1;
    assert_eq!(prevalence(&own)[0], exact(10));
}

#[test]
fn exact_counts_fall_back_in_their_own_tree_only() {
    // 4 is 2 and 2; "3 to 9" is what is left of it, and only of it.
    let shown = prevalence(&facts(
        40,
        &[
            ("a", None, 20),
            ("v", None, 4),
            ("x", Some(1), 2),
            ("y", Some(1), 2),
        ],
    ));
    assert_eq!(shown[0], exact(20));
    // "3 to 9" still tells one who is in both that each is 2.
    assert_eq!(shown[1], Shown::NotShown);
    let shown = prevalence(&facts(
        40,
        &[
            ("v", None, 6),
            ("x", Some(0), 2),
            ("y", Some(0), 2),
            ("z", Some(0), 2),
        ],
    ));
    assert_eq!(shown[0], band(3, 9));
}

#[test]
fn rows_are_whole_or_not_shown() {
    let mut forty = facts(40, &[("v", None, 20), ("w", None, 4)]);
    forty.parts = 2;
    forty.format_bases = vec![24, 12, 4];
    for (theme, parts, formats, stances) in [
        (0, [18, 3], [12, 6, 2], [12, 8, 0, 0, 0]),
        (1, [2, 2], [4, 0, 0], [4, 0, 0, 0, 0]),
    ] {
        forty.themes[theme].parts = parts.into();
        forty.themes[theme].formats = formats.into();
        forty.themes[theme].stances = stances;
    }
    let plan = Plan::of(&forty, &[]);
    // 4 of 40 have no row, and 40 less 24 less 12 is 4: one more goes.
    assert_eq!(plan.format_shown, [true, false, false]);
    let (first, second): (&ThemePlan, &ThemePlan) = (&plan.themes[0], &plan.themes[1]);
    assert_eq!(first.prevalence, Some(exact(20)));
    assert_eq!(first.parts, Some(vec![band(10, 20), band(3, 9)]));
    assert_eq!(
        first.stances,
        Some([band(10, 20), band(3, 9), band(0, 2), band(0, 2), band(0, 2)])
    );
    assert_eq!(
        first.formats,
        Some(vec![band(6, 12), Shown::NotShown, Shown::NotShown])
    );
    // Exactly 4, and in each part fewer than 3: 2 in each.
    assert_eq!(
        (&second.prevalence, &second.parts),
        (&Some(exact(4)), &None)
    );
    // Fewer than 2k − 1 raised it.
    assert_eq!(second.stances, None);
    assert!(plan.rows_not_shown >= 2);
}

#[test]
fn four_hundred_organisations_and_more_than_forty_themes() {
    let facts = Drawn::new(400, 400, 3).facts();
    let mut large = facts.clone();
    for copy in 1..3 {
        for theme in &facts.themes {
            let mut theme = theme.clone();
            theme.parent = theme
                .parent
                .map(|parent| parent + copy * facts.themes.len());
            theme.id = format!("{}-{copy}", theme.id);
            large.themes.push(theme);
        }
    }
    let plan = Plan::of(&large, &[]);
    assert_eq!(plan.themes.len(), 63);
    assert_eq!(
        plan.themes[..21]
            .iter()
            .map(|t| t.prevalence)
            .collect::<Vec<_>>(),
        plan.themes[21..42]
            .iter()
            .map(|t| t.prevalence)
            .collect::<Vec<_>>()
    );
    assert!(plan.cells > 500, "{}", plan.cells);
}
