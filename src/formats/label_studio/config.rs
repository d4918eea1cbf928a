//! The labelling configuration: what can be chosen, and what shows the text.

use super::names::{CODED_BY, LABEL, MEMO, PART, TEXT};
use crate::base::Issue;
use crate::formats::ImportedCode;
use crate::formats::shared::{colours, encoding};
use crate::message;
use crate::model::{Answers, Attribute, Body, Codebook, Layer, Unit, Values};
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use std::fmt::Write as _;

/// The name of the control of an attribute.
pub(super) fn control(layer: &Layer, attribute: &Attribute) -> String {
    format!("{}{PART}{}", layer.id, encoding::attribute_name(&attribute.id))
}

/// Writes the configuration for a codebook.
pub(super) fn write(codebook: &Codebook) -> String {
    let mut out = String::from("<View>\n  <Header value=\"$title\"/>\n");
    let _ = writeln!(out, "  <Labels name=\"{LABEL}\" toName=\"{TEXT}\" showInline=\"true\">");
    let tagging = || codebook.layers().iter().filter(|layer| layer.unit != Unit::Article);
    for layer in tagging() {
        match &layer.answers {
            Answers::Claims => {
                label(&mut out, encoding::CLAIM_LABEL, "magenta", &layer.name, &layer.question);
            }
            Answers::Fields => continue,
            Answers::Codes(codes) => codes.iter().for_each(|code| {
                let value = encoding::label(&Body::Code(code.id.clone()));
                label(&mut out, &value, &code.colour, &code.name, &code.definition);
            }),
        }
        let value = encoding::label(&Body::Unit(layer.id.clone()));
        label(&mut out, &value, "grey", &layer.name, "Marked and not yet answered.");
    }
    label(&mut out, encoding::NOTE_LABEL, "grey", "Note", "A memo or question without a code.");
    out.push_str("  </Labels>\n");
    let _ = writeln!(out, "  <Text name=\"{TEXT}\" value=\"$text\"/>");
    for layer in tagging() {
        for attribute in &layer.attributes {
            let labels = labels_of(layer, attribute);
            let name = control(layer, attribute);
            field(&mut out, &name, &attribute.name, &attribute.values, Some(&labels));
        }
        if layer.answers == Answers::Claims {
            for name in [encoding::CLAIM, encoding::CLAIM_NAME] {
                field(&mut out, name, name, &Values::Text, Some(encoding::CLAIM_LABEL));
            }
        }
    }
    field(&mut out, MEMO, "Memo", &Values::Text, Some(""));
    let _ = writeln!(
        out,
        "  <Choices name=\"{}\" toName=\"{TEXT}\" perRegion=\"true\" choice=\"multiple\"><Choice value=\"yes\" \
         hint=\"The memo is a question.\"/></Choices>",
        encoding::QUESTION
    );
    if let Some(layer) = codebook.field_layer() {
        for attribute in &layer.attributes {
            field(&mut out, &control(layer, attribute), &attribute.name, &attribute.values, None);
        }
    }
    field(&mut out, CODED_BY, "Coded by", &Values::Text, None);
    out.push_str("</View>\n");
    out
}

/// The labels for which an attribute is asked, separated by commas.
fn labels_of(layer: &Layer, attribute: &Attribute) -> String {
    let code = |id: &crate::base::CodeId| encoding::label(&Body::Code(id.clone()));
    if !attribute.codes.is_empty() {
        return attribute.codes.iter().map(code).collect::<Vec<_>>().join(",");
    }
    let mut labels: Vec<String> = layer.codes().iter().map(|one| code(&one.id)).collect();
    labels.extend((layer.answers == Answers::Claims).then(|| encoding::CLAIM_LABEL.to_owned()));
    labels.push(encoding::label(&Body::Unit(layer.id.clone())));
    labels.join(",")
}

