//! Versions of my files that differ: which side of each thing holds.

use super::{Exchange, ExchangeEffect};
use crate::app::{Effect, NoticeKind, Overlay, Stamp, State, ViewRequest};
use crate::model::{Conflict, FileKey, resolution};

/// Another version of a file of mine, which waits to be settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Divided {
    /// The file that it is a version of.
    pub key: FileKey,
    /// Where it lies, relative to the project folder.
    pub file: String,
    /// In what it differs.
    pub things: Vec<Thing>,
}

/// One thing in which two versions differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// Both sides of it.
    pub conflict: Conflict,
    /// Whether the other side is to hold.
    pub theirs: bool,
}

impl Thing {
    /// A thing of which mine holds, or theirs when there is no mine, until somebody chooses.
    pub fn new(conflict: Conflict) -> Self {
        let theirs = !conflict.has_ours();
        Self { conflict, theirs }
    }
}

impl Exchange {
    /// All differing things with the file that each is in.
    pub fn things(&self) -> impl Iterator<Item = (&Divided, &Thing)> {
        self.divided.iter().flat_map(|divided| divided.things.iter().map(move |thing| (divided, thing)))
    }

    fn in_hand(&mut self) -> Option<&mut Thing> {
        let at = self.at;
        self.divided.iter_mut().flat_map(|divided| &mut divided.things).nth(at)
    }
}

impl State {
    /// Takes in what waits to be settled; what was chosen already stays chosen.
    pub(super) fn divided(&mut self, mut divided: Vec<Divided>, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let before = std::mem::take(&mut session.exchange.divided);
        for now in &mut divided {
            let Some(was) = before.iter().find(|was| was.file == now.file) else { continue };
            for thing in &mut now.things {
                if let Some(old) = was.things.iter().find(|old| old.conflict == thing.conflict) {
                    thing.theirs = old.theirs;
                }
            }
        }
        let more = divided.iter().any(|now| before.iter().all(|was| was.file != now.file));
        session.exchange.divided = divided;
        session.exchange.at = session.exchange.at.min(session.exchange.count().saturating_sub(1));
        self.revision += 1;
        if more && !matches!(self.overlay, Some(Overlay::Conflicts)) {
            let text = "Two versions of your work differ; both are kept. “Settle conflicts” in the palette shows them.";
            self.notify(NoticeKind::Problem, text, stamp.now);
        }
        Vec::new()
    }

    pub(super) fn move_in_conflicts(&mut self, by: i32) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            let last = session.exchange.count().saturating_sub(1);
            session.exchange.at = session.exchange.at.saturating_add_signed(by as isize).min(last);
        }
        Vec::new()
    }

    pub(super) fn select_conflict(&mut self, at: usize) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            session.exchange.at = at.min(session.exchange.count().saturating_sub(1));
        }
        Vec::new()
    }

    /// Chooses a side of the thing in hand and goes on to the next.
    pub(super) fn choose_side(&mut self, theirs: bool) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        if let Some(thing) = session.exchange.in_hand() {
            thing.theirs = theirs;
        }
        self.move_in_conflicts(1)
    }

    /// Carries out what is chosen as one step of undo, and has the versions put away.
    pub(super) fn settle_conflicts(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = self.session.as_ref().filter(|session| !session.exchange.is_empty()) else {
            return Vec::new();
        };
        let mut project = session.project.clone();
        let mut edits = Vec::new();
        for divided in &session.exchange.divided {
            let chosen = divided.things.iter().filter(|thing| thing.theirs);
            let theirs: Vec<Conflict> = chosen.map(|thing| thing.conflict.clone()).collect();
            for edit in resolution(&project, &divided.key, &theirs) {
                // Two versions of one file: the second is settled on what the first left. What does not fit is refused
                // when all of it is carried out.
                let _ = project.apply(edit.clone());
                edits.push(edit);
            }
        }
        let mut effects = Vec::new();
        if !edits.is_empty() {
            effects = self.commit("settle conflicts", edits, stamp);
            if effects.is_empty() {
                return effects;
            }
        }
        let Some(session) = &mut self.session else { return effects };
        session.refresh_library();
        let settled = std::mem::take(&mut session.exchange.divided);
        let text = match effects.is_empty() {
            true => "Settled: yours stays. The other version is kept among the earlier ones.",
            false => "Settled. What gave way can be had back by undoing.",
        };
        let away = settled.into_iter().map(|divided| (divided.key, divided.file)).collect();
        effects.push(Effect::Exchange(ExchangeEffect::PutAway(away)));
        effects.push(Effect::View(ViewRequest::FocusText));
        self.overlay = None;
        self.notify(NoticeKind::Info, text, stamp.now);
        effects
    }
}
