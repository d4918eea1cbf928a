//! Time codes in the margin: when in the recording the words beside them are said.

use super::{Frame, ReaderView};
use crate::app::Reading;
use crate::model::TimeCode;
use crate::text::Span;
use crate::ui::theme::Theme;
use egui::{Align2, Painter, pos2};

impl ReaderView {
    /// The blocks in view from which on the recording has gone on, with the time codes that say so.
    pub(super) fn times<'a>(&'a self, reading: &'a Reading) -> impl Iterator<Item = (usize, TimeCode)> + 'a {
        self.seen.iter().filter_map(|place| {
            let block = self.flow.block(place.block);
            let within = Span::new(block.start, block.end)?;
            Some((place.block, reading.article.metadata.import.new_time_in(within)?))
        })
    }

    /// Each stands over the letters of its line, so that neither covers the other.
    pub(super) fn paint_times(&self, painter: &Painter, theme: &Theme, reading: &Reading, frame: Frame) {
        let metrics = Theme::metrics();
        let above = metrics.text.gutter.line_height() / 2.0 - metrics.space.xs;
        for (block, time) in self.times(reading) {
            let Some(line) = self.caret_box(block, time.at, frame) else { continue };
            let place = pos2(frame.left - metrics.space.l, line.center().y - above);
            let font = metrics.text.zone.font();
            painter.text(place, Align2::RIGHT_CENTER, time.written(), font, theme.colours.soft);
        }
    }
}
