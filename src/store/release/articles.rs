//! `articles.ron`: what is known of the articles of a release without texts.

use super::ARTICLES;
use crate::base::{ArticleId, Issue};
use crate::message;
use crate::model::{Article, Metadata, Project, Zone};
use crate::store::schema::article::{ListedShape, write_listed};
use crate::store::schema::write::Ron;
use crate::store::schema::{self, Shape, SourceText};
use crate::text::{Digest, Text};
use serde::Deserialize;

/// An article whose text is not in the release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub id: ArticleId,
    /// What is known about it.
    pub metadata: Metadata,
    /// The SHA-256 of its text.
    pub digest: Digest,
    /// How many code points the text has.
    pub characters: u32,
    shape: ListedShape,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticlesShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    articles: Vec<ListedShape>,
}

impl Shape for ArticlesShape {
    const FORMAT: &'static str = "obelus/articles";
    const VERSION: u32 = 2;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        schema::version_1(source, Self::FORMAT, version)
    }
}

/// The content of `articles.ron`: metadata, zones, and length and SHA-256 of the text. The file that an article was
/// imported from and what was changed in it are left out.
pub fn articles(project: &Project) -> String {
    let newer = project.articles().any(|article| article.metadata.has_print_fields());
    let version = if newer { ArticlesShape::VERSION } else { 1 };
    let mut ron = Ron::file(ArticlesShape::FORMAT, version);
    ron.begin("articles: [");
    project.articles().for_each(|article| write_listed(&mut ron, article));
    ron.end("]");
    ron.finish()
}

/// Reads `articles.ron`.
///
/// # Errors
/// When it cannot be understood.
pub fn read_articles(bytes: &[u8]) -> Result<Vec<Listed>, Issue> {
    let source = SourceText::new(ARTICLES, bytes.to_vec())?;
    let shape: ArticlesShape = schema::read(&source)?;
    let listed = |shape: ListedShape| {
        let id = ArticleId::new(&shape.id)
            .map_err(|error| source.bad_value("id", message!("findings-bad-value", error = error)))?;
        let digest = Digest::from_hex(&shape.sha256)
            .ok_or_else(|| source.bad_value(id.to_string(), message!("findings-expected-sha")))?;
        Ok(Listed { id, metadata: shape.metadata(), digest, characters: shape.characters, shape })
    };
    shape.articles.into_iter().map(listed).collect()
}

impl Listed {
    /// The article with its text; `None` when the text is another one.
    pub fn with_text(&self, text: Text) -> Option<Article> {
        let zones: Vec<Zone> = self.shape.zones_in(&text)?;
        (text.digest() == self.digest).then(|| Article {
            id: self.id.clone(),
            metadata: self.metadata.clone(),
            zones,
            text,
        })
    }
}
