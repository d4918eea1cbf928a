//! A bounded cache of layouts by content.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::Arc,
};

use super::{ParaLayout, label::LabelSpec};

/// Layouts of labels, least recently used out first when the memory budget is exceeded.
pub(super) struct LabelCache {
    hasher: RandomState,
    entries: HashMap<u64, CachedLabel>,
    frame: u64,
    bytes: usize,
    budget: usize,
}

struct CachedLabel {
    text: Box<str>,
    lang: Option<Box<str>>,
    px_per_pt: f32,
    spec: LabelSpec<'static>,
    layout: Arc<ParaLayout>,
    bytes: usize,
    last_frame: u64,
}

impl LabelCache {
    pub fn new(budget: usize) -> Self {
        Self { hasher: RandomState::new(), entries: HashMap::new(), frame: 0, bytes: 0, budget }
    }

    pub fn begin_frame(&mut self) {
        self.frame += 1;
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn clear(&mut self) {
        self.entries.clear();
        self.bytes = 0;
    }

    /// The cached layout, or what `make` gives.
    pub fn get(
        &mut self,
        spec: &LabelSpec<'_>,
        px_per_pt: f32,
        make: impl FnOnce() -> ParaLayout,
    ) -> Arc<ParaLayout> {
        let key = self.hasher.hash_one((spec.text, spec.lang, spec.bits(), px_per_pt.to_bits()));
        if let Some(e) = self.entries.get_mut(&key)
            && *e.text == *spec.text
            && e.lang.as_deref() == spec.lang
            && e.px_per_pt == px_per_pt
            && e.spec.bits() == spec.bits()
        {
            e.last_frame = self.frame;
            return e.layout.clone();
        }
        let layout = Arc::new(make());
        let bytes = layout.bytes() + spec.text.len() + 256;
        let entry = CachedLabel {
            text: spec.text.into(),
            lang: spec.lang.map(Into::into),
            px_per_pt,
            spec: LabelSpec { text: "", lang: None, ..*spec },
            layout: layout.clone(),
            bytes,
            last_frame: self.frame,
        };
        self.bytes += bytes;
        if let Some(old) = self.entries.insert(key, entry) {
            self.bytes -= old.bytes;
        }
        if self.bytes > self.budget {
            self.shrink();
        }
        layout
    }

    /// Down to three quarters, so that it does not run at every insertion.
    fn shrink(&mut self) {
        let mut ages: Vec<(u64, u64, usize)> =
            self.entries.iter().map(|(k, e)| (e.last_frame, *k, e.bytes)).collect();
        ages.sort_unstable();
        for (_, key, bytes) in ages {
            if self.bytes <= self.budget / 4 * 3 {
                break;
            }
            self.entries.remove(&key);
            self.bytes -= bytes;
        }
    }
}
