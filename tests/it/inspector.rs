//! The inspector: what it shows, and what a click asks for.

use egui_kittest::kittest::Queryable as _;
use obelus::app::Command;
use obelus::ui::Inspector;
use obelus::ui::theme::Theme;

use crate::stage::Stage;

fn look(stage: Stage, theme: &Theme, width: f32, height: f32, name: &str) {
    let mut inspector = Inspector::default();
    let mut harness = stage.show(theme, [width + 16.0, height], move |ui, cx| inspector.show(ui, cx));
    harness.run();
    harness.render().unwrap().save(format!("/tmp/panels/{name}.png")).unwrap();
}

#[test]
fn looks() {
    let _ = std::fs::create_dir_all("/tmp/panels");
    let at = |sentence| {
        let mut stage = Stage::worked();
        stage.dispatch(Command::GoToSentence(sentence));
        stage
    };
    look(at(4), Theme::light(), 324.0, 900.0, "inspector-light");
    look(Stage::worked(), Theme::dark(), 324.0, 1000.0, "inspector-dark");
    look(at(6), Theme::light(), 324.0, 700.0, "inspector-fresh");
    look(Stage::worked(), Theme::light(), 260.0, 1100.0, "inspector-narrow");
}

#[test]
fn a_click_on_a_kind_tags_the_sentence() {
    let mut stage = Stage::new();
    stage.dispatch(Command::GoToSentence(3));
    let mut inspector = Inspector::default();
    let mut harness = stage.show(Theme::light(), [324.0, 900.0], move |ui, cx| inspector.show(ui, cx));
    harness.run();
    harness.get_by_label("Opinion").click();
    harness.run();
    assert!(
        harness.state().asked[0].starts_with("Tag { code: CodeId(opinion)"),
        "{:?}",
        harness.state().asked
    );
}
