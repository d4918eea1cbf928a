//! What the files call things.

use crate::formats::OffsetUnit;

/// How positions are counted.
pub(super) const UNIT: OffsetUnit = OffsetUnit::CodePoints;
/// The context of the standard.
pub(super) const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What the names of ours begin with in full.
pub(super) const OURS: &str = "urn:uuid:0be10500-0be1-8050-8be1-050be1050be1#";
/// The article's name, on a target.
pub(super) const ARTICLE: &str = "obelus:article";
/// The digest of its text, on a target.
pub(super) const DIGEST: &str = "obelus:textSha256";
/// The name of the attribute whose value a body is.
pub(super) const ATTRIBUTE: &str = "obelus:attribute";
/// The number of an annotation.
pub(super) const NUMBER: &str = "obelus:number";
/// How an annotation came to be.
pub(super) const ORIGIN: &str = "obelus:origin";
/// The role of a creator.
pub(super) const ROLE: &str = "obelus:role";
/// Whether a set is signed off; marks the annotation that describes a set.
pub(super) const SIGNED_OFF: &str = "obelus:signedOff";
/// When a set was signed off.
pub(super) const SINCE: &str = "obelus:signedOffAt";
/// What of a text was read.
pub(super) const READ: &str = "obelus:read";
