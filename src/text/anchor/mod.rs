//! Quotes: a passage in words with its surroundings, and finding it again.
//!
//! [`find`] only proposes. It looks for the words whatever their white space, case, composition and punctuation marks;
//! words that were themselves changed are not found here.

use super::fold::{self, Fold, Folded};
use super::{Span, Text};
use std::cell::OnceCell;

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
    /// The words stand in the text several times, or are short; here the surroundings fit best.
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
/// At the stated place the words must be the same and have 8 characters before them the same, or be long, or come without
/// surroundings. Otherwise the only occurrence of the words, or of several the one that their surroundings tell from the
/// others. Words that are not there sign by sign are looked for whatever their white space, and then whatever their case,
/// composition, quotation marks and dashes.
pub fn find(text: &Text, quote: Quote<'_>, stated: (u32, u32)) -> Option<Match> {
    Finder::new(text).find(quote, stated)
}

/// Finds passages in one text, which it folds once.
pub struct Finder<'a> {
    text: &'a Text,
    folded: [OnceCell<Folded>; FOLDS.len()],
}

/// What is folded away in turn, where the words are not there as they are.
const FOLDS: [Fold; 3] = [Fold::Spaced, Fold::Bare, Fold::Loose];

impl<'a> Finder<'a> {
    /// For a text.
    pub fn new(text: &'a Text) -> Self {
        Self { text, folded: Default::default() }
    }

    /// The text.
    pub fn text(&self) -> &'a Text {
        self.text
    }

    /// As [`find`].
    pub fn find(&self, quote: Quote<'_>, stated: (u32, u32)) -> Option<Match> {
        let text = self.text;
        if quote.exact.is_empty() {
            return None;
        }
        let around = Around::of(quote);
        let at_place =
            text.byte_of_code_point(stated.0).and_then(|at| occurrence(text, quote.exact, at as usize));
        if let Some(span) = at_place
            && (quote.exact.chars().count() >= CONTEXT || around.is_at(text, span))
        {
            return Some(Match { span, method: Method::Position, score: 1.0 });
        }
        let expected = text.byte_of_code_point(stated.0).unwrap_or(text.len());
        let long = quote.exact.chars().nth(7).is_some();
        let best = |found: Vec<Span>| around.best(text, &found, expected, long);
        let exact = memchr::memmem::find_iter(text.as_str().as_bytes(), quote.exact.as_bytes()).take(MOST);
        let mut first = best(exact.filter_map(|at| occurrence(text, quote.exact, at)).collect());
        for (fold, cell) in FOLDS.into_iter().zip(&self.folded) {
            if first.is_some_and(|found| found.score >= TRUSTED) {
                break;
            }
            let words = fold::folded(quote.exact, fold);
            let words = words.trim();
            if words.is_empty() {
                break;
            }
            let folded = cell.get_or_init(|| Folded::new(text.as_str(), fold));
            let places = memchr::memmem::find_iter(folded.as_str().as_bytes(), words.as_bytes()).take(MOST);
            let found = best(places.filter_map(|at| folded.source(at..at + words.len())).collect());
            first = match (first, found) {
                (Some(first), Some(found)) if found.score < TRUSTED => Some(first),
                (first, found) => found.or(first),
            };
        }
        first
    }
}

const MOST: usize = 10_000;
/// From this score on a place can be taken unasked.
const TRUSTED: f32 = 0.9;
/// Characters of surroundings that, all the same, tell a short quote from others with the same words.
const TELLING: usize = 16;
/// Characters on one side that, all the same, tell a quote from others with the same words.
const ONE_SIDE: usize = 8;
/// As [`ONE_SIDE`], for a short quote.
const ONE_SIDE_SHORT: usize = 12;

/// The surroundings of a quote, without white space and what else is folded away.
struct Around {
    prefix: Vec<char>,
    suffix: Vec<char>,
}

/// An occurrence of the words.
#[derive(Clone, Copy)]
struct Candidate {
    span: Span,
    /// Characters of the surroundings that are the same.
    before: usize,
    after: usize,
    /// From 0 to 1: how much of the surroundings is the same.
    fit: f32,
    /// Bytes from where it was.
    distance: u32,
}

