//! Workbooks that say more of themselves than they hold, or hold a little a million times: each is
//! refused in words before it fills the memory. The library that reads workbooks would take what is
//! said at its word, and some of these would make it go on for ever.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use throughline_ingest::prepared::workbook::ranges;
use zip::write::SimpleFileOptions;

/// What is tried, the workbook, and the size of its first sheet or what is said of it.
type Case = (&'static str, Vec<u8>, Result<(usize, usize), &'static str>);

/// A range from its end to its beginning.
const BACKWARDS: &str = "B5:A1";

/// A zip of some files.
fn zipped(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An XLSX of one sheet by its name, its rows, and its shared texts with their number.
fn xlsx(name: &str, rows: &str, texts: &str, number: &str) -> Vec<u8> {
    // Nobody goes by what a sheet says of its size; the wrong way round it makes the reader panic.
    let dimension = if rows == BACKWARDS {
        rows
    } else {
        "A1:XFD1048576"
    };
    let relationships = |of: &[(&str, &str)]| {
        let each = of.iter().enumerate().map(|(n, (kind, target))| {
            format!(
                r#"<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
            )
        });
        let each: String = each.collect();
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>"#
        )
    };
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
    zipped(&[
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
                .to_owned(),
        ),
        (
            "_rels/.rels",
            relationships(&[("officeDocument", "xl/workbook.xml")]),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook {main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{name}" sheetId="1" r:id="r0"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relationships(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst {main} uniqueCount=\"{number}\">{texts}</sst>"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet {main}><dimension ref=\"{dimension}\"/><sheetData>{rows}</sheetData></worksheet>"
            ),
        ),
    ])
}

/// An ODS whose content is this.
fn ods(content: &str) -> Vec<u8> {
    zipped(&[
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
        ),
        ("META-INF/manifest.xml", "<manifest:manifest/>".to_owned()),
        ("content.xml", content.to_owned()),
    ])
}

fn table(rows: &str) -> String {
    format!(
        "<office:document-content><table:table table:name=\"S\">{rows}</table:table></office:document-content>"
    )
}

fn row(repeats: u64, cells: &str) -> String {
    format!("<table:table-row table:number-rows-repeated=\"{repeats}\">{cells}</table:table-row>")
}

fn cell(repeats: u64, text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{repeats}\"><text:p>{text}</text:p></table:table-cell>"
    )
}

/// The container of an XLS whose directory is followed by `next`.
fn compound(next: u32) -> Vec<u8> {
    let mut header = vec![0; 512];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(26, &[3, 0]);
    put(30, &[9, 0, 6, 0]);
    put(44, &1u32.to_le_bytes());
    put(48, &1u32.to_le_bytes());
    put(68, &0xFFFF_FFFEu32.to_le_bytes());
    put(76, &[0xFF; 436]);
    put(76, &0u32.to_le_bytes());
    let mut lists = vec![0xFF; 512];
    lists[4..8].copy_from_slice(&next.to_le_bytes());
    [header, lists, vec![0; 512]].concat()
}

/// The size of the first sheet, or what is said.
fn read(bytes: &[u8]) -> Result<(usize, usize), String> {
    let mut size = (0, 0);
    ranges(bytes, &mut |_, range| {
        size = range.get_size();
        ControlFlow::Break(())
    })?;
    Ok(size)
}

#[test]
fn what_would_fill_the_memory_is_refused_in_words() {
    let number = |cell: &str| format!("<row><c r=\"{cell}\"><v>1</v></c></row>");
    let shared = "<row><c t=\"s\"><v>0</v></c></row>".repeat(2_000);
    let text = format!("<si><t>{}</t></si>", "abcdefgh".repeat(10_000));
    let far = number("A1") + &number("XFD1048576");
    let one = row(1, &cell(1, "a"));
    let spaces = "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"99999999999\"/></text:p></table:table-cell>";
    let unclosed = "<office:document-content><table:table table:name=\"S\">";
    let note = format!(
        "{unclosed}<table:table-row><table:table-cell office:value-type=\"string\"><office:annotation>"
    );
    let too_large = "comes to more than 64 MiB";
    let cases: [Case; 15] = [
        ("a sheet", xlsx("S", &number("A1"), "", "0"), Ok((1, 1))),
        (
            "a size the wrong way round",
            xlsx("S", BACKWARDS, "", "0"),
            Err("do not fit together"),
        ),
        (
            "the number of texts",
            xlsx("S", &far, "", "99999999999"),
            Err("more texts than it has bytes"),
        ),
        ("far corners", xlsx("S", &far, "", "0"), Err(too_large)),
        (
            "a text in many cells",
            xlsx("S", &shared, &text, "1"),
            Err(too_large),
        ),
        (
            "a long name",
            xlsx(&"S".repeat(300), "", "", "0"),
            Err("more than 255 letters"),
        ),
        ("an ODS", ods(&table(&one)), Ok((1, 1))),
        (
            "blank cells at the end",
            ods(&table(
                &(one.clone()
                    + &row(
                        1_000_000,
                        "<table:table-cell table:number-columns-repeated=\"16384\"/>",
                    )),
            )),
            Ok((1, 1)),
        ),
        (
            "a row many times",
            ods(&table(&row(1_000_000, &cell(20, "a")))),
            Err(too_large),
        ),
        (
            "rows of a cell many times",
            ods(&table(&row(1, &cell(1_000_000_000, "a")).repeat(200))),
            Err(too_large),
        ),
        ("spaces", ods(&table(&row(1, spaces))), Err(too_large)),
        ("an ODS that breaks off", ods(unclosed), Err("breaks off")),
        ("a remark that breaks off", ods(&note), Err("breaks off")),
        ("a container", compound(0xFFFF_FFFE), Err("damaged")),
        ("a container in a circle", compound(1), Err("in a circle")),
    ];
    for (what, bytes, expected) in cases {
        let found = read(&bytes);
        let is_so = match (&found, expected) {
            (Ok(size), Ok(expected)) => *size == expected,
            (Err(said), Err(expected)) => said.contains(expected),
            _ => false,
        };
        assert!(is_so, "{what}: {found:?}");
    }
}
