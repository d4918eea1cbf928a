//! The panes round the text: their widths, the strips by which they are dragged, and the keyboard's way round them.

use egui::{CursorIcon, Frame, Id, Margin, Panel, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2};

use super::Cx;
use super::theme::Theme;
use crate::app::{Command, State, WindowCommand};
use crate::id;

/// What the keyboard can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pane {
    Library,
    Text,
    Inspector,
    Drawer,
}

impl Pane {
    const ALL: [Self; 4] = [Self::Library, Self::Text, Self::Inspector, Self::Drawer];

    fn name(self) -> &'static str {
        match self {
            Self::Library => id!("window-pane-library"),
            Self::Text => id!("window-pane-text"),
            Self::Inspector => id!("window-pane-inspector"),
            Self::Drawer => id!("window-pane-drawer"),
        }
    }

    /// Takes the keyboard for the pane as a whole; the next Tab goes to its first control.
    fn id(self) -> Id {
        Id::unique(("pane", self))
    }
}

/// Where the panes are, and which of them is being dragged.
#[derive(Debug, Default)]
pub struct Panes {
    shown: Vec<(Pane, Rect)>,
    dragged: Option<(Pane, f32)>,
    cycle: Option<bool>,
}

/// The widths of the side panes; none where there is no room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    pub library: Option<f32>,
    pub inspector: Option<f32>,
}

/// The share of its least width that the page under review keeps where there is little room.
const NARROW: f32 = 0.7;

impl Panes {
    /// Moves the keyboard to the next pane in the next frame.
    pub fn cycle(&mut self, back: bool) {
        self.cycle = Some(back);
    }

    /// How wide the side panes are where `width` is there in all. The text keeps its least width: panes first shrink,
    /// then the one that is less needed goes: the library, unless the keyboard is, or is to be, in it.
    pub fn room(&self, state: &State, width: f32, in_library: bool) -> Room {
        let (size, chosen) = (&Theme::metrics().size, &state.preferences);
        let wanted = |pane, saved: f32| match self.dragged {
            Some((dragged, width)) if dragged == pane => width,
            _ => saved,
        };
        let reading = state.reading().is_some();
        let free = (width - size.centre_min).max(0.0);
        let mut library = chosen.library_open;
        let mut inspector = chosen.inspector_open && reading;
        if library && inspector && free < 2.0 * size.side_min {
            (library, inspector) = (in_library, !in_library);
        }
        if free < size.side_min {
            (library, inspector) = (library && (in_library || !reading), false);
        }
        let most = free - if library && inspector { size.side_min } else { 0.0 };
        let fit =
            |wanted: f32, most: f32| wanted.clamp(size.side_min, most.clamp(size.side_min, size.side_max));
        let library = library.then(|| fit(wanted(Pane::Library, chosen.library_width), most));
        let rest = free - library.unwrap_or(0.0);
        let inspector = inspector.then(|| fit(wanted(Pane::Inspector, chosen.inspector_width), rest));
        Room { library, inspector }
    }

    /// How wide the panes beside a place under review are; none where there is no room.
    pub fn review_room(&self, state: &State, width: f32) -> (Option<f32>, Option<f32>) {
        let (size, chosen) = (&Theme::metrics().size, &state.preferences);
        let wanted = |pane, saved: f32| match self.dragged {
            Some((dragged, width)) if dragged == pane => width,
            _ => saved,
        };
        let free = width - size.centre_min * NARROW;
        let fit =
            |wanted: f32, most: f32| wanted.clamp(size.side_min, most.clamp(size.side_min, size.side_max));
        if free < size.side_min {
            return (None, None);
        }
        if width - size.centre_min < 2.0 * size.side_min {
            let queue = state.session.as_ref().is_some_and(|session| session.review.queue_first);
            let one = |pane, saved| Some(fit(wanted(pane, saved), free));
            return match queue {
                true => (one(Pane::Library, chosen.library_width), None),
                false => (None, one(Pane::Inspector, chosen.inspector_width)),
            };
        }
        let free = width - size.centre_min;
        let right = fit(wanted(Pane::Inspector, chosen.inspector_width), free - size.side_min);
        let left = fit(wanted(Pane::Library, chosen.library_width), free - right);
        (Some(left), Some(right))
    }

