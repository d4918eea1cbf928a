//! Fields to type in.

use egui::{Context, Frame, Id, Margin, Response, Sense, Shape, Stroke, StrokeKind, TextEdit, Ui, vec2};

use super::key::{key_cap_size, paint_key_cap};
use crate::ui::theme::Theme;

/// A rounded field. `name` is what a screen reader says; it is not shown.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    name: &'a str,
    hint: &'a str,
    key: &'a str,
    id: Option<Id>,
    rows: usize,
    bare: bool,
    wrong: bool,
}

impl<'a> Field<'a> {
    /// A field with this spoken name.
    pub fn new(name: &'a str) -> Self {
        Self { name, hint: "", key: "", id: None, rows: 1, bare: false, wrong: false }
    }

    /// Faint words while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Shows this chord at the right while it has not the keyboard.
    pub fn key(mut self, chord: &'a str) -> Self {
        self.key = chord;
        self
    }

    /// An identity that others can give the keyboard to.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Several lines high.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// No frame: for popovers, where the field is the first line.
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// What stands in it cannot be.
    pub fn wrong(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    /// Puts it where the layout is; typing changes `value`.
    pub fn show(self, ui: &mut Ui, value: &mut String) -> Response {
        let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
        let (colours, space) = (&theme.colours, &metrics.space);
        let (x, y) = (space.l + space.xs, space.m);
        let cap = if self.key.is_empty() { 0.0 } else { key_cap_size(ui.painter(), self.key).x + space.m };
        let back = ui.painter().add(Shape::Noop);
        let style = &metrics.text.ui;
        let shown = Frame::NONE.inner_margin(Margin::symmetric(x as i8, y as i8)).show(ui, |ui| {
            // The hint takes this colour whatever it is given.
            ui.visuals_mut().weak_text_color = Some(colours.faint);
            ui.spacing_mut().interact_size.y = style.line_height().round();
            let width = ui.available_width() - cap;
            let edit = if self.rows > 1 {
                TextEdit::multiline(value).desired_rows(self.rows)
            } else {
                TextEdit::singleline(value)
            };
            let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("field", self.name)));
            edit.id(id)
                .frame(Frame::NONE)
                .margin(Margin::ZERO)
                .font(style.font())
                .text_color(colours.ink)
                .hint_text(style.rich(self.hint))
                .desired_width(width)
                .show(ui)
                .response
                .response
                .accessible_name(self.name)
        });
        let (rect, response) = (shown.response.rect, shown.inner);
        let rect = rect.with_max_x(rect.right().max(response.rect.right() + cap + x));
        let around = ui.interact(rect, response.id.with("around"), Sense::hover());
        if around.contains_pointer() && ui.input(|input| input.pointer.primary_pressed()) {
            response.request_focus();
        }
        if !self.bare {
            let line = match () {
                () if self.wrong => Stroke::new(metrics.stroke.focus, colours.error),
                () if response.has_focus() => Stroke::new(metrics.stroke.focus, colours.focus),
                () if around.contains_pointer() => Stroke::new(metrics.stroke.hairline, colours.line_strong),
                () => Stroke::new(metrics.stroke.hairline, colours.line),
            };
            let shape = egui::epaint::RectShape::new(
                rect,
                metrics.radius.control,
                colours.raised,
                line,
                StrokeKind::Inside,
            );
            ui.painter().set(back, shape);
        }
        if !self.key.is_empty() && !response.has_focus() {
            paint_key_cap(ui.painter(), rect.right_center() - vec2(space.l, 0.0), self.key);
        }
        response
    }
}

/// Whether the keyboard is in a field or another control of this identity.
pub fn keyboard_here(ctx: &Context, id: Id) -> bool {
    ctx.memory(|memory| memory.has_focus(id))
}