impl Around {
    fn of(quote: Quote<'_>) -> Self {
        let signs = |words: &str| fold::folded(words, Fold::Loose).chars().collect();
        Self { prefix: signs(quote.prefix), suffix: signs(quote.suffix) }
    }

    /// How many characters of the surroundings are the same before and after a place.
    fn same(&self, text: &Text, span: Span) -> (usize, usize) {
        const NEAR: usize = 4 * CONTEXT;
        let (before, after) =
            (&text.as_str()[..span.start() as usize], &text.as_str()[span.end() as usize..]);
        let from = before.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at);
        let before =
            if self.prefix.is_empty() { String::new() } else { fold::folded(&before[from..], Fold::Loose) };
        let after =
            if self.suffix.is_empty() { String::new() } else { fold::folded(&after[..to], Fold::Loose) };
        let same_before = before.chars().rev().zip(self.prefix.iter().rev()).take_while(|(a, b)| a == *b);
        let same_after = after.chars().zip(&self.suffix).take_while(|(a, b)| a == *b);
        (same_before.count(), same_after.count())
    }

    /// Whether 8 characters before the place are those of the quote; where it quotes none, whether those after it are.
    /// A quote without surroundings is where it was.
    fn is_at(&self, text: &Text, span: Span) -> bool {
        let (before, after) = self.same(text, span);
        match (self.prefix.len(), self.suffix.len()) {
            (0, 0) => true,
            (0, all) => after >= all.min(ONE_SIDE),
            (all, _) => before >= all.min(ONE_SIDE),
        }
    }

    fn best(&self, text: &Text, found: &[Span], expected: u32, long: bool) -> Option<Match> {
        let all: Vec<Candidate> = found.iter().map(|span| self.candidate(text, *span, expected)).collect();
        let better = |one: &Candidate, other: &Candidate| {
            one.fit > other.fit || (one.fit == other.fit && one.distance < other.distance)
        };
        let best = all.iter().copied().reduce(|best, one| if better(&one, &best) { one } else { best })?;
        let others = || all.iter().filter(|one| one.span != best.span);
        if all.len() == 1 && long {
            return Some(Match { span: best.span, method: Method::Unique, score: 0.9 + 0.1 * best.fit });
        }
        if let Some(told) = self.told(&all, long) {
            return Some(Match { span: told.span, method: Method::Context, score: 0.92 });
        }
        if !long && best.fit < 0.5 {
            return None;
        }
        let second = others().map(|one| one.fit).fold(0.0_f32, f32::max);
        let clear = best.fit - second >= 0.1;
        let whole = best.fit >= 1.0 && self.prefix.len() + self.suffix.len() >= TELLING;
        if whole && (clear || all.len() == 1) {
            return Some(Match { span: best.span, method: Method::Context, score: 0.95 });
        }
        let score = if clear && long { 0.7 + 0.2 * best.fit } else { 0.7 * best.fit };
        Some(Match { span: best.span, method: Method::Context, score })
    }

    fn candidate(&self, text: &Text, span: Span, expected: u32) -> Candidate {
        let (before, after) = self.same(text, span);
        let share = |same: usize, all: usize| if all == 0 { 1.0 } else { same as f32 / all as f32 };
        let fit = (share(before, self.prefix.len()) + share(after, self.suffix.len())) / 2.0;
        Candidate { span, before, after, fit, distance: expected.abs_diff(span.start()) }
    }

    /// The occurrence that what stands on one side of it tells from all others, when nothing speaks for another one.
    fn told(&self, all: &[Candidate], long: bool) -> Option<Candidate> {
        let most = if long { ONE_SIDE } else { ONE_SIDE_SHORT };
        let tells = |same: usize, side: usize| same >= most || (same == side && 2 * same >= most);
        let is_told =
            |one: &&Candidate| tells(one.before, self.prefix.len()) || tells(one.after, self.suffix.len());
        let mut told = all.iter().filter(is_told);
        let best = told.next()?;
        // Of two of whom one has more on each side, the other is chance.
        told.try_fold(*best, |best, one| {
            let ahead = |a: &Candidate, b: &Candidate| {
                a.before >= b.before && a.after >= b.after && a.before + a.after >= b.before + b.after + most
            };
            match (ahead(&best, one), ahead(one, &best)) {
                (true, _) => Some(best),
                (_, true) => Some(*one),
                _ => None,
            }
        })
    }
}

