//! A project without what programs suggested, for formats that cannot say what is a suggestion: there it would be
//! somebody's work.

use crate::formats::export::losses::LossLog;
use crate::formats::shared::excerpts::short;
use crate::formats::shared::features::Feature;
use crate::message;
use crate::model::{Annotation, AnnotationSet, Article, Body, Origin, Project, Role, SetKey};
use std::sync::Arc;

/// The project without suggestions, each of which is noted, and without programs; `None` when it has none.
pub(in crate::formats) fn without(project: &Project, log: &mut LossLog) -> Option<Project> {
    let programs = |key: &SetKey| project.annotator(&key.annotator).is_some_and(is_program);
    if !project.sets().any(|(key, set)| programs(key) || set.iter().any(is_suggestion)) {
        return None;
    }
    let codebook = Arc::clone(project.codebook());
    let mut kept = Project::new(project.id().clone(), project.name().to_owned(), codebook);
    kept.load_settings(project.settings().clone());
    let people = project.annotators().filter(|annotator| !is_program(annotator));
    people.for_each(|annotator| kept.load_annotator(annotator.clone()));
    project.articles().for_each(|article| kept.load_article(Arc::clone(article)));
    kept.load_ledger(project.ledger().clone());
    for (key, set) in project.sets() {
        let is_dropped = |annotation: &&Arc<Annotation>| programs(key) || is_suggestion(annotation);
        if let Some(article) = project.article(&key.article) {
            set.iter().filter(is_dropped).for_each(|annotation| note(annotation, article, log));
        }
        if !programs(key) {
            let has_some = set.iter().any(is_suggestion);
            kept.load_set(key.clone(), if has_some { Arc::new(accepted(set)) } else { Arc::clone(set) });
        }
    }
    Some(kept)
}

fn is_program(annotator: &crate::model::Annotator) -> bool {
    annotator.role == Role::Program
}

fn is_suggestion(annotation: &Arc<Annotation>) -> bool {
    matches!(annotation.origin, Origin::Suggested { .. })
}

fn accepted(set: &AnnotationSet) -> AnnotationSet {
    let own = set.iter().filter(|annotation| !is_suggestion(annotation)).cloned().collect();
    let mut accepted = AnnotationSet::from_annotations(own);
    accepted.restore(set.coverage().clone(), set.fields().clone(), set.bookmarks(), set.state());
    accepted.restore_assumed(set.assumed().clone());
    accepted.restore_review(set.decisions().cloned(), set.comments().cloned(), std::iter::empty());
    for orphan in set.orphans() {
        accepted.put_orphan(Arc::clone(orphan));
    }
    accepted
}

fn note(annotation: &Annotation, article: &Article, log: &mut LossLog) {
    let feature = match annotation.body {
        Body::Code(_) => Feature::Codes,
        Body::Claim(_) => Feature::Mentions,
        Body::Unit(_) => Feature::Units,
        Body::Note => Feature::Notes,
    };
    let words = article.text.slice(annotation.span).unwrap_or_default();
    log.add(feature, || message!("formats-example-suggested", words = short(words), article = %article.id));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{AnnotationId, Progress};
    use crate::formats::tests::tiny;
    use crate::formats::{ExportError, ExportOptions, FORMATS, MemorySink, Scope, export};
    use crate::model::Annotator;

    #[test]
    fn what_a_program_suggested_is_nobodys_work_in_any_format() {
        let mut project = tiny();
        let program: crate::base::AnnotatorId = "guesser".parse().expect("id");
        let by_program = |by: &str| Origin::Suggested { by: by.to_owned() };
        project.load_annotator(Annotator {
            id: program.clone(),
            name: "Guesser".to_owned(),
            role: Role::Program,
            person: None,
        });
        let article = project.articles().next().expect("an article").clone();
        let span = article.text.span(0, article.text.len()).expect("a span");
        let suggestion = |number| {
            let body = Body::Unit("claims".parse().expect("id"));
            let mut one = Annotation::new(AnnotationId(number), span, body, Default::default());
            one.origin = by_program("Guesser");
            Arc::new(one)
        };
        let key = SetKey { annotator: "ada".parse().expect("id"), article: article.id.clone() };
        let mut hers = project.set(&key).expect("a set").as_ref().clone();
        hers.put(suggestion(77));
        project.load_set(key.clone(), Arc::new(hers));
        let set = AnnotationSet::from_annotations(vec![suggestion(78)]);
        project.load_set(SetKey { annotator: program, ..key }, Arc::new(set));
        for format in FORMATS.iter().filter(|format| !format.about().keeps(Feature::Origins)) {
            let id = format.about().id;
            let mut memory = MemorySink::default();
            let options = ExportOptions::default();
            let log = export(*format, &project, &Scope::default(), &options, &mut memory, &Progress::new());
            if matches!(log, Err(ExportError::Refused(_))) {
                continue;
            }
            let log = log.expect("exported");
            assert!(log.count(Feature::Units) >= 2, "{id}: each is counted");
            // What doccano is told of labels is the codebook.
            for (name, bytes) in memory.files.iter().filter(|(name, _)| name != "label_config.json") {
                let words = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
                assert!(!words.contains("unit:claims") && !words.contains("guesser"), "{id}: {name}");
            }
        }
    }
}
