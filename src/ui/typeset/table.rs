//! Questions to a laid out paragraph: where is this byte, what is at this point, where does this key lead.
//!
//! Pure functions over the cluster table; knows no engine.

use std::ops::Range;

use egui::{Rect, Vec2, pos2};

use super::{Affinity, Caret, ClusterBox, LineBox, ParaLayout};

/// A caret movement. Left and right are visual, words are logical in the paragraph's direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    LineStart,
    LineEnd,
}

/// Accessible text of one direction run of a line, in logical order.
#[derive(Clone, PartialEq, Debug)]
pub struct A11yRun {
    /// Bytes of the paragraph.
    pub bytes: Range<u32>,
    pub rtl: bool,
    /// Physical pixels.
    pub rect: Rect,
    /// UTF-8 bytes of each character (grapheme cluster).
    pub lengths: Vec<u8>,
    /// From the run's starting edge, in its direction; physical pixels.
    pub positions: Vec<f32>,
    pub widths: Vec<f32>,
    /// Indices of characters that start a word.
    pub word_starts: Vec<u8>,
}

/// A place between two clusters of a line, counted from the left.
#[derive(Clone, Copy, PartialEq)]
struct Gap {
    line: usize,
    at: usize,
}

impl ParaLayout {
    /// The caret nearest to a point. Points outside take the nearest line and its nearer end.
    pub fn hit(&self, p: Vec2) -> Caret {
        let line = self.line_at_y(p.y);
        let row = self.row(line);
        let Some(i) = nearest(row, p.x) else {
            return self.line_start(line);
        };
        let c = &row[i];
        edge(c, p.x >= c.x + c.w / 2.0)
    }

    /// The cluster under a point, if there is one.
    pub fn cluster_at(&self, p: Vec2) -> Option<usize> {
        let line = self.line_at_y(p.y);
        let l = &self.lines[line];
        if p.y < l.y0 || p.y >= l.y1 {
            return None;
        }
        let row = self.row(line);
        let i = nearest(row, p.x)?;
        let c = &row[i];
        (c.x <= p.x && p.x < c.x + c.w).then_some(l.clusters.start as usize + i)
    }

    /// The line at a height; the nearest one outside.
    pub fn line_at_y(&self, y: f32) -> usize {
        let i = self.lines.partition_point(|l| l.y1 <= y);
        i.min(self.lines.len() - 1)
    }

    /// The line a caret stands on.
    pub fn line_of(&self, c: Caret) -> usize {
        let after = self.lines.partition_point(|l| l.bytes.end <= c.byte);
        let after = after.min(self.lines.len() - 1);
        let up = c.affinity == Affinity::Upstream && after > 0;
        if up && self.lines[after].bytes.start == c.byte { after - 1 } else { after }
    }

    /// The caret as a rectangle of no width, kept within `0..=width_px`.
    pub fn caret_rect(&self, c: Caret, width_px: f32) -> Rect {
        let line = self.line_of(c);
        let l = &self.lines[line];
        let x = match self.gap(c) {
            Some(gap) => self.gap_x(gap),
            None if self.rtl => width_px,
            None => 0.0,
        };
        let x = x.min(width_px).max(0.0);
        Rect::from_min_max(pos2(x, l.y0), pos2(x, l.y1))
    }

    /// The rectangles of a byte range, line by line and left to right. Clusters count whole.
    pub fn range_rects(&self, r: Range<u32>, f: &mut dyn FnMut(usize, Rect)) {
        if r.start >= r.end {
            return;
        }
        let from = self.lines.partition_point(|l| l.bytes.end <= r.start);
        for (i, l) in self.lines.iter().enumerate().skip(from) {
            if l.bytes.start >= r.end {
                break;
            }
            let row = self.row(i);
            if l.is_ltr {
                let first = row.partition_point(|c| c.end() <= r.start);
                let after = row.partition_point(|c| c.byte < r.end);
                if first < after {
                    let (left, right) = (&row[first], &row[after - 1]);
                    f(i, Rect::from_min_max(pos2(left.x, l.y0), pos2(right.x + right.w, l.y1)));
                }
                continue;
            }
            let mut open: Option<Rect> = None;
            for c in row {
                if c.byte >= r.end || c.end() <= r.start {
                    open.take().into_iter().for_each(|rect| f(i, rect));
                    continue;
                }
                match &mut open {
                    Some(rect) => rect.max.x = c.x + c.w,
                    None => {
                        open = Some(Rect::from_min_max(pos2(c.x, l.y0), pos2(c.x + c.w, l.y1)));
                    }
                }
            }
            open.take().into_iter().for_each(|rect| f(i, rect));
        }
    }

