//! Standard error, for what is said without a window.

use std::io::Write as _;

/// Says something on standard error, if anybody listens there.
pub(super) fn tell(words: &str) {
    let _ = writeln!(std::io::stderr().lock(), "obelus: {words}");
}
