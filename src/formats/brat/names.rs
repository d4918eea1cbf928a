//! Names that brat takes, and what they stand for.

use crate::base::Issue;
use crate::formats::OffsetUnit;
use crate::formats::shared::{encoding, key_values};
use crate::formats::{ImportedAnnotator, ImportedCode};
use crate::message;
use crate::model::{Annotator, Codebook, Values, layer_of_body};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// How positions are counted.
pub(super) const UNIT: OffsetUnit = OffsetUnit::CodePoints;
/// The type of notes for what brat has no place for.
pub(super) const NOTE: &str = "Obelus";
/// The type of notes that people write in brat.
pub(super) const MEMO: &str = "AnnotatorNotes";
/// The name of the exact place in a note.
pub(super) const PLACE: &str = "place";

/// What comments that are not for people begin with.
const TOLD: &str = "#obelus\t";

/// Names for all labels, attributes and choices of a codebook.
#[derive(Debug, Default)]
pub(super) struct BratNames {
    title: String,
    /// Type by label.
    types: BTreeMap<String, String>,
    /// Group, and the labels and screen names in it, in the order shown.
    groups: Vec<(Option<String>, Vec<(String, String)>)>,
    attributes: BTreeMap<String, String>,
    /// Value by attribute and choice.
    values: BTreeMap<(String, String), String>,
    /// Groups and attributes with their screen names.
    shown: Vec<(String, String)>,
    /// Attributes with their values in the order shown.
    declared: Vec<(String, Vec<String>)>,
}

/// A name of letters, digits, `-` and `_` of ASCII that is not yet taken; letters of other scripts become those that they
/// are read as.
fn free(taken: &mut BTreeSet<String>, words: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' };
    let base: String = if words.is_ascii() {
        words.chars().map(plain).collect()
    } else {
        let read = deunicode::deunicode(words);
        let parts = read.split(|c: char| c != '_' && plain(c) == '_').filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("_")
    };
    let base = if base.is_empty() { "_".to_owned() } else { base };
    let mut name = base.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{base}_{number}");
        number += 1;
    }
    name
}

impl BratNames {
    /// The names for a codebook, the same whatever is used of it.
    pub fn of(codebook: &Codebook) -> Self {
        let mut names = Self { title: codebook.name().to_owned(), ..Self::default() };
        let mut taken = BTreeSet::new();
        let mut without_layer = Vec::new();
        for layer in codebook.layers() {
            let codes = layer.codes().iter().map(|code| {
                let label = encoding::label(&crate::model::Body::Code(code.id.clone()));
                names.types.insert(label.clone(), free(&mut taken, &label));
                (label, code.name.clone())
            });
            let codes: Vec<_> = codes.collect();
            if !codes.is_empty() {
                let group = free(&mut taken, &format!("{}_codes", layer.id));
                names.shown.push((group.clone(), layer.name.clone()));
                names.groups.push((Some(group), codes));
            }
            let unit = crate::model::Body::Unit(layer.id.clone());
            if layer_of_body(codebook, &unit).is_some() {
                without_layer.push((encoding::label(&unit), format!("{}, not yet answered", layer.name)));
            }
            names.declare(layer.attributes.as_slice());
        }
        without_layer.insert(0, (encoding::CLAIM_LABEL.to_owned(), "Claim".to_owned()));
        without_layer.insert(1, (encoding::NOTE_LABEL.to_owned(), "Note".to_owned()));
        for (label, _) in &without_layer {
            names.types.insert(label.clone(), free(&mut taken, label));
        }
        names.groups.push((None, without_layer));
        names
    }

