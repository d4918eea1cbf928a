//! Articles that were read and wait to be confirmed.

use super::outcome::done;
use super::{ArticleDraft, Effect, Intake, IntakeCommand, NoEffect, NoticeKind, Outcome, Stamp, State};
use crate::base::{ArticleId, Issue};
use crate::message;
use crate::model::Edit;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl State {
    fn drafted(&mut self, drafts: Vec<ArticleDraft>, refused: Vec<Issue>, stamp: Stamp) {
        self.busy = None;
        let known: BTreeSet<_> =
            self.session.iter().flat_map(|s| s.project.articles()).map(|a| a.text.digest()).collect();
        let mut intake = self.intake.take().unwrap_or_default();
        let mut seen: BTreeSet<_> = intake.drafts.iter().map(|draft| draft.article.text.digest()).collect();
        let mut again = 0_usize;
        for draft in drafts {
            let digest = draft.article.text.digest();
            if known.contains(&digest) || !seen.insert(digest) {
                again += 1;
            } else {
                intake.drafts.push(draft);
            }
        }
        if again > 0 {
            self.notify(NoticeKind::Info, message!("notices-known-articles", count = again), stamp.now);
        }
        if let (true, Some(first)) = (intake.drafts.is_empty(), refused.first()) {
            let (file, what, hint) = (&first.file, &first.message, &first.hint);
            let text = message!("notices-refused", file = file, what = what, hint = hint);
            self.notify(NoticeKind::Problem, text, stamp.now);
        }
        intake.refused.extend(refused);
        let empty = intake.drafts.is_empty();
        self.intake = (!empty).then_some(intake);
    }

    pub(super) fn intake_command(&mut self, command: IntakeCommand, stamp: Stamp) -> Outcome {
        match command {
            IntakeCommand::Paste(text) => return self.paste(text, stamp),
            IntakeCommand::Drafted { drafts, refused } => self.drafted(drafts, refused, stamp),
            IntakeCommand::Metadata(metadata) => {
                let draft = self.draft_shown()?;
                draft.language_sure |= draft.article.metadata.language != metadata.language;
                draft.article.metadata = *metadata;
            }
            IntakeCommand::Zone { span, kind } => {
                let draft = self.draft_shown()?;
                draft.article.zones = draft.article.rezoned(span, kind);
            }
            IntakeCommand::Show(number) => {
                let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
                intake.shown = number.min(intake.drafts.len().saturating_sub(1));
            }
            IntakeCommand::Skip(number) => {
                let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
                let draft = intake.drafts.get_mut(number).ok_or(NoEffect::NothingBegun)?;
                draft.skipped = !draft.skipped;
            }
            IntakeCommand::Confirm => return self.confirm_intake(stamp),
            IntakeCommand::Cancel => self.intake = None,
        }
        done()
    }

    fn draft_shown(&mut self) -> Result<&mut ArticleDraft, NoEffect> {
        let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
        intake.drafts.get_mut(intake.shown).ok_or(NoEffect::NothingBegun)
    }

    fn paste(&mut self, text: String, stamp: Stamp) -> Outcome {
        if text.trim().is_empty() {
            self.notify(NoticeKind::Info, message!("notices-empty-clipboard"), stamp.now);
            return done();
        }
        Ok(vec![Effect::DraftText(text)])
    }

    /// Adds the drafts that were not left out, in one step of undo, and opens the first.
    pub(super) fn confirm_intake(&mut self, stamp: Stamp) -> Outcome {
        let intake = self.intake.take().ok_or(NoEffect::NothingBegun)?;
        let Some(session) = &self.session else {
            self.intake = Some(Intake { confirmed: true, ..intake });
            return Ok(vec![Effect::OpenProjectForDrafts]);
        };
        let known: BTreeMap<_, _> =
            session.project.articles().map(|a| (a.text.digest(), a.id.clone())).collect();
        let mut taken: BTreeSet<String> =
            session.project.articles().map(|a| a.id.as_str().to_lowercase()).collect();
        let mut edits = Vec::new();
        let mut first = None;
        for draft in intake.drafts.into_iter().filter(|draft| !draft.skipped) {
            let mut article = draft.article;
            if let Some(id) = known.get(&article.text.digest()) {
                first = first.or(Some(id.clone()));
                continue;
            }
            let stem = article.id.as_str().to_owned();
            let free = (1..)
                .map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") })
                .find(|name| taken.insert(name.to_lowercase()))
                .and_then(|name| ArticleId::new(&name).ok());
            if let Some(id) = free {
                article.id = id.clone();
                first = first.or(Some(id));
                edits.push(Edit::AddArticle { article: Arc::new(article) });
            }
        }
        let label = message!("steps-add-articles", count = edits.len());
        if intake.confirmed {
            let text = message!("notices-kept-in", folder = %session.root.display());
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        let mut effects = self.commit(label, edits, stamp);
        if let Some(first) = first {
            effects.extend(self.select_article(&first, stamp));
        }
        Ok(effects)
    }
}
