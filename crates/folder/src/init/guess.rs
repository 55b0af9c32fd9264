//! What a file is taken for: which column is which, and how sure that is.

use throughline_core::names::name_key;
use throughline_ingest::dates::{self, Assumed};
use throughline_ingest::header::{Renamed, key};
use throughline_ingest::notes::COLUMNS;
use throughline_ingest::prepared::{
    DateOrder, Delimiter, Encoding, Glance, GlanceColumn, ORGANISATIONS, Shape, Use,
};

/// How a column is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Its header is our own name of it.
    Named,
    /// Its header is a usual name of it, or what stands in it leaves little doubt.
    Likely,
    /// A word in its header, or what stands in it, looks like it. To be checked.
    Guess,
}

impl Sure {
    /// As it is shown: `certain`, `likely`, `a guess`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sure::Named => "certain",
            Sure::Likely => "likely",
            Sure::Guess => "a guess",
        }
    }
}

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A column of the notes, by our name of it.
    Column(&'static str),
    /// The marks of a theme.
    Theme,
    /// A question, with an answer in each row.
    Question,
    /// The themes of the answer before it.
    Themes,
    /// It is not read.
    Unread,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What it is.
    pub role: Role,
    /// How sure that is; of a column that is not read nothing.
    pub sure: Option<Sure>,
    /// Why it is not read, where there is more to say than that nothing is known of it.
    pub why: Option<&'static str>,
    /// Up to three values that stand in it, each once.
    pub samples: Vec<String>,
}

/// What a file is taken for.
#[derive(Debug, Clone)]
pub struct Guess {
    /// The file's name.
    pub file: String,
    /// How its characters are written; of a workbook nothing.
    pub encoding: Option<Encoding>,
    /// What stands between fields; of a workbook nothing.
    pub delimiter: Option<Delimiter>,
    /// The sheet, of a workbook.
    pub sheet: Option<String>,
    /// What is to be said of the other sheets of a workbook.
    pub sheets_said: Vec<String>,
    /// Records above the header, which are not read.
    pub above: usize,
    /// Records that the header takes.
    pub header_rows: usize,
    /// Whether what stands in the header looks like a row of notes.
    pub header_in_doubt: bool,
    /// What rows and columns are.
    pub shape: Shape,
    /// The order of dates in digits, where such dates stand in it.
    pub date_order: Option<DateOrder>,
    /// Whether a date shows that order; else New Zealand's is assumed.
    pub order_is_shown: bool,
    /// The columns, in order.
    pub columns: Vec<Column>,
}

impl Guess {
    /// A column, by our name of it.
    #[must_use]
    pub fn column(&self, ours: &str) -> Option<&Column> {
        let wanted = Role::Column(our_name(ours));
        self.columns.iter().find(|c| c.role == wanted)
    }

    /// The columns that are one of ours, by our name of it: several of themes, of others one.
    pub(super) fn columns_of(&self, ours: &str) -> impl Iterator<Item = &Column> {
        let wanted = Role::Column(our_name(ours));
        let several = wanted == Role::Column("themes");
        let fitting = self.columns.iter().filter(move |c| c.role == wanted);
        fitting.take(if several { usize::MAX } else { 1 })
    }

    /// What a first look is taken for.
    pub(super) fn of(
        file: String,
        look: &Glance,
        renamed: &Renamed,
        said: Option<DateOrder>,
    ) -> Self {
        let columns = columns(look, renamed);
        let dates = columns.iter().zip(&look.columns);
        let dates = dates.filter(|(c, _)| c.role == Role::Column("date"));
        let values: Vec<&str> = dates
            .flat_map(|(_, look)| look.values.iter().map(String::as_str))
            .collect();
        let (order, shown) = date_order(&values);
        Self {
            file,
            encoding: look.encoding,
            delimiter: look.delimiter,
            sheet: look.sheet.clone(),
            sheets_said: look.sheets_said.clone(),
            above: look.above,
            header_rows: look.header_rows,
            header_in_doubt: is_no_header(&look.columns),
            shape: look.shape,
            date_order: said.or(order),
            order_is_shown: shown || said.is_some(),
            columns,
        }
    }
}

/// Why a column that could be another is not read.
const UNCLEAR: &str = "as another column could be the same";

impl Guess {
    /// The headers that are questions, in order.
    pub(super) fn questions(&self) -> impl Iterator<Item = &str> {
        let asked = self.columns.iter().filter(|c| c.role == Role::Question);
        asked.map(|c| c.header.as_str())
    }
}

