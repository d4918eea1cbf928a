//! The article in the window: keys, pointer, and what it looks like.

use crate::desk::{Desk, article};
use crate::sight::Sight;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use obelus::app::{Action, Command};
use obelus::model::ZoneKind;
use obelus::ui::theme::Theme;

const FRENCH: &str = "Retour aux titres\nLe pari de Meta, ou la fuite en avant\nPar notre rédaction numérique\n\
Le groupe a regroupé ses équipes de recherche dans une entité nouvelle, confiée à un dirigeant venu de l’annotation de données. C’est l’aveu d’un échec : son modèle Llama 4 n’a convaincu personne, ni les développeurs ni les investisseurs.\n\
Au printemps, selon deux sources proches des discussions, il aurait approché la start-up Safe Superintelligence en vue d’un rachat, sans succès. Faute de pouvoir acheter l’entreprise, il en débauche aujourd’hui les cadres à prix d’or. Une porte-parole conteste ce récit et parle de « rencontres ordinaires ».\n\
Les primes proposées dépasseraient cent millions de dollars par personne. Reste à savoir si une somme de talents suffit à faire une équipe. Les laboratoires qui réussissent partagent une méthode et du temps long ; ceux qui s’achètent se défont souvent aussi vite.\n\
À l’automne, le nouveau laboratoire devra présenter un premier modèle.";

fn french() -> Desk {
    let zones = vec![
        (ZoneKind::Boilerplate, "Retour aux titres"),
        (ZoneKind::Headline, "Le pari de Meta, ou la fuite en avant"),
        (ZoneKind::Byline, "Par notre rédaction numérique"),
    ];
    let mut article = article("cadran", FRENCH, zones);
    article.metadata.title = "Le pari de Meta, ou la fuite en avant".to_owned();
    article.metadata.outlet = "Le Cadran".to_owned();
    article.metadata.language = "fr".to_owned();
    article.metadata.genre = "Analyse".to_owned();
    article.metadata.published.as_written = "3 juillet 2025".to_owned();
    Desk::with(vec![article], "Ada")
}

fn link(desk: &mut Desk, words: &str, name: &str) {
    desk.select(words);
    desk.act(Action::LinkClaim);
    desk.send(Command::PickerQuery(name.to_owned()));
    desk.send(Command::PickerAccept);
}

fn coded() -> Desk {
    let mut desk = french();
    for letter in ['N', 'F', 'O', 'F'] {
        desk.tag(letter);
    }
    link(&mut desk, "son modèle Llama 4 n’a convaincu personne", "LLaMA4 failure");
    desk.select("convaincu personne");
    desk.act(Action::Loaded);
    link(
        &mut desk,
        "il aurait approché la start-up Safe Superintelligence en vue d’un rachat",
        "Acquisition attempt",
    );
    desk.act(Action::Certainty3);
    desk.send(Command::GoToSentence(4));
    desk
}

fn press(harness: &mut Harness<'_, Sight>, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn forty_key_presses_give_forty_verdicts() {
    let text: Vec<String> = (1..=40).map(|n| format!("This is sentence number {n}.")).collect();
    let mut harness = Sight::new(Desk::new(&text.join(" "))).show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    let keys = [Key::F, Key::O, Key::M, Key::P, Key::N];
    for n in 0..40 {
        press(&mut harness, keys[n % keys.len()]);
    }
    let desk = &harness.state().desk;
    assert_eq!(desk.marked().len(), 40, "{:?}", desk.marked());
    let names = ["Factual", "Opinion", "Mixed", "Prediction", "No claim"];
    for (n, mark) in desk.marked().iter().enumerate() {
        assert_eq!(*mark, format!("{}:This is sentence number {}.", names[n % names.len()], n + 1));
    }
}

#[test]
fn an_idle_window_paints_nothing() {
    let mut harness = Sight::new(coded()).show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    assert!(harness.try_run().is_ok(), "settles");
}

#[test]
fn holding_shift_selects_by_words_and_a_claim_goes_on_them() {
    let mut harness =
        Sight::new(Desk::new("The lab opened. It is late.")).show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
        harness.run();
    }
    let desk = &harness.state().desk;
    let selected = desk
        .state
        .reading()
        .and_then(|reading| reading.selected())
        .map(|span| desk.text()[span.range()].to_owned());
    assert_eq!(selected.as_deref().map(str::trim_end), Some("The lab"));
}

#[test]
#[ignore = "pictures to look at, written where OBELUS_LOOK says"]
fn look() {
    let folder = std::env::var("OBELUS_LOOK").expect("OBELUS_LOOK names a folder");
    for (size, name) in [([1440.0, 900.0], "1440"), ([1280.0, 800.0], "1280"), ([1024.0, 700.0], "1024")] {
        for theme in [Theme::light(), Theme::dark()] {
            let mut harness = Sight::new(coded()).show(theme, size);
            harness.run();
            let picture = harness.render().expect("drawn");
            let dark = if theme.dark { "dark" } else { "light" };
            picture.save(format!("{folder}/reader-{name}-{dark}.png")).expect("saved");
        }
    }
}
