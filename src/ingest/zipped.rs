//! Zips of files with articles.

use super::{IngestError, ParsedFile, SourceFile, SourceKind, kind, of_page_parts};
use crate::archive::{Archive, Limits};
use crate::base::{Issue, Progress, Severity};
use crate::message;
use crate::model::{FileReading, ReadOptions};
use std::io::Cursor;

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
        .map_err(|error| IngestError::Damaged { reason: error.message() })?;
    let mut members: Vec<(usize, String)> = archive.names().enumerate().collect();
    members.retain(|(at, name)| archive.is_file(*at) && !is_hidden(name));
    let names: Vec<String> = members.iter().map(|(_, name)| name.clone()).collect();
    members.retain(|(_, name)| !is_part_of_page(name, &names));
    members.sort_by(|(_, a), (_, b)| a.cmp(b));
    let mut file = ParsedFile {
        kind: SourceKind::Zip,
        articles: Vec::new(),
        note: Vec::new(),
        issues: Vec::new(),
        reading: FileReading::default(),
    };
    for (at, name) in members {
        if progress.is_cancelled() {
            return Err(IngestError::Cancelled);
        }
        let told = format!("{}/{name}", source.file_name());
        let member = archive.read(at).map_err(|error| IngestError::Damaged { reason: error.message() });
        let read = member.and_then(|bytes| {
            if kind::of_bytes(&bytes) == Some(SourceKind::Zip) {
                return Err(IngestError::ZipInZip);
            }
            super::read(SourceFile { name: &name, bytes: &bytes }, options, progress)
        });
        match read {
            Ok(inner) => {
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
                let severity = if error.is_without_words() { Severity::Note } else { Severity::Error };
                let said = message!("ingest-not-read", reason = error.message());
                file.issues.push(Issue { severity, ..Issue::error("not-read", told, said) });
            }
        }
    }
    if file.articles.is_empty() {
        return Err(IngestError::NothingInZip);
    }
    Ok(file)
}

fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part.starts_with("~$") || part == "__MACOSX")
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
    use crate::ingest::{IngestError, SourceFile, drafts};
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
        assert_eq!(error, IngestError::NothingInZip);
        let cut = &bytes[..bytes.len() / 2];
        assert!(drafts(SourceFile { name: "cut.zip", bytes: cut }, &Progress::new()).is_err());
    }
}
