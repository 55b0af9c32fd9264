//! Agreement statistics against published values, each beside its source.

use throughline_core::agreement::*;

/// A column a coder: digits are categories from 1, `.` is missing.
fn ratings(categories: &[&str], columns: &[&str]) -> Ratings {
    let columns: Vec<Vec<Option<u16>>> = columns
        .iter()
        .map(|column| {
            column
                .split_whitespace()
                .map(|cell| (cell != ".").then(|| cell.parse::<u16>().unwrap() - 1))
                .collect()
        })
        .collect();
    Ratings::of_columns(categories, &columns).unwrap()
}

/// Two coders from a table of counts.
fn of_table(table: &[&[usize]]) -> Ratings {
    let names: Vec<String> = (1..=table.len()).map(|n| n.to_string()).collect();
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for (i, row) in table.iter().enumerate() {
        for (j, &count) in row.iter().enumerate() {
            one.extend(vec![Some(u16::try_from(i).unwrap()); count]);
            two.extend(vec![Some(u16::try_from(j).unwrap()); count]);
        }
    }
    Ratings::of_columns(&names, &[one, two]).unwrap()
}

#[track_caller]
fn near(value: Value, expected: f64, within: f64) {
    let number = value
        .number()
        .unwrap_or_else(|| panic!("{:?}", value.reason()));
    assert!(
        (number - expected).abs() <= within,
        "{number} for {expected}"
    );
}

fn krippendorff_2011() -> Ratings {
    ratings(
        &["1", "2", "3", "4", "5"],
        &[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ],
    )
}

/// Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section D.
#[test]
fn alpha_of_four_coders_and_missing_values() {
    let data = krippendorff_2011();
    assert_eq!(data.pairable_units(), 11);
    for (metric, expected) in [
        (Metric::Nominal, 0.743_421),
        (Metric::Ordinal, 0.815_388),
        (Metric::Interval, 0.849_107),
        (Metric::Ratio, 0.797_403),
    ] {
        near(krippendorff_alpha(&data, metric), expected, 5e-7);
    }
    // Exact: 113 / 152.
    near(
        krippendorff_alpha(&data, Metric::Nominal),
        113.0 / 152.0,
        1e-9,
    );
}

/// Gwet's own figures for the same data (irrCAC, `raw4raters`): AC1 0.77544, percent 0.81818.
#[test]
fn ac1_of_four_coders() {
    let data = krippendorff_2011();
    near(gwet_ac1(&data), 0.775_44, 5e-6);
    near(percent(&data), 0.818_181_818_181, 1e-9);
    let error = gwet_ac1(&data).standard_error().unwrap();
    assert!((error - 0.142_95).abs() < 5e-5, "{error}");
    assert_eq!(fleiss_kappa(&data).reason(), Some(Reason::Incomplete));
    assert_eq!(
        cohen_kappa(&data, &Weights::Identity).reason(),
        Some(Reason::NotTwoCoders)
    );
}

/// Cohen's kappa with its standard error after Fleiss, Cohen and Everitt 1969; AC1 of the same table.
#[test]
fn kappa_with_its_standard_error() {
    let data = of_table(&[&[13, 0, 0], &[0, 20, 7], &[0, 4, 56]]);
    let kappa = cohen_kappa(&data, &Weights::Identity);
    near(kappa, 0.796_409_4, 5e-8);
    let error = kappa.standard_error().unwrap();
    assert!((error - 0.058_910_72).abs() < 5e-9, "{error}");
    near(gwet_ac1(&data), 0.849_330_5, 5e-8);
}

/// SAS/STAT, PROC FREQ: kappa .4842, ASE .1380, 95% limits .2137 and .7547; linear weights .4701.
#[test]
fn kappa_of_the_sas_example() {
    let data = of_table(&[&[0, 4, 1], &[0, 8, 0], &[0, 1, 5]]);
    let kappa = cohen_kappa(&data, &Weights::Identity);
    near(kappa, 0.4842, 5e-5);
    let error = kappa.standard_error().unwrap();
    assert!((error - 0.1380).abs() < 5e-5);
    let value = kappa.number().unwrap();
    assert!((value - 1.959_963_985 * error - 0.2137).abs() < 5e-5);
    assert!((value + 1.959_963_985 * error - 0.7547).abs() < 5e-5);
    near(cohen_kappa(&data, &Weights::linear()), 0.4701, 5e-5);
}

