//! Deciding: one place, many at once, taking it back, saying why.

use super::QueuePlace;
use crate::app::outcome::done;
use crate::app::{
    Command, Effect, NoEffect, NoticeKind, Outcome, Overlay, ReviewCommand, ReviewOverlay, Route, Session,
    Stamp, State,
};
use crate::base::{AnnotationId, ArticleId, Severity};
use crate::locale::Message;
use crate::message;
use crate::model::{CodebookPart, Comment, Decision, Edit, Example, Manner, Reason, SetKey, Transaction};
use crate::release::locate;
use crate::review::{self, AdjudicationChoice, AdjudicationContext, AdjudicationError, Ruling, Strategy};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The letters that give a reason.
pub const REASON_KEYS: [(char, Reason); 5] = [
    ('B', Reason::Boundary),
    ('M', Reason::Missed),
    ('U', Reason::CodebookUnclear),
    ('R', Reason::Misread),
    ('J', Reason::Judgement),
];

impl State {
    /// Asks whether I will adjudicate, and what that asks of the world; `None` when I do already.
    pub(in crate::app) fn ask_to_adjudicate(
        &mut self,
        stamp: Stamp,
    ) -> Result<Option<Vec<Effect>>, NoEffect> {
        if self.session.as_ref().ok_or(NoEffect::NoProject)?.adjudicator().is_some() {
            return Ok(None);
        }
        let Some((_, effects)) = self.ensure_me(stamp) else { return self.adjudicate(stamp).map(Some) };
        self.overlay = Some(Overlay::Review(ReviewOverlay::Adjudicate));
        Ok(Some(effects))
    }

    /// Takes a reading by number; with two readings the third key joins them.
    pub(super) fn take(&mut self, number: usize, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let Some((article, position)) = session.in_review() else { return self.nothing_in_hand(stamp) };
        let readings = position.readings.len();
        let order = session.shown_order(&article.id, position);
        let choice = match number {
            _ if number < readings => AdjudicationChoice::Take(order[number]),
            2 if readings == 2 => AdjudicationChoice::Join,
            // Beside one reading stands that the others marked nothing.
            _ if number == readings && !position.silent.is_empty() => AdjudicationChoice::Neither,
            _ => {
                self.notify(NoticeKind::Info, message!("review-no-reading", number = number + 1), stamp.now);
                return done();
            }
        };
        self.decide(choice, stamp)
    }

