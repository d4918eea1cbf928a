//! A claim of the ledger, to be read and edited: in the inspector and on the claims page.
//!
//! Whoever created a claim may change it; everybody may state how it relates to others, in their own sheet.

mod chooser;
mod editor;
mod list;
mod mentions;

use egui::Color32;

use super::Cx;
use crate::model::Body;
use crate::present::ink;

pub use editor::ClaimEditor;
pub use list::{ClaimList, row, row_height};
pub use mentions::Mentions;

/// The colour of a code or a claim.
pub(crate) fn colour_of(cx: &Cx<'_>, body: &Body) -> Color32 {
    let project = cx.state.session.as_ref().map(|session| &session.project);
    ink_of(cx, project.and_then(|project| ink(body, project.codebook(), project.ledger())))
}

/// The colour of a step of the palette; grey for what has none of its own.
pub(crate) fn ink_of(cx: &Cx<'_>, ink: Option<usize>) -> Color32 {
    cx.theme.code(ink.unwrap_or_else(|| cx.theme.named("")))
}
