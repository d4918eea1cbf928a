//! What labels of other programs become.

use super::Codebook;
use crate::base::{CodeId, LayerId};
use std::collections::BTreeMap;

/// What a label becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelTarget {
    /// A code of the codebook.
    Code(CodeId),
    /// A unit of a layer without an answer.
    Unit(LayerId),
    /// A mention of a claim.
    Claim,
    /// A note; the label goes before its memo.
    Note,
    /// A new code of this name, in the layer of imported codes.
    New(String),
    /// Nothing: marks with it are left out.
    Leave,
}

/// What labels become, by label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelMapping(pub BTreeMap<String, LabelTarget>);

impl LabelTarget {
    /// The same, with the code that a new code has become where the codebook has one of its name by now.
    #[must_use]
    pub fn after_import(&self, codebook: &Codebook) -> Self {
        let Self::New(name) = self else { return self.clone() };
        let mut codes = codebook.layers().iter().rev().flat_map(|layer| layer.codes().iter().rev());
        let made = codes.find(|code| code.name == *name);
        made.map_or_else(|| self.clone(), |code| Self::Code(code.id.clone()))
    }
}
