//! Zips of files with articles.

use super::library::{Library, text_of_library};
use super::{
    IngestError, ParsedFile, SourceFile, SourceKind, are_parts_of_page, go_on, kind, of_page_parts,
    page_missing,
};
use crate::archive::{Archive, Limits};
use crate::base::{Issue, Progress, Severity, excerpt};
use crate::locale::Argument;
use crate::message;
use crate::model::{ColumnChoice, ColumnsTaken, FileReading, ReadOptions};
use std::collections::BTreeSet;
use std::io::Cursor;

/// How many files are told of a zip of which none could be read.
const TOLD: usize = 3;
/// How many files a zip may have.
const MOST_FILES: usize = 20_000;

/// Reads every file of a zip by the reader of its kind; one that cannot be read is told, and the rest goes in.
///
/// # Errors
/// When it is damaged or beyond the limits, or the caller asked to stop.
pub(super) fn read(
    source: SourceFile<'_>,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<ParsedFile, IngestError> {
    let mut archive = Archive::open(Cursor::new(source.bytes), Limits::held(MOST_FILES))
        .map_err(|error| IngestError::of_archive(&error, true))?;
    let mut members: Vec<(usize, String)> = archive.names().enumerate().collect();
    members.retain(|(at, name)| (archive.is_file(*at) || archive.is_link(*at)) && !is_hidden(name));
    let mut issues = Vec::new();
    let links: Vec<String> =
        members.extract_if(.., |(at, _)| archive.is_link(*at)).map(|(_, name)| name).collect();
    let outside: Vec<String> =
        members.extract_if(.., |(_, name)| leads_outside(name)).map(|(_, name)| name).collect();
    issues.extend(left_out("links-in-zip", &links));
    issues.extend(left_out("outside-of-zip", &outside));
    let names: Vec<String> = members.iter().map(|(_, name)| name.clone()).collect();
    members.retain(|(_, name)| !is_part_of_page(name, &names));
    let alone: BTreeSet<String> =
        members.iter().filter_map(|(_, name)| folder_without_page(name, &names)).collect();
    members.retain(|(_, name)| alone.iter().all(|folder| !name.starts_with(&format!("{folder}/"))));
    issues.extend(alone.iter().filter_map(|folder| {
        let stem = of_page_parts(folder.rsplit('/').next()?)?;
        Some(page_missing(&format!("{}/{folder}", source.file_name()), stem))
    }));
    members.sort_by(|(_, a), (_, b)| a.cmp(b));
    let mut columns = ZippedColumns::of(options);
    let mut file = ParsedFile {
        kind: SourceKind::Zip,
        articles: Vec::new(),
        note: Vec::new(),
        issues,
        reading: FileReading::default(),
    };
    let (count, mut why) = (members.len() as u64, Vec::new());
    let mut library = Library::default();
    for (at, name) in members {
        go_on(progress)?;
        let told = format!("{}/{name}", source.file_name());
        let member = archive.read(at).map_err(|error| IngestError::of_archive(&error, true));
        let read = member.and_then(|bytes| {
            if let Some(text) = text_of_library(&bytes) {
                let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
                library.take(&text, &format!("{}/{folder}", source.file_name()), progress)?;
                return Ok(None);
            }
            if kind::of_bytes(&bytes) == Some(SourceKind::Zip) {
                return Err(IngestError::ZipInZip);
            }
            columns.read(SourceFile { name: &name, bytes: &bytes }, progress).map(Some)
        });
        match read {
            Ok(None) => {}
            Ok(Some(inner)) => {
                file.issues.extend(inner.issues.into_iter().map(|mut issue| {
                    issue.file.clone_from(&told);
                    issue
                }));
                file.articles.extend(inner.articles.into_iter().map(|mut article| {
                    article.member.clone_from(&told);
                    article.kind = Some(inner.kind);
                    article
                }));
            }
            Err(IngestError::Cancelled) => return Err(IngestError::Cancelled),
            Err(error) => {
                if why.len() < TOLD {
                    why.push(message!("ingest-in-zip", name = &*excerpt(&name), why = error.message()));
                }
                let severity = if error.is_without_words() { Severity::Note } else { Severity::Error };
                let said = message!("ingest-not-read", reason = error.message());
                file.issues.push(Issue { severity, ..Issue::error("not-read", told, said) });
            }
        }
    }
    let found = library.complete(&mut file.articles, source.file_name());
    file.issues.extend(found);
    let ZippedColumns { columns, unused, .. } = columns;
    // A column that no table of the zip has.
    if let Some(choice) = unused.into_iter().next().filter(|_| !columns.is_empty()) {
        return Err(IngestError::NoColumn { column: choice.column, columns: names_of(columns) });
    }
    if file.articles.is_empty() {
        return Err(IngestError::NothingInZip { count, why, columns });
    }
    file.reading.columns = columns;
    Ok(file)
}

