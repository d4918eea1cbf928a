//! Articles that were read and wait to be confirmed.

use super::outcome::done;
use super::parts::SAME_AS_SEEN;
use super::{
    ArticleDraft, DraftFilter, Effect, FileFinding, Intake, IntakeCommand, NoEffect, NoticeKind, Outcome,
    ReadingChoice, Session, Stamp, State,
};
use crate::base::{ArticleId, Issue, excerpt};
use crate::locale::Argument;
use crate::message;
use crate::model::{
    Article, Edit, JoinedStubs, KnownTexts, Likeness, ListedArticles, NewStubs, Original, Settings,
};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// How many are named of files that were not read, or of articles to be fetched that were brought together.
const NAMED: usize = 3;

/// The gravest; of several alike the first.
fn gravest(findings: &[FileFinding]) -> Option<&FileFinding> {
    findings.iter().rev().max_by_key(|finding| finding.issue.severity)
}

/// Leaves out a draft whose text is seen as that of an article, until somebody takes it in.
fn doubt(draft: &mut ArticleDraft, there: &Article) {
    let file = &draft.article.metadata.source_file;
    let said = message!("findings-same-as-seen", article = &*excerpt(there.display_title()));
    draft.notes.push(Issue::error(SAME_AS_SEEN, file, said).hint(message!("findings-same-as-seen.hint")));
    draft.skipped = true;
}

/// What is there already, in the project and among the drafts.
struct Known {
    texts: KnownTexts,
    /// Articles and stubs by what is known of them; `None` where nobody asks.
    listed: Option<ListedArticles>,
}

impl Known {
    fn new(session: Option<&Session>, drafts: &[ArticleDraft], new: &[ArticleDraft]) -> Self {
        let project = session.map(|session| &session.project);
        let texts = KnownTexts::new(project.iter().flat_map(|project| project.articles()));
        let asks = new.iter().any(ArticleDraft::is_stub);
        let listed = asks.then(|| project.map(ListedArticles::of).unwrap_or_default());
        let mut known = Self { texts, listed };
        drafts.iter().for_each(|draft| known.note(draft));
        known
    }

    fn note(&mut self, draft: &ArticleDraft) {
        if let Some(listed) = &mut self.listed {
            listed.note(&draft.article.metadata);
        }
        if !draft.is_stub() {
            self.texts.note(Arc::new(draft.article.clone()));
        }
    }
}

impl State {
    /// Takes drafts up. Files that gave none are told with them; one alone, about which nothing can be chosen, is only said.
    fn drafted(
        &mut self,
        drafts: Vec<ArticleDraft>,
        findings: Vec<FileFinding>,
        stamp: Stamp,
    ) -> Option<Effect> {
        self.busy = None;
        let mut intake = self.intake.take().unwrap_or_default();
        let known = Known::new(self.session.as_ref(), &intake.drafts, &drafts);
        let originals = drafts.iter().filter_map(|draft| draft.original.clone()).collect();
        let new = self.doubted(drafts, known, stamp);
        intake.drafts.extend(new);
        let refused: Vec<&FileFinding> = findings.iter().filter(|one| one.is_refusal()).collect();
        let alone = intake.is_empty() && refused.len() <= 1 && !findings.iter().any(FileFinding::has_columns);
        match gravest(&findings) {
            Some(finding) if alone => self.say_refused(finding, stamp),
            Some(_) if !refused.is_empty() => {
                let said = message!("notices-files-refused", count = refused.len());
                self.notify(NoticeKind::Problem, said, stamp.now);
            }
            Some(_) | None => {}
        }
        intake.findings.extend(findings);
        intake.shows_files |= intake.drafts.is_empty();
        intake.list();
        self.intake = (!alone).then_some(intake);
        self.kept_originals(originals)
    }

    /// Keeps those of the files that articles or stubs of the project came from, where that is wished.
    fn kept_originals(&self, mut originals: BTreeSet<Original>) -> Option<Effect> {
        let project = &self.session.as_ref()?.project;
        if !project.settings().keep_originals || originals.is_empty() {
            return None;
        }
        let wanted = project.files_it_came_from();
        originals.retain(|original| wanted.contains(original.sha256.as_str()));
        (!originals.is_empty()).then_some(Effect::KeepOriginals(originals))
    }

    /// Drafts that are not there already; those that are as they are seen are left out until somebody takes them in.
    fn doubted(&mut self, drafts: Vec<ArticleDraft>, mut known: Known, stamp: Stamp) -> Vec<ArticleDraft> {
        let (mut again, mut alike, mut listed) = (0_usize, 0_usize, 0_usize);
        let mut new = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            if draft.is_stub() {
                if known.listed.as_ref().is_some_and(|listed| listed.has(&draft.article.metadata)) {
                    listed += 1;
                } else {
                    known.note(&draft);
                    new.push(draft);
                }
                continue;
            }
            match known.texts.find(&draft.article.text) {
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
            known.note(&draft);
            new.push(draft);
        }
        if listed > 0 {
            self.notify(NoticeKind::Info, message!("notices-known-stubs", count = listed), stamp.now);
        }
        if again > 0 {
            self.notify(NoticeKind::Info, message!("notices-known-articles", count = again), stamp.now);
        }
        self.say_alike(alike, stamp);
        new
    }

