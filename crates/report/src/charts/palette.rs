//! The colours of charts (LOOK section 3). Every mark has a fill or an outline of 3:1 or more on
//! white, text 4.5:1 or more; nothing is told by colour alone.

use plotters::style::RGBColor;

pub(super) const INK: RGBColor = RGBColor(0x14, 0x21, 0x2B);
pub(super) const MUTED: RGBColor = RGBColor(0x4B, 0x5A, 0x66);
pub(super) const BRAND: RGBColor = RGBColor(0x0B, 0x4F, 0x5C);
pub(super) const BRAND2: RGBColor = RGBColor(0x4C, 0x8A, 0x95);
pub(super) const TRACK: RGBColor = RGBColor(0xE3, 0xE9, 0xEC);
pub(super) const EDGE: RGBColor = RGBColor(0x5F, 0x6F, 0x7A);
pub(super) const RING: RGBColor = RGBColor(0x7C, 0x8A, 0x95);
pub(super) const RULE: RGBColor = RGBColor(0xB8, 0xC2, 0xC9);
pub(super) const HAIR: RGBColor = RGBColor(0xDD, 0xE3, 0xE7);
pub(super) const NEGATIVE: RGBColor = RGBColor(0x7E, 0x2F, 0x0B);
pub(super) const POSITIVE: RGBColor = RGBColor(0x3A, 0x86, 0xBD);
pub(super) const POSITIVE_TEXT: RGBColor = RGBColor(0x1B, 0x5C, 0x8C);
pub(super) const MIXED: RGBColor = RGBColor(0xDB, 0xAE, 0x52);
pub(super) const OCHRE: RGBColor = RGBColor(0x8A, 0x6A, 0x22);
pub(super) const NEUTRAL: RGBColor = RGBColor(0xE6, 0xEA, 0xEC);
pub(super) const ONE: RGBColor = RGBColor(0xCF, 0xE3, 0xE6);
pub(super) const TWO: RGBColor = RGBColor(0x5B, 0x99, 0xA3);
pub(super) const BLACK: RGBColor = RGBColor(0, 0, 0);
pub(super) const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
