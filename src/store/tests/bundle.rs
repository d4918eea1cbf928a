//! Bundles between a lead and coders.

use super::sample::*;
use crate::base::{AnnotationId, AnnotatorId, Issue, Progress, Timestamp};
use crate::model::*;
use crate::store::*;
use crate::text::Digest;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

const NOW: Timestamp = Timestamp(1_751_535_000);

/// A coder's or the lead's machine.
struct ProjectCopy {
    folder: tempfile::TempDir,
    root: PathBuf,
    earlier: PathBuf,
    project: Project,
    progress: Progress,
}

impl ProjectCopy {
    /// A machine without the project.
    fn bare(project: Project) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let (root, earlier) = (folder.path().join("project"), folder.path().join("earlier"));
        Self { folder, root, earlier, project, progress: Progress::new() }
    }

    /// The sample without anybody's work.
    fn lead() -> Self {
        let desk = Self::bare(without_work());
        let all = keys(&desk.project).into_iter();
        desk.put(all.filter(|key| {
            matches!(key, FileKey::Project | FileKey::Codebook | FileKey::Article(_) | FileKey::Stub(_))
        }));
        desk
    }

    /// A coder who has this done.
    fn coder(project: &Project) -> Self {
        let desk = Self::bare(project.clone());
        desk.put(keys(project).into_iter());
        desk
    }

    /// Writes files as they are saved, without waiting for the disk.
    fn put(&self, files: impl Iterator<Item = FileKey>) {
        for key in files {
            let path = self.root.join(relative(&key));
            std::fs::create_dir_all(path.parent().expect("folder")).expect("made");
            std::fs::write(path, encode(&self.project, &key).expect("content")).expect("written");
        }
    }

    fn pack(&self, who: &str) -> Vec<u8> {
        let (bundle, issues) = self.pack_what_can_be_read(who);
        assert_eq!(issues, []);
        bundle
    }

    fn pack_what_can_be_read(&self, who: &str) -> (Vec<u8>, Vec<Issue>) {
        let (mut bundle, who) = (Cursor::new(Vec::new()), AnnotatorId::new(who).expect("id"));
        let packed = pack(&self.root, &who, NOW, &mut bundle, &Progress::new()).expect("packed");
        (bundle.into_inner(), packed.issues)
    }

    fn change(&mut self, edit: Edit) {
        let file = edit.file();
        self.project.apply(edit).expect("fits");
        save(&self.root, &self.project, &file).expect("saved");
    }

    fn tag(&mut self, number: u64, words: &str, code: &str) {
        let annotation = Arc::new(tag(number, span_of(WORDS, words), code));
        self.change(Edit::PutAnnotation { key: key(), annotation });
    }

    fn receive(&self, bundle: &[u8]) -> Receipt {
        receive(&self.to(None), "x.obelus", Cursor::new(bundle)).expect("received")
    }

    fn to<'r>(&'r self, own: Option<&'r AnnotatorId>) -> Receiver<'r> {
        Receiver { root: &self.root, earlier: &self.earlier, own, now: NOW, progress: &self.progress }
    }

    /// Every file of the project, by name.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    let name =
                        entry.path().strip_prefix(&self.root).expect("inside").to_string_lossy().into_owned();
                    files.insert(name, std::fs::read(entry.path()).expect("read"));
                }
            }
        }
        files
    }

    fn opened(&self) -> (Project, Vec<Issue>) {
        let opened = open(&self.root, &Progress::new()).expect("opened");
        (opened.value, opened.issues)
    }
}

fn without_work() -> Project {
    let all = project();
    let mut bare = Project::new(all.id().clone(), all.name().to_owned(), all.codebook().clone());
    bare.load_settings(all.settings().clone());
    all.annotators().for_each(|annotator| bare.load_annotator(annotator.clone()));
    all.articles().for_each(|article| bare.load_article(article.clone()));
    all.stubs().for_each(|stub| bare.load_stub(stub.clone()));
    bare
}

fn fates(receipt: &Receipt) -> Vec<(&str, Fate)> {
    receipt.files.iter().map(|file| (file.file.as_str(), file.fate)).collect()
}

fn all_are(receipt: &Receipt, fate: Fate) -> bool {
    !receipt.files.is_empty() && receipt.files.iter().all(|file| file.fate == fate)
}

