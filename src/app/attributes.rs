//! Fields of annotations: choices by key, and words picked from the text.

use super::outcome::done;
use super::tagging::choice_named;
use super::{
    AttributeCommand, Effect, KeyTarget, NoEffect, NoticeKind, Outcome, Overlay, PassageOverlay, PickedSpan,
    Session, Stamp, State, ViewRequest,
};
use crate::base::{AnnotationId, AttributeId, ChoiceId};
use crate::message;
use crate::model::{
    Annotation, Answers, Attribute, AttributeRole, Body, Edit, Layer, Transaction, Value, Values,
    layer_of_body,
};
use crate::text::Span;
use std::sync::Arc;

/// One line of the field strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripEntry {
    /// The letter that takes it.
    pub key: char,
    /// The field.
    pub attribute: AttributeId,
    /// Its name.
    pub name: String,
    /// Whether Enter takes it too: the words that name who speaks.
    pub by_enter: bool,
}

impl Session {
    /// The annotation on which a field is set: the one in hand if it has the field, or the sentence's own.
    pub fn holder_of(&self, attribute: &str) -> Option<Arc<Annotation>> {
        let codebook = self.project.codebook();
        self.holder(|annotation| {
            layer_of_body(codebook, &annotation.body).and_then(|l| l.attribute(attribute)).is_some_and(|a| {
                a.codes.is_empty() || matches!(&annotation.body, Body::Code(code) if a.goes_with(code))
            })
        })
    }

    /// The annotation whose fields are meant: a claim's mention in hand or in the sentence, which is what fields are mostly
    /// for, or else the one in hand, the sentence's own statement, or another.
    fn holder_of_any(&self) -> Option<Arc<Annotation>> {
        let codebook = self.project.codebook();
        let of = |layer: &Layer| {
            let is_of = |annotation: &Annotation| {
                layer_of_body(codebook, &annotation.body).is_some_and(|own| own.id == layer.id)
            };
            (!layer.attributes.is_empty()).then(|| self.holder(is_of)).flatten()
        };
        let others = || codebook.sweep_layer().into_iter().chain(codebook.layers()).find_map(of);
        codebook.claim_layer().and_then(of).or_else(|| self.focused().cloned()).or_else(others)
    }

    /// The annotation in hand, or the shortest here or in the sentence, of which that holds.
    fn holder(&self, has: impl Fn(&Annotation) -> bool) -> Option<Arc<Annotation>> {
        let set = self.my_set()?;
        let reading = self.reading.as_ref()?;
        if let Some(focused) = self.focused().filter(|focused| has(focused)) {
            return Some(Arc::clone(focused));
        }
        let near = reading.subject()?;
        let sentence = reading.sentences.get(reading.sentence_at(near.start())).copied().unwrap_or(near);
        let touching =
            |span: Span| set.touching(span).filter(|a| has(a)).min_by_key(|a| (a.span.len(), a.id)).cloned();
        touching(near).or_else(|| touching(sentence))
    }

    /// The layer of an annotation.
    pub fn layer_of(&self, annotation: &Annotation) -> Option<&Layer> {
        layer_of_body(self.project.codebook(), &annotation.body)
    }

    /// The lines of the field strip for an annotation.
    pub fn strip(&self, id: AnnotationId) -> Vec<StripEntry> {
        let Some(layer) = self.my_set().and_then(|set| set.get(id)).and_then(|a| self.layer_of(a)) else {
            return Vec::new();
        };
        let mut taken: Vec<char> =
            layer.attributes.iter().filter_map(|attribute| attribute.key?.to_uppercase().next()).collect();
        layer
            .attributes
            .iter()
            .filter_map(|attribute| {
                let own = attribute.key.and_then(|key| key.to_uppercase().next());
                let mut wished = attribute.name.chars().flat_map(char::to_uppercase);
                let key = own.or_else(|| wished.find(|c| c.is_alphabetic() && !taken.contains(c)))?;
                taken.push(key);
                Some(StripEntry {
                    key,
                    attribute: attribute.id.clone(),
                    name: attribute.name.clone(),
                    by_enter: attribute.role == AttributeRole::Speaker,
                })
            })
            .collect()
    }

