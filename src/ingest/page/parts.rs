//! The page cut into parts: runs of words that stand on lines of their own, with what lies around them.

use super::hints::{Hint, Hints};
use super::saved::is_wayback_bar;
use crate::ingest::blocks::{ends_sentence, width};
use crate::ingest::dom::{Dom, NodeId, Words, is_block, is_unseen};

/// What a part is by its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    Paragraph,
    /// Words in an element that says nothing of them.
    Line,
    Heading(u8),
    Item,
    Row,
}

/// A run of words on lines of its own.
#[derive(Debug)]
pub(super) struct Part {
    /// The element that it lies in.
    pub(super) block: NodeId,
    pub(super) kind: PartKind,
    /// Its words, single blanks between them.
    pub(super) text: String,
    /// How wide it is, in letters; ideographs count twice.
    pub(super) width: usize,
    /// How much of that is links.
    pub(super) linked: usize,
    /// What the names of the elements around it hint at, doubts and refusals left out.
    pub(super) hint: Hint,
    /// The innermost element around it that may be no part of the article, as a place in [`PageParts::suspects`].
    pub(super) suspect: Option<usize>,
    pub(super) in_quote: bool,
    pub(super) in_caption: bool,
    /// The list or table that it belongs to.
    pub(super) group: Option<NodeId>,
    /// Whether another part of the same item, or of the same group, stands before it.
    pub(super) goes_on: bool,
}

impl Part {
    /// Whether it is running text.
    pub(super) fn is_prose(&self) -> bool {
        let enough = self.width >= 140 || (self.width >= 50 && ends_sentence(&self.text));
        enough
            && self.linked * 2 < self.width
            && !matches!(self.kind, PartKind::Heading(_))
            && !self.in_caption
    }
}

/// An element that may be no part of the article.
#[derive(Debug)]
pub(super) struct Suspect {
    /// The one around it.
    pub(super) outer: Option<usize>,
    pub(super) cause: Cause,
}

/// Why an element may be no part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Nobody sees it.
    Hidden,
    /// Its element says so: navigation, foot, form.
    Element,
    /// Its name says so.
    Named,
    /// Its name may mean so.
    Doubtful,
}

/// The parts of a page in its order.
#[derive(Debug)]
pub(super) struct PageParts {
    pub(super) all: Vec<Part>,
    pub(super) suspects: Vec<Suspect>,
    /// The elements that are said to hold the article.
    pub(super) bodies: Vec<NodeId>,
}

/// What holds for everything in an element.
#[derive(Debug, Clone, Copy)]
struct Surroundings {
    block: NodeId,
    kind: PartKind,
    hint: Hint,
    suspect: Option<usize>,
    in_quote: bool,
    in_caption: bool,
    in_link: bool,
    in_figure: bool,
    group: Option<NodeId>,
    item: Option<NodeId>,
    /// Whether it is a table of figures or words, whose rows are lines.
    in_table: bool,
}

/// Cuts a page into parts.
pub(super) fn parts(dom: &Dom) -> PageParts {
    let mut cutter = Cutter {
        dom,
        hints: Hints::default(),
        parts: PageParts { all: Vec::new(), suspects: Vec::new(), bodies: Vec::new() },
        words: Words::default(),
        linked: 0,
        last_group: None,
    };
    cutter.run();
    cutter.parts
}

struct Cutter<'a> {
    dom: &'a Dom,
    hints: Hints<'a>,
    parts: PageParts,
    words: Words,
    linked: usize,
    last_group: Option<NodeId>,
}

