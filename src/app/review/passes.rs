//! Coding in two passes: units are marked and adjudicated first, then everybody answers for the same units.

use crate::app::outcome::done;
use crate::app::{
    GivenTag, NoEffect, NoticeKind, Outcome, Overlay, Reading, ReviewOverlay, Session, Stamp, State,
};
use crate::base::{ArticleId, LayerId};
use crate::compare::{PositionState, frozen_units, may_tag};
use crate::message;
use crate::model::{Annotation, Body, Edit, Layer, Pass, Settings, layer_of_body};
use crate::text::Span;
use std::sync::Arc;

impl Session {
    /// How far a layer is that is coded in two passes; none when it is coded in one.
    pub fn pass(&self, layer: &LayerId) -> Option<&Pass> {
        self.project.settings().passes.get(layer)
    }

    /// The layers whose units are fixed and have no answer of mine in an article, with those units.
    pub fn unanswered(&self, article: &ArticleId) -> Vec<(LayerId, Vec<Span>)> {
        let project = &self.project;
        let labelling =
            project.settings().passes.iter().filter(|(_, pass)| matches!(pass, Pass::Labelling(_)));
        labelling
            .filter_map(|(layer, _)| {
                let answered = |unit: &Span| {
                    let Some(set) = self.set_on(article) else { return false };
                    set.touching(*unit).any(|annotation| {
                        annotation.span == *unit
                            && !matches!(annotation.body, Body::Unit(_))
                            && layer_of_body(project.codebook(), &annotation.body)
                                .is_some_and(|l| l.id == *layer)
                    })
                };
                let mut units = frozen_units(project, layer, article)?;
                units.retain(|unit| !answered(unit));
                (!units.is_empty()).then(|| (layer.clone(), units))
            })
            .collect()
    }

    /// The fixed unit that a passage means: itself, the one that holds its start, or the first that it touches.
    fn unit_meant(&self, layer: &LayerId, article: &ArticleId, span: Span) -> Option<Span> {
        let units = frozen_units(&self.project, layer, article)?;
        let within = units.iter().filter(|unit| unit.contains(span.start())).min_by_key(|unit| unit.len());
        let exact = units.iter().find(|unit| **unit == span);
        exact.or(within).or_else(|| units.iter().find(|unit| unit.overlaps(span))).copied()
    }

    /// My mark of a unit without an answer on exactly this passage.
    pub(in crate::app) fn bare_unit(
        &self,
        layer: &LayerId,
        article: &ArticleId,
        span: Span,
    ) -> Option<Arc<Annotation>> {
        let set = self.set_on(article)?;
        let body = Body::Unit(layer.clone());
        set.touching(span).find(|annotation| annotation.span == span && annotation.body == body).cloned()
    }
}

impl State {
    /// Where a tag of a layer may go. In the second pass that is a fixed unit; `None`, and said so, when there is none.
    pub(in crate::app) fn unit_or_said(&mut self, layer: &LayerId, span: Span, stamp: Stamp) -> Option<Span> {
        let session = self.session.as_ref()?;
        let article = &session.reading.as_ref()?.article.id;
        if may_tag(&session.project, layer, article, span) {
            return Some(span);
        }
        let unit = session.unit_meant(layer, article, span);
        if unit.is_none() {
            self.notify(NoticeKind::Problem, message!("review-units-fixed"), stamp.now);
        }
        unit
    }

    /// Whether a layer is in its first pass, in which a tag only marks a unit.
    pub(in crate::app) fn is_marking(&self, layer: &LayerId) -> bool {
        self.session.as_ref().is_some_and(|session| session.pass(layer) == Some(&Pass::Marking))
    }

    /// What marks a unit in the first pass.
    pub(in crate::app) fn unit_tag(layer: &Layer) -> GivenTag {
        GivenTag { body: Body::Unit(layer.id.clone()), attributes: std::collections::BTreeMap::new() }
    }

    /// Opens the sheet on which passes are begun and ended.
    pub(in crate::app) fn open_passes(&mut self, stamp: Stamp) -> Outcome {
        if let Some(effects) = self.ask_to_adjudicate(stamp)? {
            return Ok(effects);
        }
        self.overlay = Some(Overlay::Review(ReviewOverlay::Passes));
        done()
    }

    /// Begins or ends a pass of a layer.
    pub(super) fn set_pass(&mut self, layer: LayerId, pass: Option<Pass>, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let name = session
            .project
            .codebook()
            .layer(layer.as_str())
            .map_or_else(|| layer.to_string(), |l| l.name.clone());
        if matches!(pass, Some(Pass::Labelling(_))) {
            let places = session.review.comparisons.iter().flat_map(|comparison| &comparison.positions);
            let here = places.filter(|position| position.layer == layer && !position.readings.is_empty());
            let (adjudicated, open): (Vec<_>, Vec<_>) =
                here.partition(|position| position.state == PositionState::Adjudicated);
            if adjudicated.is_empty() || !open.is_empty() {
                let text = message!(
                    "review-units-open",
                    adjudicated = adjudicated.len(),
                    layer = name,
                    open = open.len()
                );
                self.notify(NoticeKind::Problem, text, stamp.now);
                return done();
            }
        }
        let before = session.project.settings();
        let mut passes = before.passes.clone();
        let label = match &pass {
            Some(Pass::Marking) => message!("steps-mark-units", layer = name),
            Some(Pass::Labelling(_)) => message!("steps-fix-units", layer = name),
            None => message!("steps-one-pass", layer = name),
        };
        match pass {
            Some(pass) => drop(passes.insert(layer, pass)),
            None => drop(passes.remove(&layer)),
        }
        if passes == before.passes {
            return Err(NoEffect::AlreadySo);
        }
        let settings = Settings { passes, ..before.clone() };
        Ok(self.commit(label, vec![Edit::PutSettings { settings }], stamp))
    }

    /// Says which units have no answer yet, and goes to the first; false when all have one.
    pub(in crate::app) fn units_wait(&mut self, stamp: Stamp) -> bool {
        let Some(session) = &mut self.session else { return false };
        let Some(article) = session.reading.as_ref().map(|reading| reading.article.id.clone()) else {
            return false;
        };
        let waiting = session.unanswered(&article);
        let Some((_, units)) = waiting.first() else { return false };
        let (count, first) = (units.len(), units[0]);
        if let Some(reading) = &mut session.reading {
            reading.select(first);
            reading.lead_to(first);
        }
        self.notify(NoticeKind::Problem, message!("review-units-wait", count = count), stamp.now);
        true
    }

    /// In the second pass, goes to the next fixed unit without an answer; false when there is none to go to.
    pub(in crate::app) fn go_to_unit(&mut self, forward: bool) -> bool {
        let Some(session) = &mut self.session else { return false };
        let Some(reading) = &session.reading else { return false };
        let here = Reading::subject(reading).map_or(reading.selection.focus, Span::start);
        let mut units: Vec<Span> =
            session.unanswered(&reading.article.id).into_iter().flat_map(|(_, units)| units).collect();
        units.sort_unstable();
        let next = match forward {
            true => units.iter().find(|unit| unit.start() > here).or(units.first()),
            false => units.iter().rev().find(|unit| unit.start() < here).or(units.last()),
        };
        let Some(next) = next.copied() else { return false };
        if let Some(reading) = &mut session.reading {
            reading.let_go();
            reading.select(next);
            reading.lead_to(next);
        }
        true
    }
}
