//! Small projects, built by edits.

use crate::agreement::{
    AgreementReport, Counted, Estimate, Measure, Question, ReportCache, ReportSection, Request,
};
use crate::base::{AnnotationId, AttributeId, ChoiceId, ClaimId, CodeId, Progress, ProjectId, Timestamp};
use crate::model::{
    Annotation, Annotator, Article, Body, Claim, Edit, Metadata, Origin, Project, Role, SetKey, SetState,
    Value, sentences_of,
};
use crate::store;
use crate::text::{Span, Text};
use std::sync::Arc;

pub(super) use crate::compare::tests::fixture::{article as article_id, key, layer, who};

/// A project under construction.
#[derive(Clone)]
pub(super) struct Small {
    pub(super) project: Project,
    next: u64,
    /// What annotations get for their origin.
    pub(super) origin: Origin,
    /// The day on which annotations are made.
    pub(super) day: i64,
}

impl Small {
    /// With these analysts, and claims of the first named `a`, `b` and so on.
    pub(super) fn new(analysts: &[&str]) -> Self {
        let codebook = Arc::new(store::builtin_codebook());
        let project = Project::new(ProjectId::new("p").expect("id"), "P".to_owned(), codebook);
        let mut small = Self { project, next: 0, origin: Origin::Human, day: 20_000 };
        for name in analysts {
            small.annotator(name, Role::Analyst);
        }
        for label in ["a", "b", "c", "d"] {
            let claim = Claim::new(
                ClaimId::new(&format!("{}/{label}", analysts[0])).expect("id"),
                format!("Claim {label}"),
                Timestamp(0),
            );
            small.apply(Edit::PutClaim { claim: Arc::new(claim) });
        }
        small
    }

    pub(super) fn apply(&mut self, edit: Edit) {
        self.project.apply(edit).expect("an edit that fits");
    }

    pub(super) fn annotator(&mut self, name: &str, role: Role) {
        let annotator = Annotator { id: who(name), name: name.to_owned(), role, person: None };
        self.apply(Edit::PutAnnotator { annotator });
    }

    /// An article of `count` sentences of ten bytes: `Number 00.`, `Number 01.` and so on.
    pub(super) fn article(&mut self, name: &str, count: usize) {
        let sentences: Vec<String> = (0..count).map(|at| format!("Number {at:02}.")).collect();
        let text = Text::new(sentences.join("\n")).expect("a text");
        let metadata = Metadata::default();
        let article = Article { id: article_id(name), text, metadata, zones: Vec::new() };
        assert_eq!(sentences_of(&article).len(), count);
        self.apply(Edit::AddArticle { article: Arc::new(article) });
    }

    /// The span of a sentence of such an article.
    pub(super) fn sentence(at: usize) -> Span {
        Span::new(11 * at as u32, 11 * at as u32 + 10).expect("a span")
    }

    pub(super) fn put(
        &mut self,
        by: &str,
        article: &str,
        span: Span,
        body: Body,
        attributes: &[(&str, Value)],
    ) -> AnnotationId {
        self.next += 1;
        let mut annotation =
            Annotation::new(AnnotationId(self.next), span, body, Timestamp(self.day * 86_400 + 60));
        annotation.origin = self.origin.clone();
        for (name, value) in attributes {
            annotation.attributes.insert(AttributeId::new(name).expect("id"), value.clone());
        }
        self.apply(Edit::PutAnnotation { key: key(by, article), annotation: Arc::new(annotation) });
        AnnotationId(self.next)
    }

    pub(super) fn code(&mut self, by: &str, article: &str, sentence: usize, code: &str) -> AnnotationId {
        self.code_with(by, article, sentence, code, &[])
    }

    pub(super) fn code_with(
        &mut self,
        by: &str,
        article: &str,
        sentence: usize,
        code: &str,
        attributes: &[(&str, Value)],
    ) -> AnnotationId {
        let body = Body::Code(CodeId::new(code).expect("id"));
        self.put(by, article, Self::sentence(sentence), body, attributes)
    }

    /// Codes of sentences from the first on, by the first letter of the code; a space gives none.
    pub(super) fn codes(&mut self, by: &str, article: &str, letters: &str) {
        for (at, letter) in letters.chars().enumerate().filter(|(_, letter)| *letter != ' ') {
            let code = match letter {
                'f' => "factual",
                'o' => "opinion",
                'm' => "mixed",
                'p' => "prediction",
                other => panic!("no code {other}"),
            };
            self.code(by, article, at, code);
        }
    }

    pub(super) fn claim(&mut self, by: &str, article: &str, span: (u32, u32), label: &str) -> AnnotationId {
        let claim =
            self.project.ledger().claims().find(|claim| claim.id.as_str().ends_with(&format!("/{label}")));
        let body = Body::Claim(claim.expect("a claim").id.clone());
        self.put(by, article, Span::new(span.0, span.1).expect("a span"), body, &[])
    }

    pub(super) fn done(&mut self, by: &str, article: &str) {
        self.apply(Edit::SetState { key: key(by, article), state: SetState::Done(Timestamp(1)) });
    }

    /// Signs off what everybody has on every article.
    pub(super) fn all_done(&mut self) {
        let keys: Vec<SetKey> = self.project.sets().map(|(key, _)| key.clone()).collect();
        for key in keys {
            self.apply(Edit::SetState { key, state: SetState::Done(Timestamp(1)) });
        }
    }

    pub(super) fn report(&self) -> AgreementReport {
        self.report_of(&Request::default())
    }

    pub(super) fn report_of(&self, request: &Request) -> AgreementReport {
        AgreementReport::new(&self.project, request, &mut ReportCache::default(), &Progress::new())
            .expect("a request that fits")
            .expect("nobody cancelled")
    }
}

pub(super) fn choice(name: &str) -> Value {
    Value::Choice(ChoiceId::new(name).expect("a name"))
}

/// The section of a question about a layer, or an attribute of it.
pub(super) fn section<'a>(
    report: &'a AgreementReport,
    layer: &str,
    question: Question,
    counted: Counted,
    attribute: Option<&str>,
) -> &'a ReportSection {
    let is_asked = |section: &&ReportSection| {
        section.layer.as_str() == layer
            && section.question == question
            && section.counted == counted
            && section.attribute.as_ref().map(|(id, _)| id.as_str()) == attribute
    };
    report.sections.iter().find(is_asked).expect("a section")
}

/// The figure about everybody and no single code.
pub(super) fn overall(section: &ReportSection, measure: Measure) -> &Estimate {
    section
        .estimates
        .iter()
        .find(|estimate| estimate.measure == measure && estimate.code.is_none())
        .expect("an estimate")
}

pub(super) fn near(estimate: &Estimate, want: f64) {
    let value = estimate.value.expect("defined");
    assert!((value - want).abs() < 1e-9, "{:?}: {value}, not {want}", estimate.measure);
}
