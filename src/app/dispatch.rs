//! The one entrance to the state machine.

use super::effect::in_order;
use super::outcome::done;
use super::{
    AnnotationCommand, ArticleCommand, Command, Drawer, Effect, LibraryCommand, NoEffect, Outcome,
    ReadingCommand, Route, Stamp, State, StatusCommand, ViewRequest, WindowCommand,
};
use crate::base::AttributeId;
use crate::message;
use crate::model::{Edit, Transaction, Value};

impl State {
    /// Carries out a command and returns what is to be done in the world, in the order in which it must be done.
    pub fn dispatch(&mut self, command: Command, stamp: Stamp) -> Vec<Effect> {
        self.try_dispatch(command, stamp).unwrap_or_default()
    }

    /// As [`Self::dispatch`].
    ///
    /// # Errors
    /// Why the command has no effect. Then the state is as before, but for old messages.
    pub fn try_dispatch(&mut self, command: Command, stamp: Stamp) -> Outcome {
        let route = self.route;
        let outcome = self.carry_out(command, stamp).map(in_order);
        if self.route != route {
            self.retract_before(stamp.now);
        }
        outcome
    }

    fn carry_out(&mut self, command: Command, stamp: Stamp) -> Outcome {
        let goes_on = matches!(
            command,
            Command::Action(_)
                | Command::Annotation(AnnotationCommand::Tag { .. })
                | Command::Reading(ReadingCommand::Select { .. })
        );
        if goes_on {
            self.clear_news(stamp.now);
        }
        match command {
            Command::Action(action) => self.act(action, stamp),
            Command::UndoTo(step) => self.undo_to(step, stamp),
            Command::SetName(name) => self.set_name(&name, stamp),
            Command::LeaderKey(key) => self.leader_key(key, stamp),
            Command::CloseOverlay => Ok(self.close_overlay(stamp)),
            Command::Reading(command) => self.reading_command(command, stamp),
            Command::Annotation(command) => self.annotation_command(command, stamp),
            Command::Attribute(command) => self.attribute_command(command, stamp),
            Command::Picker(command) => self.picker_command(command, stamp),
            Command::Claim(command) => self.claim_command(command, stamp),
            Command::Palette(command) => self.palette_command(command, stamp),
            Command::Library(command) => self.library_command(command),
            Command::Article(command) => self.article_command(command, stamp),
            Command::Stub(command) => self.stub_command(command, stamp),
            Command::Codebook(command) => self.codebook_command(command, stamp),
            Command::Review(command) => self.review(command, stamp),
            Command::Team(command) => self.team_command(command, stamp),
            Command::Export(command) => self.export_command(command, stamp),
            Command::Import(command) => self.import_command(command, stamp),
            Command::Freeze(command) => self.freeze_command(command, stamp),
            Command::Intake(command) => self.intake_command(command, stamp),
            Command::Project(command) => self.project_command(command, stamp),
            Command::Saving(command) => self.saving_command(command, stamp),
            Command::Window(command) => self.window_command(command),
            Command::Status(command) => self.status_command(command, stamp),
        }
    }

    fn annotation_command(&mut self, command: AnnotationCommand, stamp: Stamp) -> Outcome {
        match command {
            AnnotationCommand::Tag { code, unsure } => self.tag(code, unsure, stamp),
            AnnotationCommand::Resize { id, span, gesture } => self.resize(id, span, Some(gesture), stamp),
            AnnotationCommand::SetMemo { id, memo } => self.set_memo(id, memo, stamp),
            AnnotationCommand::Delete(id) => self.delete(Some(id), stamp),
            AnnotationCommand::PlaceOrphan { id, span } => self.place_orphan(id, span, stamp),
        }
    }

    fn article_command(&mut self, command: ArticleCommand, stamp: Stamp) -> Outcome {
        match command {
            ArticleCommand::Open(id) => Ok(self.select_article(&id, stamp)),
            ArticleCommand::SetMetadata { id, metadata } => {
                let article = self.session()?.project.article(&id).ok_or(NoEffect::NoArticle)?;
                let since = Some(Box::new(article.metadata.clone()));
                let transaction = Transaction {
                    label: message!("steps-metadata"),
                    merge_key: Some(format!("metadata {id}")),
                    edits: vec![Edit::SetMetadata { id, since, metadata }],
                };
                Ok(self.commit_as(transaction, stamp))
            }
            ArticleCommand::SetZone { span, kind } => self.set_zone(span, kind, stamp),
            ArticleCommand::SetField { field, value } => self.set_field(&field, value, stamp),
            ArticleCommand::Remove(id) => self.remove_article(&id, stamp),
        }
    }