    /// Where a movement leads. `None`: out of the paragraph. `goal_x` keeps the column over several ups and downs: set
    /// by those, cleared by others.
    pub fn step(&self, c: Caret, m: Move, goal_x: &mut Option<f32>) -> Option<Caret> {
        if !matches!(m, Move::Up | Move::Down) {
            *goal_x = None;
        }
        match m {
            Move::Left => self.step_visual(c, false),
            Move::Right => self.step_visual(c, true),
            Move::WordLeft => self.step_word(c, self.rtl),
            Move::WordRight => self.step_word(c, !self.rtl),
            Move::Up | Move::Down => self.step_line(c, m == Move::Down, goal_x),
            Move::LineStart => Some(self.line_start(self.line_of(c))),
            Move::LineEnd => Some(self.line_end(self.line_of(c))),
        }
    }

    /// The word at a byte, or the run of spaces or marks there.
    pub fn word_at(&self, byte: u32) -> Range<u32> {
        let Some(at) = self.cluster_of(byte) else {
            return byte..byte;
        };
        let (mut first, mut last) = (at, at);
        while self.clusters[first].flags & ClusterBox::BOUNDARY == 0
            && let Some(before) = self.logical_before(first)
        {
            first = before;
        }
        while let Some(after) = self.cluster_of(self.clusters[last].end())
            && self.clusters[after].flags & ClusterBox::BOUNDARY == 0
        {
            last = after;
        }
        self.clusters[first].byte..self.clusters[last].end()
    }

    /// The accessible runs of a line, one per direction, in logical order; at most 255 characters each.
    pub fn a11y_line(&self, line: usize) -> Vec<A11yRun> {
        let Some(l) = self.lines.get(line) else {
            return Vec::new();
        };
        let mut row = self.row(line).to_vec();
        row.sort_by_key(|c| c.byte);
        let mut runs: Vec<A11yRun> = Vec::new();
        for chunk in row.chunk_by(|a, b| a.rtl() == b.rtl()) {
            for part in chunk.chunks(255) {
                runs.push(a11y_run(l, part));
            }
        }
        runs
    }

    /// The index of the cluster that holds a byte.
    pub fn cluster_of(&self, byte: u32) -> Option<usize> {
        let i = self.lines.partition_point(|l| l.bytes.end <= byte);
        let l = self.lines.get(i)?;
        let at = self.row(i).iter().position(|c| c.byte <= byte && byte < c.end())?;
        Some(l.clusters.start as usize + at)
    }

