//! What the undo journal gives back after the end of a process, orderly or not.

use super::sample::*;
use crate::base::{Progress, Timestamp};
use crate::locale::{Argument, Decimal, Message};
use crate::message;
use crate::model::*;
use crate::store::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A running program: what it has in memory, and its journal.
struct Run {
    root: PathBuf,
    project: Project,
    history: History,
    journal: Journal,
    dirty: BTreeSet<FileKey>,
}

impl Run {
    fn start(root: &Path) -> (Self, Vec<&'static str>) {
        let mut project = open(root, &Progress::new()).expect("opened").value;
        let path = journal_path(&root.join("../data"), root, project.id(), &key().annotator);
        let opened = Journal::open(&path, root, &mut project).expect("journal");
        let codes = opened.issues.iter().map(|issue| issue.code).collect();
        let Recovered { journal, history, dirty } = opened.value;
        (Self { root: root.to_owned(), project, history, journal, dirty }, codes)
    }

    fn commit(&mut self, transaction: Transaction) {
        let merging = transaction.merge_key.is_some()
            && self.history.done().last().is_some_and(|last| last.merge_key == transaction.merge_key);
        let mut alone = self.project.clone();
        let step_alone = {
            let mut history = History::default();
            history.commit(&mut alone, transaction.clone()).expect("fits");
            history.done()[0].clone()
        };
        let commit = self.history.commit(&mut self.project, transaction).expect("fits");
        assert_eq!(commit, Commit { step: step_alone, merged: merging });
        self.dirty.extend(commit.step.files());
        self.journal.append(&JournalEntry::Change(HistoryChange::Commit(commit))).expect("journaled");
    }

    fn step(&mut self, redo: bool) {
        let done =
            if redo { self.history.redo(&mut self.project) } else { self.history.undo(&mut self.project) };
        if let Some(step) = done {
            self.dirty.extend(step.expect("fits").files());
            let change = if redo { HistoryChange::Redo } else { HistoryChange::Undo };
            self.journal.append(&JournalEntry::Change(change)).expect("journaled");
        }
    }

    /// Saves what differs; `dies` before the file is written when told to.
    fn save(&mut self, dies: bool) {
        let through = self.journal.position();
        for file in std::mem::take(&mut self.dirty) {
            let journal = &mut self.journal;
            let saved = save_over(&self.root, &self.project, &file, None, &mut |digest| {
                journal.checkpoint(&file, digest, through)?;
                if dies { Err(StoreError::Cancelled) } else { Ok(()) }
            });
            assert_eq!(saved.is_err(), dies);
            if !dies {
                self.journal.append(&JournalEntry::Saved(file)).expect("journaled");
            }
        }
    }

    fn steps(&self) -> (Vec<(Message, Vec<Edit>, Vec<Edit>)>, usize) {
        let all = self.history.done().iter().chain(self.history.undone());
        let plain =
            all.map(|step| (step.label.clone(), step.forward.clone(), step.backward.clone())).collect();
        (plain, self.history.done().len())
    }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let (folder, project) = saved();
    let root = folder.path().join("project");
    create(&root, "x", Arc::new(builtin_codebook())).expect("created");
    save_all(&root, &project);
    (folder, root)
}

fn tagging(number: u64, words: &str, code: &str) -> Transaction {
    let annotation = Arc::new(tag(number, span_of(WORDS, words), code));
    Transaction::new(
        Message::verbatim(format!("tag {code}")),
        vec![Edit::PutAnnotation { key: key(), annotation }],
    )
}

