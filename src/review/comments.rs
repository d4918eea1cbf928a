//! What annotators say about places: threads of comments, and questions to the lead.

use crate::base::{AnnotatorId, ArticleId, LayerId};
use crate::model::{Annotation, AnnotationSet, Comment, Project, SetKey};
use crate::text::Span;
use std::sync::Arc;

/// A memo that is a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The annotator who wrote it.
    pub annotator: AnnotatorId,
    /// The article that the annotation is in.
    pub article: ArticleId,
    /// The annotation that the question hangs on, with its place and the words.
    pub annotation: Arc<Annotation>,
}

/// The comments of everybody, as far as the viewer may see them, on places that share a byte with this one, the oldest
/// first.
pub fn thread(
    project: &Project,
    viewer: Option<&AnnotatorId>,
    article: &ArticleId,
    layer: &LayerId,
    span: Span,
) -> Vec<(AnnotatorId, Arc<Comment>)> {
    let mut thread: Vec<(AnnotatorId, Arc<Comment>)> = visible(project, viewer, article)
        .flat_map(|(annotator, set)| {
            let here =
                set.comments().filter(|comment| comment.layer == *layer && comment.span.overlaps(span));
            here.map(move |comment| (annotator.clone(), comment.clone()))
        })
        .collect();
    thread.sort_by(|a, b| (a.1.created, &a.0, a.1.id).cmp(&(b.1.created, &b.0, b.1.id)));
    thread
}

/// All questions that the viewer may see, by article and place.
pub fn questions(project: &Project, viewer: Option<&AnnotatorId>) -> Vec<OpenQuestion> {
    let mut questions = Vec::new();
    for article in project.articles() {
        let mut here: Vec<OpenQuestion> = visible(project, viewer, &article.id)
            .flat_map(|(annotator, set)| {
                set.noted().filter(|annotation| annotation.is_question()).map(move |annotation| {
                    OpenQuestion {
                        annotator: annotator.clone(),
                        article: article.id.clone(),
                        annotation: annotation.clone(),
                    }
                })
            })
            .collect();
        here.sort_by_key(|question| (question.annotation.span, question.annotation.id));
        questions.append(&mut here);
    }
    questions
}

fn visible<'a>(
    project: &'a Project,
    viewer: Option<&'a AnnotatorId>,
    article: &'a ArticleId,
) -> impl Iterator<Item = (&'a AnnotatorId, &'a Arc<AnnotationSet>)> {
    project.annotators().filter_map(move |annotator| {
        let key = SetKey { annotator: annotator.id.clone(), article: article.clone() };
        Some((&annotator.id, project.visible_set(viewer, &key)?))
    })
}
