//! Books (EPUB): the parts in the order in which they are read, as one article with the book's own data.

use super::dom::{Dom, NodeId};
use super::office::xml::{XmlElement, XmlVisitor, text_of, walk};
use super::parsed::{KnownValues, Paragraph, ParsedArticle};
use super::records::dated;
use super::{IngestError, ParsedFile, SourceFile, SourceKind, language};
use crate::archive::{Archive, ArchiveError, Limits};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{ArticleField, FileReading, ValueOrigin, ZoneKind};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The most files in a book.
const FILES: usize = 20_000;
/// The file that says where the package is.
const CONTAINER: &str = "META-INF/container.xml";
/// The file that says what is encrypted.
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// Reads a book.
///
/// # Errors
/// When it is damaged, protected or has no words, or the caller asked to stop.
pub(super) fn read(source: SourceFile<'_>, progress: &Progress) -> Result<ParsedFile, IngestError> {
    let mut files =
        Archive::open(Cursor::new(source.bytes), Limits::held(FILES)).map_err(|error| damaged(&error))?;
    let missing = |part: &str| IngestError::Damaged { reason: message!("ingest-part-missing", part = part) };
    let mut container = Container::default();
    let xml = xml_of(&mut files, CONTAINER)?.ok_or_else(|| missing(CONTAINER))?;
    walk(&xml, &mut container, progress)?;
    let package_name = container.package;
    let mut package = Package::default();
    let xml = xml_of(&mut files, &package_name)?.ok_or_else(|| missing("OPF"))?;
    walk(&xml, &mut package, progress)?;
    let mut encrypted = Encrypted::default();
    if let Some(xml) = xml_of(&mut files, ENCRYPTION)? {
        walk(&xml, &mut encrypted, progress)?;
    }
    let folder = package_name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut paragraphs, mut absent) = (Vec::new(), 0_u64);
    for part in &package.spine {
        let Some((href, kind)) = package.manifest.get(part) else {
            absent += 1;
            continue;
        };
        let name = resolved(folder, href);
        if encrypted.names.iter().any(|one| resolved("", one) == name) {
            return Err(IngestError::Protected);
        }
        let is_page = matches!(kind.as_str(), "application/xhtml+xml" | "text/html" | "");
        if !is_page || package.navigation.iter().any(|one| resolved(folder, one) == name) {
            continue;
        }
        match xml_of(&mut files, &name) {
            Ok(Some(page)) => lines(&page, &mut paragraphs, progress)?,
            Ok(None) | Err(IngestError::Damaged { .. }) => absent += 1,
            Err(error) => return Err(error),
        }
    }
    progress.advance(source.bytes.len() as u64);
    let known = package.known;
    let title = &known.metadata.title;
    if paragraphs.is_empty() {
        return Err(IngestError::Empty);
    }
    if !title.is_empty() {
        match paragraphs.iter_mut().take(3).find(|one| one.text == *title) {
            Some(first) => first.kind = Some(ZoneKind::Headline),
            None => paragraphs.insert(0, Paragraph::of(ZoneKind::Headline, title.as_str())),
        }
    }
    let mut issues = Vec::new();
    if absent > 0 {
        let said = message!("findings-chapters-missing", count = absent);
        issues.push(Issue::warning("chapters-missing", "", said));
    }
    let article = ParsedArticle::of_paragraphs(&paragraphs, known)?;
    let (articles, reading) = (vec![article], FileReading::default());
    Ok(ParsedFile { kind: SourceKind::Epub, articles, note: Vec::new(), issues, reading })
}

fn damaged(error: &ArchiveError) -> IngestError {
    IngestError::of_archive(error, false)
}