fn names_of(columns: ColumnsTaken) -> Vec<String> {
    columns.into_iter().map(|(name, _)| name).collect()
}

/// The columns of the tables in a zip, and what somebody said of them. What is said of a column holds for the tables that
/// have it.
struct ZippedColumns {
    options: ReadOptions,
    /// The columns of all tables, each name once.
    columns: ColumnsTaken,
    /// What was said of columns that no table has had.
    unused: Vec<ColumnChoice>,
}

impl ZippedColumns {
    fn of(options: &ReadOptions) -> Self {
        Self { options: options.clone(), columns: Vec::new(), unused: options.columns.clone() }
    }

    /// Reads a file of the zip, by what was said of the columns that it has.
    fn read(&mut self, source: SourceFile<'_>, progress: &Progress) -> Result<ParsedFile, IngestError> {
        let mut options = self.options.clone();
        loop {
            let found = super::read(source, &options, progress);
            if let Err(IngestError::NoColumn { column, columns }) = &found {
                let count = options.columns.len();
                options.columns.retain(|choice| choice.column != *column);
                if options.columns.len() < count {
                    self.take(columns.iter().map(|name| (name.clone(), None)).collect());
                    continue;
                }
            }
            let columns = match &found {
                Ok(inner) => inner.reading.columns.clone(),
                Err(error) => error.reading().columns,
            };
            if !columns.is_empty() {
                self.unused.retain(|choice| !options.columns.contains(choice));
                self.take(columns);
            }
            return found;
        }
    }

    fn take(&mut self, columns: ColumnsTaken) {
        for (name, holds) in columns {
            match self.columns.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = known.or(holds),
                None => self.columns.push((name, holds)),
            }
        }
    }
}

/// That files of a zip are left out; nothing where none is.
fn left_out(code: &'static str, names: &[String]) -> Option<Issue> {
    let named = Argument::series(names.iter().take(TOLD).map(|name| excerpt(name).into_owned()));
    let (count, rest) = (names.len(), names.len().saturating_sub(TOLD));
    let said = match code {
        "links-in-zip" => message!("findings-links-in-zip", count = count, named = named, rest = rest),
        _ => message!("findings-outside-of-zip", count = count, named = named, rest = rest),
    };
    let issue = Issue::error(code, "", said).hint(message!("findings-outside-of-zip.hint"));
    (count > 0).then_some(issue)
}

/// Whether a name leads out of the folder that a zip is unpacked to.
fn leads_outside(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    is_drive || name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..")
}

/// The outermost folder with parts of a page that is not in the zip, where a file lies in one.
fn folder_without_page(name: &str, names: &[String]) -> Option<String> {
    let mut folders = name.match_indices('/').map(|(at, _)| &name[..at]);
    let folder = folders.find(|folder| {
        let within = format!("{folder}/");
        let inside = names.iter().filter_map(|one| one.strip_prefix(&within));
        of_page_parts(folder).is_some() && are_parts_of_page(inside)
    })?;
    Some(folder.to_owned())
}

fn is_hidden(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && !matches!(part, "." | "..");
    name.split('/').any(|part| is_hidden(part) || part.starts_with("~$") || part == "__MACOSX")
}

