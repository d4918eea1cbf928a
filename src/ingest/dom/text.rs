//! The words below a node, as somebody sees them who reads the page.

use super::{Dom, NodeId};

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tr",
    "ul",
    "html",
];

/// Whether an element of that name stands on lines of its own.
pub(in crate::ingest) fn is_block(name: &str) -> bool {
    matches!(name.len(), 1..=10) && BLOCKS.contains(&name)
}

/// Whether nobody sees what is in an element of that name.
pub(in crate::ingest) fn is_unseen(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "iframe"
            | "object"
            | "svg"
            | "math"
            | "select"
            | "textarea"
            | "button"
            | "audio"
            | "video"
            | "canvas"
            | "datalist"
            | "noembed"
            | "noframes"
    )
}

impl Dom {
    /// All words below a node: blanks folded, a line feed for a break and between blocks, a tab between cells.
    pub(in crate::ingest) fn words(&self, id: NodeId) -> String {
        self.words_up_to(id, usize::MAX)
    }

    /// As [`Dom::words`]; ends soon after so many bytes.
    pub(in crate::ingest) fn words_up_to(&self, id: NodeId, most: usize) -> String {
        self.words_without(id, most, |_| false)
    }

    /// As [`Dom::words_up_to`], without what is in the elements that are left out.
    pub(in crate::ingest) fn words_without(
        &self,
        id: NodeId,
        most: usize,
        is_left_out: impl Fn(NodeId) -> bool,
    ) -> String {
        let mut out = Words::default();
        let mut at = Some(id);
        while let Some(node) = at.filter(|_| out.text.len() <= most) {
            let name = self.name(node);
            let goes_in = !is_unseen(name) && !is_left_out(node);
            if let Some(words) = self.text(node) {
                out.push(words);
            } else if name == "br" || is_block(name) {
                out.line();
            } else if matches!(name, "td" | "th") {
                out.cell();
            }
            let inner = self.first(node).filter(|_| goes_in);
            at = inner.or_else(|| {
                let mut from = node;
                loop {
                    if is_block(self.name(from)) {
                        out.line();
                    }
                    if from == id {
                        return None;
                    }
                    match self.next(from) {
                        Some(next) => return Some(next),
                        None => from = self.parent(from)?,
                    }
                }
            });
        }
        out.text
    }
}

/// Words put together with single blanks.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Words {
    /// The words so far.
    pub(in crate::ingest) text: String,
    gap: Option<char>,
}

impl Words {
    /// Adds words; white space is one blank.
    pub(in crate::ingest) fn push(&mut self, words: &str) {
        let blank = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
        if words.starts_with(blank) {
            self.gap = self.gap.or(Some(' '));
        }
        for word in words.split(blank).filter(|word| !word.is_empty()) {
            if let Some(gap) = self.gap.take().filter(|_| !self.text.is_empty()) {
                self.text.push(gap);
            }
            self.text.push_str(word);
            self.gap = Some(' ');
        }
        if !words.ends_with(blank) && !words.is_empty() {
            self.gap = None;
        }
    }

    /// Ends the line.
    pub(in crate::ingest) fn line(&mut self) {
        self.gap = Some('\n');
    }

    /// Ends the cell.
    pub(in crate::ingest) fn cell(&mut self) {
        if self.gap != Some('\n') {
            self.gap = Some('\t');
        }
    }
}
