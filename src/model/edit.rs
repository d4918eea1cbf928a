//! The one door through which a project changes.

use super::{
    Annotation, AnnotationSet, Annotator, Article, Body, Claim, Codebook, Comment, Decision, Edge, EditError,
    Metadata, Orphan, Project, Relation, SetKey, SetState, Settings, Stub, Value, Values, Zone,
    layer_of_body,
};
use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, ClaimId, StubId, Timestamp};
use crate::text::{RangeSet, Span};
use std::sync::Arc;

/// One change of a project. Applying it returns the change that takes it back.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum Edit {
    /// Inserts or replaces an annotation.
    PutAnnotation { key: SetKey, annotation: Arc<Annotation> },
    /// Takes an annotation out.
    RemoveAnnotation { key: SetKey, id: AnnotationId },
    /// Makes the coverage inside `within` exactly `ranges`, of which `assumed` is what nobody stated.
    SetCoverage { key: SetKey, within: Span, ranges: Vec<Span>, assumed: Vec<Span> },
    /// Opens a set or signs it off.
    SetState { key: SetKey, state: SetState },
    /// Answers, or takes back the answer to, a question about the article as a whole.
    SetField { key: SetKey, field: AttributeId, value: Option<Value> },
    /// Bookmarks a passage or takes the bookmark away.
    SetBookmark { key: SetKey, span: Span, on: bool },
    /// Lays an annotation in the orphans tray.
    PutOrphan { key: SetKey, orphan: Arc<Orphan> },
    /// Takes an annotation out of the orphans tray.
    RemoveOrphan { key: SetKey, id: AnnotationId },
    /// Takes a decision or changes one, in an adjudicator's set.
    PutDecision { key: SetKey, decision: Arc<Decision> },
    /// Takes a decision back.
    RemoveDecision { key: SetKey, id: AnnotationId },
    /// Writes a comment on a place or changes one.
    PutComment { key: SetKey, comment: Arc<Comment> },
    /// Takes a comment out.
    RemoveComment { key: SetKey, id: AnnotationId },
    /// Puts a whole set in place.
    PutSet { key: SetKey, set: Arc<AnnotationSet> },
    /// Takes a whole set out.
    RemoveSet { key: SetKey },
    /// Creates a claim or changes one.
    PutClaim { claim: Arc<Claim> },
    /// Takes a claim out that no mention or relation uses.
    RemoveClaim { id: ClaimId },
    /// States a relation, or with `since` none takes it back, in the sheet of `by`.
    SetEdge { by: AnnotatorId, edge: Edge, since: Option<Timestamp> },
    /// Adds an article.
    AddArticle { article: Arc<Article> },
    /// Takes an article out that has no annotation sets.
    RemoveArticle { id: ArticleId },
    /// Corrects what is known about an article: each field in which `metadata` is not as `since`, unless somebody else has
    /// changed it meanwhile. Without `since` all fields, whatever they are. The record of the import stays.
    SetMetadata { id: ArticleId, since: Option<Box<Metadata>>, metadata: Box<Metadata> },
    /// Corrects the parts of an article, unless they are no longer as `since`. Without `since` whatever they are.
    SetZones { id: ArticleId, since: Option<Vec<Zone>>, zones: Vec<Zone> },
    /// Adds what is known of an article whose text is not at hand.
    AddStub { stub: Arc<Stub> },
    /// Takes that out.
    RemoveStub { id: StubId },
    /// Corrects it, as [`Edit::SetMetadata`] does of an article.
    SetStubMetadata { id: StubId, since: Option<Box<Metadata>>, metadata: Box<Metadata> },
    /// Adds or changes an annotator.
    PutAnnotator { annotator: Annotator },
    /// Takes an annotator out who has no sets and no claims.
    RemoveAnnotator { id: AnnotatorId },
    /// Puts another codebook in place; codes in use must stay.
    PutCodebook { codebook: Arc<Codebook> },
    /// Changes what holds for the whole team.
    PutSettings { settings: Settings },
    /// Gives the project another name.
    Rename { name: String },
}

