//! Changing the codebook: what it is made of, and what the team learns while it codes and adjudicates.

use super::codebook_keys::KEY_TAKEN;
use super::outcome::done;
use super::{
    CodebookCommand, Keymap, NewPart, NoEffect, NoticeKind, Outcome, Overlay, ReviewOverlay, Route, Session,
    Stamp, State,
};
use crate::base::{AttributeId, ChoiceId, CodeId, LayerId, slug};
use crate::locale::Message;
use crate::message;
use crate::model::{
    Annotation, Attribute, AttributeChange, AttributeRole, Body, Choice, ChoiceChange, Code, CodeChange,
    Codebook, CodebookChange, CodebookError, CodebookPart, Edit, Layer, LayerChange, Transaction, Unit,
    Value, Values, layer_of_body, palette,
};
use std::sync::Arc;

/// What a change that comes letter by letter changes, so that it is one step; none for what is chosen.
fn merge_key(change: &CodebookChange) -> Option<String> {
    Some(match change {
        CodebookChange::Name(_) => "name".to_owned(),
        CodebookChange::Layer(_, change) => match change {
            LayerChange::Name(_) => "name".to_owned(),
            LayerChange::Question(_) => "question".to_owned(),
            LayerChange::Card(_) => "card".to_owned(),
            LayerChange::Unit(_) | LayerChange::Answers(_) | LayerChange::Exclusive(_) => return None,
        },
        CodebookChange::Code(_, change) => match change {
            CodeChange::Name(_) => "name".to_owned(),
            CodeChange::Definition(_) => "definition".to_owned(),
            CodeChange::Test(_) => "test".to_owned(),
            CodeChange::Include(_) => "include".to_owned(),
            CodeChange::Exclude(_) => "exclude".to_owned(),
            CodeChange::Example(at, _) => format!("example {at}"),
            CodeChange::Key(_)
            | CodeChange::Colour(_)
            | CodeChange::NeedsMemo(_)
            | CodeChange::AddExample(_)
            | CodeChange::RemoveExample(_) => return None,
        },
        CodebookChange::Attribute(_, _, change) => match change {
            AttributeChange::Name(_) => "name".to_owned(),
            AttributeChange::Question(_) => "question".to_owned(),
            AttributeChange::Definition(_) => "definition".to_owned(),
            AttributeChange::Key(_)
            | AttributeChange::Shortcut(_)
            | AttributeChange::Values(_)
            | AttributeChange::Default(_)
            | AttributeChange::Codes(_)
            | AttributeChange::Prominent(_)
            | AttributeChange::Appearance(_)
            | AttributeChange::Scale(_) => return None,
        },
        CodebookChange::Choice(_, _, _, change) => match change {
            ChoiceChange::Name(_) => "name".to_owned(),
            ChoiceChange::Definition(_) => "definition".to_owned(),
            ChoiceChange::Shortcut(_) => return None,
        },
        CodebookChange::AddLayer(_)
        | CodebookChange::AddCode(..)
        | CodebookChange::AddAttribute(..)
        | CodebookChange::AddChoice(..)
        | CodebookChange::Move(..)
        | CodebookChange::Remove(_) => return None,
    })
}

/// What the step does, told with the name that the part had.
fn step(change: &CodebookChange, name: &str) -> Message {
    match change {
        CodebookChange::Name(_) => message!("steps-codebook-name"),
        CodebookChange::AddLayer(_)
        | CodebookChange::AddCode(..)
        | CodebookChange::AddAttribute(..)
        | CodebookChange::AddChoice(..) => message!("steps-codebook-create", name = name),
        CodebookChange::Layer(..) | CodebookChange::Attribute(..) | CodebookChange::Choice(..) => {
            message!("steps-codebook-change", name = name)
        }
        CodebookChange::Code(_, change) => match change {
            CodeChange::Name(_) | CodeChange::Key(_) | CodeChange::Colour(_) | CodeChange::NeedsMemo(_) => {
                message!("steps-codebook-change", name = name)
            }
            CodeChange::Definition(_)
            | CodeChange::Test(_)
            | CodeChange::Include(_)
            | CodeChange::Exclude(_)
            | CodeChange::AddExample(_)
            | CodeChange::Example(..)
            | CodeChange::RemoveExample(_) => message!("steps-definition", code = name),
        },
        CodebookChange::Move(..) => message!("steps-codebook-move", name = name),
        CodebookChange::Remove(_) => message!("steps-codebook-remove", name = name),
    }
}

