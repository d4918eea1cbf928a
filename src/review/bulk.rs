//! Settling many positions at once.

use super::cache::Comparisons;
use super::queue::Filter;
use super::settle::{Choice, Desk, Ruling, SettleError, settle_among};
use crate::base::{AnnotationId, AnnotatorId};
use crate::compare::{Comparison, Position, PositionState};
use crate::model::{Edit, Manner};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is taken without looking at each place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strategy {
    /// Everything on which all agree.
    AcceptAgreed,
    /// The answer of at least this share, in per cent, of those who covered the place, when no other answer has as many
    /// voices. To mark nothing is an answer; whoever gave several has no voice.
    Majority {
        /// The share, 0 to 100.
        percent: u8,
    },
    /// Whatever this annotator marked; where they marked nothing, nothing.
    Prefer(AnnotatorId),
}

impl Strategy {
    fn manner(&self) -> Manner {
        match self {
            Self::AcceptAgreed => Manner::Agreed,
            Self::Majority { percent } => Manner::Majority(*percent),
            Self::Prefer(annotator) => Manner::Preferred(annotator.clone()),
        }
    }
}

/// Why a position is left to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The answers differ.
    Differs,
    /// Somebody whose answer is needed has not covered the place.
    NotCovered,
    /// Only one annotator covered the place.
    Alone,
    /// No answer has enough voices, or two have as many.
    NoMajority,
    /// Somebody whose answer is needed gave several.
    SeveralAnswers,
}

impl Why {
    /// In words, after a count of places.
    pub fn name(self) -> &'static str {
        match self {
            Self::Differs => "the answers differ",
            Self::NotCovered => "not covered yet",
            Self::Alone => "covered by one annotator only",
            Self::NoMajority => "no majority",
            Self::SeveralAnswers => "several answers of one annotator",
        }
    }
}

/// A position and what would be taken there.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The comparison that it is from.
    pub comparison: Arc<Comparison>,
    /// Which of its positions it is.
    pub at: usize,
    /// What would be taken: [`Choice::Take`] or [`Choice::Neither`].
    pub choice: Choice,
}

/// A position that is left to be looked at.
#[derive(Debug, Clone)]
pub struct Skipped {
    /// The comparison that it is from.
    pub comparison: Arc<Comparison>,
    /// Which of its positions it is.
    pub at: usize,
    /// Why.
    pub why: Why,
}

/// What a strategy would do, to be shown before it is done.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The strategy.
    pub strategy: Strategy,
    /// What would be taken, by article and place.
    pub taken: Vec<Planned>,
    /// What is left, by article and place.
    pub skipped: Vec<Skipped>,
    /// How many positions are settled already and stay as they are.
    pub settled: usize,
}

/// What a strategy would do with the positions that the filter lets through; its standing does not count, since what is
/// settled is never touched.
pub fn plan(comparisons: &Comparisons, strategy: &Strategy, filter: &Filter) -> Plan {
    let mut plan = Plan { strategy: strategy.clone(), taken: Vec::new(), skipped: Vec::new(), settled: 0 };
    for comparison in comparisons.iter() {
        for (at, position) in comparison.positions.iter().enumerate() {
            if !filter.lets(&comparison.article, position, comparisons.classes()) {
                continue;
            }
            if position.state == PositionState::Adjudicated {
                plan.settled += 1;
                continue;
            }
            let comparison = comparison.clone();
            match chosen(position, strategy) {
                Ok(choice) => plan.taken.push(Planned { comparison, at, choice }),
                Err(why) => plan.skipped.push(Skipped { comparison, at, why }),
            }
        }
    }
    plan
}

impl Plan {
    /// At how many places nothing is to be marked.
    pub fn nothing(&self) -> usize {
        self.taken.iter().filter(|planned| planned.choice == Choice::Neither).count()
    }

    /// How many positions are left for each reason.
    pub fn left(&self) -> BTreeMap<Why, usize> {
        let mut left = BTreeMap::new();
        for skipped in &self.skipped {
            *left.entry(skipped.why).or_default() += 1;
        }
        left
    }

    /// The edits that carry it out, to be applied in order as one transaction. `ids` gives new numbers.
    ///
    /// # Errors
    /// When the desk's annotator is not an adjudicator.
    pub fn edits(
        &self,
        desk: &Desk<'_>,
        ids: &mut dyn FnMut() -> AnnotationId,
    ) -> Result<Vec<Edit>, SettleError> {
        let mut replaced = BTreeSet::new();
        let mut edits = Vec::new();
        for Planned { comparison, at, choice } in &self.taken {
            let ruling = Ruling { manner: self.strategy.manner(), ..Ruling::single(choice.clone()) };
            let position = &comparison.positions[*at];
            edits.extend(settle_among(desk, &comparison.article, position, &ruling, ids, &mut replaced)?);
        }
        Ok(edits)
    }
}

fn chosen(position: &Position, strategy: &Strategy) -> Result<Choice, Why> {
    match strategy {
        Strategy::AcceptAgreed => match position.state_before() {
            PositionState::Agree if position.markers().len() > 1 => Ok(Choice::Take(0)),
            PositionState::Agree => Err(Why::Alone),
            PositionState::Incomplete => Err(Why::NotCovered),
            PositionState::Stacked => Err(Why::SeveralAnswers),
            PositionState::Disagree | PositionState::Adjudicated => Err(Why::Differs),
        },
        Strategy::Majority { percent } => majority(position, *percent),
        Strategy::Prefer(annotator) => preferred(position, annotator),
    }
}

fn majority(position: &Position, percent: u8) -> Result<Choice, Why> {
    let voters = position.markers().len() + position.silent.len();
    match voters {
        0 => return Err(Why::NotCovered),
        1 => return Err(Why::Alone),
        _ => {}
    }
    let voices = |at: usize| {
        let by = position.readings[at].annotators();
        by.iter().filter(|annotator| !position.stacked.contains(annotator)).count()
    };
    let readings = (0..position.readings.len()).map(|at| (voices(at), Choice::Take(at)));
    let mut all: Vec<(usize, Choice)> = readings.chain([(position.silent.len(), Choice::Neither)]).collect();
    all.sort_by_key(|(voices, _)| std::cmp::Reverse(*voices));
    let second = all.get(1).map_or(0, |(voices, _)| *voices);
    match all.into_iter().next() {
        Some((first, choice)) if first > second && first * 100 >= usize::from(percent) * voters => Ok(choice),
        _ => Err(Why::NoMajority),
    }
}

fn preferred(position: &Position, annotator: &AnnotatorId) -> Result<Choice, Why> {
    if position.stacked.contains(annotator) {
        return Err(Why::SeveralAnswers);
    }
    let is_theirs = |reading: &crate::compare::Reading| reading.by.iter().any(|(by, _)| by == annotator);
    match position.readings.iter().position(is_theirs) {
        Some(at) => Ok(Choice::Take(at)),
        None if position.silent.contains(annotator) => Ok(Choice::Neither),
        None => Err(Why::NotCovered),
    }
}
