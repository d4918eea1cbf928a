//! Identifiers made of words, always the same for the same words.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// 64 bits of the SHA-256 of some words.
pub fn digest_number(words: &[&str]) -> u64 {
    let whole = digest(words);
    u64::from_be_bytes(std::array::from_fn(|at| whole[at]))
}

fn digest(words: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_be_bytes());
        hash.update(word.as_bytes());
    }
    hash.finalize().into()
}

/// A GUID made of some words, always the same: a UUID of version 8 (RFC 9562, section 5.8) from their SHA-256.
pub fn guid(words: &[&str]) -> String {
    let whole = digest(words);
    let mut bytes: [u8; 16] = std::array::from_fn(|at| whole[at]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        let dash = if matches!(at, 4 | 6 | 8 | 10) { "-" } else { "" };
        let _ = write!(out, "{dash}{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guids_are_well_formed_and_stable() {
        let one = guid(&["project", "annotation", "1"]);
        assert_eq!(one, guid(&["project", "annotation", "1"]));
        assert_ne!(one, guid(&["project", "annotation1", ""]), "words do not run together");
        let parts: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(one.as_bytes()[14], b'8');
    }
}
