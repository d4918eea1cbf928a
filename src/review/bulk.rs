//! Adjudicating many positions at once.

use super::adjudicate::{
    AdjudicationChoice, AdjudicationContext, AdjudicationError, Ruling, adjudicate_among,
};
use super::cache::Comparisons;
use super::queue::Filter;
use crate::base::{AnnotationId, AnnotatorId, ArticleId};
use crate::compare::{Comparison, Position, PositionState};
use crate::locale::Message;
use crate::message;
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
pub enum SkipReason {
    /// Those who covered the place gave several answers, or only some marked it.
    Differs,
    /// Somebody whose answer is needed has not covered the place.
    NotCovered,
    /// Only one annotator covered the place.
    Alone,
    /// No answer has enough voices, or two have as many.
    NoMajority,
    /// Somebody whose answer is needed gave several.
    SeveralAnswers,
    /// Somebody's work on the article is there and could not be read.
    Unread,
}

impl SkipReason {
    /// The reason as a clause, after a count of places.
    pub fn message(self) -> Message {
        match self {
            Self::Differs => message!("review-skip-differs"),
            Self::NotCovered => message!("review-skip-not-covered"),
            Self::Alone => message!("review-skip-alone"),
            Self::NoMajority => message!("review-skip-no-majority"),
            Self::SeveralAnswers => message!("review-skip-several-answers"),
            Self::Unread => message!("review-skip-unread"),
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
    /// What would be taken: one reading, all of them, or nothing.
    pub choice: AdjudicationChoice,
}

/// A position that is left to be looked at.
#[derive(Debug, Clone)]
pub struct Skipped {
    /// The comparison that it is from.
    pub comparison: Arc<Comparison>,
    /// Which of its positions it is.
    pub at: usize,
    /// Why the strategy does not decide it.
    pub why: SkipReason,
}

/// What a strategy would do, to be shown before it is done.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The strategy that the plan was made by.
    pub strategy: Strategy,
    /// What would be taken, by article and place.
    pub taken: Vec<Planned>,
    /// What is left, by article and place.
    pub skipped: Vec<Skipped>,
    /// How many positions are adjudicated already and stay as they are.
    pub adjudicated: usize,
}

/// What a strategy would do with the positions that the filter lets through; its status does not count, since what is
/// adjudicated is never touched.
pub fn plan(comparisons: &Comparisons, strategy: &Strategy, filter: &Filter) -> Plan {
    let mut plan =
        Plan { strategy: strategy.clone(), taken: Vec::new(), skipped: Vec::new(), adjudicated: 0 };
    for comparison in comparisons.iter() {
        for (at, position) in comparison.positions.iter().enumerate() {
            if !filter.lets(&comparison.article, position, comparisons.classes()) {
                continue;
            }
            if position.state == PositionState::Adjudicated {
                plan.adjudicated += 1;
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
    /// Leaves everything on these articles, since somebody's work on them could not be read.
    pub fn leave_unread(&mut self, articles: &BTreeSet<ArticleId>) {
        let unread = |planned: &Planned| articles.contains(&planned.comparison.article);
        let (left, taken) = std::mem::take(&mut self.taken).into_iter().partition(unread);
        self.taken = taken;
        let left: Vec<Planned> = left;
        self.skipped.extend(left.into_iter().map(|Planned { comparison, at, .. }| Skipped {
            comparison,
            at,
            why: SkipReason::Unread,
        }));
    }

    /// At how many places nothing is to be marked.
    pub fn nothing(&self) -> usize {
        self.taken.iter().filter(|planned| planned.choice == AdjudicationChoice::Neither).count()
    }

    /// How many positions are left for each reason.
    pub fn left(&self) -> BTreeMap<SkipReason, usize> {
        let mut left = BTreeMap::new();
        for skipped in &self.skipped {
            *left.entry(skipped.why).or_default() += 1;
        }
        left
    }

    /// The edits that carry it out, to be applied in order as one transaction. `ids` gives new numbers.
    ///
    /// # Errors
    /// When the context's annotator is not an adjudicator.
    pub fn edits(
        &self,
        context: &AdjudicationContext<'_>,
        ids: &mut dyn FnMut() -> AnnotationId,
    ) -> Result<Vec<Edit>, AdjudicationError> {
        let mut replaced = BTreeSet::new();
        let mut edits = Vec::new();
        for Planned { comparison, at, choice } in &self.taken {
            let ruling = Ruling { manner: self.strategy.manner(), ..Ruling::single(choice.clone()) };
            let position = &comparison.positions[*at];
            edits.extend(adjudicate_among(
                context,
                &comparison.article,
                position,
                &ruling,
                ids,
                &mut replaced,
            )?);
        }
        Ok(edits)
    }
}

fn chosen(position: &Position, strategy: &Strategy) -> Result<AdjudicationChoice, SkipReason> {
    match strategy {
        Strategy::AcceptAgreed => match position.state_before() {
            PositionState::Agree if position.readings.len() > 1 => Ok(AdjudicationChoice::TakeAll),
            PositionState::Agree if position.markers().len() > 1 => Ok(AdjudicationChoice::Take(0)),
            PositionState::Agree => Err(SkipReason::Alone),
            PositionState::Incomplete => Err(SkipReason::NotCovered),
            PositionState::Stacked => Err(SkipReason::SeveralAnswers),
            PositionState::Disagree | PositionState::Adjudicated => Err(SkipReason::Differs),
        },
        Strategy::Majority { percent } => majority(position, *percent),
        Strategy::Prefer(annotator) => preferred(position, annotator),
    }
}

fn majority(position: &Position, percent: u8) -> Result<AdjudicationChoice, SkipReason> {
    let voters = position.markers().len() + position.silent.len();
    match voters {
        0 => return Err(SkipReason::NotCovered),
        1 => return Err(SkipReason::Alone),
        _ => {}
    }
    if position.readings.len() > 1 && position.is_unanimous() {
        let (marked, silent) = (position.markers().len(), position.silent.len());
        return match marked > silent && marked * 100 >= usize::from(percent) * voters {
            true => Ok(AdjudicationChoice::TakeAll),
            false => Err(SkipReason::NoMajority),
        };
    }
    let voices = |at: usize| {
        let by = position.readings[at].annotators();
        by.iter().filter(|annotator| !position.stacked.contains(annotator)).count()
    };
    let readings = (0..position.readings.len()).map(|at| (voices(at), AdjudicationChoice::Take(at)));
    let mut all: Vec<(usize, AdjudicationChoice)> =
        readings.chain([(position.silent.len(), AdjudicationChoice::Neither)]).collect();
    all.sort_by_key(|(voices, _)| std::cmp::Reverse(*voices));
    let second = all.get(1).map_or(0, |(voices, _)| *voices);
    match all.into_iter().next() {
        Some((first, choice)) if first > second && first * 100 >= usize::from(percent) * voters => Ok(choice),
        _ => Err(SkipReason::NoMajority),
    }
}

fn preferred(position: &Position, annotator: &AnnotatorId) -> Result<AdjudicationChoice, SkipReason> {
    if position.readings.len() > 1 && position.is_unanimous() && position.markers().contains(annotator) {
        return Ok(AdjudicationChoice::TakeAll);
    }
    if position.stacked.contains(annotator) {
        return Err(SkipReason::SeveralAnswers);
    }
    let is_theirs = |reading: &crate::compare::Reading| reading.by.iter().any(|(by, _)| by == annotator);
    match position.readings.iter().position(is_theirs) {
        Some(at) => Ok(AdjudicationChoice::Take(at)),
        None if position.silent.contains(annotator) => Ok(AdjudicationChoice::Neither),
        None => Err(SkipReason::NotCovered),
    }
}
