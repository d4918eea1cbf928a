//! Quotes: a passage in words with its surroundings, and finding it again.
//!
//! [`find`] only proposes. It looks for the words whatever their white space, case, composition and punctuation marks;
//! words that were themselves changed are not found here.

use super::fold::{self, Fold, Folded};
use super::{Span, Text};
use std::cell::OnceCell;
use unicode_normalization::char::is_combining_mark;

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
        let expected = text.byte_of_code_point(stated.0).unwrap_or(text.len());
        let around = Around::of(quote, expected);
        let at_place =
            text.byte_of_code_point(stated.0).and_then(|at| occurrence(text, quote.exact, at as usize));
        let at_place = at_place.map(|span| around.candidate(text, span));
        let here = |one: Candidate| Match { span: one.span, method: Method::Position, score: 1.0 };
        if let Some(one) = at_place.filter(|one| one.fit >= 1.0) {
            return Some(here(one));
        }
        let at_place = around.candidates(text, at_place.map(|one| one.span).into_iter().collect()).pop();
        let exact = memchr::memmem::find_iter(text.as_str().as_bytes(), quote.exact.as_bytes()).take(MOST);
        let exact = exact.filter_map(|at| occurrence(text, quote.exact, at)).collect();
        let exact = around.candidates(text, exact);
        if let Some(one) = at_place.filter(|one| around.is_there(*one))
            && exact.iter().all(|other| !other.is_ahead(one, around.most()))
        {
            return Some(here(one));
        }
        let mut first = around.best(&exact);
        for (fold, cell) in FOLDS.into_iter().zip(&self.folded) {
            if first.is_some_and(|(found, fits)| found.score >= TRUSTED && fits) {
                break;
            }
            let words = fold::folded(quote.exact, fold);
            let words = words.trim();
            if words.is_empty() {
                break;
            }
            let folded = cell.get_or_init(|| Folded::new(text.as_str(), fold));
            let places = memchr::memmem::find_iter(folded.as_str().as_bytes(), words.as_bytes()).take(MOST);
            let found = places.filter_map(|at| folded.source(at..at + words.len())).collect();
            let found = around.best(&around.candidates(text, found));
            first = match (first, found) {
                // What only folding finds goes before the same words elsewhere when its surroundings tell it.
                (Some(first), Some(found)) if first.0.score >= TRUSTED && !found.1 => Some(first),
                (Some(first), Some(found)) if found.0.score < TRUSTED => Some(first),
                (first, found) => found.or(first),
            };
        }
        first.map(|(found, _)| found)
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
    /// The byte where it was.
    expected: u32,
    /// Whether the quote is long enough to tell something by itself.
    is_long: bool,
    /// Whether its words are long enough to be where they were by themselves.
    is_plain: bool,
    /// Whether the quote begins, and ends, within a word; `None` where it does not quote what stands there.
    cuts: [Option<bool>; 2],
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

impl Candidate {
    /// Whether it has nowhere less, and in all so much more, of the surroundings that the other one is chance.
    fn is_ahead(&self, other: Self, most: usize) -> bool {
        self.before >= other.before
            && self.after >= other.after
            && self.before + self.after >= other.before + other.after + most
    }
}

/// Whether a word goes on between two pieces of text.
fn is_within_word(before: &str, after: &str) -> bool {
    let is_part = |sign: char| sign.is_alphanumeric() || is_combining_mark(sign);
    before.chars().next_back().is_some_and(is_part) && after.chars().next().is_some_and(is_part)
}

impl Around {
    fn of(quote: Quote<'_>, expected: u32) -> Self {
        let signs = |words: &str| fold::folded(words, Fold::Loose).chars().collect();
        let said = |side: &str, cuts: bool| (!side.is_empty()).then_some(cuts);
        Self {
            prefix: signs(quote.prefix),
            suffix: signs(quote.suffix),
            expected,
            is_long: quote.exact.chars().nth(7).is_some(),
            is_plain: quote.exact.chars().nth(CONTEXT - 1).is_some(),
            cuts: [
                said(quote.prefix, is_within_word(quote.prefix, quote.exact)),
                said(quote.suffix, is_within_word(quote.exact, quote.suffix)),
            ],
        }
    }

