//! Articles that are to be fetched: one in hand, its address, its file, taking it out, and the article that brought it.

use super::outcome::done;
use super::{Effect, LibrarySection, NoEffect, NoticeKind, Outcome, Route, Stamp, State, StubCommand};
use crate::app::action::StubAction;
use crate::base::StubId;
use crate::locale::Message;
use crate::message;
use crate::model::{Edit, Stub};
use std::sync::Arc;

impl State {
    pub(super) fn act_on_stubs(&mut self, action: StubAction, stamp: Stamp) -> Outcome {
        if action == StubAction::ShowToFetch {
            return self.show_to_fetch();
        }
        let id = self.session()?.library.stub.clone().ok_or(NoEffect::NoStub)?;
        match action {
            StubAction::ShowToFetch => done(),
            StubAction::CopyStubAddress => self.stub_command(StubCommand::CopyAddress(id), stamp),
            StubAction::ShowStubFile => self.stub_command(StubCommand::ShowFile(id), stamp),
            StubAction::OpenFetched => self.stub_command(StubCommand::OpenArticle(id), stamp),
            StubAction::RemoveStub => self.stub_command(StubCommand::Remove(id), stamp),
        }
    }

    pub(super) fn stub_command(&mut self, command: StubCommand, stamp: Stamp) -> Outcome {
        match command {
            StubCommand::Choose(id) => {
                let session = self.session_mut()?;
                session.project.stub(&id).ok_or(NoEffect::NoStub)?;
                session.library.stub = Some(id);
                done()
            }
            StubCommand::CopyAddress(id) => {
                let address = self.stub(&id)?.metadata.url.clone();
                if address.is_empty() {
                    self.notify(NoticeKind::Info, message!("notices-stub-without-address"), stamp.now);
                    return done();
                }
                self.notify(NoticeKind::Info, message!("notices-copied-address"), stamp.now);
                Ok(vec![Effect::CopyText(address)])
            }
            StubCommand::ShowFile(id) => {
                let said = self.stub(&id)?.came_from();
                self.notify(NoticeKind::Info, said, stamp.now);
                done()
            }
            StubCommand::OpenArticle(id) => {
                let session = self.session()?;
                let article = session.library.fetched.article_of(&id).cloned().ok_or(NoEffect::NoArticle)?;
                Ok(self.select_article(&article, stamp))
            }
            StubCommand::Remove(id) => {
                let title = self.stub(&id)?.display_title().to_owned();
                self.session_mut()?.library.stub = None;
                let label = message!("steps-remove-stub", title = title);
                Ok(self.commit(label, vec![Edit::RemoveStub { id }], stamp))
            }
        }
    }

    fn stub(&self, id: &StubId) -> Result<&Arc<Stub>, NoEffect> {
        self.session()?.project.stub(id).ok_or(NoEffect::NoStub)
    }

    /// Shows the list of what is to be fetched, or folds it.
    fn show_to_fetch(&mut self) -> Outcome {
        let hidden = self.focus_mode || self.route != Route::Read || !self.preferences.library_open;
        let session = self.session_mut()?;
        if session.project.stub_count() == 0 {
            return Err(NoEffect::NothingFound);
        }
        if !hidden || !session.is_unfolded(LibrarySection::ToFetch) {
            session.fold(LibrarySection::ToFetch);
        }
        self.route = Route::Read;
        self.focus_mode = false;
        self.preferences.library_open = true;
        Ok(vec![Effect::SavePreferences])
    }
}

impl Stub {
    /// Which files named it.
    pub fn came_from(&self) -> Message {
        let came = self.came_first_from();
        if self.also_named_by.is_empty() {
            return came;
        }
        let files = self.also_named_by.iter().map(|list| list.file.clone());
        let files: Vec<String> = files.collect();
        message!("notices-stub-also-named", came = came, files = files)
    }

    fn came_first_from(&self) -> Message {
        let about = &self.metadata;
        let (title, file) = (self.display_title(), about.source_file.as_str());
        if file.is_empty() {
            return message!("notices-stub-came-from-nowhere", title = title);
        }
        if about.import.sha256.is_empty() {
            return message!("notices-stub-came-from-file", title = title, file = file);
        }
        let (kind, sha256) = (about.import.kind.as_str(), about.import.sha256.as_str());
        message!("notices-stub-came-from", title = title, file = file, kind = kind, sha256 = sha256)
    }
}
