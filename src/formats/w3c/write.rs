//! Writing a collection.

use super::names::{
    ARTICLE, ATTRIBUTE, CONTEXT, DIGEST, NUMBER, ORIGIN, OURS, READ, SIGNED_OFF, SINCE, UNIT,
};
use crate::formats::export::scope::{set_of, signed_off};
use crate::formats::shared::address::address;
use crate::formats::shared::{encoding, identifiers, json, offsets};
use crate::formats::{ExportError, ExportJob};
use crate::model::{Annotation, AnnotationSet, Annotator, Article, Body, Memo, Origin, Role};
use crate::text::Span;
use crate::text::anchor;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::json;

/// Writes all annotations as the first and only page of a collection.
pub(super) fn collection(job: &mut ExportJob<'_>) -> Result<(), ExportError> {
    job.sink.begin("annotations.jsonld")?;
    let project = job.project;
    let urn = |what: &str| format!("urn:uuid:{}", identifiers::guid(&[what, project.id().as_str()]));
    let total: usize = project.sets().map(|(_, set)| set.len() + set.bookmarks().count() + 1).sum();
    let context = json!([CONTEXT, {"obelus": OURS}]);
    let label = json!(project.name());
    let (collection, page, now) = (urn("collection"), urn("page"), job.options.now);
    write!(
        job.sink,
        "{{\"@context\":{context},\"id\":\"{collection}\",\"type\":\"AnnotationCollection\",\"label\":{label},\
         \"generated\":\"{now}\",\"total\":{total},\n\
         \"first\":{{\"id\":\"{page}\",\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":["
    )?;
    let mut writer = CollectionWriter { job, first: true };
    for article in project.articles() {
        writer.article(article)?;
        writer.job.step()?;
    }
    writer.job.sink.write_all(b"\n]}}\n")?;
    Ok(())
}

struct CollectionWriter<'j, 'a> {
    job: &'j mut ExportJob<'a>,
    first: bool,
}

impl CollectionWriter<'_, '_> {
    fn article(&mut self, article: &Article) -> Result<(), ExportError> {
        let project = self.job.project;
        let place = SpecificResource {
            source: address(project.id().as_str(), article),
            article,
            digest: article.text.digest().to_string(),
            quotes: self.job.options.texts,
        };
        for annotator in project.annotators() {
            let Some(set) = set_of(project, annotator, article) else { continue };
            let creator = Creator::of(project.id().as_str(), annotator);
            let whose = SetContext { creator: &creator, place: &place, role: annotator.role };
            let id = |words: &[&str]| {
                let all =
                    [&[project.id().as_str(), article.id.as_str(), annotator.id.as_str()], words].concat();
                format!("urn:uuid:{}", identifiers::guid(&all))
            };
            self.item(&whose.set(id(&["set"]), set))?;
            for (at, span) in set.bookmarks().enumerate() {
                self.item(&whose.bookmark(id(&["bookmark", &at.to_string()]), span))?;
            }
            for annotation in set.in_order() {
                let number = annotation.id.to_string();
                let attributes = encoding::attributes(annotation, project.ledger(), &article.text, UNIT);
                self.item(&whose.annotation(id(&[&number]), number, annotation, attributes))?;
            }
        }
        Ok(())
    }

    fn item(&mut self, item: &WebAnnotation<'_>) -> Result<(), ExportError> {
        self.job.sink.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(json::write(&mut *self.job.sink, item)?)
    }
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    TextQuoteSelector { exact: &'a str, prefix: &'a str, suffix: &'a str },
    TextPositionSelector { start: u32, end: u32 },
}

#[derive(Serialize)]
struct Creator {
    id: String,
    r#type: &'static str,
    name: String,
    nickname: String,
    #[serde(rename = "obelus:role")]
    role: &'static str,
}

impl Creator {
    fn of(project: &str, annotator: &Annotator) -> Self {
        Self {
            id: format!("urn:uuid:{}", identifiers::guid(&["annotator", project, annotator.id.as_str()])),
            r#type: if annotator.role == Role::Program { "Software" } else { "Person" },
            name: annotator.name.clone(),
            nickname: annotator.id.to_string(),
            role: annotator.role.word(),
        }
    }
}

#[derive(Serialize)]
struct Generator {
    id: String,
    r#type: &'static str,
    name: String,
}

/// Where on which article.
struct SpecificResource<'a> {
    source: String,
    article: &'a Article,
    digest: String,
    quotes: bool,
}

/// What an annotation is about: a passage, or the article.
struct AnnotationTarget<'a> {
    place: &'a SpecificResource<'a>,
    span: Option<Span>,
}

impl Serialize for AnnotationTarget<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let SpecificResource { source, article, digest, quotes } = self.place;
        let mut map = serializer.serialize_map(None)?;
        match self.span {
            None => {
                map.serialize_entry("id", source)?;
                map.serialize_entry("type", "Text")?;
                let title = article.metadata.title.as_str();
                if !title.is_empty() {
                    map.serialize_entry("label", title)?;
                }
                let language = article.metadata.language.as_str();
                if !language.is_empty() {
                    map.serialize_entry("language", language)?;
                }
            }
            Some(span) => {
                let (start, end) = offsets::position(&article.text, span, UNIT);
                let place = Selector::TextPositionSelector { start, end };
                let quote = anchor::quote(&article.text, span).filter(|_| *quotes).map(|quote| {
                    let anchor::Quote { exact, prefix, suffix } = quote;
                    Selector::TextQuoteSelector { exact, prefix, suffix }
                });
                map.serialize_entry("type", "SpecificResource")?;
                map.serialize_entry("source", source)?;
                let selectors: Vec<_> = quote.into_iter().chain([place]).collect();
                match selectors.as_slice() {
                    [one] => map.serialize_entry("selector", one)?,
                    several => map.serialize_entry("selector", several)?,
                }
            }
        }
        map.serialize_entry(ARTICLE, article.id.as_str())?;
        map.serialize_entry(DIGEST, digest)?;
        map.end()
    }
}

