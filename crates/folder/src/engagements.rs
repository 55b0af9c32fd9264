//! `engagements.csv`, or else the engagements that the notes name.

use crate::cells::CellFault;
use crate::keys::unknown_word;
use crate::organisations::{Organisations, optional, required};
use crate::parts::{as_id, stands_twice};
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;
use throughline_core::dates::DateRange;
use throughline_core::ids::EngagementId;
use throughline_core::names::{name_key, shown_name};
use throughline_core::notes::NONE;
use throughline_core::problem::{Code, Place, Problem};
use throughline_core::review::{Engagement, NO_FORMAT};
use throughline_ingest::dates::{self, SaidBy, Seen, Shown, bad_date};
use throughline_ingest::dictionary::split;
use throughline_ingest::faults::Faults;
use throughline_ingest::header::Column;
use throughline_ingest::notes::ENGAGEMENT;
use throughline_ingest::prepared::DateOrder;
use throughline_ingest::table::{Table, TableRow};

/// Its name in a review folder.
pub const FILE: &str = "engagements.csv";

const COLUMNS: [Column; 7] = [
    required("engagement_id"),
    required("engagement_type"),
    optional("title"),
    optional("date"),
    optional("date_from"),
    optional("date_to"),
    optional("organisations"),
];
const ID: usize = 0;
const TYPE: usize = 1;
const TITLE: usize = 2;
const DATE: usize = 3;
const FROM: usize = 4;
const TO: usize = 5;
const ORGANISATIONS: usize = 6;

/// The engagements met so far, and their formats.
#[derive(Debug, Default)]
pub struct Engagements {
    /// In order of file, or of appearance in the notes.
    pub list: Vec<Engagement>,
    /// Names of formats, as first written.
    pub formats: Vec<String>,
    by_id: HashMap<EngagementId, u32>,
    format_keys: HashMap<String, u32>,
    /// Whether engagements.csv says which there are.
    listed: bool,
    /// Engagements that a note has been found to differ from.
    differ: HashSet<u32>,
    /// Who was there by the notes, of engagements with many.
    present: HashMap<u32, HashSet<u32>>,
    /// The order of dates in digits, where it is said, or the notes show it.
    order: Option<DateOrder>,
    /// How it can be said.
    said_by: SaidBy,
    /// Whether notes without an `engagement_id` made an engagement of their type and day.
    by_day: bool,
    /// What was assumed of the dates of the notes.
    of_notes: Seen,
}

/// What a note says of its engagement.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// `engagement_id`.
    pub id: &'a str,
    /// `engagement_type`.
    pub format: &'a str,
    /// `date`.
    pub date: &'a str,
}

/// What a word of a note's engagement says.
pub fn named(word: &str) -> Named<'_> {
    let [id, format, date] = split(word);
    Named { id, format, date }
}

