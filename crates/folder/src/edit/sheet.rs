//! A small table that is edited: cells set, rows added and removed, a column added where it is
//! missing. What is not edited stays byte for byte.

use super::cells::{self, value, written};
use std::collections::BTreeMap;
use std::ops::Range;
use throughline_core::problem::Problem;
use throughline_ingest::header::{Column, Header, Renamed};

/// A row of the table.
#[derive(Debug)]
struct Row {
    fields: Vec<Range<usize>>,
    values: Vec<String>,
    /// Past its line end.
    after: usize,
    new: BTreeMap<usize, String>,
    removed: bool,
}

/// A table on its way from what it holds to what it will hold.
#[derive(Debug)]
pub struct Sheet<'a> {
    mark: &'a [u8],
    body: &'a [u8],
    head_end: usize,
    columns: &'a [Column],
    header: Header,
    rows: Vec<Row>,
    /// Columns that the header does not have, in the order in which they were asked for.
    more: Vec<usize>,
    added: Vec<BTreeMap<usize, String>>,
    /// Cells that were set.
    pub cells: usize,
    /// Rows that were removed.
    pub removed: usize,
}

impl<'a> Sheet<'a> {
    /// Reads a table.
    ///
    /// # Errors
    /// The first thing that keeps it from being read.
    pub fn read(bytes: &'a [u8], file: &str, columns: &'a [Column]) -> Result<Self, Problem> {
        let Some(mut table) = cells::open(bytes, file, columns, &Renamed::new())? else {
            let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
            return Err(throughline_ingest::check::empty(file, &names.join(",")));
        };
        let head_end = table.records.start() + table.records.raw().len();
        let mut rows = Vec::new();
        while table.records.advance() {
            cells::sound(&table.records, file)?;
            if cells::is_blank(&table.records) {
                continue;
            }
            cells::long_enough(&table.records, &table.header, file)?;
            let all = 0..table.records.len();
            rows.push(Row {
                fields: all.clone().filter_map(|i| table.records.span(i)).collect(),
                values: all.map(|i| value(&table.records, i).into_owned()).collect(),
                after: table.records.position(),
                new: BTreeMap::new(),
                removed: false,
            });
        }
        Ok(Self {
            mark: table.mark,
            body: table.body,
            head_end,
            columns,
            header: table.header,
            rows,
            more: Vec::new(),
            added: Vec::new(),
            cells: 0,
            removed: 0,
        })
    }

    /// How many rows were read.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the header has a column.
    pub fn has(&self, column: usize) -> bool {
        self.header.position(column).is_some()
    }

    /// A cell as it was read, trimmed; blank where the table does not have the column.
    pub fn get(&self, row: usize, column: usize) -> &str {
        let at = self.header.position(column);
        let row = self.rows.get(row);
        at.zip(row)
            .and_then(|(at, row)| row.values.get(at))
            .map_or("", |cell| cell.trim())
    }

    /// Sets a cell. One that holds the value already is not touched; a column that is missing is
    /// added when a value needs it.
    pub fn set(&mut self, row: usize, column: usize, new: &str) {
        if self.get(row, column) == new {
            return;
        }
        if !self.has(column) && !self.more.contains(&column) {
            self.more.push(column);
        }
        if let Some(row) = self.rows.get_mut(row) {
            row.new.insert(column, new.to_owned());
            self.cells += 1;
        }
    }

    /// Removes a row.
    pub fn remove(&mut self, row: usize) {
        if let Some(row) = self.rows.get_mut(row)
            && !row.removed
        {
            row.removed = true;
            self.removed += 1;
        }
    }

    /// Adds a row at the end; blank values may be left out.
    pub fn add(&mut self, values: BTreeMap<usize, String>) {
        for (&column, value) in &values {
            if !value.is_empty() && !self.has(column) && !self.more.contains(&column) {
                self.more.push(column);
            }
        }
        self.added.push(values);
    }

    /// How many rows were added.
    pub fn added(&self) -> usize {
        self.added.len()
    }

    /// Whether nothing was edited.
    pub fn is_as_it_was(&self) -> bool {
        self.cells == 0 && self.removed == 0 && self.added.is_empty()
    }

