//! The column of blocks: which are in view, where they are, and their layouts.
//!
//! The scroll position is a block and a distance into it, so that heights that turn out other than estimated never move
//! what is being read.

use super::heights::Heights;
use super::setting::Setting;
use crate::base::ArticleId;
use crate::model::Article;
use crate::present::{Block, BlockKind, blocks};
use crate::text::Span;
use crate::ui::theme::Theme;
use crate::ui::typeset::{Align, ClusterBox, ParaLayout, ParaRequest, Typesetter, base_direction, cuts};
use std::collections::HashMap;
use std::sync::Arc;

/// A block as laid out.
pub(super) struct Laid {
    pub layout: ParaLayout,
    pub setting: Setting,
}

/// A block in view.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub block: usize,
    /// Top of the block in points below the top of the view.
    pub y: f32,
}

/// What a layout depends on besides the text.
#[derive(Debug, Clone, PartialEq, Default)]
struct LayoutKey {
    width_px: f32,
    ppp: f32,
    language: String,
}

#[derive(Default)]
pub(super) struct Flow {
    article: Option<Arc<Article>>,
    blocks: Vec<Block>,
    heights: Heights,
    laid: HashMap<usize, Laid>,
    key: LayoutKey,
    about: String,
    /// The block at the top of the view.
    top: usize,
    /// Points of it above the top of the view; negative where there is room above it.
    into: f32,
}

/// Room under the last block, as a share of the view.
const TAIL: f32 = 0.45;
/// Layouts kept beyond those in view, in blocks on each side.
const KEPT: usize = 24;

impl Flow {
    pub(super) fn block(&self, at: usize) -> &Block {
        &self.blocks[at]
    }

    pub(super) fn laid(&self, at: usize) -> Option<&Laid> {
        self.laid.get(&at)
    }

    /// Takes up an article; another one begins at its top. `true`: it is another one.
    pub(super) fn open(&mut self, article: &Arc<Article>, about: impl FnOnce() -> String) -> bool {
        if self.article.as_ref().is_some_and(|old| Arc::ptr_eq(old, article)) {
            return false;
        }
        let id = |article: &Arc<Article>| -> (ArticleId, u32) { (article.id.clone(), article.text.len()) };
        let another = self.article.as_ref().map(id) != Some(id(article));
        self.blocks = blocks(article, cuts);
        self.about = about();
        self.article = Some(Arc::clone(article));
        self.laid.clear();
        self.estimate();
        if another {
            (self.top, self.into) = (0, -Theme::metrics().size.column_top);
        }
        self.top = self.top.min(self.blocks.len().saturating_sub(1));
        another
    }

    /// Takes note of the column's width and the resolution; whether they are others than before.
    pub(super) fn resize(&mut self, width: f32, ppp: f32) -> bool {
        let language =
            self.article.as_ref().map(|article| article.metadata.language.clone()).unwrap_or_default();
        let key = LayoutKey { width_px: (width * ppp).round(), ppp, language };
        let other = key != self.key;
        if other {
            self.key = key;
            self.laid.clear();
            self.estimate();
        }
        other
    }

    fn estimate(&mut self) {
        let width = if self.key.ppp > 0.0 { self.key.width_px / self.key.ppp } else { 1.0 };
        let guess = |block: &Block| {
            let setting = Setting::of(block);
            let line = setting.type_.line_height();
            let letters = (width / (setting.type_.size * 0.47)).max(8.0);
            let lines = match block.kind {
                BlockKind::Blank => 0.5,
                _ => (((block.end - block.start) as f32) / letters).ceil().max(1.0),
            };
            setting.above + setting.below + lines * line
        };
        self.heights = Heights::new(self.blocks.iter().map(guess).collect());
    }

