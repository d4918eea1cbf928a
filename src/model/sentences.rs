//! The sentences of an article, and which of them are to be coded.

use super::Article;
use crate::text::{Span, segment};
use std::sync::Arc;

/// All sentences of an article, ascending.
pub fn sentences_of(article: &Article) -> Arc<[Span]> {
    let language = Some(article.metadata.language.as_str()).filter(|tag| !tag.is_empty());
    segment::sentences(article.text.as_str(), language)
        .into_iter()
        .filter_map(|range| Span::new(range.start, range.end))
        .collect()
}

/// Those sentences that lie in zones to be coded. O(sentences + zones).
pub fn swept(article: &Article, all: &[Span]) -> Vec<Span> {
    let mut left_out = article.zones.iter().filter(|zone| !zone.kind.is_swept()).peekable();
    all.iter()
        .copied()
        .filter(|sentence| {
            while left_out.next_if(|zone| zone.span.end() <= sentence.start()).is_some() {}
            !left_out.peek().is_some_and(|zone| zone.span.contains(sentence.start()))
        })
        .collect()
}
