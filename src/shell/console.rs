//! Standard error, for what is said without a window.

use crate::locale::Message;
use std::io::Write as _;

/// Says something on standard error, if anybody listens there.
pub(super) fn tell(said: &Message) {
    let _ = writeln!(std::io::stderr().lock(), "obelus: {said}");
}
