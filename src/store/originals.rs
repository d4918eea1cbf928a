//! The files that articles came from, kept in the project where it says so: `originals/<name>-<digits>.<ending>`.

use super::listing::files_in;
use super::{StoreError, disk, load, paths};
use crate::base::{Issue, Progress, file_name};
use crate::locale::{Argument, Message};
use crate::message;
use crate::model::{Article, Original, Project, Stub};
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The largest file that is kept, in bytes: the largest that articles are read from.
pub const LARGEST_ORIGINAL: u64 = 1 << 30;
/// Digits of its SHA-256 in its name.
const DIGITS: usize = 8;
/// The longest beginning of its name in bytes, so that there is room for the rest.
const LONGEST_STEM: usize = 160;
/// How many files that are missing are named.
const NAMED: usize = 3;
/// The longest ending that is kept, in bytes.
const LONGEST_ENDING: usize = 16;

/// The name under which a file is kept, which every system takes.
fn name_of(original: &Original) -> String {
    let name = original.path.file_name().unwrap_or_default().to_string_lossy();
    let bad = |sign: char| {
        sign.is_control() || matches!(sign, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '~')
    };
    let name = name.replace(bad, "_");
    let parts = name.rsplit_once('.');
    let parts = parts.filter(|(stem, ending)| !stem.is_empty() && ending.len() <= LONGEST_ENDING);
    let (stem, ending) = parts.unwrap_or((&name, ""));
    let stem = &stem[..stem.floor_char_boundary(LONGEST_STEM)];
    // With a dot before it, the name would be a hidden file's, and one of a device stays one with anything after it.
    let stem = file_name::safe(stem.trim_start_matches('.').trim_end_matches(['.', ' ']));
    let stem = if stem.is_empty() { "file" } else { &stem };
    let digits = original.sha256.get(..DIGITS).unwrap_or_default();
    let ending = ending.trim_end();
    let dot = if ending.is_empty() { "" } else { "." };
    format!("{stem}-{digits}{dot}{ending}")
}

/// Keeps a file in a project. What is there already stays as it is; nothing is written through a link. Returns whether it
/// was written.
///
/// # Errors
/// A finding: the file cannot be read, is no longer what the articles were read from, or cannot be written.
pub fn keep_original(root: &Path, original: &Original) -> Result<bool, Issue> {
    let name = original.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let not_kept = |why: Message| {
        let said = message!("findings-original-not-kept", why = why);
        Issue::warning("original-not-kept", &name, said).hint(message!("findings-original-not-kept.hint"))
    };
    let bytes = bytes_of(&original.path).map_err(|error| not_kept(Message::verbatim(error.to_string())))?;
    if Digest::of_bytes(&bytes).to_string() != original.sha256 {
        return Err(not_kept(message!("findings-original-changed")));
    }
    let place = format!("{}/{}", paths::ORIGINALS, name_of(original));
    let kept = paths::still_in(root)
        .and_then(|()| paths::inside(root, &place))
        .and_then(|path| disk::create_or_same(&path, &bytes));
    kept.map_err(|error| not_kept(error.message()))
}

fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    // A pipe or a device might never end.
    if !about.is_file() || about.len() > LARGEST_ORIGINAL {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_ORIGINAL).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The digits in the name of a file that is kept.
fn digits_of(name: &str) -> Option<&str> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // An ending has no digits of ours, but a file without one may have a dot in its name.
    [stem, name].into_iter().find_map(|stem| {
        let (_, digits) = stem.rsplit_once('-')?;
        let is_one = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (digits.len() == DIGITS && digits.bytes().all(is_one)).then_some(digits)
    })
}

/// Looks through the files that are kept: which are no longer what they were, which neither an article nor a stub came from,
/// and of how many of these theirs are not there where they are to be kept.
pub(super) fn check(
    root: &Path,
    project: &Project,
    progress: &Progress,
    issues: &mut Vec<Issue>,
) -> Result<(), StoreError> {
    let wanted = project.files_it_came_from();
    let mut there = BTreeSet::new();
    let mut names = files_in(root, paths::ORIGINALS)?;
    names.retain(|name| !disk::is_temporary(name) && !name.starts_with('.'));
    names.sort();
    progress.extend_total(names.len() as u64);
    for name in names {
        load::step(progress)?;
        let file = format!("{}/{name}", paths::ORIGINALS);
        let Some(digits) = digits_of(&name) else {
            issues.push(Issue::note("foreign-file", file, message!("findings-file-of-others")));
            continue;
        };
        let Some(digest) = disk::digest(&paths::under(root, &file))? else { continue };
        let digest = digest.to_string();
        if !digest.starts_with(digits) {
            let issue = Issue::warning("original-altered", file, message!("findings-original-altered"));
            issues.push(issue.hint(message!("findings-original-altered.hint")));
        } else if !wanted.contains(digest.as_str()) {
            let issue = Issue::note("original-of-nothing", file, message!("findings-original-of-nothing"));
            issues.push(issue.hint(message!("findings-original-of-nothing.hint")));
        } else {
            there.insert(digest);
        }
    }
    if project.settings().keep_originals {
        missing(project, &there, issues);
    }
    Ok(())
}

