//! The text of a page's content stream, run by run: what is shown between two moves of the pen,
//! under one mark.

use super::{MOST_BYTES, resolved};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Pictures within pictures are read to this depth.
const DEEPEST: u32 = 12;

/// Text that stands together.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Its page, from 1.
    pub page: u32,
    /// The mark that a tag may hold: the stream that it stands in, and its number.
    pub mark: Option<(ObjectId, i64)>,
    /// Whether a tag holds it.
    pub tagged: bool,
    /// What it says.
    pub text: String,
    /// The height of its line on the page, in thousandths of a point.
    pub line: i64,
}

/// Fonts that have been read, by their object.
#[derive(Default)]
pub(super) struct Fonts<'d> {
    known: BTreeMap<ObjectId, Option<Rc<Encoding<'d>>>>,
}

impl<'d> Fonts<'d> {
    fn get(&mut self, document: &'d Document, font: &'d Object) -> Option<Rc<Encoding<'d>>> {
        let read = |object: &'d Object| {
            let font = object.as_dict().ok()?;
            font.get_font_encoding_with_limit(document, MOST_BYTES)
                .ok()
                .map(Rc::new)
        };
        match font {
            Object::Reference(id) => self
                .known
                .entry(*id)
                .or_insert_with(|| read(resolved(document, font)))
                .clone(),
            font => read(font),
        }
    }
}

/// The runs of a page in the order of its content.
///
/// # Errors
/// A stream that cannot be unpacked or read.
pub(super) fn runs<'d>(
    document: &'d Document,
    page: ObjectId,
    number: u32,
    fonts: &mut Fonts<'d>,
) -> lopdf::Result<Vec<Run>> {
    let content = document.get_page_content_with_limit(page, MOST_BYTES)?;
    let resources = inherited(document, page);
    let mut pen = Pen {
        document,
        page: number,
        fonts,
        runs: Vec::new(),
    };
    pen.stream(&content, page, resources, Matrix::ONE, 0)?;
    Ok(pen.runs)
}

/// The resources of a page, its own or those of what holds it.
fn inherited(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    let mut at = document.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(own) = at.get(b"Resources") {
            return resolved(document, own).as_dict().ok();
        }
        at = resolved(document, at.get(b"Parent").ok()?).as_dict().ok()?;
    }
    None
}

/// A change of place and scale, as PDF writes it.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(operands: &[Object]) -> Option<Self> {
        let mut matrix = Self::ONE;
        for (slot, operand) in matrix.0.iter_mut().zip(operands) {
            *slot = f64::from(operand.as_float().ok()?);
        }
        (operands.len() == 6).then_some(matrix)
    }

    /// This one first, then another.
    fn then(self, after: Self) -> Self {
        let [xx, xy, yx, yy, across, up] = after.0;
        // A row of two numbers through the other matrix.
        let through = |a: f64, b: f64| [a * xx + b * yx, a * xy + b * yy];
        let mut product = [0.0; 6];
        for (row, out) in self.0.chunks_exact(2).zip(product.chunks_exact_mut(2)) {
            if let [a, b] = row {
                out.copy_from_slice(&through(*a, *b));
            }
        }
        product[4] += across;
        product[5] += up;
        Self(product)
    }
}

/// What marks a piece of content.
#[derive(Debug, Clone, Default)]
struct Mark {
    id: Option<(ObjectId, i64)>,
    /// Text that stands for what is drawn under the mark.
    stands_for: bool,
}

struct Pen<'d, 'f> {
    document: &'d Document,
    page: u32,
    fonts: &'f mut Fonts<'d>,
    runs: Vec<Run>,
}

/// What holds within one stream.
struct State<'d> {
    matrix: Matrix,
    text: Matrix,
    font: Option<Rc<Encoding<'d>>>,
}