    /// How many characters tell a place by one side alone.
    fn most(&self) -> usize {
        if self.is_long { ONE_SIDE } else { ONE_SIDE_SHORT }
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

    /// Whether the words at the stated place are the quote: they are many, or 8 characters before them are the same, or
    /// where it quotes none, those after them. A quote without surroundings is where it was.
    fn is_there(&self, one: Candidate) -> bool {
        self.is_plain
            || match (self.prefix.len(), self.suffix.len()) {
                (0, 0) => true,
                (0, all) => one.after >= all.min(ONE_SIDE),
                (all, _) => one.before >= all.min(ONE_SIDE),
            }
    }

    /// The occurrences that may be the quote. One that begins or ends within a word where the quote does not is another
    /// word; where the quote does not tell, only as long as there are whole words.
    fn candidates(&self, text: &Text, found: Vec<Span>) -> Vec<Candidate> {
        let whole = text.as_str();
        let cut = |span: &Span| {
            let at = |byte: u32| whole.split_at(byte as usize);
            let ((before, rest), (words, after)) = (at(span.start()), at(span.end()));
            [is_within_word(before, rest), is_within_word(words, after)]
        };
        let is_other = |span: &Span, unsaid: bool| {
            cut(span).into_iter().zip(self.cuts).any(|(cut, said)| cut && !said.unwrap_or(unsaid))
        };
        let has_whole = found.iter().any(|span| !is_other(span, false));
        let kept = found.into_iter().filter(|span| !is_other(span, !has_whole));
        kept.map(|span| self.candidate(text, span)).collect()
    }

    /// The likeliest of the occurrences, and whether its surroundings tell it.
    fn best(&self, all: &[Candidate]) -> Option<(Match, bool)> {
        let better = |one: &Candidate, other: &Candidate| {
            one.fit > other.fit || (one.fit == other.fit && one.distance < other.distance)
        };
        let best = all.iter().copied().reduce(|best, one| if better(&one, &best) { one } else { best })?;
        let others = || all.iter().filter(|one| one.span != best.span);
        let fits = self.tells(&best) || self.prefix.len() + self.suffix.len() == 0;
        if all.len() == 1 && self.is_long {
            let score = 0.9 + 0.1 * best.fit;
            return Some((Match { span: best.span, method: Method::Unique, score }, fits));
        }
        let by_context = |one: &Candidate, score| Match { span: one.span, method: Method::Context, score };
        if let Some(told) = self.told(all) {
            return Some((by_context(&told, 0.92), true));
        }
        if !self.is_long && best.fit < 0.5 {
            return None;
        }
        let second = others().map(|one| one.fit).fold(0.0_f32, f32::max);
        let clear = best.fit - second >= 0.1;
        let enough = if all.len() == 1 { ONE_SIDE } else { TELLING };
        let whole = best.fit >= 1.0 && self.prefix.len() + self.suffix.len() >= enough;
        if whole && (clear || all.len() == 1) {
            return Some((by_context(&best, 0.95), true));
        }
        let score = if clear && self.is_long { 0.7 + 0.2 * best.fit } else { 0.7 * best.fit };
        Some((by_context(&best, score), fits))
    }

    fn candidate(&self, text: &Text, span: Span) -> Candidate {
        let (before, after) = self.same(text, span);
        let share = |same: usize, all: usize| if all == 0 { 1.0 } else { same as f32 / all as f32 };
        let fit = (share(before, self.prefix.len()) + share(after, self.suffix.len())) / 2.0;
        Candidate { span, before, after, fit, distance: self.expected.abs_diff(span.start()) }
    }

    /// Whether what stands on one side tells an occurrence.
    fn tells(&self, one: &Candidate) -> bool {
        let most = self.most();
        let tells = |same: usize, side: usize| same >= most || (same == side && 2 * same >= most);
        tells(one.before, self.prefix.len()) || tells(one.after, self.suffix.len())
    }

    /// The occurrence that what stands on one side of it tells from all others, when nothing speaks for another one.
    fn told(&self, all: &[Candidate]) -> Option<Candidate> {
        let mut told = all.iter().copied().filter(|one| self.tells(one));
        let best = told.next()?;
        // Of two of whom one has more on each side, the other is chance.
        told.try_fold(best, |best, one| {
            match (best.is_ahead(one, self.most()), one.is_ahead(best, self.most())) {
                (true, _) => Some(best),
                (_, true) => Some(one),
                _ => None,
            }
        })
    }
}

fn occurrence(text: &Text, exact: &str, at: usize) -> Option<Span> {
    text.as_str().get(at..)?.starts_with(exact).then(|| Span::new(at as u32, (at + exact.len()) as u32))?
}

#[cfg(test)]
mod tests;
