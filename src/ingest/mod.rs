//! Bytes in, checked article drafts out: what kind of file it is, decoding, the articles in it with their zones, metadata
//! and language.
//!
//! Reads no files and no clock and asks nobody: whoever calls hands over bytes and shows the drafts for confirmation. The
//! text of a plain file is changed in nothing but encoding, line ends, invisible control characters and lines that were
//! broken at a width. Phrases that tell navigation, bylines, dates and the fields of archives are data, in
//! `assets/ingest`.
//!
//! A file goes one road: its kind is told by content (`kind`), the reader of that kind makes articles of it (`parsed`),
//! and of each comes a draft with what the lines say where the file says nothing.

mod alerts;
mod blocks;
mod captions;
mod dates;
mod decode;
mod document;
mod dom;
mod download;
mod draft;
mod encodings;
mod epub;
mod error;
mod file_notes;
mod fragment;
mod front;
mod kind;
mod language;
mod library;
mod lists;
mod magic;
mod mail;
mod markdown;
mod misfit;
mod names;
mod office;
mod page;
mod parsed;
mod pdf;
mod phrases;
mod records;
mod reprints;
mod table;
#[cfg(test)]
mod tests;
mod web_archive;
mod wrap;
mod zipped;
mod zones;

pub use decode::{Decoded, decode};
pub use draft::{ArticleDraft, article_id};
pub use encodings::encoding_name;
pub use error::IngestError;
pub use kind::SourceKind;
pub use library::attached_files;

use crate::base::{Checked, Issue, Progress};
use crate::message;
use crate::model::{
    ArticleField, FileReading, ImportRecord, ReadOptions, Struck, ValueOrigin, ZoneKind, several_headlines,
};
use crate::text::{Digest, Span};
use parsed::{KnownValues, ParsedArticle};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file or a pasted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceFile<'a> {
    /// The file's name, or `pasted text`.
    pub name: &'a str,
    /// Its bytes, in any encoding.
    pub bytes: &'a [u8],
}

impl SourceFile<'_> {
    fn file_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

/// What the reader of a kind of file found in it.
struct ParsedFile {
    kind: SourceKind,
    articles: Vec<ParsedArticle>,
    /// How the bytes became text, in words for the import note.
    note: Vec<String>,
    /// What was found about the file as a whole. The file is filled in later.
    issues: Vec<Issue>,
    /// How it was read where it leaves that open.
    reading: FileReading,
}

/// Makes drafts of the articles in a file, and of those that it tells of without having their texts. Text that is no
/// article as it stands, such as other programs' JSON, has an error among its notes: it is to be added only when somebody
/// says so. What concerns the whole file, such as that fewer articles came in than it announces, is among the issues.
///
/// What the file leaves open is told by its content; [`drafts_as`] reads it as somebody said.
///
/// # Errors
/// As [`drafts_as`].
pub fn drafts(
    source: SourceFile<'_>,
    progress: &Progress,
) -> Result<Checked<Vec<ArticleDraft>>, IngestError> {
    drafts_as(source, &ReadOptions::default(), progress)
}

/// As [`drafts`], read as somebody said.
///
/// Sets the total of `progress` to twice the number of bytes: once for decoding, once for the rest.
///
/// # Errors
/// When no text can be read, it holds nothing but white space, a column or an encoding that somebody named is not there, or
/// the caller asked to stop.
pub fn drafts_as(
    source: SourceFile<'_>,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Checked<Vec<ArticleDraft>>, IngestError> {
    drafts_beside(source, options, &mut |_| None, progress)
}

/// Gives the bytes of a file by its name from the folder of another; `None` where there is none, and a finding where it
/// cannot be read.
pub type FilesBeside<'f> = &'f mut dyn FnMut(&str) -> Option<Result<Vec<u8>, Issue>>;

