//! Selecting: what is snapped to, what clicks take, and growing from a word to a paragraph.

use crate::machine::Machine;
use obelus::app::{Action, Command, ReadingCommand, Selection};

const TEXT: &str = "The lab opened in June. It is a desperate gamble. Rivals will answer soon. Who pays?";

#[test]
fn dragging_snaps_to_words_and_alt_is_exact() {
    let mut machine = Machine::new(TEXT);
    let selected = |machine: &Machine| {
        machine.state.reading().and_then(|r| r.selected()).map(|span| machine.text()[span.range()].to_owned())
    };
    let selection = Selection { anchor: 5, focus: 12 };
    machine.send(Command::Reading(ReadingCommand::Select { selection, snap: true, finished: true }));
    assert_eq!(selected(&machine).as_deref(), Some("lab opened"));
    machine.send(Command::Reading(ReadingCommand::Select { selection, snap: false, finished: true }));
    assert_eq!(selected(&machine).as_deref(), Some("ab open"));
    for (clicks, want) in [(2, "opened"), (3, "The lab opened in June."), (4, TEXT)] {
        machine.send(Command::Reading(ReadingCommand::SelectUnit { byte: 10, clicks }));
        assert_eq!(selected(&machine).as_deref(), Some(want));
    }
}

#[test]
fn expanding_goes_from_word_to_paragraph_and_back() {
    let text =
        "A headline.\nFirst words. The lab closed because it rained, but nobody left. Last words.\nThe end.";
    let mut machine = Machine::new(text);
    let at = text.find("ained").expect("the word") as u32;
    machine.send(Command::Reading(ReadingCommand::PlaceCaret { byte: at, extend: false }));
    let selected = |machine: &Machine| {
        let span = machine.state.reading().and_then(|reading| reading.selected());
        span.map_or("", |span| &text[span.range()]).to_owned()
    };
    let units = [
        "",
        "rained",
        "because it rained",
        "The lab closed because it rained, but nobody left.",
        "First words. The lab closed because it rained, but nobody left. Last words.",
    ];
    for want in &units[1..] {
        machine.act(Action::Expand);
        assert_eq!(selected(&machine), *want);
    }
    machine.act(Action::Expand);
    assert_eq!(selected(&machine), units[4], "nothing is larger than a paragraph");
    for want in units[..4].iter().rev() {
        machine.act(Action::Shrink);
        assert_eq!(selected(&machine), *want);
    }
}
