//! Every kind of file that comes in, whole, under a wrong name, empty, cut, damaged, and all together in a zip and a folder.

use obelus::base::{Checked, Progress, Severity};
use obelus::ingest::{ArticleDraft, IngestError, SourceFile, drafts};
use rust_xlsxwriter::Workbook;
use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};

const FIRST: &str = "The council said on Tuesday that the plan for a second ferry had stalled for the third time this year, and \
                     that nobody could say when the talks would begin again.";
const SECOND: &str = "Traders on the quay, who had hoped for the summer, called the delay a bitter blow, and the harbour office \
                      promised to publish its figures in May.";

/// A kind of file: its name, how many articles with a text it has, and whether a half of it tells that it is cut.
struct Sample {
    name: &'static str,
    bytes: Vec<u8>,
    articles: usize,
    /// Plain words cannot tell; what has an end or a number can.
    tells_a_cut: bool,
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, stored).expect("a file");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn page(title: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title><meta property=\"og:type\" content=\"article\"></head>\
         <body><nav><a href=\"/\">Home</a></nav><article><h1>{title}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    )
}

fn paragraphs(open: &str, close: &str) -> String {
    ["Ferry plan stalls", FIRST, SECOND].map(|words| format!("{open}{words}{close}")).concat()
}

fn docx() -> Vec<u8> {
    let body = paragraphs("<w:p><w:r><w:t>", "</w:t></w:r></w:p>");
    let document =
        format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", b"<w:styles xmlns:w=\"w\"/>")])
}

fn odt() -> Vec<u8> {
    let body = paragraphs("<text:p>", "</text:p>");
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>{body}\
         </office:text></office:body></office:document-content>"
    );
    let kind: &[u8] = b"application/vnd.oasis.opendocument.text";
    zipped(&[("mimetype", kind), ("content.xml", content.as_bytes())])
}

fn epub() -> Vec<u8> {
    let container = r#"<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>"#;
    let package = r#"<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The ferry plan</dc:title></metadata>
        <manifest><item id="a" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="a"/></spine></package>"#;
    let chapter = format!("<html><body><h1>The ferry plan</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>");
    zipped(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("book.opf", package.as_bytes()),
        ("one.xhtml", chapter.as_bytes()),
    ])
}

fn record(address: &str, title: &str) -> String {
    let page = page(title);
    format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-05T10:00:00Z\r\n\
         Content-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
        page.len()
    )
}

