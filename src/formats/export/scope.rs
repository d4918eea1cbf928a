//! What of a project is exported.

use crate::base::{AnnotationId, AnnotatorId, ArticleId, ClaimId, LayerId};
use crate::formats::shared::identifiers::digest_number;
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Basis, Body, Claim, ClaimSheet, Decision, Edge,
    FetchedStubs, Fingerprint, Ledger, Manner, Metadata, Orphan, Pass, Project, Role, SetKey, SetState,
    Settings, Stub, Unplaced, Verdict, layer_of_body,
};
use imbl::OrdMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Through whose eyes the project is seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sight {
    /// All that is on disk.
    #[default]
    All,
    /// What this annotator may see; with none, only what is hidden from nobody.
    Of(Option<AnnotatorId>),
}

/// Which articles. Empty parts hold for every article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleFilter {
    /// Names, where `*` stands for any letters.
    pub names: Vec<String>,
    /// The outlet, without regard to case.
    pub outlet: String,
    /// The language, such as `fr`.
    pub language: String,
    /// Published on or after this date, as `2025-07-03`.
    pub from: String,
    /// Published on or before this date.
    pub until: String,
    /// Exactly these, when given.
    pub only: Option<BTreeSet<ArticleId>>,
}

impl ArticleFilter {
    /// Whether an article is among them. An article without a date is in no span of dates.
    pub fn holds(&self, article: &Article) -> bool {
        (self.names.is_empty() || self.names.iter().any(|name| matches(name, article.id.as_str())))
            && self.holds_known(&article.metadata)
            && self.only.as_ref().is_none_or(|only| only.contains(&article.id))
    }

    /// The same of an article whose text is not at hand: it has no name, and nobody can have chosen it.
    fn holds_stub(&self, stub: &Stub) -> bool {
        self.names.is_empty() && self.only.is_none() && self.holds_known(&stub.metadata)
    }

    /// Whether what is known of an article is as wanted.
    fn holds_known(&self, metadata: &Metadata) -> bool {
        let date = metadata.published.date.as_str();
        let language = self.language.to_lowercase();
        (self.outlet.is_empty() || metadata.outlet.to_lowercase() == self.outlet.to_lowercase())
            && (language.is_empty() || metadata.language.to_lowercase().split('-').next() == Some(&language))
            && (self.from.is_empty() || (!date.is_empty() && date >= self.from.as_str()))
            && (self.until.is_empty() || (!date.is_empty() && date <= self.until.as_str()))
    }
}

/// Whether `name` fits `pattern`, in which `*` stands for any letters.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Whose sets; none for everybody's.
    pub annotators: Option<BTreeSet<AnnotatorId>>,
    /// Only adjudicators' sets: the result of adjudication.
    pub adjudicated: bool,
    /// Which articles.
    pub articles: ArticleFilter,
    /// Which layers of the codebook; none for all. Notes go with all layers only.
    pub layers: Option<BTreeSet<LayerId>>,
    /// Whether annotators get other names.
    pub pseudonyms: bool,
    /// Through whose eyes.
    pub sight: Sight,
}

impl Scope {
    /// The project with nothing in it but what is exported.
    ///
    /// The articles in scope stay also where nobody's set is in scope, so that “not read” can be told from “nothing found”.
    pub fn narrow(&self, project: &Project) -> Project {
        let mut narrowed =
            Project::new(project.id().clone(), project.name().to_owned(), Arc::clone(project.codebook()));
        let names = if self.pseudonyms { pseudonyms(project) } else { BTreeMap::new() };
        let renamed = Renamed::new(&names, project);
        let held = |annotator: &Annotator| {
            (!self.adjudicated || annotator.role == Role::Adjudicator)
                && self.annotators.as_ref().is_none_or(|only| only.contains(&annotator.id))
        };
        for article in project.articles().filter(|article| self.articles.holds(article)) {
            narrowed.load_article(Arc::clone(article));
        }
        self.take_stubs(project, &mut narrowed);
        narrowed.load_settings(self.settings(project, &renamed));
        let mut with_sets = BTreeSet::new();
        let mut claims = BTreeSet::new();
        for (key, set) in project.sets() {
            let whose = project.annotator(&key.annotator);
            if narrowed.article(&key.article).is_none()
                || !whose.is_some_and(held)
                || !self.sees(project, key)
            {
                continue;
            }
            let set = self.of_layers(project, set);
            claims.extend(set.iter().filter_map(|annotation| claim_of(annotation).cloned()));
            with_sets.insert(key.annotator.clone());
            let key = SetKey { annotator: renamed.annotator(&key.annotator), article: key.article.clone() };
            narrowed.load_set(key, if self.pseudonyms { Arc::new(renamed.set(&set)) } else { set });
        }
        for annotator in project.annotators().filter(|annotator| held(annotator)) {
            if with_sets.contains(&annotator.id) || self.annotators.is_some() {
                narrowed.load_annotator(renamed.person(annotator));
            }
        }
        narrowed.load_ledger(ledger(project, &with_sets, &claims, &renamed));
        narrowed
    }

