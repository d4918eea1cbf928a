//! Choices of one person on one machine.

use crate::base::{ArticleId, Timestamp};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Whether the window is light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A project that was open before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// The folder of the project.
    pub path: PathBuf,
    /// Its name when last seen.
    pub name: String,
    /// When it was last open.
    pub opened: Timestamp,
    /// The article that was open.
    pub article: Option<ArticleId>,
}

/// Choices that are kept between runs, outside every project.
#[derive(Debug, Clone, PartialEq)]
pub struct Preferences {
    /// The name under which the user codes; empty until asked.
    pub annotator_name: String,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Scale of everything, 1.0 is normal.
    pub zoom: f32,
    /// Whether the library is shown.
    pub library_open: bool,
    /// Whether the inspector is shown.
    pub inspector_open: bool,
    /// Whether the drawer is open.
    pub drawer_open: bool,
    /// Width of the library in points.
    pub library_width: f32,
    /// Width of the inspector in points.
    pub inspector_width: f32,
    /// Height of the open drawer in points.
    pub drawer_height: f32,
    /// Size of the window in points, and whether it is maximised.
    pub window: Option<(f32, f32, bool)>,
    /// Changed keys: an action's name and its chords.
    pub key_changes: BTreeMap<String, Vec<String>>,
    /// Projects that were open before, the latest first.
    pub recents: Vec<Recent>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            annotator_name: String::new(),
            theme: ThemeChoice::System,
            zoom: 1.0,
            library_open: true,
            inspector_open: true,
            drawer_open: false,
            library_width: 268.0,
            inspector_width: 324.0,
            drawer_height: 240.0,
            window: None,
            key_changes: BTreeMap::new(),
            recents: Vec::new(),
        }
    }
}

/// The most projects that are remembered.
const RECENTS: usize = 12;

impl Preferences {
    /// Notes that a project is open.
    pub fn remember(&mut self, recent: Recent) {
        self.recents.retain(|other| other.path != recent.path);
        self.recents.insert(0, recent);
        self.recents.truncate(RECENTS);
    }
}
