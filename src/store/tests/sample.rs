//! A small project to test with.

use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, Timestamp};
use crate::model::*;
use crate::store::{builtin_codebook, create, save};
use crate::text::{Span, Text};
use std::path::Path;
use std::sync::Arc;

pub const WORDS: &str = "Llama 4 is a flop\n\nMeta postponed “the model”, two employees said. 💛 The embarrassing delay \"#cost\"## money.\n";

pub fn key() -> SetKey {
    SetKey { annotator: AnnotatorId::new("maya").expect("id"), article: ArticleId::new("flop").expect("id") }
}

pub fn span_of(text: &str, words: &str) -> Span {
    let at = text.find(words).expect("the words are in the text");
    Span::new(at as u32, (at + words.len()) as u32).expect("not empty")
}

pub fn annotator(id: &str, name: &str, role: Role) -> Annotator {
    Annotator { id: AnnotatorId::new(id).expect("id"), name: name.to_owned(), role, person: None }
}

pub fn article(id: &str, words: &str) -> Article {
    Article {
        id: ArticleId::new(id).expect("id"),
        text: Text::new(words).expect("text"),
        metadata: Metadata {
            title: "A \"flop\"".to_owned(),
            authors: vec!["A. B.".to_owned()],
            ..Metadata::default()
        },
        zones: Vec::new(),
    }
}

pub fn tag(number: u64, span: Span, code: &str) -> Annotation {
    let code = Body::Code(CodeId::new(code).expect("id"));
    Annotation::new(AnnotationId(number), span, code, Timestamp(1_751_535_000))
}

/// One article, two annotators, a claim, and a set with one of everything.
pub fn project() -> Project {
    let id = crate::base::ProjectId::new("test-1").expect("id");
    let mut project = Project::new(id, "A test".to_owned(), Arc::new(builtin_codebook()));
    let edits = edits();
    for edit in edits {
        project.apply(edit).expect("fits");
    }
    project
}

pub fn edits() -> Vec<Edit> {
    let span = |words| span_of(WORDS, words);
    let mut flop = article("flop", WORDS);
    flop.zones.push(Zone { kind: ZoneKind::Headline, span: Span::new(0, 18).expect("span") });
    let claim_id = ClaimId::new("maya/llama4").expect("id");
    let claim = |slug: &str| Claim {
        id: ClaimId::new(slug).expect("id"),
        label: "LLaMA4 failure".to_owned(),
        wording: "Llama 4 \\ failed\nagain".to_owned(),
        kind: Some(ChoiceId::new("quantity").expect("id")),
        topic: String::new(),
        aliases: vec!["flop".to_owned()],
        status: ClaimStatus::Disputed,
        memo: String::new(),
        colour: 3,
        created: Timestamp(5),
        modified: Timestamp(6),
    };
    let mut opinion = tag(7, span("Llama 4 is a flop"), "opinion");
    opinion.attributes.insert(AttributeId::new("loaded").expect("id"), Value::Spans(vec![span("flop")]));
    opinion.memo = Some(Box::new(Memo { text: "why \"#\"?\u{202e}".to_owned(), question: true }));
    let mut mention = Annotation::new(
        AnnotationId(u64::MAX),
        span("“the model”"),
        Body::Claim(claim_id.clone()),
        Timestamp(9),
    );
    let unsure = Value::Choice(ChoiceId::new("possible").expect("id"));
    mention.attributes.insert(AttributeId::new("certainty").expect("id"), unsure);
    mention.origin = Origin::Suggested { by: "rule".to_owned() };
    mention.modified = Timestamp(10);
    let edge =
        Edge { from: claim_id, relation: Relation::NarrowerThan, to: ClaimId::new("li/other").expect("id") };
    let genre = Value::Choice(ChoiceId::new("news").expect("id"));
    vec![
        Edit::PutAnnotator { annotator: annotator("maya", "Maya", Role::Adjudicator) },
        Edit::PutAnnotator { annotator: annotator("li", "Li 李", Role::Analyst) },
        Edit::AddArticle { article: Arc::new(flop) },
        Edit::PutClaim { claim: Arc::new(claim("maya/llama4")) },
        Edit::PutClaim { claim: Arc::new(claim("li/other")) },
        Edit::SetEdge { by: key().annotator, edge, since: Some(Timestamp(11)) },
        Edit::PutAnnotation { key: key(), annotation: Arc::new(opinion) },
        Edit::PutAnnotation { key: key(), annotation: Arc::new(mention) },
        Edit::PutAnnotation {
            key: key(),
            annotation: Arc::new(tag(8, span("💛 The embarrassing delay"), "mixed")),
        },
        Edit::SetBookmark { key: key(), span: span("💛"), on: true },
        Edit::SetCoverage {
            key: key(), within: span(WORDS), ranges: vec![span("Llama 4"), span("💛 The")]
        },
        Edit::SetField { key: key(), field: AttributeId::new("genre").expect("id"), value: Some(genre) },
        Edit::SetState { key: key(), state: SetState::Done(Timestamp(12)) },
    ]
}

/// Every file that the project has something to put in.
pub fn keys(project: &Project) -> Vec<FileKey> {
    let mut keys = vec![FileKey::Codebook, FileKey::Project];
    keys.extend(project.articles().map(|article| FileKey::Article(article.id.clone())));
    keys.extend(project.sets().map(|(key, _)| FileKey::Set(key.clone())));
    keys.push(FileKey::Annotator(key().annotator));
    keys.extend(project.ledger().sheets().map(|(by, _)| FileKey::Claims(by.clone())));
    keys
}

pub fn save_all(root: &Path, project: &Project) {
    for key in keys(project) {
        save(root, project, &key).expect("saved");
    }
}

/// The sample project in a folder.
pub fn saved() -> (tempfile::TempDir, Project) {
    let folder = tempfile::tempdir().expect("folder");
    create(folder.path(), "first", Arc::new(builtin_codebook())).expect("created");
    let project = project();
    save_all(folder.path(), &project);
    (folder, project)
}
