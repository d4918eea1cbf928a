//! A passage in one line with what stands before and after it, the passages of a list below each other.

use egui::{Rect, Ui, pos2};

use super::Cx;
use super::theme::Theme;
use super::widgets;
use crate::text::{Span, Text};
use crate::ui::typeset::{BaseDir, ClusterBox, LabelSpec, ParaLayout, base_direction};

/// The most characters shown before, in and after the passage.
const REACH: usize = 120;

/// A passage with its surroundings, all from one hard line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConcordanceLine<'a> {
    pub before: &'a str,
    pub hit: &'a str,
    pub after: &'a str,
}

impl<'a> ConcordanceLine<'a> {
    /// The surroundings of a passage; none when the text does not hold it.
    pub fn of(text: &'a Text, span: Span) -> Option<Self> {
        let hit = text.slice(span)?;
        let (start, _) = text.line(text.line_at(span.start()))?;
        let (_, end) = text.line(text.line_at(span.end().saturating_sub(1)))?;
        let all = text.as_str();
        let before = all.get(start as usize..span.start() as usize).unwrap_or_default();
        let after = all.get(span.end() as usize..end.max(span.end()) as usize).unwrap_or_default();
        Some(Self { before: last_of(before), hit: first_of(hit), after: first_of(after) })
    }
}

fn first_of(text: &str) -> &str {
    text.char_indices().nth(REACH).map_or(text, |(at, _)| &text[..at])
}

fn last_of(text: &str) -> &str {
    text.char_indices().rev().nth(REACH).map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

/// Where in its line the passage starts, as a share of the width.
const STARTS_AT: f32 = 0.36;

/// The same for passages longer than their room.
const NOT_BEFORE: f32 = 0.08;

/// Paints a line; the passage starts at the same place in every line, on the other side in text that runs leftwards.
pub fn paint(ui: &Ui, cx: &mut Cx<'_>, rect: Rect, line: &ConcordanceLine<'_>) {
    let text = &Theme::metrics().text;
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    // The three parts run in the direction of their line, whatever each begins with.
    let base = match base_direction(&[line.before, line.hit, line.after].concat()) {
        BaseDir::Rtl => BaseDir::Rtl,
        _ => BaseDir::Ltr,
    };
    let mut set = |words: &str, kind: &crate::ui::theme::TypeStyle| {
        cx.set.paragraph(ui.ctx(), &LabelSpec { base, ..widgets::spec(words, kind) })
    };
    let hit = set(line.hit, &text.passage_strong);
    let before = set(line.before, &text.passage);
    let after = set(line.after, &text.passage);
    let width = |laid| widgets::size(ui, laid).x;
    let (hit_width, before_width) = (width(&hit), width(&before));
    // A space at the end of a layout hangs and is not in its width; one at the start is.
    let lead = if line.before.ends_with(char::is_whitespace) { text.passage.size / 4.0 } else { 0.0 };
    // A long passage starts further out, so that more of it is seen.
    let share = (rect.width() * STARTS_AT).min((rect.width() - hit_width).max(rect.width() * NOT_BEFORE));
    let leftwards = base == BaseDir::Rtl;
    let (hit_at, before_at, after_at) = if leftwards {
        let left = rect.right() - share - hit_width;
        (left, left + hit_width + lead, left - width(&after))
    } else {
        let left = rect.left() + share;
        (left, left - lead - before_width, left + hit_width)
    };
    let y = rect.center().y - widgets::size(ui, &hit).y / 2.0;
    let cut = before_width + lead - share;
    let whole = if leftwards { 0.0 } else { whole_words(ui, &before, cut).unwrap_or(before_width + lead) };
    let inside = painter.clip_rect().with_min_x((before_at + whole).max(painter.clip_rect().left()));
    cx.set.paint(&painter.with_clip_rect(inside), &before, pos2(before_at, y), &[soft]);
    cx.set.paint(&painter, &hit, pos2(hit_at, y), &[ink]);
    cx.set.paint(&painter, &after, pos2(after_at, y), &[soft]);
}

/// Where the first word starts that lies whole beyond `cut`, in points; words that the edge would cut are left out.
fn whole_words(ui: &Ui, laid: &ParaLayout, cut: f32) -> Option<f32> {
    let scale = ui.ctx().pixels_per_point();
    if cut <= 0.0 {
        return Some(0.0);
    }
    let starts = laid.clusters.windows(2).filter(|pair| pair[0].flags & ClusterBox::SPACE != 0);
    starts.map(|pair| pair[1].x / scale).find(|x| *x >= cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings_end_with_the_line_and_on_whole_characters() {
        let long = "é".repeat(300);
        let text = Text::new(format!("erste Zeile\n{long}Mitte{long}\nletzte")).expect("text");
        let at = text.as_str().find("Mitte").expect("there") as u32;
        let line = ConcordanceLine::of(&text, Span::new(at, at + 5).expect("span")).expect("inside");
        assert_eq!(
            (line.hit, line.before.chars().count(), line.after.chars().count()),
            ("Mitte", REACH, REACH)
        );
        let first = ConcordanceLine::of(&text, Span::new(0, 5).expect("span")).expect("inside");
        assert_eq!(first, ConcordanceLine { before: "", hit: "erste", after: " Zeile" });
        assert_eq!(ConcordanceLine::of(&text, Span::new(0, 100_000).expect("span")), None);
    }
}
