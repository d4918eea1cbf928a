//! Bytes that are packed with gzip or as zlib, unpacked piece by piece. Whoever reads sets the limit.

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use flate2::{Decompress, FlushDecompress, Status};
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

/// Bytes of a piece that is unpacked at once.
const PIECE: usize = 16 << 10;
/// Bytes of the head of zlib.
const HEAD: usize = 2;

/// Whether bytes begin as zlib does.
pub fn is_zlib(packed: &[u8]) -> bool {
    matches!(packed, [first, second, ..] if first & 15 == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31))
}

/// Hands over what comes out of zlib, or of the same without a head, piece by piece, until it ends, breaks off or `take`
/// answers that it does not take all of a piece. Whether it ended and all was taken; a checksum is not looked at.
pub fn inflate_damaged(packed: &[u8], mut take: impl FnMut(&[u8]) -> bool) -> bool {
    let packed = if is_zlib(packed) { &packed[HEAD..] } else { packed };
    let mut state = Decompress::new(false);
    let mut buffer = [0; PIECE];
    loop {
        let (read, written) = (state.total_in(), state.total_out());
        let rest = usize::try_from(read).ok().and_then(|read| packed.get(read..)).unwrap_or_default();
        let found = state.decompress(rest, &mut buffer, FlushDecompress::None);
        let piece = usize::try_from(state.total_out() - written).unwrap_or_default();
        if !take(&buffer[..piece.min(PIECE)]) {
            return false;
        }
        match found {
            Ok(Status::StreamEnd) => return true,
            Ok(Status::Ok | Status::BufError) if piece > 0 || state.total_in() > read => {}
            Ok(_) | Err(_) => return packed.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn damaged_zlib_gives_what_comes_before_the_damage() {
        let words = "The plan for a second ferry had stalled. ".repeat(2000).into_bytes();
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&words).expect("packed");
        let packed = packed.finish().expect("packed");
        let all = |packed: &[u8], most: usize| {
            let mut out = Vec::new();
            let ended = inflate_damaged(packed, |piece| {
                let taken = piece.len().min(most - out.len());
                out.extend_from_slice(&piece[..taken]);
                taken == piece.len()
            });
            (out, ended)
        };
        assert!(is_zlib(&packed) && !is_zlib(&packed[..1]) && !is_zlib(b"words"));
        assert_eq!(all(&packed, usize::MAX), (words.clone(), true));
        assert_eq!(all(&packed[2..], usize::MAX), (words.clone(), true), "without a head");
        assert_eq!(all(&packed[..packed.len() - 2], usize::MAX), (words.clone(), true), "a cut checksum");
        let mut changed = packed.clone();
        changed.last_mut().into_iter().for_each(|byte| *byte ^= 1);
        assert_eq!(all(&changed, usize::MAX), (words.clone(), true), "a wrong checksum");
        assert_eq!(all(&packed, 100), (words[..100].to_vec(), false));
        let (cut, ended) = all(&packed[..packed.len() / 2], usize::MAX);
        assert!(!ended && words.starts_with(&cut) && cut.len() < words.len());
        assert_eq!(all(b"", usize::MAX), (Vec::new(), true));
    }
}
