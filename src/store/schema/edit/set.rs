//! A whole annotation set as the undo journal keeps it.

use super::annotation::{
    AnnotationShape, ByteRange, Decoded, NotUnderstood, OrphanShape, ValueShape, annotation_shape,
    comment_shape, decision_shape, done, id, orphan_shape, place, span, spans, state, value_shape,
};
use crate::base::AttributeId;
use crate::model::{AnnotationSet, Remark, Unplaced};
use crate::store::schema::review::{CommentShape, DecisionShape};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
pub(super) struct SetShape {
    annotations: Vec<AnnotationShape>,
    coverage: Vec<ByteRange>,
    #[serde(default)]
    assumed: Vec<ByteRange>,
    fields: Vec<(String, ValueShape)>,
    bookmarks: Vec<ByteRange>,
    done: Option<i64>,
    orphans: Vec<OrphanShape>,
    #[serde(default)]
    decisions: Vec<DecisionShape>,
    #[serde(default)]
    comments: Vec<CommentShape>,
    /// Their places are code points, and they have their quote.
    #[serde(default)]
    unplaced: (Vec<DecisionShape>, Vec<CommentShape>),
}

pub(super) fn set_shape(set: &AnnotationSet) -> SetShape {
    SetShape {
        annotations: set.iter().map(|annotation| annotation_shape(annotation)).collect(),
        coverage: set.coverage().iter().map(place).collect(),
        assumed: set.assumed().iter().map(place).collect(),
        fields: set.fields().iter().map(|(id, value)| (id.to_string(), value_shape(value))).collect(),
        bookmarks: set.bookmarks().map(place).collect(),
        done: done(set.state()),
        orphans: set.orphans().map(|orphan| orphan_shape(orphan)).collect(),
        decisions: set.decisions().map(|decision| decision_shape(decision)).collect(),
        comments: set.comments().map(|comment| comment_shape(comment)).collect(),
        unplaced: unplaced_shapes(set),
    }
}

fn unplaced_shapes(set: &AnnotationSet) -> (Vec<DecisionShape>, Vec<CommentShape>) {
    let mut shapes = (Vec::new(), Vec::new());
    for Unplaced { stated, exact, what } in set.unplaced().map(AsRef::as_ref) {
        match what {
            Remark::Decision(decision) => shapes.0.push(DecisionShape::encode(decision, *stated, exact)),
            Remark::Comment(comment) => shapes.1.push(CommentShape::encode(comment, *stated, exact)),
        }
    }
    shapes
}

fn unplaced_of(shapes: (Vec<DecisionShape>, Vec<CommentShape>)) -> Decoded<Vec<Arc<Unplaced>>> {
    let nowhere = span((0, 1))?;
    let mut all = Vec::new();
    for shape in shapes.0 {
        let (stated, exact) = (shape.at, shape.quote.clone());
        let what = Remark::Decision(shape.decode(nowhere).map_err(|_| NotUnderstood)?);
        all.push(Arc::new(Unplaced { stated, exact, what }));
    }
    for shape in shapes.1 {
        let (stated, exact) = (shape.at, shape.quote.clone());
        let what = Remark::Comment(shape.decode(nowhere).map_err(|_| NotUnderstood)?);
        all.push(Arc::new(Unplaced { stated, exact, what }));
    }
    Ok(all)
}

impl SetShape {
    pub fn decode(self) -> Decoded<AnnotationSet> {
        let annotations = self.annotations.into_iter().map(|shape| shape.decode().map(Arc::new));
        let mut set = AnnotationSet::from_annotations(annotations.collect::<Decoded<_>>()?);
        let fields = self.fields.into_iter();
        set.restore(
            spans(self.coverage)?.into_iter().collect(),
            fields
                .map(|(name, value)| Ok((id(AttributeId::new(&name))?, value.decode()?)))
                .collect::<Decoded<_>>()?,
            spans(self.bookmarks)?,
            state(self.done),
        );
        set.restore_assumed(spans(self.assumed)?.into_iter().collect());
        let decisions = self.decisions.into_iter().map(|shape| {
            let at = span(shape.at)?;
            shape.decode(at).map(Arc::new).map_err(|_| NotUnderstood)
        });
        let comments = self.comments.into_iter().map(|shape| {
            let at = span(shape.at)?;
            shape.decode(at).map(Arc::new).map_err(|_| NotUnderstood)
        });
        let (decisions, comments) =
            (decisions.collect::<Decoded<Vec<_>>>()?, comments.collect::<Decoded<Vec<_>>>()?);
        set.restore_review(decisions, comments, unplaced_of(self.unplaced)?);
        for orphan in self.orphans {
            set.put_orphan(Arc::new(orphan.decode()?));
        }
        Ok(set)
    }
}
