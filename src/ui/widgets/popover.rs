//! What floats: a raised sheet with a shadow, beside something or in the upper third of the window.

use egui::{
    Align2, Area, AreaState, Context, Frame, Id, Margin, Order, Pos2, Rect, ScrollArea, Sense, Shape, Stroke,
    StrokeKind, Ui, pos2,
};

use crate::ui::theme::Theme;

/// Where a popover stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placement {
    /// Under the rectangle, or over it where there is no room below; never outside the window.
    Beside(Rect),
    /// With its top left corner here.
    At(Pos2),
    /// With its top right corner here.
    RightTop(Pos2),
    /// In the middle, its top at a third of the free height.
    Upper,
}

/// In a window of at most this height, for instance when all is enlarged, popovers are scrolled.
const SHORT: f32 = 560.0;

/// Shows a popover of that width; `name` is what a screen reader calls it. Returns the contents' value and the rectangle.
pub fn popover<R>(
    ctx: &Context,
    id: impl std::hash::Hash + std::fmt::Debug,
    name: &str,
    place: Placement,
    width: f32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> (R, Rect) {
    let (theme, metrics) = (Theme::of(ctx), Theme::metrics());
    let id = Id::unique(("popover", id));
    let screen = ctx.content_rect().shrink(metrics.space.l);
    let width = width.min(screen.width());
    let height = AreaState::load(ctx, id).and_then(|state| state.size).map_or(0.0, |size| size.y);
    let area = Area::new(id)
        .order(Order::Foreground)
        .accessible_name(name)
        .role(egui::accesskit::Role::Dialog)
        .fade_in(false)
        .default_width(width)
        .constrain_to(screen);
    let area = match place {
        Placement::At(at) => area.fixed_pos(at),
        Placement::RightTop(at) => area.pivot(Align2::RIGHT_TOP).fixed_pos(at),
        Placement::Upper => {
            let top = (screen.height() / 6.0).min((screen.height() - height).max(0.0) / 2.0);
            area.fixed_pos(pos2(screen.center().x - width / 2.0, screen.top() + top))
        }
        Placement::Beside(anchor) => {
            let below = anchor.bottom() + metrics.space.l;
            let above = anchor.top() - metrics.space.l - height;
            let fits = below + height <= screen.bottom() || above < screen.top();
            let top = if fits { below } else { above };
            area.fixed_pos(pos2(anchor.left(), kept_top(ctx, id, anchor, top, height > 0.0)))
        }
    };
    let shown = area.show(ctx, |ui| {
        let back = ui.painter().add(Shape::Noop);
        let framed = Frame::NONE.inner_margin(Margin::same(metrics.space.m as i8)).show(ui, |ui| {
            ui.set_width(width - 2.0 * metrics.space.m);
            if screen.height() > SHORT {
                return contents(ui);
            }
            let most = screen.height() - 2.0 * metrics.space.m;
            let area = ScrollArea::vertical().max_height(most).auto_shrink([false, true]);
            area.show(ui, contents).inner
        });
        let rect = framed.response.rect;
        let radius = metrics.radius.popover;
        let mut shapes: Vec<Shape> = theme
            .shadows
            .popover
            .iter()
            .map(|layer| egui::Shadow::from(*layer).as_shape(rect, radius).into())
            .collect();
        let line = Stroke::new(metrics.stroke.hairline, theme.colours.line);
        shapes.push(
            egui::epaint::RectShape::new(rect, radius, theme.colours.raised, line, StrokeKind::Outside)
                .into(),
        );
        ui.painter().set(back, Shape::Vec(shapes));
        (framed.inner, rect)
    });
    shown.inner
}

/// Where the top of a popover beside a passage stood in the frame before; at first `top`. What is typed into it changes its
/// height, and it stays where it is.
fn kept_top(ctx: &Context, id: Id, anchor: Rect, top: f32, is_measured: bool) -> f32 {
    let frame = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| {
        let before = data.get_temp::<(u64, Rect, f32)>(id);
        let before = before.filter(|(seen, place, _)| seen + 1 >= frame && *place == anchor);
        let top = before.map_or(top, |(.., top)| top);
        if is_measured {
            data.insert_temp(id, (frame, anchor, top));
        }
        top
    })
}

/// Dims the window under a dialog; true when it was clicked. Call it before the popover.
pub fn backdrop(ctx: &Context, id: impl std::hash::Hash + std::fmt::Debug) -> bool {
    let theme = Theme::of(ctx);
    let screen = ctx.content_rect();
    // Below what floats, so that a click on it does not raise it over the dialog.
    let area = Area::new(Id::unique(("backdrop", id)))
        .order(Order::Middle)
        .fixed_pos(screen.min)
        .constrain(false)
        .fade_in(false);
    let shown = area.show(ctx, |ui| {
        let (rect, response) = ui.allocate_exact_size(screen.size(), Sense::CLICK);
        ui.painter().rect_filled(rect, 0.0, theme.colours.backdrop);
        response.clicked()
    });
    // The keyboard stays with what floats.
    ctx.memory_mut(|memory| memory.set_modal_layer(shown.response.layer_id));
    shown.inner
}

/// Whether the pointer was pressed anywhere but in the rectangle.
pub fn pressed_outside(ctx: &Context, rect: Rect) -> bool {
    ctx.input(|input| {
        input.pointer.any_pressed() && input.pointer.interact_pos().is_some_and(|at| !rect.contains(at))
    })
}
