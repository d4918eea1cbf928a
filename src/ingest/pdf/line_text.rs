//! The words of a row: blanks by gaps, accents on their letters, letters in the order in which they are read.

use super::rows::{GlyphRow, LineGlyph, middle};
use super::tables::CellGap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A gap that is a blank, in sizes, where the file has no blanks, and where it has.
const GAP: f32 = 0.15;
const GAP_BESIDE_BLANKS: f32 = 0.17;
/// A gap beyond which cells of a row are apart, in sizes.
const CELLS_APART: f32 = 2.0;
/// How near the same letter is that was set twice to look bold, in sizes.
const TWICE: f32 = 0.1;

/// A letter with the marks on it.
struct LetterCell {
    start: f32,
    end: f32,
    across: f32,
    size: f32,
    text: String,
}

/// The words of a row; wide gaps are tabs, and those between cells of a table.
pub(super) fn text_of(row: &GlyphRow, gaps: &[CellGap]) -> String {
    let cells = cells(row);
    let spaced = spaced(&cells, row.size, gaps);
    let text =
        if spaced.iter().any(|part| direction(part) == Direction::Right) { ordered(spaced) } else { spaced };
    text.concat().nfc().collect()
}

/// The width of the first word of a row, in points; `leftward` where it is read from the right.
pub(super) fn first_width(row: &GlyphRow, leftward: bool) -> f32 {
    if leftward {
        let parts = row.parts(row.size * GAP);
        return parts.last().map_or(0.0, |part| part.1 - part.0);
    }
    let Some(first) = row.glyphs.iter().find(|glyph| !glyph.is_blank()) else { return 0.0 };
    if first.text.chars().next().is_some_and(is_unspaced) {
        return first.end - first.start;
    }
    let mut end = first.end;
    for glyph in row.glyphs.iter().filter(|glyph| glyph.start > first.start) {
        if glyph.is_blank() || glyph.start - end > row.size * GAP {
            break;
        }
        end = end.max(glyph.end);
    }
    end - first.start
}

fn cells(row: &GlyphRow) -> Vec<LetterCell> {
    let mut out: Vec<LetterCell> = Vec::with_capacity(row.glyphs.len());
    let mut marks: Vec<(&LineGlyph, char)> = Vec::new();
    for glyph in &row.glyphs {
        let mut letters = glyph.text.chars();
        if let (Some(first), None) = (letters.next(), letters.next())
            && let Some(mark) = mark_of(first)
            && (is_combining_mark(first) || over_a_letter(row, glyph))
        {
            marks.push((glyph, mark));
            continue;
        }
        let twice = out.last().is_some_and(|last| {
            *last.text == *glyph.text
                && glyph.start - last.start < row.size * TWICE
                && (glyph.across - last.across).abs() < row.size * TWICE
                && !glyph.is_blank()
        });
        if twice {
            continue;
        }
        let raised = glyph.size < row.size * 0.8 && glyph.across < row.across - row.size * 0.2;
        let text = if raised { raised_digits(&glyph.text) } else { glyph.text.to_string() };
        out.push(LetterCell {
            start: glyph.start,
            end: glyph.end,
            across: glyph.across,
            size: glyph.size,
            text,
        });
    }
    for (glyph, mark) in marks {
        let middle = f32::midpoint(glyph.start, glyph.end);
        let from = out.partition_point(|cell| cell.end <= middle);
        let near = |cell: &LetterCell| (f32::midpoint(cell.start, cell.end) - middle).abs();
        let around = from.saturating_sub(1)..(from + 2).min(out.len());
        let carrier = around
            .filter(|at| out[*at].text.chars().any(char::is_alphabetic))
            .min_by(|one, other| near(&out[*one]).total_cmp(&near(&out[*other])));
        match carrier {
            Some(at) => out[at].text.push(mark),
            None => {
                let (start, end, across, size) = (glyph.start, glyph.end, glyph.across, glyph.size);
                let text = glyph.text.to_string();
                out.insert(from, LetterCell { start, end, across, size, text });
            }
        }
    }
    out
}

