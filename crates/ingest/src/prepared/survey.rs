//! Which columns of a survey's export are questions, and what the others are.
//!
//! One judgement serves everybody who asks: the copy of the answers, the first look of `init` and the
//! reading of a sheet. A column is a question when review.toml lists it; else when its header or its
//! prose says so and its values are no dates, numbers, addresses or ratings. What a survey tool adds
//! (times, addresses, progress) is never one. The organisation and the date of the response are told
//! by the header.

use super::Layout;
use super::delimiter::{Vocabulary, first_records};
use super::head::{Head, few};
use super::input::{DateOrder, Input, Shape};
use super::tool;
use crate::dates::{self, Assumed};
use crate::faults::Faults;
use crate::header::{is_own_name, key};
use crate::records::Records;
use std::collections::{BTreeMap, BTreeSet};
use throughline_core::names::name_key;

/// What a column of a survey is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A column of the notes, by its name.
    Named(&'static str),
    /// A column of the notes, by words in its header.
    Guessed(&'static str),
    /// A question, with an answer in each row.
    Question,
    /// The themes of the answer in the column before it.
    Themes,
    /// It is not read, and why.
    Unread(&'static str),
}

/// Why a column is not read that has dates which need the month first.
pub const MONTH_FIRST: &str = "dates with the month first: say `date_order = \"mdy\"`";

/// The columns of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Their headers.
    pub names: Vec<String>,
    /// What each is.
    pub uses: Vec<Use>,
}

impl Asked {
    /// The questions, by field and header.
    pub fn questions(&self) -> impl Iterator<Item = (usize, &str)> {
        let all = self.names.iter().zip(&self.uses).enumerate();
        all.filter(|(_, (_, used))| **used == Use::Question)
            .map(|(at, (name, _))| (at, name.as_str()))
    }

    /// What was taken for what, in words.
    pub(super) fn in_words(&self, input: &Input) -> String {
        let names: Vec<&str> = self.questions().map(|(_, name)| name).collect();
        let mut said = Vec::new();
        if input.questions.is_none() {
            said.push(match names.as_slice() {
                [one] => format!("a column is a question, and each answer a note: `{one}`"),
                names => format!(
                    "each of {} columns is a question, and each answer a note: {}",
                    names.len(),
                    few(names)
                ),
            });
        }
        let all = || self.names.iter().zip(&self.uses);
        let mut unread: Vec<(&str, Vec<String>)> = Vec::new();
        let mut themes = Vec::new();
        for (name, used) in all().filter(|(name, _)| !name.is_empty()) {
            match used {
                Use::Guessed(ours) => said.push(format!("`{name}` is read as `{ours}`")),
                // A list comes with a table of columns, which says what the id is.
                Use::Named("note_id")
                    if input.questions.is_none() && !is_own_name(name, "note_id") =>
                {
                    said.push(format!("`{name}` is read as `note_id`"));
                }
                Use::Themes => themes.push(format!("`{name}`")),
                Use::Unread(why) => {
                    let name = format!("`{name}`");
                    match unread.iter_mut().find(|(other, _)| other == why) {
                        Some((_, names)) => names.push(name),
                        None => unread.push((why, vec![name])),
                    }
                }
                Use::Named(_) | Use::Question => {}
            }
        }
        if !themes.is_empty() {
            let give = if themes.len() == 1 { "gives" } else { "give" };
            let themes = themes.join(", ");
            said.push(format!(
                "{themes} {give} the themes of the answer before it"
            ));
        }
        if !unread.is_empty() {
            let of = |(why, names): &(&str, Vec<String>)| format!("{} ({why})", names.join(", "));
            let unread: Vec<String> = unread.iter().map(of).collect();
            said.push(format!("not read: {}", unread.join(", ")));
        }
        said.join("; ")
    }
}

/// The columns of a file in which each question has one; nothing of any other file.
pub(super) fn asked(
    sample: &[u8],
    layout: &Layout,
    input: &Input,
    words: &Vocabulary<'_>,
) -> Option<Asked> {
    let is_said = input.questions.is_some() || input.shape == Some(Shape::Questions);
    if input.shape.is_some_and(|shape| shape != Shape::Questions) {
        return None;
    }
    let mut faults = Faults::new(false);
    let mut records = Records::delimited(sample, 1, layout.delimiter);
    let head = Head::read(&mut records, layout, words, "", false, &mut faults)?;
    let takes_questions = words.columns.iter().any(|c| c.name == "question");
    if !is_said && (!takes_questions || words.has_required(&head.names)) {
        return None;
    }
    let rows = first_records(sample, layout.delimiter);
    let body = rows.get(layout.above + layout.header_rows.max(1)..);
    let asked = judge(head.names, body.unwrap_or_default(), input, words);
    let count = |of: &dyn Fn(&str) -> bool| asked.names.iter().filter(|n| of(n)).count();
    let known = || asked.questions().any(|(_, name)| (words.question)(name));
    let several = || {
        let asks = |name: &str| words.column(name).is_none() && is_like_a_question(name);
        let asking = count(&asks);
        let of_tool = count(&|name| tool::adds(&key(name)));
        (asking >= 2 || (asking == 1 && of_tool >= 2)) && asked.questions().next().is_some()
    };
    (is_said || known() || several()).then_some(asked)
}

/// Whether a header asks: it ends with a question mark, has four words, or is a number after a Q.
fn is_like_a_question(name: &str) -> bool {
    let number = name.strip_prefix(['Q', 'q']).map(str::trim);
    let is_number = number.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    name.ends_with('?') || name.split_whitespace().count() >= 4 || is_number
}

/// Says of each column what it is.
fn judge(names: Vec<String>, rows: &[Vec<String>], input: &Input, words: &Vocabulary<'_>) -> Asked {
    let named = |name: &str| {
        let column = words.column(name).and_then(|at| words.columns.get(at));
        column.map(|c| c.name)
    };
    let keys: BTreeSet<String> = names.iter().map(|name| key(name)).collect();
    let certainly = |ours: &str| {
        let renamed = words.renamed.get(ours);
        keys.contains(ours)
            || renamed.is_some_and(|names| names.iter().any(|name| keys.contains(&key(name))))
    };
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for ours in names.iter().filter_map(|name| named(name)) {
        *times.entry(ours).or_default() += 1;
    }
    let several = |ours: &str| times.get(ours).is_some_and(|n| *n > 1) && !certainly(ours);
    let mut is_id_met = false;
    let listed: Option<BTreeSet<String>> = input
        .questions
        .as_ref()
        .map(|list| list.iter().map(|q| key(q)).collect());
    let is_listed = |name: &str| listed.as_ref().is_some_and(|l| l.contains(&key(name)));
    let mut uses: Vec<Use> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let values = values(rows, at);
        let after_question = uses.last() == Some(&Use::Question);
        let ours = named(name);
        let theirs = ours.filter(|ours| *ours != "text" && *ours != "question");
        let used = if name.is_empty() {
            Use::Unread("no name")
        } else if is_listed(name) {
            Use::Question
        } else if after_question && gives_themes(name) && (ours.is_none() || several("themes")) {
            Use::Themes
        } else if let Some(ours) = theirs {
            match ours {
                "note_id" if is_id_met => Use::Unread("another column is the `note_id`"),
                "note_id" => Use::Named(ours),
                _ if several(ours) => Use::Unread("another column could be the same"),
                _ => Use::Named(ours),
            }
        } else if ours == Some("question") {
            Use::Unread("the questions stand in the header")
        } else if (words.question)(name) {
            Use::Question
        } else if listed.is_some() {
            Use::Unread("not among `questions`")
        } else if (words.theme)(name).is_some() {
            Use::Unread("the name of a theme")
        } else if tool::adds(&key(name)) {
            Use::Unread("added by the survey tool")
        } else if let Some(why) = no_question(&values) {
            Use::Unread(why)
        } else if ours.is_some() || is_like_a_question(name) || is_prose(&values) {
            Use::Question
        } else {
            Use::Unread("no prose")
        };
        is_id_met |= used == Use::Named("note_id");
        uses.push(used);
    }
    let mut asked = Asked { names, uses };
    let is_free = |name: &str| !is_listed(name) && !(words.question)(name);
    asked.find_organisation(&is_free);
    asked.find_date(rows, input.date_order.unwrap_or_default());
    asked
}

