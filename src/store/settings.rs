//! What this machine remembers between runs: looks, keys, sizes, and the projects that were open.

use super::schema::codebook::names_of_keys;
use super::{StoreError, disk};
use crate::base::{Checked, Issue, Place};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the file in the data folder.
pub const SETTINGS: &str = "settings.ron";

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The window as it was left, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Left and top edge, where the system tells.
    pub position: Option<(f32, f32)>,
    /// Width and height.
    pub size: (f32, f32),
    /// Whether it filled the screen.
    pub maximised: bool,
}

/// A project that was open before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentProject {
    /// Its folder.
    pub path: PathBuf,
    /// Its name when last seen.
    #[serde(default)]
    pub name: String,
    /// When it was last open, in RFC 3339.
    #[serde(default)]
    pub opened: String,
    /// The article that was open; empty for none.
    #[serde(default)]
    pub article: String,
}

/// The settings of one person on one machine. Absent values are the defaults of [`Default`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MachineSettings {
    /// The name under which the user codes; empty until asked.
    pub annotator_name: String,
    /// The identifier that was made of it; empty until asked.
    pub annotator_id: String,
    /// Light or dark.
    pub theme: Theme,
    /// Scale of everything; none for normal.
    pub zoom: Option<f32>,
    /// Panels that are open or closed, by name.
    pub panels: BTreeMap<String, bool>,
    /// Widths and heights of panels in points, by name.
    pub sizes: BTreeMap<String, f32>,
    /// The window.
    pub window: Option<Window>,
    /// Changed keys: an action's name and its chords.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Projects that were open before, the latest first.
    pub recents: Vec<RecentProject>,
}

impl Default for MachineSettings {
    fn default() -> Self {
        Self {
            annotator_name: String::new(),
            annotator_id: String::new(),
            theme: Theme::System,
            zoom: None,
            panels: BTreeMap::new(),
            sizes: BTreeMap::new(),
            window: None,
            keys: BTreeMap::new(),
            recents: Vec::new(),
        }
    }
}

const FORMAT: &str = "obelus/settings";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct SettingsFile {
    format: String,
    version: u32,
    settings: MachineSettings,
}

impl MachineSettings {
    /// Reads the settings in a data folder. A file that cannot be understood is set aside and the defaults are used.
    pub fn load(data: &Path) -> Checked<Self> {
        let path = data.join(SETTINGS);
        let bytes = match disk::read(&path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Checked::clean(Self::default()),
            Err(error) => {
                let issue = Issue::warning("unreadable-file", path.display().to_string(), error.to_string());
                return Checked { value: Self::default(), issues: vec![issue.hint(error.hint())] };
            }
        };
        parse(&bytes).map_or_else(
            |problem| {
                let aside = path.with_extension("ron.bad");
                let kept = std::fs::rename(&path, &aside).is_ok();
                let hint = if kept { format!("It is kept as {}.", aside.display()) } else { String::new() };
                let issue = Issue { file: path.display().to_string(), ..problem };
                Checked { value: Self::default(), issues: vec![issue.hint(hint)] }
            },
            Checked::clean,
        )
    }

    /// Writes the settings into a data folder, in one step.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn save(&self, data: &Path) -> Result<(), StoreError> {
        let path = data.join(SETTINGS);
        let mut settings = self.clone();
        settings.recents.retain(|recent| recent.path.to_str().is_some());
        let file = SettingsFile { format: FORMAT.to_owned(), version: VERSION, settings };
        let content = ron::ser::to_string_pretty(&file, ron::ser::PrettyConfig::default())
            .map_err(|error| StoreError::io("write", &path, &std::io::Error::other(error)))?;
        disk::write(&path, content.as_bytes())
    }
}

fn parse(bytes: &[u8]) -> Result<MachineSettings, Issue> {
    let bad = |message: String| Issue::warning("bad-settings", "", message);
    let text = std::str::from_utf8(bytes).map_err(|_| bad("The settings are not UTF-8 text.".to_owned()))?;
    let file: SettingsFile = ron::from_str(text).map_err(|error| {
        let at = error.span.end;
        bad(format!("The settings are not in order: {}.", error.code))
            .at(Place::Line(at.line as u32, at.col as u32))
    })?;
    if file.format != FORMAT || file.version != VERSION {
        return Err(bad(format!("The settings are of “{}” version {}.", file.format, file.version)));
    }
    let mut settings = file.settings;
    for (old, new) in names_of_keys() {
        if let Some(chords) = settings.keys.remove(old) {
            settings.keys.entry(new.clone()).or_insert(chords);
        }
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_had_other_names_keep_what_the_user_gave_them() {
        let folder = tempfile::tempdir().expect("folder");
        let text = "(format: \"obelus/settings\", version: 1, settings: (keys: {\"StanceSupports\": [\"Y\"], \
                    \"PickSource\": [\"X\"], \"Expand\": [\"Z\"], \"hedge\": [\"R\"], \"PickHedge\": [\"O\"], \"Gone\": [\"P\"]}))";
        std::fs::write(folder.path().join(SETTINGS), text).expect("written");
        let loaded = MachineSettings::load(folder.path());
        assert!(loaded.issues.is_empty(), "{:?}", loaded.issues);
        let keys: Vec<(&str, &str)> =
            loaded.value.keys.iter().map(|(name, chords)| (name.as_str(), chords[0].as_str())).collect();
        let want =
            [("ChooseField", "X"), ("Expand", "Z"), ("Gone", "P"), ("hedge", "R"), ("stance:supports", "Y")];
        assert_eq!(keys, want, "what has its new name already keeps it");
    }

    #[test]
    fn settings_read_back_and_bad_ones_are_set_aside() {
        let folder = tempfile::tempdir().expect("folder");
        let data = folder.path().join("new");
        assert_eq!(MachineSettings::load(&data), Checked::clean(MachineSettings::default()));
        let settings = MachineSettings {
            annotator_name: "Maya \"M\"".to_owned(),
            zoom: Some(1.25),
            window: Some(Window { position: None, size: (1280.0, 800.0), maximised: true }),
            keys: BTreeMap::from([("undo".to_owned(), vec!["Ctrl+Z".to_owned()])]),
            recents: vec![RecentProject {
                path: PathBuf::from("/a/b"),
                name: "B".to_owned(),
                opened: String::new(),
                article: "flop".to_owned(),
            }],
            ..MachineSettings::default()
        };
        settings.save(&data).expect("saved");
        assert_eq!(MachineSettings::load(&data), Checked::clean(settings));
        std::fs::write(data.join(SETTINGS), "(format: ").expect("written");
        let loaded = MachineSettings::load(&data);
        assert_eq!(loaded.value, MachineSettings::default());
        assert_eq!(loaded.issues[0].code, "bad-settings");
        assert!(data.join("settings.ron.bad").exists() && !data.join(SETTINGS).exists());
    }
}
