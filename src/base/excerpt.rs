//! Words of others, cut to what fits into a sentence.

use std::borrow::Cow;

/// How many code points of others' words a sentence quotes.
const MOST: usize = 60;

/// The beginning of words, on one line: all of them when they are short, else as many whole words as fit into about sixty
/// code points, and an ellipsis.
pub fn excerpt(words: &str) -> Cow<'_, str> {
    let trimmed = words.trim();
    let is_short = trimmed.chars().nth(MOST).is_none();
    if is_short && !trimmed.contains(|sign: char| sign.is_control()) {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::new();
    let mut count = 0;
    for word in trimmed.split(|sign: char| sign.is_whitespace() || sign.is_control()) {
        if word.is_empty() {
            continue;
        }
        let room = MOST - count;
        let length = word.chars().take(room + 1).count();
        if length + usize::from(count > 0) > room {
            if count == 0 {
                out.extend(word.chars().take(MOST));
            }
            out.push('…');
            break;
        }
        if count > 0 {
            out.push(' ');
            count += 1;
        }
        out.push_str(word);
        count += length;
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn long_words_are_cut_between_words_and_short_ones_stay() {
        assert_eq!(excerpt(" A headline "), "A headline");
        assert_eq!(excerpt("Two\nlines\tand  more"), "Two lines and more");
        let long =
            excerpt("The council of the harbour has said that the plan for the ferry has stalled again.");
        assert_eq!(long, "The council of the harbour has said that the plan for the…");
        let solid = "é".repeat(100);
        assert_eq!(excerpt(&solid), format!("{}…", "é".repeat(60)));
        assert_eq!(excerpt(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(excerpt(""), "");
    }
}