impl Asked {
    fn has(&self, ours: &str) -> bool {
        let is = |used: &Use| matches!(used, Use::Named(n) | Use::Guessed(n) if *n == ours);
        self.uses.iter().any(is)
    }

    /// The one column whose header asks for the organisation, where none is named so.
    fn find_organisation(&mut self, is_free: &dyn Fn(&str) -> bool) {
        if self.has("organisation") {
            return;
        }
        let only = |asks: &dyn Fn(&str) -> bool| {
            let all = self.names.iter().zip(&self.uses).enumerate();
            let mut found = all.filter(|(_, (name, used))| {
                matches!(used, Use::Question | Use::Unread(_)) && is_free(name) && asks(name)
            });
            let first = found.next().map(|(at, _)| at);
            first.filter(|_| found.next().is_none())
        };
        let at = only(&tool::asks_for_organisation).or_else(|| only(&tool::names_organisation));
        if let Some(used) = at.and_then(|at| self.uses.get_mut(at)) {
            *used = Use::Guessed("organisation");
        }
    }

    /// The column with the day of the response, where no other has a date.
    fn find_date(&mut self, rows: &[Vec<String>], order: DateOrder) {
        if self.has("date") {
            return;
        }
        for wanted in tool::DAYS_OF_RESPONSE {
            let Some(at) = self.names.iter().position(|name| key(name) == *wanted) else {
                continue;
            };
            let values = values(rows, at);
            let (asked, other) = (
                holds_dates(&values, order),
                holds_dates(&values, order.other()),
            );
            if let Some(used) = self.uses.get_mut(at)
                && matches!(used, Use::Unread(_))
                && (asked || other)
            {
                let unsaid = Use::Unread(MONTH_FIRST);
                *used = if asked { Use::Guessed("date") } else { unsaid };
                return;
            }
        }
    }
}