fn warc() -> String {
    record("https://example.org/ferry", "Ferry stalls") + &record("https://example.org/pier", "Pier sinks")
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in
        [["Title", "Date", "Text"], ["Ferry", "2026-03-04", FIRST], ["Pier", "2026-03-05", SECOND]]
            .iter()
            .enumerate()
    {
        for (column, words) in cells.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, *words).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn table(between: &str) -> String {
    let row = |cells: [&str; 3]| cells.map(|cell| format!("\"{cell}\"")).join(between) + "\n";
    row(["Title", "Date", "Text"])
        + &row(["Ferry", "2026-03-04", FIRST])
        + &row(["Pier", "2026-03-05", SECOND])
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn lexis() -> String {
    let article = |number: usize, title: &str| {
        format!(
            "                               {number} of 2 DOCUMENTS\n\n                          The Quay Courier\n\n\
             \x20                           March 4, 2026 Wednesday\n\n{title}\n\nBYLINE: Ida Holm\n\nSECTION: NEWS; Pg. 4\n\n\
             LENGTH: 31 words\n\n{FIRST}\n\n{SECOND}\n\nLOAD-DATE: March 5, 2026\n\nLANGUAGE: ENGLISH\n\n\
             \x20                   Copyright 2026 The Quay Courier\n                         All Rights Reserved\n"
        )
    };
    article(1, "Ferry plan stalls") + &article(2, "Pier sinks")
}

fn europresse() -> String {
    let article = |number: usize, title: &str| {
        format!(
            "Le Port, no. 12\nPolitique, mardi 14 mars 2006, p. 16\n\n{title}\nAna Lind\n\nLe bac est en retard, a dit le maire.\n\n\
             Il viendra au printemps, si le conseil le veut.\n\n© 2006 Le Port. Tous droits réservés.\n\
             Numéro de document : news·20060314·LP·0123{number:03}\n\n"
        )
    };
    format!("Europresse\nListe des documents\n\n{}{}", article(1, "Le bac"), article(2, "La jetée"))
}

fn captions() -> String {
    format!("1\n00:00:01,000 --> 00:00:04,000\n{FIRST}\n\n2\n00:00:05,000 --> 00:00:09,000\n{SECOND}\n")
}

fn feed_items(open: &str, close: &str) -> String {
    [("Ferry", FIRST), ("Pier", SECOND)]
        .map(|(title, text)| format!("{open}<title>{title}</title>{text}{close}"))
        .concat()
}

fn samples() -> Vec<Sample> {
    let sample = |name, bytes: Vec<u8>, articles, tells_a_cut| Sample { name, bytes, articles, tells_a_cut };
    let words = |name, text: &str, articles, tells| sample(name, text.as_bytes().to_vec(), articles, tells);
    let plain = format!("Ferry plan stalls\n\n{FIRST}\n\n{SECOND}\n");
    let mail = format!(
        "From: desk@example.org\r\nSubject: Ferry plan stalls\r\nDate: Wed, 4 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n{}",
        page("Ferry plan stalls")
    );
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/ferry\r\nSubject: Ferry plan stalls\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/ferry\r\n\r\n{}\r\n--b--\r\n",
        page("Ferry plan stalls")
    );
    let rtf = format!(r"{{\rtf1\ansi Ferry plan stalls\par {FIRST}\par {SECOND}\par}}");
    let lines = [("Ferry", FIRST), ("Pier", SECOND)]
        .map(|(title, text)| format!("{{\"title\": \"{title}\", \"text\": \"{text}\"}}\n"))
        .concat();
    let nitf = format!(
        "<?xml version=\"1.0\"?><nitf><head><title>Ferry</title></head><body><body.head><hedline><hl1>Ferry plan stalls</hl1>\
         </hedline></body.head><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"
    );
    let ninjs = format!(
        "{{\"uri\": \"u:1\", \"versioncreated\": \"2026-03-04T10:00:00Z\", \"headline\": \"Ferry\", \
         \"body_xhtml\": \"<p>{FIRST}</p><p>{SECOND}</p>\"}}"
    );
    let encoded = |words: &str| words.replace('<', "&lt;");
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>The Post</title>{}</channel></rss>",
        feed_items("<item><link>https://example.org/a</link><content:encoded>", "</content:encoded></item>")
            .replace("<content:encoded><title>Ferry</title>", "<title>Ferry</title><content:encoded>")
            .replace("<content:encoded><title>Pier</title>", "<title>Pier</title><content:encoded>")
            .replace(FIRST, &encoded(&format!("<p>{FIRST}</p>")))
            .replace(SECOND, &encoded(&format!("<p>{SECOND}</p>")))
    );
    let atom = format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Post</title>\
         <entry><title>Ferry</title><content type=\"text\">{FIRST}</content></entry>\
         <entry><title>Pier</title><content type=\"text\">{SECOND}</content></entry></feed>"
    );
    let json_feed = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The Post\", \"items\": [\
         {{\"id\": \"1\", \"title\": \"Ferry\", \"content_text\": \"{FIRST}\"}},\
         {{\"id\": \"2\", \"title\": \"Pier\", \"content_text\": \"{SECOND}\"}}]}}"
    );
    let vtt = format!("WEBVTT\n\n00:01.000 --> 00:04.000\n{FIRST}\n\n00:05.000 --> 00:09.000\n{SECOND}\n");
    let whisper = format!(
        "{{\"text\": \"x\", \"language\": \"en\", \"segments\": [{{\"start\": 0.0, \"end\": 4.0, \"text\": \"{FIRST}\"}}, \
         {{\"start\": 5.0, \"end\": 9.0, \"text\": \"{SECOND}\"}}]}}"
    );
    let wacz = zipped(&[
        ("datapackage.json", b"{}"),
        (
            "pages/pages.jsonl",
            b"{\"format\": \"json-pages-1.0\", \"id\": \"pages\"}\n{\"url\": \"https://example.org/ferry\", \"title\": \"Ferry\"}\n",
        ),
        ("archive/data.warc", warc().as_bytes()),
    ]);
    let pdf = include_bytes!("../data/pdf/newspaper.pdf").to_vec();
    vec![
        words("words.txt", &plain, 1, false),
        words("words.md", &format!("# {plain}"), 1, false),
        words("page.html", &page("Ferry plan stalls"), 1, false),
        words("page.mhtml", &mhtml, 1, false),
        words("mail.eml", &mail, 1, false),
        sample("document.docx", docx(), 1, true),
        sample("document.odt", odt(), 1, true),
        words("document.rtf", &rtf, 1, true),
        sample("book.epub", epub(), 1, true),
        sample("print.pdf", pdf, 1, true),
        words("table.csv", &table(","), 2, true),
        sample("table.tsv", utf16(&table("\t")), 2, true),
        sample("table.xlsx", workbook(), 2, true),
        words("lines.jsonl", &lines, 2, true),
        words("item.xml", &nitf, 1, true),
        words("item.json", &ninjs, 1, true),
        words("feed.rss", &rss, 2, true),
        words("feed.atom", &atom, 2, true),
        words("feed.json", &json_feed, 2, true),
        words("captions.srt", &captions(), 1, false),
        words("captions.vtt", &vtt, 1, false),
        words("whisper.json", &whisper, 1, true),
        words("lexis.txt", &lexis(), 2, true),
        words("europresse.txt", &europresse(), 2, false),
        words("pages.warc", &warc(), 2, true),
        sample("pages.wacz", wacz, 1, true),
    ]
}

