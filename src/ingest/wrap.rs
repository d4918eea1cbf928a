//! Lines that were broken at a width, joined to the paragraphs that they were.

use super::IngestError;
use super::blocks::blocks;
use crate::base::Progress;

/// The widest line of a text that was broken at a width.
const WIDEST: usize = 120;
/// The fewest lines that show that a text was broken at a width.
const FEWEST: usize = 4;
/// Words before which a hyphen at the end of a line stands for a part left out: "two- and threefold".
const AFTER_HYPHEN: [&str; 14] =
    ["and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "of", "och"];

/// Letters of a line.
fn letters(line: &str) -> usize {
    line.trim().chars().take(WIDEST + 1).count()
}

/// The width at which lines were broken, by the longest of them.
pub(super) fn width<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    lines.map(letters).max().unwrap_or(0)
}

/// The paragraphs of lines that follow each other without a blank one. A line goes on where its end left no room for the
/// first word of the next, or the next begins with a small letter.
pub(super) fn paragraphs(lines: &[&str], width: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut goes_on = false;
    for (at, line) in lines.iter().enumerate() {
        match out.last_mut().filter(|_| goes_on) {
            Some(last) => append(last, line.trim()),
            None => out.push(line.trim().to_owned()),
        }
        let next = lines.get(at + 1).and_then(|next| next.split_whitespace().next());
        goes_on = next.is_some_and(|word| {
            let full = letters(line) + 1 + letters(word) > width;
            width <= WIDEST && (full || word.starts_with(char::is_lowercase))
        });
    }
    out
}

/// All lines as one, whatever their width.
pub(super) fn joined<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines {
        append(&mut out, line.trim());
    }
    out
}

/// A further line; a hyphen at the end of the one before stays.
fn append(words: &mut String, line: &str) {
    if words.is_empty() || line.is_empty() {
        words.push_str(line);
        return;
    }
    let before = words.strip_suffix('-').and_then(|rest| rest.chars().next_back());
    let first = line.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    let inside = before.is_some_and(char::is_alphanumeric)
        && line.starts_with(char::is_alphanumeric)
        && !AFTER_HYPHEN.contains(&first.to_lowercase().as_str());
    if !inside {
        words.push(' ');
    }
    words.push_str(line);
}

/// The text with lines that were broken at a width joined, and how many were; `None` where it was not broken so.
///
/// # Errors
/// When the caller asked to stop.
pub(super) fn unwrapped(text: &str, progress: &Progress) -> Result<Option<(String, u64)>, IngestError> {
    let blocks = blocks(text, progress)?;
    let lines = |start: usize, end: usize| text[start..end].matches('\n').count();
    let count: usize = blocks.iter().map(|block| lines(block.start, block.end)).sum();
    if count + 1 < FEWEST {
        return Ok(None);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for block in blocks {
        out.push_str(&text[from..block.start]);
        out.push_str(&joined(text[block.start..block.end].split('\n')));
        from = block.end;
    }
    out.push_str(&text[from..]);
    Ok(Some((out, count as u64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_on_where_the_next_word_had_no_room() {
        let lines =
            ["The council said on Tuesday that the ferry plan had", "stalled. \"It is a failure,\" he said."];
        assert_eq!(paragraphs(&lines, width(lines.into_iter())).len(), 1);
        let list = [
            "Present were:",
            "Ana Lind, of the council, who had come by the ferry",
            "Tomas Berg",
            "Ida Holm",
        ];
        let list = [list[0], list[2], list[3], list[1]];
        assert_eq!(paragraphs(&list, width(list.into_iter())), list);
        for (lines, want) in [
            (["a well-", "known ferry"], "a well-known ferry"),
            (["two-", "and threefold"], "two- and threefold"),
            (["he said -", "and left"], "he said - and left"),
            (["he said --", "and left"], "he said -- and left"),
        ] {
            assert_eq!(joined(lines), want);
        }
    }

    #[test]
    fn a_text_broken_at_a_width_is_joined_and_another_is_not() {
        let broken = "A headline\n\nThe council said on Tuesday that the plan for a second ferry\nhad stalled for the \
                      third time this year, and that nobody could\nsay when the talks would begin again, or whether \
                      they ever\nwould.\n\nEnd.\n";
        let (text, count) = unwrapped(broken, &Progress::new()).expect("not stopped").expect("joined");
        assert_eq!(count, 3);
        assert_eq!(text.lines().count(), 5);
        assert!(text.contains("second ferry had stalled") && text.ends_with("\n\nEnd.\n"));
        let whole = "One line.\nAnother line.\n\nA third.\n";
        assert_eq!(unwrapped(whole, &Progress::new()), Ok(None));
    }
}
