//! What this program has written, so that it does not take it for somebody else's.

use crate::model::FileKey;
use crate::text::Digest;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The content that each file has by our own writing; shared with the thread that looks for changes.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct OwnWrites(Arc<Mutex<BTreeMap<FileKey, Option<Digest>>>>);

impl OwnWrites {
    /// Notes what a file is about to be; none when it is removed.
    pub(super) fn note(&self, key: &FileKey, digest: Option<Digest>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), digest);
    }

    /// Whether that content is our own.
    pub fn is(&self, key: &FileKey, digest: Option<Digest>) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key) == Some(&digest)
    }
}
