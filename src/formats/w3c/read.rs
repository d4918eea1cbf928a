//! Reading collections, pages, lists and single annotations, of ours and of others.

use super::names::{ARTICLE, ATTRIBUTE, DIGEST, NUMBER, ORIGIN, READ, ROLE, SIGNED_OFF, SINCE, UNIT};
use crate::base::{Checked, Issue};
use crate::formats::import::lenient_json::{list, position, ranges, values, words};
use crate::formats::shared::{encoding, timestamps};
use crate::formats::{
    ImportedAnnotation, ImportedAnnotator, ImportedData, ImportedDocument, ImportedSet, Input,
};
use crate::message;
use crate::model::{Origin, SetState};
use crate::text::Digest;
use serde_json::Value;
use std::collections::HashMap;

/// The label of a passage that is marked and nothing said of it.
const HIGHLIGHT: &str = "highlight";

pub(super) fn files(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut reader = CollectionReader::default();
    let mut issues = Vec::new();
    for (name, bytes) in input.files {
        for value in values(name, bytes, &mut issues)? {
            reader.node(&value);
        }
    }
    if reader.seen == 0 {
        let issue = Issue::error("no-annotations", input.name(), message!("formats-no-web-annotation"));
        return Err(issue.hint(message!("formats-no-web-annotation.hint")));
    }
    if reader.odd > 0 {
        let message = message!("formats-no-target", count = reader.odd);
        issues.push(Issue::warning("no-target", input.name(), message));
    }
    reader.imported.source = input.name().to_owned();
    Ok(Checked { value: reader.imported, issues })
}

#[derive(Default)]
struct CollectionReader {
    imported: ImportedData,
    by_source: HashMap<String, usize>,
    seen: u64,
    odd: u64,
}

/// Where a selector points, as far as it says.
#[derive(Debug, Default, Clone, PartialEq)]
struct SelectedRange {
    place: Option<(u32, u32)>,
    exact: Option<String>,
    prefix: String,
    suffix: String,
}

/// What bodies say.
#[derive(Default)]
struct BodyValues {
    labels: Vec<String>,
    memo: Vec<String>,
    question: bool,
    attributes: Vec<(String, String)>,
}

/// Who made an annotation.
enum Maker {
    /// Somebody, by their key; empty when the file does not say.
    Person(String),
    /// A program, by its name.
    Program(String),
}

impl CollectionReader {
    /// Takes in whatever holds annotations.
    fn node(&mut self, value: &Value) {
        match value {
            Value::Array(all) => all.iter().for_each(|one| self.node(one)),
            Value::Object(_) if value.get("target").is_some() || is_a(value, "Annotation") => {
                self.annotation(value);
            }
            Value::Object(_) => {
                for key in ["first", "items", "@graph", "next", "last"] {
                    list(value, key).iter().for_each(|one| self.node(one));
                }
                self.seen += u64::from(is_a(value, "AnnotationCollection"));
            }
            _ => {}
        }
    }

    fn annotation(&mut self, value: &Value) {
        self.seen += 1;
        let (annotator, program) = match self.creator(value) {
            Maker::Person(key) => (key, None),
            Maker::Program(name) => (String::new(), Some(name)),
        };
        let motivations: Vec<&str> = list(value, "motivation").iter().map(named).collect();
        let mut said = BodyValues::default();
        for body in list(value, "body") {
            said.body(body, &motivations);
        }
        said.text(words(value, "bodyValue"), "commenting");
        let targets = list(value, "target");
        self.odd += u64::from(targets.is_empty());
        for target in targets {
            let Some(document) = self.document(target) else {
                self.odd += 1;
                continue;
            };
            let spot = spot_of(target);
            if let Some(by) = &program {
                let origin = Some(Origin::Suggested { by: by.clone() });
                marks(value, "", origin, &said, spot, document);
            } else if value.get(SIGNED_OFF).is_some() {
                document.sets.push(set(value, &annotator, &said));
            } else if motivations.contains(&"bookmarking") && said.is_empty() {
                if let Some(place) = spot.and_then(|spot| spot.place) {
                    bookmarks(document, &annotator).push(place);
                }
            } else {
                let origin = encoding::origin_of(words(value, ORIGIN));
                marks(value, &annotator, origin, &said, spot, document);
            }
        }
    }

