//! Pieces of HTML where plain words are expected: in the cells of tables.

use super::dom::{Dom, is_block};
use crate::base::Progress;

/// Tags within lines.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "cite", "em", "font", "i", "img", "small", "span", "strong", "sub", "sup", "u"];

/// The plain words of a piece of HTML, a paragraph a line; `None` for words that are none. A `<` that begins no tag of a
/// text and an `&` that begins no reference are signs like others.
pub(super) fn plain(words: &str) -> Option<String> {
    let mut tags = tags(words).peekable();
    let has_tags = tags.peek().is_some();
    let has_blocks = tags.any(|name| name == "br" || is_block(&name));
    if !has_tags && !has_reference(words) {
        return None;
    }
    // Nobody waits: what is longer than a cell can be is not read this far.
    let parsed = |words: &str| {
        let dom = Dom::parse(words, &Progress::new());
        dom.map_or_else(|_| words.to_owned(), |dom| dom.words(Dom::ROOT))
    };
    if has_blocks {
        return Some(parsed(words));
    }
    // Without blocks the line ends are those of the cell.
    Some(words.lines().map(parsed).collect::<Vec<_>>().join("\n"))
}

/// The names of the tags that a text of an article can have, in lower case.
fn tags(words: &str) -> impl Iterator<Item = String> + '_ {
    words.match_indices('<').filter_map(|(at, _)| {
        let rest = &words[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric())?;
        let ends = rest[end..].starts_with(['>', '/', ' ', '\n', '\t']) && rest.contains('>');
        let name = rest[..end].to_ascii_lowercase();
        let is_known = name == "br" || is_block(&name) || INLINE.contains(&name.as_str());
        (ends && is_known).then_some(name)
    })
}

/// Whether a sign is written as a reference, such as `&amp;` or `&#8217;`.
fn has_reference(words: &str) -> bool {
    const LONGEST: usize = 10;
    words.match_indices('&').any(|(at, _)| {
        let rest = &words[at + 1..];
        let Some(end) = rest.bytes().take(LONGEST).position(|byte| byte == b';') else { return false };
        let name = &rest[..end];
        match name.strip_prefix('#') {
            Some(number) => {
                let digits = number.trim_start_matches(['x', 'X']);
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
            }
            None => name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_becomes_words_and_other_signs_stay() {
        for (html, want) in [
            ("<p>One &amp; two.</p><p>Three.</p>", "One & two.\nThree."),
            ("One.<br/>Two <strong>said</strong>.", "One.\nTwo said."),
            ("One <em>is</em> here.\n\nTwo.", "One is here.\n\nTwo."),
            ("Ferry &#8217;26", "Ferry ’26"),
        ] {
            let lines = |words: &str| {
                words.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(plain(html).map(|words| lines(&words)), Some(lines(want)), "{html}");
        }
        for words in ["a < b and c > d", "AT&T; Q&A", "x <y> z", "<3", "R&D", "1 <b"] {
            assert_eq!(plain(words), None, "{words}");
        }
    }
}
