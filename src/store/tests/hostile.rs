//! Files that want to be read wrongly.

use super::sample::*;
use crate::base::{AnnotationId, AnnotatorId, Issue, Place, Progress};
use crate::model::*;
use crate::store::*;
use std::path::Path;

const SET: &str = "annotations/maya/flop.ron";
const ARTICLE: &str = "articles/flop.ron";

fn change(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let content = std::fs::read_to_string(&path).expect("read");
    assert!(content.contains(from), "{from} is in {content}");
    std::fs::write(&path, content.replacen(from, to, 1)).expect("written");
}

fn codes(issues: &[Issue]) -> Vec<&'static str> {
    issues.iter().map(|issue| issue.code).collect()
}

/// Opens the sample after a change to one of its files.
fn opened(file: &str, from: &str, to: &str) -> (tempfile::TempDir, Project, Vec<Issue>) {
    let (folder, _) = saved();
    change(folder.path(), file, from, to);
    let opened = open(folder.path(), &Progress::new()).expect("opened");
    (folder, opened.value, opened.issues)
}

/// A change after which the set cannot be used at all: it is left out, and saving does not overwrite it.
fn refused(file: &str, from: &str, to: &str, code: &str) -> Issue {
    let (folder, mut project, issues) = opened(file, from, to);
    assert_eq!(issues[0].code, code, "{issues:?}");
    assert!(project.set(&key()).is_none());
    if project.article(&key().article).is_some() {
        let path = folder.path().join(file);
        let before = std::fs::read(&path).expect("read");
        let edit =
            Edit::PutAnnotation { key: key(), annotation: tag(1, span_of(WORDS, "Meta"), "factual").into() };
        project.apply(edit).expect("fits");
        let error = save(folder.path(), &project, &FileKey::Set(key())).expect_err("not overwritten");
        assert!(matches!(error, StoreError::Untouchable(_)), "{error}");
        assert_eq!(std::fs::read(&path).expect("read"), before);
    }
    issues.into_iter().next().expect("a finding")
}

/// A change after which the annotation with this number is in the tray, whole, and comes back when all fits again.
fn in_tray(file: &str, from: &str, to: &str, code: &str, number: u64) {
    let (folder, project, issues) = opened(file, from, to);
    assert!(codes(&issues).contains(&code), "{issues:?}");
    let set = project.set(&key()).expect("the set is there");
    assert!(set.orphan(AnnotationId(number)).is_some(), "{issues:?}");
    save(folder.path(), &project, &FileKey::Set(key())).expect("saved");
    let again = open(folder.path(), &Progress::new()).expect("opened").value;
    assert_eq!(again.set(&key()), project.set(&key()));
    if file == SET {
        change(folder.path(), file, to, from);
    } else {
        std::fs::write(
            folder.path().join(file),
            encode(&super::sample::project(), &key_of(file).expect("ours")).expect("content"),
        )
        .expect("written");
    }
    let healed = open(folder.path(), &Progress::new()).expect("opened");
    assert_eq!(healed.value.set(&key()), super::sample::project().set(&key()), "{:?}", healed.issues);
}

#[test]
fn broken_files_are_refused_and_left_untouched() {
    let issue = refused(SET, "    fields: {", "    fields: [", "broken-ron");
    assert_eq!(issue.place, Place::Line(12, 13), "{issue}");
    assert!(!issue.hint.is_empty());
    refused(SET, "version: 1", "version: 2", "newer-version");
    refused(SET, "version: 1", "version: 0", "bad-version");
    refused(SET, "obelus/annotation-set", "obelus/claims", "wrong-format");
    refused(SET, "annotator: \"maya\"", "annotator: \"li\"", "bad-value");
    refused(SET, "0000000000007", "not-a-number", "bad-value");
    refused(SET, "0000000000007", "000000000007", "bad-value");
    refused(SET, "    state:", "    colour: 3,\n    state:", "broken-ron");
    refused(SET, "code: \"opinion\"", "code: \"o/p\"", "bad-value");
    refused(SET, "\"genre\"", "\"unheard\"", "unknown-value");
    refused(SET, "2025-07-03T09:30:00Z", "yesterday", "bad-value");
    refused(SET, "memo: ", "memo: \"a\", memo: ", "broken-ron");
    refused(ARTICLE, "two employees", "ten employees", "wrong-digest");
    refused(ARTICLE, "id: \"flop\"", "id: \"flip\"", "bad-value");
    refused(ARTICLE, "version: 1", "version: 99", "newer-version");
}

