//! Why something did not work, and what to do about it, as one message.

use crate::locale::Message;
use crate::message;
use crate::store::StoreError;

/// What is said of something, followed by what to do about it, which may be empty.
pub(super) fn with_hint(said: impl Into<Message>, hint: impl Into<Message>) -> Message {
    let (said, hint) = (said.into(), hint.into());
    if hint.is_empty() { said } else { message!("common-sentences", first = said, rest = hint) }
}

/// An error of the project's files with what to do about it.
pub(super) fn of_store(error: &StoreError) -> Message {
    with_hint(error.message(), error.hint())
}
