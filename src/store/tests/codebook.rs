//! Codebooks of every version: what is stated, what version 1 left to names, and what is not sound.

use crate::base::Issue;
use crate::model::{
    Appearance, Attribute, AttributeRole, ChoiceRole, CodeRole, Codebook, Layer, Scale, Values,
};
use crate::store::builtin_codebook;
use crate::store::schema::SourceText;
use crate::store::schema::codebook::{read_codebook, write_codebook};

const BUILT_IN: &str = include_str!("../../../assets/codebook/news.ron");
const VERSION_1: &str = include_str!("../../../tests/data/codebooks/news-version-1.ron");

fn read(text: &str) -> Result<Codebook, Issue> {
    read_codebook(&SourceText::new("codebook.ron", text.as_bytes().to_vec()).expect("UTF-8"))
}

fn layer<'a>(codebook: &'a Codebook, id: &str) -> &'a Layer {
    codebook.layer(id).expect("the layer")
}

fn keys(attribute: &Attribute) -> String {
    let own = attribute.shortcut.iter().map(|shortcut| shortcut.key);
    own.chain(attribute.choices().iter().filter_map(|choice| Some(choice.shortcut.as_ref()?.key))).collect()
}

#[test]
fn the_built_in_codebook_of_version_1_is_that_of_today() {
    assert!(VERSION_1.contains("version: 1,") && BUILT_IN.contains("version: 2,"));
    assert_eq!(read(VERSION_1).expect("version 1"), builtin_codebook());
    assert!(!VERSION_1.contains("role: "), "it states no roles");
}

#[test]
fn what_is_written_is_read_back() {
    let codebook = builtin_codebook();
    let written = write_codebook(&codebook);
    assert_eq!(written, BUILT_IN, "the file that ships is as the program writes it");
    assert_eq!(read(&written).expect("as written"), codebook);
}

/// A codebook of version 1 with one layer of claims that has these attributes.
fn old(attributes: &str) -> Codebook {
    let text = format!(
        "(format: \"obelus/codebook\", version: 1, name: \"Old\", layers: [(id: \"said\", unit: Span, answers: Claims, attributes: [{attributes}])])"
    );
    read(&text).expect("an old codebook")
}

#[test]
fn names_of_version_1_are_known_in_any_layer_and_others_get_what_is_usual() {
    let codebook = old(
        "(id: \"loaded\", values: Spans), (id: \"mine\", values: Spans), (id: \"certainty\", values: Choice(choices: \
         [(id: \"certain\"), (id: \"likely\"), (id: \"possible\"), (id: \"not-given\")], default: \"certain\")), \
         (id: \"voice\", values: Text)",
    );
    let said = layer(&codebook, "said");
    let [loaded, mine, certainty, voice] = said.attributes.as_slice() else { panic!("four attributes") };
    assert_eq!((keys(loaded).as_str(), loaded.appearance), ("L", Appearance::Underline));
    assert_eq!((keys(mine).as_str(), mine.appearance), ("", Appearance::Frame));
    assert_eq!(keys(certainty), "1234", "by name, and where the name is another by place");
    assert_eq!(keys(voice), "", "the built-in voice is a choice, and this is not");
    assert_eq!(voice.appearance, Appearance::Hidden);
}

#[test]
fn other_names_of_stance_and_speaker_that_version_1_knew_have_their_roles() {
    let stance = "values: Choice(choices: [(id: \"agree\"), (id: \"no\"), (id: \"neutral\")])";
    let codebook = old(&format!(
        "(id: \"agreement\", {stance}), (id: \"organisation\", values: Text), (id: \"source\", values: Spans)"
    ));
    let said = layer(&codebook, "said");
    let roles: Vec<AttributeRole> = said.attributes.iter().map(|attribute| attribute.role).collect();
    assert_eq!(roles, [AttributeRole::Stance, AttributeRole::Organization, AttributeRole::Speaker]);
    let choices: Vec<ChoiceRole> = said.attributes[0].choices().iter().map(|choice| choice.role).collect();
    assert_eq!(choices, [ChoiceRole::For, ChoiceRole::Against, ChoiceRole::Plain]);
    assert_eq!(said.attributes[2].next, None, "there is no cue to go on with");

    let both = old(&format!("(id: \"agreement\", {stance}), (id: \"stance\", {stance})"));
    let said = layer(&both, "said");
    assert_eq!(said.attribute_as(AttributeRole::Stance).expect("one").id.as_str(), "stance");
    assert_eq!(said.attributes[0].role, AttributeRole::Plain);
}

#[test]
fn version_2_is_known_by_what_it_states_and_by_no_name() {
    let text = VERSION_1.replacen("version: 1,", "version: 2,", 1);
    let codebook = read(&text).expect("version 2");
    for layer in codebook.layers() {
        assert!(layer.codes().iter().all(|code| code.role == CodeRole::Plain && code.synonyms.is_empty()));
        for attribute in &layer.attributes {
            assert_eq!((attribute.role, attribute.scale), (AttributeRole::Plain, Scale::Nominal));
            assert_eq!((keys(attribute).as_str(), attribute.next.as_ref()), ("", None));
            let spans = attribute.values == Values::Spans;
            let usual = if spans { Appearance::Frame } else { Appearance::Hidden };
            assert_eq!(attribute.appearance, usual, "{}", attribute.id);
        }
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    let check = |old: &str, new: &str, wanted: &str| {
        assert!(BUILT_IN.contains(old), "{old}");
        let issue = read(&BUILT_IN.replacen(old, new, 1)).expect_err("refused");
        assert!(issue.message.english().contains(wanted), "{}", issue.message);
    };
    check("appearance: Underline", "appearance: Given", "shown in a way");
    check("appearance: Given", "appearance: Frame", "shown in a way");
    check("next: \"cue\"", "next: \"source\"", "goes on with");
    check("next: \"cue\"", "next: \"stance\"", "goes on with");
    check("appearance: Underline", "scale: Ordinal", "ordinal");
    check("appearance: Underline", "role: Confidence", "one of several choices");
    check("role: Speaker", "role: ClaimType", "one of several choices");
    check("name: \"Act\",", "name: \"Act\", role: Stance,", "two attributes");
    check("shortcut: (key: \"V\"", "shortcut: (key: \"VV\"", "more than one character");
}

#[test]
fn a_newer_version_is_left_alone() {
    let issue = read(&BUILT_IN.replacen("version: 2,", "version: 3,", 1)).expect_err("newer");
    assert_eq!(issue.code, "newer-version");
    let issue = read(&BUILT_IN.replacen("version: 2,", "version: 0,", 1)).expect_err("never was");
    assert_eq!(issue.code, "bad-version");
}