    /// Takes in what is known of articles whose texts are not at hand; one that was fetched goes where its article goes.
    fn take_stubs(&self, project: &Project, narrowed: &mut Project) {
        if project.stub_count() == 0 {
            return;
        }
        let fetched = FetchedStubs::of(project);
        for stub in project.stubs() {
            let held = match fetched.article_of(&stub.id) {
                Some(article) => narrowed.article(article).is_some(),
                None => self.articles.holds_stub(stub),
            };
            if held {
                narrowed.load_stub(Arc::clone(stub));
            }
        }
    }

    /// The team's choices; who is not in the project any more is not named under pseudonyms.
    fn settings(&self, project: &Project, renamed: &Renamed<'_>) -> Settings {
        let mut settings = project.settings().clone();
        settings.passes.retain(|layer, _| self.layers.as_ref().is_none_or(|layers| layers.contains(layer)));
        if self.pseudonyms {
            for change in &mut settings.blind_changes {
                change.by = change.by.as_ref().and_then(|by| renamed.names.get(by).cloned());
            }
            for pass in settings.passes.values_mut() {
                if let Pass::Labelling(by) = pass {
                    *by = renamed.annotator(by);
                }
            }
        }
        settings
    }

    /// Whether a set is seen through the eyes of the scope.
    pub fn sees(&self, project: &Project, key: &SetKey) -> bool {
        match &self.sight {
            Sight::All => true,
            Sight::Of(viewer) => {
                // An adjudicator's own coding is hidden from none but the eyes that adjudicate.
                let person = viewer.as_ref().and_then(|id| project.annotator(id)?.person.as_ref());
                person == Some(&key.annotator) || project.visible_set(viewer.as_ref(), key).is_some()
            }
        }
    }

    /// The set with the annotations of the layers in scope.
    fn of_layers(&self, project: &Project, set: &Arc<AnnotationSet>) -> Arc<AnnotationSet> {
        let Some(layers) = &self.layers else { return Arc::clone(set) };
        let codebook = project.codebook();
        let held =
            |body: &Body| layer_of_body(codebook, body).is_some_and(|layer| layers.contains(&layer.id));
        let kept = set.iter().filter(|annotation| held(&annotation.body)).cloned().collect();
        let mut narrowed = AnnotationSet::from_annotations(kept);
        let fields = codebook.field_layer().is_some_and(|layer| layers.contains(&layer.id));
        let fields = if fields { set.fields().clone() } else { OrdMap::new() };
        narrowed.restore(set.coverage().clone(), fields, set.bookmarks(), set.state());
        narrowed.restore_assumed(set.assumed().clone());
        narrowed.restore_review(
            set.decisions().filter(|decision| layers.contains(&decision.layer)).cloned(),
            set.comments().filter(|comment| layers.contains(&comment.layer)).cloned(),
            std::iter::empty(),
        );
        for orphan in set.orphans().filter(|orphan| held(&orphan.annotation.body)) {
            narrowed.put_orphan(Arc::clone(orphan));
        }
        Arc::new(narrowed)
    }
}

fn claim_of(annotation: &Annotation) -> Option<&ClaimId> {
    match &annotation.body {
        Body::Claim(claim) => Some(claim),
        _ => None,
    }
}

/// The claims that are mentioned, those of annotators in scope, and the relations among them.
fn ledger(
    project: &Project,
    with_sets: &BTreeSet<AnnotatorId>,
    mentioned: &BTreeSet<ClaimId>,
    renamed: &Renamed<'_>,
) -> Ledger {
    let mut ledger = Ledger::default();
    let kept = |id: &ClaimId| mentioned.contains(id) || with_sets.contains(id.annotator());
    for (by, sheet) in project.ledger().sheets() {
        let claims = sheet.claims.values().filter(|claim| kept(&claim.id));
        let claims = claims.map(|claim| {
            let id = renamed.claim(&claim.id);
            (id.clone(), Arc::new(Claim { id, ..Claim::clone(claim) }))
        });
        let edges = sheet
            .edges
            .iter()
            .filter(|(edge, _)| with_sets.contains(by) && kept(&edge.from) && kept(&edge.to));
        let edges = edges.map(|(edge, since)| {
            let (from, to) = (renamed.claim(&edge.from), renamed.claim(&edge.to));
            (Edge { from, to, relation: edge.relation }, *since)
        });
        let sheet = ClaimSheet { claims: claims.collect(), edges: edges.collect() };
        if !sheet.claims.is_empty() || !sheet.edges.is_empty() {
            ledger.put_sheet(renamed.annotator(by), Arc::new(sheet));
        }
    }
    ledger
}

