//! NITF, NewsML-G2 and ninjs, as agencies send them.

use super::tree::{Element, TreePart, tree};
use super::{Record, dated, paragraphs_of};
use crate::base::Progress;
use crate::ingest::parsed::Paragraph;
use crate::ingest::{IngestError, language, names};
use crate::model::{ArticleField, ValueOrigin, ZoneKind};
use serde_json::Value;

const RECORD: ValueOrigin = ValueOrigin::Record;

/// The articles of a file, and whether it was read to its end.
///
/// # Errors
/// When it is broken JSON, or the caller asked to stop.
pub(super) fn read(text: &str, progress: &Progress) -> Result<(Vec<Record>, bool), IngestError> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\t']);
    if start.starts_with(['{', '[']) {
        return ninjs(start, progress);
    }
    let (root, whole) = tree(text, progress)?;
    let items = root.all("newsItem");
    if !items.is_empty() {
        return Ok((items.into_iter().map(news_item).collect(), whole));
    }
    Ok((root.all("nitf").into_iter().map(nitf).collect(), whole))
}

/// A NITF document.
fn nitf(document: &Element) -> Record {
    let mut record = Record::default();
    let head = document.child("head");
    let data = head.and_then(|head| head.child("docdata"));
    let norm = |name: &str| data.and_then(|data| data.find(name)).map_or("", |date| date.attribute("norm"));
    let known = &mut record.known;
    known.published(dated(norm("date.issue")), RECORD);
    known.published(dated(norm("date.release")), RECORD);
    let id = data.and_then(|data| data.find("doc-id")).map_or("", |id| id.attribute("id-string"));
    known.words(ArticleField::Accession, id, RECORD);
    if let Some(published) = head.and_then(|head| head.find("pubdata")) {
        known.words(ArticleField::Outlet, published.attribute("name"), RECORD);
        known.words(ArticleField::Edition, published.attribute("edition.name"), RECORD);
        known.words(ArticleField::Section, published.attribute("position.section"), RECORD);
        known.words(ArticleField::Page, published.attribute("position.sequence"), RECORD);
    }
    let body = document.find("body");
    known.words(
        ArticleField::Language,
        &language::tag_of(body.map_or("", |body| body.attribute("lang"))),
        RECORD,
    );
    if let Some(top) = body.and_then(|body| body.child("body.head")) {
        known.words(ArticleField::Title, &top.words_of("hl1"), RECORD);
        sign(&mut record, &top.words_of("byline"));
        for (name, kind) in [
            ("hl1", ZoneKind::Headline),
            ("hl2", ZoneKind::Standfirst),
            ("abstract", ZoneKind::Standfirst),
            ("byline", ZoneKind::Byline),
            ("dateline", ZoneKind::Dateline),
        ] {
            let parts = top.all(name).into_iter().map(|one| Paragraph::of(kind, one.words()));
            record.paragraphs.extend(parts);
        }
    }
    let title = head.map(|head| head.words_of("title")).unwrap_or_default();
    record.known.words(ArticleField::Title, &title, RECORD);
    body.and_then(|body| body.child("body.content")).into_iter().for_each(|body| content(body, &mut record));
    record
}

fn sign(record: &mut Record, byline: &str) {
    let line = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let authors = names::byline(&line).unwrap_or_else(|| {
        let bare = names::bare_name(&line);
        if bare { vec![line.clone()] } else { Vec::new() }
    });
    record.known.authors(authors, RECORD);
}

/// The paragraphs of an element and of those in it.
fn content(element: &Element, record: &mut Record) {
    for part in &element.parts {
        let TreePart::Element(one) = part else { continue };
        let kind = match one.name.as_str() {
            "p" | "hl2" | "h1" | "h2" | "h3" | "h4" | "li" | "pre" => None,
            "media-caption" | "figcaption" | "caption" => Some(ZoneKind::Caption),
            "bq" | "blockquote" => Some(ZoneKind::Quote),
            "script" | "style" | "media-metadata" | "media-reference" | "media-object" | "head" => continue,
            _ => {
                content(one, record);
                continue;
            }
        };
        let tight = one.name == "li" && record.paragraphs.last().is_some_and(|last| last.kind.is_none());
        record.paragraphs.push(Paragraph { text: one.words(), kind, tight, ..Paragraph::default() });
    }
}

/// A NewsML-G2 item.
fn news_item(item: &Element) -> Record {
    let mut record = Record::default();
    let known = &mut record.known;
    known.words(ArticleField::Accession, item.attribute("guid"), RECORD);
    known.words(ArticleField::Language, &language::tag_of(item.attribute("lang")), RECORD);
    known.words(ArticleField::Title, &item.words_of("headline"), RECORD);
    known.words(
        ArticleField::Outlet,
        &item.find("infoSource").map(|one| one.words_of("name")).unwrap_or_default(),
        RECORD,
    );
    for name in ["contentCreated", "firstCreated", "versionCreated"] {
        known.published(dated(&item.words_of(name)), RECORD);
    }
    known.updated(dated(&item.words_of("contentModified")), RECORD);
    let subjects = item.all("subject").into_iter().map(|one| one.words_of("name").trim().to_owned());
    known.subjects(subjects.filter(|one| !one.is_empty()).collect(), RECORD);
    let by = item.words_of("by");
    sign(&mut record, &by);
    if let Some(inline) = item.find("inlineXML") {
        match inline.find("nitf") {
            Some(document) => {
                let inner = nitf(document);
                record.known.join(inner.known);
                record.paragraphs = inner.paragraphs;
            }
            None => content(inline, &mut record),
        }
    } else if let Some(plain) = item.find("inlineData") {
        let words = plain.words();
        let lines = words.lines().filter(|line| !line.trim().is_empty());
        record.paragraphs =
            lines.map(|line| Paragraph { text: line.to_owned(), ..Paragraph::default() }).collect();
    }
    record
}

fn ninjs(text: &str, progress: &Progress) -> Result<(Vec<Record>, bool), IngestError> {
    let value: Value = serde_json::from_str(text).map_err(|error| IngestError::of_json(&error))?;
    let items = value.as_array().map_or_else(|| vec![&value], |items| items.iter().collect());
    let records = items.into_iter().map(|item| {
        let words = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default();
        let mut record = Record::default();
        let known = &mut record.known;
        known.words(ArticleField::Title, words("headline"), RECORD);
        known.words(ArticleField::Accession, words("uri"), RECORD);
        known.words(ArticleField::Language, &language::tag_of(words("language")), RECORD);
        known.words(ArticleField::Outlet, words("infosource"), RECORD);
        known.published(dated(words("firstcreated")), RECORD);
        known.published(dated(words("versioncreated")), RECORD);
        sign(&mut record, words("byline"));
        let html = words("body_xhtml");
        let body = if html.is_empty() { words("body_text") } else { html };
        record.paragraphs = paragraphs_of(body, None, progress)?;
        Ok(record)
    });
    Ok((records.collect::<Result<_, IngestError>>()?, true))
}
