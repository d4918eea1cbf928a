//! What a screen or a report shows, worked out without a screen.
//!
//! Knows no egui, no colours as numbers and no files; positions are in bytes of the article's text.

mod flow;
mod marks;

pub use flow::{Block, BlockKind, blocks};
pub use marks::{Chip, Ink, Letter, Lines, Marks, Style, Tint, marks, words_with};
