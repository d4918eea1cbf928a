//! What kind of file bytes are: by their content, and by the name only where content leaves it open.

use super::{markdown, web_archive};
use crate::archive::{Archive, Limits};
use crate::id;
use crate::workbook;
use std::io::Cursor;

/// The kind of a file that articles come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// Lines as they stand.
    PlainText,
    /// Markdown, turned into plain text.
    Markdown,
    /// A saved web page.
    WebPage,
    /// A web page saved with its parts in one file of mail parts.
    Mhtml,
    /// A mail.
    Mail,
    /// A PDF document.
    Pdf,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// Captions of a recording: SubRip.
    SubRip,
    /// Captions of a recording: WebVTT.
    WebVtt,
    /// A transcript as JSON, of YouTube or Whisper.
    TranscriptJson,
    /// A table with a row an article, separated by commas, semicolons or tabs.
    DelimitedTable,
    /// A table with a row an article, in a workbook.
    Workbook,
    /// A table with a line of JSON an article.
    JsonLines,
    /// NITF, NewsML-G2 or ninjs.
    NewsItem,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A list of articles without their texts: CSL JSON, or what GDELT answers.
    ArticleList,
    /// A library of Zotero: RDF, with its files beside it or without.
    Library,
    /// A book: EPUB.
    Epub,
    /// A web archive: WARC.
    Warc,
    /// A web archive with a list of its pages: WACZ.
    Wacz,
    /// A zip of files of these kinds.
    Zip,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::PlainText,
        Self::Markdown,
        Self::WebPage,
        Self::Mhtml,
        Self::Mail,
        Self::Pdf,
        Self::Docx,
        Self::Odt,
        Self::Rtf,
        Self::SubRip,
        Self::WebVtt,
        Self::TranscriptJson,
        Self::DelimitedTable,
        Self::Workbook,
        Self::JsonLines,
        Self::NewsItem,
        Self::Feed,
        Self::ArticleList,
        Self::Library,
        Self::Epub,
        Self::Warc,
        Self::Wacz,
        Self::Zip,
    ];

    /// Its name in article files.
    pub fn name(self) -> &'static str {
        match self {
            Self::PlainText => "plain-text",
            Self::Markdown => "markdown",
            Self::WebPage => "web-page",
            Self::Mhtml => "mhtml",
            Self::Mail => "mail",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::SubRip => "subrip",
            Self::WebVtt => "webvtt",
            Self::TranscriptJson => "transcript-json",
            Self::DelimitedTable => "delimited-table",
            Self::Workbook => "workbook",
            Self::JsonLines => "json-lines",
            Self::NewsItem => "news-item",
            Self::Feed => "feed",
            Self::ArticleList => "article-list",
            Self::Library => "zotero-library",
            Self::Epub => "epub",
            Self::Warc => "warc",
            Self::Wacz => "wacz",
            Self::Zip => "zip",
        }
    }

    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::PlainText => id!("ingest-kind-plain-text"),
            Self::Markdown => id!("ingest-kind-markdown"),
            Self::WebPage => id!("ingest-kind-web-page"),
            Self::Mhtml => id!("ingest-kind-mhtml"),
            Self::Mail => id!("ingest-kind-mail"),
            Self::Pdf => id!("ingest-kind-pdf"),
            Self::Docx => id!("ingest-kind-docx"),
            Self::Odt => id!("ingest-kind-odt"),
            Self::Rtf => id!("ingest-kind-rtf"),
            Self::SubRip => id!("ingest-kind-subrip"),
            Self::WebVtt => id!("ingest-kind-webvtt"),
            Self::TranscriptJson => id!("ingest-kind-transcript-json"),
            Self::DelimitedTable => id!("ingest-kind-delimited-table"),
            Self::Workbook => id!("ingest-kind-workbook"),
            Self::JsonLines => id!("ingest-kind-json-lines"),
            Self::NewsItem => id!("ingest-kind-news-item"),
            Self::Feed => id!("ingest-kind-feed"),
            Self::ArticleList => id!("ingest-kind-article-list"),
            Self::Library => id!("ingest-kind-library"),
            Self::Epub => id!("ingest-kind-epub"),
            Self::Warc => id!("ingest-kind-warc"),
            Self::Wacz => id!("ingest-kind-wacz"),
            Self::Zip => id!("ingest-kind-zip"),
        }
    }
}

