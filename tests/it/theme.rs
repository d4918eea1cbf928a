//! What egui's own widgets and the type scale look like in both themes.

use egui::{Frame, Label, RichText, UiBuilder};
use obelus::ui::theme::{self, Face, Theme};

use crate::snapshot::{dressed, snapshot};

#[derive(Clone)]
struct Sample {
    memo: String,
    yes: bool,
    level: f32,
}

fn widgets(ui: &mut egui::Ui, sample: &mut Sample) {
    let theme = Theme::of(ui.ctx());
    let text = &Theme::metrics().text;
    ui.spacing_mut().item_spacing.y = Theme::metrics().space.l;
    ui.add(Label::new(text.label.rich("What kind of statement?").color(theme.colours.soft)));
    ui.horizontal(|ui| {
        let _ = ui.button("Factual");
        let _ = ui.selectable_label(true, "Opinion");
        let _ = ui.selectable_label(false, "Mixed");
        ui.add_enabled(false, egui::Button::new("Unclear"));
    });
    let memo = ui.label("Memo").id;
    ui.text_edit_singleline(&mut sample.memo).labelled_by(memo).request_focus();
    ui.add(egui::TextEdit::singleline(&mut String::new()).hint_text("Add a note"));
    ui.checkbox(&mut sample.yes, "Colleagues hidden until done");
    ui.radio_value(&mut sample.yes, true, "Certain");
    ui.radio_value(&mut sample.yes, false, "Possible");
    ui.add(egui::Slider::new(&mut sample.level, 0.0..=10.0).text("Level"));
    ui.add(egui::ProgressBar::new(0.62).desired_height(5.0).desired_width(140.0).fill(theme.colours.good));
    egui::ComboBox::from_label("Certainty")
        .icon(theme::chevron::combo)
        .selected_text("Probable")
        .show_ui(ui, |_| {});
    ui.separator();
    let _ = ui.link("Open the codebook");
    egui::CollapsingHeader::new("More").icon(theme::chevron::fold).show(ui, |_| {});
    ui.horizontal_wrapped(|ui| {
        for index in 0..theme.palette.len() {
            let step = theme.step(index);
            let label = text.small_strong.rich(step.name.as_str()).color(step.colour);
            ui.add(Label::new(label.background_color(theme.tint(index))));
        }
    });
    egui::ScrollArea::vertical().max_height(90.0).auto_shrink(false).show(ui, |ui| {
        for line in 0..12 {
            ui.label(format!("A line that scrolls, number {line}"));
        }
    });
}

fn type_scale(ui: &mut egui::Ui) {
    let theme = Theme::of(ui.ctx());
    let (colours, text) = (&theme.colours, &Theme::metrics().text);
    let line = |ui: &mut egui::Ui, rich: RichText| ui.add(Label::new(rich.color(colours.ink)));
    ui.add(Label::new(text.mark.rich("÷").color(colours.accent)));
    line(ui, text.headline.rich("Le pari de Meta, ou la fuite en avant"));
    ui.add(Label::new(text.small.rich("Le Cadran · 3 juillet 2025 · Français").color(colours.soft)));
    line(ui, text.reader.rich("C’est l’aveu d’un échec : son modèle n’a convaincu personne, ni les développeurs ni les investisseurs."));
    line(
        ui,
        RichText::new("Kursiv: der Forscher, à l’automne, Το μέλλον, Будущее, Tiếng Việt, Łódź")
            .font(Face::ReadItalic.at(17.0)),
    );
    line(ui, text.title.rich("You cannot buy a research culture"));
    line(ui, text.quote.rich("Faute de pouvoir acheter l’entreprise, il en débauche les cadres."));
    line(ui, text.ui.rich("Sentence 6 of 21 – Undo: link to Acquisition attempt → Ctrl ⏎ ⌘ ⇧ ✓"));
    line(ui, text.name.rich("Acquisition attempt"));
    line(ui, text.key.rich("Prediction  F O M P N U"));
    for row in ["0.81  [0.74, 0.88]   1,204", "1.11  [1.11, 0.71]   7,111"] {
        line(ui, text.table.rich(row));
    }
}

fn panel(ui: &mut egui::Ui, sample: &mut Sample) {
    let theme = Theme::of(ui.ctx());
    let all = ui.ctx().content_rect();
    ui.painter().rect_filled(all, 0.0, theme.colours.paper);
    let (left, right) = all.split_left_right_at_x(324.0);
    ui.painter().rect_filled(left, 0.0, theme.colours.panel);
    ui.painter().vline(left.right(), left.y_range(), ui.visuals().widgets.noninteractive.bg_stroke);
    ui.scope_builder(UiBuilder::new().max_rect(left.shrink(16.0)), |ui| widgets(ui, sample));
    ui.scope_builder(UiBuilder::new().max_rect(right.shrink(24.0)), |ui| {
        type_scale(ui);
        Frame::popup(ui.style()).show(ui, |ui| ui.label("acq  link this passage to a claim"));
    });
}

fn check(theme: &'static Theme, name: &str) {
    let mut sample = Sample { memo: "A remark".into(), yes: true, level: 4.0 };
    let mut harness = dressed(theme, [900.0, 640.0]).build_ui(move |ui| panel(ui, &mut sample));
    harness.run();
    snapshot(&mut harness, name);
}

#[test]
fn light() {
    check(Theme::light(), "theme-light");
}

#[test]
fn dark() {
    check(Theme::dark(), "theme-dark");
}
