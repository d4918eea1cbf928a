//! Unpacks streams within a bound, and finds those that unpack to more than any document needs.

use crate::archive::{inflate_damaged, is_zlib};
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};

/// The most that a stream may unpack to, in bytes.
pub(super) const LARGEST: usize = 128 << 20;
/// The most that is handed to filters that have no bound of their own, in bytes.
const LARGEST_PACKED: usize = 1 << 20;
/// Bytes before a stream in which it is said that it is a picture.
const DICTIONARY: usize = 1024;

/// The unpacked bytes of a stream and whether these are all; `None` where it cannot be unpacked.
pub(super) fn unpacked(stream: &Stream<'_>, most: usize) -> Option<(Vec<u8>, bool)> {
    let most = most.min(LARGEST);
    let filters = stream.filters();
    let parameters = stream.dict().contains_key("DecodeParms") || stream.dict().contains_key("DP");
    let own = |filter: &Filter| {
        matches!(filter, Filter::FlateDecode | Filter::Ascii85Decode | Filter::AsciiHexDecode)
    };
    let raw = stream.raw_data();
    if parameters || !filters.iter().all(own) {
        if raw.len() > LARGEST_PACKED || filters.len() > 2 {
            return None;
        }
        let all = stream.decoded_data().ok()?;
        return (all.len() <= most).then(|| (all.into_owned(), true));
    }
    let mut bytes = raw.into_owned();
    let mut whole = true;
    for filter in filters {
        bytes = match filter {
            Filter::FlateDecode => {
                let (out, ended) = inflated(&bytes, most);
                whole &= ended;
                out
            }
            Filter::Ascii85Decode => from_ascii_85(&bytes),
            _ => from_hex(&bytes),
        };
    }
    Some((bytes, whole && !stream.dict().contains_key("F")))
}

/// What comes out of packed bytes until they end, break off or reach the bound, and whether they ended.
fn inflated(bytes: &[u8], most: usize) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let ended = inflate_damaged(bytes, |piece| {
        let taken = piece.len().min(most - out.len());
        out.extend_from_slice(&piece[..taken]);
        taken == piece.len()
    });
    (out, ended)
}

fn from_hex(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u8> = digits
        .filter_map(|byte| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn from_ascii_85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let mut group: Vec<u32> = Vec::with_capacity(5);
    let bytes = bytes.strip_prefix(b"<~").unwrap_or(bytes);
    for byte in bytes {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            b'~' => break,
            _ => {}
        }
        if group.len() == 5 {
            out.extend(number(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let count = group.len() - 1;
        group.resize(5, 84);
        out.extend(&number(&group).to_be_bytes()[..count]);
    }
    out
}

fn number(group: &[u32]) -> u32 {
    group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(*digit))
}

/// Whether a part of a file that is no picture unpacks to more than any document needs. Such parts are not to be given
/// to readers that have no bound. Where the parts are encrypted this cannot be told.
pub(super) fn has_bomb(bytes: &[u8]) -> bool {
    let unpacks_beyond = |packed: &[u8]| {
        let mut size = 0;
        inflate_damaged(packed, |piece| {
            size += piece.len();
            size <= LARGEST
        });
        size > LARGEST
    };
    memchr::memmem::find_iter(bytes, b"stream").any(|at| {
        let rest = &bytes[at + 6..];
        let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        is_zlib(rest) && !is_picture(&bytes[..at]) && unpacks_beyond(rest)
    })
}

/// Whether the dictionary before a stream says that it is a picture, and nothing packed twice.
fn is_picture(before: &[u8]) -> bool {
    let before = &before[before.len().saturating_sub(DICTIONARY)..];
    let start = memchr::memmem::rfind(before, b" obj").unwrap_or(0);
    memchr::memmem::find(&before[start..], b"/Image").is_some()
}

/// A text of a dictionary: UTF-16, UTF-8 or Latin.
pub(super) fn words_of(bytes: &[u8]) -> String {
    if let Some(wide) = bytes.strip_prefix(b"\xFE\xFF") {
        return encoding_rs::UTF_16BE.decode_without_bom_handling(wide).0.into_owned();
    }
    if let Some(wide) = bytes.strip_prefix(b"\xFF\xFE") {
        return encoding_rs::UTF_16LE.decode_without_bom_handling(wide).0.into_owned();
    }
    match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(narrow) => String::from_utf8_lossy(narrow).into_owned(),
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// A text of a dictionary by its key.
pub(super) fn text_of(dict: &Dict<'_>, key: &str) -> Option<String> {
    let text = dict.get::<hayro_syntax::object::String<'_>>(key)?;
    Some(words_of(text.as_bytes()))
}