/// A body of words.
struct TextualBody {
    purpose: &'static str,
    value: String,
    attribute: Option<String>,
}

impl TextualBody {
    fn new(purpose: &'static str, value: String) -> Self {
        Self { purpose, value, attribute: None }
    }

    fn named((name, value): (String, String)) -> Self {
        Self { purpose: "describing", value, attribute: Some(name) }
    }
}

impl Serialize for TextualBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "TextualBody")?;
        map.serialize_entry("purpose", self.purpose)?;
        map.serialize_entry("value", &self.value)?;
        if let Some(name) = &self.attribute {
            map.serialize_entry(ATTRIBUTE, name)?;
        }
        map.end()
    }
}

/// An annotation of the collection.
struct WebAnnotation<'a> {
    id: String,
    motivation: Vec<&'static str>,
    creator: &'a Creator,
    bodies: Vec<TextualBody>,
    target: AnnotationTarget<'a>,
    times: Option<(String, String)>,
    generator: Option<Generator>,
    ours: Vec<(&'static str, serde_json::Value)>,
}

impl Serialize for WebAnnotation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("type", "Annotation")?;
        match self.motivation.as_slice() {
            [one] => map.serialize_entry("motivation", one)?,
            several => map.serialize_entry("motivation", several)?,
        }
        if let Some((created, modified)) = &self.times {
            map.serialize_entry("created", created)?;
            map.serialize_entry("modified", modified)?;
        }
        map.serialize_entry("creator", self.creator)?;
        if let Some(generator) = &self.generator {
            map.serialize_entry("generator", generator)?;
        }
        match self.bodies.as_slice() {
            [] => {}
            [one] => map.serialize_entry("body", one)?,
            several => map.serialize_entry("body", several)?,
        }
        map.serialize_entry("target", &self.target)?;
        for (name, value) in &self.ours {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// What the annotations of a set share.
struct SetContext<'a> {
    creator: &'a Creator,
    place: &'a SpecificResource<'a>,
    role: Role,
}

impl<'a> SetContext<'a> {
    fn item(&self, id: String, motivation: &'static str, span: Option<Span>) -> WebAnnotation<'a> {
        // The result of adjudication judges what others said.
        let judged = (self.role == Role::Adjudicator && motivation != "bookmarking").then_some("assessing");
        WebAnnotation {
            id,
            motivation: judged.into_iter().chain([motivation]).collect(),
            creator: self.creator,
            bodies: Vec::new(),
            target: AnnotationTarget { place: self.place, span },
            times: None,
            generator: None,
            ours: Vec::new(),
        }
    }

    /// What holds for a set: signed off or not, what was read, answers about the article.
    fn set(&self, id: String, set: &AnnotationSet) -> WebAnnotation<'a> {
        let text = &self.place.article.text;
        let mut item = self.item(id, "describing", None);
        let answers = set.fields().iter();
        let answers = answers
            .map(|(id, value)| (encoding::attribute_name(id), encoding::value_text(value, text, UNIT)));
        item.bodies = answers.map(TextualBody::named).collect();
        let since = signed_off(set);
        item.ours.push((SIGNED_OFF, since.is_some().into()));
        item.ours.extend(since.map(|at| (SINCE, at.to_string().into())));
        let read: Vec<Span> = set.stated_coverage().iter().collect();
        if !read.is_empty() {
            item.ours.push((READ, encoding::spans_text(&read, text, UNIT).into()));
        }
        item
    }

    fn bookmark(&self, id: String, span: Span) -> WebAnnotation<'a> {
        self.item(id, "bookmarking", Some(span))
    }

    fn annotation(
        &self,
        id: String,
        number: String,
        annotation: &Annotation,
        attributes: Vec<(String, String)>,
    ) -> WebAnnotation<'a> {
        let memo = annotation.memo.as_deref();
        let asks = |memo: &Memo| if memo.question { "questioning" } else { "commenting" };
        let motivation = match (&annotation.body, memo) {
            (Body::Code(_) | Body::Unit(_), _) => "classifying",
            (Body::Claim(_), _) => "identifying",
            (Body::Note, Some(memo)) => asks(memo),
            (Body::Note, None) => "highlighting",
        };
        let mut item = self.item(id, motivation, Some(annotation.span));
        let label = encoding::label(&annotation.body);
        item.bodies.push(TextualBody::new("classifying", label));
        item.bodies.extend(memo.map(|memo| TextualBody::new(asks(memo), memo.text.clone())));
        item.bodies.extend(attributes.into_iter().map(TextualBody::named));
        item.times = Some((annotation.created.to_string(), annotation.modified.to_string()));
        if let Origin::Suggested { by } = &annotation.origin {
            item.generator = Some(Generator {
                id: format!("urn:uuid:{}", identifiers::guid(&["software", by])),
                r#type: "Software",
                name: by.clone(),
            });
        }
        item.ours.push((NUMBER, number.into()));
        item.ours.push((ORIGIN, encoding::origin_text(&annotation.origin).into()));
        item
    }
}
