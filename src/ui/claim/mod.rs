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

pub use editor::ClaimEditor;
pub use list::{ClaimList, row, row_height};
pub use mentions::Mentions;

/// The colour of a code or a claim.
pub(crate) fn colour_of(cx: &Cx<'_>, body: &Body) -> Color32 {
    let project = cx.state.session.as_ref().map(|session| &session.project);
    let step = match body {
        Body::Code(id) => {
            let code = project.and_then(|project| project.codebook().code(id.as_str()));
            cx.theme.named(code.map_or("", |(_, code)| &code.colour))
        }
        Body::Claim(id) => {
            let claim = project.and_then(|project| project.ledger().claim(id));
            claim.map_or_else(|| cx.theme.named(""), |claim| cx.theme.claim(claim.colour))
        }
        Body::Unit(_) | Body::Note => cx.theme.named(""),
    };
    cx.theme.code(step)
}
