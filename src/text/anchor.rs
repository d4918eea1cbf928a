//! Quotes: a passage in words with its surroundings, and finding it again.
//!
//! [`find`] only proposes. It looks for the exact words; words that were themselves changed are not found here.

use super::{Span, Text};

/// Code points of context kept on each side of a quote.
pub const CONTEXT: usize = 32;

/// A passage in words: exactly, and what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote<'a> {
    /// The words of the passage.
    pub exact: &'a str,
    /// Up to [`CONTEXT`] code points before it.
    pub prefix: &'a str,
    /// Up to [`CONTEXT`] code points after it.
    pub suffix: &'a str,
}

/// How a passage was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// At the stated place.
    Position,
    /// The words stand in the text once.
    Unique,
    /// The words stand in the text several times; here the surroundings fit best.
    Context,
}

/// A place where a passage may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The place, in bytes.
    pub span: Span,
    /// How it was found.
    pub method: Method,
    /// From 0 to 1: from 0.9 up it can be trusted, below it wants a look.
    pub score: f32,
}

/// The quote of a passage; `None` when the text does not hold the span.
pub fn quote(text: &Text, span: Span) -> Option<Quote<'_>> {
    let exact = text.slice(span)?;
    let whole = text.as_str();
    let before = &whole[..span.start() as usize];
    let after = &whole[span.end() as usize..];
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    Some(Quote { exact, prefix: &before[from..], suffix: &after[..to] })
}

/// Where a quoted passage may be now. `stated` is where it was, in code points.
///
/// At the stated place the words must be the same and have 8 code points before them the same, or be long. Otherwise
/// the only occurrence of the words, or of several the one whose surroundings fit clearly best.
pub fn find(text: &Text, quote: Quote<'_>, stated: (u32, u32)) -> Option<Match> {
    if quote.exact.is_empty() {
        return None;
    }
    let at_place =
        text.byte_of_code_point(stated.0).and_then(|at| occurrence(text, quote.exact, at as usize));
    if let Some(span) = at_place
        && (quote.exact.chars().count() >= CONTEXT || is_around(text, span, quote))
    {
        return Some(Match { span, method: Method::Position, score: 1.0 });
    }
    best_occurrence(text, quote, stated.0)
}

/// Whether 8 code points before the place are those of the quote; where it quotes none, whether those after it are.
/// A quote without surroundings is in no place more than in another.
fn is_around(text: &Text, span: Span, quote: Quote<'_>) -> bool {
    match (quote.prefix.is_empty(), quote.suffix.is_empty()) {
        (false, _) => common_suffix(text, span, quote.prefix) >= 8.0_f32.min(len(quote.prefix)),
        (true, false) => common_prefix(text, span, quote.suffix) >= 8.0_f32.min(len(quote.suffix)),
        (true, true) => span.len() == text.len(),
    }
}

const MOST: usize = 10_000;
/// Code points of surroundings that, all the same, tell a short quote from others with the same words.
const TELLING: f32 = 16.0;

fn best_occurrence(text: &Text, quote: Quote<'_>, stated: u32) -> Option<Match> {
    let expected = text.byte_of_code_point(stated).unwrap_or(text.len());
    let mut best: Option<(f32, u32, Span)> = None;
    let mut second = 0.0_f32;
    let mut count = 0_usize;
    for at in memchr::memmem::find_iter(text.as_str().as_bytes(), quote.exact.as_bytes()).take(MOST) {
        let Some(span) = occurrence(text, quote.exact, at) else { continue };
        count += 1;
        let fit = context_fit(text, span, quote);
        let distance = expected.abs_diff(span.start());
        match best {
            Some((score, away, _)) if (score, u32::MAX - away) >= (fit, u32::MAX - distance) => {
                second = second.max(fit);
            }
            _ => {
                second = best.map_or(0.0, |(score, ..)| score);
                best = Some((fit, distance, span));
            }
        }
    }
    let (fit, _, span) = best?;
    let long = quote.exact.chars().nth(7).is_some();
    if count == 1 && long {
        return Some(Match { span, method: Method::Unique, score: 0.9 + 0.1 * fit });
    }
    if !long && fit < 0.5 {
        return None;
    }
    let clear = fit - second >= 0.1;
    let whole = fit >= 1.0 && len(quote.prefix) + len(quote.suffix) >= TELLING;
    if whole && (clear || count == 1) {
        return Some(Match { span, method: Method::Context, score: 0.95 });
    }
    let score = if clear && long { 0.7 + 0.2 * fit } else { 0.7 * fit };
    Some(Match { span, method: Method::Context, score })
}

