//! Clauses within a sentence, for growing a selection from a word to the sentence.

use super::chars::is_cjk;
use super::tables::{Table, table};
use std::ops::Range;

/// A quotation this short is a name or a term and stays whole, in characters.
const NAME: usize = 40;
/// How much text is looked at for words, in bytes.
const NEAR: usize = 256;

/// Clauses of one sentence in order, as byte ranges without the commas, dashes and brackets between them.
///
/// Splits at semicolons, colons, dashes, brackets, and at commas that part at least three words on both sides or come
/// before a conjunction or relative pronoun, and before such a pronoun without a comma. Never in a number nor in a
/// short quotation.
pub fn clauses(sentence: &str, lang: Option<&str>) -> Vec<Range<u32>> {
    let table = table(lang);
    let mut out = Vec::new();
    let mut start = 0;
    for cut in cuts(sentence, table) {
        let trimmed = trim(sentence, start..cut.start);
        // A single word before a comma or a pronoun is no clause: it stays with what follows.
        if cut.weak && (words(&sentence[trimmed.clone()]) < 2 || words(&sentence[cut.end..]) < 2) {
            continue;
        }
        push(&mut out, trimmed);
        start = cut.end;
    }
    push(&mut out, trim(sentence, start..sentence.len()));
    out
}

/// The clause around `byte`, or the one before it when it is between two; the whole sentence if it has no words.
pub fn clause_at(sentence: &str, lang: Option<&str>, byte: u32) -> Range<u32> {
    let all = clauses(sentence, lang);
    let found = all.iter().rev().find(|clause| clause.start <= byte).or(all.first()).cloned();
    found.unwrap_or(0..sentence.len() as u32)
}

/// A place where a clause ends and the next begins.
struct Cut {
    start: usize,
    end: usize,
    /// Only a cut if there are words enough around it.
    weak: bool,
}

fn push(out: &mut Vec<Range<u32>>, range: Range<usize>) {
    if !range.is_empty() {
        out.push(range.start as u32..range.end as u32);
    }
}

fn cuts(sentence: &str, table: &Table) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let (mut held, mut last, mut word_start) = (0, 0, true);
    for (at, c) in sentence.char_indices() {
        if at < held {
            continue;
        }
        let after = at + c.len_utf8();
        let cut = if let Some(close) = name_end(sentence, at, c) {
            held = close;
            None
        } else if let Some(weak) = separator(sentence, at, c) {
            let listed = weak && !parts_enough(&sentence[last..at], &sentence[after..], table);
            (!listed).then_some(Cut { start: at, end: after, weak })
        } else if word_start && c.is_alphabetic() && at > last && table.relative(&word(&sentence[at..])) {
            Some(Cut { start: at, end: at, weak: true })
        } else {
            None
        };
        word_start = !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’');
        if let Some(cut) = cut {
            last = cut.end;
            cuts.push(cut);
        }
    }
    cuts
}

/// The word at the start of `rest` with the apostrophe of an elision, as the lists have it.
fn word(rest: &str) -> String {
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let elided = rest[end..].starts_with(['\'', '’']);
    format!("{}{}", rest[..end].to_lowercase(), if elided { "'" } else { "" })
}

/// Whether `c` parts clauses; `Some(true)` if only with words enough around it.
fn separator(sentence: &str, at: usize, c: char) -> Option<bool> {
    let before = sentence[..at].chars().next_back();
    let after = sentence[at + c.len_utf8()..].chars().next();
    let free = after.is_some_and(char::is_whitespace);
    match c {
        ',' => free.then_some(true),
        '，' | '、' | '،' => Some(true),
        ';' | ':' => free.then_some(false),
        '；' | '：' | '؛' | '—' | '(' | ')' | '（' | '）' => Some(false),
        '–' | '-' => (free && before.is_some_and(char::is_whitespace)).then_some(false),
        _ => None,
    }
}

/// Where a short quotation that opens at `at` closes.
fn name_end(sentence: &str, at: usize, c: char) -> Option<usize> {
    let closes: &[char] = match c {
        '"' => &['"'],
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‘' | '‚' => &['’', '‘'],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        _ => return None,
    };
    let rest = &sentence[at + c.len_utf8()..];
    let near = rest.char_indices().take(NAME).find(|(_, c)| closes.contains(c));
    near.map(|(end, close)| at + c.len_utf8() + end + close.len_utf8())
}

/// Whether a comma between `left` and `right` parts clauses rather than the items of a list.
fn parts_enough(left: &str, right: &str, table: &Table) -> bool {
    let right = right.trim_start();
    if table.conjunction(&word(right)) {
        return true;
    }
    let until = right.find([',', ';', '，', '、', '،', '(', '—']).unwrap_or(right.len());
    words(left) >= 3 && words(&right[..until]) >= 3
}

/// Words up to three near the start of `text`; characters written without spaces count by pairs.
fn words(text: &str) -> usize {
    let near = &text[..text.floor_char_boundary(NEAR)];
    let spaced = near.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).take(3).count();
    spaced.max(near.chars().filter(|c| is_cjk(*c)).take(6).count() / 2)
}

fn trim(sentence: &str, range: Range<usize>) -> Range<usize> {
    let text = &sentence[range.clone()];
    let idle = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
    let start = range.start + (text.len() - text.trim_start_matches(idle).len());
    let end = range.end - (text.len() - text.trim_end_matches(idle).len());
    if start >= end || !sentence[start..end].contains(char::is_alphanumeric) { end..end } else { start..end }
}