/// The identifier that the name gives, with a number behind it where it is taken.
fn free_id<T>(name: &str, make: impl Fn(&str) -> Option<T>, is_taken: impl Fn(&T) -> bool) -> Option<T> {
    let base = slug(name);
    let numbered = (2..=999).map(|number| format!("{base}-{number}"));
    let mut tries = std::iter::once(base.clone()).chain(numbered);
    tries.find_map(|id| make(&id).filter(|id| !is_taken(id)))
}

/// The first colour of the palette that no code of the layer has; those of codes come before those of claims.
fn free_colour(layer: &Layer) -> &'static str {
    let is_free = |name: &str| layer.codes().iter().all(|code| code.colour != name);
    let all = palette::palette();
    let first = all.iter().find(|colour| is_free(colour.name));
    let again = || {
        let of_codes = all.iter().filter(|colour| colour.taken_by == palette::PaletteUse::Code).count();
        all.get(layer.codes().len() % of_codes.max(1))
    };
    first.or_else(again).map_or("", |colour| colour.name)
}

impl Keymap {
    /// The first letter of a name that is the key of nothing else, for a code of that layer.
    fn free_key(&self, codebook: &Codebook, layer: &LayerId, code: &Code) -> Option<char> {
        let before = self.taken_keys(codebook).len();
        let letters = code.name.chars().filter(|letter| letter.is_alphanumeric());
        let mut keys = letters.filter_map(|letter| letter.to_uppercase().next());
        keys.find(|key| {
            let code = Code { key: Some(*key), ..code.clone() };
            let with = codebook.changed(CodebookChange::AddCode(layer.clone(), Box::new(code)));
            with.is_ok_and(|with| self.taken_keys(&with).len() == before)
        })
    }
}

/// A part as it is when it is created: its name, and what the program proposes.
fn created(codebook: &Codebook, keymap: &Keymap, place: &NewPart, name: &str) -> Option<CodebookChange> {
    let layer_at = |id: &LayerId| codebook.layer(id.as_str());
    match place {
        NewPart::Layer => {
            let id = free_id(name, |id| LayerId::new(id).ok(), |id| layer_at(id).is_some())?;
            let has_sentences = codebook.layers().iter().any(|layer| layer.unit == Unit::Sentence);
            let unit = if has_sentences { Unit::Span } else { Unit::Sentence };
            let layer = Layer { exclusive: !has_sentences, ..Layer::new(id, name, unit) };
            Some(CodebookChange::AddLayer(Box::new(layer)))
        }
        NewPart::Code(layer) => {
            let is_taken = |id: &CodeId| codebook.code(id.as_str()).is_some();
            let id = free_id(name, |id| CodeId::new(id).ok(), is_taken)?;
            let code = Code::new(id, name, free_colour(layer_at(layer)?));
            let key = keymap.free_key(codebook, layer, &code);
            Some(CodebookChange::AddCode(layer.clone(), Box::new(Code { key, ..code })))
        }
        NewPart::Attribute(layer) => {
            let is_taken = |id: &AttributeId| {
                codebook.layers().iter().any(|layer| layer.attribute(id.as_str()).is_some())
            };
            let id = free_id(name, |id| AttributeId::new(id).ok(), is_taken)?;
            let values = Values::Choice { choices: Vec::new(), default: None, many: false };
            let attribute = Attribute { prominent: true, ..Attribute::new(id, name, values) };
            Some(CodebookChange::AddAttribute(layer.clone(), Box::new(attribute)))
        }
        NewPart::Choice(layer, attribute) => {
            let declared = layer_at(layer)?.attribute(attribute.as_str())?;
            let is_taken = |id: &ChoiceId| declared.choice(id.as_str()).is_some();
            let id = free_id(name, |id| ChoiceId::new(id).ok(), is_taken)?;
            Some(CodebookChange::AddChoice(layer.clone(), attribute.clone(), Choice::new(id, name)))
        }
    }
}

/// Whether an attribute says what kind of claim claims are.
fn is_claim_type(codebook: &Codebook, layer: &LayerId, id: &AttributeId) -> bool {
    let declared = codebook.layer(layer.as_str()).and_then(|layer| layer.attribute(id.as_str()));
    declared.is_some_and(|declared| declared.role == AttributeRole::ClaimType)
}

/// How many layers are about the article as a whole.
fn article_layers(codebook: &Codebook) -> usize {
    codebook.layers().iter().filter(|layer| layer.unit == Unit::Article).count()
}

