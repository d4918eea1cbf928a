//! Paragraphs out of lines: by gaps, indents, sizes and ends of lines; those that run over the end of a column or page
//! are joined.

use super::hyphens::{DocumentWords, without_soft_hyphens};
use super::line_text::{is_leftward, is_unspaced};
use super::page::PageLine;
use super::rows::middle;
use crate::ingest::blocks::ends_sentence;

/// A gap between lines that ends a paragraph, as a multiple of the usual distance.
const GAP: f32 = 1.35;
/// An indent that begins a paragraph, in sizes.
const INDENT: f32 = 0.7;
/// By how much sizes differ that are not the same, as a part of the larger.
const OTHER_SIZE: f32 = 0.09;
/// How much larger than the text a heading is.
pub(super) const HEADING: f32 = 1.12;
/// Lines that are too few to tell how far their column goes.
const FEW: usize = 5;
/// Paragraphs over which one that goes on is looked for.
const BACK: usize = 3;

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct PagedParagraph {
    pub text: String,
    pub size: f32,
    pub is_bold: bool,
    /// The page on which it begins, and how far from above.
    pub page: usize,
    pub across: f32,
    pub left: f32,
    pub right: f32,
    pub lines: usize,
    /// Whether it is a row of cells.
    pub is_row: bool,
    pub is_item: bool,
    /// Whether its last line is full, so that it may go on elsewhere.
    is_open: bool,
}

/// How the lines of a column stand.
struct ColumnShape {
    left: f32,
    right: f32,
    /// The usual distance of base lines.
    distance: f32,
    is_justified: bool,
}

impl ColumnShape {
    fn of(lines: &[&PageLine], edge: f32) -> Self {
        let mut lefts: Vec<f32> = lines.iter().map(|line| line.left).collect();
        lefts.sort_by(f32::total_cmp);
        let left = lefts.get(lefts.len() / 10).copied().unwrap_or(0.0);
        let own = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
        let right = if lines.len() < FEW { edge } else { own };
        let size = middle(lines.iter().map(|line| line.size));
        let steps = lines.windows(2).filter(|pair| same_size(pair[0], pair[1]));
        let steps = steps
            .map(|pair| pair[1].across - pair[0].across)
            .filter(|step| *step > 0.0 && *step < size * 2.2);
        let distance = Some(middle(steps)).filter(|step| *step > 0.0).unwrap_or(size * 1.2);
        let full = lines.iter().filter(|line| right - line.right < size * 0.2).count();
        Self { left, right, distance, is_justified: full * 2 >= lines.len() && lines.len() > 2 }
    }

    /// Whether a line ended though the first word of the next had room.
    fn ends_early(&self, line: &PageLine, next_width: f32) -> bool {
        let room = if is_leftward(&line.text) { line.left - self.left } else { self.right - line.right };
        let spare = if self.is_justified { line.size * 0.5 } else { (self.right - self.left) * 0.06 };
        room > next_width + line.size * 0.25 + spare
    }

    fn indent(&self, line: &PageLine) -> f32 {
        let by = if is_leftward(&line.text) { self.right - line.right } else { line.left - self.left };
        by / line.size.max(0.1)
    }
}

fn same_size(one: &PageLine, other: &PageLine) -> bool {
    (one.size - other.size).abs() <= one.size.max(other.size) * OTHER_SIZE
}

fn starts_small(text: &str) -> bool {
    text.trim_start_matches(['«', '“', '"', '(', ' ', '\u{A0}']).starts_with(char::is_lowercase)
}

/// Whether a line begins an item of a list.
fn is_item(text: &str) -> bool {
    let mut signs = text.chars();
    let bullet = signs.next().is_some_and(|sign| {
        matches!(sign, '•' | '▪' | '■' | '●' | '○' | '◦' | '‣' | '➢' | '✓' | '–' | '-' | '*' | '·')
    });
    bullet && signs.next().is_some_and(char::is_whitespace)
}

/// The size of most letters.
pub(super) fn text_size<'a>(lines: impl Iterator<Item = &'a PageLine>) -> f32 {
    let mut counts: std::collections::BTreeMap<i32, usize> = std::collections::BTreeMap::new();
    for line in lines {
        *counts.entry((line.size * 4.0).round() as i32).or_default() += line.text.len();
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(10.0, |(size, _)| size as f32 / 4.0)
}

/// The paragraphs of lines in the order in which they are read.
pub(super) fn paragraphs(lines: &[&PageLine], words: &DocumentWords, text_size: f32) -> Vec<PagedParagraph> {
    let mut out: Vec<PagedParagraph> = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let column = lines[from].column;
        let count = 1 + lines[from + 1..].iter().take_while(|line| line.column == column).count();
        of_column(&lines[from..from + count], words, text_size, &mut out);
        from += count;
    }
    for paragraph in &mut out {
        paragraph.text = without_soft_hyphens(&paragraph.text);
    }
    out
}

