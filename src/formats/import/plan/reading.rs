//! What counts as read: what the files say, or else what is assumed.

use super::people::People;
use super::preview::AssumedReading;
use super::work::ChangedSets;
use crate::base::Issue;
use crate::formats::ImportedDocument;
use crate::message;
use crate::model::{
    Annotation, AnnotationSet, Article, Body, Origin, Project, SetKey, SetState, sentences_of,
};
use crate::text::{RangeSet, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The sets that the files speak of.
#[derive(Default)]
pub(super) struct Readings(BTreeMap<SetKey, SetReading>);

struct SetReading {
    article: Arc<Article>,
    /// Whether the files say what was read.
    stated: bool,
    /// Whether they say that all of it was.
    finished: bool,
}

impl Readings {
    /// Notes what a document says of the reading of each annotator.
    pub fn note(&mut self, document: &ImportedDocument, article: &Arc<Article>, people: &People) {
        let mut said = |annotator: &String, stated: bool, finished: bool| {
            let Some(by) = people.get(annotator) else { return };
            let key = SetKey { annotator: by.clone(), article: article.id.clone() };
            let fresh = || SetReading { article: article.clone(), stated: false, finished: false };
            let reading = self.0.entry(key).or_insert_with(fresh);
            reading.stated |= stated;
            reading.finished |= finished;
        };
        for mark in document.marks.iter().filter(|mark| !is_suggested(mark.origin.as_ref())) {
            said(&mark.annotator, false, false);
        }
        for set in &document.sets {
            let stated = set.finished || !set.coverage.is_empty() || set.state != SetState::Open;
            said(&set.annotator, stated, set.finished);
        }
    }

    /// Writes into the sets what was read; says what was taken, and how to choose otherwise.
    pub fn take_in(
        self,
        project: &Project,
        works: &mut ChangedSets,
        assumed: AssumedReading,
        source: &str,
    ) -> Vec<Issue> {
        let (mut finished, mut unsaid) = (0_u64, 0_u64);
        for (key, reading) in &self.0 {
            works.read(project, key, |set| {
                let whole = Span::new(0, reading.article.text.len());
                if reading.finished {
                    let mut coverage = set.coverage().clone();
                    whole.into_iter().for_each(|whole| coverage.insert(whole));
                    cover(set, coverage, RangeSet::new());
                    finished += 1;
                } else if !reading.stated && is_assumable(set, assumed) {
                    let found: RangeSet = match assumed {
                        AssumedReading::Whole => whole.into_iter().collect(),
                        AssumedReading::Marked => marked(set, &reading.article),
                        AssumedReading::Nothing => RangeSet::new(),
                    };
                    assume(set, found);
                    unsaid += 1;
                }
            });
        }
        let mut issues = Vec::new();
        if finished > 0 {
            let message = message!("formats-reading-stated", count = finished);
            issues.push(Issue::note("reading-stated", source, message));
        }
        if unsaid > 0 {
            let message = match assumed {
                AssumedReading::Whole => message!("formats-reading-assumed-whole", count = unsaid),
                AssumedReading::Marked => message!("formats-reading-assumed-marked", count = unsaid),
                AssumedReading::Nothing => message!("formats-reading-assumed-nothing", count = unsaid),
            };
            let issue = Issue::note("reading-assumed", source, message);
            issues.push(issue.hint(message!("formats-reading-assumed-hint")));
        }
        issues
    }
}

/// Whether the set is of what was coded elsewhere; what was coded in Obelus says itself what was read.
fn is_assumable(set: &AnnotationSet, assumed: AssumedReading) -> bool {
    let unmarked = set.is_empty() && assumed == AssumedReading::Whole;
    unmarked || !set.assumed().is_empty() || set.iter().any(|annotation| is_foreign(annotation))
}

/// Whether it is a mark that was made in another program; comments and suggestions are none.
fn is_foreign(annotation: &Annotation) -> bool {
    annotation.body != Body::Note && matches!(annotation.origin, Origin::Imported { .. })
}

fn is_suggested(origin: Option<&Origin>) -> bool {
    matches!(origin, Some(Origin::Suggested { .. }))
}

/// Puts these parts in place of what was assumed before; what somebody stated stays as it is.
fn assume(set: &mut AnnotationSet, mut found: RangeSet) {
    let stated = set.stated_coverage();
    stated.iter().for_each(|span| found.remove(span));
    let mut coverage = stated;
    found.iter().for_each(|span| coverage.insert(span));
    cover(set, coverage, found);
}

fn cover(set: &mut AnnotationSet, coverage: RangeSet, assumed: RangeSet) {
    let (fields, bookmarks, state) = (set.fields().clone(), set.bookmarks().collect::<Vec<_>>(), set.state());
    set.restore(coverage, fields, bookmarks, state);
    set.restore_assumed(assumed);
}

/// The sentences that bear a mark made in another program.
fn marked(set: &AnnotationSet, article: &Article) -> RangeSet {
    let mut found = RangeSet::new();
    let sentences = sentences_of(article);
    for annotation in set.iter().filter(|annotation| is_foreign(annotation)) {
        let span = annotation.span;
        let first = sentences.partition_point(|sentence| sentence.end() <= span.start());
        let touched = sentences[first..].iter().take_while(|sentence| sentence.start() < span.end());
        touched.for_each(|sentence| found.insert(*sentence));
    }
    found
}
