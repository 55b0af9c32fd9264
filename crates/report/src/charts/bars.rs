//! A count of organisations as a row of cells, one a organisation, or as a bar where there are many.

use super::canvas::Canvas;
use super::palette::TRACK;
use super::{share, whole};
use plotters::style::RGBColor;
use throughline_core::synthesis::Shown;

/// Most organisations that are drawn as cells; above, a bar.
pub(super) const MOST_CELLS: u32 = 20;
/// Between two cells.
const GAP: i32 = 9;
const NARROW_GAP: i32 = 5;

/// Where the rows of cells or the bars of a panel stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strip {
    /// Left edge.
    pub(super) x: i32,
    /// Organisations in scope.
    pub(super) base: u32,
    /// From the left edge to the right one.
    pub(super) length: i32,
}

impl Strip {
    /// A strip with cells of a pitch (gap included), or a bar of a length, where either fits in
    /// the room.
    pub(super) fn new(x: i32, base: u32, pitch: i32, bar: i32, room: i32) -> Self {
        let wanted = if base <= MOST_CELLS {
            pitch * i32::try_from(base).unwrap_or(i32::MAX)
        } else {
            bar
        };
        Self {
            x,
            base,
            length: wanted.min(room),
        }
    }

    /// The right edge.
    pub(super) fn end(self) -> i32 {
        self.x + self.length
    }

    /// Draws a count, its middle at a height. Of a band nothing is filled: the places it reaches
    /// over are crossed, a line each, and nothing else in the strip tells one band from another. A
    /// count that is not shown has no strip.
    pub(super) fn draw(
        self,
        canvas: &mut Canvas,
        middle: i32,
        height: i32,
        shown: Shown,
        colour: RGBColor,
    ) {
        if shown == Shown::NotShown {
            return;
        }
        let (top, bottom) = (middle - height / 2, middle - height / 2 + height);
        if self.base > MOST_CELLS {
            self.bar(canvas, (top, bottom), shown, colour);
        } else {
            self.cells(canvas, (top, bottom), shown, colour);
        }
    }

    fn cells(self, canvas: &mut Canvas, (top, bottom): (i32, i32), shown: Shown, colour: RGBColor) {
        let pitch = f64::from(self.length) / f64::from(self.base.max(1));
        let gap = if pitch < 45.0 { NARROW_GAP } else { GAP };
        let edge = |cell: u32| self.x + whole(pitch * f64::from(cell));
        for cell in 0..self.base {
            let (from, to) = ((edge(cell), top), (edge(cell + 1) - gap, bottom));
            match shown {
                Shown::Exact { count } if cell < count => canvas.fill(from, to, colour),
                Shown::Band { low, high } if cell + 1 >= low && cell < high => {
                    canvas.crossed(from, to);
                }
                _ => canvas.fill(from, to, TRACK),
            }
        }
    }

    fn bar(self, canvas: &mut Canvas, (top, bottom): (i32, i32), shown: Shown, colour: RGBColor) {
        let at = |count| self.x + share(self.length, count, self.base);
        canvas.fill((self.x, top), (self.end(), bottom), TRACK);
        match shown {
            // A count that is there is seen, however small its share.
            Shown::Exact { count } if count > 0 => {
                canvas.fill((self.x, top), (at(count).max(self.x + 7), bottom), colour);
            }
            Shown::Band { low, high } => {
                let right = at(high).max(self.x + 21);
                // Pieces about as long as they are high, so that the lines stand at one slant.
                let left = at(low.saturating_sub(1)).min(right - 21);
                let pieces = ((right - left) / (bottom - top).max(1)).max(1);
                for piece in 0..pieces {
                    let edge = |n: i32| left + (right - left) * n / pieces;
                    canvas.crossed((edge(piece), top), (edge(piece + 1), bottom));
                }
            }
            _ => {}
        }
    }
}
