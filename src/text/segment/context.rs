//! Whether a stop ends the sentence, judged by the words before and after it.

use super::chars::{
    is_cjk, is_closing_bracket, is_hard, is_hiragana, is_loud_sure_stop, is_quote, is_sure_stop,
};
use super::tables::{Kind, Table};
use crate::text::fold::is_invisible;

/// Characters looked at before a stop.
const BACK: usize = 40;
/// Characters looked at after a stop.
const AHEAD: usize = 40;

/// A run of stops.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    /// Nothing but a stop in its script.
    pub(super) sure: bool,
    /// Asks or exclaims.
    pub(super) loud: bool,
    dots: usize,
    /// The run goes on after a closing mark: `"Why?".`
    outside: bool,
}

impl Stop {
    pub(super) fn new(first: char) -> Self {
        let mut stop = Self { sure: false, loud: false, dots: 0, outside: false };
        stop.add(first, false);
        stop
    }

    pub(super) fn add(&mut self, c: char, outside: bool) {
        self.outside |= outside;
        match c {
            '.' => self.dots += 1,
            '…' => self.dots += 3,
            c if is_loud_sure_stop(c) => (self.sure, self.loud) = (true, true),
            c if is_sure_stop(c) => self.sure = true,
            _ => self.loud = true,
        }
    }

    fn is_ellipsis(&self) -> bool {
        self.dots > 1 && !self.loud && !self.sure && !self.outside
    }
}

/// What stands before a stop.
#[derive(Debug)]
pub(super) struct Before<'a> {
    /// The letters, digits, stops and hyphens that touch the stop.
    token: &'a str,
    /// The abbreviation with its earlier parts, spaces left out, if it has any: `z.B` for `z. B`.
    joined: Option<String>,
    /// The character before the token.
    mark: Option<char>,
    /// Whether the token opens its sentence.
    first: bool,
}

impl<'a> Before<'a> {
    /// Reads back from the stop at `at`, not past `start`.
    pub(super) fn new(text: &'a str, start: usize, at: usize) -> Self {
        let line = &text[start..at];
        let token = last_token(line);
        let head = &line[..line.len() - token.len()];
        Self {
            token,
            joined: joined(head, token),
            mark: head.chars().next_back(),
            first: head.chars().rev().take(BACK).all(|c| !c.is_alphanumeric()) && head.len() < BACK,
        }
    }

    fn last_char(&self) -> Option<char> {
        self.token.chars().next_back()
    }

    /// The longest known abbreviation that ends here: of `Dr. h. c` that is `h.c`.
    fn kind(&self, table: &Table) -> Option<Kind> {
        let mut joined = self.joined.as_deref();
        while let Some(name) = joined {
            if let Some(kind) = table.kind(name) {
                return Some(kind);
            }
            joined = name.split_once('.').map(|(_, rest)| rest);
        }
        table.kind(self.token).or_else(|| table.has_tail(self.token).then_some(Kind::Mid))
    }

    /// `end` and the like: small letters only, so that a missing space may follow.
    fn is_plain_word(&self) -> bool {
        let mut chars = self.token.chars();
        chars.next().is_some_and(char::is_lowercase)
            && chars.next().is_some_and(char::is_lowercase)
            && chars.all(char::is_lowercase)
            && self.mark.is_none_or(|c| c.is_whitespace() || matches!(c, '\'' | '’' | '"' | '“' | '«' | '('))
    }

    fn parts(&self) -> impl Iterator<Item = usize> + '_ {
        self.token.split(['.', '-']).map(|part| part.chars().count()).filter(|len| *len > 0)
    }

    /// The `t` of `wasn't`: what an apostrophe cut off is no abbreviation.
    fn is_clipped(&self) -> bool {
        let mut chars = self.token.chars();
        chars.next().is_some_and(char::is_lowercase)
            && chars.next().is_none()
            && matches!(self.mark, Some('\'' | '’'))
    }

    fn is_initial(&self) -> bool {
        self.parts().all(|len| len == 1) && self.token.starts_with(char::is_alphabetic)
    }

    fn is_acronym(&self) -> bool {
        self.token.contains('.')
            && self.parts().all(|len| len < 3)
            && self.token.starts_with(char::is_alphabetic)
    }

    /// A number of up to three digits that is not the tail of `1,5` or `2:3`.
    fn is_small_number(&self) -> bool {
        self.token.len() <= 3
            && self.token.bytes().all(|b| b.is_ascii_digit())
            && !self.token.is_empty()
            && !matches!(self.mark, Some(',' | ':' | '/' | '€' | '$' | '£' | '+'))
    }

    fn is_roman(&self) -> bool {
        is_roman(self.token)
    }
}

fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b"IVXLC".contains(&b))
}

fn last_token(line: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '&' | 'º' | 'ª' | '°');
    let start = line.char_indices().rev().take(BACK).take_while(|(_, c)| is_part(*c) && !is_cjk(*c)).last();
    start.map_or("", |(at, _)| line[at..].trim_start_matches(['.', '-']))
}