    /// Decides the place in hand and goes on to the next that is not decided.
    pub(super) fn decide(&mut self, choice: AdjudicationChoice, stamp: Stamp) -> Outcome {
        if let Some(effects) = self.ask_to_adjudicate(stamp)? {
            return Ok(effects);
        }
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let Some((article, position)) = session.in_review() else { return self.nothing_in_hand(stamp) };
        let adjudicator = session.adjudicator().ok_or(NoEffect::Refused)?;
        let label = label_of(session, &choice);
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            stamp.annotation_id(next)
        };
        let said = position.adjudication.as_ref().and_then(|adjudication| adjudication.decision.reason);
        let reason = session.review.reason.or(said);
        let here = session.review.at.clone();
        let note =
            position.adjudication.as_ref().map_or("", |adjudication| adjudication.decision.note.as_str());
        let ruling = Ruling { choice, reason, note: note.to_owned(), manner: Manner::Single };
        let context =
            AdjudicationContext { project: &session.project, adjudicator: &adjudicator.id, now: stamp.now };
        match review::adjudicate(&context, &article.id, position, &ruling, &mut fresh) {
            Ok(edits) => {
                if let Some(session) = &mut self.session {
                    session.review.draft = None;
                }
                let effects = self.commit(label, edits, stamp);
                // Where adjudicated places are not shown, the next one has come to its place.
                let stays = self.session.as_ref().is_some_and(|session| session.review.at == here);
                if stays && !effects.is_empty() {
                    // On the last one it stays.
                    let _ = self.go_to_next_open();
                }
                if let Some(session) = self.session.as_mut().filter(|_| !effects.is_empty()) {
                    session.review.just_adjudicated = here;
                }
                Ok(effects)
            }
            Err(error) => self.refuse_adjudication(&error, stamp),
        }
    }

    fn refuse_adjudication(&mut self, error: &AdjudicationError, stamp: Stamp) -> Outcome {
        self.notify(NoticeKind::Problem, message!("review-refused", why = error.message()), stamp.now);
        done()
    }

    /// Takes the decision in hand back.
    pub(super) fn reopen_place(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let Some((article, position)) = session.in_review() else { return self.nothing_in_hand(stamp) };
        let edits = session.adjudicator().map(|adjudicator| {
            let context = AdjudicationContext {
                project: &session.project,
                adjudicator: &adjudicator.id,
                now: stamp.now,
            };
            review::reopen(&context, &article.id, position)
        });
        match edits {
            Some(Ok(edits)) => Ok(self.commit(message!("steps-reopen-place"), edits, stamp)),
            Some(Err(error)) => {
                self.notify(
                    NoticeKind::Info,
                    message!("review-not-reopened", why = error.message()),
                    stamp.now,
                );
                done()
            }
            None => Err(NoEffect::Refused),
        }
    }

    /// Opens the list of reasons: for the place that was just adjudicated, or else for the one in hand.
    pub(super) fn give_reason(&mut self, stamp: Stamp) -> Outcome {
        match self.session.as_ref().ok_or(NoEffect::NoProject)?.reason_place() {
            Some(place) => {
                self.overlay = Some(Overlay::Review(ReviewOverlay::Reason(place)));
                done()
            }
            None => self.nothing_in_hand(stamp),
        }
    }

    pub(super) fn reason_key(&mut self, letter: char, stamp: Stamp) -> Outcome {
        let wanted = letter.to_uppercase().next();
        let found = REASON_KEYS.iter().find(|(key, _)| Some(*key) == wanted).map(|(_, reason)| *reason);
        if found.is_none() {
            return Err(NoEffect::NothingFound);
        }
        let open = self.overlay.take();
        let closed = open.is_some();
        let place = if let Some(Overlay::Review(ReviewOverlay::Reason(place))) = open {
            Some(place)
        } else {
            self.session.as_ref().and_then(Session::reason_place)
        };
        let outcome = self.say_reason_for(place, found, stamp);
        if closed && outcome == Err(NoEffect::AlreadySo) { done() } else { outcome }
    }

    /// Why the answers differed at the place that a reason is for.
    pub(super) fn say_reason(&mut self, reason: Option<Reason>, stamp: Stamp) -> Outcome {
        let place = self.session.as_ref().ok_or(NoEffect::NoProject)?.reason_place();
        self.say_reason_for(place, reason, stamp)
    }

    /// Why the answers differed at a place: of its decision, or of the one that is to be taken where it is in hand.
    fn say_reason_for(&mut self, place: Option<QueuePlace>, reason: Option<Reason>, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let Some(decided) = place.as_ref().and_then(|place| session.decision_at(place)) else {
            let same = std::mem::replace(&mut session.review.reason, reason) == reason;
            return if same { Err(NoEffect::AlreadySo) } else { done() };
        };
        self.put_reason(decided, reason, stamp)
    }

    fn put_reason(
        &mut self,
        decided: (SetKey, Arc<Decision>),
        reason: Option<Reason>,
        stamp: Stamp,
    ) -> Outcome {
        self.change_decision(decided, message!("steps-reason"), None, stamp, |decision| {
            decision.reason = reason;
        })
    }

    pub(super) fn say_note(&mut self, note: String, stamp: Stamp) -> Outcome {
        let decided = self.session.as_ref().and_then(|session| session.decision_at(&session.reason_place()?));
        let Some(decided) = decided else {
            self.notify(NoticeKind::Info, message!("review-adjudicate-first"), stamp.now);
            return done();
        };
        let merge_key = Some(format!("note {}", decided.1.id));
        self.change_decision(decided, message!("steps-decision-note"), merge_key, stamp, |decision| {
            decision.note = note;
        })
    }

    fn change_decision(
        &mut self,
        (key, decision): (SetKey, Arc<Decision>),
        label: Message,
        merge_key: Option<String>,
        stamp: Stamp,
        change: impl FnOnce(&mut Decision),
    ) -> Outcome {
        let mut changed = decision.as_ref().clone();
        change(&mut changed);
        if changed == *decision {
            return Err(NoEffect::AlreadySo);
        }
        changed.modified = stamp.now;
        let edits = vec![Edit::PutDecision { key, decision: Arc::new(changed) }];
        Ok(self.commit_as(Transaction { label, edits, merge_key }, stamp))
    }

    /// Shows what adjudicating many at once would do.
    pub(super) fn plan_many(&mut self, strategy: Strategy, stamp: Stamp) -> Outcome {
        if let Some(effects) = self.ask_to_adjudicate(stamp)? {
            return Ok(effects);
        }
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        if session.names_are_hidden() && matches!(strategy, Strategy::Prefer(_)) {
            return Err(NoEffect::Refused);
        }
        let unread = session.unread();
        let review = &mut session.review;
        let mut plan = review::plan(&review.comparisons, &strategy, &review.filter);
        plan.leave_unread(&unread);
        review.plan = Some(Arc::new(plan));
        self.overlay = Some(Overlay::Review(ReviewOverlay::AdjudicateMany));
        done()
    }

    /// Adjudicates as was shown, as one step.
    pub(super) fn adjudicate_many(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let adjudicator = session.adjudicator().ok_or(NoEffect::Refused)?.id.clone();
        let plan = session.review.plan.take().ok_or(NoEffect::NothingBegun)?;
        self.overlay = None;
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            stamp.annotation_id(next)
        };
        let context =
            AdjudicationContext { project: &session.project, adjudicator: &adjudicator, now: stamp.now };
        match plan.edits(&context, &mut fresh) {
            Ok(edits) if edits.is_empty() => {
                self.notify(NoticeKind::Info, message!("review-many-none"), stamp.now);
                done()
            }
            Ok(edits) => {
                let count = plan.taken.len();
                let rule = session.rule_name(&plan.strategy);
                let label = message!("steps-many", count = count, rule = rule);
                let effects = self.commit(label, edits, stamp);
                self.notify(NoticeKind::Info, message!("review-many-adjudicated", count = count), stamp.now);
                Ok(effects)
            }
            Err(error) => self.refuse_adjudication(&error, stamp),
        }
    }

    /// Opens the definition of the code in hand for editing, and keeps the passage as an example.
    pub(super) fn clarify(&mut self, stamp: Stamp) -> Outcome {
        if let Some(effects) = self.ask_to_adjudicate(stamp)? {
            return Ok(effects);
        }
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let Some((article, position)) = session.in_review() else { return self.nothing_in_hand(stamp) };
        let decided = session.result_in_hand();
        let code = decided
            .iter()
            .chain(position.readings.iter().map(crate::compare::Reading::annotation))
            .find_map(|annotation| match &annotation.body {
                crate::model::Body::Code(code) => Some(code.clone()),
                _ => None,
            });
        let Some(code) = code else {
            self.notify(NoticeKind::Info, message!("review-claim-undefined"), stamp.now);
            return done();
        };
        let passage = article.text.slice(position.span).unwrap_or_default().to_owned();
        let note = position
            .adjudication
            .as_ref()
            .map_or_else(String::new, |adjudication| adjudication.decision.note.clone());
        let source = article.display_title().to_owned();
        let kept = Example { text: passage, source, note, counter: false };
        let mut changed = review::keep_as_example(session.project.codebook(), &code, kept.clone());
        // What others took it for is shown there as what it is not.
        let bodies = position.readings.iter().map(|reading| &reading.annotation().body);
        let others = bodies.filter_map(|body| match body {
            crate::model::Body::Code(other) if *other != code && !decided.is_empty() => Some(other),
            _ => None,
        });
        for other in others {
            let counter = Example { counter: true, ..kept.clone() };
            changed = changed.and_then(|codebook| review::keep_as_example(&codebook, other, counter));
        }
        let changed = changed.and_then(|codebook| session.as_next_version(&codebook));
        let codebook = match changed {
            Ok(codebook) => codebook,
            Err(error) => {
                self.notify(NoticeKind::Problem, message!("review-not-kept", why = &error.0), stamp.now);
                return done();
            }
        };
        let mut edits = vec![Edit::PutCodebook { codebook: Arc::new(codebook) }];
        if let Some((key, decision)) = session.decision_in_hand() {
            let changed = Decision {
                reason: Some(Reason::CodebookUnclear),
                modified: stamp.now,
                ..decision.as_ref().clone()
            };
            edits.push(Edit::PutDecision { key, decision: Arc::new(changed) });
        }
        let effects = self.commit(message!("steps-example", code = %code), edits, stamp);
        if !effects.is_empty() {
            self.editing = Some(CodebookPart::Code(code));
            self.route = Route::Codebook;
        }
        Ok(effects)
    }

    /// Writes a comment on a place, or changes one of mine; empty words take it away.
    pub(super) fn comment(
        &mut self,
        place: QueuePlace,
        id: Option<AnnotationId>,
        text: String,
        stamp: Stamp,
    ) -> Outcome {
        let Some((_, mut effects)) = self.ensure_me(stamp) else {
            let command = Command::Review(ReviewCommand::Comment { place: Box::new(place), id, text });
            self.overlay = Some(Overlay::WhoAmI(crate::app::WhoAmI::then(command, self)));
            return done();
        };
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let writer = session.reviewer().cloned().ok_or(NoEffect::Refused)?;
        let key = SetKey { annotator: writer, article: place.article.clone() };
        let old = id.and_then(|id| session.project.set(&key)?.comment(id).cloned());
        let words = text.trim();
        let (label, edit) = match (old, words.is_empty()) {
            (Some(old), true) => (message!("steps-remove-comment"), Edit::RemoveComment { key, id: old.id }),
            (Some(old), false) => {
                let changed = Comment { text: words.to_owned(), modified: stamp.now, ..old.as_ref().clone() };
                (message!("steps-change-comment"), Edit::PutComment { key, comment: Arc::new(changed) })
            }
            (None, true) if effects.is_empty() => return Err(NoEffect::NothingBegun),
            (None, true) => return Ok(effects),
            (None, false) => {
                let comment = Comment {
                    id: stamp.annotation_id(0),
                    layer: place.layer.clone(),
                    span: place.span,
                    text: words.to_owned(),
                    created: stamp.now,
                    modified: stamp.now,
                };
                (message!("steps-comment"), Edit::PutComment { key, comment: Arc::new(comment) })
            }
        };
        effects.extend(self.commit(label, vec![edit], stamp));
        Ok(effects)
    }
}