/// The mark that a sign is, or stands for where it is set over a letter.
fn mark_of(sign: char) -> Option<char> {
    Some(match sign {
        '`' => '\u{300}',
        '´' => '\u{301}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        _ if is_combining_mark(sign) => sign,
        _ => return None,
    })
}

fn over_a_letter(row: &GlyphRow, accent: &LineGlyph) -> bool {
    let middle = f32::midpoint(accent.start, accent.end);
    let from = row.glyphs.partition_point(|glyph| glyph.start < accent.start - row.size);
    let near = row.glyphs[from..].iter().take_while(|glyph| glyph.start < accent.end);
    near.filter(|glyph| glyph.text.chars().all(char::is_alphabetic) && !glyph.text.is_empty())
        .any(|glyph| glyph.start < middle && middle < glyph.end)
}

fn raised_digits(text: &str) -> String {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |sign: char| sign.to_digit(10).map_or(sign, |digit| digits[digit as usize]);
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.chars().map(raised).collect()
    } else {
        text.to_owned()
    }
}

/// Whether a letter is of a script that has no blanks between words.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter as u32, 0x2E80..=0x312F | 0x31A0..=0xA4CF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0x20000..=0x3FFFF)
}

/// Whether most letters are read from right to left.
pub(super) fn is_leftward(text: &str) -> bool {
    let right = text.chars().filter(|letter| matches!(*letter as u32, 0x590..=0x8FF)).count();
    right * 2 > text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// The letters as they stand, with blanks between words.
fn spaced(cells: &[LetterCell], size: f32, cell_gaps: &[CellGap]) -> Vec<String> {
    let is_blank = |cell: &LetterCell| cell.text.trim().is_empty() && !cell.text.is_empty();
    let blanks = cells.iter().filter(|cell| is_blank(cell)).count();
    let base = if blanks * 15 >= cells.len() { GAP_BESIDE_BLANKS } else { GAP };
    // Rows of dots stand wider than words.
    let is_word = |cell: &LetterCell| !is_blank(cell) && cell.text != ".";
    let gaps = cells.windows(2).filter(|pair| is_word(&pair[0]) && is_word(&pair[1]));
    let usual = middle(gaps.map(|pair| pair[1].start - pair[0].end));
    let apart = cells_apart(cells, base * size).max(CELLS_APART * size);
    let mut out: Vec<String> = Vec::with_capacity(cells.len() * 2);
    let mut last: Option<&LetterCell> = None;
    let mut blank: Option<char> = None;
    for cell in cells {
        if is_blank(cell) {
            blank = blank.or(cell.text.chars().next());
            continue;
        }
        if let Some(last) = last {
            let size = size.max(last.size.min(cell.size));
            let least = (base * size).max(usual + 0.12 * size);
            let gap = cell.start - last.end;
            let ends = (last.text.chars().next_back(), cell.text.chars().next());
            let unspaced = matches!(ends, (Some(one), Some(other)) if is_unspaced(one) && is_unspaced(other));
            let is_between = |gap: &CellGap| last.end <= gap.0 + 0.1 && cell.start >= gap.1 - 0.1;
            if gap > apart || cell_gaps.iter().any(is_between) {
                out.push("\t".to_owned());
            } else if unspaced && gap > size * 0.8 || !unspaced && gap > least {
                out.push(blank.unwrap_or(' ').to_string());
            } else if let Some(blank) = blank.filter(|_| !unspaced || gap > size * 0.2) {
                out.push(blank.to_string());
            }
        }
        blank = None;
        if !cell.text.is_empty() {
            out.push(cell.text.clone());
        }
        last = Some(cell);
    }
    out
}

/// The gap beyond which cells are apart in a row whose words were spread to fill a line.
fn cells_apart(cells: &[LetterCell], least: f32) -> f32 {
    let filled: Vec<&LetterCell> = cells.iter().filter(|cell| !cell.text.trim().is_empty()).collect();
    let gaps = || filled.windows(2).map(|pair| pair[1].start - pair[0].end).filter(|gap| *gap > least);
    if gaps().count() < 3 { 0.0 } else { middle(gaps()) * 2.5 }
}

/// In which direction a letter is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Left,
    Right,
    Digit,
    None,
}

