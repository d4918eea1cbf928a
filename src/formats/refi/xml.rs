//! XML, written piece by piece.

use crate::formats::export::losses::LossLog;
use crate::formats::shared::excerpts::short;
use crate::formats::shared::features::Feature;
use crate::formats::shared::xml::is_illegal;
use crate::message;
use std::io::{self, Write};

/// Writes elements in their order. What XML 1.0 has no place for becomes U+FFFD, and is told.
pub(super) struct Xml<'a, W: Write> {
    out: W,
    log: &'a mut LossLog,
}

impl<'a, W: Write> Xml<'a, W> {
    /// Begins a document with its declaration.
    ///
    /// # Errors
    /// When it cannot be written, as everything here.
    pub fn new(mut out: W, log: &'a mut LossLog) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        Ok(Self { out, log })
    }

    /// Begins an element on a line of its own; its attributes follow, then [`Xml::inside`] or [`Xml::empty`].
    pub fn begin(&mut self, name: &str) -> io::Result<()> {
        self.out.write_all(b"\n<")?;
        self.out.write_all(name.as_bytes())
    }
    pub fn attribute(&mut self, name: &str, value: &str) -> io::Result<()> {
        write!(self.out, " {name}=\"")?;
        self.escaped(value, true)?;
        self.out.write_all(b"\"")
    }

    /// Ends the attributes; children follow.
    pub fn inside(&mut self) -> io::Result<()> {
        self.out.write_all(b">")
    }

    /// Ends an element without children.
    pub fn empty(&mut self) -> io::Result<()> {
        self.out.write_all(b"/>")
    }
    pub fn end(&mut self, name: &str) -> io::Result<()> {
        write!(self.out, "</{name}>")
    }

    /// An element without attributes that begins here.
    pub fn open(&mut self, name: &str) -> io::Result<()> {
        self.begin(name)?;
        self.inside()
    }

    /// An element with nothing but text.
    pub fn text(&mut self, name: &str, words: &str) -> io::Result<()> {
        self.open(name)?;
        self.escaped(words, false)?;
        self.end(name)
    }

    /// An element with nothing but one attribute.
    pub fn reference(&mut self, name: &str, guid: &str) -> io::Result<()> {
        self.begin(name)?;
        self.attribute("targetGUID", guid)?;
        self.empty()
    }
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"\n")?;
        Ok(self.out)
    }

    fn escaped(&mut self, words: &str, quoted: bool) -> io::Result<()> {
        let mut from = 0;
        let mut told = false;
        for (at, c) in words.char_indices() {
            let written = match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\r' => "&#13;",
                '"' if quoted => "&quot;",
                '\n' if quoted => "&#10;",
                '\t' if quoted => "&#9;",
                c if is_illegal(c) => {
                    if !told {
                        self.log.add(
                            Feature::Controls,
                            || message!("formats-example-quote", words = %short(words).escape_debug()),
                        );
                        told = true;
                    }
                    "\u{fffd}"
                }
                _ => continue,
            };
            self.out.write_all(&words.as_bytes()[from..at])?;
            self.out.write_all(written.as_bytes())?;
            from = at + c.len_utf8();
        }
        self.out.write_all(&words.as_bytes()[from..])
    }
}
