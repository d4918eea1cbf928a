//! Web archives: the articles among the pages of WARC files, and of WACZ, which has a list of its pages.
//!
//! A crawl has far more than articles. What is no page is passed over; pages without an article are counted and left out,
//! unless a list of pages names them.

mod http;
mod list;
mod record;
#[cfg(test)]
mod tests;

use super::page::{self, Page};
use super::parsed::{KnownValues, Paragraph, ParsedArticle};
use super::table::told;
use super::{IngestError, ParsedFile, SourceFile, SourceKind, decode, encoding_name, go_on};
use crate::archive::{Archive, GZIP_SIGNATURE, Limits, gunzipped};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{ArticleField, FileReading, ValueOrigin, ZoneKind};
use http::Body;
use list::PageList;
use record::{Record, RecordError};
use std::io::{BufRead, Cursor, Read};

/// The largest record that is looked into, in bytes.
const LARGEST_RECORD: u64 = 64 << 20;
/// How much is unpacked of one archive, in bytes.
const LARGEST: u64 = 4 << 30;
/// How many articles come of one archive, and how many bytes of text.
const MOST: (usize, usize) = (20_000, 512 << 20);
/// How many files a WACZ may have.
const FILES: usize = 20_000;

/// Whether bytes are a WARC, packed or not.
pub(super) fn is_warc(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"WARC/";
    if !bytes.starts_with(GZIP_SIGNATURE) {
        return bytes.starts_with(MARK);
    }
    let mut start = Vec::new();
    let read = gunzipped(bytes).take(MARK.len() as u64).read_to_end(&mut start);
    read.is_ok() && start == MARK
}

/// Reads the pages of a WARC.
///
/// # Errors
/// When no page of it has an article, or the caller asked to stop.
pub(super) fn read(source: SourceFile<'_>, progress: &Progress) -> Result<ParsedFile, IngestError> {
    let mut pages = ArchivePages::default();
    if source.bytes.starts_with(GZIP_SIGNATURE) {
        pages.take(&mut gunzipped(source.bytes), progress)?;
    } else {
        pages.take(&mut Cursor::new(source.bytes), progress)?;
    }
    progress.advance(source.bytes.len() as u64);
    pages.finish(SourceKind::Warc)
}

/// Reads the pages of a WACZ that its list names; all of them where there is no list.
///
/// # Errors
/// When it is damaged, no page of it has an article, or the caller asked to stop.
pub(super) fn read_listed(source: SourceFile<'_>, progress: &Progress) -> Result<ParsedFile, IngestError> {
    let damaged = |error: crate::archive::ArchiveError| IngestError::of_archive(&error, false);
    let limits = Limits::streamed(FILES, LARGEST);
    let mut archive = Archive::open(Cursor::new(source.bytes), limits).map_err(damaged)?;
    let mut pages = ArchivePages::default();
    if let Some(at) = archive.find("pages/pages.jsonl") {
        pages.list = PageList::of(&archive.read_at_most(at, LARGEST_RECORD).map_err(damaged)?);
    }
    let names: Vec<(usize, String)> = archive.names().enumerate().collect();
    for (at, name) in names {
        let is_packed = name.ends_with(".warc.gz");
        if !name.starts_with("archive/") || !(is_packed || name.ends_with(".warc")) {
            continue;
        }
        let read = archive.stream(at, |reader| match is_packed {
            true => pages.take(&mut gunzipped(reader), progress),
            false => pages.take(reader, progress),
        });
        match read {
            Ok(taken) => taken?,
            Err(_) => pages.is_broken = true,
        }
    }
    progress.advance(source.bytes.len() as u64);
    pages.take_listed_texts()?;
    pages.finish(SourceKind::Wacz)
}

/// What came of an archive so far.
#[derive(Default)]
struct ArchivePages {
    list: PageList,
    articles: Vec<ParsedArticle>,
    /// Bytes of the texts of all articles.
    held: usize,
    /// Bytes that were unpacked.
    unpacked: u64,
    /// Pages without an article.
    without: u64,
    /// Pages that could not be read.
    unread: u64,
    /// The addresses of documents that are no pages, such as PDFs.
    documents: Vec<String>,
    /// Pages that a server refused or did not have.
    refused: u64,
    /// Whether it breaks off or is damaged.
    is_broken: bool,
    /// Whether it has more than is taken.
    has_more: bool,
}

impl ArchivePages {
    /// Takes the pages of a stream of records.
    fn take(&mut self, reader: &mut dyn BufRead, progress: &Progress) -> Result<(), IngestError> {
        loop {
            go_on(progress)?;
            if self.articles.len() >= MOST.0 || self.held >= MOST.1 || self.unpacked >= LARGEST {
                self.has_more = true;
                return Ok(());
            }
            let wanted = |address: &str| self.list.is_empty() || self.list.names(address);
            match Record::next(reader, wanted, LARGEST_RECORD.min(LARGEST - self.unpacked)) {
                Ok(Some((record, length))) => {
                    self.unpacked += length;
                    match record {
                        Record::Page { address, date, block, is_http } => {
                            self.page(&address, &date, &block, is_http, progress)?;
                        }
                        Record::TooLarge => self.unread += 1,
                        Record::Other => {}
                    }
                }
                Ok(None) => return Ok(()),
                Err(RecordError::Broken) => {
                    self.is_broken = true;
                    return Ok(());
                }
            }
        }
    }

