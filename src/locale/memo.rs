//! Texts with arguments that were said lately, so that a view which says the same in every frame formats it once.

use super::Message;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Texts in a generation; two are kept.
const GENERATION: usize = 2048;

/// Keeps at least the latest 2048 different texts and at most twice as many.
#[derive(Default)]
pub(super) struct Memo {
    recent: FxHashMap<Message, Arc<str>>,
    earlier: FxHashMap<Message, Arc<str>>,
}

impl Memo {
    /// The text as it was said before, or as `say` says it.
    pub fn get(&mut self, message: &Message, say: impl FnOnce() -> String) -> Arc<str> {
        if let Some(text) = self.recent.get(message) {
            return Arc::clone(text);
        }
        let text = self.earlier.remove(message).unwrap_or_else(|| say().into());
        if self.recent.len() >= GENERATION {
            self.earlier = std::mem::take(&mut self.recent);
        }
        self.recent.insert(message.clone(), Arc::clone(&text));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_again_is_kept_and_the_rest_is_let_go() {
        let mut memo = Memo::default();
        let mut said = 0;
        let mut say = |memo: &mut Memo, number: usize| {
            let message = crate::locale::Message::with("test", [("n".into(), number.into())]);
            memo.get(&message, || {
                said += 1;
                number.to_string()
            });
        };
        for number in 0..5 * GENERATION {
            say(&mut memo, number);
            say(&mut memo, 7);
        }
        assert_eq!(said, 5 * GENERATION, "each once");
        assert!(memo.recent.len() + memo.earlier.len() <= 2 * GENERATION);
    }
}
