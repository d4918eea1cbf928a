//! What is known about a draft: fields to be corrected, and what was found while reading the file.

use egui::{Id, ScrollArea, Ui, UiBuilder, vec2};

use super::reading::ReadingForm;
use crate::app::{ArticleDraft, Command, IntakeCommand};
use crate::base::{Issue, is_date};
use crate::id;
use crate::message;
use crate::model::{ArticleField, Dated, Metadata};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::languages;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Drafts, Field};

/// The form, with what is being typed.
#[derive(Debug, Default)]
pub struct Form {
    drafts: Drafts,
    reading: ReadingForm,
}

/// A field of words: which, its name, its hint, and where its value is.
type TextField = (ArticleField, &'static str, &'static str, fn(&mut Metadata) -> &mut String);

const FIRST: [TextField; 2] = [
    (ArticleField::Title, id!("intake-title"), id!("intake-title"), |about| &mut about.title),
    (ArticleField::Outlet, id!("intake-outlet"), id!("intake-outlet.hint"), |about| &mut about.outlet),
];
const LAST: [TextField; 6] = [
    (ArticleField::Genre, id!("intake-genre"), id!("intake-genre.hint"), |about| &mut about.genre),
    (ArticleField::Section, id!("common-section"), id!("common-section.hint"), |about| &mut about.section),
    (ArticleField::Url, id!("intake-address"), id!("intake-address.hint"), |about| &mut about.url),
    (ArticleField::Edition, id!("display-field-edition"), id!("intake-edition.hint"), |about| {
        &mut about.edition
    }),
    (ArticleField::Page, id!("display-field-page"), id!("intake-page.hint"), |about| &mut about.page),
    (ArticleField::Accession, id!("display-field-accession"), id!("intake-accession.hint"), |about| {
        &mut about.accession
    }),
];

/// A field of several words: which, its name, its hint, and where its values are.
type ListField = (ArticleField, &'static str, &'static str, fn(&mut Metadata) -> &mut Vec<String>);

const AUTHORS: ListField =
    (ArticleField::Authors, id!("intake-authors"), id!("intake-authors.hint"), |about| &mut about.authors);
const SUBJECTS: ListField =
    (ArticleField::Subjects, id!("display-field-subjects"), id!("intake-subjects.hint"), |about| {
        &mut about.subjects
    });

/// A date: which, the names of its day and of how it is printed, and where it is.
type DateField = (ArticleField, [&'static str; 2], fn(&mut Metadata) -> &mut Dated);

const PUBLISHED: DateField =
    (ArticleField::Published, [id!("intake-date"), id!("intake-printed")], |about| &mut about.published);
const UPDATED: DateField =
    (ArticleField::Updated, [id!("intake-updated"), id!("intake-updated-printed")], |about| {
        &mut about.updated
    });

impl Form {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft, number: usize) {
        let space = &Theme::metrics().space;
        let rect = ui.max_rect();
        ScrollArea::vertical().id_salt("form").auto_shrink(false).show(ui, |ui| {
            let inner = ui.max_rect().shrink2(vec2(space.xxl, space.xl));
            ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.set_width(rect.width() - 2.0 * space.xxl);
                for words in FIRST {
                    self.words(ui, cx, draft, number, words);
                }
                self.list(ui, cx, draft, number, AUTHORS);
                self.date(ui, cx, draft, number, PUBLISHED);
                language(ui, cx, draft);
                notes(ui, cx, draft);
                parts(ui, cx);
                if let Some(source) = &draft.source {
                    self.reading.show(ui, cx, source);
                }
                for words in LAST {
                    self.words(ui, cx, draft, number, words);
                }
                self.date(ui, cx, draft, number, UPDATED);
                self.list(ui, cx, draft, number, SUBJECTS);
                widgets::follow_focus(ui);
            });
        });
    }

    fn words(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft, number: usize, of: TextField) {
        let (field, name, hint, at) = of;
        let head = Head::of(cx, draft, field, name, hint);
        let mut changed = draft.article.metadata.clone();
        let value = at(&mut changed).clone();
        if let Some(new) = self.field(ui, number, head, &value, false) {
            *at(&mut changed) = new;
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
    }

    fn field(
        &mut self,
        ui: &mut Ui,
        number: usize,
        head: Head<'_>,
        value: &str,
        wrong: bool,
    ) -> Option<String> {
        let space = &Theme::metrics().space;
        let Head { name, hint, origin } = head;
        widgets::heading(ui, name, origin);
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

    fn list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft, number: usize, of: ListField) {
        let (field, name, hint, at) = of;
        let head = Head::of(cx, draft, field, name, hint);
        let mut changed = draft.article.metadata.clone();
        let joined = at(&mut changed).join("; ");
        if let Some(new) = self.field(ui, number, head, &joined, false) {
            let parts = new.split(';').map(str::trim).filter(|part| !part.is_empty());
            *at(&mut changed) = parts.map(str::to_owned).collect();
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
    }

    /// The day, and how it is printed.
    fn date(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, draft: &ArticleDraft, number: usize, of: DateField) {
        let (field, [day, printed], at) = of;
        let mut changed = draft.article.metadata.clone();
        let Dated { date, as_written } = at(&mut changed).clone();
        let wrong = !date.is_empty() && !is_day(&date);
        let head = Head::of(cx, draft, field, day, id!("intake-date.hint"));
        if let Some(new) = self.field(ui, number, head, &date, wrong) {
            new.trim().clone_into(&mut at(&mut changed).date);
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed.clone()))));
        }
        let hint = cx.text.get("intake-printed.hint");
        // What a page or a record has as data nobody printed.
        let is_data = draft.origins.get(&field).is_some_and(|origin| origin.is_data());
        let name = if is_data { cx.text.get(given(field)) } else { cx.text.get(printed) };
        let head = Head { name, hint, origin: "" };
        if let Some(new) = self.field(ui, number, head, &as_written, false) {
            at(&mut changed).as_written = new;
            cx.out.push(Command::Intake(IntakeCommand::Metadata(Box::new(changed))));
        }
    }
}

