//! The files that articles come from.

use std::path::PathBuf;

/// A file that articles were read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Original {
    /// Where it was read from.
    pub path: PathBuf,
    /// The SHA-256 of its bytes when it was read, in hexadecimal digits.
    pub sha256: String,
}
