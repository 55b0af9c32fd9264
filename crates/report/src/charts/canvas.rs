//! A drawing in units: marks and text are put on it in any order and drawn by plotters at the end,
//! when its height is known.

use super::label::{measure, widest, wrap};
use super::palette::{BRAND, EDGE, MUTED, ONE, RULE};
use super::{ChartError, WIDTH, svg};
use crate::fonts::Face;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::prelude::{DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

/// The family of every text: quoted, because browsers refuse a name that ends in a digit otherwise.
pub(super) const FAMILY: &str = "'Source Sans 3', Arial, sans-serif";
/// Chart text: 8.5 pt.
pub(super) const TEXT: i32 = 85;
/// Labels of groups: 9 pt.
pub(super) const HEAD: i32 = 90;

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) size: i32,
    pub(super) bold: bool,
    pub(super) colour: RGBColor,
}

impl Type {
    /// Chart text in a colour.
    pub(super) const fn plain(colour: RGBColor) -> Self {
        Self {
            size: TEXT,
            bold: false,
            colour,
        }
    }

    /// Bold chart text in a colour.
    pub(super) const fn bold(colour: RGBColor) -> Self {
        Self {
            size: TEXT,
            bold: true,
            colour,
        }
    }

    /// The same in another size.
    pub(super) const fn size(self, size: i32) -> Self {
        Self { size, ..self }
    }

    /// The face it is measured in.
    pub(super) fn face(self) -> Face {
        if self.bold {
            Face::SansBold
        } else {
            Face::Sans
        }
    }

    /// How wide a text is in it, in units.
    pub(super) fn width(self, text: &str) -> i32 {
        measure(text, self.face(), self.size)
    }

    /// The widest of some texts, in units.
    pub(super) fn widest<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> i32 {
        widest(texts, self.face(), self.size)
    }

    /// The lines of a text in a column.
    pub(super) fn wrap(self, text: &str, column: i32) -> Vec<String> {
        wrap(text, column, self.face(), self.size)
    }
}

#[derive(Debug, Clone)]
enum Shape {
    Fill {
        from: (i32, i32),
        to: (i32, i32),
        colour: RGBColor,
    },
    Path {
        points: Vec<(i32, i32)>,
        colour: RGBColor,
        stroke: u32,
    },
    Disc {
        centre: (i32, i32),
        radius: i32,
        colour: RGBColor,
    },
    Text {
        at: (i32, i32),
        anchor: Anchor,
        text: String,
        look: Type,
    },
}

/// A drawing, 4762 units wide.
#[derive(Debug, Clone, Default)]
pub(super) struct Canvas {
    shapes: Vec<Shape>,
}

impl Canvas {
    /// A filled rectangle.
    pub(super) fn fill(&mut self, from: (i32, i32), to: (i32, i32), colour: RGBColor) {
        self.shapes.push(Shape::Fill { from, to, colour });
    }

    /// A filled rectangle with an outline that lies inside of it.
    pub(super) fn boxed(
        &mut self,
        from: (i32, i32),
        to: (i32, i32),
        fill: RGBColor,
        edge: RGBColor,
    ) {
        self.fill(from, to, edge);
        self.fill(
            (from.0 + EDGE_STROKE, from.1 + EDGE_STROKE),
            (to.0 - EDGE_STROKE, to.1 - EDGE_STROKE),
            fill,
        );
    }

    /// A mark that may stand for an organisation or not: outlined, and crossed by a line of its own.
    pub(super) fn crossed(&mut self, from: (i32, i32), to: (i32, i32)) {
        self.boxed(from, to, ONE, EDGE);
        self.path(vec![(from.0, to.1), (to.0, from.1)], BRAND, 10);
    }

    /// A line through points.
    pub(super) fn path(&mut self, points: Vec<(i32, i32)>, colour: RGBColor, stroke: u32) {
        self.shapes.push(Shape::Path {
            points,
            colour,
            stroke,
        });
    }

    /// A level line across.
    pub(super) fn rule(&mut self, y: i32, colour: RGBColor, stroke: u32) {
        self.path(vec![(0, y), (WIDTH, y)], colour, stroke);
    }

    /// The heads of the columns of a chart that is read as a table, with the line beneath them.
    pub(super) fn heads(&mut self, heads: &[(i32, Anchor, &str)]) {
        for &(x, anchor, head) in heads {
            self.text((x, 67), anchor, head, Type::plain(MUTED));
        }
        self.rule(134, RULE, 5);
    }

