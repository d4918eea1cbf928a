//! Which article of the project a text of the files is.

use super::preview::{ArticleRow, ImportOptions, ImportPlan, Matched};
use crate::base::{ArticleId, Issue, slug};
use crate::formats::shared::own_text::{Counting, OwnText};
use crate::formats::{ImportedData, ImportedDocument, OffsetUnit};
use crate::message;
use crate::model::{Article, Edit, Project, Struck, TimeCode, Zone};
use crate::text::fold::line_feeds;
use crate::text::{Digest, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An article of this project, perhaps one that comes in now.
pub(super) struct MatchedArticle {
    pub article: Arc<Article>,
    pub matched: Matched,
}

/// The article for each document, in their order.
pub(super) fn matched(
    project: &Project,
    imported: &ImportedData,
    options: &ImportOptions,
    plan: &mut ImportPlan,
) -> Vec<Option<MatchedArticle>> {
    let mut known = ArticleIndex::default();
    project.articles().for_each(|article| known.note(article));
    let mut all = Vec::with_capacity(imported.documents.len());
    let stated = options.article.as_ref().and_then(|id| project.article(id));
    for document in &imported.documents {
        let found = one(document, imported, stated, &mut known, plan);
        if let Some(MatchedArticle { article, matched: Matched::Added }) = &found {
            known.added.insert(article.id.clone());
            known.note(article);
            plan.edits.push(Edit::AddArticle { article: Arc::clone(article) });
        }
        plan.articles.push(ArticleRow {
            name: document.name.clone(),
            article: found.as_ref().map(|found| found.article.id.clone()),
            matched: found.as_ref().map_or(Matched::Missing, |found| found.matched),
            told: document.text.is_some() || document.digest.is_some(),
            marks: document.marks.len() as u64,
        });
        all.push(found);
    }
    all
}

/// The articles that there are.
#[derive(Default)]
struct ArticleIndex {
    by_digest: BTreeMap<Digest, Vec<Arc<Article>>>,
    by_name: BTreeMap<String, Arc<Article>>,
    /// Those that come in with these files.
    added: BTreeSet<ArticleId>,
    /// By what of their text is seen.
    by_seen: BTreeMap<Digest, Vec<Arc<Article>>>,
    /// Those that are not among them yet.
    unfolded: Vec<Arc<Article>>,
}

impl ArticleIndex {
    fn note(&mut self, article: &Arc<Article>) {
        self.by_digest.entry(article.text.digest()).or_default().push(Arc::clone(article));
        self.by_name.insert(article.id.to_string(), Arc::clone(article));
        self.unfolded.push(Arc::clone(article));
        let url = article.metadata.url.as_str();
        if !url.is_empty() {
            self.by_name.entry(url.to_owned()).or_insert_with(|| Arc::clone(article));
        }
    }

    /// The article whose text is the same but for what nobody sees.
    fn seen_alike(&mut self, text: &Text, name: &str) -> Option<&Arc<Article>> {
        for article in self.unfolded.drain(..) {
            if let Some(digest) = article.text.seen_digest() {
                self.by_seen.entry(digest).or_default().push(article);
            }
        }
        let alike = self.by_seen.get(&text.seen_digest()?)?;
        alike.iter().find(|article| article.id.as_str() == name).or(alike.first())
    }
}

fn one(
    document: &ImportedDocument,
    imported: &ImportedData,
    stated: Option<&Arc<Article>>,
    known: &mut ArticleIndex,
    plan: &mut ImportPlan,
) -> Option<MatchedArticle> {
    let text = match document.text.as_deref().map(|text| Text::new(line_feeds(text))) {
        None => None,
        Some(Ok(text)) => Some(text),
        Some(Err(error)) => {
            let message = message!("formats-bad-text", name = &document.name, error = %error);
            let issue = Issue::error("bad-text", &imported.source, message);
            plan.issues.push(issue.hint(message!("formats-bad-text.hint")));
            return None;
        }
    };
    let digest = text.as_ref().map(Text::digest).or(document.digest);
    if let (Some(text), Some(stated)) = (&text, document.digest)
        && text.digest() != stated
    {
        let message = message!("formats-digest-mismatch", name = &document.name);
        plan.issues.push(Issue::warning("digest-mismatch", &imported.source, message));
    }
    if let Some(same) = digest.and_then(|digest| known.by_digest.get(&digest)).filter(|same| !same.is_empty())
    {
        let is_stated = |article: &&Arc<Article>| stated.is_some_and(|stated| stated.id == article.id);
        let named = same.iter().find(is_stated);
        let named = named.or_else(|| same.iter().find(|article| article.id.as_str() == document.name));
        let article = Arc::clone(named.unwrap_or(&same[0]));
        return Some(MatchedArticle { article, matched: Matched::Digest });
    }
    if let Some(article) = text
        .as_ref()
        .and_then(|text| known.seen_alike(text, stated.map_or(&document.name, |stated| stated.id.as_str())))
    {
        return Some(MatchedArticle { article: Arc::clone(article), matched: Matched::Seen });
    }
    if let Some(article) = stated {
        return Some(MatchedArticle { article: Arc::clone(article), matched: Matched::Name });
    }
    let ArticleIndex { by_name, added: new, .. } = known;
    let address = document.metadata.url.as_str();
    let called = |name: &str| by_name.get(name).filter(|_| !name.trim().is_empty());
    let slugged = || by_name.get(&slug(&document.name)).filter(|_| !document.name.trim().is_empty());
    let named = called(&document.name).or_else(slugged).or_else(|| called(address));
    // Two texts of the same files are two articles, whatever they are called.
    let named = named.filter(|article| text.is_none() || !new.contains(&article.id));
    if let Some(article) = named {
        return Some(MatchedArticle { article: Arc::clone(article), matched: Matched::Name });
    }
    match text {
        Some(text) if !text.is_empty() => {
            let article = Arc::new(added(document, text, by_name));
            Some(MatchedArticle { article, matched: Matched::Added })
        }
        _ => {
            let message = message!("formats-no-article", name = &document.name);
            let issue = Issue::error("no-article", &imported.source, message);
            plan.issues.push(issue.hint(message!("formats-no-article.hint")));
            None
        }
    }
}

fn added(document: &ImportedDocument, text: Text, by_name: &BTreeMap<String, Arc<Article>>) -> Article {
    let title = &document.metadata.title;
    let told = [title.as_str(), document.name.as_str()].into_iter().find(|name| !name.trim().is_empty());
    let base = ArticleId::new(&document.name)
        .map_or_else(|_| told.map_or_else(|| "document".to_owned(), slug), |id| id.to_string());
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let free = std::iter::once(base.clone()).chain(numbered).find(|id| !by_name.contains_key(id));
    let id = ArticleId::new(&free.unwrap_or(base)).unwrap_or_else(|_| panic!("a slug is an identifier"));
    let counting = Counting::stated(document.unit.unwrap_or(OffsetUnit::CodePoints));
    let own = OwnText::new(document.text.as_deref(), &text);
    let zones = document.zones.iter().filter_map(|(kind, start, end)| {
        let span = own.span(counting, *start, *end)?;
        Some(Zone { kind: *kind, span })
    });
    let zones = zones.collect();
    let struck = document.struck.iter().filter_map(|(rule, start, end)| {
        let span = own.span(counting, *start, *end)?;
        Some(Struck { span, rule: rule.clone() })
    });
    let mut struck: Vec<Struck> = struck.collect();
    struck.sort_by_key(|one| one.span);
    let times = document.times.iter().filter_map(|(at, milliseconds)| {
        let at = own.span(counting, *at, at.checked_add(1)?)?.start();
        Some(TimeCode { at, milliseconds: *milliseconds })
    });
    let mut times: Vec<TimeCode> = times.collect();
    times.sort_by_key(|time| time.at);
    let mut metadata = document.metadata.clone();
    (metadata.import.struck, metadata.import.times) = (struck.into(), times.into());
    let mut article = Article { id, zones, metadata, text };
    article.zones.sort_by_key(|zone| zone.span);
    if !article.zones_are_sound() {
        article.zones.clear();
    }
    article
}
