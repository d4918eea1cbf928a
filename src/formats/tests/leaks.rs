//! Exports without texts: nothing in them repeats an article.

use super::projects::{id, torture};
use crate::base::Progress;
use crate::formats::{
    ExportError, ExportOptions, FORMATS, Format, LEAST_REPEATED, MemorySink, Scope, export,
};
use crate::model::{
    Annotation, AnnotationSet, Article, Claim, ClaimSheet, Memo, Project, SetKey, Value, Values,
    layer_of_body,
};
use crate::text::Span;
use std::collections::HashSet;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

/// Words of the first two articles.
const QUOTED: &str = "Officials said the bridge is safe.";

/// The nasty project, in which people's own words repeat an article wherever they can.
fn talkative() -> Project {
    let mut project = torture();
    let mut ledger = project.ledger().clone();
    let mut sheet = ClaimSheet::clone(ledger.sheet(&id("ada")).expect("a sheet"));
    for claim in sheet.claims.values().cloned().collect::<Vec<_>>() {
        let said = |what: &str| format!("{what}: {QUOTED} Or not.");
        let claim = Claim {
            label: said("label"),
            wording: said("wording"),
            topic: said("topic"),
            aliases: vec![said("alias")],
            memo: said("memo"),
            ..Claim::clone(&claim)
        };
        sheet.claims.insert(claim.id.clone(), Arc::new(claim));
    }
    ledger.put_sheet(id("ada"), Arc::new(sheet));
    project.load_ledger(ledger);
    let first = project.articles().next().expect("an article").clone();
    let mut untitled = Article::clone(&first);
    untitled.metadata.title.clear();
    project.load_article(Arc::new(untitled));
    let sets: Vec<(SetKey, Arc<AnnotationSet>)> =
        project.sets().map(|(key, set)| (key.clone(), Arc::clone(set))).collect();
    for (key, set) in sets {
        let text = project.article(&key.article).expect("an article").text.clone();
        let annotations = set.iter().enumerate().map(|(at, one)| {
            let mut one = Annotation::clone(one);
            one.memo = Some(Box::new(Memo { text: format!("He says: {QUOTED}"), question: at % 2 == 0 }));
            let declared =
                layer_of_body(project.codebook(), &one.body).map_or(&[][..], |layer| &layer.attributes);
            for attribute in declared {
                let value = match attribute.values {
                    Values::Text => Value::Text(QUOTED.to_owned()),
                    Values::Spans => Value::Spans(vec![Span::new(0, text.len()).expect("a span")]),
                    Values::Choice { .. } => continue,
                };
                one.attributes.insert(attribute.id.clone(), value);
            }
            Arc::new(one)
        });
        let mut louder = AnnotationSet::from_annotations(annotations.collect());
        louder.restore(set.coverage().clone(), set.fields().clone(), set.bookmarks(), set.state());
        project.load_set(key, Arc::new(louder));
    }
    project
}

/// The files of an export, with those in a zip; none when the format refuses.
fn written(
    format: &dyn Format,
    project: &Project,
    scope: &Scope,
    texts: bool,
) -> Option<Vec<(String, Vec<u8>)>> {
    let switches = format.about().switches.iter().map(|switch| switch.id.to_owned()).collect();
    let options = ExportOptions { texts, derived: true, switches, ..ExportOptions::default() };
    let mut memory = MemorySink::default();
    match export(format, project, scope, &options, &mut memory, &Progress::new()) {
        Err(ExportError::Refused(_)) => return None,
        done => drop(done.expect("written")),
    }
    let mut files = Vec::new();
    for (name, bytes) in memory.files {
        match zip::ZipArchive::new(Cursor::new(&bytes)) {
            Ok(mut zip) => {
                for at in 0..zip.len() {
                    let mut entry = zip.by_index(at).expect("an entry");
                    let mut inside = Vec::new();
                    entry.read_to_end(&mut inside).expect("read");
                    files.push((format!("{name}/{}", entry.name().expect("name")), inside));
                }
            }
            Err(_) => files.push((name, bytes)),
        }
    }
    Some(files)
}

/// The first stretch of an article in these bytes.
fn leak(articles: &HashSet<Vec<char>>, bytes: &[u8]) -> Option<String> {
    let words: Vec<char> = String::from_utf8_lossy(bytes).chars().collect();
    words
        .windows(LEAST_REPEATED)
        .find(|window| articles.contains(*window))
        .map(|window| window.iter().collect())
}

#[test]
fn without_texts_no_format_repeats_an_article() {
    let project = talkative();
    let mut articles = HashSet::new();
    for article in project.articles() {
        let words: Vec<char> = article.text.as_str().chars().collect();
        articles.extend(words.windows(LEAST_REPEATED).map(<[char]>::to_vec));
    }
    let mut without = 0;
    for format in FORMATS {
        let id = format.about().id;
        let leaks = |texts: bool| {
            let files = written(*format, &project, &Scope::default(), texts)?;
            Some(files.iter().find_map(|(name, bytes)| Some((name.clone(), leak(&articles, bytes)?))))
        };
        if let Some(found) = leaks(false) {
            without += 1;
            assert_eq!(found, None, "{id}");
        }
        if let Some(found) = leaks(true) {
            // A token a line, and a codebook, have no such stretch anyway.
            assert!(found.is_some() || ["conll", "qdc"].contains(&id), "{id}: the test can fail");
        }
    }
    assert!(without >= 12, "{without} formats go without texts");
}

#[test]
fn under_pseudonyms_no_format_names_an_annotator() {
    let project = torture();
    let names = ["maya", "māyā", "countess", "byron", "the lead"];
    let named = |files: &[(String, Vec<u8>)]| {
        files.iter().find_map(|(name, bytes)| {
            let words = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
            names.into_iter().find(|name| words.contains(name)).map(|found| format!("{found} in {name}"))
        })
    };
    let pseudonyms = Scope { pseudonyms: true, ..Scope::default() };
    let mut naming = 0;
    for format in FORMATS {
        let id = format.about().id;
        let Some(files) = written(*format, &project, &pseudonyms, true) else { continue };
        assert_eq!(named(&files), None, "{id}");
        let files = written(*format, &project, &Scope::default(), true).expect("written before");
        naming += usize::from(named(&files).is_some());
    }
    assert!(naming >= 15, "{naming} formats name annotators otherwise, so that the test can fail");
}
