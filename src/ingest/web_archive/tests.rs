//! Web archives, whole, broken and hostile.

use crate::base::Progress;
use crate::ingest::{ArticleDraft, IngestError, SourceFile, SourceKind, drafts};
use std::io::{Cursor, Write as _};

fn record(kind: &str, address: &str, content: &str, block: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-05T10:00:00Z\r\n\
         Content-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn answer(address: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n").into_bytes();
    block.extend_from_slice(body);
    record("response", address, "application/http; msgtype=response", &block)
}

fn page(title: &str, words: &str) -> String {
    let long = "The council said on Tuesday that the plan for a second ferry had stalled for the third time this \
                year, and that nobody could say when the talks would begin again, or whether they ever would.";
    format!(
        "<html><head><title>{title}</title><meta property=\"og:type\" content=\"article\"></head><body><article>\
         <h1>{title}</h1><p>{words} {long}</p><p>{long} {words}</p></article></body></html>"
    )
}

fn listing() -> String {
    let links = (0..60)
        .map(|number| format!("<li><a href=\"/{number}\">A story about quay number {number}</a></li>"));
    format!(
        "<html><head><title>Front</title></head><body><ul>{}</ul></body></html>",
        links.collect::<String>()
    )
}

fn archive() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        answer("https://example.org/ferry", "", page("Ferry stalls", "First.").as_bytes()),
        record(
            "request",
            "https://example.org/ferry",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        answer("https://example.org/", "", listing().as_bytes()),
        record(
            "response",
            "https://example.org/a.png",
            "application/http",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        ),
        record("resource", "https://example.org/pier", "text/html", page("Pier sinks", "Second.").as_bytes()),
    ]
}

fn packed(records: &[Vec<u8>]) -> Vec<u8> {
    let pack = |record: &Vec<u8>| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(record).expect("packed");
        out.finish().expect("packed")
    };
    records.iter().flat_map(pack).collect()
}

fn read(name: &str, bytes: &[u8]) -> Result<(Vec<ArticleDraft>, Vec<String>), IngestError> {
    let found = drafts(SourceFile { name, bytes }, &Progress::new())?;
    let said = found.issues.iter().map(|issue| format!("{} {}", issue.code, issue.message)).collect();
    Ok((found.value, said))
}

#[test]
fn the_articles_of_an_archive_come_in_packed_or_not() {
    let plain: Vec<u8> = archive().concat();
    for (name, bytes) in
        [("a.warc", plain), ("a.warc.gz", packed(&archive())), ("mislabelled.txt", packed(&archive()))]
    {
        let (drafts, said) = read(name, &bytes).expect(name);
        let found: Vec<_> =
            drafts.iter().map(|draft| (draft.metadata.title.as_str(), draft.metadata.url.as_str())).collect();
        let want =
            [("Ferry stalls", "https://example.org/ferry"), ("Pier sinks", "https://example.org/pier")];
        assert_eq!(found, want, "{name} {said:?}");
        assert!(drafts.iter().all(|draft| draft.kind == SourceKind::Warc));
        assert!(drafts[0].notes.iter().any(|note| note.code == "page-captured"));
        assert_eq!(
            drafts[0].metadata.published.date, "",
            "when it was captured is not when it was published"
        );
        assert!(said.iter().any(|said| said.starts_with("pages-without-article One page")), "{said:?}");
    }
}

#[test]
fn archives_that_are_broken_or_empty_are_said_or_refused() {
    let whole: Vec<u8> = archive().concat();
    let (drafts, said) = read("a.warc", &whole[..whole.len() - 200]).expect("the first page");
    assert_eq!(drafts.len(), 1);
    assert!(said.iter().any(|said| said.starts_with("records-broken")), "{said:?}");
    let empty = record("warcinfo", "", "application/warc-fields", b"");
    assert_eq!(read("a.warc", &empty).expect_err("no page"), IngestError::NoPages { count: 0 });
    let only = answer("https://example.org/", "", listing().as_bytes());
    assert_eq!(read("a.warc", &only).expect_err("no article"), IngestError::NoPages { count: 1 });
    let lies = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n";
    assert_eq!(read("a.warc", lies).expect_err("broken"), IngestError::NoPages { count: 0 });
    let packed = packed(&archive());
    for bytes in [&whole, &packed] {
        for length in (5..bytes.len()).step_by(101) {
            let _ = read("a.warc", &bytes[..length]);
            let mut turned = bytes.clone();
            turned[length] ^= 0x15;
            let _ = read("a.warc", &turned);
        }
    }
}

