//! Any script of edits: what is refused changes nothing, what is done can be taken back and done again.

use crate::machine::{annotator, article, codebook};
use obelus::base::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, ProjectId, Timestamp,
};
use obelus::locale::Message;
use obelus::model::{
    Annotation, AnnotationSet, Article, Body, Claim, ClaimStatus, Codebook, Edge, Edit, FileKey, History,
    Memo, Metadata, Orphan, Project, Relation, SetKey, SetState, Settings, Stub, Transaction, Value, Zone,
    ZoneKind,
};
use obelus::text::Span;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Text of the articles: characters of one to four bytes, so that many a span cuts one.
const WORDS: &str = "Zürich – prices rose 4 %. “Too much” 💛 she said. 東京 did not answer.";

fn some_article(id: &str) -> Arc<Article> {
    Arc::new(article(id, WORDS, Vec::new()))
}

/// A project in which `a` and `b` can be coded by Ada and Bo; `c` and Cy are unknown at first.
fn project() -> Project {
    let id = ProjectId::new("p").expect("id");
    let mut project = Project::new(id, "Study".to_owned(), Arc::new(codebook()));
    for id in ["a", "b"] {
        project.load_article(some_article(id));
    }
    for id in ["ada", "bo"] {
        project.load_annotator(annotator(id));
    }
    project
}

fn annotators() -> impl Strategy<Value = AnnotatorId> {
    select(vec!["ada", "ada", "bo", "cy"]).prop_map(|id| AnnotatorId::new(id).expect("id"))
}

fn articles() -> impl Strategy<Value = ArticleId> {
    select(vec!["a", "a", "b", "c"]).prop_map(|id| ArticleId::new(id).expect("id"))
}

/// What is known of an article whose text is not at hand: one of three.
fn stubs() -> impl Strategy<Value = Stub> {
    select(vec!["a", "b", "c"]).prop_map(|title| {
        let metadata = Metadata { title: title.to_owned(), ..Metadata::default() };
        Stub::new(metadata, "teaser".to_owned())
    })
}

fn keys() -> impl Strategy<Value = SetKey> {
    (annotators(), articles()).prop_map(|(annotator, article)| SetKey { annotator, article })
}

/// Mostly spans on character boundaries; some cut a character or leave the text.
fn spans() -> impl Strategy<Value = Span> {
    let bounds: Vec<u32> =
        WORDS.char_indices().map(|(at, _)| at as u32).chain([WORDS.len() as u32]).collect();
    let sound =
        (select(bounds.clone()), select(bounds)).prop_filter_map("empty", |(from, to)| Span::new(from, to));
    let any = (0_u32..100, 1_u32..20).prop_filter_map("empty", |(from, len)| Span::new(from, from + len));
    prop_oneof![9 => sound, 1 => any]
}

fn claim_ids() -> impl Strategy<Value = ClaimId> {
    select(vec!["ada/prices", "ada/rise", "bo/prices", "cy/none"])
        .prop_map(|id| ClaimId::new(id).expect("id"))
}

fn bodies() -> impl Strategy<Value = Body> {
    let code = |id: &str| Body::Code(CodeId::new(id).expect("id"));
    prop_oneof![
        4 => select(vec!["factual", "opinion", "conflict", "no-such-code"]).prop_map(code),
        2 => claim_ids().prop_map(Body::Claim),
        1 => Just(Body::Note),
    ]
}

fn values() -> impl Strategy<Value = (AttributeId, Value)> {
    let choice = |(id, choice): (&str, &str)| {
        (AttributeId::new(id).expect("id"), Value::Choice(ChoiceId::new(choice).expect("id")))
    };
    let known =
        vec![("voice", "author"), ("stance", "opposes"), ("genre", "news"), ("genre", "no-such-choice")];
    let place = |span| (AttributeId::new("loaded").expect("id"), Value::Spans(vec![span]));
    prop_oneof![3 => select(known).prop_map(choice), 1 => spans().prop_map(place)]
}

fn annotations() -> impl Strategy<Value = Arc<Annotation>> {
    let memo = prop::option::of("[a-z]{1,3}".prop_map(|text| Box::new(Memo { text, question: false })));
    let parts = (0_u64..5, spans(), bodies(), prop::option::weighted(0.3, values()), memo);
    parts.prop_map(|(number, span, body, value, memo)| {
        let mut annotation = Annotation::new(AnnotationId(number), span, body, Timestamp(1));
        annotation.attributes.extend(value);
        annotation.memo = memo;
        Arc::new(annotation)
    })
}

fn orphans() -> impl Strategy<Value = Arc<Orphan>> {
    annotations().prop_map(|annotation| {
        Arc::new(Orphan {
            annotation,
            stated: (1, 2),
            exact: "x".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            proposed: None,
            lost: Vec::new(),
        })
    })
}