    /// Begins to select words for an attribute.
    fn begin_pick(
        &mut self,
        annotation: AnnotationId,
        attribute: AttributeId,
        then: Option<AttributeId>,
    ) -> Outcome {
        let holder = self.my_set().and_then(|set| set.get(annotation)).ok_or(NoEffect::NoAnnotation)?;
        let declared = self.layer_of(holder).and_then(|layer| layer.attribute(attribute.as_str()));
        declared.ok_or(NoEffect::NotInCodebook)?;
        let reading = self.reading.as_mut().ok_or(NoEffect::NoArticle)?;
        reading.focus = Some(annotation);
        reading.selection.anchor = reading.selection.focus;
        reading.picking = Some(PickedSpan { annotation, attribute, then });
        Ok(vec![Effect::View(ViewRequest::FocusText)])
    }
}

impl State {
    /// Changes the attributes of annotations.
    pub(super) fn attribute_command(&mut self, command: AttributeCommand, stamp: Stamp) -> Outcome {
        match command {
            AttributeCommand::Set { id, attribute, value } => {
                self.set_attribute(id, &attribute, value, stamp)
            }
            AttributeCommand::Toggle { id, attribute, choice } => {
                self.toggle_choice(id, &attribute, &choice, stamp)
            }
            AttributeCommand::Shortcut(target) => self.shortcut(&target, stamp),
            AttributeCommand::PickSpan { id, attribute } => {
                self.session_mut()?.begin_pick(id, attribute, None)
            }
            AttributeCommand::Key(key) => self.strip_key(key, stamp),
        }
    }

    /// Sets or takes away a field.
    fn set_attribute(
        &mut self,
        id: AnnotationId,
        attribute: &AttributeId,
        value: Option<Value>,
        stamp: Stamp,
    ) -> Outcome {
        let session = self.session()?;
        let (key, set) = session.mine()?;
        let old = set.get(id).ok_or(NoEffect::NoAnnotation)?;
        let declared = session.layer_of(old).and_then(|layer| layer.attribute(attribute.as_str()));
        let typed = matches!(value, Some(Value::Text(_)));
        let value = value.filter(|value| !value.is_empty());
        if old.attributes.get(attribute) == value.as_ref() {
            return Err(NoEffect::AlreadySo);
        }
        let name = declared.map_or_else(|| attribute.to_string(), |a| a.name.to_lowercase());
        let mut changed = old.as_ref().clone();
        changed.modified = stamp.now;
        match value {
            Some(value) => changed.attributes.insert(attribute.clone(), value),
            None => changed.attributes.remove(attribute),
        };
        let tag = super::GivenTag {
            body: changed.body.clone(),
            attributes: changed
                .attributes
                .iter()
                .filter(|(_, value)| !matches!(value, Value::Spans(_)))
                .map(|(id, value)| (id.clone(), value.clone()))
                .collect(),
        };
        let transaction = Transaction {
            label: message!("steps-attribute", attribute = name),
            edits: vec![Edit::PutAnnotation { key, annotation: Arc::new(changed) }],
            merge_key: typed.then(|| format!("text {id} {attribute}")),
        };
        let effects = self.commit_as(transaction, stamp);
        if let Some(session) = self.session.as_mut().filter(|_| !effects.is_empty())
            && session.last_tag.as_ref().is_some_and(|last| last.body == tag.body)
        {
            session.last_tag = Some(tag);
        }
        Ok(effects)
    }

