//! Bundles: an annotator's work, or a project for coders to begin with, as one file to send by mail.
//!
//! A bundle (`.obelus`) is a zip of the very files of the project and of `bundle.ron`, which says what they are and gives
//! the SHA-256 of each. The same content gives the same bytes. It can be received in any order with others and any number
//! of times: what is there already stays, and what gives way is kept among the earlier versions.
//!
//! Which of two versions is the newer is not left to clocks. Sending notes in the file `.sent` of the annotator's folder
//! which versions of each file were sent, one after the other; the list goes along, and receiving notes it too. A version
//! of which ours is a forerunner takes its place; one that is a forerunner of ours is passed over; two that diverged are
//! merged.

pub(super) mod archive;
mod begin;
mod manifest;
mod pack;
mod receipt;
mod receive;
mod sent;

pub use begin::begin;
pub use manifest::{About, BundleKind};
pub use pack::{pack, pack_project};
pub use receipt::{Receipt, Received};
pub use receive::{Receiver, receive};

/// The ending of bundles' names.
pub const ENDING: &str = "obelus";

/// The most files in a bundle.
const MOST_FILES: usize = 500_000;
/// The largest file in a bundle, in bytes.
const LARGEST_FILE: u64 = crate::archive::LARGEST_FILE;
/// What says what the others are.
const MANIFEST: &str = "bundle.ron";