fn sets() -> impl Strategy<Value = Arc<AnnotationSet>> {
    vec(annotations(), 0..4).prop_map(|annotations| {
        let mut set = AnnotationSet::default();
        for annotation in annotations {
            set.put(annotation);
        }
        Arc::new(set)
    })
}

fn claims() -> impl Strategy<Value = Arc<Claim>> {
    (claim_ids(), "[a-z]{1,3}").prop_map(|(id, wording)| claim(id, wording))
}

fn claim(id: ClaimId, wording: String) -> Arc<Claim> {
    Arc::new(Claim {
        id,
        label: String::new(),
        wording,
        kind: None,
        topic: String::new(),
        aliases: Vec::new(),
        status: ClaimStatus::Open,
        memo: String::new(),
        colour: 0,
        created: Timestamp(1),
        modified: Timestamp(1),
    })
}

/// The codebook of the tests, whole or without one of its layers.
fn codebooks() -> impl Strategy<Value = Arc<Codebook>> {
    (0_usize..6).prop_map(|without| {
        let whole = codebook();
        let layers = whole.layers().iter().enumerate().filter(|(number, _)| *number != without);
        let layers = layers.map(|(_, layer)| layer.clone()).collect();
        Arc::new(Codebook::new("Test".to_owned(), 2, layers).expect("a sound codebook"))
    })
}

fn set_edits() -> impl Strategy<Value = Edit> {
    let several = || vec(spans(), 0..3);
    let coverage = (keys(), spans(), several(), several()).prop_map(|(key, within, ranges, assumed)| {
        let inside = |all: Vec<Span>| all.into_iter().filter_map(|range| range.intersect(within)).collect();
        Edit::SetCoverage { key, within, ranges: inside(ranges), assumed: inside(assumed) }
    });
    let state = (keys(), any::<bool>()).prop_map(|(key, done)| Edit::SetState {
        key,
        state: if done { SetState::Done(Timestamp(9)) } else { SetState::Open },
    });
    let field = (keys(), values(), any::<bool>()).prop_map(|(key, (field, value), set)| Edit::SetField {
        key,
        field,
        value: set.then_some(value),
    });
    prop_oneof![
        6 => (keys(), annotations()).prop_map(|(key, annotation)| Edit::PutAnnotation { key, annotation }),
        3 => (keys(), 0_u64..5).prop_map(|(key, id)| Edit::RemoveAnnotation { key, id: AnnotationId(id) }),
        4 => coverage,
        2 => state,
        2 => field,
        2 => (keys(), spans(), any::<bool>()).prop_map(|(key, span, on)| Edit::SetBookmark { key, span, on }),
        1 => (keys(), orphans()).prop_map(|(key, orphan)| Edit::PutOrphan { key, orphan }),
        1 => (keys(), 0_u64..5).prop_map(|(key, id)| Edit::RemoveOrphan { key, id: AnnotationId(id) }),
        1 => (keys(), sets()).prop_map(|(key, set)| Edit::PutSet { key, set }),
        1 => keys().prop_map(|key| Edit::RemoveSet { key }),
    ]
}

fn team_edits() -> impl Strategy<Value = Edit> {
    let edge = (claim_ids(), select(Relation::ALL.to_vec()), claim_ids());
    let edge = edge.prop_map(|(from, relation, to)| Edge { from, relation, to });
    let since = prop::option::weighted(0.7, Just(Timestamp(3)));
    let zone = || (spans(), select(ZoneKind::ALL.to_vec())).prop_map(|(span, kind)| Zone { kind, span });
    let titled = |title| Box::new(Metadata { title, ..Metadata::default() });
    prop_oneof![
        4 => claims().prop_map(|claim| Edit::PutClaim { claim }),
        2 => claim_ids().prop_map(|id| Edit::RemoveClaim { id }),
        3 => (annotators(), edge, since).prop_map(|(by, edge, since)| Edit::SetEdge { by, edge, since }),
        1 => articles().prop_map(|id| Edit::AddArticle { article: some_article(id.as_str()) }),
        1 => articles().prop_map(|id| Edit::RemoveArticle { id }),
        2 => stubs().prop_map(|stub| Edit::AddStub { stub: Arc::new(stub) }),
        1 => stubs().prop_map(|stub| Edit::RemoveStub { id: stub.id }),
        1 => (stubs(), prop::option::of("[a-c]?"), "[a-c]")
            .prop_map(move |(stub, since, title)| {
                Edit::SetStubMetadata { id: stub.id, since: since.map(titled), metadata: titled(title) }
            }),
        1 => (articles(), prop::option::of("[a-c]?"), "[a-c]")
            .prop_map(move |(id, since, title)| {
                Edit::SetMetadata { id, since: since.map(titled), metadata: titled(title) }
            }),
        1 => (articles(), prop::option::of(vec(zone(), 0..2)), vec(zone(), 0..3))
            .prop_map(|(id, since, zones)| Edit::SetZones { id, since, zones }),
        1 => annotators().prop_map(|id| Edit::PutAnnotator { annotator: annotator(id.as_str()) }),
        1 => annotators().prop_map(|id| Edit::RemoveAnnotator { id }),
        1 => codebooks().prop_map(|codebook| Edit::PutCodebook { codebook }),
        1 => any::<bool>().prop_map(|blind| Edit::PutSettings { settings: Settings { blind, ..Settings::default() } }),
        1 => "[a-z]{1,3}".prop_map(|name| Edit::Rename { name }),
    ]
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![3 => set_edits(), 2 => team_edits()]
}

