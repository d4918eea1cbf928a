//! Words joined for a view, kept between frames, so that a frame which shows the same as the one before formats nothing.

use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Texts in a generation; two are kept.
const GENERATION: usize = 4096;

/// What was joined lately, by what it was joined from.
#[derive(Debug, Default)]
pub struct KeptWords {
    recent: RefCell<FxHashMap<u64, Arc<str>>>,
    earlier: RefCell<FxHashMap<u64, Arc<str>>>,
    made: Cell<u64>,
}

impl KeptWords {
    /// The text made from these parts before, or as `make` makes it. The parts determine the text.
    pub fn get(&self, parts: impl Hash, make: impl FnOnce() -> String) -> Arc<str> {
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        let key = hasher.finish();
        if let Some(text) = self.recent.borrow().get(&key) {
            return Arc::clone(text);
        }
        // Nothing is borrowed while it is made: one text may be joined from another.
        let before = self.earlier.borrow_mut().remove(&key);
        let text = before.unwrap_or_else(|| {
            self.made.set(self.made.get() + 1);
            make().into()
        });
        let mut recent = self.recent.borrow_mut();
        if recent.len() >= GENERATION {
            self.earlier.replace(std::mem::take(&mut recent));
        }
        recent.insert(key, Arc::clone(&text));
        text
    }

    /// How many texts were made so far.
    pub fn made(&self) -> u64 {
        self.made.get()
    }
}

/// `format!` for what a view shows: made once from the same parts. The parts are evaluated again when it is made.
macro_rules! kept {
    ($cx:expr, $template:literal, $($part:expr),+ $(,)?) => {
        $cx.kept.get(($template, $(&$part),+), || format!($template, $($part),+))
    };
}
pub(super) use kept;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_are_joined_once() {
        let kept = KeptWords::default();
        let join = |one: &str, other: u32| kept.get((one, other), || format!("{one} {other}"));
        assert_eq!(&*join("a", 1), "a 1");
        assert_eq!((&*join("a", 1), &*join("b", 1), &*join("a", 2)), ("a 1", "b 1", "a 2"));
        assert_eq!(kept.made(), 3);
        let nested = kept.get("outer", || format!("({})", join("c", 1)));
        assert_eq!((&*nested, kept.made()), ("(c 1)", 5));
        for number in 0..5 * GENERATION as u32 {
            join("many", number);
            join("a", 1);
        }
        assert_eq!(kept.made(), 5 + 5 * GENERATION as u64, "what is shown in every frame stays");
        assert!(kept.recent.borrow().len() + kept.earlier.borrow().len() <= 2 * GENERATION);
    }
}
