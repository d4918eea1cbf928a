//! The list of articles: filter, order, and one row an article.
//!
//! Only rows in sight are looked at. What stands in the list is decided by the state machine, not here.

use egui::{Event, Id, Key, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::Cx;
use super::library_row;
use super::stub_row;
use super::theme::Theme;
use super::widgets::{self, Field};
use crate::app::{
    Action, ArticleCommand, Command, LibraryCommand, LibraryRow, LibrarySection, LibrarySort, Session,
    StateFilter, StubCommand,
};
use crate::base::{ArticleId, StubId};
use crate::message;

/// The list, with what is being typed into its filter.
#[derive(Debug, Default)]
pub struct Library {
    filter: String,
    /// The text that the state had when the draft was last synchronised.
    known: String,
    focus_filter: bool,
    /// The row that the arrow keys are at.
    at: Option<RowName>,
    /// The open article when last drawn; a change scrolls to its row.
    open: Option<ArticleId>,
    /// Where each row begins, in points from the top, and what they were reckoned from.
    tops: Vec<f32>,
    reckoned: (u64, usize, usize),
    /// Whether what is to be fetched was unfolded when last drawn; when it unfolds, it is brought into sight.
    unfolded: bool,
    /// The year of all articles, when they have the same; it goes without saying then.
    year: String,
}

/// A row that the arrow keys can be at.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RowName {
    Article(ArticleId),
    Stub(StubId),
    Heading(LibrarySection),
}

impl RowName {
    fn of(row: &LibraryRow) -> Option<Self> {
        match row {
            LibraryRow::Article(id) => Some(Self::Article(id.clone())),
            LibraryRow::Stub(id) => Some(Self::Stub(id.clone())),
            LibraryRow::Heading(section, _) => section.folds().then_some(Self::Heading(*section)),
        }
    }

    /// Whether it is this row.
    fn is(&self, row: &LibraryRow) -> bool {
        match (self, row) {
            (Self::Article(one), LibraryRow::Article(other)) => one == other,
            (Self::Stub(one), LibraryRow::Stub(other)) => one == other,
            (Self::Heading(one), LibraryRow::Heading(other, _)) => one == other,
            (Self::Article(_) | Self::Stub(_) | Self::Heading(_), _) => false,
        }
    }
}

fn filter_id() -> Id {
    Id::unique("library filter")
}

fn list_id() -> Id {
    Id::unique("library list")
}

impl Library {
    /// Puts the keyboard into the filter in the next frame.
    pub fn focus_filter(&mut self) {
        self.focus_filter = true;
    }

    /// Whether the keyboard is, or is to be, in the list or its filter.
    pub fn has_keyboard(&self, ctx: &egui::Context) -> bool {
        self.focus_filter || [filter_id(), list_id()].into_iter().any(|id| widgets::keyboard_here(ctx, id))
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        let (margin, top) = (metrics.space.l + metrics.space.xs, metrics.space.xl);
        let inner = ui.max_rect().shrink2(vec2(margin, top)).with_max_y(ui.max_rect().bottom());
        let edge = ui.max_rect().right();
        let mut ui = ui.new_child(UiBuilder::new().max_rect(inner));
        ui.spacing_mut().item_spacing.y = 0.0;
        self.filter(&mut ui, cx, session);
        ui.add_space(metrics.space.m);
        choices(&mut ui, cx, session);
        ui.add_space(metrics.space.s);
        if session.library.rows.is_empty() {
            self.nothing(&mut ui, cx, session);
        } else {
            let rest = ui.available_rect_before_wrap().with_max_x(edge);
            let builder = UiBuilder::new().max_rect(rest);
            ui.scope_builder(builder, |ui| self.rows(ui, cx, session, margin));
        }
    }

