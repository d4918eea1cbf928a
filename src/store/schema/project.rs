//! `project.ron` and `annotator.ron`.

use super::write::{Ron, push, string};
use super::{Shape, SourceText};
use crate::base::{AnnotatorId, IdError, Issue, LayerId, ProjectId};
use crate::message;
use crate::model::{Annotator, BlindChange, Pass, Project, Role, Settings};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct ProjectShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    id: String,
    name: String,
    #[serde(default)]
    settings: SettingsShape,
    #[serde(default)]
    annotators: Vec<AnnotatorShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsShape {
    blind: bool,
    #[serde(default)]
    blind_changes: Vec<BlindShape>,
    #[serde(default)]
    passes: BTreeMap<String, PassShape>,
    /// Since version 3.
    #[serde(default)]
    keep_originals: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlindShape {
    at: String,
    #[serde(default)]
    by: String,
    blind: bool,
}

#[derive(Deserialize)]
enum PassShape {
    Marking,
    Labelling(String),
}

impl Default for SettingsShape {
    fn default() -> Self {
        Self {
            blind: Settings::default().blind,
            blind_changes: Vec::new(),
            passes: BTreeMap::new(),
            keep_originals: false,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnotatorShape {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: RoleShape,
    #[serde(default)]
    person: String,
}

#[derive(Deserialize, Default, Clone, Copy)]
enum RoleShape {
    #[default]
    Analyst,
    Adjudicator,
    Program,
}

impl Shape for ProjectShape {
    const FORMAT: &'static str = "obelus/project";
    /// Since version 2, an annotator can be a program; since version 3, the files that articles come from can be kept. A file
    /// that says neither is of version 1, which older programs read.
    const VERSION: u32 = 3;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        match version {
            WITH_PROGRAMS => super::parse(source),
            _ => super::version_1(source, Self::FORMAT, version),
        }
    }
}

/// The version of `project.ron` since which an annotator can be a program.
const WITH_PROGRAMS: u32 = 2;

/// What `project.ron` says.
pub(in crate::store) struct ProjectFile {
    pub id: ProjectId,
    pub name: String,
    pub settings: Settings,
    pub annotators: Vec<Annotator>,
}
pub(in crate::store) fn read_project(source: &SourceText) -> Result<ProjectFile, Issue> {
    let shape: ProjectShape = super::read(source)?;
    let id = ProjectId::new(&shape.id)
        .map_err(|error| source.bad_value("id", message!("findings-bad-value", error = error)))?;
    let mut annotators: Vec<Annotator> = Vec::new();
    for entry in shape.annotators {
        let id = AnnotatorId::new(&entry.id)
            .map_err(|error| source.bad_value("annotators", message!("findings-bad-value", error = error)))?;
        if annotators.iter().any(|known| known.id == id) {
            return Err(source.bad_value("annotators", message!("findings-annotator-twice", id = %id)));
        }
        let person = person_of(source, &entry.person)?;
        annotators.push(Annotator { id, name: entry.name, role: entry.role.decode(), person });
    }
    let settings = shape.settings.decode(source)?;
    Ok(ProjectFile { id, name: shape.name, settings, annotators })
}

impl RoleShape {
    fn decode(self) -> Role {
        match self {
            Self::Analyst => Role::Analyst,
            Self::Adjudicator => Role::Adjudicator,
            Self::Program => Role::Program,
        }
    }
}

fn person_of(source: &SourceText, person: &str) -> Result<Option<AnnotatorId>, Issue> {
    let known = (!person.is_empty()).then(|| AnnotatorId::new(person));
    known
        .transpose()
        .map_err(|error| source.bad_value("person", message!("findings-bad-value", error = error)))
}

impl SettingsShape {
    fn decode(self, source: &SourceText) -> Result<Settings, Issue> {
        let change = |shape: BlindShape| {
            let at = shape.at.parse().map_err(|_| {
                source.bad_value("blind_changes", message!("findings-no-moment", text = &shape.at))
            })?;
            Ok(BlindChange { at, by: person_of(source, &shape.by)?, blind: shape.blind })
        };
        let pass = |(layer, pass): (String, PassShape)| {
            let bad =
                |error: IdError| source.bad_value("passes", message!("findings-bad-value", error = error));
            let pass = match pass {
                PassShape::Marking => Pass::Marking,
                PassShape::Labelling(units) => Pass::Labelling(AnnotatorId::new(&units).map_err(bad)?),
            };
            Ok((LayerId::new(&layer).map_err(bad)?, pass))
        };
        Ok(Settings {
            blind: self.blind,
            blind_changes: self.blind_changes.into_iter().map(change).collect::<Result<_, Issue>>()?,
            passes: self.passes.into_iter().map(pass).collect::<Result<_, Issue>>()?,
            keep_originals: self.keep_originals,
        })
    }
}

fn write_settings(ron: &mut Ron, settings: &Settings) {
    if settings.blind_changes.is_empty() && settings.passes.is_empty() && !settings.keep_originals {
        ron.word("settings", format_args!("(blind: {})", settings.blind));
        return;
    }
    ron.begin("settings: (");
    ron.word("blind", settings.blind);
    if !settings.blind_changes.is_empty() {
        ron.begin("blind_changes: [");
        for change in &settings.blind_changes {
            ron.line(|out| {
                push(out, format_args!("(at: \"{}\"", change.at));
                if let Some(by) = &change.by {
                    push(out, format_args!(", by: \"{by}\""));
                }
                push(out, format_args!(", blind: {}),", change.blind));
            });
        }
        ron.end("]");
    }
    if !settings.passes.is_empty() {
        ron.begin("passes: {");
        for (layer, pass) in &settings.passes {
            ron.line(|out| match pass {
                Pass::Marking => push(out, format_args!("\"{layer}\": Marking,")),
                Pass::Labelling(units) => push(out, format_args!("\"{layer}\": Labelling(\"{units}\"),")),
            });
        }
        ron.end("}");
    }
    if settings.keep_originals {
        ron.word("keep_originals", true);
    }
    ron.end(")");
}

/// The role as it stands in a file; an analyst's does not.
fn role_word(role: Role) -> Option<&'static str> {
    match role {
        Role::Analyst => None,
        Role::Adjudicator => Some("Adjudicator"),
        Role::Program => Some("Program"),
    }
}

/// The version of a file that names annotators of these roles: the oldest that has them.
pub(in crate::store) fn version_of_roles(roles: impl IntoIterator<Item = Role>, newest: u32) -> u32 {
    if roles.into_iter().any(|role| role == Role::Program) { newest } else { 1 }
}

fn write_role(out: &mut String, annotator: &Annotator) {
    if let Some(role) = role_word(annotator.role) {
        push(out, format_args!(", role: {role}"));
    }
    if let Some(person) = &annotator.person {
        push(out, format_args!(", person: \"{person}\""));
    }
}

/// The content of `project.ron`.
pub(in crate::store) fn write_project(project: &Project) -> String {
    let version = match project.settings().keep_originals {
        true => ProjectShape::VERSION,
        false => version_of_roles(project.annotators().map(|annotator| annotator.role), WITH_PROGRAMS),
    };
    let mut ron = Ron::file(ProjectShape::FORMAT, version);
    ron.text("id", project.id().as_str());
    ron.line(|out| {
        out.push_str("name: ");
        string(out, project.name());
        out.push(',');
    });
    write_settings(&mut ron, project.settings());
    if project.annotators().next().is_some() {
        ron.begin("annotators: [");
        for annotator in project.annotators() {
            ron.line(|out| {
                push(out, format_args!("(id: \"{}\", name: ", annotator.id));
                string(out, &annotator.name);
                write_role(out, annotator);
                out.push_str("),");
            });
        }
        ron.end("]");
    }
    ron.finish()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    role: RoleShape,
    #[serde(default)]
    person: String,
}

impl Shape for PersonShape {
    const FORMAT: &'static str = "obelus/annotator";
    /// As of [`ProjectShape`].
    const VERSION: u32 = 2;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        super::version_1(source, Self::FORMAT, version)
    }
}

/// Reads `annotator.ron`: the name that the annotator goes by, and as what.
pub(in crate::store) fn read_person(source: &SourceText, id: &AnnotatorId) -> Result<Annotator, Issue> {
    let shape: PersonShape = super::read(source)?;
    if shape.id != id.as_str() {
        return Err(
            source.bad_value("id", message!("findings-folder-named-after", id = %shape.id, id_here = %id))
        );
    }
    let person = person_of(source, &shape.person)?;
    Ok(Annotator { id: id.clone(), name: shape.name, role: shape.role.decode(), person })
}

/// The content of `annotator.ron`.
pub(in crate::store) fn write_person(annotator: &Annotator) -> String {
    let version = version_of_roles([annotator.role], PersonShape::VERSION);
    let mut ron = Ron::file(PersonShape::FORMAT, version);
    ron.text("id", annotator.id.as_str());
    ron.text("name", &annotator.name);
    if let Some(role) = role_word(annotator.role) {
        ron.word("role", role);
    }
    if let Some(person) = &annotator.person {
        ron.text("person", person.as_str());
    }
    ron.finish()
}