    /// Lays a block out, when it is not yet.
    fn lay(&mut self, at: usize, set: &mut Typesetter) -> f32 {
        if !self.laid.contains_key(&at)
            && let (Some(article), Some(block)) = (&self.article, self.blocks.get(at))
        {
            let setting = Setting::of(block);
            let text = match block.kind {
                BlockKind::About => self.about.as_str(),
                BlockKind::Blank => "",
                BlockKind::Text(_) => {
                    article.text.as_str().get(block.start as usize..block.end as usize).unwrap_or_default()
                }
            };
            let ppp = self.key.ppp;
            let language = Some(self.key.language.as_str()).filter(|tag| !tag.is_empty());
            let layout = set.layout(&ParaRequest {
                style: setting.style(),
                base: self.direction(article, block),
                lang: language,
                line_height: setting.type_.line,
                align: Align::Start,
                ..ParaRequest::new(text, setting.type_.size, ppp, self.key.width_px - setting.indent * ppp)
            });
            let height = match block.kind {
                BlockKind::Blank => Theme::metrics().space.s,
                BlockKind::About if self.about.is_empty() => 0.0,
                _ => setting.above + setting.below + layout.size.y / ppp,
            };
            self.heights.set(at, height);
            self.laid.insert(at, Laid { layout, setting });
        }
        self.heights.get(at)
    }

    /// The direction of a block: that of its whole hard line.
    fn direction(&self, article: &Article, block: &Block) -> crate::ui::typeset::BaseDir {
        let line = article.text.line(article.text.line_at(block.start));
        let line = line.and_then(|(start, end)| article.text.as_str().get(start as usize..end as usize));
        base_direction(if block.kind == BlockKind::About { &self.about } else { line.unwrap_or_default() })
    }

    /// Moves the view; positive is towards the end.
    pub(super) fn scroll(&mut self, by: f32) {
        self.into += by;
    }

    /// Goes to a distance from the top of the article.
    pub(super) fn go_to_distance(&mut self, distance: f64) {
        let room = f64::from(Theme::metrics().size.column_top);
        if distance < room {
            (self.top, self.into) = (0, (distance - room) as f32);
        } else {
            (self.top, self.into) = self.heights.at(distance - room);
        }
    }

    /// How far down the view is, and how long everything is, in points.
    pub(super) fn distance(&self, view: f32) -> (f64, f64) {
        let room = f64::from(Theme::metrics().size.column_top);
        let down = room + self.heights.before(self.top) + f64::from(self.into);
        (down, room + self.heights.total() + f64::from(view * TAIL))
    }

    /// The blocks in view of a height, from the top; lays them out.
    pub(super) fn place(&mut self, view: f32, set: &mut Typesetter) -> Vec<Seen> {
        if self.blocks.is_empty() {
            return Vec::new();
        }
        self.fit(view, set);
        let mut seen = Vec::new();
        let (mut at, mut y) = (self.top, -self.into);
        while at < self.blocks.len() && y < view {
            let height = self.lay(at, set);
            seen.push(Seen { block: at, y });
            y += height;
            at += 1;
        }
        let (from, to) = (self.top.saturating_sub(KEPT), at + KEPT);
        if self.laid.len() > 4 * KEPT {
            self.laid.retain(|block, _| (from..to).contains(block));
        }
        seen
    }

    /// Brings the position into the article, with the top block at the top of the view.
    fn fit(&mut self, view: f32, set: &mut Typesetter) {
        let last = self.blocks.len() - 1;
        loop {
            let height = self.lay(self.top, set);
            if self.into >= height && self.top < last {
                self.into -= height;
                self.top += 1;
            } else if self.into < 0.0 && self.top > 0 {
                self.top -= 1;
                self.into += self.lay(self.top, set);
            } else {
                break;
            }
        }
        if self.top == 0 {
            self.into = self.into.max(-Theme::metrics().size.column_top);
        }
        self.keep_end(view, set);
    }

