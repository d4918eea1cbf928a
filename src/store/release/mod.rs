//! Releases on disk: a folder or a zip that is written once and never again, and reading one that may have been changed.
//!
//! A release is a project folder of its own (`project.ron`, `codebook.ron`, `articles`, `annotations`, `claims`) with
//! reports beside it and [`MANIFEST`], which has the SHA-256 of every other file. Without texts it has [`ARTICLES`] in
//! place of the articles, and sets whose quotes are empty.

mod articles;
mod files;
mod manifest;
mod project;
mod read;

pub use articles::{Listed, articles, read_articles};
pub use files::{has_room, write};
pub use manifest::{About, Manifest, Member};
pub use project::{project, unquoted};
pub use read::{ReadRelease, SeenFile, read, with_line_feeds};

/// What says what the others are.
pub const MANIFEST: &str = "manifest.ron";
/// The list of articles of a release without texts.
pub const ARTICLES: &str = "articles.ron";

/// The most files in a release.
const MOST_FILES: usize = 500_000;
/// The most levels of folders.
const MOST_LEVELS: usize = 6;
/// The largest file in a release, in bytes.
const LARGEST_FILE: u64 = 256 << 20;
