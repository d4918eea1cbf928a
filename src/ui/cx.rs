//! What every view gets.

use super::kept::KeptWords;
use super::theme::Theme;
use super::typeset::Typesetter;
use crate::app::{Outbox, State};
use crate::base::Timestamp;
use crate::locale::Catalogue;
use egui::Rect;

/// What every view gets: the state to read, the outbox to fill, and the means to set text.
pub struct Cx<'a> {
    /// The state that views read.
    pub state: &'a State,
    /// What the user wants.
    pub out: &'a mut Outbox,
    /// Sets user content in any script; interface words are plain egui text.
    pub set: &'a mut Typesetter,
    /// Colours of the theme in force; sizes are `Theme::metrics()`.
    pub theme: &'static Theme,
    /// What views joined lately, so that nothing is joined anew in every frame.
    pub kept: &'a KeptWords,
    /// The texts of the language in force.
    pub text: &'static Catalogue,
    /// The moment of this frame.
    pub now: Timestamp,
    /// Where the passage in hand is on the screen, as the reader painted it; popovers stand beside it.
    pub anchor: &'a mut Option<Rect>,
}
