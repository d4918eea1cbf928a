//! Settings of the tests of properties. Seeds of failures are kept in `tests/proptest-regressions` and tried first.

use proptest::test_runner::{Config, FileFailurePersistence};

/// The usual number of cases.
pub fn config() -> Config {
    let kept = FileFailurePersistence::SourceParallel("tests/proptest-regressions");
    Config { failure_persistence: Some(Box::new(kept)), ..Config::default() }
}

/// This many cases.
pub fn cases(cases: u32) -> Config {
    Config { cases, ..config() }
}
