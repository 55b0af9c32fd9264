//! `agreement.csv`.

use super::{Table, number, rows, word};
use throughline_core::synthesis::{AgreementCells, AgreementTableRow};

/// Statistics with an interval, in the order of [`AgreementCells::main`].
const AGREEMENT_MAIN: [[&str; 3]; 4] = [
    ["percent", "percent_low", "percent_high"],
    ["cohen_kappa", "cohen_kappa_low", "cohen_kappa_high"],
    [
        "krippendorff_alpha",
        "krippendorff_alpha_low",
        "krippendorff_alpha_high",
    ],
    ["gwet_ac1", "gwet_ac1_low", "gwet_ac1_high"],
];
/// In the order of [`AgreementCells::more`].
const AGREEMENT_MORE: [&str; 9] = [
    "scott_pi",
    "fleiss_kappa",
    "conger_kappa",
    "light_kappa",
    "pabak",
    "positive_agreement",
    "negative_agreement",
    "prevalence_index",
    "bias_index",
];
const AGREEMENT_ROLLED: [[&str; 3]; 4] = [
    [
        "percent_rolled",
        "percent_rolled_low",
        "percent_rolled_high",
    ],
    [
        "cohen_kappa_rolled",
        "cohen_kappa_rolled_low",
        "cohen_kappa_rolled_high",
    ],
    [
        "krippendorff_alpha_rolled",
        "krippendorff_alpha_rolled_low",
        "krippendorff_alpha_rolled_high",
    ],
    [
        "gwet_ac1_rolled",
        "gwet_ac1_rolled_low",
        "gwet_ac1_rolled_high",
    ],
];

/// How far coders agree, theme by theme: own tags, then with descendants. A statistic that is
/// undefined is blank, and its reason stands in the column `undefined`.
#[must_use]
pub fn agreement(of: &[AgreementTableRow]) -> Table {
    let numbers = |names: &[[&'static str; 3]; 4]| names.as_flattened().to_vec();
    let mut columns = vec![
        word("theme"),
        word("coder_a"),
        word("coder_b"),
        number("units"),
    ];
    columns.extend(numbers(&AGREEMENT_MAIN).into_iter().map(number));
    columns.extend(AGREEMENT_MORE.map(number));
    columns.extend([number("given"), word("undefined"), word("paradox")]);
    columns.extend(numbers(&AGREEMENT_ROLLED).into_iter().map(number));
    columns.extend([
        number("given_rolled"),
        word("undefined_rolled"),
        word("paradox_rolled"),
    ]);
    let main = |cells: &AgreementCells| -> Vec<String> {
        let cells = cells.main.iter();
        cells
            .flat_map(|cell| [&cell.value, &cell.low, &cell.high])
            .map(|number| number.clone().unwrap_or_default())
            .collect()
    };
    let last = |cells: &AgreementCells| {
        let paradox = if cells.paradox { "yes" } else { "no" };
        [
            cells.given.to_string(),
            cells.undefined.clone(),
            paradox.to_owned(),
        ]
    };
    let rows = rows(of, |row| {
        let mut cells = vec![
            row.theme.to_string(),
            row.coder_a.clone(),
            row.coder_b.clone(),
            row.units.to_string(),
        ];
        cells.extend(main(&row.own));
        cells.extend(row.own.more.iter().map(|n| n.clone().unwrap_or_default()));
        cells.extend(last(&row.own));
        cells.extend(main(&row.rolled));
        cells.extend(last(&row.rolled));
        cells
    });
    Table {
        name: "agreement",
        columns,
        rows,
    }
}