    /// Sets a choice on whatever annotation here has the field; says what to do when none has.
    fn set_choice(&mut self, attribute: &str, choice: &str, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let Some(holder) = session.holder_of(attribute) else {
            return self.no_holder(Some(attribute), stamp);
        };
        let found = session.layer_of(&holder).and_then(|layer| choice_named(layer, attribute, choice));
        let (attribute, choice) = found.ok_or(NoEffect::NotInCodebook)?;
        self.set_attribute(holder.id, &attribute, Some(Value::Choice(choice)), stamp)
    }

    /// Says that the annotation is still to be made that has the attribute, or any attribute.
    fn no_holder(&mut self, attribute: Option<&str>, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let codebook = session.project.codebook();
        let claims = codebook.claim_layer();
        let has = |layer: &&Layer| attribute.is_none_or(|id| layer.attribute(id).is_some());
        let asked = || codebook.sweep_layer().into_iter().chain(codebook.layers()).find(has);
        let text = match claims.filter(has).or_else(asked) {
            Some(layer) if layer.answers == Answers::Claims => {
                message!("notices-no-claim-here")
            }
            Some(layer) => message!("notices-answer-first", question = &layer.question),
            None => message!("notices-no-attributes"),
        };
        self.notify(NoticeKind::Info, text, stamp.now);
        done()
    }

    /// Carries out a key that the codebook gives to an attribute or to one of its choices.
    pub(super) fn shortcut(&mut self, target: &KeyTarget, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let id = match target {
            KeyTarget::Attribute(attribute) | KeyTarget::Choice(attribute, _) => attribute.as_str(),
        };
        let codebook = session.project.codebook();
        let field = codebook.field_layer().and_then(|layer| layer.attribute(id));
        let Some(holder) = session.holder_of(id) else {
            return match field.cloned() {
                Some(field) => self.field_shortcut(&field, target, stamp),
                None => self.no_holder(Some(id), stamp),
            };
        };
        let declared = session.layer_of(&holder).and_then(|layer| layer.attribute(id)).cloned();
        let declared = declared.ok_or(NoEffect::NotInCodebook)?;
        match (target, &declared.values) {
            (KeyTarget::Choice(_, choice), Values::Choice { many: true, .. }) => {
                self.toggle_choice(holder.id, &declared.id, choice, stamp)
            }
            (KeyTarget::Choice(_, choice), _) => self.set_choice(id, choice.as_str(), stamp),
            (KeyTarget::Attribute(_), Values::Choice { many: false, .. }) => self.cycle(id, stamp),
            (KeyTarget::Attribute(_), Values::Choice { many: true, .. }) => {
                self.overlay = Some(Overlay::Passage(PassageOverlay::Strip {
                    annotation: holder.id,
                    attribute: Some(declared.id),
                }));
                done()
            }
            (KeyTarget::Attribute(_), Values::Spans) => {
                self.mark_words(id, declared.next.as_ref().map(AttributeId::as_str), stamp)
            }
            (KeyTarget::Attribute(_), Values::Text) => {
                self.overlay = Some(Overlay::Passage(PassageOverlay::FieldText {
                    annotation: holder.id,
                    attribute: declared.id,
                }));
                done()
            }
        }
    }

    /// The same for an answer about the whole article. Text is typed in the inspector.
    fn field_shortcut(&mut self, field: &Attribute, target: &KeyTarget, stamp: Stamp) -> Outcome {
        let Values::Choice { many, .. } = field.values else {
            self.preferences.inspector_open = true;
            return done();
        };
        let now = self.session.as_ref().and_then(|session| session.my_set()?.fields().get(&field.id));
        let chosen: Vec<ChoiceId> = match now {
            Some(Value::Choice(choice)) => vec![choice.clone()],
            Some(Value::Choices(choices)) => choices.clone(),
            Some(Value::Text(_) | Value::Spans(_)) | None => Vec::new(),
        };
        let ids = || field.choices().iter().map(|choice| &choice.id);
        let value = match target {
            KeyTarget::Choice(_, choice) if many => {
                let kept: Vec<ChoiceId> =
                    ids().filter(|id| chosen.contains(id) != (*id == choice)).cloned().collect();
                (!kept.is_empty()).then_some(Value::Choices(kept))
            }
            KeyTarget::Choice(_, choice) => Some(Value::Choice(choice.clone())),
            KeyTarget::Attribute(_) => {
                let from = chosen.first().or(field.default_choice());
                let next = ids().skip_while(|id| from != Some(*id)).nth(1).or_else(|| ids().next()).cloned();
                next.map(|id| if many { Value::Choices(vec![id]) } else { Value::Choice(id) })
            }
        };
        let value = value.filter(|value| !value.is_empty());
        self.set_field(&field.id, value, stamp)
    }

