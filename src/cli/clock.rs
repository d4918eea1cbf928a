//! The clock of the command line.

use crate::base::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// The moment, to the second.
pub(super) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or_default())
}
