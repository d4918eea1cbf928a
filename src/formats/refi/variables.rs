//! What is known about an article, and what annotators did on it besides annotations, as variables of its source.

use super::super::{ImportedDocument, ImportedSet};
use super::block::{self, Values};
use super::codes::UniqueNames;
use super::names::UNIT;
use super::xml::Xml;
use crate::base::{AnnotatorId, Timestamp};
use crate::formats::export::scope::set_of;
use crate::formats::shared::{encoding, identifiers, timestamps};
use crate::model::{AnnotationSet, Annotator, Article, Project, SetState, ZoneKind};
use crate::text::{Digest, Span, Text};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The value that says which of an article's data a variable holds.
const ARTICLE: &str = "article";
/// The value that says which part of an annotator's work a variable holds; [`encoding::ANNOTATOR`] says whose.
const WORK: &str = "work";
/// The value with the annotator's name.
const WHO: &str = "annotator_name";

/// Article data: its name in the file, the variable's name, and what other programs call it, in lower case.
const DATA: [(&str, &str, &[&str]); 13] = [
    ("title", "Title", &["title", "headline"]),
    ("outlet", "Outlet", &["outlet", "publication", "newspaper", "publisher", "medium"]),
    ("authors", "Authors", &["authors", "author", "byline"]),
    ("published", "Published", &["published", "date", "publication date"]),
    ("published_as_written", "Published, as written", &[]),
    ("url", "URL", &["url", "link", "address", "web address"]),
    ("section", "Section", &["section"]),
    ("language", "Language", &["language", "lang"]),
    ("genre", "Genre", &["genre"]),
    ("source_file", "Source file", &[]),
    ("import_note", "Import note", &[]),
    ("zones", "Zones", &[]),
    ("text_sha256", "SHA-256 of the text", &[]),
];

const SIGNED_OFF: &str = "signed_off";
const READ: &str = "read";
const BOOKMARKS: &str = "bookmarks";
const ANSWER: &str = "answer:";

/// Of what type a variable is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum VariableType {
    Text,
    Date,
    Moment,
}

struct Variable {
    guid: String,
    name: String,
    description: String,
    kind: VariableType,
}

/// The variables of a project: those that some article has a value of.
pub(super) struct Variables<'p> {
    project: &'p Project,
    texts: bool,
    data: BTreeMap<&'static str, Variable>,
    works: BTreeMap<(AnnotatorId, String), Variable>,
}

impl<'p> Variables<'p> {
    /// Finds out which there are. Without `texts` the digest of the text goes along.
    pub fn new(project: &'p Project, texts: bool, people: &BTreeMap<AnnotatorId, String>) -> Self {
        let mut all = Self { project, texts, data: BTreeMap::new(), works: BTreeMap::new() };
        let mut names = UniqueNames::default();
        let guid =
            |words: &[&str]| identifiers::guid(&[&[project.id().as_str(), "variable"], words].concat());
        let dated = |article: &Article| {
            let date = article.metadata.published.date.as_str();
            date.is_empty() || format!("{date}T00:00:00Z").parse::<Timestamp>().is_ok()
        };
        let dates = if project.articles().all(|article| dated(article)) {
            VariableType::Date
        } else {
            VariableType::Text
        };
        let used: Vec<&str> =
            project.articles().flat_map(|article| all.about(article)).map(|(n, _)| n).collect();
        for (name, title, _) in DATA.into_iter().filter(|(name, ..)| used.contains(name)) {
            let kind = if name == "published" { dates } else { VariableType::Text };
            let description = block::join("", &[(ARTICLE.to_owned(), name.to_owned())]);
            let variable = Variable { guid: guid(&[name]), name: names.unique(title, ""), description, kind };
            all.data.insert(name, variable);
        }
        for (key, set) in project.sets() {
            let Some(article) = project.article(&key.article) else { continue };
            for (part, _) in work(set, &article.text) {
                let at = (key.annotator.clone(), part);
                if all.works.contains_key(&at) {
                    continue;
                }
                let (whose, part) = &at;
                let who = people.get(whose).map_or(whose.as_str(), String::as_str);
                let (title, words) = all.titled(part);
                let values = [
                    (WORK.to_owned(), part.clone()),
                    (encoding::ANNOTATOR.to_owned(), whose.to_string()),
                    (WHO.to_owned(), who.to_owned()),
                ];
                let variable = Variable {
                    guid: guid(&[whose.as_str(), part]),
                    name: names.unique(&format!("{title} ({who})"), ""),
                    description: block::join(&words, &values),
                    kind: if part == SIGNED_OFF { VariableType::Moment } else { VariableType::Text },
                };
                all.works.insert(at, variable);
            }
        }
        all
    }

