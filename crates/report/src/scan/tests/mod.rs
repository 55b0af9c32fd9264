//! Planted leaks, each caught with its place, and clean reports that pass.

mod numbers;
mod words;

#[path = "../../../tests/support/mod.rs"]
mod support;

use super::{Leak, Rule};
use crate::pdf::Template;
use crate::{Format, Report, ReportError};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::notes::Strings;
use throughline_core::problem::Problems;
use throughline_core::publication::{Exempt, Publication, Secret, SecretIds, SecretKind, Withheld};
use throughline_core::synthesis::Synthesis;

/// The report of the first review, as it is committed.
fn ogp() -> Synthesis {
    Synthesis::from_json(include_str!(
        "../../../../../reports/ogp-2023/synthesis.json"
    ))
    .unwrap()
}

fn secret(written: &str, kind: SecretKind) -> Secret {
    Secret {
        written: written.into(),
        what: format!("secret {}", written.chars().count()),
        kind,
    }
}

/// Published with its contributors, its publisher and an invented person withheld.
fn published(synthesis: Synthesis) -> Publication<'static> {
    let mut secrets: Vec<Secret> = synthesis
        .engaged
        .contributors
        .iter()
        .map(|name| secret(name, SecretKind::Name))
        .collect();
    secrets.push(secret("Tui Karaka", SecretKind::Person));
    secrets.extend(
        synthesis
            .document
            .publisher
            .iter()
            .map(|name| secret(name, SecretKind::Name)),
    );
    let mut ids = Strings::default();
    ids.push("XW-0042");
    Publication {
        synthesis,
        warnings: Problems::default(),
        withheld: Withheld {
            secrets,
            ids: vec![SecretIds {
                ids: Cow::Owned(ids),
                printed: BTreeSet::new(),
                what: "secret 7",
            }],
            exempt: vec![Exempt::Contributors, Exempt::Publisher],
            register: None,
        },
    }
}

/// What the report of a publication leaks, by file and place; nothing is left of it then.
fn leaks(publication: &Publication, formats: &[Format]) -> Vec<Leak> {
    leaks_with(publication, formats, Template::BuiltIn)
}

fn leaks_with(publication: &Publication, formats: &[Format], template: Template) -> Vec<Leak> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("report");
    let made = Report::new(publication)
        .formats(formats)
        .template(template)
        .write_to(&target);
    match made {
        Ok(_) => Vec::new(),
        Err(ReportError::Leak(leaks)) => {
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
            assert!(!leaks.is_empty());
            leaks
        }
        Err(error) => panic!("{error}"),
    }
}

/// The places of one file's leaks of a rule.
fn places<'l>(leaks: &'l [Leak], file: &str, rule: Rule) -> Vec<&'l str> {
    leaks
        .iter()
        .filter(|leak| leak.file == file && leak.rule == rule)
        .map(|leak| leak.place.as_str())
        .collect()
}

/// A template of one file.
fn template(main: &str) -> Template {
    Template::Files(BTreeMap::from([("report.typ".into(), main.into())]))
}