/// Tells of how many articles and stubs the files are not among those that are `there`. That one was there once is written
/// nowhere, so that one that was taken away cannot be told from one that was never kept.
fn missing(project: &Project, there: &BTreeSet<String>, issues: &mut Vec<Issue>) {
    let stated = |article: &Article| article.metadata.import.sha256.clone();
    let is_missing = |article: &Article| {
        let sha256 = stated(article);
        !sha256.is_empty() && !there.contains(&sha256)
    };
    let missing: Vec<&str> = project
        .articles()
        .filter(|article| is_missing(article))
        .map(|article| article.metadata.source_file.as_str())
        .collect();
    let unnamed = project.articles().filter(|article| stated(article).is_empty()).count();
    let lists: BTreeMap<&str, &str> = project.stubs().flat_map(|stub| named_by(stub)).collect();
    let lists: Vec<&str> =
        lists.into_iter().filter(|(sha256, _)| !there.contains(*sha256)).map(|(_, file)| file).collect();
    let mut note = |code, said: Message| issues.push(Issue::note(code, paths::ORIGINALS, said));
    if !missing.is_empty() {
        let (count, named, rest) = (missing.len(), first(&missing), missing.len().saturating_sub(NAMED));
        note(
            "without-original",
            message!("findings-without-original", count = count, named = named, rest = rest),
        );
    }
    if unnamed > 0 {
        note("from-no-file", message!("findings-from-no-file", count = unnamed));
    }
    if !lists.is_empty() {
        let (count, named, rest) = (lists.len(), first(&lists), lists.len().saturating_sub(NAMED));
        note("without-list", message!("findings-without-list", count = count, named = named, rest = rest));
    }
}

/// The SHA-256 and the name of each file that named a stub, as far as they are known.
fn named_by(stub: &Stub) -> impl Iterator<Item = (&str, &str)> {
    let about = &stub.metadata;
    let first = (about.import.sha256.as_str(), about.source_file.as_str());
    let others = stub.also_named_by.iter().map(|list| (list.sha256.as_str(), list.file.as_str()));
    std::iter::once(first).chain(others).filter(|(sha256, _)| !sha256.is_empty())
}

