//! Nexis Uni.

use super::{TITLES, body, read};
use crate::ingest::ArticleDraft;
use crate::ingest::office::tests::{docx, p};
use crate::model::{ArticleField, ValueOrigin};

/// An article of Nexis Uni with its words in a language.
struct NexisWords {
    documents: &'static str,
    date: &'static str,
    section: &'static str,
    length: &'static str,
    byline: &'static str,
    body: &'static str,
    classification: &'static str,
    load: &'static str,
    end: &'static str,
}

const ENGLISH: NexisWords = NexisWords {
    documents: "Documents",
    date: "July 1, 2019 Monday 9:20 AM GMT",
    section: "Section",
    length: "Length",
    byline: "Byline",
    body: "Body",
    classification: "Classification",
    load: "Load-Date",
    end: "End of Document",
};
const GERMAN: NexisWords = NexisWords {
    documents: "Dokumente",
    date: "Montag 1. Juli 2019 9:20 AM GMT",
    section: "Rubrik",
    length: "Länge",
    byline: "Autor",
    body: "Hauptteil",
    classification: "Klassifizierung",
    load: "Ladedatum",
    end: "Ende des Dokuments",
};
/// A language that the lists do not have.
const UNKNOWN: NexisWords = NexisWords {
    documents: "Asiakirjat",
    date: "Maanantai 1. July 2019",
    section: "Osasto",
    length: "Pituus",
    byline: "Kirjoittaja",
    body: "Leipäteksti",
    classification: "Luokitus",
    load: "Latauspäivä",
    end: "Asiakirjan loppu",
};

fn bold(words: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

fn marked(name: &str, words: &str) -> String {
    format!(
        "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"{name}\"/><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p>"
    )
}

fn label(words: &str, value: &str) -> String {
    format!(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}:</w:t></w:r><w:r><w:t xml:space=\"preserve\">\u{a0}{value}</w:t></w:r></w:p>"
    )
}

fn nexis_article(number: usize, words: &NexisWords, bookmarks: bool) -> String {
    let first = if bookmarks { marked(&format!("Bookmark_{}", number + 1), "") } else { p("") };
    let body = if bookmarks { marked(&format!("Body_{number}"), words.body) } else { bold(words.body) };
    [
        first,
        bold(TITLES[number]),
        p("The Harbour Post(London)"),
        p(words.date),
        p(""),
        "<w:p><w:r><w:t>Copyright 2019 The Harbour Post</w:t><w:br/><w:t>All Rights Reserved</w:t></w:r></w:p>".to_owned(),
        label(words.section, "POLITICS; Pg. 4"),
        label(words.length, "31 words"),
        label(words.byline, "Ana Lind (now), Tomas Berg (earlier)"),
        body,
        p(""),
        "<w:p><w:r><w:t xml:space=\"preserve\">The council said on Tuesday that the </w:t></w:r><w:r><w:rPr><w:b/><w:i/></w:rPr>\
         <w:t>ferry</w:t></w:r><w:r><w:t xml:space=\"preserve\"> plan had stalled again.</w:t></w:r></w:p>"
            .to_owned(),
        p(""),
        p("“It is a failure,” the mayor said. Nobody could say what it would cost in the end."),
        bold(words.classification),
        p(""),
        label("Subject", "SHIPS (90%); HARBOURS (78%)"),
        label(words.load, "July 2, 2019"),
        bold(words.end),
    ]
    .concat()
}

fn nexis(words: &NexisWords, bookmarks: bool, left_out: &[usize]) -> Vec<u8> {
    let entries: String = TITLES
        .iter()
        .enumerate()
        .map(|(at, title)| p(&format!("{}. {title}", at + 1)) + &p("Client/Matter: -None-"))
        .collect();
    let section = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>";
    let articles: String = (0..TITLES.len())
        .filter(|at| !left_out.contains(at))
        .map(|at| nexis_article(at, words, bookmarks) + section)
        .collect();
    let cover =
        [p(""), p("Job Number:\u{a0}00001"), p(&format!("{} (10)", words.documents)), entries].concat();
    docx(&[cover, section.to_owned(), articles].concat())
}

