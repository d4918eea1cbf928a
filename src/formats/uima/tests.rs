use super::*;
use crate::base::{Checked, Issue, Progress};
use crate::formats::tests::{exported, exported_with, tiny};
use crate::formats::{Feature, Format, ImportedAnnotation, ImportedData, Input};
use crate::model::{Project, Role};
use crate::text::Text;

fn read(name: &str, cas: &str) -> Result<Checked<ImportedData>, Issue> {
    let files = [(name.to_owned(), cas.as_bytes().to_vec())];
    UimaJson.import(&Input { files: &files, progress: &Progress::new() })
}

fn lines(files: &BTreeMap<String, String>, name: &str, with: &str) -> Vec<String> {
    files[name].lines().filter(|line| line.contains(with)).map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_small_project_is_written_so() {
    let (files, _) = exported(&UimaJson, &tiny());
    let sofa = "{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\",\"sofaNum\":1,\"sofaID\":\"_InitialView\",\"mimeType\":\"text\",\
        \"sofaString\":\"😊 Officials said\\n the bridge is safe.\\n\"},";
    assert_eq!(lines(&files, "ada/bridge.json", "uima.cas.Sofa"), [sofa]);
    let spans = lines(&files, "ada/bridge.json", "\"%TYPE\":\"custom.Span\"");
    let want = |id: u32, begin: u32, end: u32, label: &str| {
        format!(
            "{{\"%ID\":{id},\"%TYPE\":\"custom.Span\",\"@sofa\":1,\"begin\":{begin},\"end\":{end},\"label\":\"{label}\"}},"
        )
    };
    assert_eq!(spans, [want(15, 3, 39, "factual"), want(17, 23, 29, "claim"), want(19, 38, 39, "note")]);
    let types: Vec<String> = lines(&files, "ada/bridge.json", "%SUPER_TYPE");
    let of_span = "\"custom.Span\":{\"%NAME\":\"custom.Span\",\"%SUPER_TYPE\":\"uima.tcas.Annotation\",\
        \"label\":{\"%NAME\":\"label\",\"%RANGE\":\"uima.cas.String\"}},";
    assert_eq!(types[0], of_span, "INCEpTION knows no other feature of it");
    let known =
        |line: &String| ["custom.Span", META, FIELD, SENTENCE, TOKEN].iter().any(|kind| line.contains(kind));
    assert!(types.iter().all(known), "INCEpTION knows no other types");
    assert!(files["ada/bridge.json"].contains("memo=two\\\\nlines; question=yes"));
}

#[test]
fn features_come_back_as_well_as_fields() {
    let (files, _) = exported_with(&UimaJson, &tiny(), &[FEATURES]);
    let marks = |files: &BTreeMap<String, String>| -> Vec<ImportedAnnotation> {
        let read = read("ada/bridge.json", &files["ada/bridge.json"]).expect("read");
        assert_eq!(read.issues, []);
        read.value.documents.into_iter().flat_map(|one| one.marks).collect()
    };
    assert!(!files["ada/bridge.json"].contains("\"key\":\"obelus\""));
    let with_features = marks(&files);
    assert_eq!(with_features, marks(&exported(&UimaJson, &tiny()).0));
    assert_eq!(with_features[0].memo, "two\nlines");
    assert!(with_features[0].question);
}

#[test]
fn features_have_names_that_java_takes() {
    let mut taken = BTreeSet::from(["label".to_owned()]);
    for (words, want) in [
        ("quote-form", "quote_form"),
        ("quote.form", "quote_form_2"),
        ("1st", "a_1st"),
        ("label", "label_2"),
        ("é", "a__"),
    ] {
        assert_eq!(free(&mut taken, words), want);
    }
}

/// As INCEpTION writes it: feature structures by number, relations, a layer without features, a curator's file.
const INCEPTION: &str = r##"{"%TYPES":{},"%FEATURE_STRUCTURES":{
  "1":{"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text","sofaString":"😊 Paris and Rome"},
  "2":{"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData","@sofa":1,"begin":0,"end":17,"documentTitle":"news.txt","language":"x-unspecified"},
  "3":{"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token","@sofa":1,"begin":3,"end":8},
  "4":{"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":3,"end":8,"value":"LOC","identifier":"Q90"},
  "5":{"%TYPE":"custom.Relation","@sofa":1,"begin":13,"end":17,"label":"near","@Governor":4,"@Dependent":6},
  "6":{"%TYPE":"webanno.custom.Doubtful","@sofa":1,"begin":13,"end":17,"sure":false},
  "7":{"%TYPE":"custom.Span","@sofa":1,"begin":3,"end":3,"label":"nothing"}},
 "%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[2,3,4,5,6,7]}}}"##;

