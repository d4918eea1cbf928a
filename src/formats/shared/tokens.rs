//! Sentences and tokens of an article, for formats that are made of them.
//!
//! Every character that is neither white space nor a control character is in exactly one token: a word, or a mark or sign
//! that stands between words.

use crate::base::Issue;
use crate::formats::{ExportError, ExportJob, FormatInfo};
use crate::message;
use crate::model::{Article, sentences_of};
use crate::text::{Span, segment};
use std::ops::Range;

/// A sentence with its tokens; it begins with the first and ends with the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Sentence {
    /// Its place in bytes.
    pub span: Span,
    /// Its tokens, ascending, never overlapping, at least one.
    pub tokens: Vec<Span>,
}

/// The sentences of an article that have tokens, ascending. In linear time.
pub(in crate::formats) fn sentences(article: &Article) -> Vec<Sentence> {
    let text = article.text.as_str();
    let one = |span: &Span| {
        let tokens = tokens(text, *span);
        let span = tokens.first()?.union(*tokens.last()?);
        Some(Sentence { span, tokens })
    };
    sentences_of(article).iter().filter_map(one).collect()
}

/// The sentences that share a byte with a passage. O(log n).
pub(in crate::formats) fn touched(sentences: &[Sentence], span: Span) -> &[Sentence] {
    let from = sentences.partition_point(|sentence| sentence.span.end() <= span.start());
    let rest = &sentences[from..];
    &rest[..rest.partition_point(|sentence| sentence.span.start() < span.end())]
}

/// The numbers of the tokens that share a byte with a passage. O(log n).
pub(in crate::formats) fn inside(tokens: &[Span], span: Span) -> Range<usize> {
    let from = tokens.partition_point(|token| token.end() <= span.start());
    from..from + tokens[from..].partition_point(|token| token.start() < span.end())
}

/// Whether a character shows nothing.
pub(in crate::formats) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// The passage without white space at its ends; `None` when there is nothing else.
pub(in crate::formats) fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = &text[span.range()];
    let start = words.len() - words.trim_start_matches(is_blank).len();
    let end = words.trim_end_matches(is_blank).len();
    Span::new(span.start() + start as u32, span.start() + end as u32)
}

/// Refuses an export without texts.
///
/// # Errors
/// When the texts are not to go along.
pub(in crate::formats) fn need_texts(job: &ExportJob<'_>, about: &FormatInfo) -> Result<(), ExportError> {
    if job.options.texts {
        return Ok(());
    }
    let issue = Issue::error("needs-texts", "", message!("formats-made-of-texts", format = about.title()));
    Err(ExportError::Refused(issue.hint(message!("formats-made-of-texts.hint"))))
}

fn tokens(text: &str, sentence: Span) -> Vec<Span> {
    let mut tokens = Vec::new();
    let mut at = sentence.start();
    for word in segment::words(&text[sentence.range()]) {
        let (start, end) = (sentence.start() + word.start, sentence.start() + word.end);
        marks(text, at..start, &mut tokens);
        tokens.extend(runs(text, start..end));
        at = end;
    }
    marks(text, at..sentence.end(), &mut tokens);
    tokens
}

/// The stretches without white space.
fn runs(text: &str, range: Range<u32>) -> impl Iterator<Item = Span> + '_ {
    let words = &text[range.start as usize..range.end as usize];
    words.split(is_blank).filter_map(move |run| {
        let start = range.start + (run.as_ptr() as usize - words.as_ptr() as usize) as u32;
        Span::new(start, start + run.len() as u32)
    })
}

/// Each sign between words is a token of its own.
fn marks(text: &str, range: Range<u32>, tokens: &mut Vec<Span>) {
    for run in runs(text, range) {
        let mut at = run.start();
        while at < run.end() {
            let next = segment::grapheme_next(text, at).clamp(at + 1, run.end());
            let next = if text.is_char_boundary(next as usize) { next } else { run.end() };
            tokens.extend(Span::new(at, next));
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metadata;
    use crate::text::Text;

    fn check(words: &str, want: &[&[&str]]) {
        let text = Text::new(words).expect("text");
        let id = "a".parse().expect("id");
        let article = Article { id, text, metadata: Metadata::default(), zones: Vec::new() };
        let sentences = sentences(&article);
        let found: Vec<Vec<&str>> =
            sentences.iter().map(|s| s.tokens.iter().map(|t| &words[t.range()]).collect()).collect();
        assert_eq!(found, want, "{words:?}");
    }

    #[test]
    fn words_and_marks_are_tokens() {
        check("Yes, it’s 3,5 %.", &[&["Yes", ",", "it’s", "3,5", "%", "."]]);
        check("a\tb\u{202f}c\u{a0}!", &[&["a", "b", "c", "!"]]);
        check("One.\n\nTwo 😊👩‍👩‍👧", &[&["One", "."], &["Two", "😊", "👩‍👩‍👧"]]);
        check("\u{1}x\u{2}", &[&["x"]]);
        check(" \n ", &[]);
    }

    #[test]
    fn passages_lose_white_space_at_their_ends() {
        let span = |start, end| Span::new(start, end).expect("span");
        assert_eq!(trimmed(" a b\n", span(0, 5)), Some(span(1, 4)));
        assert_eq!(trimmed(" \n", span(0, 2)), None);
    }
}
