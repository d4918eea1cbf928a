//! Names files that are not text by their first bytes.

use super::IngestError;
use crate::id;

const SAVE_AS_TEXT: &str = id!("ingest-foreign-save");
pub(super) const NO_TEXT: &str = id!("ingest-foreign-words");
const OPEN_PROJECT: &str = id!("ingest-foreign-project");
const UNPACK: &str = id!("ingest-foreign-unpack");
const RECODE: &str = id!("ingest-foreign-recode");

/// First bytes, what they mean, what to do: the identifiers of the texts.
const SIGNATURES: [(&[u8], &str, &str); 24] = [
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", id!("ingest-old-office"), SAVE_AS_TEXT),
    (b"%!PS", id!("ingest-postscript"), SAVE_AS_TEXT),
    (b"\x89PNG\r\n\x1a\n", id!("ingest-png"), NO_TEXT),
    (b"\xFF\xD8\xFF", id!("ingest-jpeg"), NO_TEXT),
    (b"GIF87a", id!("ingest-gif"), NO_TEXT),
    (b"GIF89a", id!("ingest-gif"), NO_TEXT),
    (b"II*\0", id!("ingest-tiff"), NO_TEXT),
    (b"MM\0*", id!("ingest-tiff"), NO_TEXT),
    (b"RIFF", id!("ingest-riff"), NO_TEXT),
    (b"ID3", id!("ingest-sound"), NO_TEXT),
    (b"OggS", id!("ingest-sound"), NO_TEXT),
    (b"\x1A\x45\xDF\xA3", id!("ingest-film"), NO_TEXT),
    (b"\x1F\x8B", id!("ingest-gzip"), UNPACK),
    (b"BZh", id!("ingest-bzip2"), UNPACK),
    (b"\xFD7zXZ\0", id!("ingest-xz"), UNPACK),
    (b"7z\xBC\xAF\x27\x1C", id!("ingest-seven-zip"), UNPACK),
    (b"Rar!\x1A\x07", id!("ingest-rar"), UNPACK),
    (b"\x28\xB5\x2F\xFD", id!("ingest-zstandard"), UNPACK),
    (b"SQLite format 3\0", id!("ingest-database"), SAVE_AS_TEXT),
    (b"\x7FELF", id!("ingest-program"), NO_TEXT),
    (b"bplist00", id!("ingest-property-list"), SAVE_AS_TEXT),
    (b"\xFF\xFE\0\0", id!("ingest-utf-32"), RECODE),
    (b"\0\0\xFE\xFF", id!("ingest-utf-32"), RECODE),
    (b"wOF", id!("ingest-font"), NO_TEXT),
];

/// Refuses known formats that are not text.
pub(super) fn refuse_foreign(bytes: &[u8]) -> Result<(), IngestError> {
    if bytes.starts_with(b"PK\x03\x04") {
        let (found, advice) = zip_kind(bytes);
        return Err(IngestError::Foreign { found, advice });
    }
    if is_our_own(bytes) {
        return Err(IngestError::Foreign { found: id!("ingest-project-file"), advice: OPEN_PROJECT });
    }
    let is_film = bytes.get(4..8) == Some(b"ftyp");
    let found = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start) && really(start, bytes));
    match found {
        _ if is_film => Err(IngestError::Foreign { found: id!("ingest-film"), advice: NO_TEXT }),
        Some(&(_, found, advice)) => Err(IngestError::Foreign { found, advice }),
        None => Ok(()),
    }
}

/// Whether it begins as the files of a project do: with the name of their format.
fn is_our_own(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let field = start.strip_prefix(b"(").map(<[u8]>::trim_ascii_start);
    let field = field.and_then(|field| field.strip_prefix(b"format:")).map(<[u8]>::trim_ascii_start);
    field.is_some_and(|value| value.starts_with(b"\"obelus/"))
}

/// Signatures of plain letters also start sentences; those need a non-letter nearby.
fn really(start: &[u8], bytes: &[u8]) -> bool {
    let printable = start.iter().all(|b| matches!(b, b' '..=b'~'));
    let named = start == b"%!PS";
    !printable || named || bytes[..bytes.len().min(64)].iter().any(|b| matches!(b, 0..=8 | 14..=31))
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(8192)], needle).is_some()
}

/// What a zip is, and what to do.
fn zip_kind(bytes: &[u8]) -> (&'static str, &'static str) {
    if has(bytes, b"xl/") {
        (id!("ingest-excel"), SAVE_AS_TEXT)
    } else if has(bytes, b"ppt/") {
        (id!("ingest-powerpoint"), SAVE_AS_TEXT)
    } else if has(bytes, b"epub+zip") {
        (id!("ingest-epub"), SAVE_AS_TEXT)
    } else if has(bytes, b"[Content_Types].xml") {
        (id!("ingest-office"), SAVE_AS_TEXT)
    } else {
        (id!("ingest-zip"), UNPACK)
    }
}