impl Session {
    /// A changed codebook as the version after the one that was opened.
    pub(super) fn as_next_version(&self, codebook: &Codebook) -> Result<Codebook, CodebookError> {
        let version = self.published.saturating_add(1);
        Codebook::new(codebook.name().to_owned(), version, codebook.layers().to_vec())
    }

    /// Whether something coded in a layer would mean another thing after a change, or what claims are named by would go.
    fn is_needed(&self, change: &CodebookChange) -> bool {
        let codebook = self.project.codebook();
        match change {
            CodebookChange::Layer(
                id,
                LayerChange::Unit(_) | LayerChange::Answers(_) | LayerChange::Exclusive(true),
            ) => self.uses_layer(codebook, id),
            CodebookChange::Remove(CodebookPart::Layer(id)) => {
                self.uses_layer(codebook, id) || self.project.settings().passes.contains_key(id)
            }
            CodebookChange::Remove(CodebookPart::Code(id)) => {
                self.any_annotation(|annotation| matches!(&annotation.body, Body::Code(code) if code == id))
            }
            CodebookChange::Remove(CodebookPart::Attribute(layer, id))
            | CodebookChange::Attribute(layer, id, AttributeChange::Values(_)) => {
                let names_claims = || self.project.ledger().claims().any(|claim| claim.kind.is_some());
                is_claim_type(codebook, layer, id) && names_claims()
                    || self.any_value(codebook, layer, id, |_| true)
            }
            CodebookChange::Remove(CodebookPart::Choice(layer, id, choice)) => {
                let is_given = |value: &Value| match value {
                    Value::Choice(given) => given == choice,
                    Value::Choices(given) => given.contains(choice),
                    Value::Text(_) | Value::Spans(_) => false,
                };
                let is_named =
                    || self.project.ledger().claims().any(|claim| claim.kind.as_ref() == Some(choice));
                is_claim_type(codebook, layer, id) && is_named()
                    || self.any_value(codebook, layer, id, is_given)
            }
            CodebookChange::Name(_)
            | CodebookChange::Layer(..)
            | CodebookChange::Code(..)
            | CodebookChange::Attribute(..)
            | CodebookChange::Choice(..)
            | CodebookChange::AddLayer(_)
            | CodebookChange::AddCode(..)
            | CodebookChange::AddAttribute(..)
            | CodebookChange::AddChoice(..)
            | CodebookChange::Move(..)
            | CodebookChange::Remove(_) => false,
        }
    }

    fn any_annotation(&self, is_it: impl Fn(&Annotation) -> bool) -> bool {
        self.project.sets().any(|(_, set)| set.iter().any(|annotation| is_it(annotation)))
    }

    /// Whether something was coded in a layer; whether there are claims, where it is the layer that they answer.
    fn uses_layer(&self, codebook: &Codebook, id: &LayerId) -> bool {
        if codebook.claim_layer().is_some_and(|layer| layer.id == *id)
            && self.project.ledger().claims().next().is_some()
        {
            return true;
        }
        let is_of = |body: &Body| layer_of_body(codebook, body).is_some_and(|layer| layer.id == *id);
        self.any_annotation(|annotation| is_of(&annotation.body))
            || self.project.sets().any(|(_, set)| {
                codebook.layer(id.as_str()).is_some_and(|layer| {
                    layer.unit == Unit::Article
                        && layer.attributes.iter().any(|field| set.fields().contains_key(&field.id))
                })
            })
    }

    /// Whether somebody gave an attribute of a layer such a value, as that of an annotation or of an article.
    fn any_value(
        &self,
        codebook: &Codebook,
        layer: &LayerId,
        id: &AttributeId,
        is_it: impl Fn(&Value) -> bool,
    ) -> bool {
        let is_of = |body: &Body| layer_of_body(codebook, body).is_some_and(|found| found.id == *layer);
        let of_article = codebook.layer(layer.as_str()).is_some_and(|layer| layer.unit == Unit::Article);
        let given = |annotation: &Annotation| {
            annotation.attributes.get(id).is_some_and(&is_it) && is_of(&annotation.body)
        };
        let mut sets = self.project.sets();
        self.any_annotation(given)
            || of_article && sets.any(|(_, set)| set.fields().get(id).is_some_and(&is_it))
    }
}

impl State {
    /// Brings the findings about keys in step with the codebook.
    pub(super) fn find_taken_keys(&mut self) {
        let Some(session) = &mut self.session else { return };
        session.issues.retain(|issue| issue.code != KEY_TAKEN);
        session.issues.extend(self.keymap.taken_keys(session.project.codebook()));
    }