/// The name of how a date that data has is written there.
fn given(field: ArticleField) -> &'static str {
    if field == ArticleField::Updated { id!("intake-updated-given") } else { id!("intake-given") }
}

/// What stands over a field and in it while it is empty.
#[derive(Clone, Copy)]
struct Head<'t> {
    name: &'t str,
    hint: &'t str,
    /// Where the value came from.
    origin: &'t str,
}

impl Head<'static> {
    fn of(
        cx: &Cx<'_>,
        draft: &ArticleDraft,
        field: ArticleField,
        name: &'static str,
        hint: &'static str,
    ) -> Self {
        let origin = draft.origins.get(&field).map_or("", |origin| cx.text.get(origin.name_id()));
        Self { name: cx.text.get(name), hint: cx.text.get(hint), origin }
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
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space.s;
        for line in [&about.source_file, &about.import_note] {
            if !line.is_empty() {
                widgets::content(ui, cx, line, &text.small, colours.soft, 0);
            }
        }
        for Issue { severity, message, hint, .. } in &draft.notes {
            let colour = colours.of_severity(*severity);
            widgets::content(
                ui,
                cx,
                kept!(cx, "{} {}", cx.text.shown(message), cx.text.shown(hint)).trim(),
                &text.small,
                colour,
                0,
            );
        }
    });
    ui.add_space(space.xl);
}

/// Splitting the draft at its headlines, and joining the next one to it.
fn parts(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(intake) = &cx.state.intake else { return };
    let space = &Theme::metrics().space;
    let (count, can_join) = (intake.articles_shown(), intake.can_join());
    if count > 1 {
        let label = cx.text.shown(&message!("intake-split-headlines", count = count));
        let key = cx.text.get("intake-key-split-headlines");
        if widgets::Button::new(&label).key(key).wide().show(ui).clicked() {
            cx.out.push(Command::Intake(IntakeCommand::SplitHeadlines));
        }
        ui.add_space(space.m);
    }
    if can_join {
        let button = widgets::Button::new(cx.text.get("intake-join")).key(super::KEY_JOIN).wide().show(ui);
        if widgets::tip(button, cx.text.get("intake-join.tip"), super::KEY_JOIN).clicked() {
            cx.out.push(Command::Intake(IntakeCommand::Join));
        }
        ui.add_space(space.m);
    }
    if count > 1 || can_join {
        ui.add_space(space.m);
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
