//! The import preview: labels and what they become at the left; texts, annotators and findings at the right.

use std::sync::Arc;

use egui::{Color32, Context, Key, Response, ScrollArea, Ui};

use super::findings;
use super::labels::LabelTable;
use super::sheet::{body, columns, head, keys_are_free, pressed, push, sheet, take_keys, within};
use crate::app::{
    Command, Import, ImportCommand, ImportExportOverlay, ImportStage, LabelCommand, MOST_OFFERED, MarkOwner,
    Overlay, Session,
};
use crate::base::ArticleId;
use crate::formats::{self, AssumedReading};
use crate::locale::Catalogue;
use crate::message;
use crate::model::Role;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button, Field};

/// The preview; keeps what is typed into the list of a label.
#[derive(Debug, Default)]
pub struct ImportSheet {
    labels: LabelTable,
    /// Whether it was open in the frame before, with a list of what a label can become.
    open: Option<bool>,
}

impl ImportSheet {
    /// Shows the preview while it is what floats.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let state = cx.state;
        let (Some(Overlay::ImportExport(ImportExportOverlay::Import)), Some(session)) =
            (&state.overlay, &state.session)
        else {
            *self = Self::default();
            return;
        };
        let Some(import) = &session.import_export.import else { return };
        let picking = import.picking.is_some();
        if self.open != Some(picking) && !picking {
            take_keys(ctx);
        }
        self.open = Some(picking);
        if !picking {
            keys(ctx, cx, import);
        }
        let outside = sheet(ctx, cx, cx.text.get("import-title"), |ui, cx, height| {
            self.preview(ui, cx, session, import, height);
        });
        if picking {
            self.labels.picker(ctx, cx, import);
        } else if outside {
            cx.out.push(Command::CloseOverlay);
        }
    }

    fn preview(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, import: &Import, height: f32) {
        let metrics = Theme::metrics();
        let title = cx.text.shown(&message!("import-title-of", name = &import.name));
        head(ui, cx, &title, &totals(cx.text, session, import), |ui, cx| {
            ui.add_enabled_ui(import.is_ready(), |ui| {
                if Button::new(cx.text.get("import-take-in"))
                    .key(cx.text.get("common-key-enter"))
                    .primary()
                    .show(ui)
                    .clicked()
                {
                    push(cx, Command::Import(ImportCommand::TakeIn));
                }
            });
            if Button::new(cx.text.get("common-cancel")).key(cx.text.get("common-key-esc")).show(ui).clicked()
            {
                cx.out.push(Command::CloseOverlay);
            }
        });
        ui.add_space(metrics.space.m);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.section;
            format(ui, cx, import);
            whose(ui, cx, session, import);
            reading(ui, cx, import);
        });
        ui.add_space(metrics.space.s);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.section;
            about(ui, cx, session, import);
            versions(ui, cx, import);
        });
        ui.add_space(metrics.space.m);
        widgets::hairline(ui);
        let height = height - 2.0 * metrics.size.control - metrics.space.s - metrics.space.xl;
        match &import.stage {
            ImportStage::Reading => body(ui, cx, height, |ui, _| {
                ui.add_space(metrics.space.xl);
                widgets::empty(ui, cx.text.get("import-reading"), cx.text.get("import-reading.hint"));
            }),
            ImportStage::Unreadable(issue) => body(ui, cx, height, |ui, cx| {
                ui.add_space(metrics.space.xl);
                findings::issue(ui, cx, issue);
            }),
            ImportStage::Read(_) => self.planned(ui, cx, session, import, height),
        }
    }

    fn planned(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, import: &Import, height: f32) {
        let metrics = Theme::metrics();
        let Some(plan) = &import.plan else {
            return body(ui, cx, height, |ui, _| {
                ui.add_space(metrics.space.xl);
                widgets::empty(ui, cx.text.get("import-planning"), "");
            });
        };
        let room = ui.available_width();
        let right = (room * SHARE).min(metrics.size.side_max);
        let rects = columns(ui, cx, [room - right, right], height);
        within(ui, rects[0], "labels", |ui| self.labels.show(ui, cx, session, import, plan));
        within(ui, rects[1], "plan", |ui| {
            ScrollArea::vertical().id_salt("plan").auto_shrink(false).show(ui, |ui| {
                super::sheet::beside_bar(ui);
                findings::show(ui, cx, session, import, plan);
            });
        });
    }
}

