//! The code tree: layers as groups, codes and claims in them.

use super::block::{self, Values};
use super::xml::Xml;
use crate::base::{ClaimId, CodeId, LayerId};
use crate::formats::imported_groups;
use crate::formats::shared::{encoding, identifiers};
use crate::model::{Answers, Attribute, Body, Claim, Code, Layer, Project, Unit, Values as Takes};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The value with the label of a code.
pub(super) const LABEL: &str = "label";
/// The values of a claim besides [`encoding::CLAIM`], [`encoding::CLAIM_NAME`] and [`encoding::MEMO`].
pub(super) const KIND: &str = "kind";
/// See [`KIND`].
pub(super) const TOPIC: &str = "topic";
/// See [`KIND`]; once for each.
pub(super) const ALIAS: &str = "alias";
/// See [`KIND`].
pub(super) const STATUS: &str = "status";

/// Names that are given once, whatever their case.
#[derive(Default)]
pub(super) struct UniqueNames(BTreeSet<String>);

impl UniqueNames {
    /// The name on one line; when it is taken already, with the group before it, then with a number behind it.
    pub fn unique(&mut self, name: &str, group: &str) -> String {
        let plain = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = if plain.is_empty() { "Unnamed".to_owned() } else { plain };
        let grouped = (!group.is_empty()).then(|| format!("{group} / {plain}"));
        let base = grouped.clone().unwrap_or_else(|| plain.clone());
        let numbered = (2..).map(|number| format!("{base} ({number})"));
        let mut tries = std::iter::once(plain.clone()).chain(grouped).chain(numbered);
        tries.find(|name| self.0.insert(name.to_lowercase())).unwrap_or(plain)
    }
}

/// A node of the tree.
pub(super) struct CodeNode {
    guid: String,
    name: String,
    description: String,
    colour: Option<&'static str>,
    codable: bool,
    children: Vec<Self>,
}

/// The code tree of a project.
#[derive(Default)]
pub(super) struct CodeTree {
    entries: Vec<CodeNode>,
    codes: BTreeMap<CodeId, String>,
    claims: BTreeMap<ClaimId, String>,
    units: BTreeMap<LayerId, String>,
    note: Option<String>,
}

impl CodeTree {
    /// The codebook, without what annotations may bear besides.
    pub fn of_codebook(project: &Project) -> Self {
        Self::build(project, &UsedLabels::default(), false)
    }

    /// The codebook with the claims and with what annotations bear besides.
    pub fn of_project(project: &Project) -> Self {
        Self::build(project, &UsedLabels::of(project), true)
    }

    fn build(project: &Project, used: &UsedLabels, claims: bool) -> Self {
        let mut build = CodeTreeBuilder { project, names: UniqueNames::default(), tree: Self::default() };
        let layers = project.codebook().layers();
        for layer in layers.iter().filter(|layer| imported_groups(layer).is_none()) {
            let group = build.names.unique(&layer.name, "");
            let mut children: Vec<CodeNode> =
                layer.codes().iter().map(|code| build.code(code, &group)).collect();
            if layer.answers == Answers::Claims && claims {
                children.extend(build.claims(used, &group));
            }
            children.extend(used.units.get(&layer.id).map(|layer| build.unit(layer, &group)));
            build.group(layer.id.as_str(), group, in_words(layer), children);
        }
        if claims && project.codebook().claim_layer().is_none() {
            let group = build.names.unique("Claims", "");
            let children = build.claims(used, &group);
            build.group("claims of no layer", group, String::new(), children);
        }
        let homeless = |layer: &&LayerId| project.codebook().layer(layer.as_str()).is_none();
        let units: Vec<&LayerId> = used.units.iter().filter(homeless).collect();
        let codes: Vec<&CodeId> =
            used.codes.iter().filter(|code| project.codebook().code(code.as_str()).is_none()).collect();
        let group = build.names.unique("Other codes", "");
        let mut children: Vec<CodeNode> = codes.into_iter().map(|code| build.bare(code, &group)).collect();
        children.extend(units.into_iter().map(|layer| build.unit(layer, &group)));
        if used.notes_again {
            let description = block::join("", &[(LABEL.to_owned(), encoding::NOTE_LABEL.to_owned())]);
            let entry = build.entry("note", "", "Note", &group, description);
            build.tree.note = Some(entry.guid.clone());
            children.push(entry);
        }
        build.group("other codes", group, String::new(), children);
        for layer in layers {
            if let Some(groups) = imported_groups(layer) {
                build.imported(layer, &groups, used);
            }
        }
        build.tree
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The code of what an annotation bears; none for a note.
    pub fn code(&self, body: &Body) -> Option<&str> {
        match body {
            Body::Code(code) => self.codes.get(code),
            Body::Claim(claim) => self.claims.get(claim),
            Body::Unit(layer) => self.units.get(layer),
            Body::Note => None,
        }
        .map(String::as_str)
    }

    /// The code of a note on a passage of which the annotator has one already.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The code of a claim.
    pub fn claim(&self, id: &ClaimId) -> Option<&str> {
        self.claims.get(id).map(String::as_str)
    }

    /// Writes the tree as `Codes`.
    pub fn write<W: Write>(&self, xml: &mut Xml<'_, W>) -> io::Result<()> {
        xml.open("Codes")?;
        self.entries.iter().try_for_each(|entry| entry.write(xml))?;
        xml.end("Codes")
    }
}

impl CodeNode {
    fn group(guid: String, name: String) -> Self {
        Self { guid, name, description: String::new(), colour: None, codable: false, children: Vec::new() }
    }