/// The file that a change touches. The order is that of writing: nothing is written before what it refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKey {
    /// `project.ron`: name, annotators, settings.
    Project,
    /// `codebook.ron`: all coding rules.
    Codebook,
    /// An annotator's own name.
    Annotator(AnnotatorId),
    /// What is known of an article, and its text.
    Article(ArticleId),
    /// What is known of an article whose text is not at hand.
    Stub(StubId),
    /// The claims that an annotator created, and relations that they state.
    Claims(AnnotatorId),
    /// An annotation set's file.
    Set(SetKey),
}

impl Edit {
    /// Whether both leave the same behind, whenever it was done.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::PutAnnotation { key, annotation },
                Self::PutAnnotation { key: others, annotation: theirs },
            ) => {
                let timed = Annotation { modified: theirs.modified, ..annotation.as_ref().clone() };
                key == others && timed == **theirs
            }
            (Self::PutDecision { key, decision }, Self::PutDecision { key: others, decision: theirs }) => {
                let timed = Decision { modified: theirs.modified, ..decision.as_ref().clone() };
                key == others && timed == **theirs
            }
            (Self::PutClaim { claim }, Self::PutClaim { claim: theirs }) => {
                let timed = Claim { modified: theirs.modified, ..claim.as_ref().clone() };
                timed == **theirs
            }
            (
                Self::SetMetadata { id, metadata, .. },
                Self::SetMetadata { id: others, metadata: theirs, .. },
            ) => id == others && metadata == theirs,
            (
                Self::SetStubMetadata { id, metadata, .. },
                Self::SetStubMetadata { id: others, metadata: theirs, .. },
            ) => id == others && metadata == theirs,
            (Self::SetZones { id, zones, .. }, Self::SetZones { id: others, zones: theirs, .. }) => {
                id == others && zones == theirs
            }
            _ => self == other,
        }
    }

    /// The file whose content changes.
    pub fn file(&self) -> FileKey {
        match self {
            Self::PutAnnotation { key, .. }
            | Self::RemoveAnnotation { key, .. }
            | Self::SetCoverage { key, .. }
            | Self::SetState { key, .. }
            | Self::SetField { key, .. }
            | Self::SetBookmark { key, .. }
            | Self::PutOrphan { key, .. }
            | Self::RemoveOrphan { key, .. }
            | Self::PutDecision { key, .. }
            | Self::RemoveDecision { key, .. }
            | Self::PutComment { key, .. }
            | Self::RemoveComment { key, .. }
            | Self::PutSet { key, .. }
            | Self::RemoveSet { key } => FileKey::Set(key.clone()),
            Self::PutClaim { claim } => FileKey::Claims(claim.id.annotator_id()),
            Self::RemoveClaim { id } => FileKey::Claims(id.annotator_id()),
            Self::SetEdge { by, .. } => FileKey::Claims(by.clone()),
            Self::AddArticle { article } => FileKey::Article(article.id.clone()),
            Self::RemoveArticle { id } | Self::SetMetadata { id, .. } | Self::SetZones { id, .. } => {
                FileKey::Article(id.clone())
            }
            Self::AddStub { stub } => FileKey::Stub(stub.id.clone()),
            Self::RemoveStub { id } | Self::SetStubMetadata { id, .. } => FileKey::Stub(id.clone()),
            Self::PutCodebook { .. } => FileKey::Codebook,
            Self::PutAnnotator { annotator } => FileKey::Annotator(annotator.id.clone()),
            Self::RemoveAnnotator { id } => FileKey::Annotator(id.clone()),
            Self::PutSettings { .. } | Self::Rename { .. } => FileKey::Project,
        }
    }
}