#[test]
fn every_kind_of_change_is_done_again_after_a_kill() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().join("project");
    create(&root, "x", Arc::new(builtin_codebook())).expect("created");
    let mut run = Run::start(&root).0;
    for edit in edits() {
        run.commit(Transaction::new(Message::verbatim("one"), vec![edit]));
    }
    let more = [
        Edit::SetMetadata {
            id: key().article,
            since: None,
            metadata: Box::new(Metadata { outlet: "\"x\"".into(), ..Metadata::default() }),
        },
        Edit::SetZones { id: key().article, since: None, zones: Vec::new() },
        Edit::SetStubMetadata {
            id: stub().id,
            since: Some(Box::new(stub().metadata)),
            metadata: Box::new(Metadata { title: "Ferry".into(), ..stub().metadata }),
        },
        Edit::RemoveStub { id: stub().id },
        Edit::PutSettings { settings: Settings { blind: false, ..Settings::default() } },
        Edit::PutSettings { settings: Settings { keep_originals: true, ..Settings::default() } },
        Edit::Rename { name: "Other\n".into() },
        Edit::PutCodebook { codebook: Arc::new(builtin_codebook()) },
        Edit::RemoveSet { key: key() },
    ];
    for edit in more {
        run.commit(Transaction::new(Message::verbatim("two"), vec![edit]));
    }
    run.step(false);
    let (project, steps) = (run.project.clone(), run.steps());
    drop(run);
    let (again, codes) = Run::start(&root);
    assert_eq!(codes, ["recovered"]);
    assert_eq!(again.project, project);
    assert_eq!(again.steps(), steps);
    let (once_more, _) = Run::start(&root);
    assert_eq!(once_more.project, project, "recovering twice changes nothing");
}