#[derive(Debug, Clone)]
enum Step {
    Commit(Vec<Edit>, Option<String>),
    Undo,
    Redo,
    Seal,
}

fn steps() -> impl Strategy<Value = Step> {
    let merge_key = prop::option::weighted(0.3, select(vec!["memo".to_owned(), "title".to_owned()]));
    prop_oneof![
        8 => (vec(edits(), 1..4), merge_key).prop_map(|(edits, key)| Step::Commit(edits, key)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        1 => Just(Step::Seal),
    ]
}

/// The files whose content differs between two projects.
fn changed(before: &Project, after: &Project) -> BTreeSet<FileKey> {
    fn differing<K: Ord + Clone, V: PartialEq>(
        before: impl Iterator<Item = (K, V)>,
        after: impl Iterator<Item = (K, V)>,
    ) -> Vec<K> {
        let (before, after): (Vec<_>, Vec<_>) = (before.collect(), after.collect());
        let missing = |one: &[(K, V)], other: &[(K, V)]| -> Vec<K> {
            one.iter().filter(|pair| !other.contains(pair)).map(|(key, _)| key.clone()).collect()
        };
        [missing(&before, &after), missing(&after, &before)].concat()
    }
    let sets = |p: &Project| p.sets().map(|(key, set)| (key.clone(), set.clone())).collect::<Vec<_>>();
    let articles = |p: &Project| p.articles().map(|a| (a.id.clone(), a.clone())).collect::<Vec<_>>();
    let people = |p: &Project| p.annotators().map(|a| (a.id.clone(), a.clone())).collect::<Vec<_>>();
    let sheets = |p: &Project| p.ledger().sheets().map(|(by, s)| (by.clone(), s.clone())).collect::<Vec<_>>();
    let mut files = BTreeSet::new();
    files.extend(differing(sets(before).into_iter(), sets(after).into_iter()).into_iter().map(FileKey::Set));
    files.extend(
        differing(articles(before).into_iter(), articles(after).into_iter())
            .into_iter()
            .map(FileKey::Article),
    );
    let stubs = |p: &Project| p.stubs().map(|stub| (stub.id.clone(), stub.clone())).collect::<Vec<_>>();
    files.extend(
        differing(stubs(before).into_iter(), stubs(after).into_iter()).into_iter().map(FileKey::Stub),
    );
    files.extend(
        differing(people(before).into_iter(), people(after).into_iter()).into_iter().map(FileKey::Annotator),
    );
    files.extend(
        differing(sheets(before).into_iter(), sheets(after).into_iter()).into_iter().map(FileKey::Claims),
    );
    if before.codebook() != after.codebook() {
        files.insert(FileKey::Codebook);
    }
    if before.name() != after.name() || before.settings() != after.settings() {
        files.insert(FileKey::Project);
    }
    files
}

/// What holds of every project that edits can lead to.
fn check_sound(project: &Project) {
    for (key, set) in project.sets() {
        let article = project.article(&key.article).expect("the set's article");
        assert!(project.annotator(&key.annotator).is_some(), "the set's annotator");
        assert!(!set.is_blank(), "{key:?} has nothing in it");
        let mut end = 0;
        for range in set.coverage().iter() {
            assert!(article.text.holds(range), "coverage {range:?}");
            assert!(range.start() > end || end == 0, "coverage touches itself at {end}");
            end = range.end();
        }
        assert!(set.bookmarks().all(|span| article.text.holds(span)));
        let within = Span::new(3, 40).expect("a span");
        let begun: Vec<_> = set.bookmarks().filter(|span| within.contains(span.start())).collect();
        assert_eq!(set.bookmarks_in(within).collect::<Vec<_>>(), begun);
        for annotation in set.iter() {
            assert!(article.text.holds(annotation.span));
            match &annotation.body {
                Body::Code(code) => assert!(project.codebook().code(code.as_str()).is_some()),
                Body::Claim(claim) => {
                    assert!(project.ledger().claim(claim).is_some());
                    assert_eq!(set.mentions_of(claim).count(), set.uses(&annotation.body) as usize);
                    assert!(set.mentions_of(claim).all(|mention| mention.body == annotation.body));
                }
                Body::Unit(layer) => assert!(project.codebook().layer(layer.as_str()).is_some()),
                Body::Note => {}
            }
            let same = set.iter().filter(|other| other.body == annotation.body).count();
            assert_eq!(set.uses(&annotation.body) as usize, same);
            let touching: BTreeSet<_> = set.touching(annotation.span).map(|a| a.id).collect();
            let want =
                set.iter().filter(|other| other.span.overlaps(annotation.span)).map(|a| a.id).collect();
            assert_eq!(touching, want, "what touches {:?}", annotation.span);
        }
        assert_eq!(set.in_order().len(), set.len());
        let noted: Vec<_> = set.iter().filter(|annotation| annotation.memo.is_some()).collect();
        assert_eq!(set.noted().collect::<Vec<_>>(), noted);
    }
    for (_, edge) in project.ledger().edges() {
        assert!(project.ledger().claim(&edge.from).is_some() && project.ledger().claim(&edge.to).is_some());
        assert_ne!(edge.from, edge.to);
    }
}

/// A project after some edits, refused ones passed over.
fn worked(script: Vec<Edit>) -> Project {
    let mut project = project();
    for edit in script {
        let _refused = project.apply(edit);
    }
    project
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_edit_is_refused_whole_or_can_be_taken_back(script in vec(edits(), 0..40), edit in edits()) {
        let before = worked(script);
        check_sound(&before);
        let mut project = before.clone();
        let file = edit.file();
        match project.apply(edit) {
            Err(_) => prop_assert_eq!(&project, &before),
            Ok(inverse) => {
                let after = project.clone();
                check_sound(&after);
                prop_assert!(changed(&before, &after).iter().all(|changed| *changed == file));
                prop_assert_eq!(inverse.file(), file);
                let again = project.apply(inverse).expect("an inverse applies");
                prop_assert_eq!(&project, &before);
                project.apply(again).expect("the inverse of an inverse applies");
                prop_assert_eq!(&project, &after);
            }
        }
    }

    #[test]
    fn undo_and_redo_return_every_state(script in vec(steps(), 1..30)) {
        let (mut project, mut history) = (project(), History::default());
        let mut states = vec![project.clone()];
        let mut now = 0;
        for step in script {
            let before = project.clone();
            match step {
                Step::Commit(edits, merge_key) => {
                    let steps = history.done().len();
                    let transaction = Transaction { label: Message::default(), edits, merge_key };
                    let Ok(commit) = history.commit(&mut project, transaction) else {
                        prop_assert_eq!(&project, &before);
                        prop_assert_eq!(history.done().len(), steps);
                        continue;
                    };
                    prop_assert!(changed(&before, &project).is_subset(&commit.step.files()));
                    now = history.done().len();
                    states.truncate(now);
                    states.push(project.clone());
                }
                Step::Undo => now -= usize::from(history.undo(&mut project).transpose().expect("fits").is_some()),
                Step::Redo => now += usize::from(history.redo(&mut project).transpose().expect("fits").is_some()),
                Step::Seal => history.seal(),
            }
            prop_assert_eq!(&project, &states[now]);
            check_sound(&project);
        }
        while history.undo(&mut project).transpose().expect("fits").is_some() {
            now -= 1;
            prop_assert_eq!(&project, &states[now]);
        }
        prop_assert_eq!(now, 0);
        while history.redo(&mut project).transpose().expect("fits").is_some() {
            now += 1;
            prop_assert_eq!(&project, &states[now]);
        }
        prop_assert_eq!(now + 1, states.len());
    }
}

#[test]
fn a_claim_is_not_related_to_itself_and_lies_in_its_annotators_file() {
    let mut project = project();
    let ada = AnnotatorId::new("ada").expect("id");
    let claim = claim(ClaimId::new("ada/rates").expect("id"), "Rates rise.".to_owned());
    let edit = Edit::PutClaim { claim: Arc::clone(&claim) };
    assert_eq!(edit.file(), FileKey::Claims(ada.clone()));
    project.apply(edit).expect("a new claim");
    let edge = Edge { from: claim.id.clone(), relation: Relation::Contradicts, to: claim.id.clone() };
    let refused = project.apply(Edit::SetEdge { by: ada, edge, since: Some(Timestamp(1)) });
    assert_eq!(refused.expect_err("refused").to_string(), "claim “ada/rates” cannot be related to itself");
    assert_eq!(Edit::RemoveClaim { id: claim.id.clone() }.file(), FileKey::Claims(claim.id.annotator_id()));
}
