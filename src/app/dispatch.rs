//! The one door into the state machine.

use super::effect::in_order;
use super::{
    Action, AnnotationCommand, ArticleCommand, AttributeCommand, ClaimCommand, Command, Context, Effect,
    Grip, Leader, LibraryCommand, Overlay, ReadingCommand, Route, Selection, Stamp, State, StatusCommand,
    WhoAmI, WindowCommand,
};
use crate::model::{Edit, Preferences, ThemeChoice, Transaction};

impl State {
    /// Carries out a command and returns what is to be done in the world, in the order in which it must be done.
    pub fn dispatch(&mut self, command: Command, stamp: Stamp) -> Vec<Effect> {
        let goes_on = matches!(
            command,
            Command::Action(_)
                | Command::Annotation(AnnotationCommand::Tag { .. })
                | Command::Reading(ReadingCommand::Select { .. })
        );
        if goes_on {
            self.clear_news(stamp.now);
        }
        in_order(self.carry_out(command, stamp))
    }

    fn carry_out(&mut self, command: Command, stamp: Stamp) -> Vec<Effect> {
        match command {
            Command::Action(action) => self.act(action, stamp),
            Command::UndoTo(step) => self.undo_to(step, stamp),
            Command::SetName(name) => self.set_name(&name, stamp),
            Command::LeaderKey(key) => self.leader_key(key, stamp),
            Command::CloseOverlay => self.close_overlay(stamp),
            Command::Reading(command) => self.reading_command(command, stamp),
            Command::Annotation(command) => self.annotation_command(command, stamp),
            Command::Attribute(command) => self.attribute_command(command, stamp),
            Command::Picker(command) => self.picker_command(command, stamp),
            Command::Claim(command) => self.claim_command(command, stamp),
            Command::Palette(command) => self.palette_command(command, stamp),
            Command::Library(command) => self.library_command(command),
            Command::Article(command) => self.article_command(command, stamp),
            Command::Codebook(command) => self.codebook_command(command, stamp),
            Command::Review(command) => self.review(command, stamp),
            Command::Exchange(command) => self.exchange(command, stamp),
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

    fn annotation_command(&mut self, command: AnnotationCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            AnnotationCommand::Tag { code, unsure } => self.tag(code, unsure, stamp),
            AnnotationCommand::Resize { id, span, gesture } => {
                self.resize(id, span, &gesture.to_string(), stamp)
            }
            AnnotationCommand::SetMemo { id, memo } => self.set_memo(id, memo, stamp),
            AnnotationCommand::Delete(id) => self.delete(Some(id), stamp),
            AnnotationCommand::PlaceOrphan { id, span } => self.place_orphan(id, span, stamp),
        }
    }

    fn article_command(&mut self, command: ArticleCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            ArticleCommand::Open(id) => self.select_article(&id, stamp),
            ArticleCommand::SetMetadata { id, metadata } => {
                let transaction = Transaction {
                    label: "correct what is known of the article".to_owned(),
                    merge_key: Some(format!("metadata {id}")),
                    edits: vec![Edit::SetMetadata { id, metadata }],
                };
                self.commit_as(transaction, stamp)
            }
            ArticleCommand::SetZone { span, kind } => self.set_zone(span, kind, stamp),
            ArticleCommand::SetField { field, value } => self.set_field(&field, value, stamp),
            ArticleCommand::Remove(id) => self.remove_article(&id, stamp),
        }
    }

    /// Commands that change what the window shows, and nothing of the project.
    fn window_command(&mut self, command: WindowCommand) -> Vec<Effect> {
        match command {
            WindowCommand::Go(route) => {
                self.route = route;
                self.overlay = None;
                self.editing = None;
                return match route {
                    Route::Read => vec![Effect::FocusText],
                    Route::Review => self.show_review(),
                    Route::Claims | Route::Codebook => Vec::new(),
                };
            }
            WindowCommand::ShowDrawer(drawer) => {
                let same = self.drawer == drawer && self.preferences.drawer_open;
                self.drawer = drawer;
                self.preferences.drawer_open = !same;
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
        vec![Effect::SavePreferences]
    }

    fn status_command(&mut self, command: StatusCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            StatusCommand::Busy(busy) => self.busy = busy,
            StatusCommand::CancelBusy => return vec![Effect::CancelBusy],
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
        Vec::new()
    }

    fn library_command(&mut self, command: LibraryCommand) -> Vec<Effect> {
        if let Some(session) = &mut self.session {
            match command {
                LibraryCommand::Filter(filter) => session.library.filter = filter,
                LibraryCommand::State(state) => session.library.state = state,
                LibraryCommand::Sort(sort) => session.library.sort = sort,
            }
            session.refresh_library();
        }
        Vec::new()
    }

    fn attribute_command(&mut self, command: AttributeCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            AttributeCommand::Set { id, attribute, value } => {
                self.set_attribute(id, &attribute, value, stamp)
            }
            AttributeCommand::Toggle { id, attribute, choice } => {
                self.toggle_choice(id, &attribute, &choice, stamp)
            }
            AttributeCommand::Shortcut(target) => self.shortcut(&target, stamp),
            AttributeCommand::PickSpan { id, attribute } => self.begin_pick(id, attribute, None),
            AttributeCommand::Key(key) => self.strip_key(key, stamp),
        }
    }

    fn claim_command(&mut self, command: ClaimCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            ClaimCommand::Link { span, claim } => {
                let wish = || Command::Claim(ClaimCommand::Link { span, claim: claim.clone() });
                match self.can_tag(wish, stamp) {
                    Ok(mut effects) => {
                        effects.extend(self.link(span, claim, Default::default(), Vec::new(), stamp));
                        effects
                    }
                    Err(effects) => effects,
                }
            }
            ClaimCommand::Change { id, change } => self.change_claim(&id, change, stamp),
            ClaimCommand::Relate { edge, on } => self.relate(edge, on, stamp),
            ClaimCommand::Remove(id) => {
                self.commit(format!("remove claim {id}"), vec![Edit::RemoveClaim { id }], stamp)
            }
        }
    }

