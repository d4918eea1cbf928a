//! Slips in the window: keys that come faster than frames, and fields that open.

use crate::screen::Screen;
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use obelus::app::{Action, AnnotationCommand, Command, Drawer, Overlay, PassageOverlay, WindowCommand};
use obelus::base::CodeId;
use obelus::ui::theme::Theme;

const SIZE: [f32; 2] = [1280.0, 800.0];

fn window<'a>() -> Harness<'a, Screen> {
    let mut harness = Screen::with_sample().show(Theme::light(), SIZE);
    harness.run();
    harness
}

/// A key as a keyboard sends it, with the letter it writes.
fn key(letter: char, modifiers: Modifiers) -> Vec<Event> {
    let key = match letter {
        '/' => Key::Slash,
        '\n' => Key::Enter,
        other => Key::from_name(&other.to_uppercase().to_string()).expect("a key"),
    };
    let press = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    let written = (!modifiers.command && letter != '\n').then(|| Event::Text(letter.to_string()));
    [Some(press(true)), written, Some(press(false))].into_iter().flatten().collect()
}

fn typed(text: &str) -> Vec<Event> {
    text.chars().flat_map(|letter| key(letter, Modifiers::NONE)).collect()
}

/// All of it in one frame, as on a machine that is busy.
fn at_once(harness: &mut Harness<'_, Screen>, events: Vec<Event>) {
    harness.input_mut().events.extend(events);
    harness.run();
}

fn tags(harness: &Harness<'_, Screen>) -> usize {
    let session = harness.state().machine.state.session.as_ref().unwrap();
    session.my_set().map_or(0, |set| set.len())
}

#[test]
fn the_search_tab_takes_the_keyboard_when_it_is_shown() {
    for opened in [Command::Window(WindowCommand::ShowDrawer(Drawer::Search)), Command::Action(Action::Find)]
    {
        let mut harness = window();
        harness.state_mut().machine.state.preferences.drawer_open = false;
        harness.state_mut().send(opened);
        at_once(&mut harness, typed("llama"));
        let session = harness.state().machine.state.session.as_ref().unwrap();
        assert_eq!(session.find.query, "llama");
        assert_eq!(tags(&harness), 0);
    }
    let mut harness = window();
    let state = &mut harness.state_mut().machine.state;
    state.drawer = Drawer::Search;
    state.preferences.drawer_open = false;
    harness.state_mut().send(Command::Action(Action::ToggleDrawer));
    at_once(&mut harness, typed("llama"));
    assert_eq!(harness.state().machine.state.session.as_ref().unwrap().find.query, "llama");
}

#[test]
fn keys_after_an_opening_key_belong_to_what_opens() {
    let mut harness = window();
    at_once(&mut harness, [key('/', Modifiers::NONE), typed("mo")].concat());
    let session = harness.state().machine.state.session.as_ref().unwrap();
    assert_eq!((session.library.filter.as_str(), tags(&harness)), ("mo", 0));

    let mut harness = window();
    at_once(&mut harness, [key('k', Modifiers::COMMAND), typed("zoom")].concat());
    let Some(Overlay::Palette(palette)) = &harness.state().machine.state.overlay else {
        panic!("no palette")
    };
    assert_eq!((palette.query.as_str(), tags(&harness)), ("zoom", 0));

    let mut harness = window();
    at_once(&mut harness, [key('i', Modifiers::NONE), typed("fun")].concat());
    assert!(matches!(
        harness.state().machine.state.overlay,
        Some(Overlay::Passage(PassageOverlay::Memo { .. }))
    ));
    let session = harness.state().machine.state.session.as_ref().unwrap();
    let set = session.my_set().unwrap();
    let memos: Vec<_> = set.noted().filter_map(|a| a.memo.as_ref()).map(|memo| memo.text.clone()).collect();
    assert_eq!((memos, tags(&harness)), (vec!["fun".to_owned()], 1));

    // A frame for each key, before the field has the keyboard.
    let mut harness = window();
    for letter in "cfun".chars() {
        harness.input_mut().events.extend(key(letter, Modifiers::NONE));
        harness.step();
    }
    harness.run();
    let Some(Overlay::Passage(PassageOverlay::Picker(picker))) = &harness.state().machine.state.overlay
    else {
        panic!("no picker")
    };
    assert_eq!((picker.query.as_str(), tags(&harness)), ("fun", 0));
}

#[test]
fn enter_takes_what_was_typed_before_it_and_later_keys_are_for_what_comes_then() {
    let mut harness = window();
    let keys = [key('k', Modifiers::COMMAND), typed("zoom"), key('\n', Modifiers::NONE), typed("f")].concat();
    at_once(&mut harness, keys);
    let state = &harness.state().machine.state;
    assert!(state.overlay.is_none());
    assert!(state.preferences.zoom > 1.0, "the likeliest for what was typed");
    assert_eq!(tags(&harness), 1, "the article has the keys again");
}

