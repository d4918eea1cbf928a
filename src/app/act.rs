//! What each action of the table does.

use super::action::{HandledBy, ProjectAction, TeamAction, WindowAction};
use super::outcome::done;
use super::{
    Action, Command, Dialog, Effect, Leader, NoEffect, Outcome, Overlay, PassageOverlay, ReadingChoice,
    Route, Session, Stamp, State, ViewRequest, WhoAmI,
};
use crate::model::{Preferences, ThemeChoice};

impl State {
    pub(super) fn act(&mut self, action: Action, stamp: Stamp) -> Outcome {
        match action.handled_by() {
            HandledBy::Move(action) => self.act_on_move(action, stamp),
            HandledBy::Select(action) => self.act_on_select(action, stamp),
            HandledBy::Tag(action) => self.act_on_tag(action, stamp),
            HandledBy::Claim(action) => self.act_on_claim(action, stamp),
            HandledBy::Note(action) => self.act_on_note(action, stamp),
            HandledBy::Review(action) => self.act_on_review(action, stamp),
            HandledBy::Team(action) => self.act_on_team(action, stamp),
            HandledBy::Project(action) => self.act_on_project(action, stamp),
            HandledBy::Stub(action) => self.act_on_stubs(action, stamp),
            HandledBy::Window(action) => self.act_on_window(action),
        }
    }

    fn act_on_team(&mut self, action: TeamAction, stamp: Stamp) -> Outcome {
        match action {
            TeamAction::Adjudicate => self.adjudicate(stamp),
            TeamAction::ToggleBlind => self.toggle_blind(stamp),
            TeamAction::TwoPasses => self.open_passes(stamp),
            TeamAction::SendWork => self.send_work(stamp),
            TeamAction::ReceiveWork => self.receive_work(),
            TeamAction::Conflicts => self.open_conflicts(),
            TeamAction::SaveFeedback => self.save_feedback(stamp),
        }
    }

    fn act_on_project(&mut self, action: ProjectAction, stamp: Stamp) -> Outcome {
        match action {
            ProjectAction::Undo => self.step_back(false, stamp),
            ProjectAction::Redo => self.step_back(true, stamp),
            ProjectAction::ArticleDone => self.article_done(stamp),
            ProjectAction::ReopenArticle => self.reopen(stamp),
            ProjectAction::NextArticle => self.open_neighbour(true, stamp),
            ProjectAction::PreviousArticle => self.open_neighbour(false, stamp),
            ProjectAction::FilterLibrary => {
                self.preferences.library_open = true;
                self.route = Route::Read;
                self.focus_mode = false;
                Ok(vec![Effect::View(ViewRequest::FocusFilter)])
            }
            ProjectAction::ImportArticles => Ok(vec![Effect::Dialog(Dialog::OpenArticles)]),
            ProjectAction::ImportFolder => Ok(vec![Effect::Dialog(Dialog::OpenArticleFolder)]),
            ProjectAction::ToggleOriginals => self.toggle_originals(stamp),
            ProjectAction::ChooseColumns => self.choose_reading(ReadingChoice::Columns, stamp),
            ProjectAction::ChooseEncoding => self.choose_reading(ReadingChoice::Encoding, stamp),
            ProjectAction::PasteArticle => Ok(vec![Effect::ReadClipboard]),
            ProjectAction::ImportAnnotations => self.open_import(),
            ProjectAction::ExportAnnotations => self.open_export(),
            ProjectAction::FreezeRelease => self.open_freeze(stamp),
            ProjectAction::OpenProject => Ok(vec![Effect::Dialog(Dialog::OpenProject)]),
            ProjectAction::NewProject => Ok(vec![Effect::Dialog(Dialog::NewProject)]),
            ProjectAction::OpenSample => Ok(vec![Effect::ReadSample]),
            ProjectAction::CloseProject => Ok(self.close_project()),
            ProjectAction::SaveNow => Ok(vec![Effect::Flush]),
            ProjectAction::WhoAmI => self.show(Overlay::WhoAmI(WhoAmI::plain(self))),
        }
    }

