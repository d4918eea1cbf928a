//! `claims/<annotator>.ron`.

use super::write::{Ron, list, push, string};
use super::{Shape, SourceText, valid};
use crate::base::{AnnotatorId, ChoiceId, ClaimId, Issue, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::{Claim, ClaimSheet, ClaimStatus, Edge, Relation};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    annotator: String,
    #[serde(default)]
    claims: Vec<ClaimShape>,
    #[serde(default)]
    relations: Vec<EdgeShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimShape {
    id: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    wording: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    status: StatusShape,
    #[serde(default)]
    memo: String,
    #[serde(default)]
    colour: u8,
    created: String,
    #[serde(default)]
    modified: String,
}

#[derive(Deserialize, Default, Clone, Copy)]
enum StatusShape {
    #[default]
    Open,
    ConfirmedElsewhere,
    Disputed,
    Retracted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EdgeShape {
    from: String,
    relation: RelationShape,
    to: String,
    since: String,
}

#[derive(Deserialize, Clone, Copy)]
enum RelationShape {
    SameAs,
    NarrowerThan,
    Contradicts,
}

impl Shape for SheetShape {
    const FORMAT: &'static str = "obelus/claims";
    const VERSION: u32 = 1;
}

/// Reads the claims of whoever the file names.
pub(in crate::store) fn read_any(source: &SourceText) -> Result<ClaimSheet, Issue> {
    let shape: SheetShape = super::read(source)?;
    let by = AnnotatorId::new(&shape.annotator)
        .map_err(|error| source.bad_value("annotator", message!("findings-bad-value", error = error)))?;
    decode_claims(source, &by, shape)
}

/// Reads an annotator's claims.
pub(in crate::store) fn read_claims(source: &SourceText, by: &AnnotatorId) -> Result<ClaimSheet, Issue> {
    decode_claims(source, by, super::read(source)?)
}

fn decode_claims(source: &SourceText, by: &AnnotatorId, shape: SheetShape) -> Result<ClaimSheet, Issue> {
    if shape.annotator != by.as_str() {
        return Err(source.bad_value(
            "annotator",
            message!("findings-claims-named-after", annotator = %shape.annotator, by = %by),
        ));
    }
    let mut sheet = ClaimSheet::default();
    for entry in shape.claims {
        let id = entry.id.clone();
        let claim = entry.decode().map_err(|error| source.bad_value(id.clone(), error))?;
        if claim.id.annotator() != by.as_str() {
            return Err(source.bad_value(id, message!("findings-claim-of-another")));
        }
        if sheet.claims.insert(claim.id.clone(), Arc::new(claim)).is_some() {
            return Err(source.bad_value(id, message!("findings-claim-twice")));
        }
    }
    for entry in shape.relations {
        let (edge, since) = entry.decode().map_err(|error| source.bad_value("relations", error))?;
        sheet.edges.insert(edge, since);
    }
    Ok(sheet)
}

/// The content of an annotator's claims file.
pub(in crate::store) fn write_claims(by: &AnnotatorId, sheet: &ClaimSheet) -> String {
    let mut ron = Ron::file(SheetShape::FORMAT, SheetShape::VERSION);
    ron.text("annotator", by.as_str());
    if !sheet.claims.is_empty() {
        ron.begin("claims: [");
        for claim in sheet.claims.values() {
            ron.line(|out| write_claim(out, claim));
        }
        ron.end("]");
    }
    if !sheet.edges.is_empty() {
        ron.begin("relations: [");
        for (edge, since) in &sheet.edges {
            let relation = relation_word(edge.relation);
            ron.line(|out| {
                push(
                    out,
                    format_args!(
                        "(from: \"{}\", relation: {relation}, to: \"{}\", since: \"{since}\"),",
                        edge.from, edge.to
                    ),
                );
            });
        }
        ron.end("]");
    }
    ron.finish()
}

fn write_claim(out: &mut String, claim: &Claim) {
    push(out, format_args!("(id: \"{}\"", claim.id));
    let mut text = |name: &str, value: &str| {
        if !value.is_empty() {
            push(out, format_args!(", {name}: "));
            string(out, value);
        }
    };
    text("label", &claim.label);
    text("wording", &claim.wording);
    text("kind", claim.kind.as_ref().map_or("", ChoiceId::as_str));
    text("topic", &claim.topic);
    if !claim.aliases.is_empty() {
        out.push_str(", aliases: ");
        list(out, claim.aliases.iter().map(String::as_str));
    }
    if claim.status != ClaimStatus::Open {
        push(out, format_args!(", status: {}", status_word(claim.status)));
    }
    if !claim.memo.is_empty() {
        out.push_str(", memo: ");
        string(out, &claim.memo);
    }
    if claim.colour != 0 {
        push(out, format_args!(", colour: {}", claim.colour));
    }
    push(out, format_args!(", created: \"{}\"", claim.created));
    if claim.modified != claim.created {
        push(out, format_args!(", modified: \"{}\"", claim.modified));
    }
    out.push_str("),");
}

fn status_word(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::Open => "Open",
        ClaimStatus::ConfirmedElsewhere => "ConfirmedElsewhere",
        ClaimStatus::Disputed => "Disputed",
        ClaimStatus::Retracted => "Retracted",
    }
}

/// A relation as files name it.
pub(super) fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::SameAs => "SameAs",
        Relation::NarrowerThan => "NarrowerThan",
        Relation::Contradicts => "Contradicts",
    }
}

/// The two moments of a thing; the second is left out of files when it is the first.
fn moments(created: &str, modified: &str) -> Result<(Timestamp, Timestamp), Message> {
    let moment =
        |text: &str| text.parse::<Timestamp>().map_err(|_| message!("findings-no-moment", text = text));
    let created = moment(created)?;
    Ok((created, if modified.is_empty() { created } else { moment(modified)? }))
}

impl ClaimShape {
    fn decode(self) -> Result<Claim, Message> {
        let (created, modified) = moments(&self.created, &self.modified)?;
        let kind = match self.kind.as_str() {
            "" => None,
            kind => Some(valid(ChoiceId::new(kind))?),
        };
        Ok(Claim {
            id: valid(ClaimId::new(&self.id))?,
            label: self.label,
            wording: self.wording,
            kind,
            topic: self.topic,
            aliases: self.aliases,
            status: match self.status {
                StatusShape::Open => ClaimStatus::Open,
                StatusShape::ConfirmedElsewhere => ClaimStatus::ConfirmedElsewhere,
                StatusShape::Disputed => ClaimStatus::Disputed,
                StatusShape::Retracted => ClaimStatus::Retracted,
            },
            memo: self.memo,
            colour: self.colour,
            created,
            modified,
        })
    }
}

impl EdgeShape {
    fn decode(self) -> Result<(Edge, Timestamp), Message> {
        let claim = |text: &str| valid(ClaimId::new(text));
        let relation = match self.relation {
            RelationShape::SameAs => Relation::SameAs,
            RelationShape::NarrowerThan => Relation::NarrowerThan,
            RelationShape::Contradicts => Relation::Contradicts,
        };
        let (since, _) = moments(&self.since, "")?;
        Ok((Edge { from: claim(&self.from)?, relation, to: claim(&self.to)? }, since))
    }
}
