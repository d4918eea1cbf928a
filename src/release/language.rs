//! The languages of the methods paragraph.

use std::str::FromStr;

/// The language of the methods paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, as `en`.
    #[default]
    English,
    /// French, as `fr`.
    French,
}

impl Language {
    /// The languages in the order in which a form offers them.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// Name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "French",
        }
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::English => "en",
            Self::French => "fr",
        })
    }
}

/// That no language of the methods paragraph has that tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is none of the languages en and fr")]
pub struct NoLanguage(pub String);

impl FromStr for Language {
    type Err = NoLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "en" => Ok(Self::English),
            "fr" => Ok(Self::French),
            other => Err(NoLanguage(other.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_tags() {
        assert_eq!("fr".parse(), Ok(Language::French));
        assert!("de".parse::<Language>().is_err());
    }
}
