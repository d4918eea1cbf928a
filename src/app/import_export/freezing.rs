//! The dialog of releases: the project is looked through, and the release is made.

use super::freeze::{
    FindingRow, Freeze, FreezeChange, FreezeChoice, FreezeCommand, FreezeEffect, FreezeStage, Frozen,
};
use crate::app::outcome::done;
use crate::app::{
    Command, Dialog, Effect, ImportExportOverlay, NoEffect, NoticeKind, Outcome, Overlay, ReadingCommand,
    Route, Session, Stamp, State,
};
use crate::base::{Severity, slug};
use crate::formats::{Scope, Sight};
use crate::locale::Message;
use crate::release::{FindingLocation, Options, Survey, locate};
use crate::{id, message};
use std::path::PathBuf;
use std::sync::Arc;

/// Kinds of findings in the order of the list, with the identifiers of their names.
const KINDS: [(&str, &str); 14] = [
    ("hidden", id!("freeze-kind-hidden")),
    ("", id!("freeze-kind-files")),
    ("not-coded", id!("freeze-kind-not-coded")),
    ("not-signed-off", id!("freeze-kind-not-signed-off")),
    ("uncovered", id!("freeze-kind-uncovered")),
    ("unclear", id!("freeze-kind-unclear")),
    ("unanswered", id!("freeze-kind-unanswered")),
    ("missing-memo", id!("freeze-kind-missing-memo")),
    ("question", id!("freeze-kind-question")),
    ("disagreement", id!("freeze-kind-disagreement")),
    ("decision-adrift", id!("freeze-kind-decision-adrift")),
    ("orphan", id!("freeze-kind-orphan")),
    ("unplaced", id!("freeze-kind-unplaced")),
    ("comment", id!("freeze-kind-comment")),
];

/// What pseudonyms do not reach.
const NAMES: (&str, &str) = ("names-somebody", id!("freeze-kind-names-somebody"));