#[test]
fn inceptions_own_files_are_read() {
    let read = read("annotation/news.txt/CURATION_USER.json", INCEPTION).expect("read");
    let codes: Vec<_> = read.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["no-place", "no-place"]);
    let document = &read.value.documents[0];
    assert_eq!((document.name.as_str(), document.metadata.language.as_str()), ("news", ""));
    let marks: Vec<_> = document
        .marks
        .iter()
        .map(|m| (m.label.as_str(), m.annotator.as_str(), m.start, m.exact.as_deref()))
        .collect();
    let who = "CURATION_USER";
    assert_eq!(marks, [("LOC", who, 3, Some("Paris")), ("Doubtful", who, 13, Some("Rome"))]);
    assert_eq!(document.marks[0].attribute("identifier"), Some("Q90"));
    assert_eq!(document.marks[1].attribute("sure"), Some("false"));
    assert_eq!(read.value.annotators[0].role, Role::Adjudicator);
}

#[test]
fn several_views_are_several_texts() {
    let cas = r#"{"%FEATURE_STRUCTURES":[
      {"%ID":1,"%TYPE":"uima.cas.Sofa","sofaID":"_InitialView","sofaString":"abc"},
      {"%ID":2,"%TYPE":"uima.cas.Sofa","sofaID":"german","sofaString":"\ufeffxyz\r\nzyx"},
      {"%ID":3,"%TYPE":"t.A","begin":0,"end":1,"label":"one"},
      {"%ID":4,"%TYPE":"t.A","@sofa":2,"begin":6,"end":9,"label":"two"}],
      "%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[3]},"german":{"%SOFA":2,"%MEMBERS":[4]}}}"#;
    let documents = read("ada/doc.json", cas).expect("read").value.documents;
    let told: Vec<_> = documents
        .iter()
        .map(|one| (one.name.as_str(), one.marks[0].label.as_str(), one.marks[0].exact.as_deref()))
        .collect();
    assert_eq!(told, [("doc", "one", Some("a")), ("doc-german", "two", Some("zyx"))]);
}