    /// A disc.
    pub(super) fn disc(&mut self, centre: (i32, i32), radius: i32, colour: RGBColor) {
        self.shapes.push(Shape::Disc {
            centre,
            radius,
            colour,
        });
    }

    /// A line of text whose middle is at a height.
    pub(super) fn text(&mut self, at: (i32, i32), anchor: Anchor, text: &str, look: Type) {
        let text = svg::clean(text);
        if !text.trim().is_empty() {
            self.shapes.push(Shape::Text {
                at: (at.0, at.1 + TO_MIDDLE),
                anchor,
                text: text.trim().to_owned(),
                look,
            });
        }
    }

    /// Lines of text one below the other, the middle of the whole at a height.
    pub(super) fn lines(&mut self, at: (i32, i32), anchor: Anchor, lines: &[String], look: Type) {
        let pitch = line_pitch(look.size);
        let mut y = at.1 - pitch * (count(lines) - 1) / 2;
        for line in lines {
            self.text((at.0, y), anchor, line, look);
            y += pitch;
        }
    }

    /// Everything of another drawing, moved down.
    pub(super) fn add(&mut self, other: Canvas, down: i32) {
        self.shapes
            .extend(other.shapes.into_iter().map(|shape| shape.moved(down)));
    }

    /// The SVG of a picture of a height.
    pub(super) fn svg(&self, height: i32, head: &svg::Head) -> Result<String, ChartError> {
        let mut out = String::new();
        let size = (WIDTH.unsigned_abs(), height.max(1).unsigned_abs());
        {
            let area = SVGBackend::with_string(&mut out, size).into_drawing_area();
            for shape in &self.shapes {
                draw(&area, shape).map_err(|error| ChartError::Drawing(error.to_string()))?;
            }
            area.present()
                .map_err(|error| ChartError::Drawing(error.to_string()))?;
        }
        Ok(svg::finish(&out, height, head))
    }
}

/// Text is centred on its small letters; between those and its figures lies its middle for the eye.
const TO_MIDDLE: i32 = 4;
/// The outline of marks that need one to be seen on white.
const EDGE_STROKE: i32 = 7;

/// From one line of a text to the next: 98 units at 8.5 pt.
pub(super) const fn line_pitch(size: i32) -> i32 {
    size * 98 / TEXT
}

/// The height of a row whose label has some lines of chart text.
pub(super) fn row_pitch(lines: i32) -> i32 {
    if lines > 1 {
        line_pitch(TEXT) * lines + 36
    } else {
        124
    }
}

/// How many there are, as units count.
pub(super) fn count<T>(items: &[T]) -> i32 {
    i32::try_from(items.len()).unwrap_or(i32::MAX)
}

impl Shape {
    fn moved(mut self, down: i32) -> Self {
        match &mut self {
            Shape::Fill { from, to, .. } => {
                from.1 += down;
                to.1 += down;
            }
            Shape::Path { points, .. } => points.iter_mut().for_each(|point| point.1 += down),
            Shape::Disc { centre: at, .. } | Shape::Text { at, .. } => at.1 += down,
        }
        self
    }
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn<'a> = Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

fn draw<'a>(area: &Area<'a>, shape: &Shape) -> Drawn<'a> {
    match shape {
        &Shape::Fill { from, to, colour } => {
            area.draw(&Rectangle::new([from, to], colour.filled()))
        }
        Shape::Path {
            points,
            colour,
            stroke,
        } => area.draw(&PathElement::new(
            points.as_slice(),
            colour.stroke_width(*stroke),
        )),
        &Shape::Disc {
            centre,
            radius,
            colour,
        } => area.draw(&Circle::new(centre, radius, colour.filled())),
        Shape::Text {
            at,
            anchor,
            text,
            look,
        } => {
            let style = if look.bold {
                FontStyle::Bold
            } else {
                FontStyle::Normal
            };
            // The backend writes the size divided by 1.24.
            let size = f64::from(look.size) * 1.24;
            let font = FontDesc::new(FontFamily::Name(FAMILY), size, style);
            let across = match anchor {
                Anchor::Left => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::Right => HPos::Right,
            };
            let style = TextStyle::from(font)
                .color(&look.colour)
                .pos(Pos::new(across, VPos::Center));
            area.draw(&Text::new(text.as_str(), *at, style))
        }
    }
}