fn label(out: &mut String, value: &str, colour: &str, name: &str, about: &str) {
    let hint = if about.is_empty() { name.to_owned() } else { format!("{name}: {about}") };
    let (value, colour, hint) = (plain(value), colours::hex(colour), plain(&hint));
    let _ = writeln!(out, "    <Label value=\"{value}\" background=\"{colour}\" hint=\"{hint}\"/>");
}

/// A control of a passage with one of these labels, of any passage, or of the whole text.
fn field(out: &mut String, name: &str, title: &str, values: &Values, labels: Option<&str>) {
    let (name, title) = (plain(name), plain(title));
    let shown = match labels {
        None => String::new(),
        Some("") => " visibleWhen=\"region-selected\"".to_owned(),
        Some(labels) => {
            let labels = plain(labels);
            format!(" visibleWhen=\"region-selected\" whenTagName=\"{LABEL}\" whenLabelValue=\"{labels}\"")
        }
    };
    let each = if labels.is_some() { " perRegion=\"true\"" } else { "" };
    let _ = writeln!(out, "  <View{shown}>\n    <Header value=\"{title}\" size=\"5\"/>");
    match values {
        Values::Choice { choices, many, .. } => {
            let choice = if *many { "multiple" } else { "single" };
            let _ = writeln!(
                out,
                "    <Choices name=\"{name}\" toName=\"{TEXT}\"{each} choice=\"{choice}\" showInline=\"true\">"
            );
            for choice in choices {
                let hint = plain(&format!("{}: {}", choice.name, choice.definition));
                let value = plain(choice.id.as_str());
                let _ = writeln!(out, "      <Choice value=\"{value}\" hint=\"{hint}\"/>");
            }
            out.push_str("    </Choices>\n");
        }
        Values::Text | Values::Spans => {
            let _ = writeln!(
                out,
                "    <TextArea name=\"{name}\" toName=\"{TEXT}\"{each} editable=\"true\" maxSubmissions=\"1\"/>"
            );
        }
    }
    out.push_str("  </View>\n");
}

/// Words for an attribute of XML.
fn plain(words: &str) -> String {
    let one: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    escape(one.as_str()).into_owned()
}

/// What a configuration says.
#[derive(Debug, Default)]
pub(super) struct LabelConfig {
    pub codes: Vec<ImportedCode>,
    /// The key of the text in the data of tasks.
    pub text: Option<String>,
}

/// Reads a configuration.
///
/// # Errors
/// When it is not XML.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<LabelConfig, Issue> {
    let mut all = LabelConfig::default();
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(all),
            Ok(Event::Start(tag) | Event::Empty(tag)) => take(&mut all, &tag),
            Ok(_) => {}
            Err(error) => {
                let place = reader.error_position();
                let message = message!("formats-bad-config", error = %error, byte = place);
                let issue = Issue::warning("bad-config", name, message);
                return Err(issue.hint(message!("formats-bad-config.hint")));
            }
        }
    }
}

fn take(all: &mut LabelConfig, tag: &BytesStart<'_>) {
    let value = |name: &str| {
        let found = tag.attributes().with_checks(false).flatten().find(|one| one.key.as_ref() == name);
        let found = found.map(|one| one.value.into_owned());
        found.map(|words| {
            quick_xml::escape::unescape(&words).map_or(words.clone(), |plain| plain.into_owned())
        })
    };
    match tag.name().as_ref() {
        "Label" => {
            let name = value("value").unwrap_or_default();
            let label = value("alias").filter(|alias| !alias.is_empty()).unwrap_or_else(|| name.clone());
            if label.is_empty() {
                return;
            }
            let colour = value("background").filter(|colour| colour.len() == 7 && colour.starts_with('#'));
            all.codes.push(ImportedCode {
                label,
                name,
                groups: Vec::new(),
                definition: value("hint").unwrap_or_default(),
                colour: colour.unwrap_or_default(),
            });
        }
        "Text" | "HyperText" if all.text.is_none() => {
            all.text = value("value").and_then(|words| words.strip_prefix('$').map(str::to_owned));
        }
        _ => {}
    }
}
