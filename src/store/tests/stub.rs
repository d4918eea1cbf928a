//! What is known of articles whose texts are not at hand, on disk.

use super::sample::*;
use crate::base::{Issue, Progress, StubId, Timestamp};
use crate::model::*;
use crate::store::*;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn file() -> FileKey {
    FileKey::Stub(stub().id)
}

fn corrected(project: &Project, correct: impl FnOnce(&mut Metadata)) -> Project {
    let mut changed = project.clone();
    let mut metadata = changed.stub(&stub().id).expect("there").metadata.clone();
    correct(&mut metadata);
    let edit = Edit::SetStubMetadata { id: stub().id, since: None, metadata: Box::new(metadata) };
    changed.apply(edit).expect("there");
    changed
}

fn opened(root: &Path) -> (Project, Vec<Issue>) {
    let checked = open(root, &Progress::new()).expect("opened");
    (checked.value, checked.issues)
}

#[test]
fn a_stub_is_read_as_it_was_written_and_always_written_alike() {
    let (_folder, root, project) = start();
    let content = encode(&project, &file()).expect("content");
    assert!(
        content.starts_with("(\n    format: \"obelus/stub\",\n    version: 1,\n    id: \"ferry-plan-stalls-"),
        "{content}"
    );
    let (read, issues) = opened(&root);
    assert_eq!((issues, read.stub(&stub().id).map(|one| Stub::clone(one))), (Vec::new(), Some(stub())));
    assert_eq!(encode(&read, &file()), Some(content));
    assert_eq!(check(&root, &Progress::new()).expect("checked"), []);
    let bare = Stub::new(Metadata { title: "Only a title".to_owned(), ..Metadata::default() }, String::new());
    let mut project = project;
    project.load_stub(Arc::new(bare.clone()));
    let key = FileKey::Stub(bare.id.clone());
    save(&root, &project, &key).expect("saved");
    assert_eq!(opened(&root).0.stub(&bare.id).map(|one| Stub::clone(one)), Some(bare.clone()));
    project.apply(Edit::RemoveStub { id: bare.id }).expect("there");
    save(&root, &project, &key).expect("saved");
    assert!(!root.join(relative(&key)).exists());
}

#[test]
fn a_file_that_is_not_understood_is_left_and_told() {
    let (_folder, root, project) = start();
    let path = root.join(relative(&file()));
    let newer = std::fs::read_to_string(&path).expect("read").replace("version: 1", "version: 3");
    for (content, code) in [(newer.as_str(), "newer-version"), ("(torn", "broken-ron")] {
        std::fs::write(&path, content).expect("written");
        let (read, issues) = opened(&root);
        assert_eq!((read.stub_count(), issues.len(), issues[0].code), (0, 1, code));
        assert!(save(&root, &project, &file()).is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("read"), content);
    }
    std::fs::write(root.join("stubs/other-name.ron"), encode(&project, &file()).expect("content"))
        .expect("written");
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(opened(&root).1[0].code, "bad-value");
    std::fs::write(root.join("stubs/~.ron"), "x").expect("written");
    assert!(check(&root, &Progress::new()).expect("checked").iter().any(|issue| issue.code == "stray-file"));
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_not_the_projects() {
    let (folder, root, project) = start();
    let elsewhere = folder.path().join("elsewhere");
    std::fs::rename(root.join("stubs"), &elsewhere).expect("moved");
    std::os::unix::fs::symlink(&elsewhere, root.join("stubs")).expect("linked");
    let (read, issues) = opened(&root);
    assert_eq!((read.stub_count(), issues[0].code), (0, "linked"));
    assert!(matches!(save(&root, &project, &file()), Err(StoreError::Linked(_))));
}

#[test]
fn what_two_corrected_goes_together_field_by_field() {
    let (_folder, root, base) = start();
    save(&root, &corrected(&base, |about| about.outlet = "Post".to_owned()), &file()).expect("saved");
    let ours = corrected(&base, |about| about.title = "Ferry".to_owned());
    let version = Version::of(&base, &file());
    let did = save_merged(&root, &ours, &file(), version.as_ref(), None, &mut |_| Ok(())).expect("saved");
    assert_eq!((did.conflict, did.contested), (None, Vec::new()));
    let (together, _) = opened(&root);
    let about = &together.stub(&stub().id).expect("there").metadata;
    assert_eq!((about.title.as_str(), about.outlet.as_str()), ("Ferry", "Post"));
    let also = corrected(&base, |about| about.title = "The ferry".to_owned());
    let did = save_merged(&root, &also, &file(), version.as_ref(), None, &mut |_| Ok(())).expect("saved");
    assert_eq!(did.contested.len(), 1, "both corrected the title");
}

#[test]
fn two_sides_that_git_left_are_brought_together() {
    let (_folder, root, base) = start();
    let path = root.join(relative(&file()));
    let line = |words: &str| format!("    outlet: \"{words}\",\n");
    let marked = std::fs::read_to_string(&path).expect("read").replace(
        &line("Harbour Post"),
        &format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> main\n", line("Post"), line("Harbour Post")),
    );
    std::fs::write(&path, marked).expect("written");
    let (read, issues) = opened(&root);
    assert_eq!(read.stub(&stub().id).expect("there").metadata.outlet, "Post");
    let codes: Vec<_> = issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["merge-conflict", "field-contested"]);
    assert!(base.stub(&stub().id).is_some());
}

