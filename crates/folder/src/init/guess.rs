//! What a file is taken for: which column is which, and how sure that is.

use throughline_core::names::name_key;
use throughline_ingest::dates::{self, Assumed};
use throughline_ingest::notes::COLUMNS;
use throughline_ingest::prepared::{DateOrder, Delimiter, Encoding, Glance, GlanceColumn, Shape};

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
    pub(super) fn of(file: String, look: &Glance, said: Option<DateOrder>) -> Self {
        let columns = columns(look);
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
    (
        "organisation",
        &[
            "agency",
            "agencies",
            "organisation",
            "organisations",
            "organization",
            "department",
            "ministry",
            "council",
            "iwi",
            "submitter",
            "stakeholder",
        ],
    ),
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

fn columns(look: &Glance) -> Vec<Column> {
    let mut found: Vec<(Role, Option<Sure>)> =
        look.columns.iter().map(by_name(look.shape)).collect();
    take(&mut found, look, "date", Sure::Likely, holds_dates);
    for (ours, words) in WORDS {
        // The answers are the text.
        if *ours == "text" && look.shape == Shape::Questions {
            continue;
        }
        let has_word = |c: &GlanceColumn| {
            let key = name_key(&c.header);
            let mut parts = key.split(|c: char| !c.is_alphanumeric());
            parts.any(|part| words.contains(&part))
        };
        take(&mut found, look, ours, Sure::Guess, has_word);
    }
    if look.shape != Shape::Questions && !is_taken(&found, "text") {
        longest(&mut found, look);
    }
    if look.shape == Shape::Long {
        take(&mut found, look, "themes", Sure::Guess, holds_lists);
    }
    let columns = look.columns.iter().zip(found);
    columns
        .map(|(column, (role, sure))| Column {
            header: column.header.clone(),
            role,
            sure,
            samples: samples(column),
        })
        .collect()
}

fn by_name(shape: Shape) -> impl Fn(&GlanceColumn) -> (Role, Option<Sure>) {
    move |column| match (column.is_of_shape, column.named) {
        (true, _) if shape == Shape::Themes => (Role::Theme, Some(Sure::Likely)),
        (true, _) => (Role::Question, Some(Sure::Likely)),
        (false, Some((ours, true))) => (Role::Column(ours), Some(Sure::Named)),
        (false, Some((ours, false))) => (Role::Column(ours), Some(Sure::Likely)),
        (false, None) => (Role::Unread, None),
    }
}

fn is_taken(found: &[(Role, Option<Sure>)], ours: &str) -> bool {
    found
        .iter()
        .any(|(role, _)| *role == Role::Column(our_name(ours)))
}

/// Our name of a column, from the list of columns.
fn our_name(name: &str) -> &'static str {
    let known = COLUMNS.iter().find(|c| c.name == name);
    known.map_or("", |c| c.name)
}

/// Takes the one column that is nothing yet and fits, where there is just one and none is known.
fn take(
    found: &mut [(Role, Option<Sure>)],
    look: &Glance,
    ours: &str,
    sure: Sure,
    fits: impl Fn(&GlanceColumn) -> bool,
) {
    if is_taken(found, ours) {
        return;
    }
    let free = |(at, c): &(usize, &GlanceColumn)| {
        let role = found.get(*at).map(|(role, _)| *role);
        role == Some(Role::Unread) && !c.header.is_empty() && !c.values.is_empty() && fits(c)
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
        *column = (Role::Column(our_name(ours)), Some(sure));
    }
}

/// Takes the column with the longest values as the text, when they are sentences.
fn longest(found: &mut [(Role, Option<Sure>)], look: &Glance) {
    const WORDS_OF_A_SENTENCE: usize = 4;
    // A tenth of a word tells columns apart.
    let tenths = |c: &GlanceColumn| {
        let words = c.values.iter().map(|v| v.split_whitespace().count());
        words.sum::<usize>() * 10 / c.values.len().max(1)
    };
    let free = look.columns.iter().enumerate().filter(|(at, c)| {
        let role = found.get(*at).map(|(role, _)| *role);
        role == Some(Role::Unread) && !c.header.is_empty()
    });
    // Of columns alike the first.
    let best = free.rev().max_by_key(|(_, column)| tenths(column));
    if let Some((at, column)) = best
        && tenths(column) >= WORDS_OF_A_SENTENCE * 10
        && let Some(column) = found.get_mut(at)
    {
        *column = (Role::Column("text"), Some(Sure::Guess));
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
