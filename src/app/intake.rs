//! Articles that were read and wait to be confirmed.

use super::outcome::done;
use super::{
    ArticleDraft, DraftFilter, Effect, Intake, IntakeCommand, NoEffect, NoticeKind, Outcome, Stamp, State,
};
use crate::base::{ArticleId, Issue};
use crate::message;
use crate::model::{Article, Edit, KnownTexts, Likeness, Original, Settings};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// The finding of a text that is there already as it is seen.
const SAME_AS_SEEN: &str = "same-as-seen";

/// Leaves out a draft whose text is seen as that of an article, until somebody takes it in.
fn doubt(draft: &mut ArticleDraft, there: &Article) {
    let file = &draft.article.metadata.source_file;
    let said = message!("findings-same-as-seen", article = there.display_title());
    draft.notes.push(Issue::error(SAME_AS_SEEN, file, said).hint(message!("findings-same-as-seen.hint")));
    draft.skipped = true;
}

impl State {
    fn drafted(&mut self, drafts: Vec<ArticleDraft>, findings: Vec<Issue>, stamp: Stamp) {
        self.busy = None;
        let mut known = KnownTexts::new(self.session.iter().flat_map(|session| session.project.articles()));
        let mut intake = self.intake.take().unwrap_or_default();
        intake.drafts.iter().for_each(|draft| known.note(Arc::new(draft.article.clone())));
        let new = self.doubted(drafts, known, stamp);
        intake.drafts.extend(new);
        // The gravest; of several alike the first.
        let first = findings.iter().rev().max_by_key(|issue| issue.severity);
        if let (true, Some(first)) = (intake.drafts.is_empty(), first) {
            self.say_refused(first, stamp);
        }
        intake.findings.extend(findings);
        intake.list();
        let empty = intake.drafts.is_empty();
        self.intake = (!empty).then_some(intake);
    }

