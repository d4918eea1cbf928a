//! Colours of codes as other programs take them.

use crate::model::palette::palette;

/// A palette colour on light paper as `#RRGGBB`; grey when there is none of that name.
pub(in crate::formats) fn hex(name: &str) -> &'static str {
    let named = |name: &str| palette().iter().find(|colour| colour.name == name);
    named(name).or_else(|| named("grey")).map_or("#686358", |colour| colour.light)
}