/// Whether no header is known, and one is a number, a date or what stands below it too.
fn is_no_header(columns: &[GlanceColumn]) -> bool {
    let is_value = |c: &GlanceColumn| {
        let is_number = c.header.parse::<f64>().is_ok();
        is_number
            || c.values.contains(&c.header)
            || dates::read(&c.header, DateOrder::default()).is_some()
    };
    columns.iter().all(|c| c.named.is_none()) && columns.iter().any(is_value)
}

/// Words in a header by which a column may be known when its whole header says nothing.
const WORDS: &[(&str, &[&str])] = &[
    ("organisation", ORGANISATIONS),
    ("date", &["date", "when"]),
    ("themes", &["theme", "themes", "tags", "codes", "codings"]),
    ("stance", &["stance", "sentiment", "position"]),
    ("engagement_type", &["format"]),
    (
        "text",
        &[
            "comment", "comments", "note", "notes", "feedback", "response", "said", "text", "quote",
        ],
    ),
];

/// What a column is, and how sure that is; or why it is not read.
type Found = (Role, Option<Sure>, Option<&'static str>);

/// A column that says nothing.
const NOTHING: Found = (Role::Unread, None, None);

fn columns(look: &Glance, renamed: &Renamed) -> Vec<Column> {
    let found = if look.shape == Shape::Questions {
        look.columns.iter().map(of_survey).collect()
    } else {
        of_notes(look, renamed)
    };
    let columns = look.columns.iter().zip(found);
    columns
        .map(|(column, (role, sure, why))| Column {
            header: column.header.clone(),
            role,
            sure,
            why,
            samples: samples(column),
        })
        .collect()
}

/// A survey is judged where it is read, so that what is shown is what is counted.
fn of_survey(column: &GlanceColumn) -> Found {
    let is_own = column.named.is_some_and(|(_, own)| own);
    match column.of_survey {
        Some(Use::Named(ours)) if is_own => (Role::Column(ours), Some(Sure::Named), None),
        Some(Use::Named(ours)) => (Role::Column(ours), Some(Sure::Likely), None),
        Some(Use::Guessed(ours)) => (Role::Column(ours), Some(Sure::Guess), None),
        Some(Use::Question) => (Role::Question, Some(Sure::Likely), None),
        Some(Use::Themes) => (Role::Themes, Some(Sure::Likely), None),
        Some(Use::Unread(why)) => (Role::Unread, None, Some(why)),
        None => NOTHING,
    }
}

fn of_notes(look: &Glance, renamed: &Renamed) -> Vec<Found> {
    let mut found: Vec<Found> = look.columns.iter().map(by_name).collect();
    settle(&mut found, look, renamed);
    take(&mut found, look, "date", Sure::Likely, holds_dates);
    for (ours, words) in WORDS {
        let could = look
            .columns
            .iter()
            .any(|c| c.named.is_some_and(|(n, _)| n == *ours));
        if could {
            continue;
        }
        let has_word = |c: &GlanceColumn| {
            let key = name_key(&c.header);
            let mut parts = key.split(|c: char| !c.is_alphanumeric());
            parts.any(|part| words.contains(&part))
        };
        take(&mut found, look, ours, Sure::Guess, has_word);
    }
    // Where several could be the text by their names, the longest is no better a guess.
    let could = look.columns.iter();
    let could = could.filter(|c| c.named.is_some_and(|(ours, _)| ours == "text"));
    if !is_taken(&found, "text") && could.count() == 0 {
        longest(&mut found, look);
    }
    if look.shape == Shape::Long {
        take(&mut found, look, "themes", Sure::Guess, holds_lists);
    }
    found
}

fn by_name(column: &GlanceColumn) -> Found {
    match (column.is_theme, column.named) {
        (true, _) => (Role::Theme, Some(Sure::Likely), None),
        (false, Some((ours, true))) => (Role::Column(ours), Some(Sure::Named), None),
        (false, Some((ours, false))) => (Role::Column(ours), Some(Sure::Likely), None),
        (false, None) => NOTHING,
    }
}

/// Of columns that could each be the same, the one that is said or has our own name is it; else none
/// is, as when the file is read.
fn settle(found: &mut [Found], look: &Glance, renamed: &Renamed) {
    for column in &COLUMNS {
        let is = |f: &Found| f.0 == Role::Column(column.name);
        // Themes alone may stand in several columns.
        if column.name == "themes" || found.iter().filter(|f| is(f)).count() < 2 {
            continue;
        }
        let said = renamed.get(column.name);
        let is_said = |c: &GlanceColumn| {
            said.is_some_and(|said| said.iter().any(|s| key(s) == key(&c.header)))
        };
        let has_said = look.columns.iter().any(is_said);
        for (found, column) in found.iter_mut().zip(&look.columns).filter(|(f, _)| is(f)) {
            let is_own = !has_said && found.1 == Some(Sure::Named);
            if !is_own && !is_said(column) {
                *found = (Role::Unread, None, Some(UNCLEAR));
            }
        }
    }
}

fn is_taken(found: &[Found], ours: &str) -> bool {
    let is = |(role, _, _): &Found| *role == Role::Column(our_name(ours));
    found.iter().any(is)
}

/// Our name of a column, from the list of columns.
fn our_name(name: &str) -> &'static str {
    let known = COLUMNS.iter().find(|c| c.name == name);
    known.map_or("", |c| c.name)
}

