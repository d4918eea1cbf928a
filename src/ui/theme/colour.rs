//! Colours as the theme files write them, and how two of them mix.

use egui::{Color32, Rgba};
use serde::{Deserialize, Deserializer, de::Error};

/// Reads `#RRGGBB` or `#RRGGBBAA`.
pub(super) fn hex<'de, D: Deserializer<'de>>(from: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(from)?;
    parse(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is not #RRGGBB or #RRGGBBAA")))
}

/// A colour written as `#RRGGBB` or `#RRGGBBAA`.
pub(super) fn parse(text: &str) -> Option<Color32> {
    let digits = text.strip_prefix('#')?;
    if !digits.is_ascii() || !matches!(digits.len(), 6 | 8) {
        return None;
    }
    let byte = |i: usize| u8::from_str_radix(digits.get(i..i + 2)?, 16).ok();
    let alpha = if digits.len() == 8 { byte(6)? } else { 255 };
    Some(Color32::from_rgba_unmultiplied(byte(0)?, byte(2)?, byte(4)?, alpha))
}

/// What is seen when `top`, translucent or not, lies on an opaque `ground`.
pub fn over(top: Color32, ground: Color32) -> Color32 {
    ground.blend(top)
}

/// The WCAG contrast ratio of two opaque colours, 1 to 21.
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Color32) -> f32 {
    let c = Rgba::from(colour);
    0.2126 * c.r() + 0.7152 * c.g() + 0.0722 * c.b()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_notations_and_refuses_others() {
        assert_eq!(parse("#B5402A"), Some(Color32::from_rgb(0xB5, 0x40, 0x2A)));
        assert_eq!(parse("#00000080"), Some(Color32::from_black_alpha(0x80)));
        for bad in ["", "#", "B5402A", "#B54", "#B5402", "#B5402G", "#é5402", "#B5402A0"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_of_black_on_white_is_21() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(Color32::GRAY, Color32::GRAY) - 1.0).abs() < 1e-6);
    }
}
