//! Answers of HTTP as archives keep them: the page in them, out of its transfer and content codings.

use crate::archive::{gunzipped, inflated};
use std::io::Read;

/// What an answer holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    Page {
        bytes: Vec<u8>,
        /// The encoding that the answer states; empty where it states none.
        charset: String,
    },
    /// No page: a redirection, an error, a picture.
    Other,
    /// A document that may be an article, such as a PDF; it is not read here.
    Document,
    /// The server's words that it has no page there, or gives none.
    Refused,
    /// A page that is packed in an unknown way, or too large.
    Unread,
}

/// How content types of documents begin.
const DOCUMENTS: [&str; 6] = [
    "application/pdf",
    "application/msword",
    "application/rtf",
    "application/epub",
    "application/vnd.openxmlformats-officedocument.wordprocessing",
    "application/vnd.oasis.opendocument.text",
];

/// The page in an answer; of what is packed at most so many bytes are unpacked.
pub(super) fn body(block: &[u8], most: u64) -> Body {
    let end = memchr::memmem::find(block, b"\r\n\r\n").map(|at| (at, at + 4));
    let Some((head, from)) = end.or_else(|| memchr::memmem::find(block, b"\n\n").map(|at| (at, at + 2)))
    else {
        return Body::Other;
    };
    let head = String::from_utf8_lossy(&block[..head]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split_whitespace().nth(1)).unwrap_or_default();
    let field = |wanted: &str| {
        let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut found = fields.filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found.next().map(|(_, value)| value.trim().to_ascii_lowercase()).unwrap_or_default()
    };
    let kind = field("content-type");
    let is = |kinds: &[&str]| kinds.iter().any(|one| kind.starts_with(one));
    let is_page = is(&["text/html", "application/xhtml+xml"]);
    if is(&DOCUMENTS) && status == "200" {
        return Body::Document;
    }
    if is_page && !status.starts_with(['2', '3']) {
        return Body::Refused;
    }
    if status != "200" || !is_page {
        return Body::Other;
    }
    let charset = kind.split("charset=").nth(1).unwrap_or_default();
    let charset = charset.trim_start_matches(['"', '\'']).split(['"', '\'', ';', ' ']).next();
    let charset = charset.unwrap_or_default().to_owned();
    let sent = &block[from..];
    let joined = if field("transfer-encoding").contains("chunked") { joined(sent) } else { None };
    let bytes = joined.as_deref().unwrap_or(sent);
    let unpacked = match field("content-encoding").as_str() {
        "" | "identity" => Some(bytes.to_vec()),
        "gzip" | "x-gzip" => limited(gunzipped(bytes), most),
        "deflate" => limited(inflated(bytes), most),
        _ => None,
    };
    // Archives often keep the page unpacked and the field as it was.
    let is_plain = bytes.trim_ascii_start().starts_with(b"<");
    match unpacked.or_else(|| is_plain.then(|| bytes.to_vec())) {
        Some(bytes) => Body::Page { bytes, charset },
        None => Body::Unread,
    }
}

fn limited(reader: impl Read, most: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

/// The parts of a body that was sent in chunks; `None` where it was not, whatever the fields say.
fn joined(sent: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(sent.len());
    let mut rest = sent;
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = &rest[size..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_out_of_their_codings() {
        let page = |bytes: &[u8]| Body::Page { bytes: bytes.to_vec(), charset: "utf-8".to_owned() };
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"UTF-8\"\r\n";
        let of = |fields: &str, body: &[u8]| {
            let mut block = format!("{head}{fields}\r\n").into_bytes();
            block.extend_from_slice(body);
            super::body(&block, 100)
        };
        assert_eq!(of("", b"<p>a</p>"), page(b"<p>a</p>"));
        let chunks = b"5\r\n<p>ab\r\n4;x=1\r\n</p>\r\n0\r\n\r\n";
        assert_eq!(of("Transfer-Encoding: chunked\r\n", chunks), page(b"<p>ab</p>"));
        assert_eq!(of("Transfer-Encoding: chunked\r\n", b"<p>a</p>"), page(b"<p>a</p>"), "joined already");
        assert_eq!(of("Content-Encoding: gzip\r\n", b"<p>a</p>"), page(b"<p>a</p>"), "unpacked already");
        assert_eq!(of("Content-Encoding: br\r\n", b"\x0b\x02\x80"), Body::Unread);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packed, &[b'a'; 200]).expect("packed");
        assert_eq!(
            of("Content-Encoding: gzip\r\n", &packed.finish().expect("packed")),
            Body::Unread,
            "a bomb"
        );
        assert_eq!(
            super::body(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>", 9),
            Body::Refused
        );
        assert_eq!(super::body(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", 9), Body::Other);
        assert_eq!(super::body(b"no answer", 9), Body::Other);
    }
}