#[test]
fn they_go_along_in_bundles_for_coders_and_are_watched() {
    let (folder, root, base) = start();
    let bundle = project_bundle(&root);
    let there = folder.path().join("coder");
    begin(&there, "x.obelus", Cursor::new(&bundle), &Progress::new()).expect("begun");
    assert_eq!(
        std::fs::read(there.join(relative(&file()))).ok(),
        std::fs::read(root.join(relative(&file()))).ok()
    );
    let stamps = snapshot(&there).expect("looked");
    save(&there, &corrected(&base, |about| about.title = "Another".to_owned()), &file()).expect("saved");
    let seen = snapshot(&there).expect("looked");
    assert_eq!(changed(&stamps, &seen), [file()]);
    assert!(matches!(read_file(&there, &file(), &base).expect("read").value.content, FileContent::Stub(_)));
    let mut lead = corrected(&base, |about| about.outlet = "Post".to_owned());
    let other = Stub::new(Metadata { title: "Pier".to_owned(), ..Metadata::default() }, String::new());
    lead.load_stub(Arc::new(other.clone()));
    for key in [file(), FileKey::Stub(other.id.clone())] {
        save(&root, &lead, &key).expect("saved");
    }
    let earlier = folder.path().join("earlier");
    let progress = Progress::new();
    let to = Receiver { root: &there, earlier: &earlier, own: None, now: Timestamp(1), progress: &progress };
    let receipt = receive(&to, "x.obelus", Cursor::new(&project_bundle(&root))).expect("received");
    let fate = |id: &StubId| {
        let name = relative(&FileKey::Stub(id.clone()));
        receipt.files.iter().find(|received| received.file == name).map(|received| received.fate)
    };
    assert_eq!((fate(&stub().id), fate(&other.id)), (Some(Fate::Merged), Some(Fate::New)));
    let about = opened(&there).0.stub(&stub().id).expect("there").metadata.clone();
    assert_eq!(
        (about.title.as_str(), about.outlet.as_str()),
        ("Another", "Harbour Post"),
        "what is here holds"
    );
}

#[test]
fn further_files_that_named_one_are_read_as_they_were_written_and_merged() {
    let (_folder, root, mut project) = start();
    let list = |name: &str| ListFile {
        file: format!("{name} \"x\".csv"),
        sha256: "cd".repeat(32),
        kind: String::new(),
    };
    let with =
        |lists: &[&str]| Stub { also_named_by: lists.iter().map(|name| list(name)).collect(), ..stub() };
    project.load_stub(Arc::new(with(&["a"])));
    let content = encode(&project, &file()).expect("content");
    assert!(content.contains("version: 2,"), "{content}");
    save(&root, &project, &file()).expect("saved");
    let (read, issues) = opened(&root);
    assert_eq!((issues, read.stub(&stub().id).map(|one| Stub::clone(one))), (Vec::new(), Some(with(&["a"]))));
    let (merged, contested) = merge_stubs(None, &with(&["a", "b"]), &with(&["b", "c"])).expect("of one name");
    assert_eq!((merged, contested), (with(&["a", "b", "c"]), Vec::new()));
    assert!(project.files_it_came_from().contains("cd".repeat(32).as_str()));
}