fn read(name: &str, bytes: &[u8]) -> Result<Checked<Vec<ArticleDraft>>, IngestError> {
    drafts(SourceFile { name, bytes }, &Progress::new())
}

fn texts(found: &Checked<Vec<ArticleDraft>>) -> Vec<&str> {
    found.value.iter().filter(|draft| draft.teaser.is_none()).map(|draft| draft.text.as_str()).collect()
}

fn is_said(found: &Checked<Vec<ArticleDraft>>) -> bool {
    !found.issues.is_empty() || found.value.iter().any(|draft| !draft.notes.is_empty())
}

#[test]
fn every_kind_comes_in_whole() {
    for Sample { name, bytes, articles, .. } in samples() {
        let found = read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(texts(&found).len(), articles, "{name}: {:?}", found.issues);
        let notes = found.value.iter().flat_map(|draft| &draft.notes);
        let grave: Vec<_> =
            found.issues.iter().chain(notes).filter(|issue| issue.severity == Severity::Error).collect();
        assert!(grave.is_empty(), "{name}: {grave:?}");
        let all = texts(&found).concat();
        assert!(
            name == "print.pdf" || name == "europresse.txt" || all.contains("stalled for the third time"),
            "{name}: {all}"
        );
    }
}

#[test]
fn the_content_tells_the_kind_and_not_the_name() {
    for Sample { name, bytes, .. } in samples().into_iter().filter(|sample| sample.name != "words.md") {
        let wrong = if name.ends_with(".txt") { "file.html" } else { "file.txt" };
        let (own, other) = (read(name, &bytes).expect(name), read(wrong, &bytes).expect(name));
        assert_eq!(texts(&own), texts(&other), "{name} as {wrong}");
        assert_eq!(own.value[0].kind, other.value[0].kind, "{name} as {wrong}");
    }
}

#[test]
fn nothing_is_made_of_nothing() {
    for Sample { name, .. } in samples() {
        for bytes in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF", b"\xFF\xFE"] {
            assert_eq!(read(name, bytes).expect_err(name), IngestError::Empty, "{name}: {bytes:?}");
        }
    }
}

/// Words that stand in a text, in lower case.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase).collect()
}

#[test]
fn what_is_cut_gives_no_more_than_it_has_and_is_said_where_the_kind_can_tell() {
    for Sample { name, bytes, tells_a_cut, .. } in samples() {
        let source = words(&String::from_utf8_lossy(&bytes).replace('\0', ""));
        for part in [4, 6, 8, 9] {
            let cut = &bytes[..bytes.len() * part / 10];
            let Ok(found) = read(name, cut) else { continue };
            assert!(!tells_a_cut || is_said(&found), "{name} cut to {part} tenths: {:?}", texts(&found));
            let is_words =
                !["docx", "odt", "epub", "xlsx", "pdf", "wacz"].iter().any(|end| name.ends_with(end));
            let own = words(&texts(&found).concat());
            // A word may be cut, too.
            let made: Vec<_> = own
                .iter()
                .filter(|word| !source.iter().any(|known| known.starts_with(word.as_str())))
                .collect();
            assert!(!is_words || made.is_empty(), "{name} cut to {part} tenths has {made:?}");
        }
    }
}

#[test]
fn damage_is_read_or_refused() {
    for Sample { name, bytes, .. } in samples() {
        for step in [7, 31, 97] {
            let mut damaged = bytes.clone();
            damaged.iter_mut().step_by(step).for_each(|byte| *byte ^= 0x95);
            if let Ok(found) = read(name, &damaged) {
                let sound = |draft: &ArticleDraft| {
                    draft.zones.iter().all(|zone| draft.text.get(zone.span.range()).is_some())
                };
                assert!(found.value.iter().all(sound), "{name}, every {step}th byte");
            }
        }
    }
}

#[test]
fn a_zip_of_all_kinds_gives_the_articles_of_each() {
    let all = samples();
    let files: Vec<(&str, &[u8])> = all.iter().map(|sample| (sample.name, sample.bytes.as_slice())).collect();
    let found = read("everything.zip", &zipped(&files)).expect("a zip");
    for Sample { name, articles, .. } in &all {
        let of = found
            .value
            .iter()
            .filter(|draft| draft.teaser.is_none() && draft.metadata.source_file.ends_with(name));
        assert_eq!(of.count(), *articles, "{name}: {:?}", found.issues);
    }
    let notes = found.value.iter().flat_map(|draft| &draft.notes);
    let refused = found.issues.iter().chain(notes).filter(|issue| issue.severity == Severity::Error);
    assert_eq!(refused.collect::<Vec<_>>(), Vec::<&obelus::base::Issue>::new());
}
