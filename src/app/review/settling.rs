//! Deciding: one place, many at once, taking it back, saying why.

use super::{Place, ReviewTab};
use crate::app::{Action, Command, Effect, NoticeKind, Overlay, ReviewCommand, Route, Session, Stamp, State};
use crate::base::AnnotationId;
use crate::model::{Comment, Decision, Edit, Example, Manner, Reason, SetKey, Transaction};
use crate::review::{self, AdjudicationChoice, AdjudicationContext, Ruling, Strategy};
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
    /// Whether I can settle; otherwise it is asked first whether I will as an adjudicator.
    pub(in crate::app) fn can_settle(&mut self, stamp: Stamp) -> Result<Vec<Effect>, Vec<Effect>> {
        if self.session.as_ref().is_some_and(|session| session.adjudicator().is_some()) {
            return Ok(Vec::new());
        }
        if self.session.is_some() {
            let Some((_, effects)) = self.ensure_me(stamp) else {
                return Err(self.adjudicate(stamp));
            };
            self.overlay = Some(Overlay::Adjudicate);
            return Err(effects);
        }
        Err(Vec::new())
    }

    /// Takes a reading by number; with two readings the third key joins them.
    pub(super) fn take(&mut self, number: usize, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let Some((article, position)) = session.in_review() else { return self.nothing_in_hand(stamp) };
        let readings = position.readings.len();
        let order = session.shown_order(&article.id, position);
        let choice = match number {
            _ if number < readings => AdjudicationChoice::Take(order[number]),
            2 if readings == 2 => AdjudicationChoice::Join,
            // Beside one reading stands that the others marked nothing.
            _ if number == readings && !position.silent.is_empty() => AdjudicationChoice::Neither,
            _ => {
                self.notify(NoticeKind::Info, format!("There is no reading {}.", number + 1), stamp.now);
                return Vec::new();
            }
        };
        self.settle(choice, stamp)
    }

    /// Settles the place in hand and goes on to the next that is not settled.
    pub(super) fn settle(&mut self, choice: AdjudicationChoice, stamp: Stamp) -> Vec<Effect> {
        let mut effects = match self.can_settle(stamp) {
            Ok(effects) => effects,
            Err(effects) => return effects,
        };
        let Some(session) = &self.session else { return effects };
        let Some((article, position)) = session.in_review() else { return self.nothing_in_hand(stamp) };
        let Some(adjudicator) = session.adjudicator() else { return effects };
        let label = label_of(session, &choice);
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            stamp.annotation_id(next)
        };
        let said = position.adjudication.as_ref().and_then(|settled| settled.decision.reason);
        let reason = session.review.reason.or(said);
        let here = session.review.at.clone();
        let note = position.adjudication.as_ref().map_or("", |settled| settled.decision.note.as_str());
        let ruling = Ruling { choice, reason, note: note.to_owned(), manner: Manner::Single };
        let context =
            AdjudicationContext { project: &session.project, adjudicator: &adjudicator.id, now: stamp.now };
        match review::adjudicate(&context, &article.id, position, &ruling, &mut fresh) {
            Ok(edits) => {
                if let Some(session) = &mut self.session {
                    session.review.draft = None;
                }
                let committed = self.commit(label, edits, stamp);
                if !committed.is_empty() {
                    effects.extend(committed);
                    // Where settled places are not shown, the next one has come to its place.
                    if self.session.as_ref().is_some_and(|session| session.review.at == here) {
                        self.step_on();
                    }
                }
            }
            Err(error) => self.notify(NoticeKind::Problem, format!("Not settled: {error}."), stamp.now),
        }
        effects
    }

    /// Takes the decision in hand back.
    pub(super) fn unsettle(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
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
            Some(Ok(edits)) => self.commit("take a decision back", edits, stamp),
            Some(Err(error)) => {
                self.notify(NoticeKind::Info, format!("Nothing to take back: {error}."), stamp.now);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Opens the list of reasons.
    pub(super) fn give_reason(&mut self, stamp: Stamp) -> Vec<Effect> {
        if self.session.as_ref().and_then(Session::in_review).is_none() {
            return self.nothing_in_hand(stamp);
        }
        self.overlay = Some(Overlay::Reason);
        Vec::new()
    }

    pub(super) fn reason_key(&mut self, letter: char, stamp: Stamp) -> Vec<Effect> {
        let wanted = letter.to_uppercase().next();
        let found = REASON_KEYS.iter().find(|(key, _)| Some(*key) == wanted).map(|(_, reason)| *reason);
        if found.is_none() {
            return Vec::new();
        }
        self.overlay = None;
        self.say_reason(found, stamp)
    }

    /// Why the answers differed: of the decision in hand, or of the one that is to be taken.
    pub(super) fn say_reason(&mut self, reason: Option<Reason>, stamp: Stamp) -> Vec<Effect> {
        if let Some(session) = self.session.as_mut().filter(|session| session.decision_in_hand().is_none()) {
            session.review.reason = reason;
            return Vec::new();
        }
        self.change_decision("reason", None, stamp, |decision| decision.reason = reason)
    }

    pub(super) fn say_note(&mut self, note: String, stamp: Stamp) -> Vec<Effect> {
        let key = self.session.as_ref().and_then(Session::decision_in_hand);
        let merge = key.map(|(_, decision)| format!("note {}", decision.id));
        self.change_decision("note on a decision", merge, stamp, |decision| decision.note = note)
    }

    fn change_decision(
        &mut self,
        label: &str,
        merge_key: Option<String>,
        stamp: Stamp,
        change: impl FnOnce(&mut Decision),
    ) -> Vec<Effect> {
        let Some((key, decision)) = self.session.as_ref().and_then(Session::decision_in_hand) else {
            self.notify(NoticeKind::Info, "Settle it first; then say why.", stamp.now);
            return Vec::new();
        };
        let mut changed = decision.as_ref().clone();
        change(&mut changed);
        if changed == *decision {
            return Vec::new();
        }
        changed.modified = stamp.now;
        let edits = vec![Edit::PutDecision { key, decision: Arc::new(changed) }];
        self.commit_as(Transaction { label: label.to_owned(), edits, merge_key }, stamp)
    }

    /// Shows what settling many at once would do.
    pub(super) fn plan_many(&mut self, strategy: Strategy, stamp: Stamp) -> Vec<Effect> {
        let effects = match self.can_settle(stamp) {
            Ok(effects) => effects,
            Err(effects) => return effects,
        };
        if let Some(session) = &mut self.session {
            let review = &mut session.review;
            review.plan = Some(Arc::new(review::plan(&review.comparisons, &strategy, &review.filter)));
            self.overlay = Some(Overlay::SettleMany);
        }
        effects
    }

    /// Settles what was shown, as one step.
    pub(super) fn carry_plan(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let Some(plan) = session.review.plan.take() else { return Vec::new() };
        self.overlay = None;
        let Some(session) = &self.session else { return Vec::new() };
        let Some(adjudicator) = session.adjudicator() else { return Vec::new() };
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            stamp.annotation_id(next)
        };
        let context =
            AdjudicationContext { project: &session.project, adjudicator: &adjudicator.id, now: stamp.now };
        match plan.edits(&context, &mut fresh) {
            Ok(edits) if edits.is_empty() => {
                self.notify(NoticeKind::Info, "There is nothing to settle so.", stamp.now);
                Vec::new()
            }
            Ok(edits) => {
                let count = plan.taken.len();
                let label = format!("settle {count}: {}", session.rule_name(&plan.strategy));
                let effects = self.commit(label, edits, stamp);
                let places = if count == 1 { "place is" } else { "places are" };
                self.notify(
                    NoticeKind::Info,
                    format!("{count} {places} settled. Undo takes all of it back."),
                    stamp.now,
                );
                effects
            }
            Err(error) => {
                self.notify(NoticeKind::Problem, format!("Not settled: {error}."), stamp.now);
                Vec::new()
            }
        }
    }

    /// Opens the definition of the code in hand for editing, and keeps the passage as an example.
    pub(super) fn clarify(&mut self, stamp: Stamp) -> Vec<Effect> {
        let effects = match self.can_settle(stamp) {
            Ok(effects) => effects,
            Err(effects) => return effects,
        };
        let Some(session) = &self.session else { return effects };
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
            self.notify(
                NoticeKind::Info,
                "A claim has no definition in the codebook; edit its wording on the claims page.",
                stamp.now,
            );
            return effects;
        };
        let passage = article.text.slice(position.span).unwrap_or_default().to_owned();
        let note =
            position.adjudication.as_ref().map_or_else(String::new, |settled| settled.decision.note.clone());
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
                self.notify(NoticeKind::Problem, format!("Not kept: {error}."), stamp.now);
                return effects;
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
        let mut all = self.commit(format!("keep an example of {code}"), edits, stamp);
        if !all.is_empty() {
            self.editing = Some(code);
            self.route = Route::Codebook;
        }
        all.extend(effects);
        all
    }

    /// Writes a comment on a place, or changes one of mine; empty words take it away.
    pub(super) fn comment(
        &mut self,
        place: Place,
        id: Option<AnnotationId>,
        text: String,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let Some((_, mut effects)) = self.ensure_me(stamp) else {
            let command = Command::Review(ReviewCommand::Comment { place: Box::new(place), id, text });
            self.overlay = Some(Overlay::WhoAmI(crate::app::WhoAmI::then(command, self)));
            return Vec::new();
        };
        let Some(session) = &self.session else { return effects };
        let Some(writer) = session.reviewer().cloned() else { return effects };
        let key = SetKey { annotator: writer, article: place.article.clone() };
        let old = id.and_then(|id| session.project.set(&key)?.comment(id).cloned());
        let words = text.trim();
        let (label, edit) = match (old, words.is_empty()) {
            (Some(old), true) => ("remove a comment", Edit::RemoveComment { key, id: old.id }),
            (Some(old), false) => {
                let changed = Comment { text: words.to_owned(), modified: stamp.now, ..old.as_ref().clone() };
                ("change a comment", Edit::PutComment { key, comment: Arc::new(changed) })
            }
            (None, true) => return effects,
            (None, false) => {
                let comment = Comment {
                    id: stamp.annotation_id(0),
                    layer: place.layer.clone(),
                    span: place.span,
                    text: words.to_owned(),
                    created: stamp.now,
                    modified: stamp.now,
                };
                ("comment", Edit::PutComment { key, comment: Arc::new(comment) })
            }
        };
        effects.extend(self.commit(label, vec![edit], stamp));
        effects
    }

    /// What an action of the review page does.
    pub(in crate::app) fn act_on_review(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        if self.session.is_none() {
            return Vec::new();
        }
        self.notices.retain(|notice| notice.kind == NoticeKind::Problem);
        let mut effects = match self.route {
            Route::Review => Vec::new(),
            _ => self.show_review(),
        };
        // What is about the place in hand shows it first, and acts only where it is seen.
        let seen = |session: &Session| session.review.tab == ReviewTab::Disagreements;
        if is_about_place(action) && !self.session.as_ref().is_some_and(seen) {
            effects.extend(self.walk(ReviewCommand::Show(ReviewTab::Disagreements), stamp));
            return effects;
        }
        effects.extend(match action {
            Action::TakeFirst => self.take(0, stamp),
            Action::TakeSecond => self.take(1, stamp),
            Action::TakeThird => self.take(2, stamp),
            Action::TakeFourth => self.take(3, stamp),
            Action::TakeFifth => self.take(4, stamp),
            Action::TakeSixth => self.take(5, stamp),
            Action::JoinSpans => self.settle(AdjudicationChoice::Join, stamp),
            Action::TakeNeither => self.settle(AdjudicationChoice::Neither, stamp),
            Action::EditDecision => self.begin_draft(stamp),
            Action::GiveReason => self.give_reason(stamp),
            Action::Unsettle => self.unsettle(stamp),
            Action::ClarifyCode => self.clarify(stamp),
            Action::SettleMany => self.plan_many(Strategy::AcceptAgreed, stamp),
            other => self.act_on_walk(other, stamp),
        });
        effects
    }
}

