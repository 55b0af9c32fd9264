//! PNG of a chart: a finished SVG, rasterised with the report's fonts only.

use crate::fonts::FILES;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::{Arc, LazyLock};
use thiserror::Error;

/// An SVG that cannot be made into a PNG.
#[derive(Debug, Error)]
pub enum PngError {
    /// The SVG is not one, or has no size.
    #[error("the chart cannot be read as SVG: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// The picture would have no pixels, or too many to hold.
    #[error("a picture {width} pixels wide cannot be made of this chart")]
    Size {
        /// The width that was asked for, in pixels.
        width: u32,
    },
    /// The picture could not be written as PNG.
    #[error("the chart cannot be written as PNG: {0}")]
    Encode(String),
}

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for file in FILES {
        fonts.load_font_data(file.bytes.to_vec());
    }
    Arc::new(fonts)
});

/// The PNG of an SVG on white, `width_px` pixels wide and as high as its proportions ask. The same
/// SVG gives the same bytes.
///
/// # Errors
/// [`PngError`] when the SVG cannot be read, the width is 0 or beyond what a picture can hold, or
/// the picture cannot be encoded.
pub fn rasterise(svg: &str, width_px: u32) -> Result<Vec<u8>, PngError> {
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: "Source Sans 3".to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options)?;
    let too_large = || PngError::Size { width: width_px };
    let size = tree
        .size()
        .to_int_size()
        .scale_to_width(width_px)
        .ok_or_else(too_large)?;
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or_else(too_large)?;
    picture.fill(Color::WHITE);
    let (across, down) = (
        shrink(size.width(), tree.size().width()),
        shrink(size.height(), tree.size().height()),
    );
    resvg::render(
        &tree,
        Transform::from_scale(across, down),
        &mut picture.as_mut(),
    );
    picture
        .encode_png()
        .map_err(|error| PngError::Encode(error.to_string()))
}

#[expect(clippy::cast_precision_loss, reason = "pixels are far below 2^24")]
fn shrink(pixels: u32, units: f32) -> f32 {
    pixels as f32 / units
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::PremultipliedColorU8;

    const CHART: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="168mm" height="84mm" viewBox="0 0 200 100"><rect x="0" y="0" width="100" height="100" fill="#0B4F5C"/><text x="110" y="50" font-family="'Source Sans 3', Arial, sans-serif" font-size="20">Ā</text></svg>"##;

    #[test]
    fn it_has_the_width_asked_for_and_its_own_height() {
        let png = rasterise(CHART, 300).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [0, 0, 1, 44, 0, 0, 0, 150]);
        assert_eq!(png, rasterise(CHART, 300).unwrap());
    }

    #[test]
    fn text_leaves_a_mark_and_the_ground_is_white() {
        let picture = Pixmap::decode_png(&rasterise(CHART, 400).unwrap()).unwrap();
        let dark = |from: u32, to: u32| {
            (from..to)
                .flat_map(|x| (0..picture.height()).map(move |y| (x, y)))
                .filter(|&(x, y)| picture.pixel(x, y).is_some_and(|p| p.red() < 128))
                .count()
        };
        assert_eq!(dark(0, 200), 200 * 200);
        assert!(dark(200, 400) > 50, "the letter");
        assert_eq!(
            picture.pixel(399, 0).map(PremultipliedColorU8::red),
            Some(255)
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        assert!(matches!(rasterise("no svg", 100), Err(PngError::Svg(_))));
        assert!(matches!(
            rasterise(CHART, 0),
            Err(PngError::Size { width: 0 })
        ));
    }
}
