//! Who has an annotator's files open.

use crate::base::Timestamp;

/// Who has an annotator's files open for writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The name of the machine.
    pub host: String,
    /// The number of the process there; 0 when it is not known.
    pub process: u32,
    /// Since when it has them open.
    pub since: Timestamp,
}
