//! The article in the window: keys, pointer, and what it looks like.

use crate::machine::{Machine, article};
use crate::screen::{Screen, press};
use crate::snapshot::snapshot;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use obelus::app::{Command, ReadingCommand, WindowCommand};
use obelus::model::{TimeCode, ZoneKind};
use obelus::ui::theme::Theme;

const FRENCH: &str = "Retour aux titres\nLe pari de Meta, ou la fuite en avant\nPar notre rédaction numérique\n\
Le groupe a regroupé ses équipes de recherche dans une entité nouvelle, confiée à un dirigeant venu de l’annotation de données. C’est l’aveu d’un échec : son modèle Llama 4 n’a convaincu personne, ni les développeurs ni les investisseurs.\n\
Au printemps, selon deux sources proches des discussions, il aurait approché la start-up Safe Superintelligence en vue d’un rachat, sans succès. Faute de pouvoir acheter l’entreprise, il en débauche aujourd’hui les cadres à prix d’or. Une porte-parole conteste ce récit et parle de « rencontres ordinaires ».\n\
Les primes proposées dépasseraient cent millions de dollars par personne. Reste à savoir si une somme de talents suffit à faire une équipe. Les laboratoires qui réussissent partagent une méthode et du temps long ; ceux qui s’achètent se défont souvent aussi vite.\n\
À l’automne, le nouveau laboratoire devra présenter un premier modèle.";

fn french() -> Machine {
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
    Machine::with(vec![article], "Ada")
}

/// A transcript of two turns, each under the name of who speaks, with a time code for each caption.
fn transcript() -> Machine {
    let text = "ANA LIND\nThe ferry plan has stalled again. Nobody was surprised.\n\nBEN OKE\nThe cost was put at nine \
                million. It is a failure.\n";
    let zones = vec![(ZoneKind::Byline, "ANA LIND"), (ZoneKind::Byline, "BEN OKE")];
    let mut article = article("broadcast", text, zones);
    let code = |words: &str, milliseconds| TimeCode {
        at: text.find(words).expect("the caption's words") as u32,
        milliseconds,
    };
    let times = [
        code("The ferry", 900),
        code("again.", 4000),
        code("Nobody", 6200),
        code("The cost", 62_000),
        code("It is", 3_725_900),
    ];
    article.metadata.import.times = times.into();
    Machine::with(vec![article], "Ada")
}

#[test]
fn a_part_of_a_recording_says_when_it_is_said() {
    let mut harness = Screen::new(transcript()).in_margin().show(Theme::light(), [1024.0, 700.0]);
    harness.run();
    for letter in [Key::F, Key::O] {
        press(&mut harness, letter);
    }
    harness.run();
    let said: Vec<(String, String)> = harness
        .get_all_by_role(egui::accesskit::Role::Label)
        .filter_map(|node| {
            let node = node.accesskit_node();
            Some((node.value()?.trim_end_matches(" (not read)").to_owned(), node.description()?))
        })
        .collect();
    let at = |words: &str, time: &str| (words.to_owned(), time.to_owned());
    let want = [
        at("The ferry plan has stalled again.", "said at 0:00:00"),
        at("The cost was put at nine million.", "said at 0:01:02"),
    ];
    assert_eq!(said, want, "a paragraph once, where it begins, and a name of a speaker never");
}

fn coded() -> Machine {
    let mut machine = french();
    for letter in ['N', 'F', 'O', 'F'] {
        machine.tag(letter);
    }
    machine.claim("son modèle Llama 4 n’a convaincu personne", "LLaMA4 failure");
    machine.select("convaincu personne");
    machine.press('L');
    machine.claim(
        "il aurait approché la start-up Safe Superintelligence en vue d’un rachat",
        "Acquisition attempt",
    );
    machine.press('3');
    machine.send(Command::Reading(ReadingCommand::GoToSentence(4)));
    machine
}

#[test]
fn forty_key_presses_give_forty_verdicts() {
    let text: Vec<String> = (1..=40).map(|n| format!("This is sentence number {n}.")).collect();
    let mut harness =
        Screen::new(Machine::new(&text.join(" "))).in_margin().show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    let keys = [Key::F, Key::O, Key::M, Key::P, Key::N];
    for n in 0..40 {
        press(&mut harness, keys[n % keys.len()]);
    }
    let machine = &harness.state().machine;
    assert_eq!(machine.marked().len(), 40, "{:?}", machine.marked());
    let names = ["Factual", "Opinion", "Mixed", "Prediction", "No claim"];
    for (n, mark) in machine.marked().iter().enumerate() {
        assert_eq!(*mark, format!("{}:This is sentence number {}.", names[n % names.len()], n + 1));
    }
}

