//! What a release has in it, and that an unchanged one is sound.

use super::*;
use crate::formats::LEAST_REPEATED;
use crate::model::FileKey;
use crate::release::check;
use std::collections::HashSet;

#[test]
fn the_same_project_gives_the_same_bytes() {
    for options in [options(), french(), pseudonymous()] {
        assert_eq!(made(&adjudicated_sample(), &options), made(&adjudicated_sample(), &options));
    }
    let (_one, one) = written(sample_release(), "a.zip");
    let (_other, other) = written(&made(&sample(), &options()), "b.zip");
    assert_eq!(std::fs::read(one).expect("zip"), std::fs::read(other).expect("zip"));
}

#[test]
fn it_has_the_very_files_of_the_project() {
    let project = adjudicated_sample();
    let contents = made(&project, &options());
    for key in project.sets().map(|(key, _)| FileKey::Set(key.clone())) {
        assert_eq!(text(&contents, &store::relative(&key)), store::encode(&project, &key).expect("a set"));
    }
    let names: Vec<&str> = contents.files.iter().map(|(name, _)| name.as_str()).collect();
    for name in ["annotations/judge/03-le-relais.ron", "claims/maya.ron", "codebook.ron", "project.ron"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    assert_eq!(names.last(), Some(&"manifest.ron"));
}

#[test]
fn a_release_is_sound_as_a_folder_and_as_a_zip() {
    let adjudicated = Scope { adjudicated: true, ..Scope::default() };
    let only = Scope { annotators: Some([who("maya")].into()), ..Scope::default() };
    let claims =
        Scope { layers: Some([crate::base::LayerId::new("claims").expect("id")].into()), ..Scope::default() };
    for scope in [Scope::default(), adjudicated, only, claims, pseudonymous().scope] {
        for language in [Language::English, Language::French] {
            let options = Options { scope: scope.clone(), language, ..Options::default() };
            let contents = made(&adjudicated_sample(), &options);
            for name in ["release", "release.zip"] {
                let (_folder, path) = written(&contents, name);
                assert_eq!(findings(&path, Some(contents.digest)), [], "{scope:?} {name}");
            }
        }
    }
}

#[test]
fn its_figures_are_those_of_the_project() {
    let project = sample();
    let contents = made(&project, &options());
    let mut json = Vec::new();
    let request = crate::agreement::Request::default();
    let report =
        crate::agreement::AgreementReport::new(&project, &request, &mut Default::default(), &Progress::new());
    let report = report.expect("fits").expect("whole");
    crate::agreement::write_json(&report, Default::default(), &mut json).expect("written");
    assert_eq!(text(&contents, "agreement.json"), String::from_utf8(json).expect("text"));
}

#[test]
fn nothing_is_written_over() {
    let contents = made(&sample(), &options());
    for name in ["release", "release.zip"] {
        let (folder, path) = written(&contents, name);
        let error = put(&path, &contents.files).expect_err("refused");
        assert!(error.to_string().contains("There is something already"), "{error}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1, "nothing half-written");
    }
    let folder = tempfile::tempdir().expect("folder");
    put(folder.path(), &contents.files).expect("an empty folder gives way");
    assert_eq!(findings(folder.path(), None), []);
}

/// Whether any 20 characters of an article are in the words.
fn leaks(project: &Project, words: &str) -> Option<String> {
    let windows = |text: &str| -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(LEAST_REPEATED).map(|window| window.iter().collect()).collect()
    };
    let articles: HashSet<String> =
        project.articles().flat_map(|article| windows(article.text.as_str())).collect();
    windows(words).into_iter().find(|window| articles.contains(window))
}

#[test]
fn without_texts_no_text_leaks() {
    let project = adjudicated_sample();
    let options = Options { without_texts: true, ..options() };
    let contents = made(&project, &options);
    for (name, bytes) in &contents.files {
        let mut words = String::from_utf8(bytes.clone()).expect("text");
        // What names an article or the project may stand in a text too.
        for article in project.articles() {
            for known in [&article.metadata.title, &article.metadata.outlet, &article.metadata.url] {
                words = words.replace(known.as_str(), "|");
            }
            article.metadata.authors.iter().for_each(|author| words = words.replace(author.as_str(), "|"));
        }
        words = words.replace(project.name(), "|");
        assert_eq!(leaks(&project, &words), None, "{name}");
    }
    let with = made(&project, &super::options());
    assert!(
        leaks(&project, text(&with, "annotations/maya/01-northern-wire.ron")).is_some(),
        "the test can fail"
    );
    assert!(leaks(&project, text(&with, "claims/tomas.ron")).is_some(), "the test can fail");
}

#[test]
fn without_texts_the_figures_come_out_again_where_the_texts_are() {
    let options = Options { without_texts: true, ..options() };
    let contents = made(&adjudicated_sample(), &options);
    let (_folder, path) = written(&contents, "release.zip");
    assert_eq!(findings(&path, None), [("no-texts", "articles.ron".to_owned())]);
    let found = read(&path, &Progress::new()).expect("read");
    let texts = texts(&sample());
    assert_eq!(findings_with(&found, None, &texts), []);
    let figures = |contents: &Whole| text(contents, "agreement.json").to_owned();
    assert_eq!(figures(&contents), figures(&made(&adjudicated_sample(), &super::options())));
    // Another text is no help.
    let other: BTreeMap<Digest, Text> =
        texts.keys().map(|digest| (*digest, Text::new("Another text.").expect("text"))).collect();
    assert_eq!(findings_with(&found, None, &other), [("other-texts", "articles.ron".to_owned())]);
}

#[test]
fn pseudonyms_change_names_and_nothing_else() {
    let project = adjudicated_sample();
    let (plain, hidden) = (made(&project, &options()), made(&project, &pseudonymous()));
    let manifest = |contents: &Whole| {
        let bytes = text(contents, "manifest.ron").as_bytes().to_vec();
        store::release::Manifest::read(bytes).expect("read").about
    };
    // Decisions still rest on what they did.
    assert_eq!(manifest(&plain).figures, manifest(&hidden).figures);
    assert_eq!(manifest(&plain).incomplete, manifest(&hidden).incomplete);
    for (name, bytes) in &hidden.files {
        let words = String::from_utf8(bytes.clone()).expect("text");
        for known in ["Lindqvist", "Ferreira", "\"maya", "\"tomas", "\"judge", "/maya", "/tomas"] {
            assert!(!words.contains(known) && !name.contains(known), "{known} in {name}");
        }
    }
}

#[test]
fn what_is_not_complete_is_listed_with_its_place() {
    let kinds = |project: &Project, scope: &Scope| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        check(project, scope).iter().for_each(|issue| *counts.entry(issue.code).or_default() += 1);
        counts
    };
    assert_eq!(
        kinds(&sample(), &Scope::default()),
        BTreeMap::from([("disagreement", 148), ("question", 4), ("unclear", 1)])
    );
    let mut adjudicated_kinds = kinds(&adjudicated_sample(), &Scope::default());
    adjudicated_kinds.remove("question");
    assert!(!adjudicated_kinds.contains_key("disagreement"), "{adjudicated_kinds:?}");
    let adjudicated = Scope { adjudicated: true, ..Scope::default() };
    assert!(!kinds(&adjudicated_sample(), &adjudicated).contains_key("disagreement"));
    assert_eq!(kinds(&sample(), &adjudicated).get("disagreement"), Some(&148), "of everybody");
    assert_eq!(kinds(&sample(), &adjudicated).get("not-coded"), Some(&7));
    let found = check(&sample(), &Scope::default());
    let unclear = found.iter().find(|issue| issue.code == "unclear").expect("found");
    assert_eq!(unclear.file, "annotations/tomas/06-tessera.ron");
    assert_eq!(unclear.place.to_string(), "2306–2395");
}