    /// Shows another page of the project.
    pub(super) fn show_page(&mut self, route: Route) -> Outcome {
        if self.session.is_none() {
            return Err(NoEffect::NoProject);
        }
        if self.route == route {
            return Err(NoEffect::AlreadySo);
        }
        self.window_command(WindowCommand::Go(route))
    }

    /// Commands that change what the window shows, and nothing of the project.
    fn window_command(&mut self, command: WindowCommand) -> Outcome {
        match command {
            WindowCommand::Go(route) => {
                self.route = route;
                self.overlay = None;
                self.editing = None;
                return match route {
                    Route::Read => Ok(vec![Effect::View(ViewRequest::FocusText)]),
                    Route::Review => self.show_review(),
                    Route::Claims | Route::Codebook => done(),
                };
            }
            WindowCommand::ShowDrawer(drawer) => {
                let same = self.drawer == drawer && self.preferences.drawer_open;
                self.drawer = drawer;
                self.preferences.drawer_open = !same;
                return Ok(self.drawer_turned());
            }
            WindowCommand::PaneSizes { library, inspector, drawer } => {
                let preferences = &mut self.preferences;
                preferences.library_width = library;
                preferences.inspector_width = inspector;
                preferences.drawer_height = drawer;
            }
            WindowCommand::Size { width, height, maximised } => {
                self.preferences.window = Some((width, height, maximised));
            }
            WindowCommand::ForgetRecent(path) => {
                self.preferences.recents.retain(|recent| recent.path != path);
            }
        }
        Ok(vec![Effect::SavePreferences])
    }

    /// What follows when the drawer was opened, closed or turned to another tab: one with a field takes the keyboard.
    pub(super) fn drawer_turned(&self) -> Vec<Effect> {
        let shown = self.preferences.drawer_open && self.reading().is_some();
        let request = match self.drawer {
            Drawer::Search if shown => Some(ViewRequest::FocusFind),
            Drawer::Search | Drawer::Claims | Drawer::Questions | Drawer::History | Drawer::Orphans => None,
        };
        request.map(Effect::View).into_iter().chain([Effect::SavePreferences]).collect()
    }

    fn status_command(&mut self, command: StatusCommand, stamp: Stamp) -> Outcome {
        match command {
            StatusCommand::Busy(busy) => self.busy = busy,
            StatusCommand::CancelBusy => return Ok(vec![Effect::CancelBusy]),
            StatusCommand::Say(text) => self.notify(super::NoticeKind::Info, text, stamp.now),
            StatusCommand::Fail(text) => {
                self.busy = None;
                if let Some(intake) = &mut self.intake {
                    intake.confirmed = false;
                }
                self.notify(super::NoticeKind::Problem, text, stamp.now);
            }
            StatusCommand::DismissNotice(number) => {
                if number < self.notices.len() {
                    self.notices.remove(number);
                }
            }
        }
        done()
    }

    fn library_command(&mut self, command: LibraryCommand) -> Outcome {
        let session = self.session_mut()?;
        match command {
            LibraryCommand::Filter(filter) => session.library.filter = filter,
            LibraryCommand::State(state) => session.library.state = state,
            LibraryCommand::Sort(sort) => session.library.sort = sort,
            LibraryCommand::Fold(section) => {
                session.fold(section);
                return done();
            }
        }
        session.refresh_library();
        done()
    }

    /// Takes an answer to a question about the article as a whole, or takes it back.
    pub(super) fn set_field(&mut self, field: &AttributeId, value: Option<Value>, stamp: Stamp) -> Outcome {
        let wish = Command::Article(ArticleCommand::SetField { field: field.clone(), value: value.clone() });
        self.as_me(wish, stamp, |state| state.put_field(field, value, stamp))
    }

    fn put_field(&mut self, field: &AttributeId, value: Option<Value>, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let reading = session.reading()?;
        let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
        let typed = matches!(value, Some(Value::Text(_)));
        let transaction = Transaction {
            label: message!("steps-field"),
            merge_key: typed.then(|| format!("field {field}")),
            edits: vec![Edit::SetField { key, field: field.clone(), value }],
        };
        Ok(self.commit_as(transaction, stamp))
    }

    /// Undoes down to, and with, a step of the history.
    fn undo_to(&mut self, step: usize, stamp: Stamp) -> Outcome {
        let mut effects = Vec::new();
        while self.session.as_ref().is_some_and(|session| session.history.done().len() > step) {
            let more = self.step_back(false, stamp)?;
            if more.is_empty() {
                break;
            }
            effects.extend(more);
        }
        Ok(effects)
    }
}
