//! What the XML of a project or codebook says, read event by event.
//!
//! Namespaces are matched by the local names of elements alone: programs write `urn:QDA-XML:project:1.0`, `…:0:4` and
//! others. Entities that the file itself declares are not expanded.

use crate::base::{Issue, Timestamp};
use crate::formats::import::memory::{Room, in_a_list, too_much};
use crate::formats::shared::{identifiers, timestamps};
use crate::formats::{ImportedAnnotation, ImportedAnnotator, ImportedCode, ImportedDocument};
use crate::locale::Message;
use crate::message;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;
use std::fmt;
use std::io::BufRead;

/// Elements in each other at most.
const DEEPEST: usize = 100;

/// A GUID, however it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Guid(u128);

impl Guid {
    /// Reads a GUID with or without braces and dashes, in any case; what is none gets one of its own.
    pub fn of(words: &str) -> Self {
        let plain: String = words.chars().filter(|c| !matches!(c, '{' | '}' | '-' | ' ')).collect();
        let read = u128::from_str_radix(&plain, 16).ok().filter(|_| plain.len() == 32);
        let made = || u128::from(identifiers::digest_number(&["guid", words])) << 64 | u128::from(u64::MAX);
        Self(read.unwrap_or_else(made))
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = format!("{:032x}", self.0);
        write!(f, "{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}
#[derive(Debug)]
pub(super) struct UserShape {
    pub guid: Guid,
    pub name: String,
    pub id: String,
}

/// A code or a group of codes.
#[derive(Debug)]
pub(super) struct CodeShape {
    pub guid: Guid,
    pub name: String,
    pub codable: bool,
    pub colour: String,
    pub description: String,
    /// The code that it is in, by its place in the list.
    pub parent: Option<usize>,
}

/// A coding of a selection.
#[derive(Debug)]
pub(super) struct CodingShape {
    pub code: Option<Guid>,
    pub user: Option<Guid>,
}

/// A passage that is coded or commented.
#[derive(Debug)]
pub(super) struct SelectionShape {
    pub guid: Guid,
    pub name: String,
    pub start: Option<u32>,
    pub end: Option<u32>,
    pub user: Option<Guid>,
    pub created: Option<Timestamp>,
    pub modified: Option<Timestamp>,
    pub description: String,
    pub codings: Vec<CodingShape>,
    pub notes: Vec<Guid>,
}

/// A text, or a note, which has the same shape.
#[derive(Debug)]
pub(super) struct SourceShape {
    pub guid: Guid,
    pub name: String,
    pub path: String,
    pub content: Option<String>,
    pub user: Option<Guid>,
    pub created: Option<Timestamp>,
    pub description: String,
    pub selections: Vec<SelectionShape>,
    pub notes: Vec<Guid>,
    pub values: Vec<(Guid, String)>,
}

/// A case: here only the values that it gives to sources.
#[derive(Debug)]
pub(super) struct CaseShape {
    pub guid: Guid,
    pub sources: Vec<Guid>,
    pub values: Vec<(Guid, String)>,
}

/// What has no place here; in the order of findings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LeftOut {
    /// A note that belongs to no passage.
    Note,
    /// A coding with a code that the file does not have.
    UnknownCode,
    /// A comment on a whole source.
    SourceComment,
    /// A selection that is empty or outside its text.
    EmptySelection,
    /// A selection without a code or a comment.
    BareSelection,
    /// A value of a variable that the file does not have.
    UnknownVariable,
    /// A value of the variable of that name.
    Variable(String),
    /// An element of that name: a `Coding` of a whole source, a `PDFSource` without its text, or whatever it is.
    Element(String),
}

impl LeftOut {
    /// That it was not read.
    pub fn message(&self, count: u64) -> Message {
        match self {
            Self::Note => message!("formats-refi-note", count = count),
            Self::UnknownCode => message!("formats-refi-unknown-code", count = count),
            Self::SourceComment => message!("formats-refi-source-comment", count = count),
            Self::EmptySelection => message!("formats-refi-empty-selection", count = count),
            Self::BareSelection => message!("formats-refi-bare-selection", count = count),
            Self::UnknownVariable => message!("formats-refi-unknown-variable", count = count),
            Self::Variable(name) => message!("formats-refi-variable", count = count, name = name),
            Self::Element(name) => match name.as_str() {
                "Coding" => message!("formats-refi-source-coding", count = count),
                "PDFSource" => message!("formats-refi-pdf", count = count),
                element => message!("formats-refi-element", count = count, element = %element),
            },
        }
    }
}

/// A line from one thing to another.
#[derive(Debug)]
pub(super) struct LinkShape {
    pub name: String,
    pub from: Guid,
    pub to: Guid,
}

/// All that a file says.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    pub origin: String,
    pub users: Vec<UserShape>,
    pub codes: Vec<CodeShape>,
    /// Names and descriptions.
    pub variables: BTreeMap<Guid, (String, String)>,
    pub cases: Vec<CaseShape>,
    pub sources: Vec<SourceShape>,
    pub notes: Vec<SourceShape>,
    pub links: Vec<LinkShape>,
    pub description: String,
    /// What is not read, and how often it is there.
    pub other: BTreeMap<LeftOut, u64>,
}

/// What an element is that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenElement {
    Root,
    Code,
    Variable,
    Case,
    Source,
    Note,
    Selection,
    Coding,
    Value,
    Media,
    Description,
    Content,
    Said,
    Other,
}

