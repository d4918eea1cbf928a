//! UIMA: a CAS for each annotator and article, as JSON (CAS JSON 0.4) and as XMI, made for INCEpTION.
//!
//! A CAS holds the text, sentences and tokens, and annotations of types that it declares. INCEpTION's reader of CAS JSON
//! refuses types and features that its project does not have, so only types that every INCEpTION has are used: its layer
//! `custom.Span` with the feature `label`, and types of DKPro Core. What these have no place for is in
//! `MetaDataStringField`s of the same place, as names and values. With the switch `features` it is in features of the span
//! instead, which the layer must then have. Positions count UTF-16 units.

mod json;
mod read;
mod states;
#[cfg(test)]
mod tests;
mod xmi;

pub use json::UimaJson;
pub use xmi::UimaXmi;

use crate::formats::export::scope;
use crate::formats::shared::tokens::{Sentence, sentences};
use crate::formats::shared::{encoding, key_values, offsets};
use crate::formats::{ExportError, ExportJob, OffsetUnit, Switch};
use crate::model::{Annotation, AnnotationSet, Annotator, Article, Codebook};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const UNIT: OffsetUnit = OffsetUnit::Utf16;
const LABEL: &str = "label";
/// The switch that puts everything into features of the span.
const FEATURES: &str = "features";

static SWITCHES: [Switch; 1] = [Switch {
    id: FEATURES,
    about: "memo, attributes and the rest as features of the span layer; INCEpTION takes them only where its layer has them",
}];

const SPAN: &str = "custom.Span";
const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
const META: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
const FIELD: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.MetaDataStringField";
const ANNOTATION: &str = "uima.tcas.Annotation";
const DOCUMENT: &str = "uima.tcas.DocumentAnnotation";

/// Keys of the fields that hold what UIMA has no place for.
mod key {
    /// Of the annotation at the same place, which it names by its label.
    pub const SPAN: &str = "obelus";
    pub const ARTICLE: &str = "obelus.article";
    pub const ZONE: &str = "obelus.zone";
    pub const SET: &str = "obelus.set";
    pub const READ: &str = "obelus.read";
    pub const BOOKMARK: &str = "obelus.bookmark";
    pub const ANSWER: &str = "obelus.answer";
}

/// What the description of a feature begins with whose name is not the attribute's.
const STANDS_FOR: &str = "Obelus: ";

/// One annotation of a CAS.
struct FeatureStructure {
    kind: &'static str,
    begin: u32,
    end: u32,
    features: Vec<(String, String)>,
}

/// A type with its supertype and its features, all strings; each with a description.
struct TypeDescription {
    name: &'static str,
    parent: &'static str,
    features: Vec<(String, String)>,
}

/// Features of the span layer by what they stand for.
struct LayerFeatures(BTreeMap<String, String>);

impl LayerFeatures {
    /// Names that Java and Python take, for all attributes of a codebook.
    fn of(codebook: &Codebook) -> Self {
        let fixed = [
            encoding::NUMBER,
            encoding::CLAIM,
            encoding::CLAIM_NAME,
            encoding::MEMO,
            encoding::QUESTION,
            encoding::ORIGIN,
            encoding::CREATED,
            encoding::MODIFIED,
        ];
        let mut taken: BTreeSet<String> =
            ["begin", "end", "sofa", "self", "type", LABEL].map(str::to_owned).into();
        let attributes = codebook.layers().iter().flat_map(|layer| &layer.attributes);
        let attributes = attributes.map(|attribute| encoding::attribute_name(&attribute.id));
        let mut features: BTreeMap<String, String> = BTreeMap::new();
        for name in fixed.map(str::to_owned).into_iter().chain(attributes) {
            features.entry(name).or_insert_with_key(|name| free(&mut taken, name));
        }
        Self(features)
    }
}

fn free(taken: &mut BTreeSet<String>, words: &str) -> String {
    let base: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let starts = base.starts_with(|c: char| c.is_ascii_alphabetic());
    let base = if starts { base } else { format!("a_{base}") };
    let numbered = (2..).map(|number| format!("{base}_{number}"));
    let name =
        std::iter::once(base.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(base);
    taken.insert(name.clone());
    name
}

/// The types that an export uses.
fn types(features: Option<&LayerFeatures>) -> Vec<TypeDescription> {
    let plain = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), String::new())).collect();
    let mut of_span: Vec<(String, String)> = plain(&[LABEL]);
    for (name, feature) in features.iter().flat_map(|features| &features.0) {
        let description = if name == feature { String::new() } else { format!("{STANDS_FOR}{name}") };
        of_span.push((feature.clone(), description));
    }
    vec![
        TypeDescription { name: SPAN, parent: ANNOTATION, features: of_span },
        TypeDescription {
            name: META,
            parent: DOCUMENT,
            features: plain(&["documentTitle", "documentId", "documentUri"]),
        },
        TypeDescription { name: FIELD, parent: ANNOTATION, features: plain(&["key", "value"]) },
        TypeDescription { name: SENTENCE, parent: ANNOTATION, features: Vec::new() },
        TypeDescription { name: TOKEN, parent: ANNOTATION, features: Vec::new() },
    ]
}
type CasWriter<'w> =
    &'w dyn Fn(&mut ExportJob<'_>, &str, &Article, &[FeatureStructure]) -> Result<(), ExportError>;

/// Writes a CAS for each annotator and article; an article that nobody has a set on lies beside the annotators' folders.
fn each(
    job: &mut ExportJob<'_>,
    features: Option<&LayerFeatures>,
    write: CasWriter<'_>,
) -> Result<(), ExportError> {
    for article in job.project.articles() {
        let sentences = sentences(article);
        let mut read = false;
        for annotator in job.project.annotators() {
            let Some(set) = scope::set_of(job.project, annotator, article) else { continue };
            let structures = structures(job, features, article, Some((annotator, set)), &sentences);
            write(job, &format!("{}/", annotator.id), article, &structures)?;
            read = true;
        }
        if !read {
            let structures = structures(job, features, article, None, &sentences);
            write(job, "", article, &structures)?;
        }
        job.step()?;
    }
    Ok(())
}