#[test]
fn several_that_are_of_one_article_are_told() {
    let (_folder, root, mut project) = start();
    let about = stub().metadata;
    let spelt = Metadata { title: "The ferry plan stalls".to_owned(), ..about.clone() };
    let bare = |title: &str| Metadata { title: title.to_owned(), ..Metadata::default() };
    for about in [spelt, bare("Pier"), bare("PIER, "), bare("Quay")] {
        let stub = Stub::new(about, String::new());
        let key = FileKey::Stub(stub.id.clone());
        project.load_stub(Arc::new(stub));
        save(&root, &project, &key).expect("saved");
    }
    let found = check(&root, &Progress::new()).expect("checked");
    let twins: Vec<_> = found.iter().filter(|issue| issue.code == "twin-stub").collect();
    let said: Vec<String> = twins.iter().map(|issue| issue.message.english()).collect();
    assert_eq!(twins.len(), 1, "{found:?}");
    assert!(said[0].contains("stubs/ferry-plan-stalls-"), "{said:?}");
}

#[test]
fn what_could_be_the_text_of_several_pages_is_told() {
    let (_folder, root, mut project) = start();
    let page = |url: &str| Metadata { title: "Pier".to_owned(), url: url.to_owned(), ..Metadata::default() };
    let mut one = article("pier", "The pier is open.");
    one.metadata = page("");
    let mut keys = vec![FileKey::Article(one.id.clone())];
    project.load_article(Arc::new(one));
    for url in ["https://post.example/p", "https://times.example/p"] {
        let stub = Stub::new(page(url), String::new());
        keys.push(FileKey::Stub(stub.id.clone()));
        project.load_stub(Arc::new(stub));
    }
    for key in &keys {
        save(&root, &project, key).expect("saved");
    }
    let found = check(&root, &Progress::new()).expect("checked");
    let unclear: Vec<_> = found.iter().filter(|issue| issue.code == "unclear-stub").collect();
    assert_eq!(unclear.len(), 2, "{found:?}");
    assert!(unclear[0].message.english().contains("“pier”"), "{}", unclear[0]);
}

/// A project of a coder, begun with the bundle of another.
struct Coder {
    folder: tempfile::TempDir,
    root: PathBuf,
}

impl Coder {
    fn begun(with: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("coder");
        begin(&root, "x.obelus", Cursor::new(with), &Progress::new()).expect("begun");
        Self { folder, root }
    }

    fn earlier(&self) -> PathBuf {
        self.folder.path().join("earlier")
    }

    fn receive(&self, bundle: &[u8]) -> Receipt {
        let (earlier, progress) = (self.earlier(), Progress::new());
        let to = Receiver {
            root: &self.root,
            earlier: &earlier,
            own: None,
            now: Timestamp(1),
            progress: &progress,
        };
        receive(&to, "x.obelus", Cursor::new(bundle)).expect("received")
    }
}

/// What became of a file, and the codes of what was found.
fn fate(receipt: &Receipt, key: &FileKey) -> (Fate, Vec<&'static str>) {
    let received = receipt.files.iter().find(|received| received.file == relative(key)).expect("in it");
    (received.fate, received.issues.iter().map(|issue| issue.code).collect())
}