/// As [`drafts_as`], of a file that may name others beside it: a library with the files attached to its items.
///
/// # Errors
/// As [`drafts_as`].
pub fn drafts_beside(
    source: SourceFile<'_>,
    options: &ReadOptions,
    beside: FilesBeside<'_>,
    progress: &Progress,
) -> Result<Checked<Vec<ArticleDraft>>, IngestError> {
    let size = source.bytes.len() as u64;
    progress.set_total(size * 2);
    let parsed = match library::text_of_library(source.bytes) {
        Some(text) => library::read(source, &text, options, beside, progress),
        None => read(source, options, progress),
    };
    let parsed = parsed.map_err(|error| without_words(error, source))?;
    let ParsedFile { kind, articles, note, mut issues, reading } = parsed;
    let reading = Arc::new(reading);
    let is_told = |article: &ParsedArticle| article.teaser.is_some() || !article.text.trim().is_empty();
    if !articles.iter().any(is_told) {
        return Err(without_words(IngestError::Empty, source));
    }
    let sha256 = Digest::of_bytes(source.bytes).to_string();
    let mut drafts = Vec::with_capacity(articles.len());
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for mut article in articles.into_iter().filter(is_told) {
        if article.place.is_empty() {
            let number = numbers.entry(article.member.clone()).or_default();
            *number += 1;
            article.place = number.to_string();
        }
        let own_sha256 = article.sha256.take();
        let attached = own_sha256.as_ref().map(|_| article.member.clone());
        let mut draft = finish(article, kind, progress)?;
        draft.notes.splice(..0, several_headlines(&draft.headlines));
        draft.attached = attached;
        let about = &mut draft.metadata;
        if about.source_file.is_empty() {
            source.file_name().clone_into(&mut about.source_file);
        }
        about.import_note = note.join("; ");
        about.import.sha256 = own_sha256.unwrap_or_else(|| sha256.clone());
        draft.reading = Arc::clone(&reading);
        let file = &about.source_file;
        draft.notes.iter_mut().for_each(|note| note.file.clone_from(file));
        match options.split_headlines && !draft.headlines.is_empty() {
            true => drafts.extend(draft.split_at_headlines()),
            false => drafts.push(draft),
        }
    }
    issues.extend(reprints::found(&drafts));
    let whole = issues.iter_mut().filter(|issue| issue.file.is_empty());
    whole.for_each(|issue| source.file_name().clone_into(&mut issue.file));
    progress.advance(size);
    Ok(Checked { value: drafts, issues })
}

/// A web page of a part of one, as browsers put it on the clipboard.
pub fn page_of(part: &str) -> String {
    format!("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n{part}")
}

/// What is empty though there are bytes has no words: a page of which only the head is there, captions without words.
fn without_words(error: IngestError, source: SourceFile<'_>) -> IngestError {
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let bytes = marks.iter().find_map(|mark| source.bytes.strip_prefix(*mark)).unwrap_or(source.bytes);
    if error != IngestError::Empty || bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return error;
    }
    let kind = kind::of_bytes(bytes)
        .unwrap_or_else(|| kind::of_text(source.file_name(), &String::from_utf8_lossy(bytes)));
    match kind {
        SourceKind::PlainText | SourceKind::Markdown => IngestError::Empty,
        _ => IngestError::NoWords { kind: kind.name_id() },
    }
}

/// How the names of files end that articles come in.
pub const ENDINGS: [&str; 20] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "mht", "eml", "pdf", "docx", "odt",
    "rtf", "srt", "vtt", "epub", "warc", "wacz", "rdf",
];
/// How the names of files end in which articles come, and other programs' annotations too.
pub const SHARED_ENDINGS: [&str; 13] =
    ["csv", "tsv", "tab", "xlsx", "xlsm", "xls", "ods", "jsonl", "ndjson", "json", "xml", "gz", "zip"];

/// The finding that lines were joined.
const UNWRAPPED: &str = "unwrapped";

/// What follows the name of a saved page in the name of the folder with its parts, in the languages of browsers.
const PAGE_PARTS: [&str; 14] = [
    "_files",
    ".files",
    "-files",
    "_fichiers",
    "-Dateien",
    "_archivos",
    "-Filer",
    "_file",
    "_bestanden",
    "_arquivos",
    "_pliki",
    "-filer",
    "_elemei",
    "_soubory",
];

/// The name of the page whose parts lie in a folder of that name, without its ending; `None` for other folders.
pub fn of_page_parts(folder: &str) -> Option<&str> {
    PAGE_PARTS.iter().find_map(|end| folder.strip_suffix(end))
}

/// How the names of files end that are parts of a page and never articles.
const PART_ENDINGS: [&str; 9] = ["js", "css", "download", "woff", "woff2", "ttf", "map", "axd", "php"];

/// Whether a folder with these files has the parts of a saved page, and not articles: scripts and styles.
pub fn are_parts_of_page<'n>(mut names: impl Iterator<Item = &'n str>) -> bool {
    names.any(|name| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        name.starts_with("saved_resource")
            || ending.is_some_and(|ending| PART_ENDINGS.contains(&ending.as_str()))
    })
}

/// The finding of a folder with the parts of a page that is not with it.
pub fn page_missing(folder: &str, stem: &str) -> Issue {
    let said = message!("ingest-page-missing", folder = folder);
    Issue::error("page-missing", folder, said).hint(message!("ingest-page-missing.hint", page = stem))
}