impl Project {
    /// Carries out a change and returns the change that takes it back.
    ///
    /// # Errors
    /// When the change does not fit the project, which is then as before.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::PutAnnotation { key, annotation } => self.put_annotation(key, annotation),
            Edit::RemoveAnnotation { key, id } => {
                let gone = self.change_set(&key, |set| set.remove(id))?;
                let annotation = gone.ok_or(EditError::NoAnnotation(id))?;
                Ok(Edit::PutAnnotation { key, annotation })
            }
            Edit::SetCoverage { key, within, ranges, assumed } => {
                self.set_coverage(key, within, ranges, assumed)
            }
            Edit::SetState { key, state } => {
                let before = self.change_set(&key, |set| std::mem::replace(&mut set.state, state))?;
                Ok(Edit::SetState { key, state: before })
            }
            Edit::SetField { key, field, value } => self.set_field(key, field, value),
            Edit::SetBookmark { key, span, on } => {
                self.check_span(&key.article, span)?;
                let was = self.change_set(&key, |set| {
                    if on {
                        set.bookmarks.insert(span, ()).is_some()
                    } else {
                        set.bookmarks.remove(&span).is_some()
                    }
                })?;
                Ok(Edit::SetBookmark { key, span, on: was })
            }
            Edit::PutOrphan { key, orphan } => {
                let id = orphan.annotation.id;
                let before = self.change_set(&key, |set| set.put_orphan(orphan))?;
                Ok(match before {
                    Some(orphan) => Edit::PutOrphan { key, orphan },
                    None => Edit::RemoveOrphan { key, id },
                })
            }
            Edit::RemoveOrphan { key, id } => {
                let gone = self.change_set(&key, |set| set.remove_orphan(id))?;
                let orphan = gone.ok_or(EditError::NoOrphan(id))?;
                Ok(Edit::PutOrphan { key, orphan })
            }
            Edit::PutDecision { key, decision } => self.put_decision(key, decision),
            Edit::RemoveDecision { key, id } => self.remove_decision(key, id),
            Edit::PutComment { key, comment } => self.put_comment(key, comment),
            Edit::RemoveComment { key, id } => self.remove_comment(key, id),
            Edit::PutSet { key, set } => self.put_set(key, set),
            Edit::RemoveSet { key } => {
                let set = self.sets.remove(&key).ok_or(EditError::NoSet)?;
                Ok(Edit::PutSet { key, set })
            }
            Edit::PutClaim { claim } => self.put_claim(claim),
            Edit::RemoveClaim { id } => self.remove_claim(id),
            Edit::SetEdge { by, edge, since } => self.set_edge(by, edge, since),
            Edit::AddArticle { article } => self.add_article(article),
            Edit::RemoveArticle { id } => self.remove_article(id),
            Edit::SetMetadata { id, since, metadata } => self.set_metadata(id, since, metadata),
            Edit::SetZones { id, since, zones } => self.set_zones(id, since, zones),
            Edit::AddStub { stub } => self.add_stub(stub),
            Edit::RemoveStub { id } => self.remove_stub(id),
            Edit::SetStubMetadata { id, since, metadata } => self.set_stub_metadata(id, since, metadata),
            Edit::PutAnnotator { annotator } => {
                let id = annotator.id.clone();
                Ok(match self.annotators.insert(id.clone(), annotator) {
                    Some(annotator) => Edit::PutAnnotator { annotator },
                    None => Edit::RemoveAnnotator { id },
                })
            }
            Edit::RemoveAnnotator { id } => self.remove_annotator(id),
            Edit::PutCodebook { codebook } => self.put_codebook(codebook),
            Edit::PutSettings { settings } => {
                Ok(Edit::PutSettings { settings: std::mem::replace(&mut self.settings, settings) })
            }
            Edit::Rename { name } => Ok(Edit::Rename { name: std::mem::replace(&mut self.name, name) }),
        }
    }

    pub(super) fn change_set<R>(
        &mut self,
        key: &SetKey,
        change: impl FnOnce(&mut AnnotationSet) -> R,
    ) -> Result<R, EditError> {
        self.check_key(key)?;
        let entry = self.sets.entry(key.clone()).or_default();
        let result = change(Arc::make_mut(entry));
        if entry.is_blank() {
            self.sets.remove(key);
        }
        Ok(result)
    }

    fn check_key(&self, key: &SetKey) -> Result<(), EditError> {
        if !self.articles.contains_key(&key.article) {
            return Err(EditError::NoArticle(key.article.clone()));
        }
        if !self.annotators.contains_key(&key.annotator) {
            return Err(EditError::NoAnnotator(key.annotator.clone()));
        }
        Ok(())
    }

    pub(super) fn check_span(&self, article: &ArticleId, span: Span) -> Result<(), EditError> {
        let article = self.articles.get(article).ok_or_else(|| EditError::NoArticle(article.clone()))?;
        if article.text.holds(span) { Ok(()) } else { Err(EditError::BadSpan(span)) }
    }

    /// Whether an annotation fits the article, the codebook and the ledger.
    fn check_annotation(&self, article: &ArticleId, annotation: &Annotation) -> Result<(), EditError> {
        self.check_span(article, annotation.span)?;
        match &annotation.body {
            Body::Code(code) if self.codebook.code(code.as_str()).is_none() => {
                return Err(EditError::NoCode(code.clone()));
            }
            Body::Claim(claim) if self.ledger.claim(claim).is_none() => {
                return Err(EditError::NoClaim(claim.clone()));
            }
            Body::Unit(layer) if self.codebook.layer(layer.as_str()).is_none() => {
                return Err(EditError::NoLayer(layer.clone()));
            }
            Body::Code(_) | Body::Claim(_) | Body::Unit(_) | Body::Note => {}
        }
        let layer = layer_of_body(&self.codebook, &annotation.body);
        for (id, value) in &annotation.attributes {
            let attribute = layer.and_then(|layer| layer.attribute(id.as_str()));
            let known = attribute.is_some_and(|attribute| fits(&attribute.values, value));
            if !known {
                return Err(EditError::BadValue(id.clone()));
            }
            if let Value::Spans(spans) = value {
                spans.iter().try_for_each(|span| self.check_span(article, *span))?;
            }
        }
        Ok(())
    }

    fn put_annotation(&mut self, key: SetKey, annotation: Arc<Annotation>) -> Result<Edit, EditError> {
        self.check_annotation(&key.article, &annotation)?;
        let id = annotation.id;
        let before = self.change_set(&key, |set| set.put(annotation))?;
        Ok(match before {
            Some(annotation) => Edit::PutAnnotation { key, annotation },
            None => Edit::RemoveAnnotation { key, id },
        })
    }

    fn set_coverage(
        &mut self,
        key: SetKey,
        within: Span,
        ranges: Vec<Span>,
        assumed: Vec<Span>,
    ) -> Result<Edit, EditError> {
        self.check_span(&key.article, within)?;
        for range in ranges.iter().chain(&assumed) {
            self.check_span(&key.article, *range)?;
            if !within.covers(*range) {
                return Err(EditError::BadSpan(*range));
            }
        }
        let before = self.change_set(&key, |set| {
            let exchanged = |all: &mut RangeSet, new: Vec<Span>| {
                let before = all.inside(within);
                all.remove(within);
                new.into_iter().for_each(|range| all.insert(range));
                before
            };
            (exchanged(&mut set.coverage, ranges), exchanged(&mut set.assumed, assumed))
        })?;
        let (ranges, assumed) = before;
        Ok(Edit::SetCoverage { key, within, ranges, assumed })
    }

    fn set_field(
        &mut self,
        key: SetKey,
        field: AttributeId,
        value: Option<Value>,
    ) -> Result<Edit, EditError> {
        value.iter().try_for_each(|value| self.check_field(&field, value))?;
        let before = self.change_set(&key, |set| match value {
            Some(value) => set.fields.insert(field.clone(), value),
            None => set.fields.remove(&field),
        })?;
        Ok(Edit::SetField { key, field, value: before })
    }

    /// Whether the codebook knows an answer about an article as a whole.
    fn check_field(&self, field: &AttributeId, value: &Value) -> Result<(), EditError> {
        let attribute = self.codebook.field_layer().and_then(|layer| layer.attribute(field.as_str()));
        if attribute.is_some_and(|attribute| fits(&attribute.values, value)) {
            Ok(())
        } else {
            Err(EditError::BadField(field.clone()))
        }
    }

    fn put_set(&mut self, key: SetKey, set: Arc<AnnotationSet>) -> Result<Edit, EditError> {
        self.check_key(&key)?;
        for annotation in set.iter() {
            self.check_annotation(&key.article, annotation)?;
        }
        set.coverage
            .iter()
            .chain(set.bookmarks())
            .try_for_each(|span| self.check_span(&key.article, span))?;
        set.fields.iter().try_for_each(|(field, value)| self.check_field(field, value))?;
        set.decisions().try_for_each(|decision| self.check_review(&key, &decision.layer, decision.span))?;
        set.comments().try_for_each(|comment| self.check_review(&key, &comment.layer, comment.span))?;
        let (before, inverse) = if set.is_blank() {
            (self.sets.remove(&key), Edit::PutSet { key: key.clone(), set })
        } else {
            (self.sets.insert(key.clone(), set), Edit::RemoveSet { key: key.clone() })
        };
        Ok(before.map_or(inverse, |set| Edit::PutSet { key, set }))
    }

    fn put_claim(&mut self, claim: Arc<Claim>) -> Result<Edit, EditError> {
        let by = self.known_annotator(claim.id.annotator_id())?;
        let id = claim.id.clone();
        let before = self.ledger.change(&by, |sheet| sheet.claims.insert(id.clone(), claim));
        Ok(match before {
            Some(claim) => Edit::PutClaim { claim },
            None => Edit::RemoveClaim { id },
        })
    }

    fn remove_claim(&mut self, id: ClaimId) -> Result<Edit, EditError> {
        let body = Body::Claim(id.clone());
        if self.sets.values().any(|set| set.uses(&body) > 0) {
            return Err(EditError::ClaimInUse(id));
        }
        if self.ledger.edges().any(|(_, edge)| edge.from == id || edge.to == id) {
            return Err(EditError::ClaimInUse(id));
        }
        let by = self.known_annotator(id.annotator_id())?;
        let gone = self.ledger.change(&by, |sheet| sheet.claims.remove(&id));
        Ok(Edit::PutClaim { claim: gone.ok_or(EditError::NoClaim(id))? })
    }

    fn known_annotator(&self, id: AnnotatorId) -> Result<AnnotatorId, EditError> {
        if self.annotators.contains_key(&id) { Ok(id) } else { Err(EditError::NoAnnotator(id)) }
    }

    fn set_edge(&mut self, by: AnnotatorId, edge: Edge, since: Option<Timestamp>) -> Result<Edit, EditError> {
        let by = self.known_annotator(by)?;
        for end in [&edge.from, &edge.to] {
            if since.is_some() && self.ledger.claim(end).is_none() {
                return Err(EditError::NoClaim(end.clone()));
            }
        }
        if edge.from == edge.to {
            return Err(EditError::SelfRelation(edge.from));
        }
        let before = self.ledger.change(&by, |sheet| match since {
            Some(since) => sheet.edges.insert(edge.clone(), since),
            None => sheet.edges.remove(&edge),
        });
        Ok(Edit::SetEdge { by, edge, since: before })
    }

    fn add_article(&mut self, article: Arc<Article>) -> Result<Edit, EditError> {
        let id = article.id.clone();
        if self.articles.contains_key(&id) {
            return Err(EditError::ArticleExists(id));
        }
        if let Some(zone) = article.zones.iter().find(|_| !article.zones_are_sound()) {
            return Err(EditError::BadSpan(zone.span));
        }
        self.articles.insert(id.clone(), article);
        Ok(Edit::RemoveArticle { id })
    }

    fn remove_article(&mut self, id: ArticleId) -> Result<Edit, EditError> {
        if self.sets.keys().any(|key| key.article == id) {
            return Err(EditError::ArticleInUse(id));
        }
        let article = self.articles.remove(&id).ok_or(EditError::NoArticle(id))?;
        Ok(Edit::AddArticle { article })
    }

    fn change_article<R>(
        &mut self,
        id: &ArticleId,
        change: impl FnOnce(&mut Article) -> R,
    ) -> Result<R, EditError> {
        let article = self.articles.get_mut(id).ok_or_else(|| EditError::NoArticle(id.clone()))?;
        Ok(change(Arc::make_mut(article)))
    }

    fn set_metadata(
        &mut self,
        id: ArticleId,
        since: Option<Box<Metadata>>,
        metadata: Box<Metadata>,
    ) -> Result<Edit, EditError> {
        let (now, before) =
            self.change_article(&id, |article| article.metadata.correct(since.as_deref(), *metadata))?;
        Ok(Edit::SetMetadata { id, since: Some(Box::new(now)), metadata: Box::new(before) })
    }

    fn set_zones(
        &mut self,
        id: ArticleId,
        since: Option<Vec<Zone>>,
        zones: Vec<Zone>,
    ) -> Result<Edit, EditError> {
        let article = self.articles.get(&id).ok_or_else(|| EditError::NoArticle(id.clone()))?;
        if since.is_some_and(|since| since != article.zones) {
            let as_is = article.zones.clone();
            return Ok(Edit::SetZones { id, since: Some(as_is.clone()), zones: as_is });
        }
        let candidate = Article { zones: zones.clone(), ..Article::clone(article) };
        if let Some(zone) = zones.iter().find(|_| !candidate.zones_are_sound()) {
            return Err(EditError::BadSpan(zone.span));
        }
        let before =
            self.change_article(&id, |article| std::mem::replace(&mut article.zones, zones.clone()))?;
        Ok(Edit::SetZones { id, since: Some(zones), zones: before })
    }

    fn remove_annotator(&mut self, id: AnnotatorId) -> Result<Edit, EditError> {
        if self.sets.keys().any(|key| key.annotator == id) || self.ledger.sheet(&id).is_some() {
            return Err(EditError::AnnotatorInUse(id));
        }
        let annotator = self.annotators.remove(&id).ok_or(EditError::NoAnnotator(id))?;
        Ok(Edit::PutAnnotator { annotator })
    }

    fn put_codebook(&mut self, codebook: Arc<Codebook>) -> Result<Edit, EditError> {
        let candidate = Self { codebook: codebook.clone(), ..self.clone() };
        for (key, set) in &self.sets {
            for annotation in set.iter() {
                candidate.check_annotation(&key.article, annotation)?;
            }
            set.fields.iter().try_for_each(|(field, value)| candidate.check_field(field, value))?;
            set.decisions()
                .try_for_each(|decision| candidate.check_review(key, &decision.layer, decision.span))?;
            set.comments()
                .try_for_each(|comment| candidate.check_review(key, &comment.layer, comment.span))?;
        }
        Ok(Edit::PutCodebook { codebook: std::mem::replace(&mut self.codebook, codebook) })
    }
}

/// Whether an attribute with these values may have this one.
pub(crate) fn fits(values: &Values, value: &Value) -> bool {
    match (values, value) {
        (Values::Choice { choices, many: false, .. }, Value::Choice(id)) => {
            choices.iter().any(|c| c.id == *id)
        }
        (Values::Choice { choices, many: true, .. }, Value::Choices(ids)) => {
            !ids.is_empty() && ids.iter().all(|id| choices.iter().any(|c| c.id == *id))
        }
        (Values::Text, Value::Text(text)) => !text.is_empty(),
        (Values::Spans, Value::Spans(spans)) => !spans.is_empty(),
        _ => false,
    }
}

impl Edge {
    /// The same statement in its one written form: for the relations that read both ways, the lesser claim first.
    #[must_use]
    pub fn ordered(self) -> Self {
        if self.relation != Relation::NarrowerThan && self.to < self.from {
            Self { from: self.to, relation: self.relation, to: self.from }
        } else {
            self
        }
    }
}