    /// The choice after the present one, in the codebook's order.
    fn cycle(&mut self, attribute: &str, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let Some(holder) = session.holder_of(attribute) else {
            return self.no_holder(Some(attribute), stamp);
        };
        let next = session.layer_of(&holder).and_then(|layer| {
            let declared = layer.attribute(attribute)?;
            let now = holder.choice(attribute).or(declared.default_choice());
            let at = declared.choices().iter().position(|choice| Some(&choice.id) == now);
            let next = at.map_or(0, |at| (at + 1) % declared.choices().len());
            declared.choices().get(next).map(|choice| choice.id.clone())
        });
        let outcome = match next {
            Some(choice) => self.set_choice(attribute, choice.as_str(), stamp),
            None => Err(NoEffect::NotInCodebook),
        };
        let before = self.reading_mut()?.focus.replace(holder.id);
        if before == Some(holder.id) { outcome } else { Ok(outcome.unwrap_or_default()) }
    }

    fn toggle_choice(
        &mut self,
        id: AnnotationId,
        attribute: &AttributeId,
        choice: &ChoiceId,
        stamp: Stamp,
    ) -> Outcome {
        let session = self.session()?;
        let annotation = session.my_set().and_then(|set| set.get(id)).ok_or(NoEffect::NoAnnotation)?;
        let declared = session.layer_of(annotation).and_then(|l| l.attribute(attribute.as_str()));
        let declared = declared.ok_or(NoEffect::NotInCodebook)?;
        let value = if let Values::Choice { many: true, .. } = declared.values {
            let now = match annotation.attributes.get(attribute) {
                Some(Value::Choices(now)) => now.as_slice(),
                _ => &[],
            };
            let wanted = |id: &ChoiceId| now.contains(id) != (id == choice);
            let ids: Vec<_> = declared.choices().iter().map(|c| c.id.clone()).filter(wanted).collect();
            (!ids.is_empty()).then_some(Value::Choices(ids))
        } else {
            (annotation.choice(attribute.as_str()) != Some(choice)).then(|| Value::Choice(choice.clone()))
        };
        self.set_attribute(id, &attribute.clone(), value, stamp)
    }

    /// Marks the selected words as a field of the annotation here, or begins to select them.
    fn mark_words(&mut self, attribute: &str, then: Option<&str>, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let Some(holder) = session.holder_of(attribute) else {
            return self.no_holder(Some(attribute), stamp);
        };
        let attribute = AttributeId::new(attribute).map_err(|_| NoEffect::NotInCodebook)?;
        let then = then.and_then(|id| AttributeId::new(id).ok());
        let selected = session.reading.as_ref().and_then(super::Reading::selected);
        match selected.filter(|span| *span != holder.span) {
            Some(span) => self.add_words(holder.id, &attribute, span, stamp),
            None => self.session_mut()?.begin_pick(holder.id, attribute, then),
        }
    }