    /// Opens a part for editing, or closes it. Who does not adjudicate is asked first, once a session, since the codebook
    /// is the whole team's.
    fn edit_part(&mut self, part: Option<CodebookPart>) -> Outcome {
        let Some(part) = part else {
            self.editing = None;
            if let Some(session) = &mut self.session {
                session.history.seal();
            }
            return done();
        };
        let session = self.session()?;
        if session.adjudicator().is_none() && !session.changes_codebook {
            self.overlay = Some(Overlay::Review(ReviewOverlay::ChangeCodebook(part)));
            return done();
        }
        self.editing = Some(part);
        self.route = Route::Codebook;
        done()
    }

    fn change_codebook(&mut self, change: CodebookChange, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let codebook = Arc::clone(session.project.codebook());
        let part = CodebookPart::changed_by(&change);
        let is_removed = matches!(change, CodebookChange::Remove(_));
        let name = match &change {
            CodebookChange::AddLayer(layer) => &layer.name,
            CodebookChange::AddCode(_, code) => &code.name,
            CodebookChange::AddAttribute(_, attribute) => &attribute.name,
            CodebookChange::AddChoice(_, _, choice) => &choice.name,
            CodebookChange::Name(_)
            | CodebookChange::Layer(..)
            | CodebookChange::Code(..)
            | CodebookChange::Attribute(..)
            | CodebookChange::Choice(..)
            | CodebookChange::Move(..)
            | CodebookChange::Remove(_) => codebook.part_name(&part).ok_or(NoEffect::NotInCodebook)?,
        };
        if session.is_needed(&change) {
            let why = message!("refusals-part-in-use", name = name);
            self.notify(NoticeKind::Problem, message!("refusals-not-changed", why = why), stamp.now);
            return Err(NoEffect::Refused);
        }
        let label = step(&change, name);
        let merge_key = merge_key(&change).map(|field| format!("codebook {part:?} {field}"));
        let changed = codebook.changed(change).and_then(|changed| session.as_next_version(&changed));
        let changed = match changed {
            Ok(changed) if changed.name() == codebook.name() && changed.layers() == codebook.layers() => {
                return Err(NoEffect::AlreadySo);
            }
            Ok(changed) if article_layers(&changed) > article_layers(&codebook).max(1) => {
                let why = message!("refusals-article-layers");
                self.notify(NoticeKind::Problem, message!("refusals-not-changed", why = why), stamp.now);
                return Err(NoEffect::Refused);
            }
            Ok(changed) => changed,
            Err(error) => {
                self.notify(NoticeKind::Problem, message!("refusals-not-changed", why = error.0), stamp.now);
                return Err(NoEffect::Refused);
            }
        };
        let edits = vec![Edit::PutCodebook { codebook: Arc::new(changed) }];
        let effects = self.commit_as(Transaction { label, edits, merge_key }, stamp);
        self.find_taken_keys();
        let is_gone = self.session()?.project.codebook().part_name(&part).is_none();
        if is_removed && is_gone {
            self.editing.take_if(|editing| *editing == part);
        }
        Ok(effects)
    }

    /// Creates a part of that name.
    fn create_part(&mut self, place: &NewPart, name: &str, stamp: Stamp) -> Outcome {
        let name = name.trim();
        if name.is_empty() {
            return Err(NoEffect::NothingBegun);
        }
        let codebook = self.session()?.project.codebook();
        let change = created(codebook, &self.keymap, place, name).ok_or(NoEffect::NotInCodebook)?;
        let part = CodebookPart::changed_by(&change);
        let effects = self.change_codebook(change, stamp)?;
        let is_there = self.session()?.project.codebook().part_name(&part).is_some();
        let opens = match part {
            CodebookPart::Layer(_) | CodebookPart::Code(_) | CodebookPart::Attribute(..) => true,
            CodebookPart::Choice(..) | CodebookPart::Whole => false,
        };
        if is_there && opens {
            self.editing = Some(part);
        }
        Ok(effects)
    }

    pub(super) fn codebook_command(&mut self, command: CodebookCommand, stamp: Stamp) -> Outcome {
        match command {
            CodebookCommand::Edit(part) => self.edit_part(part),
            CodebookCommand::EditForAll(part) => {
                self.session_mut()?.changes_codebook = true;
                self.overlay = None;
                self.edit_part(Some(part))
            }
            CodebookCommand::Change(change) => self.change_codebook(change, stamp),
            CodebookCommand::Create { place, name } => self.create_part(&place, &name, stamp),
        }
    }
}
