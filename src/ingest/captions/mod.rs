//! Captions and transcripts of recordings: SubRip, WebVTT, YouTube's and Whisper's JSON.
//!
//! Captions cut sentences where the screen ends; here they are joined to paragraphs again, a turn of a speaker or a pause
//! apart. Lines that roll over the screen come once. Where each caption began is kept with the article.

mod json;
mod moments;
mod timed_text;

use super::parsed::{KnownValues, ParsedArticle, tidy};
use super::{IngestError, SourceKind, go_on};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{ArticleField, TimeCode, ValueOrigin, Zone, ZoneKind};
use crate::text::Span;

/// A caption, or a part of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Caption {
    /// When it begins, in milliseconds.
    start: u64,
    /// When it ends.
    end: u64,
    /// Whether these moments are possible ones.
    is_timed: bool,
    /// Who speaks, where it is said.
    speaker: String,
    /// Its lines.
    text: String,
    /// Whether the program that heard it was unsure.
    is_doubtful: bool,
}

/// A silence in milliseconds after which another paragraph begins, when a sentence has ended.
const PAUSE: u64 = 2000;
/// A paragraph in bytes after which another begins, when a sentence has ended.
const LONG: usize = 700;

/// Reads captions of a kind that was told by content.
///
/// # Errors
/// When there is no caption in it, or the caller asked to stop.
pub(super) fn read(kind: SourceKind, text: &str, progress: &Progress) -> Result<ParsedArticle, IngestError> {
    let (mut captions, language, broken) = match kind {
        SourceKind::TranscriptJson => json::read(text)?,
        _ => timed_text::read(text, progress)?,
    };
    moments::leave_impossible(&mut captions);
    let mut known = KnownValues::default();
    known.words(ArticleField::Language, &language, ValueOrigin::Record);
    let mut article = composed(&captions, known, progress)?;
    article.notes.extend(moments::impossible(&captions));
    if broken > 0 {
        let said = message!("findings-captions-broken", count = broken);
        article.notes.push(Issue::warning("captions-broken", "", said));
    }
    let doubtful = captions.iter().filter(|caption| caption.is_doubtful).count();
    if doubtful > 0 {
        let said = message!("findings-doubtful-hearing", count = doubtful);
        article.notes.push(Issue::note("doubtful-hearing", "", said));
    }
    Ok(article)
}

/// Captions put together to paragraphs, with who speaks over each turn.
fn composed(
    captions: &[Caption],
    known: KnownValues,
    progress: &Progress,
) -> Result<ParsedArticle, IngestError> {
    let mut article = ParsedArticle { known, is_structured: true, ..ParsedArticle::default() };
    let mut turn = Turn::default();
    for caption in captions {
        go_on(progress)?;
        let words = turn.new_words(caption);
        if words.is_empty() {
            if caption.is_timed {
                turn.end = turn.end.max(caption.end);
            }
            continue;
        }
        let speaks_on = caption.speaker.is_empty() || caption.speaker == turn.speaker;
        let paused = caption.is_timed && caption.start >= turn.end.saturating_add(PAUSE);
        let ended = super::blocks::ends_sentence(&turn.words) && (paused || turn.words.len() > LONG);
        if !turn.words.is_empty() && (!speaks_on || ended) {
            turn.write(&mut article)?;
        }
        if !caption.speaker.is_empty() {
            turn.is_new_speaker |= turn.speaker != caption.speaker;
            turn.speaker.clone_from(&caption.speaker);
        }
        if !turn.words.is_empty() {
            turn.words.push(' ');
        }
        if caption.is_timed {
            turn.times.push((turn.words.len(), caption.start));
            turn.end = caption.end;
        }
        turn.words.push_str(&words);
    }
    turn.write(&mut article)?;
    if !article.text.is_empty() {
        article.text.push('\n');
    }
    Ok(article)
}

/// The paragraph that is being put together.
#[derive(Default)]
struct Turn {
    speaker: String,
    /// Whether the speaker is another than of the paragraph before.
    is_new_speaker: bool,
    words: String,
    /// Where in the words a caption began, and when.
    times: Vec<(usize, u64)>,
    end: u64,
    /// The lines of the last caption, as they stood.
    shown: Vec<String>,
}

impl Turn {
    /// The words of a caption without the lines that were on the screen already.
    fn new_words(&mut self, caption: &Caption) -> String {
        let lines: Vec<String> = caption.text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
        let rolled =
            lines.iter().zip(self.shown.iter().rev().take(1)).take_while(|(line, shown)| line == shown);
        let whole = lines.iter().all(|line| self.shown.contains(line));
        let skipped = if whole { lines.len() } else { rolled.count() };
        let new = lines[skipped..].join(" ");
        if !lines.is_empty() {
            self.shown = lines;
        }
        new
    }

