//! Annotation sets and claims as they will be.

use super::articles::MatchedArticle;
use super::counting::DocumentPositions;
use super::findings::{CountedFindings, MarkFinding};
use super::labels::Targets;
use super::people::People;
use super::places::{self, Placement};
use super::preview::{ImportOptions, ImportPlan, Matched};
use crate::base::{AnnotationId, AnnotatorId, AttributeId, ChoiceId, ClaimId, Issue, Timestamp, slug};
use crate::compare::is_same_place;
use crate::formats::shared::encoding;
use crate::formats::shared::excerpts::short;
use crate::formats::shared::identifiers::digest_number;
use crate::formats::{ImportedAnnotation, ImportedClaim, ImportedData, ImportedDocument, ImportedSet};
use crate::locale::Message;
use crate::message;
use crate::model::{
    Annotation, AnnotationSet, Body, Claim, ClaimStatus, Codebook, Edge, Edit, LabelTarget, Layer, Memo,
    Origin, Orphan, Project, SetKey, SetState, Value, layer_of_body,
};
use crate::text::anchor::Finder;
use crate::text::{RangeSet, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The sets that change, as they will be.
#[derive(Default)]
pub(super) struct ChangedSets {
    sets: BTreeMap<SetKey, ChangedSet>,
    /// In which set each number stands.
    numbers: HashMap<AnnotationId, SetKey>,
}

struct ChangedSet {
    set: AnnotationSet,
    /// Whether there was nothing before.
    fresh: bool,
    changed: bool,
    /// What the set says already, with how often it said so before and the files did not yet.
    known: BTreeMap<AnnotationContent, u32>,
}

/// What an annotation says and where, whatever its number, its moment and how it came to be.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct AnnotationContent {
    span: Span,
    body: Body,
    attributes: BTreeMap<AttributeId, Value>,
    memo: String,
}

impl AnnotationContent {
    fn of(annotation: &Annotation) -> Self {
        Self {
            span: annotation.span,
            body: annotation.body.clone(),
            attributes: annotation.attributes.clone(),
            memo: annotation.memo.as_ref().map(|memo| memo.text.clone()).unwrap_or_default(),
        }
    }
}

impl ChangedSets {
    /// None yet of those of a project. Where numbers come with the files, it is noted which are given already.
    pub fn new(project: &Project, imported: &ImportedData) -> Self {
        let mut works = Self::default();
        let mut marks = imported.documents.iter().flat_map(|document| &document.marks);
        if marks.any(|mark| mark.id.is_some()) {
            for (key, set) in project.sets() {
                let orphans = set.orphans().map(|orphan| orphan.annotation.id);
                let all = set.iter().map(|annotation| annotation.id).chain(orphans);
                works.numbers.extend(all.map(|id| (id, key.clone())));
            }
        }
        works
    }

    /// Whether a number is that of an annotation in another set, so that nobody else's is given it.
    fn is_elsewhere(&self, id: AnnotationId, key: &SetKey) -> bool {
        self.numbers.get(&id).is_some_and(|known| known != key)
    }

    fn of(&mut self, project: &Project, key: &SetKey) -> &mut ChangedSet {
        self.sets.entry(key.clone()).or_insert_with(|| {
            let set = project.set(key).map(|set| AnnotationSet::clone(set));
            let fresh = set.is_none();
            let set = set.unwrap_or_default();
            let mut known = BTreeMap::new();
            for annotation in set.iter() {
                *known.entry(AnnotationContent::of(annotation)).or_default() += 1;
            }
            ChangedSet { set, fresh, changed: false, known }
        })
    }

    /// Lets what was read be written into a set that is not signed off.
    pub fn read(&mut self, project: &Project, key: &SetKey, write: impl FnOnce(&mut AnnotationSet)) {
        let work = self.of(project, key);
        if matches!(work.set.state(), SetState::Done(_)) {
            return;
        }
        let before = work.set.clone();
        write(&mut work.set);
        work.changed |= work.set != before;
    }

    pub fn edits(self) -> impl Iterator<Item = Edit> {
        let changed = self.sets.into_iter().filter(|(_, work)| work.changed);
        changed.map(|(key, work)| Edit::PutSet { key, set: Arc::new(work.set) })
    }
}

/// The claims of the project and those that come in.
pub(super) struct ClaimPlanner<'a> {
    project: &'a Project,
    imported: &'a ImportedData,
    people: &'a People,
    codebook: Arc<Codebook>,
    now: Timestamp,
    created_claims: BTreeMap<ClaimId, Arc<Claim>>,
    by_name: BTreeMap<String, ClaimId>,
    /// What a claim of the files is here.
    here: BTreeMap<String, ClaimId>,
    edges: Vec<Edit>,
}

