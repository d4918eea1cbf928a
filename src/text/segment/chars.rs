//! Classes of characters around a sentence end.

/// Line ends: no sentence goes over one. They are those of UAX 14 (BK, CR, LF, NL).
pub(super) fn is_hard(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Stops that may also be something else: the text around decides.
pub(super) fn is_latin_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '\u{37e}')
}

/// Stops of scripts where they are nothing else.
pub(super) fn is_sure_stop(c: char) -> bool {
    is_loud_sure_stop(c) || matches!(c, '。' | '｡' | '︒' | '．' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။')
}

/// The sure stops that ask or exclaim.
pub(super) fn is_loud_sure_stop(c: char) -> bool {
    matches!(c, '！' | '？' | '︕' | '︖')
}

pub(super) fn is_stop(c: char) -> bool {
    is_latin_stop(c) || is_sure_stop(c)
}

/// A bracket that closes: category Pe of Unicode without quotation marks.
pub(super) fn is_closing_bracket(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '༻'
            | '༽'
            | '᚜'
            | '⁆'
            | '⁾'
            | '₎'
            | '⌉'
            | '⌋'
            | '\u{232a}'
            | '❩'
            | '❫'
            | '❭'
            | '❯'
            | '❱'
            | '❳'
            | '❵'
            | '⟆'
            | '⟧'
            | '⟩'
            | '⟫'
            | '⟭'
            | '⟯'
            | '⦄'
            | '⦆'
            | '⦈'
            | '⦊'
            | '⦌'
            | '⦎'
            | '⦐'
            | '⦒'
            | '⦔'
            | '⦖'
            | '⦘'
            | '⧙'
            | '⧛'
            | '⧽'
            | '⸣'
            | '⸥'
            | '⸧'
            | '⸩'
            | '\u{2e56}'
            | '\u{2e58}'
            | '\u{2e5a}'
            | '\u{2e5c}'
            | '〉'
            | '》'
            | '】'
            | '〕'
            | '〗'
            | '〙'
            | '〛'
            | '\u{fd3e}'
            | '︘'
            | '︶'
            | '︸'
            | '︺'
            | '︼'
            | '︾'
            | '﹀'
            | '﹈'
            | '﹚'
            | '﹜'
            | '﹞'
            | '）'
            | '］'
            | '｝'
            | '｠'
    )
}

/// A quotation mark that closes in every language: of the categories Pf and Pe those that are not two-way.
fn is_closing_quote(c: char) -> bool {
    matches!(c, '」' | '』' | '﹂' | '﹄' | '｣' | '〞' | '〟' | '⸃' | '⸅' | '⸊' | '⸍' | '⸝' | '⸡')
}

/// A bracket or quotation mark that only closes, whether a blank stands before it or not.
pub(super) fn is_closer(c: char) -> bool {
    is_closing_bracket(c) || is_closing_quote(c)
}

/// A quotation mark that closes where it touches a stop, and may open after a blank, as in Swedish and Urdu.
pub(super) fn is_curly_closer(c: char) -> bool {
    matches!(c, '”' | '’')
}

/// A quotation mark that closes in one language and opens in another.
pub(super) fn is_two_way(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '‟' | '‛' | '«' | '»' | '‹' | '›' | '＂' | '＇' | '״')
}

/// A mark that ends quoted speech.
pub(super) fn is_quote(c: char) -> bool {
    is_two_way(c) || is_curly_closer(c) || is_closing_quote(c)
}

/// Whether quotation marks and brackets of East Asian writing hold what follows.
pub(super) fn opens_corner(c: char) -> bool {
    matches!(c, '「' | '『' | '﹁' | '﹃' | '｢')
}

/// The other end of [`opens_corner`].
pub(super) fn closes_corner(c: char) -> bool {
    matches!(c, '」' | '』' | '﹂' | '﹄' | '｣')
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

/// A letter that has no case, as in Han, Arabic or Devanagari.
pub(super) fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase()
}
