//! How well sentence ends are found, in figures: F1 over the ends on invented news, one sentence a line, joined by
//! single spaces (by nothing in Chinese and Japanese) in blocks so that no hard line helps.

use obelus::text::segment::sentences;
use std::path::Path;

/// Sentences in a block: no end that a line would give away, but the last.
const BLOCK: usize = 20;

#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }

    /// Scores one block; the end of the block counts for nothing.
    fn add(&mut self, block: &[String], glue: &str, lang: Option<&str>) {
        let text = block.join(glue);
        let mut ends = Vec::new();
        let mut at = 0;
        for sentence in block {
            at += sentence.len();
            ends.push(at);
            at += glue.len();
        }
        let found: Vec<usize> = sentences(&text, lang).iter().map(|range| range.end as usize).collect();
        for end in ends.iter().filter(|end| !found.contains(end)) {
            println!("  missed: …{}⏐{}…", tail(&text[..*end]), head(&text[*end..]));
        }
        for end in found.iter().filter(|end| !ends.contains(end)) {
            println!("  wrong:  …{}⏐{}…", tail(&text[..*end]), head(&text[*end..]));
        }
        self.right += found.iter().filter(|end| ends.contains(end)).count() - 1;
        self.found += found.len() - 1;
        self.wanted += ends.len() - 1;
    }
}

fn tail(text: &str) -> String {
    text.chars().skip(text.chars().count().saturating_sub(40)).collect()
}

fn head(text: &str) -> String {
    text.chars().take(30).collect()
}

fn glue(lang: &str) -> &'static str {
    if matches!(lang, "zh" | "ja") { "" } else { " " }
}

fn own_sentences(lang: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/sentences/{lang}.txt"));
    let text = std::fs::read_to_string(&path).expect("sentences of the language");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(str::to_owned).collect()
}

fn score_own(lang: &str, told: Option<&str>) -> f64 {
    let all = own_sentences(lang);
    assert!(all.len() >= 60, "{lang}: {} sentences are too few to measure on", all.len());
    let mut score = Score::default();
    for block in all.chunks(BLOCK) {
        score.add(block, glue(lang), told);
    }
    println!("{lang} (told {told:?}): {} sentences, F1 {:.4}", all.len(), score.f1());
    score.f1()
}

#[test]
fn finds_sentence_ends_in_spaced_languages() {
    for lang in ["en", "fr", "de", "es"] {
        assert!(score_own(lang, Some(lang)) >= 0.98, "{lang}");
    }
}

#[test]
fn finds_sentence_ends_in_chinese_japanese_and_arabic() {
    for lang in ["zh", "ja", "ar"] {
        assert!(score_own(lang, Some(lang)) >= 0.95, "{lang}");
    }
}

#[test]
fn does_well_without_knowing_the_language() {
    for lang in ["en", "fr", "de", "es", "zh", "ja", "ar"] {
        assert!(score_own(lang, None) >= 0.93, "{lang}");
    }
}

/// Runs on treebank news (fr, de, ar, zh) only where the folder `shared/data/treebank` exists next to the checkout or
/// one level up; elsewhere it says so on stdout and passes without having measured anything.
#[test]
fn shared_treebank_sentences_where_the_folder_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/data/treebank", "../../shared/data/treebank"];
    let Some(folder) = places.iter().map(|place| root.join(place)).find(|place| place.is_dir()) else {
        println!("NOT MEASURED: no folder {} from the checkout", places.join(" or "));
        return;
    };
    for lang in ["fr", "de", "ar", "zh"] {
        let source =
            std::fs::read_to_string(folder.join(format!("{lang}_news.jsonl"))).expect("treebank file");
        let mut score = Score::default();
        for document in source.lines() {
            score.add(&texts(document), glue(lang), Some(lang));
        }
        println!("treebank {lang}: {} inner ends, F1 {:.4}", score.wanted, score.f1());
        assert!(score.f1() >= if matches!(lang, "fr" | "de") { 0.97 } else { 0.95 }, "{lang}");
    }
}

/// The values of the `text` keys of one JSON line.
fn texts(line: &str) -> Vec<String> {
    line.split("\"text\": \"").skip(1).map(json_string).collect()
}

/// A JSON string up to its closing quote.
fn json_string(source: &str) -> String {
    let mut out = String::new();
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(c @ ('"' | '\\' | '/')) => out.push(c),
                other => panic!("escape {other:?} not expected in the treebank"),
            },
            c => out.push(c),
        }
    }
    out
}