    /// Adds words to a field, or takes them away when they are in it already.
    fn add_words(&mut self, id: AnnotationId, attribute: &AttributeId, span: Span, stamp: Stamp) -> Outcome {
        let (_, set) = self.session()?.mine()?;
        let annotation = Arc::clone(set.get(id).ok_or(NoEffect::NoAnnotation)?);
        let mut spans = annotation.spans(attribute.as_str()).to_vec();
        if spans.contains(&span) {
            spans.retain(|other| *other != span);
        } else {
            spans.push(span);
            spans.sort_unstable();
        }
        let value = (!spans.is_empty()).then_some(Value::Spans(spans));
        let effects = self.set_attribute(id, attribute, value, stamp)?;
        let reading = self.reading_mut()?;
        reading.selection.anchor = reading.selection.focus;
        reading.focus = Some(id);
        Ok(effects)
    }

    /// Enter: accepts the words selected for a field and goes on with the next.
    pub(super) fn accept_words(&mut self, stamp: Stamp) -> Outcome {
        let reading = self.reading_mut()?;
        let held = reading.grip.take().is_some();
        let selected = reading.selected();
        let Some(pick) = reading.picking.take() else {
            return match (selected, held) {
                (Some(_), false) => self.give_locked(stamp),
                (Some(_), true) => Ok(self.give_locked(stamp).unwrap_or_default()),
                (None, true) => done(),
                (None, false) => Err(NoEffect::NothingBegun),
            };
        };
        let mut effects = match selected {
            Some(span) => self.add_words(pick.annotation, &pick.attribute, span, stamp)?,
            None => Vec::new(),
        };
        if let Some(next) = pick.then {
            effects.extend(self.session_mut()?.begin_pick(pick.annotation, next, None)?);
        }
        Ok(effects)
    }

    /// The key `A`: opens the strip of fields of the annotation here.
    pub(super) fn open_strip(&mut self, stamp: Stamp) -> Outcome {
        match self.session()?.holder_of_any() {
            Some(annotation) => {
                self.reading_mut()?.focus = Some(annotation.id);
                self.overlay = Some(Overlay::Passage(PassageOverlay::Strip {
                    annotation: annotation.id,
                    attribute: None,
                }));
                done()
            }
            None => self.no_holder(None, stamp),
        }
    }

    /// A key in the strip: a letter takes a field, a digit one of its choices, Enter the words that name who speaks.
    fn strip_key(&mut self, key: char, stamp: Stamp) -> Outcome {
        let Some(Overlay::Passage(PassageOverlay::Strip { annotation, attribute })) = self.overlay.clone()
        else {
            return Err(NoEffect::NothingBegun);
        };
        let session = self.session()?;
        let holder = session.my_set().and_then(|set| set.get(annotation));
        let layer = holder.and_then(|holder| session.layer_of(holder)).ok_or(NoEffect::NoAnnotation)?;
        if let Some(attribute) = attribute {
            let number = key.to_digit(10).and_then(|n| (n as usize).checked_sub(1));
            let declared = layer.attribute(attribute.as_str());
            let choice = number.and_then(|n| declared?.choices().get(n)).map(|choice| choice.id.clone());
            self.overlay = None;
            return choice.map_or_else(done, |c| self.toggle_choice(annotation, &attribute, &c, stamp));
        }
        let chosen = session
            .strip(annotation)
            .into_iter()
            .find(|entry| if key == '\n' { entry.by_enter } else { key.to_uppercase().eq([entry.key]) });
        let declared = chosen.and_then(|entry| layer.attribute(entry.attribute.as_str())).cloned();
        let declared = declared.ok_or(NoEffect::NotInCodebook)?;
        self.overlay = None;
        match declared.values {
            Values::Choice { .. } => {
                self.overlay = Some(Overlay::Passage(PassageOverlay::Strip {
                    annotation,
                    attribute: Some(declared.id),
                }));
                done()
            }
            Values::Spans => self.session_mut()?.begin_pick(annotation, declared.id, declared.next),
            Values::Text => {
                self.overlay =
                    Some(Overlay::Passage(PassageOverlay::FieldText { annotation, attribute: declared.id }));
                done()
            }
        }
    }
}
