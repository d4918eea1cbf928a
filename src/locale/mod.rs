//! The texts of the program: messages with arguments, and a catalogue of them for each language.
//!
//! A text is written once, in `assets/locales/<language>/*.ftl` ([Fluent](https://projectfluent.org)), and has an
//! identifier. Code names it: [`Catalogue::get`] for a text without arguments, [`message!`](crate::message) for one with.
//! What is kept or handed on is a [`Message`], which can be said in any language; what is shown is text.

mod catalogue;
pub mod english;
pub mod french;
mod memo;
mod message;
mod writing;

pub use catalogue::{Catalogue, texts_formatted};
pub use message::{Argument, Decimal, Message};
pub use writing::{capital, date_parts};
