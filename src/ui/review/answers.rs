//! The buttons that decide a place. They stand at the foot of the page and keep their place, whatever the passage and the
//! cards above take.

use std::sync::Arc;

use egui::{Panel, Ui, UiBuilder, vec2};

use super::adjudication::{TakenReading, column, taken};
use crate::app::{Action, Command, Session};
use crate::compare::Position;
use crate::message;
use crate::model::Article;
use crate::ui::Cx;
use crate::ui::panes::rule;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem};

/// A button: its name, its key, what it does, and whether the decision is that.
type Answer = (Arc<str>, String, Action, bool);

/// The buttons, with the height that they took so far.
#[derive(Debug, Default)]
pub struct Answers {
    /// Width and height, in points; the height is that of the most lines seen at this width.
    room: (f32, f32),
}

impl Answers {
    /// Takes the foot of the page.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        article: &Article,
        at: &Position,
    ) {
        let metrics = Theme::metrics();
        let answers = answers(cx, session, article, at);
        let items: Vec<ChoiceItem<'_>> = answers
            .iter()
            .map(|(name, key, action, on)| ChoiceItem {
                name,
                key,
                on: *on,
                colour: None,
                help: cx.text.get(action.help_id()),
            })
            .collect();
        let (left, width) = column(ui.available_rect_before_wrap());
        let height = widgets::flow_height(ui, cx, &items, width);
        let known = if self.room.0 == width { self.room.1 } else { 0.0 };
        self.room = (width, height.max(known));
        let margin = metrics.space.l;
        let panel = Panel::bottom("answers").exact_size((self.room.1 + 2.0 * margin).round());
        let panel = panel.resizable(false).show_separator_line(false);
        panel.frame(egui::Frame::NONE.fill(cx.theme.colours.paper)).show(ui, |ui| {
            let foot = ui.max_rect();
            rule(ui, foot.top());
            let place =
                egui::Rect::from_min_size(egui::pos2(left, foot.top() + margin), vec2(width, self.room.1));
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                if let Some(clicked) = widgets::flow(ui, cx, &items).clicked {
                    cx.out.push(Command::Action(answers[clicked].2));
                }
            });
        });
    }
}

fn answers(cx: &mut Cx<'_>, session: &Session, article: &Article, position: &Position) -> Vec<Answer> {
    let names = session.names_in(&article.id);
    let mut labels: Vec<Answer> = Vec::new();
    const TAKE: [Action; 6] = [
        Action::TakeFirst,
        Action::TakeSecond,
        Action::TakeThird,
        Action::TakeFourth,
        Action::TakeFifth,
        Action::TakeSixth,
    ];
    let taken = taken(position);
    for (shown, (at, action)) in session.shown_order(&article.id, position).into_iter().zip(TAKE).enumerate()
    {
        let by = position.readings[at].annotators();
        let short = match by.as_slice() {
            [one] => short_name(session, names.name(one)),
            several => cx.text.shown(&message!("review-people", count = several.len())).to_string(),
        };
        let on = taken == Some(TakenReading::Reading(at));
        labels.push((
            cx.text.shown(&message!("review-take", name = short)),
            (shown + 1).to_string(),
            action,
            on,
        ));
    }
    let key = |action: Action| cx.state.keymap.shown(action);
    if position.is_joinable() {
        let join = if position.readings.len() == 2 { "3".to_owned() } else { key(Action::JoinSpans) };
        labels.push((cx.text.get("review-join").into(), join, Action::JoinSpans, false));
    }
    let neither = if position.readings.len() > 1 {
        cx.text.get("review-neither")
    } else {
        cx.text.get("review-nothing-here")
    };
    labels.push((
        neither.into(),
        key(Action::TakeNeither),
        Action::TakeNeither,
        taken == Some(TakenReading::Neither),
    ));
    for (label, action) in [
        (cx.text.get("review-edit"), Action::EditDecision),
        (cx.text.get("review-reason"), Action::GiveReason),
        (cx.text.get("review-unclear"), Action::ClarifyCode),
        (cx.text.get("review-comment"), Action::WriteComment),
    ] {
        labels.push((label.into(), key(action), action, false));
    }
    labels
}

/// A name in one word; what stands for a hidden name stays whole.
fn short_name(session: &Session, name: String) -> String {
    match name.split_whitespace().next() {
        Some(first) if !session.names_are_hidden() => first.to_owned(),
        _ => name,
    }
}
