//! The program's icon, drawn: the obelus ÷ on a rounded ground.

/// The icon's side in pixels.
const SIDE: usize = 128;
const GROUND: [u8; 3] = [0x24, 0x3b, 0x53];
const MARK: [u8; 3] = [0xf7, 0xf3, 0xea];

/// The icon for title bar and task bar.
pub(super) fn icon() -> egui::IconData {
    let side = SIDE as f32;
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for at in 0..SIDE * SIDE {
        let (x, y) = ((at % SIDE) as f32 + 0.5, (at / SIDE) as f32 + 0.5);
        let (dx, dy) = (x - side / 2.0, y - side / 2.0);
        let ground = cover(boxed(dx, dy, side * 0.46, side * 0.46, side * 0.12));
        let bar = boxed(dx, dy, side * 0.29, side * 0.045, side * 0.045);
        let dot = |centre: f32| dx.hypot(dy - centre) - side * 0.07;
        let mark = cover(bar.min(dot(-side * 0.19)).min(dot(side * 0.19)));
        for (under, over) in GROUND.iter().zip(MARK) {
            let mixed = f32::from(*under) * (1.0 - mark) + f32::from(over) * mark;
            rgba.push(mixed.round() as u8);
        }
        rgba.push((ground * 255.0).round() as u8);
    }
    egui::IconData { rgba, width: SIDE as u32, height: SIDE as u32 }
}

/// The distance to a rounded box around the origin; negative inside.
fn boxed(x: f32, y: f32, half_width: f32, half_height: f32, radius: f32) -> f32 {
    let (x, y) = (x.abs() - half_width + radius, y.abs() - half_height + radius);
    x.max(0.0).hypot(y.max(0.0)) + x.max(y).min(0.0) - radius
}

/// How much of a pixel at that distance is inside.
fn cover(distance: f32) -> f32 {
    (0.5 - distance).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_in_the_middle_and_the_corners_are_clear() {
        let icon = icon();
        let pixel = |x: usize, y: usize| &icon.rgba[(y * SIDE + x) * 4..][..4];
        assert_eq!(pixel(0, 0)[3], 0);
        assert_eq!(pixel(SIDE / 2, SIDE / 2), [MARK[0], MARK[1], MARK[2], 255]);
        assert_eq!(pixel(SIDE / 2, SIDE / 8), [GROUND[0], GROUND[1], GROUND[2], 255]);
    }
}
