//! The fast way through a set file: lines exactly as our writer makes them.
//!
//! A line of another make is parsed as RON on its own; when that fails too the caller parses the whole file as RON.
//! Either way the outcome is the same as that of the RON parser alone.

use super::annotations::{AnnotationLine, OriginShape, Pairs, PartShape, SetShape, ValueShape};
use std::borrow::Cow;

const ANNOTATIONS: &str = "    annotations: [\n";
const ORPHANS: &str = "    orphans: [\n";
/// What the part before the lists is read with: where that ends inside a string, a comment or a field, lacks a comma, or
/// knows these lists already, RON refuses it.
const NO_LISTS: &str = "    annotations: [],\n    orphans: [],\n)";

/// The shape of a set file; `None` when it is laid out in another way. `head` is room for a part of the text.
pub(in crate::store) fn parse<'a>(text: &'a str, head: &'a mut String) -> Option<SetShape<'a>> {
    let find = |list: &str| memchr::memmem::find(text.as_bytes(), format!("\n{list}").as_bytes());
    let cut = find(ANNOTATIONS).or_else(|| find(ORPHANS))? + 1;
    if !text.starts_with("(\n") {
        return None;
    }
    head.clear();
    head.push_str(&text[..cut]);
    head.push_str(NO_LISTS);
    let mut shape: SetShape<'a> = ron::from_str(head).ok()?;
    let mut cursor = Cursor { text, at: cut };
    if cursor.eat(ANNOTATIONS) {
        cursor.lines(&mut shape.annotations)?;
    }
    if cursor.eat(ORPHANS) {
        cursor.lines(&mut shape.orphans)?;
    }
    (cursor.eat(")\n") && cursor.at == text.len()).then_some(shape)
}