/// All annotations of a CAS, in the order of a reader's index: document, sentences with their tokens, spans.
fn structures(
    job: &ExportJob<'_>,
    features: Option<&LayerFeatures>,
    article: &Article,
    work: Option<(&Annotator, &Arc<AnnotationSet>)>,
    sentences: &[Sentence],
) -> Vec<FeatureStructure> {
    let text = &article.text;
    let whole = (0, UNIT.of_byte(text, text.len()).unwrap_or_default());
    let at = |span: Span| offsets::position(text, span, UNIT);
    let mut all = vec![document(article, whole), metadata(article, whole)];
    let kind = |zone: &crate::model::Zone| zone.kind.name().to_lowercase();
    all.extend(article.zones.iter().map(|zone| field(key::ZONE, at(zone.span), &[("kind", &kind(zone))])));
    for sentence in sentences {
        all.push(plain(SENTENCE, at(sentence.span)));
        all.extend(sentence.tokens.iter().map(|token| plain(TOKEN, at(*token))));
    }
    let Some((annotator, set)) = work else { return all };
    let signed = scope::signed_off(set).map(|at| at.to_string()).unwrap_or_default();
    let role = annotator.role.word();
    let whose = [
        ("annotator", annotator.id.as_str()),
        ("name", &annotator.name),
        ("role", role),
        ("signed_off", &signed),
    ];
    all.push(field(key::SET, whole, &whose));
    all.extend(set.stated_coverage().iter().map(|span| field(key::READ, at(span), &[])));
    all.extend(set.bookmarks().map(|span| field(key::BOOKMARK, at(span), &[])));
    for (id, value) in set.fields() {
        let (name, value) = (encoding::attribute_name(id), encoding::value_text(value, text, UNIT));
        all.push(field(key::ANSWER, whole, &[("name", &name), ("value", &value)]));
    }
    for annotation in set.in_order() {
        span(job, features, article, annotation, &mut all);
    }
    all
}

fn plain(kind: &'static str, (begin, end): (u32, u32)) -> FeatureStructure {
    FeatureStructure { kind, begin, end, features: Vec::new() }
}

fn document(article: &Article, (begin, end): (u32, u32)) -> FeatureStructure {
    let metadata = &article.metadata;
    let all = [
        ("language", metadata.language.as_str()),
        ("documentTitle", &metadata.title),
        ("documentId", article.id.as_str()),
        ("documentUri", &metadata.url),
    ];
    let told = all.iter().filter(|(_, value)| !value.is_empty());
    let features = told.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    FeatureStructure { kind: META, begin, end, features }
}

/// What is known about an article besides what UIMA's own document annotation holds.
fn metadata(article: &Article, whole: (u32, u32)) -> FeatureStructure {
    let metadata = &article.metadata;
    let digest = article.text.digest().to_string();
    let mut told = vec![("id", article.id.as_str()), ("sha256", &digest), ("outlet", &metadata.outlet)];
    told.extend(metadata.authors.iter().map(|author| ("author", author.as_str())));
    told.extend([
        ("published", metadata.published.date.as_str()),
        ("published_as_written", &metadata.published.as_written),
        ("section", &metadata.section),
        ("genre", &metadata.genre),
        ("source_file", &metadata.source_file),
        ("import_note", &metadata.import_note),
    ]);
    told.retain(|(_, value)| !value.is_empty());
    field(key::ARTICLE, whole, &told)
}

fn field(key: &str, (begin, end): (u32, u32), told: &[(&str, &str)]) -> FeatureStructure {
    let value = key_values::encode(told.iter().copied());
    let features = vec![("key".to_owned(), key.to_owned()), ("value".to_owned(), value)];
    FeatureStructure { kind: FIELD, begin, end, features }
}

fn span(
    job: &ExportJob<'_>,
    features: Option<&LayerFeatures>,
    article: &Article,
    annotation: &Annotation,
    all: &mut Vec<FeatureStructure>,
) {
    let (begin, end) = offsets::position(&article.text, annotation.span, UNIT);
    let label = encoding::label(&annotation.body);
    let mut told = vec![(encoding::NUMBER.to_owned(), annotation.id.to_string())];
    told.extend(encoding::attributes(annotation, job.project.ledger(), &article.text, UNIT));
    if let Some(memo) = &annotation.memo {
        told.push((encoding::MEMO.to_owned(), memo.text.clone()));
        if memo.question {
            told.push((encoding::QUESTION.to_owned(), "yes".to_owned()));
        }
    }
    told.push((encoding::ORIGIN.to_owned(), encoding::origin_text(&annotation.origin)));
    told.push((encoding::CREATED.to_owned(), annotation.created.to_string()));
    told.push((encoding::MODIFIED.to_owned(), annotation.modified.to_string()));
    told.retain(|(_, value)| !value.is_empty());
    let mut of_span = vec![(LABEL.to_owned(), label.clone())];
    if let Some(features) = features {
        let known =
            told.into_iter().filter_map(|(name, value)| Some((features.0.get(&name)?.clone(), value)));
        of_span.extend(known);
        all.push(FeatureStructure { kind: SPAN, begin, end, features: of_span });
        return;
    }
    all.push(FeatureStructure { kind: SPAN, begin, end, features: of_span });
    let mut told: Vec<(&str, &str)> =
        told.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    told.insert(0, (LABEL, &label));
    all.push(field(key::SPAN, (begin, end), &told));
}
