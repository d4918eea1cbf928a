//! What is known about an article, corrected by two at once.

use super::sample::*;
use crate::base::{ArticleId, Issue, Progress, Timestamp};
use crate::model::*;
use crate::store::*;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn file() -> FileKey {
    FileKey::Article(key().article)
}

fn about(project: &Project) -> &Metadata {
    &project.article(&key().article).expect("there").metadata
}

fn corrected(project: &Project, correct: impl FnOnce(&mut Metadata)) -> Project {
    let mut changed = project.clone();
    let mut metadata = about(project).clone();
    correct(&mut metadata);
    changed
        .apply(Edit::SetMetadata { id: key().article, since: None, metadata: Box::new(metadata) })
        .expect("there");
    changed
}

fn saved_as(root: &Path, project: &Project, base: &Project) -> MergedSave {
    let base = Version::of(base, &file());
    save_merged(root, project, &file(), base.as_ref(), None, &mut |_| Ok(())).expect("saved")
}

fn opened(root: &Path) -> (Project, Vec<Issue>) {
    let checked = open(root, &Progress::new()).expect("opened");
    (checked.value, checked.issues)
}

fn said(issues: &[Issue]) -> Vec<String> {
    issues.iter().map(|issue| issue.message.english()).collect()
}

#[test]
fn what_two_corrected_about_an_article_is_both_kept() {
    let (_folder, root, base) = start();
    save(&root, &corrected(&base, |about| about.outlet = "Le Monde".to_owned()), &file()).expect("saved");
    let mut ours = corrected(&base, |about| about.title = "No flop".to_owned());
    ours.apply(Edit::SetZones { id: key().article, since: None, zones: Vec::new() }).expect("there");
    let did = saved_as(&root, &ours, &base);
    assert_eq!((did.conflict, said(&did.contested)), (None, vec![]));
    let (together, issues) = opened(&root);
    assert_eq!(issues, []);
    assert_eq!((about(&together).title.as_str(), about(&together).outlet.as_str()), ("No flop", "Le Monde"));
    assert_eq!(together.article(&key().article).expect("there").zones, []);
    assert_eq!(did.merged, Version::of(&together, &file()));
}

#[test]
fn one_field_corrected_in_two_ways_is_said() {
    let (_folder, root, base) = start();
    save(&root, &corrected(&base, |about| about.title = "Theirs".to_owned()), &file()).expect("saved");
    let ours = corrected(&base, |about| about.title = "Ours".to_owned());
    let did = saved_as(&root, &ours, &base);
    assert_eq!(
        said(&did.contested),
        [
            "One field was corrected here and elsewhere, and what stands here holds: Title “Ours” here and “Theirs” elsewhere."
        ]
    );
    assert_eq!(about(&opened(&root).0).title, "Ours");
    assert_eq!(did.merged, None);
}

#[test]
fn another_text_under_the_name_stays() {
    let (_folder, root, base) = start();
    let mut theirs = base.clone();
    theirs.load_article(Arc::new(article("flop", "Another text.\n")));
    let other = encode(&theirs, &file()).expect("content");
    std::fs::write(root.join(relative(&file())), &other).expect("written");
    let ours = corrected(&base, |about| about.title = "Ours".to_owned());
    let refused = save_merged(&root, &ours, &file(), None, None, &mut |_| Ok(())).expect_err("refused");
    assert!(refused.to_string().contains("under this name"), "{refused}");
    assert_eq!(std::fs::read_to_string(root.join(relative(&file()))).expect("read"), other);
}

/// The file as Git leaves it when both sides changed lines beside each other.
fn marked(ours: &str, before: Option<&str>, theirs: &str) -> String {
    let content = encode(&project(), &file()).expect("content");
    let old = "    title: \"A \\\"flop\\\"\",\n";
    assert!(content.contains(old), "{content}");
    let before = before.map_or_else(String::new, |before| format!("||||||| 12ab34c\n{before}"));
    content.replace(old, &format!("<<<<<<< HEAD\n{ours}{before}=======\n{theirs}>>>>>>> main\n"))
}

