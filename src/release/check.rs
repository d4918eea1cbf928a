//! Whether what is to be released is complete.

use crate::base::{Issue, Place};
use crate::compare::PositionState;
use crate::formats::Scope;
use crate::locale::Message;
use crate::message;
use crate::model::{
    AnnotationSet, Article, Body, CodeRole, FileKey, Project, Role, SetKey, SetState, Settings, sentences_of,
    swept,
};
use crate::review::{Comparisons, Filter};
use crate::store;
use crate::text::Span;

/// The kinds of findings that stand against freezing and come from the project itself.
pub(super) const KINDS: [&str; 11] = [
    "not-coded",
    "not-signed-off",
    "uncovered",
    "unclear",
    "unanswered",
    "missing-memo",
    "question",
    "disagreement",
    "decision-adrift",
    "orphan",
    "unplaced",
];

/// What is not complete of what is to be released, by file and place.
///
/// Warnings stand against freezing: `not-coded`, `not-signed-off`, `uncovered`, `unclear`, `unanswered`, `missing-memo`,
/// `question`, `disagreement`, `decision-adrift`, `orphan`, `unplaced`. Notes do not: `comment`, on a place that nobody/// adjudicated. When only adjudicated sets are released, the disagreements are those of everybody.
pub fn check(project: &Project, scope: &Scope) -> Vec<Issue> {
    let narrowed = scope.narrow(project);
    if scope.adjudicated {
        let everybody = Scope { adjudicated: false, annotators: None, ..scope.clone() };
        findings(&narrowed, Some(&everybody.narrow(project)))
    } else {
        findings(&narrowed, Some(&narrowed))
    }
}

/// What is not complete of a project that is released as it is; `compared` has the disagreements, when they are known.
pub(super) fn findings(project: &Project, compared: Option<&Project>) -> Vec<Issue> {
    let mut found = of_sets(project);
    if let Some(compared) = compared {
        disagreements(compared, &mut found);
    }
    found.sort_by(|one, other| {
        (&one.file, one.code, one.place.to_string()).cmp(&(&other.file, other.code, other.place.to_string()))
    });
    found
}

/// What single sets lack.
fn of_sets(project: &Project) -> Vec<Issue> {
    let mut found = Vec::new();
    for article in project.articles() {
        let sets: Vec<(SetKey, &AnnotationSet, Role)> = project
            .annotators()
            .filter(|annotator| annotator.role != Role::Program)
            .filter_map(|annotator| {
                let key = SetKey { annotator: annotator.id.clone(), article: article.id.clone() };
                let set = project.set(&key)?;
                Some((key, &**set, annotator.role))
            })
            .collect();
        if sets.is_empty() {
            let file = store::relative(&FileKey::Article(article.id.clone()));
            found.push(
                Issue::warning("not-coded", file, message!("findings-not-coded"))
                    .hint(message!("findings-not-coded.hint")),
            );
        }
        for (key, set, role) in sets {
            let file = store::relative(&FileKey::Set(key));
            if role == Role::Analyst {
                progress(project, article, set, &file, &mut found);
            }
            annotations(project, article, set, &file, &mut found);
            comments(project, article, set, &file, &mut found);
        }
    }
    found
}

/// How far a coder's set is.
fn progress(project: &Project, article: &Article, set: &AnnotationSet, file: &str, found: &mut Vec<Issue>) {
    if matches!(set.state(), SetState::Done(_)) {
        return;
    }
    found.push(
        Issue::warning("not-signed-off", file, message!("findings-not-signed-off"))
            .hint(message!("findings-not-signed-off.hint")),
    );
    if project.codebook().sweep_layer().is_some() {
        let sentences = swept(article, &sentences_of(article));
        let bare = sentences.iter().filter(|sentence| !set.coverage().covers(**sentence)).count();
        if bare > 0 {
            let message = message!("findings-uncovered", count = bare, all = sentences.len());
            found.push(Issue::warning("uncovered", file, message).hint(message!("findings-uncovered.hint")));
        }
    }
}

