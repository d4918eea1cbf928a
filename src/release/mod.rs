//! Releases: a project frozen for publication, which anybody can verify years later.
//!
//! [`check`] says what is not complete. [`contents`] makes all files: the project itself as
//! [`Scope::narrow`](crate::formats::Scope::narrow) leaves it, the agreement report, a change log, a methods paragraph
//! written from the figures, and the manifest with the SHA-256 of every file. [`verify`] looks through a release: whether
//! every byte is the one that was frozen, and whether the figures are still what comes out.
//!
//! A release without texts has no word of the articles but what identifies them (title, outlet, authors, address): the
//! quotes of annotations are empty, and where somebody's own words (memos, comments, claims, examples of the codebook)
//! repeat 20 characters or more of an article, [`redact`](crate::formats::redact()) puts `[…]` there.
//!
//! Does no input or output and reads no clock.

mod changes;
mod check;
mod contents;
mod language;
mod methods;
mod names;
mod statistics;
mod survey;
#[cfg(test)]
mod tests;
mod verify;

pub use check::check;
pub use contents::{ContentFiles, Contents, Options, contents, paragraphs};
pub use language::{Language, NoLanguage};
pub use names::names_left;
pub use survey::{FindingLocation, Survey, locate};
pub use verify::{Verified, verify};

const AGREEMENT_JSON: &str = "agreement.json";
const AGREEMENT_TEXT: &str = "agreement.txt";
const CHANGES: &str = "CHANGES.md";
const METHODS: &str = "METHODS.md";
const README: &str = "README.txt";
const INCOMPLETE: &str = "INCOMPLETE.txt";
