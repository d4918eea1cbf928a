//! Texts without what a reader does not see or does not mind, and the way back to the texts as they are.

use super::{Digest, Span};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::{
    canonical_combining_class, decompose_canonical, decompose_compatible, is_combining_mark,
};

/// What is folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fold {
    /// A byte order mark at the start, and the difference between CR LF, CR and LF.
    LineEnds,
    /// What nobody sees: invisible and control characters, the kinds of line ends and of spaces, white space at the ends of
    /// lines and of the text, and whether an accent is a character of its own.
    Unseen,
    /// The kind and length of white space, and invisible characters.
    Spaced,
    /// All white space, and invisible characters.
    Bare,
    /// As [`Self::Bare`], and case, composition, and the kinds of quotation marks, apostrophes and dashes.
    Loose,
}

/// A folded character: where it begins in the folded text, and the bytes of the text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Origin {
    at: u32,
    start: u32,
    end: u32,
}

/// A text after folding, which knows where each of its characters comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    origins: Vec<Origin>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str, fold: Fold) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), origins: Vec::new() };
        each(text, fold, &mut |sign, start, end| {
            if fold == Fold::Loose && goes_with_case(&folded.text, sign) {
                folded
                    .origins
                    .iter_mut()
                    .next_back()
                    .into_iter()
                    .for_each(|last| last.end = last.end.max(end));
                return;
            }
            folded.origins.push(Origin { at: folded.text.len() as u32, start, end });
            folded.text.push(sign);
        });
        folded
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the text that a range of the folded text stands for; `None` when it is empty or cuts a character.
    pub fn source(&self, range: Range<usize>) -> Option<Span> {
        let at = |byte: usize| self.origins.partition_point(|origin| (origin.at as usize) < byte);
        let (first, after) = (at(range.start), at(range.end));
        let last = after.checked_sub(1).filter(|last| *last >= first)?;
        let (from, to) = (self.origins.get(first)?, self.origins.get(last)?);
        let starts = first.checked_sub(1).and_then(|before| self.origins.get(before));
        let is_cut = starts.is_some_and(|before| before.end > from.start)
            || self.origins.get(after).is_some_and(|next| next.start < to.end)
            || self.text[range.start..].starts_with(is_combining_mark)
            || self.text[range.end..].starts_with(is_combining_mark);
        if is_cut { None } else { Span::new(from.start, to.end) }
    }
}

/// Where the places of a text are in another one, which is the same after folding.
#[derive(Debug, Clone)]
pub struct Alignment {
    from: Vec<Origin>,
    to: Vec<Origin>,
}

impl Alignment {
    /// From a text to that text with line feeds and without a byte order mark, or to another one without what nobody sees;
    /// `None` when they are not the same.
    pub fn new(from: &str, to: &str) -> Option<Self> {
        let plain = Folded::new(from, Fold::LineEnds);
        if plain.text == to {
            let whole = to.char_indices().map(|(at, sign)| (at as u32, (at + sign.len_utf8()) as u32));
            let to = whole.map(|(start, end)| Origin { at: start, start, end }).collect();
            return Some(Self { from: plain.origins, to });
        }
        let (from, to) = (Folded::new(from, Fold::Unseen), Folded::new(to, Fold::Unseen));
        (from.text == to.text && !to.text.is_empty()).then_some(Self { from: from.origins, to: to.origins })
    }

    /// The bytes of the other text for bytes of this one; `None` when nothing of them is left after folding.
    pub fn span(&self, start: u32, end: u32) -> Option<Span> {
        let first = self.from.partition_point(|origin| origin.start < start);
        let last = self.from.partition_point(|origin| origin.end <= end).checked_sub(1)?;
        if last < first {
            return None;
        }
        Span::new(self.to.get(first)?.start, self.to.get(last)?.end)
    }
}

/// The digest of a text without what nobody sees; `None` when nothing is left.
pub(super) fn seen_digest(text: &str) -> Option<Digest> {
    let mut folded = String::with_capacity(text.len());
    each(text, Fold::Unseen, &mut |sign, _, _| folded.push(sign));
    (!folded.is_empty()).then(|| Digest::of(&folded))
}

/// A text with line feeds only and without a byte order mark.
pub fn line_feeds(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

/// Whether two passages are the same after folding.
pub fn same(one: &str, other: &str, fold: Fold) -> bool {
    one == other || Folded::new(one, fold).text == Folded::new(other, fold).text
}

/// The text after folding.
pub fn folded(text: &str, fold: Fold) -> String {
    Folded::new(text, fold).text
}

type Sink<'a> = &'a mut dyn FnMut(char, u32, u32);

fn each(text: &str, fold: Fold, sink: Sink<'_>) {
    match fold {
        Fold::LineEnds => line_ends(text, sink),
        Fold::Unseen => unseen(text, sink),
        Fold::Spaced => spaced(text, sink),
        Fold::Bare => bare(text, sink),
        Fold::Loose => loose(text, sink),
    }
}

/// The characters with the bytes that they take; CR LF is one.
fn signs(text: &str) -> impl Iterator<Item = (char, u32, u32)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, sign) = rest.next()?;
        let mut end = at + sign.len_utf8();
        if sign == '\r' && rest.next_if(|(_, next)| *next == '\n').is_some() {
            end += 1;
        }
        Some((sign, at as u32, end as u32))
    })
}