fn of_column(lines: &[&PageLine], words: &DocumentWords, text_size: f32, out: &mut Vec<PagedParagraph>) {
    // Lines of one size have their own edges, but for the right one of a few lines.
    let edge = lines.iter().map(|line| line.right).fold(f32::MIN, f32::max);
    let mut from = 0;
    while from < lines.len() {
        let first = lines[from];
        let like = |line: &&&PageLine| same_size(first, line);
        let count = 1 + lines[from + 1..].iter().take_while(like).count();
        let block = &lines[from..from + count];
        let shape = ColumnShape::of(block, edge);
        // The paragraph that the line before went to.
        let mut current = None;
        for at in 0..count {
            let line = block[at];
            let width = block.get(at + 1).map_or(0.0, |next| next.first_width);
            let goes_on = at > 0 && joins(block[at - 1], line, &shape, text_size);
            let target = if goes_on { current } else { continued(out, line, &shape, at == 0) };
            current = Some(target.unwrap_or(out.len()));
            let last_of_block = at + 1 == count;
            let is_open = !shape.ends_early(line, if last_of_block { line.size * 2.0 } else { width });
            match target.and_then(|target| out.get_mut(target)) {
                Some(paragraph) => {
                    words.join(&mut paragraph.text, &line.text);
                    paragraph.lines += 1;
                    paragraph.is_open = is_open;
                }
                None => out.push(PagedParagraph {
                    text: line.text.clone(),
                    size: line.size,
                    is_bold: line.is_bold,
                    page: line.page,
                    across: line.across,
                    left: line.left,
                    right: line.right,
                    lines: 1,
                    is_row: line.text.contains('\t'),
                    is_item: is_item(&line.text),
                    is_open,
                }),
            }
        }
        from += count;
    }
}

/// Whether a line goes on with the paragraph of the one before it in its column.
fn joins(before: &PageLine, line: &PageLine, shape: &ColumnShape, text_size: f32) -> bool {
    let step = line.across - before.across;
    if step <= 0.0 || step > shape.distance * GAP || before.is_bold != line.is_bold {
        return false;
    }
    if before.text.ends_with(['-', '\u{AD}', '\u{2010}']) {
        return true;
    }
    if before.text.contains('\t') && line.text.contains('\t') || is_item(&line.text) {
        return false;
    }
    if line.size >= text_size * HEADING {
        return true;
    }
    // The rows of a table of contents.
    if before.text.contains(".....") || before.text.contains(". . . .") {
        return false;
    }
    let hangs = is_item(&before.text);
    let indented = !hangs && shape.indent(line) > INDENT && shape.indent(before) < INDENT * 0.6;
    if indented && !line.is_beside && !starts_small(&line.text) {
        return false;
    }
    let unspaced = line.text.chars().next().is_some_and(is_unspaced);
    if shape.ends_early(before, line.first_width) {
        let sure = shape.is_justified && shape.right - before.right > before.size * 2.0;
        return starts_small(&line.text) && !(sure && ends_sentence(&before.text))
            || unspaced && !ends_sentence(&before.text);
    }
    true
}

/// The paragraph that a line goes on with which stands elsewhere than under it.
fn continued(out: &[PagedParagraph], line: &PageLine, shape: &ColumnShape, begins: bool) -> Option<usize> {
    if !line.is_level || is_item(&line.text) || line.text.contains('\t') {
        return None;
    }
    let small = starts_small(&line.text);
    let goes_on = |paragraph: &PagedParagraph| {
        let same =
            (paragraph.size - line.size).abs() <= line.size * OTHER_SIZE && paragraph.is_bold == line.is_bold;
        let hyphen = paragraph.text.ends_with(['-', '\u{AD}', '\u{2010}']);
        same && !paragraph.is_row
            && paragraph.is_open
            && !ends_sentence(&paragraph.text)
            && (hyphen || !paragraph.text.ends_with(':'))
    };
    let last = out.len().checked_sub(1)?;
    let unspaced = line.text.chars().next().is_some_and(is_unspaced);
    // In the flow, a sentence that has not ended goes on at the head of the next column even with a capital.
    let flows = begins
        && (out[last].lines > 1 || small)
        && (small || unspaced || shape.indent(line) < INDENT && out[last].lines > 2);
    if goes_on(&out[last]) && (flows || small) {
        return Some(last);
    }
    let reach = last.saturating_sub(BACK)..last;
    reach.rev().find(|at| small && begins && out[*at].lines > 1 && goes_on(&out[*at]))
}
