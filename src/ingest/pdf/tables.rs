//! Rows of tables whose cells stand near each other: by gaps that lie under each other over several rows, and by cells that
//! begin, or numbers that end, at one place.

use super::rows::{GlyphRow, LineGlyph};

/// How wide a gap between cells is at least, in sizes.
const GAP: f32 = 0.8;
/// Rows that show a table where a column has words, and where it has numbers.
const ROWS: usize = 4;
const ROWS_OF_NUMBERS: usize = 3;
/// How far the beginnings of the cells of a column lie apart at most, in sizes.
const ALIGNED: f32 = 0.2;
/// Letters of a cell on one side of a gap at most, on average: words that fill lines are longer.
const CELL: usize = 14;

/// A gap between cells: where it begins and ends, in points.
pub(super) type CellGap = (f32, f32);

/// The gaps between cells in each of the rows of a part of a page; none in rows that are of no table.
pub(super) fn cell_gaps(rows: &[GlyphRow]) -> Vec<Vec<CellGap>> {
    let parts: Vec<Vec<(f32, f32)>> = rows.iter().map(|row| row.parts(row.size * GAP)).collect();
    let mut out = vec![Vec::new(); rows.len()];
    let mut first = 0;
    while first < rows.len() {
        let (mut open, mut end) = (within(&parts[first]), first + 1);
        while let Some(next) = parts.get(end) {
            let size = rows[end].size;
            let both = shared(&open, &within(next), size);
            if both.is_empty() || (size - rows[first].size).abs() > size * ALIGNED {
                break;
            }
            (open, end) = (both, end + 1);
        }
        let run = &rows[first..end];
        open.retain(|gap| is_of_table(run, *gap));
        if open.is_empty() {
            first += 1;
            continue;
        }
        out[first..end].fill(open);
        first = end;
    }
    out
}

/// The gaps between the parts of a row.
fn within(parts: &[(f32, f32)]) -> Vec<CellGap> {
    parts.windows(2).map(|pair| (pair[0].1, pair[1].0)).collect()
}

/// What is free in both.
fn shared(open: &[CellGap], next: &[CellGap], size: f32) -> Vec<CellGap> {
    let pairs = open.iter().flat_map(|one| next.iter().map(|other| (one.0.max(other.0), one.1.min(other.1))));
    pairs.filter(|gap| gap.1 - gap.0 >= size * GAP).collect()
}

/// Whether rows have cells on both sides of a gap: short ones on one side, and behind it such as begin at one place, or
/// numbers that end at one.
fn is_of_table(rows: &[GlyphRow], gap: CellGap) -> bool {
    let filled = |row: &GlyphRow, keep: &dyn Fn(&LineGlyph) -> bool| -> Vec<LineGlyph> {
        row.glyphs.iter().filter(|glyph| !glyph.is_blank() && keep(glyph)).cloned().collect()
    };
    let cells: Vec<Vec<LineGlyph>> = rows
        .iter()
        .map(|row| {
            let behind = filled(row, &|glyph| glyph.start >= gap.1 - 0.1);
            // To the next gap.
            let mut end = f32::MAX;
            let parts = row.parts(row.size * GAP);
            if let Some(part) = parts.iter().find(|part| part.0 >= gap.1 - 0.1) {
                end = part.1;
            }
            behind.into_iter().filter(|glyph| glyph.start <= end).collect()
        })
        .collect();
    if cells.iter().any(Vec::is_empty) {
        return false;
    }
    let size = rows[0].size;
    let spread = |of: &dyn Fn(&[LineGlyph]) -> f32| {
        let places: Vec<f32> = cells.iter().map(|cell| of(cell)).collect();
        let (least, most) =
            places.iter().fold((f32::MAX, f32::MIN), |(a, b), one| (a.min(*one), b.max(*one)));
        most - least
    };
    let begins = spread(&|cell| cell.iter().map(|glyph| glyph.start).fold(f32::MAX, f32::min));
    let ends = spread(&|cell| cell.iter().map(|glyph| glyph.end).fold(f32::MIN, f32::max));
    let letters = cells.iter().flatten().count();
    let digits =
        cells.iter().flatten().filter(|glyph| glyph.text.chars().all(|sign| !sign.is_alphabetic())).count();
    let are_numbers = digits * 2 > letters;
    let before: usize = rows.iter().map(|row| filled(row, &|glyph| glyph.end <= gap.0 + 0.1).len()).sum();
    let is_short = before < rows.len() * CELL || letters < rows.len() * CELL;
    let is_aligned = begins <= size * ALIGNED || are_numbers && ends <= size * ALIGNED;
    let enough = if are_numbers { ROWS_OF_NUMBERS } else { ROWS };
    rows.len() >= enough && is_short && is_aligned
}