    fn declare(&mut self, attributes: &[crate::model::Attribute]) {
        for attribute in attributes {
            let Values::Choice { choices, many: false, .. } = &attribute.values else { continue };
            let name = encoding::attribute_name(&attribute.id);
            if !self.attributes.contains_key(&name) {
                let mut taken: BTreeSet<String> = self.attributes.values().cloned().collect();
                taken.insert(encoding::QUESTION.to_owned());
                let plain = free(&mut taken, &name);
                self.shown.push((plain.clone(), attribute.name.clone()));
                self.attributes.insert(name.clone(), plain);
                self.declared.push((name.clone(), Vec::new()));
            }
            let Some((_, values)) = self.declared.iter_mut().find(|(known, _)| *known == name) else {
                continue;
            };
            let mut taken: BTreeSet<String> = values.iter().cloned().collect();
            for choice in choices {
                let key = (name.clone(), choice.id.to_string());
                self.values.entry(key).or_insert_with_key(|(_, choice)| {
                    let plain = free(&mut taken, choice);
                    values.push(plain.clone());
                    plain
                });
            }
        }
    }

    /// The type of a label.
    pub fn of_label(&self, label: &str) -> &str {
        self.types.get(label).map_or("unknown", String::as_str)
    }

    /// The names of an attribute and a choice; `None` when they are not declared.
    pub fn of_value(&self, attribute: &str, choice: &str) -> Option<(&str, &str)> {
        let name = self.attributes.get(attribute)?;
        let value = self.values.get(&(attribute.to_owned(), choice.to_owned()))?;
        Some((name, value))
    }

    /// The file that declares types and attributes.
    pub fn annotation_conf(&self, annotator: Option<&Annotator>) -> String {
        let mut out = format!("# Codes of “{}”, written by Obelus.\n", key_values::one_line(&self.title));
        if let Some(annotator) = annotator {
            let name = key_values::one_line(&annotator.name);
            let role = annotator.role.word();
            let _ = writeln!(out, "{TOLD}annotator\t{}\t{role}\t{name}", annotator.id);
        }
        let mut tell = |kind: &str, plain: &str, name: &str| {
            if plain != name {
                let _ = writeln!(out, "{TOLD}{kind}\t{plain}\t{name}");
            }
        };
        self.types.iter().for_each(|(label, plain)| tell("type", plain, label));
        self.attributes.iter().for_each(|(name, plain)| tell("attribute", plain, name));
        for ((name, choice), plain) in &self.values {
            tell(&format!("value\t{name}"), plain, choice);
        }
        out.push_str("\n[entities]\n");
        for (group, labels) in &self.groups {
            let indent = if let Some(group) = group {
                let _ = writeln!(out, "!{group}");
                "\t"
            } else {
                ""
            };
            for (label, _) in labels {
                let _ = writeln!(out, "{indent}{}", self.of_label(label));
            }
        }
        out.push_str("\n[relations]\n\n[events]\n\n[attributes]\n");
        for (name, values) in &self.declared {
            let plain = self.attributes.get(name).map_or("", String::as_str);
            let _ = writeln!(out, "{plain}\tArg:<ENTITY>, Value:{}", values.join("|"));
        }
        let _ = writeln!(out, "{}\tArg:<ENTITY>", encoding::QUESTION);
        out
    }

    /// The file that says how types are called on the screen.
    pub fn visual_conf(&self) -> String {
        let mut out = "[labels]\n".to_owned();
        for (label, name) in self.groups.iter().flat_map(|(_, labels)| labels) {
            let name = name.replace(['|', '\t', '\n'], " ");
            let _ = writeln!(out, "{} | {name}", self.of_label(label));
        }
        let is_type = |plain: &String| self.types.values().any(|known| known == plain);
        for (plain, name) in self.shown.iter().filter(|(plain, _)| !is_type(plain)) {
            let name = name.replace(['|', '\t', '\n'], " ");
            let _ = writeln!(out, "{plain} | {name}");
        }
        out.push_str("\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\n");
        out.push_str("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n");
        out
    }
}

/// What a folder's configuration says of names.
#[derive(Debug, Default, Clone)]
pub(super) struct DeclaredNames {
    /// Label by type.
    labels: BTreeMap<String, String>,
    attributes: BTreeMap<String, String>,
    values: BTreeMap<(String, String), String>,
    /// The annotator whose folder it is.
    pub annotator: Option<ImportedAnnotator>,
    /// The types that are declared.
    pub codes: Vec<ImportedCode>,
}

