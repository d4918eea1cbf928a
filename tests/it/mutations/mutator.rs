//! Bytes made wrong, always the same way from the same number.

use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Files with their names.
pub type Files = Vec<(String, Vec<u8>)>;

/// The most bytes that a file grows to.
const LARGEST: usize = 1 << 20;

const NUMBERS: &[&str] = &[
    "-1",
    "0",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "18446744073709551615",
    "99999999999999999999999999",
    "1e400",
    "-0.5",
    "NaN",
    "0x7f",
];
const OPENERS: &[(&str, &str)] = &[
    ("[", "]"),
    ("(", ")"),
    ("{", "}"),
    ("{\"a\":", "}"),
    ("[(", ")]"),
    ("<a>", "</a>"),
    ("Some(", ")"),
    ("\"", ""),
];
const NOT_UTF_8: &[&[u8]] = &[
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\x80",
    b"\xe2\x82",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
];
const CHARACTERS: &[&str] = &[
    "\0",
    "\n",
    "\r",
    "\t",
    "\"",
    "\\",
    "&#0;",
    "&#x10FFFF;",
    "\u{2028}",
    "\u{202e}",
    "\u{301}",
    "😊",
    "~",
    "/",
    "../",
    ",",
];

/// Makes files wrong.
pub struct Mutator(u64);

impl Mutator {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`; 0 when that is 0. Steele, Lea and Flood's SplitMix.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// Makes one of the files wrong, sometimes several. A zip is changed inside two times of three.
    pub fn files(&mut self, files: &mut Files, others: &[Vec<u8>]) {
        for _ in 0..*self.pick(&[1, 1, 1, 2, 4]) {
            let at = self.below(files.len());
            if let Some((_, bytes)) = files.get_mut(at) {
                *bytes = self.file(bytes, others);
            }
        }
    }

    fn file(&mut self, bytes: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
        if self.below(3) > 0
            && let Some(mut members) = unpacked(bytes)
        {
            self.files(&mut members, others);
            return packed(&members);
        }
        let mut bytes = bytes.to_vec();
        for _ in 0..1 + self.below(5) {
            self.change(&mut bytes, others);
            bytes.truncate(LARGEST);
        }
        bytes
    }

    /// A part of the bytes, of at most `most`.
    fn part(&mut self, bytes: &[u8], most: usize) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        start..start + self.below((bytes.len() - start).min(most) + 1)
    }

    fn change(&mut self, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
        let place = self.below(bytes.len() + 1);
        match self.below(11) {
            0 => (0..1 + self.below(8)).for_each(|_| {
                let (at, bit) = (self.below(bytes.len()), self.below(8));
                bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << bit);
            }),
            1 => bytes.truncate(place),
            2 => drop(bytes.drain(self.part(bytes, 4000))),
            3 => {
                let other = self.pick(others);
                let piece = other[self.part(other, 4000)].to_vec();
                let place = self.part(bytes, 200);
                bytes.splice(place, piece);
            }
            4 => {
                let piece = self.part(bytes, 300);
                let repeated = bytes[piece].repeat(*self.pick(&[1, 2, 3, 50, 1000]));
                bytes.splice(place..place, repeated);
            }
            5 => self.number(bytes, place),
            6 => {
                let (open, close) = *self.pick(OPENERS);
                let depth = *self.pick(&[2, 40, 200, 3000, 40_000]);
                let inner = self.part(bytes, 100);
                let closed = if self.below(2) == 0 { depth } else { 0 };
                bytes.splice(inner.end..inner.end, close.repeat(closed).into_bytes());
                bytes.splice(inner.start..inner.start, open.repeat(depth).into_bytes());
            }
            7 => drop(bytes.splice(place..place, self.pick(NOT_UTF_8).iter().copied())),
            8 => drop(bytes.splice(place..place, self.pick(CHARACTERS).bytes())),
            9 => self.line(bytes, place),
            _ => self.word(bytes, place),
        }
    }

    /// Another number instead of the next one.
    fn number(&mut self, bytes: &mut Vec<u8>, place: usize) {
        let Some(start) = bytes[place..].iter().position(u8::is_ascii_digit) else { return };
        let start = place + start;
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        bytes.splice(start..start + length, self.pick(NUMBERS).bytes());
    }

    /// The next line gone, twice, or in another place.
    fn line(&mut self, bytes: &mut Vec<u8>, place: usize) {
        let Some(start) = bytes[place..].iter().position(|byte| *byte == b'\n') else { return };
        let start = place + start + 1;
        let length = bytes[start..].iter().position(|byte| *byte == b'\n').map_or(0, |length| length + 1);
        let line = bytes[start..start + length].to_vec();
        match self.below(3) {
            0 => drop(bytes.drain(start..start + length)),
            1 => drop(bytes.splice(start..start, line)),
            _ => {
                bytes.drain(start..start + length);
                let place = self.below(bytes.len() + 1);
                bytes.splice(place..place, line);
            }
        }
    }

    /// The next word instead of another one of the file.
    fn word(&mut self, bytes: &mut Vec<u8>, place: usize) {
        let next = |from: usize| {
            let start = from + bytes[from..].iter().position(u8::is_ascii_alphanumeric)?;
            let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            Some(start..start + length)
        };
        let other = self.below(bytes.len() + 1);
        if let (Some(from), Some(to)) = (next(place), next(other)) {
            let word = bytes[from].to_vec();
            bytes.splice(to, word);
        }
    }
}

/// What is in a zip; none when a part of it cannot be unpacked.
pub fn unpacked(zip: &[u8]) -> Option<Files> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).ok()?;
    let count = archive.len();
    let mut member = |at| {
        let mut file = archive.by_index(at).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        file.by_ref().take(LARGEST as u64 * 4).read_to_end(&mut bytes).ok()?;
        Some((name, bytes))
    };
    (0..count).map(&mut member).collect()
}

pub fn packed(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("packed").into_inner()
}