impl Cutter<'_> {
    fn run(&mut self) {
        let outside = Surroundings {
            block: Dom::ROOT,
            kind: PartKind::Line,
            hint: Hint::default(),
            suspect: None,
            in_quote: false,
            in_caption: false,
            in_link: false,
            in_figure: false,
            group: None,
            item: None,
            in_table: false,
        };
        let mut open: Vec<(NodeId, Surroundings)> = vec![(Dom::ROOT, outside)];
        let mut at = self.dom.first(Dom::ROOT);
        while let Some(node) = at {
            let around = open.last().map_or(outside, |(_, around)| *around);
            let inner = self.enter(node, around);
            if let (Some(inside), Some(first)) = (inner, self.dom.first(node)) {
                open.push((node, inside));
                at = Some(first);
                continue;
            }
            at = self.leave(node, around, &mut open);
        }
        self.flush(outside);
    }

    /// Looks at a node; returns what holds for what is in it, or nothing where nobody reads that.
    fn enter(&mut self, node: NodeId, around: Surroundings) -> Option<Surroundings> {
        let dom = self.dom;
        if let Some(words) = dom.text(node) {
            self.words.push(words);
            if around.in_link {
                self.linked += width(words.trim(), 10_000);
            }
            return None;
        }
        let name = dom.name(node);
        if name.is_empty() || is_unseen(name) {
            return None;
        }
        if name == "br" {
            self.line_break(node, around);
            return None;
        }
        let block = is_line(name, around.in_table);
        if block {
            self.flush(around);
        } else if matches!(name, "td" | "th") {
            self.words.cell();
        } else if around.in_table && is_block(name) {
            self.words.push(" ");
        }
        let mut inside = around;
        inside.in_link |= name == "a";
        if block {
            inside.block = node;
            inside.kind = PartKind::Line;
        }
        self.surround(node, name, &mut inside);
        Some(inside)
    }

    /// What an element changes for what is in it.
    fn surround(&mut self, node: NodeId, name: &str, inside: &mut Surroundings) {
        let hint = self.hints.of(self.dom, node);
        match name {
            "p" | "pre" => inside.kind = PartKind::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                inside.kind = PartKind::Heading(name.as_bytes()[1] - b'0');
            }
            "li" | "dt" | "dd" => {
                inside.kind = PartKind::Item;
                inside.item = Some(node);
            }
            "ul" | "ol" | "dl" | "menu" => inside.group = Some(node),
            "table" => {
                inside.group = Some(node);
                inside.in_table = is_tabular(self.dom, node);
            }
            "tr" if inside.in_table => inside.kind = PartKind::Row,
            "blockquote" => inside.in_quote = true,
            "figcaption" => inside.in_caption = true,
            "figure" => inside.in_figure = true,
            _ => {}
        }
        if hint.says(Hint::CAPTION) && !matches!(name, "body" | "html" | "main" | "article") {
            inside.in_caption = true;
        }
        if inside.in_figure
            && !inside.in_caption
            && !matches!(name, "table" | "blockquote")
            && name != "figure"
        {
            inside.in_caption |= matches!(name, "p" | "span" | "div" | "small" | "cite");
        }
        if inside.in_quote && name == "figure" {
            inside.in_figure = false;
        }
        let named_body = self
            .dom
            .attribute(node, "itemprop")
            .is_some_and(|of| of.split_ascii_whitespace().any(|one| one == "articleBody"));
        let is_box = matches!(name, "div" | "section" | "article" | "main" | "td" | "center");
        if named_body || (is_box && (hint.says(Hint::BODY) || name == "article")) {
            self.parts.bodies.push(node);
        }
        if hint.says(Hint::SIGNATURE | Hint::STANDFIRST) && !hint.says(Hint::BODY) {
            inside.hint = inside.hint | hint;
        }
        if name == "blockquote" && is_post(self.dom, node) {
            inside.suspect = inside.suspect.filter(|at| self.parts.suspects[*at].cause == Cause::Hidden);
        } else if let Some(cause) = cause(self.dom, node, name, hint) {
            self.parts.suspects.push(Suspect { outer: inside.suspect, cause });
            inside.suspect = Some(self.parts.suspects.len() - 1);
        }
    }

    /// One break goes on, two end the part.
    fn line_break(&mut self, node: NodeId, around: Surroundings) {
        let mut next = self.dom.next(node);
        while let Some(one) =
            next.filter(|one| self.dom.text(*one).is_some_and(|words| words.trim().is_empty()))
        {
            next = self.dom.next(one);
        }
        if next.is_some_and(|one| self.dom.name(one) == "br") {
            self.flush(around);
        } else {
            self.words.push(" ");
        }
    }

    /// Goes on after a node, closing what ends there.
    fn leave(
        &mut self,
        node: NodeId,
        mut around: Surroundings,
        open: &mut Vec<(NodeId, Surroundings)>,
    ) -> Option<NodeId> {
        let mut at = node;
        loop {
            let is_open = open.last().is_some_and(|(top, _)| *top == at);
            if is_open {
                around = open.pop().map_or(around, |(_, inside)| inside);
            }
            if is_line(self.dom.name(at), around.in_table) {
                self.flush(around);
            }
            if let Some(next) = self.dom.next(at) {
                return Some(next);
            }
            at = self.dom.parent(at)?;
            if at == Dom::ROOT {
                return None;
            }
        }
    }

    /// Ends the part that words were gathered for.
    fn flush(&mut self, around: Surroundings) {
        let text = std::mem::take(&mut self.words).text;
        let linked = std::mem::take(&mut self.linked);
        if text.trim().is_empty() {
            return;
        }
        let wide = width(&text, 100_000);
        let kind = match (around.kind, around.item) {
            (PartKind::Paragraph | PartKind::Line, Some(_)) => PartKind::Item,
            (kind, _) => kind,
        };
        let goes_on = around.group.is_some() && self.last_group == around.group;
        self.last_group = around.group;
        self.parts.all.push(Part {
            block: around.block,
            kind,
            text,
            width: wide,
            linked: linked.min(wide),
            hint: around.hint,
            suspect: around.suspect,
            in_quote: around.in_quote,
            in_caption: around.in_caption,
            group: around.group,
            goes_on,
        });
    }
}

