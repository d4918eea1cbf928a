//! What a file holds that two may change at once, and in what two versions of it differ.

use super::merge::{
    claim_differences, merge_articles, merge_claims, merge_sets, merge_stubs, resolved, set_differences,
    their_side,
};
use super::{
    AnnotationSet, Article, ClaimConflict, ClaimSheet, ContestedField, Edit, FileKey, Metadata, Project,
    SetConflict, Stub,
};
use std::sync::Arc;

/// What a file holds that two may change at once.
#[derive(Debug, Clone, PartialEq)]
pub enum Version {
    /// All that an annotator says of an article.
    Set(Arc<AnnotationSet>),
    /// Claims and relations.
    Claims(Arc<ClaimSheet>),
    /// An article, of which everything but the text may be corrected.
    Article(Arc<Article>),
    /// What is known of an article whose text is not at hand.
    Stub(Arc<Stub>),
}

/// Two versions of one file brought together.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedVersions {
    /// Everything that does not differ, and ours of what does.
    pub version: Version,
    /// What differs in an annotator's work, to be laid beside the file until somebody chooses.
    pub conflicts: Vec<Conflict>,
    /// What differs in what is known about an article, to be said.
    pub contested: Vec<ContestedField>,
}

/// One thing in which two versions differ, with both sides of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Conflict {
    /// Something in an annotation set.
    Set(SetConflict),
    /// A claim.
    Claim(ClaimConflict),
}

impl Version {
    /// What a project holds for a file; nothing counts as an empty set or sheet. `None` for files of other kinds, and for
    /// an article or a stub that is not there.
    pub fn of(project: &Project, key: &FileKey) -> Option<Self> {
        match key {
            FileKey::Set(key) => Some(Self::Set(project.set(key).cloned().unwrap_or_default())),
            FileKey::Claims(by) => {
                Some(Self::Claims(project.ledger().sheet(by).cloned().unwrap_or_default()))
            }
            FileKey::Article(id) => project.article(id).map(|article| Self::Article(Arc::clone(article))),
            FileKey::Stub(id) => project.stub(id).map(|stub| Self::Stub(Arc::clone(stub))),
            FileKey::Project | FileKey::Codebook | FileKey::Annotator(_) => None,
        }
    }

    /// An empty version of the same kind; of an article, the bare text; of a stub, its name.
    #[must_use]
    pub fn empty(&self) -> Self {
        match self {
            Self::Set(_) => Self::Set(Arc::default()),
            Self::Claims(_) => Self::Claims(Arc::default()),
            Self::Article(article) => Self::Article(Arc::new(Article {
                metadata: Metadata::default(),
                zones: Vec::new(),
                ..Article::clone(article)
            })),
            Self::Stub(stub) => Self::Stub(Arc::new(Stub {
                id: stub.id.clone(),
                metadata: Metadata::default(),
                teaser: String::new(),
                also_named_by: Vec::new(),
            })),
        }
    }

    /// Brings two versions of one file together. `None` when they are of different kinds or of different texts.
    pub fn merge(base: Option<&Self>, ours: &Self, theirs: &Self) -> Option<MergedVersions> {
        match (ours, theirs) {
            (Self::Set(ours), Self::Set(theirs)) => {
                let merged = merge_sets(base.and_then(Self::set), ours, theirs);
                let conflicts = merged.conflicts.into_iter().map(Conflict::Set).collect();
                let version = Self::Set(Arc::new(merged.set));
                Some(MergedVersions { version, conflicts, contested: Vec::new() })
            }
            (Self::Claims(ours), Self::Claims(theirs)) => {
                let merged = merge_claims(base.and_then(Self::claims), ours, theirs);
                let conflicts = merged.conflicts.into_iter().map(Conflict::Claim).collect();
                let version = Self::Claims(Arc::new(merged.sheet));
                Some(MergedVersions { version, conflicts, contested: Vec::new() })
            }
            (Self::Article(ours), Self::Article(theirs)) => {
                let (article, contested) = merge_articles(base.and_then(Self::article), ours, theirs)?;
                let version = Self::Article(Arc::new(article));
                Some(MergedVersions { version, conflicts: Vec::new(), contested })
            }
            (Self::Stub(ours), Self::Stub(theirs)) => {
                let (stub, contested) = merge_stubs(base.and_then(Self::stub), ours, theirs)?;
                let version = Self::Stub(Arc::new(stub));
                Some(MergedVersions { version, conflicts: Vec::new(), contested })
            }
            (Self::Set(_) | Self::Claims(_) | Self::Article(_) | Self::Stub(_), _) => None,
        }
    }

    /// What theirs has of an annotator's work and ours has not, or has otherwise; nothing when they are of different kinds.
    pub fn differences(ours: &Self, theirs: &Self) -> Vec<Conflict> {
        match (ours, theirs) {
            (Self::Set(ours), Self::Set(theirs)) => {
                set_differences(ours, theirs).into_iter().map(Conflict::Set).collect()
            }
            (Self::Claims(ours), Self::Claims(theirs)) => {
                claim_differences(ours, theirs).into_iter().map(Conflict::Claim).collect()
            }
            (Self::Set(_) | Self::Claims(_) | Self::Article(_) | Self::Stub(_), _) => Vec::new(),
        }
    }

