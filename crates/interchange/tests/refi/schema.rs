//! The schemas of REFI-QDA 1.5 as tables, taken from the standard by hand: order and number of
//! elements, attributes with their types. The XSD itself is not part of this repository.

use roxmltree::Node;

/// How often an element may stand.
#[derive(Clone, Copy, PartialEq)]
enum Times {
    Once,
    Optional,
    Any,
    Some,
}
use Times::{Any, Once, Optional, Some as Many};

type Children = &'static [(&'static str, Times)];
/// Name, type, whether it must be there.
type Attributes = &'static [(&'static str, Type, bool)];

#[derive(Clone, Copy)]
enum Type {
    Text,
    Guid,
    Boolean,
    Integer,
    DateTime,
    Colour,
    Variable,
}

struct Rule {
    name: &'static str,
    children: Children,
    attributes: Attributes,
}

const GUID: (&str, Type, bool) = ("guid", Type::Guid, true);
const NAME: (&str, Type, bool) = ("name", Type::Text, true);
const TARGET: Attributes = &[("targetGUID", Type::Guid, true)];

const CODES: Rule = Rule {
    name: "Codes",
    children: &[("Code", Many)],
    attributes: &[],
};
const CODE_ATTRIBUTES: Attributes = &[
    GUID,
    NAME,
    ("isCodable", Type::Boolean, true),
    ("color", Type::Colour, false),
];
const SET_ATTRIBUTES: Attributes = &[GUID, NAME];

const CODEBOOK: &[Rule] = &[
    Rule {
        name: "CodeBook",
        children: &[("Codes", Once), ("Sets", Optional)],
        attributes: &[("origin", Type::Text, false)],
    },
    CODES,
    Rule {
        name: "Code",
        children: &[("Description", Optional), ("Code", Any)],
        attributes: CODE_ATTRIBUTES,
    },
    Rule {
        name: "Sets",
        children: &[("Set", Many)],
        attributes: &[],
    },
    Rule {
        name: "Set",
        children: &[("Description", Optional), ("MemberCode", Any)],
        attributes: SET_ATTRIBUTES,
    },
    Rule {
        name: "MemberCode",
        children: &[],
        attributes: &[GUID],
    },
];

/// Panics where a codebook is not as the standard has it.
pub fn check_codebook(bytes: &[u8]) {
    check(bytes, "CodeBook", "urn:QDA-XML:codebook:1.0", CODEBOOK);
}

const WHO: Attributes = &[
    GUID,
    ("name", Type::Text, false),
    ("creatingUser", Type::Guid, false),
    ("creationDateTime", Type::DateTime, false),
    ("modifyingUser", Type::Guid, false),
    ("modifiedDateTime", Type::DateTime, false),
    ("plainTextPath", Type::Text, false),
    ("richTextPath", Type::Text, false),
];
const TEXT_SOURCE: Children = &[
    ("Description", Optional),
    ("PlainTextContent", Optional),
    ("PlainTextSelection", Any),
    ("Coding", Any),
    ("NoteRef", Any),
    ("VariableValue", Any),
];

/// What this program writes of a project, and the rest of the top level.
const PROJECT: &[Rule] = &[
    Rule {
        name: "Project",
        children: &[
            ("Users", Optional),
            ("CodeBook", Optional),
            ("Variables", Optional),
            ("Cases", Optional),
            ("Sources", Optional),
            ("Notes", Optional),
            ("Links", Optional),
            ("Sets", Optional),
            ("Graphs", Optional),
            ("Description", Optional),
            ("NoteRef", Any),
        ],
        attributes: &[
            NAME,
            ("origin", Type::Text, false),
            ("creatingUserGUID", Type::Guid, false),
            ("creationDateTime", Type::DateTime, false),
        ],
    },
    Rule {
        name: "Users",
        children: &[("User", Many)],
        attributes: &[],
    },
    Rule {
        name: "User",
        children: &[],
        attributes: &[GUID, ("name", Type::Text, false), ("id", Type::Text, false)],
    },
    Rule {
        name: "CodeBook",
        children: &[("Codes", Once)],
        attributes: &[],
    },
    CODES,
    Rule {
        name: "Code",
        children: &[("Description", Optional), ("NoteRef", Any), ("Code", Any)],
        attributes: CODE_ATTRIBUTES,
    },
    Rule {
        name: "Variables",
        children: &[("Variable", Many)],
        attributes: &[],
    },
    Rule {
        name: "Variable",
        children: &[("Description", Optional)],
        attributes: &[GUID, NAME, ("typeOfVariable", Type::Variable, true)],
    },
    Rule {
        name: "VariableValue",
        children: &[
            ("VariableRef", Once),
            ("TextValue", Optional),
            ("BooleanValue", Optional),
            ("DateValue", Optional),
        ],
        attributes: &[],
    },
    Rule {
        name: "VariableRef",
        children: &[],
        attributes: TARGET,
    },
    Rule {
        name: "Cases",
        children: &[("Case", Many)],
        attributes: &[],
    },
    Rule {
        name: "Case",
        children: &[
            ("Description", Optional),
            ("CodeRef", Any),
            ("VariableValue", Any),
            ("SourceRef", Any),
            ("SelectionRef", Any),
        ],
        attributes: &[GUID, ("name", Type::Text, false)],
    },
    Rule {
        name: "SourceRef",
        children: &[],
        attributes: TARGET,
    },
    Rule {
        name: "Sources",
        children: &[("TextSource", Many)],
        attributes: &[],
    },
    Rule {
        name: "TextSource",
        children: TEXT_SOURCE,
        attributes: WHO,
    },
    Rule {
        name: "Notes",
        children: &[("Note", Many)],
        attributes: &[],
    },
    Rule {
        name: "Note",
        children: TEXT_SOURCE,
        attributes: WHO,
    },
    Rule {
        name: "PlainTextSelection",
        children: &[("Description", Optional), ("Coding", Any), ("NoteRef", Any)],
        attributes: &[
            GUID,
            ("name", Type::Text, false),
            ("startPosition", Type::Integer, true),
            ("endPosition", Type::Integer, true),
            ("creatingUser", Type::Guid, false),
            ("creationDateTime", Type::DateTime, false),
        ],
    },
    Rule {
        name: "Coding",
        children: &[("CodeRef", Once), ("NoteRef", Any)],
        attributes: &[
            GUID,
            ("creatingUser", Type::Guid, false),
            ("creationDateTime", Type::DateTime, false),
        ],
    },
    Rule {
        name: "CodeRef",
        children: &[],
        attributes: TARGET,
    },
    Rule {
        name: "NoteRef",
        children: &[],
        attributes: TARGET,
    },
];

