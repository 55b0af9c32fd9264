//! A sheet as CSV and as a workbook.

use super::{SheetError, no_theme};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};
use throughline_core::codebook::Codebook;
use throughline_core::formulas::neutralised;
use throughline_core::stance::Stance;

/// Rows of notes that a workbook holds below its head.
const MOST_ROWS: usize = 1_048_575;

/// UTF-16 units that a cell of a workbook holds.
const MOST_UNITS: usize = 32_767;

/// Rows below the last that have drop-downs too, for a coder who adds some.
const SPARE: u32 = 1_000;

/// How a column is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// For reading. A text that is too long for a workbook's cell is cut there, and says so.
    No,
    /// As one likes.
    Free,
    /// With codes of the codebook: a drop-down that lets others pass, since there may be several.
    Themes,
    /// With a stance: a drop-down that lets nothing else pass.
    Stance,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// Its width in a workbook, in characters.
    pub width: u16,
    /// How it is filled in.
    pub fill: Fill,
}

impl Column {
    /// A column for reading.
    #[must_use]
    pub fn shown(name: impl Into<String>, width: u16) -> Self {
        Self::new(name, width, Fill::No)
    }

    /// A column.
    #[must_use]
    pub fn new(name: impl Into<String>, width: u16, fill: Fill) -> Self {
        Self {
            name: name.into(),
            width,
            fill,
        }
    }
}

/// A sheet to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name in a workbook.
    pub name: &'static str,
    /// Its columns; the first is the note.
    pub columns: Vec<Column>,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<String>>,
    /// What the sheet `about` says: a heading and a text each.
    pub about: Vec<(String, String)>,
}

impl Sheet {
    /// The bytes of a CSV file, UTF-8 with a byte-order mark, by which spreadsheets know it.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
        // Writing to memory does not fail.
        let _ = writer.write_record(self.columns.iter().map(|c| c.name.as_str()));
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(|cell| neutralised(cell).into_owned()));
        }
        writer.into_inner().unwrap_or_default()
    }

    /// The bytes of a workbook with the sheet, the codes and what there is to know. The same for the
    /// same sheet.
    ///
    /// # Errors
    /// [`SheetError`]: what a workbook cannot hold.
    pub fn to_xlsx(&self, book: &Codebook) -> Result<Vec<u8>, SheetError> {
        if self.rows.len() > MOST_ROWS {
            return Err(SheetError::TooManyRows(self.rows.len()));
        }
        let failed = |error: XlsxError| SheetError::Write(error.to_string());
        let mut workbook = Workbook::new();
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        self.fill_in(workbook.add_worksheet(), book)?;
        codes(workbook.add_worksheet(), book).map_err(failed)?;
        about(workbook.add_worksheet(), &self.about).map_err(failed)?;
        workbook.save_to_buffer().map_err(failed)
    }

    fn fill_in(&self, sheet: &mut Worksheet, book: &Codebook) -> Result<(), SheetError> {
        let failed = |error: XlsxError| SheetError::Write(error.to_string());
        sheet.set_name(self.name).map_err(failed)?;
        print_setup(sheet, true).map_err(failed)?;
        sheet.set_freeze_panes(1, 1).map_err(failed)?;
        let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let spare = last.saturating_add(SPARE).min(1_048_575);
        for (at, column) in (0u16..).zip(&self.columns) {
            let format = body(column.fill != Fill::No);
            sheet
                .set_column_width(at, column.width)
                .and_then(|s| s.set_column_format(at, &format))
                .and_then(|s| s.write_string_with_format(0, at, &column.name, &head()))
                .map_err(failed)?;
            let rule = match column.fill {
                Fill::Themes => themes(book).map_err(failed)?,
                Fill::Stance => stances().map_err(failed)?,
                Fill::No | Fill::Free => continue,
            };
            sheet
                .add_data_validation(1, at, spare, at, &rule)
                .map_err(failed)?;
        }
        for (line, row) in (1u32..).zip(&self.rows) {
            for ((at, column), cell) in (0u16..).zip(&self.columns).zip(row) {
                if cell.is_empty() {
                    continue;
                }
                let cell = cell_of(column, row, &neutralised(cell))?;
                sheet
                    .write_string_with_format(line, at, cell, &body(column.fill != Fill::No))
                    .map_err(failed)?;
            }
        }
        Ok(())
    }
}

