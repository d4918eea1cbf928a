//! Changes as the undo journal keeps them, on this machine only: places are bytes of texts that the digest has proved.
//!
//! What has a file format of its own is kept as the text of such a file.

mod annotation;
mod label;
mod set;

use super::review::{CommentShape, DecisionShape};
use super::{SourceText, article, claims, codebook, stub};
use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, ClaimId, LayerId, StubId, Timestamp};
use crate::locale::Message;
use crate::model::{
    Annotator, Article, BlindChange, Claim, ClaimSheet, Committed, Edge, Edit, ImportRecord, Metadata, Pass,
    Relation, Role, SetKey, Settings, Stub, Zone, ZoneKind,
};
use crate::text::{Span, Text};
use annotation::{
    AnnotationShape, ByteRange, Decoded, NotUnderstood, OrphanShape, ValueShape, annotation_shape,
    comment_shape, decision_shape, done, id, orphan_shape, place, span, spans, state, value_shape,
};
use label::MessageShape;
use serde::{Deserialize, Serialize};
use set::{SetShape, set_shape};
use std::sync::Arc;

type ZoneShapes = Vec<(Word, ByteRange)>;
/// Annotator and article.
type SetName = (String, String);
#[derive(Serialize, Deserialize)]
pub(in crate::store) struct StepShape {
    /// In English, for a catalogue that does not know the message.
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said: Option<MessageShape>,
    forward: Vec<EditShape>,
    backward: Vec<EditShape>,
    merge: String,
}

