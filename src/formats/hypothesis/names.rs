//! What the files call things.

use crate::formats::OffsetUnit;

/// How positions are counted.
pub(super) const UNIT: OffsetUnit = OffsetUnit::Utf16;
/// Whose accounts our annotators have. The name can be nobody's (RFC 6761).
pub(super) const AUTHORITY: &str = "obelus.invalid";