/// `i.d.R` from the head `i. d. ` and the token `R`.
fn joined(head: &str, token: &str) -> Option<String> {
    let mut parts = Vec::new();
    let mut head = head;
    while parts.len() < 3 {
        let Some(before) = head.strip_suffix([' ', '\u{a0}', '\u{202f}', '\u{2009}']) else { break };
        let Some(before) = before.strip_suffix('.') else { break };
        let part = last_token(before);
        if part.is_empty() || part.chars().count() > 4 {
            break;
        }
        head = &before[..before.len() - part.len()];
        parts.push(part);
    }
    if parts.is_empty() {
        return None;
    }
    parts.reverse();
    parts.push(token);
    Some(parts.join("."))
}

/// What the next letter or digit after a stop tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Upper,
    Lower,
    Digit,
    Uncased,
    /// A mark that goes on with the sentence, such as a comma.
    Joining,
    /// Nothing to read before the line ends.
    Nothing,
}

/// What stands after a stop and its closing marks.
struct After<'a> {
    next: Next,
    /// From the character that decided on.
    rest: &'a str,
    spaced: bool,
    /// An opening mark or symbol stands before the next word.
    marked: bool,
    ended: bool,
}

impl<'a> After<'a> {
    fn new(text: &'a str, end: usize) -> Self {
        let tail = &text[end..];
        let spaced = tail.chars().next().is_none_or(char::is_whitespace);
        let mut after = Self { next: Next::Nothing, rest: "", spaced, marked: false, ended: true };
        for (at, c) in tail.char_indices().take(AHEAD) {
            if is_hard(c) {
                break;
            }
            if c.is_whitespace() {
                continue;
            }
            after.ended = false;
            after.rest = &tail[at..];
            if let Some(next) = class(c, after.rest) {
                after.next = if next == Next::Joining && after.marked { Next::Nothing } else { next };
                if after.marked && tail[..at].ends_with(['@', '#']) {
                    after.next = Next::Upper;
                }
                break;
            }
            after.marked = true;
        }
        after
    }

    /// The next word, with the apostrophe of an elision; empty where a hyphen makes it part of a name.
    fn word(&self) -> &'a str {
        let rest = self.rest;
        let end = rest
            .char_indices()
            .take(AHEAD)
            .find(|(_, c)| !c.is_alphabetic())
            .map_or(rest.len(), |(at, _)| at);
        match rest[end..].chars().next() {
            Some('\'') => &rest[..=end],
            Some('-') => "",
            _ => &rest[..end],
        }
    }

    fn starts_sentence(&self, table: &Table) -> bool {
        let word = self.word();
        table.starts_sentence(word)
            || self.rest[word.len()..].starts_with('’') && table.starts_sentence(&format!("{word}'"))
    }

    /// Whether one of the next two words says who asked.
    fn attributes(&self, table: &Table) -> bool {
        let reach = self.rest.char_indices().nth(AHEAD).map_or(self.rest.len(), |(at, _)| at);
        let near = self.rest[..reach].split(is_hard).next().unwrap_or_default();
        near.split_whitespace()
            .take(3)
            .any(|word| table.says(word.trim_matches(|c: char| !c.is_alphabetic())))
    }

    /// Capitalised word and then a space or a comma: safe to take a missing space for a slip.
    fn is_plain_word(&self) -> bool {
        let word = self.word();
        let mut chars = word.chars();
        chars.next().is_some()
            && chars.all(char::is_lowercase)
            && self.rest[word.len()..]
                .chars()
                .next()
                .is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '\'' | '’'))
    }
}

fn class(c: char, rest: &str) -> Option<Next> {
    if c.is_lowercase() {
        // iPhone, eBay
        let second = rest.chars().nth(1);
        return Some(if second.is_some_and(char::is_uppercase) { Next::Upper } else { Next::Lower });
    }
    match c {
        ',' | ';' | ':' | '.' | ')' | ']' | '，' | '、' | '；' | '：' | '،' | '؛' | '/' | '%' | '&' | '='
        | '+' => Some(Next::Joining),
        _ if c.is_uppercase() => Some(Next::Upper),
        _ if c.is_numeric() => Some(Next::Digit),
        _ if c.is_alphabetic() => Some(Next::Uncased),
        _ => None,
    }
}

/// Whether the sentence ends at `end`, after a run of stops and closing marks.
pub(super) fn ends(
    text: &str,
    table: &Table,
    before: &Before,
    stop: &Stop,
    closed: Closed,
    end: usize,
) -> bool {
    let after = After::new(text, end);
    if after.ended {
        return true;
    }
    if after.next == Next::Joining {
        return false;
    }
    if stop.sure || stop.loud && is_cjk_next(before, &after) {
        return ends_sure(table, before, stop, closed, &after);
    }
    if !after.spaced && !stands_alone(before, stop, closed, &after) {
        return false;
    }
    if matches!(before.mark, Some('[' | '(')) && before.token.is_empty() && closed.any {
        return false;
    }
    if stop.loud {
        return ends_loud(table, before, stop, closed, &after);
    }
    if stop.is_ellipsis() || before.token.is_empty() {
        let opening = before.first && before.token.is_empty() && stop.dots > 1;
        let paused = stop.is_ellipsis() && matches!(after.next, Next::Uncased | Next::Digit);
        return !opening && !paused && !matches!(after.next, Next::Lower | Next::Nothing);
    }
    ends_after_word(table, before, &after)
}