/// The articles of a file by the reader of its kind.
fn read(
    source: SourceFile<'_>,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<ParsedFile, IngestError> {
    match kind::of_bytes(source.bytes) {
        Some(kind @ (SourceKind::Docx | SourceKind::Odt | SourceKind::Rtf)) => {
            office::read(source, kind, progress)
        }
        Some(SourceKind::Mhtml) => mail::read_page(source, progress),
        Some(SourceKind::Mail) => mail::read(source, progress),
        Some(SourceKind::Zip) => zipped::read(source, options, progress),
        Some(SourceKind::Epub) => epub::read(source, progress),
        Some(SourceKind::Warc) => web_archive::read(source, progress),
        Some(SourceKind::Wacz) => web_archive::read_listed(source, progress),
        Some(SourceKind::Workbook) => table::read_workbook(source, options, progress),
        Some(SourceKind::Pdf) => pdf::read(source, progress),
        // Kinds that are not read are refused by their names there.
        Some(
            SourceKind::PlainText
            | SourceKind::Markdown
            | SourceKind::WebPage
            | SourceKind::SubRip
            | SourceKind::WebVtt
            | SourceKind::TranscriptJson
            | SourceKind::DelimitedTable
            | SourceKind::JsonLines
            | SourceKind::NewsItem
            | SourceKind::Feed
            | SourceKind::ArticleList
            | SourceKind::Library,
        )
        | None => words(source, options, progress),
    }
}

/// Plain text or Markdown: one article.
fn words(
    source: SourceFile<'_>,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<ParsedFile, IngestError> {
    let mut issues = Vec::new();
    let stated = options.encoding.as_deref();
    let decoded = decode::decode_counted(source.bytes, stated, progress)?.take(&mut issues);
    if decoded.text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    let kind = kind::of_text(source.file_name(), &decoded.text);
    go_on(progress)?;
    let is_json = decoded.text.trim_start_matches(['\u{feff}', ' ', '\t', '\n']).starts_with(['{', '[']);
    let (records, controls) = match is_json {
        true => decode::json_without_controls(&decoded.text),
        false => (Cow::Borrowed(decoded.text.as_str()), 0),
    };
    let listed = lists::read(kind, &records)?;
    go_on(progress)?;
    let how = match (stated, decoded.guessed) {
        (Some(_), _) => " (chosen)",
        (None, true) => " (guessed)",
        (None, false) => "",
    };
    let mut note = vec![decoded.encoding.to_owned() + how];
    let mut reading = FileReading {
        encoding: decoded.encoding,
        encoding_guessed: decoded.guessed,
        ..FileReading::default()
    };
    note.extend(decoded.changes);
    let is_of_records = listed.is_some()
        || matches!(
            kind,
            SourceKind::TranscriptJson | SourceKind::NewsItem | SourceKind::Feed | SourceKind::JsonLines
        );
    if controls > 0 && is_of_records {
        issues.push(decode::controls_left_out(controls));
        note.push(format!("{controls} control characters left out"));
    }
    if let Some(articles) = listed {
        issues.extend(table::to_fetch(&articles));
        return Ok(ParsedFile { kind: SourceKind::ArticleList, articles, note, issues, reading });
    }
    if matches!(kind, SourceKind::SubRip | SourceKind::WebVtt | SourceKind::TranscriptJson) {
        let article = captions::read(kind, &records, progress)?;
        return Ok(one(kind, article, note, issues, reading));
    }
    if matches!(kind, SourceKind::NewsItem | SourceKind::Feed) {
        let (articles, found) = self::records::read(kind, &records, progress)?;
        issues.extend(found);
        return Ok(ParsedFile { kind, articles, note, issues, reading });
    }
    if matches!(kind, SourceKind::DelimitedTable | SourceKind::JsonLines) {
        if let Some(found) = table::read(kind, &records, options, progress)? {
            issues.extend(found.issues);
            reading.columns = found.columns;
            return Ok(ParsedFile { kind, articles: found.articles, note, issues, reading });
        }
        reading.columns = table::untold_columns(kind, &records);
        issues.push(table::untold());
    }
    if kind == SourceKind::WebPage {
        let dom = dom::Dom::parse(&decoded.text, progress)?;
        if let Some(found) = download::of_page(&dom, progress)? {
            return Ok(several(kind, found, note, issues, reading));
        }
        let page::Page { article, note: saved } = page::of_dom(&dom, "", progress)?;
        note.extend(Some(saved).filter(|saved| !saved.is_empty()));
        return Ok(one(kind, article, note, issues, reading));
    }
    if let Some(found) = download::of_text(&decoded.text, progress)? {
        return Ok(several(SourceKind::PlainText, found, note, issues, reading));
    }
    go_on(progress)?;
    let misfit = misfit::misfit(&decoded.text, kind);
    go_on(progress)?;
    let article = match kind {
        SourceKind::Markdown => {
            note.push("Markdown made plain text".to_owned());
            markdown::read(&decoded.text, progress)?
        }
        _ if options.keep_line_ends => ParsedArticle { text: decoded.text, ..ParsedArticle::default() },
        _ => plain(decoded.text, &mut note, progress)?,
    };
    reading.lines_joined = article.notes.iter().any(|note| note.code == UNWRAPPED);
    issues.extend(misfit);
    Ok(one(kind, article, note, issues, reading))
}