/// A rare theme: coders agree on 118 of 125 notes, and kappa says less than nothing.
#[test]
fn the_paradox_of_a_rare_theme() {
    let data = of_table(&[&[118, 5], &[2, 0]]);
    near(cohen_kappa(&data, &Weights::Identity), -0.023_392, 5e-7);
    near(gwet_ac1(&data), 0.940_776, 5e-7);
    let table = Fourfold::of(&data).unwrap();
    assert_eq!(
        table,
        Fourfold {
            both: 0,
            first: 2,
            second: 5,
            neither: 118
        }
    );
    near(positive_agreement(table), 0.0, 0.0);
    near(negative_agreement(table), 236.0 / 243.0, 1e-12);
    near(prevalence_index(table), -118.0 / 125.0, 1e-12);
    near(bias_index(table), -3.0 / 125.0, 1e-12);
    near(pabak(table), 2.0 * 118.0 / 125.0 - 1.0, 1e-12);
}

/// Fleiss 1971, 30 patients by 6 psychiatrists into 5 categories: kappa .430.
#[test]
fn fleiss_1971() {
    let patients: [[usize; 5]; 30] = [
        [0, 0, 0, 6, 0],
        [0, 3, 0, 0, 3],
        [0, 1, 4, 0, 1],
        [0, 0, 0, 0, 6],
        [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2],
        [2, 0, 3, 1, 0],
        [2, 0, 0, 4, 0],
        [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0],
        [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0],
        [1, 0, 0, 5, 0],
        [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1],
        [3, 0, 0, 1, 2],
        [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0],
        [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6],
        [0, 1, 0, 5, 0],
        [0, 2, 0, 1, 3],
        [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0],
        [4, 0, 0, 0, 2],
        [0, 2, 0, 4, 0],
        [1, 0, 5, 0, 0],
        [0, 0, 0, 0, 6],
    ];
    let mut columns = vec![Vec::new(); 6];
    for patient in patients {
        let mut given = patient
            .iter()
            .enumerate()
            .flat_map(|(k, &n)| vec![Some(u16::try_from(k).unwrap()); n]);
        for column in &mut columns {
            column.push(given.next().unwrap());
        }
    }
    let data = Ratings::of_columns(&["1", "2", "3", "4", "5"], &columns).unwrap();
    near(fleiss_kappa(&data), 0.430, 5e-4);
}

#[test]
fn with_two_coders_kappas_of_several_are_those_of_two() {
    let data = of_table(&[&[13, 0, 0], &[1, 20, 7], &[0, 4, 56]]);
    let cohen = cohen_kappa(&data, &Weights::Identity).number().unwrap();
    near(conger_kappa(&data), cohen, 1e-12);
    near(light_kappa(&data), cohen, 1e-12);
    near(
        fleiss_kappa(&data),
        scott_pi(&data).number().unwrap(),
        1e-12,
    );
}

#[test]
fn weights_depend_on_the_scores_that_are_given() {
    let data = of_table(&[&[5, 2, 1], &[1, 6, 2], &[0, 2, 6]]);
    let linear = cohen_kappa(&data, &Weights::linear()).number().unwrap();
    let quadratic = cohen_kappa(&data, &Weights::quadratic()).number().unwrap();
    let scored = Weights::Linear(Scores::Given(vec![1.0, 2.0, 10.0]));
    assert!(quadratic > linear);
    assert!((cohen_kappa(&data, &scored).number().unwrap() - linear).abs() > 1e-3);
}