fn occurrence(text: &Text, exact: &str, at: usize) -> Option<Span> {
    text.as_str().get(at..)?.starts_with(exact).then(|| Span::new(at as u32, (at + exact.len()) as u32))?
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

    /// The place that can be trusted, marked with brackets; `-` when there is none.
    fn trusted(now: &str, quote: (&str, &str, &str)) -> String {
        let text = text(now);
        let quote = Quote { prefix: quote.0, exact: quote.1, suffix: quote.2 };
        match find(&text, quote, (9_000, 9_001)).filter(|found| found.score >= TRUSTED) {
            Some(Match { span, .. }) => {
                let (start, end) = (span.start() as usize, span.end() as usize);
                format!("{}[{}]{}", &now[..start], &now[start..end], &now[end..])
            }
            None => "-".to_owned(),
        }
    }

    #[test]
    fn signs_that_no_reader_minds_never_orphan_a_passage() {
        for (now, exact, want) in [
            ("Un cafe\u{301} deja\u{300} pris.", "café dejà pris", "Un [cafe\u{301} deja\u{300} pris]."),
            ("Un café dejà pris.", "cafe\u{301} deja\u{300} pris", "Un [café dejà pris]."),
            ("He said ‘IT’S OVER – NOW’.", "'it's over - now'", "He said [‘IT’S OVER – NOW’]."),
            ("He said “it’s over”.", "«it's over»", "He said [“it’s over”]."),
            ("The pro\u{ad}gramme failed.", "programme failed", "The [pro\u{ad}gramme failed]."),
            ("The programme failed.", "pro\u{ad}gramme fai\u{200b}led", "The [programme failed]."),
            ("it cost 5\u{a0}000\u{202f}€ then", "cost 5 000 €", "it [cost 5\u{a0}000\u{202f}€] then"),
            ("one two\n\nthree four", "two three four", "one [two\n\nthree four]"),
            ("one two\nthree four", "twothree four", "one [two\nthree four]"),
            ("the straße is long", "STRASSE IS LONG", "the [straße is long]"),
            ("a café noir", "a cafe noir", "-"),
        ] {
            assert_eq!(trusted(now, ("", exact, "")), want, "{exact:?}");
        }
    }

    #[test]
    fn one_side_decides_alone_and_two_that_disagree_do_not() {
        let twice = "At noon Meta left the deal. At night the minister said Meta left the deal with a smile.";
        let second =
            "At noon Meta left the deal. At night the minister said [Meta left the deal] with a smile.";
        let short =
            "At noon Meta left the deal. At night the minister said [Meta] left the deal with a smile.";
        for (quote, want) in [
            (("Yesterday the MINISTER  said ", "Meta left the deal", " for good, it seems"), second),
            (("and then he said that ", "Meta left the deal", " with a smile"), second),
            (("yesterday, the minister said ", "Meta", " gave up on everything"), short),
            (("At noon ", "Meta left the deal", " with a smile"), "-"),
            (("", "Meta left the deal", ""), "-"),
            (("said ", "Meta", " left"), "-"),
        ] {
            assert_eq!(trusted(twice, quote), want, "{quote:?}");
        }
    }

    #[test]
    fn a_short_quote_without_surroundings_is_where_it_was() {
        let now = text("Meta left and Meta came.");
        let quote = Quote { prefix: "", exact: "Meta", suffix: "" };
        let found = find(&now, quote, (14, 18)).expect("there");
        assert_eq!((found.method, found.span.start()), (Method::Position, 14));
        assert!(find(&now, quote, (15, 19)).is_none_or(|found| found.score < TRUSTED));
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
