//! Which file holds what, and where machine files live.

use super::StoreError;
use crate::base::{AnnotatorId, ArticleId, StubId, file_name};
use crate::model::{FileKey, SetKey};
use crate::text::Digest;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The file that makes a folder a project.
pub(super) const PROJECT: &str = "project.ron";
pub(super) const CODEBOOK: &str = "codebook.ron";
pub(super) const ARTICLES: &str = "articles";
/// What is known of articles whose texts are not at hand.
pub(super) const STUBS: &str = "stubs";
pub(super) const ANNOTATIONS: &str = "annotations";
pub(super) const CLAIMS: &str = "claims";
/// The files that articles came from, where the project keeps them.
pub(super) const ORIGINALS: &str = "originals";
/// The folders of the project that have files and no folders.
pub(super) const FLAT: [&str; 3] = [ARTICLES, STUBS, CLAIMS];
/// The file with an annotator's own name, in their folder.
pub(super) const PERSON: &str = "annotator.ron";

/// The file that tells who has an annotator's folder open.
pub(super) const LEASE: &str = ".open";

/// Devices, and the name that means [`PERSON`]; a `~` is put after them.
fn is_reserved(id: &str) -> bool {
    let stem = id.split('.').next().unwrap_or_default();
    file_name::is_device(id) || stem.eq_ignore_ascii_case("annotator")
}

/// Whether a path, relative to the project folder with `/`, is of the project's own files or folders.
pub fn is_own(relative: &str) -> bool {
    let first = relative.split('/').next().unwrap_or_default();
    [PROJECT, CODEBOOK, ARTICLES, STUBS, ANNOTATIONS, CLAIMS, ORIGINALS]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(first))
}

/// The name of a file or folder for an identifier.
pub(super) fn stem_of(id: &str) -> String {
    if is_reserved(id) { file_name::marked(id) } else { id.to_owned() }
}

/// The identifier that a file or folder is named after; `None` when it is not how we name things.
pub(super) fn id_of(stem: &str) -> Option<String> {
    match file_name::unmarked(stem) {
        Some(id) => is_reserved(&id).then_some(id),
        None => (!is_reserved(stem)).then(|| stem.to_owned()),
    }
}

/// Where a file lies, relative to the project folder, with `/`.
pub fn relative(key: &FileKey) -> String {
    match key {
        FileKey::Project => PROJECT.to_owned(),
        FileKey::Codebook => CODEBOOK.to_owned(),
        FileKey::Article(id) => format!("{ARTICLES}/{}.ron", stem_of(id.as_str())),
        FileKey::Stub(id) => format!("{STUBS}/{}.ron", stem_of(id.as_str())),
        FileKey::Set(SetKey { annotator, article }) => {
            format!("{ANNOTATIONS}/{}/{}.ron", stem_of(annotator.as_str()), stem_of(article.as_str()))
        }
        FileKey::Claims(by) => format!("{CLAIMS}/{}.ron", stem_of(by.as_str())),
        FileKey::Annotator(id) => format!("{ANNOTATIONS}/{}/{PERSON}", stem_of(id.as_str())),
    }
}

/// The folder of an annotator's files, relative to the project folder.
pub(super) fn folder_of(annotator: &AnnotatorId) -> String {
    format!("{ANNOTATIONS}/{}", stem_of(annotator.as_str()))
}

/// A relative name with `/` as a path under `root`.
pub(super) fn under(root: &Path, relative: &str) -> PathBuf {
    relative.split('/').filter(|part| !part.is_empty()).fold(root.to_owned(), |path, part| path.join(part))
}

/// As [`under`], where nothing on the way below `root` is a link: what one leads to is not the project's. The root itself
/// may be one.
///
/// # Errors
/// [`StoreError::Linked`].
pub(super) fn inside(root: &Path, relative: &str) -> Result<PathBuf, StoreError> {
    let mut path = root.to_owned();
    for part in relative.split('/').filter(|part| !part.is_empty()) {
        path.push(part);
        if is_link(&path) {
            return Err(StoreError::Linked(path));
        }
    }
    Ok(path)
}

