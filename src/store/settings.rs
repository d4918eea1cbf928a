//! What this machine remembers between runs: looks, keys, sizes, and the projects that were open.

use super::disk;
use super::error::{FileAction, StoreError};
use super::schema::codebook::names_of_keys;
use crate::base::{ArticleId, Checked, Issue, Place, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::{Preferences, Recent, ThemeChoice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the file in the data folder.
const SETTINGS: &str = "settings.ron";

#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
enum ThemeShape {
    #[default]
    System,
    Light,
    Dark,
}

/// The window as it was left, in points.
#[derive(Serialize, Deserialize)]
struct WindowShape {
    /// Left and top edge, where an earlier version wrote it.
    position: Option<(f32, f32)>,
    size: (f32, f32),
    maximised: bool,
}

#[derive(Serialize, Deserialize)]
struct RecentShape {
    path: PathBuf,
    #[serde(default)]
    name: String,
    /// In RFC 3339.
    #[serde(default)]
    opened: String,
    /// Empty for none.
    #[serde(default)]
    article: String,
}

/// The settings as the file has them; what is absent is as usual.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct SettingsShape {
    annotator_name: String,
    /// Of no use any more.
    annotator_id: String,
    theme: ThemeShape,
    /// None for normal.
    zoom: Option<f32>,
    panels: BTreeMap<String, bool>,
    sizes: BTreeMap<String, f32>,
    window: Option<WindowShape>,
    keys: BTreeMap<String, Vec<String>>,
    recents: Vec<RecentShape>,
}

const FORMAT: &str = "obelus/settings";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct SettingsFile {
    format: String,
    version: u32,
    settings: SettingsShape,
}

/// Reads the preferences in a data folder. A file that cannot be understood is set aside and the defaults are used.
/// `now` is taken for a moment that cannot be read.
pub fn load_preferences(data: &Path, now: Timestamp) -> Checked<Preferences> {
    let path = data.join(SETTINGS);
    let bytes = match disk::read(&path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Checked::clean(Preferences::default()),
        Err(error) => {
            let issue = error.warning("unreadable-file", path.display().to_string());
            return Checked { value: Preferences::default(), issues: vec![issue] };
        }
    };
    parse(&bytes).map_or_else(
        |problem| {
            let kept_as = |aside: PathBuf| message!("store-kept-as", path = %aside.display());
            let hint = disk::set_aside(&path).map_or_else(|_| Message::default(), kept_as);
            let issue = Issue { file: path.display().to_string(), ..problem };
            Checked { value: Preferences::default(), issues: vec![issue.hint(hint)] }
        },
        |shape| Checked::clean(shape.decode(now)),
    )
}

/// Writes the preferences into a data folder, in one step.
///
/// # Errors
/// When the system refuses.
pub fn save_preferences(data: &Path, preferences: &Preferences) -> Result<(), StoreError> {
    disk::clear_leftovers(data);
    let path = data.join(SETTINGS);
    let settings = SettingsShape::encode(preferences);
    let file = SettingsFile { format: FORMAT.to_owned(), version: VERSION, settings };
    let content = ron::ser::to_string_pretty(&file, ron::ser::PrettyConfig::default())
        .map_err(|error| StoreError::io(FileAction::Write, &path, &std::io::Error::other(error)))?;
    disk::write(&path, content.as_bytes())
}

fn parse(bytes: &[u8]) -> Result<SettingsShape, Issue> {
    let bad = |message: Message| Issue::warning("bad-settings", "", message);
    let text = std::str::from_utf8(bytes).map_err(|_| bad(message!("findings-bad-settings")))?;
    let file: SettingsFile = ron::from_str(text).map_err(|error| {
        let at = error.span.end;
        bad(message!("findings-bad-settings-settings", code = %error.code))
            .at(Place::Line(at.line as u32, at.col as u32))
    })?;
    if file.format != FORMAT || file.version != VERSION {
        return Err(bad(
            message!("findings-bad-settings-settings-2", format = %file.format, version = %file.version),
        ));
    }
    let mut settings = file.settings;
    for (old, new) in names_of_keys() {
        if let Some(chords) = settings.keys.remove(old) {
            settings.keys.entry(new.clone()).or_insert(chords);
        }
    }
    Ok(settings)
}

impl SettingsShape {
    fn decode(self, now: Timestamp) -> Preferences {
        let usual = Preferences::default();
        let panel = |name: &str, usual: bool| self.panels.get(name).copied().unwrap_or(usual);
        let size = |name: &str, usual: f32| {
            self.sizes.get(name).copied().filter(|size| size.is_finite()).unwrap_or(usual)
        };
        Preferences {
            theme: match self.theme {
                ThemeShape::System => ThemeChoice::System,
                ThemeShape::Light => ThemeChoice::Light,
                ThemeShape::Dark => ThemeChoice::Dark,
            },
            zoom: self.zoom.filter(|zoom| zoom.is_finite()).unwrap_or(1.0).clamp(0.6, 3.0),
            library_open: panel("library", usual.library_open),
            inspector_open: panel("inspector", usual.inspector_open),
            drawer_open: panel("drawer", usual.drawer_open),
            library_width: size("library", usual.library_width),
            inspector_width: size("inspector", usual.inspector_width),
            drawer_height: size("drawer", usual.drawer_height),
            window: self.window.map(|window| (window.size.0, window.size.1, window.maximised)),
            annotator_name: self.annotator_name,
            key_changes: self.keys,
            recents: self
                .recents
                .into_iter()
                .map(|recent| Recent {
                    path: recent.path,
                    name: recent.name,
                    opened: recent.opened.parse().unwrap_or(now),
                    article: ArticleId::new(&recent.article).ok(),
                })
                .collect(),
        }
    }

    fn encode(preferences: &Preferences) -> Self {
        let named = |name: &str| name.to_owned();
        // RON has no place for a path that is no text.
        let recents = preferences.recents.iter().filter(|recent| recent.path.to_str().is_some());
        Self {
            annotator_name: preferences.annotator_name.clone(),
            annotator_id: String::new(),
            theme: match preferences.theme {
                ThemeChoice::System => ThemeShape::System,
                ThemeChoice::Light => ThemeShape::Light,
                ThemeChoice::Dark => ThemeShape::Dark,
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
            window: preferences.window.map(|(width, height, maximised)| WindowShape {
                position: None,
                size: (width, height),
                maximised,
            }),
            keys: preferences.key_changes.clone(),
            recents: recents
                .map(|recent| RecentShape {
                    path: recent.path.clone(),
                    name: recent.name.clone(),
                    opened: recent.opened.to_string(),
                    article: recent.article.as_ref().map(ToString::to_string).unwrap_or_default(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(9);

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
        assert_eq!(SettingsShape::encode(&preferences).decode(NOW), preferences);
    }

    #[test]
    fn keys_that_had_other_names_keep_what_the_user_gave_them() {
        let folder = tempfile::tempdir().expect("folder");
        let text = "(format: \"obelus/settings\", version: 1, settings: (keys: {\"StanceSupports\": [\"Y\"], \
                    \"PickSource\": [\"X\"], \"Expand\": [\"Z\"], \"hedge\": [\"R\"], \"PickHedge\": [\"O\"], \"Gone\": [\"P\"]}))";
        std::fs::write(folder.path().join(SETTINGS), text).expect("written");
        let loaded = load_preferences(folder.path(), NOW);
        assert!(loaded.issues.is_empty(), "{:?}", loaded.issues);
        let keys: Vec<(&str, &str)> = loaded
            .value
            .key_changes
            .iter()
            .map(|(name, chords)| (name.as_str(), chords[0].as_str()))
            .collect();
        let want =
            [("ChooseField", "X"), ("Expand", "Z"), ("Gone", "P"), ("hedge", "R"), ("stance:supports", "Y")];
        assert_eq!(keys, want, "what has its new name already keeps it");
    }

    #[test]
    fn settings_read_back_and_bad_ones_are_set_aside() {
        let folder = tempfile::tempdir().expect("folder");
        let data = folder.path().join("new");
        assert_eq!(load_preferences(&data, NOW), Checked::clean(Preferences::default()));
        let preferences = Preferences {
            annotator_name: "Maya \"M\"".to_owned(),
            zoom: 1.25,
            window: Some((1280.0, 800.0, true)),
            key_changes: BTreeMap::from([("undo".to_owned(), vec!["Ctrl+Z".to_owned()])]),
            recents: vec![Recent {
                path: PathBuf::from("/a/b"),
                name: "B".to_owned(),
                opened: Timestamp(1_751_535_000),
                article: ArticleId::new("flop").ok(),
            }],
            ..Preferences::default()
        };
        save_preferences(&data, &preferences).expect("saved");
        assert_eq!(load_preferences(&data, NOW), Checked::clean(preferences));
        std::fs::write(data.join(SETTINGS), "(format: ").expect("written");
        let loaded = load_preferences(&data, NOW);
        assert_eq!(loaded.value, Preferences::default());
        assert_eq!(loaded.issues[0].code, "bad-settings");
        assert!(data.join("settings.ron.bad").exists() && !data.join(SETTINGS).exists());
    }

    #[test]
    fn files_of_earlier_versions_are_read() {
        let folder = tempfile::tempdir().expect("folder");
        let old = r#"(format: "obelus/settings", version: 1, settings: (
            annotator_name: "Maya", annotator_id: "maya", theme: Dark, zoom: Some(1.25), panels: {"library": false},
            sizes: {}, window: Some((position: Some((1.0, 2.0)), size: (1280.0, 800.0), maximised: true)),
            keys: {}, recents: [(path: "/a/b", name: "B", opened: "", article: "flop")],
        ))"#;
        std::fs::write(folder.path().join(SETTINGS), old).expect("written");
        let recent = Recent {
            path: PathBuf::from("/a/b"),
            name: "B".to_owned(),
            opened: NOW,
            article: ArticleId::new("flop").ok(),
        };
        let want = Preferences {
            annotator_name: "Maya".to_owned(),
            theme: ThemeChoice::Dark,
            zoom: 1.25,
            library_open: false,
            window: Some((1280.0, 800.0, true)),
            recents: vec![recent],
            ..Preferences::default()
        };
        assert_eq!(load_preferences(folder.path(), NOW), Checked::clean(want));
    }
}
