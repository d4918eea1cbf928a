//! Text in XML.

/// Words for an attribute or an element: what XML reads as markup becomes references, and so do line ends, tabs and U+0085,
/// which parsers change in attributes. What XML 1.0 cannot hold becomes U+FFFD, which has the same length in code points
/// and in UTF-16 (XML 1.0, section 2.2).
pub(in crate::formats) fn escaped(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\u{85}' => out.push_str("&#133;"),
            c if is_illegal(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// The same as a string.
pub(in crate::formats) fn xml(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    escaped(words, &mut out);
    out
}

/// Whether XML 1.0 cannot hold a character, not even as a reference.
pub(in crate::formats) fn is_illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup_or_illegal() {
        assert_eq!(xml("a<b>&\"'\t\n\r\u{85}"), "a&lt;b&gt;&amp;&quot;'&#9;&#10;&#13;&#133;");
        assert_eq!(xml("\0\u{1f}\u{fffe}\u{7f}"), "\u{fffd}\u{fffd}\u{fffd}\u{7f}");
    }
}