    /// Forgets where the panes were; at the start of a frame.
    pub fn begin(&mut self) {
        self.shown.clear();
    }

    /// The library, left.
    pub fn left(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        width: f32,
        show: impl FnOnce(&mut Ui, &mut Cx<'_>),
    ) {
        let panel = Panel::left("library").frame(ground(cx)).resizable(false).show_separator_line(false);
        panel.exact_size(width).show(ui, |ui| self.pane(ui, cx, Pane::Library, show));
    }

    /// The inspector, right.
    pub fn right(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        width: f32,
        show: impl FnOnce(&mut Ui, &mut Cx<'_>),
    ) {
        let panel = Panel::right("inspector").frame(ground(cx)).resizable(false).show_separator_line(false);
        panel.exact_size(width).show(ui, |ui| self.pane(ui, cx, Pane::Inspector, show));
    }

    /// The drawer under the text: its tabs, and what they show when it is open.
    pub fn bottom(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, show: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
        let (size, chosen) = (&Theme::metrics().size, &cx.state.preferences);
        let most = (ui.available_height() / 2.0).max(size.drawer_tabs);
        let height = match self.dragged {
            Some((Pane::Drawer, height)) => height,
            _ => chosen.drawer_height,
        };
        let height =
            if chosen.drawer_open { height.max(size.drawer_min).min(most) } else { size.drawer_tabs };
        let panel = Panel::bottom("drawer").frame(ground(cx)).resizable(false).show_separator_line(false);
        panel.exact_size(height).show(ui, |ui| self.pane(ui, cx, Pane::Drawer, show));
    }

    /// The text, or the page that stands in its place.
    pub fn centre(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, show: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
        let frame = Frame::NONE.fill(cx.theme.colours.paper);
        egui::CentralPanel::no_frame().frame(frame).show(ui, |ui| {
            self.shown.push((Pane::Text, ui.max_rect()));
            show(ui, cx);
        });
    }

    fn pane(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, pane: Pane, show: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
        let rect = ui.max_rect();
        self.shown.push((pane, rect));
        let whole = ui.interact(rect, pane.id(), Sense::focusable_noninteractive());
        whole.widget_info(|| WidgetInfo::labeled(egui::Role::Pane, true, cx.text.get(pane.name())));
        // What needs more room than there is must not move the edges.
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect));
        inside.set_clip_rect(ui.clip_rect().intersect(rect));
        show(&mut inside, cx);
        ui.advance_cursor_after_rect(rect);
        if whole.has_focus() {
            let metrics = Theme::metrics();
            let ring = Stroke::new(metrics.stroke.focus, cx.theme.colours.focus);
            let inside = rect.shrink(metrics.space.xs);
            ui.painter().rect_stroke(inside, metrics.radius.control, ring, egui::StrokeKind::Inside);
        }
    }

    /// The hairline towards the text and the strip over it that is dragged; a double click goes back to the usual size.
    fn edge(&mut self, ui: &Ui, cx: &mut Cx<'_>, pane: Pane, rect: Rect) {
        let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
        let (from, to) = match pane {
            Pane::Library => (rect.right_top(), rect.right_bottom()),
            Pane::Drawer => (rect.left_top(), rect.right_top()),
            Pane::Inspector | Pane::Text => (rect.left_top(), rect.left_bottom()),
        };
        let painter = ui.painter().with_clip_rect(rect.expand(metrics.size.grip));
        let half = metrics.stroke.hairline / 2.0;
        let inwards = match pane {
            Pane::Library => egui::vec2(-half, 0.0),
            Pane::Drawer => egui::vec2(0.0, half),
            Pane::Inspector | Pane::Text => egui::vec2(half, 0.0),
        };
        let movable = pane != Pane::Drawer || cx.state.preferences.drawer_open;
        let strip = Rect::from_two_pos(from, to).expand(metrics.size.grip / 2.0);
        let grip = ui.interact(strip, pane.id().with("edge"), Sense::click_and_drag());
        let held = movable && (grip.dragged() || grip.hovered());
        let line = if held { colours.line_strong } else { colours.line };
        painter.line_segment([from + inwards, to + inwards], Stroke::new(metrics.stroke.hairline, line));
        if !movable {
            return;
        }
        let upright = pane != Pane::Drawer;
        if held {
            let icon = if upright { CursorIcon::ResizeHorizontal } else { CursorIcon::ResizeVertical };
            ui.ctx().set_cursor_icon(icon);
        }
        if let Some(at) = grip.interact_pointer_pos().filter(|_| grip.dragged()) {
            let size = &metrics.size;
            let extent = match pane {
                Pane::Library => (at.x - rect.left()).clamp(size.side_min, size.side_max),
                Pane::Drawer => (rect.bottom() - at.y).max(size.drawer_min),
                Pane::Inspector | Pane::Text => (rect.right() - at.x).clamp(size.side_min, size.side_max),
            };
            self.dragged = Some((pane, extent));
        }
        if grip.double_clicked() {
            self.dragged = None;
            let usual = crate::model::Preferences::default();
            let extent = match pane {
                Pane::Library => usual.library_width,
                Pane::Drawer => usual.drawer_height,
                Pane::Inspector | Pane::Text => usual.inspector_width,
            };
            keep(cx, pane, extent);
        } else if grip.drag_stopped()
            && let Some((pane, extent)) = self.dragged.take()
        {
            keep(cx, pane, extent);
        }
    }

