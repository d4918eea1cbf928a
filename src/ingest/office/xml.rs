//! XML of office documents and archives, element by element: names without their prefixes, no entities but the five of XML,
//! bounded nesting. What is broken ends the reading and is said; what came before it stands.

use super::super::{IngestError, go_on};
use crate::base::Progress;
use encoding_rs::Encoding;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements in each other at most.
const DEEPEST: usize = 400;
/// Events between two looks at the wish to stop.
const EVENTS: usize = 4096;

/// An element that begins.
pub(in crate::ingest) struct XmlElement<'a> {
    /// Its name without a prefix.
    pub name: &'a str,
    /// Its name as written.
    pub qualified: &'a str,
    start: &'a BytesStart<'a>,
}

impl XmlElement<'_> {
    /// The value of an attribute by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.start.attributes();
        let value =
            all.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(value.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// Whether a switch such as `w:b` is on: it is unless its value says no.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Who is told what the XML holds.
pub(in crate::ingest) trait XmlVisitor {
    /// An element begins.
    fn open(&mut self, element: &XmlElement<'_>);
    /// The innermost element ends.
    fn close(&mut self, name: &str);
    /// Words in the innermost element.
    fn words(&mut self, words: &str);
}

/// The text of XML bytes, which say their encoding or are UTF-8.
pub(in crate::ingest) fn text_of(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode_with_bom_removal(bytes).0.into_owned();
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let label = head.split_once("encoding=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let label = label.and_then(|rest| rest.split(['"', '\'']).next()).unwrap_or("utf-8");
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Tells a visitor what is in the XML; answers whether it was read to its end.
///
/// # Errors
/// When the caller asked to stop.
pub(in crate::ingest) fn walk(
    text: &str,
    visitor: &mut impl XmlVisitor,
    progress: &Progress,
) -> Result<bool, IngestError> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    let mut depth = 0_usize;
    for at in 1_usize.. {
        if at % EVENTS == 0 {
            go_on(progress)?;
        }
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > DEEPEST {
                    return Ok(false);
                }
                let (name, qualified) = (start.local_name(), start.name());
                let element =
                    XmlElement { name: name.as_ref(), qualified: qualified.as_ref(), start: &start };
                visitor.open(&element);
            }
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                visitor.close(end.local_name().as_ref());
            }
            Ok(Event::Text(words)) => visitor.words(&words.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::CData(words)) => visitor.words(&words.xml_content(XmlVersion::Implicit1_0)),
            Ok(Event::GeneralRef(reference)) => {
                let sign = reference.resolve_char_ref().ok().flatten();
                match sign {
                    Some(sign) => visitor.words(sign.encode_utf8(&mut [0; 4])),
                    None => {
                        let name = reference.xml_content(XmlVersion::Implicit1_0);
                        visitor.words(quick_xml::escape::resolve_xml_entity(&name).unwrap_or_default());
                    }
                }
            }
            Ok(Event::Eof) => return Ok(depth == 0),
            Ok(Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(_) => return Ok(false),
        }
    }
    Ok(true)
}
