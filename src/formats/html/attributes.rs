//! Attributes of elements that several parts of the page write.

use crate::formats::shared::project_report::NumberedAnnotation;
use crate::text::html_escaped as escaped;

/// The class of a colour, ready to stand in a `class` attribute.
pub(super) fn class(ink: Option<&str>) -> String {
    ink.map_or_else(|| "k-plain".to_owned(), |ink| format!("k-{ink}"))
}

/// The attributes that say in which language and direction something is.
pub(super) fn language(tag: &str) -> String {
    if tag.is_empty() {
        return " lang=\"\" dir=\"auto\"".to_owned();
    }
    let first = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let leftwards =
        ["ar", "he", "iw", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"].contains(&first.as_str());
    format!(" lang=\"{}\" dir=\"{}\"", escaped(tag), if leftwards { "rtl" } else { "ltr" })
}

/// Where a tag can be found on the page: in the text when it is shown there, else in the list.
pub(super) fn anchor(tag: &NumberedAnnotation<'_>, texts: bool) -> String {
    let kind = if tag.shown && texts { 't' } else { 'r' };
    format!("{kind}{}-{}", tag.article, tag.number)
}
