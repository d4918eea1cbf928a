//! What arguments name: annotators, layers, days.

use super::failure::Failure;
use crate::base::{AnnotatorId, ArticleId, LayerId, Timestamp, slug};
use crate::model::{Annotator, Edit, Project, Role, folded_name};
use std::collections::BTreeSet;

/// The annotator of that identifier or name.
///
/// # Errors
/// When the project has none; those that it has are named.
pub(super) fn annotator<'p>(project: &'p Project, name: &str) -> Result<&'p Annotator, Failure> {
    let by_id = project.annotators().find(|one| one.id.as_str() == name);
    by_id.or_else(|| project.annotator_called(name)).ok_or_else(|| {
        let known: Vec<&str> = project.annotators().map(|one| one.id.as_str()).collect();
        let there = match known.as_slice() {
            [] => "the project has none yet".to_owned(),
            known => format!("there are {}", known.join(", ")),
        };
        Failure::new(format!("there is no annotator “{name}”; {there}"), "")
    })
}

/// The annotators of those identifiers or names; `None` when none is named, which stands for all.
///
/// # Errors
/// When the project has not one of them.
pub(super) fn annotators(
    project: &Project,
    names: &[String],
) -> Result<Option<BTreeSet<AnnotatorId>>, Failure> {
    let find = |name: &String| Ok(annotator(project, name)?.id.clone());
    let found = names.iter().map(find).collect::<Result<BTreeSet<AnnotatorId>, Failure>>()?;
    Ok((!found.is_empty()).then_some(found))
}

/// An annotator of a new name, and the edit that adds them.
///
/// # Errors
/// When no identifier can be made of the name.
pub(super) fn new_annotator(name: &str, role: Role) -> Result<(AnnotatorId, Edit), Failure> {
    let name = one_line(name);
    let id = AnnotatorId::new(&slug(&name)).map_err(|error| Failure::new("", "").because(error))?;
    let annotator = Annotator { id: id.clone(), name, role, person: None };
    Ok((id, Edit::PutAnnotator { annotator }))
}

/// The article of that identifier, title, address or file.
///
/// # Errors
/// When the project has none, or several.
pub(super) fn article(project: &Project, name: &str) -> Result<ArticleId, Failure> {
    if let Some(known) = project.articles().find(|article| article.id.as_str() == name) {
        return Ok(known.id.clone());
    }
    let wanted = folded_name(name);
    let found = project.articles().filter(|article| {
        let about = &article.metadata;
        let told = [article.id.as_str(), article.display_title(), &about.url, &about.source_file];
        told.into_iter().any(|told| !told.is_empty() && folded_name(told) == wanted)
    });
    let found: Vec<&ArticleId> = found.map(|article| &article.id).collect();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            Err(Failure::new(format!("there is no article “{name}”"), "Name it by its identifier or title."))
        }
        several => {
            let named: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
            let message = format!("“{name}” is said of {} articles: {}", several.len(), named.join(", "));
            Err(Failure::new(message, "Name one by its identifier."))
        }
    }
}

/// The layer of that identifier or name.
///
/// # Errors
/// When the codebook has none; those that it has are named.
pub(super) fn layer(project: &Project, name: &str) -> Result<LayerId, Failure> {
    let all = project.codebook().layers();
    let by_id = all.iter().find(|layer| layer.id.as_str() == name);
    let found = by_id.or_else(|| all.iter().find(|layer| layer.name.to_lowercase() == name.to_lowercase()));
    found.map(|layer| layer.id.clone()).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|layer| layer.id.as_str()).collect();
        Failure::new(format!("there is no layer “{name}”; there are {}", known.join(", ")), "")
    })
}

/// The layers of those identifiers or names; `None` when none is named, which stands for all.
///
/// # Errors
/// When the codebook has not one of them.
pub(super) fn layers(project: &Project, names: &[String]) -> Result<Option<BTreeSet<LayerId>>, Failure> {
    let found = names.iter().map(|name| layer(project, name)).collect::<Result<BTreeSet<_>, Failure>>()?;
    Ok((!found.is_empty()).then_some(found))
}

/// A day of the calendar, as an argument.
///
/// # Errors
/// When it is none.
pub(super) fn date(words: &str) -> Result<String, String> {
    match format!("{words}T00:00:00Z").parse::<Timestamp>() {
        Ok(_) => Ok(words.to_owned()),
        Err(_) => Err("a date is a day of the calendar, written as 2025-07-03".to_owned()),
    }
}

/// Words with every run of white space and control characters made one blank.
pub(super) fn one_line(words: &str) -> String {
    let parts = words.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