    /// Drafts that are not there already; those that are as they are seen are left out until somebody takes them in.
    fn doubted(
        &mut self,
        drafts: Vec<ArticleDraft>,
        mut known: KnownTexts,
        stamp: Stamp,
    ) -> Vec<ArticleDraft> {
        let (mut again, mut alike) = (0_usize, 0_usize);
        let mut new = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            match known.find(&draft.article.text) {
                Some((Likeness::Whole, _)) => {
                    again += 1;
                    continue;
                }
                Some((Likeness::Seen, there)) => {
                    alike += 1;
                    doubt(&mut draft, there);
                }
                None => {}
            }
            known.note(Arc::new(draft.article.clone()));
            new.push(draft);
        }
        if again > 0 {
            self.notify(NoticeKind::Info, message!("notices-known-articles", count = again), stamp.now);
        }
        self.say_alike(alike, stamp);
        new
    }

    fn say_refused(&mut self, issue: &Issue, stamp: Stamp) {
        let (file, what, hint) = (&issue.file, &issue.message, &issue.hint);
        let text = message!("notices-refused", file = file, what = what, hint = hint);
        self.notify(NoticeKind::Problem, text, stamp.now);
    }

    /// Puts the drafts of a file that was read again in the place of those that it gave before. One that cannot be read so
    /// stays as it was, and why is told.
    fn drafted_anew(&mut self, path: &Path, drafts: Vec<ArticleDraft>, findings: Vec<Issue>, stamp: Stamp) {
        let Some(at) = self
            .intake
            .as_ref()
            .and_then(|intake| intake.drafts.iter().position(|draft| draft.is_from(path)))
        else {
            return;
        };
        if drafts.is_empty() {
            if let Some(first) = findings.iter().max_by_key(|issue| issue.severity) {
                self.say_refused(first, stamp);
            }
            return;
        }
        let Some(mut intake) = self.intake.take() else { return };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        intake.drafts.retain(|draft| !draft.is_from(path));
        intake.findings.retain(|issue| {
            let file = issue.file.split('#').next().unwrap_or_default();
            file != name && Path::new(file) != path
        });
        let mut known = KnownTexts::new(self.session.iter().flat_map(|session| session.project.articles()));
        intake.drafts.iter().for_each(|draft| known.note(Arc::new(draft.article.clone())));
        let new = self.doubted(drafts, known, stamp);
        intake.drafts.splice(at..at, new);
        intake.findings.extend(findings);
        intake.shown = at;
        intake.list();
        self.intake = (!intake.drafts.is_empty()).then_some(intake);
    }

    fn say_alike(&mut self, count: usize, stamp: Stamp) {
        if count > 0 {
            self.notify(NoticeKind::Info, message!("notices-alike-articles", count = count), stamp.now);
        }
    }

    pub(super) fn intake_command(&mut self, command: IntakeCommand, stamp: Stamp) -> Outcome {
        match command {
            IntakeCommand::Paste(text) => return self.paste(text, stamp),
            IntakeCommand::Drafted { drafts, findings } => self.drafted(drafts, findings, stamp),
            IntakeCommand::ReadAgain(options) => {
                let source = self.draft_shown()?.source.as_ref().ok_or(NoEffect::NothingBegun)?;
                return Ok(vec![Effect::DraftAgain { path: source.path.clone(), options }]);
            }
            IntakeCommand::ReadAnew { path, drafts, findings } => {
                self.drafted_anew(&path, drafts, findings, stamp);
            }
            IntakeCommand::Metadata(metadata) => {
                let draft = self.draft_shown()?;
                draft.language_sure |= draft.article.metadata.language != metadata.language;
                for field in draft.article.metadata.differing(&metadata) {
                    draft.origins.remove(&field);
                }
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
                intake.count();
            }
            IntakeCommand::Filter(filter) => {
                let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
                intake.filter = filter;
                intake.list();
            }
            IntakeCommand::Confirm => return self.confirm_intake(stamp),
            IntakeCommand::ConfirmClean => return self.confirm_clean(stamp),
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

    /// Adds the drafts without a finding that were not left out; the others stay to be looked at.
    fn confirm_clean(&mut self, stamp: Stamp) -> Outcome {
        let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
        if self.session.is_none() || intake.counts.taken_clean == 0 {
            return Err(NoEffect::NothingBegun);
        }
        let (clean, others) = std::mem::take(&mut intake.drafts)
            .into_iter()
            .partition(|draft: &ArticleDraft| !draft.skipped && !draft.has_findings());
        let rest = Intake { drafts: others, ..std::mem::take(intake) };
        self.intake = Some(Intake { drafts: clean, ..Intake::default() });
        let outcome = self.confirm_intake(stamp);
        let mut drafts = rest.drafts;
        drafts.extend(self.intake.take().into_iter().flat_map(|doubtful| doubtful.drafts));
        let mut left = Intake { drafts, shown: 0, filter: DraftFilter::default(), ..rest };
        left.list();
        self.intake = (!left.drafts.is_empty()).then_some(left);
        outcome
    }

    /// Adds the drafts that were not left out, in one step of undo, and opens the first. One whose text turns out to be
    /// there already as it is seen waits to be confirmed.
    pub(super) fn confirm_intake(&mut self, stamp: Stamp) -> Outcome {
        let intake = self.intake.take().ok_or(NoEffect::NothingBegun)?;
        let Some(session) = &self.session else {
            self.intake = Some(Intake { confirmed: true, ..intake });
            return Ok(vec![Effect::OpenProjectForDrafts]);
        };
        let mut known = KnownTexts::new(session.project.articles());
        let mut taken: BTreeSet<String> =
            session.project.articles().map(|a| a.id.as_str().to_lowercase()).collect();
        let keeps = session.project.settings().keep_originals;
        let mut originals = BTreeSet::new();
        let mut edits = Vec::new();
        let mut first = None;
        let mut doubtful = Vec::new();
        for mut draft in intake.drafts.into_iter().filter(|draft| !draft.skipped) {
            match known.find(&draft.article.text) {
                Some((Likeness::Whole, there)) => {
                    first = first.or(Some(there.id.clone()));
                    continue;
                }
                Some((Likeness::Seen, there)) if draft.notes.iter().all(|note| note.code != SAME_AS_SEEN) => {
                    doubt(&mut draft, there);
                    doubtful.push(draft);
                    continue;
                }
                Some((Likeness::Seen, _)) | None => {}
            }
            let mut article = draft.article;
            let stem = article.id.as_str().to_owned();
            let free = (1..)
                .map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") })
                .find(|name| taken.insert(name.to_lowercase()))
                .and_then(|name| ArticleId::new(&name).ok());
            if let Some(id) = free {
                article.id = id.clone();
                first = first.or(Some(id));
                if let Some(source) = draft.source.as_ref().filter(|_| keeps) {
                    let sha256 = article.metadata.import.sha256.clone();
                    originals.insert(Original { path: source.path.clone(), sha256 });
                }
                let article = Arc::new(article);
                known.note(Arc::clone(&article));
                edits.push(Edit::AddArticle { article });
            }
        }
        let label = message!("steps-add-articles", count = edits.len());
        if intake.confirmed {
            let text = message!("notices-kept-in", folder = %session.root.display());
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        if !doubtful.is_empty() {
            self.say_alike(doubtful.len(), stamp);
            let mut intake = Intake { drafts: doubtful, ..Intake::default() };
            intake.list();
            self.intake = Some(intake);
        }
        let mut effects = self.commit(label, edits, stamp);
        if !effects.is_empty() && !originals.is_empty() {
            effects.push(Effect::KeepOriginals(originals));
        }
        if let Some(first) = first {
            effects.extend(self.select_article(&first, stamp));
        }
        Ok(effects)
    }

    /// Switches for the whole project whether the files that articles come from are kept in it, from now on.
    pub(super) fn toggle_originals(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_ref().ok_or(NoEffect::NoProject)?;
        let before = session.project.settings();
        let settings = Settings { keep_originals: !before.keep_originals, ..before.clone() };
        let (label, said) = match settings.keep_originals {
            true => (message!("steps-keep-originals"), message!("notices-keep-originals")),
            false => (message!("steps-keep-no-originals"), message!("notices-keep-no-originals")),
        };
        let effects = self.commit(label, vec![Edit::PutSettings { settings }], stamp);
        if !effects.is_empty() {
            self.notify(NoticeKind::Info, said, stamp.now);
        }
        Ok(effects)
    }
}
