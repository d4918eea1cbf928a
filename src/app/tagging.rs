//! Verdicts on sentences and passages: tag, mark read, repeat, lock, remove, sign off.

use super::action::TagAction;
use super::outcome::done;
use super::{
    Action, AnnotationCommand, Command, GivenTag, NoEffect, NoticeKind, Outcome, Overlay, Reading, Session,
    Stamp, State, WhoAmI,
};
use crate::base::{AnnotationId, AttributeId, ChoiceId, CodeId, LayerId};
use crate::compare::is_same_place;
use crate::message;
use crate::model::{
    Annotation, AnnotationSet, AttributeRole, Body, ChoiceRole, Edit, Layer, Origin, SetKey, SetState, Unit,
    Value, layer_of_body,
};
use crate::text::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

impl State {
    /// Carries out what needs to know who codes. When nobody has said so yet, the name is asked first, and `command` is
    /// carried out after.
    pub(super) fn as_me(
        &mut self,
        command: Command,
        stamp: Stamp,
        act: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        if !self.reading_mut()?.ready {
            return Err(NoEffect::NoSentences);
        }
        match self.ensure_me(stamp) {
            Some((_, mut effects)) => {
                effects.extend(act(self)?);
                Ok(effects)
            }
            None => {
                self.overlay = Some(Overlay::WhoAmI(WhoAmI::then(command, self)));
                done()
            }
        }
    }

    /// Decides what a passage is.
    pub(super) fn act_on_tag(&mut self, action: TagAction, stamp: Stamp) -> Outcome {
        match action {
            TagAction::MarkRead => self.mark(true, stamp),
            TagAction::MarkUnread => self.mark(false, stamp),
            TagAction::MarkRestRead => {
                self.as_me(Command::Action(Action::MarkRestRead), stamp, |state| state.cover_rest(stamp))
            }
            TagAction::Repeat => self.repeat(stamp),
            TagAction::TagLock => self.toggle_lock(stamp),
            TagAction::Leader => self.open_leader(stamp),
            TagAction::Delete => self.delete(None, stamp),
            TagAction::ToggleBoilerplate => self.toggle_boilerplate(stamp),
        }
    }

    /// Tags the selection or the sentence with a code, and goes on.
    pub(super) fn tag(&mut self, code: CodeId, unsure: bool, stamp: Stamp) -> Outcome {
        let wish = Command::Annotation(AnnotationCommand::Tag { code: code.clone(), unsure });
        self.as_me(wish, stamp, |state| state.tag_subject(code, unsure, stamp))
    }

    fn tag_subject(&mut self, code: CodeId, unsure: bool, stamp: Stamp) -> Outcome {
        let mut attributes = BTreeMap::new();
        let layer = self
            .session
            .as_ref()
            .and_then(|s| s.project.codebook().code(code.as_str()).map(|(l, _)| l.clone()));
        let layer = layer.ok_or(NoEffect::NotInCodebook)?;
        let confidence = layer.attribute_as(AttributeRole::Confidence).filter(|_| unsure);
        if let Some((attribute, choice)) = confidence.and_then(|a| Some((a, a.choice_as(ChoiceRole::Doubt)?)))
        {
            attributes.insert(attribute.id.clone(), Value::Choice(choice.id.clone()));
        }
        let tag = GivenTag { body: Body::Code(code), attributes };
        self.give(tag, &layer, stamp)
    }

    /// Gives a tag of a code layer to the subject.
    pub(super) fn give(&mut self, tag: GivenTag, layer: &Layer, stamp: Stamp) -> Outcome {
        let tag = if self.is_marking(&layer.id) { Self::unit_tag(layer) } else { tag };
        let meant = self.reading().map(|reading| reading.units_for(layer.unit)).unwrap_or_default();
        let units: Vec<Span> =
            meant.into_iter().filter_map(|span| self.unit_or_said(&layer.id, span, stamp)).collect();
        let session = self.session()?;
        let reading = session.reading()?;
        let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
        // Where no unit is, that was said.
        let (Some(first), Some(last)) = (units.first().copied(), units.last().copied()) else {
            return if reading.subject().is_some() { done() } else { Err(NoEffect::NoSentences) };
        };
        let mut edits = Vec::new();
        let empty = Arc::default();
        let set = session.project.set(&key).unwrap_or(&empty);
        let mut given = Vec::new();
        for (number, span) in units.iter().enumerate() {
            let annotation = tagged(session, set, layer, *span, &tag, stamp, number as u64);
            given.push(annotation.id);
            edits.push(Edit::PutAnnotation { key: key.clone(), annotation: Arc::new(annotation) });
            edits.extend(reading.cover(&key, set, *span));
        }
        let count = units.len();
        let label = match &tag.body {
            Body::Unit(_) => message!("steps-tag-units", count = count),
            Body::Code(code) => {
                let code = layer.codes().iter().find(|c| c.id == *code).map_or(code.as_str(), |c| &c.name);
                message!("steps-tag", count = count, name = code)
            }
            Body::Claim(_) | Body::Note => message!("steps-tag", count = count, name = &layer.name),
        };
        let sweep = layer.unit == Unit::Sentence;
        let reached =
            reading.sentences.get(reading.sentence_at(last.start())).map_or(last.end(), |s| s.end());
        let finished_sentence = last.end() >= reached;
        let effects = self.commit(label, edits, stamp);
        if effects.is_empty() {
            return Ok(effects);
        }
        let session = self.session_mut()?;
        session.last_tag = Some(tag);
        let reading = session.reading.as_mut().ok_or(NoEffect::NoArticle)?;
        reading.picking = None;
        if sweep && finished_sentence {
            reading.advance_past(last);
        } else if let Some(id) = given.last() {
            reading.take_in_hand(*id, first);
        }
        Ok(effects)
    }