    fn filter(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
        if session.library.filter != self.known {
            self.known.clone_from(&session.library.filter);
            self.filter.clone_from(&session.library.filter);
        }
        let key = cx.state.keymap.shown(Action::FilterLibrary);
        let field = Field::new(cx.text.get("library-filter"))
            .hint(cx.text.get("library-filter"))
            .key(&key)
            .id(filter_id());
        let response = field.show(ui, &mut self.filter);
        if std::mem::take(&mut self.focus_filter) {
            response.request_focus();
        }
        if response.changed() {
            self.known.clone_from(&self.filter);
            cx.out.push(Command::Library(LibraryCommand::Filter(self.filter.clone())));
        }
        if response.has_focus()
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::ArrowDown))
        {
            self.at = first(session).map(RowName::Article);
            ui.memory_mut(|memory| memory.request_focus(list_id()));
        }
        if response.lost_focus()
            && ui.input(|input| input.key_pressed(Key::Enter))
            && let Some(id) = first(session)
        {
            cx.out.push(Command::Article(ArticleCommand::Open(id)));
        }
        if response.lost_focus()
            && ui.input(|input| input.key_pressed(Key::Escape))
            && !self.filter.is_empty()
        {
            self.filter.clear();
            self.known.clear();
            cx.out.push(Command::Library(LibraryCommand::Filter(String::new())));
        }
    }

    fn nothing(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
        let metrics = Theme::metrics();
        ui.add_space(metrics.space.xxl);
        let inner = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.l, 0.0));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ui.spacing_mut().item_spacing.y = metrics.space.xl;
            if session.project.article_count() + session.project.stub_count() > 0 {
                let key = cx.state.keymap.shown(Action::Find);
                let hint = cx.text.shown(&message!("library-no-match.hint", key = key));
                widgets::empty(ui, cx.text.get("library-no-match"), &hint);
                if widgets::Button::new(cx.text.get("library-show-all")).show(ui).clicked() {
                    self.filter.clear();
                    cx.out.push(Command::Library(LibraryCommand::Filter(String::new())));
                    cx.out.push(Command::Library(LibraryCommand::State(StateFilter::All)));
                }
            } else if session.loading > 0 {
                widgets::empty(ui, cx.text.get("library-reading"), "");
            } else {
                let hint = cx.text.get("library-empty.hint");
                widgets::empty(ui, cx.text.get("library-empty"), hint);
                let action = Action::ImportArticles;
                let button = widgets::Button::new(cx.text.get(action.label_id()));
                if button.key(&cx.state.keymap.shown(action)).show(ui).clicked() {
                    cx.out.push(Command::Action(action));
                }
            }
        });
    }

    /// The rows; the scroll bar stands in the margin at their right.
    fn rows(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, margin: f32) {
        let view = ui.available_rect_before_wrap();
        let list = ui.interact(view, list_id(), Sense::focusable_noninteractive());
        list.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ListBox, true, cx.text.get("library-articles"))
        });
        self.reckon(cx, session);
        let target = self.keys(ui, cx, session, &list).or_else(|| self.opened(session));
        let target = target.or_else(|| self.unfolds(session));
        let height = self.tops.last().copied().unwrap_or_default();
        ScrollArea::vertical().id_salt("articles").auto_shrink(false).animated(false).show_viewport(
            ui,
            |ui, viewport| {
                let origin = ui.max_rect().min;
                ui.set_height(height + Theme::metrics().space.xl);
                if let Some(row) =
                    target.and_then(|row| Some(self.tops.get(row).copied()?..*self.tops.get(row + 1)?))
                {
                    let rect = Rect::from_min_max(
                        pos2(origin.x, origin.y + row.start),
                        pos2(ui.max_rect().right(), origin.y + row.end),
                    );
                    ui.scroll_to_rect(rect, None);
                }
                let first = self.tops.partition_point(|top| *top <= viewport.top()).saturating_sub(1);
                for number in first..session.library.rows.len() {
                    let top = self.tops[number];
                    if top > viewport.bottom() {
                        break;
                    }
                    let size = vec2(ui.max_rect().width() - margin, self.tops[number + 1] - top);
                    let rect = Rect::from_min_size(pos2(origin.x, origin.y + top), size);
                    self.row(ui, cx, session, number, rect, &list);
                }
            },
        );
    }

    fn row(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        number: usize,
        rect: Rect,
        list: &Response,
    ) {
        match &session.library.rows[number] {
            LibraryRow::Heading(section, count) if section.folds() => {
                let at = list.has_focus() && self.at == Some(RowName::Heading(*section));
                if stub_row::heading(ui, cx, session, *section, *count, rect, at).clicked() {
                    cx.out.push(Command::Library(LibraryCommand::Fold(*section)));
                }
            }
            LibraryRow::Heading(section, count) => {
                library_row::heading(ui, cx.text, session, *section, *count, rect);
            }
            LibraryRow::Stub(id) => {
                let Some(stub) = session.project.stub(id) else { return };
                let at = list.has_focus() && self.at == Some(RowName::Stub(id.clone()));
                let response = ui
                    .push_id(("stub", id.as_str()), |ui| {
                        stub_row::stub(ui, cx, session, stub, &self.year, rect, at)
                    })
                    .inner;
                let fetched = session.library.fetched.article_of(id).is_some();
                if response.clicked() {
                    cx.out.push(Command::Stub(StubCommand::Choose(id.clone())));
                }
                if response.double_clicked() && fetched {
                    cx.out.push(Command::Stub(StubCommand::OpenArticle(id.clone())));
                }
                response.context_menu(|ui| stub_row::menu(ui, cx, stub, fetched));
                let file = &stub.metadata.source_file;
                if response.hovered() && !file.is_empty() {
                    widgets::tip(response, &cx.text.shown(&message!("library-from-file", file = file)), "");
                }
            }
            LibraryRow::Article(id) => {
                let Some(article) = session.project.article(id) else { return };
                let response = ui
                    .push_id(("article", id.as_str()), |ui| {
                        let open = self.open.as_ref() == Some(id);
                        let at = list.has_focus() && self.at == Some(RowName::Article(id.clone()));
                        library_row::article(ui, cx, session, article, &self.year, rect, open, at)
                    })
                    .inner;
                if response.clicked() {
                    cx.out.push(Command::Article(ArticleCommand::Open(id.clone())));
                }
                response.context_menu(|ui| row_menu(ui, cx, id));
            }
        }
    }

    /// Arrow keys, Enter and the ends of the list; returns the row to be brought into sight.
    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, session: &Session, list: &Response) -> Option<usize> {
        if !list.has_focus() {
            return None;
        }
        let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list.id, filter));
        let rows = &session.library.rows;
        let reached = |row: &usize| RowName::of(&rows[*row]).is_some();
        let here = self.at.clone().or_else(|| self.open.clone().map(RowName::Article));
        let now = here.and_then(|here| rows.iter().position(|row| here.is(row)));
        let events = ui.input(|input| input.filtered_events(&filter));
        let mut to = None;
        for event in events {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { continue };
            if modifiers.any() {
                continue;
            }
            let at = to.or(now);
            to = match key {
                Key::ArrowDown => (at.map_or(0, |at| at + 1)..rows.len()).find(reached),
                Key::ArrowUp => (0..at.unwrap_or(0)).rev().find(reached),
                Key::Home => (0..rows.len()).find(reached),
                Key::End => (0..rows.len()).rev().find(reached),
                Key::PageDown => (at.map_or(0, |at| at + PAGE).min(rows.len() - 1)..rows.len()).find(reached),
                Key::PageUp => (0..=at.unwrap_or(0).saturating_sub(PAGE)).rev().find(reached).or(now),
                Key::Enter | Key::Space => {
                    if let Some(command) = at.and_then(|at| chosen(session, rows.get(at)?)) {
                        cx.out.push(command);
                    }
                    to
                }
                _ => to,
            }
            .or(to);
        }
        if let Some(name) = to.and_then(|row| RowName::of(&rows[row])) {
            if let RowName::Stub(id) = &name {
                cx.out.push(Command::Stub(StubCommand::Choose(id.clone())));
            }
            self.at = Some(name);
        }
        to
    }

    /// The row of an article that has just been opened.
    fn opened(&mut self, session: &Session) -> Option<usize> {
        let open = session.reading.as_ref().map(|reading| reading.article.id.clone());
        if open == self.open {
            return None;
        }
        self.at = open.clone().map(RowName::Article);
        self.open = open;
        let id = self.open.as_ref()?;
        session.library.rows.iter().position(|row| matches!(row, LibraryRow::Article(other) if other == id))
    }

    /// The first row of what is to be fetched, when it has just been unfolded.
    fn unfolds(&mut self, session: &Session) -> Option<usize> {
        let section = LibrarySection::ToFetch;
        let before = std::mem::replace(&mut self.unfolded, session.is_unfolded(section));
        if before || !self.unfolded {
            return None;
        }
        let rows = &session.library.rows;
        let heading =
            rows.iter().position(|row| matches!(row, LibraryRow::Heading(of, _) if *of == section))?;
        Some((heading + 1).min(rows.len() - 1))
    }

    /// Where each row begins. Every article has the height of two lines of title, so that nothing needs to be laid out.
    fn reckon(&mut self, cx: &Cx<'_>, session: &Session) {
        let rows = &session.library.rows;
        let under_first = match rows.first() {
            Some(LibraryRow::Heading(_, count)) => *count,
            _ => 0,
        };
        let now = (cx.state.revision, rows.len(), under_first);
        if self.reckoned == now && self.tops.len() == rows.len() + 1 {
            return;
        }
        let heights = library_row::heights();
        self.tops.clear();
        self.tops.push(0.0);
        let mut top = 0.0;
        for row in rows {
            top += match row {
                LibraryRow::Heading(..) => heights.0,
                LibraryRow::Article(_) => heights.1,
                LibraryRow::Stub(_) => stub_row::height(),
            };
            self.tops.push(top);
        }
        self.reckoned = now;
        self.year = common_year(session);
    }
}

