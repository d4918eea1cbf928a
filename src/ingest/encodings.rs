//! Encodings of text by their names: those of the web, and the two code pages of DOS that no library decodes.

use encoding_rs::Encoding;
use std::sync::LazyLock;

/// Signs 128 to 255 of code page 437.
pub(super) const DOS_US: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";
/// Signs 128 to 255 of code page 850.
pub(super) const DOS_LATIN: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// How the bytes of a text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextEncoding {
    Web(&'static Encoding),
    DosUs,
    DosLatin,
}

impl TextEncoding {
    /// By a name as programs write it; `None` where there is no such encoding.
    pub fn of_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "ibm437" | "cp437" | "dos-437" | "437" => Some(Self::DosUs),
            "ibm850" | "cp850" | "dos-850" | "850" => Some(Self::DosLatin),
            label => {
                let known = |found: &&Encoding| *found != encoding_rs::REPLACEMENT;
                Encoding::for_label(label.as_bytes()).filter(known).map(Self::Web)
            }
        }
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::DosUs => "IBM437",
            Self::DosLatin => "IBM850",
        }
    }

    /// The words that bytes are, what is invalid replaced.
    pub fn words(self, bytes: &[u8]) -> String {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::DosUs => dos_words(bytes, &US),
            Self::DosLatin => dos_words(bytes, &LATIN),
        }
    }
}

static US: LazyLock<Vec<char>> = LazyLock::new(|| DOS_US.chars().collect());
static LATIN: LazyLock<Vec<char>> = LazyLock::new(|| DOS_LATIN.chars().collect());

fn dos_words(bytes: &[u8], upper: &[char]) -> String {
    let sign = |byte: &u8| match byte.checked_sub(128) {
        Some(at) => upper.get(usize::from(at)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(*byte),
    };
    bytes.iter().map(sign).collect()
}

/// The usual name of an encoding; `None` where there is no such.
pub fn encoding_name(name: &str) -> Option<&'static str> {
    TextEncoding::of_name(name).map(TextEncoding::name)
}

/// The fewest signs within words that tell a code page.
const FEWEST: usize = 6;

/// A code page of DOS or of old Macs, where a text in Latin letters has hardly a word as it was guessed and all of them
/// so.
pub(super) fn older(bytes: &[u8], guess: &'static Encoding) -> Option<TextEncoding> {
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let others = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if letters < 2 * others || within_words(bytes, TextEncoding::Web(guess)).is_fit(0.7) {
        return None;
    }
    let pages = [TextEncoding::DosLatin, TextEncoding::Web(encoding_rs::MACINTOSH)];
    pages.into_iter().find(|page| {
        let found = within_words(bytes, *page);
        found.all >= FEWEST && found.all * 10 >= others * 6 && found.is_fit(0.95)
    })
}

/// Signs beyond ASCII beside letters of ASCII.
struct SignsInWords {
    all: usize,
    /// Small letters, and capitals where capitals stand.
    fitting: usize,
}

impl SignsInWords {
    fn is_fit(&self, share: f64) -> bool {
        self.fitting as f64 >= share * self.all as f64
    }
}

fn within_words(bytes: &[u8], encoding: TextEncoding) -> SignsInWords {
    let signs: Vec<char> = encoding.words(bytes).chars().collect();
    let mut found = SignsInWords { all: 0, fitting: 0 };
    for (at, sign) in signs.iter().enumerate() {
        let before = at.checked_sub(1).map_or(' ', |at| signs[at]);
        let after = signs.get(at + 1).copied().unwrap_or(' ');
        let in_word = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        // An apostrophe stands in words too, quotation marks and dashes beside them.
        let is_mark = matches!(sign, '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '–' | '—' | '…' | '\u{A0}');
        let closes =
            is_mark && !(before.is_ascii_alphabetic() && after.is_ascii_alphabetic() && *sign != '’');
        if sign.is_ascii() || !in_word || closes {
            continue;
        }
        found.all += 1;
        let is_latin = ('\u{C0}'..='\u{24F}').contains(sign) && sign.is_alphabetic();
        found.fitting += usize::from(is_latin && (sign.is_lowercase() || !before.is_lowercase()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_have_names_that_are_read_again() {
        for name in crate::model::TEXT_ENCODINGS {
            assert_eq!(encoding_name(name), Some(name));
        }
        assert_eq!((encoding_name("cp850"), encoding_name("latin1")), (Some("IBM850"), Some("windows-1252")));
        assert_eq!((encoding_name("klingon"), encoding_name("iso-2022-kr")), (None, None));
        assert_eq!((DOS_US.chars().count(), DOS_LATIN.chars().count()), (128, 128));
    }

    #[test]
    fn older_code_pages_are_told_where_the_words_show_them() {
        let german =
            "Die Fähre über den Fluß fährt später. Größere Schäden gäbe es häufig, hört man; Ärger droht.";
        let french = "Le maire était déçu après la réunion où l'été fut évoqué, très inquiet même à Sète.";
        let bytes_of = |words: &str, page: TextEncoding| -> Vec<u8> {
            let byte = |sign: char| (0..=255).find(|byte| page.words(&[*byte]) == sign.to_string());
            words.chars().map(|sign| byte(sign).expect("a sign of the page")).collect()
        };
        let of = |name: &str| TextEncoding::of_name(name).expect("known");
        for words in [german, french] {
            for name in ["IBM850", "macintosh"] {
                for guess in ["windows-1252", "windows-1250", "windows-1251", "IBM866"] {
                    let TextEncoding::Web(guess) = of(guess) else { panic!("of the web") };
                    let found = older(&bytes_of(words, of(name)), guess);
                    assert_eq!(found.map(TextEncoding::name), Some(name), "{words} {}", guess.name());
                }
            }
            let windows = bytes_of(words, of("windows-1252"));
            assert_eq!(older(&windows, encoding_rs::WINDOWS_1252), None);
        }
        let (czech, _, _) = encoding_rs::WINDOWS_1250
            .encode("Loď přes řeku jezdí později, než říká jízdní řád; škody jsou časté a lidé čekají.");
        assert_eq!(older(&czech, encoding_rs::WINDOWS_1250), None);
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Паром через реку ходит позже, ferry.");
        assert_eq!(older(&russian, encoding_rs::WINDOWS_1251), None);
        assert_eq!(older(b"a \x84 b", encoding_rs::WINDOWS_1252), None, "one sign shows nothing");
    }
}
