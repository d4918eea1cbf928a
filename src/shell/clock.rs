//! The moment and the random number that go with every command.

use crate::app::Stamp;
use crate::base::Timestamp;
use std::hash::{BuildHasher as _, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in whole seconds.
pub(super) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Makes stamps. The random numbers come from the keys that the standard library draws from the system.
#[derive(Debug, Default)]
pub(super) struct Clock {
    random: RandomState,
    count: u64,
}

impl Clock {
    pub(super) fn stamp(&mut self) -> Stamp {
        self.count += 1;
        Stamp { now: now(), seed: self.random.hash_one(self.count) }
    }
}