/// Panics where the XML of a project is not as the standard has it, or one identifier stands twice.
pub fn check_project(bytes: &[u8]) {
    check(bytes, "Project", "urn:QDA-XML:project:1.0", PROJECT);
    let text = std::str::from_utf8(bytes).unwrap();
    let document = roxmltree::Document::parse(text).unwrap();
    let mut guids = std::collections::HashSet::new();
    for node in document.descendants() {
        if let std::option::Option::Some(guid) = node.attribute("guid") {
            assert!(guids.insert(guid), "{guid} stands twice");
        }
    }
    for node in document.descendants() {
        if let std::option::Option::Some(target) = node.attribute("targetGUID") {
            assert!(guids.contains(target), "nothing is {target}");
        }
    }
}

fn check(bytes: &[u8], root: &str, namespace: &str, rules: &[Rule]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let document = roxmltree::Document::parse(text).unwrap();
    assert_eq!(document.root_element().tag_name().name(), root);
    check_element(document.root_element(), namespace, rules);
}

fn check_element(node: Node<'_, '_>, namespace: &str, rules: &[Rule]) {
    let name = node.tag_name().name();
    assert_eq!(node.tag_name().namespace(), Some(namespace), "{name}");
    let Some(rule) = rules.iter().find(|r| r.name == name) else {
        let simple = node.children().all(|c| c.is_text()) && node.attributes().len() == 0;
        assert!(simple, "{name} holds text alone");
        return;
    };
    for attribute in node.attributes() {
        let found = rule.attributes.iter().find(|a| a.0 == attribute.name());
        let (_, kind, _) = found.unwrap_or_else(|| panic!("{name} has no {}", attribute.name()));
        check_value(*kind, attribute.value());
    }
    for (attribute, _, required) in rule.attributes {
        assert!(
            !required || node.has_attribute(*attribute),
            "{name} wants {attribute}"
        );
    }
    let elements = node.children().filter(Node::is_element);
    let mut names = elements.clone().map(|c| c.tag_name().name()).peekable();
    for &(child, times) in rule.children {
        let mut met = 0;
        while names.next_if(|&n| n == child).is_some() {
            met += 1;
        }
        let fits = match times {
            Once => met == 1,
            Optional => met <= 1,
            Any => true,
            Many => met >= 1,
        };
        assert!(fits, "{name} holds {met} of {child}");
    }
    assert_eq!(names.next(), None, "{name} holds it there");
    let texts = node.children().filter(Node::is_text);
    assert!(
        texts.filter_map(|t| t.text()).all(|t| t.trim().is_empty()),
        "{name}"
    );
    for element in elements {
        check_element(element, namespace, rules);
    }
}

fn check_value(kind: Type, value: &str) {
    let fits = match kind {
        Type::Text => true,
        Type::Guid => {
            let groups: Vec<&str> = value.split('-').collect();
            let lengths: Vec<usize> = groups.iter().map(|g| g.len()).collect();
            let hex = value.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
            hex && lengths == [8, 4, 4, 4, 12]
        }
        Type::Boolean => ["true", "false", "1", "0"].contains(&value),
        Type::Integer => value.parse::<i64>().is_ok(),
        Type::DateTime => value.len() >= 19 && value.as_bytes()[10] == b'T',
        Type::Colour => value.starts_with('#') && [4, 7].contains(&value.len()),
        Type::Variable => {
            ["Text", "Boolean", "Integer", "Float", "Date", "DateTime"].contains(&value)
        }
    };
    assert!(fits, "`{value}`");
}