    /// Who made an annotation. What a program made is suggested, unless the file says which role it has in the project.
    fn creator(&mut self, value: &Value) -> Maker {
        let creator = list(value, "creator").first().unwrap_or(&Value::Null);
        let iri = creator.as_str().or_else(|| creator.get("id")?.as_str()).unwrap_or_default();
        let email = words(creator, "email").trim_start_matches("mailto:");
        let known = [words(creator, "nickname"), words(creator, "name"), email, iri];
        let Some(key) = known.into_iter().find(|words| !words.is_empty()) else {
            return Maker::Person(String::new());
        };
        let key = key.strip_prefix("acct:").unwrap_or(key);
        let is_program = is_a(creator, "Software") || is_a(creator, "SoftwareAgent");
        if is_program && words(creator, ROLE).is_empty() {
            let name = Some(words(creator, "name")).filter(|name| !name.is_empty()).unwrap_or(key);
            return Maker::Program(name.to_owned());
        }
        if self.imported.annotators.iter().all(|one| one.key != key) {
            let name = Some(words(creator, "name")).filter(|name| !name.is_empty()).unwrap_or(key);
            let role = encoding::role_of(words(creator, ROLE)).unwrap_or_default();
            self.imported.annotators.push(ImportedAnnotator {
                key: key.to_owned(),
                name: name.to_owned(),
                role,
                by_file: false,
            });
        }
        Maker::Person(key.to_owned())
    }

    fn document(&mut self, target: &Value) -> Option<&mut ImportedDocument> {
        let source = target.as_str().or_else(|| iri(target.get("source")?)).or_else(|| iri(target))?;
        let source = source.split('#').next().unwrap_or_default();
        let name = Some(words(target, ARTICLE)).filter(|name| !name.is_empty()).unwrap_or(source);
        let digest = words(target, DIGEST);
        let at = *self.by_source.entry(format!("{name}\n{digest}")).or_insert_with(|| {
            let mut document = ImportedDocument {
                name: name.to_owned(),
                digest: Digest::from_hex(digest),
                unit: Some(UNIT),
                ..ImportedDocument::default()
            };
            document.metadata.url = source.to_owned();
            self.imported.documents.push(document);
            self.imported.documents.len() - 1
        });
        self.imported.documents.get_mut(at)
    }
}

fn iri(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("id")?.as_str()).or_else(|| value.get("@id")?.as_str())
}

/// The word of a motivation or purpose, also when it is an address or has a prefix.
fn named(value: &Value) -> &str {
    let words = iri(value).unwrap_or_default();
    words.rsplit(['#', ':', '/']).next().unwrap_or_default()
}

fn is_a(value: &Value, kind: &str) -> bool {
    list(value, "type").iter().chain(list(value, "@type")).any(|one| named(one) == kind)
}

fn set(value: &Value, annotator: &str, said: &BodyValues) -> ImportedSet {
    let since = timestamps::parse(words(value, SINCE));
    ImportedSet {
        annotator: annotator.to_owned(),
        state: since.map_or(SetState::Open, SetState::Done),
        coverage: ranges(words(value, READ)),
        finished: false,
        fields: said.attributes.clone(),
        bookmarks: Vec::new(),
    }
}

/// The bookmarks of an annotator on a document.
fn bookmarks<'d>(document: &'d mut ImportedDocument, annotator: &str) -> &'d mut Vec<(u32, u32)> {
    let at = document.sets.iter().position(|set| set.annotator == annotator).unwrap_or_else(|| {
        document.sets.push(ImportedSet { annotator: annotator.to_owned(), ..ImportedSet::default() });
        document.sets.len() - 1
    });
    &mut document.sets[at].bookmarks
}

fn marks(
    value: &Value,
    annotator: &str,
    origin: Option<Origin>,
    said: &BodyValues,
    spot: Option<SelectedRange>,
    document: &mut ImportedDocument,
) {
    let spot = spot.unwrap_or_default();
    let plain = if said.memo.is_empty() { HIGHLIGHT } else { encoding::NOTE_LABEL };
    let created = timestamps::parse(words(value, "created"));
    let first = ImportedAnnotation {
        id: words(value, NUMBER).parse().ok(),
        annotator: annotator.to_owned(),
        label: said.labels.first().map_or(plain, String::as_str).to_owned(),
        start: spot.place.map_or(0, |(start, _)| start),
        end: spot.place.map_or(0, |(_, end)| end),
        placed: spot.place.is_some(),
        exact: spot.exact,
        prefix: spot.prefix,
        suffix: spot.suffix,
        attributes: said.attributes.clone(),
        memo: said.memo.join("\n"),
        question: said.question,
        created,
        modified: timestamps::parse(words(value, "modified")).or(created),
        origin,
    };
    for label in said.labels.iter().skip(1) {
        let memo = String::new();
        document.marks.push(ImportedAnnotation {
            id: None,
            label: label.clone(),
            memo,
            question: false,
            ..first.clone()
        });
    }
    document.marks.push(first);
}