/// Bytes at the beginning in which marks of a kind are looked for.
const HEAD: usize = 4096;
/// Bytes at the beginning of a zip in which its first file stands that says what it is.
const MIMETYPE: usize = 200;
/// Junk that may stand before a PDF's first line, in bytes.
const PDF_JUNK: usize = 1024;

/// The kind of bytes that are no plain text, or that say themselves how they are encoded; `None` when they are to be decoded
/// first.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<SourceKind> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = &start[..start.len().min(HEAD)];
    if head.starts_with(b"{\\rtf") {
        return Some(SourceKind::Rtf);
    }
    if memchr::memmem::find(&head[..head.len().min(PDF_JUNK)], b"%PDF-").is_some() {
        return Some(SourceKind::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") {
        return zip_kind(bytes);
    }
    if workbook::is_old_excel(bytes) {
        return Some(SourceKind::Workbook);
    }
    if web_archive::is_warc(start) {
        return Some(SourceKind::Warc);
    }
    mail_kind(head)
}

/// What a zip is by the files in it; `None` for one of a kind that is refused by its name.
fn zip_kind(bytes: &[u8]) -> Option<SourceKind> {
    // What the first file says of the whole stands unpacked at the beginning.
    let head = &bytes[..bytes.len().min(MIMETYPE)];
    let states = |kind: &[u8]| memchr::memmem::find(head, kind).is_some();
    if states(b"application/vnd.oasis.opendocument.text") {
        return Some(SourceKind::Odt);
    }
    if workbook::is_opendocument(bytes) {
        return Some(SourceKind::Workbook);
    }
    if states(b"application/epub+zip") {
        return Some(SourceKind::Epub);
    }
    let limits = Limits::streamed(usize::MAX, u64::MAX);
    let names: Vec<String> = match Archive::open(Cursor::new(bytes), limits) {
        Ok(archive) => archive.names().collect(),
        Err(_) => Vec::new(),
    };
    // Of a damaged one the beginnings of its files tell.
    let has = |name: &str| match names.is_empty() {
        true => memchr::memmem::find(bytes, name.as_bytes()).is_some(),
        false => names.iter().any(|one| one.starts_with(name)),
    };
    let of = [
        ("word/document", Some(SourceKind::Docx)),
        ("xl/workbook", Some(SourceKind::Workbook)),
        ("ppt/presentation", None),
        ("xl/", Some(if has("[Content_Types].xml") { SourceKind::Workbook } else { SourceKind::Zip })),
        ("[Content_Types].xml", None),
        ("META-INF/container.xml", Some(SourceKind::Epub)),
        ("datapackage.json", Some(SourceKind::Wacz)),
    ];
    let found = of.iter().find(|(name, _)| has(name));
    found.map_or(Some(SourceKind::Zip), |(_, kind)| *kind)
}

/// Whether bytes begin with the header lines of a mail, and whether the mail is a web page saved in one file.
fn mail_kind(head: &[u8]) -> Option<SourceKind> {
    let head = String::from_utf8_lossy(head);
    let lines: Vec<&str> = head.lines().take_while(|line| !line.trim().is_empty()).collect();
    let name = |line: &str| {
        let (name, _) = line.split_once(':')?;
        let valid = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        valid.then(|| name.to_ascii_lowercase())
    };
    let fields: Vec<String> = lines.iter().filter_map(|line| name(line)).collect();
    let is_header = |line: &&str| line.starts_with([' ', '\t']) || name(line).is_some();
    if !lines.iter().all(is_header)
        || !fields.iter().any(|field| field == "mime-version" || field == "received")
    {
        return None;
    }
    if !fields.iter().any(|field| matches!(field.as_str(), "from" | "subject" | "content-type" | "received"))
    {
        return None;
    }
    let related = head.to_ascii_lowercase().contains("multipart/related");
    let saved = lines.iter().any(|line| {
        let line = line.to_ascii_lowercase();
        line.starts_with("from: <saved by") || line.starts_with("snapshot-content-location:")
    });
    let sent = fields.iter().any(|field| field == "received" || field == "to" || field == "message-id");
    Some(if saved || (related && !sent) { SourceKind::Mhtml } else { SourceKind::Mail })
}

