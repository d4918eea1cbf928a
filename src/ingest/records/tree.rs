//! A small tree of XML, for records that are short.

use crate::base::Progress;
use crate::ingest::IngestError;
use crate::ingest::office::xml::{XmlElement, XmlVisitor, walk};

/// Elements that are held at most.
const MOST: usize = 2_000_000;

/// An element with what is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub name: String,
    /// Its name as written.
    pub qualified: String,
    attributes: Vec<(&'static str, String)>,
    pub parts: Vec<TreePart>,
}

/// A part of an element.
#[derive(Debug)]
pub(super) enum TreePart {
    Element(Element),
    Words(String),
}

/// Attributes that are kept.
const KEPT: [&str; 14] = [
    "norm",
    "id-string",
    "name",
    "edition.name",
    "position.section",
    "position.sequence",
    "guid",
    "lang",
    "href",
    "rel",
    "type",
    "content",
    "about",
    "resource",
];

impl Element {
    /// The value of an attribute; empty when it has none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.parts.iter().filter_map(|part| match part {
            TreePart::Element(element) => Some(element),
            TreePart::Words(_) => None,
        })
    }

    /// The first element of a name in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements of a name below it, in their order.
    pub fn all<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let mut found = Vec::new();
        self.collect(name, &mut found);
        found
    }

    fn collect<'e>(&'e self, name: &str, found: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.collect(name, found);
        }
    }

    /// The first element of a name below it.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|one| if one.name == name { Some(one) } else { one.find(name) })
    }

    /// All words below it.
    pub fn words(&self) -> String {
        let mut out = String::new();
        self.push_words(&mut out);
        out
    }

    fn push_words(&self, out: &mut String) {
        for part in &self.parts {
            match part {
                TreePart::Words(words) => out.push_str(words),
                TreePart::Element(element) => element.push_words(out),
            }
        }
    }

    /// The words of the first element of a name below it.
    pub fn words_of(&self, name: &str) -> String {
        self.find(name).map(Element::words).unwrap_or_default()
    }
}

#[derive(Default)]
struct TreeBuilder {
    open: Vec<Element>,
    count: usize,
}

impl XmlVisitor for TreeBuilder {
    fn open(&mut self, element: &XmlElement<'_>) {
        self.count += 1;
        let kept = KEPT.iter().filter_map(|name| Some((*name, element.attribute(name)?)));
        self.open.push(Element {
            name: element.name.to_owned(),
            qualified: element.qualified.to_owned(),
            attributes: if self.count < MOST { kept.collect() } else { Vec::new() },
            parts: Vec::new(),
        });
    }

    fn close(&mut self, _name: &str) {
        if self.open.len() > 1 {
            let done = self.open.pop().filter(|_| self.count < MOST);
            let parent = self.open.last_mut();
            parent
                .into_iter()
                .zip(done)
                .for_each(|(parent, done)| parent.parts.push(TreePart::Element(done)));
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(last) = self.open.last_mut() {
            last.parts.push(TreePart::Words(words.to_owned()));
        }
    }
}

/// The element that holds all of an XML text, and whether it was read to its end.
///
/// # Errors
/// When the caller asked to stop.
pub(super) fn tree(text: &str, progress: &Progress) -> Result<(Element, bool), IngestError> {
    let mut builder = TreeBuilder { open: vec![Element::default()], count: 0 };
    let whole = walk(text, &mut builder, progress)?;
    while builder.open.len() > 1 {
        builder.close("");
    }
    let root = builder.open.pop().unwrap_or_default();
    Ok((root, whole && builder.count < MOST))
}
