//! Ways of counting.

use crate::formats::OffsetUnit;
use crate::text::Text;

#[test]
fn every_unit_converts_both_ways() {
    let text = Text::new("a😊é\nb\n\n经x").expect("text");
    for unit in OffsetUnit::ALL {
        for byte in (0..=text.len()).filter(|byte| text.as_str().is_char_boundary(*byte as usize)) {
            let position = unit.of_byte(&text, byte).expect("inside");
            assert_eq!(unit.to_byte(&text, position), Some(byte), "{unit:?} {byte}");
        }
    }
}

#[test]
fn units_count_as_their_programs_do() {
    let text = Text::new("😊\nb").expect("text");
    let b = 5;
    for (unit, want) in [
        (OffsetUnit::CodePoints, 2),
        (OffsetUnit::Utf16, 3),
        (OffsetUnit::Bytes, 5),
        (OffsetUnit::CodePointsCrLf, 3),
        (OffsetUnit::Utf16CrLf, 4),
        (OffsetUnit::CodePointsBom, 3),
    ] {
        assert_eq!(unit.of_byte(&text, b), Some(want), "{unit:?}");
    }
}
