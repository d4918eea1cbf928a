//! Memos and questions of mine: those on the open article first, then those on others.

use egui::{Align2, Rect, ScrollArea, Ui, vec2};

use crate::app::{Command, ReadingCommand, Session, State};
use crate::base::{AnnotationId, ArticleId};
use crate::message;
use crate::text::Span;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// The most memos that are listed.
const LISTED: usize = 20_000;

#[derive(Debug)]
struct Noted {
    article: ArticleId,
    id: AnnotationId,
    span: Span,
    question: bool,
}

#[derive(Debug, Default)]
pub(super) struct Questions {
    made: Option<(u64, Option<ArticleId>)>,
    found: Vec<Noted>,
}

impl Questions {
    fn refresh(&mut self, state: &State) {
        let here = state.reading().map(|reading| reading.article.id.clone());
        let wanted = (state.revision, here);
        if self.made.as_ref() == Some(&wanted) {
            return;
        }
        self.found =
            state.session.as_ref().map(|session| gather(session, wanted.1.as_ref())).unwrap_or_default();
        self.made = Some(wanted);
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.refresh(cx.state);
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        if self.found.is_empty() {
            let keys = &cx.state.keymap;
            let memo = keys.shown(crate::app::Action::EditMemo);
            let ask = keys.shown(crate::app::Action::AskQuestion);
            ui.add_space(metrics.space.l);
            let hint = cx.text.shown(&message!("drawer-questions-empty.hint", memo = memo, ask = ask));
            return widgets::empty(ui, cx.text.get("drawer-questions-empty"), &hint);
        }
        let height =
            (metrics.text.ui.line_height() + metrics.text.passage.line_height() + 2.0 * metrics.space.m)
                .round();
        let list = ScrollArea::vertical().id_salt("memos").auto_shrink(false);
        list.show_rows(ui, height, self.found.len(), |ui, rows| {
            for noted in &self.found[rows] {
                ui.push_id(noted.id.0, |ui| line(ui, cx, session, noted, height));
            }
        });
    }
}

fn gather(session: &Session, here: Option<&ArticleId>) -> Vec<Noted> {
    let mine = session.project.sets().filter(|(key, _)| Some(&key.annotator) == session.me.as_ref());
    let mut found: Vec<Noted> = mine
        .flat_map(|(key, set)| {
            set.noted().filter_map(|a| {
                let memo = a.memo.as_ref()?;
                Some(Noted { article: key.article.clone(), id: a.id, span: a.span, question: memo.question })
            })
        })
        .take(LISTED)
        .collect();
    found.sort_by(|a, b| {
        let order = |noted: &Noted| (Some(&noted.article) != here, !noted.question);
        order(a).cmp(&order(b)).then_with(|| (&a.article, a.span, a.id).cmp(&(&b.article, b.span, b.id)))
    });
    found
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, noted: &Noted, height: f32) {
    let Some(article) = session.project.article(&noted.article) else { return };
    let Some(annotation) = session.set_on(&noted.article).and_then(|set| set.get(noted.id)) else { return };
    let Some(memo) = &annotation.memo else { return };
    let here = cx.state.reading().is_some_and(|reading| reading.article.id == noted.article);
    let focused = cx.state.reading().is_some_and(|reading| reading.focus == Some(noted.id));
    let (rect, response) = widgets::row(ui, || &memo.text, height, focused);
    if ui.is_rect_visible(rect) {
        let kind = if noted.question { cx.text.get("common-question") } else { cx.text.get("common-memo") };
        let on = cx.state.name_of(&annotation.body);
        let place = if here { on.into() } else { kept!(cx, "{} · {}", on, article.display_title()) };
        let quote = article.text.slice(noted.span).unwrap_or_default();
        paint(ui, cx, rect, [kind, &place], [&memo.text, quote]);
    }
    if response.clicked() {
        cx.out.push(Command::Reading(ReadingCommand::GoToAnnotation {
            article: noted.article.clone(),
            id: noted.id,
        }));
    }
}

fn paint(ui: &Ui, cx: &mut Cx<'_>, rect: Rect, [kind, place]: [&str; 2], [words, quote]: [&str; 2]) {
    let metrics = Theme::metrics();
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let inner = rect.shrink2(vec2(metrics.space.l, metrics.space.m));
    let from = metrics.size.source.min(inner.width() / 4.0);
    let small = &metrics.text.small_strong;
    widgets::paint(ui.painter(), inner.left_top(), Align2::LEFT_TOP, small, ink, kind);
    let row = metrics.text.ui.line_height();
    let place = widgets::laid(ui, cx, place, &metrics.text.small, from - metrics.space.l);
    widgets::paint_content(ui, cx, &place, inner.left_top() + vec2(0.0, row), &[soft]);
    let room = inner.width() - from;
    let words = widgets::laid(ui, cx, words, &metrics.text.ui, room);
    widgets::paint_content(ui, cx, &words, inner.left_top() + vec2(from, 0.0), &[ink]);
    let quote = widgets::laid(ui, cx, quote, &metrics.text.passage, room);
    widgets::paint_content(ui, cx, &quote, inner.left_top() + vec2(from, row), &[soft]);
}
