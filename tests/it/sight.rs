//! The real window over a desk: frames are drawn, events go in, commands are carried out.

use crate::desk::Desk;
use crate::snapshot::dressed;
use egui::Ui;
use egui_kittest::Harness;
use obelus::app::{Effect, Outbox};
use obelus::base::Timestamp;
use obelus::ui::theme::{Theme, fonts};
use obelus::ui::typeset::{Fonts, Typesetter};
use obelus::ui::{Ask, View};
use std::sync::Arc;

/// A desk that is looked at.
pub struct Sight {
    pub desk: Desk,
    view: View,
    pub effects: Vec<Effect>,
}

/// The fonts that tests bring along, so that pictures are the same everywhere.
pub fn typesetter() -> Typesetter {
    let mut bundled: Vec<(&str, Arc<[u8]>)> =
        vec![("Literata", Arc::from(fonts::LITERATA)), ("Inter", Arc::from(fonts::INTER))];
    for (family, file) in [
        ("Noto Serif Hebrew", "NotoSerifHebrew-Regular.ttf"),
        ("Noto Naskh Arabic", "NotoNaskhArabic-Regular.ttf"),
        ("Noto Serif Devanagari", "NotoSerifDevanagari-Regular.ttf"),
        ("Noto Serif Thai", "NotoSerifThai-Regular.ttf"),
        ("Noto Serif CJK SC", "NotoSerifCJKsc-Regular.otf"),
        ("Noto Color Emoji", "NotoColorEmoji.ttf"),
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts").join(file);
        bundled.push((family, Arc::from(std::fs::read(path).expect("a font of the tests"))));
    }
    Typesetter::new(Fonts::new(&bundled, false))
}

impl Sight {
    pub fn new(desk: Desk) -> Self {
        Self { desk, view: View::new(typesetter()), effects: Vec::new() }
    }

    fn frame(&mut self, ui: &mut Ui) {
        let mut out = Outbox::new();
        self.view.show(ui, &self.desk.state, &mut out, Timestamp(1_751_535_000));
        for command in out.take() {
            for effect in self.desk.send(command) {
                match Ask::of(&effect) {
                    Some(ask) => self.view.ask(ask),
                    None => self.effects.push(effect),
                }
                ui.ctx().request_repaint();
            }
        }
    }

    pub fn show<'a>(self, theme: &Theme, size: [f32; 2]) -> Harness<'a, Self> {
        dressed(theme, size)
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(60)
            .build_ui_state(move |ui: &mut Ui, sight: &mut Self| sight.frame(ui), self)
    }
}
