//! Every reader over files made wrong at random, for as long as is asked: findings or a refusal, never a panic.

mod mutator;

use mutator::{Files, Mutator, packed, unpacked};
use obelus::base::{AnnotatorId, ArticleId, Progress, Timestamp};
use obelus::formats::{
    ExportOptions, FORMATS, ImportOptions, Input, MemorySink, Scope, export, guess, plan, readers,
};
use obelus::ingest::{SourceFile, drafts};
use obelus::locale::Message;
use obelus::model::{FileKey, HistoryChange, LabelMapping, Preferences, Project, Transaction};
use obelus::release::{self, verify};
use obelus::store::{self, Journal, JournalEntry, Receiver};
use obelus::text::Digest;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

const NOW: Timestamp = Timestamp(1_751_535_000);
/// How long a file may take that is no larger than those here, in a build that is not optimised.
const SLOW: Duration = Duration::from_secs(30);

/// How many files are read by the test that is always run.
const FEW: u64 = 40;

/// What reads files.
#[derive(Clone, Copy)]
enum Reader {
    /// An import, by the format's identifier, of files that a format wrote.
    Format(&'static str),
    Draft,
    Project,
    Begin,
    Receive,
    Release,
    Journal,
    Machine,
}

/// Sound files, and who reads them.
struct Sources {
    project: Project,
    /// What other programs write.
    foreign: Vec<(Reader, Files)>,
    /// What Obelus writes for itself.
    own: Vec<(Reader, Files)>,
    /// Bytes of all of them, to cut pieces from.
    others: Vec<Vec<u8>>,
}

impl Sources {
    fn new() -> Self {
        let project = small();
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("study");
        let files = files_of(&project);
        put(&root, &files);
        let mut own = vec![(Reader::Project, files)];
        let mut foreign = Vec::new();
        for format in FORMATS {
            let mut written = MemorySink::default();
            let (scope, options) = (Scope::default(), ExportOptions::default());
            export(*format, &project, &scope, &options, &mut written, &Progress::new()).expect("exported");
            if readers().any(|reader| reader.about().id == format.about().id) {
                foreign.push((Reader::Format(format.about().id), written.files));
            } else {
                foreign.push((Reader::Draft, written.files));
            }
        }
        let texts = project.articles().map(|article| {
            let ending = if article.text.as_str().len() % 2 == 0 { "md" } else { "txt" };
            (format!("{}.{ending}", article.id), article.text.as_str().as_bytes().to_vec())
        });
        foreign.push((Reader::Draft, texts.collect()));
        for name in ["chinese", "newspaper", "owner-password", "object-streams"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/pdf/{name}.pdf"));
            let bytes = std::fs::read(path).expect("a document of the tests");
            foreign.push((Reader::Draft, vec![(format!("{name}.pdf"), bytes)]));
        }
        let zip = |bytes| vec![("a.zip".to_owned(), bytes)];
        let mut whole = Cursor::new(Vec::new());
        store::pack_project(&root, NOW, &mut whole, &Progress::new()).expect("packed");
        let whole = whole.into_inner();
        own.push((Reader::Begin, zip(whole.clone())));
        own.push((Reader::Receive, zip(whole)));
        let maya = AnnotatorId::new("maya").expect("an identifier");
        let mut work = Cursor::new(Vec::new());
        store::pack(&root, &maya, NOW, &mut work, &Progress::new()).expect("packed");
        own.push((Reader::Receive, zip(work.into_inner())));
        let options = release::Options::default();
        let contents = release::contents(&project, &options, &[], NOW, &Progress::new()).expect("whole");
        let files: Vec<(String, Vec<u8>)> = contents.files().collect();
        own.push((Reader::Release, zip(packed(&files))));
        own.push((Reader::Release, files));
        own.push((Reader::Journal, vec![("journal.ron".to_owned(), journal(&root, &project))]));
        own.push((Reader::Machine, machine_files(folder.path(), &project)));
        let others =
            foreign.iter().chain(&own).flat_map(|(_, files)| files).map(|(_, bytes)| bytes.clone()).collect();
        Self { project, foreign, own, others }
    }

