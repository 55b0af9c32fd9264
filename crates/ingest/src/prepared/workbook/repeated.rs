//! What the sheets of an ODS come to when repeated cells and rows are written out. The library that
//! reads them writes all of them out, and never ends over one whose tags are not closed.

use super::error::BookError;
use super::room::Room;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::BufRead;

/// Columns and rows that are written out of a repeated one at most.
const COLUMNS: u64 = 16_384;
const ROWS: u64 = 1 << 20;

/// Bytes of memory for a cell: as it is met, with its formula; and in the sheet, which is there twice
/// while it is read.
const MET: u64 = 48;
const IN_SHEET: u64 = 48;

/// Takes the room of all sheets of a `content.xml`.
///
/// # Errors
/// They do not fit, or a tag is not closed.
pub fn look(part: impl BufRead, room: &mut Room) -> Result<(), BookError> {
    let mut xml = Reader::from_reader(part);
    let mut buffer = Vec::new();
    let (mut open, mut tally) = (0u64, Tally::default());
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer);
        match event.map_err(|e| BookError::Damaged(e.to_string()))? {
            Event::Start(tag) => {
                open += 1;
                tally.begin(&tag);
            }
            Event::End(tag) => {
                open = open.saturating_sub(1);
                tally.end(tag.name().as_ref(), room)?;
            }
            Event::Empty(tag) => {
                tally.begin(&tag);
                tally.end(tag.name().as_ref(), room)?;
            }
            Event::Text(text) => tally.text(text.len() as u64),
            Event::GeneralRef(_) => tally.text(4),
            Event::Eof => break,
            _ => {}
        }
    }
    if open > 0 {
        let said = "its content breaks off before the end";
        return Err(BookError::Damaged(said.to_owned()));
    }
    Ok(())
}

/// What has been met of a sheet.
#[derive(Debug, Default)]
struct Tally {
    /// Cells of the longest row.
    width: u64,
    /// Rows down to the last with a filled cell.
    rows: u64,
    /// Blank rows after it.
    blank_rows: u64,
    row: Row,
    cell: Cell,
}

#[derive(Debug, Default)]
struct Row {
    repeats: u64,
    /// Cells down to the last that is filled, and blank ones after it.
    cells: u64,
    blank: u64,
    text: u64,
}

#[derive(Debug, Default)]
struct Cell {
    repeats: u64,
    filled: bool,
    text: u64,
}

impl Tally {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table" => *self = Self::default(),
            "table:table-row" => {
                self.row = Row {
                    repeats: number(tag, "table:number-rows-repeated").min(ROWS),
                    ..Row::default()
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let attributes = tag.attributes_raw();
                let holds = |name: &str| attributes.contains(name);
                self.cell = Cell {
                    repeats: number(tag, "table:number-columns-repeated"),
                    filled: holds("value") || holds("table:formula"),
                    text: attributes.len() as u64,
                }
            }
            "text:s" => self.text(number(tag, "text:c")),
            _ => {}
        }
    }

    fn text(&mut self, bytes: u64) {
        self.cell.text = self.cell.text.saturating_add(bytes);
    }

    fn end(&mut self, name: &str, room: &mut Room) -> Result<(), BookError> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_of_cell(),
            "table:table-row" => self.end_of_row(room)?,
            "table:table" => {
                let cells = self.rows.saturating_mul(self.width);
                room.take(cells.saturating_mul(IN_SHEET))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_of_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let row = &mut self.row;
        row.cells = (row.cells + row.blank).min(COLUMNS);
        row.blank = 0;
        let repeats = cell.repeats.min(COLUMNS - row.cells);
        if cell.filled {
            row.cells += repeats;
            row.text = row.text.saturating_add(repeats.saturating_mul(cell.text));
        } else {
            row.blank = repeats;
        }
    }

    fn end_of_row(&mut self, room: &mut Room) -> Result<(), BookError> {
        let row = std::mem::take(&mut self.row);
        if row.cells == 0 {
            self.blank_rows = self.blank_rows.saturating_add(row.repeats);
            return Ok(());
        }
        // Blank rows above the first filled one are not written out.
        let between = if self.rows == 0 { 0 } else { self.blank_rows };
        self.rows = (self.rows + between).saturating_add(row.repeats);
        self.blank_rows = 0;
        self.width = self.width.max(row.cells);
        let text = row.text.saturating_mul(row.repeats.saturating_add(1));
        room.take((row.cells * MET).saturating_add(text))
    }
}

/// How often something is repeated: once, where that is not said.
fn number(tag: &BytesStart<'_>, name: &str) -> u64 {
    let mut attributes = tag.attributes();
    let attributes = attributes.with_checks(false);
    let said = attributes.flatten().find(|a| a.key.as_ref() == name);
    said.map_or(1, |said| {
        let digits = said.value.as_ref();
        let number = digits.parse().unwrap_or(u64::MAX);
        // A number written otherwise than in digits is one that is not understood here.
        number.min(u64::from(u32::MAX))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that a sheet takes, of a room of 64 MiB; nothing where it has none.
    fn taken(rows: &str) -> Option<u64> {
        let content = format!("<c><table:table table:name=\"S\">{rows}</table:table></c>");
        let mut room = Room::of(0);
        look(content.as_bytes(), &mut room).ok()?;
        let mut left = 64 << 20;
        while room.take(left).is_err() {
            left -= 1;
        }
        Some((64 << 20) - left)
    }

    fn cell(attributes: &str) -> String {
        format!("<table:table-cell {attributes}/>")
    }

    fn row(attributes: &str, cells: &str) -> String {
        format!("<table:table-row {attributes}>{cells}</table:table-row>")
    }

    #[test]
    fn repeated_cells_and_rows_take_what_they_come_to() {
        let one = cell("office:value=\"1\"");
        // The attributes are counted for the text that may stand in them.
        let text = " office:value=\"1\"".len() as u64;
        let of_one = MET + 2 * text + IN_SHEET;
        assert_eq!(taken(&row("", &one)), Some(of_one));
        // Blank cells after the last filled one, and blank rows after the last, come to nothing.
        let blank = cell("table:number-columns-repeated=\"16384\"");
        let blank_rows = row("table:number-rows-repeated=\"1000000\"", &blank);
        let with_blanks = row("", &format!("{one}{blank}")) + &blank_rows;
        assert_eq!(taken(&with_blanks), Some(of_one));
        // Those between are written out.
        let between =
            row("", &one) + &row("table:number-rows-repeated=\"98\"", &blank) + &row("", &one);
        assert_eq!(taken(&between), Some(2 * (MET + 2 * text) + 100 * IN_SHEET));
        for too_many in [
            row("table:number-rows-repeated=\"99999999\"", &one),
            blank_rows.clone() + &row("", &one) + &blank_rows + &row("", &format!("{one}{one}")),
            row(
                "",
                &cell("office:value=\"1\" table:number-columns-repeated=\"999999999\""),
            )
            .repeat(200),
            row(
                "",
                &format!(
                    "{}<text:s text:c=\"99999999999\"/></table:table-cell>",
                    one.replace("/>", ">")
                ),
            ),
        ] {
            assert_eq!(taken(&too_many), None, "{}", &too_many[..80]);
        }
    }

    #[test]
    fn what_is_not_closed_is_damaged() {
        for content in [
            "<table:table>",
            "<a><office:annotation></a>",
            "<a",
            "<a></b>",
        ] {
            let found = look(content.as_bytes(), &mut Room::of(0));
            assert!(matches!(found, Err(BookError::Damaged(_))), "{content}");
        }
    }
}
