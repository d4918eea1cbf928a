//! What the formats count in, and what their files and switches call things.

use crate::formats::OffsetUnit;

/// How positions are counted.
pub(super) const UNIT: OffsetUnit = OffsetUnit::CodePoints;
/// The switch for line ends of two characters.
pub(super) const CRLF: &str = "crlf";
/// What programs are told that wrote the file.
pub(super) const ORIGIN: &str = concat!("Obelus ", env!("CARGO_PKG_VERSION"));
