//! RSS, Atom and JSON Feed.

use super::tree::{Element, tree};
use super::{Record, dated, paragraphs_of};
use crate::base::{Progress, address};
use crate::ingest::{IngestError, alerts, language};
use crate::model::{ArticleField, ValueOrigin};
use serde_json::Value;

const RECORD: ValueOrigin = ValueOrigin::Record;

/// The items of a feed, and whether it was read to its end.
///
/// # Errors
/// When it is broken JSON, or the caller asked to stop.
pub(super) fn read(text: &str, progress: &Progress) -> Result<(Vec<Record>, bool), IngestError> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\t']);
    if start.starts_with('{') {
        return json_feed(start, progress);
    }
    let (root, whole) = tree(text, progress)?;
    let feed = root.find("channel").or_else(|| root.find("feed"));
    let outlet = feed.and_then(|feed| feed.child("title")).map(Element::words).unwrap_or_default();
    let stated = feed.and_then(|feed| feed.child("language")).map(Element::words);
    let language = stated.or_else(|| feed.map(|feed| feed.attribute("lang").to_owned())).unwrap_or_default();
    let mut items = root.all("item");
    items.extend(root.all("entry"));
    let records = items.into_iter().map(|item| Ok(as_alert(record(item, &outlet, &language, progress)?)));
    Ok((records.collect::<Result<_, IngestError>>()?, whole))
}

/// A record as the result of a search, where its link is one of Google Alerts: the outlet is that of the article, and not
/// the alert.
fn as_alert(mut record: Record) -> Record {
    let Some(address) = alerts::target(&record.known.metadata.url) else { return record };
    record.is_alert = true;
    let about = &mut record.known.metadata;
    about.outlet = address::host(&address);
    about.url = address;
    about.language.clear();
    record.known.origins.remove(&ArticleField::Language);
    record
}

fn record(item: &Element, outlet: &str, language: &str, progress: &Progress) -> Result<Record, IngestError> {
    let words = |name: &str| item.child(name).map(Element::words).unwrap_or_default();
    let plain = |words: String| -> Result<String, IngestError> {
        let lines = paragraphs_of(&words, None, progress)?.into_iter().map(|paragraph| paragraph.text);
        Ok(lines.collect::<Vec<_>>().join(" "))
    };
    let mut record = Record::default();
    let known = &mut record.known;
    known.words(ArticleField::Title, &plain(words("title"))?, RECORD);
    known.words(ArticleField::Outlet, outlet, RECORD);
    known.words(ArticleField::Language, &language::tag_of(language), RECORD);
    let linked = item.elements().find(|one| {
        one.name == "link"
            && matches!(one.attribute("rel"), "" | "alternate")
            && !one.attribute("href").is_empty()
    });
    let address = linked.map_or_else(|| words("link"), |link| link.attribute("href").to_owned());
    known.words(ArticleField::Url, &address, RECORD);
    known.words(ArticleField::Accession, &first(words("guid"), words("id")), RECORD);
    let author = item
        .child("author")
        .map(|author| author.child("name").map_or_else(|| author.words(), Element::words));
    let authors =
        [words("creator"), author.unwrap_or_default()].into_iter().map(|name| name.trim().to_owned());
    known.authors(authors.filter(|name| !name.is_empty()).take(1).collect(), RECORD);
    let subjects = item.elements().filter(|one| one.name == "category").map(Element::words);
    known.subjects(subjects.map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect(), RECORD);
    for name in ["pubDate", "published", "date", "issued"] {
        known.published(dated(&words(name)), RECORD);
    }
    known.updated(dated(&words("updated")), RECORD);
    let whole = item.elements().find(|one| one.qualified == "content:encoded" || one.name == "content");
    let whole = whole.map(Element::words).filter(|words| !words.trim().is_empty());
    record.is_snippet = whole.is_none();
    let text = whole.unwrap_or_else(|| first(words("description"), words("summary")));
    record.paragraphs = paragraphs_of(&text, None, progress)?;
    Ok(record)
}

fn json_feed(text: &str, progress: &Progress) -> Result<(Vec<Record>, bool), IngestError> {
    let feed: Value = serde_json::from_str(text).map_err(|error| IngestError::of_json(&error))?;
    let words =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let items = feed.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let records = items.iter().map(|item| {
        let mut record = Record::default();
        let known = &mut record.known;
        known.words(ArticleField::Title, &words(item, "title"), RECORD);
        known.words(ArticleField::Outlet, &words(&feed, "title"), RECORD);
        known.words(
            ArticleField::Language,
            &language::tag_of(&first(words(item, "language"), words(&feed, "language"))),
            RECORD,
        );
        known.words(ArticleField::Url, &words(item, "url"), RECORD);
        known.words(ArticleField::Accession, &words(item, "id"), RECORD);
        known.published(dated(&words(item, "date_published")), RECORD);
        known.updated(dated(&words(item, "date_modified")), RECORD);
        let authors = item.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let authors = authors.iter().map(|author| words(author, "name")).filter(|name| !name.is_empty());
        known.authors(authors.collect(), RECORD);
        let whole = first(words(item, "content_html"), words(item, "content_text"));
        record.is_snippet = whole.trim().is_empty();
        let text = if record.is_snippet { words(item, "summary") } else { whole };
        record.paragraphs = paragraphs_of(&text, None, progress)?;
        Ok(record)
    });
    Ok((records.collect::<Result<_, IngestError>>()?, true))
}

/// The first where there is one, else the second.
fn first(first: String, second: String) -> String {
    if first.trim().is_empty() { second } else { first }
}
