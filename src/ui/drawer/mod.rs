//! The drawer under the text: a row of tabs, and lists of claims, places found, questions, steps and orphans.
//!
//! Every list is gathered when something changed and draws only the lines in view.

mod claims;
mod history;
mod orphans;
mod questions;
mod search;

use egui::{Margin, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Cx;
use super::kept::kept;
use super::theme::Theme;
use super::widgets;
use crate::app::{Command, Drawer as Tab, State, WindowCommand};
use crate::base::{ArticleId, ClaimId};
use crate::id;

/// The drawer under the text: claims, questions, orphans, words found, history.
#[derive(Debug, Default)]
pub struct Drawer {
    claims: claims::Claims,
    search: search::Search,
    questions: questions::Questions,
    orphans: orphans::Orphans,
    counts: Counts,
}

/// The tabs in the order shown.
const TABS: [(Tab, &str); 5] = [
    (Tab::Claims, id!("drawer-tab-claims")),
    (Tab::Search, id!("drawer-tab-search")),
    (Tab::Questions, id!("drawer-tab-questions")),
    (Tab::History, id!("drawer-tab-history")),
    (Tab::Orphans, id!("drawer-tab-orphans")),
];

/// How much each tab holds.
#[derive(Debug, Default)]
struct Counts {
    made: Option<(u64, Option<ArticleId>)>,
    claims: usize,
    questions: usize,
    orphans: usize,
}

impl Counts {
    fn refresh(&mut self, state: &State) {
        let wanted = (state.revision, state.reading().map(|reading| reading.article.id.clone()));
        if self.made.as_ref() == Some(&wanted) {
            return;
        }
        let session = state.session.as_ref();
        let set = session.and_then(|session| session.my_set());
        self.claims = session.map_or(0, |session| session.offered().len());
        self.questions = set.map_or(0, |set| set.noted().filter(|a| a.is_question()).count());
        self.orphans = set.map_or(0, |set| set.orphans().count());
        self.made = Some(wanted);
    }

    fn of(&self, tab: Tab) -> usize {
        match tab {
            Tab::Claims => self.claims,
            Tab::Questions => self.questions,
            Tab::Orphans => self.orphans,
            Tab::Search | Tab::History => 0,
        }
    }
}

impl Drawer {
    /// Puts the keyboard into the find box in the next frame.
    pub fn focus_find(&mut self) {
        self.search.focus = true;
    }

    /// The claim that was to be opened on the claims page, once.
    pub fn wanted_claim(&mut self) -> Option<ClaimId> {
        self.claims.wanted.take()
    }

    /// Draws the tabs and, when it is open, what the chosen one shows.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.counts.refresh(cx.state);
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        self.tabs(ui, cx);
        if !cx.state.preferences.drawer_open || ui.available_height() <= 0.0 {
            return;
        }
        let space = &Theme::metrics().space;
        let margin =
            Margin { left: space.xl as i8, right: space.xl as i8, top: space.m as i8, bottom: space.m as i8 };
        egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_min_size(ui.available_size());
            ui.push_id(cx.state.drawer as u8, |ui| match cx.state.drawer {
                Tab::Claims => self.claims.show(ui, cx),
                Tab::Search => self.search.show(ui, cx),
                Tab::Questions => self.questions.show(ui, cx),
                Tab::History => history::show(ui, cx),
                Tab::Orphans => self.orphans.show(ui, cx),
            });
        });
    }

    fn tabs(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let metrics = Theme::metrics();
        let size = vec2(ui.available_width(), metrics.size.drawer_tabs);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let mut left = rect.left() + metrics.space.xxl + metrics.space.s;
        for (tab, name) in TABS {
            let count = self.counts.of(tab);
            let count = if count == 0 { String::new() } else { count.to_string() };
            let on = cx.state.preferences.drawer_open && cx.state.drawer == tab;
            let room = Rect::from_min_max(pos2(left, rect.top()), rect.right_bottom());
            left = self.tab(ui, cx, room, (tab, cx.text.get(name)), &count, on)
                + metrics.space.xxl
                + metrics.space.m;
        }
    }

    /// One tab; returns where it ends.
    fn tab(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        room: Rect,
        (tab, name): (Tab, &str),
        count: &str,
        on: bool,
    ) -> f32 {
        let metrics = Theme::metrics();
        let colours = &cx.theme.colours;
        let (kind, painter) = (&metrics.text.note, ui.painter());
        let words = widgets::galley(painter, kind, colours.soft, name);
        let number = widgets::galley(painter, &metrics.text.name, colours.ink, count);
        let gap = if count.is_empty() { 0.0 } else { metrics.space.s };
        let width = words.size().x + gap + number.size().x;
        let hit = room.with_max_x(room.left() + width).expand2(vec2(metrics.space.l, 0.0));
        let response = ui.interact(hit, ui.scope_id().with(name), Sense::click());
        let colour = if on || response.hovered() { colours.ink } else { colours.soft };
        let middle = room.center().y;
        let at = pos2(room.left(), middle - words.size().y / 2.0);
        let number_at = pos2(room.left() + words.size().x + gap, middle - number.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, words, colour);
        ui.painter().galley(number_at, number, colours.ink);
        if on {
            let bar = Rect::from_min_max(
                pos2(room.left(), room.bottom() - metrics.stroke.tick),
                pos2(room.left() + width, room.bottom()),
            );
            ui.painter().rect_filled(bar, 0.0, colours.ink);
        }
        widgets::focus_ring(ui, &response, hit.shrink(metrics.space.s), metrics.radius.key);
        let said = || if count.is_empty() { name.into() } else { kept!(cx, "{} {}", name, count) };
        response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, ui.is_enabled(), on, said()));
        if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
            cx.out.push(Command::Window(WindowCommand::ShowDrawer(tab)));
        }
        room.left() + width
    }
}