/// The share of the width that texts, annotators and findings take.
const SHARE: f32 = 0.42;

/// ↑ ↓ go through the labels, Space chooses what one becomes, X leaves it out, Enter imports, Escape leaves all out.
fn keys(ctx: &Context, cx: &mut Cx<'_>, import: &Import) {
    if keys_are_free(ctx, None) {
        let step = i32::from(pressed(ctx, Key::ArrowDown)) - i32::from(pressed(ctx, Key::ArrowUp));
        if step != 0 {
            push(cx, Command::Import(ImportCommand::Label(LabelCommand::Move(step))));
        }
        if pressed(ctx, Key::Space) {
            push(cx, Command::Import(ImportCommand::Label(LabelCommand::Pick)));
            ctx.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
        }
        if pressed(ctx, Key::X) {
            push(cx, Command::Import(ImportCommand::Label(LabelCommand::Leave)));
        }
        if pressed(ctx, Key::Enter) && import.is_ready() {
            push(cx, Command::Import(ImportCommand::TakeIn));
        }
    }
    if !egui::Popup::is_any_open(ctx) && pressed(ctx, Key::Escape) {
        cx.out.push(Command::CloseOverlay);
    }
}

/// What comes in, in one line.
fn totals(text: &'static Catalogue, session: &Session, import: &Import) -> Arc<str> {
    if session.loading > 0 {
        return text.shown(&message!("import-still-reading", count = session.loading));
    }
    match (&import.stage, &import.plan) {
        (ImportStage::Reading, _) => text.get("import-reading").into(),
        (ImportStage::Unreadable(_), _) => text.get("import-unreadable").into(),
        (_, None) => text.get("import-planning").into(),
        (_, Some(plan)) => text.shown(&message!(
            "import-plan",
            new = plan.new,
            orphans = plan.orphans,
            same = plan.same,
            left = plan.left,
        )),
    }
}

/// A choice in words, to open a menu under, with what it is before it.
fn named(ui: &mut Ui, cx: &Cx<'_>, name: &str, shown: &str) -> Response {
    after_name(ui, cx.theme.colours.soft, name, |ui| widgets::dropdown(ui, name, shown))
}

fn after_name(ui: &mut Ui, ink: Color32, name: &str, show: impl FnOnce(&mut Ui) -> Response) -> Response {
    let metrics = Theme::metrics();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = metrics.space.l;
        widgets::line(ui, &metrics.text.label, ink, name);
        show(ui)
    })
    .inner
}

fn format(ui: &mut Ui, cx: &mut Cx<'_>, import: &Import) {
    let shown = import
        .format
        .and_then(formats::format)
        .map_or(cx.text.get("import-format-unknown"), |format| cx.text.get(format.about().name));
    let button = named(ui, cx, cx.text.get("import-format"), shown);
    widgets::menu(&button, Theme::metrics().size.menu, |ui| {
        let mut all: Vec<_> = formats::readers().map(|format| format.about()).collect();
        // Those that know the file for their own come first.
        all.sort_by_key(|about| !import.fits.contains(&about.id));
        for about in all {
            if widgets::item(ui, cx.text.get(about.name), "") {
                push(cx, Command::Import(ImportCommand::ReadAs(about.id)));
            }
        }
    });
}

