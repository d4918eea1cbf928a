//! The same annotator at work on two machines.

use super::sample::*;
use crate::base::{AnnotationId, Issue, Progress};
use crate::model::*;
use crate::store::*;
use crate::text::Digest;
use std::path::Path;
use std::sync::Arc;

fn file() -> FileKey {
    FileKey::Set(key())
}

fn with(project: &Project, number: u64, words: &str, code: &str) -> Project {
    let mut changed = project.clone();
    let annotation = Arc::new(tag(number, span_of(WORDS, words), code));
    changed.apply(Edit::PutAnnotation { key: key(), annotation }).expect("fits");
    changed
}

fn saved_as(root: &Path, project: &Project, base: &Project) -> MergedSave {
    let base = Version::of(base, &file());
    save_merged(root, project, &file(), base.as_ref(), None, &mut |_| Ok(())).expect("saved")
}

fn codes(issues: &[Issue]) -> Vec<&'static str> {
    issues.iter().map(|issue| issue.code).collect()
}

fn opened(root: &Path) -> Project {
    open(root, &Progress::new()).expect("opened").value
}

/// Puts `theirs` in place of ours, saves, and puts the version away with what was replaced.
fn settle_conflict(root: &Path, project: &mut Project, aside: &Aside, theirs: &[Conflict], earlier: &Path) {
    for edit in resolution(project, &aside.key, theirs) {
        project.apply(edit).expect("fits");
    }
    if !theirs.is_empty() {
        keep_earlier(root, earlier, &aside.key).expect("kept");
    }
    save(root, project, &aside.key).expect("saved");
    put_away(root, aside, earlier).expect("put away");
}

fn number_of(project: &Project, number: u64) -> Option<Body> {
    project.set(&key())?.get(AnnotationId(number)).map(|annotation| annotation.body.clone())
}

#[test]
fn what_another_machine_added_stays_and_what_was_taken_out_here_is_out() {
    let (_folder, root, base) = start();
    let theirs = with(&base, 60, "Meta", "factual");
    save(&root, &theirs, &file()).expect("saved");
    let mut ours = with(&base, 61, "money", "opinion");
    ours.apply(Edit::RemoveAnnotation { key: key(), id: AnnotationId(8) }).expect("fits");
    let did = saved_as(&root, &ours, &base);
    assert_eq!(did.conflict, None);
    let together = opened(&root);
    assert_eq!(did.merged, Version::of(&together, &file()));
    assert!(number_of(&together, 60).is_some() && number_of(&together, 61).is_some());
    assert!(number_of(&together, 8).is_none());
    // The program here goes on without having taken theirs in.
    let on = with(&ours, 61, "cost", "factual");
    assert_eq!(saved_as(&root, &on, &ours).conflict, None);
    let together = opened(&root);
    assert!(number_of(&together, 60).is_some());
    assert_eq!(number_of(&together, 61), number_of(&on, 61));
    assert_eq!(check(&root, &Progress::new()).expect("checked"), []);
}

#[test]
fn an_untouched_file_is_just_written() {
    let (_folder, root, base) = start();
    let ours = with(&base, 61, "money", "opinion");
    let known = fingerprint(&root, &file()).expect("read");
    let save = |known: Option<Digest>| {
        save_merged(&root, &ours, &file(), None, known, &mut |_| Ok(())).expect("saved")
    };
    assert_eq!(save(known).merged, None);
    assert_eq!(opened(&root), ours);
    let again = save(None);
    assert_eq!((again.merged, again.conflict, again.saved.changed), (None, None, false));
}

#[test]
fn what_differs_is_laid_beside_and_settled() {
    let words = ["opinion", "mixed"];
    for (theirs_chosen, want) in [(true, words[1]), (false, words[0])] {
        let (folder, root, base) = start();
        let earlier = earlier_dir(&folder.path().join("data"), base.id());
        save(&root, &with(&with(&base, 60, "Meta", words[1]), 62, "cost", "factual"), &file())
            .expect("saved");
        let ours = with(&base, 60, "Meta", words[0]);
        let aside = saved_as(&root, &ours, &base).conflict.expect("they differ");
        assert_eq!(conflicts(&root).expect("listed"), std::slice::from_ref(&aside));
        let checked = open(&root, &Progress::new()).expect("opened");
        assert_eq!(codes(&checked.issues), ["conflict"]);
        let mut project = checked.value;
        assert_eq!(number_of(&project, 60), number_of(&ours, 60));
        assert!(number_of(&project, 62).is_some());
        let differing = compare_aside(&root, &aside, &project).expect("read");
        assert_eq!(differing.len(), 1);
        // Saving again and the same conflict again make no second file.
        saved_as(&root, &ours, &ours);
        assert_eq!(conflicts(&root).expect("listed").len(), 1);
        let chosen = if theirs_chosen { &differing[..] } else { &[] };
        settle_conflict(&root, &mut project, &aside, chosen, &earlier);
        assert_eq!(conflicts(&root).expect("listed"), []);
        let after = opened(&root);
        assert_eq!(after, project);
        assert_eq!(number_of(&after, 60), Some(tag(1, span_of(WORDS, "Meta"), want).body));
        assert_eq!(check(&root, &Progress::new()).expect("checked"), []);
        let kept = std::fs::read_dir(earlier.join("annotations/maya")).expect("kept").count();
        assert_eq!(kept, if theirs_chosen { 2 } else { 1 });
    }
}

