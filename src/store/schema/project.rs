//! `project.ron` and `annotator.ron`.

use super::write::{Ron, push, string};
use super::{Shape, Source};
use crate::base::{AnnotatorId, Issue, ProjectId};
use crate::model::{Annotator, Project, Role, Settings};
use serde::Deserialize;

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
}

impl Default for SettingsShape {
    fn default() -> Self {
        Self { blind: Settings::default().blind }
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
}

#[derive(Deserialize, Default)]
enum RoleShape {
    #[default]
    Analyst,
    Adjudicator,
}

impl Shape for ProjectShape {
    const FORMAT: &'static str = "obelus/project";
    const VERSION: u32 = 1;
}

/// What `project.ron` says.
pub(in crate::store) struct ProjectFile {
    pub id: ProjectId,
    pub name: String,
    pub settings: Settings,
    pub annotators: Vec<Annotator>,
}

/// Reads `project.ron`.
pub(in crate::store) fn read_project(source: &Source) -> Result<ProjectFile, Issue> {
    let shape: ProjectShape = super::read(source)?;
    let id = ProjectId::new(&shape.id).map_err(|error| source.bad_value("id", format!("{error}.")))?;
    let mut annotators: Vec<Annotator> = Vec::new();
    for entry in shape.annotators {
        let id = AnnotatorId::new(&entry.id)
            .map_err(|error| source.bad_value("annotators", format!("{error}.")))?;
        if annotators.iter().any(|known| known.id == id) {
            return Err(source.bad_value("annotators", format!("Annotator “{id}” is listed twice.")));
        }
        let role = match entry.role {
            RoleShape::Analyst => Role::Analyst,
            RoleShape::Adjudicator => Role::Adjudicator,
        };
        annotators.push(Annotator { id, name: entry.name, role });
    }
    Ok(ProjectFile { id, name: shape.name, settings: Settings { blind: shape.settings.blind }, annotators })
}

/// The content of `project.ron`.
pub(in crate::store) fn write_project(project: &Project) -> String {
    let mut ron = Ron::file(ProjectShape::FORMAT, ProjectShape::VERSION);
    ron.text("id", project.id().as_str());
    ron.line(|out| {
        out.push_str("name: ");
        string(out, project.name());
        out.push(',');
    });
    ron.word("settings", format_args!("(blind: {})", project.settings().blind));
    if project.annotators().next().is_some() {
        ron.begin("annotators: [");
        for annotator in project.annotators() {
            ron.line(|out| {
                push(out, format_args!("(id: \"{}\", name: ", annotator.id));
                string(out, &annotator.name);
                if annotator.role == Role::Adjudicator {
                    out.push_str(", role: Adjudicator");
                }
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
}

impl Shape for PersonShape {
    const FORMAT: &'static str = "obelus/annotator";
    const VERSION: u32 = 1;
}

/// Reads `annotator.ron`: the name that the annotator goes by.
pub(in crate::store) fn read_person(source: &Source, id: &AnnotatorId) -> Result<String, Issue> {
    let shape: PersonShape = super::read(source)?;
    if shape.id != id.as_str() {
        return Err(
            source.bad_value("id", format!("The file says “{}” but lies in the folder of “{id}”.", shape.id))
        );
    }
    Ok(shape.name)
}

/// The content of `annotator.ron`.
pub(in crate::store) fn write_person(annotator: &Annotator) -> String {
    let mut ron = Ron::file(PersonShape::FORMAT, PersonShape::VERSION);
    ron.text("id", annotator.id.as_str());
    ron.text("name", &annotator.name);
    ron.finish()
}