#[test]
fn a_record_that_inflates_is_passed_over_and_told() {
    let mut bomb = format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/b\r\nContent-Type: text/html\r\n\
         Content-Length: {}\r\n\r\n",
        65 << 20
    )
    .into_bytes();
    bomb.resize(bomb.len() + (65 << 20), b' ');
    bomb.extend_from_slice(b"\r\n\r\n");
    let mut records = archive();
    records.insert(1, bomb);
    let bytes = packed(&records);
    assert!(bytes.len() < 2 << 20);
    let (drafts, said) = read("a.warc.gz", &bytes).expect("the others");
    assert_eq!(drafts.len(), 2);
    assert!(said.iter().any(|said| said.starts_with("pages-unread One page")), "{said:?}");
}

#[test]
fn the_list_of_pages_says_which_are_articles() {
    let pages = "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \"All Pages\"}\n\
                 {\"id\": \"1\", \"url\": \"https://example.org/pier/\", \"ts\": \"2026-03-05T10:00:00Z\", \"title\": \"Pier\"}\n\
                 {\"id\": \"2\", \"url\": \"https://example.org/quay\", \"title\": \"Quay\", \"text\": \"The quay is safe.\\n\\nNobody asked.\"}\n\
                 {\"id\": \"3\", \"url\": \"https://example.org/gone\", \"title\": \"Gone\"}\nbroken\n";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let records = packed(&archive());
    let files: [(&str, &[u8]); 4] = [
        ("datapackage.json", b"{}"),
        ("pages/pages.jsonl", pages.as_bytes()),
        ("archive/data.warc.gz", &records),
        ("indexes/index.cdx", b"x"),
    ];
    for (name, bytes) in files {
        zip.start_file(name, stored).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    let bytes = zip.finish().expect("finished").into_inner();
    let (drafts, said) = read("a.wacz", &bytes).expect("a collection");
    assert_eq!(drafts.len(), 2, "{said:?}");
    assert_eq!((drafts[0].metadata.title.as_str(), drafts[0].kind), ("Pier sinks", SourceKind::Wacz));
    assert_eq!(drafts[1].text, "Quay\n\nThe quay is safe.\n\nNobody asked.\n");
    assert!(drafts[1].notes.iter().any(|note| note.code == "text-of-page-list"));
    let missing = said.iter().find(|said| said.starts_with("pages-missing")).expect("said");
    assert!(missing.contains("One page") && missing.contains("https://example.org/gone"), "{missing}");
    assert!(read("a.wacz", &bytes[..bytes.len() / 2]).is_err());
}

#[test]
fn documents_and_answers_without_a_page_are_told() {
    let of = |address: &str, head: &str| {
        record(
            "response",
            address,
            "application/http; msgtype=response",
            format!("{head}\r\n\r\nwords").as_bytes(),
        )
    };
    let archive = [
        answer("https://example.org/ferry", "", page("Ferry stalls", "First.").as_bytes()),
        of("https://example.org/report.pdf", "HTTP/1.1 200 OK\r\nContent-Type: application/pdf"),
        of("https://example.org/gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html"),
        of("https://example.org/moved", "HTTP/1.1 301 Moved\r\nContent-Type: text/html"),
    ]
    .concat();
    let found = drafts(SourceFile { name: "a.warc", bytes: &archive }, &Progress::new()).expect("read");
    let told: Vec<(&str, String)> =
        found.issues.iter().map(|issue| (issue.code, issue.message.to_string())).collect();
    assert!(
        told.iter()
            .any(|(code, said)| *code == "archive-documents" && said.contains("example.org/report.pdf.")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|(code, said)| *code == "pages-refused" && said.starts_with("For one address")),
        "{told:?}"
    );
}
