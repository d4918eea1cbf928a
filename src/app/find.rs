//! Finding words in the open article.

use super::outcome::done;
use super::{Drawer, Effect, NoEffect, Outcome, Route, Session, State, ViewRequest};
use crate::base::ArticleId;
use crate::text::Span;
use std::sync::Arc;

impl State {
    /// Searches words in the open article, without regard to case; in a long one by a worker.
    pub(super) fn find(&mut self, query: String) -> Outcome {
        let session = self.session_mut()?;
        let reading = session.reading()?;
        let article = Arc::clone(&reading.article);
        session.find.query.clone_from(&query);
        if article.text.len() > super::commit::SEGMENT_AT_ONCE {
            return Ok(vec![Effect::Find { article, query }]);
        }
        let hits = places_of(article.text.as_str(), &query);
        self.found(&article.id, &query, hits)
    }

    /// Takes in the places found, unless something else was asked for since.
    pub(super) fn found(&mut self, article: &ArticleId, query: &str, hits: Vec<Span>) -> Outcome {
        let session = self.session_mut()?;
        let reading = session.reading.as_mut().ok_or(NoEffect::NoArticle)?;
        if reading.article.id != *article || session.find.query != query {
            return Err(NoEffect::NothingBegun);
        }
        let at = hits.partition_point(|hit| hit.start() < reading.selection.focus) % hits.len().max(1);
        if let Some(hit) = hits.get(at) {
            reading.lead_to(*hit);
        }
        session.find.hits = hits;
        session.find.at = at;
        self.revision += 1;
        done()
    }

    /// Shows the box for words to find.
    pub(super) fn open_find(&mut self) -> Outcome {
        self.reading_mut()?;
        self.drawer = Drawer::Search;
        self.preferences.drawer_open = true;
        self.route = Route::Read;
        self.focus_mode = false;
        Ok(vec![Effect::View(ViewRequest::FocusFind)])
    }
}

impl Session {
    /// Goes to the next place found, or the one before.
    pub(super) fn find_step(&mut self, forward: bool) -> Outcome {
        let reading = self.reading.as_mut().ok_or(NoEffect::NoArticle)?;
        let count = self.find.hits.len();
        if count == 0 {
            return Err(NoEffect::NothingFound);
        }
        self.find.at = (self.find.at + if forward { 1 } else { count - 1 }) % count;
        let hit = self.find.hits[self.find.at];
        reading.let_go();
        reading.select(hit);
        reading.lead_to(hit);
        done()
    }
}

/// The most places that a search lists.
const PLACES: usize = 20_000;

/// Where words stand, without regard to case; positions are those of the text itself. At most 20,000 places.
pub fn places_of(text: &str, query: &str) -> Vec<Span> {
    let needle: Vec<char> = query.chars().flat_map(char::to_lowercase).collect();
    let Some(first) = needle.first().copied() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at < from || c.to_lowercase().next() != Some(first) {
            continue;
        }
        let mut wanted = needle.iter();
        let mut end = at;
        let fits = text[at..].chars().all_until(|c| {
            let fits = c.to_lowercase().all(|lower| wanted.next() == Some(&lower));
            end += c.len_utf8();
            (fits, wanted.len() == 0)
        });
        if let Some(span) = Span::new(at as u32, end as u32).filter(|_| fits) {
            found.push(span);
            from = end;
            if found.len() == PLACES {
                break;
            }
        }
    }
    found
}

trait AllUntil: Iterator + Sized {
    /// Whether every item holds until one says that it is the last; false when none does.
    fn all_until(mut self, mut check: impl FnMut(Self::Item) -> (bool, bool)) -> bool {
        loop {
            match self.next().map(&mut check) {
                Some((true, true)) => return true,
                Some((true, false)) => {}
                Some((false, _)) | None => return false,
            }
        }
    }
}

impl<I: Iterator> AllUntil for I {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_without_regard_to_case() {
        let places = |text: &str, query: &str| -> Vec<(u32, u32)> {
            places_of(text, query).iter().map(|span| (span.start(), span.end())).collect()
        };
        assert_eq!(places("Échec, échec", "échec"), [(0, 6), (8, 14)]);
        assert_eq!(places("aaa", "aa"), [(0, 2)]);
        assert_eq!(places("ab", "abc"), []);
        assert_eq!(places("ab", ""), []);
        assert_eq!(places("İstanbul", "i"), []);
    }
}
