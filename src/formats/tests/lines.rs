//! Formats that are only written, sign by sign.

use super::projects::{project, tag};
use super::round_trip::files;
use super::small::small;
use crate::base::Progress;
use crate::formats::{ExportError, ExportOptions, MemorySink, Scope, export, format};

fn written(name: &str) -> Vec<(String, String)> {
    let all = files(format(name).expect("a format"), &small()).into_iter();
    all.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

#[test]
fn doccano_counts_utf16_units_in_a_file_for_each_annotator() {
    let all = written("doccano");
    assert_eq!(all[1].0, "ada.jsonl");
    assert_eq!(
        all[1].1,
        concat!(
            r#"{"id":1,"text":"😊 The bridge is safe.\nSo he said.","label":[[14,21,"factual"]],"article":"bridge","#,
            r#""title":"A bridge","outlet":"The Daily","published":"","url":"https://example.org/bridge","language":"en"}"#,
            "\n"
        )
    );
    assert!(
        all[0].1.starts_with(r##"[{"background_color":"#3272A7","text":"factual","text_color":"#ffffff"},"##)
    );
}

#[test]
fn prodigy_has_tokens_with_the_last_one_in_the_span() {
    let all = written("prodigy");
    let line = &all[0].1;
    for part in [
        r#"{"text":"😊 The bridge is safe.\nSo he said.","meta":{"article":"bridge","#,
        r#""tokens":[{"text":"😊","start":0,"end":1,"id":0,"ws":true},{"text":"The","start":2,"end":5,"id":1,"ws":true},"#,
        r#"{"text":"\n","start":21,"end":22,"id":6,"ws":false}"#,
        r#""spans":[{"start":13,"end":20,"token_start":3,"token_end":4,"label":"factual","id":"0000000000007","note":"sure?","#,
        r#""answer":"accept","_annotator_id":"ada","#,
    ] {
        assert!(line.contains(part), "{part}\n{line}");
    }
    assert_eq!(line.lines().count(), 1);
}

#[test]
fn a_claim_that_is_mentioned_is_a_draft_without_a_verdict() {
    let mut project = project(&["Officials said the bridge is safe.".to_owned()]);
    // The seeds mention the same claim at one place twice, and one suggestion.
    tag(&mut project, "ada", 0, &[(3, 6, 6, 1, 1, 1), (3, 6, 6, 1, 5, 2), (9, 6, 6, 1, 5, 3)], false);
    tag(&mut project, "maya", 0, &[(3, 6, 6, 1, 1, 4)], false);
    let claimreview = format("claimreview").expect("a format");
    let mut memory = MemorySink::default();
    let (scope, options, progress) = (Scope::default(), ExportOptions::default(), Progress::new());
    let log = export(claimreview, &project, &scope, &options, &mut memory, &progress).expect("made");
    let [(name, bytes)] = memory.files.as_slice() else { panic!("{:?}", memory.files) };
    assert_eq!(name, "ada/llama4-failure.jsonld");
    let want = r#"{
  "@context": "https://schema.org",
  "@type": "ClaimReview",
  "creativeWorkStatus": "Draft",
  "dateCreated": "1970-01-01T00:00:00Z",
  "claimReviewed": "LLaMA4 failure 😊: in \"full\"; with\ttab",
  "itemReviewed": {
    "@type": "Claim",
    "name": "LLaMA4 failure 😊",
    "text": "LLaMA4 failure 😊: in \"full\"; with\ttab",
    "alternateName": [
      "l4",
      "llama 4; flop"
    ],
    "about": {
      "@type": "Thing",
      "name": "Meta, AI"
    },
    "appearance": [
      {
        "@type": "NewsArticle",
        "headline": "Title of article-0: “été”, 50 % & more",
        "url": "https://example.org/article-0?a=1&b=2",
        "datePublished": "2025-07-03",
        "inLanguage": "fr",
        "author": [
          {
            "@type": "Person",
            "name": "Ada B."
          },
          {
            "@type": "Person",
            "name": "C. D’Été"
          }
        ],
        "publisher": {
          "@type": "Organization",
          "name": "The Daily \"Proof\""
        },
        "hasPart": [
          {
            "@type": "Quotation",
            "text": "icials "
          }
        ]
      }
    ]
  }
}
"#;
    assert_eq!(std::str::from_utf8(bytes).expect("UTF-8"), want);
    assert_eq!(log.count(crate::formats::Feature::Mentions), 2);
}

#[test]
fn nothing_to_draft_is_said() {
    let claimreview = format("claimreview").expect("a format");
    let (scope, options, progress) = (Scope::default(), ExportOptions::default(), Progress::new());
    let done = export(claimreview, &small(), &scope, &options, &mut MemorySink::default(), &progress);
    assert!(matches!(done, Err(ExportError::Refused(issue)) if issue.code == "no-claims"));
}
