//! What was found about files as a whole: those that gave no articles and why, what others announce and lack; each with
//! its advice, and how else it can be read.
//!
//! Only findings in sight are laid out; the others have a height guessed.

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::reading::ReadingForm;
use crate::app::{FileFinding, Intake};
use crate::base::Place;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// The findings, with how high each is.
#[derive(Debug, Default)]
pub struct FileList {
    reading: ReadingForm,
    /// The width for which heights were measured.
    width: u32,
    heights: Vec<f32>,
    /// Where each finding begins, one more than there are.
    tops: Vec<f32>,
}

impl FileList {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, intake: &Intake) {
        let (metrics, whole) = (Theme::metrics(), ui.max_rect());
        let (space, size) = (&metrics.space, &metrics.size);
        let width = size.column.min(whole.width() - 2.0 * space.section).max(size.chip);
        let left = whole.left() + ((whole.width() - width) / 2.0).max(0.0);
        let guess = 5.0 * metrics.text.small.line_height();
        if self.width != width.to_bits() || self.heights.len() != intake.findings.len() {
            self.width = width.to_bits();
            self.heights = vec![guess; intake.findings.len()];
            self.add_up();
        }
        ScrollArea::vertical().id_salt("files").auto_shrink(false).show_viewport(ui, |ui, view| {
            let origin = ui.max_rect().min;
            let head = size.column_top + metrics.text.label.line_height() + space.xl;
            let title = Rect::from_min_max(
                pos2(left, origin.y + size.column_top),
                pos2(left + width, origin.y + head),
            );
            ui.scope_builder(UiBuilder::new().max_rect(title), |ui| {
                let count = kept!(cx, "{}", intake.findings.len());
                widgets::heading(ui, cx.text.get("intake-files"), &count);
            });
            ui.set_height(head + self.tops.last().copied().unwrap_or_default() + size.column_top);
            let first = self.tops.partition_point(|top| head + *top <= view.top()).saturating_sub(1);
            let mut changed = false;
            for (at, finding) in intake.findings.iter().enumerate().skip(first) {
                let top = head + self.tops[at];
                if top > view.bottom() {
                    break;
                }
                let place = Rect::from_min_size(pos2(left, origin.y + top), vec2(width, f32::INFINITY));
                let height = ui
                    .scope_builder(UiBuilder::new().max_rect(place).id_salt(at), |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        one(ui, cx, finding, &mut self.reading);
                        ui.min_rect().height() + space.section
                    })
                    .inner;
                if (height - self.heights[at]).abs() > 0.5 {
                    self.heights[at] = height;
                    changed = true;
                }
            }
            if changed {
                self.add_up();
                ui.ctx().request_discard("heights of findings became known");
            }
            widgets::follow_focus(ui);
        });
    }

    fn add_up(&mut self) {
        let mut top = 0.0;
        self.tops = std::iter::once(0.0)
            .chain(self.heights.iter().map(|height| {
                top += height;
                top
            }))
            .collect();
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, finding: &FileFinding, reading: &mut ReadingForm) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let issue = &finding.issue;
    let path = finding.source.as_ref().map(|source| source.path.to_string_lossy());
    let file = path.as_deref().unwrap_or(&issue.file);
    let part = issue.file.split_once('#').map_or("", |(_, part)| part);
    let file = if part.is_empty() { file.into() } else { kept!(cx, "{} · {}", file, part) };
    let file = match &issue.place {
        Place::Whole => file,
        Place::Line(line, _) => kept!(cx, "{}:{}", file, line),
        Place::Named(name) => kept!(cx, "{} · {}", file, name),
    };
    widgets::content(ui, cx, &file, &text.small_strong, colours.ink, 0);
    ui.add_space(space.xs);
    let (what, advice) = (cx.text.shown(&issue.message), cx.text.shown(&issue.hint));
    widgets::content(ui, cx, &what, &text.ui, colours.of_severity(issue.severity), 0);
    if !advice.is_empty() {
        ui.add_space(space.xs);
        widgets::content(ui, cx, &advice, &text.ui, colours.ink, 0);
    }
    if let Some(source) = finding.source.as_ref().filter(|_| finding.is_refusal() && finding.has_columns()) {
        ui.add_space(space.m);
        reading.show(ui, cx, source);
    }
}