impl<'d> Pen<'d, '_> {
    fn stream(
        &mut self,
        content: &[u8],
        owner: ObjectId,
        resources: Option<&'d Dictionary>,
        matrix: Matrix,
        depth: u32,
    ) -> lopdf::Result<()> {
        let part = |name: &[u8]| {
            let part = resources?.get(name).ok()?;
            resolved(self.document, part).as_dict().ok()
        };
        let (fonts, pictures, properties) = (part(b"Font"), part(b"XObject"), part(b"Properties"));
        let mut state = State {
            matrix,
            text: Matrix::ONE,
            font: None,
        };
        let mut kept: Vec<(Matrix, Option<Rc<Encoding<'d>>>)> = Vec::new();
        let mut marks: Vec<Mark> = Vec::new();
        let mut fresh = true;
        for operation in Content::decode_iter(content) {
            let Operation { operator, operands } = operation?;
            match operator.as_str() {
                "q" => kept.push((state.matrix, state.font.clone())),
                "Q" => {
                    if let Some((matrix, font)) = kept.pop() {
                        (state.matrix, state.font) = (matrix, font);
                    }
                }
                "cm" => {
                    if let Some(change) = Matrix::of(&operands) {
                        state.matrix = change.then(state.matrix);
                    }
                }
                "BT" => (state.text, fresh) = (Matrix::ONE, true),
                "Tm" => {
                    if let Some(place) = Matrix::of(&operands) {
                        (state.text, fresh) = (place, true);
                    }
                }
                "Td" | "TD" | "T*" | "'" | "\"" => {
                    state.text = moved(state.text, &operands, &operator);
                    fresh = true;
                }
                "Tf" => {
                    let font = operands.first().and_then(|name| name.as_name().ok());
                    let font = font.and_then(|name| fonts?.get(name).ok());
                    state.font = font.and_then(|font| self.fonts.get(self.document, font));
                }
                "BMC" | "BDC" => {
                    let mark = self.mark(owner, &operands, properties, marks.last(), &state);
                    marks.push(mark);
                    fresh = true;
                }
                "EMC" => {
                    marks.pop();
                    fresh = true;
                }
                "Do" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    let picture = name.and_then(|name| pictures?.get(name).ok());
                    if let Some(picture) = picture {
                        self.picture(picture, resources, state.matrix, depth)?;
                    }
                    fresh = true;
                }
                _ => {}
            }
            if matches!(operator.as_str(), "Tj" | "TJ" | "'" | "\"") {
                let mark = marks.last();
                if mark.is_none_or(|mark| !mark.stands_for)
                    && let Some(font) = &state.font
                {
                    let shown = shown(font, operands.last());
                    self.add(shown, mark.and_then(|mark| mark.id), &state, fresh);
                    fresh = false;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, text: String, mark: Option<(ObjectId, i64)>, state: &State, fresh: bool) {
        match self
            .runs
            .last_mut()
            .filter(|run| !fresh && run.mark == mark)
        {
            Some(run) => run.text.push_str(&text),
            None => self.runs.push(Run {
                page: self.page,
                mark,
                tagged: false,
                text,
                line: line(state.text.then(state.matrix)),
            }),
        }
    }

    /// A mark as it opens; it is under the mark around it where it has no number of its own.
    fn mark(
        &mut self,
        owner: ObjectId,
        operands: &[Object],
        properties: Option<&'d Dictionary>,
        around: Option<&Mark>,
        state: &State,
    ) -> Mark {
        let mut mark = around.cloned().unwrap_or_default();
        let named = |name: &Object| {
            let named = properties?.get(name.as_name().ok()?).ok()?;
            resolved(self.document, named).as_dict().ok()
        };
        let own = match operands.get(1) {
            Some(Object::Dictionary(own)) => Some(own),
            Some(name) => named(name),
            None => None,
        };
        if let Some(number) = own.and_then(|own| own.get(b"MCID").ok()?.as_i64().ok()) {
            mark.id = Some((owner, number));
        }
        let instead = own.and_then(|own| own.get(b"ActualText").ok());
        if let Some(text) = instead.and_then(|text| lopdf::decode_text_string(text).ok())
            && !mark.stands_for
        {
            mark.stands_for = true;
            self.add(text, mark.id, state, false);
        }
        mark
    }

    /// What is drawn by a form: a chart is one.
    fn picture(
        &mut self,
        picture: &'d Object,
        around: Option<&'d Dictionary>,
        matrix: Matrix,
        depth: u32,
    ) -> lopdf::Result<()> {
        let id = picture.as_reference().unwrap_or_default();
        let Ok(form) = resolved(self.document, picture).as_stream() else {
            return Ok(());
        };
        let is_form = form
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|kind| kind == b"Form");
        if !is_form || depth >= DEEPEST {
            return Ok(());
        }
        let content = form.get_plain_content_with_limit(MOST_BYTES)?;
        let own = form.dict.get(b"Resources").ok();
        let own = own.and_then(|own| resolved(self.document, own).as_dict().ok());
        let change = form.dict.get(b"Matrix").and_then(Object::as_array).ok();
        let matrix = change
            .and_then(|change| Matrix::of(change))
            .map_or(matrix, |change| change.then(matrix));
        self.stream(&content, id, own.or(around), matrix, depth + 1)
    }
}

fn moved(text: Matrix, operands: &[Object], operator: &str) -> Matrix {
    let number = |at: usize| {
        operands
            .get(at)
            .and_then(|number| number.as_float().ok())
            .map_or(0.0, f64::from)
    };
    let (x, y) = match operator {
        "Td" | "TD" => (number(0), number(1)),
        // The next line, by a leading that is not followed here.
        _ => (0.0, -1.0),
    };
    Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(text)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from f64 saturates, which is meant"
)]
fn line(place: Matrix) -> i64 {
    let [.., y] = place.0;
    (y * 1000.0).round() as i64
}

/// The words of a string, or of strings with kerning between them.
fn shown(font: &Encoding, operand: Option<&Object>) -> String {
    let mut text = String::new();
    let mut add = |object: &Object| {
        if let Ok(bytes) = object.as_str() {
            // A glyph without a character stays a gap.
            let _ = font.write_to_string(bytes, &mut text);
        }
    };
    match operand {
        Some(Object::Array(pieces)) => pieces.iter().for_each(&mut add),
        Some(piece) => add(piece),
        None => {}
    }
    text
}