#[test]
fn a_cas_without_text_says_so() {
    let issue = read("a.json", r#"{"%FEATURE_STRUCTURES":[]}"#).expect_err("no text");
    assert_eq!((issue.code, issue.file.as_str()), ("no-text", "a.json"));
    let deep = "[".repeat(100_000);
    assert_eq!(read("a.json", &deep).expect_err("deep").code, "bad-json");
}

#[test]
fn xmi_has_the_text_in_an_attribute_and_no_control_characters() {
    let (files, log) = exported(&UimaXmi, &tiny());
    let sofa = "<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" \
        sofaString=\"😊 Officials said&#10; the bridge is safe.&#10;\"/>";
    assert_eq!(lines(&files, "ada/bridge.xmi", "cas:Sofa"), [sofa]);
    let coded = "<custom:Span xmi:id=\"15\" sofa=\"1\" begin=\"3\" end=\"39\" label=\"factual\" \
        obelus_id=\"0000000000001\" memo=\"two&#10;lines\" question=\"yes\" origin=\"made\" \
        created=\"2025-07-03T09:30:00Z\" modified=\"2025-07-03T09:30:00Z\"/>";
    assert_eq!(lines(&files, "ada/bridge.xmi", "begin=\"3\" end=\"39\""), [coded]);
    assert!(
        files["ada/TypeSystem.xml"]
            .contains("<name>quote_form</name><description>Obelus: quote-form</description>")
    );
    assert_eq!(log.count(Feature::Controls), 0);

    let mut project = Project::new("p".parse().expect("id"), "p".to_owned(), tiny().codebook().clone());
    let article = Article {
        id: "a".parse().expect("id"),
        text: Text::new("x\u{1}y").expect("text"),
        metadata: Default::default(),
        zones: Vec::new(),
    };
    project.load_article(Arc::new(article));
    let (files, log) = exported(&UimaXmi, &project);
    assert!(files["a.xmi"].contains("sofaString=\"x\u{fffd}y\""), "nobody's, so beside the folders");
    assert_eq!(log.count(Feature::Controls), 1);
}

#[test]
fn features_of_foreign_layers_say_code_person_and_note() {
    let cas = |features: &str| {
        format!(
            r#"{{"%FEATURE_STRUCTURES":[{{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaID":"_InitialView","sofaString":"abc def"}},
            {{"%ID":2,"%TYPE":"my.Layer","@sofa":1,"begin":0,"end":3,{features}}}],"%VIEWS":{{}}}}"#
        )
    };
    let mark = |features: &str| {
        let read = read("bo/doc.json", &cas(features)).expect("read").value;
        let mark = read.documents[0].marks[0].clone();
        (mark.label, mark.annotator, mark.memo)
    };
    let told = |label: &str, who: &str, memo: &str| (label.to_owned(), who.to_owned(), memo.to_owned());
    assert_eq!(mark(r#""code":"frame","annotator":"cy","note":"loaded""#), told("frame", "cy", "loaded"));
    assert_eq!(mark(r#""Code":"frame","Comment":"loaded""#), told("frame", "bo", "loaded"));
    assert_eq!(mark(r#""Tag":"frame","memo":"loaded","coder":"cy""#), told("frame", "cy", "loaded"));
    assert_eq!(mark(r#""value":"frame","code":"""#), told("frame", "bo", ""));
    assert_eq!(mark(r#""strength":2"#), told("Layer", "bo", ""), "the type alone names it");
}

#[test]
fn what_inception_says_of_finished_documents_is_taken() {
    let cas = |mark: &str| {
        format!(
            r#"{{"%FEATURE_STRUCTURES":[{{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaID":"_InitialView","sofaString":"abc def"}}{mark}],"%VIEWS":{{}}}}"#
        )
    };
    let mark = r#",{"%ID":2,"%TYPE":"custom.Span","@sofa":1,"begin":0,"end":3,"label":"x"}"#;
    let states = r#"{"source_documents":[{"name":"doc.txt","state":"CURATION_FINISHED"}],"annotation_documents":[
        {"name":"doc.txt","user":"ada","state":"FINISHED"},{"name":"doc.txt","user":"bo","state":"IN_PROGRESS"}]}"#;
    let files = [
        ("exportedproject.json", states.to_owned()),
        ("annotation/doc.txt/ada.json", cas("")),
        ("annotation/doc.txt/bo.json", cas(mark)),
        ("annotation/doc.txt/INITIAL_CAS.json", cas(mark)),
        ("curation/doc.txt/CURATION_USER.json", cas(mark)),
    ];
    let files: Vec<_> = files.map(|(name, text)| (name.to_owned(), text.into_bytes())).into();
    let input = Input { files: &files, progress: &Progress::new() };
    assert!(UimaJson.recognises(&input));
    let read = UimaJson.import(&input).expect("read");
    assert_eq!(read.issues, []);
    let finished = read.value.documents.iter().flat_map(|one| &one.sets).filter(|set| set.finished);
    let finished: Vec<_> = finished.map(|set| set.annotator.as_str()).collect();
    assert_eq!(finished, ["ada", "CURATION_USER"]);
    let suggested =
        read.value.documents.iter().flat_map(|one| &one.marks).filter(|mark| mark.origin.is_some());
    let suggested: Vec<_> = suggested.map(|mark| mark.annotator.as_str()).collect();
    assert_eq!(suggested, [""], "what the text came with is nobody's");
}
