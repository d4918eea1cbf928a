//! Lines of the library for articles that are to be fetched: their heading, which folds, one of them, and its menu.

use std::sync::Arc;

use egui::{Rect, Response, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use super::Cx;
use super::kept::kept;
use super::library_row::{self, RowLook};
use super::theme::{Theme, chevron};
use super::typeset::LabelSpec;
use super::widgets;
use crate::app::{Action, Command, LibrarySection, Session, StubCommand};
use crate::base::ArticleId;
use crate::id;
use crate::message;
use crate::model::Stub;

/// The height of a line; that of an article, so that nothing needs to be laid out.
pub fn height() -> f32 {
    library_row::heights().1
}

/// A heading with how many are under it, and whether they are shown; `at` is whether the arrow keys are at it.
pub fn heading(
    ui: &mut Ui,
    cx: &Cx<'_>,
    session: &Session,
    section: LibrarySection,
    count: usize,
    rect: Rect,
    at: bool,
) -> Response {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let space = &metrics.space;
    let name = match section {
        LibrarySection::ToFetch => id!("library-section-to-fetch"),
        LibrarySection::Fetched => id!("library-section-fetched"),
        // Those are headings that do not fold.
        LibrarySection::Queue | LibrarySection::Done => return ui.response(),
    };
    let (name, unfolded) = (cx.text.get(name), session.is_unfolded(section));
    let count = cx.text.shown(&message!("library-stubs", count = count));
    let card = rect.shrink2(vec2(0.0, space.xs));
    let response = ui.interact(card, ui.scope_id().with(("fold", name)), Sense::click());
    widgets::paint_hover(ui, &response, card, metrics.radius.row);
    if at || response.has_focus() {
        let ring = egui::Stroke::new(metrics.stroke.focus, colours.focus);
        ui.painter().rect_stroke(card, metrics.radius.row, ring, egui::StrokeKind::Inside);
    }
    let line_height = metrics.text.label.line_height();
    let line = Rect::from_min_max(
        pos2(rect.left() + space.l + metrics.size.icon, rect.center().y - line_height / 2.0),
        pos2(rect.right() - space.l, rect.center().y + line_height / 2.0),
    );
    let icon = pos2(rect.left() + space.l + metrics.size.icon / 2.0 - space.xs, rect.center().y);
    let icon = Rect::from_center_size(icon, Vec2::splat(metrics.size.icon));
    chevron::fold(ui, if unfolded { 1.0 } else { 0.0 }, &response.clone().with_new_rect(icon));
    ui.scope_builder(UiBuilder::new().max_rect(line), |ui| widgets::heading(ui, name, &count));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, kept!(cx, "{}, {}", name, count)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(unfolded));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// One that is to be fetched, or one that was, with the article that brought it; `at` is whether the arrow keys are at it.
pub fn stub(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    stub: &Stub,
    year: &str,
    rect: Rect,
    at: bool,
) -> Response {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let chosen = session.library.stub.as_ref() == Some(&stub.id);
    let (card, response) =
        library_row::card(ui, cx, rect, if chosen { RowLook::Chosen } else { RowLook::Plain }, at);
    let fetched = &session.library.fetched;
    let there = |article: Option<&ArticleId>| article.and_then(|article| session.project.article(article));
    let article = there(fetched.article_of(&stub.id));
    let state = match (article, there(fetched.unclear_article_of(&stub.id))) {
        (Some(article), _) => {
            Some(cx.text.shown(&message!("library-fetched-as", article = article.display_title())))
        }
        (None, Some(article)) => {
            Some(cx.text.shown(&message!("library-could-be", article = article.display_title())))
        }
        (None, None) => None,
    };
    let pad = space.l + space.xs;
    let width = card.width() - 2.0 * pad;
    let [about, _] = library_row::origin(cx, &stub.metadata, None, year);
    let origin = widgets::laid(ui, cx, &about, &text.origin, width);
    let lang = Some(stub.metadata.language.as_str()).filter(|lang| !lang.is_empty());
    let lines = if state.is_some() { 1 } else { 2 };
    let spec = widgets::spec(stub.display_title(), &text.title);
    let title = cx.set.paragraph(ui.ctx(), &LabelSpec { max_width: width, max_lines: lines, lang, ..spec });
    let said = state.as_ref().map(|state| widgets::laid(ui, cx, state, &text.origin, width));
    let above = if about.is_empty() { 0.0 } else { widgets::size(ui, &origin).y + space.xs };
    let below = said.as_ref().map_or(0.0, |said| widgets::size(ui, said).y);
    let title_height = widgets::size(ui, &title).y;
    let from = pos2(card.left() + pad, card.center().y - (above + title_height + below) / 2.0);
    if !about.is_empty() {
        widgets::paint_content(ui, cx, &origin, from, &[colours.soft]);
    }
    let ink = if article.is_some() { colours.soft } else { colours.ink };
    widgets::paint_content(ui, cx, &title, from + vec2(0.0, above), &[ink]);
    if let Some(said) = said {
        widgets::paint_content(ui, cx, &said, from + vec2(0.0, above + title_height), &[colours.soft]);
    }
    response.widget_info(|| {
        let state = match (article, &state) {
            (Some(_), Some(state)) => Arc::clone(state),
            (None, Some(state)) => kept!(cx, "{}, {}", cx.text.get("library-text-missing"), state),
            (_, None) => cx.text.get("library-text-missing").into(),
        };
        WidgetInfo::selected(
            egui::Role::ListBoxOption,
            true,
            chosen,
            kept!(cx, "{}, {}, {}", stub.display_title(), about, state),
        )
    });
    response
}

/// What can be done with one.
pub fn menu(ui: &mut Ui, cx: &mut Cx<'_>, stub: &Stub, fetched: bool) {
    ui.set_width(Theme::metrics().size.menu);
    ui.spacing_mut().item_spacing.y = 0.0;
    let id = || stub.id.clone();
    if fetched && widgets::item(ui, cx.text.get(Action::OpenFetched.label_id()), "") {
        cx.out.push(Command::Stub(StubCommand::OpenArticle(id())));
    }
    let address = !stub.metadata.url.is_empty();
    ui.add_enabled_ui(address, |ui| {
        if widgets::item(ui, cx.text.get("library-copy-address"), "") {
            cx.out.push(Command::Stub(StubCommand::CopyAddress(id())));
        }
    });
    if widgets::item(ui, cx.text.get("library-show-file"), "") {
        cx.out.push(Command::Stub(StubCommand::ShowFile(id())));
    }
    if widgets::item(ui, cx.text.get("library-remove"), "") {
        cx.out.push(Command::Stub(StubCommand::Remove(id())));
    }
}
