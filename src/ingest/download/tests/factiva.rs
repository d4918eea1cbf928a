//! Factiva.

use super::{TITLES, body, read};

fn factiva_rows(number: usize) -> String {
    let row = |code: &str, words: &str| {
        format!(r"\trowd\cellx1\cellx2\cellx3\pard\intbl\cell {{\b {code}}}\cell {words}\cell\row ")
    };
    [
        row("SE", "Ports"),
        row("HD", TITLES[number]),
        row("BY", "Ana Lind"),
        row("WC", "7 mots"),
        row("PD", "4 mars 2026"),
        row("ET", "09:14"),
        row("SN", "The Harbour Post"),
        row("SC", "HARBP"),
        row("PG", "A1"),
        row("LA", "Anglais"),
        row("CY", "(c) 2026"),
        row("LP", r"First\u8217?s paragraph.\par And its second."),
        row("TD", "The rest."),
        row("NS", "gcat : Political News | c13 : Regulation"),
        row("AN", &format!("Document HARBP00020260304em34000{number:02}")),
    ]
    .concat()
}

#[test]
fn factiva_rich_text_with_indexing() {
    let articles: Vec<String> = (0..10).map(factiva_rows).collect();
    let text = format!(
        r"{{\rtf1\ansi {}\page\pard Search Summary\par Text\tab ferry\par}}",
        articles.join(r"\page\pard ")
    );
    let found = read("Factiva-20260304-0914.rtf", text.as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), Vec::new()));
    let draft = &found.drafts[3];
    let about = &draft.metadata;
    assert_eq!(
        (about.outlet.as_str(), about.section.as_str(), about.page.as_str()),
        ("The Harbour Post", "Ports", "A1")
    );
    assert_eq!(
        (about.published.date.as_str(), about.published.as_written.as_str()),
        ("2026-03-04", "4 mars 2026 09:14")
    );
    assert_eq!((about.accession.as_str(), about.language.as_str()), ("HARBP00020260304em3400003", "en"));
    assert_eq!(about.subjects, ["Political News", "Regulation"]);
    assert_eq!(body(draft), ["First’s paragraph.", "And its second.", "The rest."]);
    assert_eq!(about.import.kind, "rtf, factiva");
    assert!(!found.drafts[9].text.contains("Search"));
    let cut = text.split("Document HARBP00020260304em3400001").next().expect("a part");
    let found = read("a.rtf", cut.as_bytes());
    assert_eq!((found.titles(), found.notes(1)), (TITLES[..2].to_vec(), vec!["document-cut"]));
    let twice = format!(r"{{\rtf1\ansi {}{}}}", factiva_rows(1), factiva_rows(1));
    let found = read("a.rtf", twice.as_bytes());
    assert_eq!((found.drafts.len(), found.codes.clone()), (1, vec!["document-twice"]));
}

#[test]
fn factiva_without_indexing() {
    for (words, date, language, end) in [
        ("1,234 words", "5 November 2025", "English", "Document"),
        ("1.234 Wörter", "5 November 2025", "Deutsch", "Dokument"),
        ("1 234 mots", "5 novembre 2025", "Français", "Document"),
        ("1234 字", "2025 年 11 月 5 日", "英文", "文件"),
    ] {
        let mut text = String::new();
        for (at, title) in TITLES.iter().enumerate() {
            text.push_str(&format!(
                "News\n{title}\nBy Ana Lind\n{words}\n{date}\n09:14\nThe Harbour Post\nHARBP\n12\n{language}\nCopyright 2025. The \
                 Harbour Post.\n\nThe first paragraph of it.\n\nThe second one.\n\n{end} HARBP00020251105em34000{at:02}\n\n"
            ));
        }
        text.push_str("Search Summary\nText\tferry\n");
        let found = read("factiva.txt", text.as_bytes());
        assert_eq!(found.drafts.len(), 10, "{end}");
        let draft = &found.drafts[9];
        assert_eq!(draft.metadata.published.date, "2025-11-05", "{date}");
        assert_eq!(
            (draft.metadata.outlet.as_str(), draft.metadata.page.as_str()),
            ("The Harbour Post", "12")
        );
        assert_eq!(draft.metadata.authors, ["Ana Lind"]);
        assert_eq!(draft.metadata.title, TITLES[9]);
        assert_eq!(draft.metadata.section, "News");
        assert_eq!(body(draft), ["The first paragraph of it.", "The second one."]);
        assert_eq!(draft.metadata.accession, "HARBP00020251105em3400009");
    }
}

#[test]
fn factiva_xml() {
    let article = |at: usize| {
        format!(
            "<ppsarticle><article><accessionNo>harbp00020260304em34000{at:02}</accessionNo><baseLanguage>en</baseLanguage>\
             <copyright><paragraph>(c) 2026 A & B</paragraph></copyright><headline><paragraph>{}</paragraph></headline><byline>By Ana \
             Lind</byline><leadParagraph><paragraph>The <hlt>ferry</hlt> is\nlate.&#x1;</paragraph></leadParagraph><tailParagraphs>\
             <paragraph>Very.</paragraph><paragraph>Late.</paragraph></tailParagraphs><publicationDate><date>2026-03-04</date>\
             </publicationDate><sourceName>The Harbour Post</sourceName><wordCount>5</wordCount><newsSubject code=\"gcat\"><name>Political \
             News</name></newsSubject></article></ppsarticle>",
            TITLES[at]
        )
    };
    let of = |numbers: std::ops::Range<usize>| {
        let all: String = numbers.map(article).collect();
        format!(
            "<?xml version=\"1.0\"?><PPSResponse><ppsArticleResponse><ppsarticleResultSet count=\"10\">{all}</ppsarticleResultSet>\
                 </ppsArticleResponse></PPSResponse>"
        )
    };
    let found = read("factiva.xml", of(0..10).as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), Vec::new()));
    let draft = &found.drafts[3];
    assert_eq!(body(draft), ["The ferry is late.", "Very.", "Late."]);
    assert_eq!(
        (draft.metadata.published.date.as_str(), draft.metadata.outlet.as_str()),
        ("2026-03-04", "The Harbour Post")
    );
    assert_eq!(
        (draft.metadata.subjects.clone(), draft.metadata.language.as_str()),
        (vec!["Political News".to_owned()], "en")
    );
    assert_eq!(
        read("a.xml", of(0..9).as_bytes()).said,
        ["The file announces 10 documents, and 9 are in it."]
    );
}