#[test]
fn open_sets_and_missing_memos_are_listed() {
    use crate::base::CodeId;
    use crate::model::{Annotation, AnnotationSet, Body, Comment, SetKey, SetState, sentences_of};
    use std::sync::Arc;
    let mut project = sample();
    let key = SetKey { annotator: who("tomas"), article: "01-northern-wire".parse().expect("id") };
    let needs = project.codebook().layers().iter().flat_map(|layer| layer.codes());
    let needs: CodeId = needs.clone().find(|code| code.needs_memo).expect("a code").id.clone();
    let article = project.article(&key.article).expect("article").clone();
    let headline = sentences_of(&article)[0];
    let tag = Annotation::new(AnnotationId(1), headline, Body::Code(needs), NOW);
    let mut set = AnnotationSet::from_annotations(vec![Arc::new(tag)]);
    set.restore([headline].into_iter().collect(), Default::default(), [], SetState::Open);
    let comment = Comment {
        id: AnnotationId(2),
        layer: project.codebook().layers()[0].id.clone(),
        span: headline,
        text: "Is it so?".to_owned(),
        created: NOW,
        modified: NOW,
    };
    set.restore_review([], [Arc::new(comment)], []);
    project.load_set(key, Arc::new(set));
    let found = check(&project, &Scope { annotators: Some([who("tomas")].into()), ..Scope::default() });
    let told: Vec<String> = found
        .iter()
        .filter(|issue| issue.file.contains("01-northern"))
        .map(|issue| format!("{} {} {}", issue.code, issue.place, issue.message))
        .collect();
    assert_eq!(
        told,
        [
            "comment 0–49 A comment on a place that is not adjudicated: Is it so?",
            "missing-memo 0–49 “Unclear” needs a memo.",
            "not-signed-off - The article is not signed off.",
            "unclear 0–49 Coded as “Unclear”.",
            "uncovered - 22 of 23 sentences are not covered."
        ]
    );
}