/// A file that is one article: what was found about the file is found about the article.
fn one(
    kind: SourceKind,
    mut article: ParsedArticle,
    note: Vec<String>,
    issues: Vec<Issue>,
    reading: FileReading,
) -> ParsedFile {
    article.notes.splice(..0, issues);
    ParsedFile { kind, articles: vec![article], note, issues: Vec::new(), reading }
}

/// The articles of a download.
fn several(
    kind: SourceKind,
    found: download::Download,
    note: Vec<String>,
    mut issues: Vec<Issue>,
    reading: FileReading,
) -> ParsedFile {
    issues.extend(found.issues);
    ParsedFile { kind, articles: found.articles, note, issues, reading }
}

/// One article of the lines of a text; those that were broken at a width are joined.
fn plain(text: String, note: &mut Vec<String>, progress: &Progress) -> Result<ParsedArticle, IngestError> {
    let Some((text, count)) = wrap::unwrapped(&text, progress)? else {
        return Ok(ParsedArticle { text, ..ParsedArticle::default() });
    };
    note.push(format!("{count} line ends within paragraphs made blanks"));
    let notes = vec![Issue::note(UNWRAPPED, "", message!("findings-unwrapped", count = count))];
    Ok(ParsedArticle { text, notes, ..ParsedArticle::default() })
}

/// Holds while nobody asked to stop.
fn go_on(progress: &Progress) -> Result<(), IngestError> {
    if progress.is_cancelled() { Err(IngestError::Cancelled) } else { Ok(()) }
}

/// A draft of an article that was read: where the file is silent, what the lines say.
fn finish(
    article: ParsedArticle,
    kind: SourceKind,
    progress: &Progress,
) -> Result<ArticleDraft, IngestError> {
    go_on(progress)?;
    let ParsedArticle {
        text,
        mut zones,
        mut struck,
        times,
        headlines,
        mut known,
        is_structured,
        archive,
        notes,
        place,
        member,
        kind: own_kind,
        teaser,
        sha256: _,
    } = article;
    let kind = own_kind.unwrap_or(kind);
    let is_here = teaser.is_none();
    let mut language = if is_here { language::language(&text) } else { (String::new(), true) };
    if !known.metadata.language.is_empty() {
        language = (known.metadata.language.clone(), true);
    }
    if is_here && !is_structured {
        let guess = zones::guess(&text, &language.0, &zones, progress)?;
        zones = guess.zones;
        let stated: Vec<Span> = struck.iter().map(|one: &Struck| one.span).collect();
        let guessed = zones.iter().filter(|zone| zone.kind == ZoneKind::Boilerplate);
        let guessed = guessed.filter(|zone| !stated.iter().any(|span| span.overlaps(zone.span)));
        struck.extend(guessed.map(|zone| Struck { span: zone.span, rule: "site-words".to_owned() }));
        struck.sort_by_key(|one| one.span.start());
        known.complete(&guess.metadata, ValueOrigin::Line);
    }
    let KnownValues { mut metadata, mut origins } = known;
    if !language.0.is_empty() {
        origins.entry(ArticleField::Language).or_insert(ValueOrigin::Guessed);
    }
    metadata.language.clone_from(&language.0);
    metadata.source_file = member;
    let kind_name =
        if archive.is_empty() { kind.name().to_owned() } else { format!("{}, {archive}", kind.name()) };
    metadata.import =
        ImportRecord { sha256: String::new(), kind: kind_name, struck: struck.into(), times: times.into() };
    let reading = Arc::default();
    let attached = None;
    Ok(ArticleDraft {
        text,
        teaser,
        metadata,
        zones,
        language,
        kind,
        origins,
        notes,
        headlines,
        place,
        attached,
        reading,
    })
}