fn occurrence(text: &Text, exact: &str, at: usize) -> Option<Span> {
    text.as_str().get(at..)?.starts_with(exact).then(|| Span::new(at as u32, (at + exact.len()) as u32))?
}

fn len(text: &str) -> f32 {
    text.chars().count() as f32
}

/// Code points that the end of `prefix` and the text before `span` share.
fn common_suffix(text: &Text, span: Span, prefix: &str) -> f32 {
    let before = &text.as_str()[..span.start() as usize];
    before.chars().rev().zip(prefix.chars().rev()).take_while(|(a, b)| a == b).count() as f32
}

/// Code points that the start of `suffix` and the text after `span` share.
fn common_prefix(text: &Text, span: Span, suffix: &str) -> f32 {
    let after = &text.as_str()[span.end() as usize..];
    after.chars().zip(suffix.chars()).take_while(|(a, b)| a == b).count() as f32
}

/// From 0 to 1: how much of the quote's surroundings stands around `span`. Absent surroundings fit.
fn context_fit(text: &Text, span: Span, quote: Quote<'_>) -> f32 {
    let same_after = common_prefix(text, span, quote.suffix);
    let share = |same: f32, all: f32| if all == 0.0 { 1.0 } else { same / all };
    let before = share(common_suffix(text, span, quote.prefix), len(quote.prefix));
    (before + share(same_after, len(quote.suffix))) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Text {
        Text::new(text).expect("text")
    }

    /// Marks the proposed place with brackets; `-` when there is none.
    fn check(now: &str, quote: (&str, &str, &str), stated: u32) -> String {
        let now = text(now);
        let quote = Quote { prefix: quote.0, exact: quote.1, suffix: quote.2 };
        match find(&now, quote, (stated, stated + quote.exact.chars().count() as u32)) {
            Some(found) => {
                let (start, end) = (found.span.start() as usize, found.span.end() as usize);
                let all = now.as_str();
                format!("{}[{}]{}", &all[..start], &all[start..end], &all[end..])
            }
            None => "-".to_owned(),
        }
    }

    #[test]
    fn finds_what_moved() {
        for (now, quote, stated, want) in [
            ("the bridge is safe", ("the bridge ", "is safe", ""), 11, "the bridge [is safe]"),
            (
                "Officials: the bridge is safe.",
                ("", "the bridge is safe", "."),
                0,
                "Officials: [the bridge is safe].",
            ),
            ("no cat, yes cat, no cat", ("yes ", "cat", ","), 3, "no cat, yes [cat], no cat"),
            ("no cat, yes cat, no cat", ("my ", "cat", "tle"), 40, "-"),
            ("nothing of the sort", ("the bridge ", "is safe", ""), 11, "-"),
            ("💛💛 été à Paris!", ("💛💛 ", "été à Paris", "!"), 3, "💛💛 [été à Paris]!"),
        ] {
            assert_eq!(check(now, quote, stated), want);
        }
    }

    #[test]
    fn equal_surroundings_are_not_trusted() {
        let now = text("yes, the bridge. yes, the bridge. ");
        let quote = Quote { prefix: "yes, ", exact: "the bridge", suffix: ". " };
        let found = find(&now, quote, (60, 70)).expect("a proposal");
        assert!(found.score <= 0.7, "{found:?}");
        assert_eq!(found.span.start(), 22, "the nearer one");
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn an_unchanged_text_gives_every_quote_back(words in "[a-b💛\u{301} ]{1,60}", from in 0_usize..60, len in 1_usize..20) {
            let text = text(&words);
            let points = text.code_points();
            let start = from as u32 % points;
            let end = (start + len as u32).min(points);
            let at = |point| text.byte_of_code_point(point).expect("inside");
            let span = Span::new(at(start), at(end)).expect("not empty");
            let quote = quote(&text, span).expect("held");
            prop_assert!(quote.prefix.chars().count() <= CONTEXT && quote.suffix.chars().count() <= CONTEXT);
            prop_assert_eq!(find(&text, quote, (start, end)).map(|found| found.span), Some(span));
        }
    }
}