fn line_ends(text: &str, sink: Sink<'_>) {
    for (sign, start, end) in signs(text) {
        match sign {
            '\u{feff}' if start == 0 => {}
            '\r' => sink('\n', start, end),
            sign => sink(sign, start, end),
        }
    }
}

fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that show nothing and take no room, and control characters.
pub fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || (sign.is_control() && !sign.is_whitespace())
}

fn unseen(text: &str, sink: Sink<'_>) {
    let mut begun = false;
    // White space that counts only when something follows: ends of lines, and blanks since the last of them.
    let (mut ends, mut blanks) = (Vec::new(), Vec::new());
    let mut marks = MarkOrder::default();
    for (sign, start, end) in signs(text) {
        if is_line_end(sign) {
            blanks.clear();
            ends.push((start, end));
        } else if sign.is_whitespace() {
            blanks.push((start, end));
        } else if !is_invisible(sign) {
            if !ends.is_empty() || !blanks.is_empty() {
                marks.flush(sink);
            }
            ends.drain(..).filter(|_| begun).for_each(|(start, end)| sink('\n', start, end));
            blanks.drain(..).filter(|_| begun).for_each(|(start, end)| sink(' ', start, end));
            begun = true;
            if sign.is_ascii() {
                marks.flush(sink);
                sink(sign, start, end);
            } else {
                decompose_canonical(sign, |piece| marks.take(piece, start, end, sink));
            }
        }
    }
    marks.flush(sink);
}

fn spaced(text: &str, sink: Sink<'_>) {
    let mut blank: Option<(u32, u32)> = None;
    for (sign, start, end) in signs(text) {
        if sign.is_whitespace() {
            blank = Some((blank.map_or(start, |(start, _)| start), end));
        } else if !is_invisible(sign) {
            if let Some((start, end)) = blank.take() {
                sink(' ', start, end);
            }
            sink(sign, start, end);
        }
    }
    if let Some((start, end)) = blank {
        sink(' ', start, end);
    }
}

fn bare(text: &str, sink: Sink<'_>) {
    let kept = signs(text).filter(|(sign, ..)| !sign.is_whitespace() && !is_invisible(*sign));
    kept.for_each(|(sign, start, end)| sink(sign, start, end));
}

fn loose(text: &str, sink: Sink<'_>) {
    let mut marks = MarkOrder::default();
    let mut dash: Option<(u32, u32)> = None;
    for (sign, start, end) in signs(text) {
        if sign.is_whitespace() || is_invisible(sign) || matches!(sign, '\u{fe00}'..='\u{fe0f}') {
            continue;
        }
        if is_dash(sign) {
            dash = Some((dash.map_or(start, |(start, _)| start), end));
            continue;
        }
        if let Some((start, end)) = dash.take() {
            marks.flush(sink);
            sink('-', start, end);
        }
        let mut take = |piece: char| {
            if piece.is_whitespace() {
                return;
            }
            if is_quotation_mark(piece) {
                marks.take('\'', start, end, sink);
            } else if piece == 'ß' || piece == 'ẞ' {
                marks.take('s', start, end, sink);
                marks.take('s', start, end, sink);
            } else {
                for lower in piece.to_lowercase() {
                    let lower = match lower {
                        'ς' => 'σ',
                        'ı' => 'i',
                        lower => lower,
                    };
                    marks.take(lower, start, end, sink);
                }
            }
        };
        // Before decomposition, since some of them fall into a blank and an accent.
        if is_quotation_mark(sign) { take('\'') } else { decompose_compatible(sign, take) }
    }
    marks.flush(sink);
    if let Some((start, end)) = dash {
        sink('-', start, end);
    }
}

/// Whether an accent is lost in capitals: the dot of i, which in Turkish makes it another letter, and the tonos of Greek.
fn goes_with_case(before: &str, accent: char) -> bool {
    match accent {
        '\u{307}' => before.ends_with('i'),
        '\u{301}' => is_greek_vowel(before),
        _ => false,
    }
}

fn is_greek_vowel(before: &str) -> bool {
    before.trim_end_matches('\u{308}').ends_with(['α', 'ε', 'η', 'ι', 'ο', 'υ', 'ω'])
}

fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{5be}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// Quotation marks and apostrophes, single and double, of every kind.
fn is_quotation_mark(sign: char) -> bool {
    matches!(sign,
        '\'' | '"' | '`' | '´' | '«' | '»' | 'ʼ' | 'ʹ' | 'ʻ' | '\u{5f3}' | '\u{5f4}' | '\u{300c}'..='\u{300f}' | '\u{2018}'..='\u{201f}' | '\u{2032}'..='\u{2036}'
        | '‹' | '›' | '〝' | '〞' | '〟' | '＂' | '＇' | '｀')
}

/// Puts accents on one letter into the order that they have in every decomposed text.
#[derive(Default)]
struct MarkOrder(Vec<(char, u32, u32)>);

impl MarkOrder {
    fn take(&mut self, sign: char, start: u32, end: u32, sink: Sink<'_>) {
        if canonical_combining_class(sign) != 0 {
            self.0.push((sign, start, end));
            return;
        }
        self.flush(sink);
        sink(sign, start, end);
    }

    fn flush(&mut self, sink: Sink<'_>) {
        if self.0.len() > 1 {
            self.0.sort_by_key(|(sign, ..)| canonical_combining_class(*sign));
            let start = self.0.iter().map(|mark| mark.1).min().unwrap_or_default();
            let end = self.0.iter().map(|mark| mark.2).max().unwrap_or_default();
            self.0.iter_mut().for_each(|mark| (mark.1, mark.2) = (start, end));
        }
        self.0.drain(..).for_each(|(sign, start, end)| sink(sign, start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_folded_away() {
        let nfd = "e\u{323}\u{302}";
        for (one, other, most) in [
            ("\u{feff}a\r\nb\rc", "a\nb\nc", Fold::LineEnds),
            ("a\u{85}b\u{200b} \n\n", "a\nb", Fold::Unseen),
            ("a\u{a0}b\u{2028}c\u{ad}d", "a b\ncd", Fold::Unseen),
            (nfd, "ệ", Fold::Unseen),
            ("e\u{302}\u{323}", nfd, Fold::Unseen),
            ("foo\n bar", "foo bar", Fold::Spaced),
            ("foo\nbar", "foobar", Fold::Bare),
            ("„It’s“ – he said…", "\"IT'S\" -- he said...", Fold::Loose),
            ("STRASSE", "straße", Fold::Loose),
            ("ﬁn de siècle", "fin de sie\u{300}cle", Fold::Loose),
            ("각", "\u{1100}\u{1161}\u{11a8}", Fold::Unseen),
        ] {
            assert!(same(one, other, most), "{one:?} {other:?} {most:?}: {:?}", folded(one, most));
            let finer = match most {
                Fold::LineEnds => continue,
                Fold::Unseen => Fold::LineEnds,
                Fold::Spaced => Fold::Unseen,
                Fold::Bare => Fold::Spaced,
                Fold::Loose => Fold::Bare,
            };
            assert!(!same(one, other, finer), "{one:?} {other:?} {finer:?}");
        }
        assert!(!same("été", "ete", Fold::Loose), "accents are letters");
    }

    #[test]
    fn nothing_is_found_within_a_character() {
        let text = Folded::new("un café de\u{301}jà, ﬁn", Fold::Loose);
        let found = |words: &str| {
            let at = text.as_str().find(words).expect("folded");
            text.source(at..at + words.len())
        };
        assert_eq!(found("uncafe"), None, "an accent follows");
        assert_eq!(found("caf"), Span::new(3, 6));
        assert_eq!(found("cafe\u{301}"), Span::new(3, 8));
        assert_eq!(found("fin"), Span::new(18, 22));
        assert_eq!(found("in"), None, "half a ligature");
        assert_eq!(text.source(0..0), None);
    }

    #[test]
    fn a_text_of_blanks_is_like_no_other() {
        assert_eq!(seen_digest(" \n\u{feff}\r\n"), None);
        assert_eq!(seen_digest("\u{feff}a \r\nb\u{85}"), seen_digest("a\nb"));
        assert_ne!(seen_digest("a\n\nb"), seen_digest("a\nb"));
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn places_go_where_their_characters_went(words in "[a-b\u{feff}\r\n\u{85}é💛 \u{301}\u{ad}]{1,40}") {
            let kept = line_feeds(&words);
            let plain = Alignment::new(&words, &kept).expect("the same");
            let bare: String = kept.chars().filter(|sign| !is_invisible(*sign)).collect();
            let unseen = Alignment::new(&words, &bare);
            for (at, sign) in words.char_indices() {
                let (start, end) = (at as u32, (at + sign.len_utf8()) as u32);
                if let Some(span) = plain.span(start, end) {
                    let there = &kept[span.range()];
                    prop_assert!(there.starts_with(sign) || (there == "\n" && sign == '\r'), "{there:?} {sign:?}");
                }
                if let Some(span) = unseen.as_ref().and_then(|unseen| unseen.span(start, end)).filter(|_| sign.is_ascii_alphabetic()) {
                    prop_assert!(bare[span.range()].starts_with(sign));
                }
            }
        }
    }
}