impl BodyValues {
    fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.memo.is_empty() && self.attributes.is_empty()
    }

    fn body(&mut self, body: &Value, motivations: &[&str]) {
        let purposes: Vec<&str> = list(body, "purpose").iter().chain(list(body, "role")).map(named).collect();
        let tag = is_a(body, "Tag") || is_a(body, "SemanticTag");
        let purpose = if tag { Some("tagging") } else { purposes.first().or(motivations.first()).copied() };
        let purpose = purpose.unwrap_or("commenting");
        if is_a(body, "Choice") || is_a(body, "Composite") || is_a(body, "List") {
            list(body, "items").iter().for_each(|one| self.body(one, &[purpose]));
            return;
        }
        let value = list(body, "value").first().or_else(|| list(body, "chars").first());
        let value = value.and_then(Value::as_str);
        let name = words(body, ATTRIBUTE);
        match value {
            Some(value) if !name.is_empty() => self.attributes.push((name.to_owned(), value.to_owned())),
            Some(value) => self.text(value, purpose),
            None => {
                let named = body.as_str().or_else(|| iri(body.get("source")?)).or_else(|| iri(body));
                self.text(named.unwrap_or_default(), purpose);
            }
        }
    }

    fn text(&mut self, value: &str, purpose: &str) {
        match purpose {
            "classifying" | "tagging" | "identifying" if !value.trim().is_empty() => {
                self.labels.push(value.to_owned());
            }
            _ => {
                self.question |= purpose == "questioning";
                if !value.is_empty() {
                    self.memo.push(value.to_owned());
                }
            }
        }
    }
}

/// Where a target points; `None` when it is the whole resource.
fn spot_of(target: &Value) -> Option<SelectedRange> {
    let fragment = iri(target).and_then(|iri| iri.split_once('#')).and_then(|(_, part)| fragment(part));
    let spots = list(target, "selector").iter().filter_map(spot);
    spots.chain(fragment).reduce(either)
}

/// Two selectors of one passage: what the first does not say, the other may.
fn either(one: SelectedRange, other: SelectedRange) -> SelectedRange {
    let quoted = one.exact.is_some();
    let (words, exact) = if quoted { (one.clone(), one.exact) } else { (other.clone(), other.exact) };
    SelectedRange { place: one.place.or(other.place), exact, prefix: words.prefix, suffix: words.suffix }
}

fn spot(selector: &Value) -> Option<SelectedRange> {
    let own = if is_a(selector, "Choice") {
        list(selector, "items").iter().find_map(spot)
    } else if is_a(selector, "FragmentSelector") {
        fragment(words(selector, "value"))
    } else {
        let place = position(selector, "start").zip(position(selector, "end"));
        let exact = selector.get("exact").and_then(Value::as_str);
        (place.is_some() || exact.is_some()).then(|| SelectedRange {
            place,
            exact: exact.map(str::to_owned),
            prefix: words(selector, "prefix").to_owned(),
            suffix: words(selector, "suffix").to_owned(),
        })
    };
    match list(selector, "refinedBy").iter().filter_map(spot).reduce(either) {
        None => own,
        Some(inner) => Some(refined(own, inner)),
    }
}

/// A passage within a passage. Positions count from the outer one's start; where that is not known, only words remain.
fn refined(outer: Option<SelectedRange>, inner: SelectedRange) -> SelectedRange {
    let Some(outer) = outer else { return SelectedRange { place: None, ..inner } };
    let place = outer
        .place
        .zip(inner.place)
        .and_then(|((from, _), (start, end))| Some((from.checked_add(start)?, from.checked_add(end)?)));
    let cut = || {
        let (start, end) = inner.place?;
        let length = end.checked_sub(start)?;
        Some(outer.exact.as_ref()?.chars().skip(start as usize).take(length as usize).collect())
    };
    let exact = inner.exact.clone().or_else(cut);
    SelectedRange { place, exact, prefix: inner.prefix, suffix: inner.suffix }
}

/// A fragment of plain text as RFC 5147 has it: `char=10,20`.
fn fragment(words: &str) -> Option<SelectedRange> {
    let (start, end) = words.strip_prefix("char=")?.split(';').next()?.split_once(',')?;
    Some(SelectedRange { place: Some((start.parse().ok()?, end.parse().ok()?)), ..SelectedRange::default() })
}
