//! How far one has read: buttons at the foot of the panel that mark sentences as read and sign the article off.

use egui::Ui;

use crate::app::{Action, Command, Session};
use crate::id;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::panes;
use crate::ui::widgets::{self, ChoiceItem};

/// Takes the foot of the panel.
pub(super) fn reading(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let Some(reading) = session.reading.as_ref().filter(|reading| reading.ready) else { return };
    let actions: &[(Action, &str)] = if session.is_done(&reading.article.id) {
        &[(Action::ReopenArticle, id!("inspector-reopen"))]
    } else {
        &[
            (Action::MarkRead, id!("inspector-mark-read")),
            (Action::MarkRestRead, id!("inspector-mark-rest-read")),
            (Action::ArticleDone, id!("inspector-sign-off")),
        ]
    };
    panes::foot(ui, cx, "reading-foot", |ui, cx| {
        let help: Vec<_> = actions
            .iter()
            .map(|(action, _)| {
                kept!(cx, "{} {}", cx.text.get(action.help_id()), cx.state.keymap.shown(*action))
            })
            .collect();
        let items: Vec<ChoiceItem<'_>> = actions
            .iter()
            .zip(&help)
            .map(|((_, name), help)| ChoiceItem { help, ..ChoiceItem::plain(cx.text.get(name), false) })
            .collect();
        if let Some(clicked) = widgets::choices(ui, cx, &items).clicked {
            cx.out.push(Command::Action(actions[clicked].0));
        }
    });
}
