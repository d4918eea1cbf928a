//! An article as the reader of a kind of file finds it, before it is a draft.

use super::{IngestError, SourceKind};
use crate::base::Issue;
use crate::model::{
    ArticleField, Dated, HeadlinePlace, Metadata, Struck, TimeCode, ValueOrigin, Zone, ZoneKind,
};
use crate::text::Span;
use std::collections::BTreeMap;

/// A paragraph of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Paragraph {
    /// Its words. White space at both ends is dropped, and line feeds within are blanks, when the text is put together.
    pub text: String,
    /// What it is; `None` where the file does not say and lines are to be looked at.
    pub kind: Option<ZoneKind>,
    /// The rule by which it was struck; it is boilerplate then.
    pub struck: Option<&'static str>,
    /// Whether it stands under the one before without a blank line, as the items of a list do.
    pub tight: bool,
    /// Whether it is the row of a table: its cells stay separated by tabs.
    pub is_row: bool,
    /// The headline that begins with it, where an article of its own may stand under it, with its page, counted from 1.
    pub headline: Option<(usize, String)>,
}

impl Paragraph {
    /// A paragraph whose kind the file does not say.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A paragraph of a kind.
    pub fn of(kind: ZoneKind, text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: Some(kind), ..Self::default() }
    }
}

/// An article as read, with what the file states of it.
#[derive(Debug, Default)]
pub(super) struct ParsedArticle {
    /// The text, with line feeds as its only line ends.
    pub text: String,
    /// Zones that the file states, whole lines in ascending order.
    pub zones: Vec<Zone>,
    /// Passages that were struck, whole lines in ascending order.
    pub struck: Vec<Struck>,
    /// Where a recording was at a moment, in ascending order.
    pub times: Vec<TimeCode>,
    /// Headlines under which articles of their own may stand, in ascending order.
    pub headlines: Vec<HeadlinePlace>,
    /// What is known.
    pub known: KnownValues,
    /// Where in its file it stands, such as the row of a table; empty where its number among the others tells it.
    pub place: String,
    /// The file in a zip that it came from; empty outside of zips.
    pub member: String,
    /// The kind of that file.
    pub kind: Option<SourceKind>,
    /// Whether the file states all parts, so that lines are not looked at to guess them.
    pub is_structured: bool,
    /// The archive that it was downloaded from, such as `factiva`; empty where it is from none.
    pub archive: &'static str,
    /// Where the text is not at hand: the words that the file has in its place, or none.
    pub teaser: Option<String>,
    /// The SHA-256 of the file that it came from, where that is not the whole file that is read.
    pub sha256: Option<String>,
    /// What was found about this article alone. Their file is filled in later.
    pub notes: Vec<Issue>,
}

impl ParsedArticle {
    /// What is known of an article whose text is not at hand. `None` where neither a title nor an address tells which.
    pub fn not_at_hand(known: KnownValues, teaser: String) -> Option<Self> {
        let about = &known.metadata;
        let is_told = !about.title.is_empty() || !about.url.is_empty();
        is_told.then(|| Self { known, teaser: Some(teaser), ..Self::default() })
    }

    /// What it is called in a list: its title or its address.
    pub fn called(&self) -> &str {
        let about = &self.known.metadata;
        if about.title.is_empty() { &about.url } else { &about.title }
    }

    /// Puts paragraphs together: a blank line between two, none before one that is tight. Paragraphs without words are
    /// dropped.
    ///
    /// # Errors
    /// When the text is over 4 GiB.
    pub fn of_paragraphs(paragraphs: &[Paragraph], known: KnownValues) -> Result<Self, IngestError> {
        let mut article = Self { known, is_structured: true, ..Self::default() };
        for paragraph in paragraphs {
            let words = if paragraph.is_row { tidy_row(&paragraph.text) } else { tidy(&paragraph.text) };
            if words.is_empty() {
                continue;
            }
            if !article.text.is_empty() {
                article.text.push_str(if paragraph.tight { "\n" } else { "\n\n" });
            }
            let start = u32::try_from(article.text.len()).map_err(|_| IngestError::TooLong)?;
            article.text.push_str(&words);
            let end = u32::try_from(article.text.len()).map_err(|_| IngestError::TooLong)?;
            let Some(span) = Span::new(start, end) else { continue };
            if let Some((page, words)) = &paragraph.headline {
                article.headlines.push(HeadlinePlace { page: *page, at: start, words: words.clone() });
            }
            let kind = if paragraph.struck.is_some() { Some(ZoneKind::Boilerplate) } else { paragraph.kind };
            match (kind, article.zones.last_mut()) {
                (None | Some(ZoneKind::Body), _) => {}
                (Some(kind), Some(last)) if last.kind == kind && paragraph.tight => {
                    last.span = Span::new(last.span.start(), end).unwrap_or(last.span);
                }
                (Some(kind), _) => article.zones.push(Zone { kind, span }),
            }
            if let Some(rule) = paragraph.struck {
                article.struck.push(Struck { span, rule: rule.to_owned() });
            }
        }
        if !article.text.is_empty() {
            article.text.push('\n');
        }
        Ok(article)
    }
}

