//! The variables by which fields of ours travel. Their identifiers are fixed, so that they are known
//! again even where another program has renamed them; their names, where it has given them new
//! identifiers.

use crate::refi::guid::Guid;
use crate::refi::out::Out;
use crate::refi::xml::Element;
use std::collections::HashMap;
use std::io::{self, Write};

/// One of our variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variable {
    /// A source: the note's id.
    NoteId,
    /// A source or a memo: the engagement's id.
    Engagement,
    /// A memo: the engagement's title.
    Title,
    /// A source or a memo: the engagement's format.
    Format,
    /// A source or a memo: the engagement's first day.
    FirstDay,
    /// The same: its last day, when it is another.
    LastDay,
    /// A source or a memo: the part's id.
    Part,
    /// A source or a memo: the question's id.
    Question,
    /// A source: whether the text is verbatim.
    Verbatim,
    /// A source: whether it may be quoted.
    Quotable,
    /// A source: its language.
    Language,
    /// A source: the stance of its themes column; a memo: that of the coder's row.
    Stance,
    /// A memo: what it is.
    Kind,
    /// A memo: organisations present at the engagement.
    Present,
    /// A case: whether it contributes still.
    Status,
    /// A case: its letter.
    Letter,
    /// A case: its other names.
    Aliases,
    /// A case: whether it agreed to be named.
    Consent,
    /// A case: words that give it away.
    Giveaways,
}

use Variable as V;

/// Every variable with its name and its type in the file.
const ALL: [(Variable, &str, &str); 19] = [
    (V::NoteId, "Note id", "Text"),
    (V::Engagement, "Engagement", "Text"),
    (V::Title, "Engagement title", "Text"),
    (V::Format, "Format", "Text"),
    (V::FirstDay, "First day", "Date"),
    (V::LastDay, "Last day", "Date"),
    (V::Part, "Part", "Text"),
    (V::Question, "Question", "Text"),
    (V::Verbatim, "Verbatim", "Boolean"),
    (V::Quotable, "May be quoted", "Boolean"),
    (V::Language, "Language", "Text"),
    (V::Stance, "Stance", "Text"),
    (V::Kind, "Kind of memo", "Text"),
    (V::Present, "Organisations present", "Text"),
    (V::Status, "Status", "Text"),
    (V::Letter, "Letter", "Text"),
    (V::Aliases, "Aliases", "Text"),
    (V::Consent, "Agreed to be named", "Boolean"),
    (V::Giveaways, "Giveaways", "Text"),
];

fn guid(name: &str) -> Guid {
    Guid::derive("variable", &[name])
}

/// Writes the definitions.
pub fn define<W: Write>(out: &mut Out<W>) -> io::Result<()> {
    out.begin("Variables", &[])?;
    for (_, name, kind) in ALL {
        let guid = guid(name);
        out.empty(
            "Variable",
            &[
                ("guid", guid.as_str()),
                ("name", name),
                ("typeOfVariable", kind),
            ],
        )?;
    }
    out.end()
}

/// Writes a value; a blank one is none.
pub fn value<W: Write>(out: &mut Out<W>, variable: Variable, value: &str) -> io::Result<()> {
    let Some((_, name, kind)) = ALL.iter().find(|(v, ..)| *v == variable) else {
        return Ok(());
    };
    if value.is_empty() {
        return Ok(());
    }
    out.begin("VariableValue", &[])?;
    out.empty("VariableRef", &[("targetGUID", guid(name).as_str())])?;
    let element = match *kind {
        "Boolean" => "BooleanValue",
        "Date" => "DateValue",
        _ => "TextValue",
    };
    out.text(element, value)?;
    out.end()
}

/// The word for yes or no in a file.
pub fn yes_no(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// The variables of a file that is read.
#[derive(Debug, Default)]
pub struct Known {
    ours: HashMap<Guid, Variable>,
    names: HashMap<Guid, String>,
}

/// The values of a source, a case or a memo.
#[derive(Debug, Default)]
pub struct Values {
    ours: HashMap<Variable, String>,
    /// Names of variables that are not ours and have a value.
    pub others: Vec<String>,
}

impl Values {
    /// The value of one of our variables; blank for none.
    pub fn of(&self, variable: Variable) -> &str {
        self.ours.get(&variable).map_or("", String::as_str)
    }

    /// The values of a list.
    pub fn list(&self, variable: Variable) -> Vec<String> {
        let values = self.of(variable).split(';').map(str::trim);
        values
            .filter(|v| !v.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Yes or no, where the file says.
    pub fn yes(&self, variable: Variable) -> Option<bool> {
        match self.of(variable).trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }
}

impl Known {
    /// Finds ours among the definitions of a project.
    pub fn read(project: &Element) -> Self {
        let mut known = Self::default();
        for definition in project.all("Variables").flat_map(|v| v.all("Variable")) {
            let name = definition.attribute("name").unwrap_or("").trim();
            let id = Guid::read(definition.attribute("guid").unwrap_or(""));
            let ours = ALL.iter().find(|(_, own, _)| guid(own) == id);
            let ours = ours.or_else(|| ALL.iter().find(|(_, own, _)| *own == name));
            if let Some(&(variable, ..)) = ours {
                known.ours.insert(id.clone(), variable);
            }
            known.names.insert(id, name.to_owned());
        }
        known
    }

    /// The values that an element holds.
    pub fn values(&self, element: &Element) -> Values {
        let mut values = Values::default();
        for value in element.all("VariableValue") {
            let target = value.child("VariableRef");
            let id = Guid::read(target.and_then(|t| t.attribute("targetGUID")).unwrap_or(""));
            let held = value.children.iter().find(|c| c.name != "VariableRef");
            let text = held.map_or("", |h| h.text.as_str());
            match self.ours.get(&id) {
                Some(&variable) => {
                    values.ours.insert(variable, text.to_owned());
                }
                None if text.is_empty() => {}
                None => {
                    let name = self.names.get(&id).filter(|n| !n.is_empty());
                    values
                        .others
                        .push(name.map_or_else(|| id.to_string(), Clone::clone));
                }
            }
        }
        values
    }
}
