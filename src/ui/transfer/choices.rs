//! What goes out: whose work, which articles, which layers, and what goes along.

use egui::Ui;

use super::sheet::push;
use crate::app::{Command, ExportChange, ExportCommand, ExportedAnnotators, ExportedArticles, Session};
use crate::formats::{Feature, Packing};
use crate::locale::capital;
use crate::message;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem};

fn change(cx: &mut Cx<'_>, change: ExportChange) {
    push(cx, Command::Export(ExportCommand::Change(change)));
}

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let gap = Theme::metrics().space.xxl;
    people(ui, cx, session);
    ui.add_space(gap);
    articles(ui, cx, session);
    ui.add_space(gap);
    layers(ui, cx, session);
    ui.add_space(gap);
    along(ui, cx, session);
    ui.add_space(gap);
}

fn titled(ui: &mut Ui, title: &str) {
    widgets::heading(ui, title, "");
    ui.add_space(Theme::metrics().space.s);
}

fn people(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let metrics = Theme::metrics();
    let export = &session.import_export.export;
    titled(ui, cx.text.get("export-whose"));
    let items: Vec<ChoiceItem<'_>> = ExportedAnnotators::ALL
        .iter()
        .map(|whose| ChoiceItem::plain(cx.text.get(whose.name()), *whose == export.choice.whose))
        .collect();
    let clicked = ui.push_id("whose", |ui| widgets::segments(ui, cx, &items).clicked).inner;
    if let Some(at) = clicked {
        change(cx, ExportChange::Whose(ExportedAnnotators::ALL[at]));
    }
    if export.choice.whose == ExportedAnnotators::Chosen {
        ui.add_space(metrics.space.s);
        for (id, name, articles) in &export.people {
            let count = cx.text.shown(&message!("common-articles", count = *articles));
            let on = export.choice.chosen.contains(id);
            let response = ui.push_id(id.as_str(), |ui| widgets::check(ui, cx, name, &count, on)).inner;
            if response.clicked() {
                change(cx, ExportChange::Annotator(id.clone()));
            }
        }
    }
    if session.project.settings().blind {
        ui.add_space(metrics.space.s);
        let words = cx.text.get("export-hidden");
        widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, words);
    }
}

fn articles(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let metrics = Theme::metrics();
    let choice = &session.import_export.export.choice;
    titled(ui, cx.text.get("export-articles"));
    let names = [
        cx.text.shown(&message!("export-all", count = session.project.article_count())),
        cx.text.shown(&message!("export-listed", count = session.library.shown)),
        cx.text.get("export-open").into(),
    ];
    let items: Vec<ChoiceItem<'_>> = ExportedArticles::ALL
        .iter()
        .zip(&names)
        .map(|(which, name)| ChoiceItem::plain(name, *which == choice.which))
        .collect();
    let clicked = ui.push_id("which", |ui| widgets::segments(ui, cx, &items).clicked).inner;
    if let Some(at) = clicked {
        change(cx, ExportChange::Which(ExportedArticles::ALL[at]));
    }
    ui.add_space(metrics.space.s);
    if widgets::check(ui, cx, cx.text.get("export-finished"), "", choice.finished).clicked() {
        change(cx, ExportChange::Finished);
    }
}

fn layers(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let metrics = Theme::metrics();
    let choice = &session.import_export.export.choice;
    titled(ui, cx.text.get("export-layers"));
    for layer in session.project.codebook().layers() {
        let on = !choice.without.contains(&layer.id);
        let response = ui.push_id(layer.id.as_str(), |ui| widgets::check(ui, cx, &layer.name, "", on)).inner;
        if response.clicked() {
            change(cx, ExportChange::Layer(layer.id.clone()));
        }
    }
    if !choice.without.is_empty() {
        ui.add_space(metrics.space.s);
        let words = cx.text.get("export-layers-notes");
        widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, words);
    }
}

fn along(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let export = &session.import_export.export;
    let choice = &export.choice;
    titled(ui, cx.text.get("export-along"));
    let lines = [
        (cx.text.get("export-texts"), choice.texts, ExportChange::Texts),
        (cx.text.get("export-derived"), choice.derived, ExportChange::Derived),
        (
            cx.text.get("export-pseudonyms"),
            choice.pseudonyms || session.names_are_hidden(),
            ExportChange::Pseudonyms,
        ),
    ];
    let Some(about) = export.about() else { return };
    for (label, on, wish) in lines {
        let offered = match wish {
            ExportChange::Texts => about.keeps(Feature::Texts),
            ExportChange::Derived => about.derived,
            _ => true,
        };
        if offered && widgets::check(ui, cx, label, "", on).clicked() {
            change(cx, wish);
        }
    }
    for switch in about.switches {
        let on = export.has(switch.id);
        let response = ui
            .push_id(switch.id, |ui| widgets::check(ui, cx, &capital(cx.text.get(switch.about)), "", on))
            .inner;
        if response.clicked() {
            change(cx, ExportChange::Switch(switch.id));
        }
    }
    if matches!(about.packing, Packing::Folder(_))
        && widgets::check(ui, cx, cx.text.get("export-zip"), "", choice.zip).clicked()
    {
        change(cx, ExportChange::Zip);
    }
}
