//! The command palette: any action, article, claim or code by name.

use super::outcome::done;
use super::{
    Action, AnnotationCommand, ArticleCommand, ClaimCommand, Command, Effect, KeyLine, NoEffect, Outcome,
    Overlay, Palette, PaletteCommand, PaletteEntry, PaletteTarget, Session, Stamp, State, ViewRequest,
};
use crate::id;

const ROWS: usize = 60;

impl State {
    pub(super) fn open_palette(&mut self) -> Outcome {
        if let Some(Overlay::Palette(palette)) = &self.overlay
            && palette.query.is_empty()
            && palette.chosen == 0
        {
            return Err(NoEffect::AlreadySo);
        }
        self.overlay = Some(Overlay::Palette(Palette {
            query: String::new(),
            entries: self.palette_entries(""),
            chosen: 0,
        }));
        done()
    }

    fn palette_entries(&self, query: &str) -> Vec<PaletteEntry> {
        let codebook = self.session.as_ref().map(|session| &**session.project.codebook());
        let mut all: Vec<PaletteEntry> = self
            .keymap
            .lines(codebook)
            .into_iter()
            .filter_map(|line| {
                let key = line.chords(&self.keymap).first().map(ToString::to_string).unwrap_or_default();
                let (label, kind) = (line.label(self.text).to_owned(), line.group().name_id());
                let target = match line {
                    KeyLine::Action(Action::CommandPalette) => return None,
                    KeyLine::Action(action) if codebook.is_none() && !action.works_without_project() => {
                        return None;
                    }
                    KeyLine::Action(action) => PaletteTarget::Action(action),
                    KeyLine::Codebook(key) => PaletteTarget::Attribute(key.target),
                };
                Some(PaletteEntry { target, label, kind, key })
            })
            .collect();
        if let Some(session) = &self.session {
            all.extend(session_entries(session));
        }
        let typed = query.trim().to_lowercase();
        if typed.is_empty() {
            all.truncate(ROWS);
            return all;
        }
        let mut ranked: Vec<(u32, usize, PaletteEntry)> = all
            .into_iter()
            .enumerate()
            .filter_map(|(order, entry)| Some((rank(&entry.label.to_lowercase(), &typed)?, order, entry)))
            .collect();
        ranked.sort_by_key(|(rank, order, _)| (*rank, *order));
        ranked.into_iter().take(ROWS).map(|(_, _, entry)| entry).collect()
    }

    pub(super) fn palette_command(&mut self, command: PaletteCommand, stamp: Stamp) -> Outcome {
        let Some(Overlay::Palette(mut palette)) = self.overlay.take() else {
            return Err(NoEffect::NothingBegun);
        };
        match command {
            PaletteCommand::Query(query) => {
                palette.entries = self.palette_entries(&query);
                palette.query = query;
                palette.chosen = 0;
            }
            PaletteCommand::Move(by) => {
                let rows = palette.entries.len().max(1) as i32;
                palette.chosen = (palette.chosen as i32 + by).rem_euclid(rows) as usize;
            }
            PaletteCommand::Accept(target) => {
                let target =
                    target.or_else(|| palette.entries.get(palette.chosen).map(|entry| entry.target.clone()));
                let mut effects = vec![Effect::View(ViewRequest::FocusText)];
                effects.extend(match target {
                    Some(PaletteTarget::Action(action)) => self.dispatch(Command::Action(action), stamp),
                    Some(PaletteTarget::Article(id)) => {
                        self.dispatch(Command::Article(ArticleCommand::Open(id)), stamp)
                    }
                    Some(PaletteTarget::Attribute(target)) => {
                        self.shortcut(&target, stamp).unwrap_or_default()
                    }
                    Some(PaletteTarget::Code(code)) => self
                        .dispatch(Command::Annotation(AnnotationCommand::Tag { code, unsure: false }), stamp),
                    Some(PaletteTarget::Claim(claim)) => {
                        match self.reading().and_then(super::Reading::subject) {
                            Some(span) => {
                                self.dispatch(Command::Claim(ClaimCommand::Link { span, claim }), stamp)
                            }
                            None => Vec::new(),
                        }
                    }
                    None => Vec::new(),
                });
                return Ok(effects);
            }
        }
        self.overlay = Some(Overlay::Palette(palette));
        done()
    }
}

fn session_entries(session: &Session) -> Vec<PaletteEntry> {
    let entry =
        |target, label: &str, kind, key: String| PaletteEntry { target, label: label.to_owned(), kind, key };
    let articles = session.project.articles().map(|article| {
        entry(
            PaletteTarget::Article(article.id.clone()),
            article.display_title(),
            id!("window-palette-article"),
            String::new(),
        )
    });
    let claims = session.offered().into_iter().map(|(claim, _)| {
        entry(
            PaletteTarget::Claim(claim.id.clone()),
            &claim.label,
            id!("window-palette-claim"),
            String::new(),
        )
    });
    let codes = session.project.codebook().layers().iter().flat_map(|layer| layer.codes()).map(|code| {
        let key = code.key.map(String::from).unwrap_or_default();
        entry(PaletteTarget::Code(code.id.clone()), &code.name, id!("window-palette-tag"), key)
    });
    codes.chain(articles).chain(claims).collect()
}

/// How well a label fits what was typed; lower is better.
fn rank(label: &str, typed: &str) -> Option<u32> {
    if label == typed {
        Some(0)
    } else if label.starts_with(typed) {
        Some(1)
    } else if label.split_whitespace().any(|word| word.starts_with(typed)) {
        Some(2)
    } else if typed.split_whitespace().all(|part| label.contains(part)) {
        Some(3)
    } else {
        None
    }
}

impl Action {
    /// Whether it does something while no project is open.
    pub fn works_without_project(self) -> bool {
        matches!(
            self,
            Action::ImportArticles
                | Action::ImportFolder
                | Action::ChooseColumns
                | Action::ChooseEncoding
                | Action::PasteArticle
                | Action::OpenProject
                | Action::NewProject
                | Action::OpenSample
                | Action::ShortcutSheet
                | Action::ThemeSystem
                | Action::ThemeLight
                | Action::ThemeDark
                | Action::ZoomIn
                | Action::ZoomOut
                | Action::ZoomReset
                | Action::Quit
        )
    }
}