/// The filled cells of a column.
fn values(rows: &[Vec<String>], at: usize) -> Vec<&str> {
    let cells = rows.iter().filter_map(|row| row.get(at));
    cells
        .map(String::as_str)
        .filter(|c| !c.is_empty())
        .collect()
}

/// Whether the last word of a header is that of themes: `Q1 theme`.
fn gives_themes(name: &str) -> bool {
    let name = name_key(name);
    let last = name
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|w| !w.is_empty());
    last.is_some_and(|w| ["theme", "themes", "code", "codes", "tag", "tags"].contains(&w))
}

/// Whether nine of ten values, and one at least, are something.
fn most(values: &[&str], is: impl Fn(&str) -> bool) -> bool {
    let found = values.iter().filter(|v| is(v)).count();
    found > 0 && found * 10 >= values.len() * 9
}

fn holds_dates(values: &[&str], order: DateOrder) -> bool {
    most(values, |v| {
        dates::read(v, order).is_some_and(|day| day.assumed != Assumed::Serial)
    })
}

/// Why some values answer no question in words.
fn no_question(values: &[&str]) -> Option<&'static str> {
    const ROWS_TO_TELL: usize = 8;
    const WORDS_OF_A_CHOICE: usize = 5;
    let one_word = |v: &str| !v.contains(char::is_whitespace);
    let of = |v: &str, others: &str| v.chars().all(|c| c.is_ascii_digit() || others.contains(c));
    let any =
        holds_dates(values, DateOrder::DayFirst) || holds_dates(values, DateOrder::MonthFirst);
    if any {
        return Some("dates");
    }
    let has_digit = |v: &str| v.contains(|c: char| c.is_ascii_digit());
    if most(values, |v| has_digit(v) && of(v, " +-().,:%$/")) {
        return Some("numbers");
    }
    if most(values, |v| {
        one_word(v) && v.contains('@') && v.contains('.')
    }) {
        return Some("e-mail addresses");
    }
    if most(values, |v| v.parse::<std::net::IpAddr>().is_ok()) {
        return Some("IP addresses");
    }
    if most(values, |v| one_word(v) && v.starts_with("http")) {
        return Some("web addresses");
    }
    if most(values, |v| one_word(v) && has_digit(v)) {
        return Some("ids");
    }
    if most(values, |v| tool::is_rating(&name_key(v))) {
        return Some("ratings");
    }
    let distinct: BTreeSet<String> = values.iter().map(|v| name_key(v)).collect();
    let short = |v: &String| v.split_whitespace().count() <= WORDS_OF_A_CHOICE;
    let again = distinct.len() * 3 <= values.len() && distinct.iter().all(short);
    (values.len() >= ROWS_TO_TELL && again).then_some("a few short answers that come again")
}

/// Whether values are sentences: four words each on average, and most of them met once.
fn is_prose(values: &[&str]) -> bool {
    let words: usize = values.iter().map(|v| v.split_whitespace().count()).sum();
    let distinct: BTreeSet<&&str> = values.iter().collect();
    !values.is_empty() && words >= values.len() * 4 && distinct.len() * 2 > values.len()
}

#[cfg(test)]
mod tests;
