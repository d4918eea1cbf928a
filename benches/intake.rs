//! What files cost that come in.

use criterion::{Criterion, Throughput};
use obelus::base::Progress;
use obelus::ingest::{SourceFile, drafts};
use std::hint::black_box;

/// Bytes of a saved page of a newspaper: half of such pages are larger.
const MEDIAN_PAGE: usize = 115_000;
/// Articles in a download of an archive.
const ARTICLES: usize = 500;

pub fn all(mut criterion: Criterion) {
    let page = page(MEDIAN_PAGE);
    let mut group = criterion.benchmark_group("intake");
    group.throughput(Throughput::Elements(1));
    group.bench_function("page, median page", |bench| bench.iter(|| read("page.html", page.as_bytes())));
    group.throughput(Throughput::Elements(ARTICLES as u64));
    let rich = rich_text();
    group.bench_function("archive, 500 articles", |bench| {
        bench.iter(|| assert_eq!(read("Factiva.rtf", rich.as_bytes()), ARTICLES));
    });
    let lines = lines();
    group.bench_function("archive as text, 500 articles", |bench| {
        bench.iter(|| assert_eq!(read("Lexis.txt", lines.as_bytes()), ARTICLES));
    });
    group.finish();
}

fn read(name: &str, bytes: &[u8]) -> usize {
    let source = SourceFile { name, bytes: black_box(bytes) };
    drafts(source, &Progress::new()).map_or(0, |found| found.value.len())
}

/// A sentence of an article in a download.
const SENTENCE: &str =
    "The council said on Tuesday that the plan for a second ferry had stalled for the third time this year.";

/// A download of Factiva as rich text, with indexing.
fn rich_text() -> String {
    let row = |code: &str, words: &str| {
        format!(r"\trowd\cellx1000\cellx9000\pard\intbl {{\b {code}}}\cell {words}\cell\row ")
    };
    let paragraph =
        [SENTENCE; 4].join(" ") + r" \u8220?It is a failure,\u8221? the mayor said in the caf\'e9.\par ";
    let mut text = r"{\rtf1\ansi\ansicpg1252 ".to_owned();
    for number in 0..ARTICLES {
        let fields = [
            row("HD", &format!("Ferry plan number {number} stalls")),
            row("BY", "By Ana Lind"),
            row("WC", "640 words"),
            row("PD", "4 March 2026"),
            row("SN", "The Harbour Post"),
            row("LA", "English"),
            row("LP", &paragraph),
            row("TD", &paragraph.repeat(7)),
            row("NS", "gcat : Political News | c13 : Regulation"),
            row("AN", &format!("Document HARBP00020260304em34{number:05}")),
        ];
        text.push_str(&fields.concat());
        text.push_str(r"\page ");
    }
    text + "}"
}

/// A download of LexisNexis as text, broken at 80 columns.
fn lines() -> String {
    let mut paragraph = String::new();
    let mut column = 0;
    for word in SENTENCE.split(' ').cycle().take(80) {
        if column + word.len() > 79 {
            paragraph.push('\n');
            column = 0;
        }
        paragraph.push_str(word);
        paragraph.push(' ');
        column += word.len() + 1;
    }
    let body = [paragraph.as_str(); 8].join("\n\n");
    let article = |number: usize| {
        format!(
            "{:>40}\n\n{:>45}\n\n{:>50}\n\nFerry plan number {number} stalls\n\nBYLINE: Ana Lind\n\nSECTION: NEWS; Pg. \
             4\n\nLENGTH: 640 words\n\n{body}\n\nLOAD-DATE: March 5, 2026\n\nLANGUAGE: ENGLISH\n\n",
            format!("{number} of {ARTICLES} DOCUMENTS"),
            "The Harbour Post",
            "March 4, 2026 Wednesday",
        )
    };
    (1..=ARTICLES).map(article).collect()
}

/// A newspaper's page of about a size, with as much around the article as such pages have.
fn page(size: usize) -> String {
    let text: String = (1..=30)
        .map(|at| {
            format!(
                "<p class=\"article__paragraph\">On day {at} the harbour board heard that the <a href=\"/quay/{at}\">northern quay</a> had \
                 settled by another two centimetres, which its engineers had expected, and the owners of boats had not.</p>\n"
            )
        })
        .collect();
    let head = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Quay sinks - The Lindhaven Post</title>\
                <meta property=\"og:title\" content=\"Quay sinks\"><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\
                \"headline\":\"Quay sinks\",\"datePublished\":\"2024-08-27\"}</script></head><body>";
    let mut page = head.to_owned();
    let mut number = 0;
    let mut around = |page: &mut String, to: usize| {
        while page.len() < to {
            number += 1;
            page.push_str(&format!(
                "<script>window.slots.push({{id: {number}, sizes: [[300, 250], [728, 90]], path: \"/1234/post/{number}\"}});</script>\
                 <div class=\"teaser-list__item c-card\" data-track=\"{number}\"><a class=\"c-card__link\" href=\"/story/{number}\">\
                 <h3 class=\"c-card__title\">Story number {number} of a long day</h3></a></div>\n"
            ));
        }
    };
    around(&mut page, size / 2);
    page.push_str(&format!(
        "<main><article><h1>Quay sinks</h1><div class=\"article-body\">{text}</div></article></main>"
    ));
    around(&mut page, size);
    page.push_str("<footer>© The Lindhaven Post</footer></body></html>");
    page
}