    /// The name of a part of the work, and what there is to say of it.
    fn titled(&self, part: &str) -> (String, String) {
        let Some(answer) = part.strip_prefix(ANSWER) else {
            return match part {
                SIGNED_OFF => ("Signed off".to_owned(), String::new()),
                READ => ("Read".to_owned(), "Positions in the text that were read.".to_owned()),
                _ => ("Bookmarks".to_owned(), "Positions in the text.".to_owned()),
            };
        };
        let layer = self.project.codebook().field_layer();
        let attribute = layer.and_then(|layer| encoding::attribute_called(&layer.attributes, answer));
        attribute.map_or_else(
            || (answer.to_owned(), String::new()),
            |attribute| (attribute.name.clone(), attribute.question.clone()),
        )
    }
    pub fn declare<W: Write>(&self, xml: &mut Xml<'_, W>) -> io::Result<()> {
        if self.data.is_empty() && self.works.is_empty() {
            return Ok(());
        }
        xml.open("Variables")?;
        for variable in self.data.values().chain(self.works.values()) {
            xml.begin("Variable")?;
            xml.attribute("guid", &variable.guid)?;
            xml.attribute("name", &variable.name)?;
            let kind = match variable.kind {
                VariableType::Text => "Text",
                VariableType::Date => "Date",
                VariableType::Moment => "DateTime",
            };
            xml.attribute("typeOfVariable", kind)?;
            xml.inside()?;
            xml.text("Description", &variable.description)?;
            xml.end("Variable")?;
        }
        xml.end("Variables")
    }

    /// Writes the values of an article.
    pub fn write<W: Write>(&self, xml: &mut Xml<'_, W>, article: &Article) -> io::Result<()> {
        for (name, value) in self.about(article) {
            if let Some(variable) = self.data.get(name) {
                variable.write(xml, &value)?;
            }
        }
        for annotator in self.project.annotators() {
            let Some(set) = set_of(self.project, annotator, article) else { continue };
            for (part, value) in work(set, &article.text) {
                if let Some(variable) = self.works.get(&(annotator.id.clone(), part)) {
                    variable.write(xml, &value)?;
                }
            }
        }
        Ok(())
    }

    fn about(&self, article: &Article) -> Vec<(&'static str, String)> {
        let metadata = &article.metadata;
        let zone = |zone: &crate::model::Zone| {
            let at = encoding::spans_text(&[zone.span], &article.text, UNIT);
            format!("{} {at}", zone.kind.name().to_lowercase())
        };
        let zones: Vec<String> = article.zones.iter().map(zone).collect();
        let value = |name: &str| match name {
            "title" => metadata.title.clone(),
            "outlet" => metadata.outlet.clone(),
            "authors" => metadata.authors.join("\n"),
            "published" => metadata.published.date.clone(),
            "published_as_written" => metadata.published.as_written.clone(),
            "url" => metadata.url.clone(),
            "section" => metadata.section.clone(),
            "language" => metadata.language.clone(),
            "genre" => metadata.genre.clone(),
            "source_file" => metadata.source_file.clone(),
            "import_note" => metadata.import_note.clone(),
            "zones" => zones.join("\n"),
            _ if self.texts => String::new(),
            _ => article.text.digest().to_string(),
        };
        let all = DATA.iter().map(|(name, ..)| (*name, value(name)));
        all.filter(|(_, value)| !value.is_empty()).collect()
    }
}

impl Variable {
    fn write<W: Write>(&self, xml: &mut Xml<'_, W>, value: &str) -> io::Result<()> {
        xml.open("VariableValue")?;
        xml.reference("VariableRef", &self.guid)?;
        let element = match self.kind {
            VariableType::Text => "TextValue",
            VariableType::Date => "DateValue",
            VariableType::Moment => "DateTimeValue",
        };
        xml.text(element, value)?;
        xml.end("VariableValue")
    }
}

