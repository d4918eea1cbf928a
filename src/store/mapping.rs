//! What labels of other programs became when they were last imported into a project. It belongs to one machine.

use super::schema::{Source, mapping};
use super::{StoreError, disk, paths};
use crate::base::{Checked, CodeId, Issue, LayerId, ProjectId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a label became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptTarget {
    /// A code of the codebook.
    Code(CodeId),
    /// A unit of a layer without an answer.
    Unit(LayerId),
    /// A mention of a claim.
    Claim,
    /// A note.
    Note,
    /// A new code of this name.
    New(String),
    /// Nothing.
    Leave,
}

/// What labels became, by label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptMapping(pub BTreeMap<String, KeptTarget>);

impl KeptMapping {
    fn path(data: &Path, project: &ProjectId) -> PathBuf {
        data.join("mapping").join(paths::stem_of(project.as_str())).join("mapping.ron")
    }

    /// Reads what was kept for a project. A file that cannot be understood is a finding and left as it is.
    pub fn load(data: &Path, project: &ProjectId) -> Checked<Self> {
        let path = Self::path(data, project);
        let read = match disk::read(&path) {
            Ok(None) => return Checked::clean(Self::default()),
            Ok(Some(bytes)) => Source::new(path.display().to_string(), bytes),
            Err(error) => Err(Issue::error("unreadable-file", path.display().to_string(), error.to_string())),
        };
        match read.and_then(|source| mapping::read_mapping(&source)) {
            Ok(mapping) => Checked::clean(mapping),
            Err(issue) => {
                let message = format!("The mapping of the last import is not used. {}", issue.message);
                let issue = Issue::warning("no-mapping", issue.file, message).at(issue.place);
                Checked { value: Self::default(), issues: vec![issue] }
            }
        }
    }

    /// Keeps it for the next import into the project, in one step.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn save(&self, data: &Path, project: &ProjectId) -> Result<(), StoreError> {
        let path = Self::path(data, project);
        let content = mapping::write_mapping(self)
            .map_err(|error| StoreError::io("write", &path, &std::io::Error::other(error)))?;
        disk::write(&path, content.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_reads_back_and_a_bad_one_is_told() {
        let folder = tempfile::tempdir().expect("folder");
        let project = ProjectId::new("study").expect("id");
        assert_eq!(KeptMapping::load(folder.path(), &project), Checked::clean(KeptMapping::default()));
        let targets = [
            KeptTarget::Code(CodeId::new("factual").expect("id")),
            KeptTarget::Unit(LayerId::new("kind").expect("id")),
            KeptTarget::Claim,
            KeptTarget::Note,
            KeptTarget::New("A \"new\" one\n".to_owned()),
            KeptTarget::Leave,
        ];
        let named = targets.into_iter().enumerate().map(|(at, target)| (format!("é “{at}”"), target));
        let mapping = KeptMapping(named.collect());
        mapping.save(folder.path(), &project).expect("saved");
        assert_eq!(KeptMapping::load(folder.path(), &project), Checked::clean(mapping));
        let path = KeptMapping::path(folder.path(), &project);
        for (content, words) in [("(", "in order"), ("(format: \"obelus/mapping\", version: 9)", "version 9")]
        {
            std::fs::write(&path, content).expect("written");
            let loaded = KeptMapping::load(folder.path(), &project);
            assert_eq!((loaded.value, loaded.issues.len()), (KeptMapping::default(), 1));
            assert!(loaded.issues[0].message.contains(words), "{}", loaded.issues[0]);
            assert!(path.exists(), "it is left");
        }
    }
}
