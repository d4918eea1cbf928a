//! Exports onto the disk and down a pipe, with formats made up for it.

use super::*;
use crate::base::{ArticleId, ProjectId};
use crate::formats::{Direction, ExportJob, Feature, FormatInfo, format};
use crate::model::{Article, Edit, Metadata};
use crate::store::{self, builtin_codebook};
use crate::text::Text;
use crate::transfer::place::zip_options;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

const fn about(packing: Packing) -> FormatInfo {
    FormatInfo {
        id: "fake",
        name: "Fake",
        opens: "nothing",
        ending: "txt",
        direction: Direction::Out,
        packing,
        binary: false,
        unit: None,
        keeps: &[&Feature::ALL],
        derived: false,
        switches: &[],
        verified: "nothing",
    }
}

static FILE: FormatInfo = about(Packing::File);
static FOLDER: FormatInfo = about(Packing::Folder(None));
static MAIN: FormatInfo = about(Packing::Folder(Some("main.txt")));

/// What is done after the files with these names and contents were written.
#[derive(Clone, Copy)]
enum Then {
    End,
    Fail,
    Cancel,
}

struct Fake(&'static FormatInfo, &'static [(&'static str, &'static str)], Then);

impl Format for Fake {
    fn about(&self) -> &'static FormatInfo {
        self.0
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        for (name, content) in self.1 {
            job.sink.begin(name)?;
            job.sink.write_all(content.as_bytes())?;
        }
        match self.2 {
            Then::End => {}
            Then::Fail => return Err(io::Error::other("no more room").into()),
            Then::Cancel => job.progress.cancel(),
        }
        job.step()
    }
}

const ONE: &[(&str, &str)] = &[("a.txt", "words")];
const TWO: &[(&str, &str)] = &[("main.txt", "main"), ("in/other.txt", "other")];

fn project() -> Project {
    let id = ProjectId::new("study").expect("id");
    let mut project = Project::new(id, "My study".to_owned(), Arc::new(builtin_codebook()));
    let article = Article {
        id: ArticleId::new("one").expect("id"),
        zones: Vec::new(),
        metadata: Metadata::default(),
        text: Text::new("Some words.".to_owned()).expect("text"),
    };
    project.apply(Edit::AddArticle { article: Arc::new(article) }).expect("fits");
    project
}

fn to(format: &Fake, path: &Path, overwrite: bool) -> Result<Checked<Written>, ExportError> {
    let destination = Destination { path: path.to_owned(), overwrite, root: None };
    let (scope, options) = (Scope::default(), ExportOptions::default());
    run_export(format, &project(), &scope, &options, &destination, &Progress::new())
}

/// Every file below a folder, hidden ones too.
fn below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(inside) = waiting.pop() {
        for entry in fs::read_dir(inside).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                waiting.push(path.clone());
            }
            found.push(path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/"));
        }
    }
    found.sort();
    found
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("folder")
}

