//! Why a change was refused.

use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, ClaimId, CodeId, LayerId, StubId};
use crate::locale::Message;
use crate::message;
use crate::text::Span;
use std::fmt;

/// Why a change was refused; the project is as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The article is not in the project.
    NoArticle(ArticleId),
    /// The annotator is not in the project.
    NoAnnotator(AnnotatorId),
    /// The set has no such annotation to take out.
    NoAnnotation(AnnotationId),
    /// The orphans tray has no such annotation to take out.
    NoOrphan(AnnotationId),
    /// There is no annotation set to take out.
    NoSet,
    /// The set has no such decision to take out.
    NoDecision(AnnotationId),
    /// The set has no such comment to take out.
    NoComment(AnnotationId),
    /// The article is in the project already.
    ArticleExists(ArticleId),
    /// The project has no such stub.
    NoStub(StubId),
    /// The stub is in the project already.
    StubExists(StubId),
    /// The passage is not inside the text, or cuts a character.
    BadSpan(Span),
    /// The codebook does not know the code.
    NoCode(CodeId),
    /// The codebook does not know the layer.
    NoLayer(LayerId),
    /// The codebook does not know the attribute, or not with that value.
    BadValue(AttributeId),
    /// The codebook does not know the question about the article, or not with that answer.
    BadField(AttributeId),
    /// The ledger does not know the claim.
    NoClaim(ClaimId),
    /// A relation would lead from a claim to the same claim.
    SelfRelation(ClaimId),
    /// Annotations or relations still refer to the claim.
    ClaimInUse(ClaimId),
    /// Annotation sets still refer to the article.
    ArticleInUse(ArticleId),
    /// Annotation sets or claims are still the annotator's.
    AnnotatorInUse(AnnotatorId),
}

impl EditError {
    /// A clause that says why, to stand after a colon or a dash.
    pub fn message(&self) -> Message {
        match self {
            Self::NoArticle(id) => message!("refusals-no-article", article = %id),
            Self::NoAnnotator(id) => message!("refusals-no-annotator", annotator = %id),
            Self::NoAnnotation(id) => message!("refusals-no-annotation", id = %id),
            Self::NoOrphan(id) => message!("refusals-no-orphan", id = %id),
            Self::NoSet => message!("refusals-no-set"),
            Self::NoDecision(id) => message!("refusals-no-decision", id = %id),
            Self::NoComment(id) => message!("refusals-no-comment", id = %id),
            Self::ArticleExists(id) => message!("refusals-article-exists", article = %id),
            Self::NoStub(id) => message!("refusals-no-stub", stub = %id),
            Self::StubExists(id) => message!("refusals-stub-exists", stub = %id),
            Self::BadSpan(span) => {
                message!("refusals-bad-span", start = span.start(), end = span.end())
            }
            Self::NoCode(id) => message!("refusals-no-code", code = %id),
            Self::NoLayer(id) => message!("refusals-no-layer", layer = %id),
            Self::BadValue(id) => message!("refusals-bad-value", attribute = %id),
            Self::BadField(id) => message!("refusals-bad-field", field = %id),
            Self::NoClaim(id) => message!("refusals-no-claim", claim = %id),
            Self::SelfRelation(id) => message!("refusals-self-relation", claim = %id),
            Self::ClaimInUse(id) => message!("refusals-claim-in-use", claim = %id),
            Self::ArticleInUse(id) => message!("refusals-article-in-use", article = %id),
            Self::AnnotatorInUse(id) => message!("refusals-annotator-in-use", annotator = %id),
        }
    }
}

/// In English, for the command line.
impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for EditError {}