/// Whether an action is about the place in hand.
fn is_about_place(action: Action) -> bool {
    !matches!(
        action,
        Action::SettleMany
            | Action::HideNames
            | Action::ShowDisagreements
            | Action::ShowAgreement
            | Action::ShowComparison
            | Action::ShowComments
            | Action::ShowFeedback
            | Action::SideBySide
            | Action::Leave
    )
}

impl Session {
    /// The annotations that carry the answer decided at the place in hand.
    pub fn result_in_hand(&self) -> Vec<Arc<crate::model::Annotation>> {
        let Some((article, position)) = self.in_review() else { return Vec::new() };
        let Some(settled) = &position.adjudication else { return Vec::new() };
        let key = SetKey { annotator: settled.by.clone(), article: article.id.clone() };
        let Some(set) = self.project.set(&key) else { return Vec::new() };
        settled.decision.result.iter().filter_map(|id| set.get(*id).cloned()).collect()
    }

    /// What settling many by a rule is called.
    pub fn rule_name(&self, rule: &Strategy) -> String {
        match rule {
            Strategy::AcceptAgreed => "What all agree on".to_owned(),
            Strategy::Majority { percent: 51 } => "Majority".to_owned(),
            Strategy::Majority { percent } => format!("At least {percent} %"),
            Strategy::Prefer(annotator) => format!("As {}", self.name_of(annotator)),
        }
    }

    /// The decision on the place in hand, when it is in my adjudicator's set.
    pub fn decision_in_hand(&self) -> Option<(SetKey, Arc<Decision>)> {
        let (article, position) = self.in_review()?;
        let settled = position.adjudication.as_ref()?;
        let adjudicator = self.adjudicator()?;
        let mine = settled.by == adjudicator.id;
        let key = SetKey { annotator: adjudicator.id.clone(), article: article.id.clone() };
        mine.then(|| (key, Arc::clone(&settled.decision)))
    }
}

fn label_of(session: &Session, choice: &AdjudicationChoice) -> String {
    let Some((article, position)) = session.in_review() else { return "settle".to_owned() };
    match choice {
        AdjudicationChoice::Take(number) => {
            let names = session.names_in(&article.id);
            let by =
                position.readings.get(*number).map(crate::compare::Reading::annotators).unwrap_or_default();
            let called: Vec<String> = by.iter().map(|id| names.name(id)).collect();
            format!("take {}", crate::locale::english::and_list(&called))
        }
        AdjudicationChoice::Join => "join spans".to_owned(),
        AdjudicationChoice::Neither => "take neither".to_owned(),
        AdjudicationChoice::Edited(_) => "settle with an own answer".to_owned(),
    }
}