    /// Makes files wrong by this number and has them read.
    fn read(&self, seed: u64) {
        let mut mutator = Mutator::new(seed);
        let sources = *mutator.pick(&[&self.foreign, &self.own]);
        let (reader, sound) = mutator.pick(sources);
        let mut files = sound.clone();
        mutator.files(&mut files, &self.others);
        // What a manifest vouches for is read further than what it does not.
        if mutator.below(2) == 0 {
            vouch(&mut files, sound);
        }
        let folder = tempfile::tempdir().expect("a folder");
        match *reader {
            Reader::Format(id) => self.import(id, &files),
            Reader::Draft => files.iter().for_each(|(name, bytes)| {
                let _ = drafts(SourceFile { name, bytes }, &Progress::new());
            }),
            Reader::Project => open(folder.path(), &files),
            Reader::Begin => {
                let into = folder.path().join("new");
                let _ = store::begin(&into, "a.zip", Cursor::new(&files[0].1), &Progress::new());
                let _ = store::check(&into, &Progress::new());
            }
            Reader::Receive => self.receive(folder.path(), &files[0].1),
            Reader::Release => release_of(folder.path(), &files),
            Reader::Journal => {
                put(folder.path(), &files_of(&self.project));
                put(folder.path(), &files);
                let mut project = self.project.clone();
                let _ = Journal::open(&folder.path().join("journal.ron"), folder.path(), &mut project);
            }
            Reader::Machine => {
                put(folder.path(), &files);
                store::load_preferences(folder.path(), NOW);
                store::kept_mapping(folder.path(), self.project.id());
            }
        }
    }

    /// Reads files, and carries out what comes of them.
    fn import(&self, id: &str, files: &[(String, Vec<u8>)]) {
        let input = Input { files, progress: &Progress::new() };
        obelus::formats::recognise(&input);
        let format = readers().find(|format| format.about().id == id).expect("a reader");
        let Ok(read) = obelus::formats::read(format, &input) else { return };
        let read = read.value;
        let mapping = guess(&self.project, &read, &LabelMapping::default());
        let mut target = self.project.clone();
        for edit in plan(&self.project, &read, &mapping, &ImportOptions::default()).edits {
            target.apply(edit).unwrap_or_else(|error| panic!("{id}: {error}"));
        }
        for key in keys(&target) {
            store::encode(&target, &key);
        }
    }

