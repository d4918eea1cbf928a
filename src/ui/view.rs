//! The whole window in one call.

use super::theme::Theme;
use super::typeset::Typesetter;
use crate::app::{Outbox, State};
use crate::base::Timestamp;
use egui::{Rect, Ui};

/// What every view gets: the state to read, the outbox to fill, and the means to set text.
pub struct Cx<'a> {
    /// What there is.
    pub state: &'a State,
    /// What the user wants.
    pub out: &'a mut Outbox,
    /// Sets user content in any script; interface words are plain egui text.
    pub set: &'a mut Typesetter,
    /// Colours of the theme in force; sizes are `Theme::metrics()`.
    pub theme: &'static Theme,
    /// Now.
    pub now: Timestamp,
    /// Where the passage in hand is on the screen, as the reader painted it; popovers stand beside it.
    pub anchor: &'a mut Option<Rect>,
}

/// What the state machine asks of the window itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Put the keyboard into the library filter.
    FocusFilter,
    /// Put the keyboard into the find box.
    FocusFind,
    /// Put the keyboard into the text.
    FocusText,
    /// Put the keyboard into the next pane, or the one before.
    CyclePane {
        /// Backwards.
        back: bool,
    },
    /// Scroll the article by this many screens.
    ScrollPages(f32),
}

/// The window: the views and what they keep between frames.
pub struct View {
    set: Typesetter,
    anchor: Option<Rect>,
}

impl View {
    /// A window that sets text with these fonts.
    pub fn new(set: Typesetter) -> Self {
        Self { set, anchor: None }
    }

    /// Carries out what the state machine asked of the window.
    pub fn ask(&mut self, _ask: Ask) {}

    /// Draws one frame and collects what the user wants.
    pub fn show(&mut self, ui: &mut Ui, state: &State, out: &mut Outbox, now: Timestamp) {
        let theme = Theme::of(ui.ctx());
        self.set.begin(ui.ctx());
        let _cx = Cx { state, out, set: &mut self.set, theme, now, anchor: &mut self.anchor };
        self.set.flush(ui.ctx());
    }
}