fn assert_nexis(draft: &ArticleDraft, title: &str) {
    let about = &draft.metadata;
    assert_eq!(about.title, title);
    assert_eq!(about.outlet, "The Harbour Post (London)");
    assert_eq!(about.published.date, "2019-07-01");
    assert_eq!((about.section.as_str(), about.page.as_str()), ("POLITICS", "4"));
    assert_eq!(about.authors, ["Ana Lind", "Tomas Berg"]);
    assert_eq!(about.import.kind, "docx, nexis-uni");
    assert_eq!(draft.origins[&ArticleField::Outlet], ValueOrigin::ArchiveField);
    assert_eq!(
        body(draft),
        [
            "The council said on Tuesday that the ferry plan had stalled again.",
            "“It is a failure,” the mayor said. Nobody could say what it would cost in the end."
        ]
    );
    let rules: Vec<&str> = about.import.struck.iter().map(|struck| struck.rule.as_str()).collect();
    assert_eq!(rules[0], "archive-copyright");
    assert!(rules.contains(&"archive-field"));
}

#[test]
fn nexis_uni_is_split_and_what_is_missing_is_named() {
    for (words, bookmarks) in [(&ENGLISH, true), (&ENGLISH, false), (&GERMAN, true), (&GERMAN, false)] {
        let found = read("Files(10).DOCX", &nexis(words, bookmarks, &[]));
        assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), Vec::new()), "{}", words.end);
        found.drafts.iter().zip(TITLES).for_each(|(draft, title)| assert_nexis(draft, title));
        assert_eq!(found.drafts[0].metadata.subjects, ["SHIPS", "HARBOURS"]);
        let found = read("Files(10).txt", &nexis(words, bookmarks, &[6]));
        assert_eq!(found.drafts.len(), 9);
        assert_eq!(found.said, ["Document 7 of 10, “Old lighthouse sold”, is not in the file."]);
    }
}

#[test]
fn nexis_uni_in_an_unknown_language_is_split_by_structure() {
    let found = read("Tiedostot.DOCX", &nexis(&UNKNOWN, true, &[2]));
    assert_eq!(found.drafts.len(), 9);
    assert_eq!(found.said, ["Document 3 of 10, “Bridge opens a year late”, is not in the file."]);
    let about = &found.drafts[0].metadata;
    assert_eq!((about.title.as_str(), about.outlet.as_str()), (TITLES[0], "The Harbour Post (London)"));
    assert_eq!(
        body(&found.drafts[0])[0],
        "The council said on Tuesday that the ferry plan had stalled again."
    );
    assert!(!found.drafts[0].text.contains("Asiakirjan loppu"));
}

#[test]
fn one_document_of_nexis_uni_without_a_cover() {
    let found = read("one.docx", &docx(&nexis_article(0, &ENGLISH, false)));
    assert_eq!((found.titles(), found.codes.clone()), (vec![TITLES[0]], Vec::new()));
    assert_nexis(&found.drafts[0], TITLES[0]);
    let graphic = [
        bold("A map"),
        p("The Harbour Post"),
        p("July 1, 2019"),
        label("Length", "0 words"),
        bold("End of Document"),
    ];
    let two = [nexis_article(0, &ENGLISH, false), graphic.concat()].concat();
    let found = read("two.docx", &docx(&two));
    assert_eq!((found.titles(), found.codes.clone()), (vec![TITLES[0]], vec!["document-without-text"]));
}

#[test]
fn nexis_uni_as_rich_text() {
    let mut text = String::from(
        r"{\rtf1\ansi\pard Job Number:\~1\par Documents (2)\par 1.\par Ferry plan stalls again\par 2.\par Harbour fees to rise\par ----------------------------------------------\par ",
    );
    for title in &TITLES[..2] {
        text.push_str(&format!(
            r"{title}\par The Harbour Post\par July 1, 2019 Monday\par Copyright 2019 The Harbour Post\par {{\b Section:}}\~NEWS\par {{\b Length:}}\~9 words\par {{\b Body}}\par The council said that the plan had stalled.\par {{\b Load-Date:}}\~July 2, 2019\par {{\b End of Document}}\par ----------------------------------------------\par "
        ));
    }
    text.push('}');
    let found = read("nexis.rtf", text.as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES[..2].to_vec(), Vec::new()));
    assert_eq!(found.drafts[1].metadata.outlet, "The Harbour Post");
    assert_eq!(body(&found.drafts[1]), ["The council said that the plan had stalled."]);
    assert_eq!(found.drafts[1].metadata.import.kind, "rtf, nexis-uni");
}
