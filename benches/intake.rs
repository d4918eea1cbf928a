//! What files cost that come in.

use criterion::{Criterion, Throughput};
use obelus::base::Progress;
use obelus::ingest::{SourceFile, drafts};
use std::hint::black_box;

/// Bytes of a saved page of a newspaper: half of such pages are larger.
const MEDIAN_PAGE: usize = 115_000;

pub fn all(mut criterion: Criterion) {
    let page = page(MEDIAN_PAGE);
    let mut group = criterion.benchmark_group("intake");
    group.throughput(Throughput::Elements(1));
    group.bench_function("page, median page", |bench| bench.iter(|| read(&page)));
    group.finish();
}

fn read(page: &str) -> usize {
    let source = SourceFile { name: "page.html", bytes: black_box(page.as_bytes()) };
    drafts(source, &Progress::new()).map_or(0, |found| found.value.len())
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