/// The codes of the findings about the bundle and about its files.
fn codes(receipt: &Receipt) -> Vec<&'static str> {
    receipt
        .issues
        .iter()
        .chain(receipt.files.iter().flat_map(|file| &file.issues))
        .map(|issue| issue.code)
        .collect()
}

/// The bundle with other words in `bundle.ron`.
fn restated(bundle: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut entries = entries(bundle);
    let (_, bytes) = entries.iter_mut().find(|(name, _)| name == "bundle.ron").expect("a manifest");
    let manifest = String::from_utf8(bytes.clone()).expect("text");
    assert!(manifest.contains(from), "{from} in {manifest}");
    *bytes = manifest.replacen(from, to, 1).into_bytes();
    zipped(&entries)
}

/// The bundle with another content of one file, and its digest and size made to fit.
fn forged(bundle: &[u8], file: &str, from: &str, to: &str) -> Vec<u8> {
    let mut entries = entries(bundle);
    let entry = entries.iter_mut().find(|(name, _)| name == file).expect("file");
    let content = String::from_utf8(entry.1.clone()).expect("text");
    assert!(content.contains(from), "{from} in {content}");
    let changed = content.replacen(from, to, 1);
    let stated = |content: &str| format!("bytes: {}, sha256: \"{}\"", content.len(), Digest::of(content));
    entry.1 = changed.clone().into_bytes();
    restated(&zipped(&entries), &stated(&content), &stated(&changed))
}

const SET: &str = "annotations/maya/flop.ron";

#[test]
fn a_bundle_goes_in_twice_without_harm() {
    let (lead, maya) = (ProjectCopy::lead(), ProjectCopy::coder(&project()));
    let bundle = maya.pack("maya");
    assert_eq!(bundle, maya.pack("maya"), "the same content gives the same bytes");
    let names: Vec<String> = entries(&bundle).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["annotations/maya/annotator.ron", "claims/maya.ron", SET, "bundle.ron"]);
    let receipt = lead.receive(&bundle);
    assert!(receipt.is_clean() && all_are(&receipt, Fate::New), "{receipt:?}");
    let files = lead.files();
    for name in ["annotations/maya/annotator.ron", SET, "claims/maya.ron"] {
        assert_eq!(files.get(name), maya.files().get(name), "{name}");
    }
    let again = lead.receive(&bundle);
    assert!(again.is_clean() && all_are(&again, Fate::Same), "{again:?}");
    assert_eq!(lead.files(), files);
}

#[test]
fn a_project_is_begun_once_and_brought_up_to_date() {
    let mut lead = ProjectCopy::lead();
    let coder = ProjectCopy::bare(without_work());
    let first = project_bundle(&lead.root);
    assert!(all_are(
        &begin(&coder.root, "x", Cursor::new(&first), &Progress::new()).expect("begun"),
        Fate::New
    ));
    assert_eq!(coder.opened(), (lead.opened().0, vec![]));
    assert_eq!(
        begin(&coder.root, "x", Cursor::new(&first), &Progress::new()),
        Err(StoreError::Occupied(coder.root.clone()))
    );
    assert!(all_are(&coder.receive(&first), Fate::Same));
    lead.change(Edit::AddArticle { article: Arc::new(article("new", "Some new words.\n")) });
    lead.change(Edit::Rename { name: "Renamed".to_owned() });
    let second = project_bundle(&lead.root);
    let receipt = coder.receive(&second);
    let stub = relative(&FileKey::Stub(stub().id));
    let want = [
        ("project.ron", Fate::Updated),
        ("codebook.ron", Fate::Same),
        ("articles/flop.ron", Fate::Same),
        ("articles/new.ron", Fate::New),
        (stub.as_str(), Fate::Same),
    ];
    assert_eq!(fates(&receipt), want);
    assert_eq!(fates(&coder.receive(&first))[0], ("project.ron", Fate::Older));
    assert_eq!(coder.opened().0.name(), "Renamed");
    let other = forged(&second, "articles/new.ron", "Some new words", "Some old words");
    let receipt = coder.receive(&other);
    assert_eq!((codes(&receipt), fates(&receipt)[3].1), (vec!["wrong-digest"], Fate::Refused));
    let into = coder.folder.path().join("fresh");
    assert_eq!(
        codes(&begin(&into, "x", Cursor::new(&other), &Progress::new()).expect("read")),
        ["wrong-digest"]
    );
    assert!(!into.exists());
    assert_eq!(
        codes(&begin(&into, "x", Cursor::new(&coder.pack("maya")), &Progress::new()).expect("read")),
        ["no-project"]
    );
}