#[track_caller]
fn refusal(outcome: Result<Checked<Written>, ExportError>) -> &'static str {
    match outcome {
        Err(ExportError::Refused(issue)) => issue.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_is_written_whole_and_replaced_only_when_asked() {
    let folder = folder();
    let path = folder.path().join("with a space.txt");
    let written = to(&Fake(&FILE, ONE, Then::End), &path, false).expect("written").value;
    assert_eq!(written.files, [WrittenFile { name: "a.txt".to_owned(), bytes: 5 }]);
    assert_eq!((written.path.as_deref(), written.articles), (Some(path.as_path()), 1));
    assert_eq!(below(folder.path()), ["with a space.txt"]);
    assert_eq!(refusal(to(&Fake(&FILE, ONE, Then::End), &path, false)), "exists");
    to(&Fake(&FILE, &[("a.txt", "new")], Then::End), &path, true).expect("replaced");
    assert_eq!(fs::read_to_string(&path).expect("read"), "new");
    assert_eq!(refusal(to(&Fake(&FILE, ONE, Then::End), folder.path(), true)), "not-a-file");
    assert_eq!(refusal(to(&Fake(&FOLDER, TWO, Then::End), &path, true)), "not-a-folder");
}

#[test]
fn what_fails_or_is_stopped_leaves_all_as_it_was() {
    for about in [&FILE, &FOLDER] {
        for name in ["out", "out.zip"] {
            for then in [Then::Fail, Then::Cancel] {
                let folder = folder();
                let path = folder.path().join(name);
                let outcome = to(&Fake(about, ONE, then), &path, false);
                let cancelled = matches!(then, Then::Cancel);
                assert_eq!(matches!(outcome, Err(ExportError::Cancelled)), cancelled, "{outcome:?}");
                assert!(outcome.is_err() && below(folder.path()).is_empty());
                to(&Fake(about, ONE, Then::End), &path, false).expect("written");
                let before = below(folder.path());
                let bytes = |path: &Path| fs::read(path).ok();
                let content = bytes(&path);
                assert!(to(&Fake(about, TWO, then), &path, true).is_err());
                assert_eq!((below(folder.path()), bytes(&path)), (before, content));
            }
        }
    }
}

#[test]
fn a_place_that_takes_nothing_is_said() {
    let folder = folder();
    fs::write(folder.path().join("file"), "x").expect("written");
    let outcome = to(&Fake(&FILE, ONE, Then::End), &folder.path().join("none/out.txt"), false);
    assert!(matches!(outcome, Err(ExportError::Io(_))), "{outcome:?}");
    let outcome = to(&Fake(&FOLDER, ONE, Then::End), &folder.path().join("file/out"), false);
    assert!(outcome.is_err());
    assert_eq!(below(folder.path()), ["file"]);
}

#[test]
fn only_a_folder_that_was_exported_is_replaced() {
    let folder = folder();
    let path = folder.path().join("out");
    fs::create_dir(&path).expect("made");
    to(&Fake(&FOLDER, TWO, Then::End), &path, false).expect("an empty folder is free");
    assert_eq!(below(&path), [MARKER, "in", "in/other.txt", "main.txt"]);
    assert_eq!(refusal(to(&Fake(&FOLDER, TWO, Then::End), &path, false)), "exists");
    to(&Fake(&FOLDER, ONE, Then::End), &path, true).expect("replaced");
    assert_eq!(below(&path), [MARKER, "a.txt"]);
    fs::write(path.join("mine.txt"), "x").expect("written");
    assert_eq!(refusal(to(&Fake(&FOLDER, TWO, Then::End), &path, true)), "foreign-folder");
    fs::remove_file(path.join("mine.txt")).expect("removed");
    fs::remove_file(path.join(MARKER)).expect("removed");
    assert_eq!(refusal(to(&Fake(&FOLDER, TWO, Then::End), &path, true)), "foreign-folder");
    assert_eq!(below(folder.path()), ["out", "out/a.txt"]);
}

#[test]
fn a_zip_has_the_same_bytes_every_time() {
    let folder = folder();
    let [one, other] = ["one.zip", "other.ZIP"].map(|name| folder.path().join(name));
    to(&Fake(&FOLDER, TWO, Then::End), &one, false).expect("written");
    to(&Fake(&FOLDER, TWO, Then::End), &other, false).expect("written");
    assert_eq!(fs::read(&one).expect("read"), fs::read(&other).expect("read"));
    let mut intake = FileCollector::default();
    intake.path(&one).expect("read");
    let files = intake.files();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    assert_eq!(files, [("main.txt", &b"main"[..]), ("in/other.txt", b"other")]);
    to(&Fake(&FILE, ONE, Then::End), &folder.path().join("single.zip"), false).expect("written");
    assert!(fs::read(folder.path().join("single.zip")).expect("read").starts_with(b"PK"));
}

#[test]
fn names_that_lead_outside_are_refused() {
    for name in ["../a.txt", "/a.txt", "a\\b.txt"] {
        let folder = folder();
        let files: &'static [(&str, &str)] = Vec::leak(vec![(name, "x")]);
        let outcome = to(&Fake(&FOLDER, files, Then::End), &folder.path().join("out"), false);
        assert!(matches!(outcome, Err(ExportError::Io(_))), "{name}: {outcome:?}");
        assert!(below(folder.path()).is_empty());
    }
}

#[test]
fn the_files_of_the_project_are_safe() {
    let folder = folder();
    let root = folder.path().join("study");
    fs::create_dir_all(root.join("articles")).expect("made");
    let check = |place: &str, want: bool| {
        let destination = Destination { path: root.join(place), overwrite: true, root: Some(root.clone()) };
        let (scope, options) = (Scope::default(), ExportOptions::default());
        let format = Fake(&FILE, ONE, Then::End);
        let outcome = run_export(&format, &project(), &scope, &options, &destination, &Progress::new());
        assert_eq!(outcome.is_ok(), want, "{place}: {outcome:?}");
        if !want {
            assert_eq!(refusal(outcome), "project-files", "{place}");
        }
    };
    check("articles/a.ron", false);
    check("articles", false);
    check("Annotations/new/a.txt", false);
    check("../study/project.ron", false);
    check("codebook.ron", false);
    check("..", false);
    check("", false);
    check("export.txt", true);
    check("../export.txt", true);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(root.join("articles"), folder.path().join("link")).expect("linked");
        check("../link/a.txt", false);
    }
}