#[test]
fn two_versions_that_git_left_are_brought_together() {
    let (_folder, root, _) = start();
    let path = root.join(relative(&file()));
    let put = |content: String| {
        std::fs::write(&path, content).expect("written");
        let (project, issues) = opened(&root);
        assert!(issues.iter().all(|issue| issue.code != "broken-ron"), "{issues:?}");
        assert!(issues.iter().all(|issue| issue.place == crate::base::Place::Line(5, 1)), "{issues:?}");
        (about(&project).clone(), said(&issues))
    };
    let joined = "Git left two versions in this file, that of “HEAD” and that of “main”; they were brought \
                  together field by field.";
    let (both, issues) = put(marked(
        "    title: \"Flop\",\n    outlet: \"Le Mnde\",\n",
        Some("    title: \"Flap\",\n    outlet: \"Le Mnde\",\n"),
        "    title: \"Flap\",\n    outlet: \"Le Monde\",\n",
    ));
    assert_eq!(
        (both.title.as_str(), both.outlet.as_str(), issues),
        ("Flop", "Le Monde", vec![joined.into()])
    );
    let (both, issues) =
        put(marked("    title: \"Flop\",\n", None, "    title: \"Flap\",\n    outlet: \"Le Monde\",\n"));
    let contested = "One field is another elsewhere; who corrected it cannot be told, since the version that both come \
                     from is not known. What stands here holds: Title “Flop” here and “Flap” elsewhere.";
    assert_eq!((both.title.as_str(), both.outlet.as_str()), ("Flop", "Le Monde"));
    assert_eq!(issues, [joined, contested]);
    // Whoever corrects something has the file written without marks.
    let (project, _) = opened(&root);
    let ours = corrected(&project, |about| about.title = "Settled".to_owned());
    saved_as(&root, &ours, &project);
    assert_eq!(opened(&root), (ours, vec![]));
}

#[test]
fn a_text_may_speak_of_marks() {
    let words = "A tutorial\n\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> main\n";
    let (_folder, root, mut project) = start();
    let id = crate::base::ArticleId::new("tutorial").expect("id");
    project.load_article(Arc::new(article("tutorial", words)));
    save(&root, &project, &FileKey::Article(id.clone())).expect("saved");
    let (read, issues) = opened(&root);
    assert_eq!((read.article(&id).map(|article| article.text.as_str()), issues), (Some(words), vec![]));
}

const NOW: Timestamp = Timestamp(1_751_535_000);

/// A folder with a bundle of the whole project, and the bundle.
fn bundled() -> (tempfile::TempDir, PathBuf, Project, Vec<u8>) {
    let (folder, root, project) = start();
    let bundle = project_bundle(&root);
    (folder, root, project, bundle)
}

#[test]
fn what_the_lead_and_a_coder_corrected_goes_together() {
    let (folder, root, base, bundle) = bundled();
    let there = folder.path().join("coder");
    begin(&there, "x.obelus", Cursor::new(&bundle), &Progress::new()).expect("begun");
    save(&there, &corrected(&base, |about| about.title = "Another title".to_owned()), &file())
        .expect("saved");
    let lead = corrected(&base, |about| {
        about.outlet = "Le Monde".to_owned();
        about.title = "One title".to_owned();
    });
    save(&root, &lead, &file()).expect("saved");
    let bundle = project_bundle(&root);
    let earlier = folder.path().join("earlier");
    let to = Receiver { root: &there, earlier: &earlier, own: None, now: NOW, progress: &Progress::new() };
    let receipt = receive(&to, "x.obelus", Cursor::new(&bundle)).expect("received");
    let article = receipt.files.iter().find(|received| received.file == relative(&file())).expect("received");
    let contested = "One field is another elsewhere; who corrected it cannot be told, since the version that both come \
                     from is not known. What stands here holds: Title “Another title” here and “One title” elsewhere.";
    assert_eq!((article.fate, said(&article.issues)), (Fate::Merged, vec![contested.to_owned()]));
    let (both, _) = opened(&there);
    assert_eq!((about(&both).title.as_str(), about(&both).outlet.as_str()), ("Another title", "Le Monde"));
    // Neither version is lost.
    assert_eq!(std::fs::read_dir(earlier.join("articles")).expect("kept").count(), 2);
}

#[test]
fn a_project_is_begun_over_nobodys_files() {
    let (folder, _, _, bundle) = bundled();
    let into = folder.path().join("begun");
    let put = |file: &str| {
        std::fs::create_dir_all(into.join("articles")).expect("made");
        std::fs::write(into.join(file), "mine").expect("written");
    };
    let is_mine = |file: &str| std::fs::read_to_string(into.join(file)).expect("read") == "mine";
    put("articles/flop.ron");
    let refused = begin(&into, "x.obelus", Cursor::new(&bundle), &Progress::new()).expect_err("refused");
    assert!(refused.to_string().contains("flop.ron") && is_mine("articles/flop.ron"), "{refused}");
    assert!(!into.join("project.ron").exists());
    std::fs::remove_file(into.join("articles/flop.ron")).expect("removed");
    put("codebook.ron");
    let refused = create(&into, "x", Arc::new(builtin_codebook())).expect_err("refused");
    assert!(refused.to_string().contains("codebook.ron") && is_mine("codebook.ron"), "{refused}");
    put(".gitignore");
    std::fs::remove_file(into.join("codebook.ron")).expect("removed");
    create(&into, "x", Arc::new(builtin_codebook())).expect("created");
    assert!(is_mine(".gitignore"));
}