#[test]
fn an_entry_that_comes_spelt_otherwise_is_no_second_one() {
    let (_folder, root, base) = start();
    let coder = Coder::begun(&project_bundle(&root));
    let mut about = stub().metadata;
    about.title = "The ferry plan stalls".to_owned();
    about.source_file = "other.csv".to_owned();
    about.genre = String::new();
    let other = Stub::new(about, stub().teaser);
    let key = FileKey::Stub(other.id.clone());
    let mut lead = base;
    lead.apply(Edit::RemoveStub { id: stub().id }).expect("there");
    lead.load_stub(Arc::new(other));
    save(&root, &lead, &file()).expect("removed");
    save(&root, &lead, &key).expect("saved");
    let bundle = project_bundle(&root);
    let codes = vec!["same-under-other-name", "field-contested"];
    let receipt = coder.receive(&bundle);
    assert_eq!(fate(&receipt, &key), (Fate::Merged, codes.clone()));
    assert!(receipt.is_clean(), "{receipt:?}");
    assert_eq!(fate(&coder.receive(&bundle), &key), (Fate::Same, codes));
    let (there, issues) = opened(&coder.root);
    assert_eq!((there.stub_count(), issues), (1, Vec::new()));
    let ours = there.stub(&stub().id).expect("there");
    assert_eq!((&ours.metadata, ours.also_named_by.len()), (&stub().metadata, 1));
    assert_eq!(ours.also_named_by[0].file, "other.csv");
}

#[test]
fn what_is_damaged_here_gives_way_and_is_kept_unless_it_is_somebodys_work() {
    let (_folder, root, project) = start();
    let bundle = project_bundle(&root);
    let coder = Coder::begun(&bundle);
    let damage = |key: &FileKey, words: &str| {
        std::fs::write(coder.root.join(relative(key)), words).expect("written");
    };
    for key in [file(), FileKey::Article(key().article)] {
        let sound = std::fs::read(coder.root.join(relative(&key))).expect("read");
        damage(&key, "(torn");
        let receipt = coder.receive(&bundle);
        assert_eq!(fate(&receipt, &key), (Fate::Updated, vec!["damaged-replaced"]));
        assert!(!receipt.is_clean());
        assert_eq!(std::fs::read(coder.root.join(relative(&key))).expect("read"), sound);
        let stem = relative(&key).replace(".ron", "");
        let (folder, stem) = stem.split_once('/').expect("in a folder");
        let kept = std::fs::read_dir(coder.earlier().join(folder)).expect("kept").flatten();
        let kept = kept.filter(|entry| entry.file_name().to_string_lossy().starts_with(stem));
        let kept: Vec<_> = kept.filter_map(|entry| std::fs::read(entry.path()).ok()).collect();
        assert!(kept.contains(&b"(torn".to_vec()), "{kept:?}");
        let newer = String::from_utf8(sound).expect("text").replacen("version: 1", "version: 99", 1);
        let newer = newer.replacen("version: 2", "version: 99", 1);
        damage(&key, &newer);
        assert_eq!(fate(&coder.receive(&bundle), &key), (Fate::Refused, vec!["newer-version"]));
        std::fs::remove_file(coder.root.join(relative(&key))).expect("removed");
        coder.receive(&bundle);
    }
    let work = |root: &Path| {
        let (mut bundle, whose) = (Cursor::new(Vec::new()), key().annotator);
        pack(root, &whose, Timestamp(1), &mut bundle, &Progress::new()).expect("packed");
        bundle.into_inner()
    };
    let (bundle, set) = (work(&root), FileKey::Set(key()));
    assert_eq!(fate(&coder.receive(&bundle), &set).0, Fate::New);
    damage(&set, "(torn");
    assert_eq!(fate(&coder.receive(&bundle), &set), (Fate::Refused, vec!["broken-ron"]));
    assert_eq!(std::fs::read(coder.root.join(relative(&set))).expect("read"), b"(torn");
    assert!(project.set(&key()).is_some());
}

#[test]
fn a_bundle_without_any_is_of_the_version_that_older_programs_read() {
    let (_folder, root, mut project) = start();
    let version = |bundle: Vec<u8>| {
        let mut zip = zip::ZipArchive::new(Cursor::new(bundle)).expect("a zip");
        let manifest = std::io::read_to_string(zip.by_name("bundle.ron").expect("there")).expect("text");
        manifest.lines().find_map(|line| line.trim().strip_prefix("version: ").map(str::to_owned))
    };
    assert_eq!(version(project_bundle(&root)).as_deref(), Some("3,"));
    project.apply(Edit::RemoveStub { id: stub().id }).expect("there");
    save(&root, &project, &file()).expect("saved");
    assert_eq!(version(project_bundle(&root)).as_deref(), Some("1,"));
}