/// Rows that a page key goes over.
const PAGE: usize = 8;

/// The year in which all articles were published; empty when they differ.
fn common_year(session: &Session) -> String {
    let mut years = session.project.articles().filter_map(|article| article.metadata.published.date.get(..4));
    let first = years.next().unwrap_or_default();
    if years.all(|year| year == first) { first.to_owned() } else { String::new() }
}

fn first(session: &Session) -> Option<ArticleId> {
    session.library.rows.iter().find_map(|row| match row {
        LibraryRow::Article(id) => Some(id.clone()),
        LibraryRow::Heading(..) | LibraryRow::Stub(_) => None,
    })
}

/// What Enter does on a row.
fn chosen(session: &Session, row: &LibraryRow) -> Option<Command> {
    Some(match row {
        LibraryRow::Article(id) => Command::Article(ArticleCommand::Open(id.clone())),
        LibraryRow::Stub(id) => {
            session.library.fetched.article_of(id)?;
            Command::Stub(StubCommand::OpenArticle(id.clone()))
        }
        LibraryRow::Heading(section, _) => Command::Library(LibraryCommand::Fold(*section)),
    })
}

fn row_menu(ui: &mut Ui, cx: &mut Cx<'_>, id: &ArticleId) {
    ui.set_width(Theme::metrics().size.menu);
    ui.spacing_mut().item_spacing.y = 0.0;
    if widgets::item(ui, cx.text.get("library-open"), cx.text.get("common-key-enter")) {
        cx.out.push(Command::Article(ArticleCommand::Open(id.clone())));
    }
    if widgets::item(ui, cx.text.get("library-remove"), "") {
        cx.out.push(Command::Article(ArticleCommand::Remove(id.clone())));
    }
}

