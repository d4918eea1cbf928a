//! The claim picker and changes of the ledger.

use super::action::ClaimAction;
use super::outcome::done;
use super::{
    Action, Candidate, ClaimChange, ClaimCommand, Command, GivenTag, NoEffect, NoticeKind, Outcome, Overlay,
    PassageOverlay, Picker, PickerCommand, Session, Stamp, State,
};
use crate::base::{AnnotationId, AttributeId, ClaimId, slug};
use crate::locale::Message;
use crate::message;
use crate::model::{Annotation, Body, Claim, Edge, Edit, Relation, Transaction, Value};
use crate::text::{Span, segment};
use std::collections::BTreeMap;
use std::sync::Arc;

impl ClaimChange {
    /// Whether it comes letter by letter.
    fn is_typed(&self) -> bool {
        match self {
            Self::Label(_) | Self::Wording(_) | Self::Topic(_) | Self::Memo(_) | Self::Aliases(_) => true,
            Self::Kind(_) | Self::Status(_) | Self::Colour(_) => false,
        }
    }

    /// Changes the claim; returns what the step does.
    fn carry_out(self, claim: &mut Claim) -> Message {
        match self {
            Self::Label(label) => {
                claim.label = label;
                message!("steps-claim-name", claim = &claim.label)
            }
            Self::Wording(wording) => {
                claim.wording = wording;
                message!("steps-claim-wording", claim = &claim.label)
            }
            Self::Topic(topic) => {
                claim.topic = topic;
                message!("steps-claim-topic", claim = &claim.label)
            }
            Self::Memo(memo) => {
                claim.memo = memo;
                message!("steps-claim-memo", claim = &claim.label)
            }
            Self::Aliases(aliases) => {
                claim.aliases = aliases;
                message!("steps-claim-aliases", claim = &claim.label)
            }
            Self::Kind(kind) => {
                claim.kind = kind;
                message!("steps-claim-type", claim = &claim.label)
            }
            Self::Status(status) => {
                claim.status = status;
                message!("steps-claim-status", claim = &claim.label)
            }
            Self::Colour(colour) => {
                claim.colour = colour;
                message!("steps-claim-colour", claim = &claim.label)
            }
        }
    }
}

/// Number of rows that the picker shows.
const ROWS: usize = 7;

impl Session {
    /// How many passages mention a claim, in the sets that I may see: my own while I work blind.
    pub fn mentions(&self, claim: &ClaimId) -> u32 {
        let body = Body::Claim(claim.clone());
        self.project.sets().filter(|(key, _)| self.may_see(key)).map(|(_, set)| set.uses(&body)).sum()
    }

    /// Whether a set may be shown: my own, or a colleague's on an article that I have signed off.
    pub fn may_see(&self, key: &crate::model::SetKey) -> bool {
        Some(&key.annotator) == self.me.as_ref() || self.project.may_see(self.me.as_ref(), &key.article)
    }

    /// All claims that may be offered while I work on the open article, each with the number of its
    /// [mentions](Self::mentions): mine, those that nobody mentions, and those known from elsewhere. What only a colleague
    /// found in this very article stays hidden until I have signed it off. One pass over all sets.
    pub fn offered(&self) -> Vec<(&Arc<Claim>, u32)> {
        let here = self.reading.as_ref().map(|reading| &reading.article.id);
        let mut known: BTreeMap<&ClaimId, (u32, bool)> = BTreeMap::new();
        for (key, set) in self.project.sets() {
            let seen = self.may_see(key);
            let open = seen || Some(&key.article) != here;
            for (body, uses) in set.bodies() {
                let Body::Claim(id) = body else { continue };
                let (mentions, offered) = known.entry(id).or_default();
                *mentions += if seen { uses } else { 0 };
                *offered |= open;
            }
        }
        let mine = |claim: &Claim| self.me.as_ref().is_some_and(|me| me.as_str() == claim.id.annotator());
        let claims = self.project.ledger().claims();
        claims
            .filter_map(|claim| match known.get(&claim.id) {
                None => Some((claim, 0)),
                Some((mentions, offered)) => (*offered || mine(claim)).then_some((claim, *mentions)),
            })
            .collect()
    }