impl Session {
    /// The annotations that carry the answer decided at the place in hand.
    pub fn result_in_hand(&self) -> Vec<Arc<crate::model::Annotation>> {
        let Some((article, position)) = self.in_review() else { return Vec::new() };
        let Some(adjudication) = &position.adjudication else { return Vec::new() };
        let key = SetKey { annotator: adjudication.by.clone(), article: article.id.clone() };
        let Some(set) = self.project.set(&key) else { return Vec::new() };
        adjudication.decision.result.iter().filter_map(|id| set.get(*id).cloned()).collect()
    }

    /// The articles on which somebody's work is there and could not be read.
    fn unread(&self) -> BTreeSet<ArticleId> {
        let errors = self.issues.iter().filter(|issue| issue.severity == Severity::Error);
        let sets = errors.filter_map(|issue| {
            let place = locate(&self.project, issue);
            Some(SetKey { annotator: place.annotator?, article: place.article? })
        });
        sets.filter(|key| self.project.set(key).is_none()).map(|key| key.article).collect()
    }

    /// What adjudicating many by a rule is called.
    pub fn rule_name(&self, rule: &Strategy) -> Message {
        match rule {
            Strategy::AcceptAgreed => message!("review-rule-agreed"),
            Strategy::Majority { percent: 51 } => message!("review-rule-majority"),
            Strategy::Majority { percent } => message!("review-rule-share", percent = u32::from(*percent)),
            Strategy::Prefer(annotator) => message!("review-rule-prefer", name = self.name_of(annotator)),
        }
    }

