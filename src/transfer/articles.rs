//! Files that articles come from: those that are named and those in folders, read within a limit, and made drafts.

use super::collector::{ReadError, unread, unreadable};
use crate::base::{Checked, Issue, Progress, Severity, address};
use crate::ingest::{self, ArticleDraft, IngestError, SourceFile};
use crate::message;
use crate::model::{FileReading, Original, ReadOptions};
use crate::store::LARGEST_ORIGINAL;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read, in bytes.
pub const LARGEST_ARTICLE_FILE: u64 = LARGEST_ORIGINAL;
/// The finding of a file that was not read because the caller asked to stop.
pub const READING_STOPPED: &str = "reading-stopped";
/// How deep folders may lie in each other.
const DEEPEST: usize = 32;
/// How the name of a library ends that can have files beside it.
const LIBRARY: &str = "rdf";
/// The file that makes a folder a project.
const PROJECT: &str = "project.ron";

/// A file in which articles are to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleFile {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named itself, and does not only lie in a folder that was.
    pub is_named: bool,
}

/// A file that gave no articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFile {
    /// Why.
    pub issue: Issue,
    /// How it was read as far as it came: a table whose columns can be told has them.
    pub reading: Arc<FileReading>,
    /// Whether it lists articles without their texts.
    pub lists_articles: bool,
}

impl From<Issue> for RefusedFile {
    fn from(issue: Issue) -> Self {
        Self { issue, reading: Arc::default(), lists_articles: false }
    }
}

/// The files in which articles are to be looked for.
#[derive(Debug, Default)]
pub struct ArticleFiles {
    /// Each once, in the order of their names; those that were named themselves in the order in which they were.
    pub files: Vec<ArticleFile>,
    /// What could not be looked into.
    pub refused: Vec<Issue>,
}

/// The files that paths name, and those that lie in the folders among them. Hidden ones, links in folders and the folders with the
/// parts of saved pages are passed over.
pub fn article_files(paths: &[PathBuf]) -> ArticleFiles {
    let mut found = ArticleFiles::default();
    let (mut known, mut named) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        if !named.insert(path) {
            let said = message!("transfer-named-twice", place = %path.display());
            found.refused.push(Issue::note("named-twice", path.display().to_string(), said));
        } else if path.is_dir() {
            match without_page(path) {
                Some(issue) => found.refused.push(issue),
                None => found.folder(path, &mut known, 0),
            }
        } else if known.insert(path.clone()) {
            found.files.push(ArticleFile { path: path.clone(), is_named: true });
        }
    }
    found.leave_attached();
    found
}

impl ArticleFiles {
    /// Leaves files to the libraries that they are attached to, which bring them, and what lies in a folder with such a
    /// file: that is a part of it.
    fn leave_attached(&mut self) {
        let (mut brought, mut folders) = (BTreeSet::new(), BTreeSet::new());
        for ArticleFile { path, .. } in &self.files {
            let is_named_so = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(LIBRARY));
            if !is_named_so || !path.is_file() {
                continue;
            }
            // What cannot be read is told when it is to be.
            let bytes = read_within(path, &Progress::new()).unwrap_or_default();
            let names = ingest::attached_files(&bytes);
            for file in names.iter().filter_map(|name| attached(path, name)) {
                folders.extend(
                    file.parent().filter(|folder| Some(*folder) != path.parent()).map(Path::to_owned),
                );
                brought.insert(file);
            }
        }
        let is_part = |path: &Path| path.ancestors().skip(1).any(|folder| folders.contains(folder));
        self.files.retain(|file| !brought.contains(&file.path) && (file.is_named || !is_part(&file.path)));
    }

    fn folder(&mut self, folder: &Path, known: &mut BTreeSet<PathBuf>, depth: usize) {
        if depth > DEEPEST {
            let message = message!("transfer-too-deep", place = %folder.display());
            return self.refused.push(unread(folder, message));
        }
        let mut inside: Vec<PathBuf> = match fs::read_dir(folder) {
            Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
            Err(error) => return self.refused.push(unreadable(folder, &error)),
        };
        inside.sort();
        for path in &inside {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // A link could lead round in circles.
            if name.starts_with('.') || name.starts_with("~$") || path.is_symlink() {
                continue;
            }
            if path.join(PROJECT).is_file() {
                let said = message!("transfer-is-a-project", place = %path.display());
                self.refused.push(Issue::note("is-a-project", path.display().to_string(), said));
            } else if path.is_dir() {
                match without_page(path) {
                    _ if is_of_page(&name, &inside) => {}
                    Some(issue) => self.refused.push(issue),
                    None => self.folder(path, known, depth + 1),
                }
            } else if known.insert(path.clone()) {
                self.files.push(ArticleFile { path: path.clone(), is_named: false });
            }
        }
    }
}

