//! Immutable article text and places in it.
//!
//! Positions are byte offsets into UTF-8 on character boundaries; the two other countings that files use, code points
//! and UTF-16 units, are converted here and nowhere else. Knows no annotations and no files.

pub mod anchor;
pub mod fold;
mod html;
mod offsets;
mod ranges;
pub mod segment;
mod span;

pub use html::html_escaped;
pub use offsets::{Digest, Digester, Text, TextError};
pub use ranges::RangeSet;
pub use span::Span;