/// The kind of a decoded text.
pub(super) fn of_text(name: &str, text: &str) -> SourceKind {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\n']);
    structured(start)
        .or_else(|| captions(start))
        .or_else(|| table(name, start, text))
        .unwrap_or_else(|| words_kind(name, text))
}

/// Kinds that begin with a tag or a brace.
fn structured(start: &str) -> Option<SourceKind> {
    let lower = start.to_ascii_lowercase();
    if lower.starts_with('{') || lower.starts_with('[') {
        return json_kind(&lower);
    }
    if !lower.starts_with('<') {
        return None;
    }
    let has = |tag: &str| lower.contains(tag);
    if has("<nitf") || has("<newsitem") || has("<newsmessage") {
        return Some(SourceKind::NewsItem);
    }
    if has("<rss") || has("<feed") || has("<rdf:rdf") && has("purl.org/rss") && !has("zotero.org/") {
        return Some(SourceKind::Feed);
    }
    // Factiva's XML has articles that are no pages.
    if has("<ppsarticle") || has("<ppsresponse") {
        return None;
    }
    let page = ["<!doctype html", "<html", "<head", "<body", "<article", "<meta", "<!-- saved from url"];
    (page.iter().any(|tag| has(tag)) || has("<div") && has("<p")).then_some(SourceKind::WebPage)
}

fn json_kind(lower: &str) -> Option<SourceKind> {
    let has = |key: &str| lower.contains(key);
    if has("\"jsonfeed.org/version") || has("https://jsonfeed.org/version") {
        Some(SourceKind::Feed)
    } else if has("\"versioncreated\"") || has("\"pubstatus\"") || has("\"body_xhtml\"") {
        Some(SourceKind::NewsItem)
    } else if has("\"segments\"")
        || has("\"tstartms\"")
        || has("\"start\"") && has("\"text\"") && has("\"duration\"")
    {
        Some(SourceKind::TranscriptJson)
    } else {
        let first = lower.lines().next().unwrap_or_default();
        let closed = first.starts_with('{') && first.trim_end().ends_with('}');
        (closed && serde_json::from_str::<serde_json::Value>(first).is_ok()).then_some(SourceKind::JsonLines)
    }
}

fn captions(start: &str) -> Option<SourceKind> {
    if start.starts_with("WEBVTT") {
        return Some(SourceKind::WebVtt);
    }
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let number = lines.next()?.bytes().all(|byte| byte.is_ascii_digit());
    let (from, to) = lines.next()?.split_once("-->")?;
    let clock = |words: &str| {
        let words = words.trim();
        words.len() >= 8 && words.bytes().take(8).all(|byte| byte.is_ascii_digit() || b":,.".contains(&byte))
    };
    (number && clock(from) && clock(to)).then_some(SourceKind::SubRip)
}

/// A table: by its ending, by a first line of several cells that another is like, or by one that names columns of articles.
fn table(name: &str, start: &str, text: &str) -> Option<SourceKind> {
    let ending = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" | "tsv" | "tab" | "xlsx" | "xlsm" | "xls" | "ods" => Some(SourceKind::DelimitedTable),
        _ => {
            let mut lines = start.lines();
            let first = lines.next()?.matches('\t').count();
            let is_table = first >= 3 && lines.next()?.matches('\t').count() >= first
                || super::table::is_of_articles(text);
            is_table.then_some(SourceKind::DelimitedTable)
        }
    }
}

/// Markdown or plain text, by the ending, or by the content when the name says nothing.
fn words_kind(name: &str, text: &str) -> SourceKind {
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mkdn" => SourceKind::Markdown,
        "txt" | "text" => SourceKind::PlainText,
        _ if markdown::looks_like(text) => SourceKind::Markdown,
        _ => SourceKind::PlainText,
    }
}