#[derive(Default)]
struct ShapeParser {
    shapes: Shapes,
    open: Vec<OpenElement>,
    codes: Vec<usize>,
    variable: Option<Guid>,
    source: Option<SourceShape>,
    selection: Option<SelectionShape>,
    value: (Option<Guid>, String),
    /// The name of a picture, film or PDF, and whether its text was found.
    media: (String, bool),
    words: String,
}

/// Reads a document whose root has that name.
///
/// # Errors
/// When it is no such document, or no sound XML, or it holds too much.
pub(super) fn read(file: &str, root: &str, input: &mut dyn BufRead, room: &Room) -> Result<Shapes, Issue> {
    let bad =
        |message: Message| Issue::error("bad-xml", file, message).hint(message!("formats-export-again"));
    let mut reader = Reader::from_reader(input);
    reader.config_mut().expand_empty_elements = true;
    // QualCoder does not escape the words of annotations.
    reader.config_mut().allow_dangling_amp = true;
    let mut state = ShapeParser::default();
    let take = |bytes: usize| room.take(bytes).ok_or_else(|| too_much(file));
    let mut begun = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event {
            Err(error) => {
                let at = reader.error_position();
                return Err(bad(message!("formats-bad-xml", byte = at, error = %error)));
            }
            Ok(Event::Start(element)) if !begun => {
                begun = true;
                let name = element.local_name().as_ref().to_owned();
                if name != root {
                    return Err(bad(message!("formats-xml-root", found = name, expected = %root)));
                }
                state.shapes.origin = get(&element, "origin").unwrap_or_default();
                state.open.push(OpenElement::Root);
            }
            Ok(Event::Start(element)) => {
                if state.open.len() >= DEEPEST {
                    return Err(bad(message!("formats-xml-deep", most = DEEPEST)));
                }
                take(room_of(&element))?;
                let open = state.start(&element);
                state.open.push(open);
            }
            Ok(Event::End(_)) => state.end(),
            Ok(Event::Text(text)) if state.reads_words() => {
                take(text.len())?;
                state.words.push_str(&text.xml10_content());
            }
            Ok(Event::CData(text)) if state.reads_words() => {
                take(text.len())?;
                state.words.push_str(&text.xml10_content());
            }
            Ok(Event::GeneralRef(reference)) if state.reads_words() => {
                let name = String::from(&*reference);
                let sign = reference.resolve_char_ref().ok().flatten().map(String::from);
                let known = || quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned);
                state.words.push_str(&sign.or_else(known).unwrap_or_else(|| format!("&{name};")));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
        }
    }
    if !begun || !state.open.is_empty() {
        return Err(bad(message!("formats-xml-cut-off")));
    }
    Ok(state.shapes)
}

/// What an element takes in memory with what an import makes of it, in bytes.
fn room_of(element: &BytesStart<'_>) -> usize {
    let words = element.len();
    match element.local_name().as_ref() {
        "TextSource" | "Note" | "Representation" => {
            in_a_list::<SourceShape>(words) + in_a_list::<ImportedDocument>(words)
        }
        "PlainTextSelection" => in_a_list::<SelectionShape>(words),
        "Coding" => in_a_list::<CodingShape>(0) + in_a_list::<ImportedAnnotation>(words),
        "Code" => in_a_list::<CodeShape>(words) + in_a_list::<ImportedCode>(words * 2),
        "User" => in_a_list::<UserShape>(words) + in_a_list::<ImportedAnnotator>(words),
        "Variable" | "Case" => in_a_list::<CaseShape>(words * 2),
        "Link" => in_a_list::<LinkShape>(words),
        "SourceRef" | "NoteRef" | "VariableValue" => in_a_list::<(Guid, String)>(words),
        _ => 0,
    }
}

/// An attribute's value.
fn get(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(XmlVersion::Explicit1_0)
            .map_or_else(|_| found.value.clone().into_owned(), |value| value.into_owned()),
    )
}

fn guid(element: &BytesStart<'_>, name: &str) -> Option<Guid> {
    get(element, name).filter(|words| !words.trim().is_empty()).map(|words| Guid::of(words.trim()))
}