fn whose(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, import: &Import) {
    let size = &Theme::metrics().size;
    let (name, as_named, mine) =
        (cx.text.get("import-annotators"), cx.text.get("import-as-named"), cx.text.get("import-as-mine"));
    let of = |name: &str| message!("import-as-of", name = name);
    let button = match &import.whose {
        MarkOwner::AsNamed => named(ui, cx, name, as_named),
        MarkOwner::Me => named(ui, cx, name, mine),
        MarkOwner::Annotator(id) => named(ui, cx, name, &cx.text.shown(&of(&session.name_of(id)))),
    };
    widgets::menu(&button, size.menu, |ui| {
        for (label, whose) in [(as_named, MarkOwner::AsNamed), (mine, MarkOwner::Me)] {
            if widgets::item(ui, label, "") {
                push(cx, Command::Import(ImportCommand::Whose(whose)));
            }
        }
        ScrollArea::vertical().max_height(size.palette_rows).show(ui, |ui| {
            let others = session.project.annotators().filter(|one| Some(&one.id) != session.me.as_ref());
            for annotator in others.filter(|annotator| annotator.role != Role::Program) {
                let label = cx.text.shown(&of(&annotator.name));
                if widgets::content_item(ui, cx, &label, "") {
                    let whose = MarkOwner::Annotator(annotator.id.clone());
                    push(cx, Command::Import(ImportCommand::Whose(whose)));
                }
            }
            widgets::follow_focus(ui);
        });
    });
}

/// What counts as read where the files do not say.
fn reading(ui: &mut Ui, cx: &mut Cx<'_>, import: &Import) {
    let button = named(ui, cx, cx.text.get("import-reading-as"), cx.text.get(import.reading.text_id()));
    widgets::menu(&button, Theme::metrics().size.menu, |ui| {
        for reading in AssumedReading::ALL {
            if widgets::item(ui, cx.text.get(reading.text_id()), "") {
                push(cx, Command::Import(ImportCommand::Reading(reading)));
            }
        }
    });
}

/// Which article the files are about; in a project of many they are looked for by their titles.
fn about(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, import: &Import) {
    let size = &Theme::metrics().size;
    let (name, as_told) = (cx.text.get("import-about"), cx.text.get("import-about-as-told"));
    let title = |id: &ArticleId| session.project.article(id).map(|article| article.display_title());
    let button = match import.article.as_ref().and_then(title) {
        None => named(ui, cx, name, as_told),
        Some(title) => after_name(ui, cx.theme.colours.soft, name, |ui| {
            widgets::content_dropdown(ui, cx, name, title, size.menu)
        }),
    };
    widgets::menu_with_field(&button, size.menu, |ui| {
        if session.project.article_count() > MOST_OFFERED {
            let mut wanted = import.wanted.clone();
            let field =
                Field::new(cx.text.get("import-find-article")).hint(cx.text.get("import-find-article"));
            let field = field.bare().show(ui, &mut wanted);
            // The menu opens ready to type; arrow keys then walk the list.
            if ui.memory(|memory| memory.focused().is_none_or(|id| id == button.id)) {
                field.request_focus();
            }
            if field.changed() {
                push(cx, Command::Import(ImportCommand::FindArticle(wanted)));
            }
        }
        if widgets::item(ui, as_told, "") {
            push(cx, Command::Import(ImportCommand::About(None)));
        }
        ScrollArea::vertical().max_height(size.palette_rows).show(ui, |ui| {
            for article in import.offered.iter().filter_map(|id| session.project.article(id)) {
                if widgets::content_item(ui, cx, article.display_title(), "") {
                    push(cx, Command::Import(ImportCommand::About(Some(article.id.clone()))));
                }
            }
            widgets::follow_focus(ui);
        });
    });
}

/// Which of several answers of one annotator come in; asked only when there are some.
fn versions(ui: &mut Ui, cx: &mut Cx<'_>, import: &Import) {
    let ImportStage::Read(imported) = &import.stage else { return };
    if imported.documents.iter().all(|document| document.older.is_empty()) {
        return;
    }
    let (newest, all) = (cx.text.get("import-versions-newest"), cx.text.get("import-versions-all"));
    let shown = if import.all_versions { all } else { newest };
    let button = named(ui, cx, cx.text.get("import-versions"), shown);
    widgets::menu(&button, Theme::metrics().size.menu, |ui| {
        for (label, on) in [(newest, false), (all, true)] {
            if widgets::item(ui, label, "") {
                push(cx, Command::Import(ImportCommand::AllVersions(on)));
            }
        }
    });
}