    /// The bytes with the edits.
    pub fn bytes(&self) -> Vec<u8> {
        let part = |range: Range<usize>| self.body.get(range).unwrap_or_default();
        let end_of_line = self.end_of_line();
        let mut out = self.mark.to_vec();
        out.extend_from_slice(part(0..self.head_end));
        for &column in &self.more {
            let name = self.columns.get(column).map_or("", |c| c.name);
            out.extend_from_slice(format!(",{name}").as_bytes());
        }
        let mut done = self.head_end;
        for row in &self.rows {
            let start = row.fields.first().map_or(done, |f| f.start);
            out.extend_from_slice(part(done..start));
            done = start;
            if row.removed {
                done = row.after;
                continue;
            }
            for (at, field) in row.fields.iter().enumerate() {
                let column = (0..self.columns.len()).find(|&c| self.header.position(c) == Some(at));
                let Some(new) = column.and_then(|c| row.new.get(&c)) else {
                    continue;
                };
                let old = row.values.get(at).map_or("", String::as_str);
                out.extend_from_slice(part(done..field.start));
                let new = within(old, new);
                out.extend_from_slice(written(&new, part(field.clone())).as_bytes());
                done = field.end;
            }
            let end = row.fields.last().map_or(done, |f| f.end);
            out.extend_from_slice(part(done..end));
            done = end;
            for column in &self.more {
                let new = row.new.get(column).map_or("", String::as_str);
                out.extend_from_slice(format!(",{}", written(new, b"")).as_bytes());
            }
        }
        out.extend_from_slice(part(done..self.body.len()));
        for row in &self.added {
            if !out.ends_with(b"\n") && !out.ends_with(b"\r") {
                out.extend_from_slice(end_of_line);
            }
            out.extend_from_slice(self.line(row).as_bytes());
            out.extend_from_slice(end_of_line);
        }
        out
    }

    fn line(&self, row: &BTreeMap<usize, String>) -> String {
        let own = (0..self.header.len())
            .map(|at| (0..self.columns.len()).find(|&c| self.header.position(c) == Some(at)));
        let columns = own.chain(self.more.iter().map(|&c| Some(c)));
        let values = columns.map(|c| {
            let value = c.and_then(|c| row.get(&c)).map_or("", String::as_str);
            written(value, b"")
        });
        values.collect::<Vec<_>>().join(",")
    }

    /// How lines end here.
    fn end_of_line(&self) -> &'static [u8] {
        let after = self.body.get(self.head_end..).unwrap_or_default();
        match after {
            [b'\r', b'\n', ..] => b"\r\n",
            [b'\r', ..] => b"\r",
            _ => b"\n",
        }
    }
}

/// A value with the white space that stood around the old one.
fn within(old: &str, new: &str) -> String {
    let inner = old.trim();
    if inner.is_empty() || new.is_empty() {
        return new.to_owned();
    }
    let before = old.len() - old.trim_start().len();
    let (before, after) = (old.get(..before), old.get(before + inner.len()..));
    format!(
        "{}{new}{}",
        before.unwrap_or_default(),
        after.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisations::{optional, required};

    const COLUMNS: [Column; 3] = [required("code"), required("label"), optional("parent")];

    #[test]
    fn what_is_not_edited_stays_byte_for_byte() {
        let before = "\u{feff}label, CODE ,colour\r\n\r\n\"Cost\", cost ,red\r\n,,\r\n\"Ti\"\"me\",time,\"a\r\nb\"";
        let mut sheet = Sheet::read(before.as_bytes(), "t.csv", &COLUMNS).unwrap();
        assert_eq!(sheet.len(), 2);
        assert_eq!(sheet.bytes(), before.as_bytes());
        sheet.set(0, 0, "cost");
        assert!(sheet.is_as_it_was());
        sheet.set(0, 0, "price");
        sheet.set(1, 1, "Tide, \"ebb\"");
        assert_eq!(
            String::from_utf8(sheet.bytes()).unwrap(),
            "\u{feff}label, CODE ,colour\r\n\r\n\"Cost\", price ,red\r\n,,\r\n\"Tide, \"\"ebb\"\"\",time,\"a\r\nb\""
        );
        sheet.set(1, 2, "price");
        sheet.add([(0, "new".to_owned()), (1, "New".to_owned())].into());
        sheet.remove(0);
        assert_eq!(
            String::from_utf8(sheet.bytes()).unwrap(),
            "\u{feff}label, CODE ,colour,parent\r\n\r\n,,\r\n\"Tide, \"\"ebb\"\"\",time,\"a\r\nb\",price\r\nNew,new,,\r\n"
        );
        assert_eq!((sheet.cells, sheet.removed, sheet.added()), (3, 1, 1));
    }
}
