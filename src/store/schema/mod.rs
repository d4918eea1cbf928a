//! The shapes of the project's files, their versions, and reading them without loss.
//!
//! Every file begins with `format` and `version`. Both are looked at before anything else, so that a file of a newer
//! version is refused untouched. Writing is done by hand in [`write`] so that the bytes depend on the content alone.

pub(super) mod annotations;
pub(super) mod article;
pub(super) mod claims;
pub(super) mod codebook;
pub(super) mod edit;
pub(super) mod lines;
pub(super) mod mapping;
mod nul;
pub(super) mod project;
pub(super) mod review;
pub(super) mod set;
mod sides;
pub(super) mod stub;
pub(super) mod write;

use crate::base::{Issue, Place};
use crate::locale::{Argument, Message};
use crate::message;
use serde::de::DeserializeOwned;

/// A file's text, freed of what synchronising tools put in.
#[derive(Debug)]
pub(super) struct SourceText {
    /// Relative to the project folder, with `/`.
    pub file: String,
    /// The content without byte order mark and with line feeds.
    pub text: String,
    /// What was changed to get there.
    pub notes: Vec<Issue>,
}

impl SourceText {
    /// Takes the bytes of a file.
    ///
    /// # Errors
    /// When they are not UTF-8.
    pub fn new(file: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Issue> {
        let file = file.into();
        let mut notes = Vec::new();
        let mut text = String::from_utf8(bytes).map_err(|error| not_utf8(&file, &error))?;
        if text.starts_with('\u{feff}') {
            text.drain(..3);
            notes.push(
                Issue::note("byte-order-mark", &file, message!("findings-byte-order-mark"))
                    .hint(message!("findings-byte-order-mark.hint")),
            );
        }
        if memchr::memchr(b'\r', text.as_bytes()).is_some() && text.contains("\r\n") {
            text = text.replace("\r\n", "\n");
            notes.push(
                Issue::note("line-ends", &file, message!("findings-lines-cr-lf"))
                    .hint(message!("findings-lines-cr-lf.hint")),
            );
        }
        notes.extend(with_nul(&file, &text));
        Ok(Self { file, text, notes })
    }

    /// A finding about a value that the format does not allow.
    pub fn bad_value(&self, named: impl Into<String>, message: impl Into<crate::locale::Message>) -> Issue {
        let message = message.into();
        // What is named so cannot be looked for.
        let nul = message.english().contains('\0').then(|| nul::lines_with_nul(&self.text));
        let line = nul.and_then(|lines| lines.first().copied());
        let place = line.map_or_else(|| Place::Named(named.into()), |line| Place::Line(line, 1));
        Issue::error("bad-value", &self.file, message).at(place).hint(Message::new(UNTOUCHED))
    }
}

/// Tells of the texts of a file that hold a NUL, by the first line with one.
fn with_nul(file: &str, text: &str) -> Option<Issue> {
    let lines = nul::lines_with_nul(text);
    let first = *lines.first()?;
    let message = message!("findings-nul", count = lines.len());
    Some(Issue::warning("nul", file, message).at(Place::Line(first, 1)).hint(message!("findings-nul.hint")))
}

/// What is said of every file that could not be taken in.
pub(super) const UNTOUCHED: &str = crate::id!("findings-untouched");

/// A value, or the sentence that it is not one; after the error's own words, which are a clause.
pub(super) fn valid<T, E>(made: Result<T, E>) -> Result<T, Message>
where
    Argument: From<E>,
{
    made.map_err(|error| message!("findings-bad-value", error = error))
}

fn not_utf8(file: &str, error: &std::string::FromUtf8Error) -> Issue {
    let valid = error.utf8_error().valid_up_to();
    let before = &error.as_bytes()[..valid];
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let column = String::from_utf8_lossy(&before[line_start..]).chars().count() as u32 + 1;
    Issue::error("wrong-encoding", file, message!("findings-wrong-encoding"))
        .at(Place::Line(line, column))
        .hint(Message::new(UNTOUCHED))
}

/// A file's shape in its newest version.
pub(super) trait Shape: DeserializeOwned {
    /// Its name in the file.
    const FORMAT: &'static str;
    /// The newest version.
    const VERSION: u32;

