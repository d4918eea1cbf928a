//! In place of the text of a draft: that it is not at hand, what becomes of the draft, and the teaser.

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::app::ArticleDraft;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::typeset::{LabelSpec, ParaLayout};
use crate::ui::widgets;

/// The most lines of a teaser that are shown.
const MOST_LINES: usize = 60;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft, teaser: &str) {
    let metrics = Theme::metrics();
    let (space, size, text) = (&metrics.space, &metrics.size, &metrics.text);
    let whole = ui.max_rect();
    let width = size.column.min(whole.width() - 2.0 * space.section).max(size.chip);
    let left = whole.left() + ((whole.width() - width) / 3.0).max(0.0);
    ScrollArea::vertical().id_salt("missing").auto_shrink(false).show(ui, |ui| {
        let top = ui.max_rect().top() + size.column_top;
        let column = Rect::from_min_size(pos2(left, top), vec2(width, whole.height()));
        let shown = ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
            ui.spacing_mut().item_spacing.y = space.l;
            let spec = widgets::spec(draft.display_title(), &text.title);
            let title = cx.set.paragraph(ui.ctx(), &LabelSpec { max_width: width, max_lines: 4, ..spec });
            place(ui, cx, &title, draft.display_title());
            ui.add_space(space.s);
            widgets::empty(ui, cx.text.get("intake-missing"), cx.text.get("intake-missing.hint"));
            if !teaser.is_empty() {
                ui.add_space(space.xl);
                widgets::heading(ui, cx.text.get("intake-teaser"), "");
                let lang = Some(draft.article.metadata.language.as_str()).filter(|lang| !lang.is_empty());
                let spec = widgets::spec(teaser, &text.quote);
                let spec = LabelSpec { max_width: width, max_lines: MOST_LINES, lang, ..spec };
                let laid = cx.set.paragraph(ui.ctx(), &spec);
                place(ui, cx, &laid, teaser);
            }
        });
        ui.expand_to_include_rect(shown.response.rect);
    });
}

/// Puts laid out words under what is there.
fn place(ui: &mut Ui, cx: &mut Cx<'_>, laid: &ParaLayout, words: &str) {
    let (rect, response) = ui.allocate_exact_size(widgets::size(ui, laid), egui::Sense::hover());
    widgets::paint_content(ui, cx, laid, rect.min, &[cx.theme.colours.ink]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
}