#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn eat(&mut self, words: &str) -> bool {
        let here = self.text.as_bytes()[self.at..].starts_with(words.as_bytes());
        self.at += if here { words.len() } else { 0 };
        here
    }

    fn need(&mut self, words: &str) -> Option<()> {
        self.eat(words).then_some(())
    }

    fn lines(&mut self, lines: &mut Vec<AnnotationLine<'a>>) -> Option<()> {
        while !self.eat("    ],\n") {
            let mut ahead = *self;
            match ahead.line() {
                Some(line) => {
                    lines.push(line);
                    *self = ahead;
                }
                None => lines.push(self.foreign_line()?),
            }
        }
        Some(())
    }

    /// A line that holds one annotation, but not in our layout. A comment could hide the comma, so what may be one is left
    /// to the parser of the whole.
    fn foreign_line(&mut self) -> Option<AnnotationLine<'a>> {
        let rest = &self.text[self.at..];
        let end = memchr::memchr(b'\n', rest.as_bytes())?;
        let line = rest[..end].trim_matches([' ', '\t', '\r']).strip_suffix(',')?;
        if line.contains("//") || line.contains("/*") {
            return None;
        }
        self.at += end + 1;
        line.starts_with('(').then(|| ron::from_str(line).ok())?
    }

    fn line(&mut self) -> Option<AnnotationLine<'a>> {
        self.need("        (id: ")?;
        let mut line = AnnotationLine { id: self.string()?, ..AnnotationLine::default() };
        self.need(", at: ")?;
        line.at = self.place()?;
        if self.eat(", code: ") {
            line.code = self.string()?;
        } else if self.eat(", claim: ") {
            line.claim = self.string()?;
        } else if self.eat(", unit: ") {
            line.unit = self.string()?;
        }
        self.need(", quote: ")?;
        line.quote = self.string()?;
        line.before = self.text_after(", before: ")?;
        line.after = self.text_after(", after: ")?;
        if self.eat(", attributes: {") {
            line.attributes = self.pairs()?;
        }
        line.memo = self.text_after(", memo: ")?;
        line.question = self.eat(", question: true");
        if self.eat(", origin: ") {
            line.origin = self.origin()?;
        }
        self.need(", created: ")?;
        line.created = self.string()?;
        line.modified = self.text_after(", modified: ")?;
        self.need("),\n")?;
        Some(line)
    }

    /// The text of a field that may be left out.
    fn text_after(&mut self, opening: &str) -> Option<Cow<'a, str>> {
        if self.eat(opening) { self.string() } else { Some(Cow::Borrowed("")) }
    }

    fn place(&mut self) -> Option<(u32, u32)> {
        self.need("(")?;
        let start = self.number()?;
        self.need(", ")?;
        let end = self.number()?;
        self.need(")")?;
        Some((start, end))
    }

    fn number(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes()[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = self.text[self.at..self.at + digits].parse().ok()?;
        self.at += digits;
        Some(number)
    }

    fn pairs(&mut self) -> Option<Pairs<'a>> {
        let mut pairs: Vec<(Cow<'a, str>, ValueShape<'a>)> = Vec::with_capacity(2);
        loop {
            let name = self.string()?;
            self.need(": ")?;
            let value = self.value()?;
            if pairs.iter().any(|(known, _)| *known == name) {
                return None;
            }
            pairs.push((name, value));
            if self.eat("}") {
                return Some(Pairs(pairs));
            }
            self.need(", ")?;
        }
    }

    fn value(&mut self) -> Option<ValueShape<'a>> {
        let value = if self.eat("Choice(") {
            ValueShape::Choice(self.string()?)
        } else if self.eat("Choices([") {
            ValueShape::Choices(self.list(Self::string)?)
        } else if self.eat("Text(") {
            ValueShape::Text(self.string()?)
        } else {
            self.need("Spans([")?;
            ValueShape::Spans(self.list(Self::part)?)
        };
        self.need(")")?;
        Some(value)
    }

    fn part(&mut self) -> Option<PartShape<'a>> {
        self.need("(at: ")?;
        let at = self.place()?;
        self.need(", quote: ")?;
        let quote = self.string()?;
        self.need(")")?;
        Some(PartShape { at, quote })
    }

    /// The rest of a list whose bracket is open.
    fn list<T>(&mut self, item: fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::with_capacity(1);
        if self.eat("]") {
            return Some(items);
        }
        loop {
            items.push(item(self)?);
            if self.eat("]") {
                return Some(items);
            }
            self.need(", ")?;
        }
    }

    fn origin(&mut self) -> Option<OriginShape<'a>> {
        let make: fn(Cow<'a, str>) -> OriginShape<'a> = if self.eat("Suggested(") {
            OriginShape::Suggested
        } else if self.eat("CarriedOver(") {
            OriginShape::CarriedOver
        } else {
            self.need("Imported(")?;
            OriginShape::Imported
        };
        let detail = self.string()?;
        self.need(")")?;
        Some(make(detail))
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.need("\"")?;
        let from = self.at;
        let end = from + memchr::memchr2(b'"', b'\\', &self.text.as_bytes()[from..])?;
        if self.text.as_bytes()[end] == b'"' {
            self.at = end + 1;
            return Some(Cow::Borrowed(&self.text[from..end]));
        }
        self.escaped(from, end).map(Cow::Owned)
    }

    /// A string with escapes, the first of them at `slash`.
    fn escaped(&mut self, from: usize, slash: usize) -> Option<String> {
        let mut out = self.text[from..slash].to_owned();
        self.at = slash;
        loop {
            self.need("\\")?;
            let c = match self.text.as_bytes().get(self.at)? {
                b'"' => '"',
                b'\\' => '\\',
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'u' => self.numbered()?,
                _ => return None,
            };
            self.at += 1;
            out.push(c);
            if self.plain(&mut out)? {
                return Some(out);
            }
        }
    }

    /// The character of an escape by number; ends on its closing brace.
    fn numbered(&mut self) -> Option<char> {
        self.need("u{")?;
        let digits = self.text.as_bytes()[self.at..]
            .iter()
            .take(6)
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        let number = u32::from_str_radix(&self.text[self.at..self.at + digits], 16).ok()?;
        self.at += digits;
        (self.text.as_bytes().get(self.at)? == &b'}').then(|| char::from_u32(number))?
    }

    /// Takes what needs no unescaping; whether the string ended with it.
    fn plain(&mut self, out: &mut String) -> Option<bool> {
        let end = self.at + memchr::memchr2(b'"', b'\\', &self.text.as_bytes()[self.at..])?;
        out.push_str(&self.text[self.at..end]);
        let ended = self.text.as_bytes()[end] == b'"';
        self.at = end + usize::from(ended);
        Some(ended)
    }
}