    fn act_on_window(&mut self, action: WindowAction) -> Outcome {
        match action {
            WindowAction::ShowReview => return self.show_review(),
            WindowAction::ShowClaims => return self.show_page(Route::Claims),
            WindowAction::ShowCodebook => return self.show_page(Route::Codebook),
            WindowAction::CommandPalette => return self.open_palette(),
            WindowAction::ShortcutSheet => return self.show(Overlay::Shortcuts),
            WindowAction::NextPane => return Ok(vec![Effect::View(ViewRequest::CyclePane { back: false })]),
            WindowAction::PreviousPane => {
                return Ok(vec![Effect::View(ViewRequest::CyclePane { back: true })]);
            }
            WindowAction::FocusMode => {
                self.focus_mode = !self.focus_mode;
                return done();
            }
            WindowAction::ToggleLibrary if self.shows_review() => {
                return self.session_mut()?.show_queue(true);
            }
            WindowAction::ToggleInspector if self.shows_review() => {
                return self.session_mut()?.show_queue(false);
            }
            WindowAction::ToggleLibrary => self.toggle_panel(|preferences| &mut preferences.library_open),
            WindowAction::ToggleInspector => self.toggle_panel(|preferences| &mut preferences.inspector_open),
            WindowAction::ToggleDrawer => {
                self.toggle_panel(|preferences| &mut preferences.drawer_open);
                return Ok(self.drawer_turned());
            }
            WindowAction::ThemeSystem => self.preferences.theme = ThemeChoice::System,
            WindowAction::ThemeLight => self.preferences.theme = ThemeChoice::Light,
            WindowAction::ThemeDark => self.preferences.theme = ThemeChoice::Dark,
            WindowAction::ZoomIn => self.zoom_by(1.1),
            WindowAction::ZoomOut => self.zoom_by(1.0 / 1.1),
            WindowAction::ZoomReset => self.preferences.zoom = 1.0,
            WindowAction::Issues => return self.show(Overlay::Issues),
            WindowAction::Quit => return Ok(vec![Effect::Quit]),
        }
        Ok(vec![Effect::SavePreferences])
    }

    fn show(&mut self, overlay: Overlay) -> Outcome {
        self.overlay = Some(overlay);
        done()
    }

    fn open_neighbour(&mut self, forward: bool, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let next = session.neighbour(forward).ok_or(NoEffect::NoOtherArticle)?;
        Ok(self.select_article(&next, stamp))
    }

    fn shows_review(&self) -> bool {
        self.route == Route::Review && self.session.is_some()
    }

    /// Shows or hides a panel. One that is out of sight is shown, whether it was open or not.
    fn toggle_panel(&mut self, panel: impl FnOnce(&mut Preferences) -> &mut bool) {
        let hidden = self.focus_mode || self.route != Route::Read;
        self.focus_mode = false;
        self.route = Route::Read;
        let open = panel(&mut self.preferences);
        *open = hidden || !*open;
    }

    fn zoom_by(&mut self, factor: f32) {
        self.preferences.zoom = (self.preferences.zoom * factor).clamp(0.6, 3.0);
    }

    /// The leader key: offers every code by a letter.
    pub(super) fn open_leader(&mut self, stamp: Stamp) -> Outcome {
        self.as_me(Command::Action(Action::Leader), stamp, Self::offer_codes)
    }

    fn offer_codes(&mut self) -> Outcome {
        let session = self.session()?;
        let mut taken = Vec::new();
        let codes = session.project.codebook().layers().iter().flat_map(|layer| layer.codes());
        let entries = codes
            .filter_map(|code| {
                let wished = code.key.into_iter().chain(code.name.chars()).chain('A'..='Z').chain('1'..='9');
                let key = wished
                    .flat_map(char::to_uppercase)
                    .find(|c| c.is_alphanumeric() && !taken.contains(c))?;
                taken.push(key);
                Some((key, code.id.clone(), code.name.clone(), code.colour.clone()))
            })
            .collect();
        self.overlay = Some(Overlay::Passage(PassageOverlay::Leader(Leader { entries })));
        done()
    }

    /// A letter after the leader key gives its code.
    pub(super) fn leader_key(&mut self, key: char, stamp: Stamp) -> Outcome {
        let Some(Overlay::Passage(PassageOverlay::Leader(leader))) = self.overlay.take() else {
            return Err(NoEffect::NothingBegun);
        };
        let upper = key.to_uppercase().next();
        let chosen = leader.entries.iter().find(|(letter, ..)| Some(*letter) == upper);
        match chosen.map(|(_, code, ..)| code.clone()) {
            Some(code) => self.tag(code, false, stamp),
            None => done(),
        }
    }
}

impl Session {
    /// Which pane of the review page is shown where there is room for one only.
    fn show_queue(&mut self, queue: bool) -> Outcome {
        if std::mem::replace(&mut self.review.queue_first, queue) == queue {
            return Err(NoEffect::AlreadySo);
        }
        done()
    }
}