    fn say_refused(&mut self, finding: &FileFinding, stamp: Stamp) {
        let issue = &finding.issue;
        let (file, what, hint) = (&issue.file, &issue.message, &issue.hint);
        let text = message!("notices-refused", file = file, what = what, hint = hint);
        self.notify(NoticeKind::Problem, text, stamp.now);
    }

    /// Puts the drafts of a file that was read again in the place of those that it gave before. One that cannot be read so
    /// stays as it was, and why is told.
    fn drafted_anew(
        &mut self,
        path: &Path,
        mut drafts: Vec<ArticleDraft>,
        findings: Vec<FileFinding>,
        stamp: Stamp,
    ) {
        let Some(intake) = &mut self.intake else { return };
        let at = intake.drafts.iter().position(|draft| draft.is_from(path));
        if at.is_none() && !intake.findings.iter().any(|finding| finding.is_from(path)) {
            return;
        }
        if drafts.is_empty() {
            let why = gravest(&findings).cloned();
            if at.is_none() {
                intake.findings.retain(|finding| !finding.is_from(path));
                intake.findings.extend(findings);
            }
            if let Some(why) = why {
                self.say_refused(&why, stamp);
            }
            return;
        }
        let at = at.unwrap_or(intake.drafts.len());
        let Some(mut intake) = self.intake.take() else { return };
        let is_remade = |draft: &&ArticleDraft| draft.is_from(path) && !draft.pieces.is_empty();
        let remade = intake.drafts.iter().filter(is_remade).count();
        let lost = intake.hand_over(path, &mut drafts);
        intake.findings.retain(|finding| !finding.is_from(path));
        let known = Known::new(self.session.as_ref(), &intake.drafts, &drafts);
        let new = self.doubted(drafts, known, stamp);
        intake.drafts.splice(at..at, new);
        intake.findings.extend(findings);
        (intake.shown, intake.shows_files) = (at, intake.drafts.is_empty());
        intake.list();
        if remade > 0 {
            self.notify(NoticeKind::Info, message!("notices-split-undone", count = remade), stamp.now);
        }
        if lost > 0 {
            self.notify(NoticeKind::Info, message!("notices-entered-aside", count = lost), stamp.now);
        }
        self.intake = (!intake.is_empty()).then_some(intake);
    }

    fn say_joined(&mut self, joined: &[JoinedStubs], stamp: Stamp) {
        let titles = joined.iter().map(|joined| joined.stub.display_title().to_owned());
        let named = Argument::series(titles.take(NAMED));
        let (count, rest) = (joined.len(), joined.len().saturating_sub(NAMED));
        if count > 0 {
            let said = message!("notices-joined-stubs", count = count, named = named, rest = rest);
            self.notify(NoticeKind::Info, said, stamp.now);
        }
    }

    fn say_alike(&mut self, count: usize, stamp: Stamp) {
        if count > 0 {
            self.notify(NoticeKind::Info, message!("notices-alike-articles", count = count), stamp.now);
        }
    }

