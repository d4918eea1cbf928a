//! How a file was read where it leaves that open, and how else it can be: columns, encoding, line ends.

use egui::{Popup, Response, ScrollArea, Ui};

use crate::app::{Command, DraftSource, IntakeCommand, ReadingChoice};
use crate::id;
use crate::message;
use crate::model::{ArticleColumn, ColumnChoice, ReadOptions, TEXT_ENCODINGS};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button};
use std::path::PathBuf;

/// How many columns have a menu; the further ones of wide tables are named on the command line.
const MOST: usize = 60;

/// What can be read otherwise.
#[derive(Debug, Default)]
pub struct ReadingForm {
    /// Whether the menu of encodings was opened because somebody asked for it by name.
    opened: bool,
    /// The table whose columns were listed in the last frame.
    listed: Option<PathBuf>,
}

impl ReadingForm {
    /// Shows what can be read otherwise; nothing where nothing can be.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, source: &DraftSource) {
        let space = &Theme::metrics().space;
        let DraftSource { path, options, reading } = source;
        let choosing = cx.state.intake.as_ref().and_then(|intake| intake.choosing.as_ref());
        let choosing = choosing.filter(|(file, _)| file == path).map(|(_, choice)| *choice);
        if !reading.columns.is_empty() {
            let label = cx.text.get("intake-columns");
            let tip = cx.text.get("intake-columns.tip");
            let button = Button::new(label).menu().wide().show(ui);
            let listed = choosing == Some(ReadingChoice::Columns);
            if widgets::tip(button, tip, "").clicked() {
                let choosing = (!listed).then(|| (path.clone(), ReadingChoice::Columns));
                cx.out.push(Command::Intake(IntakeCommand::Choose(choosing)));
            }
            ui.add_space(space.m);
            let is_new = self.listed.as_ref() != Some(path);
            if listed {
                columns(ui, cx, source, is_new);
            }
            if listed == is_new {
                self.listed = listed.then(|| path.clone());
            }
        }
        let asked = choosing == Some(ReadingChoice::Encoding);
        let is_open = reading.encoding_guessed || options.encoding.is_some() || asked;
        if !reading.encoding.is_empty() && is_open {
            let button = encoding(ui, cx, source);
            let menu = Popup::default_response_id(&button);
            match (asked, self.opened) {
                (true, false) => {
                    button.request_focus();
                    Popup::open_id(ui.ctx(), menu);
                }
                (true, true) if !Popup::is_id_open(ui.ctx(), menu) => {
                    cx.out.push(Command::Intake(IntakeCommand::Choose(None)));
                }
                (true, true) | (false, _) => {}
            }
        }
        self.opened = asked;
        let line_ends = match (reading.lines_joined, options.keep_line_ends) {
            (true, _) => Some(id!("intake-keep-lines")),
            (false, true) => Some(id!("intake-join-lines")),
            (false, false) => None,
        };
        if let Some(label) = line_ends {
            if Button::new(cx.text.get(label)).wide().show(ui).clicked() {
                let keep_line_ends = reading.lines_joined;
                read_again(cx, source, ReadOptions { keep_line_ends, ..options.clone() });
            }
            ui.add_space(space.m);
        }
    }
}

fn read_again(cx: &mut Cx<'_>, source: &DraftSource, options: ReadOptions) {
    let path = source.path.clone();
    cx.out.push(Command::Intake(IntakeCommand::ReadAgain { path, options }));
}

