//! One outline round the lines of a passage, with rounded corners.

use egui::{CornerRadius, Pos2, Rect, Vec2, pos2};

/// The outlines round rectangles of consecutive lines, top to bottom: one where they meet, several where they do not.
pub(super) fn shapes(rects: &[Rect]) -> Vec<Vec<Pos2>> {
    let mut groups: Vec<Vec<Rect>> = Vec::new();
    for rect in rects {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|above| meets(above, rect)) => group.push(*rect),
            _ => groups.push(vec![*rect]),
        }
    }
    groups.iter().map(|group| outline(group)).collect()
}

fn meets(above: &Rect, below: &Rect) -> bool {
    let next_line = below.top() > above.top() + 1.0 && below.top() - above.bottom() < above.height() * 0.5;
    next_line && above.left() < below.right() && below.left() < above.right()
}

/// Down the right side and up the left, with a step half-way between two lines.
fn outline(lines: &[Rect]) -> Vec<Pos2> {
    let edge = |at: usize| (lines[at].bottom() + lines[at + 1].top()) / 2.0;
    let last = lines.len() - 1;
    let (mut right, mut left) = (Vec::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let top = if at == 0 { line.top() } else { edge(at - 1) };
        let bottom = if at == last { line.bottom() } else { edge(at) };
        right.extend([pos2(line.right(), top), pos2(line.right(), bottom)]);
        left.extend([pos2(line.left(), top), pos2(line.left(), bottom)]);
    }
    left.reverse();
    right.extend(left);
    right
}

/// One of several lines' rectangles, drawn out to half-way to the lines that it meets.
pub(super) fn joined(lines: &[Rect], at: usize) -> Rect {
    let line = lines[at];
    let above = at.checked_sub(1).map(|before| lines[before]).filter(|above| meets(above, &line));
    let below = lines.get(at + 1).filter(|below| meets(&line, below));
    let top = above.map_or(line.top(), |above| (above.bottom() + line.top()) / 2.0);
    let bottom = below.map_or(line.bottom(), |below| (line.bottom() + below.top()) / 2.0);
    line.with_min_y(top).with_max_y(bottom)
}

/// The corners of one of several lines' rectangles, rounded where no line above or below continues them.
pub(super) fn free_corners(lines: &[Rect], at: usize, radius: u8) -> CornerRadius {
    let line = lines[at];
    let above = at.checked_sub(1).map(|before| lines[before]).filter(|above| meets(above, &line));
    let below = lines.get(at + 1).copied().filter(|below| meets(&line, below));
    let covered =
        |other: Option<Rect>, x: f32| other.is_some_and(|o| o.left() - 0.5 <= x && x <= o.right() + 0.5);
    let round = |other: Option<Rect>, x: f32| if covered(other, x) { 0 } else { radius };
    CornerRadius {
        nw: round(above, line.left()),
        ne: round(above, line.right()),
        sw: round(below, line.left()),
        se: round(below, line.right()),
    }
}

/// Rounds the corners of a closed outline; a corner never takes more than half of a side.
pub(super) fn rounded(corners: &[Pos2], radius: f32) -> Vec<Pos2> {
    const STEPS: u16 = 5;
    let mut distinct: Vec<Pos2> = Vec::with_capacity(corners.len());
    for corner in corners {
        if distinct.last().is_none_or(|before| before.distance(*corner) > 0.5) {
            distinct.push(*corner);
        }
    }
    let count = distinct.len();
    let mut points = Vec::with_capacity(count * usize::from(STEPS + 1));
    for at in 0..count {
        let (before, corner, after) =
            (distinct[(at + count - 1) % count], distinct[at], distinct[(at + 1) % count]);
        let (back, on): (Vec2, Vec2) = (before - corner, after - corner);
        let reach = radius.min(back.length() / 2.0).min(on.length() / 2.0);
        let (from, to) = (corner + back.normalized() * reach, corner + on.normalized() * reach);
        for step in 0..=STEPS {
            let t = f32::from(step) / f32::from(STEPS);
            let (a, b) = (from.lerp(corner, t), corner.lerp(to, t));
            points.push(a.lerp(b, t));
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Rect {
        Rect::from_min_max(pos2(left, top), pos2(right, bottom))
    }

    #[test]
    fn lines_that_meet_share_an_outline() {
        let lines = [rect(50.0, 0.0, 100.0, 20.0), rect(0.0, 20.0, 60.0, 40.0)];
        assert_eq!(shapes(&lines).len(), 1);
        let apart = [rect(70.0, 0.0, 100.0, 20.0), rect(0.0, 20.0, 60.0, 40.0)];
        assert_eq!(shapes(&apart).len(), 2);
    }

    #[test]
    fn rounding_stays_inside_the_corners() {
        let lines = [rect(50.0, 0.0, 100.0, 20.0), rect(0.0, 20.0, 60.0, 40.0)];
        let points = rounded(&shapes(&lines)[0], 4.0);
        assert!(points.iter().all(|p| (0.0..=100.0).contains(&p.x) && (0.0..=40.0).contains(&p.y)));
        assert!(points.iter().all(|p| *p != pos2(100.0, 0.0)), "the corner itself is cut");
    }
}
