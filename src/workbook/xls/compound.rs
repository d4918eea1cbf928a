//! Compound files, in which Excel kept its workbooks before it zipped them: streams in chains of sectors.

/// The first bytes.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Bytes of the header.
const HEADER: usize = 512;
/// Places of sectors of the table that the header has.
const IN_HEADER: usize = 109;
/// Sectors from here on are marks: of an end, of what is free.
const MARKS: u32 = 0xFFFF_FFFA;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;
/// The kind of an entry that is the root.
const ROOT: u8 = 5;
/// The kind of an entry that is a stream.
const STREAM: u8 = 2;

/// A compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    /// Bytes of a sector, as a power of two.
    shift: u32,
    table: Vec<u32>,
    directory: Vec<u8>,
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<'b> Compound<'b> {
    /// Opens one; `None` where it is none or is damaged.
    pub fn open(bytes: &'b [u8]) -> Option<Self> {
        let header = bytes.get(..HEADER).filter(|header| header.starts_with(SIGNATURE))?;
        let shift = u32::from(u16_at(header, 30)?);
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let mut file = Self { bytes, shift, table: Vec::new(), directory: Vec::new() };
        let mut places: Vec<u32> = (0..IN_HEADER).filter_map(|at| u32_at(header, 76 + 4 * at)).collect();
        let (mut more, most) = (u32_at(header, 68)?, (bytes.len() >> shift) + 1);
        for _ in 0..most {
            let Some(sector) = file.sector(more).filter(|_| more < MARKS) else { break };
            let count = sector.len() / 4 - 1;
            places.extend((0..count).filter_map(|at| u32_at(sector, 4 * at)));
            more = u32_at(sector, 4 * count)?;
        }
        for place in places.into_iter().filter(|place| *place < MARKS).take(most) {
            let sector = file.sector(place)?;
            file.table.extend(sector.chunks_exact(4).filter_map(|word| u32_at(word, 0)));
        }
        file.directory = file.chain(u32_at(header, 48)?);
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_shl(self.shift)?;
        let end = self.bytes.len().min(start.checked_add(1 << self.shift)?);
        // The last one may be cut.
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a chain of sectors, as far as it goes.
    fn chain(&self, first: u32) -> Vec<u8> {
        let (mut out, mut at) = (Vec::new(), first);
        for _ in 0..=self.bytes.len() >> self.shift {
            let Some(sector) = self.sector(at).filter(|_| at < MARKS) else { break };
            out.extend_from_slice(sector);
            at = self.table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        out
    }

    fn entry(&self, is: impl Fn(&[u8]) -> bool) -> Option<&[u8]> {
        self.directory.chunks_exact(ENTRY).find(|entry| is(entry))
    }

    /// The bytes of the stream of a name.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]).collect();
        let entry = self.entry(|entry| entry[66] == STREAM && entry.starts_with(&wanted))?;
        let (first, size) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let mut out = match size < u32_at(self.bytes, 56)? as usize {
            true => self.small(first)?,
            false => self.chain(first),
        };
        out.truncate(size);
        Some(out)
    }

    /// The bytes of a small stream, which lies in a stream of small sectors.
    fn small(&self, first: u32) -> Option<Vec<u8>> {
        let shift = u32::from(u16_at(self.bytes, 32)?);
        if shift != 6 {
            return None;
        }
        let root = self.entry(|entry| entry[66] == ROOT)?;
        let (all, table) = (self.chain(u32_at(root, 116)?), self.chain(u32_at(self.bytes, 60)?));
        let (mut out, mut at) = (Vec::new(), first);
        for _ in 0..=all.len() >> shift {
            let start = (at as usize) << shift;
            let Some(sector) =
                all.get(start..all.len().min(start + (1 << shift))).filter(|one| !one.is_empty())
            else {
                break;
            };
            out.extend_from_slice(sector);
            at = u32_at(&table, 4 * at as usize).unwrap_or(u32::MAX);
        }
        Some(out)
    }
}
