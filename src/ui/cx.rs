//! What every view gets.

use super::kept::KeptWords;
use super::theme::Theme;
use super::typeset::Typesetter;
use crate::app::{Outbox, State};
use crate::base::Timestamp;
use crate::locale::{Catalogue, Message};
use egui::Rect;
use std::borrow::Cow;
use std::sync::Arc;

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

impl Cx<'_> {
    /// What a message says that was made earlier or elsewhere, such as a step or a finding: without names while they are
    /// hidden.
    pub fn discreet(&self, message: &Message) -> Arc<str> {
        match self.state.session.as_ref().filter(|session| session.names_are_hidden()) {
            Some(session) => self.text.shown(&session.discreet(message)),
            None => self.text.shown(message),
        }
    }

    /// A file of the project, without a name while they are hidden.
    pub fn discreet_path<'f>(&self, file: &'f str) -> Cow<'f, str> {
        match self.state.session.as_ref().filter(|session| session.names_are_hidden()) {
            Some(session) => session.discreet_path(file).into(),
            None => file.into(),
        }
    }
}