#[test]
fn many_fields_of_one_article_are_said_at_once() {
    let (_folder, root, base) = start();
    let theirs = corrected(&base, |about| {
        about.title = "Theirs".to_owned();
        about.section = "World".to_owned();
        about.url = "https://example.org".to_owned();
    });
    save(&root, &theirs, &file()).expect("saved");
    let ours = corrected(&base, |about| {
        about.title = "Ours".to_owned();
        about.section = "Culture".to_owned();
    });
    let did = save_merged(&root, &ours, &file(), None, None, &mut |_| Ok(())).expect("saved");
    let said = said(&did.contested);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("2 fields are others elsewhere"), "{said:?}");
    assert!(said[0].contains("Title “Ours” here and “Theirs” elsewhere, Section “Culture”"), "{said:?}");
    assert_eq!(about(&opened(&root).0).url, "https://example.org", "what only one side knows is kept");
}

#[test]
fn undo_takes_back_the_fields_of_its_step_alone() {
    let (_folder, _root, mut project) = start();
    let first = about(&project).clone();
    let mut titled = first.clone();
    titled.title = "Mine".to_owned();
    titled.section = "Mine".to_owned();
    let since = Some(Box::new(first.clone()));
    let edit = Edit::SetMetadata { id: key().article, since, metadata: Box::new(titled) };
    let inverse = project.apply(edit.clone()).expect("fits");
    let mut theirs = corrected(&project, |about| {
        about.outlet = "Theirs".to_owned();
        about.section = "Theirs".to_owned();
    });
    let again = theirs.apply(inverse).expect("fits");
    let now = about(&theirs).clone();
    assert_eq!((now.title, now.outlet, now.section), (first.title, "Theirs".to_owned(), "Theirs".to_owned()));
    theirs.apply(again).expect("fits");
    let now = about(&theirs).clone();
    assert_eq!((now.title.as_str(), now.outlet.as_str(), now.section.as_str()), ("Mine", "Theirs", "Theirs"));
    // Parts of an article are one thing.
    let zones = |kind| vec![Zone { kind, span: crate::text::Span::new(0, 18).expect("a span") }];
    let id = key().article;
    let since = Some(theirs.article(&id).expect("there").zones.clone());
    let edit = Edit::SetZones { id: id.clone(), since, zones: zones(ZoneKind::Caption) };
    let inverse = theirs.apply(edit).expect("fits");
    let other = Edit::SetZones { id: id.clone(), since: None, zones: zones(ZoneKind::Byline) };
    theirs.apply(other).expect("fits");
    theirs.apply(inverse).expect("fits");
    assert_eq!(theirs.article(&id).expect("there").zones, zones(ZoneKind::Byline), "theirs stay");
}

#[test]
fn what_came_with_the_file_is_kept_and_older_programs_read_what_has_none() {
    let (_folder, root, mut project) = start();
    let path = root.join("articles").join(format!("{}.ron", key().article));
    let written = || std::fs::read_to_string(&path).expect("written");
    assert!(written().contains("version: 1,"), "{}", written());
    let before = project.article(&key().article).expect("there").clone();
    let span = |start, end| crate::text::Span::new(start, end).expect("a span");
    let import = ImportRecord {
        sha256: "ab".repeat(32),
        kind: "web-page".to_owned(),
        struck: [Struck { span: span(0, 3), rule: "site-words".to_owned() }].into(),
        times: [TimeCode { at: 2, milliseconds: 1500 }].into(),
    };
    let metadata = Metadata {
        updated: Dated { date: "2026-03-05".to_owned(), as_written: "Updated March 5".to_owned() },
        edition: "London edition".to_owned(),
        page: "A4".to_owned(),
        accession: "news·20260304·XX·1".to_owned(),
        subjects: vec!["FERRIES (90%)".to_owned(), "COUNCILS".to_owned()],
        import: import.clone(),
        ..before.metadata.clone()
    };
    let article = Article {
        id: ArticleId::new("printed").expect("an identifier"),
        metadata,
        ..Article::clone(&before)
    };
    let edit = Edit::AddArticle { article: Arc::new(article.clone()) };
    project.apply(edit.clone()).expect("fits");
    save(&root, &project, &FileKey::Article(article.id.clone())).expect("saved");
    let (read, issues) = opened(&root);
    assert_eq!(issues, []);
    assert_eq!(**read.article(&article.id).expect("there"), article);
    assert!(
        std::fs::read_to_string(root.join("articles/printed.ron")).expect("read").contains("version: 2,")
    );
    // Correcting what is known leaves the record as it is.
    let cleared = Edit::SetMetadata { id: article.id.clone(), since: None, metadata: Box::default() };
    project.apply(cleared).expect("fits");
    let now = &project.article(&article.id).expect("there").metadata;
    assert_eq!((&now.import, now.edition.as_str()), (&import, ""));
}
