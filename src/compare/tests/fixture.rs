//! Small projects out of marked text.

use crate::base::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, LayerId, ProjectId,
    Timestamp,
};
use crate::model::{
    Annotation, Annotator, Article, Body, Claim, Edge, Edit, Metadata, Project, Relation, Role, SetKey,
    SetState, Value,
};
use crate::store::builtin_codebook;
use crate::text::{Span, Text};
use std::sync::Arc;

pub(crate) fn who(name: &str) -> AnnotatorId {
    AnnotatorId::new(name).expect("id")
}

pub(crate) fn article(name: &str) -> ArticleId {
    ArticleId::new(name).expect("id")
}

pub(crate) fn layer(name: &str) -> LayerId {
    LayerId::new(name).expect("id")
}

pub(crate) fn key(annotator: &str, name: &str) -> SetKey {
    SetKey { annotator: who(annotator), article: article(name) }
}

/// One mark of a marked text.
type MarkedAnswer = (Span, Body, Vec<(AttributeId, Value)>);

/// Annotations in a marked text, and the text without the marks.
///
/// A mark is `[body attribute=choice …:words]`; the body is a code, `@claim`, or `#layer` for a unit without an answer.
/// Marks may nest; white space before the colon is cut off.
pub(crate) fn read(marked: &str) -> (String, Vec<MarkedAnswer>) {
    let (mut text, mut open, mut found) = (String::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(sign) = rest.chars().next() {
        rest = &rest[sign.len_utf8()..];
        match sign {
            '[' => {
                let (head, tail) = rest.split_once(':').expect("a colon");
                open.push((text.len(), head.to_owned(), found.len()));
                found.push(None);
                rest = tail;
            }
            ']' => {
                let (start, head, slot) = open.pop().expect("an opening bracket");
                let span = Span::new(start as u32, text.len() as u32).expect("words");
                found[slot] = Some((span, head));
            }
            _ => text.push(sign),
        }
    }
    let marks = found.into_iter().flatten().map(|(span, head)| {
        let mut parts = head.split_whitespace();
        let body = body(parts.next().expect("a body"));
        let attributes = parts.map(|part| {
            let (name, choice) = part.split_once('=').expect("an equals sign");
            (AttributeId::new(name).expect("id"), Value::Choice(ChoiceId::new(choice).expect("id")))
        });
        (span, body, attributes.collect())
    });
    (text, marks.collect())
}

fn body(word: &str) -> Body {
    if let Some(claim) = word.strip_prefix('@') {
        return Body::Claim(claim_id(claim));
    }
    match word.strip_prefix('#') {
        Some(name) => Body::Unit(layer(name)),
        None => Body::Code(CodeId::new(word).expect("id")),
    }
}

fn claim_id(name: &str) -> ClaimId {
    ClaimId::new(&format!("desk/{name}")).expect("id")
}

/// A project with the built-in codebook and adjudicator `judge`, put together piece by piece.
pub(crate) struct ComparisonFixture {
    pub(crate) project: Project,
    ids: u64,
}

impl ComparisonFixture {
    /// Everybody may see everything.
    pub(crate) fn new() -> Self {
        let id = ProjectId::new("fixture").expect("id");
        let project = Project::new(id, "A fixture".to_owned(), Arc::new(builtin_codebook()));
        let mut fixture = Self { project, ids: 0 };
        let mut settings = fixture.project.settings().clone();
        settings.blind = false;
        fixture.apply(Edit::PutSettings { settings });
        fixture.person("judge", Role::Adjudicator);
        fixture.person("desk", Role::Analyst);
        fixture
    }

    /// One article `a`, coded and signed off by each of these.
    pub(crate) fn of(codings: &[(&str, &str)]) -> Self {
        let mut fixture = Self::new();
        for (annotator, marked) in codings {
            fixture.codes("a", annotator, marked).signs_off("a", annotator);
        }
        fixture
    }

    pub(crate) fn apply(&mut self, edit: Edit) -> Edit {
        self.project.apply(edit).expect("fits")
    }

    pub(crate) fn person(&mut self, id: &str, role: Role) {
        let annotator = Annotator { id: who(id), name: id.to_owned(), role, person: None };
        self.apply(Edit::PutAnnotator { annotator });
    }

    pub(crate) fn next_id(&mut self) -> AnnotationId {
        self.ids += 1;
        AnnotationId(self.ids)
    }

    fn known(&mut self, annotator: &str, name: &str, text: &str) {
        if self.project.annotator(&who(annotator)).is_none() {
            self.person(annotator, Role::Analyst);
        }
        if self.project.article(&article(name)).is_none() {
            let text = Text::new(text).expect("text");
            let article =
                Article { id: article(name), text, metadata: Metadata::default(), zones: Vec::new() };
            self.apply(Edit::AddArticle { article: Arc::new(article) });
        }
    }

    /// Adds an annotator's marks to an article, and both when they are new.
    pub(crate) fn codes(&mut self, name: &str, annotator: &str, marked: &str) -> &mut Self {
        let (text, marks) = read(marked);
        self.known(annotator, name, &text);
        let stored = self.project.article(&article(name)).expect("added").text.clone();
        assert_eq!(stored.as_str(), text, "the same words for all");
        for (span, body, attributes) in marks {
            if let Body::Claim(claim) = &body {
                self.claim(claim);
            }
            let mut annotation = Annotation::new(self.next_id(), span, body, Timestamp(10));
            annotation.attributes.extend(attributes);
            self.apply(Edit::PutAnnotation { key: key(annotator, name), annotation: Arc::new(annotation) });
        }
        self
    }

    fn claim(&mut self, id: &ClaimId) {
        if self.project.ledger().claim(id).is_some() {
            return;
        }
        let claim = Claim::new(id.clone(), id.as_str().trim_start_matches("desk/").to_owned(), Timestamp(0));
        self.apply(Edit::PutClaim { claim: Arc::new(claim) });
    }

    pub(crate) fn same(&mut self, one: &str, other: &str) -> &mut Self {
        let edge = Edge { from: claim_id(one), relation: Relation::SameAs, to: claim_id(other) };
        self.apply(Edit::SetEdge { by: who("desk"), edge, since: Some(Timestamp(0)) });
        self
    }

    pub(crate) fn signs_off(&mut self, name: &str, annotator: &str) -> &mut Self {
        self.apply(Edit::SetState { key: key(annotator, name), state: SetState::Done(Timestamp(20)) });
        self
    }

    /// Marks the words as judged; they occur once.
    pub(crate) fn covers(&mut self, name: &str, annotator: &str, words: &str) -> &mut Self {
        let span = self.find(name, words);
        self.apply(Edit::SetCoverage {
            key: key(annotator, name),
            within: span,
            ranges: vec![span],
            assumed: Vec::new(),
        });
        self
    }

    pub(crate) fn find(&self, name: &str, words: &str) -> Span {
        let text = &self.project.article(&article(name)).expect("article").text;
        let start = text.as_str().find(words).expect("the words") as u32;
        text.span(start, start + words.len() as u32).expect("span")
    }

    /// The annotation of somebody that begins where the words do, the first by number.
    pub(crate) fn annotation(&self, name: &str, annotator: &str, words: &str) -> Arc<Annotation> {
        let start = self.find(name, words).start();
        let set = self.project.set(&key(annotator, name)).expect("set");
        set.iter().find(|annotation| annotation.span.start() == start).expect("an annotation").clone()
    }
}
