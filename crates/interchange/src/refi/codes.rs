//! `Codes`: the tree of codes, in a codebook and in a project alike.

use super::guid::Guid;
use super::layout;
use super::out::Out;
use super::xml::Element;
use crate::incoming::{IncomingTheme, NotCarried};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};
use throughline_core::codebook::{Codebook, ThemeCode};
use throughline_core::ids::ThemeId;
use throughline_core::names::{name_key, shown_name};
use throughline_core::numbers::counted;
use throughline_core::problem::{Code, Problem, Problems};

/// How deep codes may lie in each other.
pub const DEPTH: usize = 64;

/// What `Codes` held.
#[derive(Debug, Default)]
pub struct Codes {
    /// The themes, parents before their children.
    pub themes: Vec<IncomingTheme>,
    /// The theme of each identifier; where two codes have one, the first.
    pub by_guid: HashMap<Guid, usize>,
    /// What was assumed.
    pub assumed: Vec<String>,
    /// What could not be carried.
    pub not_carried: Vec<NotCarried>,
}

struct Found<'e> {
    element: &'e Element,
    parent: Option<usize>,
    ours: bool,
}

/// Reads the codes under a `Codes` element.
pub fn read(codes: &Element, file: &str, problems: &mut Problems) -> Codes {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut read = Codes::default();
    let mut waiting: Vec<(&Element, Option<usize>, usize)> = Vec::new();
    waiting.extend(codes.all("Code").map(|c| (c, None, 1)));
    waiting.reverse();
    while let Some((element, parent, depth)) = waiting.pop() {
        if depth > DEPTH {
            let message = format!("codes lie more than {DEPTH} deep in each other");
            problems.push(Problem::new(Code::BadValue, element.place(file), message));
            continue;
        }
        let name = shown_name(element.attribute("name").unwrap_or(""));
        if name.is_empty() {
            problems.push(
                Problem::new(Code::BadValue, element.place(file), "a code without a name")
                    .help("give it a name: `<Code name=\"…\">`"),
            );
        }
        let mut theme = IncomingTheme {
            label: name,
            ..IncomingTheme::default()
        };
        let ours = layout::take_apart(element.text_of("Description"), &mut theme);
        let index = read.themes.len();
        if let Some(guid) = element.attribute("guid") {
            read.by_guid.entry(Guid::read(guid)).or_insert(index);
        }
        read.themes.push(theme);
        found.push(Found {
            element,
            parent,
            ours,
        });
        let below: Vec<_> = element.all("Code").collect();
        waiting.extend(below.into_iter().rev().map(|c| (c, Some(index), depth + 1)));
    }
    unflatten(&mut found, &mut read);
    name_codes(&found, &mut read);
    leave_out(&found, &mut read);
    parents_first(&found, &mut read);
    read
}

