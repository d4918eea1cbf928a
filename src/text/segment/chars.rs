//! Classes of characters around a sentence end.

/// Line ends: no sentence goes over one.
pub(super) fn is_hard(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Stops that may also be something else: the text around decides.
pub(super) fn is_latin_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '\u{37e}')
}

/// Stops of scripts where they are nothing else.
pub(super) fn is_sure_stop(c: char) -> bool {
    matches!(c, '。' | '｡' | '！' | '？' | '．' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။')
}

pub(super) fn is_stop(c: char) -> bool {
    is_latin_stop(c) || is_sure_stop(c)
}

/// A bracket or quotation mark that only closes.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '”'
            | '’'
            | '」'
            | '』'
            | '）'
            | '》'
            | '〉'
            | '】'
            | '〕'
            | '〗'
            | '］'
            | '〟'
            | '＂'
    )
}

/// A quotation mark that closes in one language and opens in another.
pub(super) fn is_two_way(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '»' | '‹' | '›')
}

/// A mark that ends quoted speech.
pub(super) fn is_quote(c: char) -> bool {
    is_two_way(c) || matches!(c, '”' | '’' | '」' | '』' | '〟' | '＂')
}

/// Invisible direction marks and joiners that may stand between a stop and what follows.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Han, kana and their neighbours, written without spaces between words.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Scripts whose words only a dictionary finds: Han and kana, Thai, Lao, Myanmar, Khmer.
pub(super) fn needs_dictionary(c: char) -> bool {
    is_cjk(c) || matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

pub(super) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}
