//! A draft: what an article will be when the analyst confirms it, or what is known of one whose text is not at hand.

use super::SourceKind;
use crate::base::{ArticleId, Issue, slug};
use crate::model::{Article, ArticleField, FileReading, Metadata, Stub, ValueOrigin, Zone, named_by_text};
use crate::text::{Digest, Text, TextError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An article as proposed; nothing in it is final but the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleDraft {
    /// The text, with line feeds as its only line ends; empty where it is not at hand.
    pub text: String,
    /// Where the text is not at hand: the words that the file has in its place, or none. It becomes no article then.
    pub teaser: Option<String>,
    /// What is known or guessed.
    pub metadata: Metadata,
    /// Whole hard lines in ascending order without overlap; what no zone names is body.
    pub zones: Vec<Zone>,
    /// BCP 47 tag, empty when unknown, and whether it is certain.
    pub language: (String, bool),
    /// How the file was read.
    pub kind: SourceKind,
    /// Where what is known came from; a field that is not named was not found.
    pub origins: BTreeMap<ArticleField, ValueOrigin>,
    /// What was found about this article alone; that of the whole file is told with the file.
    pub notes: Vec<Issue>,
    /// Where in its file it stands: the row of a table, such as `14` or `Sheet2#14`, else its number among the articles of
    /// the file, from 1. The same however the file is read.
    pub place: String,
    /// The file that holds it, by the name that the file which was read gives it from its own folder; `None` where the file
    /// that was read holds it itself.
    pub attached: Option<String>,
    /// How the file was read where it leaves that open.
    pub reading: Arc<FileReading>,
}

impl ArticleDraft {
    /// The SHA-256 of the text, by which exact duplicates are found.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.text)
    }

    /// What is kept of an article whose text is not at hand; `None` when the text is there.
    pub fn as_stub(&self) -> Option<Stub> {
        Some(Stub::new(self.metadata.clone(), self.teaser.clone()?))
    }

    /// The article.
    ///
    /// # Errors
    /// When the text was changed into one that no article can have.
    pub fn into_article(self, id: ArticleId) -> Result<Article, TextError> {
        Ok(Article { id, text: Text::new(self.text)?, metadata: self.metadata, zones: self.zones })
    }
}

/// Longest part of an identifier that comes from the outlet, in bytes.
const OUTLET: usize = 24;

/// A name for the article that is not taken: outlet, date, title and the first digits of the text's SHA-256, so that who
/// adds other articles at the same time, here or in a copy of the project, gives other names. Where even that is taken,
/// then `-2`, `-3` and so on.
pub fn article_id(draft: &ArticleDraft, taken: impl Fn(&str) -> bool) -> ArticleId {
    let metadata = &draft.metadata;
    let mut parts = Vec::new();
    if !metadata.outlet.is_empty() {
        let outlet = slug(&metadata.outlet);
        let short = &outlet[..outlet.floor_char_boundary(OUTLET)];
        parts.push(short.trim_end_matches('-').to_owned());
    }
    if !metadata.published.date.is_empty() {
        parts.push(slug(&metadata.published.date));
    }
    let first_line = draft.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let title = if metadata.title.is_empty() { first_line } else { &metadata.title };
    parts.push(slug(&title[..title.floor_char_boundary(400)]));
    let stem = named_by_text(&parts.join("-"), draft.digest());
    let numbered = (2_u64..).map(|number| format!("{stem}-{number}"));
    let names = std::iter::once(stem.clone()).chain(numbered);
    let free = names.filter(|name| !taken(name)).find_map(|name| ArticleId::new(&name).ok());
    free.expect("a slug with a number is an identifier, and numbers do not run out")
}