/// Taguette writes its codes flat and their tree into names: `a.b` stands under `a`. Where no code
/// lies in another and the file has the code `a`, that is what is meant.
fn unflatten(found: &mut [Found<'_>], read: &mut Codes) {
    if found.iter().any(|f| f.parent.is_some() || f.ours) {
        return;
    }
    let names: BTreeMap<String, usize> = read
        .themes
        .iter()
        .enumerate()
        .rev()
        .map(|(index, theme)| (name_key(&theme.label), index))
        .collect();
    let mut moved = 0;
    let mut labels = Vec::new();
    for (index, one) in found.iter_mut().enumerate() {
        let label = read.themes.get(index).map_or("", |t| t.label.as_str());
        let dots: Vec<usize> = label.match_indices('.').map(|(at, _)| at).collect();
        let above = dots.iter().rev().find_map(|&at| {
            let (before, after) = (label.get(..at)?, label.get(at + 1..)?);
            let &parent = names.get(&name_key(before))?;
            (!after.trim().is_empty() && parent != index).then(|| (parent, shown_name(after)))
        });
        if let Some((parent, below)) = above {
            one.parent = Some(parent);
            labels.push((index, below));
            moved += 1;
        }
    }
    for (index, label) in labels {
        if let Some(theme) = read.themes.get_mut(index) {
            theme.label = label;
        }
    }
    if moved > 0 {
        read.assumed.push(format!(
            "The codes lie flat, and {moved} of them name another before a full stop (`a.b`): they stand under it."
        ));
    }
}

/// Gives every theme its code: that of its description when it is one of ours, else one made of
/// its label. Ties parents by code.
fn name_codes(found: &[Found<'_>], read: &mut Codes) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut codes: Vec<Option<String>> = vec![None; found.len()];
    for ((one, theme), code) in found.iter().zip(&read.themes).zip(&mut codes) {
        let valid = one.ours && theme.code.parse::<ThemeId>().is_ok();
        if valid && taken.insert(theme.code.clone()) {
            *code = Some(theme.code.clone());
        }
    }
    for (index, theme) in read.themes.iter().enumerate() {
        if codes.get(index).is_some_and(Option::is_some) {
            continue;
        }
        let parent = found.get(index).and_then(|f| f.parent);
        let parent = parent.and_then(|p| read.themes.get(p));
        let code = free_code(&theme.label, parent.map(|p| p.label.as_str()), &taken);
        taken.insert(code.clone());
        if let Some(slot) = codes.get_mut(index) {
            *slot = Some(code);
        }
    }
    let codes: Vec<String> = codes.into_iter().map(Option::unwrap_or_default).collect();
    for ((one, theme), code) in found.iter().zip(&mut read.themes).zip(&codes) {
        theme.code.clone_from(code);
        theme.parent = one.parent.and_then(|p| codes.get(p).cloned());
    }
}

/// Only a flat file can name a child before its parent.
fn parents_first(found: &[Found<'_>], read: &mut Codes) {
    let depth = |index: usize| {
        let up = std::iter::successors(Some(index), |&i| found.get(i).and_then(|f| f.parent));
        up.take(DEPTH + 1).count()
    };
    let late = |(index, one): (usize, &Found<'_>)| one.parent.is_some_and(|p| p > index);
    if !found.iter().enumerate().any(late) {
        return;
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| depth(index));
    let mut place = vec![0; order.len()];
    for (to, &from) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(from) {
            *slot = to;
        }
    }
    read.themes = order
        .iter()
        .filter_map(|&from| read.themes.get(from).cloned())
        .collect();
    for index in read.by_guid.values_mut() {
        *index = place.get(*index).copied().unwrap_or(0);
    }
}

/// A code made of a label, of lower-case letters and digits with hyphens between; with that of the
/// parent before it, and then a number behind it, while another has it.
fn free_code(label: &str, parent: Option<&str>, taken: &BTreeSet<String>) -> String {
    let plain = slug(label);
    if !taken.contains(&plain) {
        return plain;
    }
    let under = parent.map_or(plain.clone(), |p| format!("{}-{plain}", slug(p)));
    if !taken.contains(&under) {
        return under;
    }
    let mut numbered = (2..).map(|n| format!("{under}-{n}"));
    numbered.find(|c| !taken.contains(c)).unwrap_or(under)
}

/// Lower-case letters and digits of a label, with hyphens between its words.
pub fn slug(label: &str) -> String {
    let key = name_key(label);
    let words = key.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        "theme".to_owned()
    } else {
        words.join("-")
    }
}

fn leave_out(found: &[Found<'_>], read: &mut Codes) {
    let mut list = |kind: &str, count: usize, why: &str| {
        if count > 0 {
            let which = counted(count, "code");
            read.not_carried.push(NotCarried {
                kind: kind.to_owned(),
                which,
                why: why.to_owned(),
            });
        }
    };
    let has = |name: &str| {
        let with = found.iter().filter(|f| f.element.attribute(name).is_some());
        with.count()
    };
    list("colour", has("color"), "themes have no colours here");
    let foreign = found.iter().zip(&read.themes).filter(|(one, theme)| {
        let guid = one.element.attribute("guid");
        guid.is_some_and(|g| Guid::read(g) != theme_guid(&theme.code))
    });
    let foreign = foreign.count();
    list(
        "identifier (GUID)",
        foreign,
        "themes go by their codes here; an export derives new identifiers from them",
    );
    let closed = found.iter().filter(|f| {
        let word = f.element.attribute("isCodable").unwrap_or("true").trim();
        matches!(word, "false" | "0")
    });
    list(
        "mark that a code only groups others (isCodable=\"false\")",
        closed.count(),
        "every theme can be given here",
    );
    let mut known = BTreeSet::new();
    let twice = found.iter().filter(|f| {
        let guid = f.element.attribute("guid").map(Guid::read);
        guid.is_some_and(|g| !known.insert(g))
    });
    list(
        "second code of one identifier (GUID)",
        twice.count(),
        "it comes in as a theme, and whatever names the identifier goes to the first",
    );
    let noted = found.iter().map(|f| f.element.all("NoteRef").count());
    list(
        "memo of a code",
        noted.filter(|&n| n > 0).count(),
        "themes have a definition and no memo",
    );
}

/// The identifier of a theme, in a codebook and in a project.
pub fn theme_guid(code: &str) -> Guid {
    Guid::derive("theme", &[code])
}

/// Writes a codebook as `Codes`, themes in order with those under them inside.
///
/// # Errors
/// What the writer says.
pub fn write<W: Write>(book: &Codebook, out: &mut Out<W>) -> io::Result<()> {
    out.begin("Codes", &[])?;
    let names = unique_names(book);
    for &root in book.roots() {
        write_code(book, root, &names, out)?;
    }
    out.end()
}

fn write_code<W: Write>(
    book: &Codebook,
    code: ThemeCode,
    names: &[String],
    out: &mut Out<W>,
) -> io::Result<()> {
    let theme = book.theme(code);
    let name = names.get(code as usize).map_or("", String::as_str);
    let guid = theme_guid(theme.id.as_str());
    out.begin(
        "Code",
        &[
            ("guid", guid.as_str()),
            ("name", name),
            ("isCodable", "true"),
        ],
    )?;
    out.text("Description", &layout::describe(theme, name))?;
    for &child in book.children(code) {
        write_code(book, child, names, out)?;
    }
    out.end()
}

/// The label of each theme, with its code behind it where two have the same: programs keep a list
/// of codes by name.
fn unique_names(book: &Codebook) -> Vec<String> {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for theme in book.themes() {
        *met.entry(name_key(&theme.label)).or_default() += 1;
    }
    let name = |theme: &throughline_core::codebook::Theme| {
        let label = shown_name(&theme.label);
        if label.is_empty() {
            theme.id.to_string()
        } else if met.get(&name_key(&label)).is_some_and(|&n| n > 1) {
            format!("{label} ({})", theme.id)
        } else {
            label
        }
    };
    book.themes().iter().map(name).collect()
}
