//! What the scan finds: where it stands and which rule it breaks, never what it says.

use std::fmt;

/// Something in a rendered file that must not be published. It does not hold what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file, relative to the report's folder: `report.pdf`, `tables/prevalence.csv`.
    pub file: String,
    /// The place in it: a page, a JSON pointer, a row and a column, an element.
    pub place: String,
    /// The rule that it breaks.
    pub rule: Rule,
    /// What it is, as it is spoken of: `the 3rd contributor’s name`.
    pub what: String,
}

/// The rules of disclosure that the scan holds rendered files against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Names of organisations, their aliases, contributors and people are masked.
    Names,
    /// E-mail addresses, telephone numbers, and links that name somebody are masked.
    Addresses,
    /// Ids of notes and engagements, and labels of organisations, are not published.
    Ids,
    /// A count stands as it is registered: exactly, as a band, or not at all.
    Counts,
    /// A protected report has no matrix, no co-occurrence, no saturation and no counts of notes.
    Withheld,
    /// Rows stand in the order of the codebook, not of what is counted.
    Order,
    /// Marks of a chart tell no more than the words beside them.
    Marks,
    /// The file could not be read back, so nothing is known of it.
    Unread,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rule::Names => "names are masked",
            Rule::Addresses => "addresses and numbers of people are masked",
            Rule::Ids => "ids and labels are not published",
            Rule::Counts => "counts stand as they are registered",
            Rule::Withheld => "a protected report does not show it",
            Rule::Order => "rows stand in the order of the codebook",
            Rule::Marks => "marks tell no more than their words",
            Rule::Unread => "what cannot be read back is not published",
        })
    }
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Leak {
            file,
            place,
            rule,
            what,
        } = self;
        write!(f, "{file}, {place}: {what} ({rule})")
    }
}

/// All leaks, one a line.
pub(crate) fn list(leaks: &[Leak]) -> String {
    leaks.iter().fold(String::new(), |mut lines, leak| {
        lines.push_str("\n  ");
        lines.push_str(&leak.to_string());
        lines
    })
}
