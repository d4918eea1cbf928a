//! What a screen or a report shows, worked out without a screen.
//!
//! The window, the report and the feedback page draw the same marks in the same lanes. Knows no egui, no colours as
//! numbers and no files; positions are in bytes of the article's text.

mod flow;
mod marks;
mod segments;
mod side_by_side;
mod style;

pub use flow::{Block, BlockKind, blocks};
pub use marks::{Chip, Letter, Mark, Marks, marks, words_with};
pub use segments::{Segment, segments};
pub use side_by_side::{SideBySideMark, SideBySideRow, value_in_words};
pub use style::{Lanes, MarkStyle, ink, letter};