fn moment(element: &BytesStart<'_>, name: &str) -> Option<Timestamp> {
    get(element, name).as_deref().and_then(timestamps::parse)
}

/// Who made it, or else changed it.
fn user(element: &BytesStart<'_>) -> Option<Guid> {
    guid(element, "creatingUser").or_else(|| guid(element, "modifyingUser"))
}

fn position(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    get(element, name)?.trim().parse().ok()
}

impl ShapeParser {
    fn reads_words(&self) -> bool {
        matches!(self.open.last(), Some(OpenElement::Description | OpenElement::Content | OpenElement::Said))
    }

    fn parent(&self) -> OpenElement {
        self.open.last().copied().unwrap_or(OpenElement::Other)
    }

    fn left(&mut self, element: &str) -> OpenElement {
        *self.shapes.other.entry(LeftOut::Element(element.to_owned())).or_default() += 1;
        OpenElement::Other
    }

    fn start(&mut self, element: &BytesStart<'_>) -> OpenElement {
        let parent = self.parent();
        let own = || guid(element, "guid").unwrap_or_else(|| Guid::of(""));
        let text = |name: &str| get(element, name).unwrap_or_default();
        let target = guid(element, "targetGUID");
        match (parent, element.local_name().as_ref()) {
            (_, "Description") => self.words(OpenElement::Description),
            (_, "PlainTextContent") => self.words(OpenElement::Content),
            (OpenElement::Value, name) if name.ends_with("Value") => self.words(OpenElement::Said),
            (_, "User") => {
                self.shapes.users.push(UserShape { guid: own(), name: text("name"), id: text("id") });
                OpenElement::Other
            }
            (_, "Code") => {
                self.shapes.codes.push(CodeShape {
                    guid: own(),
                    name: text("name"),
                    codable: !matches!(text("isCodable").trim(), "false" | "0"),
                    colour: text("color"),
                    description: String::new(),
                    parent: self.codes.last().copied(),
                });
                self.codes.push(self.shapes.codes.len() - 1);
                OpenElement::Code
            }
            (_, "Variable") => {
                self.variable = Some(own());
                self.shapes.variables.insert(own(), (text("name"), String::new()));
                OpenElement::Variable
            }
            (_, "Case") => {
                self.shapes.cases.push(CaseShape { guid: own(), sources: Vec::new(), values: Vec::new() });
                OpenElement::Case
            }
            (OpenElement::Case, "SourceRef") => {
                self.shapes.cases.last_mut().into_iter().for_each(|case| case.sources.extend(target));
                OpenElement::Other
            }
            (_, "VariableValue") => {
                self.value = (None, String::new());
                OpenElement::Value
            }
            (OpenElement::Value, "VariableRef") => {
                self.value.0 = target;
                OpenElement::Other
            }
            (_, "Link") => {
                let ends = (guid(element, "originGUID"), guid(element, "targetGUID"));
                if let (Some(from), Some(to)) = ends {
                    self.shapes.links.push(LinkShape { name: text("name"), from, to });
                }
                OpenElement::Other
            }
            (_, name @ ("PDFSource" | "PictureSource" | "AudioSource" | "VideoSource")) => {
                self.media = (text("name"), name != "PDFSource");
                if self.media.1 {
                    self.left(name);
                }
                OpenElement::Media
            }
            (_, name @ ("Set" | "Graph" | "PDFSelection")) => self.left(name),
            (_, _) => self.start_in_text(element, parent, target),
        }
    }

    /// What is in sources, and the sources themselves.
    fn start_in_text(
        &mut self,
        element: &BytesStart<'_>,
        parent: OpenElement,
        target: Option<Guid>,
    ) -> OpenElement {
        let own = || guid(element, "guid").unwrap_or_else(|| Guid::of(""));
        let text = |name: &str| get(element, name).unwrap_or_default();
        match (parent, element.local_name().as_ref()) {
            (_, name @ ("TextSource" | "Note" | "Representation")) if self.source.is_none() => {
                let of_media = name == "Representation";
                if of_media && parent != OpenElement::Media {
                    return OpenElement::Other;
                }
                self.media.1 |= of_media;
                self.source = Some(SourceShape {
                    guid: own(),
                    name: if of_media { self.media.0.clone() } else { text("name") },
                    path: text("plainTextPath"),
                    content: None,
                    user: user(element),
                    created: moment(element, "creationDateTime")
                        .or_else(|| moment(element, "modifiedDateTime")),
                    description: String::new(),
                    selections: Vec::new(),
                    notes: Vec::new(),
                    values: Vec::new(),
                });
                if name == "Note" { OpenElement::Note } else { OpenElement::Source }
            }
            (OpenElement::Source | OpenElement::Note, "PlainTextSelection") => {
                self.selection = Some(SelectionShape {
                    guid: own(),
                    name: text("name"),
                    start: position(element, "startPosition"),
                    end: position(element, "endPosition"),
                    user: user(element),
                    created: moment(element, "creationDateTime"),
                    modified: moment(element, "modifiedDateTime"),
                    description: String::new(),
                    codings: Vec::new(),
                    notes: Vec::new(),
                });
                OpenElement::Selection
            }
            (OpenElement::Selection, "Coding") => {
                if let Some(selection) = &mut self.selection {
                    selection.codings.push(CodingShape { code: None, user: guid(element, "creatingUser") });
                }
                OpenElement::Coding
            }
            (OpenElement::Source, "Coding") => self.left("Coding"),
            (OpenElement::Coding, "CodeRef") => {
                let coding = self.selection.as_mut().and_then(|at| at.codings.last_mut());
                coding.into_iter().for_each(|coding| coding.code = target);
                OpenElement::Other
            }
            (OpenElement::Selection | OpenElement::Coding, "NoteRef") => {
                self.selection.as_mut().into_iter().for_each(|at| at.notes.extend(target));
                OpenElement::Other
            }
            (OpenElement::Source, "NoteRef") => {
                self.source.as_mut().into_iter().for_each(|at| at.notes.extend(target));
                OpenElement::Other
            }
            _ => OpenElement::Other,
        }
    }