#[derive(Serialize, Deserialize)]
enum EditShape {
    PutAnnotation(SetName, AnnotationShape),
    RemoveAnnotation(SetName, u64),
    SetCoverage(SetName, ByteRange, Vec<ByteRange>, #[serde(default)] Vec<ByteRange>),
    SetState(SetName, Option<i64>),
    SetField(SetName, String, Option<ValueShape>),
    SetBookmark(SetName, ByteRange, bool),
    PutOrphan(SetName, OrphanShape),
    RemoveOrphan(SetName, u64),
    PutSet(SetName, Box<SetShape>),
    RemoveSet(SetName),
    PutDecision(SetName, Box<DecisionShape>),
    RemoveDecision(SetName, u64),
    PutComment(SetName, CommentShape),
    RemoveComment(SetName, u64),
    PutClaim(String),
    RemoveClaim(String),
    SetEdge(String, String, Word, String, Option<i64>),
    AddArticle(String, String),
    RemoveArticle(String),
    /// With what it was before; journals of the first versions do not have it.
    SetMetadata(String, String, #[serde(default)] Option<String>),
    /// With what they were before; journals of the first versions do not have it.
    SetZones(String, ZoneShapes, #[serde(default)] Option<ZoneShapes>),
    /// Its identifier, and its file.
    AddStub(String, String),
    RemoveStub(String),
    /// With what it was before.
    SetStubMetadata(String, String, Option<String>),
    PutAnnotator(String, String, bool, #[serde(default)] Option<String>),
    /// Its identifier and its name.
    PutProgram(String, String),
    RemoveAnnotator(String),
    PutCodebook(String),
    PutSettings(
        bool,
        #[serde(default)] Vec<(i64, Option<String>, bool)>,
        #[serde(default)] Vec<(String, Option<String>)>,
    ),
    /// The same, where the files that articles come from are kept.
    PutSettingsKeeping(bool, Vec<(i64, Option<String>, bool)>, Vec<(String, Option<String>)>),
    Rename(String),
}

/// A value of an enumeration: its name, or, in journals of the first versions, its number in a list.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Word {
    Name(String),
    Number(u8),
}

/// The relations by the numbers of old journals.
const NUMBERED_RELATIONS: [Relation; 3] = [Relation::SameAs, Relation::NarrowerThan, Relation::Contradicts];

/// The kinds of zones by the numbers of old journals.
const NUMBERED_ZONES: [ZoneKind; 8] = [
    ZoneKind::Headline,
    ZoneKind::Standfirst,
    ZoneKind::Byline,
    ZoneKind::Dateline,
    ZoneKind::Body,
    ZoneKind::Caption,
    ZoneKind::Quote,
    ZoneKind::Boilerplate,
];

impl Word {
    fn new(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// The value that is meant: the one of `all` whose `name` it is, or the numbered one.
    fn value<T: Copy>(&self, all: &[T], name: fn(T) -> &'static str, numbered: &[T]) -> Option<T> {
        match self {
            Self::Name(word) => all.iter().copied().find(|value| name(*value) == word),
            Self::Number(number) => numbered.get(usize::from(*number)).copied(),
        }
    }
}

impl StepShape {
    pub fn encode(step: &Committed) -> Self {
        Self {
            label: step.label.english(),
            said: MessageShape::encode(&step.label),
            forward: step.forward.iter().map(encode).collect(),
            backward: step.backward.iter().map(encode).collect(),
            merge: step.merge_key.clone().unwrap_or_default(),
        }
    }

    pub fn decode(self) -> Decoded<Committed> {
        Ok(Committed {
            label: self.said.and_then(MessageShape::decode).unwrap_or_else(|| Message::verbatim(self.label)),
            forward: self.forward.into_iter().map(decode).collect::<Decoded<_>>()?,
            backward: self.backward.into_iter().map(decode).collect::<Decoded<_>>()?,
            merge_key: (!self.merge.is_empty()).then_some(self.merge),
        })
    }
}

fn encode(edit: &Edit) -> EditShape {
    match edit {
        Edit::PutAnnotation { key, annotation } => {
            EditShape::PutAnnotation(set(key), annotation_shape(annotation))
        }
        Edit::RemoveAnnotation { key, id } => EditShape::RemoveAnnotation(set(key), id.0),
        Edit::SetCoverage { key, within, ranges, assumed } => {
            let places = |ranges: &[Span]| ranges.iter().copied().map(place).collect();
            EditShape::SetCoverage(set(key), place(*within), places(ranges), places(assumed))
        }
        Edit::SetState { key, state } => EditShape::SetState(set(key), done(*state)),
        Edit::SetField { key, field, value } => {
            EditShape::SetField(set(key), field.to_string(), value.as_ref().map(value_shape))
        }
        Edit::SetBookmark { key, span, on } => EditShape::SetBookmark(set(key), place(*span), *on),
        Edit::PutOrphan { key, orphan } => EditShape::PutOrphan(set(key), orphan_shape(orphan)),
        Edit::RemoveOrphan { key, id } => EditShape::RemoveOrphan(set(key), id.0),
        Edit::PutSet { key, set: all } => EditShape::PutSet(set(key), Box::new(set_shape(all))),
        Edit::RemoveSet { key } => EditShape::RemoveSet(set(key)),
        Edit::PutDecision { key, decision } => {
            EditShape::PutDecision(set(key), Box::new(decision_shape(decision)))
        }
        Edit::RemoveDecision { key, id } => EditShape::RemoveDecision(set(key), id.0),
        Edit::PutComment { key, comment } => EditShape::PutComment(set(key), comment_shape(comment)),
        Edit::RemoveComment { key, id } => EditShape::RemoveComment(set(key), id.0),
        Edit::PutClaim { claim } => EditShape::PutClaim(claim_text(claim)),
        Edit::RemoveClaim { id } => EditShape::RemoveClaim(id.to_string()),
        Edit::SetEdge { by, edge, since } => {
            let Edge { from, relation, to } = edge;
            EditShape::SetEdge(
                by.to_string(),
                from.to_string(),
                Word::new(claims::relation_word(*relation)),
                to.to_string(),
                since.map(|at| at.0),
            )
        }
        Edit::AddArticle { article } => {
            EditShape::AddArticle(article.id.to_string(), article::write_article(article))
        }
        Edit::RemoveArticle { id } => EditShape::RemoveArticle(id.to_string()),
        Edit::SetMetadata { id, since, metadata } => EditShape::SetMetadata(
            id.to_string(),
            metadata_text(id, metadata),
            since.as_ref().map(|since| metadata_text(id, since)),
        ),
        Edit::SetZones { id, since, zones } => {
            EditShape::SetZones(id.to_string(), zone_shapes(zones), since.as_deref().map(zone_shapes))
        }
        Edit::AddStub { stub } => EditShape::AddStub(stub.id.to_string(), stub::write_stub(stub)),
        Edit::RemoveStub { id } => EditShape::RemoveStub(id.to_string()),
        Edit::SetStubMetadata { id, since, metadata } => EditShape::SetStubMetadata(
            id.to_string(),
            stub_text(id, metadata),
            since.as_ref().map(|since| stub_text(id, since)),
        ),
        Edit::PutAnnotator { annotator: Annotator { id, name, role: Role::Program, .. } } => {
            EditShape::PutProgram(id.to_string(), name.clone())
        }
        Edit::PutAnnotator { annotator: Annotator { id, name, role, person } } => EditShape::PutAnnotator(
            id.to_string(),
            name.clone(),
            *role == Role::Adjudicator,
            person.as_ref().map(ToString::to_string),
        ),
        Edit::RemoveAnnotator { id } => EditShape::RemoveAnnotator(id.to_string()),
        Edit::PutCodebook { codebook } => EditShape::PutCodebook(codebook::write_codebook(codebook)),
        Edit::PutSettings { settings } => settings_shape(settings),
        Edit::Rename { name } => EditShape::Rename(name.clone()),
    }
}

fn decode(shape: EditShape) -> Decoded<Edit> {
    Ok(match shape {
        EditShape::PutAnnotation(key, annotation) => {
            Edit::PutAnnotation { key: key_of(key)?, annotation: Arc::new(annotation.decode()?) }
        }
        EditShape::RemoveAnnotation(key, id) => {
            Edit::RemoveAnnotation { key: key_of(key)?, id: AnnotationId(id) }
        }
        EditShape::SetCoverage(key, within, ranges, assumed) => Edit::SetCoverage {
            key: key_of(key)?,
            within: span(within)?,
            ranges: spans(ranges)?,
            assumed: spans(assumed)?,
        },
        EditShape::SetState(key, when) => Edit::SetState { key: key_of(key)?, state: state(when) },
        EditShape::SetField(key, field, value) => Edit::SetField {
            key: key_of(key)?,
            field: id(AttributeId::new(&field))?,
            value: value.map(ValueShape::decode).transpose()?,
        },
        EditShape::SetBookmark(key, at, on) => Edit::SetBookmark { key: key_of(key)?, span: span(at)?, on },
        EditShape::PutOrphan(key, orphan) => {
            Edit::PutOrphan { key: key_of(key)?, orphan: Arc::new(orphan.decode()?) }
        }
        EditShape::RemoveOrphan(key, id) => Edit::RemoveOrphan { key: key_of(key)?, id: AnnotationId(id) },
        EditShape::PutSet(key, set) => Edit::PutSet { key: key_of(key)?, set: Arc::new(set.decode()?) },
        EditShape::RemoveSet(key) => Edit::RemoveSet { key: key_of(key)? },
        EditShape::PutDecision(key, decision) => {
            let span = span(decision.at)?;
            Edit::PutDecision {
                key: key_of(key)?,
                decision: Arc::new(decision.decode(span).map_err(|_| NotUnderstood)?),
            }
        }
        EditShape::RemoveDecision(key, id) => {
            Edit::RemoveDecision { key: key_of(key)?, id: AnnotationId(id) }
        }
        EditShape::PutComment(key, comment) => {
            let span = span(comment.at)?;
            Edit::PutComment {
                key: key_of(key)?,
                comment: Arc::new(comment.decode(span).map_err(|_| NotUnderstood)?),
            }
        }
        EditShape::RemoveComment(key, id) => Edit::RemoveComment { key: key_of(key)?, id: AnnotationId(id) },
        EditShape::PutClaim(text) => Edit::PutClaim { claim: claim_of(text)? },
        EditShape::RemoveClaim(claim) => Edit::RemoveClaim { id: id(ClaimId::new(&claim))? },
        EditShape::SetEdge(by, from, relation, to, since) => {
            let relation = relation.value(&Relation::ALL, claims::relation_word, &NUMBERED_RELATIONS);
            let relation = relation.ok_or(NotUnderstood)?;
            let edge = Edge { from: id(ClaimId::new(&from))?, relation, to: id(ClaimId::new(&to))? };
            Edit::SetEdge { by: id(AnnotatorId::new(&by))?, edge, since: since.map(Timestamp) }
        }
        EditShape::AddArticle(name, text) => Edit::AddArticle { article: Arc::new(article_of(&name, text)?) },
        EditShape::RemoveArticle(name) => Edit::RemoveArticle { id: id(ArticleId::new(&name))? },
        EditShape::SetMetadata(name, text, since) => {
            let since = since.map(|since| article_of(&name, since)).transpose()?;
            let Article { id, metadata, .. } = article_of(&name, text)?;
            let since = since.map(|since| Box::new(since.metadata));
            Edit::SetMetadata { id, since, metadata: Box::new(metadata) }
        }
        EditShape::SetZones(name, zones, since) => {
            let since = since.map(zones_of).transpose()?;
            Edit::SetZones { id: id(ArticleId::new(&name))?, since, zones: zones_of(zones)? }
        }
        EditShape::AddStub(name, text) => Edit::AddStub { stub: Arc::new(stub_of(&name, text)?) },
        EditShape::RemoveStub(name) => Edit::RemoveStub { id: id(StubId::new(&name))? },
        EditShape::SetStubMetadata(name, text, since) => {
            let since = since.map(|since| stub_of(&name, since)).transpose()?;
            let Stub { id, metadata, .. } = stub_of(&name, text)?;
            let since = since.map(|since| Box::new(since.metadata));
            Edit::SetStubMetadata { id, since, metadata: Box::new(metadata) }
        }
        EditShape::PutAnnotator(who, name, adjudicator, person) => {
            let role = if adjudicator { Role::Adjudicator } else { Role::Analyst };
            let person = person.map(|person| id(AnnotatorId::new(&person))).transpose()?;
            Edit::PutAnnotator {
                annotator: Annotator { id: id(AnnotatorId::new(&who))?, name, role, person },
            }
        }
        EditShape::PutProgram(program, name) => {
            let program = id(AnnotatorId::new(&program))?;
            let annotator = Annotator { id: program, name, role: Role::Program, person: None };
            Edit::PutAnnotator { annotator }
        }
        EditShape::RemoveAnnotator(person) => Edit::RemoveAnnotator { id: id(AnnotatorId::new(&person))? },
        EditShape::PutCodebook(text) => {
            let codebook = codebook::read_codebook(&source(text)?).map_err(|_| NotUnderstood)?;
            Edit::PutCodebook { codebook: Arc::new(codebook) }
        }
        EditShape::PutSettings(blind, changes, passes) => {
            Edit::PutSettings { settings: settings_of(blind, changes, passes)? }
        }
        EditShape::PutSettingsKeeping(blind, changes, passes) => {
            let settings = settings_of(blind, changes, passes)?;
            Edit::PutSettings { settings: Settings { keep_originals: true, ..settings } }
        }
        EditShape::Rename(name) => Edit::Rename { name },
    })
}

fn settings_shape(settings: &Settings) -> EditShape {
    let changes = settings.blind_changes.iter();
    let changes =
        changes.map(|change| (change.at.0, change.by.as_ref().map(ToString::to_string), change.blind));
    let passes = settings.passes.iter().map(|(layer, pass)| {
        let units = match pass {
            Pass::Marking => None,
            Pass::Labelling(units) => Some(units.to_string()),
        };
        (layer.to_string(), units)
    });
    match settings.keep_originals {
        true => EditShape::PutSettingsKeeping(settings.blind, changes.collect(), passes.collect()),
        false => EditShape::PutSettings(settings.blind, changes.collect(), passes.collect()),
    }
}

fn settings_of(
    blind: bool,
    changes: Vec<(i64, Option<String>, bool)>,
    passes: Vec<(String, Option<String>)>,
) -> Decoded<Settings> {
    let change = |(at, by, blind): (i64, Option<String>, bool)| -> Decoded<BlindChange> {
        let by = by.map(|by| id(AnnotatorId::new(&by))).transpose()?;
        Ok(BlindChange { at: Timestamp(at), by, blind })
    };
    let pass = |(layer, units): (String, Option<String>)| -> Decoded<(LayerId, Pass)> {
        let pass = match units {
            Some(units) => Pass::Labelling(id(AnnotatorId::new(&units))?),
            None => Pass::Marking,
        };
        Ok((id(LayerId::new(&layer))?, pass))
    };
    Ok(Settings {
        blind,
        blind_changes: changes.into_iter().map(change).collect::<Decoded<_>>()?,
        passes: passes.into_iter().map(pass).collect::<Decoded<_>>()?,
        keep_originals: false,
    })
}

fn set(key: &SetKey) -> SetName {
    (key.annotator.to_string(), key.article.to_string())
}

fn key_of((annotator, article): SetName) -> Decoded<SetKey> {
    Ok(SetKey { annotator: id(AnnotatorId::new(&annotator))?, article: id(ArticleId::new(&article))? })
}

fn source(text: String) -> Decoded<SourceText> {
    SourceText::new("journal", text.into_bytes()).map_err(|_| NotUnderstood)
}

fn claim_text(claim: &Arc<Claim>) -> String {
    let mut sheet = ClaimSheet::default();
    sheet.claims.insert(claim.id.clone(), Arc::clone(claim));
    claims::write_claims(&claim.id.annotator_id(), &sheet)
}

fn claim_of(text: String) -> Decoded<Arc<Claim>> {
    let sheet = claims::read_any(&source(text)?).map_err(|_| NotUnderstood)?;
    sheet.claims.values().next().cloned().ok_or(NotUnderstood)
}

fn zone_shapes(zones: &[Zone]) -> ZoneShapes {
    zones.iter().map(|zone| (Word::new(article::zone_word(zone.kind)), place(zone.span))).collect()
}

fn zones_of(shapes: ZoneShapes) -> Decoded<Vec<Zone>> {
    let zone = |(kind, at): (Word, ByteRange)| {
        let kind = kind.value(&ZoneKind::ALL, article::zone_word, &NUMBERED_ZONES);
        Ok(Zone { kind: kind.ok_or(NotUnderstood)?, span: span(at)? })
    };
    shapes.into_iter().map(zone).collect()
}

/// Without the record of the import, which no edit changes.
fn metadata_text(id: &ArticleId, metadata: &Metadata) -> String {
    let metadata = Metadata { import: ImportRecord::default(), ..metadata.clone() };
    Text::new("")
        .map(|text| Article { id: id.clone(), text, metadata, zones: Vec::new() })
        .map(|article| article::write_article(&article))
        .unwrap_or_default()
}

fn article_of(name: &str, text: String) -> Decoded<Article> {
    let article = article::read_article(&source(text)?, &id(ArticleId::new(name))?);
    article.map(|article| article.value).map_err(|_| NotUnderstood)
}

fn stub_text(id: &StubId, metadata: &Metadata) -> String {
    let (id, metadata, teaser) = (id.clone(), metadata.clone(), String::new());
    stub::write_stub(&Stub { id, metadata, teaser, also_named_by: Vec::new() })
}

fn stub_of(name: &str, text: String) -> Decoded<Stub> {
    let stub = stub::read_stub(&source(text)?, &id(StubId::new(name))?);
    stub.map(|stub| stub.value).map_err(|_| NotUnderstood)
}
