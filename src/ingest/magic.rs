//! Names files that are not text by their first bytes.

use super::IngestError;

const SAVE_AS_TEXT: &str =
    "open it in its program and save it as plain text (UTF-8), or copy the text and paste it here";
const NO_TEXT: &str = "add the words of the article instead: copy them and paste them here";
const OPEN_PROJECT: &str = "open the folder of its project instead";
const UNPACK: &str = "unpack it first and add the files inside";

/// First bytes, what they mean, what to do.
const SIGNATURES: [(&[u8], &str, &str); 26] = [
    (
        b"%PDF-",
        "a PDF document",
        "copy its text and paste it here, or convert it, for example with pdftotext",
    ),
    (b"{\\rtf", "an RTF document", SAVE_AS_TEXT),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (.doc, .xls or .msg)", SAVE_AS_TEXT),
    (b"%!PS", "a PostScript document", SAVE_AS_TEXT),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", NO_TEXT),
    (b"\xFF\xD8\xFF", "a JPEG picture", NO_TEXT),
    (b"GIF87a", "a GIF picture", NO_TEXT),
    (b"GIF89a", "a GIF picture", NO_TEXT),
    (b"II*\0", "a TIFF picture", NO_TEXT),
    (b"MM\0*", "a TIFF picture", NO_TEXT),
    (b"RIFF", "a WebP picture, sound or film", NO_TEXT),
    (b"ID3", "a sound recording", NO_TEXT),
    (b"OggS", "a sound recording", NO_TEXT),
    (b"\x1A\x45\xDF\xA3", "a film", NO_TEXT),
    (b"\x1F\x8B", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xFD7zXZ\0", "an xz archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive", UNPACK),
    (b"SQLite format 3\0", "a database", SAVE_AS_TEXT),
    (b"\x7FELF", "a program", NO_TEXT),
    (b"bplist00", "a web archive or property list", SAVE_AS_TEXT),
    (b"\xFF\xFE\0\0", "text in UTF-32", "save it as UTF-8"),
    (b"\0\0\xFE\xFF", "text in UTF-32", "save it as UTF-8"),
    (b"wOF", "a font", NO_TEXT),
];

/// Refuses known formats that are not text.
pub(super) fn refuse_foreign(bytes: &[u8]) -> Result<(), IngestError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(IngestError::Foreign { found: zip_kind(bytes), advice: zip_advice(bytes) });
    }
    if is_our_own(bytes) {
        return Err(IngestError::Foreign { found: "a file of an Obelus project", advice: OPEN_PROJECT });
    }
    let is_film = bytes.get(4..8) == Some(b"ftyp");
    let found = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start) && really(start, bytes));
    match found {
        _ if is_film => Err(IngestError::Foreign { found: "a film", advice: NO_TEXT }),
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
    let named = matches!(start, b"%PDF-" | b"{\\rtf" | b"%!PS");
    !printable || named || bytes[..bytes.len().min(64)].iter().any(|b| matches!(b, 0..=8 | 14..=31))
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(8192)], needle).is_some()
}

fn zip_kind(bytes: &[u8]) -> &'static str {
    if has(bytes, b"word/") {
        "a Word document (.docx)"
    } else if has(bytes, b"xl/") {
        "an Excel workbook (.xlsx)"
    } else if has(bytes, b"ppt/") {
        "a PowerPoint presentation (.pptx)"
    } else if has(bytes, b"opendocument.text") {
        "an OpenDocument text (.odt)"
    } else if has(bytes, b"epub+zip") {
        "an EPUB book"
    } else if has(bytes, b"[Content_Types].xml") {
        "an Office document (.docx, .xlsx or .pptx)"
    } else {
        "a zip archive"
    }
}

fn zip_advice(bytes: &[u8]) -> &'static str {
    if zip_kind(bytes) == "a zip archive" { UNPACK } else { SAVE_AS_TEXT }
}
