//! What labels become, as the command line says it.

use crate::base::{CodeId, LayerId};
use crate::cli::failure::Failure;
use crate::formats::ImportedData;
use crate::model::{Code, LabelMapping, LabelTarget, Layer, Project};

/// Lays `LABEL=CODE` over what was guessed.
///
/// # Errors
/// When no mark has such a label, or the codebook no such code.
pub(super) fn lay_over(
    mapping: &mut LabelMapping,
    said: &[String],
    project: &Project,
    foreign: &ImportedData,
) -> Result<(), Failure> {
    let labels = foreign.labels();
    for words in said {
        // A label may have “=” in it, a code has none.
        let (label, target) = words.rsplit_once('=').ok_or_else(|| {
            Failure::new(format!("--map “{words}” does not say what the label becomes"), "Write LABEL=CODE.")
        })?;
        if !labels.contains_key(label) {
            let known: Vec<&str> = labels.keys().take(30).copied().collect();
            let message = format!("no mark is labelled “{label}”; there are {}", known.join(", "));
            return Err(Failure::new(message, ""));
        }
        mapping.0.insert(label.to_owned(), target_of(target, project)?);
    }
    Ok(())
}

fn target_of(words: &str, project: &Project) -> Result<LabelTarget, Failure> {
    let codebook = project.codebook();
    if let Some(name) = words.strip_prefix('+').map(str::trim).filter(|name| !name.is_empty()) {
        let known = codes(project).find(|code| code.name == name);
        return Ok(known
            .map_or_else(|| LabelTarget::New(name.to_owned()), |code| LabelTarget::Code(code.id.clone())));
    }
    match words {
        "-" => return Ok(LabelTarget::Leave),
        "note" => return Ok(LabelTarget::Note),
        "claim" if codebook.claim_layer().is_some() => return Ok(LabelTarget::Claim),
        _ => {}
    }
    if let Some(layer) = words.strip_prefix("unit:").and_then(|id| codebook.layer(id)) {
        return Ok(LabelTarget::Unit(LayerId::clone(&layer.id)));
    }
    let by_id = codebook.code(words).map(|(_, code)| code.id.clone());
    let folded = words.to_lowercase();
    let named: Vec<&CodeId> =
        codes(project).filter(|code| code.name.to_lowercase() == folded).map(|code| &code.id).collect();
    if let ([_, _, ..], None) = (named.as_slice(), &by_id) {
        let ids: Vec<&str> = named.iter().map(|id| id.as_str()).collect();
        let message = format!("“{words}” is the name of {} codes: {}", ids.len(), ids.join(", "));
        return Err(Failure::new(message, "Name one by its identifier."));
    }
    by_id.or_else(|| named.first().copied().cloned()).map(LabelTarget::Code).ok_or_else(|| {
        let known: Vec<&str> = codes(project).map(|code| code.id.as_str()).collect();
        let message = format!("there is no code “{words}”; there are {}", known.join(", "));
        Failure::new(message, "Or say claim, note, - to leave it out, or +NAME for a new code.")
    })
}

fn codes(project: &Project) -> impl Iterator<Item = &Code> {
    project.codebook().layers().iter().flat_map(Layer::codes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ProjectId;
    use crate::formats::{ImportedAnnotation, ImportedDocument};
    use crate::store::builtin_codebook;
    use std::sync::Arc;

    #[test]
    fn what_labels_become_is_read() {
        let id = ProjectId::new("study").expect("id");
        let project = Project::new(id, "Study".to_owned(), Arc::new(builtin_codebook()));
        let mark =
            |label: &str| ImportedAnnotation { label: label.to_owned(), ..ImportedAnnotation::default() };
        let document =
            ImportedDocument { marks: vec![mark("a=b"), mark("F")], ..ImportedDocument::default() };
        let foreign = ImportedData { documents: vec![document], ..ImportedData::default() };
        let check = |said: &str, want: Option<(&str, LabelTarget)>| {
            let mut mapping = LabelMapping::default();
            let outcome = lay_over(&mut mapping, &[said.to_owned()], &project, &foreign);
            match want {
                Some((label, target)) => {
                    assert!(outcome.is_ok(), "{said}");
                    assert_eq!(mapping.0, [(label.to_owned(), target)].into(), "{said}");
                }
                None => assert!(outcome.is_err() && mapping.0.is_empty(), "{said}"),
            }
        };
        let factual = || LabelTarget::Code("factual".parse().expect("id"));
        check("F=factual", Some(("F", factual())));
        check("a=b=FACTUAL", Some(("a=b", factual())));
        check("F=No claim", Some(("F", LabelTarget::Code("not-a-claim".parse().expect("id")))));
        check("F=claim", Some(("F", LabelTarget::Claim)));
        check("F=note", Some(("F", LabelTarget::Note)));
        check("F=-", Some(("F", LabelTarget::Leave)));
        check("F=unit:kind", Some(("F", LabelTarget::Unit("kind".parse().expect("id")))));
        check("F=+Blame", Some(("F", LabelTarget::New("Blame".to_owned()))));
        check("F=+Factual", Some(("F", factual())));
        for wrong in ["F", "F=", "F=nothing", "F=+", "G=factual", "F=unit:none"] {
            check(wrong, None);
        }
    }
}