#[test]
fn an_article_never_gets_another_text() {
    let (lead, mut other) = (ProjectCopy::lead(), ProjectCopy::lead());
    other.project.load_article(Arc::new(article("flop", "Quite other words.\n")));
    std::fs::remove_file(other.root.join("articles/flop.ron")).expect("taken away");
    save(&other.root, &other.project, &FileKey::Article(key().article)).expect("saved");
    let before = lead.files();
    let receipt = lead.receive(&project_bundle(&other.root));
    assert_eq!(codes(&receipt), ["wrong-text"]);
    assert_eq!(lead.files()["articles/flop.ron"], before["articles/flop.ron"]);
}

/// Bundles of three stages of one coder's work and two of another's, who uses a claim of the first.
fn correspondence() -> (Vec<Vec<u8>>, Project) {
    let mut maya = ProjectCopy::coder(&project());
    let mut bundles = vec![maya.pack("maya")];
    maya.tag(8, "💛 The embarrassing delay", "factual");
    maya.tag(60, "Meta", "factual");
    bundles.push(maya.pack("maya"));
    maya.change(Edit::RemoveAnnotation { key: key(), id: AnnotationId(60) });
    maya.tag(8, "💛 The embarrassing delay", "opinion");
    bundles.push(maya.pack("maya"));
    let mut li = ProjectCopy::coder(&maya.project);
    bundles.push(li.pack("li"));
    let theirs = SetKey { annotator: AnnotatorId::new("li").expect("id"), article: key().article };
    let claim = crate::base::ClaimId::new("maya/llama4").expect("id");
    let mention =
        Annotation::new(AnnotationId(70), span_of(WORDS, "money"), Body::Claim(claim), Timestamp(9));
    li.change(Edit::PutAnnotation { key: theirs, annotation: Arc::new(mention) });
    bundles.push(li.pack("li"));
    (bundles, li.project)
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = permutations(count - 1);
    (0..count)
        .flat_map(|at| {
            shorter.iter().map(move |rest| {
                let mut order = rest.clone();
                order.insert(at, count - 1);
                order
            })
        })
        .collect()
}

#[test]
fn in_any_order_the_outcome_is_the_same() {
    let (mut bundles, want) = correspondence();
    bundles.remove(3);
    let lead = ProjectCopy::lead();
    bundles.iter().for_each(|bundle| drop(lead.receive(bundle)));
    let files = lead.files();
    assert_eq!(lead.opened(), (want, vec![]));
    let orders = permutations(bundles.len());
    assert_eq!(orders.len(), 24);
    for order in orders {
        let other = ProjectCopy::lead();
        for at in &order {
            let receipt = other.receive(&bundles[*at]);
            assert!(receipt.is_clean(), "{order:?} {receipt:?}");
        }
        assert_eq!(other.files(), files, "{order:?}");
        let again: Vec<Fate> =
            bundles.iter().flat_map(|bundle| other.receive(bundle).files).map(|file| file.fate).collect();
        assert!(again.iter().all(|fate| matches!(fate, Fate::Same | Fate::Older)), "{again:?}");
        assert_eq!(other.files(), files, "{order:?}");
    }
}

#[test]
fn what_gave_way_is_kept() {
    let (bundles, _) = correspondence();
    let (forth, back) = (ProjectCopy::lead(), ProjectCopy::lead());
    (0..3).for_each(|at| drop(forth.receive(&bundles[at])));
    (0..3).rev().for_each(|at| drop(back.receive(&bundles[at])));
    let kept = |desk: &ProjectCopy| {
        let folder = desk.earlier.join("annotations/maya");
        let names = std::fs::read_dir(folder).expect("kept").map(|entry| entry.expect("entry").file_name());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(kept(&forth).len(), 2);
    assert_eq!(kept(&forth), kept(&back));
}

#[test]
fn a_claim_of_a_colleague_may_come_later() {
    let (bundles, want) = correspondence();
    let lead = ProjectCopy::lead();
    assert!(lead.receive(&bundles[4]).is_clean());
    let (project, issues) = lead.opened();
    assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["unknown-claim"]);
    let theirs = SetKey { annotator: AnnotatorId::new("li").expect("id"), article: key().article };
    assert_eq!(project.set(&theirs).map(|set| set.orphans().count()), Some(1));
    assert!(lead.receive(&bundles[2]).is_clean());
    assert_eq!(lead.opened(), (want, vec![]));
}