#[test]
fn an_idle_window_paints_nothing() {
    let mut harness = Screen::new(coded()).in_margin().show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    assert!(harness.try_run().is_ok(), "settles");
}

#[test]
fn holding_shift_selects_by_words_and_a_claim_goes_on_them() {
    let mut harness = Screen::new(Machine::new("The lab opened. It is late."))
        .in_margin()
        .show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    for _ in 0..2 {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
        harness.run();
    }
    let machine = &harness.state().machine;
    let selected = machine
        .state
        .reading()
        .and_then(|reading| reading.selected())
        .map(|span| machine.text()[span.range()].to_owned());
    assert_eq!(selected.as_deref().map(str::trim_end), Some("The lab"));
}

#[test]
#[ignore = "pictures to look at, written where OBELUS_LOOK says"]
fn look() {
    let folder = std::env::var("OBELUS_LOOK").expect("OBELUS_LOOK names a folder");
    for (size, name) in [([1440.0, 900.0], "1440"), ([1280.0, 800.0], "1280"), ([1024.0, 700.0], "1024")] {
        for theme in [Theme::light(), Theme::dark()] {
            let mut harness = Screen::new(coded()).in_margin().show(theme, size);
            harness.run();
            let picture = harness.render().expect("drawn");
            let dark = if theme.dark { "dark" } else { "light" };
            picture.save(format!("{folder}/reader-{name}-{dark}.png")).expect("saved");
            let mut machine = transcript();
            machine.tag('F');
            machine.tag('O');
            let mut harness = Screen::new(machine).in_margin().show(theme, size);
            harness.run();
            let picture = harness.render().expect("drawn");
            picture.save(format!("{folder}/transcript-{name}-{dark}.png")).expect("saved");
        }
    }
}

/// Where the sentence with these words begins in the article, on the screen.
fn place(harness: &Harness<'_, Screen>, words: &str) -> egui::Rect {
    let unread = format!("{words} (not read)");
    let mut nodes = harness.get_all_by_role(egui::accesskit::Role::Label);
    let sentence = nodes.find(|node| node.accesskit_node().value().is_some_and(|value| value == unread));
    sentence.expect("an unread sentence with the words").rect()
}

/// Presses where one sentence begins and lets go where another one ends.
fn drag(harness: &mut Harness<'_, Screen>, from: &str, to: &str) {
    let (a, b) = (place(harness, from), place(harness, to));
    let modifiers = Modifiers::NONE;
    let press = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers,
    };
    let (start, stop) = (a.left_center() + egui::vec2(1.0, 0.0), b.right_center() - egui::vec2(1.0, 0.0));
    for event in [
        egui::Event::PointerMoved(start),
        press(start, true),
        egui::Event::PointerMoved(start.lerp(stop, 0.5)),
        egui::Event::PointerMoved(stop),
        press(stop, false),
    ] {
        harness.event(event);
        harness.step();
    }
    harness.run();
}

#[test]
fn dragging_over_two_sentences_selects_them_and_one_key_tags_both() {
    let mut harness = Screen::new(Machine::new("It opened. It closed. It burned."))
        .in_margin()
        .show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    drag(&mut harness, "It opened.", "It closed.");
    press(&mut harness, Key::F);
    assert_eq!(harness.state().machine.marked(), ["Factual:It opened.", "Factual:It closed."]);
}

#[test]
fn a_passage_is_picked_letter_by_letter_in_a_line_of_two_directions() {
    let text = "قال الوزير إن Llama 4 فشل تماما.";
    let mut harness = Screen::new(Machine::new(text)).in_margin().show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    let selected = |harness: &Harness<'_, Screen>| {
        let reading = harness.state().machine.state.reading().expect("an article");
        reading.selected().map_or(String::new(), |span| text[span.range()].to_owned())
    };
    harness.key_press(Key::Home);
    harness.run();
    for _ in 0..3 {
        harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
        harness.run();
    }
    assert_eq!(selected(&harness), "قال", "left is onwards where the line runs from the right");
}

