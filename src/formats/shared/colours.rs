//! Colours of codes as other programs take them.

/// Palette colours as they are on paper: `assets/theme/light.ron`.
pub(in crate::formats) const COLOURS: [(&str, &str); 16] = [
    ("blue", "#3272A7"),
    ("vermilion", "#9D2D02"),
    ("violet", "#6D408F"),
    ("ochre", "#93650D"),
    ("grey", "#686358"),
    ("magenta", "#B34484"),
    ("teal", "#155544"),
    ("indigo", "#5F5DCD"),
    ("olive", "#383D04"),
    ("plum", "#5D0758"),
    ("sky", "#307386"),
    ("brown", "#7F5439"),
    ("forest", "#1B600D"),
    ("rose", "#74242A"),
    ("slate", "#4B576B"),
    ("moss", "#59764A"),
];

/// A palette colour as `#rrggbb`; grey when there is none of that name.
pub(in crate::formats) fn hex(name: &str) -> &'static str {
    COLOURS.iter().find(|(known, _)| *known == name).map_or("#686358", |(_, hex)| hex)
}