#[test]
fn versions_that_parted_are_merged_and_what_differs_waits() {
    let mut one = ProjectCopy::coder(&project());
    let first = one.pack("maya");
    let mut other = ProjectCopy::coder(&project());
    other.pack("maya");
    one.tag(60, "Meta", "factual");
    one.change(Edit::RemoveAnnotation { key: key(), id: AnnotationId(8) });
    other.tag(61, "money", "factual");
    let lead = ProjectCopy::lead();
    lead.receive(&first);
    assert_eq!(fates(&lead.receive(&one.pack("maya")))[2], (SET, Fate::Updated));
    let receipt = lead.receive(&other.pack("maya"));
    assert_eq!((fates(&receipt)[2], receipt.is_clean()), ((SET, Fate::Merged), true));
    let numbers = |desk: &ProjectCopy| {
        let set = desk.opened().0.set(&key()).cloned().expect("set");
        [7, 8, 60, 61].map(|number| set.get(AnnotationId(number)).is_some())
    };
    assert_eq!(numbers(&lead), [true, false, true, true]);
    one.tag(61, "money", "opinion");
    let receipt = lead.receive(&one.pack("maya"));
    assert_eq!((fates(&receipt)[2], receipt.is_clean()), ((SET, Fate::Conflict), false));
    let waiting = conflicts(&lead.root).expect("listed");
    assert_eq!(receipt.files[2].aside.as_ref(), waiting.first());
    let differing = compare_aside(&lead.root, &waiting[0], &lead.opened().0).expect("read");
    assert_eq!(differing.len(), 1);
    let files = lead.files();
    assert_eq!(fates(&lead.receive(&one.pack("maya")))[2], (SET, Fate::Older));
    assert_eq!(lead.files(), files);
}

#[test]
fn files_that_are_open_here_are_handed_over_and_not_written() {
    let mut elsewhere = ProjectCopy::coder(&project());
    let here = ProjectCopy::coder(&project());
    here.receive(&elsewhere.pack("maya"));
    elsewhere.tag(60, "Meta", "factual");
    let maya = key().annotator;
    let lease = Lease::take(&here.root, &maya, NOW).expect("free");
    let before = here.files();
    let bundle = elsewhere.pack("maya");
    let receipt = receive(&here.to(Some(&maya)), "x.obelus", Cursor::new(&bundle)).expect("received");
    assert_eq!(fates(&receipt)[2], (SET, Fate::Updated));
    let set = elsewhere.project.set(&key()).cloned().expect("set");
    assert_eq!(receipt.pending, [(FileKey::Set(key()), Version::Set(set))]);
    let after = here.files();
    assert_eq!(
        (before.get(SET), before.get("claims/maya.ron")),
        (after.get(SET), after.get("claims/maya.ron"))
    );
    let receipt = here.receive(&bundle);
    assert!(codes(&receipt).iter().all(|code| *code == "files-open") && !receipt.is_clean(), "{receipt:?}");
    assert_eq!(here.files(), after);
    drop(lease);
    here.receive(&bundle);
    assert_eq!(here.opened().0, elsewhere.opened().0);
}