/// The words with single blanks between them and without control characters. No-break and other blanks that a
/// typesetter chose stay as they are.
pub(super) fn tidy(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    for sign in words.chars() {
        match sign {
            ' ' | '\t' | '\n' | '\r' => gap = !out.is_empty(),
            _ if sign.is_control() => {}
            _ => {
                if std::mem::take(&mut gap) {
                    out.push(' ');
                }
                out.push(sign);
            }
        }
    }
    out
}

/// The cells of a row, each tidied, with tabs between them.
fn tidy_row(words: &str) -> String {
    let cells: Vec<String> = words.split('\t').map(tidy).collect();
    cells.join("\t").trim().to_owned()
}

/// Metadata with where each value came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct KnownValues {
    /// The values.
    pub metadata: Metadata,
    /// Where they came from.
    pub origins: BTreeMap<ArticleField, ValueOrigin>,
}

impl KnownValues {
    /// Takes words for a field unless it is known already. Fields that are no words are left alone.
    pub fn words(&mut self, field: ArticleField, words: &str, origin: ValueOrigin) {
        let words = words.trim();
        let about = &mut self.metadata;
        let place = match field {
            ArticleField::Title => &mut about.title,
            ArticleField::Outlet => &mut about.outlet,
            ArticleField::Url => &mut about.url,
            ArticleField::Section => &mut about.section,
            ArticleField::Edition => &mut about.edition,
            ArticleField::Page => &mut about.page,
            ArticleField::Accession => &mut about.accession,
            ArticleField::Language => &mut about.language,
            ArticleField::Genre => &mut about.genre,
            ArticleField::Authors
            | ArticleField::Published
            | ArticleField::Updated
            | ArticleField::Subjects
            | ArticleField::SourceFile
            | ArticleField::ImportNote
            | ArticleField::Import
            | ArticleField::Zones
            | ArticleField::Teaser => return,
        };
        if place.is_empty() && !words.is_empty() {
            words.clone_into(place);
            self.origins.insert(field, origin);
        }
    }

    /// Takes the authors unless some are known already.
    pub fn authors(&mut self, authors: Vec<String>, origin: ValueOrigin) {
        if self.metadata.authors.is_empty() && !authors.is_empty() {
            self.metadata.authors = authors;
            self.origins.insert(ArticleField::Authors, origin);
        }
    }

    /// Takes subject terms unless some are known already.
    pub fn subjects(&mut self, subjects: Vec<String>, origin: ValueOrigin) {
        if self.metadata.subjects.is_empty() && !subjects.is_empty() {
            self.metadata.subjects = subjects;
            self.origins.insert(ArticleField::Subjects, origin);
        }
    }

    /// Takes the date of publication unless one is known already.
    pub fn published(&mut self, dated: Dated, origin: ValueOrigin) {
        if self.metadata.published == Dated::default() && dated != Dated::default() {
            self.metadata.published = dated;
            self.origins.insert(ArticleField::Published, origin);
        }
    }

    /// Takes the date of change unless one is known already.
    pub fn updated(&mut self, dated: Dated, origin: ValueOrigin) {
        if self.metadata.updated == Dated::default() && dated != Dated::default() {
            self.metadata.updated = dated;
            self.origins.insert(ArticleField::Updated, origin);
        }
    }

    /// Takes over everything of `other` that is not known here, with where it came from.
    pub fn join(&mut self, other: Self) {
        let origin = |field| other.origins.get(&field).copied().unwrap_or(ValueOrigin::Guessed);
        self.take(&other.metadata, origin);
    }

    /// Takes over everything of `other` that is not known here.
    pub fn complete(&mut self, other: &Metadata, origin: ValueOrigin) {
        self.take(other, |_| origin);
    }

    fn take(&mut self, other: &Metadata, origin: impl Fn(ArticleField) -> ValueOrigin) {
        for (field, words) in [
            (ArticleField::Title, &other.title),
            (ArticleField::Outlet, &other.outlet),
            (ArticleField::Url, &other.url),
            (ArticleField::Section, &other.section),
            (ArticleField::Edition, &other.edition),
            (ArticleField::Page, &other.page),
            (ArticleField::Accession, &other.accession),
            (ArticleField::Language, &other.language),
            (ArticleField::Genre, &other.genre),
        ] {
            self.words(field, words, origin(field));
        }
        self.authors(other.authors.clone(), origin(ArticleField::Authors));
        self.subjects(other.subjects.clone(), origin(ArticleField::Subjects));
        self.published(other.published.clone(), origin(ArticleField::Published));
        self.updated(other.updated.clone(), origin(ArticleField::Updated));
    }
}
