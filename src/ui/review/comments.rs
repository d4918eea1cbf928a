//! All comments on places, the newest first, and all questions to the lead.

use std::sync::Arc;

use egui::{ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Command, QueuePlace, ReviewCommand, Session};
use crate::base::{AnnotatorId, ArticleId};
use crate::message;
use crate::model::{Comment, SetKey};
use crate::review::OpenQuestion;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::library_row::short_date;
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// The page, gathered when something changed.
#[derive(Debug, Default)]
pub struct CommentsPage {
    made: Option<u64>,
    comments: Vec<(SetKey, Arc<Comment>)>,
    questions: Vec<OpenQuestion>,
}

impl CommentsPage {
    /// How much there is to read.
    pub fn count(&mut self, cx: &Cx<'_>, session: &Session) -> usize {
        self.refresh(cx, session);
        self.comments.len() + self.questions.len()
    }

    fn refresh(&mut self, cx: &Cx<'_>, session: &Session) {
        if self.made == Some(cx.state.revision) {
            return;
        }
        self.made = Some(cx.state.revision);
        let viewer = session.reviewer();
        let project = &session.project;
        let visible = project.sets().filter_map(|(key, _)| Some((key, project.visible_set(viewer, key)?)));
        self.comments = visible
            .flat_map(|(key, set)| set.comments().map(move |comment| (key.clone(), Arc::clone(comment))))
            .collect();
        self.comments.sort_by_key(|(_, comment)| (std::cmp::Reverse(comment.created), comment.id));
        self.questions = crate::review::questions(project, viewer);
    }

    /// Draws the page into the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        self.refresh(cx, session);
        let metrics = Theme::metrics();
        let inner = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.section, metrics.space.xl));
        let mut ui = ui.new_child(UiBuilder::new().max_rect(inner));
        if self.comments.is_empty() && self.questions.is_empty() {
            let key = cx.state.keymap.shown(crate::app::Action::WriteComment);
            let hint = cx.text.shown(&message!("review-comments-none.hint", key = key));
            return widgets::empty(&mut ui, cx.text.get("review-comments-none"), &hint);
        }
        ScrollArea::vertical().id_salt("comments").auto_shrink(false).show(&mut ui, |ui| {
            ui.set_max_width(metrics.size.page.min(ui.available_width() - metrics.space.xl));
            ui.spacing_mut().item_spacing.y = metrics.space.s;
            if !self.questions.is_empty() {
                widgets::heading(ui, cx.text.get("review-questions"), &self.questions.len().to_string());
                for (at, question) in self.questions.iter().enumerate() {
                    let (article, span) = (&question.article, question.annotation.span);
                    let words = question.annotation.memo.as_ref().map_or("", |memo| memo.text.as_str());
                    let day = question.annotation.modified.to_string();
                    let place = Remark { article, span, who: &question.annotator, day: &day, words };
                    if ui.push_id(("question", at), |ui| place.show(ui, cx, session)).inner {
                        let (article, span) = (article.clone(), span);
                        cx.out.push(Command::Review(ReviewCommand::Passage { article, span }));
                    }
                }
                ui.add_space(metrics.space.section);
            }
            if !self.comments.is_empty() {
                widgets::heading(ui, cx.text.get("review-comments"), &self.comments.len().to_string());
                for (key, comment) in &self.comments {
                    let day = comment.created.to_string();
                    let (article, span) = (&key.article, comment.span);
                    let place =
                        Remark { article, span, who: &key.annotator, day: &day, words: &comment.text };
                    let clicked =
                        ui.push_id(("comment", comment.id.0), |ui| place.show(ui, cx, session)).inner;
                    if clicked {
                        let place = QueuePlace {
                            article: article.clone(),
                            layer: comment.layer.clone(),
                            span,
                            holds: None,
                        };
                        let known = session.review.comparisons.get(article).is_some_and(|comparison| {
                            place
                                .find(comparison.positions.iter().map(|position| (article, position)))
                                .is_some()
                        });
                        let command = if known {
                            ReviewCommand::Select(place)
                        } else {
                            ReviewCommand::Passage { article: article.clone(), span }
                        };
                        cx.out.push(Command::Review(command));
                    }
                }
            }
        });
    }
}

/// Something that was said about a passage.
struct Remark<'a> {
    article: &'a ArticleId,
    span: crate::text::Span,
    who: &'a AnnotatorId,
    day: &'a str,
    words: &'a str,
}

impl Remark<'_> {
    /// Draws it; whether it was clicked.
    fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) -> bool {
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        let Some(article) = session.project.article(self.article) else { return false };
        let day = short_date(cx.text, self.day.get(..10).unwrap_or_default());
        let from = kept!(
            cx,
            "{} · {} · {}",
            session.called_in(self.article, self.who),
            day,
            article.display_title()
        );
        let quote = article.text.slice(self.span).unwrap_or_default();
        let start = ui.cursor().min;
        let back = ui.painter().add(egui::Shape::Noop);
        let framed =
            egui::Frame::NONE.inner_margin(egui::Margin::same(metrics.space.l as i8)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = metrics.space.xs;
                widgets::content(ui, cx, &from, &metrics.text.small, colours.soft, 1);
                widgets::content(ui, cx, self.words, &metrics.text.ui, colours.ink, 0);
                widgets::content(ui, cx, quote, &metrics.text.passage, colours.soft, 2);
            });
        let rect = egui::Rect::from_min_max(start, framed.response.rect.max);
        let response = ui.interact(rect, ui.scope_id().with("said"), egui::Sense::click());
        if response.hovered() {
            ui.painter().set(back, egui::epaint::RectShape::filled(rect, metrics.radius.row, colours.hover));
        }
        widgets::focus_ring(ui, &response, rect, metrics.radius.row);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, self.words));
        response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
    }
}
