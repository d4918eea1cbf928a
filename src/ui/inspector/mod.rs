//! The inspector: everything there is to decide about the sentence under the cursor, and about the article.
//!
//! It shows and asks; what a decision does is the state machine's business. Keeps which parts are unfolded and what is
//! being typed, nothing else.

mod article;
mod fields;
mod here;
mod local;
mod memo;
mod mention;
mod passage;
mod reading;
mod statement;

use egui::{Frame, Margin, ScrollArea, Ui};

use super::Cx;
use super::theme::Theme;
use super::widgets;
use crate::app::Action;
use crate::message;
use here::Here;
use local::Local;

/// The panel beside the text.
#[derive(Debug, Default)]
pub struct Inspector {
    local: Local,
}

impl Inspector {
    /// Draws it into the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let space = &Theme::metrics().space;
        let margin = Margin::symmetric(space.xxl as i8, (space.xl + space.xs) as i8);
        if let Some(session) = &cx.state.session {
            reading::reading(ui, cx, session);
        }
        ScrollArea::vertical().id_salt("inspector").auto_shrink(false).show(ui, |ui| {
            Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space.m;
                self.contents(ui, cx);
                widgets::follow_focus(ui);
            });
        });
    }

    fn contents(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let state = cx.state;
        let keys = &state.keymap;
        let Some(session) = &state.session else {
            return widgets::empty(
                ui,
                cx.text.get("inspector-nothing-open"),
                cx.text.get("inspector-nothing-open.hint"),
            );
        };
        let Some(reading) = &session.reading else {
            let add = keys.shown(Action::ImportArticles);
            let hint = cx.text.shown(&message!("inspector-no-article.hint", key = add));
            return widgets::empty(ui, cx.text.get("inspector-no-article"), &hint);
        };
        if !reading.ready {
            return widgets::empty(
                ui,
                cx.text.get("inspector-dividing"),
                cx.text.get("inspector-dividing.hint"),
            );
        }
        let Some(here) = Here::new(session, reading) else {
            let key = keys.shown(Action::ToggleBoilerplate);
            let hint = cx.text.shown(&message!("inspector-no-sentence.hint", key = key));
            return widgets::empty(ui, cx.text.get("inspector-no-sentence"), &hint);
        };
        let gap = Theme::metrics().space.l;
        let local = &mut self.local;
        statement::quote(ui, cx, &here);
        ui.add_space(gap);
        let code = statement::kinds(ui, cx, local, &here);
        ui.add_space(gap);
        mention::mentions(ui, cx, local, &here);
        ui.add_space(gap);
        statement::meaning(ui, cx, local, &here, code);
        ui.add_space(gap);
        passage::passage(ui, cx, local, &here);
        memo::memo(ui, cx, local, &here);
        ui.add_space(gap);
        memo::others(ui, cx, &here);
        widgets::hairline(ui);
        article::article(ui, cx, local, &here);
    }
}