#[test]
fn undefined_says_why() {
    let same = ratings(&["1", "2"], &["1 1 1", "1 1 1"]);
    assert_eq!(
        krippendorff_alpha(&same, Metric::Nominal).reason(),
        Some(Reason::OneCategory)
    );
    assert_eq!(
        cohen_kappa(&same, &Weights::Identity).reason(),
        Some(Reason::OneCategory)
    );
    assert_eq!(fleiss_kappa(&same).reason(), Some(Reason::OneCategory));
    near(percent(&same), 1.0, 0.0);
    let apart = ratings(&["1", "2"], &["1 . 1", ". 2 ."]);
    for value in [
        percent(&apart),
        krippendorff_alpha(&apart, Metric::Nominal),
        cohen_kappa(&apart, &Weights::Identity),
        gwet_ac1(&apart),
    ] {
        assert_eq!(value.reason(), Some(Reason::NoPairableUnit));
    }
    let words = ratings(&["low", "high"], &["1 2", "1 1"]);
    assert_eq!(
        krippendorff_alpha(&words, Metric::Interval).reason(),
        Some(Reason::NotNumbers)
    );
    let table = Fourfold {
        neither: 9,
        ..Fourfold::default()
    };
    assert_eq!(
        positive_agreement(table).reason(),
        Some(Reason::NoSuchCases)
    );
    assert_eq!(
        serde_json::to_string(&positive_agreement(table)).unwrap(),
        r#"{"undefined":"there are no such cases"}"#
    );
}

/// Alpha of sets is nominal alpha where every set holds one theme or none.
#[test]
fn alpha_of_single_sets_is_nominal() {
    let columns = ["1 2 3 3 2 1", "1 2 3 3 1 1", "1 3 3 3 1 2"];
    let data = ratings(&["1", "2", "3"], &columns);
    let cells: Vec<Vec<u32>> = columns
        .iter()
        .map(|c| c.split(' ').map(|n| n.parse().unwrap()).collect())
        .collect();
    let mut sets = SetRatings::default();
    for unit in 0..6 {
        let of_unit: Vec<[u32; 1]> = cells.iter().map(|coder| [coder[unit]]).collect();
        sets.push(of_unit.iter().map(<[u32; 1]>::as_slice));
    }
    let nominal = krippendorff_alpha(&data, Metric::Nominal).number().unwrap();
    near(set_alpha(&sets, SetDistance::Masi), nominal, 1e-12);
    near(set_alpha(&sets, SetDistance::Jaccard), nominal, 1e-12);
}

/// Counted by hand: two coders, three notes; {1}, {1,2} | {1}, {1} | {2}, {2}. MASI distance of the
/// first pair 2/3, so `D_o` = 2 · 2/3 / 6; over all 30 ordered pairs `D_e` holds {1}–{1,2} 3 times 2/3,
/// {1}–{2} 6 times 1, {1,2}–{2} twice 2/3, each twice.
#[test]
fn alpha_of_sets_by_hand() {
    let mut sets = SetRatings::default();
    for [a, b] in [[&[1][..], &[1, 2][..]], [&[1], &[1]], [&[2], &[2]]] {
        sets.push([a, b]);
    }
    let expected = (3.0 * 2.0 / 3.0 + 6.0 + 2.0 * 2.0 / 3.0) * 2.0 / 30.0;
    let observed = 2.0 * (2.0 / 3.0) / 6.0;
    near(
        set_alpha(&sets, SetDistance::Masi),
        1.0 - observed / expected,
        1e-12,
    );
}

#[test]
fn a_bootstrap_is_the_same_with_one_seed_and_holds_the_statistic() {
    let data = of_table(&[&[60, 10], &[8, 40]]);
    let alpha = |times: &[u32]| {
        let mut taken = data.clone();
        taken.take(times);
        krippendorff_alpha(&taken, Metric::Nominal)
    };
    let how = Bootstrap {
        draws: 500,
        seed: 7,
    };
    let interval = bootstrap(data.units(), None, how, alpha).unwrap();
    assert_eq!(Some(interval), bootstrap(data.units(), None, how, alpha));
    let value = krippendorff_alpha(&data, Metric::Nominal).number().unwrap();
    assert!(interval.low < value && value < interval.high);
    assert!(interval.low > 0.4 && interval.high < 0.95);
    // Units that stand in few clusters say less than as many that stand alone.
    let clusters: Vec<u32> = (0..data.units())
        .map(|unit| u32::try_from(unit / 20).unwrap())
        .collect();
    let wide = bootstrap(data.units(), Some(&clusters), how, alpha).unwrap();
    assert!(wide.high - wide.low > interval.high - interval.low);
    // No disagreement, no interval.
    let same = of_table(&[&[5, 0], &[0, 5]]);
    let alpha = |times: &[u32]| {
        let mut taken = same.clone();
        taken.take(times);
        krippendorff_alpha(&taken, Metric::Nominal)
    };
    assert_eq!(bootstrap(10, None, how, alpha), None);
}