    /// What an action of the table does.
    fn act(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        if action.context() == Context::Review {
            return self.act_on_review(action, stamp);
        }
        match action {
            Action::MarkRead => self.mark(true, stamp),
            Action::MarkUnread => self.mark(false, stamp),
            Action::Repeat => self.repeat(stamp),
            Action::TagLock => self.toggle_lock(stamp),
            Action::Leader => self.open_leader(stamp),
            Action::Delete => self.delete(None, stamp),
            Action::ToggleBoilerplate => self.toggle_boilerplate(stamp),
            Action::LinkClaim => self.open_picker(stamp),
            Action::ChooseField => self.open_strip(stamp),
            Action::EditMemo => self.edit_memo(false, stamp),
            Action::AskQuestion => self.edit_memo(true, stamp),
            Action::Bookmark => self.bookmark(stamp),
            Action::GripStart => self.grip(Grip::Start, stamp),
            Action::GripEnd => self.grip(Grip::End, stamp),
            Action::Accept => self.accept_words(stamp),
            Action::Cancel => self.cancel(stamp),
            Action::Copy => self.copy(),
            Action::Find => self.open_find(),
            Action::FindNext => self.find_step(true),
            Action::FindPrevious => self.find_step(false),
            Action::Undo => self.step_back(false, stamp),
            Action::Redo => self.step_back(true, stamp),
            Action::ArticleDone => self.article_done(stamp),
            Action::ReopenArticle => self.reopen(stamp),
            Action::NextArticle | Action::PreviousArticle => {
                let next = self.session.as_ref().and_then(|s| s.neighbour(action == Action::NextArticle));
                next.map(|id| self.select_article(&id, stamp)).unwrap_or_default()
            }
            Action::FilterLibrary => {
                self.preferences.library_open = true;
                self.route = Route::Read;
                self.focus_mode = false;
                vec![Effect::FocusFilter]
            }
            Action::ImportArticles => vec![Effect::ChooseArticles],
            Action::ImportFolder => vec![Effect::ChooseArticleFolder],
            Action::PasteArticle => vec![Effect::ReadClipboard],
            Action::OpenProject => vec![Effect::ChooseProject],
            Action::NewProject => vec![Effect::ChooseNewProject],
            Action::OpenSample => vec![Effect::ReadSample],
            Action::CloseProject => self.close_project(),
            Action::SaveNow => vec![Effect::Flush],
            Action::WhoAmI => {
                self.overlay = Some(Overlay::WhoAmI(WhoAmI::plain(self)));
                Vec::new()
            }
            Action::ShowReview => self.show_review(),
            Action::Adjudicate => self.adjudicate(stamp),
            Action::ToggleBlind => self.toggle_blind(stamp),
            Action::TwoPasses => self.open_passes(stamp),
            Action::SaveFeedback => self.save_feedback(stamp),
            Action::SendWork | Action::ReceiveWork | Action::Conflicts => self.act_on_exchange(action, stamp),
            Action::ExportAnnotations => self.open_export(),
            Action::ImportAnnotations => self.open_import(),
            Action::FreezeRelease => self.open_freeze(stamp),
            Action::Quit => vec![Effect::Quit],
            Action::NextPane => vec![Effect::CyclePane { back: false }],
            Action::PreviousPane => vec![Effect::CyclePane { back: true }],
            other => self.act_on_window(other, stamp),
        }
    }

