//! What the reader keeps between frames of the pointer and of scrolling.

use crate::app::Selection;
use crate::base::AnnotationId;
use crate::text::Span;
use crate::ui::typeset::Affinity;
use egui::Pos2;

#[derive(Default)]
pub(super) struct Scroll {
    /// Screens still to be scrolled.
    pub pages: f32,
    /// The wish that was last followed.
    pub followed: u64,
    /// Points still to go, and seconds left for them.
    pub gliding: Option<(f32, f32)>,
    /// Where on the thumb the pointer took hold.
    pub grabbed: Option<f32>,
}

#[derive(Default)]
pub(super) struct Pointer {
    /// Time, place and number of the last press.
    pub press: Option<(f64, Pos2, u32)>,
    pub doing: Doing,
    /// Numbers gestures, so that one drag is one step of undo.
    pub gesture: u64,
    /// Which side of a byte the caret was put on.
    pub affinity: Option<(u32, Affinity)>,
    /// Whether keys were used since it moved last: then it explains nothing.
    pub resting: bool,
}

#[derive(Default, Clone, Copy, PartialEq)]
pub(super) enum Doing {
    #[default]
    Nothing,
    /// Selecting from this byte; the last selection sent.
    Selecting { anchor: u32, sent: Option<Selection> },
    /// Carrying the selected passage, perhaps onto a claim.
    Carrying { span: Span },
    /// Moving an end of an annotation.
    Resizing { id: AnnotationId, end: bool },
}

impl Pointer {
    pub(super) fn affinity_at(&self, byte: u32) -> Option<Affinity> {
        self.affinity.filter(|(at, _)| *at == byte).map(|(_, affinity)| affinity)
    }

    pub(super) fn keep(&mut self, byte: u32, affinity: Affinity) {
        self.affinity = Some((byte, affinity));
    }

    /// Keys are in use.
    pub(super) fn rest(&mut self) {
        self.resting = true;
    }

    pub(super) fn count(&mut self, time: f64, at: Pos2) -> u32 {
        const PAUSE: f64 = 0.4;
        let again = self.press.filter(|(before, place, _)| time - before < PAUSE && place.distance(at) < 6.0);
        let count = again.map_or(1, |(.., count)| count % 4 + 1);
        self.press = Some((time, at, count));
        count
    }
}