/// What annotations lack, and those that are in no place.
fn annotations(
    project: &Project,
    article: &Article,
    set: &AnnotationSet,
    file: &str,
    found: &mut Vec<Issue>,
) {
    for annotation in set.in_order() {
        let warn = |code, message: Message, hint: Message| {
            Issue::warning(code, file, message).at(place(article, annotation.span)).hint(hint)
        };
        if annotation.is_question() {
            let asked = annotation.memo.as_ref().map(|memo| memo.text.as_str()).unwrap_or_default();
            found.push(warn(
                "question",
                message!("findings-question", asked = asked),
                message!("findings-question.hint"),
            ));
        }
        match &annotation.body {
            Body::Code(code) => {
                let Some((_, known)) = project.codebook().code(code.as_str()) else { continue };
                if known.role == CodeRole::Undecided {
                    let message = message!("findings-unclear", code = &known.name);
                    found.push(warn("unclear", message, message!("findings-unclear.hint")));
                }
                let bare = annotation.memo.as_ref().is_none_or(|memo| memo.text.trim().is_empty());
                if known.needs_memo && bare {
                    let message = message!("findings-missing-memo", code = &known.name);
                    found.push(warn("missing-memo", message, message!("findings-missing-memo.hint")));
                }
            }
            Body::Unit(_) => found.push(warn(
                "unanswered",
                message!("findings-unanswered"),
                message!("findings-unanswered.hint"),
            )),
            Body::Claim(_) | Body::Note => {}
        }
    }
    for orphan in set.orphans() {
        found.push(
            Issue::warning("orphan", file, message!("findings-orphan"))
                .at(Place::Named(orphan.annotation.id.to_string()))
                .hint(message!("findings-orphan.hint")),
        );
    }
    for unplaced in set.unplaced() {
        found.push(
            Issue::warning("unplaced", file, message!("findings-unplaced"))
                .at(Place::Named(unplaced.id().to_string()))
                .hint(message!("findings-unplaced.hint")),
        );
    }
}

/// Comments on places that nobody adjudicated.
fn comments(project: &Project, article: &Article, set: &AnnotationSet, file: &str, found: &mut Vec<Issue>) {
    for comment in set.comments() {
        let others = project.annotators().filter_map(|annotator| {
            project.set(&SetKey { annotator: annotator.id.clone(), article: article.id.clone() })
        });
        let adjudicated = others.into_iter().any(|other| {
            let mut decisions = other.decisions();
            decisions.any(|decision| decision.layer == comment.layer && decision.span.overlaps(comment.span))
        });
        if !adjudicated {
            found.push(
                Issue::note("comment", file, message!("findings-comment", text = %comment.text))
                    .at(place(article, comment.span)),
            );
        }
    }
}

/// Places on which coders differ and nobody decided, or the decision no longer holds.
fn disagreements(project: &Project, found: &mut Vec<Issue>) {
    let comparisons = unhidden(project);
    for item in comparisons.queue(&Filter::default()).items() {
        let Some(article) = project.article(item.article()) else { continue };
        let position = item.position();
        let file = store::relative(&FileKey::Article(article.id.clone()));
        let layer = project.codebook().layer(position.layer.as_str());
        let layer = layer.map_or(position.layer.as_str(), |layer| layer.name.as_str());
        let message = match position.state {
            PositionState::Stacked => message!("findings-disagreement-stacked", layer = layer),
            _ if position.adjudication.is_some() => {
                message!("findings-disagreement-changed", layer = layer)
            }
            _ => message!("findings-disagreement", layer = layer),
        };
        found.push(
            Issue::warning("disagreement", file, message)
                .at(place(article, position.span))
                .hint(message!("findings-disagreement.hint")),
        );
    }
    for comparison in comparisons.iter() {
        let Some(article) = project.article(&comparison.article) else { continue };
        for (_, decision) in &comparison.orphan_decisions {
            let file = store::relative(&FileKey::Article(article.id.clone()));
            found.push(
                Issue::warning("decision-adrift", file, message!("findings-decision-adrift"))
                    .at(place(article, decision.span))
                    .hint(message!("findings-decision-adrift.hint")),
            );
        }
    }
}

/// The comparisons of all articles, whatever is hidden from whom.
pub(super) fn unhidden(project: &Project) -> Comparisons {
    let mut open = project.clone();
    open.load_settings(Settings { blind: false, ..project.settings().clone() });
    Comparisons::of(&open, None)
}

/// The passage that a finding of [`check`] is about, when it names one.
pub(super) fn passage(article: &Article, place: &Place) -> Option<Span> {
    let Place::Named(words) = place else { return None };
    let (start, end) = words.split_once('–')?;
    let byte = |point: &str| article.text.byte_of_code_point(point.parse().ok()?);
    Span::new(byte(start)?, byte(end)?)
}

/// A place in code points, as the files have it.
fn place(article: &Article, span: Span) -> Place {
    let point = |byte| article.text.code_point_at(byte).unwrap_or_default();
    Place::Named(format!("{}–{}", point(span.start()), point(span.end())))
}