/// Whether a path is a symbolic link or, on Windows, a junction.
pub(super) fn is_link(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.file_type().is_symlink())
}

/// How many digits of a version's SHA-256 are in its name.
const VERSION_DIGITS: usize = 12;

/// Where another version of a set or of claims is laid, beside the file itself. The name comes from the content, so that
/// no two machines ever write different things under one name.
pub(super) fn version_name(key: &FileKey, digest: Digest) -> String {
    let relative = relative(key);
    let stem = relative.strip_suffix(".ron").unwrap_or(&relative);
    format!("{stem}~{}.ron", &digest.to_string()[..VERSION_DIGITS])
}

/// The set or claims that a file is another version of: one that [`version_name`] names, or a copy that a synchronising
/// program made of two that were changed at once.
pub(super) fn version_of(relative: &str) -> Option<FileKey> {
    let (folder, name) = relative.rsplit_once('/')?;
    let stem = name.strip_suffix(".ron")?;
    let digits = |text: &str| {
        text.len() == VERSION_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let original = if let Some((original, _)) = stem.rsplit_once('~').filter(|(_, rest)| digits(rest)) {
        original
    } else if let Some((original, _)) = stem.split_once(".sync-conflict-") {
        original
    } else {
        let (original, copy) = stem.strip_suffix(')')?.rsplit_once(" (")?;
        let numbered = !copy.is_empty() && copy.bytes().all(|byte| byte.is_ascii_digit());
        (numbered || copy.to_lowercase().contains("conflict")).then_some(original)?
    };
    key_of(&format!("{folder}/{original}.ron"))
        .filter(|key| matches!(key, FileKey::Set(_) | FileKey::Claims(_)))
}

/// What a file of the project is, by its place; `None` for anything that is not ours.
pub fn key_of(relative: &str) -> Option<FileKey> {
    if relative.contains(".sync-conflict-") {
        return None;
    }
    let parts: Vec<&str> = relative.split('/').collect();
    let stem = |name: &str| name.strip_suffix(".ron").and_then(id_of);
    match parts.as_slice() {
        [PROJECT] => Some(FileKey::Project),
        [CODEBOOK] => Some(FileKey::Codebook),
        [ARTICLES, name] => Some(FileKey::Article(ArticleId::new(&stem(name)?).ok()?)),
        [STUBS, name] => Some(FileKey::Stub(StubId::new(&stem(name)?).ok()?)),
        [CLAIMS, name] => Some(FileKey::Claims(AnnotatorId::new(&stem(name)?).ok()?)),
        [ANNOTATIONS, folder, PERSON] => Some(FileKey::Annotator(AnnotatorId::new(&id_of(folder)?).ok()?)),
        [ANNOTATIONS, folder, name] => Some(FileKey::Set(SetKey {
            annotator: AnnotatorId::new(&id_of(folder)?).ok()?,
            article: ArticleId::new(&stem(name)?).ok()?,
        })),
        _ => None,
    }
}

/// The project folder that a file or folder belongs to: itself or the nearest one above with a `project.ron`.
pub fn find_root(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find(|folder| folder.join(PROJECT).is_file()).map(Path::to_owned)
}

/// Holds when a project is still in its folder: neither moved away nor on a drive that was disconnected. Writing there
/// would otherwise make the folder anew.
///
/// # Errors
/// [`StoreError::Gone`].
pub fn still_in(root: &Path) -> Result<(), StoreError> {
    if root.join(PROJECT).exists() { Ok(()) } else { Err(StoreError::Gone(root.to_owned())) }
}

/// The user's folder for what belongs to this machine: settings, undo history. Not made here.
///
/// `OBELUS_DATA_DIR` overrides the place that the system intends; `None` when neither is known.
pub fn data_dir() -> Option<PathBuf> {
    data_dir_from(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
}

fn data_dir_from(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(folder) = var("OBELUS_DATA_DIR") {
        return Some(PathBuf::from(folder));
    }
    if cfg!(windows) {
        return Some(PathBuf::from(var("APPDATA")?).join("Obelus"));
    }
    let home = var("HOME").map(PathBuf::from);
    if cfg!(target_os = "macos") {
        return Some(home?.join("Library/Application Support/Obelus"));
    }
    match var("XDG_DATA_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute()) {
        Some(folder) => Some(folder.join("obelus")),
        None => Some(home?.join(".local/share/obelus")),
    }
}

/// The folder where the user keeps documents; the home folder when there is none. Not made here.
pub fn documents_dir() -> Option<PathBuf> {
    let home = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
    let home = PathBuf::from(home.filter(|value| !value.is_empty())?);
    // Linux desktops name the folder in the user's language and say so here.
    let named = std::fs::read_to_string(home.join(".config/user-dirs.dirs")).unwrap_or_default();
    let named = named
        .lines()
        .find_map(|line| line.trim().strip_prefix("XDG_DOCUMENTS_DIR=\"$HOME/")?.strip_suffix('"'))
        .map(|name| home.join(name));
    let documents = named.unwrap_or_else(|| home.join("Documents"));
    Some(if documents.is_dir() { documents } else { home })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_back() {
        let annotator = |id: &str| AnnotatorId::new(id).expect("id");
        let article = |id: &str| ArticleId::new(id).expect("id");
        for (key, want) in [
            (FileKey::Project, "project.ron"),
            (FileKey::Article(article("été-2025.fr")), "articles/été-2025.fr.ron"),
            (FileKey::Article(article("Con.x")), "articles/Con~.x.ron"),
            (FileKey::Stub(StubId::new("flop-0123abcd").expect("id")), "stubs/flop-0123abcd.ron"),
            (FileKey::Claims(annotator("maya")), "claims/maya.ron"),
            (FileKey::Annotator(annotator("maya")), "annotations/maya/annotator.ron"),
            (
                FileKey::Set(SetKey { annotator: annotator("lpt1"), article: article("annotator") }),
                "annotations/lpt1~/annotator~.ron",
            ),
        ] {
            assert_eq!(relative(&key), want);
            assert_eq!(key_of(want), Some(key));
        }
        for stray in [
            "annotations/maya folder/annotator.ron",
            "articles/Con.x.ron",
            "articles/a (copy).ron",
            "articles/a.ron~",
            "x/y.ron",
        ] {
            assert_eq!(key_of(stray), None, "{stray}");
        }
    }

    #[test]
    fn other_versions_are_known_by_their_names() {
        let set = relative(&FileKey::Set(SetKey {
            annotator: AnnotatorId::new("maya").expect("id"),
            article: ArticleId::new("annotator").expect("id"),
        }));
        let key = key_of(&set).expect("ours");
        let named = version_name(&key, Digest::of("x"));
        assert_eq!(named, "annotations/maya/annotator~~2d711642b726.ron");
        for version in [
            named.as_str(),
            "annotations/maya/annotator~ (conflicted copy).ron",
            "annotations/maya/annotator~ (Maya's conflicted copy 2025-07-03).ron",
            "annotations/maya/annotator~ (2).ron",
            "annotations/maya/annotator~.sync-conflict-20250703-093000-ABCDEFG.ron",
        ] {
            assert_eq!(version_of(version), Some(key.clone()), "{version}");
            assert_eq!(key_of(version), None, "{version}");
        }
        assert_eq!(version_of("claims/li (1).ron"), key_of("claims/li.ron"));
        for other in [
            set.as_str(),
            "articles/a (conflicted copy).ron",
            "annotations/maya/a (mine).ron",
            "annotations/maya/a ().ron",
            "annotations/maya/a~2d711642b72.ron",
            "annotations/maya/annotator~2d711642b726.ron",
            "annotations/maya/ (1).ron",
            "project (1).ron",
        ] {
            assert_eq!(version_of(other), None, "{other}");
        }
    }

    #[test]
    fn the_data_folder_can_be_overridden() {
        let only =
            |wanted: &'static str| move |name: &str| (name == wanted).then(|| OsString::from("/somewhere"));
        assert_eq!(data_dir_from(only("OBELUS_DATA_DIR")), Some(PathBuf::from("/somewhere")));
        assert_eq!(data_dir_from(|_| None), None);
    }
}
