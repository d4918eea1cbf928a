mod bulk;
mod feedback;
mod order;
mod properties;
mod settling;
mod talk;

use super::{Choice, Comparisons, Desk, Filter, Item, Queue, Ruling, SettleError, Standing, settle};
use crate::base::{AnnotationId, Timestamp};
use crate::compare::tests::case::{Case, article, who};
use crate::model::{Edit, Project};
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers that no case gives and nobody got before.
fn ids() -> impl FnMut() -> AnnotationId {
    static NEXT: AtomicU64 = AtomicU64::new(1_000_000);
    || AnnotationId(NEXT.fetch_add(1, Ordering::Relaxed))
}

fn all() -> Filter {
    Filter { standing: Standing::All, ..Filter::default() }
}

/// What `judge` sees.
fn queued(case: &Case, filter: &Filter) -> Queue {
    super::queue(&case.project, Some(&who("judge")), filter)
}

/// The words of the places in a queue, with what is settled in brackets.
fn words(case: &Case, queue: &Queue) -> Vec<String> {
    let one = |item: &Item| {
        let text = &case.project.article(item.article()).expect("article").text;
        let words = text.slice(item.position().span).expect("words");
        if item.is_open() { words.to_owned() } else { format!("({words})") }
    };
    queue.items().iter().map(one).collect()
}

/// Applies edits; answers what takes them back, in order.
fn apply(project: &mut Project, edits: Vec<Edit>) -> Vec<Edit> {
    let mut back: Vec<Edit> = edits.into_iter().map(|edit| project.apply(edit).expect("fits")).collect();
    back.reverse();
    back
}

/// `judge` decides the position of article `a` that begins where the words do.
fn rule(case: &mut Case, place: &str, choice: Choice, now: i64) -> Result<Vec<Edit>, SettleError> {
    rule_as(case, place, Ruling::single(choice), now)
}

fn rule_as(case: &mut Case, place: &str, ruling: Ruling, now: i64) -> Result<Vec<Edit>, SettleError> {
    let comparisons = Comparisons::of(&case.project, Some(&who("judge")));
    let comparison = comparisons.get(&article("a")).expect("compared").clone();
    let start = case.find("a", place).start();
    let position =
        comparison.positions.iter().find(|position| position.span.start() == start).expect("a position");
    let judge = who("judge");
    let desk = Desk { project: &case.project, adjudicator: &judge, now: Timestamp(now) };
    let edits = settle(&desk, &article("a"), position, &ruling, &mut ids())?;
    Ok(apply(&mut case.project, edits))
}
