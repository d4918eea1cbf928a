//! Words, clauses and sentences.

mod chars;
mod clauses;
mod context;
mod sentence;
mod tables;
mod words;

pub use clauses::{clause_at, clauses};
pub use sentence::sentences;
pub use words::{grapheme_next, grapheme_prev, next_word, prev_word, word_at, words};

#[cfg(test)]
mod tests;