fn direction(part: &str) -> Direction {
    let Some(letter) = part.chars().next() else { return Direction::None };
    match letter as u32 {
        0x660..=0x669 | 0x6F0..=0x6F9 => Direction::Digit,
        0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF => {
            Direction::Right
        }
        _ if letter.is_ascii_digit() => Direction::Digit,
        _ if letter.is_alphabetic() => Direction::Left,
        _ => Direction::None,
    }
}

/// Letters that stand from left to right, in the order in which they are read.
fn ordered(mut parts: Vec<String>) -> Vec<String> {
    let count = |wanted: Direction| parts.iter().filter(|part| direction(part) == wanted).count();
    if count(Direction::Right) * 2 >= count(Direction::Left) {
        turn(&mut parts);
        return parts;
    }
    // Words from right to left within others: from their first to their last letter.
    let mut at = 0;
    while at < parts.len() {
        if direction(&parts[at]) != Direction::Right {
            at += 1;
            continue;
        }
        let run = parts[at..].iter().take_while(|part| direction(part) != Direction::Left).count();
        let last = (at..at + run).rfind(|at| direction(&parts[*at]) == Direction::Right).unwrap_or(at);
        turn(&mut parts[at..=last]);
        at = last + 1;
    }
    parts
}

/// Turns parts round, but for numbers and words that go to the right.
fn turn(parts: &mut [String]) {
    let kinds: Vec<Direction> = parts.iter().map(|part| direction(part)).collect();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        if !matches!(kinds[at], Direction::Left | Direction::Digit) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        loop {
            let gap = kinds[end..].iter().take_while(|kind| **kind == Direction::None).count();
            let Some(next) = kinds.get(end + gap) else { break };
            let between = &parts[end..end + gap];
            let tight = gap == 1
                && matches!(
                    between[0].as_str(),
                    "." | "," | ":" | "/" | "-" | "'" | "’" | "@" | "_" | "٫" | "٬"
                );
            let words = *next == Direction::Left || kinds[end - 1] == Direction::Left;
            let goes_on = match next {
                Direction::Left | Direction::Digit => gap == 0 || tight || words && gap <= 3,
                Direction::Right | Direction::None => false,
            };
            if !goes_on {
                break;
            }
            end += gap + 1;
        }
        // A sign of percent belongs to its number.
        if parts.get(end).is_some_and(|part| part == "%") && kinds[end - 1] == Direction::Digit {
            end += 1;
        }
        runs.push((start, end));
        at = end;
    }
    let count = parts.len();
    parts.reverse();
    let mirrored: Vec<bool> = kinds.iter().rev().map(|kind| *kind == Direction::None).collect();
    for (start, end) in runs {
        parts[count - end..count - start].reverse();
    }
    if closes_first(parts) {
        for (part, _) in parts.iter_mut().zip(mirrored).filter(|(_, neutral)| *neutral) {
            if let Some(other) = mirror(part) {
                other.clone_into(part);
            }
        }
    }
}

fn mirror(part: &str) -> Option<&'static str> {
    let pairs = ["()", "[]", "{}", "«»"];
    let of = |pair: &&'static str| {
        let at = pair.char_indices().nth(1).map_or(0, |(at, _)| at);
        let (open, close) = pair.split_at(at);
        (part == open).then_some(close).or((part == close).then_some(open))
    };
    pairs.iter().find_map(of)
}

/// Whether brackets close before they open.
fn closes_first(parts: &[String]) -> bool {
    let (mut depth, mut early) = (0_i64, 0_i64);
    for part in parts {
        match part.as_str() {
            "(" | "[" | "{" | "«" => depth += 1,
            ")" | "]" | "}" | "»" => depth -= 1,
            _ => {}
        }
        early = early.min(depth);
    }
    early < 0 && depth >= early
}