#[test]
fn clicks_take_word_sentence_and_paragraph() {
    let mut harness = Screen::new(Machine::new("The lab opened. It is late."))
        .in_margin()
        .show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    let at = place(&harness, "The lab opened.").left_center() + egui::vec2(4.0, 0.0);
    harness.event(egui::Event::PointerMoved(at));
    harness.step();
    for want in ["", "The", "The lab opened.", "The lab opened. It is late."] {
        for pressed in [true, false] {
            harness.event(egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
            harness.step();
        }
        let machine = &harness.state().machine;
        let selected = machine.state.reading().and_then(|reading| reading.selected());
        assert_eq!(selected.map_or("", |span| &machine.text()[span.range()]), want);
    }
}

#[test]
fn a_cyrillic_keyboard_keeps_the_keys_by_their_place() {
    let mut harness =
        Screen::new(Machine::new("One. Two.")).in_margin().show(Theme::light(), [1280.0, 800.0]);
    harness.run();
    harness.event(egui::Event::Key {
        key: egui::Key::F35,
        physical_key: Some(Key::O),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    });
    harness.run();
    assert_eq!(harness.state().machine.marked(), ["Opinion:One."]);
}

const SCRIPTS: &str = "Llama 4: one story in many scripts\n\
قال الوزير إن Llama 4 فشل في 32 اختبارا، ثم غادر القاعة. هل كان ذلك متوقعا؟\n\
השר אמר כי Llama 4 נכשל ב-32 מבחנים. האם זה היה צפוי?\n\
मंत्री ने कहा कि यह नया है। क्या यह सही है?\n\
รัฐมนตรีกล่าวว่าเรื่องนี้ล้มเหลว\n\
北京记者报道。今天经济增长！\n\
日本語の文です。\n\
한국의 뉴스입니다.";

fn scripts() -> Machine {
    let mut article =
        article("scripts", SCRIPTS, vec![(ZoneKind::Headline, "Llama 4: one story in many scripts")]);
    article.metadata.language = "ar".to_owned();
    let mut machine = Machine::with(vec![article], "Ada");
    for letter in ['N', 'F', 'O', 'F', 'O', 'F', 'P', 'M'] {
        machine.tag(letter);
    }
    machine.claim("Llama 4 فشل", "LLaMA4 failure");
    machine.claim("Llama 4 נכשל", "LLaMA4 failure");
    machine.send(Command::Reading(ReadingCommand::GoToSentence(6)));
    machine.select("记者报道");
    machine
}

#[test]
fn the_article_looks_right_in_both_themes() {
    for theme in [Theme::light(), Theme::dark()] {
        let end = if theme.dark { "dark" } else { "light" };
        for (name, machine) in [("reader", coded()), ("scripts", scripts())] {
            let mut harness = Screen::new(machine).in_margin().show(theme, [1280.0, 800.0]);
            harness.run();
            snapshot(&mut harness, &format!("{name}-{end}"));
        }
    }
}

#[test]
fn a_selected_passage_is_carried_onto_a_claim() {
    let mut machine = Machine::new("It opened in June. It closed in July.");
    machine.claim("It closed", "Lab closed");
    machine.select("opened in June");
    machine.send(Command::Window(WindowCommand::ShowDrawer(obelus::app::Drawer::Claims)));
    let mut harness = Screen::new(machine).in_margin().show(Theme::light(), [1440.0, 900.0]);
    harness.run();
    let from = place(&harness, "It opened in June.").center();
    let to = harness.get_by_label("Lab closed, 1 mention").rect().center();
    let press = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        egui::Event::PointerMoved(from),
        press(from, true),
        egui::Event::PointerMoved(from.lerp(to, 0.5)),
        egui::Event::PointerMoved(to),
        egui::Event::PointerMoved(to + egui::vec2(1.0, 0.0)),
        press(to, false),
    ] {
        harness.event(event);
        harness.step();
    }
    harness.run();
    let marked = harness.state().machine.marked();
    assert!(marked.contains(&"Lab closed:opened in June".to_owned()), "{marked:?}");
}

#[test]
fn alt_selects_to_the_letter_and_without_it_whole_words() {
    let selected = |alt: bool| {
        let mut harness =
            Screen::new(Machine::new("Unbelievable.")).in_margin().show(Theme::light(), [1280.0, 800.0]);
        harness.run();
        let word = place(&harness, "Unbelievable.");
        let modifiers = if alt { Modifiers::ALT } else { Modifiers::NONE };
        harness.event(egui::Event::ModifiersChanged(modifiers));
        let (from, to) = (word.left_center() + egui::vec2(1.0, 0.0), word.center());
        let press = |pos, pressed| egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers,
        };
        let moves = [from, from.lerp(to, 0.5), to].map(egui::Event::PointerMoved);
        let [first, second, third] = moves;
        for event in [first, press(from, true), second, third, press(to, false)] {
            harness.event(event);
            harness.step();
        }
        let machine = &harness.state().machine;
        let span = machine.state.reading().and_then(|reading| reading.selected()).expect("a selection");
        machine.text()[span.range()].to_owned()
    };
    assert_eq!(selected(false), "Unbelievable");
    let exact = selected(true);
    assert!("Unbelievable".starts_with(&exact) && exact.len() < 9, "{exact}");
}
