//! How much a workbook may hold.

use super::error::BookError;

/// How many times its own size a workbook may come to: of what people type, packing leaves a tenth
/// or a twentieth.
const TIMES: u64 = 100;

/// Bytes that any workbook may come to, however small it is.
const ANY_CASE: u64 = 64 << 20;

/// Bytes that none may come to, however large it is.
const MOST: u64 = 1 << 30;

/// Bytes that a workbook may take when it is unpacked, and its cells when they are spread out. A file
/// of a few kilobytes can name one text in a million cells, or a cell a thousand million times.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    most: u64,
    left: u64,
}

impl Room {
    /// The room of a workbook of so many bytes.
    pub fn of(length: u64) -> Self {
        let most = length.saturating_mul(TIMES).clamp(ANY_CASE, MOST);
        Self { most, left: most }
    }

    /// The same before anything was taken of it.
    pub fn anew(self) -> Self {
        Self {
            left: self.most,
            ..self
        }
    }

    /// Takes so many bytes.
    ///
    /// # Errors
    /// [`BookError::TooLarge`]: so many are not left.
    pub fn take(&mut self, bytes: u64) -> Result<(), BookError> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or(BookError::TooLarge(self.most >> 20))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_grows_with_the_file_between_two_bounds() {
        let cases = [(0, 64 << 20), (1 << 20, 100 << 20), (1 << 40, 1 << 30)];
        for (length, most) in cases {
            let mut room = Room::of(length);
            assert!(room.take(most).is_ok(), "{length}");
            assert!(room.take(1).is_err(), "{length}");
            assert!(room.anew().take(most).is_ok(), "{length}");
        }
    }
}