/// A cell as a workbook holds it.
fn cell_of(column: &Column, row: &[String], cell: &str) -> Result<String, SheetError> {
    const CUT: &str = " … [cut here: the whole text is in the notes file]";
    if cell.encode_utf16().count() <= MOST_UNITS {
        return Ok(cell.to_owned());
    }
    if column.fill != Fill::No {
        return Err(SheetError::TooLong {
            note: row.first().cloned().unwrap_or_default(),
            column: column.name.clone(),
        });
    }
    let room = MOST_UNITS - CUT.encode_utf16().count();
    let mut used = 0;
    let kept: String = cell
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    Ok(kept + CUT)
}

fn themes(book: &Codebook) -> Result<DataValidation, XlsxError> {
    let last = book.len() + 2;
    let none = no_theme(book);
    DataValidation::new()
        .allow_list_formula(Formula::new(format!("=codes!$A$2:$A${last}")))
        .set_error_style(DataValidationErrorStyle::Information)
        .set_error_title("Not one code of the list")?
        .set_error_message(
            "Several codes are separated by ; and are checked when the sheet is imported.",
        )?
        .set_input_title("themes")?
        .set_input_message(format!(
            "Codes, separated by ; if several. {none} = read, no theme applies. Blank = not read."
        ))
}

fn stances() -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_strings(&Stance::ALL.map(Stance::word))?
        .set_error_title("No stance")?
        .set_error_message(
            "Choose positive, negative, mixed, neutral or not stated, or leave it blank.",
        )
}

fn codes(sheet: &mut Worksheet, book: &Codebook) -> Result<(), XlsxError> {
    sheet.set_name("codes")?;
    print_setup(sheet, true)?;
    sheet.set_freeze_panes(1, 1)?;
    let columns = [
        ("code", 28),
        ("label", 32),
        ("definition", 50),
        ("include", 40),
        ("exclude", 40),
        ("parent", 24),
    ];
    for (at, (name, width)) in (0u16..).zip(columns) {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(0, at, name, &head())?;
    }
    let mut write = |line: u32, cells: [&str; 6]| -> Result<(), XlsxError> {
        for (at, cell) in (0u16..).zip(cells) {
            let cell: String = neutralised(cell).chars().take(MOST_UNITS / 2).collect();
            sheet.write_string_with_format(line, at, cell, &body(false))?;
        }
        Ok(())
    };
    let none = "read, and no theme applies";
    write(1, [no_theme(book), "No theme", none, "", "", ""])?;
    for (line, theme) in (2u32..).zip(book.themes()) {
        let parent = theme.parent.map_or("", |p| book.theme(p).id.as_str());
        let texts = [&theme.definition, &theme.include, &theme.exclude].map(String::as_str);
        let [definition, include, exclude] = texts;
        let id = theme.id.as_str();
        write(
            line,
            [id, &theme.label, definition, include, exclude, parent],
        )?;
    }
    Ok(())
}

fn about(sheet: &mut Worksheet, rows: &[(String, String)]) -> Result<(), XlsxError> {
    sheet.set_name("about")?;
    print_setup(sheet, false)?;
    sheet.set_column_width(0, 18)?;
    sheet.set_column_width(1, 90)?;
    for (line, (name, text)) in (0u32..).zip(rows) {
        sheet.write_string_with_format(line, 0, name, &body(false).set_bold())?;
        let text: String = neutralised(text).chars().take(MOST_UNITS / 2).collect();
        sheet.write_string_with_format(line, 1, text, &body(false))?;
    }
    Ok(())
}

/// A4, as wide as a page, the head on every page and its number at the foot.
fn print_setup(sheet: &mut Worksheet, landscape: bool) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&RPage &P of &N");
    if landscape {
        sheet.set_landscape();
        sheet.set_repeat_rows(0, 0)?;
    }
    Ok(())
}

fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Medium)
}

/// Text, so that no code or id becomes a number or a date. What is filled in has a border.
fn body(filled_in: bool) -> Format {
    let format = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_num_format("@");
    if filled_in {
        format.set_border(FormatBorder::Thin)
    } else {
        format
    }
}