impl<'a> ClaimPlanner<'a> {
    pub fn new(
        project: &'a Project,
        imported: &'a ImportedData,
        people: &'a People,
        codebook: &Arc<Codebook>,
        now: Timestamp,
    ) -> Self {
        let mut by_name = BTreeMap::new();
        for claim in project.ledger().claims() {
            by_name.entry(claim.label.to_lowercase()).or_insert_with(|| claim.id.clone());
        }
        let codebook = Arc::clone(codebook);
        let (created_claims, here) = (BTreeMap::new(), BTreeMap::new());
        let mut claims = Self {
            project,
            imported,
            people,
            codebook,
            now,
            created_claims,
            by_name,
            here,
            edges: Vec::new(),
        };
        for claim in &imported.claims {
            if let Some(by) = people.any() {
                claims.claim(&claim.id, &claim.label, by);
            }
        }
        for (by, edge) in &imported.relations {
            let Some(by) = people.get(by) else { continue };
            let ends = (claims.here.get(edge.from.as_str()), claims.here.get(edge.to.as_str()));
            if let (Some(from), Some(to)) = ends {
                let edge = Edge { from: from.clone(), to: to.clone(), relation: edge.relation };
                let stated = project.ledger().sheet(by).is_some_and(|sheet| sheet.edges.contains_key(&edge));
                if !stated && edge.from != edge.to {
                    claims.edges.push(Edit::SetEdge { by: by.clone(), edge, since: Some(now) });
                }
            }
        }
        claims
    }

    /// The claim that a mention means: the one of that identifier, or without one the one of that name; else a new one.
    fn claim(&mut self, id: &str, label: &str, by: &AnnotatorId) -> ClaimId {
        let key = if id.is_empty() { format!("\n{}", label.to_lowercase()) } else { id.to_owned() };
        if let Some(known) = self.here.get(&key) {
            return known.clone();
        }
        let ledger = self.project.ledger();
        let stated = ClaimId::new(id).ok();
        let known = stated.as_ref().filter(|id| ledger.claim(id).is_some()).cloned();
        let named = || self.by_name.get(&label.to_lowercase()).filter(|_| stated.is_none()).cloned();
        let known = known.or_else(named);
        let found = known.unwrap_or_else(|| self.create(stated, label, by));
        self.here.insert(key, found.clone());
        found
    }

    fn create(&mut self, stated: Option<ClaimId>, label: &str, by: &AnnotatorId) -> ClaimId {
        let label = if label.trim().is_empty() { "Imported claim" } else { label };
        let whose = stated.as_ref().and_then(|id| {
            let here = || self.project.annotator(&id.annotator_id()).map(|one| &one.id);
            self.people.get(id.annotator()).or_else(here)
        });
        let by = whose.unwrap_or(by);
        let own = stated.clone().filter(|id| id.annotator() == by.as_str());
        let base = match &stated {
            Some(id) => id.as_str().rsplit('/').next().unwrap_or_default().to_owned(),
            None => slug(label),
        };
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let slugs = std::iter::once(base.clone()).chain(numbered);
        let mut made = slugs.filter_map(|slug| ClaimId::created_by(by, &slug).ok());
        let free =
            |id: &ClaimId| self.project.ledger().claim(id).is_none() && !self.created_claims.contains_key(id);
        let id = own.filter(|id| free(id)).or_else(|| made.find(|id| free(id)));
        let id = id.unwrap_or_else(|| panic!("numbers do not end"));
        let declared =
            stated.and_then(|id| self.imported.claims.iter().find(|claim| claim.id == id.as_str()));
        let mut claim = Claim::new(id.clone(), label, self.now);
        if let Some(declared) = declared {
            self.describe(&mut claim, declared);
        }
        self.by_name.insert(label.to_lowercase(), id.clone());
        self.created_claims.insert(id.clone(), Arc::new(claim));
        id
    }

    fn describe(&self, claim: &mut Claim, declared: &ImportedClaim) {
        let kinds = self.codebook.claim_layer().map(|layer| layer.attributes.as_slice()).unwrap_or_default();
        let kind = ChoiceId::new(&declared.kind).ok();
        let known = |id: &ChoiceId| kinds.iter().flat_map(|a| a.choices()).any(|choice| choice.id == *id);
        claim.wording.clone_from(&declared.wording);
        claim.kind = kind.filter(known);
        claim.topic.clone_from(&declared.topic);
        claim.aliases.clone_from(&declared.aliases);
        claim.memo.clone_from(&declared.memo);
        let status = ClaimStatus::ALL.into_iter().find(|status| status.name() == declared.status);
        claim.status = status.unwrap_or_default();
    }