    pub(super) fn intake_command(&mut self, command: IntakeCommand, stamp: Stamp) -> Outcome {
        match command {
            IntakeCommand::Paste(text) => return self.paste(text, stamp),
            IntakeCommand::Drafted { drafts, findings } => {
                return Ok(self.drafted(drafts, findings, stamp).into_iter().collect());
            }
            IntakeCommand::ReadAgain { path, options } => {
                return Ok(vec![Effect::DraftAgain { path, options }]);
            }
            IntakeCommand::ReadAnew { path, drafts, findings } => {
                self.drafted_anew(&path, drafts, findings, stamp);
            }
            IntakeCommand::Metadata(metadata) => {
                let draft = self.draft_shown()?;
                draft.before_change();
                draft.language_sure |= draft.article.metadata.language != metadata.language;
                for field in draft.article.metadata.differing(&metadata) {
                    draft.origins.remove(&field);
                }
                draft.article.metadata = *metadata;
            }
            IntakeCommand::Zone { span, kind } => {
                let draft = self.draft_shown()?;
                draft.before_change();
                draft.article.zones = draft.article.rezoned(span, kind);
            }
            IntakeCommand::Split { at } => return self.split_draft(at),
            IntakeCommand::SplitHeadlines => return self.split_at_headlines(),
            IntakeCommand::Join => return self.join_drafts(),
            IntakeCommand::Show(number) => {
                let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
                intake.shown = number.min(intake.drafts.len().saturating_sub(1));
                intake.seam = None;
                intake.shows_files = intake.drafts.is_empty();
            }
            IntakeCommand::ShowFiles(shown) => {
                let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
                intake.shows_files = (shown && !intake.findings.is_empty()) || intake.drafts.is_empty();
            }
            IntakeCommand::Choose(choosing) => {
                self.intake.as_mut().ok_or(NoEffect::NothingBegun)?.choosing = choosing;
            }
            IntakeCommand::Skip(number) => {
                let intake = self.intake.as_mut().ok_or(NoEffect::NothingBegun)?;
                let draft = intake.drafts.get_mut(number).ok_or(NoEffect::NothingBegun)?;
                draft.skipped = !draft.skipped;
                draft.skipping_said = true;
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

    /// Lets somebody choose how the file in view is read, where that is open.
    pub(super) fn choose_reading(&mut self, choice: ReadingChoice, stamp: Stamp) -> Outcome {
        let source = self.intake.as_ref().and_then(Intake::source_shown);
        let open = source.filter(|source| match choice {
            ReadingChoice::Columns => !source.reading.columns.is_empty(),
            ReadingChoice::Encoding => !source.reading.encoding.is_empty(),
        });
        let path = open.map(|source| source.path.clone());
        let Some((path, intake)) = path.zip(self.intake.as_mut()) else {
            let said = match choice {
                ReadingChoice::Columns => message!("notices-no-columns"),
                ReadingChoice::Encoding => message!("notices-no-encoding"),
            };
            self.notify(NoticeKind::Info, said, stamp.now);
            return done();
        };
        intake.choosing = Some((path, choice));
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
        left.shows_files = left.drafts.is_empty();
        left.list();
        let waits = !left.drafts.is_empty() || left.refused() > 0;
        self.intake = waits.then_some(left);
        outcome
    }

    /// Adds the drafts that were not left out, in one step of undo, and opens the first. One whose text turns out to be
    /// there already as it is seen waits to be confirmed.
    pub(super) fn confirm_intake(&mut self, stamp: Stamp) -> Outcome {
        let mut intake = self.intake.take().ok_or(NoEffect::NothingBegun)?;
        let Some(session) = &self.session else {
            self.intake = Some(Intake { confirmed: true, ..intake });
            return Ok(vec![Effect::OpenProjectForDrafts]);
        };
        let mut known = KnownTexts::new(session.project.articles());
        let mut listed = Vec::new();
        let mut taken: BTreeSet<String> =
            session.project.articles().map(|a| a.id.as_str().to_lowercase()).collect();
        let taken_drafts = intake.drafts.iter().filter(|draft| !draft.skipped);
        let originals = taken_drafts.filter_map(|draft| draft.original.clone()).collect();
        let mut edits = Vec::new();
        let mut first = None;
        let mut doubtful = Vec::new();
        for mut draft in std::mem::take(&mut intake.drafts).into_iter().filter(|draft| !draft.skipped) {
            if let Some(stub) = draft.as_stub() {
                listed.push(stub);
                continue;
            }
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
                let article = Arc::new(article);
                known.note(Arc::clone(&article));
                edits.push(Edit::AddArticle { article });
            }
        }
        let stubs = NewStubs::of(Some(&session.project), listed);
        let (kept, joined) = (stubs.new.len(), stubs.joined.len());
        let label = match (edits.len(), kept + joined) {
            (count, 0) => message!("steps-add-articles", count = count),
            (0, stubs) => message!("steps-add-stubs", count = stubs),
            (count, stubs) => message!("steps-add-articles-and-stubs", count = count, stubs = stubs),
        };
        edits.extend(stubs.edits());
        if intake.confirmed {
            let text = message!("notices-kept-in", folder = %session.root.display());
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        if !doubtful.is_empty() {
            self.say_alike(doubtful.len(), stamp);
            let mut intake = Intake { drafts: doubtful, findings: intake.findings, ..Intake::default() };
            intake.list();
            self.intake = Some(intake);
        } else if intake.refused() > 0 {
            let refused = intake.findings.iter().filter(|finding| finding.is_refusal());
            let named = Argument::series(refused.map(FileFinding::file_name).take(NAMED));
            let (count, rest) = (intake.refused(), intake.refused().saturating_sub(NAMED));
            let said = message!("notices-not-read", count = count, named = named, rest = rest);
            self.notify(NoticeKind::Problem, said, stamp.now);
        }
        let mut effects = self.commit(label, edits, stamp);
        if kept > 0 {
            self.notify(NoticeKind::Info, message!("notices-kept-stubs", count = kept), stamp.now);
        }
        self.say_joined(&stubs.joined, stamp);
        effects.extend(self.kept_originals(originals));
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
