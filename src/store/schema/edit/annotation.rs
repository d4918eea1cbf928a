//! Annotations, values, orphans and remarks as the undo journal keeps them.

use super::super::review::{CommentShape, DecisionShape};
use crate::base::{AnnotationId, AttributeId, ChoiceId, ClaimId, CodeId, IdError, LayerId, Timestamp};
use crate::model::{Annotation, Body, Comment, Decision, LostSpan, Memo, Origin, Orphan, SetState, Value};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
pub(super) struct AnnotationShape {
    id: u64,
    at: ByteRange,
    body: BodyShape,
    values: Vec<(String, ValueShape)>,
    memo: Option<(String, bool)>,
    origin: OriginShape,
    created: i64,
    modified: i64,
}

#[derive(Serialize, Deserialize)]
pub(super) enum OriginShape {
    Human,
    Suggested(String),
    CarriedOver(String),
    Imported(String),
}

#[derive(Serialize, Deserialize)]
pub(super) enum BodyShape {
    Code(String),
    Claim(String),
    Unit(String),
    Note,
}

#[derive(Serialize, Deserialize)]
pub(super) enum ValueShape {
    Choice(String),
    Choices(Vec<String>),
    Text(String),
    Spans(Vec<ByteRange>),
}

#[derive(Serialize, Deserialize)]
pub(super) struct OrphanShape {
    annotation: AnnotationShape,
    stated: ByteRange,
    exact: String,
    prefix: String,
    suffix: String,
    proposed: Option<ByteRange>,
    lost: Vec<(String, ByteRange, String, Option<ByteRange>)>,
}

/// That a line of the journal cannot be understood: replaying ends before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct NotUnderstood;

/// What a line says.
pub(super) type Decoded<T> = Result<T, NotUnderstood>;

/// First byte, and the one after the last.
pub(super) type ByteRange = (u32, u32);

pub(super) fn decision_shape(decision: &Decision) -> DecisionShape {
    DecisionShape::encode(decision, place(decision.span), "")
}

pub(super) fn comment_shape(comment: &Comment) -> CommentShape {
    CommentShape::encode(comment, place(comment.span), "")
}

pub(super) fn id<T>(made: Result<T, IdError>) -> Decoded<T> {
    made.map_err(|_| NotUnderstood)
}

pub(super) fn place(span: Span) -> ByteRange {
    (span.start(), span.end())
}

pub(super) fn span((start, end): ByteRange) -> Decoded<Span> {
    Span::new(start, end).ok_or(NotUnderstood)
}

pub(super) fn spans(places: Vec<ByteRange>) -> Decoded<Vec<Span>> {
    places.into_iter().map(span).collect()
}

pub(super) fn done(state: SetState) -> Option<i64> {
    match state {
        SetState::Open => None,
        SetState::Done(when) => Some(when.0),
    }
}

pub(super) fn state(when: Option<i64>) -> SetState {
    when.map_or(SetState::Open, |when| SetState::Done(Timestamp(when)))
}

pub(super) fn annotation_shape(annotation: &Annotation) -> AnnotationShape {
    AnnotationShape {
        id: annotation.id.0,
        at: place(annotation.span),
        body: match &annotation.body {
            Body::Code(code) => BodyShape::Code(code.to_string()),
            Body::Claim(claim) => BodyShape::Claim(claim.to_string()),
            Body::Unit(layer) => BodyShape::Unit(layer.to_string()),
            Body::Note => BodyShape::Note,
        },
        values: annotation
            .attributes
            .iter()
            .map(|(id, value)| (id.to_string(), value_shape(value)))
            .collect(),
        memo: annotation.memo.as_ref().map(|memo| (memo.text.clone(), memo.question)),
        origin: match &annotation.origin {
            Origin::Human => OriginShape::Human,
            Origin::Suggested { by } => OriginShape::Suggested(by.clone()),
            Origin::CarriedOver { from } => OriginShape::CarriedOver(from.clone()),
            Origin::Imported { from } => OriginShape::Imported(from.clone()),
        },
        created: annotation.created.0,
        modified: annotation.modified.0,
    }
}

impl AnnotationShape {
    pub fn decode(self) -> Decoded<Annotation> {
        let values = self.values.into_iter();
        Ok(Annotation {
            id: AnnotationId(self.id),
            span: span(self.at)?,
            body: match self.body {
                BodyShape::Code(code) => Body::Code(id(CodeId::new(&code))?),
                BodyShape::Claim(claim) => Body::Claim(id(ClaimId::new(&claim))?),
                BodyShape::Unit(layer) => Body::Unit(id(LayerId::new(&layer))?),
                BodyShape::Note => Body::Note,
            },
            attributes: values
                .map(|(name, value)| Ok((id(AttributeId::new(&name))?, value.decode()?)))
                .collect::<Decoded<_>>()?,
            memo: self.memo.map(|(text, question)| Box::new(Memo { text, question })),
            origin: match self.origin {
                OriginShape::Human => Origin::Human,
                OriginShape::Suggested(by) => Origin::Suggested { by },
                OriginShape::CarriedOver(from) => Origin::CarriedOver { from },
                OriginShape::Imported(from) => Origin::Imported { from },
            },
            created: Timestamp(self.created),
            modified: Timestamp(self.modified),
        })
    }
}

pub(super) fn value_shape(value: &Value) -> ValueShape {
    match value {
        Value::Choice(choice) => ValueShape::Choice(choice.to_string()),
        Value::Choices(choices) => ValueShape::Choices(choices.iter().map(ToString::to_string).collect()),
        Value::Text(text) => ValueShape::Text(text.clone()),
        Value::Spans(spans) => ValueShape::Spans(spans.iter().copied().map(place).collect()),
    }
}

impl ValueShape {
    pub fn decode(self) -> Decoded<Value> {
        Ok(match self {
            Self::Choice(choice) => Value::Choice(id(ChoiceId::new(&choice))?),
            Self::Choices(choices) => Value::Choices(
                choices.iter().map(|choice| id(ChoiceId::new(choice))).collect::<Decoded<_>>()?,
            ),
            Self::Text(text) => Value::Text(text),
            Self::Spans(places) => Value::Spans(spans(places)?),
        })
    }
}

pub(super) fn orphan_shape(orphan: &Orphan) -> OrphanShape {
    let lost = |lost: &LostSpan| {
        (lost.attribute.to_string(), lost.stated, lost.exact.clone(), lost.proposed.map(place))
    };
    OrphanShape {
        annotation: annotation_shape(&orphan.annotation),
        stated: orphan.stated,
        exact: orphan.exact.clone(),
        prefix: orphan.prefix.clone(),
        suffix: orphan.suffix.clone(),
        proposed: orphan.proposed.map(place),
        lost: orphan.lost.iter().map(lost).collect(),
    }
}

impl OrphanShape {
    pub fn decode(self) -> Decoded<Orphan> {
        let lost = |(attribute, stated, exact, proposed): (String, ByteRange, String, Option<ByteRange>)| {
            Ok(LostSpan {
                attribute: id(AttributeId::new(&attribute))?,
                stated,
                exact,
                proposed: proposed.map(span).transpose()?,
            })
        };
        Ok(Orphan {
            annotation: Arc::new(self.annotation.decode()?),
            stated: self.stated,
            exact: self.exact,
            prefix: self.prefix,
            suffix: self.suffix,
            proposed: self.proposed.map(span).transpose()?,
            lost: self.lost.into_iter().map(lost).collect::<Decoded<_>>()?,
        })
    }
}
