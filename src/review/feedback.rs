//! What an annotator is told: where the decision was another than theirs.

use crate::base::{AnnotationId, AnnotatorId, ArticleId, CodeId, LayerId, Timestamp};
use crate::compare::{ClaimClasses, differences_between};
use crate::locale::{Catalogue, capital};
use crate::model::{
    Annotation, AnnotationSet, Basis, Body, Decision, Fingerprint, Project, Reason, Role, SetKey, Verdict,
    layer_of_body,
};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A place where it was decided otherwise than an annotator had it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The article that was adjudicated.
    pub article: ArticleId,
    /// The layer of the codebook that the decision is about.
    pub layer: LayerId,
    /// The place: everything that any annotator had marked there.
    pub span: Span,
    /// What the annotator had, as far as it is still as it was; empty when they had marked nothing or changed it since.
    pub had: Vec<Arc<Annotation>>,
    /// What was decided; empty when nothing is to be marked.
    pub now: Vec<Arc<Annotation>>,
    /// What differs, one sentence each; “your tag” is the annotator's, “the decision” the other.
    pub words: Vec<String>,
    /// Why the answers differed, as the adjudicator saw it.
    pub reason: Option<Reason>,
    /// The adjudicator's comment.
    pub note: String,
    /// The code whose definition says more: that of the decision, else that of the annotator.
    pub code: Option<CodeId>,
    /// The number of the decision.
    pub decision: AnnotationId,
    /// The adjudicator who took it.
    pub by: AnnotatorId,
    /// When it was last changed.
    pub decided: Timestamp,
    /// Whether the annotator has changed their work there since.
    pub changed_since: bool,
}

/// What is told to one annotator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The annotator who is told.
    pub annotator: AnnotatorId,
    /// Where it was decided otherwise, by reason in the order of [`Reason::ALL`], those without one last; then by
    /// article and place.
    pub corrections: Vec<Correction>,
    /// At how many places it was decided as they had it.
    pub kept: usize,
}

impl Feedback {
    /// The corrections by reason, in order; reasons without any are left out.
    pub fn by_reason(&self) -> Vec<(Option<Reason>, &[Correction])> {
        self.corrections.chunk_by(|a, b| a.reason == b.reason).map(|group| (group[0].reason, group)).collect()
    }
}

/// Goes through all decisions in which an annotator took part, on the articles where they may see others' work. Who may
/// read it is for the caller to say. What differs is said in the language of `text`.
///
/// Where several decisions rest on the same annotation, the newest counts. What the annotator had is known from the
/// decision by number and fingerprint only, so it can be shown while it has not been changed.
pub fn feedback(project: &Project, annotator: &AnnotatorId, text: &'static Catalogue) -> Feedback {
    let classes = ClaimClasses::of(project.ledger());
    let mut feedback = Feedback { annotator: annotator.clone(), corrections: Vec::new(), kept: 0 };
    let articles = project.articles().filter(|article| project.may_see(Some(annotator), &article.id));
    for article in articles {
        let mut seen: BTreeSet<AnnotationId> = BTreeSet::new();
        for (by, results, decision) in decisions(project, &article.id) {
            let marked: Vec<AnnotationId> =
                decision.basis.iter().filter_map(|basis| basis.annotation.map(|(id, _)| id)).collect();
            let is_new = !marked.iter().any(|id| seen.contains(id));
            seen.extend(marked);
            let mine: Vec<&Basis> =
                decision.basis.iter().filter(|basis| basis.annotator == *annotator).collect();
            if !is_new || mine.is_empty() {
                continue;
            }
            let decided = DecisionForAnnotator {
                project,
                annotator,
                article: &article.id,
                by,
                results,
                decision,
                classes: &classes,
                text,
            };
            match decided.correction(&mine) {
                Some(correction) => feedback.corrections.push(correction),
                None => feedback.kept += 1,
            }
        }
    }
    // The reasons are in the order of their declaration; none comes last.
    feedback.corrections.sort_by(|a, b| {
        let order = |c: &Correction| (c.reason.is_none(), c.reason);
        order(a).cmp(&order(b)).then_with(|| (&a.article, a.span).cmp(&(&b.article, b.span)))
    });
    feedback
}

