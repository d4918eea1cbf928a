//! The typefaces that come with the program: variable fonts, set at the weights the interface uses.
//!
//! Scripts they do not cover are the business of whoever adds fallback fonts after them.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId, FontTweak, epaint::text::VariationCoords};
use serde::Deserialize;

/// Literata, axes `opsz` 12 to 36 and `wght` 400 to 700.
pub const LITERATA: &[u8] = include_bytes!("../../../assets/fonts/Literata.ttf");
/// Literata italic at optical size 17, axis `wght` 400 to 600.
pub const LITERATA_ITALIC: &[u8] = include_bytes!("../../../assets/fonts/Literata-Italic.ttf");
/// Inter, axis `wght` 400 to 700.
pub const INTER: &[u8] = include_bytes!("../../../assets/fonts/Inter.ttf");
/// Inter italic, axis `wght` 400 to 600.
pub const INTER_ITALIC: &[u8] = include_bytes!("../../../assets/fonts/Inter-Italic.ttf");
/// Figures of one width and the signs that go with them, axis `wght` 400 to 700.
pub const INTER_TABULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Tabular.ttf");

/// A typeface at a weight. `Ui…` is for what is operated, `Read…` for what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Face {
    Ui,
    UiItalic,
    UiMedium,
    UiStrong,
    UiSemibold,
    UiBold,
    /// Figures of one width.
    UiTabular,
    UiTabularStrong,
    Read,
    ReadItalic,
    ReadMedium,
    ReadSemibold,
    /// Cut for large sizes.
    Headline,
}

impl Face {
    pub const ALL: [Self; 13] = [
        Self::Ui,
        Self::UiItalic,
        Self::UiMedium,
        Self::UiStrong,
        Self::UiSemibold,
        Self::UiBold,
        Self::UiTabular,
        Self::UiTabularStrong,
        Self::Read,
        Self::ReadItalic,
        Self::ReadMedium,
        Self::ReadSemibold,
        Self::Headline,
    ];

    /// The name of the egui font family.
    pub fn name(self) -> &'static str {
        self.parts().0
    }

    /// Weight on the `wght` axis.
    pub fn weight(self) -> f32 {
        self.parts().2
    }

    /// Optical size, for the faces whose font has that axis.
    pub fn optical_size(self) -> Option<f32> {
        match self {
            Self::Read | Self::ReadSemibold => Some(17.0),
            Self::ReadMedium => Some(13.5),
            Self::Headline => Some(29.0),
            _ => None,
        }
    }

    pub fn family(self) -> FontFamily {
        FontFamily::Name(self.name().into())
    }

    /// The font at `size` points.
    pub fn at(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }

    fn parts(self) -> (&'static str, &'static [u8], f32) {
        match self {
            Self::Ui => ("Inter", INTER, 400.0),
            Self::UiItalic => ("Inter Italic", INTER_ITALIC, 400.0),
            Self::UiMedium => ("Inter Medium", INTER, 500.0),
            Self::UiStrong => ("Inter Strong", INTER, 550.0),
            Self::UiSemibold => ("Inter SemiBold", INTER, 600.0),
            Self::UiBold => ("Inter Bold", INTER, 650.0),
            Self::UiTabular => ("Inter Tabular", INTER_TABULAR, 400.0),
            Self::UiTabularStrong => ("Inter Tabular Strong", INTER_TABULAR, 550.0),
            Self::Read => ("Literata", LITERATA, 400.0),
            Self::ReadItalic => ("Literata Italic", LITERATA_ITALIC, 400.0),
            Self::ReadMedium => ("Literata Medium", LITERATA, 500.0),
            Self::ReadSemibold => ("Literata SemiBold", LITERATA, 600.0),
            Self::Headline => ("Literata Headline", LITERATA, 560.0),
        }
    }

    /// The face that stands in for signs which this one lacks.
    fn fallback(self) -> Option<Self> {
        match self {
            Self::Ui | Self::UiItalic | Self::UiMedium | Self::UiStrong | Self::UiSemibold | Self::UiBold => {
                None
            }
            Self::UiTabularStrong => Some(Self::UiStrong),
            Self::ReadMedium => Some(Self::UiMedium),
            Self::ReadSemibold | Self::Headline => Some(Self::UiSemibold),
            Self::UiTabular | Self::Read | Self::ReadItalic => Some(Self::Ui),
        }
    }

    fn data(self) -> FontData {
        let (_, bytes, weight) = self.parts();
        let mut coords = VariationCoords::new([(b"wght", weight)]);
        if let Some(size) = self.optical_size() {
            coords.push(b"opsz", size);
        }
        FontData::from_static(bytes).tweak(FontTweak { coords, ..FontTweak::default() })
    }
}

/// The font at `size` points.
pub fn font(face: Face, size: f32) -> FontId {
    face.at(size)
}

/// Registers every face as a font family of its own, and Inter for egui's two standard families.
pub fn install_fonts(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let mut all = FontDefinitions::empty();
    for face in Face::ALL {
        all.font_data.insert(face.name().to_owned(), Arc::new(face.data()));
        let chain =
            [Some(face), face.fallback()].into_iter().flatten().map(|f| f.name().to_owned()).collect();
        all.families.insert(face.family(), chain);
    }
    let names = |faces: &[Face]| faces.iter().map(|f| f.name().to_owned()).collect::<Vec<_>>();
    all.families.insert(FontFamily::Proportional, names(&[Face::Ui]));
    all.families.insert(FontFamily::Monospace, names(&[Face::UiTabular, Face::Ui]));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_the_axes_it_is_set_on() {
        for face in Face::ALL {
            let axes = face.data().variation_axes();
            let has = |tag: &[u8; 4], value: f32| {
                axes.iter().any(|axis| axis.tag.to_be_bytes() == *tag && axis.range.contains(value))
            };
            assert!(has(b"wght", face.weight()), "{face:?}");
            assert!(face.optical_size().is_none_or(|size| has(b"opsz", size)), "{face:?}");
        }
    }

    #[test]
    fn weights_differ_and_tabular_figures_are_of_one_width() {
        let ctx = egui::Context::default();
        install_fonts(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let width = |face: Face, text: &str| {
                ui.painter().layout_no_wrap(text.into(), face.at(100.0), egui::Color32::WHITE).size().x
            };
            assert!(width(Face::Ui, "obelus") < width(Face::UiSemibold, "obelus"));
            assert!(width(Face::Read, "obelus") < width(Face::ReadSemibold, "obelus"));
            assert!((width(Face::UiTabular, "1111") - width(Face::UiTabular, "8888")).abs() < 0.5);
            assert!(width(Face::Ui, "1111") + 5.0 < width(Face::Ui, "8888"));
        });
        output.textures_delta.clear();
    }
}