    /// At the end of a frame: draws the edges, over everything, and moves the keyboard when that was asked for;
    /// returns the pane that is to have it.
    pub fn end(&mut self, ui: &Ui, cx: &mut Cx<'_>) -> Option<Pane> {
        for (pane, rect) in self.shown.clone() {
            if pane != Pane::Text {
                self.edge(ui, cx, pane, rect);
            }
        }
        let back = self.cycle.take()?;
        let ctx = ui.ctx();
        let focused = ctx.memory(egui::Memory::focused);
        let at = focused.and_then(|id| ctx.read_response(id)).map(|response| response.rect.center());
        let here = at.and_then(|at| self.shown.iter().find(|(_, rect)| rect.contains(at)));
        let here = here.map_or(Pane::Text, |(pane, _)| *pane);
        let shown: Vec<Pane> =
            Pane::ALL.into_iter().filter(|pane| self.shown.iter().any(|(other, _)| other == pane)).collect();
        let now = shown.iter().position(|pane| *pane == here)?;
        let step = if back { shown.len() - 1 } else { 1 };
        let next = shown[(now + step) % shown.len()];
        if next != Pane::Text {
            ctx.memory_mut(|memory| memory.request_focus(next.id()));
        }
        Some(next)
    }
}

fn ground(cx: &Cx<'_>) -> Frame {
    Frame::NONE.fill(cx.theme.colours.panel)
}

fn keep(cx: &mut Cx<'_>, pane: Pane, extent: f32) {
    let chosen = &cx.state.preferences;
    let (mut library, mut inspector, mut drawer) =
        (chosen.library_width, chosen.inspector_width, chosen.drawer_height);
    match pane {
        Pane::Library => library = extent,
        Pane::Drawer => drawer = extent,
        Pane::Inspector | Pane::Text => inspector = extent,
    }
    cx.out.push(Command::Window(WindowCommand::PaneSizes { library, inspector, drawer }));
}

/// A strip at the foot of a panel, whose contents keep their place whatever is scrolled above.
pub fn foot(ui: &mut Ui, cx: &mut Cx<'_>, id: &'static str, contents: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    let space = &Theme::metrics().space;
    let margin = Margin::symmetric(space.xxl as i8, space.l as i8);
    let panel = Panel::bottom(id).resizable(false).show_separator_line(false);
    panel.frame(Frame::NONE.fill(cx.theme.colours.panel)).show(ui, |ui| {
        rule(ui, ui.max_rect().top());
        Frame::NONE.inner_margin(margin).show(ui, |ui| contents(ui, cx));
    });
}

/// A hairline along an edge of a bar.
pub fn rule(ui: &Ui, y: f32) {
    let (theme, stroke) = (Theme::of(ui.ctx()), &Theme::metrics().stroke);
    let rect = ui.max_rect();
    let line = Rect::from_min_max(pos2(rect.left(), y), pos2(rect.right(), y + stroke.hairline));
    ui.painter().with_clip_rect(rect.expand(stroke.hairline)).rect_filled(line, 0.0, theme.colours.line);
}