    pub fn edits(self) -> impl Iterator<Item = Edit> {
        self.created_claims.into_values().map(|claim| Edit::PutClaim { claim }).chain(self.edges)
    }
}

/// A document with the article that it is and where its positions are there.
pub(super) struct FoundDocument<'a> {
    pub document: &'a ImportedDocument,
    pub article: &'a MatchedArticle,
    pub positions: &'a DocumentPositions<'a>,
}

/// What all documents are read with.
pub(super) struct DocumentPlanner<'a> {
    pub project: &'a Project,
    pub imported: &'a ImportedData,
    pub people: &'a People,
    pub options: &'a ImportOptions,
    pub codebook: &'a Arc<Codebook>,
    pub targets: &'a Targets,
}

impl DocumentPlanner<'_> {
    pub fn read(
        &self,
        found: &FoundDocument<'_>,
        claims: &mut ClaimPlanner<'_>,
        works: &mut ChangedSets,
        counted: &mut CountedFindings,
        plan: &mut ImportPlan,
    ) {
        let FoundDocument { document, article: found, positions } = *found;
        let finder = Finder::new(&found.article.text);
        let told = document.text.is_some() || document.digest.is_some();
        let mut closed = BTreeSet::new();
        for (at, mark) in document.marks.iter().enumerate() {
            let Some(by) = self.people.owner(mark) else { continue };
            let key = SetKey { annotator: by.clone(), article: found.article.id.clone() };
            let number = mark.id.filter(|id| !works.is_elsewhere(*id, &key));
            let one =
                AnnotationPlanner { reader: self, mark, at, number, finder: &finder, positions, found, told };
            match one.annotation(&key, claims, counted) {
                None => plan.left += 1,
                Some((annotation, orphan)) => {
                    works.numbers.insert(annotation.id, key.clone());
                    let work = works.of(self.project, &key);
                    let placed = (annotation.span, annotation.body.clone());
                    let is_suggested = mark.suggested_by().is_some();
                    match work.take(annotation, orphan) {
                        SetOutcome::Same => plan.same += 1,
                        SetOutcome::Twice => counted.add(MarkFinding::Twice, || one.example()),
                        SetOutcome::New => {
                            plan.new += 1;
                            plan.suggested += u64::from(is_suggested);
                            if let Some(layer) = work.several(&placed, self.codebook) {
                                counted.add(MarkFinding::SeveralAnswers(layer), || one.example());
                            }
                        }
                        SetOutcome::Orphan => {
                            counted.add(MarkFinding::PassageLost, || one.example());
                            plan.new += 1;
                            plan.orphans += 1;
                        }
                        SetOutcome::Closed => {
                            plan.left += 1;
                            closed.insert(key);
                        }
                    }
                }
            }
        }
        for set in &document.sets {
            let Some(by) = self.people.get(&set.annotator) else { continue };
            let key = SetKey { annotator: by.clone(), article: found.article.id.clone() };
            self.set(set, positions, &key, works, counted);
        }
        plan.issues.extend(closed.into_iter().map(|key| {
            let (annotator, article) = (&key.annotator, &key.article);
            let message = message!("formats-signed-off", annotator = %annotator, article = %article);
            Issue::warning("signed-off", &self.imported.source, message)
                .hint(message!("formats-signed-off.hint"))
        }));
    }

    /// Takes in what the files say of a set besides marks. What the project has stays.
    fn set(
        &self,
        said: &ImportedSet,
        positions: &DocumentPositions<'_>,
        key: &SetKey,
        works: &mut ChangedSets,
        counted: &mut CountedFindings,
    ) {
        let work = works.of(self.project, key);
        if work.is_closed() {
            return;
        }
        let mut coverage: RangeSet = work.set.coverage().clone();
        let mut fields = work.set.fields().clone();
        let mut bookmarks: BTreeSet<Span> = work.set.bookmarks().collect();
        for (start, end) in &said.coverage {
            positions.span(*start, *end).into_iter().for_each(|span| coverage.insert(span));
        }
        for (start, end) in &said.bookmarks {
            bookmarks.extend(positions.span(*start, *end));
        }
        let place = |start, end| positions.span(start, end);
        let declared = self.codebook.field_layer().map(|layer| layer.attributes.as_slice());
        for (name, words) in &said.fields {
            let attribute = encoding::attribute_called(declared.unwrap_or_default(), name);
            let value = attribute.and_then(|attribute| {
                Some((attribute.id.clone(), encoding::value_of(attribute, words, &place)?))
            });
            match value {
                Some((id, value)) => {
                    fields.entry(id).or_insert(value);
                }
                None => {
                    counted.add(MarkFinding::UnknownField, || {
                        message!("formats-field-value", name = name, value = words)
                    });
                }
            }
        }
        let state = if work.fresh { said.state } else { work.set.state() };
        let mut set = work.set.clone();
        set.restore(coverage, fields, bookmarks, state);
        work.changed |= set != work.set;
        work.set = set;
    }
}