/// The first of some names.
fn first(names: &[&str]) -> Argument {
    Argument::series(names.iter().take(NAMED).map(|name| (*name).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{ArticleId, ProjectId};
    use crate::model::{Edit, ListFile, Metadata, Settings};
    use crate::text::Text;
    use std::fs;
    use std::path::PathBuf;
    use std::sync::Arc;

    fn original(path: PathBuf) -> Original {
        let sha256 = Digest::of_bytes(&fs::read(&path).unwrap_or_default()).to_string();
        Original { path, sha256 }
    }

    #[test]
    fn names_are_safe_everywhere_and_say_their_digest() {
        let named = |name: &str| {
            name_of(&Original { path: PathBuf::from(name), sha256: "0123456789abcdef".to_owned() })
        };
        for (name, want) in [
            ("a b.html", "a b-01234567.html"),
            ("archive.tar.gz", "archive.tar-01234567.gz"),
            ("no ending", "no ending-01234567"),
            (".hidden", "hidden-01234567"),
            ("...", "file-01234567"),
            ("con.txt", "con~-01234567.txt"),
            ("a:b?.pdf", "a_b_-01234567.pdf"),
            ("Zeitung \u{7}.txt", "Zeitung _-01234567.txt"),
            ("v1.this is no ending of a file", "v1.this is no ending of a file-01234567"),
        ] {
            assert_eq!(named(name), want);
            assert_eq!(digits_of(want), Some("01234567"), "{want}");
        }
        let long = named(&format!("{}.html", "é".repeat(200)));
        assert!(long.len() < 200 && long.ends_with("é-01234567.html"), "{long}");
        assert_eq!(digits_of("a-0123456.txt"), None);
        assert_eq!(digits_of("a-0123456g.txt"), None);
    }

    #[test]
    fn a_file_is_written_once_and_nothing_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        fs::create_dir(&root).expect("made");
        fs::write(root.join("project.ron"), "").expect("written");
        let path = folder.path().join("page.html");
        fs::write(&path, "<p>Words</p>").expect("written");
        let one = original(path.clone());
        assert!(keep_original(&root, &one).expect("kept"));
        assert!(!keep_original(&root, &one).expect("there already"));
        let kept = root.join("originals").join(name_of(&one));
        assert_eq!(fs::read(&kept).expect("read"), b"<p>Words</p>");
        fs::write(&kept, "other").expect("altered");
        assert_eq!(keep_original(&root, &one).expect_err("in the way").code, "original-not-kept");
        assert_eq!(fs::read(&kept).expect("read"), b"other", "what is there stays");
        fs::write(&path, "<p>Changed</p>").expect("changed");
        let said = keep_original(&root, &one).expect_err("another file").message.english();
        assert!(said.contains("is no longer"), "{said}");
        let missing = Original { path: folder.path().join("none.txt"), ..one };
        assert_eq!(keep_original(&root, &missing).expect_err("missing").file, "none.txt");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, elsewhere) = (folder.path().join("study"), folder.path().join("elsewhere"));
        fs::create_dir(&root).expect("made");
        fs::write(root.join("project.ron"), "").expect("written");
        fs::create_dir(&elsewhere).expect("made");
        std::os::unix::fs::symlink(&elsewhere, root.join("originals")).expect("linked");
        let path = folder.path().join("page.html");
        fs::write(&path, "words").expect("written");
        assert!(keep_original(&root, &original(path)).is_err());
        assert_eq!(fs::read_dir(&elsewhere).expect("read").count(), 0);
    }

    #[test]
    fn what_is_kept_is_looked_through() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let codebook = Arc::new(crate::store::builtin_codebook());
        let mut project = Project::new(ProjectId::new("p").expect("id"), "P".to_owned(), codebook);
        let settings = Settings { keep_originals: true, ..Settings::default() };
        project.apply(Edit::PutSettings { settings }).expect("set");
        let put = |name: &str, words: &str| {
            let path = folder.path().join(name);
            fs::write(&path, words).expect("written");
            original(path)
        };
        let [whole, altered, loose, lost] = ["whole", "altered", "loose", "lost"].map(|name| put(name, name));
        for (number, from) in [&whole, &altered, &lost].into_iter().enumerate() {
            let mut metadata = Metadata::default();
            metadata.import.sha256.clone_from(&from.sha256);
            let (id, text) = (format!("a{number}"), format!("Words {number}"));
            let (id, text) = (ArticleId::new(&id).expect("id"), Text::new(text).expect("text"));
            let article = Arc::new(Article { id, text, metadata, zones: Vec::new() });
            project.apply(Edit::AddArticle { article }).expect("added");
        }
        crate::store::create_with_articles(&root, &project).expect("made");
        for one in [&whole, &altered, &loose] {
            assert!(keep_original(&root, one).expect("kept"));
        }
        fs::write(root.join("originals").join(name_of(&altered)), "changed").expect("changed");
        fs::write(root.join("originals/notes.txt"), "mine").expect("written");
        let issues = crate::store::check(&root, &Progress::new()).expect("checked");
        let found: Vec<_> = issues.iter().map(|issue| (issue.code, issue.file.clone())).collect();
        let at = |name: &str| format!("originals/{name}");
        let want = [
            ("original-altered", at(&name_of(&altered))),
            ("original-of-nothing", at(&name_of(&loose))),
            ("foreign-file", at("notes.txt")),
            ("without-original", "originals".to_owned()),
        ];
        assert_eq!(found, want);
        let said = issues[3].message.english();
        assert!(
            said.starts_with("The files of 2 articles are not here") && said.contains("taken away"),
            "{said}"
        );
        fs::remove_file(root.join("originals").join(name_of(&whole))).expect("removed");
        let issues = crate::store::check(&root, &Progress::new()).expect("checked");
        let said = issues.last().expect("told").message.english();
        assert!(said.starts_with("The files of 3 articles are not here"), "{said}");
    }

    #[test]
    fn lists_are_known_to_have_named_stubs_and_what_was_pasted_has_no_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let codebook = Arc::new(crate::store::builtin_codebook());
        let mut project = Project::new(ProjectId::new("p").expect("id"), "P".to_owned(), codebook);
        let settings = Settings { keep_originals: true, ..Settings::default() };
        project.apply(Edit::PutSettings { settings }).expect("set");
        let put = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, name).expect("written");
            original(path)
        };
        let [first, second, lost] = ["first.csv", "second.csv", "lost.csv"].map(put);
        let mut metadata = Metadata { title: "Ferry".to_owned(), ..Metadata::default() };
        metadata.import.sha256.clone_from(&first.sha256);
        let list = |from: &Original| ListFile {
            file: from.path.file_name().expect("named").to_string_lossy().into_owned(),
            sha256: from.sha256.clone(),
            kind: String::new(),
        };
        let stub = Stub::new(metadata, String::new());
        let stub = Stub { also_named_by: vec![list(&second), list(&lost)], ..stub };
        project.apply(Edit::AddStub { stub: Arc::new(stub) }).expect("added");
        let (id, text) = (ArticleId::new("a").expect("id"), Text::new("Words").expect("text"));
        let pasted = Article { id, text, metadata: Metadata::default(), zones: Vec::new() };
        project.apply(Edit::AddArticle { article: Arc::new(pasted) }).expect("added");
        crate::store::create_with_articles(&root, &project).expect("made");
        for one in [&first, &second] {
            assert!(keep_original(&root, one).expect("kept"));
        }
        let issues = crate::store::check(&root, &Progress::new()).expect("checked");
        let found: Vec<_> = issues.iter().map(|issue| issue.code).collect();
        assert_eq!(found, ["from-no-file", "without-list"]);
        let said = issues[1].message.english();
        assert!(said.contains("One list") && said.contains("lost.csv"), "{said}");
    }
}