/// Whether an element of that name is on lines of its own; in a table a row is one.
fn is_line(name: &str, in_table: bool) -> bool {
    if in_table {
        matches!(name, "tr" | "caption" | "table")
    } else {
        is_block(name) || matches!(name, "td" | "th")
    }
}

/// Whether a table has rows of several short cells, and is not there to place parts of the page.
fn is_tabular(dom: &Dom, table: NodeId) -> bool {
    /// Nodes that are looked at.
    const MOST: usize = 5000;
    /// The longest text of a cell, in bytes.
    const CELL: usize = 400;
    let (mut rows, mut cells) = (0, 0);
    for node in dom.descendants(table).take(MOST) {
        match dom.name(node) {
            "table" | "h1" | "h2" | "article" | "section" | "form" => return false,
            "tr" => rows += 1,
            "td" | "th" => cells += 1,
            _ if dom.text(node).is_some_and(|words| words.len() > CELL) => return false,
            _ => {}
        }
    }
    rows >= 2 && cells >= 2 * rows
}

/// Why an element may be no part of the article.
fn cause(dom: &Dom, node: NodeId, name: &str, hint: Hint) -> Option<Cause> {
    if matches!(name, "body" | "html" | "tbody" | "tr" | "td" | "th" | "li" | "p") && !is_hidden(dom, node) {
        return None;
    }
    let role = dom.attribute(node, "role").unwrap_or_default();
    if is_hidden(dom, node) {
        Some(Cause::Hidden)
    } else if matches!(name, "nav" | "footer" | "form" | "dialog")
        || matches!(role, "navigation" | "contentinfo" | "search" | "dialog" | "menu" | "complementary")
    {
        Some(Cause::Element)
    } else if hint.says(Hint::CHROME) {
        Some(Cause::Named)
    } else if hint.says(Hint::DOUBTFUL) || matches!(name, "aside" | "header") || matches!(role, "banner") {
        Some(Cause::Doubtful)
    } else {
        None
    }
}

/// Whether a quotation is a post of a social network that was set into the page.
fn is_post(dom: &Dom, node: NodeId) -> bool {
    let names = ["twitter-", "instagram-", "tiktok-", "fb-", "bluesky-", "mastodon-", "reddit-"];
    dom.classes(node).any(|class| names.iter().any(|name| class.starts_with(name)))
}

fn is_hidden(dom: &Dom, node: NodeId) -> bool {
    if dom.attribute(node, "hidden").is_some() || is_wayback_bar(dom, node) {
        return true;
    }
    let Some(style) = dom.attribute(node, "style").filter(|style| style.len() < 1000) else { return false };
    let plain: String =
        style.chars().filter(|sign| !sign.is_whitespace()).collect::<String>().to_ascii_lowercase();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}
