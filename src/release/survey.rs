//! What is known of a release before it is made: all that stands against it, and where.

use super::check::{check, passage};
use super::names::names_left;
use crate::base::{AnnotatorId, ArticleId, Issue, Severity};
use crate::formats::Scope;
use crate::message;
use crate::model::{FileKey, Project};
use crate::store;
use crate::text::Span;

/// Everything that was found before freezing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survey {
    /// All findings, as they are told to whoever freezes.
    pub findings: Vec<Issue>,
    /// Those among them that were found when the project's folder was read.
    pub opened: Vec<Issue>,
    /// How many sets are hidden from whoever freezes, and so neither released nor compared.
    pub hidden: usize,
}

impl Survey {
    /// Looks a project through. `opened` is what was found when its folder was read.
    ///
    /// Findings name annotators as the project does, also under pseudonyms: whoever freezes is told whom to ask.
    pub fn new(project: &Project, scope: &Scope, opened: &[Issue]) -> Self {
        let sets = project.sets().filter(|(key, _)| {
            let article = project.article(&key.article);
            article.is_some_and(|article| scope.articles.holds(article)) && !scope.sees(project, key)
        });
        let hidden = sets.count();
        let opened = opened.iter().filter(|issue| issue.severity > Severity::Note).cloned().collect();
        let mut survey = Self { findings: Vec::new(), opened, hidden };
        survey.findings = check(project, &Scope { pseudonyms: false, ..scope.clone() });
        survey.findings.extend(survey.other_findings());
        survey.findings.extend(names_left(project, scope));
        survey
    }

    /// What does not come from the project as it is released, for [`contents`](super::contents()).
    pub fn other_findings(&self) -> Vec<Issue> {
        let hidden = (self.hidden > 0).then(|| {
            let message = message!("findings-hidden", count = self.hidden);
            Issue::warning("hidden", "", message).hint(message!("findings-hidden.hint"))
        });
        hidden.into_iter().chain(self.opened.iter().cloned()).collect()
    }

    /// How many findings stand against freezing.
    pub fn against(&self) -> usize {
        self.findings.iter().filter(|issue| issue.severity > Severity::Note).count()
    }
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindingLocation {
    /// Whose work it is in, when it is in a file of theirs.
    pub annotator: Option<AnnotatorId>,
    /// The article it is in or about, when the project has it.
    pub article: Option<ArticleId>,
    /// In which passage of it.
    pub span: Option<Span>,
}

/// Where in a project a finding of a [`Survey`] is, as far as it says so.
pub fn locate(project: &Project, issue: &Issue) -> FindingLocation {
    let (annotator, article) = match store::key_of(&issue.file) {
        Some(FileKey::Set(key)) => (Some(key.annotator), Some(key.article)),
        Some(FileKey::Article(article)) => (None, Some(article)),
        Some(FileKey::Claims(by) | FileKey::Annotator(by)) => (Some(by), None),
        Some(FileKey::Project | FileKey::Codebook | FileKey::Stub(_)) | None => (None, None),
    };
    let article = article.and_then(|id| project.article(&id));
    let span = article.and_then(|article| passage(article, &issue.place));
    FindingLocation { annotator, article: article.map(|article| article.id.clone()), span }
}
