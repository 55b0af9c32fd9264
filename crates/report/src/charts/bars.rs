//! A count of organisations as a row of cells, one a organisation, or as a bar where there are many.

use super::canvas::Canvas;
use super::palette::{EDGE, TRACK, WHITE};
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

    /// Draws a count, its middle at a height. Of a band the count is filled up to its least, and
    /// outlined and empty up to its most; a count of one or none at least is not filled at all.
    pub(super) fn draw(
        self,
        canvas: &mut Canvas,
        middle: i32,
        height: i32,
        shown: Shown,
        colour: RGBColor,
    ) {
        let (filled, outlined) = match shown {
            Shown::Exact { count } => (count, count),
            Shown::Band { low, high } => (if low > 1 { low } else { 0 }, high),
            Shown::NotShown => (0, self.base),
        };
        let (top, bottom) = (middle - height / 2, middle - height / 2 + height);
        if self.base > MOST_CELLS {
            let at = |count| self.x + share(self.length, count, self.base);
            canvas.fill((self.x, top), (self.end(), bottom), TRACK);
            if filled > 0 {
                // A count that is there is seen, however small its share.
                canvas.fill((self.x, top), (at(filled).max(self.x + 7), bottom), colour);
            }
            if outlined > filled {
                canvas.boxed(
                    (at(filled), top),
                    (at(outlined).max(self.x + 21), bottom),
                    WHITE,
                    EDGE,
                );
            }
            return;
        }
        let pitch = f64::from(self.length) / f64::from(self.base.max(1));
        let gap = if pitch < 45.0 { NARROW_GAP } else { GAP };
        let edge = |cell: u32| self.x + whole(pitch * f64::from(cell));
        for cell in 0..self.base {
            let (left, right) = (edge(cell), edge(cell + 1) - gap);
            if cell < filled {
                canvas.fill((left, top), (right, bottom), colour);
            } else if cell < outlined {
                canvas.boxed((left, top), (right, bottom), WHITE, EDGE);
            } else {
                canvas.fill((left, top), (right, bottom), TRACK);
            }
        }
    }
}