#[test]
fn claims_are_merged_and_settled_too() {
    let (folder, root, base) = start();
    let (file, earlier) = (FileKey::Claims(key().annotator), folder.path().join("earlier"));
    let labelled = |label: &str, new: &str| {
        let mut project = base.clone();
        let mut claim =
            Claim::clone(base.ledger().claims().find(|claim| claim.id.annotator() == "maya").expect("claim"));
        claim.label = label.to_owned();
        project.apply(Edit::PutClaim { claim: Arc::new(claim.clone()) }).expect("fits");
        claim.id = crate::base::ClaimId::new(new).expect("id");
        project.apply(Edit::PutClaim { claim: Arc::new(claim) }).expect("fits");
        project
    };
    save(&root, &labelled("theirs", "maya/one"), &file).expect("saved");
    let ours = labelled("ours", "maya/two");
    let base = Version::of(&base, &file);
    let did = save_merged(&root, &ours, &file, base.as_ref(), None, &mut |_| Ok(())).expect("saved");
    let aside = did.conflict.expect("they differ");
    let mut project = opened(&root);
    let labels = |project: &Project| {
        let claims = project.ledger().claims().filter(|claim| claim.id.annotator() == "maya");
        claims.map(|claim| (claim.id.to_string(), claim.label.clone())).collect::<Vec<_>>()
    };
    let pair = |id: &str, label: &str| (id.to_owned(), label.to_owned());
    let want =
        |label: &str| vec![pair("maya/llama4", label), pair("maya/one", "theirs"), pair("maya/two", "ours")];
    assert_eq!(labels(&project), want("ours"));
    let differing = compare_aside(&root, &aside, &project).expect("read");
    settle_conflict(&root, &mut project, &aside, &differing, &earlier);
    assert_eq!(labels(&opened(&root)), want("theirs"));
}

#[test]
fn copies_of_synchronising_programs_are_other_versions() {
    let (folder, root, base) = start();
    let theirs = with(&base, 60, "Meta", "factual");
    let content = encode(&theirs, &file()).expect("content");
    for name in
        ["flop (Maya's conflicted copy 2025-07-03).ron", "flop.sync-conflict-20250703-093000-ABCDEFG.ron"]
    {
        std::fs::write(root.join("annotations/maya").join(name), &content).expect("written");
        let checked = open(&root, &Progress::new()).expect("opened");
        assert_eq!((codes(&checked.issues), checked.value.set(&key())), (vec!["conflict"], base.set(&key())));
        let aside = conflicts(&root).expect("listed").remove(0);
        let differing = compare_aside(&root, &aside, &base).expect("read");
        assert_eq!(differing.len(), 1);
        let mut project = checked.value;
        settle_conflict(&root, &mut project, &aside, &differing, &folder.path().join("earlier"));
        assert_eq!(opened(&root), theirs);
        save(&root, &base, &file()).expect("saved");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_still_not_overwritten() {
    let (_folder, root, base) = start();
    let path = root.join(relative(&file()));
    std::fs::write(&path, "(torn").expect("written");
    let ours = with(&base, 61, "money", "opinion");
    let error = save_merged(&root, &ours, &file(), None, None, &mut |_| Ok(())).expect_err("refused");
    assert!(matches!(error, StoreError::Untouchable(_)), "{error}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "(torn");
}

#[test]
fn a_set_that_became_empty_on_both_machines_has_no_file() {
    let (_folder, root, base) = start();
    let mut ours = base.clone();
    ours.apply(Edit::RemoveSet { key: key() }).expect("fits");
    let did = saved_as(&root, &ours, &base);
    assert_eq!((did.merged, did.conflict, did.saved.digest), (None, None, None));
    assert!(!root.join(relative(&file())).exists());
}
