//! From segments to themes, engagements, notes and tags.

use super::collect::shortened;
use super::header::{Field, Found};
use crate::incoming::{
    Incoming, IncomingEngagement, IncomingNote, IncomingTag, IncomingTheme, NotCarried,
};
use crate::slug::{Taken, digits, slug};
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::names::{name_key, shown_name};
use throughline_core::numbers::counted;

/// One row that is sound.
pub(super) struct Segment {
    pub line: u64,
    pub document: String,
    pub group: String,
    pub codes: Vec<Vec<String>>,
    pub text: String,
    pub coder: String,
    pub memo: String,
    pub time: String,
    /// What tells two segments of one text in one document apart.
    pub position: String,
}

/// Makes themes, engagements, notes and tags of the segments.
pub(super) fn build(segments: &[Segment], found: &Found, out: &mut Incoming) {
    let codes = themes(segments, out);
    let documents = documents(segments, found, out);
    let mut notes: BTreeMap<(String, &str, &str), String> = BTreeMap::new();
    let mut taken = Taken::default();
    let mut tags: BTreeSet<(String, String, Vec<String>, String)> = BTreeSet::new();
    let (mut twice, mut joined) = (0usize, BTreeSet::new());
    for segment in segments {
        let Some((engagement, title)) = documents.get(&document_key(segment)) else {
            continue;
        };
        let place = format!("{}:{}", out.source, segment.line);
        let key = (
            engagement.clone(),
            segment.text.as_str(),
            segment.position.as_str(),
        );
        let id = if let Some(id) = notes.get(&key) {
            joined.insert(id.clone());
            id.clone()
        } else {
            let made = digits(&[title, &segment.text, &segment.position]);
            let id = taken.free(&format!("{engagement}-{made}"));
            out.notes.push(IncomingNote {
                id: id.clone(),
                engagement: engagement.clone(),
                text: segment.text.clone(),
                place: place.clone(),
                ..IncomingNote::default()
            });
            notes.insert(key, id.clone());
            id
        };
        let themes: Vec<String> = segment
            .codes
            .iter()
            .filter_map(|path| codes.get(&path_key(path)).cloned())
            .collect();
        let said = (
            id.clone(),
            segment.coder.clone(),
            themes.clone(),
            segment.memo.clone(),
        );
        if themes.is_empty() {
            if !segment.memo.is_empty() {
                out.not_carried.push(NotCarried {
                    kind: "comment of a segment without a code".into(),
                    which: format!("{place}: {}", shortened(&segment.memo)),
                    why: "a memo belongs to a tag".into(),
                });
            }
        } else if tags.insert(said) {
            add_tag(segment, id, themes, place, out);
        } else {
            twice += 1;
        }
    }
    if twice > 0 {
        out.assumed.push(format!(
            "{} of what another row says too, counted once",
            counted(twice, "row")
        ));
    }
    if !joined.is_empty() {
        out.assumed.push(format!(
            "{} of several rows: each is one note with the tags of all",
            counted(joined.len(), "segment")
        ));
    }
}

/// A tag of a segment: one with those of the row before it where coder, memo and time are the same,
/// as Taguette writes a row for each tag of one highlight.
fn add_tag(
    segment: &Segment,
    note: String,
    themes: Vec<String>,
    place: String,
    out: &mut Incoming,
) {
    if let Some(last) = out.tags.last_mut()
        && last.note == note
        && last.coder == segment.coder
        && last.memo == segment.memo
        && last.time == segment.time
    {
        for theme in themes {
            if !last.themes.contains(&theme) {
                last.themes.push(theme);
            }
        }
        return;
    }
    out.tags.push(IncomingTag {
        coder: segment.coder.clone(),
        note,
        themes,
        memo: segment.memo.clone(),
        time: segment.time.clone(),
        place,
        ..IncomingTag::default()
    });
}

fn path_key(path: &[String]) -> Vec<String> {
    path.iter().map(|label| name_key(label)).collect()
}

/// The themes, parents before their children, each with a code made of its label; the code of each
/// path.
fn themes(segments: &[Segment], out: &mut Incoming) -> BTreeMap<Vec<String>, String> {
    let mut labels: BTreeMap<Vec<String>, String> = BTreeMap::new();
    for path in segments.iter().flat_map(|s| &s.codes) {
        let key = path_key(path);
        for (depth, label) in (1..).zip(path) {
            labels
                .entry(key.get(..depth).unwrap_or_default().to_vec())
                .or_insert_with(|| label.clone());
        }
    }
    let mut codes: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut taken = Taken::default();
    for (key, label) in labels {
        let above = key.split_last().map_or(&[][..], |(_, above)| above);
        let parent = codes.get(above).cloned();
        let wanted = slug(&label);
        let free = match &parent {
            Some(parent) if taken.has(&wanted) => format!("{parent}-{wanted}"),
            _ => wanted.clone(),
        };
        let code = taken.free(&free);
        if code != wanted {
            out.assumed.push(format!(
                "the code “{label}” becomes the theme `{code}`, since another has `{wanted}`"
            ));
        }
        out.themes.push(IncomingTheme {
            code: code.clone(),
            label,
            parent,
            ..IncomingTheme::default()
        });
        codes.insert(key, code);
    }
    codes
}

fn document_key(segment: &Segment) -> (String, String) {
    (name_key(&segment.document), name_key(&segment.group))
}

/// The engagement of each document: its id, and its title.
fn documents(
    segments: &[Segment],
    found: &Found,
    out: &mut Incoming,
) -> BTreeMap<(String, String), (String, String)> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut first: BTreeMap<(String, String), &Segment> = BTreeMap::new();
    for segment in segments {
        let key = document_key(segment);
        groups
            .entry(key.0.clone())
            .or_default()
            .insert(key.1.clone());
        first.entry(key).or_insert(segment);
    }
    let mut taken = Taken::default();
    let mut ids = BTreeMap::new();
    let mut grouped = false;
    for (key, segment) in first {
        let several = groups.get(&key.0).is_some_and(|g| g.len() > 1);
        let group = shown_name(&segment.group);
        let title = if several && !group.is_empty() {
            format!("{group}: {}", segment.document)
        } else {
            segment.document.clone()
        };
        let id = taken.free(&slug(stem(&title)));
        let many = segment.group.trim().contains(['\n', '\r', ';']);
        if many {
            out.not_carried.push(NotCarried {
                kind: "groups of a document".into(),
                which: format!("{title}: {}", shortened(&segment.group)),
                why: "an engagement has one format".into(),
            });
        }
        let format = if many { String::new() } else { group };
        grouped |= !format.is_empty();
        out.engagements.push(IncomingEngagement {
            id: id.clone(),
            format,
            title: Some(title.clone()),
            ..IncomingEngagement::default()
        });
        ids.insert(key, (id, title));
    }
    out.assumed.push("each document is an engagement, and each segment a note of its own, also where segments overlap".into());
    if grouped {
        let name = found
            .position(Field::Group)
            .and_then(|i| found.names.get(i));
        let name = name.map_or("", String::as_str);
        out.assumed
            .push(format!("the format of an engagement is its `{name}`"));
    }
    ids
}

/// A name without the ending of a file.
fn stem(name: &str) -> &str {
    const ENDINGS: [&str; 9] = [
        "docx", "doc", "odt", "rtf", "txt", "pdf", "html", "md", "xlsx",
    ];
    match name.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)) => stem,
        _ => name,
    }
}