#[test]
fn what_is_known_of_articles_not_at_hand_goes_along_and_its_teasers_only_with_texts() {
    use crate::model::{Edit, Metadata, Stub};
    use std::sync::Arc;
    let mut project = sample();
    let fetched = project.articles().next().expect("an article").metadata.clone();
    let known = Metadata { title: "Ferry".to_owned(), outlet: "Post".to_owned(), ..Metadata::default() };
    let stubs =
        [known, Metadata { title: fetched.title, published: fetched.published, ..Metadata::default() }]
            .map(|metadata| Stub::new(metadata, "In a few words.".to_owned()));
    for stub in stubs.clone() {
        project.apply(Edit::AddStub { stub: Arc::new(stub) }).expect("fits");
    }
    let name = |stub: &Stub| store::relative(&FileKey::Stub(stub.id.clone()));
    let whole = made(&project, &options());
    assert_eq!(
        text(&whole, &name(&stubs[0])),
        store::encode(&project, &FileKey::Stub(stubs[0].id.clone())).expect("one")
    );
    assert!(text(&whole, "METHODS.md").contains("One further article was known"), "one of both was fetched");
    assert!(
        text(&whole, "README.txt").contains("stubs/") && text(&whole, "manifest.ron").contains("version: 2,")
    );
    assert!(text(&made(&sample(), &options()), "manifest.ron").contains("version: 1,"));
    let bare = made(&project, &Options { without_texts: true, ..options() });
    assert!(!text(&bare, &name(&stubs[0])).contains("few words"));
    for contents in [&whole, &bare] {
        let (_folder, path) = written(contents, "release");
        let found = read(&path, &Progress::new()).expect("read");
        assert_eq!(findings_with(&found, Some(contents.digest), &texts(&project)), []);
    }
    let of_one = crate::formats::ArticleFilter { outlet: "Nobody’s".to_owned(), ..Default::default() };
    let narrow = Options { scope: Scope { articles: of_one, ..Scope::default() }, ..options() };
    let narrow = made(&project, &narrow);
    assert!(narrow.files.iter().all(|(file, _)| !file.starts_with("stubs/")), "neither is in the scope");
}