    /// Notes that the sentences were read and nothing was found, and goes on; or takes that back.
    fn mark(&mut self, read: bool, stamp: Stamp) -> Outcome {
        let action = if read { Action::MarkRead } else { Action::MarkUnread };
        self.as_me(Command::Action(action), stamp, |state| state.cover_subject(read, stamp))
    }

    fn cover_subject(&mut self, read: bool, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let reading = session.reading()?;
        let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
        let units = reading.units_for(Unit::Sentence);
        let last = units.last().copied().ok_or(NoEffect::NoSentences)?;
        let edits: Vec<Edit> = units
            .iter()
            .map(|span| Edit::SetCoverage {
                key: key.clone(),
                within: *span,
                ranges: if read { vec![*span] } else { Vec::new() },
                assumed: Vec::new(),
            })
            .collect();
        let label = if read { message!("steps-read") } else { message!("steps-unread") };
        let effects = self.commit(label, edits, stamp);
        if read {
            self.reading_mut()?.advance_past(last);
        }
        Ok(effects)
    }

    /// Notes that every sentence from the cursor to the end was read, in one step.
    fn cover_rest(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let reading = session.reading()?;
        let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
        let rest = reading.sentences.get(reading.cursor..).ok_or(NoEffect::NoSentences)?;
        let (first, last) = rest.first().zip(rest.last()).ok_or(NoEffect::NoSentences)?;
        let (within, last) = (first.union(*last), *last);
        let empty = Arc::default();
        let set = session.my_set().unwrap_or(&empty);
        let unread: Vec<Span> = rest.iter().copied().filter(|sentence| !set.is_stated(*sentence)).collect();
        if unread.is_empty() {
            return Err(NoEffect::AlreadySo);
        }
        let label = message!("steps-rest-read", count = unread.len());
        let ranges = set.coverage().inside(within).into_iter().chain(unread).collect();
        let assumed = Vec::new();
        let effects = self.commit(label, vec![Edit::SetCoverage { key, within, ranges, assumed }], stamp);
        self.reading_mut()?.advance_past(last);
        Ok(effects)
    }

    fn repeat(&mut self, stamp: Stamp) -> Outcome {
        match self.session()?.last_tag.clone() {
            Some(tag) => self.give_any(tag, stamp),
            None => {
                self.notify(NoticeKind::Info, message!("notices-no-last-tag"), stamp.now);
                done()
            }
        }
    }

    /// Gives the tag of the lock to what is selected.
    pub(super) fn give_locked(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let tag = session.tag_lock.clone().ok_or(NoEffect::NothingBegun)?;
        self.give_any(tag, stamp)
    }

    fn give_any(&mut self, tag: GivenTag, stamp: Stamp) -> Outcome {
        self.as_me(Command::Action(Action::Repeat), stamp, |state| state.give_again(tag, stamp))
    }

    fn give_again(&mut self, tag: GivenTag, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let layer = layer_of_body(session.project.codebook(), &tag.body).cloned();
        let layer = layer.ok_or(NoEffect::NotInCodebook)?;
        match &tag.body {
            Body::Claim(claim) => {
                let span =
                    session.reading.as_ref().and_then(Reading::subject).ok_or(NoEffect::NoSentences)?;
                self.link(span, claim.clone(), tag.attributes.clone(), Vec::new(), stamp)
            }
            Body::Code(_) | Body::Unit(_) | Body::Note => self.give(tag, &layer, stamp),
        }
    }