#[test]
fn a_pipe_gets_the_file_or_the_main_one_or_a_zip() {
    let into = |about, files| {
        let mut out = Vec::new();
        let (scope, options) = (Scope::default(), ExportOptions::default());
        let format = Fake(about, files, Then::End);
        let done = stream_export(&format, &project(), &scope, &options, &mut out, &Progress::new());
        (out, done.expect("written"))
    };
    let codes = |done: &Checked<Written>| done.issues.iter().map(|issue| issue.code).collect::<Vec<_>>();
    let (out, done) = into(&FILE, ONE);
    assert_eq!((out.as_slice(), done.value.path.clone()), (&b"words"[..], None));
    assert_eq!(codes(&done), ["nothing-in-scope"], "nobody has a set");
    let (out, done) = into(&MAIN, TWO);
    assert_eq!((out.as_slice(), codes(&done)), (&b"main"[..], vec!["nothing-in-scope", "files-left-out"]));
    let (out, done) = into(&FOLDER, TWO);
    assert_eq!((codes(&done), done.value.files.len()), (vec!["nothing-in-scope"], 2));
    let mut zip = zip::ZipArchive::new(io::Cursor::new(out)).expect("a zip");
    let mut content = String::new();
    zip.by_name("in/other.txt").expect("there").read_to_string(&mut content).expect("text");
    assert_eq!(content, "other");
}

