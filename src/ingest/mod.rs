//! Bytes in, checked article drafts out: decoding, plain text and Markdown, guessed zones, metadata and language.
//!
//! Reads no files and no clock and asks nobody: whoever calls hands over bytes and shows the draft for confirmation. The
//! text of a plain file is changed in nothing but encoding, line ends and invisible control characters. Phrases that tell
//! navigation, bylines and dates are data, in `assets/ingest`. Near duplicates and HTML are not handled here.

mod blocks;
mod dates;
mod decode;
mod draft;
mod error;
mod front;
mod language;
mod magic;
mod markdown;
mod misfit;
mod names;
mod phrases;
#[cfg(test)]
mod tests;
mod zones;

pub use decode::{Decoded, decode};
pub use draft::{ArticleDraft, SourceKind, article_id};
pub use error::IngestError;

use crate::base::{Checked, Progress};
use crate::model::Metadata;
use draft::ParsedSource;

/// A file or a pasted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceFile<'a> {
    /// The file's name, or `pasted text`.
    pub name: &'a str,
    /// Its bytes, in any encoding.
    pub bytes: &'a [u8],
}

impl SourceFile<'_> {
    fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

impl SourceKind {
    /// Guesses how to read a file by its extension, or by its content when the name says nothing.
    pub fn guess(name: &str, text: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
        match extension.as_str() {
            "md" | "markdown" | "mdown" | "mkd" | "mkdn" => Self::Markdown,
            "txt" | "text" => Self::PlainText,
            _ if markdown::looks_like(text) => Self::Markdown,
            _ => Self::PlainText,
        }
    }
}

/// Makes a draft of one article. Text that is no article as it stands, such as the source of a web page or a download of
/// several articles, has an error among its issues: it is to be added only when somebody says so.
///
/// Sets the total of `progress` to twice the number of bytes: once for decoding, once for the rest.
///
/// # Errors
/// When the bytes are no text, hold nothing but white space, or the caller asked to stop.
pub fn draft(source: SourceFile<'_>, progress: &Progress) -> Result<Checked<ArticleDraft>, IngestError> {
    let size = source.bytes.len() as u64;
    progress.set_total(size * 2);
    let mut issues = Vec::new();
    let decoded = decode::decode_counted(source.bytes, progress)?.take(&mut issues);
    if decoded.text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    let kind = SourceKind::guess(source.file_name(), &decoded.text);
    issues.extend(misfit::misfit(&decoded.text, kind));
    let mut note = vec![decoded.encoding.to_owned() + if decoded.guessed { " (guessed)" } else { "" }];
    note.extend(decoded.changes);
    let read = match kind {
        SourceKind::PlainText => ParsedSource { text: decoded.text, ..ParsedSource::default() },
        SourceKind::Markdown => {
            note.push("Markdown made plain text".to_owned());
            markdown::read(&decoded.text, progress)?.take(&mut issues)
        }
    };
    if read.text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    let mut language = language::language(&read.text);
    if !read.metadata.language.is_empty() {
        language = (read.metadata.language.clone(), true);
    }
    let guess = zones::guess(&read.text, &language.0, &read.zones, progress)?;
    let mut metadata = merged(read.metadata, guess.metadata);
    metadata.language.clone_from(&language.0);
    metadata.source_file = source.file_name().to_owned();
    metadata.import_note = note.join("; ");
    for issue in &mut issues {
        issue.file = source.file_name().to_owned();
    }
    progress.advance(size);
    Ok(Checked {
        value: ArticleDraft { text: read.text, metadata, zones: guess.zones, language, kind },
        issues,
    })
}

/// What the file states, and where it is silent, what was guessed.
fn merged(stated: Metadata, guessed: Metadata) -> Metadata {
    let pick = |stated: String, guessed: String| if stated.is_empty() { guessed } else { stated };
    Metadata {
        title: pick(stated.title, guessed.title),
        outlet: pick(stated.outlet, guessed.outlet),
        authors: if stated.authors.is_empty() { guessed.authors } else { stated.authors },
        published: if stated.published.as_written.is_empty() { guessed.published } else { stated.published },
        section: pick(stated.section, guessed.section),
        ..stated
    }
}