fn xml_of(files: &mut Archive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, IngestError> {
    let Some(at) = files.find(name) else { return Ok(None) };
    Ok(Some(text_of(&files.read(at).map_err(|error| damaged(&error))?)))
}

/// The lines of a part: headings, paragraphs, items of lists, rows of tables.
fn lines(page: &str, paragraphs: &mut Vec<Paragraph>, progress: &Progress) -> Result<(), IngestError> {
    // In XML such elements are empty; in HTML they would hold all that follows.
    let page = ["title", "script", "style", "textarea"].iter().fold(page.to_owned(), |page, name| {
        page.replace(&format!("<{name}/>"), "").replace(&format!("<{name} />"), "")
    });
    let dom = Dom::parse(&page, progress)?;
    let is_left_out = |node| is_navigation(&dom, node);
    let words = dom.words_without(Dom::ROOT, usize::MAX, is_left_out);
    let lines = words.lines().filter(|line| !line.trim().is_empty());
    paragraphs.extend(lines.map(|line| Paragraph { is_row: line.contains('\t'), ..Paragraph::new(line) }));
    Ok(())
}

/// Whether an element lists the parts or pages of the book, or marks where a printed page begins.
fn is_navigation(dom: &Dom, node: NodeId) -> bool {
    let name = dom.name(node);
    if name.is_empty() {
        return false;
    }
    let value = |of: &str| dom.attribute(node, of).unwrap_or_default();
    let kinds = [value("epub:type"), value("role")];
    let mut kinds = kinds.iter().flat_map(|kinds| kinds.split_whitespace());
    match name {
        "nav" => true,
        _ => kinds.any(|kind| matches!(kind.trim_start_matches("doc-"), "pagebreak" | "pagelist" | "toc")),
    }
}

/// The name of a file that is named from a folder: `../` and what is written as `%20` resolved.
fn resolved(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    let href = String::from_utf8_lossy(&bytes).into_owned();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Where the package is.
#[derive(Default)]
struct Container {
    package: String,
}

impl XmlVisitor for Container {
    fn open(&mut self, element: &XmlElement<'_>) {
        if element.name == "rootfile" && self.package.is_empty() {
            self.package = element.attribute("full-path").unwrap_or_default();
        }
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}

/// The files that are encrypted.
#[derive(Default)]
struct Encrypted {
    names: Vec<String>,
}

impl XmlVisitor for Encrypted {
    fn open(&mut self, element: &XmlElement<'_>) {
        if element.name == "CipherReference" {
            self.names.extend(element.attribute("URI"));
        }
    }

    fn close(&mut self, _: &str) {}

    fn words(&mut self, _: &str) {}
}

/// What the package says of the book, its files and their order.
#[derive(Default)]
struct Package {
    known: KnownValues,
    /// Files by their identifiers: where each is, and of what kind.
    manifest: BTreeMap<String, (String, String)>,
    spine: Vec<String>,
    /// The files that list the parts of the book.
    navigation: Vec<String>,
    /// The field of the book's data that is open, and its words.
    open: Option<(String, String)>,
    authors: Vec<String>,
    subjects: Vec<String>,
}

impl XmlVisitor for Package {
    fn open(&mut self, element: &XmlElement<'_>) {
        let attribute = |name: &str| element.attribute(name).unwrap_or_default();
        match element.name {
            "item" => {
                let file = (attribute("href"), attribute("media-type"));
                if attribute("properties").split_whitespace().any(|property| property == "nav") {
                    self.navigation.push(file.0.clone());
                }
                self.manifest.insert(attribute("id"), file);
            }
            "reference" if attribute("type") == "toc" => self.navigation.push(attribute("href")),
            "itemref" => self.spine.push(attribute("idref")),
            name if element.qualified.starts_with("dc:") => {
                self.open = Some((name.to_owned(), String::new()));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        const RECORD: ValueOrigin = ValueOrigin::Properties;
        if name == "metadata" {
            self.known.authors(std::mem::take(&mut self.authors), RECORD);
            self.known.subjects(std::mem::take(&mut self.subjects), RECORD);
        }
        let Some((field, words)) = self.open.take_if(|(open, _)| open == name) else { return };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = &mut self.known;
        match field.as_str() {
            "title" => known.words(ArticleField::Title, &words, RECORD),
            "publisher" => known.words(ArticleField::Outlet, &words, RECORD),
            "language" => known.words(ArticleField::Language, &language::tag_of(&words), RECORD),
            "identifier" => known.words(ArticleField::Accession, &words, RECORD),
            "date" => known.published(dated(&words), RECORD),
            "creator" if !words.is_empty() => self.authors.push(words),
            "subject" if !words.is_empty() => self.subjects.push(words),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some((_, all)) = &mut self.open {
            all.push_str(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{ArticleDraft, drafts};
    use std::io::Write as _;

    const CONTAINER_XML: &str =
        r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#;
    const PACKAGE: &str = r#"<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
        <dc:title>The ferry plan</dc:title><dc:creator>Ana Lind</dc:creator><dc:creator>Tomas Berg</dc:creator>
        <dc:publisher>Harbour Press</dc:publisher><dc:language>en</dc:language><dc:date>2026-03-04</dc:date>
        <dc:identifier>urn:x:1</dc:identifier><dc:subject>Ferries</dc:subject></metadata>
        <manifest><item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
        <item id="a" href="text/part%20one.xhtml" media-type="application/xhtml+xml"/>
        <item id="p" href="cover.png" media-type="image/png"/></manifest>
        <spine><itemref idref="a"/><itemref idref="b"/><itemref idref="p"/></spine></package>"#;
    const ONE: &str = "<html><head><title/></head><body><h1>The ferry plan</h1><h2>One</h2><p>The plan <i>stalled</i>.</p></body></html>";
    const TWO: &str = "<html><body><h2>Two</h2><p>Nobody paid.</p><ul><li>Quay</li></ul></body></html>";

    fn book(files: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let first = [("mimetype", "application/epub+zip")];
        for (name, words) in first.iter().chain(files) {
            zip.start_file(*name, stored).expect("begun");
            zip.write_all(words.as_bytes()).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    fn whole() -> Vec<(&'static str, &'static str)> {
        vec![
            (CONTAINER, CONTAINER_XML),
            ("OEBPS/book.opf", PACKAGE),
            ("OEBPS/text/two.xhtml", TWO),
            ("OEBPS/text/part one.xhtml", ONE),
        ]
    }

    fn drafted(bytes: &[u8]) -> Result<(ArticleDraft, Vec<&'static str>), IngestError> {
        let found = drafts(SourceFile { name: "book.epub", bytes }, &Progress::new())?;
        let codes = found.issues.iter().map(|issue| issue.code).collect();
        Ok((found.value.into_iter().next().expect("one article"), codes))
    }

    #[test]
    fn a_book_is_one_article_in_the_order_of_reading() {
        let (draft, codes) = drafted(&book(&whole())).expect("a book");
        assert_eq!(draft.text, "The ferry plan\n\nOne\n\nThe plan stalled.\n\nTwo\n\nNobody paid.\n\nQuay\n");
        assert_eq!(draft.zones[0].kind, ZoneKind::Headline);
        let about = &draft.metadata;
        assert_eq!((about.title.as_str(), about.outlet.as_str()), ("The ferry plan", "Harbour Press"));
        assert_eq!(about.authors, ["Ana Lind", "Tomas Berg"]);
        assert_eq!((about.published.date.as_str(), about.language.as_str()), ("2026-03-04", "en"));
        assert_eq!((draft.kind, codes.len()), (SourceKind::Epub, 0));
    }

    #[test]
    fn lists_of_parts_and_pages_are_no_text() {
        let nav =
            "<html><body><nav epub:type=\"toc\"><ol><li>One</li></ol></nav><p>All parts</p></body></html>";
        let two = "<html><body><h2>Two</h2><p>Nobody <span epub:type=\"pagebreak\">12</span>paid.</p>\
                   <nav epub:type=\"page-list\"><ol><li>11</li><li>12</li></ol></nav></body></html>";
        let package = PACKAGE
            .replace("<manifest>", "<manifest><item id=\"n\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/>")
            .replace("<spine>", "<spine><itemref idref=\"n\"/>");
        let files = [
            (CONTAINER, CONTAINER_XML),
            ("OEBPS/book.opf", package.as_str()),
            ("OEBPS/nav.xhtml", nav),
            ("OEBPS/text/two.xhtml", two),
            ("OEBPS/text/part one.xhtml", ONE),
        ];
        let (draft, codes) = drafted(&book(&files)).expect("a book");
        assert_eq!(draft.text, "The ferry plan\n\nOne\n\nThe plan stalled.\n\nTwo\n\nNobody paid.\n");
        assert_eq!(codes.len(), 0);
    }

    #[test]
    fn what_is_missing_is_counted_and_what_is_protected_is_refused() {
        let mut files = whole();
        files.remove(2);
        let (draft, codes) = drafted(&book(&files)).expect("a book");
        assert!(draft.text.contains("stalled") && !draft.text.contains("Nobody"));
        assert_eq!(codes, ["chapters-missing"]);
        files.push((ENCRYPTION, r#"<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/part%20one.xhtml"/></CipherData></EncryptedData></encryption>"#));
        assert_eq!(drafted(&book(&files)).expect_err("protected"), IngestError::Protected);
        assert!(matches!(drafted(&book(&[])), Err(IngestError::Damaged { .. })));
        assert!(matches!(drafted(&book(&whole()[..1])), Err(IngestError::Damaged { .. })));
        let empty = [(CONTAINER, CONTAINER_XML), ("OEBPS/book.opf", "<package/>")];
        let refused = drafted(&book(&empty)).expect_err("no words");
        assert!(matches!(refused, IngestError::NoWords { .. }), "{refused:?}");
        let bytes = book(&whole());
        for length in (4..bytes.len()).step_by(61) {
            let _ = drafted(&bytes[..length]);
            let mut turned = bytes.clone();
            turned[length] ^= 0x15;
            let _ = drafted(&turned);
        }
    }

    #[test]
    fn names_are_resolved_within_the_book() {
        for (folder, href, want) in [
            ("OEBPS", "a%20b.xhtml#c", "OEBPS/a b.xhtml"),
            ("OEBPS/x", "../t/./a.xhtml", "OEBPS/t/a.xhtml"),
            ("", "../../etc", "etc"),
            ("", "100%", "100%"),
            ("", "%zz", "%zz"),
        ] {
            assert_eq!(resolved(folder, href), want);
        }
    }
}