#[test]
fn what_does_not_fit_goes_to_the_tray_and_comes_back() {
    in_tray(SET, "quote: \"Llama 4 is a flop\"", "quote: \"Llama 4 is a hit\"", "quote-mismatch", 7);
    in_tray(SET, "quote: \"flop\"", "quote: \"flip\"", "quote-mismatch", 7);
    in_tray(SET, "at: (67, 91), code", "at: (66, 90), code", "quote-mismatch", 8);
    in_tray(SET, "code: \"mixed\"", "code: \"unheard-of\"", "unknown-code", 8);
    in_tray(SET, "Choice(\"possible\")", "Choice(\"unheard-of\")", "unknown-value", u64::MAX);
    in_tray(SET, "claim: \"maya/llama4\"", "claim: \"maya/llama5\"", "unknown-claim", u64::MAX);
    in_tray("claims/maya.ron", "format", "fromat", "broken-ron", u64::MAX);
}

#[test]
fn a_moved_passage_is_proposed_where_it_is() {
    let (_folder, project, _) = opened(SET, "at: (67, 91), code", "at: (60, 84), code");
    let orphan =
        project.set(&key()).and_then(|set| set.orphan(AnnotationId(8)).cloned()).expect("in the tray");
    assert_eq!(orphan.proposed, Some(span_of(WORDS, "💛 The embarrassing delay")));
    assert_eq!(orphan.stated, (60, 84));
}

#[test]
fn what_was_signed_off_on_another_text_is_open() {
    let (folder, project) = saved();
    assert!(matches!(project.set(&key()).expect("the set").state(), SetState::Done(_)));
    let digest = project.article(&key().article).expect("the article").text.digest().to_string();
    change(folder.path(), SET, &digest, &"0".repeat(64));
    let opened = open(folder.path(), &Progress::new()).expect("opened");
    let set = opened.value.set(&key()).expect("the set is there");
    assert_eq!((set.state(), set.coverage().is_empty()), (SetState::Open, true));
    let told = opened.issues.iter().find(|issue| issue.code == "text-changed").expect("told");
    assert!(told.hint.english().contains("not signed off"), "{told}");
}

#[test]
fn a_number_given_twice_loses_nothing() {
    let (_folder, project, issues) = opened(SET, "id: \"0000000000008\"", "id: \"0000000000007\"");
    assert_eq!(codes(&issues), ["duplicate-id"]);
    assert_eq!(project.set(&key()).map(|set| set.len()), Some(4));
}

