//! Engagements and organisations: which the review has, and rows for those it has not.

use super::Landed;
use super::existing::Existing;
use crate::incoming::{Incoming, IncomingEngagement};
use crate::slug::{Taken, slug};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::dates::DateRange;
use throughline_core::ids::EngagementId;
use throughline_core::names::{name_key, shown_name};
use throughline_folder::rows::{self, ENGAGEMENTS, EngagementRow, ORGANISATIONS, OrganisationRow};

/// The format of an engagement that comes without one.
const FORMAT: &str = "document";

/// Where engagements landed.
#[derive(Default)]
pub(super) struct Engagements {
    /// Rows that are new.
    pub rows: Vec<EngagementRow>,
    /// Rows of organisations that are new.
    pub organisations: Vec<OrganisationRow>,
    /// The engagement in the review of each id on its way in.
    landed: BTreeMap<String, EngagementRow>,
    /// Whether engagements.csv says which there are, so that notes need only name them.
    pub listed: bool,
}

impl Engagements {
    /// The engagement in the review of an id on its way in.
    pub fn of(&self, incoming: &str) -> Option<&EngagementRow> {
        self.landed.get(incoming)
    }
}

/// The engagements of the file, those first that it describes and then those that its notes name.
fn described(incoming: &Incoming) -> Vec<IncomingEngagement> {
    let mut list = incoming.engagements.clone();
    let mut known: BTreeSet<&str> = incoming.engagements.iter().map(|e| e.id.as_str()).collect();
    for note in &incoming.notes {
        if !note.engagement.is_empty() && known.insert(&note.engagement) {
            list.push(IncomingEngagement {
                id: note.engagement.clone(),
                ..IncomingEngagement::default()
            });
        }
    }
    list
}

/// Finds or makes a place for every engagement and organisation of the file.
pub(super) fn land(existing: &Existing, incoming: &Incoming, landed: &mut Landed) -> Engagements {
    let mut out = Engagements {
        listed: existing.lists(ENGAGEMENTS),
        ..Engagements::default()
    };
    organisations(existing, incoming, &mut out, landed);
    let mut by_title: BTreeMap<String, EngagementRow> = BTreeMap::new();
    let mut by_id: BTreeMap<String, EngagementRow> = BTreeMap::new();
    let mut taken = Taken::default();
    for engagement in existing.review.iter().flat_map(|r| &r.engagements) {
        let format = existing.review.as_ref();
        let format = format.and_then(|r| r.formats.get(engagement.format as usize));
        let row = EngagementRow {
            id: engagement.id.to_string(),
            format: format.cloned().unwrap_or_default(),
            title: engagement.title.clone().unwrap_or_default(),
            dates: engagement.dates,
            organisations: Vec::new(),
        };
        taken.insert(&row.id);
        by_id.insert(name_key(&row.id), row.clone());
        if !row.title.is_empty() {
            by_title.entry(name_key(&row.title)).or_insert(row);
        }
    }
    for engagement in described(incoming) {
        let title = engagement
            .title
            .as_deref()
            .map(shown_name)
            .unwrap_or_default();
        let titled = |row: &&EngagementRow| {
            title.is_empty() || row.title.is_empty() || name_key(&row.title) == name_key(&title)
        };
        let found = (!title.is_empty())
            .then(|| by_title.get(&name_key(&title)))
            .flatten();
        let found = found.or_else(|| by_id.get(&name_key(&engagement.id)).filter(titled));
        let found = found.or_else(|| by_id.get(&name_key(&title)));
        if let Some(found) = found {
            landed.engagements.held += 1;
            differences(&engagement, found, landed);
            out.landed.insert(engagement.id, found.clone());
            continue;
        }
        landed.engagements.new += 1;
        let wanted = match engagement.id.parse::<EngagementId>() {
            Ok(id) => id.to_string(),
            Err(_) => slug(&engagement.id),
        };
        let row = EngagementRow {
            id: taken.free(&wanted),
            format: match engagement.format.trim() {
                "" => FORMAT.to_owned(),
                format => shown_name(format),
            },
            title,
            dates: engagement.dates,
            organisations: names(&engagement.organisations).collect(),
        };
        by_id.insert(name_key(&row.id), row.clone());
        if !row.title.is_empty() {
            by_title
                .entry(name_key(&row.title))
                .or_insert_with(|| row.clone());
        }
        if out.listed {
            out.rows.push(row.clone());
        } else if !row.title.is_empty() || !row.organisations.is_empty() {
            landed.lost(
                "title and organisations of an engagement",
                format!("{}: “{}”", row.id, row.title),
                format!(
                    "the review has no {ENGAGEMENTS} to hold them; its notes name the engagement"
                ),
            );
        }
        out.landed.insert(engagement.id, row);
    }
    out
}

