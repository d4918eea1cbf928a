//! The page on which new articles are confirmed: what was read, what is kept, what is known; then Enter.
//!
//! Left the drafts, in the middle the text by hard lines with what each is, right what is known about the article.

mod files;
mod form;
mod lines;
mod list;
mod missing;
mod reading;

use egui::{Align2, Id, Key, Modifiers, Rect, Ui, UiBuilder, vec2};

use super::Cx;
use super::theme::Theme;
use super::widgets::{self, Button};
use crate::app::{Action, Command, Intake, IntakeCommand};
use crate::locale::Catalogue;
use crate::message;

/// The key that shows what was found about files.
const KEY_FILES: &str = "F";
/// The key that has an article begin with the line under the cursor.
const KEY_SPLIT: &str = "A";
/// The key that joins the next article to the one in view.
const KEY_JOIN: &str = "J";

/// The page, with what is being typed and where the keyboard is.
#[derive(Debug, Default)]
pub struct IntakePage {
    lines: lines::LineList,
    form: form::Form,
    files: files::FileList,
    list: list::List,
    /// What had the keyboard in the last frame.
    focused: Option<Id>,
}

impl IntakePage {
    /// Shows the page over the whole of `ui` while there are drafts.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(intake) = &cx.state.intake else { return };
        let draft = intake.drafts.get(intake.shown).filter(|_| !intake.shows_files);
        if cx.state.overlay.is_none() {
            self.keys(ui, cx, intake);
        }
        let (size, colours) = (&Theme::metrics().size, &cx.theme.colours);
        let whole = ui.max_rect();
        let narrow = whole.width() < size.side_min + size.centre_min + size.inspector;
        let side = if narrow { size.side_min } else { size.library };
        let left = whole.with_max_x(whole.left() + side);
        let right = whole.with_min_x(whole.right() - size.inspector.min(whole.width() / 3.0));
        let middle = Rect::from_x_y_ranges(left.right()..=right.left(), whole.y_range());
        let hairline = egui::Stroke::new(Theme::metrics().stroke.hairline, colours.line);
        for (rect, edge) in [(left, left.right()), (right, right.left())] {
            ui.painter().rect_filled(rect, 0.0, colours.panel);
            ui.painter().vline(edge, rect.y_range(), hairline);
        }
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| self.list.show(ui, cx, intake));
        let (text, strip) = middle.split_top_bottom_at_y(middle.bottom() - size.drawer_tabs);
        ui.scope_builder(UiBuilder::new().max_rect(text), |ui| match draft {
            Some(draft) => match &draft.teaser {
                Some(teaser) => missing::show(ui, cx, draft, teaser),
                None => self.lines.show(ui, cx, &draft.article),
            },
            None => self.files.show(ui, cx, intake),
        });
        ui.painter().rect_filled(strip, 0.0, colours.panel);
        ui.painter().hline(strip.x_range(), strip.top(), hairline);
        ui.scope_builder(UiBuilder::new().max_rect(strip), |ui| keys_shown(ui, cx.text, intake));
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
            let foot = size.control + 2.0 * Theme::metrics().space.xl;
            // Without a project there is nothing yet of which that could be said, and pasted words come from no file.
            let session = cx.state.session.as_ref();
            let of_file = intake.counts.of_files > 0;
            let keeps = session.filter(|_| of_file).map(|session| session.project.settings().keep_originals);
            let switch = if keeps.is_some() { size.control + Theme::metrics().space.l } else { 0.0 };
            let (form, foot) = right.split_top_bottom_at_y(right.bottom() - foot - switch);
            ui.scope_builder(UiBuilder::new().max_rect(form), |ui| {
                if let Some(draft) = draft {
                    self.form.show(ui, cx, draft, intake.shown);
                }
            });
            ui.painter().hline(foot.x_range(), foot.top(), hairline);
            let (above, foot) = foot.split_top_bottom_at_y(foot.top() + switch);
            if let Some(on) = keeps {
                ui.scope_builder(UiBuilder::new().max_rect(above), |ui| originals(ui, cx, on));
            }
            ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| buttons(ui, cx, intake));
        });
    }

    /// Keys that hold for the page as a whole. While a field is typed into, only those that leave it.
    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, intake: &Intake) {
        let focused = ui.memory(egui::Memory::focused);
        // Esc takes the keyboard from a field before anybody is asked; it leaves the field then, and not the page.
        let before = std::mem::replace(&mut self.focused, focused);
        let leaves_field = focused.is_none() && before.is_some_and(|field| field != lines::id());
        let free = focused.is_none() || focused == Some(lines::id());
        if !free || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        ui.input_mut(|input| {
            if input.consume_key(Modifiers::COMMAND, Key::Enter) && intake.counts.taken_clean > 0 {
                cx.out.push(Command::Intake(IntakeCommand::ConfirmClean));
            }
            if input.consume_key(Modifiers::NONE, Key::Enter) && intake.counts.taken > 0 {
                cx.out.push(Command::Intake(IntakeCommand::Confirm));
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) && !leaves_field {
                // From what was found about files it goes back to the drafts.
                let back = intake.shows_files && !intake.drafts.is_empty();
                let command = if back { IntakeCommand::ShowFiles(false) } else { IntakeCommand::Cancel };
                cx.out.push(Command::Intake(command));
            }
            if !intake.findings.is_empty() && input.consume_key(Modifiers::NONE, Key::F) {
                cx.out.push(Command::Intake(IntakeCommand::ShowFiles(!intake.shows_files)));
            }
            if !intake.shows_files && input.consume_key(Modifiers::NONE, Key::X) {
                cx.out.push(Command::Intake(IntakeCommand::Skip(intake.shown)));
            }
            // Before the lines take the letter alone.
            if input.consume_key(Modifiers::SHIFT, Key::A) && intake.can_split() {
                cx.out.push(Command::Intake(IntakeCommand::SplitHeadlines));
            }
            if !intake.shows_files && input.consume_key(Modifiers::NONE, Key::J) && intake.can_join() {
                cx.out.push(Command::Intake(IntakeCommand::Join));
            }
            for (key, step) in [(Key::PageDown, 1), (Key::PageUp, -1)] {
                let beside =
                    input.consume_key(Modifiers::COMMAND, key).then(|| intake.beside(step)).flatten();
                beside
                    .into_iter()
                    .for_each(|number| cx.out.push(Command::Intake(IntakeCommand::Show(number))));
            }
        });
    }
}