/// A menu for each column: what it holds. The keyboard goes to the first of those that are new.
fn columns(ui: &mut Ui, cx: &mut Cx<'_>, source: &DraftSource, is_new: bool) {
    let metrics = Theme::metrics();
    let unused = cx.text.get("intake-column-unused");
    for (at, (name, holds)) in source.reading.columns.iter().enumerate().take(MOST) {
        widgets::content(ui, cx, name, &metrics.text.small, cx.theme.colours.soft, 0);
        ui.add_space(metrics.space.s);
        let shown = holds.map_or(unused, |column| cx.text.get(column.name_id()));
        let button = ui.push_id(("column", at), |ui| Button::new(shown).menu().wide().show(ui)).inner;
        let spoken = cx.text.shown(&message!("intake-column", column = name.as_str(), holds = shown));
        let button = button.accessible_name(spoken.as_ref());
        if is_new && at == 0 {
            button.request_focus();
        }
        widgets::menu(&button, metrics.size.menu, |ui| {
            ScrollArea::vertical().max_height(metrics.size.palette_rows).show(ui, |ui| {
                let all = ArticleColumn::ALL.iter().map(|(_, column)| Some(*column));
                for column in std::iter::once(None).chain(all) {
                    let mark = if column == *holds { "✓" } else { "" };
                    let label = column.map_or(unused, |column| cx.text.get(column.name_id()));
                    if widgets::item(ui, label, mark) {
                        read_again(cx, source, with_column(source, at, column));
                    }
                }
            });
        });
        ui.add_space(metrics.space.m);
    }
}

/// The options with another content of a column; one that held the same before gives it up unless both can.
fn with_column(source: &DraftSource, at: usize, holds: Option<ArticleColumn>) -> ReadOptions {
    let all = &source.reading.columns;
    let column_of = |at: usize| {
        let name = all.get(at).map(|(name, _)| name.trim()).unwrap_or_default();
        let is_alone = all.iter().filter(|(other, _)| other.trim() == name).count() == 1;
        if is_alone && !name.is_empty() { name.to_owned() } else { (at + 1).to_string() }
    };
    let column = column_of(at);
    let mut columns = source.options.columns.clone();
    columns.retain(|choice| choice.column != column && (holds.is_none() || choice.holds != holds));
    columns.push(ColumnChoice { column, holds });
    ReadOptions { columns, ..source.options.clone() }
}

fn encoding(ui: &mut Ui, cx: &mut Cx<'_>, source: &DraftSource) -> Response {
    let metrics = Theme::metrics();
    let now = source.reading.encoding;
    let label = cx.text.shown(&message!("intake-encoding", encoding = now));
    let button = Button::new(&label).menu().wide().show(ui);
    let button = widgets::tip(button, cx.text.get("intake-encoding.tip"), "");
    widgets::menu(&button, metrics.size.menu, |ui| {
        ScrollArea::vertical().max_height(metrics.size.palette_rows).show(ui, |ui| {
            for name in TEXT_ENCODINGS {
                if widgets::item(ui, name, if name == now { "✓" } else { "" }) {
                    let encoding = Some(name.to_owned());
                    read_again(cx, source, ReadOptions { encoding, ..source.options.clone() });
                }
            }
        });
    });
    ui.add_space(metrics.space.m);
    button
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleField, FileReading};
    use std::sync::Arc;

    #[test]
    fn a_column_is_named_by_its_name_or_its_number() {
        let columns = ["Title", "Text", "", "Text"].map(|name| (name.to_owned(), None));
        let reading = FileReading { columns: columns.to_vec(), ..FileReading::default() };
        let options = ReadOptions { keep_line_ends: true, ..ReadOptions::default() };
        let mut source = DraftSource { path: "a.csv".into(), options, reading: Arc::new(reading) };
        let title = Some(ArticleColumn::Field(ArticleField::Title));
        for (at, want) in [(0, "Title"), (1, "2"), (2, "3"), (3, "4")] {
            source.options = with_column(&source, at, title);
            let all = &source.options.columns;
            assert_eq!((all.len(), all[0].column.as_str(), all[0].holds), (1, want, title), "one title");
        }
        source.options = with_column(&source, 0, None);
        assert_eq!(source.options.columns.len(), 2);
        assert!(source.options.keep_line_ends, "what else was said stays");
    }
}