enum SetOutcome {
    New,
    /// The files have it once more.
    Twice,
    Orphan,
    Same,
    Closed,
}

impl ChangedSet {
    fn is_closed(&self) -> bool {
        !self.fresh && matches!(self.set.state(), SetState::Done(_))
    }

    /// The layer that takes one answer to a place and has several at this one.
    fn several(&self, (span, body): &(Span, Body), codebook: &Codebook) -> Option<String> {
        let layer = layer_of_body(codebook, body).filter(|layer| layer.exclusive)?;
        let here = self.set.touching(*span).filter(|other| {
            is_same_place(other.span, *span)
                && layer_of_body(codebook, &other.body).is_some_and(|found| found.id == layer.id)
        });
        (here.take(2).count() > 1).then(|| layer.name.clone())
    }

    fn take(&mut self, mut annotation: Annotation, orphan: Option<Orphan>) -> SetOutcome {
        let says = AnnotationContent::of(&annotation);
        if orphan.is_none()
            && let Some(count) = self.known.get_mut(&says)
        {
            if *count == 0 {
                // The same file named twice, or the mark.
                let is_known =
                    self.set.get(annotation.id).is_some_and(|known| AnnotationContent::of(known) == says);
                return if is_known { SetOutcome::Same } else { SetOutcome::Twice };
            }
            *count -= 1;
            return SetOutcome::Same;
        }
        if orphan.as_ref().is_some_and(|orphan| self.set.orphan(orphan.annotation.id).is_some()) {
            return SetOutcome::Same;
        }
        // The same file named twice.
        if self.set.get(annotation.id).is_some_and(|known| AnnotationContent::of(known) == says) {
            return SetOutcome::Same;
        }
        if self.is_closed() {
            return SetOutcome::Closed;
        }
        self.changed = true;
        while self.set.get(annotation.id).is_some() || self.set.orphan(annotation.id).is_some() {
            annotation.id = AnnotationId(annotation.id.0.wrapping_add(1));
        }
        match orphan {
            None => {
                self.known.insert(says, 0);
                self.set.put(Arc::new(annotation));
                SetOutcome::New
            }
            Some(orphan) => {
                self.set.put_orphan(Arc::new(Orphan { annotation: Arc::new(annotation), ..orphan }));
                SetOutcome::Orphan
            }
        }
    }
}

/// One mark on its way to an annotation.
struct AnnotationPlanner<'a, 'b> {
    reader: &'a DocumentPlanner<'b>,
    mark: &'a ImportedAnnotation,
    at: usize,
    /// The number of the file, unless another set has it.
    number: Option<AnnotationId>,
    finder: &'a Finder<'b>,
    positions: &'a DocumentPositions<'b>,
    found: &'a MatchedArticle,
    told: bool,
}

