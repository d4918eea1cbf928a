mod adjudicating;
mod bulk;
mod comments;
mod feedback;
mod order;
mod properties;

use super::{
    AdjudicationChoice, AdjudicationContext, AdjudicationError, Comparisons, Filter, Queue, QueueItem,
    ReviewStatus, Ruling, adjudicate,
};
use crate::base::{AnnotationId, Timestamp};
use crate::compare::tests::fixture::{ComparisonFixture, article, who};
use crate::model::{Edit, Project};
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers that no fixture gives and nobody got before.
fn ids() -> impl FnMut() -> AnnotationId {
    static NEXT: AtomicU64 = AtomicU64::new(1_000_000);
    || AnnotationId(NEXT.fetch_add(1, Ordering::Relaxed))
}

fn all() -> Filter {
    Filter { status: ReviewStatus::All, ..Filter::default() }
}

/// What `judge` sees.
fn queued(fixture: &ComparisonFixture, filter: &Filter) -> Queue {
    super::queue(&fixture.project, Some(&who("judge")), filter)
}

/// The words of the places in a queue, with what is adjudicated in brackets.
fn words(fixture: &ComparisonFixture, queue: &Queue) -> Vec<String> {
    let one = |item: &QueueItem| {
        let text = &fixture.project.article(item.article()).expect("article").text;
        let words = text.slice(item.position().span).expect("words");
        if item.is_open() { words.to_owned() } else { format!("({words})") }
    };
    queue.items().iter().map(one).collect()
}

/// Applies edits; returns what takes them back, in order.
fn apply(project: &mut Project, edits: Vec<Edit>) -> Vec<Edit> {
    let mut back: Vec<Edit> = edits.into_iter().map(|edit| project.apply(edit).expect("fits")).collect();
    back.reverse();
    back
}

/// `judge` decides the position of article `a` that begins where the words do.
fn rule(
    fixture: &mut ComparisonFixture,
    place: &str,
    choice: AdjudicationChoice,
    now: i64,
) -> Result<Vec<Edit>, AdjudicationError> {
    rule_as(fixture, place, Ruling::single(choice), now)
}

fn rule_as(
    fixture: &mut ComparisonFixture,
    place: &str,
    ruling: Ruling,
    now: i64,
) -> Result<Vec<Edit>, AdjudicationError> {
    let comparisons = Comparisons::of(&fixture.project, Some(&who("judge")));
    let comparison = comparisons.get(&article("a")).expect("compared").clone();
    let start = fixture.find("a", place).start();
    let position =
        comparison.positions.iter().find(|position| position.span.start() == start).expect("a position");
    let judge = who("judge");
    let context = AdjudicationContext { project: &fixture.project, adjudicator: &judge, now: Timestamp(now) };
    let edits = adjudicate(&context, &article("a"), position, &ruling, &mut ids())?;
    Ok(apply(&mut fixture.project, edits))
}