impl Engagements {
    /// Reads engagements.csv of a review folder, if there is one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(
        folder: &Path,
        organisations: &mut Organisations,
        order: Option<DateOrder>,
        faults: &mut Faults,
    ) -> io::Result<Self> {
        let mut found = Self::of_notes(order, SaidBy::Key);
        if let Some(table) = Table::read_if_there(folder, FILE, &COLUMNS, faults)? {
            found.listed = true;
            let mut seen = std::array::from_fn(|_| Seen::default());
            found.order = order.or_else(|| order_shown(&table, faults));
            table.for_each(faults, |row, faults| {
                let dates = found.dates(row, &mut seen, faults);
                found.row(row, dates, organisations, faults);
            });
            let said = std::mem::replace(&mut found.order, order);
            for problem in seen.into_iter().flat_map(|s| s.notes(said, SaidBy::Key)) {
                faults.push(problem);
            }
        }
        Ok(found)
    }

    /// None yet: those that the notes name, with dates of an order.
    pub fn of_notes(order: Option<DateOrder>, said_by: SaidBy) -> Self {
        Self {
            order,
            said_by,
            ..Self::default()
        }
    }

    /// Whether notes without an `engagement_id` made an engagement of their type and day.
    pub fn are_by_day(&self) -> bool {
        self.by_day
    }

    /// Looks at the dates of the notes together: which number is the day is shown by all of them, or
    /// by none. `place` gives the place of a date as it is written.
    pub fn settle_order<'a>(
        &mut self,
        words: impl Iterator<Item = &'a str>,
        place: impl Fn(&str) -> Place,
        faults: &mut Faults,
    ) {
        let mut shown = Shown::default();
        words.for_each(|word| shown.look(named(word).date));
        if let Some((real, text)) = shown.swapped() {
            faults.push(swapped(real, text, place(real)));
        }
        if self.order.is_none() {
            self.order = settled(&shown, self.said_by, place, faults);
        }
    }

    /// Says what was assumed of the dates of the notes.
    pub fn say_what_was_assumed(&mut self, faults: &mut Faults) {
        for problem in std::mem::take(&mut self.of_notes).notes(self.order, self.said_by) {
            faults.push(problem);
        }
    }

    fn row(
        &mut self,
        row: &TableRow<'_>,
        dates: Option<DateRange>,
        organisations: &mut Organisations,
        faults: &mut Faults,
    ) {
        let id: EngagementId = match row.cell(ID).parse() {
            Ok(id) => id,
            Err(error) => {
                let error: throughline_core::ids::IdError = error;
                faults.push(Problem::new(Code::BadId, row.place(ID), error.to_string()));
                return;
            }
        };
        if self.by_id.contains_key(&id) {
            faults.push(stands_twice("engagement", id.as_str(), row.place(ID)));
            return;
        }
        let format = row.cell(TYPE);
        if format.is_empty() {
            let message = format!("the engagement `{id}` has no type");
            let problem = Problem::new(Code::BadValue, row.place(TYPE), message);
            faults.push(problem.help("say what it was: `workshop`, `1:1 meeting`"));
        }
        let code = self.add(id, &format, dates);
        let mut present = Vec::new();
        for name in row.values(ORGANISATIONS) {
            let place = || row.place(ORGANISATIONS);
            if let Some(organisation) = organisations.take(&name, faults, place)
                && !present.contains(&organisation)
            {
                present.push(organisation);
            }
        }
        if let Some(engagement) = self.list.get_mut(code as usize) {
            engagement.title = row.text(TITLE);
            engagement.organisations = present;
        }
    }

    /// `date`, or `date_from` and `date_to`.
    fn dates(
        &self,
        row: &TableRow<'_>,
        seen: &mut [Seen; 3],
        faults: &mut Faults,
    ) -> Option<DateRange> {
        let order = self.order.unwrap_or_default();
        let [one, from, to] = seen;
        let mut read = |column: usize, seen: &mut Seen| {
            let cell = row.cell(column);
            let day = dates::read(&cell, order);
            match day {
                Some(day) => seen.take(&cell, day, || row.place(column)),
                None if cell.is_empty() => {}
                None => faults.push(bad_date(&cell, order, SaidBy::Key, row.place(column))),
            }
            day.map(|day| day.date)
        };
        let (one, from, to) = (read(DATE, one), read(FROM, from), read(TO, to));
        let first = from.or(one).or(to)?;
        let last = to.or(one).or(from)?;
        if first > last {
            let message = format!("the engagement ends on {last}, before it begins on {first}");
            faults.push(Problem::new(Code::BadDate, row.place(TO), message));
        }
        Some(DateRange::new(first, last))
    }

    fn add(&mut self, id: EngagementId, format: &str, dates: Option<DateRange>) -> u32 {
        let format = self.take_format(format);
        let code = u32::try_from(self.list.len()).unwrap_or(NONE);
        self.by_id.insert(id.clone(), code);
        self.list.push(Engagement {
            id,
            format,
            title: None,
            dates,
            organisations: Vec::new(),
        });
        code
    }

    fn take_format(&mut self, name: &str) -> u32 {
        let name = if name.is_empty() { NO_FORMAT } else { name };
        let next = u32::try_from(self.formats.len()).unwrap_or(NONE);
        let code = *self.format_keys.entry(name_key(name)).or_insert(next);
        if code == next {
            self.formats.push(shown_name(name));
        }
        code
    }

    /// Whether an engagement with an id is known.
    pub fn has(&self, id: &str) -> bool {
        id.parse()
            .is_ok_and(|id: EngagementId| self.by_id.contains_key(&id))
    }

    /// A format by its name.
    pub fn format(&self, name: &str) -> Option<u32> {
        self.format_keys.get(&name_key(name)).copied()
    }

    /// Looks at what a note says of its engagement, without taking it in; with `advice`, says what
    /// may be meant.
    pub fn check(&self, named: Named<'_>, advice: bool) -> Vec<CellFault> {
        let [id_column, _, date_column] = ENGAGEMENT;
        let mut faults = Vec::new();
        let order = self.order.unwrap_or_default();
        if !named.date.is_empty() && dates::read(named.date, order).is_none() {
            let problem = bad_date(named.date, order, self.said_by, Place::default());
            faults.push(CellFault::new(date_column, problem));
        }
        if named.id.is_empty() {
            return faults;
        }
        let id: Result<EngagementId, _> = named.id.parse();
        match id {
            Err(error) => {
                let problem = Problem::new(Code::BadId, Place::default(), error.to_string());
                faults.push(CellFault::new(id_column, problem));
            }
            Ok(id) if self.listed && !self.by_id.contains_key(&id) => {
                let known = self.list.iter().filter(|_| advice);
                let known: Vec<&str> = known.map(|e| e.id.as_str()).collect();
                let (code, place) = (Code::UnknownEngagement, Place::default());
                let mut problem = unknown_word(code, place, "engagement", id.as_str(), &known);
                problem.help = problem.help.or_else(|| Some(format!("add it to {FILE}")));
                faults.push(CellFault::new(id_column, problem));
            }
            Ok(_) => {}
        }
        faults
    }

    /// The engagement that a note names; a new one where engagements.csv does not say which there
    /// are. `place` gives the place of a cell by its column.
    pub fn take(
        &mut self,
        named: Named<'_>,
        faults: &mut Faults,
        mut place: impl FnMut(usize) -> Place,
    ) -> u32 {
        let day = dates::read(named.date, self.order.unwrap_or_default());
        if let Some(day) = day {
            let [_, _, column] = ENGAGEMENT;
            self.of_notes.take(named.date, day, || place(column));
        }
        let dates = day.map(|day| DateRange::new(day.date, day.date));
        let id: Option<EngagementId> = if named.id.is_empty() && !self.listed {
            // A file that only says "workshop, 26 September" means one engagement by it.
            self.by_day |= day.is_some();
            let date = day.map_or_else(String::new, |day| day.date.to_string());
            as_id(&format!("{} {date}", named.format))
        } else {
            named.id.parse().ok()
        };
        let Some(id) = id else {
            return NONE;
        };
        let Some(&code) = self.by_id.get(&id) else {
            if self.listed {
                return NONE;
            }
            return self.add(id, named.format, dates);
        };
        let no_type = self.format(NO_FORMAT);
        let mut said = (!named.format.is_empty()).then(|| named.format.to_owned());
        if let Some(name) = &said
            && self.list.get(code as usize).map(|e| Some(e.format)) == Some(no_type)
        {
            let format = self.take_format(name);
            if let Some(engagement) = self.list.get_mut(code as usize) {
                engagement.format = format;
            }
            said = None;
        }
        let said = said.map(|name| (self.format(&name), name));
        let Some(engagement) = self.list.get_mut(code as usize) else {
            return NONE;
        };
        let [_, type_column, date_column] = ENGAGEMENT;
        let mut differs = None;
        if let Some((format, name)) = said
            && format != Some(engagement.format)
        {
            let stands = self.formats.get(engagement.format as usize);
            let stands = stands.map_or("", String::as_str);
            differs = Some((
                type_column,
                format!("of type `{stands}`, the note says `{name}`"),
            ));
        }
        match (engagement.dates, dates) {
            (None, Some(_)) => engagement.dates = dates,
            (Some(stands), Some(said))
                if said.from() < stands.from() || said.to() > stands.to() =>
            {
                let message = format!("{}, the note says {}", on(stands), on(said));
                differs = differs.or(Some((date_column, message)));
            }
            _ => {}
        }
        if let Some((column, how)) = differs
            && self.differ.insert(code)
        {
            let stands = if self.listed { FILE } else { "the first note" };
            let message = format!("engagement `{id}` is {how}");
            faults.push(
                Problem::new(Code::EngagementDiffers, place(column), message)
                    .help(format!("{stands} is followed; make the two agree")),
            );
        }
        code
    }

    /// Takes in that a note of an engagement is attributed to an organisation, which says who was
    /// there when engagements.csv does not.
    pub fn take_present(&mut self, engagement: u32, organisation: u32) {
        if self.listed || engagement == NONE {
            return;
        }
        let Some(found) = self.list.get_mut(engagement as usize) else {
            return;
        };
        // Few are at an engagement, as a rule; looking through them is quicker than a table.
        let is_new = if found.organisations.len() < 32 {
            !found.organisations.contains(&organisation)
        } else {
            let present = self.present.entry(engagement);
            let all = present.or_insert_with(|| found.organisations.iter().copied().collect());
            all.insert(organisation)
        };
        if is_new {
            found.organisations.push(organisation);
        }
    }
}