    fn toggle_lock(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session_mut()?;
        if session.tag_lock.take().is_some() {
            self.notify(NoticeKind::Info, message!("notices-lock-off"), stamp.now);
        } else if let Some(tag) = session.last_tag.clone() {
            session.tag_lock = Some(tag);
            self.notify(NoticeKind::Info, message!("notices-lock-on"), stamp.now);
        } else {
            self.notify(NoticeKind::Info, message!("notices-lock-needs-tag"), stamp.now);
        }
        done()
    }

    /// Removes an annotation; the sentence keeps its verdict as read only if something else is left on it.
    pub(super) fn delete(&mut self, id: Option<AnnotationId>, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let (key, set) = session.mine()?;
        let reading = session.reading()?;
        let at_caret = || {
            let caret = reading.selection.focus;
            let here = Span::new(caret, caret.saturating_add(1))?;
            let innermost =
                |span: Span| set.touching(span).min_by_key(|a| (a.span.len(), a.id)).map(|a| a.id);
            innermost(reading.selected().unwrap_or(here)).or_else(|| innermost(reading.sentence()?))
        };
        let Some(annotation) = id.or(reading.focus).or_else(at_caret).and_then(|id| set.get(id)) else {
            self.notify(NoticeKind::Info, message!("notices-no-tag-here"), stamp.now);
            return done();
        };
        let label = message!("steps-remove", what = session.project.body_argument(&annotation.body));
        let mut edits = vec![Edit::RemoveAnnotation { key: key.clone(), id: annotation.id }];
        for sentence in reading.sentences_of(annotation.span) {
            let bare = set.touching(sentence).all(|other| other.id == annotation.id);
            if bare {
                let (ranges, assumed) = (Vec::new(), Vec::new());
                edits.push(Edit::SetCoverage { key: key.clone(), within: sentence, ranges, assumed });
            }
        }
        Ok(self.commit(label, edits, stamp))
    }

    /// What a body is called on the screen.
    pub fn name_of(&self, body: &Body) -> String {
        let Some(session) = &self.session else { return String::new() };
        session.project.body_name(body, self.text).into_owned()
    }

    /// Signs the article off and opens the next that is not; says what is missing when something is.
    pub(super) fn article_done(&mut self, stamp: Stamp) -> Outcome {
        self.as_me(Command::Action(Action::ArticleDone), stamp, |state| state.sign_off(stamp))
    }

    fn sign_off(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let reading = session.reading()?;
        let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
        let empty = Arc::default();
        let set = session.my_set().unwrap_or(&empty);
        let open = reading.sentences.iter().position(|sentence| !set.coverage().covers(*sentence));
        if let Some(first) = open {
            let count =
                reading.sentences.iter().filter(|sentence| !set.coverage().covers(**sentence)).count();
            let text = message!("notices-sentences-open", count = count);
            self.reading_mut()?.go_to_sentence(first);
            self.notify(NoticeKind::Problem, text, stamp.now);
            return done();
        }
        let codebook = session.project.codebook();
        let wordless = set.in_order().into_iter().find(|annotation| {
            let Body::Code(code) = &annotation.body else { return false };
            annotation.memo.is_none() && codebook.code(code.as_str()).is_some_and(|(_, code)| code.needs_memo)
        });
        if let Some(annotation) = wordless {
            let (id, span) = (annotation.id, annotation.span);
            let name = session.project.body_argument(&annotation.body);
            self.reading_mut()?.take_in_hand(id, span);
            let text = message!("notices-memo-wanted", name = name);
            self.notify(NoticeKind::Problem, text, stamp.now);
            return done();
        }
        let title = reading.article.display_title().to_owned();
        if self.units_wait(stamp) {
            return done();
        }
        let edits = vec![Edit::SetState { key, state: SetState::Done(stamp.now) }];
        let mut effects = self.commit(message!("steps-sign-off"), edits, stamp);
        if effects.is_empty() {
            return Ok(effects);
        }
        let next = self.session.as_ref().and_then(Session::next_open_article);
        match next {
            Some(id) => {
                effects.extend(self.select_article(&id, stamp));
                self.notify(NoticeKind::Info, message!("notices-done", title = title), stamp.now);
            }
            None => self.notify(NoticeKind::Info, message!("notices-all-done"), stamp.now),
        }
        Ok(effects)
    }

    pub(super) fn reopen(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let reading = session.reading()?;
        let Some(key) = session.key(&reading.article.id).filter(|_| session.is_done(&reading.article.id))
        else {
            self.notify(NoticeKind::Info, message!("notices-not-signed-off"), stamp.now);
            return done();
        };
        Ok(self.commit(message!("steps-reopen"), vec![Edit::SetState { key, state: SetState::Open }], stamp))
    }
}

