//! Transcripts as JSON: YouTube's, Whisper's and its kin.

use super::Caption;
use super::timed_text::{moment, turn};
use crate::ingest::IngestError;
use serde_json::Value;

/// The chance of no speech over which a part was heard with doubt.
const NO_SPEECH: f64 = 0.6;
/// The mean logarithm of chances under which it was.
const UNSURE: f64 = -1.0;

/// The captions, the language that the file states, and how many parts could not be understood.
///
/// # Errors
/// When it is no JSON, or none of the known shapes.
pub(super) fn read(text: &str) -> Result<(Vec<Caption>, String, usize), IngestError> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| IngestError::of_json(&error))?;
    let language = value.get("language").and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |key: &str| value.get(key).and_then(Value::as_array);
    let parts: Vec<Option<Caption>> = if let Some(events) = list("events") {
        events.iter().filter(|event| event.get("segs").is_some()).map(event).collect()
    } else if let Some(segments) = list("segments") {
        segments.iter().map(segment).collect()
    } else if let Some(parts) = list("transcription") {
        parts.iter().map(offset_part).collect()
    } else if let Some(parts) = value.as_array() {
        parts.iter().map(simple_part).collect()
    } else {
        return Err(IngestError::NoTranscript);
    };
    let broken = parts.iter().filter(|part| part.is_none()).count();
    Ok((parts.into_iter().flatten().collect(), language, broken))
}

fn milliseconds(seconds: f64) -> Option<u64> {
    (seconds.is_finite() && (0.0..1e9).contains(&seconds)).then(|| (seconds * 1000.0).round() as u64)
}

/// YouTube: `{"tStartMs", "dDurationMs", "segs": [{"utf8"}]}`.
fn event(event: &Value) -> Option<Caption> {
    let start = event.get("tStartMs")?.as_u64()?;
    let end = start.saturating_add(event.get("dDurationMs").and_then(Value::as_u64).unwrap_or_default());
    let parts = event.get("segs")?.as_array()?;
    let text: String = parts.iter().filter_map(|part| part.get("utf8")?.as_str()).collect();
    let (speaker, text) = turn(&text);
    Some(Caption { start, end, is_timed: true, speaker, text, is_doubtful: false })
}

/// Whisper and WhisperX: seconds, and how sure it was.
fn segment(segment: &Value) -> Option<Caption> {
    let number = |key: &str| segment.get(key).and_then(Value::as_f64);
    let times = milliseconds(number("start")?).zip(milliseconds(number("end")?));
    let (start, end) = times.unwrap_or_default();
    let is_timed = times.is_some();
    let said = segment.get("text")?.as_str()?;
    let named = segment.get("speaker").and_then(Value::as_str).unwrap_or_default();
    let (speaker, text) = if named.is_empty() { turn(said) } else { (named.to_owned(), said.to_owned()) };
    let is_doubtful = number("no_speech_prob").is_some_and(|chance| chance > NO_SPEECH)
        || number("avg_logprob").is_some_and(|mean| mean < UNSURE);
    Some(Caption { start, end, is_timed, speaker, text, is_doubtful })
}

/// whisper.cpp: milliseconds or clocks.
fn offset_part(part: &Value) -> Option<Caption> {
    let at = |end: &str| {
        let offset = part.get("offsets").and_then(|offsets| offsets.get(end)?.as_u64());
        offset.or_else(|| moment(part.get("timestamps")?.get(end)?.as_str()?))
    };
    let (speaker, text) = turn(part.get("text")?.as_str()?);
    let times = at("from").zip(at("to"));
    let (start, end) = times.unwrap_or_default();
    Some(Caption { start, end, is_timed: times.is_some(), speaker, text, is_doubtful: false })
}

/// A list of `{"text", "start", "duration"}`, as scripts write it.
fn simple_part(part: &Value) -> Option<Caption> {
    let number = |key: &str| part.get(key).and_then(Value::as_f64);
    let time = milliseconds(number("start")?);
    let start = time.unwrap_or_default();
    let end = start + number("duration").and_then(milliseconds).unwrap_or_default();
    let (speaker, text) = turn(part.get("text")?.as_str()?);
    Some(Caption { start, end, is_timed: time.is_some(), speaker, text, is_doubtful: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(u64, u64, String, String)> {
        let (captions, ..) = read(text).expect("a transcript");
        captions.into_iter().map(|one| (one.start, one.end, one.speaker, one.text)).collect()
    }

    #[test]
    fn each_shape_is_read() {
        let want = vec![(2000, 5500, String::new(), "The plan stalled.".to_owned())];
        let youtube = r#"{"events":[{"tStartMs":0,"wpWinPosId":1},{"tStartMs":2000,"dDurationMs":3500,"segs":[{"utf8":"The plan "},{"utf8":"stalled.","tOffsetMs":9}]}]}"#;
        assert_eq!(said(youtube), want);
        let whisper = r#"{"text":"","language":"en","segments":[{"start":2.0,"end":5.5,"text":" The plan stalled.","no_speech_prob":0.9}]}"#;
        let (captions, language, broken) = read(whisper).expect("a transcript");
        assert_eq!((captions[0].text.trim(), captions[0].is_doubtful), ("The plan stalled.", true));
        assert_eq!((language.as_str(), broken), ("en", 0));
        let spoken = r#"{"segments":[{"start":2,"end":5.5,"text":"It failed.","speaker":"SPEAKER_01"},{"start":"x"}]}"#;
        let (captions, _, broken) = read(spoken).expect("a transcript");
        assert_eq!((captions[0].speaker.as_str(), captions.len(), broken), ("SPEAKER_01", 1, 1));
        let cpp = r#"{"transcription":[{"timestamps":{"from":"00:00:02,000","to":"00:00:05,500"},"text":"The plan stalled."}]}"#;
        assert_eq!(said(cpp), want);
        assert_eq!(said(r#"[{"text":"The plan stalled.","start":2.0,"duration":3.5}]"#), want);
        assert!(read("{\"a\": 1}").is_err() && read("{").is_err());
    }
}
