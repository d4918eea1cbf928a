//! Who adjudicates, and what stays hidden until an article is done.

use crate::app::outcome::done;
use crate::app::{Effect, NoEffect, NoticeKind, Outcome, Overlay, Session, Stamp, State, WhoAmI};
use crate::base::{AnnotatorId, ClaimId};
use crate::locale::Message;
use crate::message;
use crate::model::{Annotator, BlindChange, Edit, Role, Settings};
use crate::review::NameVisibility;

impl Session {
    /// The annotator as whom I adjudicate: myself when that is my role, or the adjudicator that I am besides.
    pub fn adjudicator(&self) -> Option<&Annotator> {
        let me = self.project.annotator(self.me.as_ref()?)?;
        if me.role == Role::Adjudicator {
            return Some(me);
        }
        self.project.annotators().find(|other| other.person.as_ref() == Some(&me.id))
    }

    /// As whom I look at colleagues' work: the adjudicator that I am, or myself.
    pub fn reviewer(&self) -> Option<&AnnotatorId> {
        self.adjudicator().map(|annotator| &annotator.id).or(self.me.as_ref())
    }

    /// What an annotator is called on the screen where no one article is spoken of. While names are hidden, only
    /// adjudicators are called by theirs.
    pub fn name_of(&self, annotator: &AnnotatorId) -> String {
        match self.project.annotator(annotator) {
            Some(known) if !self.names_are_hidden() || known.role != Role::Analyst => known.name.clone(),
            None if !self.names_are_hidden() => annotator.to_string(),
            _ => self.name_visibility().overall(&self.project).name(annotator),
        }
    }

    /// A text as it may be shown just now, whoever made it: see [`NameVisibility::in_text`].
    pub fn discreet(&self, text: &Message) -> Message {
        self.name_visibility().in_text(&self.project, text)
    }

    /// A file of the project as it may be shown just now: see [`NameVisibility::in_path`].
    pub fn discreet_path(&self, file: &str) -> String {
        self.name_visibility().in_path(&self.project, file)
    }

    /// Whether annotators are not called by their names just now.
    pub fn names_are_hidden(&self) -> bool {
        self.review.hidden.is_some()
    }

    pub(in crate::app) fn name_visibility(&self) -> NameVisibility {
        self.review.hidden.map_or(NameVisibility::Shown, |seed| NameVisibility::Hidden { seed })
    }

    /// What the creator of a claim is called just now.
    pub fn claim_creator(&self, claim: &ClaimId) -> String {
        self.name_of(&claim.annotator_id())
    }
}

impl State {
    /// Makes me an adjudicator besides an analyst, which is written into the project and stays there.
    pub(in crate::app) fn adjudicate(&mut self, stamp: Stamp) -> Outcome {
        let action = crate::app::Action::Adjudicate;
        let Some((me, mut effects)) = self.ensure_me(stamp) else {
            if self.session.is_none() {
                return Err(NoEffect::NoProject);
            }
            self.overlay = Some(Overlay::WhoAmI(WhoAmI::then(crate::app::Command::Action(action), self)));
            return done();
        };
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        if let Some(adjudicator) = session.adjudicator() {
            effects.push(Effect::TakeLease(adjudicator.id.clone()));
            let name = adjudicator.name.clone();
            self.notify(NoticeKind::Info, message!("review-adjudicate-as", name = name), stamp.now);
            return Ok(effects);
        }
        let named = session.project.annotator(&me).map_or_else(|| me.to_string(), |me| me.name.clone());
        let free = |id: &AnnotatorId| session.project.annotator(id).is_none();
        let ids =
            (1..).map(|n| if n == 1 { format!("{me}-adjudicator") } else { format!("{me}-adjudicator-{n}") });
        let id = ids.take(99).filter_map(|id| AnnotatorId::new(&id).ok()).find(free);
        let id = id.ok_or(NoEffect::Refused)?;
        let name = message!("review-adjudicator-name", name = named).english();
        let annotator = Annotator { id: id.clone(), name, role: Role::Adjudicator, person: Some(me) };
        let committed = self.commit_for_good(Edit::PutAnnotator { annotator }, stamp);
        if !committed.is_empty() {
            effects.push(Effect::TakeLease(id));
        }
        effects.extend(committed);
        Ok(effects)
    }

    /// Switches for the whole project whether colleagues' work stays hidden until one's own is done.
    pub(in crate::app) fn toggle_blind(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let Some(adjudicator) = session.adjudicator() else {
            let text = message!("review-no-adjudicator");
            self.notify(NoticeKind::Problem, text, stamp.now);
            return done();
        };
        let before = session.project.settings();
        let blind = !before.blind;
        let mut blind_changes = before.blind_changes.clone();
        blind_changes.push(BlindChange { at: stamp.now, by: Some(adjudicator.id.clone()), blind });
        let settings = Settings { blind, blind_changes, ..before.clone() };
        let (label, said) = if blind {
            (message!("steps-hide"), message!("review-blind"))
        } else {
            (message!("steps-show"), message!("review-not-blind"))
        };
        let effects = self.commit(label, vec![Edit::PutSettings { settings }], stamp);
        if !effects.is_empty() {
            self.notify(NoticeKind::Info, said, stamp.now);
        }
        Ok(effects)
    }
}
