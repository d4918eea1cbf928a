//! Glyphs that stand on one base line, with what belongs to it: small signs that are raised, and large first letters.

use super::content::PlacedGlyph;
use std::rc::Rc;

/// How far base lines of one row may lie apart, in sizes.
const SAME_LINE: f32 = 0.25;
/// How much smaller a raised sign is than its line.
const RAISED: f32 = 0.85;
/// How far a raised sign is from the base line, in sizes of the line.
const RISE: f32 = 0.65;
/// How near a raised sign stands to its word, in sizes of the line.
const NEAR: f32 = 0.35;
/// The most glyphs of a row that may be raised signs.
const RAISED_GLYPHS: usize = 120;
/// How much larger than its text a first letter over several lines is.
const FIRST_LETTER: f32 = 1.7;
/// Rows up to which pages are looked at for large first letters and columns.
pub(super) const MOST_ROWS: usize = 400;

/// A glyph with its place along and across the lines of its text, in points.
#[derive(Debug, Clone)]
pub(super) struct LineGlyph {
    pub start: f32,
    pub end: f32,
    /// The base line; grows from line to line.
    pub across: f32,
    pub size: f32,
    pub text: Rc<str>,
    pub is_bold: bool,
    pub is_running: bool,
}

impl LineGlyph {
    /// The glyph with its page turned so that its line goes to the right.
    pub fn of(glyph: &PlacedGlyph, width: f32, height: f32) -> Self {
        let turned = |(x, y): (f32, f32)| match glyph.turn {
            0 => (x, y),
            1 => (y, width - x),
            2 => (width - x, height - y),
            _ => (height - y, x),
        };
        let (start, across) = turned(glyph.start);
        let (end, _) = turned(glyph.end);
        Self {
            start: start.min(end),
            end: start.max(end),
            across,
            size: glyph.size,
            text: Rc::clone(&glyph.text),
            is_bold: glyph.is_bold,
            is_running: glyph.is_running,
        }
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The glyphs of a row, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct GlyphRow {
    pub across: f32,
    /// The size of most of its glyphs.
    pub size: f32,
    pub glyphs: Vec<LineGlyph>,
    /// Where a large first letter begins that stands left of it.
    pub beside: Option<f32>,
}

impl GlyphRow {
    fn new(mut glyphs: Vec<LineGlyph>) -> Self {
        glyphs.sort_by(|one, other| one.start.total_cmp(&other.start));
        let size = middle(glyphs.iter().map(|glyph| glyph.size));
        let across =
            middle(glyphs.iter().filter(|glyph| glyph.size >= size * RAISED).map(|glyph| glyph.across));
        Self { across, size, glyphs, beside: None }
    }

    /// The parts of the row between which at least `gap` points are free.
    pub fn parts(&self, gap: f32) -> Vec<(f32, f32)> {
        let mut out: Vec<(f32, f32)> = Vec::new();
        for glyph in self.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
            match out.last_mut() {
                Some(last) if glyph.start - last.1 < gap => last.1 = last.1.max(glyph.end),
                _ => out.push((glyph.start, glyph.end)),
            }
        }
        out
    }
}

/// The middle one of values; 0 of none.
pub(super) fn middle(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    let at = values.len() / 2;
    if values.is_empty() {
        return 0.0;
    }
    *values.select_nth_unstable_by(at, f32::total_cmp).1
}

/// The rows of glyphs, from above.
pub(super) fn rows(mut glyphs: Vec<LineGlyph>) -> Vec<GlyphRow> {
    glyphs.sort_by(|one, other| one.across.total_cmp(&other.across));
    let mut groups: Vec<Vec<LineGlyph>> = Vec::new();
    let mut anchor = (f32::MIN, 0.0_f32);
    for glyph in glyphs {
        let near = glyph.across - anchor.0 <= SAME_LINE * glyph.size.min(anchor.1);
        match groups.last_mut() {
            Some(group) if near => group.push(glyph),
            _ => {
                anchor = (glyph.across, glyph.size);
                groups.push(vec![glyph]);
            }
        }
    }
    let mut rows: Vec<GlyphRow> = groups.into_iter().map(GlyphRow::new).collect();
    lower_raised(&mut rows);
    if rows.len() <= MOST_ROWS {
        first_letters(&mut rows);
    }
    rows.retain(|row| row.glyphs.iter().any(|glyph| !glyph.is_blank()));
    rows
}

/// Puts small signs that stand above or below a line into it.
fn lower_raised(rows: &mut [GlyphRow]) {
    for at in 0..rows.len() {
        if rows[at].glyphs.len() > RAISED_GLYPHS {
            continue;
        }
        for other in [at + 1, at.wrapping_sub(1)] {
            let Some(line) = rows.get(other) else { continue };
            let apart = (line.across - rows[at].across).abs();
            if rows[at].size >= line.size * RAISED || apart > line.size * RISE || line.glyphs.is_empty() {
                continue;
            }
            if line.glyphs.len() <= rows[at].glyphs.len() {
                continue;
            }
            let near = line.size * NEAR;
            let mut parts = line.parts(near);
            let belongs = |glyph: &LineGlyph| {
                let beside =
                    parts.iter().any(|part| glyph.start < part.1 + near && glyph.end > part.0 - near);
                if beside {
                    parts.push((glyph.start, glyph.end));
                }
                beside
            };
            let (moved, left) = std::mem::take(&mut rows[at].glyphs).into_iter().partition(belongs);
            rows[at].glyphs = left;
            let moved: Vec<LineGlyph> = moved;
            if !moved.is_empty() {
                let line = &mut rows[other].glyphs;
                line.extend(moved);
                line.sort_by(|one, other| one.start.total_cmp(&other.start));
            }
        }
    }
}

/// Puts a large letter that stands beside several lines before the first of them.
fn first_letters(rows: &mut [GlyphRow]) {
    let size = middle(rows.iter().flat_map(|row| &row.glyphs).map(|glyph| glyph.size));
    for at in 0..rows.len() {
        let is_large = |glyph: &LineGlyph| glyph.size >= size * FIRST_LETTER && !glyph.is_blank();
        let large: Vec<usize> =
            (0..rows[at].glyphs.len()).filter(|glyph| is_large(&rows[at].glyphs[*glyph])).collect();
        let [letter] = large[..] else { continue };
        let letter = rows[at].glyphs[letter].clone();
        if !letter.text.chars().all(char::is_alphabetic) {
            continue;
        }
        let next = |row: &GlyphRow| {
            let right = row.glyphs.iter().filter(|glyph| glyph.start > letter.start && !is_large(glyph));
            right.map(|glyph| glyph.start).min_by(f32::total_cmp)
        };
        let beside = |row: &GlyphRow| {
            next(row).is_some_and(|start| start - letter.end < size * 1.5 && start > letter.end - size * 0.3)
        };
        let reach = letter.across - letter.size * 0.95;
        let Some(first) = (0..=at).find(|row| rows[*row].across > reach && beside(&rows[*row])) else {
            continue;
        };
        if first == at {
            continue;
        }
        let start = next(&rows[first]).unwrap_or(letter.end);
        let (across, line_size) = (rows[first].across, rows[first].size);
        rows[at].glyphs.retain(|glyph| !is_large(glyph));
        for row in &mut rows[first..=at] {
            if beside(row) {
                row.beside = Some(letter.start);
            }
        }
        let left = LineGlyph { end: start, across, size: line_size, ..letter };
        let glyphs = &mut rows[first].glyphs;
        glyphs.push(left);
        glyphs.sort_by(|one, other| one.start.total_cmp(&other.start));
        // What is left of the row is as large as its text.
        rows[at].size = middle(rows[at].glyphs.iter().map(|glyph| glyph.size));
    }
}

/// Numbers of lines in the margin: taken out of their rows. Returns how many there were.
pub(super) fn take_line_numbers(rows: &mut [GlyphRow]) -> usize {
    let mut found: Vec<(usize, u32, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Some((_, end)) = row.parts(row.size * 0.9).first().copied() else { continue };
        let inside = row.glyphs.iter().take_while(|glyph| glyph.start < end || glyph.is_blank());
        let number: String = inside.clone().map(|glyph| &*glyph.text).collect();
        let digits = number.trim();
        if digits.len() <= 4
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(number) = digits.parse()
        {
            found.push((at, number, inside.count()));
        }
    }
    let follows = |pair: &&[(usize, u32, usize)]| {
        let step = pair[1].1.checked_sub(pair[0].1);
        step.is_some_and(|step| step > 0 && step as usize == pair[1].0 - pair[0].0)
    };
    let dense = found.len() * 10 >= rows.len() * 6 || found.iter().all(|one| one.1 % 5 == 0);
    if found.len() < 5 || !dense || found.windows(2).filter(follows).count() * 10 < (found.len() - 1) * 8 {
        return 0;
    }
    for (at, _, count) in &found {
        rows[*at].glyphs.drain(..*count);
    }
    found.len()
}