impl AnnotationPlanner<'_, '_> {
    fn annotation(
        &self,
        key: &SetKey,
        claims: &mut ClaimPlanner<'_>,
        counted: &mut CountedFindings,
    ) -> Option<(Annotation, Option<Orphan>)> {
        let Self { reader, mark, found, .. } = self;
        let text = &found.article.text;
        let target = reader.targets.of(&mark.label);
        if *target == LabelTarget::Leave {
            counted.add(MarkFinding::LabelLeftOut(mark.label.clone()), || self.example());
            return None;
        }
        let (span, lost) = match places::place(mark, self.finder, self.positions, found.matched, self.told) {
            Placement::Stated(span) => (span, false),
            Placement::Unproved(span) => {
                counted.add(MarkFinding::PlaceUnproved, || self.example());
                (span, false)
            }
            Placement::Moved(span) => {
                if mark.placed {
                    counted.add(MarkFinding::PassageMoved, || self.example());
                }
                (span, false)
            }
            Placement::Lost(proposed) => (proposed.or_else(|| Span::new(0, text.len().min(1)))?, true),
            Placement::Nowhere => {
                counted.add(MarkFinding::BadPlace, || self.example());
                return None;
            }
        };
        let body = match target {
            LabelTarget::Code(code) => Body::Code(code.clone()),
            LabelTarget::Unit(layer) => Body::Unit(layer.clone()),
            LabelTarget::Claim => {
                let id = mark.attribute(encoding::CLAIM).unwrap_or_default();
                let label =
                    mark.attribute(encoding::CLAIM_NAME).or(mark.exact.as_deref()).unwrap_or_default();
                Body::Claim(claims.claim(id, &short(label), &key.annotator))
            }
            LabelTarget::Note | LabelTarget::New(_) | LabelTarget::Leave => Body::Note,
        };
        let created = mark.created.unwrap_or(reader.options.now);
        let id = self.number.unwrap_or_else(|| self.made_number(key));
        let mut annotation = Annotation::new(id, span, body, created);
        annotation.modified = mark.modified.unwrap_or(created);
        let imported = || Origin::Imported { from: reader.imported.source.clone() };
        annotation.origin = mark.origin.clone().unwrap_or_else(imported);
        annotation.memo = self.memo(target);
        self.attributes(&mut annotation, counted);
        let orphan = lost.then(|| self.orphan(&annotation));
        Some((annotation, orphan))
    }

    fn memo(&self, target: &LabelTarget) -> Option<Box<Memo>> {
        let Self { mark, .. } = self;
        let named = *target == LabelTarget::Note && mark.label != encoding::NOTE_LABEL;
        let text = match (named, mark.memo.is_empty()) {
            (false, _) => mark.memo.clone(),
            (true, true) => mark.label.clone(),
            (true, false) => format!("{}: {}", mark.label, mark.memo),
        };
        let memo = Memo { text, question: mark.question };
        (memo != Memo::default()).then(|| Box::new(memo))
    }

    fn attributes(&self, annotation: &mut Annotation, counted: &mut CountedFindings) {
        let Self { reader, mark, .. } = self;
        let layer = layer_of_body(reader.codebook, &annotation.body);
        let declared = layer.map_or(&[][..], |layer: &Layer| layer.attributes.as_slice());
        let place = |start, end| self.positions.span(start, end);
        for (name, words) in &mark.attributes {
            if matches!(annotation.body, Body::Claim(_))
                && [encoding::CLAIM, encoding::CLAIM_NAME].contains(&name.as_str())
            {
                continue;
            }
            let attribute = encoding::attribute_called(declared, name);
            let value: Option<Value> =
                attribute.and_then(|attribute| encoding::value_of(attribute, words, &place));
            match (attribute, value) {
                (Some(attribute), Some(value)) => {
                    annotation.attributes.insert(attribute.id.clone(), value);
                }
                _ => counted.add(MarkFinding::UnknownAttribute(name.clone()), || {
                    message!("formats-value-at", value = words, mark = self.example())
                }),
            }
        }
    }

    fn orphan(&self, annotation: &Annotation) -> Orphan {
        let Self { mark, .. } = self;
        let proposed = match places::place(mark, self.finder, self.positions, Matched::Name, true) {
            Placement::Lost(proposed) => proposed,
            _ => None,
        };
        Orphan {
            annotation: Arc::new(annotation.clone()),
            stated: self.stated(),
            exact: mark.exact.clone().unwrap_or_default(),
            prefix: mark.prefix.clone(),
            suffix: mark.suffix.clone(),
            proposed,
            lost: Vec::new(),
        }
    }

    /// Where the file says that it is, in code points.
    fn stated(&self) -> (u32, u32) {
        if self.mark.placed { self.positions.points(self.mark) } else { (self.mark.start, self.mark.end) }
    }

    /// A number made of what the mark says and where, so that reading a file twice gives the same.
    fn made_number(&self, key: &SetKey) -> AnnotationId {
        let Self { mark, at, reader, .. } = self;
        let place = format!("{}-{}-{at}", mark.start, mark.end);
        let (article, annotator) = (key.article.as_str(), key.annotator.as_str());
        let words = [&reader.imported.source, article, annotator, &mark.annotator, &mark.label, &place];
        AnnotationId(digest_number(&words.map(|word: &str| word)))
    }

    fn example(&self) -> Message {
        let Self { mark, found, .. } = self;
        let words = short(mark.exact.as_deref().unwrap_or_default());
        let article = &found.article.id;
        if mark.placed {
            let (start, end) = (mark.start, mark.end);
            message!("formats-mark-placed", words = words, start = %start, end = %end, article = %article)
        } else {
            message!("formats-mark", words = words, article = %article)
        }
    }
}
