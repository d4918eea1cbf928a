//! Markdown to plain, readable text; what it says of headline, quotations and pictures becomes zones.
//!
//! Emphasis and link marks go, words stay. Addresses of links and pictures are left out and counted in notes.

use super::parsed::{KnownValues, ParsedArticle};
use super::{IngestError, front, go_on};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{ValueOrigin, Zone, ZoneKind};
use crate::text::Span;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Whether a text without a telling name is Markdown: front matter, or a `#` heading and another sign.
pub(super) fn looks_like(text: &str) -> bool {
    if front::split(text).is_some() {
        return true;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let heading = lines.next().is_some_and(|line| line.starts_with("# "));
    let sign = |line: &str| {
        line.starts_with("## ") || line.starts_with("> ") || line.contains("](") || line.contains("**")
    };
    heading && lines.take(400).any(sign)
}

/// Turns Markdown into text with zones and the metadata of its front matter.
pub(super) fn read(markdown: &str, progress: &Progress) -> Result<ParsedArticle, IngestError> {
    let mut issues = Vec::new();
    let (lines, body) = front::split(markdown).unwrap_or(("", markdown));
    let mut known = KnownValues::default();
    known.complete(&front::read(lines, &mut issues), ValueOrigin::Properties);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let mut writer = Writer::default();
    for (count, event) in Parser::new_ext(body, options).enumerate() {
        if count % 4096 == 0 {
            go_on(progress)?;
        }
        writer.take(event);
    }
    writer.flush();
    writer.report(&mut issues);
    if u32::try_from(writer.out.len()).is_err() {
        return Err(IngestError::TooLong);
    }
    Ok(ParsedArticle {
        text: writer.out,
        zones: writer.zones,
        known,
        notes: issues,
        ..ParsedArticle::default()
    })
}

#[derive(Default)]
struct Writer {
    out: String,
    zones: Vec<Zone>,
    /// The block being written.
    block: String,
    /// Words beside pictures of the block, to be written after it.
    captions: Vec<String>,
    /// Alternative texts of the pictures that are open.
    pictures: Vec<String>,
    /// Markup of the block of HTML that is open.
    html: Option<String>,
    /// Next number of every open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    quotes: usize,
    in_code: bool,
    heading: Option<HeadingLevel>,
    headline_found: bool,
    /// Whether the last block written goes on without a blank line: list items and table rows.
    tight: bool,
    links: u64,
    bare_pictures: u64,
    tags: u64,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.in_code => self.block.push_str(&plain(&words, true)),
            Event::Text(words) | Event::Code(words) => self.say(&plain(&words, false)),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.say(&plain(&words, false)),
            Event::Html(markup) => match &mut self.html {
                Some(html) => html.push_str(&markup),
                None => self.html = Some(markup.to_string()),
            },
            Event::InlineHtml(tag) => {
                self.tags += 1;
                if tag.to_ascii_lowercase().starts_with("<br") {
                    self.say("\n");
                }
            }
            Event::FootnoteReference(label) => self.say(&format!("[{}]", plain(&label, false))),
            Event::SoftBreak => {
                let wide =
                    self.block.chars().next_back().is_some_and(|c| (0x2E80..0xD7FF).contains(&(c as u32)));
                self.say(if wide { "" } else { " " });
            }
            Event::HardBreak => self.say("\n"),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => self.say(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn say(&mut self, words: &str) {
        self.pictures.last_mut().unwrap_or(&mut self.block).push_str(words);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if self.block_is_marker() => {}
            Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) | Tag::TableRow | Tag::TableHead => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let indent = "  ".repeat(self.lists.len().saturating_sub(1));
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.block = indent + &mark;
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.block = format!("[{}] ", plain(&label, false));
            }
            Tag::TableCell if !self.block.is_empty() => self.block.push_str(" | "),
            Tag::Link { .. } => self.links += 1,
            Tag::Image { .. } => self.pictures.push(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::TableRow
            | TagEnd::TableHead => {
                self.flush();
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.tight = !self.lists.is_empty();
            }
            TagEnd::Table => {
                self.flush();
                self.tight = false;
            }
            TagEnd::HtmlBlock => self.markup(),
            TagEnd::Image => {
                let words = self.pictures.pop().unwrap_or_default();
                if words.trim().is_empty() { self.bare_pictures += 1 } else { self.captions.push(words) }
            }
            _ => {}
        }
        if matches!(tag, TagEnd::TableRow | TagEnd::TableHead) {
            self.tight = true;
        }
    }

    /// Whether the block holds nothing yet but the mark of a list item or footnote.
    fn block_is_marker(&self) -> bool {
        let block = self.block.trim();
        block.ends_with(['.', '-', ']']) && self.block.ends_with(' ') && !block.contains(' ')
    }

    /// The words of a block of HTML without its tags; nothing of scripts, styles and comments.
    fn markup(&mut self) {
        let Some(html) = self.html.take() else { return };
        let low = html.trim_start().to_ascii_lowercase();
        let silent = ["<script", "<style", "<!--", "<iframe"].iter().any(|start| low.starts_with(start));
        let mut rest = html.as_str();
        while let Some(open) = rest.find('<') {
            let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
            if !silent {
                self.block.push_str(&plain(&rest[..open], false));
            }
            self.tags += 1;
            rest = &rest[close..];
        }
        if !silent {
            self.block.push_str(&plain(rest, false));
        }
        self.flush();
    }

    /// Writes the block and the captions after it.
    fn flush(&mut self) {
        if self.html.is_some() && self.block.is_empty() {
            self.markup();
        }
        let block = std::mem::take(&mut self.block);
        let in_list = !self.lists.is_empty() && self.quotes == 0;
        let kind = match self.heading {
            Some(HeadingLevel::H1) if !self.headline_found && !block.trim().is_empty() => {
                self.headline_found = true;
                Some(ZoneKind::Headline)
            }
            _ if self.quotes > 0 => Some(ZoneKind::Quote),
            _ => None,
        };
        let block = if kind == Some(ZoneKind::Headline) { block.replace('\n', " ") } else { block };
        let empty_item = in_list && matches!(block.trim(), "-");
        if !empty_item {
            self.write(block.trim_end().trim_start_matches('\n'), kind, in_list);
        }
        for caption in std::mem::take(&mut self.captions) {
            self.write(caption.replace('\n', " ").trim(), Some(ZoneKind::Caption), false);
        }
    }

    fn write(&mut self, block: &str, kind: Option<ZoneKind>, tight: bool) {
        if block.trim().is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str(if self.tight { "\n" } else { "\n\n" });
        }
        self.tight = tight;
        let start = self.out.len();
        self.out.push_str(block);
        let ends = u32::try_from(start).ok().zip(u32::try_from(self.out.len()).ok());
        let span = ends.and_then(|(start, end)| Span::new(start, end));
        self.zones.extend(kind.zip(span).map(|(kind, span)| Zone { kind, span }));
    }

    fn report(&self, issues: &mut Vec<Issue>) {
        for (code, count, message) in [
            ("markdown-links", self.links, message!("findings-markdown-links", count = self.links)),
            (
                "markdown-pictures",
                self.bare_pictures,
                message!("findings-markdown-pictures", count = self.bare_pictures),
            ),
            ("markdown-html", self.tags, message!("findings-markdown-html", count = self.tags)),
        ] {
            if count > 0 {
                issues.push(Issue::note(code, "", message));
            }
        }
    }
}

/// Words without control characters, which numeric entities can smuggle in.
fn plain(words: &str, keep_lines: bool) -> String {
    let fit = |c: char| match c {
        '\n' if keep_lines => c,
        '\t' => c,
        '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    words.chars().map(fit).collect()
}
