//! Work received by mail: the bytes are a bundle.

#![no_main]

use libfuzzer_sys::fuzz_target;
use obelus::base::{Progress, Severity, Timestamp};
use obelus::store::{self, Receiver};
use obelus_fuzz::copy_of_sample;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, earlier) = (folder.path().join("study"), folder.path().join("earlier"));
    copy_of_sample(&root);
    let progress = Progress::new();
    let to = Receiver {
        root: &root,
        earlier: &earlier,
        own: None,
        now: Timestamp(1_751_535_000),
        progress: &progress,
    };
    let _ = store::receive(&to, "a.zip", Cursor::new(bytes));
    let found = store::check(&root, &progress).expect("a project");
    let wrong: Vec<_> = found.iter().filter(|issue| issue.severity == Severity::Error).collect();
    assert!(wrong.is_empty(), "what came in cannot be read: {wrong:?}");
});
