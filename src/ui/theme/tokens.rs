//! The shape of the theme files: every token by name. A missing or a misspelt one is an error when the file is read.

use egui::{Color32, CornerRadius, FontId, Shadow, TextFormat, Vec2};
use serde::Deserialize;

use super::{colour, fonts::Face};

/// A struct of colours. The first are those of `assets/palette.txt`, with their names there; the others are read from
/// `#RRGGBB` or `#RRGGBBAA` in the theme's file.
macro_rules! colours {
    (
        $(#[$doc:meta])* $name:ident
        palette { $($(#[$base_doc:meta])* $base:ident = $known:literal,)* }
        theme { $($(#[$field_doc:meta])* $field:ident,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$base_doc])* #[serde(skip)] pub $base: Color32,)*
            $($(#[$field_doc])* #[serde(deserialize_with = "colour::hex")] pub $field: Color32,)*
        }

        impl $name {
            /// Takes the colours of the palette, by their names there.
            pub(super) fn take_palette(&mut self, named: impl Fn(&str) -> Color32) {
                $(self.$base = named($known);)*
            }
        }
    };
}

colours! {
    /// Surfaces, text and states.
    Colours
    palette {
        /// Behind the article.
        paper = "paper",
        /// Behind the side panels and bars; the window's ground.
        panel = "panel",
        /// Text.
        ink = "ink",
        /// Secondary text that must still be read.
        soft = "soft",
        /// Hairlines and the outlines of controls at rest.
        line = "line",
        /// Outlines of controls under the pointer.
        line_strong = "line-strong",
        /// The mark ÷ and the sentence cursor, nothing else.
        accent = "accent",
        link = "link",
        good = "good",
        warn = "warn",
    }
    theme {
        /// Cards, controls and everything that floats.
        raised,
        /// Placeholders and marks; never text that must be read.
        faint,
        /// Outline of the sentence cursor.
        cursor_ring,
        /// Behind selected text and rows.
        selection,
        /// The ring round the control that has the keyboard.
        focus,
        error,
        /// Laid over a surface under the pointer.
        hover,
        /// Laid over a surface that is being pressed.
        pressed,
        /// Laid over a surface to set a definition or a quiet block apart.
        well,
        /// Rails, empty progress, checkbox grounds.
        track,
        /// Laid over the chosen part of a segmented control.
        segment,
        /// Laid over the panel behind the tabs of the top bar.
        tab_strip,
        /// Laid over the window under a dialog.
        backdrop,
    }
}

/// One step of the code palette.
#[derive(Clone, Debug)]
pub struct PaletteStep {
    pub name: String,
    /// For text, letters, swatches and underlines.
    pub colour: Color32,
    /// Opacity of the tint over a whole sentence, before the theme's `tint_scale`.
    pub tint: f32,
}

/// One layer of a shadow, falling straight down.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShadowLayer {
    /// Points downwards.
    pub y: i8,
    /// Points of blur.
    pub blur: u8,
    #[serde(deserialize_with = "colour::hex")]
    pub colour: Color32,
}

impl From<ShadowLayer> for Shadow {
    fn from(layer: ShadowLayer) -> Self {
        Self { offset: [0, layer.y], blur: layer.blur, spread: 0, color: layer.colour }
    }
}

/// Shadows, each a list of layers to be painted in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shadows {
    /// The chosen row or tab.
    pub card: Vec<ShadowLayer>,
    /// The sentence cursor.
    pub cursor: Vec<ShadowLayer>,
    /// Menus, tooltips and combo lists: small enough for a popup of one line.
    pub menu: Vec<ShadowLayer>,
    /// Large popovers and dialogs.
    pub popover: Vec<ShadowLayer>,
}

/// A struct of numbers of one type.
macro_rules! numbers {
    ($(#[$doc:meta])* $name:ident: $type:ty { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }
    };
}

numbers! {
    /// Corner radii in points.
    Radius: Corner { mark, sentence, cursor, key, tab, control, row, card, popover, }
}

numbers! {
    /// Gaps in points, smallest first; `paragraph` stands between paragraphs of an article.
    Space: f32 { hair, xs, s, m, l, xl, xxl, section, paragraph, }
}

numbers! {
    /// Widths of lines in points; `underline_lane` is the distance between stacked underlines.
    Stroke: f32 { hairline, focus, icon, cursor, dotted, tick, ring, underline, underline_lane, caret, }
}

numbers! {
    /// Seconds.
    Motion: f32 { scroll, hover, tooltip_delay, }
}

numbers! {
    /// The type scale.
    Text: TypeStyle {
        reader, headline,
        /// The disputed sentence in review.
        sentence,
        quote, boilerplate, passage, passage_strong,
        /// An article in the library.
        title,
        /// The sign ÷ in the top bar.
        mark,
        ui, strong, heading, name, key, key_on, note, small, small_strong, origin, label, shortcut, gutter, zone, table,
    }
}

/// Widths and heights in points.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    pub top_bar: f32,
    pub status_bar: f32,
    pub drawer_tabs: f32,
    pub library: f32,
    pub inspector: f32,
    #[serde(deserialize_with = "pair")]
    pub window_min: Vec2,
    /// Width of the reading column.
    pub column: f32,
    /// From the library to the reading column, where there is room.
    pub column_left: f32,
    pub column_top: f32,
    /// Width left of the column that holds the letters.
    pub gutter: f32,
    pub zone_label: f32,
    /// From the column to the chips.
    pub chip_gap: f32,
    pub chip: f32,
    pub picker: f32,
    pub review_column: f32,
    /// Height of buttons and fields.
    pub control: f32,
    /// Between the outline of a button or a field and its text.
    #[serde(deserialize_with = "pair")]
    pub control_padding: Vec2,
    pub icon: f32,
    /// Side of the square that holds a progress ring.
    pub ring: f32,
    pub ring_radius: f32,
    pub swatch: f32,
    /// Width of the column that says where a passage is from.
    pub source: f32,
    /// Width of a list of claims.
    pub claim_list: f32,
    pub swatch_small: f32,
    #[serde(deserialize_with = "pair")]
    pub progress: Vec2,
    pub quote_bar: f32,
    pub scroll_bar: f32,
    pub scroll_bar_thin: f32,
    /// The least and the greatest width of library and inspector.
    pub side_min: f32,
    pub side_max: f32,
    /// The least width that is left to the text before a side pane gives way.
    pub centre_min: f32,
    /// The least height of the open drawer.
    pub drawer_min: f32,
    /// Width of the invisible strip by which a pane is dragged wider.
    pub grip: f32,
    /// A column of a menu.
    pub menu: f32,
    /// The command palette, and the greatest height of its rows.
    pub palette: f32,
    pub palette_rows: f32,
    /// Sheets with columns: the keys, the findings.
    pub sheet: f32,
    /// Height of sheets with lists beside each other.
    pub sheet_height: f32,
    /// A card with one question.
    pub dialog: f32,
    /// Column of a page that is read: the codebook, the welcome.
    pub page: f32,
}

fn pair<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec2, D::Error> {
    <(f32, f32)>::deserialize(from).map(Vec2::from)
}

/// What both themes share: everything but colour.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    pub radius: Radius,
    pub space: Space,
    pub size: Size,
    pub stroke: Stroke,
    pub motion: Motion,
    pub text: Text,
}

/// A corner radius in whole points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Corner(pub u8);

impl From<Corner> for CornerRadius {
    fn from(corner: Corner) -> Self {
        Self::same(corner.0)
    }
}

impl From<Corner> for f32 {
    fn from(corner: Corner) -> Self {
        Self::from(corner.0)
    }
}

/// One entry of the type scale.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeStyle {
    pub face: Face,
    /// Points.
    pub size: f32,
    /// Line height as a multiple of the size.
    pub line: f32,
    /// Extra space between letters as a multiple of the size.
    #[serde(default)]
    pub tracking: f32,
}

impl TypeStyle {
    pub fn font(&self) -> FontId {
        self.face.at(self.size)
    }

    /// Points from one baseline to the next.
    pub fn line_height(&self) -> f32 {
        self.size * self.line
    }

    /// The format for laying text out, line height and letter spacing included.
    pub fn format(&self, color: Color32) -> TextFormat {
        TextFormat {
            font_id: self.font(),
            color,
            line_height: Some(self.line_height().round()),
            extra_letter_spacing: self.size * self.tracking,
            ..TextFormat::default()
        }
    }

    /// The text ready for a label or a button.
    pub fn rich(&self, text: impl Into<String>) -> egui::RichText {
        let text = egui::RichText::new(text).font(self.font()).line_height(Some(self.line_height().round()));
        if self.tracking == 0.0 { text } else { text.extra_letter_spacing(self.size * self.tracking) }
    }
}
