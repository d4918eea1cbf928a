//! What a paragraph is by the name of its style, in the languages of word processors.

use super::super::document::ParagraphStyle;
use super::super::phrases::STYLES;

/// The style of a name such as `heading 2`, `Überschrift 2` or `Heading_20_2`; `None` where the name says nothing.
pub(super) fn named(name: &str) -> Option<ParagraphStyle> {
    let spaced = name.replace("_20_", " ").replace('_', " ").to_lowercase();
    let bare = spaced.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = &spaced[bare.len()..];
    let level = digits.parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    if level.is_none() && !digits.is_empty() {
        return None;
    }
    match (STYLES.get(bare.trim()).copied()?, level) {
        ("title" | "heading", Some(level)) => Some(ParagraphStyle::Heading(level)),
        ("title", None) => Some(ParagraphStyle::Title),
        ("heading", None) => Some(ParagraphStyle::Heading(1)),
        ("subtitle", _) => Some(ParagraphStyle::Subtitle),
        ("quote", _) => Some(ParagraphStyle::Quote),
        ("caption", _) => Some(ParagraphStyle::Caption),
        ("list", _) => Some(ParagraphStyle::ListItem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_styles_are_known_in_several_languages() {
        for (name, style) in [
            ("heading 1", Some(ParagraphStyle::Heading(1))),
            ("Überschrift 3", Some(ParagraphStyle::Heading(3))),
            ("berschrift1", Some(ParagraphStyle::Heading(1))),
            ("Titre 2", Some(ParagraphStyle::Heading(2))),
            ("Titre2", Some(ParagraphStyle::Heading(2))),
            ("Heading_20_2", Some(ParagraphStyle::Heading(2))),
            ("Titre", Some(ParagraphStyle::Title)),
            ("标题 1", Some(ParagraphStyle::Heading(1))),
            ("Untertitel", Some(ParagraphStyle::Subtitle)),
            ("Intense Quote", Some(ParagraphStyle::Quote)),
            ("Légende", Some(ParagraphStyle::Caption)),
            ("Normal", None),
            ("Heading 12", None),
            ("", None),
        ] {
            assert_eq!(named(name), style, "{name}");
        }
    }
}