#[test]
fn nothing_is_tagged_while_an_input_method_composes() {
    let preedit =
        |text: &str| Event::Ime(egui::ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    let mut harness = window();
    at_once(&mut harness, vec![preedit("f")]);
    at_once(&mut harness, key('f', Modifiers::NONE));
    at_once(
        &mut harness,
        [key('o', Modifiers::NONE), vec![Event::Ime(egui::ImeEvent::Commit("f".into()))]].concat(),
    );
    assert_eq!(tags(&harness), 0);
    at_once(&mut harness, key('f', Modifiers::NONE));
    assert_eq!(tags(&harness), 1);
}

#[test]
fn several_tags_in_one_frame_are_all_given() {
    let mut harness = window();
    let code = CodeId::new("factual").unwrap();
    harness.state_mut().send(Command::Annotation(AnnotationCommand::Tag { code, unsure: false }));
    harness.run();
    at_once(&mut harness, typed("fom"));
    assert_eq!(tags(&harness), 4);
}

#[test]
fn what_was_typed_is_dropped_by_escape_and_kept_by_other_ways_out() {
    let memo_of = |harness: &Harness<'_, Screen>| {
        let set = harness.state().machine.state.session.as_ref().unwrap().my_set().cloned();
        let noted =
            set.iter().flat_map(|set| set.iter()).find_map(|a| a.memo.as_ref().map(|m| m.text.clone()));
        (noted, set.map_or(0, |set| set.len()))
    };
    let steps = |harness: &Harness<'_, Screen>| {
        harness.state().machine.state.session.as_ref().unwrap().history.done().len()
    };
    // On a sentence without a tag: nothing is left, not even the note.
    let mut harness = window();
    at_once(&mut harness, [key('i', Modifiers::NONE), typed("hm")].concat());
    assert_eq!(memo_of(&harness), (Some("hm".to_owned()), 1));
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!((memo_of(&harness), steps(&harness)), ((None, 0), 0));
    assert!(harness.state().machine.state.overlay.is_none());
    // On a memo that was there: it says again what it said.
    at_once(&mut harness, [key('i', Modifiers::NONE), typed("kept")].concat());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    let before = steps(&harness);
    at_once(&mut harness, [key('i', Modifiers::NONE), typed("lost")].concat());
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!((memo_of(&harness), steps(&harness)), ((Some("kept".to_owned()), 1), before));
}

#[test]
fn the_rest_is_called_read_in_one_step_and_looks_read() {
    let mut harness = window();
    let covered = |harness: &Harness<'_, Screen>| {
        let session = harness.state().machine.state.session.as_ref().unwrap();
        let reading = session.reading.as_ref().unwrap();
        let set = session.my_set().cloned().unwrap_or_default();
        let covered = reading.sentences.iter().filter(|sentence| set.coverage().covers(**sentence)).count();
        (covered, reading.sentences.len())
    };
    harness.state_mut().send(Command::Reading(obelus::app::ReadingCommand::GoToSentence(2)));
    harness.run();
    let before = harness.render().unwrap();
    harness.get_by_label("Rest read").click();
    harness.run();
    let (read, all) = covered(&harness);
    assert_eq!(read, all - 2, "what stands before the cursor was not said to be read");
    harness.state_mut().send(Command::Reading(obelus::app::ReadingCommand::GoToSentence(2)));
    harness.run();
    let after = harness.render().unwrap();
    let gutter = |picture: &image::RgbaImage| -> Vec<[u8; 4]> {
        let rows = 200..600;
        rows.flat_map(|y| (285..300).map(move |x| (x, y))).map(|(x, y)| picture.get_pixel(x, y).0).collect()
    };
    assert_ne!(gutter(&before), gutter(&after), "ticks stand beside what was read");
    harness.state_mut().send(Command::Action(Action::Undo));
    harness.run();
    assert_eq!(covered(&harness).0, 0);
    for name in ["Read", "Rest read", "Sign off"] {
        assert!(harness.query_all_by_label(name).count() > 0, "{name}");
    }
    harness.state_mut().send(Command::Reading(obelus::app::ReadingCommand::GoToSentence(0)));
    harness.run();
    harness.get_by_label("Rest read").click();
    harness.run();
    harness.get_by_label("Sign off").click();
    harness.run();
    let session = harness.state().machine.state.session.as_ref().unwrap();
    let signed = session.project.sets().filter(|(key, set)| {
        Some(&key.annotator) == session.me.as_ref() && set.state() != obelus::model::SetState::Open
    });
    assert_eq!(signed.count(), 1);
}