/// Whether a file lies in the folder with the parts of a page of the zip.
fn is_part_of_page(name: &str, names: &[String]) -> bool {
    let folders = name.match_indices('/').map(|(at, _)| &name[..at]);
    folders.into_iter().any(|folder| {
        of_page_parts(folder).is_some_and(|stem| {
            ["html", "htm", "xhtml"]
                .iter()
                .any(|ending| names.iter().any(|one| *one == format!("{stem}.{ending}")))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::base::{Progress, Severity};
    use crate::ingest::{IngestError, SourceFile, drafts, drafts_as};
    use crate::model::{ArticleColumn, ColumnChoice, ReadOptions};
    use std::io::{Cursor, Write as _};

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    #[test]
    fn every_file_goes_its_road_and_what_is_not_read_is_told() {
        let inner = zipped(&[("a.txt", b"Words\n")]);
        let bytes = zipped(&[
            ("b/second.md", b"# Ferry plan\n\nThe plan stalled on Tuesday.\n"),
            ("a.txt", b"Harbour\n\nThe council met on Monday.\n"),
            ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            ("empty.txt", b" \n"),
            ("inner.zip", &inner),
            (".DS_Store", b"junk"),
            ("__MACOSX/a.txt", b"junk"),
            ("~$lock.docx", b"junk"),
        ]);
        let found = drafts(SourceFile { name: "desk.zip", bytes: &bytes }, &Progress::new()).expect("drafts");
        let titles: Vec<_> = found
            .value
            .iter()
            .map(|draft| (draft.metadata.source_file.as_str(), draft.metadata.import.kind.as_str()))
            .collect();
        assert_eq!(titles, [("desk.zip/a.txt", "plain-text"), ("desk.zip/b/second.md", "markdown")]);
        let told: Vec<_> = found.issues.iter().map(|issue| (issue.file.as_str(), issue.severity)).collect();
        let want = [
            ("desk.zip/empty.txt", Severity::Error),
            ("desk.zip/inner.zip", Severity::Error),
            ("desk.zip/photo.png", Severity::Note),
        ];
        assert_eq!(told, want);
        let stored = zipped(&[("word/document.xml", b"<x/>"), ("[Content_Types].xml", b"<x/>")]);
        let holder = zipped(&[("inner.docx", &stored), ("a.txt", b"Harbour\n\nThe council met.\n")]);
        let found =
            drafts(SourceFile { name: "holder.zip", bytes: &holder }, &Progress::new()).expect("drafts");
        assert_eq!(found.value.len(), 1, "a zip that holds a document is no document");
        let none = zipped(&[("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]);
        let error =
            drafts(SourceFile { name: "none.zip", bytes: &none }, &Progress::new()).expect_err("nothing");
        assert!(matches!(&error, IngestError::NothingInZip { .. }), "{error:?}");
        let cut = &bytes[..bytes.len() / 2];
        assert!(drafts(SourceFile { name: "cut.zip", bytes: cut }, &Progress::new()).is_err());
    }

    #[test]
    fn what_leads_out_of_a_zip_and_links_are_counted_and_named() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for name in ["a.txt", "../up.txt", "/etc/root.txt", "b/../../c.txt", "C:/d.txt", "e\\..\\f.txt"] {
            zip.start_file(name, options).expect("begun");
            zip.write_all(b"Harbour\n\nThe council met on Monday.\n").expect("written");
        }
        zip.add_symlink("link.txt", "a.txt", options).expect("a link");
        let bytes = zip.finish().expect("finished").into_inner();
        let found = drafts(SourceFile { name: "desk.zip", bytes: &bytes }, &Progress::new()).expect("drafts");
        let files: Vec<_> = found.value.iter().map(|draft| draft.metadata.source_file.as_str()).collect();
        assert_eq!(files, ["desk.zip/a.txt"]);
        let told = |code: &str| {
            let issue = found.issues.iter().find(|issue| issue.code == code).expect(code);
            (issue.severity, issue.message.english())
        };
        let (severity, links) = told("links-in-zip");
        assert!(severity == Severity::Error && links.contains("link.txt"), "{links}");
        let (_, outside) = told("outside-of-zip");
        assert!(outside.contains("5 files") && outside.contains("../up.txt"), "{outside}");
    }

    #[test]
    fn parts_of_a_page_that_is_not_in_the_zip_are_no_articles() {
        let files: [(&str, &[u8]); 4] = [
            ("a.txt", b"Harbour\n\nThe council met on Monday.\n"),
            ("x/page_files/app.js", b"let words = 'The council met on Monday.';\n"),
            ("x/page_files/frame.html", b"<html><p>The council met on Tuesday.</p>"),
            ("my_files/words.txt", b"Pier\n\nThe pier is closed.\n"),
        ];
        let bytes = zipped(&files);
        let found = drafts(SourceFile { name: "desk.zip", bytes: &bytes }, &Progress::new()).expect("drafts");
        assert_eq!(found.value.len(), 2);
        let told: Vec<_> = found.issues.iter().map(|issue| (issue.code, issue.file.as_str())).collect();
        assert_eq!(told, [("page-missing", "desk.zip/x/page_files")]);
    }

    #[test]
    fn columns_of_tables_in_a_zip_are_chosen() {
        let bytes = zipped(&[
            ("one.csv", b"Head,Words\nFerry stalls,The plan stalled on Tuesday.\n"),
            ("two.csv", b"Title,Text,Date\nPier,The pier is closed.,2026-03-04\n"),
            ("three.txt", b"Bridge\n\nThe bridge is safe.\n"),
        ]);
        let source = SourceFile { name: "desk.zip", bytes: &bytes };
        let read = |choices: &[(&str, &str)]| {
            let columns = choices.iter().map(|(word, column)| ColumnChoice {
                column: (*column).to_owned(),
                holds: ArticleColumn::of_word(word),
            });
            let options = ReadOptions { columns: columns.collect(), ..ReadOptions::default() };
            drafts_as(source, &options, &Progress::new())
        };
        let found = read(&[]).expect("drafts").value;
        let names: Vec<&str> = found[0].reading.columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Head", "Words", "Title", "Text", "Date"]);
        let found = read(&[("text", "Words"), ("title", "Head")]).expect("drafts").value;
        let titles: Vec<_> = found.iter().map(|draft| draft.metadata.title.as_str()).collect();
        assert_eq!(titles, ["Ferry stalls", "Bridge", "Pier"]);
        assert_eq!(found[0].metadata.import.kind, "delimited-table");
        let error = read(&[("text", "Wordz")]).expect_err("no such column");
        assert!(matches!(&error, IngestError::NoColumn { column, .. } if column == "Wordz"), "{error:?}");
        let alone = zipped(&[("list.csv", b"Title,Date,Url\nFerry,2026-03-04,\n,,\n")]);
        let source = SourceFile { name: "list.zip", bytes: &alone };
        let found = drafts(source, &Progress::new());
        let columns = found
            .map_or_else(|error| error.reading().columns, |found| found.value[0].reading.columns.clone());
        assert_eq!(columns.len(), 3);
    }

    #[test]
    fn a_library_says_what_is_known_of_its_files() {
        let rdf = r##"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
            xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
            xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:foaf="http://xmlns.com/foaf/0.1/">
            <bib:Article rdf:about="https://example.org/ferry"><z:itemType>newspaperArticle</z:itemType>
            <dcterms:isPartOf><bib:Newspaper><dc:title>Harbour Post</dc:title></bib:Newspaper></dcterms:isPartOf>
            <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Lind</foaf:surname><foaf:givenName>Ana</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
            <link:link rdf:resource="#item_12"/><dc:title>Ferry stalls</dc:title><dc:date>2026-03-04</dc:date>
            <dc:subject>Ferries</dc:subject></bib:Article>
            <z:Attachment rdf:about="#item_12"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/12/page.txt"/></z:Attachment>
            <bib:Article rdf:about="#item_13"><z:itemType>newspaperArticle</z:itemType><dc:title>Without a file</dc:title></bib:Article>
            <bib:Memo rdf:about="#item_14"><z:itemType>note</z:itemType></bib:Memo></rdf:RDF>"##;
        let bytes = zipped(&[
            ("Mine/Mine.rdf", rdf.as_bytes()),
            ("Mine/files/12/page.txt", b"Another line\n\nThe plan stalled on Tuesday.\n"),
            ("Mine/other.txt", b"Harbour\n\nThe council met on Monday.\n"),
        ]);
        let found = drafts(SourceFile { name: "mine.zip", bytes: &bytes }, &Progress::new()).expect("drafts");
        assert_eq!(found.value.len(), 3);
        let missing = found.value[2].as_stub().expect("no text");
        assert_eq!(
            (missing.metadata.title.as_str(), missing.metadata.import.kind.as_str()),
            ("Without a file", "zotero-library")
        );
        let about = &found.value[0].metadata;
        assert_eq!((about.title.as_str(), about.outlet.as_str()), ("Ferry stalls", "Harbour Post"));
        assert_eq!(
            (about.authors.as_slice(), about.subjects.as_slice()),
            (&["Ana Lind".to_owned()][..], &["Ferries".to_owned()][..])
        );
        assert_eq!(
            (about.published.date.as_str(), about.url.as_str()),
            ("2026-03-04", "https://example.org/ferry")
        );
        assert_eq!(found.value[1].metadata.outlet, "", "the other file is its own");
        let said: Vec<_> = found.issues.iter().map(|issue| (issue.code, issue.message.english())).collect();
        assert!(
            said.len() == 1 && said[0].0 == "to-fetch" && said[0].1.contains("Without a file"),
            "{said:?}"
        );
        let alone = drafts(SourceFile { name: "Mine.rdf", bytes: rdf.as_bytes() }, &Progress::new());
        let alone = alone.expect("a list");
        assert!(alone.value.len() == 2 && alone.value.iter().all(|draft| draft.teaser.is_some()));
        assert_eq!(alone.issues[0].code, "attached-missing");
        let broken =
            zipped(&[("Mine.rdf", &rdf.as_bytes()[..900]), ("a.txt", b"Harbour\n\nThe council met.\n")]);
        assert!(drafts(SourceFile { name: "mine.zip", bytes: &broken }, &Progress::new()).is_ok());
    }
}
