//! How much of one text is in another: runs of four words, whatever stands between them.

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Words of a run.
const RUN: usize = 4;

/// The runs of words of a text.
#[derive(Debug, Default)]
pub(super) struct Shingles {
    runs: FxHashSet<u64>,
    /// The last words of what was added last, as one number.
    end: u64,
}

impl Shingles {
    pub(super) fn of(text: &str) -> Self {
        let mut all = Self::default();
        all.add(text);
        all
    }

    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    pub(super) fn add(&mut self, text: &str) {
        let runs = runs(text);
        self.end = runs.last().copied().unwrap_or_default();
        self.runs.extend(runs);
    }

    /// How much of `text` is here, from 0 to 1.
    pub(super) fn share(&self, text: &str) -> f32 {
        let runs = runs(text);
        let here = runs.iter().filter(|run| self.runs.contains(run)).count();
        if runs.is_empty() { 0.0 } else { here as f32 / runs.len() as f32 }
    }

    /// How much of this is in `other`, from 0 to 1.
    pub(super) fn covered_by(&self, other: &Self) -> f32 {
        let here = self.runs.iter().filter(|run| other.runs.contains(run)).count();
        if self.runs.is_empty() { 0.0 } else { here as f32 / self.runs.len() as f32 }
    }

    /// Whether this ends in the last words of `text`.
    pub(super) fn ends_with(&self, text: &str) -> bool {
        runs(text).last() == Some(&self.end)
    }
}

fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = words(text).map(number).collect();
    if words.len() < RUN {
        return words.iter().copied().reduce(mix).into_iter().collect();
    }
    words.windows(RUN).map(|run| run.iter().copied().fold(0, mix)).collect()
}

fn mix(sum: u64, word: u64) -> u64 {
    (sum.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn number(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The words; in scripts without blanks each sign is one.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_wide = |sign: char| matches!(sign as u32, 0x2E80..=0xD7FF | 0xF900..=0xFAFF | 0x20000..);
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).flat_map(move |word| {
        let wide = word.contains(is_wide);
        let ends = word
            .char_indices()
            .map(|(at, sign)| at + sign.len_utf8())
            .filter(move |end| wide || *end == word.len());
        ends.scan(0, move |from, end| {
            let piece = &word[*from..end];
            *from = end;
            Some(piece)
        })
    })
}