fn pointer(at: egui::Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos: at,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// The sentences in sight, as a screen reader finds them, with their places.
fn in_sight(harness: &Harness<'_, Screen>) -> Vec<(String, egui::Rect)> {
    use egui_kittest::kittest::NodeT as _;
    let page = egui::Rect::from_x_y_ranges(270.0..=950.0, 44.0..=730.0);
    let labels = harness.query_all_by(|node| node.role() == egui::accesskit::Role::Label);
    let found = labels.filter_map(|node| {
        let words = node.accesskit_node().value()?;
        (words.len() > 20 && page.contains_rect(node.rect())).then(|| (words, node.rect()))
    });
    found.collect()
}

fn place_of(harness: &Harness<'_, Screen>, words: &str) -> Option<egui::Rect> {
    let found = in_sight(harness).into_iter().find(|(other, _)| other[..20] == words[..20]);
    found.map(|(_, rect)| rect)
}

#[test]
fn the_page_rests_under_the_pointer() {
    let mut harness = window();
    let sentences = in_sight(&harness);
    let (label, place) = sentences.last().expect("sentences").clone();
    assert!(place.center().y > 0.72 * 690.0 + 44.0, "the last in sight stands low: {place:?}");
    let at = place.left_center() + egui::vec2(40.0, 0.0);
    at_once(&mut harness, vec![Event::PointerMoved(at), pointer(at, true)]);
    at_once(&mut harness, vec![pointer(at, false)]);
    assert_eq!(place_of(&harness, &label).map(|rect| rect.top()), Some(place.top()), "a click");
    harness.state_mut().send(Command::Action(Action::LinkClaim));
    at_once(&mut harness, typed("llama"));
    at_once(&mut harness, key('\n', Modifiers::NONE));
    assert_eq!(tags(&harness), 1);
    assert_eq!(place_of(&harness, &label).map(|rect| rect.top()), Some(place.top()), "a link");
}

#[test]
fn the_claims_offered_stay_where_they_opened_while_one_types() {
    use egui_kittest::kittest::NodeT as _;
    let mut harness = window();
    let (_, place) = in_sight(&harness).last().expect("sentences").clone();
    let at = place.left_center() + egui::vec2(40.0, 0.0);
    at_once(&mut harness, vec![Event::PointerMoved(at), pointer(at, true)]);
    at_once(&mut harness, vec![pointer(at, false)]);
    harness.state_mut().send(Command::Action(Action::LinkClaim));
    harness.run();
    let top = |harness: &Harness<'_, Screen>| {
        let fields = harness.query_all_by(|node| node.role() == egui::accesskit::Role::TextInput);
        let picker = fields
            .filter(|node| node.accesskit_node().label().is_some_and(|name| name == "Find or name a claim"));
        picker.map(|node| node.rect().top()).next().expect("the field")
    };
    let first = top(&harness);
    for letter in "acquisition x".chars() {
        at_once(&mut harness, key(letter, Modifiers::NONE));
        assert_eq!(top(&harness), first, "after {letter:?}");
    }
}

#[test]
fn a_drag_that_comes_in_one_frame_selects() {
    let mut harness = window();
    let (_, place) = in_sight(&harness)[2].clone();
    let row = place.top() + 12.0;
    let (from, to) = (egui::pos2(place.left() + 5.0, row), egui::pos2(place.left() + 160.0, row));
    let events =
        vec![Event::PointerMoved(from), pointer(from, true), Event::PointerMoved(to), pointer(to, false)];
    at_once(&mut harness, events);
    let reading = harness.state().machine.state.reading().unwrap();
    let selected = reading.selected().map(|span| reading.article.text.slice(span).unwrap().to_owned());
    assert!(selected.as_ref().is_some_and(|words| words.len() > 8), "{selected:?}");
}

#[test]
fn an_article_reopens_where_it_was_left() {
    let mut harness = window();
    let articles: Vec<_> = {
        let session = harness.state().machine.state.session.as_ref().unwrap();
        session.project.articles().map(|article| article.id.clone()).collect()
    };
    let open = |harness: &mut Harness<'_, Screen>, at: usize| {
        let open = obelus::app::ArticleCommand::Open(articles[at].clone());
        harness.state_mut().send(Command::Article(open));
        harness.run();
    };
    open(&mut harness, 0);
    harness.state_mut().send(Command::Reading(obelus::app::ReadingCommand::GoToSentence(7)));
    harness.run();
    open(&mut harness, 1);
    open(&mut harness, 0);
    assert_eq!(harness.state().machine.state.reading().unwrap().cursor, 7);
}