/// The order that the dates of the table show together.
fn order_shown(table: &Table, faults: &mut Faults) -> Option<DateOrder> {
    let mut places: HashMap<String, Place> = HashMap::new();
    let mut shown = Shown::default();
    table.for_each(&mut Faults::new(false), |row, _| {
        for column in [DATE, FROM, TO] {
            let cell = row.cell(column);
            shown.look(&cell);
            places
                .entry(cell.into_owned())
                .or_insert_with(|| row.place(column));
        }
    });
    let place = |text: &str| places.get(text).cloned().unwrap_or_default();
    settled(&shown, SaidBy::Key, place, faults)
}

/// The order that dates show, said where it is not the usual one, and an error where some show one and
/// some the other.
fn settled(
    shown: &Shown,
    said_by: SaidBy,
    place: impl Fn(&str) -> Place,
    faults: &mut Faults,
) -> Option<DateOrder> {
    if let Some((day, month)) = shown.both() {
        let other = place(day);
        let line = other.line.map_or(String::new(), |line| {
            format!(" on {} {line} of {}", other.line_word(), other.file)
        });
        let message = format!(
            "`{month}` can only have the month first, and `{day}`{line} only the day: what stands first in the others cannot be told"
        );
        let problem = Problem::new(Code::DateOrders, place(month), message);
        faults.push(problem.help(format!(
            "write the dates as year-month-day, such as `2023-09-26`; or say {} or {}, and dates that do not fit it are errors of their rows",
            said_by.advice(DateOrder::DayFirst),
            said_by.advice(DateOrder::MonthFirst)
        )));
    }
    let order = shown.order()?;
    if let Some(month) = shown.month_first() {
        let message = format!(
            "dates are read with the month first, since `{month}` can be read in no other way"
        );
        let said = Problem::new(Code::Assumed, place(month), message);
        faults.push(said.help(format!(
            "if the day stands first, mend that date and say {}",
            said_by.advice(DateOrder::DayFirst)
        )));
    }
    Some(order)
}

/// Says that a spreadsheet may have taken the day for the month.
fn swapped(real: &str, text: &str, place: Place) -> Problem {
    let message = format!(
        "every real date of the column, such as `{real}`, is within the first 12 days of a month, and every date that is text, such as `{text}`, is after them: a spreadsheet may have taken the day for the month of those it could read"
    );
    Problem::new(Code::DatesSwapped, place, message).help(
        "compare a few with the source; where they are swapped, mend them and write all as year-month-day text",
    )
}

fn on(range: DateRange) -> String {
    if range.from() == range.to() {
        format!("on {}", range.from())
    } else {
        format!("from {} to {}", range.from(), range.to())
    }
}