#[test]
fn a_reader_that_goes_away_stays_told_from_other_faults() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for about in [&FILE, &FOLDER] {
        let format = Fake(about, ONE, Then::End);
        let (scope, options) = (Scope::default(), ExportOptions::default());
        match stream_export(&format, &project(), &scope, &options, &mut Gone, &Progress::new()) {
            Err(ExportError::Io(error)) => assert_eq!(error.kind(), io::ErrorKind::BrokenPipe),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_a_killed_export_left_is_cleared_away() {
    let folder = folder();
    let ours = store::temporary_for(&folder.path().join("out.txt"));
    let dead = ours.to_string_lossy().replace(&format!("~{}~", std::process::id()), "~4194999~");
    fs::write(&dead, "half").expect("written");
    to(&Fake(&FILE, ONE, Then::End), &folder.path().join("out.txt"), false).expect("written");
    if Path::new("/proc/self").exists() {
        assert_eq!(below(folder.path()), ["out.txt"]);
    }
    // Killed when the whole file had its name already: the next one there is refused.
    let destination = Destination { path: folder.path().join("out.txt"), overwrite: false, root: None };
    let again: [&dyn Fn() -> Result<(), ExportError>; 2] =
        [&|| to(&Fake(&FILE, ONE, Then::End), &destination.path, false).map(drop), &|| {
            write_file(&destination, b"words").map(drop)
        }];
    for write in again {
        fs::write(&dead, "words").expect("written");
        assert!(matches!(write(), Err(ExportError::Refused(issue)) if issue.code == "exists"));
        if Path::new("/proc/self").exists() {
            assert_eq!(below(folder.path()), ["out.txt"]);
        }
    }
}

#[test]
fn usual_names_tell_project_and_format() {
    let name = |about| usual_name(&Fake(about, ONE, Then::End), &project());
    assert_eq!((name(&FILE), name(&FOLDER)), ("my-study-fake.txt".to_owned(), "my-study-fake".to_owned()));
    let jsonl = format("jsonl").expect("it is there");
    assert_eq!(usual_name(jsonl, &project()), "my-study.jsonl");
}

#[test]
fn folders_and_pipes_are_taken_in() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("in/deep")).expect("made");
    for (name, content) in [("in/deep/b.ann", "b"), ("in/a.txt", "a"), ("in/.hidden", "x")] {
        fs::write(at(name), content).expect("written");
    }
    let mut intake = FileCollector::default();
    intake.path(&at("in")).expect("read");
    intake.path(&at("in/a.txt")).expect("read");
    let names: Vec<String> = intake.files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[..2], ["a.txt", "deep/b.ann"]);
    assert!(names[2].ends_with("in/a.txt"), "told from the first: {names:?}");

    let piped = |bytes: &[u8], format| {
        let mut intake = FileCollector::default();
        intake.pipe(&mut &*bytes, format).map(|()| intake.files()[0].0.clone())
    };
    assert_eq!(piped(b"{\"text\": \"a\", \"spans\": []}\n", None).as_deref(), Ok("stdin.jsonl"));
    assert_eq!(piped(b"what?", format("jsonl")).as_deref(), Ok("stdin.jsonl"));
    assert_eq!(piped(b"what?", None).as_deref(), Ok("stdin"));

    let packed = |name: &str| {
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        zip.start_file(name, zip_options()).expect("begun");
        zip.write_all(b"x").expect("written");
        zip.finish().expect("finished").into_inner()
    };
    assert_eq!(piped(&packed("project.qde"), None).as_deref(), Ok("stdin.qdpx"));
    assert_eq!(piped(&packed("[Content_Types].xml"), None).as_deref(), Ok("stdin.xlsx"));
    assert_eq!(piped(&packed("a/b.jsonl"), None).as_deref(), Ok("a/b.jsonl"));
    assert_eq!(piped(&packed("bundle.ron"), None).map_err(|issue| issue.code), Err("bundle"));
    assert_eq!(piped(&packed("../b.jsonl"), None).map_err(|issue| issue.code), Err("unreadable-file"));
    let broken = &packed("a/b.jsonl")[..40];
    assert_eq!(piped(broken, None).as_deref(), Ok("stdin"), "no zip after all");
    for missing in [at("none"), PathBuf::from("/dev/zero")] {
        assert_eq!(
            FileCollector::default().path(&missing).map_err(|issue| issue.code),
            Err("unreadable-file")
        );
    }
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let folder = folder();
    let path = folder.path().join("large.jsonl");
    let file = fs::File::create_new(&path).expect("made");
    file.set_len((64 << 20) + 1).expect("sparse");
    let by_path = FileCollector::default().path(&path).expect_err("refused");
    let by_pipe = FileCollector::default().pipe(&mut io::repeat(b' '), None).expect_err("refused");
    for refused in [by_path, by_pipe] {
        assert!(refused.message.english().contains("it is more than 64 MB"), "{refused}");
    }
}

#[test]
fn small_zips_that_inflate_are_refused_before_they_are_unpacked() {
    let folder = folder();
    let (one, many) = (65 << 20, 9 << 20);
    for (name, sizes, words) in [
        ("one.zip", vec![("a.jsonl".to_owned(), one)], "unpacks to more than 64 MB"),
        (
            "many.zip",
            (0..15).map(|at| (format!("{at}.jsonl"), many)).collect(),
            "unpacks to more than 128 MB",
        ),
        ("book.xlsx", vec![("[Content_Types].xml".to_owned(), one)], "unpacks to more than 64 MB"),
        ("study.qdpx", vec![("project.qde".to_owned(), one)], "unpacks to more than 64 MB"),
    ] {
        let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, size) in sizes {
            zip.start_file(name, zip_options()).expect("begun");
            io::copy(&mut io::repeat(b' ').take(size), &mut zip).expect("written");
        }
        let bytes = zip.finish().expect("finished").into_inner();
        assert!(bytes.len() < 1 << 20);
        fs::write(folder.path().join(name), &bytes).expect("written");
        let by_path = FileCollector::default().path(&folder.path().join(name)).expect_err("refused");
        let by_pipe = FileCollector::default().pipe(&mut bytes.as_slice(), None).expect_err("refused");
        for refused in [by_path, by_pipe] {
            assert!(refused.message.english().contains(words), "{refused}");
        }
    }
}