    fn write<W: Write>(&self, xml: &mut Xml<'_, W>) -> io::Result<()> {
        xml.begin("Code")?;
        xml.attribute("guid", &self.guid)?;
        xml.attribute("name", &self.name)?;
        xml.attribute("isCodable", if self.codable { "true" } else { "false" })?;
        if let Some(colour) = self.colour {
            xml.attribute("color", colour)?;
        }
        if self.description.is_empty() && self.children.is_empty() {
            return xml.empty();
        }
        xml.inside()?;
        if !self.description.is_empty() {
            xml.text("Description", &self.description)?;
        }
        self.children.iter().try_for_each(|child| child.write(xml))?;
        xml.end("Code")
    }
}

/// What annotations bear.
#[derive(Default)]
struct UsedLabels {
    codes: BTreeSet<CodeId>,
    claims: BTreeSet<ClaimId>,
    units: BTreeSet<LayerId>,
    /// Whether somebody has several notes on one passage.
    notes_again: bool,
}

impl UsedLabels {
    fn of(project: &Project) -> Self {
        let mut used = Self::default();
        let mut noted = BTreeSet::new();
        for (key, annotation) in project.sets().flat_map(|(key, set)| set.iter().map(move |one| (key, one))) {
            match &annotation.body {
                Body::Code(code) if !used.codes.contains(code) => {
                    used.codes.insert(code.clone());
                }
                Body::Claim(claim) if !used.claims.contains(claim) => {
                    used.claims.insert(claim.clone());
                }
                Body::Unit(layer) if !used.units.contains(layer) => {
                    used.units.insert(layer.clone());
                }
                Body::Note => used.notes_again |= !noted.insert((key, annotation.span)),
                _ => {}
            }
        }
        used
    }
}

struct CodeTreeBuilder<'p> {
    project: &'p Project,
    names: UniqueNames,
    tree: CodeTree,
}

impl CodeTreeBuilder<'_> {
    fn guid(&self, kind: &str, id: &str) -> String {
        identifiers::guid(&[self.project.id().as_str(), kind, id])
    }

    fn group(&mut self, id: &str, name: String, description: String, children: Vec<CodeNode>) {
        if !children.is_empty() || !description.is_empty() {
            let guid = self.guid("layer", id);
            let entry = CodeNode { guid, name, description, colour: None, codable: false, children };
            self.tree.entries.push(entry);
        }
    }

    /// Writes an imported layer's codes where they were: in their groups, under the names that they had.
    fn imported(&mut self, layer: &Layer, groups: &[&str], used: &UsedLabels) {
        let codes: Vec<CodeNode> = layer.codes().iter().map(|code| self.plain(code)).collect();
        let unit = used.units.get(&layer.id).map(|layer| self.unit(layer, groups.last().unwrap_or(&"")));
        let guids: Vec<String> = (1..=groups.len())
            .map(|depth| match depth == groups.len() {
                true => self.guid("layer", layer.id.as_str()),
                false => self.guid("group", &groups[..depth].join("\n")),
            })
            .collect();
        let mut siblings = &mut self.tree.entries;
        for (name, guid) in groups.iter().zip(guids) {
            let at = siblings.iter().position(|node| node.name == *name).unwrap_or_else(|| {
                siblings.push(CodeNode::group(guid, (*name).to_owned()));
                siblings.len() - 1
            });
            siblings = &mut siblings[at].children;
        }
        for node in codes {
            // A code that others are in may be there as their group.
            match siblings.iter_mut().find(|known| known.name == node.name && !known.codable) {
                Some(group) => *group = CodeNode { children: std::mem::take(&mut group.children), ..node },
                None => siblings.push(node),
            }
        }
        siblings.extend(unit);
    }

    fn entry(&mut self, kind: &str, id: &str, name: &str, group: &str, description: String) -> CodeNode {
        let guid = self.guid(kind, id);
        let name = self.names.unique(name, group);
        CodeNode { guid, name, description, colour: None, codable: true, children: Vec::new() }
    }

    fn code(&mut self, code: &Code, group: &str) -> CodeNode {
        let mut entry = self.plain(code);
        entry.name = self.names.unique(&code.name, group);
        entry
    }

    /// A code under its own name, which others may have.
    fn plain(&mut self, code: &Code) -> CodeNode {
        let label = encoding::label(&Body::Code(code.id.clone()));
        let guid = self.guid("code", code.id.as_str());
        self.tree.codes.insert(code.id.clone(), guid.clone());
        CodeNode {
            name: code.name.clone(),
            description: block::join(&rules(code), &[(LABEL.to_owned(), label)]),
            colour: Some(crate::formats::shared::colours::hex(&code.colour)),
            codable: true,
            ..CodeNode::group(guid, String::new())
        }
    }

    fn bare(&mut self, code: &CodeId, group: &str) -> CodeNode {
        let label = encoding::label(&Body::Code(code.clone()));
        let description = block::join("", &[(LABEL.to_owned(), label)]);
        let entry = self.entry("code", code.as_str(), code.as_str(), group, description);
        self.tree.codes.insert(code.clone(), entry.guid.clone());
        entry
    }

    fn unit(&mut self, layer: &LayerId, group: &str) -> CodeNode {
        let label = encoding::label(&Body::Unit(layer.clone()));
        let description = block::join("Marked and not yet answered.", &[(LABEL.to_owned(), label)]);
        let entry = self.entry("unit", layer.as_str(), "Not yet answered", group, description);
        self.tree.units.insert(layer.clone(), entry.guid.clone());
        entry
    }

    fn claims(&mut self, used: &UsedLabels, group: &str) -> Vec<CodeNode> {
        let ledger = self.project.ledger();
        let known: BTreeMap<&ClaimId, &Claim> =
            ledger.claims().map(|claim| (&claim.id, claim.as_ref())).collect();
        let ids: BTreeSet<&ClaimId> = known.keys().copied().chain(&used.claims).collect();
        let one = |id: &ClaimId| {
            let claim = known.get(id);
            let name = claim.map_or(id.as_str(), |claim| claim.label.as_str());
            let description = block::join(
                claim.map_or("", |claim| claim.wording.as_str()),
                &claim.map_or_else(|| vec![(encoding::CLAIM.to_owned(), id.to_string())], |c| about(c)),
            );
            let entry = self.entry("claim", id.as_str(), name, group, description);
            self.tree.claims.insert(id.clone(), entry.guid.clone());
            entry
        };
        ids.into_iter().map(one).collect()
    }
}