/// Whether a folder has the parts of a page that was saved beside it.
fn is_of_page(folder: &str, beside: &[PathBuf]) -> bool {
    ingest::of_page_parts(folder).is_some_and(|stem| {
        beside.iter().any(|path| {
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
            let is_page = ending.is_some_and(|ending| matches!(ending.as_str(), "htm" | "html" | "xhtml"));
            is_page && path.file_stem().is_some_and(|name| name.to_string_lossy() == stem)
        })
    })
}

/// The finding of a folder with the parts of a page which is read without that page; nothing of other folders.
fn without_page(folder: &Path) -> Option<Issue> {
    let name = folder.file_name()?.to_string_lossy();
    let stem = ingest::of_page_parts(&name)?;
    let inside = fs::read_dir(folder).ok()?.flatten();
    let names: Vec<String> = inside.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let place = folder.to_string_lossy();
    ingest::are_parts_of_page(names.iter().map(String::as_str)).then(|| ingest::page_missing(&place, stem))
}

/// Drafts of the articles in a file, and what was found about the file as a whole. A file that was named itself is to be
/// read; what lies in a folder and holds no words, such as a picture, is a note.
///
/// # Errors
/// When it is no file, too large, or cannot be read; [`READING_STOPPED`] when the caller asked to stop.
pub fn read_articles(
    file: &ArticleFile,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Checked<Vec<ArticleDraft>>, RefusedFile> {
    let path = file.path.as_path();
    let about = path.metadata().map_err(|error| unreadable(path, &error))?;
    // A pipe or a device might never end.
    if !about.is_file() {
        return Err(unread(path, message!("transfer-no-file", place = %path.display())).into());
    }
    let bytes = read_within(path, progress)?;
    let name = path.to_string_lossy();
    let mut beside =
        |name: &str| Some(read_within(&attached(path, name)?, progress).map_err(|refused| refused.issue));
    let source = SourceFile { name: &name, bytes: &bytes };
    ingest::drafts_beside(source, options, &mut beside, progress).map_err(|error| {
        let mut refused = refusal(&name, &error);
        if !file.is_named && error.is_without_words() {
            refused.issue.severity = Severity::Note;
        }
        refused
    })
}

/// The file that holds the article of a draft which [`read_articles`] made of `file`: that, or one attached to it; `None`
/// where that is there no longer.
pub fn original(file: &Path, draft: &ArticleDraft) -> Option<Original> {
    let path = match &draft.attached {
        Some(name) => attached(file, name)?,
        None => file.to_owned(),
    };
    Some(Original { path, sha256: draft.metadata.import.sha256.clone() })
}

/// The bytes of a file that is not too large.
fn read_within(path: &Path, progress: &Progress) -> Result<Vec<u8>, RefusedFile> {
    let about = path.metadata().map_err(|error| unreadable(path, &error))?;
    if about.len() > LARGEST_ARTICLE_FILE {
        return Err(ReadError::TooLarge(LARGEST_ARTICLE_FILE).issue(path).into());
    }
    let opened = File::open(path).map_err(|error| unreadable(path, &error))?;
    let size = usize::try_from(about.len()).unwrap_or_default();
    let bytes = whole(opened, size, progress).map_err(|error| unreadable(path, &error))?;
    bytes.ok_or_else(|| refusal(&path.to_string_lossy(), &IngestError::Cancelled))
}

/// A file that a library names as attached, with signs of its name escaped or not.
fn attached(library: &Path, name: &str) -> Option<PathBuf> {
    beside(library, name).or_else(|| beside(library, &address::unescaped(name)))
}

/// A file that another names from its own folder; `None` where there is none, the name leads out of the folder, or a link
/// is on the way.
fn beside(path: &Path, name: &str) -> Option<PathBuf> {
    let name = Path::new(name);
    if !name.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut found = path.parent()?.to_owned();
    for part in name.components() {
        found.push(part);
        if found.is_symlink() {
            return None;
        }
    }
    found.is_file().then_some(found)
}

/// Drafts of the articles in bytes that are called `name`, and what was found about them as a whole.
///
/// # Errors
/// When no text can be read.
pub fn articles_in(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Checked<Vec<ArticleDraft>>, RefusedFile> {
    ingest::drafts_as(SourceFile { name, bytes }, options, progress).map_err(|error| refusal(name, &error))
}

/// The bytes of a file, read piece by piece, since it may lie on a slow drive; `None` when the caller asked to stop.
fn whole(file: File, size: usize, progress: &Progress) -> io::Result<Option<Vec<u8>>> {
    const PIECE: u64 = 1 << 20;
    let mut bytes = Vec::with_capacity(size);
    let mut file = file.take(LARGEST_ARTICLE_FILE);
    while !progress.is_cancelled() {
        if file.by_ref().take(PIECE).read_to_end(&mut bytes)? == 0 {
            return Ok(Some(bytes));
        }
    }
    Ok(None)
}

fn refusal(name: &str, error: &IngestError) -> RefusedFile {
    let code = if *error == IngestError::Cancelled { READING_STOPPED } else { "not-read" };
    let issue = Issue::error(code, name, message!("ingest-not-read", reason = error.message()));
    let lists_articles = matches!(error, IngestError::NoTexts { .. });
    RefusedFile { issue, reading: Arc::new(error.reading()), lists_articles }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Digest;

    #[test]
    fn folders_are_looked_through_and_parts_of_pages_are_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let put = |name: &str, bytes: &[u8]| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        };
        put("b.txt", b"Headline\n\nSome words.\n");
        put("a/deeper/c.md", b"# Headline\n\nOther words.\n");
        put("page.html", b"<html>");
        put("page_files/banner.html", b"<html>");
        put("alone_files/kept.txt", b"Words");
        put(".hidden/d.txt", b"Words");
        put("~$lock.docx", b"lock");
        put("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        let found = article_files(&[root.to_owned(), root.join("b.txt")]);
        let names: Vec<_> =
            found.files.iter().map(|file| file.path.strip_prefix(root).expect("inside")).collect();
        let want = ["a/deeper/c.md", "alone_files/kept.txt", "b.txt", "page.html", "photo.png"];
        assert_eq!(names, want.map(Path::new));
        assert!(found.refused.is_empty());
        put("lost_files/app.js", b"let a = 1;");
        put("lost_files/frame.html", b"<html>");
        put("lost_files/deeper/words.txt", b"Words");
        for paths in [vec![root.to_owned()], vec![root.join("lost_files")]] {
            let found = article_files(&paths);
            assert!(found.files.iter().all(|file| !file.path.starts_with(root.join("lost_files"))));
            let told: Vec<_> = found.refused.iter().map(|issue| (issue.severity, issue.code)).collect();
            assert_eq!(told, [(Severity::Error, "page-missing")], "{paths:?}");
            assert!(found.refused[0].file.ends_with("lost_files"));
        }
        put("lost.htm", b"<html>");
        assert!(article_files(&[root.to_owned()]).refused.is_empty(), "with its page it is a part of that");
        let twice = article_files(&[root.join("b.txt"), root.join("b.txt")]);
        let told: Vec<_> = twice.refused.iter().map(|issue| (issue.severity, issue.code)).collect();
        assert_eq!((twice.files.len(), told), (1, vec![(Severity::Note, "named-twice")]));
        let options = ReadOptions::default();
        let read = |path: PathBuf, is_named| {
            read_articles(&ArticleFile { path, is_named }, &options, &Progress::new())
        };
        let photo = |is_named| read(root.join("photo.png"), is_named).expect_err("refused").issue;
        assert_eq!((photo(true).severity, photo(false).severity), (Severity::Error, Severity::Note));
        assert_eq!(photo(false).file, root.join("photo.png").to_string_lossy());
        let missing = read(root.join("none.txt"), true).expect_err("missing");
        assert_eq!(missing.issue.code, "unreadable-file");
        assert!(read(root.to_owned(), true).is_err(), "a folder is no file");
    }

    #[test]
    fn a_library_brings_its_files_and_they_are_not_read_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let put = |name: &str, bytes: &[u8]| {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        };
        let item = |number: u32, title: &str, file: &str| {
            format!(
                "<bib:Article rdf:about=\"https://post.example/{number}\"><z:itemType>newspaperArticle</z:itemType>\
                 <link:link rdf:resource=\"#item_{number}0\"/><dc:title>{title}</dc:title><dc:date>2026-03-04</dc:date>\
                 <dcterms:isPartOf><bib:Newspaper><dc:title>Harbour Post</dc:title></bib:Newspaper></dcterms:isPartOf>\
                 <dcterms:abstract>In short.</dcterms:abstract></bib:Article>\
                 <z:Attachment rdf:about=\"#item_{number}0\"><z:itemType>attachment</z:itemType>\
                 <rdf:resource rdf:resource=\"{file}\"/></z:Attachment>"
            )
        };
        let items = [
            item(1, "Ferry stalls", "files/1/page one.txt"),
            item(2, "A picture", "files/2/photo.png"),
            item(3, "Elsewhere", "../outside.txt"),
            item(4, "Escaped", "files/4/page%20two.txt"),
        ];
        let rdf = format!(
            "<rdf:RDF xmlns:rdf=\"r\" xmlns:z=\"http://www.zotero.org/namespaces/export#\">{}\
             <z:Attachment rdf:about=\"#item_9\"><z:itemType>attachment</z:itemType><dc:title>Alone</dc:title>\
             <rdf:resource rdf:resource=\"files/9/alone.txt\"/></z:Attachment></rdf:RDF>",
            items.concat()
        );
        put("outside.txt", b"Never\n\nThis lies outside of the library.\n");
        put("mine/Mine.rdf", rdf.as_bytes());
        put("mine/files/1/page one.txt", b"The plan stalled on Tuesday.\n");
        put("mine/files/2/photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        put("mine/files/4/page two.txt", b"The plan went on on Friday.\n");
        put("mine/files/1/style.css", b"body { colour: red }");
        put("mine/files/9/alone.txt", b"Alone in the harbour\n\nThe council met on Monday.\n");
        put("mine/other.txt", b"Harbour\n\nThe council met again.\n");
        let library = root.join("mine/Mine.rdf");
        let attached = root.join("mine/files/1/page one.txt");
        let found = article_files(&[root.join("mine"), attached]);
        let names: Vec<_> =
            found.files.iter().map(|file| file.path.strip_prefix(root).expect("inside")).collect();
        assert_eq!(names, ["mine/Mine.rdf", "mine/other.txt"].map(Path::new));
        let file = ArticleFile { path: library.clone(), is_named: true };
        let found = read_articles(&file, &ReadOptions::default(), &Progress::new()).expect("read");
        let told: Vec<_> = found
            .value
            .iter()
            .map(|draft| (draft.metadata.title.as_str(), draft.metadata.outlet.as_str(), draft.text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("Ferry stalls", "Harbour Post", "The plan stalled on Tuesday.\n"),
                ("Escaped", "Harbour Post", "The plan went on on Friday.\n"),
                ("Alone", "", "Alone in the harbour\n\nThe council met on Monday.\n"),
                ("A picture", "Harbour Post", ""),
                ("Elsewhere", "Harbour Post", ""),
            ]
        );
        let first = &found.value[0].metadata;
        assert_eq!(
            (first.url.as_str(), first.published.date.as_str()),
            ("https://post.example/1", "2026-03-04")
        );
        assert_eq!(
            (first.source_file.as_str(), first.import.kind.as_str()),
            ("files/1/page one.txt", "plain-text")
        );
        assert_ne!(first.import.sha256, found.value[3].metadata.import.sha256);
        let originals: Vec<_> =
            found.value.iter().map(|draft| original(&library, draft).expect("there")).collect();
        for (original, name) in originals.iter().zip([
            "files/1/page one.txt",
            "files/4/page two.txt",
            "files/9/alone.txt",
            "Mine.rdf",
            "Mine.rdf",
        ]) {
            assert_eq!(original.path, root.join("mine").join(name));
            let bytes = fs::read(&original.path).expect("read");
            assert_eq!(original.sha256, Digest::of_bytes(&bytes).to_string(), "{name}");
        }
        assert_eq!(found.value[3].teaser.as_deref(), Some("In short."));
        assert_eq!(found.value[3].metadata.source_file, "Mine.rdf");
        let codes: Vec<_> = found.issues.iter().map(|issue| issue.code).collect();
        assert_eq!(codes, ["not-read", "attached-missing", "to-fetch"], "{:?}", found.issues);
        fs::remove_dir_all(root.join("mine/files")).expect("removed");
        let found = read_articles(&file, &ReadOptions::default(), &Progress::new()).expect("read");
        assert!(found.value.len() == 4 && found.value.iter().all(|draft| draft.teaser.is_some()));
    }
}