#[test]
fn what_does_not_belong_here_is_refused_and_the_rest_goes_in() {
    let maya = ProjectCopy::coder(&project());
    let bundle = maya.pack("maya");
    let check = |bundle: &[u8], want: &[&str], refused: usize| {
        let lead = ProjectCopy::lead();
        let receipt = lead.receive(bundle);
        assert_eq!(codes(&receipt), want, "{receipt:?}");
        let count = |wanted: Fate| receipt.files.iter().filter(|file| file.fate == wanted).count();
        assert_eq!((count(Fate::Refused), count(Fate::New)), (refused, receipt.files.len() - refused));
        assert_eq!(receipt.is_clean(), want.is_empty());
        for file in receipt.files.iter().filter(|file| file.fate == Fate::Refused) {
            assert!(!lead.root.join(&file.file).exists());
            assert!(file.issues.iter().all(|issue| !issue.hint.is_empty()));
        }
    };
    let text = Digest::of(WORDS).to_string();
    check(&restated(&bundle, "project: \"test-1\"", "project: \"test-2\""), &["wrong-project"], 0);
    check(&restated(&bundle, &text, &Digest::of("x").to_string()), &["wrong-text"], 1);
    check(&forged(&bundle, SET, &text, &Digest::of("x").to_string()), &["wrong-text"], 1);
    check(&restated(&bundle, "codebook: (2", "codebook: (0"), &[], 0);
    let codebook = Digest::of(&encode(&project(), &FileKey::Codebook).expect("content")).to_string();
    for (version, how) in [
        ("1", "an older codebook (1, here 2)"),
        ("2", "another codebook, also called 2"),
        ("3", "a newer codebook (3, here 2)"),
    ] {
        let stated = format!("codebook: ({version}, \"{}\")", Digest::of("x"));
        let other = restated(&bundle, &format!("codebook: (2, \"{codebook}\")"), &stated);
        check(&other, &["other-codebook"], 0);
        let receipt = ProjectCopy::lead().receive(&other);
        assert_eq!(receipt.issues[0].message.english(), format!("The bundle was made with {how}."));
    }
    check(&forged(&bundle, SET, "code: \"opinion\"", "code: \"gone\""), &["unknown-code"], 1);
    check(&forged(&bundle, SET, "unit: \"kind\"", "unit: \"gone\""), &["unknown-layer"], 1);
    check(&forged(&bundle, SET, "quote: \"“the model”\"", "quote: \"“the mode”\""), &["quote-mismatch"], 0);
    check(&forged(&bundle, SET, "version: 1", "version: 9"), &["newer-version"], 1);
    check(&forged(&bundle, SET, "coverage: [", "coverage: {"), &["broken-ron"], 1);
    check(&forged(&bundle, "claims/maya.ron", "annotator: \"maya\"", "annotator: \"li\""), &["bad-value"], 1);
    let lead = ProjectCopy::lead();
    std::fs::remove_file(lead.root.join("articles/flop.ron")).expect("removed");
    let receipt = lead.receive(&bundle);
    assert_eq!(codes(&receipt), ["unknown-article"]);
}

#[test]
fn hostile_bundles_change_nothing() {
    let maya = ProjectCopy::coder(&project());
    let bundle = maya.pack("maya");
    let lead = ProjectCopy::lead();
    let before = lead.files();
    let check = |bundle: &[u8], want: &str| {
        let receipt = lead.receive(bundle);
        assert_eq!(codes(&receipt), [want], "{receipt:?}");
        assert_eq!(receipt.files, []);
        assert_eq!(lead.files(), before);
        assert!(receipt.issues.iter().all(|issue| !issue.hint.is_empty()));
    };
    check(b"", "bad-bundle");
    check(b"not a zip at all", "bad-bundle");
    check(b"PK\x03\x04 but nothing more", "bad-bundle");
    check(&zipped(&vec![("other.ron".to_owned(), b"()".to_vec())]), "bad-bundle");
    check(&zipped(&vec![("bundle.ron".to_owned(), b"(".to_vec())]), "broken-ron");
    check(&zipped(&vec![("bundle.ron".to_owned(), b"\xff".to_vec())]), "wrong-encoding");
    check(&restated(&bundle, "version: 1", "version: 4"), "newer-version");
    check(&restated(&bundle, "obelus/bundle", "obelus/project"), "wrong-format");
    for elsewhere in [
        "../../../evil.ron",
        "annotations/../../evil.ron",
        "/etc/evil.ron",
        "C:\\\\evil.ron",
        "annotations/maya/../li/flop.ron",
        "annotations/li/flop.ron",
        "annotations/maya/.open",
        "annotations/maya/flop.ron/",
        "annotations//maya/flop.ron",
        "claims/li.ron",
        "codebook.ron",
        "project.ron",
        "articles/flop.ron",
        "",
    ] {
        check(&restated(&bundle, SET, elsewhere), "bad-bundle");
    }
    check(&restated(&bundle, SET, "annotations/maya/annotator.ron"), "bad-bundle");
    check(&restated(&bundle, "bytes: ", "bytes: 99999999"), "bad-bundle");
    check(&restated(&bundle, "annotator: Some((id: \"maya\"", "annotator: Some((id: \"li\""), "bad-bundle");
    let nested = "[".repeat(100_000);
    check(&restated(&bundle, "name: ", &format!("name: {nested}")), "broken-ron");
}

