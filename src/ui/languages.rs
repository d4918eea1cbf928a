//! Languages that can be chosen for an article.

use crate::id;

/// Tag (BCP 47) and the text with its name, by the English name.
pub const ALL: &[(&str, &str)] = &[
    ("", id!("intake-language-unknown")),
    ("af", id!("intake-language-af")),
    ("sq", id!("intake-language-sq")),
    ("am", id!("intake-language-am")),
    ("ar", id!("intake-language-ar")),
    ("hy", id!("intake-language-hy")),
    ("az", id!("intake-language-az")),
    ("eu", id!("intake-language-eu")),
    ("be", id!("intake-language-be")),
    ("bn", id!("intake-language-bn")),
    ("bs", id!("intake-language-bs")),
    ("bg", id!("intake-language-bg")),
    ("my", id!("intake-language-my")),
    ("ca", id!("intake-language-ca")),
    ("zh", id!("intake-language-zh")),
    ("hr", id!("intake-language-hr")),
    ("cs", id!("intake-language-cs")),
    ("da", id!("intake-language-da")),
    ("nl", id!("intake-language-nl")),
    ("en", id!("intake-language-en")),
    ("et", id!("intake-language-et")),
    ("fi", id!("intake-language-fi")),
    ("fr", id!("intake-language-fr")),
    ("gl", id!("intake-language-gl")),
    ("ka", id!("intake-language-ka")),
    ("de", id!("intake-language-de")),
    ("el", id!("intake-language-el")),
    ("gu", id!("intake-language-gu")),
    ("he", id!("intake-language-he")),
    ("hi", id!("intake-language-hi")),
    ("hu", id!("intake-language-hu")),
    ("is", id!("intake-language-is")),
    ("id", id!("intake-language-id")),
    ("ga", id!("intake-language-ga")),
    ("it", id!("intake-language-it")),
    ("ja", id!("intake-language-ja")),
    ("kn", id!("intake-language-kn")),
    ("kk", id!("intake-language-kk")),
    ("km", id!("intake-language-km")),
    ("ko", id!("intake-language-ko")),
    ("lo", id!("intake-language-lo")),
    ("lv", id!("intake-language-lv")),
    ("lt", id!("intake-language-lt")),
    ("mk", id!("intake-language-mk")),
    ("ms", id!("intake-language-ms")),
    ("ml", id!("intake-language-ml")),
    ("mr", id!("intake-language-mr")),
    ("mn", id!("intake-language-mn")),
    ("ne", id!("intake-language-ne")),
    ("nb", id!("intake-language-nb")),
    ("nn", id!("intake-language-nn")),
    ("fa", id!("intake-language-fa")),
    ("pl", id!("intake-language-pl")),
    ("pt", id!("intake-language-pt")),
    ("pa", id!("intake-language-pa")),
    ("ro", id!("intake-language-ro")),
    ("ru", id!("intake-language-ru")),
    ("sr", id!("intake-language-sr")),
    ("si", id!("intake-language-si")),
    ("sk", id!("intake-language-sk")),
    ("sl", id!("intake-language-sl")),
    ("so", id!("intake-language-so")),
    ("es", id!("intake-language-es")),
    ("sw", id!("intake-language-sw")),
    ("sv", id!("intake-language-sv")),
    ("tl", id!("intake-language-tl")),
    ("ta", id!("intake-language-ta")),
    ("te", id!("intake-language-te")),
    ("th", id!("intake-language-th")),
    ("tr", id!("intake-language-tr")),
    ("uk", id!("intake-language-uk")),
    ("ur", id!("intake-language-ur")),
    ("uz", id!("intake-language-uz")),
    ("vi", id!("intake-language-vi")),
    ("cy", id!("intake-language-cy")),
    ("yi", id!("intake-language-yi")),
    ("yo", id!("intake-language-yo")),
    ("zu", id!("intake-language-zu")),
];

/// The text with the name of a tag, by its whole or its first part; `None` when it is not in the list.
pub fn name(tag: &str) -> Option<&'static str> {
    let find = |tag: &str| ALL.iter().find(|(other, _)| *other == tag).map(|(_, name)| *name);
    find(tag).or_else(|| find(tag.split('-').next().unwrap_or_default()).filter(|_| !tag.starts_with('-')))
}

/// A language's own name, whatever country the tag names too; the tag itself where we do not know one.
pub fn own_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default() {
        "en" => "English",
        "fr" => "Français",
        "de" => "Deutsch",
        "es" => "Español",
        "it" => "Italiano",
        "pt" => "Português",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "sv" => "Svenska",
        "ru" => "Русский",
        "uk" => "Українська",
        "tr" => "Türkçe",
        "ar" => "العربية",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "th" => "ไทย",
        "zh" => "中文",
        "ja" => "日本語",
        "ko" => "한국어",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn regions_fall_back_to_their_language() {
        assert_eq!(super::name("pt-BR"), Some("intake-language-pt"));
        assert_eq!(super::name("xx"), None);
        assert_eq!((super::own_name("en-US"), super::own_name("xx-YY")), ("English", "xx-YY"));
    }
}
