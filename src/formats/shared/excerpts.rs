//! A few words of a passage, to say which is meant.

use crate::base::ArticleId;

/// The first words of a passage, on one line.
pub fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// Says where an example is from.
pub fn in_article(words: &str, article: &ArticleId) -> String {
    format!("“{}” in {article}", short(words))
}
