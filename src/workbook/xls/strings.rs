//! The words of old workbooks: strings that may go on in further records.

use super::BiffRecord;
use super::compound::{u16_at, u32_at};

/// Reads what records hold one after the other.
pub(super) struct StringReader<'r> {
    records: &'r [BiffRecord<'r>],
    /// The record, and the byte in it.
    record: usize,
    at: usize,
}

/// Two bytes a letter.
const WIDE: u8 = 1;
/// Something is said of the sound of the words.
const PHONETIC: u8 = 4;
/// Parts have formats of their own.
const RICH: u8 = 8;

impl<'r> StringReader<'r> {
    pub fn new(records: &'r [BiffRecord<'r>], at: usize) -> Self {
        Self { records, record: 0, at }
    }

    fn rest(&mut self) -> Option<&'r [u8]> {
        while self.records.get(self.record)?.data.len() <= self.at {
            self.record += 1;
            self.at = 0;
        }
        self.records[self.record].data.get(self.at..)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let found = self.rest()?.get(..N)?.try_into().ok()?;
        self.at += N;
        Some(found)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let part = self.rest()?.len().min(count);
            self.at += part;
            count -= part;
        }
        Some(())
    }

    /// A string with its length before it, in two bytes.
    pub fn long(&mut self) -> Option<String> {
        let count = usize::from(u16::from_le_bytes(self.take()?));
        let [mut flags] = self.take()?;
        let runs = if flags & RICH == 0 { 0 } else { usize::from(u16::from_le_bytes(self.take()?)) };
        let sound = if flags & PHONETIC == 0 { 0 } else { u32::from_le_bytes(self.take()?) as usize };
        let (mut units, mut left) = (Vec::with_capacity(count), count);
        while left > 0 {
            let is_next = self.records.get(self.record)?.data.len() <= self.at;
            let mut rest = self.rest()?;
            if is_next {
                // What goes on in another record says anew how wide its letters are.
                flags = *rest.first()?;
                self.at += 1;
                rest = rest.get(1..)?;
            }
            let width = if flags & WIDE == 0 { 1 } else { 2 };
            let part = left.min(rest.len() / width);
            if part == 0 && !rest.is_empty() {
                return None;
            }
            units.extend(rest[..part * width].chunks_exact(width).map(|unit| match unit {
                [low, high] => u16::from_le_bytes([*low, *high]),
                _ => u16::from(unit[0]),
            }));
            self.at += part * width;
            left -= part;
        }
        self.skip(4 * runs + sound)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// The words that cells share, from the records that hold them.
pub(super) fn shared(records: &[BiffRecord<'_>]) -> Option<Vec<String>> {
    let count = u32_at(records.first()?.data, 4)? as usize;
    let mut reader = StringReader::new(records, 8);
    let mut out = Vec::new();
    while out.len() < count {
        match reader.long() {
            Some(words) => out.push(words),
            None => break,
        }
    }
    Some(out)
}

/// A string with its length before it, in one byte.
pub(super) fn short(bytes: &[u8]) -> Option<String> {
    let (count, flags) = (usize::from(*bytes.first()?), *bytes.get(1)?);
    let units: Vec<u16> = match flags & WIDE {
        0 => bytes.get(2..2 + count)?.iter().map(|byte| u16::from(*byte)).collect(),
        _ => (0..count).map(|at| u16_at(bytes, 2 + 2 * at)).collect::<Option<_>>()?,
    };
    Some(String::from_utf16_lossy(&units))
}
