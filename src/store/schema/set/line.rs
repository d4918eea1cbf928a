//! One line: what it says is held against codebook and ledger.

use super::super::annotations::{AnnotationLine, OriginShape, ValueShape};
use super::{NOWHERE, SetDecoder};
use crate::base::{AnnotationId, AttributeId, ChoiceId, ClaimId, CodeId, Issue, LayerId, Place, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::{Annotation, Attribute, Body, Layer, LostSpan, Memo, Origin, Orphan, Value, fits};
use crate::text::Span;
use crate::text::anchor::Quote;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a line cannot be placed for.
struct Misfit {
    code: &'static str,
    message: Message,
}

const TO_TRAY: &str = crate::id!("findings-to-tray");

impl<'p> SetDecoder<'p> {
    pub(super) fn line(&mut self, line: &AnnotationLine<'_>, in_tray: bool) -> Result<(), Issue> {
        let id: AnnotationId = line
            .id
            .parse()
            .map_err(|_| self.source.bad_value(line.id.as_ref(), message!("findings-expected-number")))?;
        let placed = self.verified(line.at, &line.quote, Some(&line.before));
        let placed = placed.filter(|span| !in_tray || self.surroundings_fit(*span, line));
        let mut misfits = Vec::new();
        let (body, layer) = self.body(line, &mut misfits)?;
        let (attributes, lost) = self.attributes(line, layer, &mut misfits)?;
        if placed.is_none() {
            misfits.insert(0, moved(line));
        } else if let Some(lost) = lost.first() {
            let message = message!("store-lost-passage", attribute = %lost.attribute, words = &lost.exact);
            misfits.push(Misfit { code: "quote-mismatch", message });
        }
        let (created, modified) = self.moments(line)?;
        let annotation = Annotation {
            id,
            span: placed.unwrap_or(NOWHERE),
            body,
            attributes,
            memo: memo(line),
            origin: origin(&line.origin),
            created,
            modified,
        };
        match placed {
            Some(_) if misfits.is_empty() => self.annotations.push(Arc::new(annotation)),
            _ => self.orphan(line, annotation, placed, lost, &misfits, in_tray),
        }
        Ok(())
    }

    fn orphan(
        &mut self,
        line: &AnnotationLine<'_>,
        mut annotation: Annotation,
        placed: Option<Span>,
        lost: Vec<LostSpan>,
        misfits: &[Misfit],
        in_tray: bool,
    ) {
        for misfit in misfits.iter().filter(|_| !in_tray) {
            self.findings.add(misfit.code, || {
                Issue::warning(misfit.code, &self.source.file, misfit.message.clone())
                    .at(Place::Named(line.id.to_string()))
                    .hint(Message::new(TO_TRAY))
            });
        }
        let proposed = placed.or_else(|| {
            self.propose(Quote { exact: &line.quote, prefix: &line.before, suffix: &line.after }, line.at)
        });
        annotation.span = NOWHERE;
        self.orphans.push(Orphan {
            annotation: Arc::new(annotation),
            stated: line.at,
            exact: line.quote.to_string(),
            prefix: line.before.to_string(),
            suffix: line.after.to_string(),
            proposed,
            lost,
        });
    }

    fn body(
        &mut self,
        line: &AnnotationLine<'_>,
        misfits: &mut Vec<Misfit>,
    ) -> Result<(Body, Option<&'p Layer>), Issue> {
        match (line.code.as_ref(), line.claim.as_ref(), line.unit.as_ref()) {
            ("", "", "") => Ok((Body::Note, None)),
            ("", "", unit) => {
                let layer = self.against.codebook.layer(unit);
                if layer.is_none() {
                    let message = message!("store-no-layer", layer = unit);
                    misfits.push(Misfit { code: "unknown-layer", message });
                }
                let id = LayerId::new(unit).map_err(|error| {
                    self.source.bad_value("unit", message!("findings-bad-value", error = error))
                })?;
                Ok((Body::Unit(id), layer))
            }
            (code, "", "") => {
                let (code, layer) = self.code(code)?;
                if layer.is_none() {
                    let message = message!("store-no-code", code = %code);
                    misfits.push(Misfit { code: "unknown-code", message });
                }
                Ok((Body::Code(code), layer))
            }
            ("", claim, "") => {
                let (claim, known) = self.claim(claim)?;
                if !known {
                    let message = message!("store-no-claim", claim = %claim);
                    misfits.push(Misfit { code: "unknown-claim", message });
                }
                Ok((Body::Claim(claim), self.against.codebook.claim_layer()))
            }
            _ => Err(self.source.bad_value(line.id.as_ref(), message!("findings-one-body"))),
        }
    }

    fn code(&mut self, id: &str) -> Result<(CodeId, Option<&'p Layer>), Issue> {
        if let Some((id, layer)) = self.codes.get_key_value(id) {
            return Ok((id.clone(), *layer));
        }
        let (id, layer) = match self.against.codebook.code(id) {
            Some((layer, code)) => (code.id.clone(), Some(layer)),
            None => (
                CodeId::new(id).map_err(|error| {
                    self.source.bad_value("code", message!("findings-bad-value", error = error))
                })?,
                None,
            ),
        };
        self.codes.insert(id.clone(), layer);
        Ok((id, layer))
    }

    fn claim(&mut self, id: &str) -> Result<(ClaimId, bool), Issue> {
        if let Some(id) = self.claims.get(id) {
            return Ok((id.clone(), true));
        }
        let id = ClaimId::new(id)
            .map_err(|error| self.source.bad_value("claim", message!("findings-bad-value", error = error)))?;
        match self.against.ledger.claim(&id) {
            Some(claim) => {
                self.claims.insert(claim.id.clone());
                Ok((claim.id.clone(), true))
            }
            None => Ok((id, false)),
        }
    }

    fn attributes(
        &mut self,
        line: &AnnotationLine<'_>,
        layer: Option<&'p Layer>,
        misfits: &mut Vec<Misfit>,
    ) -> Result<(BTreeMap<AttributeId, Value>, Vec<LostSpan>), Issue> {
        let (mut attributes, mut all_lost) = (BTreeMap::new(), Vec::new());
        for (name, shape) in &line.attributes.0 {
            let attribute = layer.and_then(|layer| layer.attribute(name));
            let (value, lost) = self.value(attribute, name, shape)?;
            let fitting = attribute.is_some_and(|attribute| fits(&attribute.values, &value));
            if !fitting && lost.is_empty() {
                let message = message!("store-no-attribute", name = %name);
                misfits.push(Misfit { code: "unknown-value", message });
            }
            if lost.is_empty() || !matches!(&value, Value::Spans(spans) if spans.is_empty()) {
                attributes.insert(self.attribute_id(attribute, name)?, value);
            }
            all_lost.extend(lost);
        }
        Ok((attributes, all_lost))
    }

    pub(super) fn attribute_id(&self, known: Option<&Attribute>, name: &str) -> Result<AttributeId, Issue> {
        match known {
            Some(attribute) => Ok(attribute.id.clone()),
            None => AttributeId::new(name)
                .map_err(|error| self.source.bad_value(name, message!("findings-bad-value", error = error))),
        }
    }

    pub(super) fn value(
        &mut self,
        attribute: Option<&Attribute>,
        name: &str,
        shape: &ValueShape<'_>,
    ) -> Result<(Value, Vec<LostSpan>), Issue> {
        let choices = attribute.map_or(&[][..], Attribute::choices);
        let choice = |text: &str| match choices.iter().find(|choice| choice.id.as_str() == text) {
            Some(choice) => Ok(choice.id.clone()),
            None => ChoiceId::new(text)
                .map_err(|error| self.source.bad_value(name, message!("findings-bad-value", error = error))),
        };
        let value = match shape {
            ValueShape::Choice(text) => Value::Choice(choice(text)?),
            ValueShape::Choices(texts) => {
                Value::Choices(texts.iter().map(|text| choice(text)).collect::<Result<_, _>>()?)
            }
            ValueShape::Text(text) => Value::Text(text.to_string()),
            ValueShape::Spans(parts) => {
                let id = self.attribute_id(attribute, name)?;
                return Ok(self.spans(&id, parts));
            }
        };
        Ok((value, Vec::new()))
    }

    fn moments(&self, line: &AnnotationLine<'_>) -> Result<(Timestamp, Timestamp), Issue> {
        let created = self.moment(&line.created, &line.id)?;
        let modified =
            if line.modified.is_empty() { created } else { self.moment(&line.modified, &line.id)? };
        Ok((created, modified))
    }
}

fn moved(line: &AnnotationLine<'_>) -> Misfit {
    let words: String = line.quote.chars().take(40).collect();
    let dots = if words.len() < line.quote.len() { "…" } else { "" };
    let (start, end) = line.at;
    let words = format!("{words}{dots}");
    let message = message!("store-lost-quote", words = words, start = %start, end = %end);
    Misfit { code: "quote-mismatch", message }
}

fn memo(line: &AnnotationLine<'_>) -> Option<Box<Memo>> {
    (!line.memo.is_empty() || line.question)
        .then(|| Box::new(Memo { text: line.memo.to_string(), question: line.question }))
}

fn origin(shape: &OriginShape<'_>) -> Origin {
    match shape {
        OriginShape::Human => Origin::Human,
        OriginShape::Suggested(by) => Origin::Suggested { by: by.to_string() },
        OriginShape::CarriedOver(from) => Origin::CarriedOver { from: from.to_string() },
        OriginShape::Imported(from) => Origin::Imported { from: from.to_string() },
    }
}