fn is_cjk_next(before: &Before, after: &After) -> bool {
    after.next == Next::Uncased
        && before.mark.is_some_and(is_cjk)
        && after.rest.chars().next().is_some_and(is_cjk)
}

/// The closing marks met after a stop.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Closed {
    pub(super) any: bool,
    pub(super) quote: bool,
    /// A bracket of a title or an aside, which rarely ends a sentence with its own question.
    pub(super) aside: bool,
}

impl Closed {
    pub(super) fn note(&mut self, mark: char) {
        if is_invisible(mark) {
            return;
        }
        self.any = true;
        self.quote |= is_quote(mark);
        self.aside |= is_closing_bracket(mark);
    }
}

/// A stop with no space after it ends a sentence only between two plain words or before an opening mark.
fn stands_alone(before: &Before, stop: &Stop, closed: Closed, after: &After) -> bool {
    match after.next {
        Next::Upper => {
            let word_before = before.is_plain_word() || closed.quote || stop.loud && before.mark == Some(' ');
            word_before && (after.marked || after.is_plain_word())
        }
        Next::Uncased => {
            let letters = before.token.chars().count() > 2 && !before.token.contains('.');
            letters
                && stop.dots < 2
                && before
                    .last_char()
                    .is_some_and(|c| !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric())
        }
        _ => false,
    }
}

fn ends_loud(table: &Table, before: &Before, stop: &Stop, closed: Closed, after: &After) -> bool {
    match after.next {
        Next::Lower | Next::Nothing | Next::Joining => false,
        _ if closed.quote && !stop.outside && after.attributes(table) => false,
        Next::Upper if !closed.any && table.is_bang(&format!("{}!", before.token)) => false,
        _ => true,
    }
}

/// Chinese, Japanese, Devanagari and other stops that are nothing else.
fn ends_sure(table: &Table, before: &Before, stop: &Stop, closed: Closed, after: &After) -> bool {
    let next = after.rest.chars().next();
    let decimal = after.next == Next::Digit && before.last_char().is_some_and(char::is_numeric);
    if decimal && !after.spaced && stop.dots == 0 && !closed.any && !stop.loud {
        return before.mark.is_some_and(is_cjk);
    }
    if !closed.any {
        return true;
    }
    let goes_on = next.is_some_and(|c| is_hiragana(c) || c == '的' || c == '之') && !after.spaced;
    let titled = closed.aside && stop.loud && !stop.outside && !after.spaced;
    let attributed = closed.quote && !stop.outside && attributes_cjk(table, stop, after);
    !(goes_on || titled || attributed)
}

/// `他说。` after a quotation; `他说，` only after a question, for otherwise it introduces the next quotation.
fn attributes_cjk(table: &Table, stop: &Stop, after: &After) -> bool {
    let mut chars = after.rest.char_indices().take(16);
    let Some((at, mark)) = chars.find(|(_, c)| matches!(c, '。' | '，' | '：' | '？' | '！' | '；'))
    else {
        return false;
    };
    (mark == '。' || mark == '，' && stop.loud) && table.ends_with_say(&after.rest[..at])
}

/// A single stop right after a word, an abbreviation or a number.
fn ends_after_word(table: &Table, before: &Before, after: &After) -> bool {
    let digit = after.next == Next::Digit;
    if matches!(after.next, Next::Lower | Next::Nothing | Next::Joining) {
        return false;
    }
    if before.is_small_number() || before.is_roman() && (table.ordinals || before.first) {
        return ends_after_number(table, before, after);
    }
    if before.is_clipped() {
        return true;
    }
    match before.kind(table) {
        Some(Kind::Title) => false,
        Some(Kind::Num) => !digit && !names_number(after),
        Some(Kind::End) => !digit && !table.follows(after.word()),
        Some(Kind::Mid) => after.starts_sentence(table),
        None if before.is_initial() && before.token.contains('-') => false,
        None if before.is_initial() || before.is_acronym() => !before.first && after.starts_sentence(table),
        None => true,
    }
}

/// Ordinals and dates, and the numbers of an enumeration at the start of a sentence.
fn ends_after_number(table: &Table, before: &Before, after: &After) -> bool {
    if before.first || after.next == Next::Digit && table.dates || table.follows(after.word()) {
        return false;
    }
    !table.ordinals || after.starts_sentence(table)
}

/// A Roman number or a lettered one: `art. L. 121`, `vol. XII`.
fn names_number(after: &After) -> bool {
    let word = after.word();
    is_roman(word) || word.chars().count() == 1 && after.rest[word.len()..].starts_with(['.', '-'])
}
