//! Whether a text is there already.

use super::Article;
use crate::text::{Digest, Text};
use std::collections::HashMap;
use std::sync::Arc;

/// How a text is like that of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// It is the same.
    Whole,
    /// All that is seen is the same; invisible characters, line ends or kinds of spaces differ.
    Seen,
}

/// Articles by their texts.
#[derive(Debug, Default)]
pub struct KnownTexts {
    whole: HashMap<Digest, Arc<Article>>,
    seen: HashMap<Digest, Arc<Article>>,
    /// Those that are not among the seen yet.
    unfolded: Vec<Arc<Article>>,
}

impl KnownTexts {
    /// Takes articles in.
    pub fn new<'a>(articles: impl IntoIterator<Item = &'a Arc<Article>>) -> Self {
        let mut known = Self::default();
        articles.into_iter().for_each(|article| known.note(Arc::clone(article)));
        known
    }

    /// Takes an article in; of several with one text the first counts.
    pub fn note(&mut self, article: Arc<Article>) {
        self.whole.entry(article.text.digest()).or_insert_with(|| Arc::clone(&article));
        self.unfolded.push(article);
    }

    /// The article whose text this is, or else the one whose text is seen as the same. Only for a text that is no
    /// article's are the others looked at, each once.
    pub fn find(&mut self, text: &Text) -> Option<(Likeness, &Arc<Article>)> {
        if let Some(article) = self.whole.get(&text.digest()) {
            return Some((Likeness::Whole, article));
        }
        for article in self.unfolded.drain(..) {
            if let Some(digest) = article.text.seen_digest() {
                self.seen.entry(digest).or_insert(article);
            }
        }
        let article = self.seen.get(&text.seen_digest()?)?;
        Some((Likeness::Seen, article))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ArticleId;
    use crate::model::Metadata;

    fn article(id: &str, text: &str) -> Arc<Article> {
        let (id, text) = (ArticleId::new(id).expect("an identifier"), Text::new(text).expect("a text"));
        Arc::new(Article { id, text, metadata: Metadata::default(), zones: Vec::new() })
    }

    #[test]
    fn a_text_is_known_whole_or_as_it_is_seen() {
        let (one, other) = (article("one", "Was it safe?\n\nIt was."), article("other", "It was not."));
        let mut known = KnownTexts::new([&one]);
        known.note(Arc::clone(&other));
        known.note(article("again", "It was not."));
        let mut find = |text: &str| {
            let text = Text::new(text).expect("a text");
            known.find(&text).map(|(likeness, article)| (likeness, article.id.to_string()))
        };
        assert_eq!(find("Was it safe?\n\nIt was."), Some((Likeness::Whole, "one".to_owned())));
        for text in
            ["\u{feff}Was it safe?\n\nIt was.\n", "Was\u{a0}it sa\u{ad}fe? \u{85}\u{85}It\u{200b} was."]
        {
            assert_eq!(find(text), Some((Likeness::Seen, "one".to_owned())), "{text:?}");
        }
        assert_eq!(find("It was not.\n"), Some((Likeness::Seen, "other".to_owned())));
        for text in ["Was it safe? It was.", "Was it safe?\n\nIt was", "was it safe?\n\nIt was.", "\n", ""] {
            assert_eq!(find(text), None, "{text:?}");
        }
    }
}