    /// The decision on the place in hand, when it is in my adjudicator's set.
    pub fn decision_in_hand(&self) -> Option<(SetKey, Arc<Decision>)> {
        self.decision_at(self.review.at.as_ref()?)
    }

    /// The place that a reason is for: the one that was just adjudicated and gone on from, or else the one in hand.
    pub fn reason_place(&self) -> Option<QueuePlace> {
        let just = self.review.just_adjudicated.as_ref().filter(|place| self.decision_at(place).is_some());
        just.cloned().or_else(|| self.in_review().map(|(article, at)| QueuePlace::of(&article.id, at)))
    }

    /// My decision at a place, when there is one.
    pub fn decision_at(&self, place: &QueuePlace) -> Option<(SetKey, Arc<Decision>)> {
        let (article, position) = self.position_of(place)?;
        let adjudication = position.adjudication.as_ref()?;
        let adjudicator = self.adjudicator()?;
        let mine = adjudication.by == adjudicator.id;
        let key = SetKey { annotator: adjudicator.id.clone(), article: article.id.clone() };
        mine.then(|| (key, Arc::clone(&adjudication.decision)))
    }
}

fn label_of(session: &Session, choice: &AdjudicationChoice) -> Message {
    let Some((article, position)) = session.in_review() else { return message!("steps-adjudicate") };
    match choice {
        AdjudicationChoice::Take(number) => {
            let names = session.names_in(&article.id);
            let by =
                position.readings.get(*number).map(crate::compare::Reading::annotators).unwrap_or_default();
            let called: Vec<String> = by.iter().map(|id| names.name(id)).collect();
            message!("steps-take", names = called)
        }
        AdjudicationChoice::TakeAll => {
            let names = session.names_in(&article.id);
            let called: Vec<String> = position.markers().iter().map(|id| names.name(id)).collect();
            message!("steps-take", names = called)
        }
        AdjudicationChoice::Join => message!("steps-join"),
        AdjudicationChoice::Neither => message!("steps-neither"),
        AdjudicationChoice::Edited(_) => message!("steps-own"),
    }
}