    /// Claims for a passage and what was typed, the likeliest first.
    pub fn candidates(&self, span: Span, query: &str) -> Vec<Candidate> {
        let selected = self.reading.as_ref().and_then(|r| r.article.text.slice(span)).unwrap_or_default();
        let context = words_of(selected);
        let typed = query.trim().to_lowercase();
        let mut found: Vec<Candidate> = self
            .offered()
            .into_iter()
            .filter_map(|(claim, mentions)| {
                let score = score(claim, &typed, &context)?;
                let score =
                    score + (f32::from(u16::try_from(mentions).unwrap_or(u16::MAX)) + 1.0).ln() * 0.05;
                let (id, label) = (claim.id.clone(), claim.label.clone());
                Some(Candidate { id, label, colour: claim.colour, mentions, score })
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        found.truncate(ROWS);
        found
    }
}

fn words_of(text: &str) -> Vec<String> {
    segment::words(text)
        .filter_map(|range| text.get(range.start as usize..range.end as usize))
        .filter(|word| word.chars().filter(|c| c.is_alphanumeric()).count() > 2)
        .map(str::to_lowercase)
        .collect()
}

/// How well a claim fits: what was typed decides, the passage's words order the rest. `None`: it does not fit.
fn score(claim: &Claim, typed: &str, context: &[String]) -> Option<f32> {
    let names = std::iter::once(&claim.label).chain(&claim.aliases);
    let by_name = |name: &String| {
        let name = name.to_lowercase();
        if typed.is_empty() {
            Some(0.0)
        } else if name.starts_with(typed) {
            Some(4.0)
        } else if name.split_whitespace().any(|word| word.starts_with(typed)) {
            Some(3.0)
        } else if typed.split_whitespace().all(|part| name.contains(part)) {
            Some(2.0)
        } else {
            subsequence(&name, typed).then_some(1.0)
        }
    };
    let best =
        names.filter_map(by_name).fold(None, |best: Option<f32>, s| Some(best.map_or(s, |b| b.max(s))));
    let wording = (!typed.is_empty() && claim.wording.to_lowercase().contains(typed)).then_some(0.8);
    let base = match (best, wording) {
        (None, None) => return None,
        (a, b) => a.unwrap_or(0.0).max(b.unwrap_or(0.0)),
    };
    let own = words_of(&format!("{} {} {}", claim.label, claim.wording, claim.aliases.join(" ")));
    let shared = context.iter().filter(|word| own.iter().any(|other| alike(word, other))).count();
    Some(base + shared as f32 / (context.len() as f32).max(4.0))
}

fn subsequence(name: &str, typed: &str) -> bool {
    let mut rest = name.chars();
    typed.chars().filter(|c| !c.is_whitespace()).all(|c| rest.any(|other| other == c))
}

/// Whether two words are the same but for their endings.
fn alike(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    a == b || (common >= 4 && common + 3 >= a.chars().count().max(b.chars().count()))
}

impl State {
    /// Links a passage to a claim, and sets attributes of the mention.
    pub(super) fn act_on_claim(&mut self, action: ClaimAction, stamp: Stamp) -> Outcome {
        match action {
            ClaimAction::LinkClaim => {
                self.as_me(Command::Action(Action::LinkClaim), stamp, |state| state.open_picker(stamp))
            }
            ClaimAction::ChooseField => self.open_strip(stamp),
        }
    }

    /// Links passages to claims, and changes the ledger.
    pub(super) fn claim_command(&mut self, command: ClaimCommand, stamp: Stamp) -> Outcome {
        match command {
            ClaimCommand::Link { span, claim } => {
                let wish = Command::Claim(ClaimCommand::Link { span, claim: claim.clone() });
                let link = |state: &mut Self| state.link(span, claim, BTreeMap::new(), Vec::new(), stamp);
                self.as_me(wish, stamp, link)
            }
            ClaimCommand::Change { id, change } => self.change_claim(&id, change, stamp),
            ClaimCommand::Relate { edge, on } => self.relate(edge, on, stamp),
            ClaimCommand::Remove(id) => Ok(self.commit(
                message!("steps-remove-claim", claim = %id),
                vec![Edit::RemoveClaim { id }],
                stamp,
            )),
        }
    }

    /// Opens the claim picker on the selection, the mention in hand, or the sentence.
    fn open_picker(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let reading = session.reading()?;
        let selected = reading.selected();
        let mention = session
            .focused()
            .filter(|a| matches!(a.body, Body::Claim(_)) && selected.is_none_or(|span| span == a.span));
        let span = mention.map(|a| a.span).or_else(|| reading.subject()).ok_or(NoEffect::NoSentences)?;
        let mention = mention.map(|a| a.id);
        let layer = session.project.codebook().claim_layer().cloned().ok_or(NoEffect::NotInCodebook)?;
        if self.is_marking(&layer.id) {
            return self.give(Self::unit_tag(&layer), &layer, stamp);
        }
        let span = match mention {
            Some(_) => span,
            None => match self.unit_or_said(&layer.id, span, stamp) {
                Some(unit) => unit,
                None => return done(),
            },
        };
        let session = self.session()?;
        let candidates = session.candidates(span, "");
        self.overlay = Some(Overlay::Passage(PassageOverlay::Picker(Picker {
            span,
            mention,
            query: String::new(),
            candidates,
            chosen: 0,
        })));
        done()
    }

    pub(super) fn picker_command(&mut self, command: PickerCommand, stamp: Stamp) -> Outcome {
        let Some(Overlay::Passage(PassageOverlay::Picker(mut picker))) = self.overlay.take() else {
            return Err(NoEffect::NothingBegun);
        };
        let session = self.session()?;
        match command {
            PickerCommand::Query(query) => {
                picker.candidates = session.candidates(picker.span, &query);
                picker.query = query;
                picker.chosen = 0;
            }
            PickerCommand::Move(by) => {
                let rows = picker.candidates.len() as i32 + i32::from(!picker.query.trim().is_empty());
                picker.chosen = (picker.chosen as i32 + by).rem_euclid(rows.max(1)) as usize;
            }
            PickerCommand::Choose(row) => return self.link_row(&picker, row, stamp),
            PickerCommand::Accept => return self.link_row(&picker, picker.chosen, stamp),
            PickerCommand::Create => return self.create_claim(&picker, stamp),
        }
        self.overlay = Some(Overlay::Passage(PassageOverlay::Picker(picker)));
        done()
    }

    fn link_row(&mut self, picker: &Picker, row: usize, stamp: Stamp) -> Outcome {
        match picker.candidates.get(row) {
            Some(candidate) => match picker.mention {
                Some(mention) => self.relink(mention, candidate.id.clone(), Vec::new(), stamp),
                None => self.link(picker.span, candidate.id.clone(), BTreeMap::new(), Vec::new(), stamp),
            },
            None => self.create_claim(picker, stamp),
        }
    }

    /// Creates a claim named as typed, or after the passage, and links the passage to it: one step of undo.
    fn create_claim(&mut self, picker: &Picker, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let me = session.me.as_ref().ok_or(NoEffect::Refused)?;
        let passage =
            session.reading.as_ref().and_then(|r| r.article.text.slice(picker.span)).unwrap_or_default();
        let label = match picker.query.split_whitespace().collect::<Vec<_>>().join(" ") {
            typed if typed.is_empty() => short_name(passage),
            typed => typed,
        };
        let ledger = session.project.ledger();
        let stem = slug(&label);
        let free = (1..)
            .map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") })
            .filter_map(|slug| ClaimId::created_by(me, &slug).ok())
            .find(|id| ledger.claim(id).is_none());
        let id = free.ok_or(NoEffect::Refused)?;
        let colour = ledger.sheet(me).map_or(0, |sheet| sheet.claims.len() % 12) as u8;
        let claim = Claim { colour, ..Claim::new(id.clone(), label, stamp.now) };
        let first = vec![Edit::PutClaim { claim: Arc::new(claim) }];
        match picker.mention {
            Some(mention) => self.relink(mention, id, first, stamp),
            None => self.link(picker.span, id, BTreeMap::new(), first, stamp),
        }
    }

    /// Links a passage to a claim; a passage that mentions it already is taken in hand instead.
    pub(super) fn link(
        &mut self,
        span: Span,
        claim: ClaimId,
        attributes: BTreeMap<AttributeId, Value>,
        mut edits: Vec<Edit>,
        stamp: Stamp,
    ) -> Outcome {
        let session = self.session()?;
        let layer = session.project.codebook().claim_layer().cloned().ok_or(NoEffect::NotInCodebook)?;
        if self.is_marking(&layer.id) {
            return self.give(Self::unit_tag(&layer), &layer, stamp);
        }
        let Some(span) = self.unit_or_said(&layer.id, span, stamp) else { return done() };
        let session = self.session()?;
        let reading = session.reading()?;
        let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
        let body = Body::Claim(claim.clone());
        let empty = Arc::default();
        let set = session.my_set().unwrap_or(&empty);
        let there = set.touching(span).find(|a| a.span == span && a.body == body).map(|a| a.id);
        if let Some(there) = there {
            self.reading_mut()?.take_in_hand(there, span);
            self.notify(NoticeKind::Info, message!("notices-linked-already"), stamp.now);
            return done();
        }
        let mut annotation = Annotation::new(stamp.annotation_id(0), span, body.clone(), stamp.now);
        annotation.attributes.clone_from(&attributes);
        if let Some(bare) = session.bare_unit(&layer.id, &reading.article.id, span) {
            annotation.id = bare.id;
            annotation.created = bare.created;
            annotation.memo.clone_from(&bare.memo);
        }
        let id = annotation.id;
        let created = edits
            .iter()
            .find_map(|edit| if let Edit::PutClaim { claim } = edit { Some(&claim.label) } else { None });
        let label = match created {
            Some(claim) => message!("steps-create-claim", claim = claim),
            None => message!("steps-link", claim = session.project.body_argument(&body)),
        };
        edits.push(Edit::PutAnnotation { key, annotation: Arc::new(annotation) });
        let effects = self.commit(label, edits, stamp);
        if let Some(session) = self.session.as_mut().filter(|_| !effects.is_empty()) {
            session.last_tag = Some(GivenTag { body, attributes });
            if let Some(reading) = &mut session.reading {
                reading.take_in_hand(id, span);
            }
        }
        Ok(effects)
    }

    fn relink(
        &mut self,
        mention: AnnotationId,
        claim: ClaimId,
        mut edits: Vec<Edit>,
        stamp: Stamp,
    ) -> Outcome {
        let (key, set) = self.session()?.mine()?;
        let old = set.get(mention).ok_or(NoEffect::NoAnnotation)?;
        let changed = Annotation { body: Body::Claim(claim), modified: stamp.now, ..old.as_ref().clone() };
        edits.push(Edit::PutAnnotation { key, annotation: Arc::new(changed) });
        Ok(self.commit(message!("steps-relink"), edits, stamp))
    }

    fn change_claim(&mut self, id: &ClaimId, change: ClaimChange, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let old = session.project.ledger().claim(id).ok_or(NoEffect::Refused)?;
        if session.me.as_ref().is_none_or(|me| me.as_str() != id.annotator()) {
            self.notify(NoticeKind::Info, message!("notices-colleagues-claim"), stamp.now);
            return done();
        }
        if matches!(&change, ClaimChange::Label(label) if label.trim().is_empty()) {
            return Err(NoEffect::Refused);
        }
        let typed = change.is_typed();
        let mut claim = Claim { modified: stamp.now, ..old.as_ref().clone() };
        let label = change.carry_out(&mut claim);
        let merge_key = label.id().filter(|_| typed).map(|step| format!("claim {id} {step}"));
        let transaction =
            Transaction { label, edits: vec![Edit::PutClaim { claim: Arc::new(claim) }], merge_key };
        Ok(self.commit_as(transaction, stamp))
    }

    /// States a relation between claims in my sheet, or takes it back.
    fn relate(&mut self, edge: Edge, on: bool, stamp: Stamp) -> Outcome {
        let (me, mut effects) = self.ensure_me(stamp).ok_or(NoEffect::Refused)?;
        let edge = edge.ordered();
        let label = match (on, edge.relation) {
            (false, _) => message!("steps-unrelate"),
            (true, Relation::SameAs) => message!("steps-same-as"),
            (true, Relation::NarrowerThan) => message!("steps-narrower-than"),
            (true, Relation::Contradicts) => message!("steps-contradicts"),
        };
        let since = on.then_some(stamp.now);
        effects.extend(self.commit(label, vec![Edit::SetEdge { by: me, edge, since }], stamp));
        Ok(effects)
    }
}

/// The first words of a passage, as a name for a claim.
fn short_name(passage: &str) -> String {
    let words: Vec<&str> = passage.split_whitespace().take(6).collect();
    let name = words.join(" ");
    name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}
