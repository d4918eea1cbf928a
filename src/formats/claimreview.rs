//! ClaimReview of schema.org: a draft for the fact-check desk, one file a claim that is mentioned.
//!
//! A tag is not a verdict: no draft has a rating, and who reviews, where and when is left for the desk to fill in. What a
//! draft has is the claim, its other names and topic, and the articles in which it appears with the words that make it.

use crate::base::{ClaimId, Issue};
use crate::formats::export::scope::set_of;
use crate::formats::shared::address::is_whole;
use crate::formats::shared::features::{CHARACTERS, PLACES};
use crate::formats::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, Packing};
use crate::id;
use crate::message;
use crate::model::{Article, Body, Claim};
use crate::text::Span;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

static ABOUT: FormatInfo = FormatInfo {
    id: "claimreview",
    name: id!("formats-claimreview.name"),
    opens: id!("formats-claimreview.opens"),
    ending: "jsonld",
    direction: Direction::Out,
    packing: Packing::Folder(None),
    binary: false,
    unit: None,
    keeps: &[&[Feature::Titles, Feature::Mentions, Feature::Passages], PLACES, CHARACTERS],
    derived: false,
    switches: &[],
    verified: id!("formats-claimreview.verified"),
};

pub struct ClaimReview;

#[derive(Serialize)]
struct NamedThing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Quotation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    date_published: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    in_language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<NamedThing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<NamedThing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Quotation<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Reviewed<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    alternate_name: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<NamedThing<'a>>,
    appearance: Vec<NewsArticle<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReviewDraft<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    creative_work_status: &'static str,
    date_created: String,
    claim_reviewed: &'a str,
    item_reviewed: Reviewed<'a>,
}

/// Where a claim is mentioned: articles in order, passages in reading order, each once.
type ClaimMentions<'a> = BTreeMap<ClaimId, Vec<(&'a Arc<Article>, BTreeSet<Span>)>>;

impl Format for ClaimReview {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let project = job.project;
        let mut mentions = ClaimMentions::new();
        for article in project.articles() {
            for annotator in project.annotators() {
                let Some(set) = set_of(project, annotator, article) else { continue };
                for annotation in set.iter() {
                    let Body::Claim(claim) = &annotation.body else { continue };
                    let articles = mentions.entry(claim.clone()).or_default();
                    if articles.last().is_none_or(|(last, _)| last.id != article.id) {
                        articles.push((article, BTreeSet::new()));
                    }
                    if let Some((_, spans)) = articles.last_mut() {
                        spans.insert(annotation.span);
                    }
                }
            }
            job.step()?;
        }
        let known =
            mentions.iter().filter_map(|(id, articles)| Some((project.ledger().claim(id)?, articles)));
        let drafts: Vec<_> = known.collect();
        if drafts.is_empty() {
            let issue = Issue::error("no-claims", "", message!("formats-no-claims"));
            return Err(ExportError::Refused(issue.hint(message!("formats-no-claims.hint"))));
        }
        for (claim, articles) in drafts {
            job.sink.begin(&format!("{}.jsonld", claim.id))?;
            let draft = draft(job, claim, articles);
            serde_json::to_writer_pretty(&mut *job.sink, &draft).map_err(io::Error::from)?;
            job.sink.write_all(b"\n")?;
        }
        Ok(())
    }
}

fn draft<'a>(
    job: &ExportJob<'_>,
    claim: &'a Claim,
    articles: &'a [(&'a Arc<Article>, BTreeSet<Span>)],
) -> ReviewDraft<'a> {
    let wording = claim.wording.trim();
    let quoted = job.options.texts;
    ReviewDraft {
        context: "https://schema.org",
        kind: "ClaimReview",
        creative_work_status: "Draft",
        date_created: job.options.now.to_string(),
        claim_reviewed: if wording.is_empty() { &claim.label } else { wording },
        item_reviewed: Reviewed {
            kind: "Claim",
            name: &claim.label,
            text: wording,
            alternate_name: &claim.aliases,
            about: named("Thing", &claim.topic),
            appearance: articles.iter().map(|(article, spans)| appearance(article, spans, quoted)).collect(),
        },
    }
}

fn named<'a>(kind: &'static str, name: &'a str) -> Option<NamedThing<'a>> {
    (!name.trim().is_empty()).then_some(NamedThing { kind, name })
}

fn appearance<'a>(article: &'a Article, spans: &BTreeSet<Span>, quoted: bool) -> NewsArticle<'a> {
    let metadata = &article.metadata;
    let quotations = spans.iter().filter(|_| quoted).filter_map(|span| article.text.slice(*span));
    NewsArticle {
        kind: "NewsArticle",
        headline: &metadata.title,
        url: Some(metadata.url.as_str()).filter(|url| is_whole(url)),
        date_published: &metadata.published.date,
        in_language: &metadata.language,
        author: metadata.authors.iter().filter_map(|name| named("Person", name)).collect(),
        publisher: named("Organization", &metadata.outlet),
        has_part: quotations.map(|text| Quotation { kind: "Quotation", text }).collect(),
    }
}
