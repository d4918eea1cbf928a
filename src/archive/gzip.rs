//! Bytes that are packed with gzip or as zlib, unpacked piece by piece. Whoever reads sets the limit.

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{BufReader, Read};

/// The first bytes of what is packed with gzip.
pub const GZIP_SIGNATURE: &[u8] = b"\x1F\x8B";

/// Unpacks gzip of one member after the other.
pub fn gunzipped<R: Read>(packed: R) -> BufReader<MultiGzDecoder<R>> {
    BufReader::new(MultiGzDecoder::new(packed))
}

/// Unpacks zlib, which HTTP calls deflate.
pub fn inflated<R: Read>(packed: R) -> BufReader<ZlibDecoder<R>> {
    BufReader::new(ZlibDecoder::new(packed))
}