#[test]
fn relations_and_zones_are_named_and_the_numbers_of_old_journals_still_replay() {
    let folder = tempfile::tempdir().expect("folder");
    let root = folder.path().join("project");
    create(&root, "x", Arc::new(builtin_codebook())).expect("created");
    let mut run = Run::start(&root).0;
    for edit in edits() {
        run.commit(Transaction::new(Message::verbatim("one"), vec![edit]));
    }
    let zones = vec![Zone { kind: ZoneKind::Caption, span: span_of(WORDS, "Meta") }];
    run.commit(Transaction::new(
        Message::verbatim("zones"),
        vec![Edit::SetZones { id: key().article, since: None, zones }],
    ));
    let (project, steps) = (run.project.clone(), run.steps());
    let path = journal_path(&root.join("../data"), &root, project.id(), &key().annotator);
    drop(run);
    let content = std::fs::read_to_string(&path).expect("read");
    let (named, numbered) = (
        (r#""maya/llama4","NarrowerThan","li/other""#, r#"("Caption",("#),
        (r#""maya/llama4",1,"li/other""#, "(5,("),
    );
    assert!(content.contains(named.0) && content.contains(named.1), "{content}");
    let old = content.replace(named.0, numbered.0).replace(named.1, numbered.1);
    assert!(!old.contains("NarrowerThan\",\"li"));
    std::fs::write(&path, old).expect("written");
    let (again, codes) = Run::start(&root);
    assert_eq!(codes, ["recovered"]);
    assert_eq!(again.project, project);
    assert_eq!(again.steps(), steps);
}

#[test]
fn what_a_step_does_is_kept_to_be_said_in_any_language_and_old_journals_keep_their_words() {
    let (_folder, root) = folder();
    let mut run = Run::start(&root).0;
    let inner = message!("refusals-no-code", code = "a \"b\"");
    let lists = vec![Argument::Number(3), Argument::Decimal(Decimal::new(-0.5, 2)), Argument::from("c")];
    let label = message!("refusals-not-done", why = inner, more = lists);
    let name = |name: &str| vec![Edit::Rename { name: name.into() }];
    run.commit(Transaction::new(label.clone(), name("One")));
    run.commit(Transaction::new(Message::verbatim("in no language"), name("Two")));
    let path = journal_path(&root.join("../data"), &root, run.project.id(), &key().annotator);
    drop(run);
    let labels = |run: &Run| run.history.done().iter().map(|step| step.label.clone()).collect::<Vec<_>>();
    let again = Run::start(&root).0;
    assert_eq!(labels(&again), [label.clone(), Message::verbatim("in no language")]);
    drop(again);
    let content = std::fs::read_to_string(&path).expect("read");
    let unknown = content.replace("refusals-not-done", "refusals-of-another-version");
    std::fs::write(&path, unknown).expect("written");
    assert_eq!(labels(&Run::start(&root).0)[0], Message::verbatim(label.english()));
    let from = content.find(",said:").expect("a message");
    let to = from + content[from..].find(",forward:").expect("the changes");
    let old = format!("{}{}", &content[..from], &content[to..]);
    assert!(!old.contains("said:"), "{old}");
    std::fs::write(&path, old).expect("written");
    assert_eq!(labels(&Run::start(&root).0)[0], Message::verbatim(label.english()));
}

#[test]
fn what_waits_for_its_place_goes_through_the_journal_too() {
    let (_folder, root) = folder();
    let path = root.join(relative(&FileKey::Set(key())));
    let content = std::fs::read_to_string(&path).expect("read");
    let changed = content
        .replace("quote: \"Llama 4\"", "quote: \"Llama 5\"")
        .replace("quote: \"Meta\"", "quote: \"Beta\"");
    assert_ne!(changed, content);
    std::fs::write(&path, changed).expect("written");
    let mut run = Run::start(&root).0;
    let set = run.project.set(&key()).cloned().expect("the set is there");
    assert_eq!(set.unplaced().count(), 2);
    run.commit(Transaction::new(Message::verbatim("out"), vec![Edit::RemoveSet { key: key() }]));
    run.commit(Transaction::new(
        Message::verbatim("in"),
        vec![Edit::PutSet { key: key(), set: Arc::clone(&set) }],
    ));
    let steps = run.steps();
    drop(run);
    let (again, _) = Run::start(&root);
    assert_eq!((again.project.set(&key()), again.steps()), (Some(&set), steps));
}

#[test]
fn lines_of_the_first_release_are_understood() {
    let (_folder, root) = folder();
    let path = journal_path(
        &root.join("../data"),
        &root,
        &crate::base::ProjectId::new("test-1").expect("id"),
        &key().annotator,
    );
    drop(Run::start(&root));
    let mut content = std::fs::read_to_string(&path).expect("read");
    for (file, digest) in ["project.ron", "annotations/li/annotator.ron"].map(|file| {
        let digest = fingerprint(&root, &key_of(file).expect("ours")).expect("read").expect("there");
        (file, digest)
    }) {
        content.push_str(&format!("Checkpoint(\"{file}\",\"{digest}\",0)\n"));
    }
    content.push_str(
        "Commit((label:\"a\",forward:[PutSettings(false)],backward:[PutSettings(true)],merge:\"\"))\n",
    );
    content.push_str("Commit((label:\"b\",forward:[PutAnnotator(\"li\",\"Lee\",false)],backward:[PutAnnotator(\"li\",\"Li\",false)],merge:\"\"))\n");
    std::fs::write(&path, content).expect("written");
    let (run, codes) = Run::start(&root);
    assert_eq!((codes, run.history.done().len()), (vec!["recovered"], 2));
    assert!(!run.project.settings().blind);
}

#[test]
fn an_earlier_version_that_was_put_back_stays() {
    let (folder, root) = folder();
    let mut run = Run::start(&root).0;
    run.commit(tagging(50, "Meta", "factual"));
    run.save(false);
    let (earlier, path) = (run.project.clone(), root.join(relative(&FileKey::Set(key()))));
    let (content, copy) = (std::fs::read(&path).expect("read"), folder.path().join("copy"));
    create(&copy, "x", Arc::new(builtin_codebook())).expect("created");
    save_all(&copy, &earlier);
    run.commit(tagging(51, "money", "factual"));
    run.save(false);
    run.commit(tagging(52, "delay", "factual"));
    run.save(true);
    std::fs::write(&path, content).expect("put back");
    let (again, codes) = Run::start(&root);
    assert_eq!(codes, ["changed-elsewhere"]);
    assert_eq!(again.project.set(&key()), earlier.set(&key()));
    let (other, codes) = Run::start(&copy);
    assert_eq!((other.project, codes), (earlier, vec![]), "a copy has a history of its own");
}

#[test]
fn a_file_changed_elsewhere_is_taken_as_it_is() {
    let (_folder, root) = folder();
    let mut run = Run::start(&root).0;
    run.commit(tagging(50, "Meta", "factual"));
    run.save(false);
    run.commit(tagging(51, "money", "factual"));
    let mut elsewhere = run.project.clone();
    elsewhere.apply(Edit::SetState { key: key(), state: SetState::Open }).expect("fits");
    save(&root, &elsewhere, &FileKey::Set(key())).expect("saved");
    run.commit(Transaction::new(Message::verbatim("name"), vec![Edit::Rename { name: "New".into() }]));
    let (again, codes) = Run::start(&root);
    assert_eq!(codes, ["changed-elsewhere", "recovered"]);
    assert_eq!(again.project.set(&key()), elsewhere.set(&key()));
    assert_eq!(again.project.name(), "New");
    assert_eq!(again.history.done().len(), 1);
    drop(again);
    let (mut later, _) = Run::start(&root);
    assert_eq!(later.history.done().len(), 1, "what was dropped stays dropped");
    later.commit(tagging(53, "cost", "factual"));
    let project = later.project.clone();
    drop(later);
    assert_eq!(Run::start(&root).0.project, project);
}

#[test]
fn a_torn_line_is_passed_over_and_a_strange_journal_set_aside() {
    let (_folder, root) = folder();
    let mut run = Run::start(&root).0;
    run.commit(tagging(50, "Meta", "factual"));
    run.commit(tagging(51, "money", "factual"));
    let path = journal_path(&root.join("../data"), &root, run.project.id(), &key().annotator);
    let content = std::fs::read(&path).expect("read");
    std::fs::write(&path, &content[..content.len() - 9]).expect("written");
    let (mut again, codes) = Run::start(&root);
    assert_eq!((codes, again.history.done().len()), (vec!["recovered"], 1));
    again.commit(tagging(52, "delay", "factual"));
    assert_eq!(Run::start(&root).0.history.done().len(), 2);
    std::fs::write(&path, "(format: \"obelus/journal\", version: 9, project: \"test-1\")\nwhatever\n")
        .expect("written");
    let (fresh, codes) = Run::start(&root);
    assert_eq!((codes, fresh.history.done().len()), (vec!["bad-journal"], 0));
    assert!(path.with_extension("ron.bad").exists());
}

#[test]
fn a_large_journal_is_written_anew_with_its_steps() {
    let (_folder, root) = folder();
    let mut run = Run::start(&root).0;
    let mut project = run.project.clone();
    for number in 0..60 {
        let name = format!("{number}").repeat(40_000);
        run.commit(Transaction::new(Message::verbatim("name"), vec![Edit::Rename { name: name.clone() }]));
        project.apply(Edit::Rename { name }).expect("fits");
    }
    run.step(false);
    run.save(false);
    let steps = run.steps();
    let path = journal_path(&root.join("../data"), &root, run.project.id(), &key().annotator);
    let project = run.project.clone();
    drop(run);
    for _ in 0..2 {
        let (again, codes) = Run::start(&root);
        assert_eq!(codes, Vec::<&str>::new());
        assert_eq!(again.project, project);
        assert_eq!(again.steps(), steps);
    }
    assert!(path.exists());
}

proptest! {
    #![proptest_config(crate::base::properties::cases(24))]
    #[test]
    fn a_kill_at_any_moment_loses_nothing(script in prop::collection::vec(0_u8..9, 1..14)) {
        let (_folder, root) = folder();
        let mut run = Run::start(&root).0;
        for (number, action) in script.iter().enumerate() {
            match action {
                0..=2 => run.commit(tagging(100 + number as u64, ["Meta", "money", "cost"][number % 3], "factual")),
                3 => {
                    let mut typed = tagging(7, "Llama 4 is a flop", "opinion");
                    if let Edit::PutAnnotation { annotation, .. } = &mut typed.edits[0] {
                        Arc::make_mut(annotation).modified = Timestamp(2_000_000_000 + number as i64);
                    }
                    typed.merge_key = Some("memo".to_owned());
                    run.commit(typed);
                }
                4 => run.step(false),
                5 => run.step(true),
                6 => run.save(false),
                7 => run.save(true),
                _ => {
                    let (project, steps) = (run.project.clone(), run.steps());
                    drop(run);
                    run = Run::start(&root).0;
                    prop_assert_eq!(&run.project, &project);
                    prop_assert_eq!(run.steps(), steps);
                }
            }
        }
        let again = Run::start(&root).0;
        prop_assert_eq!(&again.project, &run.project);
        prop_assert_eq!(again.steps(), run.steps());
    }
}