    /// Reads an older version: its own shape, made newer by one version after the other.
    ///
    /// # Errors
    /// When there is no such version, or the file is broken.
    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        Err(no_such_version(source, Self::FORMAT, version))
    }
}

/// Reads version 1 of a shape whose version 2 only has more that may be left out.
///
/// # Errors
/// When there is no such version, or the file is broken.
pub(super) fn version_1<T: DeserializeOwned>(
    source: &SourceText,
    format: &str,
    version: u32,
) -> Result<T, Issue> {
    if version == 1 { parse(source) } else { Err(no_such_version(source, format, version)) }
}

/// The finding about a version that never was.
pub(super) fn no_such_version(source: &SourceText, format: &str, version: u32) -> Issue {
    Issue::error(
        "bad-version",
        &source.file,
        message!("findings-bad-version", version = %version, format = %format),
    )
    .hint(Message::new(UNTOUCHED))
}

/// Reads a file of any version.
pub(super) fn read<T: Shape>(source: &SourceText) -> Result<T, Issue> {
    match version_of(source, T::FORMAT, T::VERSION)? {
        version if version == T::VERSION => parse(source),
        version => T::older(source, version),
    }
}

/// The version of a file, after its format was found right and its version not too new.
pub(super) fn version_of(source: &SourceText, format: &str, newest: u32) -> Result<u32, Issue> {
    let header = match header_at_top(&source.text) {
        Some(header) => header,
        None => parse::<Header>(source)?,
    };
    if header.format != format {
        return Err(Issue::error(
            "wrong-format",
            &source.file,
            message!("findings-wrong-format", format = %format, format2 = %header.format),
        )
        .hint(Message::new(UNTOUCHED)));
    }
    if header.version > newest {
        return Err(Issue::error(
            "newer-version",
            &source.file,
            message!("findings-newer-version", version = %header.version, newest = %newest),
        )
        .hint(message!("findings-newer-version.hint")));
    }
    Ok(header.version)
}

#[derive(serde::Deserialize)]
struct Header {
    format: String,
    version: u32,
}

/// The header as our writer puts it.
fn header_at_top(text: &str) -> Option<Header> {
    let rest = text.strip_prefix("(\n    format: \"")?;
    let (format, rest) = rest.split_once("\",\n    version: ")?;
    let (version, _) = rest.split_once(",\n")?;
    (format.len() < 64).then_some(())?;
    Some(Header { format: format.to_owned(), version: version.parse().ok()? })
}

/// Reads RON text, or says where and why not.
pub(super) fn parse<'a, T: serde::Deserialize<'a>>(source: &'a SourceText) -> Result<T, Issue> {
    ron::from_str(&source.text)
        .map_err(|error| merge_conflict(source).unwrap_or_else(|| broken(&source.file, &error)))
}

/// That Git could not merge two versions of the file and left both in it, each with its name.
fn merge_conflict(source: &SourceText) -> Option<Issue> {
    let mut lines = source.text.lines().enumerate();
    let (at, ours) = lines.find_map(|(at, line)| Some((at, line.strip_prefix("<<<<<<< ")?)))?;
    let theirs = lines.find_map(|(_, line)| line.strip_prefix(">>>>>>> "))?;
    let message = message!("findings-merge-conflict", ours = ours, theirs = theirs);
    let hint = message!("findings-merge-conflict.hint", file = &source.file);
    let place = Place::Line(u32::try_from(at + 1).unwrap_or(u32::MAX), 1);
    Some(Issue::error("merge-conflict", &source.file, message).at(place).hint(hint))
}

fn broken(file: &str, error: &ron::error::SpannedError) -> Issue {
    let place = Place::Line(error.span.end.line as u32, error.span.end.col as u32);
    Issue::error("broken-ron", file, message!("findings-broken-ron", code = %error.code))
        .at(place)
        .hint(Message::new(UNTOUCHED))
}
