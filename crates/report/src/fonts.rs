//! The five fonts of the report: their files, which characters they hold, and how wide text is.
//!
//! They are whole and unchanged files of Adobe's Source families (SIL Open Font License 1.1, beside
//! them in `fonts/`). Everything that is drawn is set in one of them, so a measure taken here is
//! the measure on paper.

use std::sync::LazyLock;

/// A font file of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FontFile {
    /// Its name in a folder of fonts: `SourceSans3-Regular.otf`.
    pub name: &'static str,
    /// The file itself.
    pub bytes: &'static [u8],
}

macro_rules! file {
    ($name:literal) => {
        FontFile {
            name: $name,
            bytes: include_bytes!(concat!("../fonts/", $name)),
        }
    };
}

/// The five files, one a face, in the order of [`Face`].
pub const FILES: [FontFile; 5] = [
    file!("SourceSans3-Regular.otf"),
    file!("SourceSans3-Bold.otf"),
    file!("SourceSans3-It.otf"),
    file!("SourceSerif4-Semibold.otf"),
    file!("SourceSerif4-It.otf"),
];

/// A face of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Source Sans 3: text, tables and charts.
    Sans,
    /// Its bold: numbers, labels of groups, minor headings.
    SansBold,
    /// Its italic.
    SansItalic,
    /// Source Serif 4 Semibold: titles, findings and large numbers.
    Serif,
    /// Source Serif 4 Italic: quotations.
    SerifItalic,
}

static FACES: LazyLock<Vec<ttf_parser::Face<'static>>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|file| ttf_parser::Face::parse(file.bytes, 0).expect("a font file of this crate"))
        .collect()
});

/// The width of a line of text at a size, in the units of the size: the sum of the advances of its
/// characters. Kerning is left out, which errs on the long side.
///
/// ```
/// use throughline_report::fonts::{width, Face};
/// assert_eq!(width("", Face::Sans, 85.0), 0.0);
/// // figures are tabular
/// assert_eq!(width("111", Face::SansBold, 85.0), width("908", Face::SansBold, 85.0));
/// ```
#[must_use]
pub fn width(text: &str, face: Face, size: f64) -> f64 {
    let Some(font) = FACES.get(face as usize) else {
        return 0.0;
    };
    let advances: u32 = text
        .chars()
        .map(|c| {
            let glyph = font.glyph_index(c).unwrap_or_default();
            u32::from(font.glyph_hor_advance(glyph).unwrap_or_default())
        })
        .sum();
    f64::from(advances) * size / f64::from(font.units_per_em())
}

/// Whether every face of the report has a glyph for a character, so that it can be printed wherever
/// it stands.
///
/// ```
/// use throughline_report::fonts::covers;
/// assert!("Ngāti Māori – “kōrero” → ≥ ≤ −".chars().all(covers));
/// assert!(!covers('😀') && !covers('漢') && !covers('\u{e000}'));
/// ```
#[must_use]
pub fn covers(c: char) -> bool {
    // Most of what is printed: that every face has these is tested.
    if (' '..='~').contains(&c) {
        return true;
    }
    FACES
        .iter()
        .all(|font| font.glyph_index(c).is_some_and(|glyph| glyph.0 != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_line_has_its_known_width() {
        // LOOK section 5: 240.1 pt measured for 239.1 pt drawn with kerning; here the advances that
        // `hmtx` of the regular face gives: 544 for A, 588 for B, of 1000.
        assert!((width("AB", Face::Sans, 1000.0) - 1132.0).abs() < 0.5);
        assert!(width("AB", Face::SansBold, 1000.0) > 1132.0);
    }

    #[test]
    fn every_face_has_printable_ascii() {
        for c in ' '..='~' {
            assert!(
                FACES
                    .iter()
                    .all(|font| font.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)),
                "{c:?}"
            );
        }
    }

    #[test]
    fn what_reports_need_is_covered() {
        for c in "āēīōūĀĒĪŌŪ–—‘’“”…·→≥≤−‹›×½éüñçßøŁșğ  ".chars()
        {
            assert!(covers(c), "U+{:04X}", c as u32);
        }
        for c in [
            '\u{feff}',
            '\u{0}',
            '\u{7f}',
            '\u{9f}',
            'ש',
            'ع',
            '\u{1f44d}',
        ] {
            assert!(!covers(c), "U+{:04X}", c as u32);
        }
    }
}