    /// Does not scroll past the end: the last block keeps its share of the view.
    fn keep_end(&mut self, view: f32, set: &mut Typesetter) {
        let wanted = view * (1.0 - TAIL);
        let mut below = -self.into;
        for at in self.top..self.blocks.len() {
            below += self.lay(at, set);
            if below >= wanted {
                return;
            }
        }
        let mut missing = wanted - below;
        while missing > 0.0 {
            let room = if self.top == 0 { self.into + Theme::metrics().size.column_top } else { self.into };
            if missing <= room {
                self.into -= missing;
                return;
            }
            missing -= room;
            self.into -= room;
            if self.top == 0 {
                return;
            }
            self.top -= 1;
            self.into += self.lay(self.top, set);
        }
    }

    /// The block of text that holds a byte.
    pub(super) fn block_at(&self, byte: u32) -> usize {
        let after = self.blocks.partition_point(|block| block.start <= byte);
        let mut at = after.saturating_sub(1);
        while at > 0 && self.blocks[at].kind == BlockKind::About {
            at -= 1;
        }
        at
    }

    /// The top and bottom of a passage in points below the top of the view, and the view moved near it when it was
    /// far; `None` when there is nothing to show.
    pub(super) fn find(&mut self, span: Span, view: f32, set: &mut Typesetter) -> Option<(f32, f32, bool)> {
        if self.blocks.is_empty() {
            return None;
        }
        let (first, last) = (self.block_at(span.start()), self.block_at(span.end().saturating_sub(1)));
        let far = (self.heights.before(first) - self.heights.before(self.top)).abs() > f64::from(view) * 2.5;
        if far {
            (self.top, self.into) = (first, 0.0);
        }
        self.lay(first, set);
        let (top, _) = self.extent(first, span)?;
        let y = self.y_of(first, set);
        let bottom = if last == first || last > first + 3 {
            self.extent(first, span)?.1 + y
        } else {
            self.lay(last, set);
            self.extent(last, span)?.1 + self.y_of(last, set)
        };
        Some((top + y, bottom, far))
    }

    /// Top of a block near the view, in points below the top of the view.
    fn y_of(&mut self, block: usize, set: &mut Typesetter) -> f32 {
        let mut y = -self.into;
        if block >= self.top {
            for at in self.top..block {
                y += self.lay(at, set);
            }
        } else {
            for at in block..self.top {
                y -= self.lay(at, set);
            }
        }
        y
    }

    /// Top and bottom of the lines of a passage inside a block, in points below the block's top.
    fn extent(&self, block: usize, span: Span) -> Option<(f32, f32)> {
        let laid = self.laid.get(&block)?;
        let within = &self.blocks[block];
        let from = span.start().max(within.start) - within.start;
        let to = (span.end().min(within.end).max(within.start) - within.start).max(from + 1);
        let mut found: Option<(f32, f32)> = None;
        laid.layout.range_rects(from..to, &mut |_, rect| {
            found = Some(found.map_or((rect.min.y, rect.max.y), |(top, bottom)| {
                (top.min(rect.min.y), bottom.max(rect.max.y))
            }));
        });
        let (top, bottom) = found.or_else(|| laid.layout.lines.last().map(|line| (line.y0, line.y1)))?;
        Some((top / self.key.ppp + laid.setting.above, bottom / self.key.ppp + laid.setting.above))
    }

    /// Every rectangle of a passage among the blocks in view, in points relative to the column's top left.
    pub(super) fn rects(&self, seen: &[Seen], span: Span, mut f: impl FnMut(egui::Rect)) {
        for place in seen {
            let block = &self.blocks[place.block];
            if block.kind == BlockKind::About || block.end <= span.start() || block.start >= span.end() {
                continue;
            }
            let Some(laid) = self.laid.get(&place.block) else { continue };
            let from = span.start().max(block.start) - block.start;
            let to = span.end().min(block.end) - block.start;
            let shift = egui::vec2(laid.setting.indent, place.y + laid.setting.above);
            laid.layout.range_rects(from..to, &mut |line, rect| {
                if let Some(rect) = inked(&laid.layout, line, rect) {
                    f((rect / self.key.ppp).translate(shift));
                }
            });
        }
    }

