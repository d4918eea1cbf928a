//! Open and closed as a thin chevron, in place of egui's filled triangles. Other icons are not here.

use egui::{Pos2, Rect, Response, Shape, Stroke, Ui, emath::Rot2, style::WidgetVisuals, vec2};

use super::Theme;

/// For [`egui::ComboBox::icon`].
pub fn combo(ui: &Ui, rect: Rect, visuals: &WidgetVisuals, _open: bool) {
    ui.painter().add(chevron(rect.center(), 0.0, visuals.fg_stroke));
}

/// For [`egui::CollapsingHeader::icon`]: points right when closed, down when open.
pub fn fold(ui: &mut Ui, openness: f32, response: &Response) {
    let turn = (openness - 1.0) * std::f32::consts::FRAC_PI_2;
    ui.painter().add(chevron(response.rect.center(), turn, ui.style().interact(response).fg_stroke));
}

/// A chevron that points down, turned by `turn` radians.
fn chevron(centre: Pos2, turn: f32, stroke: Stroke) -> Shape {
    let arm = Theme::metrics().space.s;
    let rotation = Rot2::from_angle(turn);
    let at = |x: f32, y: f32| centre + rotation * (arm * vec2(x, y));
    Shape::line(vec![at(-1.0, -0.5), at(0.0, 0.5), at(1.0, -0.5)], stroke)
}