    /// An estimate of the memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.glyphs.bytes() + self.clusters.len() * 16 + self.lines.len() * 40
    }

    fn logical_before(&self, cluster: usize) -> Option<usize> {
        self.cluster_of(self.clusters[cluster].byte.checked_sub(1)?)
    }

    fn row(&self, line: usize) -> &[ClusterBox] {
        let r = &self.lines[line].clusters;
        &self.clusters[r.start as usize..r.end as usize]
    }

    fn line_start(&self, line: usize) -> Caret {
        Caret { byte: self.lines[line].bytes.start, affinity: Affinity::Downstream }
    }

    fn line_end(&self, line: usize) -> Caret {
        Caret { byte: self.lines[line].bytes.end, affinity: Affinity::Upstream }
    }

    /// The gap a caret stands in; `None` on an empty line.
    fn gap(&self, c: Caret) -> Option<Gap> {
        let line = self.line_of(c);
        let row = self.row(line);
        let before = |k: &ClusterBox| k.byte < c.byte && c.byte <= k.end();
        let after = |k: &ClusterBox| k.byte <= c.byte && c.byte < k.end();
        let up = |row: &[ClusterBox]| {
            let i = row.iter().position(before)?;
            Some(i + usize::from(!row[i].rtl()))
        };
        let down = |row: &[ClusterBox]| {
            let i = row.iter().position(after)?;
            Some(i + usize::from(row[i].rtl()))
        };
        let at = match c.affinity {
            Affinity::Upstream => up(row).or_else(|| down(row)),
            Affinity::Downstream => down(row).or_else(|| up(row)),
        }?;
        Some(Gap { line, at })
    }

    fn gap_x(&self, g: Gap) -> f32 {
        let row = self.row(g.line);
        match row.get(g.at) {
            Some(c) => c.x,
            None => row.last().map_or(0.0, |c| c.x + c.w),
        }
    }

    /// The caret for the outer gap of a line, on the side of its first or last cluster.
    fn outer(&self, line: usize, right: bool) -> Caret {
        let row = self.row(line);
        let c = if right { row.last() } else { row.first() };
        c.map_or_else(|| self.line_start(line), |c| edge(c, right))
    }

    fn step_visual(&self, c: Caret, right: bool) -> Option<Caret> {
        let mut at = c;
        // A cluster torn by a line break has one caret for two places: go on until the caret changes.
        for _ in 0..4 {
            at = self.step_once(at, right)?;
            if at != c {
                return Some(at);
            }
        }
        None
    }

    fn step_once(&self, c: Caret, right: bool) -> Option<Caret> {
        let Some(gap) = self.gap(c) else {
            return self.cross(self.line_of(c), right, None);
        };
        let row = self.row(gap.line);
        let next = if right { row.get(gap.at) } else { gap.at.checked_sub(1).map(|i| &row[i]) };
        let Some(crossed) = next else {
            return self.cross(gap.line, right, Some(c.byte));
        };
        let to = edge(crossed, right);
        let at_end = gap.at + 1 == if right { row.len() } else { 2 };
        let forward = right != self.rtl;
        if at_end && forward && !self.lines[gap.line].hard_end {
            // The end of a soft-wrapped line is the start of the next.
            let start = self.outer(gap.line + 1, !right);
            if start.byte == to.byte {
                return Some(start);
            }
        }
        Some(to)
    }

    /// From the side of one line to the neighbouring line; on by one cluster if that is the same place in the text.
    fn cross(&self, line: usize, right: bool, byte: Option<u32>) -> Option<Caret> {
        let forward = right != self.rtl;
        let to = if forward { line + 1 } else { line.checked_sub(1)? };
        if to >= self.lines.len() {
            return None;
        }
        let landing = self.outer(to, !right);
        if Some(landing.byte) != byte {
            return Some(landing);
        }
        let row = self.row(to);
        let crossed = if right { row.first() } else { row.last() };
        crossed.map_or(Some(landing), |c| Some(edge(c, right)))
    }

    fn step_word(&self, c: Caret, forward: bool) -> Option<Caret> {
        let mut seen = false;
        let mut byte = c.byte;
        loop {
            let next = if forward {
                self.cluster_of(byte)
            } else {
                byte.checked_sub(1).and_then(|b| self.cluster_of(b))
            };
            let Some(next) = next else {
                let moved = byte != c.byte;
                return moved.then(|| word_caret(byte, forward));
            };
            let k = &self.clusters[next];
            let word = k.flags & ClusterBox::WORD != 0;
            let boundary = k.flags & ClusterBox::BOUNDARY != 0;
            if forward && seen && boundary {
                return Some(word_caret(byte, true));
            }
            seen |= word;
            byte = if forward { k.end() } else { k.byte };
            if !forward && seen && boundary {
                return Some(word_caret(byte, false));
            }
        }
    }

    fn step_line(&self, c: Caret, down: bool, goal_x: &mut Option<f32>) -> Option<Caret> {
        let x = *goal_x.get_or_insert_with(|| self.caret_rect(c, f32::MAX).min.x);
        let line = self.line_of(c);
        let to = if down { line + 1 } else { line.checked_sub(1)? };
        let l = self.lines.get(to)?;
        let hit = self.hit(Vec2::new(x, (l.y0 + l.y1) / 2.0));
        Some(hit)
    }
}

fn word_caret(byte: u32, forward: bool) -> Caret {
    Caret { byte, affinity: if forward { Affinity::Upstream } else { Affinity::Downstream } }
}

/// The caret at a cluster's left or right edge.
fn edge(c: &ClusterBox, right: bool) -> Caret {
    if right == c.rtl() {
        Caret { byte: c.byte, affinity: Affinity::Downstream }
    } else {
        Caret { byte: c.end(), affinity: Affinity::Upstream }
    }
}

/// The cluster of a row at `x`, or the nearest end; clusters without width lose.
fn nearest(row: &[ClusterBox], x: f32) -> Option<usize> {
    let i = row.partition_point(|c| c.x + c.w <= x);
    let i = i.min(row.len().checked_sub(1)?);
    let inked = |c: &ClusterBox| c.w > 0.0;
    let forward = (i..row.len()).find(|&k| inked(&row[k]));
    Some(forward.or_else(|| (0..i).rev().find(|&k| inked(&row[k]))).unwrap_or(i))
}

fn a11y_run(l: &LineBox, part: &[ClusterBox]) -> A11yRun {
    let rtl = part[0].rtl();
    let left = part.iter().map(|c| c.x).fold(f32::MAX, f32::min);
    let right = part.iter().map(|c| c.x + c.w).fold(f32::MIN, f32::max);
    let position = |c: &ClusterBox| if rtl { right - c.x - c.w } else { c.x - left };
    let starts = |c: &ClusterBox| c.flags & ClusterBox::BOUNDARY != 0 && c.flags & ClusterBox::WORD != 0;
    A11yRun {
        bytes: part[0].byte..part[part.len() - 1].end(),
        rtl,
        rect: Rect::from_min_max(pos2(left, l.y0), pos2(right, l.y1)),
        lengths: part.iter().map(|c| c.len.min(255) as u8).collect(),
        positions: part.iter().map(position).collect(),
        widths: part.iter().map(|c| c.w).collect(),
        word_starts: (0..part.len()).filter(|&i| starts(&part[i])).map(|i| i as u8).collect(),
    }
}
