//! Identifiers: names that are written into files, and numbers of annotations.

use crate::locale::{Argument, Message};
use crate::message;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct IdError {
    /// The text that was refused.
    pub text: String,
}

impl IdError {
    /// What is wrong with it.
    pub fn message(&self) -> Message {
        message!("findings-not-an-identifier", text = &*self.text)
    }
}

impl From<IdError> for Argument {
    fn from(error: IdError) -> Self {
        Self::Message(error.message())
    }
}

fn valid_part(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 120
        && !text.starts_with('.')
        && !text.ends_with('.')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

macro_rules! name_ids {
    ($($(#[$doc:meta])* $name:ident: $valid:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Makes the identifier from its written form.
            ///
            /// # Errors
            /// When the text is empty, over 120 bytes, or holds anything but letters, digits, `-`, `_` and inner dots.
            pub fn new(text: &str) -> Result<Self, IdError> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) { Ok(Self(Arc::from(text))) } else { Err(IdError { text: text.to_owned() }) }
            }

            /// The written form.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}({})", stringify!($name), self.0) }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> { Self::new(text) }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }
    )*};
}

name_ids! {
    /// Names an article: the stem of its file.
    ArticleId: valid_part;
    /// Names a stub: the stem of its file.
    StubId: valid_part;
    /// Names an annotator: the folder of their files.
    AnnotatorId: valid_part;
    /// Names a layer of the codebook.
    LayerId: valid_part;
    /// Names a code; unique over all layers of a codebook.
    CodeId: valid_part;
    /// Names an attribute; unique within its layer.
    AttributeId: valid_part;
    /// Names one answer of an attribute.
    ChoiceId: valid_part;
    /// Names a project; made once and kept when the folder moves.
    ProjectId: valid_part;
    /// Names a claim as `annotator/slug`, so that two annotators never create the same one.
    ClaimId: |text| text.split_once('/').is_some_and(|(by, slug)| valid_part(by) && valid_part(slug));
}

impl ClaimId {
    /// Makes the identifier of a claim that `by` creates.
    ///
    /// # Errors
    /// When `slug` is not a valid identifier part.
    pub fn created_by(by: &AnnotatorId, slug: &str) -> Result<Self, IdError> {
        Self::new(&format!("{by}/{slug}"))
    }

    /// The annotator in whose file the claim stands.
    pub fn annotator(&self) -> &str {
        self.0.split_once('/').map_or("", |(by, _)| by)
    }

    /// The identifier of [`Self::annotator`].
    pub fn annotator_id(&self) -> AnnotatorId {
        // What stands before the slash is an identifier: `new` has proved it.
        AnnotatorId(Arc::from(self.annotator()))
    }
}

/// Makes a readable identifier part from free text: lower case, words joined by `-`, at most about 48 bytes.
///
/// Letters of any script stay; marks that fold away under compatibility decomposition are dropped. Never empty.
pub fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let mut out = String::new();
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if out.len() >= 48 {
            break;
        }
        if c.is_alphanumeric() {
            out.push(c);
        } else if !unicode_normalization::char::is_combining_mark(c)
            && !matches!(c, '’' | '\'')
            && !out.is_empty()
            && !out.ends_with('-')
        {
            out.push('-');
        }
    }
    let kept = out.trim_end_matches('-');
    if kept.is_empty() { "untitled".to_owned() } else { kept.to_owned() }
}

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Numbers one annotation; 64 random bits, written as 13 characters of Crockford base 32.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnnotationId(pub u64);

impl fmt::Display for AnnotationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0_u8; 13];
        for (place, slot) in text.iter_mut().rev().enumerate() {
            *slot = DIGITS[(self.0 >> (5 * place)) as usize & 31];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for AnnotationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnnotationId({self})")
    }
}

impl FromStr for AnnotationId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let refuse = || IdError { text: text.to_owned() };
        if text.len() != 13 {
            return Err(refuse());
        }
        let mut value: u128 = 0;
        for byte in text.bytes() {
            let digit = DIGITS.iter().position(|d| *d == byte).ok_or_else(refuse)?;
            value = value << 5 | digit as u128;
        }
        u64::try_from(value).map(Self).map_err(|_| refuse())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotation_ids_read_back() {
        for number in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = AnnotationId(number);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        assert!("zzzzzzzzzzzzz".parse::<AnnotationId>().is_err(), "over 64 bits");
        assert!("short".parse::<AnnotationId>().is_err());
    }

    #[test]
    fn names_refuse_paths() {
        for bad in ["", "..", "a/b", "a b", ".hidden", "a\\b", "a:"] {
            assert!(ArticleId::new(bad).is_err(), "{bad}");
        }
        assert!(ArticleId::new("été-2025.fr").is_ok());
        assert!(ClaimId::new("maya/llama4-failure").is_ok());
        assert!(ClaimId::new("maya").is_err());
        assert!(ClaimId::new("a/b/c").is_err());
    }

    #[test]
    fn slugs_are_identifiers() {
        for (text, want) in [
            ("Le pari de Meta, ou la fuite en avant", "le-pari-de-meta-ou-la-fuite-en-avant"),
            ("L’été", "lete"),
            ("—", "untitled"),
            ("新华社 电", "新华社-电"),
        ] {
            assert_eq!(slug(text), want);
            assert!(ArticleId::new(&slug(text)).is_ok());
        }
    }
}
