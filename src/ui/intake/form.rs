//! What is known about a draft: fields to be corrected, and what was found while reading the file.

use egui::{Id, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{ArticleDraft, Command, IntakeCommand};
use crate::base::{Issue, Severity, is_date};
use crate::id;
use crate::message;
use crate::model::Metadata;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::languages;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Drafts, Field};

/// The form, with what is being typed.
#[derive(Debug, Default)]
pub struct Form {
    drafts: Drafts,
}

/// A field of words: its name, its hint, and where its value is.
type TextField = (&'static str, &'static str, fn(&mut Metadata) -> &mut String);

const FIRST: [TextField; 2] = [
    (id!("intake-title"), id!("intake-title"), |about| &mut about.title),
    (id!("intake-outlet"), id!("intake-outlet.hint"), |about| &mut about.outlet),
];
const LAST: [TextField; 3] = [
    (id!("intake-genre"), id!("intake-genre.hint"), |about| &mut about.genre),
    (id!("common-section"), id!("common-section.hint"), |about| &mut about.section),
    (id!("intake-address"), id!("intake-address.hint"), |about| &mut about.url),
];

impl Form {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft, number: usize) {
        let space = &Theme::metrics().space;
        let rect = ui.max_rect();
        ScrollArea::vertical().id_salt("form").auto_shrink(false).show(ui, |ui| {
            let inner = ui.max_rect().shrink2(vec2(space.xxl, space.xl));
            ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.set_width(rect.width() - 2.0 * space.xxl);
                let about = &draft.article.metadata;
                for words in FIRST {
                    self.words(ui, cx, about, number, words);
                }
                self.authors(ui, cx, about, number);
                self.dates(ui, cx, about, number);
                language(ui, cx, draft);
                for words in LAST {
                    self.words(ui, cx, about, number, words);
                }
                notes(ui, cx, draft);
                widgets::follow_focus(ui);
            });
        });
    }

    fn words(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, about: &Metadata, number: usize, of: TextField) {
        let (name, hint, at) = of;
        let (name, hint) = (cx.text.get(name), cx.text.get(hint));
        let mut changed = about.clone();
        let value = at(&mut changed).clone();
        if let Some(new) = self.field(ui, number, name, hint, &value, false) {
            *at(&mut changed) = new;
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
    }

    fn field(
        &mut self,
        ui: &mut Ui,
        number: usize,
        name: &str,
        hint: &str,
        value: &str,
        wrong: bool,
    ) -> Option<String> {
        let space = &Theme::metrics().space;
        widgets::heading(ui, name, "");
        ui.add_space(space.s);
        let id = Id::unique(("intake", number, name));
        let field = Field::new(name).hint(hint).wrong(wrong);
        let (changed, response) = self.drafts.edit(ui, id, field, value);
        if response.lost_focus() {
            ui.memory_mut(|memory| {
                if memory.focused().is_none() {
                    memory.request_focus(super::lines::id());
                }
            });
        }
        ui.add_space(space.xl);
        changed
    }

    fn authors(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, about: &Metadata, number: usize) {
        let joined = about.authors.join("; ");
        if let Some(new) = self.field(
            ui,
            number,
            cx.text.get("intake-authors"),
            cx.text.get("intake-authors.hint"),
            &joined,
            false,
        ) {
            let authors =
                new.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(Metadata {
                authors,
                ..about.clone()
            }))));
        }
    }

    fn dates(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, about: &Metadata, number: usize) {
        let wrong = !about.published.date.is_empty() && !is_day(&about.published.date);
        if let Some(date) = self.field(
            ui,
            number,
            cx.text.get("intake-date"),
            cx.text.get("intake-date.hint"),
            &about.published.date,
            wrong,
        ) {
            let mut changed = about.clone();
            changed.published.date = date.trim().to_owned();
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
        let written = &about.published.as_written;
        if let Some(as_written) = self.field(
            ui,
            number,
            cx.text.get("intake-printed"),
            cx.text.get("intake-printed.hint"),
            written,
            false,
        ) {
            let mut changed = about.clone();
            changed.published.as_written = as_written;
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
    }
}

/// Whether the words are a day of the calendar, as `2025-07-03`.
fn is_day(text: &str) -> bool {
    text.len() == 10 && is_date(text)
}

fn language(ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft) {
    let metrics = Theme::metrics();
    let space = &metrics.space;
    let about = &draft.article.metadata;
    widgets::heading(
        ui,
        cx.text.get("intake-language"),
        if draft.language_sure { "" } else { cx.text.get("intake-language-guessed") },
    );
    ui.add_space(space.s);
    let shown = languages::name(&about.language).map_or(
        match about.language.as_str() {
            "" => cx.text.get("intake-language-unknown"),
            tag => tag,
        },
        |id| cx.text.get(id),
    );
    let button = widgets::Button::new(shown).menu().wide().show(ui);
    let button =
        button.accessible_name(cx.text.shown(&message!("intake-language.name", language = shown)).as_ref());
    widgets::menu(&button, metrics.size.menu, |ui| {
        ScrollArea::vertical().max_height(metrics.size.palette_rows).show(ui, |ui| {
            let now = |(tag, _): &&(&str, &str)| *tag == about.language;
            let others = languages::ALL.iter().filter(|entry| !now(entry));
            for (tag, name) in languages::ALL.iter().filter(now).chain(others) {
                let mark = if *tag == about.language { "✓" } else { "" };
                if widgets::item(ui, cx.text.get(name), mark) {
                    let language = (*tag).to_owned();
                    cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(Metadata {
                        language,
                        ..about.clone()
                    }))));
                }
            }
        });
    });
    ui.add_space(space.xl);
}

fn notes(ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let about = &draft.article.metadata;
    widgets::heading(ui, cx.text.get("intake-file"), "");
    ui.add_space(space.s);
    ui.spacing_mut().item_spacing.y = space.s;
    for line in [&about.source_file, &about.import_note] {
        if !line.is_empty() {
            widgets::content(ui, cx, line, &text.small, colours.soft, 0);
        }
    }
    for Issue { severity, message, hint, .. } in &draft.notes {
        let colour = match severity {
            Severity::Note => colours.soft,
            Severity::Warning => colours.warn,
            Severity::Error => colours.error,
        };
        widgets::content(
            ui,
            cx,
            kept!(cx, "{} {}", cx.text.shown(message), cx.text.shown(hint)).trim(),
            &text.small,
            colour,
            0,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::is_day;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for (text, good) in
            [("2025-07-03", true), ("2025-02-29", false), ("2025-7-3", false), ("3 July", false)]
        {
            assert_eq!(is_day(text), good, "{text}");
        }
    }
}
