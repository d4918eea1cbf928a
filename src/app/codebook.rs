//! Editing the definitions of codes: what the team learns while it adjudicates.

use super::codebook_keys::KEY_TAKEN;
use super::outcome::done;
use super::{
    CodeChange, CodebookCommand, NoEffect, NoticeKind, Outcome, Overlay, ReviewOverlay, Route, Session,
    Stamp, State,
};
use crate::base::CodeId;
use crate::message;
use crate::model::{Answers, Code, Codebook, CodebookError, Edit, Transaction, display};
use std::sync::Arc;

impl CodeChange {
    /// Letters typed into one field are one step.
    fn merge_key(&self, code: &CodeId) -> String {
        let field = match self {
            Self::Definition(_) => "definition",
            Self::Test(_) => "test",
            Self::Include(_) => "include",
            Self::Exclude(_) => "exclude",
            Self::Example(at, _) => return format!("code {code} example {at}"),
            Self::RemoveExample(at) => return format!("code {code} no example {at}"),
        };
        format!("code {code} {field}")
    }

    fn apply(self, code: &mut Code) {
        match self {
            Self::Definition(words) => code.definition = words,
            Self::Test(words) => code.test = words,
            Self::Include(lines) => code.include = lines,
            Self::Exclude(lines) => code.exclude = lines,
            Self::Example(at, example) => {
                if let Some(old) = code.examples.get_mut(at) {
                    *old = example;
                }
            }
            Self::RemoveExample(at) => {
                if at < code.examples.len() {
                    code.examples.remove(at);
                }
            }
        }
    }
}

/// A codebook with one code changed.
fn with_change(codebook: &Codebook, id: &CodeId, change: CodeChange) -> Result<Codebook, CodebookError> {
    let mut layers = codebook.layers().to_vec();
    for layer in &mut layers {
        if let Answers::Codes(codes) = &mut layer.answers
            && let Some(code) = codes.iter_mut().find(|code| code.id == *id)
        {
            change.apply(code);
            break;
        }
    }
    Codebook::new(codebook.name().to_owned(), codebook.version(), layers)
}

impl Session {
    /// A changed codebook as the version after the one that was opened.
    pub(super) fn as_next_version(&self, codebook: &Codebook) -> Result<Codebook, CodebookError> {
        let version = self.published.saturating_add(1);
        Codebook::new(codebook.name().to_owned(), version, codebook.layers().to_vec())
    }
}

impl State {
    /// Brings the findings about keys in step with the codebook.
    pub(super) fn find_taken_keys(&mut self) {
        let Some(session) = &mut self.session else { return };
        session.issues.retain(|issue| issue.code != KEY_TAKEN);
        session.issues.extend(self.keymap.taken_keys(session.project.codebook()));
    }

    /// Opens a code's definition for editing, or closes it. Who does not adjudicate is asked first, once a session, since
    /// the codebook is the whole team's.
    fn edit_code(&mut self, code: Option<CodeId>) -> Outcome {
        let Some(code) = code else {
            self.editing = None;
            if let Some(session) = &mut self.session {
                session.history.seal();
            }
            return done();
        };
        let session = self.session()?;
        if session.adjudicator().is_none() && !session.changes_codebook {
            self.overlay = Some(Overlay::Review(ReviewOverlay::ChangeCodebook(code)));
            return done();
        }
        self.editing = Some(code);
        self.route = Route::Codebook;
        done()
    }

    /// Changes a code's definition.
    fn change_code(&mut self, id: &CodeId, change: CodeChange, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let codebook = session.project.codebook();
        let label = message!("steps-definition", code = display::code_name(codebook, id));
        let merge_key = Some(change.merge_key(id));
        let changed = with_change(codebook, id, change);
        match changed.and_then(|changed| session.as_next_version(&changed)) {
            Ok(changed) if changed.layers() == codebook.layers() => Err(NoEffect::AlreadySo),
            Ok(changed) => {
                let edits = vec![Edit::PutCodebook { codebook: Arc::new(changed) }];
                Ok(self.commit_as(Transaction { label, edits, merge_key }, stamp))
            }
            Err(error) => {
                self.notify(NoticeKind::Problem, message!("refusals-not-changed", why = error.0), stamp.now);
                done()
            }
        }
    }

    pub(super) fn codebook_command(&mut self, command: CodebookCommand, stamp: Stamp) -> Outcome {
        match command {
            CodebookCommand::Edit(code) => self.edit_code(code),
            CodebookCommand::EditForAll(code) => {
                self.session_mut()?.changes_codebook = true;
                self.overlay = None;
                self.edit_code(Some(code))
            }
            CodebookCommand::Change { code, change } => self.change_code(&code, change, stamp),
        }
    }
}