/// What a claim is besides its wording.
fn about(claim: &Claim) -> Values {
    let mut values = vec![
        (encoding::CLAIM.to_owned(), claim.id.to_string()),
        (encoding::CLAIM_NAME.to_owned(), claim.label.clone()),
    ];
    let mut more = |name: &str, value: &str| {
        if !value.is_empty() {
            values.push((name.to_owned(), value.to_owned()));
        }
    };
    more(KIND, claim.kind.as_ref().map_or("", |kind| kind.as_str()));
    more(TOPIC, &claim.topic);
    claim.aliases.iter().for_each(|alias| more(ALIAS, alias));
    if claim.status != crate::model::ClaimStatus::Open {
        more(STATUS, claim.status.name());
    }
    more(encoding::MEMO, &claim.memo);
    values
}

/// The rules of a code in words.
fn rules(code: &Code) -> String {
    let mut out = code.definition.clone();
    let mut line = |head: &str, words: &str| {
        if !words.is_empty() {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = write!(out, "{gap}{head}: {words}");
        }
    };
    code.include.iter().for_each(|words| line("Include", words));
    code.exclude.iter().for_each(|words| line("Exclude", words));
    line("Test", &code.test);
    for example in &code.examples {
        let head = if example.counter { "Counter-example" } else { "Example" };
        let source = if example.source.is_empty() { String::new() } else { format!(" ({})", example.source) };
        let note = if example.note.is_empty() { String::new() } else { format!(" – {}", example.note) };
        line(head, &format!("“{}”{source}{note}", example.text));
    }
    code.sources.iter().for_each(|words| line("Source", words));
    line("Key", &code.key.map(String::from).unwrap_or_default());
    line("Memo", if code.needs_memo { "needed" } else { "" });
    out
}

/// The rules of a layer in words.
fn in_words(layer: &Layer) -> String {
    let mut out = layer.question.clone();
    let unit = match layer.unit {
        Unit::Sentence => "whole sentences",
        Unit::Span => "any passage",
        Unit::Article => "the article as a whole",
    };
    let _ = write!(out, "\nUnit: {unit}");
    if layer.exclusive {
        out.push_str(", one code each");
    }
    for line in &layer.card {
        let _ = write!(out, "\n{line}");
    }
    for attribute in &layer.attributes {
        let _ = write!(out, "\nAttribute “{}”: {}", attribute.name, in_short(attribute));
    }
    out
}

fn in_short(attribute: &Attribute) -> String {
    let question = if attribute.question.is_empty() { &attribute.definition } else { &attribute.question };
    let takes = match &attribute.values {
        Takes::Text => "text".to_owned(),
        Takes::Spans => "passages".to_owned(),
        Takes::Choice { choices, many, .. } => {
            let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
            format!("{} {}", if *many { "any of" } else { "one of" }, names.join(", "))
        }
    };
    format!("{question} ({takes})")
}
