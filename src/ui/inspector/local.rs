//! What the inspector keeps between frames: which parts are unfolded and what is being typed.

use crate::ui::claim::ClaimEditor;
use crate::ui::widgets::Drafts;

/// What the panel keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Local {
    pub drafts: Drafts,
    pub claim: ClaimEditor,
    pub more_statement: bool,
    pub more_mention: bool,
    pub more_passage: bool,
    pub about_claim: bool,
    pub definition: bool,
    pub article: bool,
}