/// A change after which a decision or comment has no place: it is told, kept, written as it was read, and has its
/// place again when all fits.
fn waits(file: &str, from: &str, to: &str, code: &str, number: u64) {
    let (folder, project, issues) = opened(file, from, to);
    assert!(codes(&issues).contains(&code), "{issues:?}");
    let set = project.set(&key()).expect("the set is there");
    let waiting: Vec<AnnotationId> = set.unplaced().map(|unplaced| unplaced.id()).collect();
    assert_eq!(waiting, [AnnotationId(number)]);
    if file == SET {
        let lines = || {
            let content = std::fs::read_to_string(folder.path().join(SET)).expect("read");
            let mut lines: Vec<String> = content.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let changed = lines();
        save(folder.path(), &project, &FileKey::Set(key())).expect("saved");
        assert_eq!(lines(), changed);
        change(folder.path(), SET, to, from);
    } else {
        let content = encode(&super::sample::project(), &key_of(file).expect("ours")).expect("content");
        std::fs::write(folder.path().join(file), content).expect("written");
    }
    let healed = open(folder.path(), &Progress::new()).expect("opened");
    assert_eq!(healed.value.set(&key()), super::sample::project().set(&key()), "{:?}", healed.issues);
}

#[test]
fn decisions_and_comments_without_a_place_are_kept_and_come_back() {
    let line = |at: &str, quote: &str| format!("layer: \"kind\", at: ({at}), quote: \"{quote}\"");
    waits(SET, &line("0, 7", "Llama 4"), &line("0, 7", "Llama 5"), "lost-review", 40);
    waits(SET, &line("67, 68", "💛"), &line("67, 69", "💛"), "lost-review", 41);
    waits(SET, &line("19, 23", "Meta"), &line("19, 23", "Beta"), "lost-review", 31);
    waits(SET, &line("19, 23", "Meta"), &line("900, 904", "Meta"), "lost-review", 31);
    waits(
        SET,
        "(id: \"0000000000018\", layer: \"kind\"",
        "(id: \"0000000000018\", layer: \"kund\"",
        "unknown-layer",
        40,
    );
}

#[test]
fn decisions_and_comments_of_one_number_are_both_kept() {
    let (_folder, project, issues) = opened(SET, "(id: \"0000000000019\"", "(id: \"0000000000018\"");
    assert_eq!(codes(&issues), ["duplicate-id"]);
    let set = project.set(&key()).expect("the set is there");
    assert_eq!((set.comments().count(), set.decisions().count()), (2, 4));
    let (_folder, project, issues) = opened(SET, "(id: \"000000000000z\"", "(id: \"000000000000y\"");
    assert_eq!(codes(&issues), ["duplicate-id"]);
    assert_eq!(project.set(&key()).map(|set| set.decisions().count()), Some(4));
}

#[test]
fn an_adjudicators_own_word_for_whose_work_it_is_holds_where_the_lead_says_nothing() {
    let listed = "role: Adjudicator, person: \"maya\")";
    let (_folder, project, issues) = opened("project.ron", listed, "role: Adjudicator)");
    assert_eq!(issues, []);
    assert_eq!(project, super::sample::project());
}

#[test]
fn what_synchronising_tools_do_is_tolerated() {
    let (folder, project) = saved();
    for file in [SET, ARTICLE, "project.ron", "codebook.ron", "claims/maya.ron"] {
        let content = std::fs::read_to_string(folder.path().join(file)).expect("read");
        let changed = format!("\u{feff}{}", content.replace('\n', "\r\n"));
        std::fs::write(folder.path().join(file), changed).expect("written");
    }
    std::fs::write(folder.path().join("articles/flop (conflicted copy).ron"), "x").expect("written");
    std::fs::write(folder.path().join("annotations/maya/.open"), "").expect("written");
    let opened = open(folder.path(), &Progress::new()).expect("opened");
    assert_eq!(opened.value, project);
    let found = codes(&opened.issues);
    assert_eq!(found.iter().filter(|code| **code == "line-ends").count(), 5);
    assert!(found.contains(&"byte-order-mark") && found.contains(&"stray-file"));
}

#[test]
fn a_date_that_is_none_is_found_and_kept() {
    for date in ["9999999-99-99", "2025-02-30", "gestern"] {
        let written = format!("published: (date: \"{date}\"),\n    zones: [");
        let (_folder, project, issues) = opened(ARTICLE, "zones: [", &written);
        assert_eq!(codes(&issues), ["bad-date"], "{date}");
        let article = project.article(&key().article).expect("the article");
        assert_eq!(article.metadata.published.date, date);
    }
}

#[test]
fn zones_that_overlap_count_as_body() {
    let (_folder, project, issues) = opened(
        ARTICLE,
        "(kind: Headline",
        "(kind: Caption, at: (3, 900)), (kind: Byline, at: (5, 9)), (kind: Headline",
    );
    assert_eq!(codes(&issues), ["bad-zone", "bad-zone"]);
    assert_eq!(project.article(&key().article).map(|article| article.zones.len()), Some(1));
}

#[test]
fn without_project_or_codebook_nothing_opens() {
    let (folder, _) = saved();
    change(folder.path(), "codebook.ron", "layers: [", "layers: [[");
    assert!(
        matches!(open(folder.path(), &Progress::new()), Err(StoreError::Unreadable(issue)) if issue.code == "broken-ron")
    );
    std::fs::remove_file(folder.path().join("project.ron")).expect("removed");
    assert!(matches!(open(folder.path(), &Progress::new()), Err(StoreError::NoProject(_))));
    std::fs::write(folder.path().join("project.ron"), b"(\n\xff").expect("written");
    match open(folder.path(), &Progress::new()) {
        Err(StoreError::Unreadable(issue)) => {
            assert_eq!((issue.code, issue.place), ("wrong-encoding", Place::Line(2, 1)));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_set_without_its_article_is_left_alone() {
    let (folder, _) = saved();
    std::fs::remove_file(folder.path().join(ARTICLE)).expect("removed");
    let opened = open(folder.path(), &Progress::new()).expect("opened");
    assert_eq!(codes(&opened.issues), ["no-article"]);
    assert!(folder.path().join(SET).exists());
}

#[test]
fn check_tells_layout_and_leftovers() {
    let (folder, _) = saved();
    let check = || codes(&check(folder.path(), &Progress::new()).expect("checked"));
    assert_eq!(check(), Vec::<&str>::new());
    change(folder.path(), SET, "Suggested(", "Suggested (");
    change(folder.path(), ARTICLE, "two employees", "ten employees");
    std::fs::write(folder.path().join("articles/notes.txt"), "x").expect("written");
    assert_eq!(check(), ["wrong-digest", "no-article", "foreign-file"]);
    change(folder.path(), ARTICLE, "ten employees", "two employees");
    assert_eq!(check(), ["other-layout", "foreign-file"]);
}

#[test]
fn a_project_file_without_the_newcomer_is_laid_out_as_it_should_be() {
    let (folder, mut project) = saved();
    let id = AnnotatorId::new("ada").expect("id");
    let ada = Annotator { id: id.clone(), name: "Ada".to_owned(), role: Role::Analyst, person: None };
    project.load_annotator(ada);
    save(folder.path(), &project, &FileKey::Annotator(id)).expect("saved");
    assert_eq!(check(folder.path(), &Progress::new()).expect("checked"), []);
    let path = folder.path().join("project.ron");
    let content = std::fs::read_to_string(&path).expect("read");
    std::fs::write(&path, content + "\n").expect("written");
    assert_eq!(codes(&check(folder.path(), &Progress::new()).expect("checked")), ["other-layout"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_or_has_no_unicode_name_is_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let (folder, _) = saved();
    let articles = folder.path().join("articles");
    std::os::unix::fs::symlink("/nowhere", articles.join("away.ron")).expect("linked");
    std::fs::create_dir(articles.join("folder.ron")).expect("made");
    std::fs::write(articles.join(std::ffi::OsStr::from_bytes(b"\xff.ron")), "x").expect("written");
    let issues = check(folder.path(), &Progress::new()).expect("checked");
    assert_eq!(codes(&issues), ["linked", "stray-file", "stray-file"], "{issues:?}");
    let files: Vec<&str> = issues.iter().map(|issue| issue.file.as_str()).collect();
    assert_eq!(files, ["articles/away.ron", "articles/folder.ron", "articles/\u{fffd}.ron"]);
}