    fn receive(&self, folder: &Path, bundle: &[u8]) {
        let (root, earlier) = (folder.join("study"), folder.join("earlier"));
        put(&root, &files_of(&self.project));
        let to = Receiver { root: &root, earlier: &earlier, own: None, now: NOW, progress: &Progress::new() };
        let _ = store::receive(&to, "a.zip", Cursor::new(bundle));
        let found = store::check(&root, &Progress::new()).expect("a project");
        let wrong: Vec<_> =
            found.iter().filter(|issue| issue.severity == obelus::base::Severity::Error).collect();
        assert!(wrong.is_empty(), "what came in cannot be read: {wrong:?}");
    }
}

/// Two articles of the sample with all work on them.
fn small() -> Project {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let sample = store::open(&sample, &Progress::new()).expect("the sample").value;
    let mut small = Project::new(sample.id().clone(), sample.name().to_owned(), sample.codebook().clone());
    small.load_settings(sample.settings().clone());
    sample.annotators().for_each(|annotator| small.load_annotator(annotator.clone()));
    small.load_ledger(sample.ledger().clone());
    let kept: Vec<ArticleId> = sample.articles().map(|article| article.id.clone()).skip(2).take(2).collect();
    let articles = sample.articles().filter(|article| kept.contains(&article.id));
    articles.for_each(|article| small.load_article(article.clone()));
    let sets = sample.sets().filter(|(key, _)| kept.contains(&key.article));
    sets.for_each(|(key, set)| small.load_set(key.clone(), set.clone()));
    small
}

fn keys(project: &Project) -> Vec<FileKey> {
    let mut keys = vec![FileKey::Project, FileKey::Codebook];
    keys.extend(project.articles().map(|article| FileKey::Article(article.id.clone())));
    keys.extend(project.sets().map(|(key, _)| FileKey::Set(key.clone())));
    for annotator in project.annotators() {
        keys.extend([FileKey::Claims(annotator.id.clone()), FileKey::Annotator(annotator.id.clone())]);
    }
    keys
}

fn files_of(project: &Project) -> Files {
    let file = |key: FileKey| Some((store::relative(&key), store::encode(project, &key)?.into_bytes()));
    keys(project).into_iter().filter_map(file).collect()
}

fn put(root: &Path, files: &[(String, Vec<u8>)]) {
    for (name, bytes) in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

/// The journal of a session in which the first set was taken away, and that undone.
fn journal(root: &Path, project: &Project) -> Vec<u8> {
    let path = root.join("../journal.ron");
    let mut project = project.clone();
    let store::Recovered { mut journal, mut history, .. } =
        Journal::open(&path, root, &mut project).expect("a journal").value;
    let (key, set) = project.sets().next().map(|(key, set)| (key.clone(), set.clone())).expect("a set");
    let edits = set
        .iter()
        .take(5)
        .map(|annotation| obelus::model::Edit::RemoveAnnotation { key: key.clone(), id: annotation.id });
    let edits = edits.collect();
    let commit = history.commit(&mut project, Transaction::new(Message::default(), edits)).expect("fits");
    journal.append(&JournalEntry::Change(HistoryChange::Commit(commit))).expect("written");
    journal.append(&JournalEntry::Change(HistoryChange::Undo)).expect("written");
    std::fs::read(path).expect("read")
}

/// What belongs to one machine: settings, and what labels became.
fn machine_files(data: &Path, project: &Project) -> Files {
    store::save_preferences(data, &Preferences::default()).expect("saved");
    let mapping = LabelMapping([("fact".to_owned(), obelus::model::LabelTarget::Claim)].into());
    store::keep_mapping(data, project, &mapping).expect("kept");
    let kept = format!("mapping/{}/mapping.ron", project.id());
    let read = |name: String| std::fs::read(data.join(&name)).map(|bytes| (name, bytes));
    ["settings.ron".to_owned(), kept].into_iter().map(|name| read(name).expect("read")).collect()
}

/// Looks through a project, and writes again what could be read.
fn open(root: &Path, files: &[(String, Vec<u8>)]) {
    put(root, files);
    let _ = store::check(root, &Progress::new());
    let Ok(opened) = store::open(root, &Progress::new()) else { return };
    for key in keys(&opened.value) {
        store::encode(&opened.value, &key);
    }
}

fn release_of(folder: &Path, files: &[(String, Vec<u8>)]) {
    let path = match files {
        [(name, bytes)] if name == "a.zip" => {
            std::fs::write(folder.join(name), bytes).expect("written");
            folder.join(name)
        }
        files => {
            put(folder, files);
            folder.to_owned()
        }
    };
    let Ok(found) = store::release::read(&path, &Progress::new()) else { return };
    verify(&found, None, None, &Progress::new());
}

/// Writes the sizes and SHA-256 of changed files into the manifests that vouch for them.
fn vouch(files: &mut Files, sound: &[(String, Vec<u8>)]) {
    if let ([(_, zip)], [(_, before)]) = (&mut files[..], sound)
        && let (Some(mut members), Some(before)) = (unpacked(zip), unpacked(before))
    {
        vouch_for(&mut members, &before);
        *zip = packed(&members);
    } else {
        vouch_for(files, sound);
    }
}

fn vouch_for(files: &mut Files, sound: &[(String, Vec<u8>)]) {
    let mut replaced = Vec::new();
    for (name, bytes) in files.iter() {
        if let Some((_, before)) = sound.iter().find(|(known, _)| known == name)
            && before != bytes
        {
            let entry = |bytes: &[u8]| (bytes.len().to_string(), Digest::of_bytes(bytes).to_string());
            replaced.push((entry(before), entry(bytes)));
        }
    }
    let manifests = files.iter_mut().filter(|(name, _)| name == "bundle.ron" || name == "manifest.ron");
    for (_, manifest) in manifests {
        let Ok(mut text) = String::from_utf8(manifest.clone()) else { continue };
        for ((size, digest), (new_size, new_digest)) in &replaced {
            let lines = text.split_inclusive('\n').map(|line| match line.contains(digest.as_str()) {
                true => line.replace(digest, new_digest).replace(size, new_size),
                false => line.to_owned(),
            });
            text = lines.collect();
        }
        *manifest = text.into_bytes();
    }
}

/// Reads so many files, or for so long; says by which number what went wrong can be had again.
fn run(first: u64, enough: impl Fn(u64) -> bool) {
    let sources = Sources::new();
    let mut slowest = (Duration::ZERO, first);
    let mut count = 0;
    let mut wrong = Vec::new();
    while !enough(count) {
        let seed = first.wrapping_add(count);
        if count.is_multiple_of(1000) {
            println!("{count} read; the next is OBELUS_FUZZ_SEED={seed}");
        }
        let begun = Instant::now();
        if catch_unwind(AssertUnwindSafe(|| sources.read(seed))).is_err() {
            println!("a panic with OBELUS_FUZZ_SEED={seed}");
            wrong.push(seed);
        }
        slowest = slowest.max((begun.elapsed(), seed));
        count += 1;
    }
    let (took, seed) = slowest;
    println!("{count} read; the slowest took {took:?} with OBELUS_FUZZ_SEED={seed}");
    assert!(wrong.is_empty(), "panics with OBELUS_FUZZ_SEED={wrong:?}");
    assert!(took < SLOW, "{took:?} with OBELUS_FUZZ_SEED={seed}");
}

#[test]
fn a_few_files_made_wrong_are_no_disaster() {
    run(0, |count| count >= FEW);
}

#[test]
#[ignore = "as long as is asked: OBELUS_FUZZ_SECONDS=600 OBELUS_FUZZ_SEED=1 cargo test --test it -- --ignored --nocapture mutations"]
fn many_files_made_wrong_are_no_disaster() {
    let number = |name: &str, usual: u64| {
        std::env::var(name).map_or(usual, |given| given.parse().expect("a whole number"))
    };
    let time = Duration::from_secs(number("OBELUS_FUZZ_SECONDS", 60));
    let begun = Instant::now();
    run(number("OBELUS_FUZZ_SEED", 1), |_| begun.elapsed() >= time);
}