/// Lists what an engagement of the review says otherwise than the file; the review's is kept.
fn differences(theirs: &IncomingEngagement, ours: &EngagementRow, landed: &mut Landed) {
    let format = theirs.format.trim();
    let kept = "engagements of the review are kept as they are";
    if !format.is_empty() && name_key(format) != name_key(&ours.format) {
        landed.lost(
            "format of an engagement",
            format!("{}: “{format}”", ours.id),
            kept,
        );
    }
    if theirs.dates.is_some() && theirs.dates != ours.dates {
        let dates = theirs.dates.map(DateRange::printed).unwrap_or_default();
        landed.lost(
            "date of an engagement",
            format!("{}: {dates}", ours.id),
            kept,
        );
    }
}

/// Names as cells can hold them: a `;` would part a name in two.
pub(super) fn names(names: &[String]) -> impl Iterator<Item = String> + '_ {
    names
        .iter()
        .map(|name| shown_name(&name.replace(';', ",")))
        .filter(|name| !name.is_empty())
}

fn organisations(
    existing: &Existing,
    incoming: &Incoming,
    out: &mut Engagements,
    landed: &mut Landed,
) {
    let listed = existing.bytes(ORGANISATIONS).ok().flatten();
    let mut known = listed
        .as_deref()
        .map(rows::organisation_keys)
        .unwrap_or_default();
    for organisation in existing.review.iter().flat_map(|r| &r.organisations) {
        known.insert(name_key(&organisation.name));
        known.extend(organisation.aliases.iter().map(|a| name_key(a)));
    }
    let of_notes = || incoming.notes.iter().flat_map(|n| names(&n.organisations));
    let used: BTreeSet<String> = of_notes().map(|name| name_key(&name)).collect();
    let of_engagements = incoming
        .engagements
        .iter()
        .flat_map(|e| names(&e.organisations));
    let described = incoming
        .about_organisations
        .iter()
        .map(|o| shown_name(&o.name.replace(';', ",")));
    let described = described.filter(|name| !name.is_empty());
    let mut met = BTreeSet::new();
    for name in names(&incoming.organisations)
        .chain(described)
        .chain(of_engagements)
        .chain(of_notes())
    {
        let key = name_key(&name);
        if !met.insert(key.clone()) {
            continue;
        }
        if known.contains(&key) {
            landed.organisations.held += 1;
        } else if existing.is_new() || listed.is_some() {
            landed.organisations.new += 1;
            out.organisations.push(about(incoming, name));
        } else if used.contains(&key) {
            landed.organisations.new += 1;
        } else {
            let why =
                format!("no note is theirs, and the review has no {ORGANISATIONS} to list them");
            landed.lost("organisation", name, why);
        }
    }
}

/// The row of an organisation, with what the file says of it.
fn about(incoming: &Incoming, name: String) -> OrganisationRow {
    let key = name_key(&name);
    let said = incoming
        .about_organisations
        .iter()
        .find(|o| name_key(&o.name) == key);
    let Some(said) = said else {
        return OrganisationRow {
            name,
            ..OrganisationRow::default()
        };
    };
    OrganisationRow {
        name,
        letter: said.letter.clone().unwrap_or_default(),
        historical: said.historical,
        aliases: names(&said.aliases).collect(),
        consent: said.consent,
        giveaways: names(&said.giveaways).collect(),
    }
}