/// The list of findings, kind by kind.
fn rows(survey: &Survey) -> Vec<FindingRow> {
    let kinds: Vec<(&str, &'static str)> = KINDS.into_iter().chain([NAMES]).collect();
    let place = |code: &str| kinds.iter().position(|(kind, _)| *kind == code);
    let other = place("").unwrap_or_default();
    let mut by_kind: Vec<Vec<usize>> = vec![Vec::new(); kinds.len()];
    for (number, issue) in survey.findings.iter().enumerate() {
        by_kind[place(issue.code).unwrap_or(other)].push(number);
    }
    let mut rows = Vec::new();
    for ((_, name), numbers) in kinds.iter().zip(by_kind) {
        let Some(first) = numbers.first().copied() else { continue };
        let against = survey.findings[first].severity > Severity::Note;
        rows.push(FindingRow::Kind { name, count: numbers.len(), against, first });
        rows.extend(numbers.into_iter().map(FindingRow::Finding));
    }
    rows
}

impl Freeze {
    /// Takes in what was found, unless something else was asked for since.
    fn surveyed(&mut self, number: u64, survey: Arc<Survey>) -> Outcome {
        if number != self.awaited {
            return Err(NoEffect::NothingBegun);
        }
        self.rows = rows(&survey);
        self.at = self.at.filter(|at| matches!(self.rows.get(*at), Some(FindingRow::Finding(_))));
        self.survey = Some(survey);
        self.looking = false;
        done()
    }

    /// Takes in the methods paragraph, unless something else was asked for since.
    fn worded(&mut self, number: u64, paragraphs: Arc<[String; 2]>) -> Outcome {
        if number != self.awaited {
            return Err(NoEffect::NothingBegun);
        }
        self.paragraphs = Some(paragraphs);
        self.wording = false;
        done()
    }

    fn move_by(&mut self, by: i32) -> Outcome {
        let findings = self.rows.iter().enumerate().filter(|(_, row)| matches!(row, FindingRow::Finding(_)));
        let findings: Vec<usize> = findings.map(|(at, _)| at).collect();
        let here = self.at.and_then(|at| findings.iter().position(|row| *row == at));
        let last = findings.len().saturating_sub(1) as i64;
        let next = here.map_or(0, |here| (here as i64 + i64::from(by)).clamp(0, last));
        let at = findings.get(next as usize).copied();
        if std::mem::replace(&mut self.at, at) == at { Err(NoEffect::AtTheEnd) } else { done() }
    }
}

impl Session {
    /// What the choice means for this project. Whatever is chosen, blindness holds.
    pub fn release_options(&self) -> Options {
        let choice = &self.import_export.freeze.choice;
        Options {
            scope: Scope {
                adjudicated: choice.adjudicated,
                pseudonyms: choice.pseudonyms,
                sight: Sight::Of(self.reviewer().cloned()),
                ..Scope::default()
            },
            without_texts: !choice.texts,
            language: choice.language,
        }
    }

    /// Has the project looked through anew, once all of it is read.
    pub(super) fn survey_release(&mut self, stamp: Stamp) -> Option<Effect> {
        let options = Box::new(self.release_options());
        let number = self.import_export.next();
        let freeze = &mut self.import_export.freeze;
        freeze.awaited = number;
        (freeze.looking, freeze.wording) = (true, true);
        let survey = FreezeEffect::Survey { number, options, now: stamp.now };
        (self.loading == 0).then_some(Effect::Freeze(survey))
    }

    fn change_release(&mut self, change: FreezeChange, stamp: Stamp) -> Outcome {
        let choice = &mut self.import_export.freeze.choice;
        let before = choice.clone();
        match change {
            FreezeChange::Adjudicated(adjudicated) => choice.adjudicated = adjudicated,
            FreezeChange::Texts(texts) => choice.texts = texts,
            FreezeChange::Pseudonyms => choice.pseudonyms = !choice.pseudonyms,
            FreezeChange::Language(language) => choice.language = language,
            FreezeChange::Incomplete => choice.incomplete = !choice.incomplete,
            FreezeChange::Zip(zip) => choice.zip = zip,
        }
        if *choice == before {
            return Err(NoEffect::AlreadySo);
        }
        let matters = |choice: &FreezeChoice| (choice.adjudicated, choice.texts, choice.pseudonyms);
        if matters(&before) == matters(choice) {
            return done();
        }
        Ok(self.survey_release(stamp).into_iter().collect())
    }

    fn choose_release(&self, stamp: Stamp) -> Outcome {
        let freeze = &self.import_export.freeze;
        if !freeze.is_ready() {
            return Err(NoEffect::Refused);
        }
        let (year, month, day) = stamp.now.date();
        let name = slug(self.project.name());
        let name = format!("{name}-release-{year:04}-{month:02}-{day:02}");
        let zip = freeze.choice.zip;
        let name = if zip { format!("{name}.zip") } else { name };
        Ok(vec![Effect::Dialog(Dialog::SaveRelease { name, folder: !zip })])
    }

    /// What is to be written to a place. Whether it may be frozen is looked at again with what is there by then.
    fn freeze_to(&self, path: PathBuf, stamp: Stamp) -> Result<FreezeEffect, NoEffect> {
        let freeze = &self.import_export.freeze;
        if !matches!(freeze.stage, FreezeStage::Choosing) {
            return Err(NoEffect::AlreadySo);
        }
        let FreezeChoice { zip, incomplete, .. } = freeze.choice;
        let options = Box::new(self.release_options());
        let ends = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        let path = if zip && !ends { with_ending(path) } else { path };
        Ok(FreezeEffect::Write { options, incomplete, path, now: stamp.now })
    }

    /// What the finding in a row is about, or the one in hand.
    fn finding_at(&self, row: Option<usize>) -> Result<(usize, FindingLocation), NoEffect> {
        let freeze = &self.import_export.freeze;
        let row = row.or(freeze.at).ok_or(NoEffect::NothingSelected)?;
        let Some(FindingRow::Finding(number)) = freeze.rows.get(row) else {
            return Err(NoEffect::NothingSelected);
        };
        let issue = freeze.survey.as_ref().and_then(|survey| survey.findings.get(*number));
        Ok((row, locate(&self.project, issue.ok_or(NoEffect::NothingFound)?)))
    }
}

impl State {
    /// Opens the dialog of releases; while one is being made, it shows that.
    pub(in crate::app) fn open_freeze(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.import_export.freeze.at = None;
        self.overlay = Some(Overlay::ImportExport(ImportExportOverlay::Freeze));
        Ok(session.survey_release(stamp).into_iter().collect())
    }

    pub(in crate::app) fn freeze_command(&mut self, command: FreezeCommand, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let freeze = &mut session.import_export.freeze;
        match command {
            FreezeCommand::Change(change) => session.change_release(change, stamp),
            FreezeCommand::Surveyed { number, survey } => freeze.surveyed(number, survey),
            FreezeCommand::Worded { number, paragraphs } => freeze.worded(number, paragraphs),
            FreezeCommand::Move(by) => freeze.move_by(by),
            FreezeCommand::Open(row) => self.open_finding(row, stamp),
            FreezeCommand::Write => session.choose_release(stamp),
            FreezeCommand::WriteTo(path) => {
                let write = session.freeze_to(path, stamp)?;
                self.freeze_goes_on(0, 0)?;
                Ok(vec![Effect::Freeze(write)])
            }
            FreezeCommand::Freezing { done, total } => self.freeze_goes_on(done, total),
            FreezeCommand::Frozen(frozen) => self.frozen(frozen, stamp),
            FreezeCommand::NotFrozen(reason) => self.not_frozen(reason, stamp),
            FreezeCommand::Stop => Ok(vec![Effect::Freeze(FreezeEffect::Stop)]),
            FreezeCommand::Again if matches!(freeze.stage, FreezeStage::Choosing) => Err(NoEffect::AlreadySo),
            FreezeCommand::Again => {
                freeze.stage = FreezeStage::Choosing;
                Ok(session.survey_release(stamp).into_iter().collect())
            }
        }
    }

    /// Goes to what a finding is about, and closes the dialog; one that names no article is only taken in hand.
    fn open_finding(&mut self, row: Option<usize>, stamp: Stamp) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        let (row, place) = session.finding_at(row)?;
        let other = session.import_export.freeze.at.replace(row) != Some(row);
        let Some(article) = place.article else {
            return if other { done() } else { Err(NoEffect::NoArticle) };
        };
        let mut effects = self.dispatch(Command::CloseOverlay, stamp);
        effects.extend(self.select_article(&article, stamp));
        self.route = Route::Read;
        if let Some(span) = place.span {
            effects.extend(self.dispatch(Command::Reading(ReadingCommand::GoTo(span)), stamp));
        }
        Ok(effects)
    }

    fn frozen(&mut self, frozen: Box<Frozen>, stamp: Stamp) -> Outcome {
        if !matches!(self.overlay, Some(Overlay::ImportExport(ImportExportOverlay::Freeze))) {
            let name = frozen.path.file_name().unwrap_or_default().to_string_lossy();
            let text = message!("freeze-is-frozen", name = name);
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        self.freeze_ends(FreezeStage::Frozen(frozen))
    }

    fn not_frozen(&mut self, reason: Option<Message>, stamp: Stamp) -> Outcome {
        let text = reason.unwrap_or_else(|| message!("freeze-stopped"));
        self.notify(NoticeKind::Problem, text, stamp.now);
        self.freeze_ends(FreezeStage::Choosing)?;
        let shown = matches!(self.overlay, Some(Overlay::ImportExport(ImportExportOverlay::Freeze)));
        let session = self.session.as_mut().filter(|_| shown);
        // What stood against it may be new.
        Ok(session.and_then(|session| session.survey_release(stamp)).into_iter().collect())
    }

    fn freeze_goes_on(&mut self, units: u64, total: u64) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.import_export.freeze.stage = FreezeStage::Freezing { done: units, total };
        let share = (total > 0).then(|| units as f32 / total as f32);
        self.busy = Some((message!("freeze-goes"), share));
        done()
    }

    fn freeze_ends(&mut self, stage: FreezeStage) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.import_export.freeze.stage = stage;
        self.busy = None;
        done()
    }
}

/// The path with `.zip` after it.
fn with_ending(path: PathBuf) -> PathBuf {
    let mut name = path.into_os_string();
    name.push(".zip");
    PathBuf::from(name)
}
