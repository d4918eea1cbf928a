//! A draft: what an article will be when the analyst confirms it, or what is known of one whose text is not at hand.

use super::SourceKind;
use crate::base::{ArticleId, Issue};
use crate::model::{
    self, Article, ArticleField, ArticlePart, FileReading, HeadlinePlace, Metadata, SEVERAL_HEADLINES, Stub,
    ValueOrigin, Zone,
};
use crate::text::{Digest, Span, Text, TextError};
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
    /// Headlines under which articles of their own may stand, in ascending order.
    pub headlines: Vec<HeadlinePlace>,
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

    /// The articles that begin at its headlines, where it has several.
    #[must_use]
    pub fn split_at_headlines(mut self) -> Vec<Self> {
        let places = model::split_places(&self.text, &self.headlines);
        let whole = ArticlePart {
            text: std::mem::take(&mut self.text),
            metadata: std::mem::take(&mut self.metadata),
            zones: std::mem::take(&mut self.zones),
            origins: std::mem::take(&mut self.origins),
            headlines: std::mem::take(&mut self.headlines),
        };
        let (mut from, mut parts) = (0, Vec::with_capacity(places.len() + 1));
        for end in places.into_iter().chain([whole.text.len() as u32]) {
            let own = whole.text.get(from as usize..end as usize).unwrap_or_default().trim_end();
            let span = Span::new(from, from + own.len() as u32);
            parts.extend(span.map(|span| (span.start(), whole.part(span))));
            from = end;
        }
        if parts.len() < 2 {
            return vec![self.with(whole, 0)];
        }
        parts.into_iter().map(|(start, part)| self.with(part, start)).collect()
    }

    /// With other text, which begins so many bytes after its own.
    fn with(&self, part: ArticlePart, start: u32) -> Self {
        let ArticlePart { text, metadata, zones, origins, headlines } = part;
        let file = &metadata.source_file;
        let several = model::several_headlines(&headlines).into_iter();
        let several = several.map(|issue| Issue { file: file.clone(), ..issue });
        let others = self.notes.iter().filter(|note| note.code != SEVERAL_HEADLINES).cloned();
        let notes = several.chain(others).collect();
        let place = if start == 0 { self.place.clone() } else { format!("{}@{start}", self.place) };
        Self { text, metadata, zones, origins, headlines, notes, place, ..self.clone() }
    }
}

/// A name for the article that is not taken.
pub fn article_id(draft: &ArticleDraft, taken: impl Fn(&str) -> bool) -> ArticleId {
    model::article_id(&draft.metadata, &draft.text, taken)
}
