//! A text as a file has it, with its own line ends and byte order mark, and where its positions are in the article.

use super::offsets::{self, OffsetUnit};
use crate::id;
use crate::locale::Message;
use crate::message;
use crate::text::fold::{Alignment, line_feeds};
use crate::text::{Span, Text};
use std::borrow::Cow;

/// In which version of a file's text its positions are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextVersion {
    /// As the file has it.
    Own,
    /// With each line end as one character and without a byte order mark.
    Kept,
    /// With its own line ends and without a byte order mark.
    Unmarked,
    /// With its byte order mark and each line end as one character.
    SingleEnds,
}

impl TextVersion {
    const ALL: [Self; 4] = [Self::Own, Self::Kept, Self::Unmarked, Self::SingleEnds];

    fn of(self, own: &str) -> Cow<'_, str> {
        let unmarked = own.strip_prefix(MARK).unwrap_or(own);
        match self {
            Self::Own => Cow::Borrowed(own),
            Self::Kept => line_feeds(own),
            Self::Unmarked => Cow::Borrowed(unmarked),
            Self::SingleEnds if unmarked.len() < own.len() => {
                Cow::Owned(format!("{MARK}{}", line_feeds(own)))
            }
            Self::SingleEnds => line_feeds(own),
        }
    }

    fn text_id(self) -> &'static str {
        match self {
            Self::Own => id!("formats-text-own"),
            Self::Kept => id!("formats-text-kept"),
            Self::Unmarked => id!("formats-text-unmarked"),
            Self::SingleEnds => id!("formats-text-single-ends"),
        }
    }
}

const MARK: char = '\u{feff}';

/// How positions count: in which unit, and in which version of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counting {
    /// What is counted.
    pub unit: OffsetUnit,
    /// In which version of the text.
    pub version: TextVersion,
}

impl Counting {
    /// How positions count of which the format says only the unit: in the text as the file has it.
    pub fn stated(unit: OffsetUnit) -> Self {
        Self { unit, version: if unit.is_of_kept() { TextVersion::Kept } else { TextVersion::Own } }
    }

    /// Every way of counting, the likelier first: those of the unit that the format says before the others.
    pub fn all(stated: OffsetUnit) -> impl Iterator<Item = Self> {
        let others = OffsetUnit::ALL.into_iter().filter(move |unit| *unit != stated);
        let each = |unit| TextVersion::ALL.map(|version| Self { unit, version });
        std::iter::once(stated)
            .chain(others)
            .flat_map(each)
            .filter(|counting| !counting.unit.is_of_kept() || counting.version == TextVersion::Kept)
    }

    /// What is counted, as an argument of other texts; `plain` says that all versions of the text are the same.
    pub fn told(self, plain: bool) -> Message {
        let unit = self.unit.text();
        let text = || Message::new(self.version.text_id());
        if plain { unit } else { message!("formats-unit-in", unit = unit, text = text()) }
    }
}

/// A text as a file has it, beside the article that it is.
pub struct OwnText<'a> {
    article: &'a Text,
    /// The versions that differ, with where their places are in the article; none where the article is the file's text.
    versions: Vec<(Text, Option<Alignment>)>,
    /// Which of them each version is.
    by_version: [usize; TextVersion::ALL.len()],
}

impl<'a> OwnText<'a> {
    /// `own` is the text as the file has it; none where it does not have it. Where it is another text than the article's,
    /// positions count in the article.
    pub fn new(own: Option<&str>, article: &'a Text) -> Self {
        let mut made = Self { article, versions: Vec::new(), by_version: [0; TextVersion::ALL.len()] };
        let Some(own) = own.filter(|own| *own != article.as_str()) else { return made };
        for version in TextVersion::ALL {
            let text = version.of(own);
            // A carriage return stands for itself in every way of counting; another character of its size does too.
            let shown = text.replace('\r', "\t");
            let known = made.versions.iter().position(|(other, _)| other.as_str() == shown);
            made.by_version[version as usize] = known.unwrap_or(made.versions.len());
            if known.is_some() {
                continue;
            }
            let aligned = match text == article.as_str() {
                true => Some(None),
                false => Alignment::new(&text, article.as_str()).map(Some),
            };
            let (Some(aligned), Ok(shown)) = (aligned, Text::new(shown)) else {
                return Self { versions: Vec::new(), ..made };
            };
            made.versions.push((shown, aligned));
        }
        made
    }

    /// Where a passage of the file is in the article; `None` when it is empty, outside, cuts a character, or nothing of it
    /// is in the article.
    pub fn span(&self, counting: Counting, start: u32, end: u32) -> Option<Span> {
        let Some((text, aligned)) = self.versions.get(self.by_version[counting.version as usize]) else {
            return offsets::span(self.article, start, end, counting.unit);
        };
        let span = offsets::span(text, start, end, counting.unit)?;
        match aligned {
            None => Some(span),
            Some(aligned) => aligned.span(span.start(), span.end()),
        }
    }

    /// The same way of counting, by the first version of the text that is the same here.
    pub fn named(&self, counting: Counting) -> Counting {
        let wanted = self.by_version[counting.version as usize];
        let same = |version: &TextVersion| self.by_version[*version as usize] == wanted;
        let version = TextVersion::ALL.into_iter().find(same).unwrap_or(counting.version);
        Counting { version, ..counting }
    }

    /// Whether all versions of the text are the same, so that only the unit tells ways of counting apart.
    pub fn is_plain(&self) -> bool {
        self.versions.len() < 2
    }
}

/// The first way of counting for which the most speaks, and how much that is; none where there is no way. Those after one
/// for which all of `most` speaks are not tried.
pub fn best(
    ways: impl Iterator<Item = Counting>,
    most: usize,
    count: impl Fn(Counting) -> usize,
) -> Option<(Counting, usize)> {
    let mut best = None;
    for way in ways {
        let here = count(way);
        if best.is_none_or(|(_, count)| here > count) {
            best = Some((way, here));
        }
        if here == most {
            break;
        }
    }
    best
}

/// How many of a passage's two ends are where a word can begin or end.
pub fn word_ends(text: &Text, span: Span) -> usize {
    let around = |at: u32| {
        let (before, after) = text.as_str().split_at(at as usize);
        (before.chars().next_back(), after.chars().next())
    };
    let letter = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let blank = |sign: Option<char>| sign.is_none_or(char::is_whitespace);
    let ((before, first), (last, after)) = (around(span.start()), around(span.end()));
    let starts = !(blank(first) || letter(before) && letter(first));
    let ends = !(blank(last) || letter(last) && letter(after));
    usize::from(starts) + usize::from(ends)
}