#[test]
fn a_file_that_was_tampered_with_is_refused_alone() {
    let maya = ProjectCopy::coder(&project());
    let bundle = maya.pack("maya");
    let check = |bundle: &[u8], want: &[&str]| {
        let lead = ProjectCopy::lead();
        let receipt = lead.receive(bundle);
        assert_eq!(codes(&receipt), want, "{receipt:?}");
        assert_eq!(lead.root.join(SET).exists(), !want.contains(&"tampered-file"));
        assert!(lead.root.join("claims/maya.ron").exists());
        assert!(!lead.folder.path().join("evil").exists());
    };
    let with = |change: &dyn Fn(&mut Entries)| {
        let mut entries = entries(&bundle);
        change(&mut entries);
        zipped(&entries)
    };
    let at = |entries: &Entries| entries.iter().position(|(name, _)| name == SET).expect("there");
    check(
        &with(&|entries| {
            let at = at(entries);
            entries[at].1.push(b' ');
        }),
        &["tampered-file"],
    );
    check(
        &with(&|entries| {
            let at = at(entries);
            entries[at].1[10] ^= 1;
        }),
        &["tampered-file"],
    );
    check(&with(&|entries| drop(entries.remove(at(entries)))), &["tampered-file"]);
    check(&with(&|entries| entries.push(("../../evil".to_owned(), b"x".to_vec()))), &["foreign-file"]);
    check(
        &with(&|entries| entries.push(("annotations/li/flop.ron".to_owned(), b"x".to_vec()))),
        &["foreign-file"],
    );
    // A bomb: far more than it says.
    check(
        &with(&|entries| {
            let at = at(entries);
            entries[at].1 = vec![b' '; 8 << 20];
        }),
        &["tampered-file"],
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries(&bundle) {
        if name == SET {
            zip.add_symlink(name, "../../../project.ron", zip::write::SimpleFileOptions::default())
                .expect("link");
        } else {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("entry");
            zip.write_all(&bytes).expect("written");
        }
    }
    check(&zip.finish().expect("zip").into_inner(), &["tampered-file"]);
}

#[test]
fn two_files_under_one_name_are_refused() {
    let maya = ProjectCopy::coder(&project());
    let bundle = maya.pack("maya");
    let mut entries = entries(&bundle);
    let twin = SET.replace("flop", "flip");
    entries.push((twin.clone(), b"(evil)".to_vec()));
    let mut bytes = zipped(&entries);
    while let Some(at) = memchr::memmem::find(&bytes, twin.as_bytes()) {
        bytes[at..at + twin.len()].copy_from_slice(SET.as_bytes());
    }
    let lead = ProjectCopy::lead();
    let before = lead.files();
    assert_eq!(codes(&lead.receive(&bytes)), ["bad-bundle"]);
    assert_eq!(lead.files(), before);
}

#[test]
fn packing_leaves_out_what_cannot_be_read_and_says_so() {
    let maya = ProjectCopy::coder(&project());
    std::fs::write(maya.root.join(SET), "(torn").expect("written");
    let (bundle, issues) = maya.pack_what_can_be_read("maya");
    assert_eq!(issues.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["broken-ron"]);
    assert_eq!(entries(&bundle).len(), 3);
    let nobody = AnnotatorId::new("nobody").expect("id");
    let packed = pack(&maya.root, &nobody, NOW, Cursor::new(Vec::new()), &Progress::new());
    assert!(matches!(packed, Err(StoreError::Unreadable(issue)) if issue.code == "no-annotator"));
}

proptest! {
    #![proptest_config(crate::base::properties::cases(96))]
    #[test]
    fn damaged_bundles_put_nothing_wrong_in(at in 0.0_f64..1.0, bit in 0_u8..8, cut in any::<bool>()) {
        static MAYA: std::sync::OnceLock<(BTreeMap<String, Vec<u8>>, Vec<u8>)> = std::sync::OnceLock::new();
        let (genuine, bundle) = MAYA.get_or_init(|| {
            let maya = ProjectCopy::coder(&project());
            let bundle = maya.pack("maya");
            (maya.files(), bundle)
        });
        let mut bundle = bundle.clone();
        let place = ((at * bundle.len() as f64) as usize).min(bundle.len() - 1);
        if cut {
            bundle.truncate(place);
        } else {
            bundle[place] ^= 1 << bit;
        }
        let lead = ProjectCopy::lead();
        let before = lead.files();
        let receipt = lead.receive(&bundle);
        let after = lead.files();
        if cut {
            prop_assert_eq!(&after, &before);
            prop_assert!(!receipt.is_clean());
        }
        for (name, bytes) in &after {
            let known = before.get(name) == Some(bytes) || genuine.get(name) == Some(bytes);
            prop_assert!(known || name.ends_with(".sent"), "{}", name);
        }
    }
}