#[test]
fn a_summary_says_why_a_statistic_does_not_apply() {
    let summary = serde_json::to_value(Summary::of(&krippendorff_2011(), Metric::Ordinal)).unwrap();
    assert_eq!(
        (&summary["units"], &summary["coders"]),
        (&11.into(), &4.into())
    );
    assert!((summary["krippendorff_alpha"].as_f64().unwrap() - 0.815_388).abs() < 5e-7);
    assert_eq!(
        summary["cohen_kappa"]["undefined"],
        "it is a statistic of two coders"
    );
    assert_eq!(
        summary["fleiss_kappa"]["undefined"],
        "not every unit was rated by every coder"
    );
    let words = ratings(&["high", "low"], &["1 2", "1 1"]);
    let ordinal = Summary::of(&words, Metric::Ordinal).krippendorff_alpha;
    assert_eq!(ordinal.reason(), Some(Reason::NotNumbers));
}

/// Units that stand several times give what the units themselves give, in every statistic.
#[test]
fn units_held_once_and_taken_often_are_the_same_ratings() {
    let patterns = [
        [Some(0), Some(0), Some(0)],
        [Some(0), Some(1), Some(0)],
        [Some(1), Some(1), Some(1)],
        [Some(1), None, Some(0)],
        [None, Some(1), None],
        [Some(0), Some(0), Some(1)],
    ];
    for times in [[5, 1, 3, 0, 0, 2], [4, 2, 0, 3, 5, 1]] {
        let column = |coder: usize, often: bool| -> Vec<Option<u16>> {
            let taken = |at: usize| if often { times[at] as usize } else { 1 };
            let repeated = |(at, row): (usize, &[Option<u16>; 3])| vec![row[coder]; taken(at)];
            patterns.iter().enumerate().flat_map(repeated).collect()
        };
        let of = |often| {
            let columns: Vec<_> = (0..3).map(|coder| column(coder, often)).collect();
            Ratings::of_columns(&["no", "yes"], &columns).unwrap()
        };
        let (long, mut short) = (of(true), of(false));
        short.take(&times);
        assert_eq!(short.units(), long.units());
        assert_eq!(short.pairable_units(), long.pairable_units());
        assert_eq!(short.complete(), long.complete());
        let same = |a: Value, b: Value| match (a.number(), b.number()) {
            (Some(a), Some(b)) => assert!((a - b).abs() < 1e-12, "{a} {b}"),
            _ => assert_eq!(a.reason(), b.reason()),
        };
        let error = |v: Value| {
            Value::Defined(Estimate {
                value: v.standard_error().unwrap(),
                standard_error: None,
            })
        };
        for statistic in [percent, gwet_ac1, fleiss_kappa, conger_kappa, light_kappa] {
            same(statistic(&short), statistic(&long));
        }
        same(error(gwet_ac1(&short)), error(gwet_ac1(&long)));
        same(
            krippendorff_alpha(&short, Metric::Nominal),
            krippendorff_alpha(&long, Metric::Nominal),
        );
        let (short, long) = (short.pair(0, 1).unwrap(), long.pair(0, 1).unwrap());
        let kappa = |ratings| cohen_kappa(ratings, &Weights::Identity);
        same(kappa(&short), kappa(&long));
        same(error(kappa(&short)), error(kappa(&long)));
        same(scott_pi(&short), scott_pi(&long));
        assert_eq!(Fourfold::of(&short), Fourfold::of(&long));
    }
}
