//! The records of a WARC, one after the other.

use std::io::{self, BufRead, Read};

/// The longest line of a record's head, in bytes.
const LONGEST_LINE: u64 = 64 << 10;
/// How many lines a record's head may have.
const MOST_LINES: usize = 200;
/// How many empty lines may stand between records.
const MOST_EMPTY: usize = 16;

/// A record, as far as it can be a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record {
    Page {
        address: String,
        /// When it was captured, as written.
        date: String,
        block: Vec<u8>,
        /// Whether the block is an answer of HTTP, and not the page alone.
        is_http: bool,
    },
    /// A page that is larger than is looked into.
    TooLarge,
    Other,
}

/// Why there is no further record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RecordError {
    /// It breaks off or is no record.
    Broken,
}

impl From<io::Error> for RecordError {
    fn from(_: io::Error) -> Self {
        Self::Broken
    }
}

#[derive(Default)]
struct RecordHead {
    kind: String,
    address: String,
    date: String,
    content: String,
    length: Option<u64>,
}

impl Record {
    /// The next record, and how many bytes its block has; `None` at the end. Pages that are not `wanted` are passed over,
    /// and of those that are at most so many bytes are held.
    pub fn next(
        reader: &mut dyn BufRead,
        wanted: impl Fn(&str) -> bool,
        most: u64,
    ) -> Result<Option<(Self, u64)>, RecordError> {
        let Some(head) = head(reader)? else { return Ok(None) };
        let length = head.length.ok_or(RecordError::Broken)?;
        let is_http = head.kind == "response" && head.content.starts_with("application/http");
        let is_page = head.kind == "resource" && head.content.starts_with("text/html");
        let of_web = head.address.starts_with("http://") || head.address.starts_with("https://");
        if !(is_http || is_page) || !of_web || !wanted(&head.address) || length > most {
            let skipped = io::copy(&mut reader.take(length), &mut io::sink())?;
            if skipped < length {
                return Err(RecordError::Broken);
            }
            let is_large = (is_http || is_page) && of_web && wanted(&head.address);
            return Ok(Some((if is_large { Self::TooLarge } else { Self::Other }, length)));
        }
        let mut block = Vec::new();
        reader.take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(RecordError::Broken);
        }
        let RecordHead { address, date, .. } = head;
        Ok(Some((Self::Page { address, date, block, is_http }, length)))
    }
}

fn head(reader: &mut dyn BufRead) -> Result<Option<RecordHead>, RecordError> {
    let mut version = line(reader)?;
    for _ in 0..MOST_EMPTY {
        match &version {
            None => return Ok(None),
            Some(words) if words.is_empty() => version = line(reader)?,
            Some(_) => break,
        }
    }
    if !version.is_some_and(|words| words.starts_with("WARC/")) {
        return Err(RecordError::Broken);
    }
    let mut head = RecordHead::default();
    for _ in 0..MOST_LINES {
        let words = line(reader)?.ok_or(RecordError::Broken)?;
        if words.is_empty() {
            return Ok(Some(head));
        }
        let Some((name, value)) = words.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut head.address),
            "warc-date" => value.clone_into(&mut head.date),
            "content-type" => head.content = value.to_ascii_lowercase(),
            "content-length" => head.length = value.parse().ok(),
            _ => {}
        }
    }
    Err(RecordError::Broken)
}

/// A line without its end; `None` at the end of all.
fn line(reader: &mut dyn BufRead) -> Result<Option<String>, RecordError> {
    let mut bytes = Vec::new();
    reader.take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.last() != Some(&b'\n') && bytes.len() as u64 >= LONGEST_LINE {
        return Err(RecordError::Broken);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
}
