//! JSON in one line that no reader breaks.

use crate::model::Article;
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Compact JSON in which the line separators of Unicode are escaped.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['\u{2028}', '\u{2029}', '\u{85}']) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let sign = rest[at..].chars().next().unwrap_or_default();
            write!(writer, "\\u{:04x}", sign as u32)?;
            rest = &rest[at + sign.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

/// Writes a value in one line, without its end.
///
/// # Errors
/// What `out` fails with.
pub(in crate::formats) fn write<W: Write>(out: W, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, OneLine)).map_err(io::Error::from)
}

/// Writes a value as a line.
///
/// # Errors
/// What `out` fails with.
pub(in crate::formats) fn write_line<W: Write>(mut out: W, value: &impl Serialize) -> io::Result<()> {
    write(&mut out, value)?;
    out.write_all(b"\n")
}

/// What trainers of other programs are told of an article.
#[derive(Serialize)]
pub(in crate::formats) struct ArticleHeader<'a> {
    article: &'a str,
    title: &'a str,
    outlet: &'a str,
    published: &'a str,
    url: &'a str,
    language: &'a str,
}

impl<'a> From<&'a Article> for ArticleHeader<'a> {
    fn from(article: &'a Article) -> Self {
        let metadata = &article.metadata;
        Self {
            article: article.id.as_str(),
            title: &metadata.title,
            outlet: &metadata.outlet,
            published: &metadata.published.date,
            url: &metadata.url,
            language: &metadata.language,
        }
    }
}