impl DeclaredNames {
    /// The label that a type stands for.
    pub fn label(&self, plain: &str) -> String {
        self.labels.get(plain).map_or(plain, String::as_str).to_owned()
    }

    /// The attribute and the choice that names stand for.
    pub fn value(&self, attribute: &str, value: &str) -> (String, String) {
        let name = self.attributes.get(attribute).map_or(attribute, String::as_str);
        let value = self.values.get(&(name.to_owned(), value.to_owned())).map_or(value, String::as_str);
        (name.to_owned(), value.to_owned())
    }
    pub fn read(&mut self, conf: &str) {
        let mut section = "";
        let mut groups: Vec<(usize, String)> = Vec::new();
        for line in conf.lines() {
            if let Some(told) = line.strip_prefix(TOLD) {
                self.told(told);
                continue;
            }
            let words = line.trim();
            if words.is_empty() || words.starts_with('#') || words.starts_with('<') {
                continue;
            }
            if let Some(name) = words.strip_prefix('[').and_then(|words| words.strip_suffix(']')) {
                section = name;
                groups.clear();
                continue;
            }
            let is_rule = words.chars().all(|c| c == '-');
            if !matches!(section, "entities" | "spans" | "events") || is_rule {
                continue;
            }
            let depth = line.len() - line.trim_start().len();
            groups.retain(|(at, _)| *at < depth);
            let name = words.split_whitespace().next().unwrap_or_default();
            let plain = name.strip_prefix('!').unwrap_or(name).split('|').next().unwrap_or_default();
            if !name.starts_with('!') {
                let label = self.label(plain);
                let groups = groups.iter().map(|(_, group)| group.clone()).collect();
                let name = plain.replace('_', " ");
                self.codes.push(ImportedCode { label, name, groups, ..ImportedCode::default() });
            }
            groups.push((depth, plain.to_owned()));
        }
    }

    fn told(&mut self, words: &str) {
        let parts: Vec<&str> = words.split('\t').collect();
        match parts.as_slice() {
            ["annotator", key, role, name] => {
                let role = encoding::role_of(role).unwrap_or_default();
                let (key, name) = ((*key).to_owned(), key_values::unescape(name));
                self.annotator = Some(ImportedAnnotator { key, name, role, by_file: false });
            }
            ["type", plain, label] => {
                self.labels.insert((*plain).to_owned(), (*label).to_owned());
            }
            ["attribute", plain, name] => {
                self.attributes.insert((*plain).to_owned(), (*name).to_owned());
            }
            ["value", name, plain, choice] => {
                self.values.insert(((*name).to_owned(), (*plain).to_owned()), (*choice).to_owned());
            }
            _ => {}
        }
    }

    /// Reads `visual.conf`: names for the screen, and colours.
    pub fn look(&mut self, conf: &str) {
        let mut section = "";
        let codes = self.codes.iter().enumerate();
        let by_label: BTreeMap<String, usize> = codes.map(|(at, code)| (code.label.clone(), at)).collect();
        for line in conf.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|words| words.strip_suffix(']')) {
                section = name;
                continue;
            }
            let (plain, rest) = match section {
                "labels" => line.split_once('|').unwrap_or((line, "")),
                "drawing" => line.split_once(char::is_whitespace).unwrap_or((line, "")),
                _ => continue,
            };
            let label = self.label(plain.trim());
            let code = by_label.get(&label).and_then(|at| self.codes.get_mut(*at));
            let Some(code) = code else { continue };
            if section == "labels" {
                let name = rest.split('|').next().unwrap_or_default().trim();
                if !name.is_empty() {
                    code.name = name.to_owned();
                }
            } else if let Some(at) = rest.find("bgColor:#") {
                let colour: String = rest[at + 8..].chars().take(7).collect();
                let is_hex = colour.len() == 7 && colour[1..].chars().all(|c| c.is_ascii_hexdigit());
                code.colour = if is_hex { colour.to_lowercase() } else { String::new() };
            }
        }
    }
}

/// Says that a configuration is not text.
pub(super) fn unreadable(file: &str) -> Issue {
    Issue::warning("not-utf8", file, message!("formats-conf-not-utf-8"))
}