    pub(super) fn ppp(&self) -> f32 {
        self.key.ppp
    }
}

/// The part of a rectangle of a line that is not white space at the line's end.
fn inked(layout: &ParaLayout, line: usize, rect: egui::Rect) -> Option<egui::Rect> {
    let row = &layout.clusters
        [layout.lines[line].clusters.start as usize..layout.lines[line].clusters.end as usize];
    let has_ink = |cluster: &&ClusterBox| cluster.flags & ClusterBox::SPACE == 0;
    let left = row.iter().find(has_ink)?.x;
    let last = row.iter().rev().find(has_ink)?;
    let (left, right) = (rect.left().max(left), rect.right().min(last.x + last.w));
    (left < right).then(|| egui::Rect::from_x_y_ranges(left..=right, rect.y_range()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::Metadata;
    use crate::text::Text;
    use crate::ui::theme::fonts;
    use crate::ui::typeset::Fonts;

    pub(crate) fn typesetter() -> Typesetter {
        let bundled: [(&str, Arc<[u8]>); 2] =
            [("Literata", fonts::LITERATA.into()), ("Inter", fonts::INTER.into())];
        Typesetter::new(Fonts::new(&bundled, false))
    }

    fn flow(lines: usize) -> (Flow, Typesetter) {
        let text: Vec<String> =
            (0..lines).map(|n| format!("Line {n} of the text, {}", "word ".repeat(n % 40))).collect();
        let article = Article {
            id: ArticleId::new("a").expect("id"),
            text: Text::new(text.join("\n")).expect("text"),
            metadata: Metadata::default(),
            zones: Vec::new(),
        };
        let mut flow = Flow::default();
        flow.open(&Arc::new(article), || "About".to_owned());
        flow.resize(500.0, 1.0);
        (flow, typesetter())
    }

    #[test]
    fn scrolling_never_leaves_the_article() {
        let (mut flow, mut set) = flow(200);
        for by in [-1e6, 50.0, 3000.0, -200.0, 1e7, -30.0, 1e7] {
            flow.scroll(by);
            let seen = flow.place(400.0, &mut set);
            assert!(!seen.is_empty(), "after {by}");
            let last = seen.last().expect("seen");
            let bottom = last.y + flow.heights.get(last.block);
            assert!(bottom >= 400.0 * (1.0 - TAIL) - 1.0, "after {by}: the end is at {bottom}");
            assert!(seen[0].y <= Theme::metrics().size.column_top + 0.5, "after {by}");
        }
    }

    #[test]
    fn better_heights_do_not_move_what_is_read() {
        let (mut flow, mut set) = flow(400);
        flow.place(400.0, &mut set);
        flow.go_to_distance(9000.0);
        let before = flow.place(400.0, &mut set);
        flow.scroll(0.0);
        let after = flow.place(400.0, &mut set);
        assert_eq!((before[0].block, before[0].y), (after[0].block, after[0].y));
    }

    #[test]
    fn a_far_passage_is_found() {
        let (mut flow, mut set) = flow(2000);
        flow.place(400.0, &mut set);
        let at = flow.article.as_ref().expect("article").text.line(1700).expect("line").0;
        let span = Span::new(at, at + 4).expect("span");
        let (top, bottom, far) = flow.find(span, 400.0, &mut set).expect("found");
        assert!(far && bottom > top);
        let seen = flow.place(400.0, &mut set);
        let mut rects = Vec::new();
        flow.rects(&seen, span, |rect| rects.push(rect));
        assert_eq!(rects.len(), 1);
        assert!((rects[0].min.y - top).abs() < 0.6, "{} {top}", rects[0].min.y);
    }
}