    fn act_on_window(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        // A panel that is out of sight is shown, whether it was open or not.
        if self.route == Route::Review
            && let (Action::ToggleLibrary | Action::ToggleInspector, Some(session)) =
                (action, &mut self.session)
        {
            session.review.queue_first = action == Action::ToggleLibrary;
            return Vec::new();
        }
        let hidden = self.focus_mode || self.route != Route::Read;
        if matches!(action, Action::ToggleLibrary | Action::ToggleInspector | Action::ToggleDrawer) {
            self.focus_mode = false;
            self.route = Route::Read;
        }
        let preferences = &mut self.preferences;
        match action {
            Action::CommandPalette => {
                self.open_palette();
                return Vec::new();
            }
            Action::ShortcutSheet => {
                self.overlay = Some(Overlay::Shortcuts);
                return Vec::new();
            }
            Action::Issues => {
                self.overlay = Some(Overlay::Issues);
                return Vec::new();
            }
            Action::FocusMode => {
                self.focus_mode = !self.focus_mode;
                return Vec::new();
            }
            Action::ToggleLibrary => preferences.library_open = hidden || !preferences.library_open,
            Action::ToggleInspector => preferences.inspector_open = hidden || !preferences.inspector_open,
            Action::ToggleDrawer => preferences.drawer_open = hidden || !preferences.drawer_open,
            Action::ThemeSystem => preferences.theme = ThemeChoice::System,
            Action::ThemeLight => preferences.theme = ThemeChoice::Light,
            Action::ThemeDark => preferences.theme = ThemeChoice::Dark,
            Action::ZoomIn => preferences.zoom = zoomed(preferences, 1.1),
            Action::ZoomOut => preferences.zoom = zoomed(preferences, 1.0 / 1.1),
            Action::ZoomReset => preferences.zoom = 1.0,
            other => return self.navigate_and_seal(other, stamp),
        }
        vec![Effect::SavePreferences]
    }

    fn navigate_and_seal(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        let moving_boundary = self.reading().is_some_and(|reading| reading.grip.is_some());
        if let Some(session) = self.session.as_mut().filter(|_| !moving_boundary) {
            session.history.seal();
        }
        self.navigate(action, stamp)
    }

    /// Escape: lets go of one thing at a time, the innermost first.
    fn cancel(&mut self, stamp: Stamp) -> Vec<Effect> {
        if self.overlay.is_some() {
            return self.close_overlay(stamp);
        }
        if self.intake.is_some() {
            self.intake = None;
            return Vec::new();
        }
        let Some(session) = &mut self.session else { return Vec::new() };
        session.history.seal();
        let Some(reading) = &mut session.reading else { return Vec::new() };
        if reading.grip.take().is_some() || reading.picking.take().is_some() {
            return Vec::new();
        }
        if reading.selection.span().is_some() || reading.focus.is_some() {
            reading.selection = Selection { anchor: reading.selection.focus, focus: reading.selection.focus };
            reading.let_go();
        } else if session.tag_lock.take().is_none() {
            self.focus_mode = false;
        }
        Vec::new()
    }

    fn copy(&self) -> Vec<Effect> {
        let words = self.reading().and_then(|reading| reading.article.text.slice(reading.subject()?));
        words.map(|words| Effect::CopyText(words.to_owned())).into_iter().collect()
    }

    pub(super) fn set_field(
        &mut self,
        field: &crate::base::AttributeId,
        value: Option<crate::model::Value>,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let wish =
            || Command::Article(ArticleCommand::SetField { field: field.clone(), value: value.clone() });
        let mut effects = match self.can_tag(wish, stamp) {
            Ok(effects) => effects,
            Err(effects) => return effects,
        };
        let key =
            self.session.as_ref().and_then(|session| session.key(&session.reading.as_ref()?.article.id));
        if let Some(key) = key {
            let typed = matches!(value, Some(crate::model::Value::Text(_)));
            let transaction = Transaction {
                label: "set article field".to_owned(),
                merge_key: typed.then(|| format!("field {field}")),
                edits: vec![Edit::SetField { key, field: field.clone(), value }],
            };
            effects.extend(self.commit_as(transaction, stamp));
        }
        effects
    }

    fn undo_to(&mut self, step: usize, stamp: Stamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        while self.session.as_ref().is_some_and(|session| session.history.done().len() > step) {
            let more = self.step_back(false, stamp);
            if more.is_empty() {
                break;
            }
            effects.extend(more);
        }
        effects
    }

    /// The leader key: offers every code by a letter.
    fn open_leader(&mut self, stamp: Stamp) -> Vec<Effect> {
        let effects = match self.can_tag(|| Command::Action(Action::Leader), stamp) {
            Ok(effects) => effects,
            Err(effects) => return effects,
        };
        let Some(session) = &self.session else { return effects };
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
        self.overlay = Some(Overlay::Leader(Leader { entries }));
        effects
    }

    fn leader_key(&mut self, key: char, stamp: Stamp) -> Vec<Effect> {
        let Some(Overlay::Leader(leader)) = self.overlay.take() else { return Vec::new() };
        let upper = key.to_uppercase().next();
        let chosen = leader
            .entries
            .iter()
            .find(|(letter, ..)| Some(*letter) == upper)
            .map(|(_, code, ..)| code.clone());
        match chosen {
            Some(code) => self.tag(code, false, stamp),
            None => Vec::new(),
        }
    }
}

fn zoomed(preferences: &Preferences, factor: f32) -> f32 {
    (preferences.zoom * factor).clamp(0.6, 3.0)
}