/// Takes the one column that is nothing yet and fits, where there is just one and none is known.
fn take(
    found: &mut [Found],
    look: &Glance,
    ours: &str,
    sure: Sure,
    fits: impl Fn(&GlanceColumn) -> bool,
) {
    if is_taken(found, ours) {
        return;
    }
    let free = |(at, c): &(usize, &GlanceColumn)| {
        let is_free = found.get(*at) == Some(&NOTHING);
        is_free && !c.header.is_empty() && !c.values.is_empty() && fits(c)
    };
    let fitting: Vec<usize> = look
        .columns
        .iter()
        .enumerate()
        .filter(free)
        .map(|(at, _)| at)
        .collect();
    if let [only] = fitting.as_slice()
        && let Some(column) = found.get_mut(*only)
    {
        *column = (Role::Column(our_name(ours)), Some(sure), None);
    }
}

/// Takes the column with the longest values as the text, when they are sentences.
fn longest(found: &mut [Found], look: &Glance) {
    const WORDS_OF_A_SENTENCE: usize = 4;
    // A tenth of a word tells columns apart.
    let tenths = |c: &GlanceColumn| {
        let words = c.values.iter().map(|v| v.split_whitespace().count());
        words.sum::<usize>() * 10 / c.values.len().max(1)
    };
    let free = look.columns.iter().enumerate().filter(|(at, c)| {
        found.get(*at) == Some(&NOTHING) && !c.header.is_empty() && !holds_dates(c)
    });
    // Of columns alike the first.
    let best = free.rev().max_by_key(|(_, column)| tenths(column));
    if let Some((at, column)) = best
        && tenths(column) >= WORDS_OF_A_SENTENCE * 10
        && let Some(column) = found.get_mut(at)
    {
        *column = (Role::Column("text"), Some(Sure::Guess), None);
    }
}

/// Whether nine of ten values are dates, written as such.
fn holds_dates(column: &GlanceColumn) -> bool {
    let is_date = |value: &&String| {
        let read = |order| dates::read(value, order);
        let day = read(DateOrder::DayFirst).or_else(|| read(DateOrder::MonthFirst));
        day.is_some_and(|day| day.assumed != Assumed::Serial)
    };
    let dates = column.values.iter().filter(is_date).count();
    !column.values.is_empty() && dates * 10 >= column.values.len() * 9
}

/// Whether a third of the values are lists, of short words that come again.
fn holds_lists(column: &GlanceColumn) -> bool {
    let lists: Vec<Vec<&str>> = column
        .values
        .iter()
        .map(|v| {
            v.split(';')
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .collect()
        })
        .collect();
    let several = lists.iter().filter(|l| l.len() > 1).count();
    let all: Vec<&&str> = lists.iter().flatten().collect();
    let distinct: std::collections::BTreeSet<&&str> = all.iter().copied().collect();
    several * 3 >= lists.len()
        && distinct.len() * 2 <= all.len()
        && all.iter().all(|word| word.split_whitespace().count() <= 4)
}

/// The order in which dates in digits are read, and whether one of them shows it.
fn date_order(values: &[&str]) -> (Option<DateOrder>, bool) {
    let read = |order| values.iter().filter_map(move |v| dates::read(v, order));
    let assumed = |order| read(order).map(|day| day.assumed);
    let in_digits = |a: &Assumed| matches!(a, Assumed::Order | Assumed::Shown);
    let day_first = read(DateOrder::DayFirst).count();
    let month_first = read(DateOrder::MonthFirst).count();
    let order = if month_first > day_first {
        DateOrder::MonthFirst
    } else {
        DateOrder::DayFirst
    };
    if !assumed(order).any(|a| in_digits(&a)) {
        return (None, false);
    }
    (Some(order), assumed(order).any(|a| a == Assumed::Shown))
}

fn samples(column: &GlanceColumn) -> Vec<String> {
    const SHOWN: usize = 3;
    let mut samples: Vec<String> = Vec::new();
    for value in &column.values {
        if samples.len() < SHOWN && !samples.contains(value) {
            samples.push(value.clone());
        }
    }
    samples
}

#[cfg(test)]
mod tests;