/// Other names for all annotators, the same in every export of the project, whoever joins it.
fn pseudonyms(project: &Project) -> BTreeMap<AnnotatorId, AnnotatorId> {
    let named = |annotator: &Annotator| {
        let number = digest_number(&[project.id().as_str(), annotator.id.as_str()]) >> 40;
        Some((annotator.id.clone(), AnnotatorId::new(&format!("annotator-{number:06x}")).ok()?))
    };
    project.annotators().filter_map(named).collect()
}

/// Other names, wherever an annotator is named.
struct Renamed<'a> {
    names: &'a BTreeMap<AnnotatorId, AnnotatorId>,
    /// The fingerprints of mentions, which name who created the claim: decisions rest on them.
    prints: BTreeMap<(AnnotationId, Fingerprint), Fingerprint>,
}

impl<'a> Renamed<'a> {
    fn new(names: &'a BTreeMap<AnnotatorId, AnnotatorId>, project: &Project) -> Self {
        let mut renamed = Self { names, prints: BTreeMap::new() };
        if !names.is_empty() {
            let all = project.sets().flat_map(|(_, set)| set.iter());
            let mentions = all.filter(|annotation| claim_of(annotation).is_some());
            let print = |annotation: &Arc<Annotation>| {
                let after = Fingerprint::of(&renamed.annotation(annotation));
                ((annotation.id, Fingerprint::of(annotation)), after)
            };
            renamed.prints = mentions.map(print).collect();
        }
        renamed
    }

    fn annotator(&self, id: &AnnotatorId) -> AnnotatorId {
        self.names.get(id).unwrap_or(id).clone()
    }

    fn person(&self, annotator: &Annotator) -> Annotator {
        match self.names.get(&annotator.id) {
            None => annotator.clone(),
            Some(id) => Annotator {
                id: id.clone(),
                name: id.as_str().replace('-', " ").replacen('a', "A", 1),
                role: annotator.role,
                person: annotator.person.as_ref().map(|person| self.annotator(person)),
            },
        }
    }

    fn claim(&self, id: &ClaimId) -> ClaimId {
        let (by, slug) = id.as_str().split_once('/').unwrap_or(("", id.as_str()));
        let by = self.names.get(by).map_or(by, AnnotatorId::as_str);
        ClaimId::new(&format!("{by}/{slug}")).unwrap_or_else(|_| id.clone())
    }

    fn annotation(&self, annotation: &Annotation) -> Annotation {
        let mut renamed = annotation.clone();
        if let Body::Claim(claim) = &annotation.body {
            renamed.body = Body::Claim(self.claim(claim));
        }
        renamed
    }

    fn set(&self, set: &AnnotationSet) -> AnnotationSet {
        let annotations = set.iter().map(|annotation| Arc::new(self.annotation(annotation)));
        let mut renamed = AnnotationSet::from_annotations(annotations.collect());
        renamed.restore(set.coverage().clone(), set.fields().clone(), set.bookmarks(), set.state());
        renamed.restore_assumed(set.assumed().clone());
        for orphan in set.orphans() {
            let annotation = Arc::new(self.annotation(&orphan.annotation));
            renamed.put_orphan(Arc::new(Orphan { annotation, ..Orphan::clone(orphan) }));
        }
        let unplaced: [Arc<Unplaced>; 0] = [];
        let decisions = set.decisions().map(|decision| Arc::new(self.decision(decision)));
        renamed.restore_review(decisions, set.comments().cloned(), unplaced);
        renamed
    }

    fn decision(&self, decision: &Decision) -> Decision {
        let basis = decision.basis.iter();
        let printed = |(id, print)| (id, *self.prints.get(&(id, print)).unwrap_or(&print));
        let basis = basis.map(|basis| Basis {
            annotator: self.annotator(&basis.annotator),
            annotation: basis.annotation.map(printed),
        });
        let mut basis: Vec<Basis> = basis.collect();
        basis.sort();
        let verdict = match &decision.verdict {
            Verdict::Took(whose) => {
                let mut whose: Vec<AnnotatorId> = whose.iter().map(|id| self.annotator(id)).collect();
                whose.sort();
                Verdict::Took(whose)
            }
            other => other.clone(),
        };
        let manner = match &decision.manner {
            Manner::Preferred(id) => Manner::Preferred(self.annotator(id)),
            other => other.clone(),
        };
        Decision { basis, verdict, manner, ..decision.clone() }
    }
}

/// When a set was signed off.
pub(in crate::formats) fn signed_off(set: &AnnotationSet) -> Option<crate::base::Timestamp> {
    match set.state() {
        SetState::Done(at) => Some(at),
        SetState::Open => None,
    }
}

/// An annotator's set on an article.
pub(in crate::formats) fn set_of<'p>(
    project: &'p Project,
    annotator: &Annotator,
    article: &Article,
) -> Option<&'p Arc<AnnotationSet>> {
    project.set(&SetKey { annotator: annotator.id.clone(), article: article.id.clone() })
}
