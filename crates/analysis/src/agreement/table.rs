//! Agreement as rows of `agreement.csv`.

use super::words::places;
use throughline_core::agreement::review::{Figure, ReviewAgreement, Statistics};
use throughline_core::synthesis::{AgreementCell, AgreementCells, AgreementTableRow};

/// What the first column of coders holds in the row of all.
const ALL: &str = "all coders";

/// The rows of `agreement.csv`, theme by theme: each pair, then all coders where there are more than
/// two.
#[must_use]
pub fn table(found: &ReviewAgreement) -> Vec<AgreementTableRow> {
    let mut rows = Vec::new();
    for theme in &found.themes {
        rows.extend(theme.rows.iter().map(|row| {
            AgreementTableRow {
                theme: theme.theme.clone(),
                coder_a: row.coder_a.as_ref().map_or(ALL.into(), ToString::to_string),
                coder_b: row
                    .coder_b
                    .as_ref()
                    .map_or(String::new(), ToString::to_string),
                units: row.units,
                own: cells(&row.own),
                rolled: cells(&row.rolled),
            }
        }));
    }
    rows
}

fn cells(of: &Statistics) -> AgreementCells {
    let main = [
        &of.percent,
        &of.cohen_kappa,
        &of.krippendorff_alpha,
        &of.gwet_ac1,
    ];
    let more = [
        &of.scott_pi,
        &of.fleiss_kappa,
        &of.conger_kappa,
        &of.light_kappa,
        &of.pabak,
        &of.positive_agreement,
        &of.negative_agreement,
        &of.prevalence_index,
        &of.bias_index,
    ];
    AgreementCells {
        given: of.given,
        main: main.map(cell),
        more: more.map(|figure| figure.value.map(four)),
        undefined: undefined(of),
        paradox: of.paradox,
    }
}

fn cell(figure: &Figure) -> AgreementCell {
    AgreementCell {
        value: figure.value.map(four),
        low: figure.interval.map(|i| four(i.low)),
        high: figure.interval.map(|i| four(i.high)),
    }
}

fn four(number: f64) -> String {
    places(number, 4)
}

/// `never used` where that holds for all, else `cohen_kappa: it is a statistic of two coders`; in
/// the order of the statistics.
fn undefined(of: &Statistics) -> String {
    let all = of.all();
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, figure) in &all {
        let Some(reason) = figure.undefined.as_deref() else {
            continue;
        };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(name),
            None => reasons.push((reason, vec![name])),
        }
    }
    match reasons.as_slice() {
        [(reason, names)] if names.len() == all.len() => (*reason).to_owned(),
        reasons => reasons
            .iter()
            .map(|(reason, names)| format!("{}: {reason}", names.join(", ")))
            .collect::<Vec<_>>()
            .join("; "),
    }
}