/// Which states are shown, and the order.
fn choices(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let metrics = Theme::metrics();
    let height = metrics.text.label.line_height().round() + 2.0 * metrics.space.s;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let inner = rect.shrink2(vec2(metrics.space.l, 0.0));
    let left = UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(left, |ui| {
        ui.spacing_mut().item_spacing.x = metrics.space.xl;
        for state in StateFilter::ALL {
            let on = session.library.state == state;
            let style = if on { &metrics.text.small_strong } else { &metrics.text.small };
            let colour = if on { cx.theme.colours.ink } else { cx.theme.colours.soft };
            let response = widgets::pressable(ui, style, colour, cx.text.get(state.name_id()));
            if on {
                let y = rect.bottom() - metrics.stroke.focus / 2.0;
                let line = egui::Stroke::new(metrics.stroke.focus, cx.theme.colours.ink);
                ui.painter().hline(response.rect.x_range(), y, line);
            }
            if response.clicked() {
                cx.out.push(Command::Library(LibraryCommand::State(state)));
            }
        }
    });
    let right = UiBuilder::new().max_rect(inner).layout(egui::Layout::right_to_left(egui::Align::Center));
    ui.scope_builder(right, |ui| {
        let button =
            widgets::dropdown(ui, cx.text.get("library-sort"), cx.text.get(session.library.sort.name_id()));
        widgets::menu(&button, metrics.size.menu, |ui| {
            for sort in LibrarySort::ALL {
                let mark = if session.library.sort == sort { "✓" } else { "" };
                if widgets::item(ui, cx.text.get(sort.by_id()), mark) {
                    cx.out.push(Command::Library(LibraryCommand::Sort(sort)));
                }
            }
        });
        widgets::tip(button, cx.text.get("library-sort.tip"), "");
    });
}
