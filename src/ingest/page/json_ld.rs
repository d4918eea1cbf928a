//! What a page says of its article in JSON-LD, in the words of schema.org.

use crate::ingest::dom::{Dom, NodeId};
use serde_json::{Map, Value};

/// Longest script that is read, in bytes.
const LONGEST: usize = 8 * 1024 * 1024;
/// Objects of a page that are looked at.
const MOST: usize = 4000;
/// Articles among them.
const MOST_ARTICLES: usize = 100;

/// An article as the page states it. Empty where it is silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StatedArticle {
    pub(super) headline: String,
    pub(super) description: String,
    /// Its words; paragraphs are not always kept apart.
    pub(super) body: String,
    pub(super) authors: Vec<String>,
    pub(super) outlet: String,
    pub(super) published: String,
    pub(super) updated: String,
    pub(super) language: String,
    pub(super) section: String,
    pub(super) subjects: Vec<String>,
    pub(super) genre: String,
    pub(super) url: String,
    /// Whether everybody may read all of it.
    pub(super) is_free: Option<bool>,
    /// How many words it has.
    pub(super) words: Option<u64>,
}

/// The articles that a page states, in its order.
pub(super) fn articles(dom: &Dom) -> Vec<StatedArticle> {
    let mut values = Vec::new();
    for script in dom.elements(Dom::ROOT, "script") {
        let is_data = dom.attribute(script, "type").is_some_and(|kind| kind.contains("ld+json"));
        if let Some(value) = dom.first(script).filter(|_| is_data).and_then(|words| parse(dom, words)) {
            values.push(value);
        }
    }
    let mut objects = Vec::new();
    for value in &values {
        gather(value, &mut objects);
    }
    let of_articles = objects.iter().filter(|object| is_article(object));
    of_articles.take(MOST_ARTICLES).map(|object| stated(object, &objects)).collect()
}

/// The value of a script; line ends within its strings, comments and semicolons around it are let pass.
fn parse(dom: &Dom, words: NodeId) -> Option<Value> {
    let text = dom.text(words).filter(|text| text.len() <= LONGEST)?;
    let from = text.find(['{', '['])?;
    let to = text.rfind(['}', ']']).filter(|to| *to >= from)?;
    let text = &text[from..=to];
    serde_json::from_str(text).ok().or_else(|| {
        let plain: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        serde_json::from_str(&plain).ok()
    })
}

/// All objects that may be articles or people, from the outside in.
fn gather<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    let mut open = vec![value];
    while let Some(value) = open.pop().filter(|_| objects.len() < MOST) {
        match value {
            Value::Array(all) => open.extend(all.iter().rev()),
            Value::Object(object) => {
                objects.push(object);
                let inner = [
                    "@graph",
                    "mainEntity",
                    "mainEntityOfPage",
                    "itemListElement",
                    "item",
                    "hasPart",
                    "author",
                ];
                open.extend(inner.iter().rev().filter_map(|name| object.get(*name)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let known = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or_default();
        name.ends_with("Article")
            || matches!(
                name,
                "BlogPosting"
                    | "LiveBlogPosting"
                    | "Report"
                    | "Review"
                    | "SocialMediaPosting"
                    | "ClaimReview"
            )
    };
    match object.get("@type") {
        Some(Value::String(name)) => known(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(known),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => false,
    }
}

fn stated(object: &Map<String, Value>, all: &[&Map<String, Value>]) -> StatedArticle {
    let word = |name: &str| object.get(name).map(|value| first_name(value, all)).unwrap_or_default();
    let either = |one: &str, other: &str| {
        Some(word(one)).filter(|word| !word.is_empty()).unwrap_or_else(|| word(other))
    };
    let names = |name: &str| object.get(name).map(|value| all_names(value, all)).unwrap_or_default();
    let mut authors = names("author");
    if authors.is_empty() {
        authors = names("creator");
    }
    let mut subjects: Vec<String> = Vec::new();
    for name in names("keywords").iter().flat_map(|words| words.split([',', ';'])).take(100) {
        let name = name.trim();
        if !name.is_empty() && !subjects.iter().any(|known| known == name) {
            subjects.push(name.to_owned());
        }
    }
    let address = |name: &str| match object.get(name) {
        Some(Value::String(address)) => address.clone(),
        Some(Value::Object(page)) => {
            let of = page.get("@id").or_else(|| page.get("url")).and_then(Value::as_str);
            of.unwrap_or_default().to_owned()
        }
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_)) | None => String::new(),
    };
    let language = match object.get("inLanguage") {
        Some(Value::Object(language)) => {
            let of = language.get("alternateName").or_else(|| language.get("name")).and_then(Value::as_str);
            of.unwrap_or_default().to_owned()
        }
        _ => word("inLanguage"),
    };
    StatedArticle {
        headline: plain(&either("headline", "name")),
        description: plain(&word("description")),
        body: plain(&either("articleBody", "text")),
        authors: authors.iter().map(|name| plain(name)).collect(),
        outlet: plain(&either("publisher", "sourceOrganization")),
        published: word("datePublished"),
        updated: word("dateModified"),
        language,
        section: plain(&word("articleSection")),
        subjects: subjects.iter().map(|name| plain(name)).collect(),
        genre: word("genre"),
        url: Some(address("url"))
            .filter(|url| !url.is_empty())
            .unwrap_or_else(|| address("mainEntityOfPage")),
        is_free: object.get("isAccessibleForFree").and_then(truth),
        words: object.get("wordCount").and_then(|count| match count {
            Value::Number(count) => count.as_u64(),
            Value::String(count) => count.trim().parse().ok(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }),
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) if word.to_ascii_lowercase().ends_with("true") => Some(true),
        Value::String(word) if word.to_ascii_lowercase().ends_with("false") => Some(false),
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn first_name(value: &Value, all: &[&Map<String, Value>]) -> String {
    all_names(value, all).into_iter().next().unwrap_or_default()
}

/// The words, or the names of the things, that a value gives; what is only named by its identifier is looked up.
fn all_names(value: &Value, all: &[&Map<String, Value>]) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(word) => Some(word.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(thing) => {
            let named = |thing: &Map<String, Value>| {
                let name = thing.get("name").or_else(|| thing.get("legalName"))?;
                let name = match name {
                    Value::Array(names) => names.first()?,
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                        name
                    }
                };
                name.as_str().map(|name| name.trim().to_owned())
            };
            named(thing).or_else(|| {
                let id = thing.get("@id")?.as_str()?;
                let same = |one: &&&Map<String, Value>| one.get("@id").and_then(Value::as_str) == Some(id);
                all.iter().filter(same).find_map(|one| named(one))
            })
        }
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    };
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().take(100).filter_map(one).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            one(value).into_iter().collect()
        }
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// Words without the tags and entities that some pages put into them.
pub(super) fn plain(words: &str) -> String {
    if !words.contains(['<', '&']) {
        return words.to_owned();
    }
    Dom::parse(words, &crate::base::Progress::new()).map(|dom| dom.words(Dom::ROOT)).unwrap_or_default()
}