/// Whether the files of the drafts are kept in the project.
fn originals(ui: &mut Ui, cx: &mut Cx<'_>, on: bool) {
    let space = &Theme::metrics().space;
    let inner = ui.max_rect().shrink2(vec2(space.xxl, 0.0)).with_min_y(ui.max_rect().top() + space.l);
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        let response = widgets::check(ui, cx, cx.text.get("intake-originals"), "", on);
        if widgets::tip(response, cx.text.get("intake-originals.tip"), "").clicked() {
            cx.out.push(Command::Action(Action::ToggleOriginals));
        }
    });
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, intake: &Intake) {
    let space = &Theme::metrics().space;
    let inner = Align2::CENTER_CENTER.align_size_within_rect(
        vec2(ui.max_rect().width() - 2.0 * space.xxl, Theme::metrics().size.control),
        ui.max_rect(),
    );
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space.l;
            let cancel = Button::new(cx.text.get("common-cancel"));
            // From what was found about files Esc goes back to the drafts.
            let back = intake.shows_files && !intake.drafts.is_empty();
            let key = if back { "" } else { cx.text.get("common-key-esc") };
            if cancel.key(key).show(ui).clicked() {
                cx.out.push(Command::Intake(IntakeCommand::Cancel));
            }
            let (all, clean) = (intake.counts.taken, intake.counts.taken_clean);
            if clean > 0 && clean < all && cx.state.session.is_some() {
                let label = cx.text.shown(&message!("intake-add-clean", count = clean));
                if Button::new(&label).key(cx.text.get("intake-key-clean")).show(ui).clicked() {
                    cx.out.push(Command::Intake(IntakeCommand::ConfirmClean));
                }
            }
            let stubs = intake.counts.taken_stubs;
            let label = match (all - stubs, stubs) {
                (_, 0) => cx.text.shown(&message!("intake-add", count = all)),
                (0, stubs) => cx.text.shown(&message!("intake-keep", count = stubs)),
                (articles, stubs) => {
                    cx.text.shown(&message!("intake-add-and-keep", count = articles, stubs = stubs))
                }
            };
            ui.add_enabled_ui(intake.counts.taken > 0, |ui| {
                if Button::new(&label)
                    .key(cx.text.get("common-key-enter"))
                    .primary()
                    .wide()
                    .show(ui)
                    .clicked()
                {
                    cx.out.push(Command::Intake(IntakeCommand::Confirm));
                }
            });
        });
    });
}

/// What the keys do here, in one line.
fn keys_shown(ui: &mut Ui, text: &'static Catalogue, intake: &Intake) {
    let (metrics, colours) = (Theme::metrics(), &Theme::of(ui.ctx()).colours);
    let space = &metrics.space;
    let strip = ui.max_rect();
    let inner = strip.shrink2(vec2(space.xxl, 0.0));
    let builder = UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = space.m;
        ui.shrink_clip_rect(strip);
        let mut shown = vec![(KEY_FILES, text.get("intake-files-back"))];
        if !intake.shows_files {
            shown.clear();
            if !intake.findings.is_empty() {
                shown.push((KEY_FILES, text.get("intake-key-files")));
            }
            if intake.drafts.get(intake.shown).is_some_and(|draft| !draft.is_stub()) {
                shown.extend([
                    ("↓", text.get("intake-key-line")),
                    ("B", text.get("intake-key-boilerplate")),
                    ("H", text.get("intake-key-headline")),
                    ("T", text.get("intake-key-text")),
                    (KEY_SPLIT, text.get("intake-key-split")),
                ]);
            }
            if intake.can_join() {
                shown.push((KEY_JOIN, text.get("intake-key-join")));
            }
            shown.push(("X", text.get("intake-key-leave-out")));
            if intake.drafts.len() > 1 {
                shown.push((text.get("common-key-ctrl-page-down"), text.get("intake-key-next")));
            }
        } else if intake.drafts.is_empty() {
            shown.clear();
        }
        for (chord, does) in shown {
            let words = widgets::galley(ui.painter(), &metrics.text.small, colours.soft, does).size().x;
            let room = widgets::key_cap_size(ui.painter(), chord).x + words + space.m;
            if room > ui.available_width() {
                break;
            }
            widgets::key_cap(ui, chord);
            widgets::line(ui, &metrics.text.small, colours.soft, does);
            ui.add_space(space.l);
        }
    });
}
