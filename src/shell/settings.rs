//! The preferences of the state machine and the settings file, one into the other.

use super::clock::now;
use super::desk::Places;
use crate::app::{Preferences, Recent, ThemeChoice};
use crate::base::{ArticleId, Issue, Timestamp};
use crate::store::{MachineSettings, RecentProject, Theme, Window};
use std::collections::BTreeMap;

/// Reads the preferences; what is wrong with the file is told.
pub(super) fn load(places: &Places) -> (Preferences, Vec<Issue>) {
    let Some(data) = &places.data else { return (Preferences::default(), Vec::new()) };
    let checked = MachineSettings::load(data);
    (from_store(checked.value), checked.issues)
}

fn from_store(kept: MachineSettings) -> Preferences {
    let usual = Preferences::default();
    let panel = |name: &str, usual: bool| kept.panels.get(name).copied().unwrap_or(usual);
    let size = |name: &str, usual: f32| {
        kept.sizes.get(name).copied().filter(|size| size.is_finite()).unwrap_or(usual)
    };
    Preferences {
        theme: match kept.theme {
            Theme::System => ThemeChoice::System,
            Theme::Light => ThemeChoice::Light,
            Theme::Dark => ThemeChoice::Dark,
        },
        zoom: kept.zoom.filter(|zoom| zoom.is_finite()).unwrap_or(1.0).clamp(0.6, 3.0),
        library_open: panel("library", usual.library_open),
        inspector_open: panel("inspector", usual.inspector_open),
        drawer_open: panel("drawer", usual.drawer_open),
        library_width: size("library", usual.library_width),
        inspector_width: size("inspector", usual.inspector_width),
        drawer_height: size("drawer", usual.drawer_height),
        window: kept.window.map(|window| (window.size.0, window.size.1, window.maximised)),
        annotator_name: kept.annotator_name,
        key_changes: kept.keys,
        recents: kept
            .recents
            .into_iter()
            .map(|recent| Recent {
                path: recent.path,
                name: recent.name,
                opened: recent.opened.parse().unwrap_or(Timestamp(now().0)),
                article: ArticleId::new(&recent.article).ok(),
            })
            .collect(),
    }
}

/// The preferences as the settings file keeps them.
pub(super) fn to_store(preferences: &Preferences) -> MachineSettings {
    let named = |name: &str| name.to_owned();
    MachineSettings {
        annotator_name: preferences.annotator_name.clone(),
        annotator_id: String::new(),
        theme: match preferences.theme {
            ThemeChoice::System => Theme::System,
            ThemeChoice::Light => Theme::Light,
            ThemeChoice::Dark => Theme::Dark,
        },
        zoom: Some(preferences.zoom).filter(|zoom| (zoom - 1.0).abs() > f32::EPSILON),
        panels: BTreeMap::from([
            (named("library"), preferences.library_open),
            (named("inspector"), preferences.inspector_open),
            (named("drawer"), preferences.drawer_open),
        ]),
        sizes: BTreeMap::from([
            (named("library"), preferences.library_width),
            (named("inspector"), preferences.inspector_width),
            (named("drawer"), preferences.drawer_height),
        ]),
        window: preferences.window.map(|(width, height, maximised)| Window {
            position: None,
            size: (width, height),
            maximised,
        }),
        keys: preferences.key_changes.clone(),
        recents: preferences
            .recents
            .iter()
            .map(|recent| RecentProject {
                path: recent.path.clone(),
                name: recent.name.clone(),
                opened: recent.opened.to_string(),
                article: recent.article.as_ref().map(ToString::to_string).unwrap_or_default(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn preferences_come_back_as_they_were() {
        let preferences = Preferences {
            annotator_name: "Maya".to_owned(),
            theme: ThemeChoice::Dark,
            zoom: 1.25,
            library_open: false,
            inspector_width: 300.0,
            window: Some((1000.0, 700.0, true)),
            key_changes: BTreeMap::from([("undo".to_owned(), vec!["Ctrl+U".to_owned()])]),
            recents: vec![Recent {
                path: PathBuf::from("/a"),
                name: "A".to_owned(),
                opened: Timestamp(1_751_535_000),
                article: ArticleId::new("flood").ok(),
            }],
            ..Preferences::default()
        };
        assert_eq!(from_store(to_store(&preferences)), preferences);
    }
}
