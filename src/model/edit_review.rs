//! Changes to decisions and comments.

use super::{Edit, EditError, Project, SetKey};
use crate::base::LayerId;
use crate::text::Span;

impl Project {
    /// Carries out a change to a decision or a comment.
    pub(super) fn apply_review(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::PutDecision { key, decision } => {
                self.check_review(&key, &decision.layer, decision.span)?;
                let id = decision.id;
                let before = self.change_set(&key, |set| set.decisions.insert(id, decision))?;
                Ok(match before {
                    Some(decision) => Edit::PutDecision { key, decision },
                    None => Edit::RemoveDecision { key, id },
                })
            }
            Edit::RemoveDecision { key, id } => {
                let gone = self.change_set(&key, |set| set.decisions.remove(&id))?;
                let decision = gone.ok_or_else(|| EditError::Missing(format!("decision {id}")))?;
                Ok(Edit::PutDecision { key, decision })
            }
            Edit::PutComment { key, comment } => {
                self.check_review(&key, &comment.layer, comment.span)?;
                let id = comment.id;
                let before = self.change_set(&key, |set| set.comments.insert(id, comment))?;
                Ok(match before {
                    Some(comment) => Edit::PutComment { key, comment },
                    None => Edit::RemoveComment { key, id },
                })
            }
            Edit::RemoveComment { key, id } => {
                let gone = self.change_set(&key, |set| set.comments.remove(&id))?;
                let comment = gone.ok_or_else(|| EditError::Missing(format!("comment {id}")))?;
                Ok(Edit::PutComment { key, comment })
            }
            other => Err(EditError::Missing(format!("place for {other:?} among decisions and comments"))),
        }
    }

    /// Whether a decision or comment fits the article and the codebook.
    pub(super) fn check_review(&self, key: &SetKey, layer: &LayerId, span: Span) -> Result<(), EditError> {
        self.check_span(&key.article, span)?;
        if self.codebook.layer(layer.as_str()).is_none() {
            return Err(EditError::NotInCodebook(format!("layer “{layer}”")));
        }
        Ok(())
    }
}
