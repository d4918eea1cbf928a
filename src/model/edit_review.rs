//! Changes to decisions and comments.

use super::{Comment, Decision, Edit, EditError, Project, SetKey};
use crate::base::{AnnotationId, LayerId};
use crate::text::Span;
use std::sync::Arc;

impl Project {
    pub(super) fn put_decision(&mut self, key: SetKey, decision: Arc<Decision>) -> Result<Edit, EditError> {
        self.check_review(&key, &decision.layer, decision.span)?;
        let id = decision.id;
        let before = self.change_set(&key, |set| set.decisions.insert(id, decision))?;
        Ok(match before {
            Some(decision) => Edit::PutDecision { key, decision },
            None => Edit::RemoveDecision { key, id },
        })
    }

    pub(super) fn remove_decision(&mut self, key: SetKey, id: AnnotationId) -> Result<Edit, EditError> {
        let gone = self.change_set(&key, |set| set.decisions.remove(&id))?;
        Ok(Edit::PutDecision { key, decision: gone.ok_or(EditError::NoDecision(id))? })
    }

    pub(super) fn put_comment(&mut self, key: SetKey, comment: Arc<Comment>) -> Result<Edit, EditError> {
        self.check_review(&key, &comment.layer, comment.span)?;
        let id = comment.id;
        let before = self.change_set(&key, |set| set.comments.insert(id, comment))?;
        Ok(match before {
            Some(comment) => Edit::PutComment { key, comment },
            None => Edit::RemoveComment { key, id },
        })
    }

    pub(super) fn remove_comment(&mut self, key: SetKey, id: AnnotationId) -> Result<Edit, EditError> {
        let gone = self.change_set(&key, |set| set.comments.remove(&id))?;
        Ok(Edit::PutComment { key, comment: gone.ok_or(EditError::NoComment(id))? })
    }

    /// Whether a decision or comment fits the article and the codebook.
    pub(super) fn check_review(&self, key: &SetKey, layer: &LayerId, span: Span) -> Result<(), EditError> {
        self.check_span(&key.article, span)?;
        if self.codebook.layer(layer.as_str()).is_none() {
            return Err(EditError::NoLayer(layer.clone()));
        }
        Ok(())
    }
}
