//! An article as a column of blocks, each laid out by itself.

use crate::model::{Article, ZoneKind};

/// How a block is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Outlet, date, genre and language: not part of the text.
    About,
    /// An empty line.
    Blank,
    /// Text of a zone.
    Text(ZoneKind),
}

/// Part of an article that is laid out by itself: a hard line, or a piece of a very long one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// First byte.
    pub start: u32,
    /// Byte after the last, the line feed not counted.
    pub end: u32,
    /// How it is set.
    pub kind: BlockKind,
    /// Whether a hard line begins with it.
    pub opens: bool,
    /// Whether a hard line ends with it.
    pub closes: bool,
}

/// The blocks of an article, ascending. `cuts` returns where a very long line may be cut, in bytes of that line.
/// O(text); made when an article is opened, never in a frame.
pub fn blocks(article: &Article, cuts: impl Fn(&str) -> Vec<u32>) -> Vec<Block> {
    let text = article.text.as_str();
    let mut blocks = Vec::with_capacity(article.text.line_count() + 1);
    let headline =
        article.zones.iter().find(|zone| zone.kind == ZoneKind::Headline).map(|zone| zone.span.start());
    let about_before = headline.unwrap_or(0);
    let mut zones = article.zones.iter().peekable();
    let mut told = false;
    for number in 0..article.text.line_count() {
        let Some((start, end)) = article.text.line(number) else { continue };
        if !told && start >= about_before {
            told = true;
            blocks.push(Block { start, end: start, kind: BlockKind::About, opens: true, closes: true });
        }
        let line = text.get(start as usize..end as usize).unwrap_or_default();
        if line.trim().is_empty() {
            blocks.push(Block { start, end, kind: BlockKind::Blank, opens: true, closes: true });
            continue;
        }
        while zones.next_if(|zone| zone.span.end() <= start).is_some() {}
        let zone =
            zones.peek().filter(|zone| zone.span.start() <= start).map_or(ZoneKind::Body, |zone| zone.kind);
        let kind = BlockKind::Text(zone);
        let mut from = start;
        for cut in cuts(line) {
            let cut = start + cut;
            if cut > from && cut < end {
                blocks.push(Block { start: from, end: cut, kind, opens: from == start, closes: false });
                from = cut;
            }
        }
        blocks.push(Block { start: from, end, kind, opens: from == start, closes: true });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ArticleId;
    use crate::model::{Metadata, Zone};
    use crate::text::{Span, Text};

    #[test]
    fn blocks_cover_every_line_once() {
        let text = Text::new("Menu\nTitle\n\nBody one.\nA long line cut").expect("text");
        let zone = |kind, start, end| Zone { kind, span: Span::new(start, end).expect("span") };
        let article = Article {
            id: ArticleId::new("a").expect("id"),
            text: text.clone(),
            metadata: Metadata::default(),
            zones: vec![zone(ZoneKind::Boilerplate, 0, 4), zone(ZoneKind::Headline, 5, 10)],
        };
        let blocks = blocks(&article, |line| if line.starts_with("A long") { vec![7] } else { Vec::new() });
        let kinds: Vec<_> = blocks.iter().map(|block| (block.kind, block.opens, block.closes)).collect();
        assert_eq!(
            kinds,
            [
                (BlockKind::Text(ZoneKind::Boilerplate), true, true),
                (BlockKind::About, true, true),
                (BlockKind::Text(ZoneKind::Headline), true, true),
                (BlockKind::Blank, true, true),
                (BlockKind::Text(ZoneKind::Body), true, true),
                (BlockKind::Text(ZoneKind::Body), true, false),
                (BlockKind::Text(ZoneKind::Body), false, true),
            ]
        );
        let words: String = blocks
            .iter()
            .map(|b| &text.as_str()[b.start as usize..b.end as usize])
            .collect::<Vec<_>>()
            .join("|");
        assert_eq!(words, "Menu||Title||Body one.|A long |line cut");
    }
}
