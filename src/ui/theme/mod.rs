//! The look of the program: colours, sizes and typefaces by name, read from `assets/theme`, and egui dressed in them.
//!
//! Views take every colour and every size from here and have none of their own. What a code or a claim is called and
//! which palette step it has is not known here: a step is an index.

#![allow(clippy::disallowed_methods, reason = "the theme is where colours come from")]
#![expect(missing_docs, reason = "tokens are described in their files")]

pub mod chevron;
pub mod colour;
pub mod fonts;
mod style;
#[cfg(test)]
mod tests;
mod tokens;

use std::sync::LazyLock;

use crate::base::Severity;
use crate::model::palette::{base_colours, claim_colours, palette};
use egui::{Color32, Context, Painter, Rect};
use serde::Deserialize;

pub use colour::over;
pub use fonts::{Face, font, install_fonts};
pub use tokens::{
    Colours, Corner, Metrics, Motion, PaletteStep, Radius, ShadowLayer, Shadows, Size, Space, Stroke, Text,
    TypeStyle,
};

impl Colours {
    /// The colour of what a finding says.
    pub fn of_severity(&self, severity: Severity) -> Color32 {
        match severity {
            Severity::Note => self.soft,
            Severity::Warning => self.warn,
            Severity::Error => self.error,
        }
    }
}

static LIGHT: LazyLock<Theme> =
    LazyLock::new(|| Theme::read(include_str!("../../../assets/theme/light.ron")));
static DARK: LazyLock<Theme> = LazyLock::new(|| Theme::read(include_str!("../../../assets/theme/dark.ron")));
static METRICS: LazyLock<Metrics> =
    LazyLock::new(|| embedded(include_str!("../../../assets/theme/metrics.ron")));

/// A set of tokens: what differs between light and dark, and with [`Theme::metrics`] what does not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub dark: bool,
    pub colours: Colours,
    /// Code and claim colours in a fixed order, the same names in every theme.
    #[serde(skip)]
    pub palette: Vec<PaletteStep>,
    /// Factor on the tint of every step.
    pub tint_scale: f32,
    pub shadows: Shadows,
}

impl Theme {
    pub fn light() -> &'static Self {
        &LIGHT
    }

    pub fn dark() -> &'static Self {
        &DARK
    }

    /// The theme in use.
    pub fn of(ctx: &Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Light => Self::light(),
            egui::Theme::Dark => Self::dark(),
        }
    }

    /// Sizes, radii, the type scale: the same in every theme.
    pub fn metrics() -> &'static Metrics {
        &METRICS
    }

    /// Dresses egui in this theme and makes it the one in use.
    pub fn apply(&self, ctx: &Context) {
        let kind = self.kind();
        ctx.set_style_of(kind, self.style());
        ctx.set_theme(kind);
    }

    /// The palette step for an index; indices past the end start again.
    pub fn step(&self, index: usize) -> &PaletteStep {
        &self.palette[index % self.palette.len()]
    }

    /// The index of the step of that name; names that no step has, in any spelling a codebook may use, take grey.
    pub fn named(&self, name: &str) -> usize {
        let at = |name: &str| self.palette.iter().position(|step| step.name == name);
        at(name).or_else(|| at("grey")).unwrap_or(0)
    }

    /// The index of a step of the claim palette: the steps after those of the built-in codes, round and round.
    pub fn claim(&self, colour: u8) -> usize {
        let steps = claim_colours().len();
        self.palette.len() - steps + usize::from(colour) % steps
    }

    /// How many colours the claim palette has.
    pub fn claim_steps(&self) -> u8 {
        u8::try_from(claim_colours().len()).unwrap_or(u8::MAX)
    }

    /// The colour of a palette step, for letters, swatches and underlines.
    pub fn code(&self, index: usize) -> Color32 {
        self.step(index).colour
    }

    /// The translucent tint of a palette step, to be laid over a whole sentence.
    pub fn tint(&self, index: usize) -> Color32 {
        let step = self.step(index);
        step.colour.gamma_multiply(step.tint * self.tint_scale)
    }

    /// Paints a shadow under `rect`; the shape that casts it is painted after.
    pub fn cast(&self, painter: &Painter, shadow: &[ShadowLayer], rect: Rect, radius: Corner) {
        for layer in shadow {
            painter.add(egui::Shadow::from(*layer).as_shape(rect, radius));
        }
    }

    fn kind(&self) -> egui::Theme {
        if self.dark { egui::Theme::Dark } else { egui::Theme::Light }
    }

    fn read(text: &str) -> Self {
        let mut theme: Self = embedded(text);
        let dark = theme.dark;
        let shown = |light: &str, on_dark: &str| {
            let written = if dark { on_dark } else { light };
            colour::parse(written).unwrap_or_else(|| panic!("{written} in assets/palette.txt is not #RRGGBB"))
        };
        theme.palette = palette()
            .iter()
            .map(|known| PaletteStep {
                name: known.name.to_owned(),
                colour: shown(known.light, known.dark),
                tint: known.tint,
            })
            .collect();
        theme.colours.take_palette(|name| {
            let known = base_colours().iter().find(|known| known.name == name);
            let known = known.unwrap_or_else(|| panic!("assets/palette.txt has no colour {name}"));
            shown(known.light, known.dark)
        });
        theme
    }
}

/// Installs the typefaces and both themes; which of them is in use stays as it was.
pub fn install(ctx: &Context) {
    install_fonts(ctx);
    for theme in [Theme::light(), Theme::dark()] {
        ctx.set_style_of(theme.kind(), theme.style());
    }
}

/// Reads a file that is part of the program, so that a fault in it is a fault of the program.
fn embedded<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    ron::from_str(text).unwrap_or_else(|fault| panic!("a theme file in assets/theme is wrong: {fault}"))
}
