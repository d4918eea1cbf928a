//! The project in a release; and sets without the words of the text.

use super::articles::read_articles;
use super::{ARTICLES, ReadRelease};
use crate::base::{Checked, Issue};
use crate::message;
use crate::model::{Article, FileKey, Project, SetKey};
use crate::store::schema::annotations::{
    AnnotationLine, Pairs, PartShape, SetShape, ValueShape, write_unquoted,
};
use crate::store::schema::{self, SourceText, article::byte_span};
use crate::store::{load, paths, read};
use crate::text::{Digest, Text};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The content of a set's file without a word of the article's text: the quotes are empty.
pub fn unquoted(project: &Project, key: &SetKey) -> Option<String> {
    let (set, article) = (project.set(key)?, project.article(&key.article)?);
    Some(write_unquoted(key, set, article, project.codebook()))
}

/// Opens the project in a release. Of one without texts, `texts` are those that are known by other means; `None` when
/// one is missing, which is no fault of the release.
///
/// # Errors
/// When `project.ron`, `codebook.ron` or the list of articles cannot be understood. Any other file that cannot be read
/// becomes a finding.
pub fn project(
    release: &ReadRelease,
    texts: &BTreeMap<Digest, Text>,
) -> Result<Option<Checked<Project>>, Issue> {
    let mut issues = Vec::new();
    let source = |name: &str| match release.content(name) {
        Some(bytes) => SourceText::new(name, bytes),
        None => Err(Issue::error("missing-file", name, message!("findings-missing-file"))),
    };
    let stated = schema::project::read_project(&source(paths::PROJECT)?)?;
    let codebook = schema::codebook::read_codebook(&source(paths::CODEBOOK)?)?;
    let mut project = load::stated(stated, Arc::new(codebook));
    let listed = release.content(ARTICLES).map(|bytes| read_articles(&bytes)).transpose()?;
    let without_texts = listed.is_some();
    for article in listed.into_iter().flatten() {
        let Some(whole) = texts.get(&article.digest).and_then(|text| article.with_text(text.clone())) else {
            return Ok(None);
        };
        project.load_article(Arc::new(whole));
    }
    let keys: Vec<(&String, FileKey)> =
        release.files.keys().filter_map(|name| Some((name, paths::key_of(name)?))).collect();
    let mut ledger = project.ledger().clone();
    for (name, key) in &keys {
        let read = match key {
            FileKey::Article(id) => source(name)
                .and_then(|source| schema::article::read_article(&source, id))
                .map(|article| project.load_article(Arc::new(article.take(&mut issues)))),
            FileKey::Stub(id) => source(name)
                .and_then(|source| schema::stub::read_stub(&source, id))
                .map(|stub| project.load_stub(Arc::new(stub.take(&mut issues)))),
            FileKey::Claims(by) => source(name)
                .and_then(|source| schema::claims::read_claims(&source, by))
                .map(|sheet| ledger.put_sheet(by.clone(), Arc::new(sheet))),
            _ => Ok(()),
        };
        issues.extend(read.err());
    }
    project.load_ledger(ledger);
    for (name, key) in keys {
        let FileKey::Set(key) = key else { continue };
        let read = source(name).and_then(|source| {
            let article = project.article(&key.article).ok_or_else(|| no_article(name, &key))?;
            if !without_texts {
                return schema::set::read_set(&source, &key, read::against(&project, article));
            }
            let mut shape = schema::parse::<SetShape<'_>>(&source)?;
            quote(&mut shape, article);
            schema::set::decode_set(&source, &key, read::against(&project, article), shape)
        });
        match read {
            Ok(set) => project.load_set(key, Arc::new(set.take(&mut issues))),
            Err(issue) => issues.push(issue),
        }
    }
    Ok(Some(Checked { value: project, issues }))
}

fn no_article(file: &str, key: &SetKey) -> Issue {
    Issue::error("no-article", file, message!("findings-article-not-in-release", article = %key.article))
}

/// Puts the words at their places again. What has no place stays without.
fn quote(shape: &mut SetShape<'_>, article: &Article) {
    let text = &article.text;
    let words = |at: (u32, u32)| byte_span(text, at).and_then(|span| text.slice(span)).unwrap_or_default();
    let part = |part: &mut PartShape<'_>| part.quote = Cow::Owned(words(part.at).to_owned());
    let value = |pairs: &mut Pairs<'_>| {
        for (_, value) in &mut pairs.0 {
            if let ValueShape::Spans(parts) = value {
                parts.iter_mut().for_each(part);
            }
        }
    };
    value(&mut shape.fields);
    shape.bookmarks.iter_mut().for_each(part);
    for line in &mut shape.annotations {
        let AnnotationLine { at, quote, attributes, .. } = line;
        *quote = Cow::Owned(words(*at).to_owned());
        value(attributes);
    }
    shape.decisions.iter_mut().for_each(|decision| decision.quote = words(decision.at).to_owned());
    shape.comments.iter_mut().for_each(|comment| comment.quote = words(comment.at).to_owned());
}
