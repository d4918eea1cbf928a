//! What a workbook hides: sheets, rows and columns.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What is hidden of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenParts {
    /// Whether it is hidden itself.
    pub sheet: bool,
    /// The numbers of rows, counted from 1, in ascending order.
    pub rows: Vec<u32>,
    /// The numbers of the first and last columns of runs, counted from 1.
    pub columns: Vec<(u32, u32)>,
}

impl HiddenParts {
    /// Whether a column is hidden, counted from 1.
    pub fn has_column(&self, number: u32) -> bool {
        self.columns.iter().any(|(first, last)| (*first..=*last).contains(&number))
    }
}

/// The parts of a workbook that tell what is hidden, collected one by one.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// What each sheet's part says.
    parts: BTreeMap<String, HiddenParts>,
    /// The names of the sheets, the identifiers of their parts, and whether they are hidden.
    sheets: Vec<(String, String, bool)>,
    /// The parts by their identifiers.
    targets: BTreeMap<String, String>,
}

impl Hidden {
    /// Takes a part in. What is broken in it is passed over: whoever reads its cells says so.
    pub fn take(&mut self, name: &str, part: &[u8]) {
        match name {
            "xl/workbook.xml" => each(part, "sheet", |tag| {
                let is_hidden = value(tag, "state").is_some_and(|state| state != "visible");
                if let (Some(name), Some(id)) = (value(tag, "name"), value(tag, "id")) {
                    self.sheets.push((name, id, is_hidden));
                }
            }),
            "xl/_rels/workbook.xml.rels" => each(part, "Relationship", |tag| {
                if let (Some(id), Some(target)) = (value(tag, "Id"), value(tag, "Target")) {
                    let target = match target.strip_prefix('/') {
                        Some(whole) => whole.to_owned(),
                        None => format!("xl/{target}"),
                    };
                    self.targets.insert(id, target);
                }
            }),
            // Few sheets hide anything, and to take one apart costs time.
            name if name.starts_with("xl/") && memchr::memmem::find(part, b"hidden=").is_some() => {
                let mut hidden = HiddenParts::default();
                let number = |tag: &BytesStart<'_>, name: &str| value(tag, name)?.parse::<u32>().ok();
                let is_hidden = |tag: &BytesStart<'_>| {
                    value(tag, "hidden").is_some_and(|yes| yes == "1" || yes == "true")
                };
                each(part, "row", |tag| {
                    hidden.rows.extend(number(tag, "r").filter(|_| is_hidden(tag)));
                });
                each(part, "col", |tag| {
                    let run = number(tag, "min").zip(number(tag, "max"));
                    hidden.columns.extend(run.filter(|_| is_hidden(tag)));
                });
                self.parts.insert(name.to_owned(), hidden);
            }
            _ => {}
        }
    }

    /// What is hidden of the sheet of that name.
    pub fn of(&self, sheet: &str) -> HiddenParts {
        let Some((_, id, is_hidden)) = self.sheets.iter().find(|(name, ..)| name == sheet) else {
            return HiddenParts::default();
        };
        let part = self.targets.get(id).and_then(|target| self.parts.get(target)).cloned();
        HiddenParts { sheet: *is_hidden, ..part.unwrap_or_default() }
    }
}

/// Calls `found` for each element of that name, without its prefix, as far as the part can be read.
fn each(part: &[u8], name: &str, mut found: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == name => found(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// The value of an attribute, by its name without a prefix.
fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        tag.attributes().with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}