/// All decisions on an article with the adjudicators' sets, the newest first.
fn decisions<'a>(
    project: &'a Project,
    article: &ArticleId,
) -> Vec<(&'a AnnotatorId, &'a AnnotationSet, &'a Arc<Decision>)> {
    let mut all: Vec<_> = project
        .annotators()
        .filter(|annotator| annotator.role == Role::Adjudicator)
        .filter_map(|annotator| {
            let key = SetKey { annotator: annotator.id.clone(), article: article.clone() };
            Some((&annotator.id, project.set(&key)?))
        })
        .flat_map(|(by, set)| set.decisions().map(move |decision| (by, &**set, decision)))
        .collect();
    all.sort_by_key(|(by, _, decision)| (Reverse(decision.modified), *by, decision.id));
    all
}

/// One decision as it concerns one annotator.
struct DecisionForAnnotator<'a> {
    project: &'a Project,
    annotator: &'a AnnotatorId,
    article: &'a ArticleId,
    by: &'a AnnotatorId,
    results: &'a AnnotationSet,
    decision: &'a Arc<Decision>,
    classes: &'a ClaimClasses,
    text: &'static Catalogue,
}

impl DecisionForAnnotator<'_> {
    /// None when it was decided as the annotator had it.
    fn correction(&self, mine: &[&Basis]) -> Option<Correction> {
        let then: Vec<(AnnotationId, Fingerprint)> =
            mine.iter().filter_map(|basis| basis.annotation).collect();
        let key = SetKey { annotator: self.annotator.clone(), article: self.article.clone() };
        let set = self.project.set(&key);
        let as_then = |(id, print): &(AnnotationId, Fingerprint)| {
            set.and_then(|set| set.get(*id))
                .filter(|annotation| Fingerprint::of(annotation) == *print)
                .cloned()
        };
        let had: Vec<Arc<Annotation>> = then.iter().filter_map(as_then).collect();
        let now: Vec<Arc<Annotation>> =
            self.decision.result.iter().filter_map(|id| self.results.get(*id)).cloned().collect();
        let came_in = then.is_empty() && set.is_some_and(|set| self.came_in(set));
        let changed_since = had.len() < then.len() || came_in;
        let words = self.words(&then, &had, &now)?;
        let code = now.iter().chain(&had).find_map(|annotation| match &annotation.body {
            Body::Code(code) => Some(code.clone()),
            Body::Claim(_) | Body::Unit(_) | Body::Note => None,
        });
        Some(Correction {
            article: self.article.clone(),
            layer: self.decision.layer.clone(),
            span: self.decision.span,
            had,
            now,
            words,
            reason: self.decision.reason,
            note: self.decision.note.clone(),
            code,
            decision: self.decision.id,
            by: self.by.clone(),
            decided: self.decision.modified,
            changed_since,
        })
    }

    /// Whether the annotator, who had marked nothing, has marked the place since.
    fn came_in(&self, set: &AnnotationSet) -> bool {
        set.touching(self.decision.span).any(|annotation| {
            let layer = layer_of_body(self.project.codebook(), &annotation.body);
            annotation.modified > self.decision.modified
                && layer.is_some_and(|layer| layer.id == self.decision.layer)
        })
    }

    /// What differs; none when nothing does.
    fn words(
        &self,
        then: &[(AnnotationId, Fingerprint)],
        had: &[Arc<Annotation>],
        now: &[Arc<Annotation>],
    ) -> Option<Vec<String>> {
        let decision = self.decision;
        let kept = matches!(&decision.verdict, Verdict::Took(by) if by.contains(self.annotator));
        if (kept && then.len() == 1) || (then.is_empty() && decision.verdict == Verdict::Neither) {
            return None;
        }
        let text = self.text;
        let say = |sentence: &str| Some(vec![sentence.to_owned()]);
        match (then, now) {
            ([], _) => return say(text.get("feedback-you-marked-nothing")),
            (_, []) if decision.verdict == Verdict::Neither => {
                return say(text.get("feedback-nothing-to-mark"));
            }
            ([(_, print)], [result]) if Fingerprint::of(result) == *print => return None,
            ([_, _, ..], _) => return say(text.get("feedback-several")),
            _ => {}
        }
        let (Some(had), Some(result)) = (had.first(), now.first()) else { return Some(Vec::new()) };
        let pair = [(self.annotator.clone(), had.clone()), (self.by.clone(), result.clone())];
        let differences =
            differences_between(self.project, self.article, &decision.layer, &pair, self.classes);
        let name = |id: &AnnotatorId| {
            let side = if id == self.annotator {
                text.get("feedback-your-tag")
            } else {
                text.get("feedback-the-decision")
            };
            side.to_owned()
        };
        let words = differences
            .iter()
            .map(|difference| capital(&text.format(&difference.in_full(self.project, &name))));
        (!differences.is_empty()).then(|| words.collect())
    }
}
