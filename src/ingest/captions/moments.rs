//! Which moments of captions are possible: none ends before it begins, and none lies far before or after its neighbours.

use super::Caption;
use crate::base::{Issue, excerpt};
use crate::locale::Argument;
use crate::message;

/// How far a caption may begin before one that stands above it, in milliseconds: speakers overlap.
const OVERLAP: u64 = 10_000;
/// How many captions with impossible times are named.
const NAMED: usize = 5;

/// Marks the captions whose moments cannot be: one that ends before it begins, and those that must be left out so that
/// the others follow each other in time.
pub(super) fn leave_impossible(captions: &mut [Caption]) {
    for caption in captions.iter_mut() {
        caption.is_timed &= caption.end >= caption.start;
    }
    let timed: Vec<usize> = (0..captions.len()).filter(|at| captions[*at].is_timed).collect();
    let starts: Vec<u64> = timed.iter().map(|at| captions[*at].start).collect();
    let mut latest = 0;
    let kept = longest_run(&starts);
    for (number, at) in timed.into_iter().enumerate() {
        if kept[number] {
            latest = latest.max(starts[number]);
        }
        // After the last that is sure: a little before it is an overlap, anywhere else it cannot be.
        let next = (number + 1..starts.len()).find(|next| kept[*next]).map_or(u64::MAX, |next| starts[next]);
        let fits = starts[number].saturating_add(OVERLAP) >= latest
            && starts[number] <= next.saturating_add(OVERLAP);
        captions[at].is_timed = kept[number] || fits;
    }
}

/// Which numbers belong to the longest series of them that never falls.
fn longest_run(numbers: &[u64]) -> Vec<bool> {
    // The place of the smallest last number of a series of each length, and what comes before each number in its series.
    let (mut ends, mut before) = (Vec::<usize>::new(), vec![None; numbers.len()]);
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] <= *number);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; numbers.len()];
    let mut at = ends.last().copied();
    while let Some(place) = at {
        kept[place] = true;
        at = before[place];
    }
    kept
}

/// That captions with words have impossible times; nothing where all are possible.
pub(super) fn impossible(captions: &[Caption]) -> Option<Issue> {
    let without = captions.iter().filter(|caption| !caption.is_timed && !caption.text.trim().is_empty());
    let named = without.clone().take(NAMED).map(|caption| {
        let words = caption.text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("“{}”", excerpt(&words))
    });
    let (named, count) = (Argument::series(named), without.count());
    let rest = count.saturating_sub(NAMED);
    let said = message!("findings-captions-impossible-times", count = count, named = named, rest = rest);
    (count > 0).then(|| Issue::warning("captions-impossible-times", "", said))
}
