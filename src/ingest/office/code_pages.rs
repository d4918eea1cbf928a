//! Code pages of rich text: those of Windows and Apple by their numbers, and the two of DOS that nobody else decodes.

use crate::ingest::encodings::TextEncoding;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// How bytes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePage {
    Encoded(&'static Encoding),
    Dos(TextEncoding),
    /// Signs of a typeface of its own.
    Symbols,
}

impl CodePage {
    /// By the number that Windows gives it; `None` for one that is not known.
    pub fn of_number(number: i32) -> Option<Self> {
        let label = match number {
            437 => return Some(Self::Dos(TextEncoding::DosUs)),
            850 | 858 => return Some(Self::Dos(TextEncoding::DosLatin)),
            42 => return Some(Self::Symbols),
            866 => "ibm866",
            874 => "windows-874",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            10000 => "macintosh",
            10007 => "x-mac-cyrillic",
            54936 => "gb18030",
            65001 => "utf-8",
            1250..=1258 => {
                return Encoding::for_label(format!("windows-{number}").as_bytes()).map(Self::Encoded);
            }
            _ => return None,
        };
        Encoding::for_label(label.as_bytes()).map(Self::Encoded)
    }

    /// By the number of a typeface's set of signs; `None` where that is the document's own.
    pub fn of_charset(number: i32) -> Option<Self> {
        Self::of_number(match number {
            0 => 1252,
            2 => 42,
            77 => 10000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178..=180 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            254 => 437,
            255 => 850,
            _ => return None,
        })
    }

    /// The words that bytes are.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Encoded(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Dos(page) => page.words(bytes).into(),
            Self::Symbols => bytes.iter().map(|byte| symbol(*byte)).collect::<String>().into(),
        }
    }
}

/// A sign of a typeface of signs: what marks the items of a list has its like in Unicode, letters stay.
pub(super) fn symbol(byte: u8) -> char {
    match byte {
        0x20..=0x7E => char::from(byte),
        _ => '•',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_read_by_number_and_by_set() {
        for (page, bytes, want) in [
            (CodePage::of_number(1252), b"\x80\xe9".as_slice(), "€é"),
            (CodePage::of_charset(204), b"\xcf\xf0", "Пр"),
            (CodePage::of_charset(238), b"\xb3", "ł"),
            (CodePage::of_charset(161), b"\xe1", "α"),
            (CodePage::of_charset(128), b"\x93\xfa", "日"),
            (CodePage::of_number(437), b"\x82\x9c", "é£"),
            (CodePage::of_number(850), b"\xd2\x9b", "Êø"),
            (CodePage::of_number(10000), b"\x8e", "é"),
            (CodePage::of_charset(2), b"\xb7", "•"),
        ] {
            assert_eq!(page.expect("known").decode(bytes), want);
        }
        assert_eq!((CodePage::of_number(1), CodePage::of_charset(1)), (None, None));
    }
}
