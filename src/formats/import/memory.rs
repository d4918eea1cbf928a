//! How much memory what files say may take.

use crate::base::Issue;
use crate::message;
use std::cell::Cell;

/// How much memory the values of a file may take, in bytes.
const MOST: usize = 224 << 20;

/// What is left of the memory that values may take.
#[derive(Debug)]
pub(in crate::formats) struct Room {
    left: Cell<usize>,
    full: Cell<bool>,
}

impl Default for Room {
    fn default() -> Self {
        Self::of(MOST)
    }
}

impl Room {
    /// Room for that many bytes.
    pub fn of(bytes: usize) -> Self {
        Self { left: Cell::new(bytes), full: Cell::new(false) }
    }

    /// Whether values were more than there was room for.
    pub fn is_full(&self) -> bool {
        self.full.get()
    }

    /// Takes room for that many bytes; `None` when there is not so much left.
    pub fn take(&self, bytes: usize) -> Option<()> {
        let Some(left) = self.left.get().checked_sub(bytes) else {
            self.full.set(true);
            return None;
        };
        self.left.set(left);
        Some(())
    }

    /// What is left, in bytes.
    pub fn left(&self) -> usize {
        self.left.get()
    }

    /// Gives back what was taken since so much was left.
    pub fn give_back(&self, left: usize) {
        self.left.set(left);
    }
}

/// What a value of a type takes in a list, which grows by doubling, with words of so many bytes.
pub(in crate::formats) fn in_a_list<T>(words: usize) -> usize {
    size_of::<T>() * 3 / 2 + words
}

/// That a file's values take too much.
pub(in crate::formats) fn too_much(name: &str) -> Issue {
    Issue::error("too-large", name, message!("formats-too-much", most = MOST >> 20))
        .hint(message!("formats-too-much.hint"))
}