/// What an annotator did besides annotations, by part.
fn work(set: &AnnotationSet, text: &Text) -> Vec<(String, String)> {
    let spans = |spans: Vec<Span>| encoding::spans_text(&spans, text, UNIT);
    let signed = crate::formats::export::scope::signed_off(set).map(|at| at.to_string()).unwrap_or_default();
    let mut all = vec![
        (SIGNED_OFF.to_owned(), signed),
        (READ.to_owned(), spans(set.stated_coverage().iter().collect())),
        (BOOKMARKS.to_owned(), spans(set.bookmarks().collect())),
    ];
    let answers = set.fields().iter();
    all.extend(answers.map(|(id, value)| {
        (format!("{ANSWER}{}", encoding::attribute_name(id)), encoding::value_text(value, text, UNIT))
    }));
    all.retain(|(_, value)| !value.is_empty());
    all
}

/// What a variable of a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum VariableRole {
    /// Data of the article.
    Data(&'static str),
    /// Part of an annotator's work: part, annotator, their name.
    Work(String, String, String),
    /// Something else, of that name.
    Other(String),
}

impl VariableRole {
    /// What a variable of that name and description holds.
    pub fn of(name: &str, description: &str) -> Self {
        let values: Values = block::split(description).1.unwrap_or_default();
        let stated = |known: &str| block::get(&values, ARTICLE) == Some(known);
        let folded = name.trim().to_lowercase();
        let called = |names: &[&str]| values.is_empty() && names.contains(&folded.as_str());
        if let Some((known, ..)) = DATA.iter().find(|(known, _, names)| stated(known) || called(names)) {
            return Self::Data(known);
        }
        let get = |name: &str| block::get(&values, name).map(str::to_owned);
        match (get(WORK), get(encoding::ANNOTATOR)) {
            (Some(part), Some(whose)) => Self::Work(part, whose, get(WHO).unwrap_or_default()),
            _ => Self::Other(name.to_owned()),
        }
    }
}

/// Takes a value of the article's data into a document.
pub(super) fn take(document: &mut ImportedDocument, name: &str, value: &str) {
    let value = value.to_owned();
    let lines = || value.lines().map(str::trim).filter(|line| !line.is_empty());
    let metadata = &mut document.metadata;
    match name {
        "title" => metadata.title = value,
        "outlet" => metadata.outlet = value,
        "authors" => metadata.authors = lines().map(str::to_owned).collect(),
        "published" => {
            let day = value.get(..10).filter(|day| timestamps::parse(day).is_some());
            match day {
                Some(day) => metadata.published.date = day.to_owned(),
                None if value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => {
                    metadata.published.date = value;
                }
                None => metadata.published.as_written = value,
            }
        }
        "published_as_written" => metadata.published.as_written = value,
        "url" => metadata.url = value,
        "section" => metadata.section = value,
        "language" => metadata.language = value,
        "genre" => metadata.genre = value,
        "source_file" => metadata.source_file = value,
        "import_note" => metadata.import_note = value,
        "zones" => document.zones = lines().filter_map(zone).collect(),
        _ => document.digest = Digest::from_hex(&value),
    }
}

fn zone(line: &str) -> Option<(ZoneKind, u32, u32)> {
    let (kind, at) = line.rsplit_once(' ')?;
    let kind = ZoneKind::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(kind))?;
    let (start, end) = at.split_once('-')?;
    Some((kind, start.parse().ok()?, end.parse().ok()?))
}

/// Takes a part of an annotator's work into their set.
pub(super) fn take_work(set: &mut ImportedSet, part: &str, value: &str) {
    let places = || {
        let one = |place: &str| {
            let (start, end) = place.split_once('-')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        value.split_whitespace().filter_map(one).collect()
    };
    match part {
        SIGNED_OFF => set.state = timestamps::parse(value).map_or(SetState::Open, SetState::Done),
        READ => set.coverage = places(),
        BOOKMARKS => set.bookmarks = places(),
        part => {
            let name = part.strip_prefix(ANSWER).unwrap_or(part);
            set.fields.push((name.to_owned(), value.to_owned()));
        }
    }
}

/// The names of annotators, each once.
pub(super) fn people(project: &Project) -> BTreeMap<AnnotatorId, String> {
    let mut names = UniqueNames::default();
    let one = |annotator: &Annotator| (annotator.id.clone(), names.unique(&annotator.name, ""));
    project.annotators().map(one).collect()
}
