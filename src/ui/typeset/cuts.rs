//! Where to cut a paragraph too long for one layout, and its base direction.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::BaseDir;

/// Paragraphs up to this many bytes are laid out whole.
const WHOLE: usize = 16 * 1024;
/// A part has at least this many bytes, except the last.
const LEAST: usize = 4 * 1024;
/// A part has at most this many bytes, unless one grapheme is longer.
const MOST: usize = 8 * 1024;
/// A single grapheme beyond this is cut anyway: nobody reads it, and a cluster's length must fit 16 bits.
const ABSURD: usize = 32 * 1024;

/// Byte offsets at which to cut `text` into parts to be laid out one by one; empty up to 16 kB.
///
/// Each part has 4 to 8 kB where the text allows, and ends after a sentence if it can, else after white space, else at a
/// grapheme boundary. Linear in the text. The base direction of every part is that of the whole paragraph.
pub fn cuts(text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    let mut from = 0;
    if text.len() <= WHOLE {
        return out;
    }
    while text.len() - from > MOST {
        let cut = next_cut(text, from);
        if cut >= text.len() {
            break;
        }
        out.push(u32::try_from(cut).unwrap_or(u32::MAX));
        from = cut;
    }
    out
}

/// The end of the part that begins at `from`: looked for backwards from the most that a part may have.
fn next_cut(text: &str, from: usize) -> usize {
    let most = floor_char(text, from + MOST);
    let least = floor_char(text, from + LEAST);
    let mut space = None;
    for (at, c) in text[least..most].char_indices().rev() {
        let end = least + at + c.len_utf8();
        if !c.is_whitespace() || !is_boundary(text, end) {
            continue;
        }
        if ends_sentence(&text[from..least + at]) {
            return end;
        }
        space = space.or(Some(end));
    }
    space.unwrap_or_else(|| grapheme_cut(text, from, most))
}

fn is_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

fn ends_sentence(text: &str) -> bool {
    let closed = |c| matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '」' | '』' | '）');
    matches!(
        text.trim_end_matches(closed).chars().next_back(),
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '։' | '።')
    )
}

/// Where there is no white space: the last grapheme boundary, or the end of a grapheme longer than a part.
fn grapheme_cut(text: &str, from: usize, most: usize) -> usize {
    let back = GraphemeCursor::new(most, text.len(), true).prev_boundary(text, 0).ok().flatten();
    if is_boundary(text, most) {
        return most;
    }
    if let Some(back) = back.filter(|back| *back > from) {
        return back;
    }
    let window = floor_char(text, from + ABSURD);
    text[from..window].graphemes(true).next().map_or(window, |g| from + g.len())
}

fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The base direction by the first strong character outside isolates (rules P2 and P3 of UAX 9); left to right without one.
pub fn base_direction(text: &str) -> BaseDir {
    let mut depth = 0usize;
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::LRI | BidiClass::RLI | BidiClass::FSI => depth += 1,
            BidiClass::PDI => depth = depth.saturating_sub(1),
            BidiClass::L if depth == 0 => return BaseDir::Ltr,
            BidiClass::R | BidiClass::AL if depth == 0 => return BaseDir::Rtl,
            _ => {}
        }
    }
    BaseDir::Ltr
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, most: usize) {
        let mut all: Vec<usize> = vec![0];
        all.extend(cuts(text).iter().map(|&c| c as usize));
        all.push(text.len());
        for pair in all.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
            assert!(pair[1] - pair[0] <= most, "{pair:?}");
            assert!(text.is_char_boundary(pair[1]));
        }
    }

    fn on_graphemes(text: &str) {
        let starts: std::collections::HashSet<usize> = text.grapheme_indices(true).map(|(i, _)| i).collect();
        assert!(cuts(text).iter().all(|&c| starts.contains(&(c as usize))));
    }

    #[test]
    fn short_text_is_whole() {
        assert!(cuts(&"a".repeat(WHOLE)).is_empty());
        assert!(cuts("").is_empty());
    }

    #[test]
    fn cuts_stand_after_sentences_or_spaces() {
        let text = "Alpha beta gamma delta. ".repeat(2000);
        for c in cuts(&text) {
            assert!(text[..c as usize].ends_with(". "));
        }
        let text = "alpha beta gamma delta ".repeat(2000);
        for c in cuts(&text) {
            assert!(text[..c as usize].ends_with(' '));
        }
        check(&text, MOST);
    }

    #[test]
    fn pieces_of_adversarial_text_stay_bounded() {
        check(&"a".repeat(10 << 20), MOST);
        check(&"🇩🇪".repeat(300_000), MOST);
        check(&"👩‍👩‍👧".repeat(60_000), MOST);
        check(&"\u{301}".repeat(200_000), ABSURD);
        check(&"क्".repeat(200_000), ABSURD);
    }

    #[test]
    fn graphemes_are_never_cut() {
        on_graphemes(&"a🇩🇪".repeat(9_000));
        on_graphemes(&"👩‍👩‍👧".repeat(5_000));
        on_graphemes(&"e\u{301}\u{302}".repeat(9_000));
        on_graphemes(&"각क्षा".repeat(5_000));
        let long = format!("{}b{}", "a\u{301}".repeat(3_000), "\u{302}".repeat(5_000)).repeat(3);
        on_graphemes(&long);
        check(&long, ABSURD);
    }

    #[test]
    fn direction_follows_the_first_strong_character() {
        assert_eq!(base_direction("12 – שלום abc"), BaseDir::Rtl);
        assert_eq!(base_direction("“abc” שלום"), BaseDir::Ltr);
        assert_eq!(base_direction("\u{2067}שלום\u{2069} abc"), BaseDir::Ltr);
        assert_eq!(base_direction("123"), BaseDir::Ltr);
    }
}
