//! Which quotation marks stand open in a line.

use super::chars::{is_curly_closer, is_uncased};

/// Kinds of marks that close each other.
const KINDS: usize = 8;

/// The open quotation marks of a line, of each kind the one met last.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    open: [Option<char>; KINDS],
}

impl Quotes {
    /// Notes the mark `c` of this kind, which stands at `at` in running text.
    pub(super) fn meet(&mut self, text: &str, at: usize, c: char, kind: usize) {
        let (before, after) = (text[..at].chars().next_back(), text[at + c.len_utf8()..].chars().next());
        let spelled = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_uncased(c));
        if matches!(c, '\'' | '’') && spelled(before) && spelled(after) {
            return; // An apostrophe.
        }
        if self.closed_by(c).is_some() {
            self.open[kind] = None;
        } else if opens(c, before, after) && !(c == '\'' && spelled(before)) {
            self.open[kind] = Some(c);
        }
    }

    /// Notes a mark that was taken for a closing one.
    pub(super) fn close(&mut self, c: char) {
        if let Some(kind) = kind(c) {
            self.open[kind] = None;
        }
    }

    /// The open mark that `c` closes.
    pub(super) fn closed_by(&self, c: char) -> Option<char> {
        kind(c).and_then(|kind| self.open[kind]).filter(|open| pairs(*open, c))
    }
}

/// The kind of a quotation mark.
pub(super) fn kind(c: char) -> Option<usize> {
    match c {
        '"' => Some(0),
        '\'' => Some(1),
        '“' | '”' | '„' | '‟' => Some(2),
        '‘' | '’' | '‚' | '‛' => Some(3),
        '«' | '»' => Some(4),
        '‹' | '›' => Some(5),
        '＂' => Some(6),
        '＇' => Some(7),
        _ => None,
    }
}

/// Whether the mark `c` may open; marks that mostly close do only where a word follows and none touches them.
fn opens(c: char, before: Option<char>, after: Option<char>) -> bool {
    if !is_curly_closer(c) && !matches!(c, '»' | '›') {
        return true;
    }
    let apart = before.is_none_or(|c| {
        matches!(c, '(' | '[' | '-' | '/' | ':') || !c.is_alphanumeric() && !c.is_ascii_punctuation()
    });
    apart && after.is_some_and(char::is_alphanumeric)
}

/// Whether `close` ends what `open` began, in any language.
fn pairs(open: char, close: char) -> bool {
    match open {
        '“' | '‟' => close == '”',
        '„' | '”' => matches!(close, '“' | '”'),
        '‘' | '‛' => close == '’',
        '‚' | '’' => matches!(close, '‘' | '’'),
        '«' => close == '»',
        '»' => matches!(close, '«' | '»'),
        '‹' => close == '›',
        '›' => matches!(close, '‹' | '›'),
        mark => mark == close,
    }
}
