//! What is known about a draft: fields to be corrected, and what was found while reading the file.

use egui::{Id, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{Command, Drafted, IntakeCommand};
use crate::base::{Issue, Severity, Timestamp};
use crate::model::Metadata;
use crate::ui::Cx;
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
    ("Title", "Title", |about| &mut about.title),
    ("Outlet", "The newspaper, agency or site", |about| &mut about.outlet),
];
const LAST: [TextField; 3] = [
    ("Genre", "news, analysis, editorial, wire copy…", |about| &mut about.genre),
    ("Section", "Section of the outlet", |about| &mut about.section),
    ("Address", "https://…", |about| &mut about.url),
];

impl Form {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, draft: &Drafted, number: usize) {
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
        if let Some(new) = self.field(ui, number, "Authors", "Names, with ; between them", &joined, false) {
            let authors =
                new.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(Metadata {
                authors,
                ..about.clone()
            }))));
        }
    }

    fn dates(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, about: &Metadata, number: usize) {
        let wrong = !about.published.date.is_empty() && !is_date(&about.published.date);
        if let Some(date) = self.field(ui, number, "Date", "Year-month-day", &about.published.date, wrong) {
            let mut changed = about.clone();
            changed.published.date = date.trim().to_owned();
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
        let written = &about.published.as_written;
        if let Some(as_written) =
            self.field(ui, number, "Date as printed", "Such as “il y a 3 jours”", written, false)
        {
            let mut changed = about.clone();
            changed.published.as_written = as_written;
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
    }
}

/// Whether the words are a day of the calendar, as `2025-07-03`.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let mut next = || parts.next().flatten();
    match (next(), next(), next()) {
        (Some(year), Some(month), Some(day)) => {
            text.len() == 10 && Timestamp::from_parts(i64::from(year), month, day, 0).is_some()
        }
        _ => false,
    }
}

fn language(ui: &mut Ui, cx: &mut Cx<'_>, draft: &Drafted) {
    let metrics = Theme::metrics();
    let space = &metrics.space;
    let about = &draft.article.metadata;
    widgets::heading(ui, "Language", if draft.language_sure { "" } else { "guessed: please check" });
    ui.add_space(space.s);
    let shown = languages::name(&about.language).unwrap_or(match about.language.as_str() {
        "" => "Not known",
        tag => tag,
    });
    let button = widgets::Button::new(shown).menu().wide().show(ui);
    let button = button.accessible_name(format!("Language: {shown}"));
    widgets::menu(&button, metrics.size.menu, |ui| {
        ScrollArea::vertical().max_height(metrics.size.palette_rows).show(ui, |ui| {
            let now = |(tag, _): &&(&str, &str)| *tag == about.language;
            let others = languages::ALL.iter().filter(|entry| !now(entry));
            for (tag, name) in languages::ALL.iter().filter(now).chain(others) {
                let mark = if *tag == about.language { "✓" } else { "" };
                if widgets::item(ui, name, mark) {
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

fn notes(ui: &mut Ui, cx: &mut Cx<'_>, draft: &Drafted) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let about = &draft.article.metadata;
    widgets::heading(ui, "About the file", "");
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
        widgets::content(ui, cx, format!("{message} {hint}").trim(), &text.small, colour, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for (text, good) in
            [("2025-07-03", true), ("2025-02-29", false), ("2025-7-3", false), ("3 July", false)]
        {
            assert_eq!(is_date(text), good, "{text}");
        }
    }
}