    /// A version of that file with nothing but their side of conflicts. `None` for files of other kinds.
    pub fn of_their_side(key: &FileKey, conflicts: &[Conflict]) -> Option<Self> {
        match key {
            FileKey::Set(_) => Some(Self::Set(Arc::new(their_side(&in_sets(conflicts))))),
            FileKey::Claims(_) => {
                let theirs = in_claims(conflicts).map(|claim| (claim.id.clone(), Arc::clone(&claim.theirs)));
                let sheet = ClaimSheet { claims: theirs.collect(), ..ClaimSheet::default() };
                Some(Self::Claims(Arc::new(sheet)))
            }
            FileKey::Project
            | FileKey::Codebook
            | FileKey::Annotator(_)
            | FileKey::Article(_)
            | FileKey::Stub(_) => None,
        }
    }

    /// The project with this in place of what it has for the file; as it is when the file is of another kind.
    pub fn put_into(&self, project: &Project, key: &FileKey) -> Project {
        let mut project = project.clone();
        match (self, key) {
            (Self::Set(set), FileKey::Set(key)) if set.is_blank() => {
                // It may have none already.
                let _ = project.apply(Edit::RemoveSet { key: key.clone() });
            }
            (Self::Set(set), FileKey::Set(key)) => project.load_set(key.clone(), Arc::clone(set)),
            (Self::Claims(sheet), FileKey::Claims(by)) => {
                let mut ledger = project.ledger().clone();
                ledger.put_sheet(by.clone(), Arc::clone(sheet));
                project.load_ledger(ledger);
            }
            (Self::Article(article), FileKey::Article(_)) => project.load_article(Arc::clone(article)),
            (Self::Stub(stub), FileKey::Stub(_)) => project.load_stub(Arc::clone(stub)),
            (Self::Set(_) | Self::Claims(_) | Self::Article(_) | Self::Stub(_), _) => {}
        }
        project
    }

    fn set(&self) -> Option<&AnnotationSet> {
        if let Self::Set(set) = self { Some(set) } else { None }
    }

    fn claims(&self) -> Option<&ClaimSheet> {
        if let Self::Claims(sheet) = self { Some(sheet) } else { None }
    }

    fn article(&self) -> Option<&Article> {
        if let Self::Article(article) = self { Some(article) } else { None }
    }

    fn stub(&self) -> Option<&Stub> {
        if let Self::Stub(stub) = self { Some(stub) } else { None }
    }
}

impl Conflict {
    /// Whether ours has anything under that name.
    pub fn has_ours(&self) -> bool {
        match self {
            Self::Set(conflict) => conflict.ours.is_some(),
            Self::Claim(conflict) => conflict.ours.is_some(),
        }
    }
}

/// The edits that put these things of theirs in place of ours in a file.
pub fn resolution(project: &Project, key: &FileKey, theirs: &[Conflict]) -> Vec<Edit> {
    let mut edits: Vec<Edit> =
        in_claims(theirs).map(|claim| Edit::PutClaim { claim: Arc::clone(&claim.theirs) }).collect();
    let chosen = in_sets(theirs);
    if let FileKey::Set(key) = key
        && !chosen.is_empty()
    {
        let ours = project.set(key).cloned().unwrap_or_default();
        edits.push(Edit::PutSet { key: key.clone(), set: Arc::new(resolved(&ours, &chosen)) });
    }
    edits
}

fn in_sets(conflicts: &[Conflict]) -> Vec<SetConflict> {
    let sets = conflicts.iter().filter_map(|conflict| match conflict {
        Conflict::Set(conflict) => Some(conflict.clone()),
        Conflict::Claim(_) => None,
    });
    sets.collect()
}

fn in_claims(conflicts: &[Conflict]) -> impl Iterator<Item = &ClaimConflict> {
    conflicts.iter().filter_map(|conflict| match conflict {
        Conflict::Claim(conflict) => Some(conflict),
        Conflict::Set(_) => None,
    })
}

/// What became of a file that was received in a bundle. In the order in which it wants attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It was not taken in; a finding says why.
    Refused,
    /// Both versions had gone on; what differs lies beside ours until somebody chooses.
    Conflict,
    /// It was not here.
    New,
    /// It took the place of its forerunner, or of a file that could not be understood, which is kept.
    Updated,
    /// Both versions had gone on; they were brought together, and nothing in them differs.
    Merged,
    /// It is a forerunner of what is here, which stays. It is kept with the earlier versions.
    Older,
    /// It was here already, or all that it says was.
    Same,
}

impl Fate {
    /// A stable code of one word, for the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Conflict => "conflict",
            Self::New => "new",
            Self::Updated => "updated",
            Self::Merged => "merged",
            Self::Older => "older",
            Self::Same => "same",
        }
    }
}
