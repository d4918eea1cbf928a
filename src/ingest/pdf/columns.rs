//! The order in which the parts of a page are read: a strip that stays free over several rows divides columns; what
//! stands above, left, right and below of it is read one after the other, and divided in its turn.

use super::rows::{GlyphRow, LineGlyph, MOST_ROWS, middle, rows};

/// How wide the strip between columns is at least, in sizes of the text, where it goes over [`ROWS`] rows.
const GUTTER: f32 = 0.9;
/// How wide it is at least where it goes over fewer.
const WIDE_GUTTER: f32 = 2.0;
/// Rows on either side that show that there are columns.
const ROWS: usize = 4;
/// How wide it is at least where it goes over [`MANY_ROWS`]: blanks between words do not stand under each other so often.
const NARROW_GUTTER: f32 = 0.5;
const MANY_ROWS: usize = 10;
/// Blanks in large letters are as wide as this, in sizes of the row; a strip is wider.
const BLANK: f32 = 0.6;
/// Letters of a row below which it is a cell of a table, where rows stand on one line.
const CELL: usize = 14;
/// Strips that are followed from row to row at once.
const STRIPS: usize = 16;
/// Parts of a row beyond which nothing in it is free.
const MOST_PARTS: usize = 40;
/// How deep parts may lie in parts.
const DEPTH: usize = 24;

/// A strip that is free.
#[derive(Debug, Clone, Copy)]
struct FreeStrip {
    /// The first row and the one after the last.
    rows: (usize, usize),
    from: f32,
    to: f32,
    /// Rows on the side that has fewer.
    fewer: usize,
    /// How far it goes, in points.
    height: f32,
}

/// The parts of a page in the order in which they are read, each with its rows.
pub(super) fn parts(glyphs: Vec<LineGlyph>) -> Vec<Vec<GlyphRow>> {
    let mut out = Vec::new();
    divide(glyphs, 0, &mut out);
    out
}

fn divide(glyphs: Vec<LineGlyph>, depth: usize, out: &mut Vec<Vec<GlyphRow>>) {
    let found = rows(glyphs);
    if found.is_empty() {
        return;
    }
    let size = middle(found.iter().flat_map(|row| row.glyphs.iter().map(|glyph| glyph.size)));
    let is_small = depth < DEPTH && found.len() <= MOST_ROWS;
    let wide = is_small.then(|| strip(&found, size, GUTTER, ROWS)).flatten();
    let strip = wide.or_else(|| is_small.then(|| strip(&found, size, NARROW_GUTTER, MANY_ROWS)).flatten());
    let Some(strip) = strip else {
        out.push(found);
        return;
    };
    let (mut above, mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let edge = f32::midpoint(strip.from, strip.to);
    for (at, row) in found.into_iter().enumerate() {
        for glyph in row.glyphs {
            let side = if at < strip.rows.0 {
                &mut above
            } else if at >= strip.rows.1 {
                &mut below
            } else if f32::midpoint(glyph.start, glyph.end) < edge {
                &mut left
            } else {
                &mut right
            };
            side.push(glyph);
        }
    }
    for part in [above, left, right, below] {
        divide(part, depth + 1, out);
    }
}

/// The strip that goes furthest: at least so wide, in sizes of the text, where it has enough rows on either side.
fn strip(rows: &[GlyphRow], size: f32, gutter: f32, enough: usize) -> Option<FreeStrip> {
    let parts: Vec<Vec<(f32, f32)>> =
        rows.iter().map(|row| row.parts((size * gutter).max(row.size * BLANK.min(gutter)))).collect();
    let left = parts.iter().flatten().map(|part| part.0).fold(f32::MAX, f32::min);
    let right = parts.iter().flatten().map(|part| part.1).fold(f32::MIN, f32::max);
    let free: Vec<Vec<(f32, f32)>> = parts.iter().map(|parts| between(parts, left, right)).collect();
    let mut best: Option<FreeStrip> = None;
    let mut look = |rows_of: (usize, usize), from: f32, to: f32| {
        let (first, end) = rows_of;
        if end - first < 2 {
            return;
        }
        let fewer = fewer(&parts[first..end], from, to);
        // A narrow strip shows nothing over few rows.
        let least = size * if fewer >= enough { gutter } else { WIDE_GUTTER };
        let height = rows[end - 1].across - rows[first].across;
        let found = FreeStrip { rows: rows_of, from, to, fewer, height };
        let rank = |strip: &FreeStrip| (strip.fewer >= enough, strip.height, strip.fewer);
        if fewer >= 2
            && to - from >= least
            && best.is_none_or(|best| rank(&found) > rank(&best))
            && !is_table(&rows[first..end], &parts[first..end], from, to)
        {
            best = Some(trimmed(found, rows, &parts, size));
        }
    };
    for first in 0..rows.len() {
        let mut open = free[first].clone();
        for end in first + 1..=rows.len() {
            let mut next: Vec<(f32, f32)> = Vec::new();
            for (from, to) in open {
                let cut = free.get(end).into_iter().flatten().map(|one| (one.0.max(from), one.1.min(to)));
                let before = next.len();
                next.extend(cut.filter(|one| one.1 - one.0 >= size * gutter));
                if next.len() == before {
                    look((first, end), from, to);
                }
            }
            next.truncate(STRIPS);
            open = next;
        }
    }
    best
}

/// What is free in a row: before, between and after its parts.
fn between(parts: &[(f32, f32)], left: f32, right: f32) -> Vec<(f32, f32)> {
    let mut out = Vec::with_capacity(parts.len() + 1);
    let mut from = left;
    if parts.len() > MOST_PARTS {
        return out;
    }
    for part in parts {
        out.push((from, part.0));
        from = part.1;
    }
    out.push((from, right));
    out
}

fn sides(parts: &[(f32, f32)], from: f32, to: f32) -> (bool, bool) {
    (parts.iter().any(|part| part.1 <= from), parts.iter().any(|part| part.0 >= to))
}

fn fewer(parts: &[Vec<(f32, f32)>], from: f32, to: f32) -> usize {
    let of = |parts: &Vec<(f32, f32)>| sides(parts, from, to);
    parts.iter().filter(|parts| of(parts).0).count().min(parts.iter().filter(|parts| of(parts).1).count())
}

/// Whether the rows are those of a table: on one line left and right, with few letters.
fn is_table(rows: &[GlyphRow], parts: &[Vec<(f32, f32)>], from: f32, to: f32) -> bool {
    let sides: Vec<(bool, bool)> = parts.iter().map(|parts| sides(parts, from, to)).collect();
    let left = sides.iter().filter(|side| side.0).count();
    let right = sides.iter().filter(|side| side.1).count();
    let both = sides.iter().filter(|side| side.0 && side.1).count();
    let letters = |keep: &dyn Fn(&LineGlyph) -> bool| {
        rows.iter().flat_map(|row| &row.glyphs).filter(|glyph| !glyph.is_blank() && keep(glyph)).count()
    };
    let short = letters(&|glyph| glyph.end <= from) < left * CELL
        || letters(&|glyph| glyph.start >= to) < right * CELL;
    both * 10 >= left.min(right) * 7 && short
}

/// The strip without a large line over the columns that stands on one side only.
fn trimmed(mut strip: FreeStrip, rows: &[GlyphRow], parts: &[Vec<(f32, f32)>], size: f32) -> FreeStrip {
    while strip.rows.0 + 1 < strip.rows.1 && rows[strip.rows.0].size > size * 1.3 {
        let (left, right) = sides(&parts[strip.rows.0], strip.from, strip.to);
        if left && right {
            break;
        }
        strip.rows.0 += 1;
    }
    strip
}
