//! Libraries of Zotero with the files that are attached to their items: in a zip, or in the folder beside.

use super::parsed::ParsedArticle;
use super::records::zotero::{self, LibraryItem};
use super::{FilesBeside, IngestError, ParsedFile, SourceFile, SourceKind, go_on, office::xml::text_of};
use crate::base::{Issue, Progress, Severity, address};
use crate::message;
use crate::model::{FileReading, ReadOptions};
use crate::text::Digest;

/// What libraries say of the files in them.
#[derive(Default)]
pub(super) struct Library(Vec<LibraryItem>);

/// The text of a file that is a library; `None` for other files.
pub(super) fn text_of_library(bytes: &[u8]) -> Option<String> {
    let text = zotero::has_mark(bytes).then(|| text_of(bytes))?;
    zotero::is_library(&text).then_some(text)
}

impl Library {
    /// Takes the items of a library whose files are named from `folder`, which is empty or ends in a slash.
    pub fn take(&mut self, text: &str, folder: &str, progress: &Progress) -> Result<(), IngestError> {
        let mut items = zotero::items(text, progress)?;
        for item in &mut items {
            item.files.iter_mut().for_each(|file| file.insert_str(0, folder));
        }
        self.0.append(&mut items);
        Ok(())
    }

    /// What a library says of an article goes before what its file says; of several files of one item nobody says which is
    /// the article, and each is asked first. Items of which no file came in are to be fetched. What names neither is told.
    pub fn complete(self, articles: &mut Vec<ParsedArticle>, library: &str) -> Vec<Issue> {
        let (mut missing, mut nameless) = (Vec::new(), Vec::new());
        for LibraryItem { known, files, teaser, number, is_file } in self.0 {
            let of_item = |article: &&mut ParsedArticle| {
                files.iter().any(|file| *file == article.member || address::unescaped(file) == article.member)
            };
            let mut own: Vec<_> = articles.iter_mut().filter(of_item).collect();
            match own.as_mut_slice() {
                [] if is_file => {}
                [] => match ParsedArticle::not_at_hand(known, teaser) {
                    Some(article) => {
                        let kind = Some(SourceKind::Library);
                        missing.push(ParsedArticle { member: library.to_owned(), kind, ..article });
                    }
                    None => nameless.push(format!("#{number}")),
                },
                [article] if !is_file => {
                    let own = std::mem::replace(&mut article.known, known);
                    article.known.join(own);
                }
                several => several.iter_mut().for_each(|article| article.known.join(known.clone())),
            }
        }
        let issues = [super::table::to_fetch(&missing), super::table::without_text(&nameless)];
        articles.append(&mut missing);
        issues.into_iter().flatten().map(|issue| Issue { file: library.to_owned(), ..issue }).collect()
    }
}

/// The files that a library names as attached to its items, from its folder; nothing where it is no library.
pub fn attached_files(bytes: &[u8]) -> Vec<String> {
    let Some(text) = text_of_library(bytes) else { return Vec::new() };
    let items = zotero::items(&text, &Progress::new()).unwrap_or_default();
    items.into_iter().flat_map(|item| item.files).collect()
}

/// Reads a library and the files beside it that are attached to its items; one that cannot be read is told, and the rest
/// goes in.
///
/// # Errors
/// When the caller asked to stop.
pub(super) fn read(
    source: SourceFile<'_>,
    text: &str,
    options: &ReadOptions,
    beside: FilesBeside<'_>,
    progress: &Progress,
) -> Result<ParsedFile, IngestError> {
    let mut library = Library::default();
    library.take(text, "", progress)?;
    let mut file = ParsedFile {
        kind: SourceKind::Library,
        articles: Vec::new(),
        note: Vec::new(),
        issues: Vec::new(),
        reading: FileReading::default(),
    };
    let mut names: Vec<&String> = library.0.iter().flat_map(|item| &item.files).collect();
    names.sort();
    names.dedup();
    let mut missing = Vec::new();
    for name in names {
        go_on(progress)?;
        let bytes = match beside(name) {
            Some(Ok(bytes)) => bytes,
            Some(Err(issue)) => {
                file.issues.push(issue);
                continue;
            }
            None => {
                missing.push(name.as_str());
                continue;
            }
        };
        match super::read(SourceFile { name, bytes: &bytes }, options, &Progress::new()) {
            Ok(inner) => {
                let sha256 = Digest::of_bytes(&bytes).to_string();
                file.issues
                    .extend(inner.issues.into_iter().map(|issue| Issue { file: name.clone(), ..issue }));
                file.articles.extend(inner.articles.into_iter().map(|article| ParsedArticle {
                    member: name.clone(),
                    kind: Some(inner.kind),
                    sha256: Some(sha256.clone()),
                    ..article
                }));
            }
            Err(IngestError::Cancelled) => return Err(IngestError::Cancelled),
            Err(error) => {
                let severity = if error.is_without_words() { Severity::Note } else { Severity::Error };
                let said = message!("ingest-not-read", reason = error.message());
                file.issues.push(Issue { severity, ..Issue::error("not-read", name, said) });
            }
        }
    }
    file.issues.extend(absent(&missing));
    let found = library.complete(&mut file.articles, source.file_name());
    file.issues.extend(found);
    progress.advance(source.bytes.len() as u64);
    Ok(file)
}

/// That files which a library names are not beside it; nothing when none is named.
fn absent(names: &[&str]) -> Option<Issue> {
    let (named, rest) = super::table::told(names.iter().copied(), names.len());
    let said = message!("findings-attached-missing", count = names.len(), rest = rest, named = named);
    let issue = Issue::warning("attached-missing", "", said).hint(message!("findings-attached-missing.hint"));
    (!names.is_empty()).then_some(issue)
}