    fn page(
        &mut self,
        address: &str,
        date: &str,
        block: &[u8],
        is_http: bool,
        progress: &Progress,
    ) -> Result<(), IngestError> {
        let (body, charset) = match is_http.then(|| http::body(block, LARGEST_RECORD)) {
            None => (block.to_vec(), String::new()),
            Some(Body::Page { bytes, charset }) => (bytes, charset),
            Some(Body::Other) => return Ok(()),
            Some(Body::Document) => {
                self.documents.push(address.to_owned());
                return Ok(());
            }
            Some(Body::Refused) => {
                self.refused += 1;
                return Ok(());
            }
            Some(Body::Unread) => {
                self.unread += 1;
                return Ok(());
            }
        };
        let is_marked = encoding_rs::Encoding::for_bom(&body).is_some();
        let stated = encoding_name(&charset).filter(|_| !is_marked);
        let decoded = match decode::decode_counted(&body, stated, progress) {
            Ok(decoded) => decoded.value.text,
            Err(error @ IngestError::Cancelled) => return Err(error),
            Err(_) => {
                self.unread += 1;
                return Ok(());
            }
        };
        match page::read(&decoded, address, progress) {
            Ok(Page { mut article, note: _ }) => {
                let is_none = article.notes.iter().any(|note| note.code == "page-without-article");
                if is_none && self.list.is_empty() {
                    self.without += 1;
                    return Ok(());
                }
                if !date.is_empty() {
                    let said = message!("findings-page-captured", date = date, address = address);
                    article.notes.push(Issue::note("page-captured", "", said));
                }
                self.list.found(address);
                self.keep(article);
            }
            Err(error @ IngestError::Cancelled) => return Err(error),
            // A page of the list whose text the list has comes of that.
            Err(_) if !self.list.is_empty() => {}
            Err(_) => self.without += 1,
        }
        Ok(())
    }

    fn keep(&mut self, article: ParsedArticle) {
        self.held += article.text.len();
        self.articles.push(article);
    }

    /// Articles of the texts that the list has of pages which were not found or not understood.
    fn take_listed_texts(&mut self) -> Result<(), IngestError> {
        for page in self.list.take_texts() {
            if self.articles.len() >= MOST.0 || self.held >= MOST.1 {
                self.has_more = true;
                break;
            }
            let mut known = KnownValues::default();
            known.words(ArticleField::Title, &page.title, ValueOrigin::Record);
            known.words(ArticleField::Url, &page.address, ValueOrigin::Record);
            let lines = page.text.lines().map(str::trim).filter(|line| !line.is_empty());
            let mut paragraphs: Vec<Paragraph> = lines.map(Paragraph::new).collect();
            if !page.title.is_empty() && paragraphs.first().is_none_or(|first| first.text != page.title) {
                paragraphs.insert(0, Paragraph::of(ZoneKind::Headline, page.title.as_str()));
            }
            let mut article = ParsedArticle::of_paragraphs(&paragraphs, known)?;
            let said = message!("findings-text-of-page-list");
            article.notes.push(Issue::warning("text-of-page-list", "", said));
            self.keep(article);
        }
        Ok(())
    }

    fn finish(self, kind: SourceKind) -> Result<ParsedFile, IngestError> {
        let mut issues = Vec::new();
        if self.is_broken {
            issues.push(Issue::warning("records-broken", "", message!("findings-records-broken")));
        }
        if self.has_more {
            let said = message!("findings-web-archive-has-more", count = self.articles.len());
            issues.push(
                Issue::warning("web-archive-has-more", "", said)
                    .hint(message!("findings-web-archive-has-more.hint")),
            );
        }
        if self.without > 0 {
            let said = message!("findings-pages-without-article", count = self.without);
            issues.push(Issue::note("pages-without-article", "", said));
        }
        if !self.documents.is_empty() {
            let count = self.documents.len();
            let (named, rest) = told(self.documents.iter().map(String::as_str), count);
            let said = message!("findings-archive-documents", count = count, rest = rest, named = named);
            let issue = Issue::warning("archive-documents", "", said);
            issues.push(issue.hint(message!("findings-archive-documents.hint")));
        }
        if self.refused > 0 {
            let said = message!("findings-pages-refused", count = self.refused);
            issues.push(Issue::note("pages-refused", "", said));
        }
        if self.unread > 0 {
            let said = message!("findings-pages-unread", count = self.unread, most = LARGEST_RECORD >> 20);
            issues.push(Issue::warning("pages-unread", "", said));
        }
        let missing = self.list.missing();
        if !missing.is_empty() {
            let (named, rest) = told(missing.iter().copied(), missing.len());
            let said = message!("findings-pages-missing", count = missing.len(), named = named, rest = rest);
            issues.push(Issue::warning("pages-missing", "", said));
        }
        if self.articles.is_empty() {
            return Err(IngestError::NoPages { count: self.without + self.unread });
        }
        let (articles, reading) = (self.articles, FileReading::default());
        Ok(ParsedFile { kind, articles, note: Vec::new(), issues, reading })
    }
}
