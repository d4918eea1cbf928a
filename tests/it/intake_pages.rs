//! How much of the true text of real pages is found, scored as the article extraction benchmark does: 4-word shingles of
//! the body, precision and recall averaged over pages.

use obelus::base::Progress;
use obelus::ingest::{ArticleDraft, SourceFile, drafts};
use obelus::model::ZoneKind;
use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The pages and their true texts, where they are.
fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/data/html", "../../shared/data/html"];
    places.iter().map(|place| root.join(place)).find(|folder| folder.join("ground-truth.json").is_file())
}

/// Body and quotations, without what was struck.
fn body(draft: &ArticleDraft) -> String {
    let mut text = String::new();
    let mut at = 0;
    for line in draft.text.split_inclusive('\n') {
        let zone = draft.zones.iter().find(|zone| zone.span.contains(at));
        at += u32::try_from(line.len()).expect("a short line");
        if zone.is_none_or(|zone| matches!(zone.kind, ZoneKind::Body | ZoneKind::Quote)) {
            text.push_str(line);
        }
    }
    text
}

fn shingles(text: &str) -> HashMap<Vec<&str>, f64> {
    let words: Vec<&str> = text
        .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let mut all = HashMap::new();
    if !words.is_empty() {
        let runs = words.windows(words.len().min(4));
        runs.for_each(|run| *all.entry(run.to_vec()).or_default() += 1.0);
    }
    all
}

/// Precision and recall.
fn score(truth: &str, found: &str) -> (f64, f64) {
    let (truth, found) = (shingles(truth), shingles(found));
    let both: f64 = truth.iter().map(|(run, count)| count.min(*found.get(run).unwrap_or(&0.0))).sum();
    let (wanted, given): (f64, f64) = (truth.values().sum(), found.values().sum());
    match (wanted == 0.0, given == 0.0) {
        (true, true) => (1.0, 1.0),
        _ if both == 0.0 => (0.0, 0.0),
        _ => (both / given, both / wanted),
    }
}

#[test]
fn shared_pages_are_extracted() {
    let Some(folder) = shared() else {
        println!("SKIPPED: ../shared/data/html is missing, extraction from real pages was not scored");
        return;
    };
    let truth = std::fs::read_to_string(folder.join("ground-truth.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_str(&truth).unwrap();
    let (mut precision, mut recall, mut count, mut slowest) = (0.0, 0.0, 0.0, 0.0_f64);
    let began = std::time::Instant::now();
    for (id, about) in truth.as_object().unwrap() {
        let packed = std::fs::File::open(folder.join(format!("pages/{id}.html.gz"))).unwrap();
        let mut page = Vec::new();
        flate2::read::GzDecoder::new(packed).read_to_end(&mut page).unwrap();
        let start = std::time::Instant::now();
        let found = drafts(SourceFile { name: "page.html", bytes: &page }, &Progress::new());
        slowest = slowest.max(start.elapsed().as_secs_f64());
        let text = found.map(|found| found.value.iter().map(body).collect::<String>()).unwrap_or_default();
        let (p, r) = score(about["articleBody"].as_str().unwrap(), &text);
        if p < 0.8 || r < 0.8 {
            println!("{} precision {p:.2} recall {r:.2}", &id[..8]);
        }
        precision += p;
        recall += r;
        count += 1.0;
    }
    let (precision, recall) = (precision / count, recall / count);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "{count} pages: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}; {:.0} pages a second, slowest {slowest:.3} s",
        count / began.elapsed().as_secs_f64()
    );
    assert!(f1 >= 0.96 && precision >= 0.95, "precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}");
}
