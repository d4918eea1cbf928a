//! The lines of a page in the order in which they are read.

use super::columns::parts;
use super::content::{PageContent, PictureBox};
use super::line_text::{first_width, is_leftward, text_of};
use super::rows::{GlyphRow, LineGlyph, middle, rows, take_line_numbers};
use super::tables::{CellGap, cell_gaps};

/// A line as it stands in its column. Places are in points.
#[derive(Debug, Clone, Default)]
pub(super) struct PageLine {
    /// Its words; cells that stand far apart are separated by tabs.
    pub text: String,
    pub left: f32,
    pub right: f32,
    /// Its base line, from above.
    pub across: f32,
    pub size: f32,
    /// The width of its first word.
    pub first_width: f32,
    pub is_bold: bool,
    /// The page, counted from 0.
    pub page: usize,
    /// The column, counted over the whole document.
    pub column: usize,
    /// Whether it stands beside a large first letter.
    pub is_beside: bool,
    /// Whether it is level as most of its page.
    pub is_level: bool,
    /// Whether it is a running head or foot, or a number of a page.
    pub is_running: bool,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct PageLines {
    pub lines: Vec<PageLine>,
    /// The height of the page across its lines.
    pub height: f32,
    pub pictures: Vec<PictureBox>,
    /// Numbers of lines in the margin that were taken out.
    pub line_numbers: usize,
}

/// The lines of a page; columns are counted from `column`, which is moved on.
pub(super) fn lines_of(content: PageContent, page: usize, column: &mut usize) -> PageLines {
    let PageContent { width, height, glyphs, pictures, .. } = content;
    let count = |turn: u8| glyphs.iter().filter(|glyph| glyph.turn == turn).count();
    let mut turns: Vec<(usize, u8)> =
        (0..4).map(|turn| (count(turn), turn)).filter(|(count, _)| *count > 0).collect();
    turns.sort_by_key(|(count, turn)| (std::cmp::Reverse(*count), *turn));
    let mut out = PageLines { height, ..PageLines::default() };
    for (at, (_, turn)) in turns.iter().enumerate() {
        let of_turn = glyphs.iter().filter(|glyph| glyph.turn == *turn);
        let mut found: Vec<LineGlyph> = of_turn.map(|glyph| LineGlyph::of(glyph, width, height)).collect();
        if at == 0 {
            if *turn % 2 == 1 {
                out.height = width;
            } else if *turn == 0 {
                out.pictures.clone_from(&pictures);
            }
            let mut all = rows(found.clone());
            out.line_numbers = take_line_numbers(&mut all);
            if out.line_numbers > 0 {
                found = all.into_iter().flat_map(|row| row.glyphs).collect();
            }
        }
        for part in parts(found) {
            let gaps = cell_gaps(&part);
            let rows = part.iter().zip(&gaps);
            out.lines.extend(rows.map(|(row, gaps)| line(row, gaps, page, *column, at == 0)));
            *column += 1;
        }
    }
    out.lines.retain(|line| !line.text.trim().is_empty());
    out
}

fn line(row: &GlyphRow, gaps: &[CellGap], page: usize, column: usize, is_level: bool) -> PageLine {
    let filled = || row.glyphs.iter().filter(|glyph| !glyph.is_blank());
    let count = filled().count();
    let share =
        |is: &dyn Fn(&LineGlyph) -> bool| filled().filter(|glyph| is(glyph)).count() * 10 >= count * 9;
    let left = filled().map(|glyph| glyph.start).min_by(f32::total_cmp).unwrap_or(0.0);
    let text = text_of(row, gaps).trim().to_owned();
    let first_width = first_width(row, is_leftward(&text));
    PageLine {
        text,
        left: row.beside.unwrap_or(left),
        right: filled().map(|glyph| glyph.end).max_by(f32::total_cmp).unwrap_or(left),
        across: row.across,
        size: middle(filled().map(|glyph| glyph.size)),
        first_width,
        is_bold: share(&|glyph| glyph.is_bold),
        page,
        column,
        is_beside: row.beside.is_some(),
        is_level,
        is_running: share(&|glyph| glyph.is_running),
    }
}