    fn words(&mut self, open: OpenElement) -> OpenElement {
        self.words.clear();
        open
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let parent = self.parent();
        match open {
            OpenElement::Description => self.described(parent),
            OpenElement::Content => {
                let words = std::mem::take(&mut self.words);
                if let (OpenElement::Source | OpenElement::Note, Some(source)) = (parent, &mut self.source) {
                    source.content = Some(words);
                }
            }
            OpenElement::Said => self.value.1 = std::mem::take(&mut self.words),
            OpenElement::Value => {
                let (Some(variable), value) = std::mem::take(&mut self.value) else { return };
                match (parent, &mut self.source, self.shapes.cases.last_mut()) {
                    (OpenElement::Source, Some(source), _) => source.values.push((variable, value)),
                    (OpenElement::Case, _, Some(case)) => case.values.push((variable, value)),
                    _ => {}
                }
            }
            OpenElement::Code => drop(self.codes.pop()),
            OpenElement::Selection => {
                let selection = self.selection.take();
                self.source.as_mut().into_iter().zip(selection).for_each(|(at, one)| at.selections.push(one));
            }
            OpenElement::Source => self.shapes.sources.extend(self.source.take()),
            OpenElement::Note => self.shapes.notes.extend(self.source.take()),
            OpenElement::Media if !self.media.1 => drop(self.left("PDFSource")),
            _ => {}
        }
    }

    fn described(&mut self, parent: OpenElement) {
        let words = std::mem::take(&mut self.words);
        match (parent, &mut self.source, &mut self.selection) {
            (OpenElement::Root, ..) => self.shapes.description = words,
            (OpenElement::Code, ..) => {
                let code = self.codes.last().and_then(|at| self.shapes.codes.get_mut(*at));
                code.into_iter().for_each(|code| code.description.clone_from(&words));
            }
            (OpenElement::Variable, ..) => {
                let variable = self.variable.and_then(|guid| self.shapes.variables.get_mut(&guid));
                variable.into_iter().for_each(|variable| variable.1.clone_from(&words));
            }
            (OpenElement::Source | OpenElement::Note, Some(source), _) => source.description = words,
            (OpenElement::Selection, _, Some(selection)) => selection.description = words,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_that_take_too_much_are_refused_before_they_are_held() {
        for element in
            ["<Code/>", "<TextSource/>", "<User/>", "<Link/>", "<Case/>", "<Description>a</Description>"]
        {
            let read = |count: usize, room: &Room| {
                let xml = format!("<Project>{}</Project>", element.repeat(count));
                super::read("a.qde", "Project", &mut xml.as_bytes(), room)
                    .map(drop)
                    .map_err(|issue| issue.code)
            };
            assert_eq!(read(3, &Room::of(20_000)), Ok(()), "{element}");
            assert_eq!(read(1_000, &Room::of(900)), Err("too-large"), "{element}");
        }
    }

    #[test]
    fn selections_take_room_each() {
        let selection = "<PlainTextSelection><Coding><CodeRef/></Coding></PlainTextSelection>";
        let xml = format!(
            "<Project><Sources><TextSource>{}</TextSource></Sources></Project>",
            selection.repeat(100)
        );
        let read = |room| {
            super::read("a.qde", "Project", &mut xml.as_bytes(), &Room::of(room)).map_err(|issue| issue.code)
        };
        assert_eq!(read(10_000).map(drop), Err("too-large"));
        assert!(read(1_000_000).is_ok_and(|shapes| shapes.sources[0].selections.len() == 100));
    }
}
