//! What labels of other programs became when they were last imported into a project. It belongs to one machine.

use super::error::{FileAction, StoreError};
use super::schema::{SourceText, mapping};
use super::{disk, paths};
use crate::base::{Checked, Issue, ProjectId};
use crate::message;
use crate::model::{LabelMapping, Project};
use std::path::{Path, PathBuf};

fn path_of(data: &Path, project: &ProjectId) -> PathBuf {
    data.join("mapping").join(paths::stem_of(project.as_str())).join("mapping.ron")
}

/// Reads what was kept for a project. A file that cannot be understood is a finding and left as it is.
pub fn kept_mapping(data: &Path, project: &ProjectId) -> Checked<LabelMapping> {
    let path = path_of(data, project);
    let read = match disk::read(&path) {
        Ok(None) => return Checked::clean(LabelMapping::default()),
        Ok(Some(bytes)) => SourceText::new(path.display().to_string(), bytes),
        Err(error) => Err(Issue::error("unreadable-file", path.display().to_string(), error.message())),
    };
    match read.and_then(|source| mapping::read_mapping(&source)) {
        Ok(mapping) => Checked::clean(mapping),
        Err(issue) => {
            let message = message!("findings-no-mapping", message = &issue.message);
            let issue = Issue::warning("no-mapping", issue.file, message).at(issue.place);
            Checked { value: LabelMapping::default(), issues: vec![issue] }
        }
    }
}

/// Keeps a mapping for the next import, in one step, beside what was kept for other labels. `project` is as it is after
/// the import: a code that was new then is a code of its codebook.
///
/// # Errors
/// When the system refuses.
pub fn keep_mapping(data: &Path, project: &Project, mapping: &LabelMapping) -> Result<(), StoreError> {
    let mut kept = kept_mapping(data, project.id()).value;
    let became = mapping.0.iter();
    kept.0.extend(became.map(|(label, target)| (label.clone(), target.after_import(project.codebook()))));
    let path = path_of(data, project.id());
    let content = mapping::write_mapping(&kept)
        .map_err(|error| StoreError::io(FileAction::Write, &path, &std::io::Error::other(error)))?;
    path.parent().into_iter().for_each(disk::clear_leftovers);
    disk::write(&path, content.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{CodeId, LayerId};
    use crate::model::LabelTarget;
    use crate::store::builtin_codebook;
    use std::sync::Arc;

    fn project() -> Project {
        let id = ProjectId::new("study").expect("id");
        Project::new(id, "My study".to_owned(), Arc::new(builtin_codebook()))
    }

    #[test]
    fn a_mapping_reads_back_and_a_bad_one_is_told() {
        let folder = tempfile::tempdir().expect("folder");
        let project = project();
        let load = || kept_mapping(folder.path(), project.id());
        assert_eq!(load(), Checked::clean(LabelMapping::default()));
        let targets = [
            LabelTarget::Code(CodeId::new("factual").expect("id")),
            LabelTarget::Unit(LayerId::new("kind").expect("id")),
            LabelTarget::Claim,
            LabelTarget::Note,
            LabelTarget::New("A \"new\" one\n".to_owned()),
            LabelTarget::Leave,
        ];
        let named = targets.into_iter().enumerate().map(|(at, target)| (format!("é “{at}”"), target));
        let mapping = LabelMapping(named.collect());
        keep_mapping(folder.path(), &project, &mapping).expect("saved");
        assert_eq!(load(), Checked::clean(mapping));
        let path = path_of(folder.path(), project.id());
        for (content, words) in [("(", "in order"), ("(format: \"obelus/mapping\", version: 9)", "version 9")]
        {
            std::fs::write(&path, content).expect("written");
            let loaded = load();
            assert_eq!((loaded.value, loaded.issues.len()), (LabelMapping::default(), 1));
            assert!(loaded.issues[0].message.english().contains(words), "{}", loaded.issues[0]);
            assert!(path.exists(), "it is left");
        }
    }

    #[test]
    fn a_new_code_is_kept_as_the_code_that_it_became() {
        let data = tempfile::tempdir().expect("folder");
        let project = project();
        let target = |name: &str| LabelTarget::New(name.to_owned());
        let mapping = LabelMapping(
            [("f", target("Factual")), ("x", target("Else")), ("n", LabelTarget::Note)]
                .map(|(label, target)| (label.to_owned(), target))
                .into(),
        );
        keep_mapping(data.path(), &project, &mapping).expect("kept");
        let later = LabelMapping([("n".to_owned(), LabelTarget::Leave)].into());
        keep_mapping(data.path(), &project, &later).expect("kept");
        let kept = kept_mapping(data.path(), project.id());
        let factual = LabelTarget::Code("factual".parse().expect("id"));
        let want = [("f", factual), ("x", target("Else")), ("n", LabelTarget::Leave)];
        let want = want.map(|(label, target)| (label.to_owned(), target)).into();
        assert_eq!(kept, Checked::clean(LabelMapping(want)));
    }
}