/// The annotation that gives `tag` to `span`: the exclusive layer's own one changed, or a new one.
fn tagged(
    session: &Session,
    set: &AnnotationSet,
    layer: &Layer,
    span: Span,
    tag: &GivenTag,
    stamp: Stamp,
    number: u64,
) -> Annotation {
    let codebook = session.project.codebook();
    let same_layer = |annotation: &&Arc<Annotation>| {
        annotation.span == span
            && layer_of_body(codebook, &annotation.body).is_some_and(|other| other.id == layer.id)
    };
    let same_answer = |annotation: &&Arc<Annotation>| {
        layer.exclusive || annotation.body == tag.body || matches!(annotation.body, Body::Unit(_))
    };
    let here = set.touching(span).find(|annotation| same_layer(annotation) && same_answer(annotation));
    let mut annotation = match here {
        Some(old) => Annotation { modified: stamp.now, body: tag.body.clone(), ..old.as_ref().clone() },
        None => Annotation::new(stamp.annotation_id(number), span, tag.body.clone(), stamp.now),
    };
    let Body::Code(code) = &tag.body else { return annotation };
    annotation.attributes.retain(|id, _| {
        let declared = layer.attribute(id.as_str());
        declared.is_some_and(|a| a.goes_with(code) && a.role != AttributeRole::Confidence)
    });
    annotation.attributes.extend(tag.attributes.clone());
    annotation
}

impl Session {
    /// The layers of annotations of mine that edits put, with their places, where a layer takes one answer and has one or
    /// none.
    pub(super) fn single_answers(&self, edits: &[Edit]) -> Vec<(SetKey, LayerId, Span)> {
        let mine = |key: &SetKey| Some(&key.annotator) == self.me.as_ref();
        let places = edits.iter().filter_map(|edit| match edit {
            Edit::PutAnnotation { key, annotation } if mine(key) => {
                let layer = layer_of_body(self.project.codebook(), &annotation.body)?;
                layer.exclusive.then(|| (key.clone(), layer.id.clone(), annotation.span))
            }
            _ => None,
        });
        places.filter(|(key, layer, span)| !self.has_several(key, layer, *span)).collect()
    }

    /// Whether a set has several answers at a passage in a layer.
    pub(super) fn has_several(&self, key: &SetKey, layer: &LayerId, span: Span) -> bool {
        let codebook = self.project.codebook();
        let Some(set) = self.project.set(key) else { return false };
        let here = set.touching(span).filter(|annotation| {
            is_same_place(annotation.span, span)
                && !matches!(annotation.origin, Origin::Suggested { .. })
                && layer_of_body(codebook, &annotation.body).is_some_and(|other| other.id == *layer)
        });
        here.take(2).count() > 1
    }
}

impl Reading {
    /// The passages that a tag goes on: each sentence of a selection of whole sentences, or the selection itself.
    pub(super) fn units_for(&self, unit: Unit) -> Vec<Span> {
        let Some(selected) = self.selected() else { return self.sentence().into_iter().collect() };
        let whole = self.sentences_of(selected);
        let are_whole = whole.len() > 1
            && whole.first().is_some_and(|first| first.start() == selected.start())
            && whole.last().is_some_and(|last| last.end() == selected.end());
        if unit == Unit::Sentence && are_whole { whole } else { vec![selected] }
    }

    /// The sentences that share a byte with the span.
    pub(super) fn sentences_of(&self, span: Span) -> Vec<Span> {
        let from = self.sentence_at(span.start());
        self.sentences[from..].iter().take_while(|sentence| sentence.start() < span.end()).copied().collect()
    }

    /// The edits that note a verdict on every sentence that the span touches.
    pub(super) fn cover(&self, key: &SetKey, set: &AnnotationSet, span: Span) -> Vec<Edit> {
        self.sentences_of(span)
            .into_iter()
            .filter(|sentence| !set.is_stated(*sentence))
            .map(|sentence| Edit::SetCoverage {
                key: key.clone(),
                within: sentence,
                ranges: vec![sentence],
                assumed: Vec::new(),
            })
            .collect()
    }

    /// Goes to the sentence after the span; stays on the last one.
    pub(super) fn advance_past(&mut self, span: Span) {
        let after = self.sentence_at(span.end().saturating_sub(1)) + 1;
        if after < self.sentences.len() {
            self.go_to_sentence(after);
        } else {
            self.let_go();
            self.go_to_sentence(self.sentences.len().saturating_sub(1));
        }
    }
}

/// The choice of that name, when the attribute has it.
pub(super) fn choice_named(layer: &Layer, attribute: &str, choice: &str) -> Option<(AttributeId, ChoiceId)> {
    let attribute = layer.attribute(attribute)?;
    let choice = attribute.choices().iter().find(|c| c.id.as_str() == choice)?;
    Some((attribute.id.clone(), choice.id.clone()))
}
