//! Libraries as Zotero exports them: RDF with what is known of each item, and the files that are attached to it.

use super::dated;
use super::tree::{Element, tree};
use crate::base::Progress;
use crate::ingest::parsed::KnownValues;
use crate::ingest::{IngestError, language};
use crate::model::{ArticleField, ValueOrigin};
use std::collections::{BTreeMap, BTreeSet};

const RECORD: ValueOrigin = ValueOrigin::Record;
/// How the names of a library's own elements begin.
const MARK: &str = "zotero.org/namespaces";
/// Bytes at the beginning in which the mark stands.
const HEAD: usize = 4096;

/// An item of a library.
#[derive(Debug, Default)]
pub(in crate::ingest) struct LibraryItem {
    pub known: KnownValues,
    /// Its files, as named from the folder of the library.
    pub files: Vec<String>,
    /// What it is about, in a few words; mostly empty.
    pub teaser: String,
    /// Its place among the items, counted from 1.
    pub number: usize,
    /// Whether it is a file that belongs to no other item.
    pub is_file: bool,
}

/// Whether bytes can be those of a library.
pub(in crate::ingest) fn has_mark(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(HEAD)], MARK.as_bytes()).is_some()
}

/// Whether a text is a library.
pub(in crate::ingest) fn is_library(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(HEAD)];
    head.to_ascii_lowercase().contains("<rdf:rdf") && head.contains(MARK)
}

/// The items of a library that are no notes, and the attachments that belong to none.
///
/// # Errors
/// When the caller asked to stop.
pub(in crate::ingest) fn items(text: &str, progress: &Progress) -> Result<Vec<LibraryItem>, IngestError> {
    let (root, _) = tree(text, progress)?;
    let Some(library) = root.child("RDF") else { return Ok(Vec::new()) };
    let mut attached: BTreeMap<&str, &str> = BTreeMap::new();
    for one in library.elements().filter(|one| one.name == "Attachment") {
        if let Some(file) = one.child("resource") {
            attached.insert(one.attribute("about"), file.attribute("resource"));
        }
    }
    let is_item = |one: &&Element| {
        let kind = one.child("itemType").map(Element::words).unwrap_or_default();
        one.name != "Attachment" && !matches!(kind.trim(), "" | "attachment" | "note")
    };
    let mut items: Vec<LibraryItem> =
        library.elements().filter(is_item).map(|one| item(one, &attached)).collect();
    let linked: BTreeSet<&str> = library
        .elements()
        .filter(is_item)
        .flat_map(|one| one.elements().filter(|link| link.name == "link"))
        .map(|link| link.attribute("resource"))
        .collect();
    let alone = library.elements().filter(|one| one.name == "Attachment");
    let alone = alone.filter(|one| !linked.contains(one.attribute("about")));
    items.extend(alone.filter_map(|one| {
        let file = attached.get(one.attribute("about"))?;
        Some(LibraryItem { files: vec![(*file).to_owned()], is_file: true, ..item(one, &attached) })
    }));
    for (number, item) in (1..).zip(&mut items) {
        item.number = number;
    }
    Ok(items)
}

fn item(element: &Element, attached: &BTreeMap<&str, &str>) -> LibraryItem {
    let words = |name: &str| element.child(name).map(Element::words).unwrap_or_default();
    let mut known = KnownValues::default();
    known.words(ArticleField::Title, &words("title"), RECORD);
    let outlet = element.child("isPartOf").map(|part| part.words_of("title")).unwrap_or_default();
    known.words(ArticleField::Outlet, &outlet, RECORD);
    known.words(ArticleField::Language, &language::tag_of(words("language").trim()), RECORD);
    known.words(ArticleField::Section, &words("section"), RECORD);
    known.words(ArticleField::Edition, &words("edition"), RECORD);
    known.words(ArticleField::Page, &words("pages"), RECORD);
    let address = element.elements().filter(|one| one.name == "identifier").map(|one| one.words_of("value"));
    let about = element.attribute("about").to_owned();
    let of_web = |address: &String| address.starts_with("http://") || address.starts_with("https://");
    let address = address.chain([about]).map(|address| address.trim().to_owned()).find(of_web);
    known.words(ArticleField::Url, &address.unwrap_or_default(), RECORD);
    known.published(dated(&words("date")), RECORD);
    let people = element.child("authors").map(|all| all.all("Person")).unwrap_or_default();
    let name = |person: &Element| {
        let parts = [person.words_of("givenName"), person.words_of("surname")];
        let parts: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    let people = people.into_iter().map(name).filter(|name| !name.is_empty());
    known.authors(people.collect(), RECORD);
    let subjects = element.elements().filter(|one| one.name == "subject");
    let subjects = subjects.map(|one| one.words().trim().to_owned()).filter(|one| !one.is_empty());
    known.subjects(subjects.collect(), RECORD);
    let links = element.elements().filter(|one| one.name == "link");
    let files = links.filter_map(|link| attached.get(link.attribute("resource")));
    let files = files.map(|file| (*file).to_owned()).collect();
    LibraryItem { known, files, teaser: words("abstract").trim().to_owned(), ..LibraryItem::default() }
}
