//! SubRip and WebVTT.

use super::Caption;
use crate::base::Progress;
use crate::ingest::{IngestError, go_on};

/// Lines and captions between two looks whether somebody asked to stop.
const BETWEEN: usize = 4096;

/// The captions, the language that the file states, and how many blocks could not be understood.
///
/// # Errors
/// When the caller asked to stop.
pub(super) fn read(text: &str, progress: &Progress) -> Result<(Vec<Caption>, String, usize), IngestError> {
    let (mut captions, mut broken) = (Vec::new(), 0);
    let mut language = String::new();
    for (number, block) in blocks(text, progress)?.into_iter().enumerate() {
        if number % BETWEEN == 0 {
            go_on(progress)?;
        }
        let first = block.first().copied().unwrap_or_default();
        if number == 0 && first.starts_with("WEBVTT") {
            let stated = block.iter().find_map(|line| line.strip_prefix("Language:"));
            stated.unwrap_or_default().trim().clone_into(&mut language);
            continue;
        }
        let is_other = ["NOTE", "STYLE", "REGION"].iter().any(|word| {
            first.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        });
        if is_other {
            continue;
        }
        match caption(&block) {
            Some(caption) => captions.push(caption),
            None => broken += 1,
        }
    }
    Ok((captions, language, broken))
}

/// Lines between blank lines.
fn blocks<'t>(text: &'t str, progress: &Progress) -> Result<Vec<Vec<&'t str>>, IngestError> {
    let mut blocks = vec![Vec::new()];
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if number % BETWEEN == 0 {
            go_on(progress)?;
        }
        match line.trim().is_empty() {
            true => blocks.push(Vec::new()),
            false => blocks.last_mut().into_iter().for_each(|block: &mut Vec<&str>| block.push(line)),
        }
    }
    blocks.retain(|block| !block.is_empty());
    Ok(blocks)
}

fn caption(block: &[&str]) -> Option<Caption> {
    let at = block.iter().take(2).position(|line| line.contains("-->"))?;
    let (from, to) = block[at].split_once("-->")?;
    let times = moment(from.trim()).zip(to.split_whitespace().next().and_then(moment));
    let (start, end) = times.unwrap_or_default();
    let mut speaker = String::new();
    let lines: Vec<String> = block[at + 1..].iter().map(|line| plain(line, &mut speaker)).collect();
    let mut text = lines.join("\n");
    if speaker.is_empty() {
        (speaker, text) = turn(&text);
    }
    Some(Caption { start, end, is_timed: times.is_some(), speaker, text, is_doubtful: false })
}

/// Milliseconds of `01:02:03,456`, `01:02:03.456` or `02:03.456`; `None` where minutes or seconds are 60 or more.
pub(super) fn moment(words: &str) -> Option<u64> {
    let (clock, fraction) = words.split_once([',', '.']).unwrap_or((words, "0"));
    let parts: Vec<u64> = clock.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let parts = parts.as_slice();
    if parts.iter().rev().take(2).any(|part| *part >= 60) {
        return None;
    }
    let seconds = match parts {
        [hours, minutes, seconds] => {
            hours.checked_mul(3600)?.checked_add(minutes * 60)?.checked_add(*seconds)?
        }
        [minutes, seconds] => minutes.checked_mul(60)?.checked_add(*seconds)?,
        _ => return None,
    };
    let digits: String =
        fraction.chars().take_while(char::is_ascii_digit).chain("000".chars()).take(3).collect();
    seconds.checked_mul(1000)?.checked_add(digits.parse().ok()?)
}

/// A line without marks of voice, class and time, and without the entities of marks.
fn plain(line: &str, speaker: &mut String) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>') else {
            out.push_str(&rest[open..]);
            rest = "";
            break;
        };
        let tag = &rest[open + 1..open + close];
        if let Some(name) = tag.strip_prefix('v').and_then(|rest| rest.split_once([' ', '\t'])) {
            if speaker.is_empty() {
                name.1.trim().clone_into(speaker);
            }
        } else if !is_tag(tag) {
            out.push_str(&rest[open..=open + close]);
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    for (entity, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")]
    {
        if out.contains(entity) {
            out = out.replace(entity, sign);
        }
    }
    out
}

/// Whether what stands between angle brackets is a mark: of voice, class, style, time, or the end of one.
fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let name = name.split(['.', ' ', '\t']).next().unwrap_or_default();
    moment(tag).is_some()
        || matches!(
            name,
            "c" | "i" | "b" | "u" | "v" | "ruby" | "rt" | "lang" | "font" | "s" | "em" | "strong"
        )
}

/// Who speaks, as `>> NAME:` or `NAME:` in capitals before the words, and the words.
pub(super) fn turn(text: &str) -> (String, String) {
    let start = text.trim_start();
    let marked = start.strip_prefix(">>").map(|rest| rest.trim_start_matches('>').trim_start());
    let words = marked.unwrap_or(start);
    let named = words.split_once(':').filter(|(name, rest)| {
        let shouted = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
        let short = name.len() <= 60 && !name.contains('\n') && name.chars().any(char::is_alphabetic);
        short
            && rest.starts_with([' ', '\n'])
            && (shouted || marked.is_some() && name.split_whitespace().count() <= 4)
    });
    match named {
        Some((name, rest)) => (name.trim().to_owned(), rest.trim().to_owned()),
        None => (String::new(), words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_of_both_kinds_are_read() {
        let srt = "1\n00:00:01,500 --> 00:00:03,000\n<i>The plan</i> has\nstalled.\n\n2\n00:00:03,000 --> 00:00:04,250\n>> MAYOR \
                   LIND: It failed.\n\nbroken\n";
        let (captions, _, broken) = read(srt, &Progress::new()).expect("captions");
        assert_eq!(broken, 1);
        assert_eq!(
            (captions[0].start, captions[0].end, captions[0].text.as_str()),
            (1500, 3000, "The plan has\nstalled.")
        );
        assert_eq!((captions[1].speaker.as_str(), captions[1].text.as_str()), ("MAYOR LIND", "It failed."));
        let vtt = "WEBVTT - a programme\nLanguage: fr\n\nNOTE a note\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000 \
                   align:start\n<v Ana Lind>Le projet <00:00:01.240><c> est &amp; reste</c> bloqué.\n\n00:02.000 --> \
                   00:03.000\nSi a < b et c > d.\n";
        let (captions, language, broken) = read(vtt, &Progress::new()).expect("captions");
        assert_eq!((language.as_str(), broken), ("fr", 0));
        assert_eq!((captions[0].speaker.as_str(), captions[0].start), ("Ana Lind", 1000));
        assert_eq!(captions[0].text, "Le projet  est & reste bloqué.");
        assert_eq!(captions[1].text, "Si a < b et c > d.");
    }

    #[test]
    fn moments_are_milliseconds() {
        for (words, want) in [
            ("00:00:01,5", Some(1500)),
            ("01:00:00.001", Some(3_600_001)),
            ("02:03", Some(123_000)),
            ("99999999999999999999:00:00", None),
            ("00:75:00,000", None),
            ("00:00:60,000", None),
            ("75:00", None),
            ("75:00:00", Some(270_000_000)),
            ("x", None),
        ] {
            assert_eq!(moment(words), want, "{words}");
        }
    }
}