    fn write(&mut self, article: &mut ParsedArticle) -> Result<(), IngestError> {
        if self.words.is_empty() {
            return Ok(());
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        if std::mem::take(&mut self.is_new_speaker) {
            let start = place(article.text.len())?;
            article.text.push_str(&self.speaker);
            let span = Span::new(start, place(article.text.len())?);
            article.zones.extend(span.map(|span| Zone { kind: ZoneKind::Byline, span }));
            article.text.push('\n');
        }
        let start = article.text.len();
        for (at, milliseconds) in self.times.drain(..) {
            article.times.push(TimeCode { at: place(start + at)?, milliseconds });
        }
        article.text.push_str(&self.words);
        self.words.clear();
        Ok(())
    }
}

fn place(bytes: usize) -> Result<u32, IngestError> {
    u32::try_from(bytes).map_err(|_| IngestError::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption(start: u64, end: u64, speaker: &str, text: &str) -> Caption {
        let (speaker, text) = (speaker.to_owned(), text.to_owned());
        Caption { start, end, is_timed: true, speaker, text, is_doubtful: false }
    }

    fn text_of(captions: &[Caption]) -> ParsedArticle {
        composed(captions, KnownValues::default(), &Progress::new()).expect("an article")
    }

    #[test]
    fn captions_are_joined_to_sentences_and_turns() {
        let article = text_of(&[
            caption(0, 900, "", "The ferry plan has"),
            caption(900, 2000, "", "stalled again."),
            caption(2100, 3000, "", "Nobody was surprised."),
            caption(9000, 9900, "", "The cost was put"),
            caption(9900, 12_000, "", "at nine million."),
            caption(12_000, 13_000, "ANA LIND", "It is a failure."),
        ]);
        let want = "The ferry plan has stalled again. Nobody was surprised.\n\nThe cost was put at nine million.\n\nANA \
                    LIND\nIt is a failure.\n";
        assert_eq!(article.text, want);
        let speaker = article.zones.iter().map(|zone| (zone.kind, &article.text[zone.span.range()]));
        assert_eq!(speaker.collect::<Vec<_>>(), [(ZoneKind::Byline, "ANA LIND")]);
        let said: Vec<_> = article
            .times
            .iter()
            .map(|time| (&article.text[time.at as usize..time.at as usize + 4], time.milliseconds))
            .collect();
        let want =
            [("The ", 0), ("stal", 900), ("Nobo", 2100), ("The ", 9000), ("at n", 9900), ("It i", 12_000)];
        assert_eq!(said, want);
    }

    #[test]
    fn impossible_times_are_named_and_the_words_stay() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\nThe plan stalled.\n\n2\n00:00:09,000 --> 00:00:04,000\nIt ended before \
                   it began.\n\n3\n00:75:00,000 --> 00:76:00,000\nMinutes.\n\n4\n00:00:xx --> 00:00:06,000\nNo \
                   number.\n\n5\n99:00:00,000 --> 99:00:01,000\nFar ahead.\n\n6\n00:00:05,000 --> 00:00:06,000\nThe \
                   end.\n\n7\n00:00:04,500 --> 00:00:07,000\nA little back.\n";
        let article = read(SourceKind::SubRip, srt, &Progress::new()).expect("captions");
        let words = "The plan stalled. It ended before it began. Minutes. No number. Far ahead. The end. A little back.";
        assert_eq!(article.text.split_whitespace().collect::<Vec<_>>().join(" "), words);
        let times: Vec<_> = article.times.iter().map(|time| time.milliseconds).collect();
        assert_eq!(times, [1000, 5000, 4500]);
        let said = article.notes.iter().find(|note| note.code == "captions-impossible-times").expect("told");
        let said = said.message.english();
        assert!(said.starts_with("4 captions") && said.contains("“Minutes.”"), "{said}");
        let json = r#"{"segments":[{"start":2,"end":1,"text":"Back."},{"start":3,"end":4,"text":"On."},{"start":-5,"end":4,"text":"Under."}]}"#;
        let article = read(SourceKind::TranscriptJson, json, &Progress::new()).expect("captions");
        assert_eq!((article.text.as_str(), article.times.len()), ("Back.\n\nOn. Under.\n", 1));
        let good = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:02,000 --> 00:00:02,000\nTwo.\n";
        assert!(read(SourceKind::SubRip, good, &Progress::new()).expect("captions").notes.is_empty());
    }

    #[test]
    fn lines_that_roll_come_once() {
        let article = text_of(&[
            caption(0, 10, "", "the council said on tuesday"),
            caption(10, 20, "", "the council said on tuesday\nthat the ferry plan"),
            caption(20, 30, "", "that the ferry plan"),
            caption(30, 40, "", "that the ferry plan\nhad stalled"),
        ]);
        assert_eq!(article.text, "the council said on tuesday that the ferry plan had stalled\n");
        let echo =
            text_of(&[caption(0, 10, "", "No."), caption(20, 30, "", "Yes."), caption(40, 50, "", "No.")]);
        assert_eq!(echo.text, "No. Yes. No.\n", "what is said again later is no rolling line");
    }
}
