//! A few words of a passage, to say which is meant.

use crate::base::ArticleId;
use crate::locale::Message;
use crate::message;

/// The first words of a passage, on one line.
pub fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// An example: a passage, and where it is from.
pub fn in_article(words: &str, article: &ArticleId) -> Message {
    message!("formats-example-passage", words = short(words), article = %article)
}

/// An example: words without a place.
pub fn quoted(words: &str) -> Message {
    message!("formats-example-quote", words = short(words))
}
