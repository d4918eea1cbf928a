//! Downloads as web pages.

use super::{TITLES, body, read, zone};
use crate::model::ZoneKind;

fn factiva_html_rows(number: usize) -> String {
    let row = |code: &str, words: &str| {
        format!("<tr><td class=\"index\"><b>{code}</b>&nbsp;</td><td>{words}</td></tr>\n")
    };
    let rows = [
        row("SE", "Ports"),
        row("HD", &format!("<span class='frHeadline'>{}</span>", TITLES[number])),
        row("BY", "Par Ana Lind"),
        row("WC", "12 mots"),
        row("PD", "29 d\u{e9}cembre 2011"),
        row("ET", "15:32"),
        row("SN", "Le Port"),
        row("SC", "LEPORT"),
        row("LA", "Fran\u{e7}ais"),
        row("CY", "(c) 2011"),
        row("LP", "<p class=\"articleParagraph frarticleParagraph\">Le <b>bac</b> est\nen retard.</p>"),
        row(
            "TD",
            "<p class=\"articleParagraph frarticleParagraph\">Un.</p><p class=\"articleParagraph\">Deux.</p>",
        ),
        row("CO", "abc : Le Port SA | def : Bacs r\u{e9}unis"),
        row("AN", &format!("Document LEPORT0020111229e7ct000{number:02}")),
    ];
    format!("<div class=\"article frArticle\"><p><table>{}</table></div>", rows.concat())
}

#[test]
fn factiva_pages_with_indexing() {
    let page = |articles: String| {
        format!("<!DOCTYPE html><html><head><title>Factiva</title></head><body>{articles}</body></html>")
    };
    let found = read("Factiva.html", page((0..10).map(factiva_html_rows).collect()).as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), Vec::new()));
    let draft = &found.drafts[2];
    let about = &draft.metadata;
    assert_eq!((about.outlet.as_str(), about.published.date.as_str()), ("Le Port", "2011-12-29"));
    assert_eq!((about.language.as_str(), about.accession.as_str()), ("fr", "LEPORT0020111229e7ct00002"));
    assert_eq!(about.authors, ["Ana Lind"]);
    assert_eq!(about.subjects, ["Le Port SA", "Bacs r\u{e9}unis"]);
    assert_eq!(body(draft), ["Le bac est en retard.", "Un.", "Deux."]);
    assert_eq!(about.import.kind, "web-page, factiva");
    let twice = read("a.html", page(factiva_html_rows(1).repeat(2)).as_bytes());
    assert_eq!((twice.drafts.len(), twice.codes), (1, vec!["document-twice"]));
}

#[test]
fn factiva_pages_without_indexing() {
    let article = |title: &str, number: usize| {
        format!(
            "<div class=\"article deArticle\"><div>Häfen</div><div id=\"hd\"><span class=\"deHeadline\">{title}</span></div><div \
             class=\"author\">Ana Lind</div><div>12 Wörter</div><div>29 Dezember 2011</div><div>15:32</div><div>Die \
             Fähre</div><div>DIEFAE</div><div>7</div><div>Deutsch</div><div>(c) 2011 Die Fähre</div><p \
             class=\"articleParagraph\">Die Fähre kommt\nspäter.</p><p class=\"articleParagraph\">Viel später.</p><p>Dokument \
             DIEFAE0020111229e7ct000{number:02}</p></div>"
        )
    };
    let all: String = TITLES.iter().enumerate().map(|(at, title)| article(title, at)).collect();
    let found = read("Factiva.html", format!("<html><body>{all}</body></html>").as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), Vec::new()));
    let about = &found.drafts[4].metadata;
    assert_eq!(
        (about.section.as_str(), about.outlet.as_str(), about.page.as_str()),
        ("Häfen", "Die Fähre", "7")
    );
    assert_eq!((about.published.date.as_str(), about.language.as_str()), ("2011-12-29", "de"));
    assert_eq!(about.authors, ["Ana Lind"]);
    assert_eq!(body(&found.drafts[4]), ["Die Fähre kommt später.", "Viel später."]);
}

fn europresse_article(number: usize) -> String {
    format!(
        "<article><header><img sourcecode=\"LQ\"><div class=\"rdp__DocPublicationName\"><span class=\"DocPublicationName\">Le \
         Quotidien du Port, no. 43018</span></div><div><span class=\"DocHeader\">Communication, mardi 14 mars 2006, p. 16, 12 \
         mots</span></div><div><p>PORTS</p></div><div class=\"titreArticle\"><p class=\"sm-margin-TopNews titreArticleVisu \
         rdp__articletitle\">{}</p><p class=\"sm-margin-bottomNews\">Encore un retard</p></div><div class=\"docAuthors\">Ana \
         Lind</div></header><section><div class=\"DocText\"><div class=\"docOcurrContainer\"><p>Le <mark>bac</mark>\r\nn’est pas \
         l<span class=\"occurence\">à</span>.</p><p>Il viendra.</p></div></div></section><footer>© 2006 Le Quotidien du Port. Tous \
         droits réservés. <div>Numéro de document : news·20060314·LQ·01234{number:02}</div></footer></article>",
        TITLES[number]
    )
}

#[test]
fn europresse_pages() {
    let all: String = (0..10).map(europresse_article).collect();
    let page = format!("<!DOCTYPE html><html><head><style>p{{}}</style></head><body>{all}</body></html>");
    let found = read("europresse.HTML", page.as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), vec!["line-ends"]));
    let draft = &found.drafts[7];
    let about = &draft.metadata;
    assert_eq!(
        (about.outlet.as_str(), about.section.as_str(), about.page.as_str()),
        ("Le Quotidien du Port", "Communication", "16")
    );
    assert_eq!(
        (about.published.date.as_str(), about.published.as_written.as_str()),
        ("2006-03-14", "mardi 14 mars 2006")
    );
    assert_eq!(
        (about.accession.as_str(), about.authors.clone()),
        ("news·20060314·LQ·0123407", vec!["Ana Lind".to_owned()])
    );
    assert_eq!(body(draft), ["Le bac n’est pas là.", "Il viendra."]);
    assert_eq!(zone(draft, ZoneKind::Standfirst), ["Encore un retard"]);
    assert_eq!(about.import.kind, "web-page, europresse");
    assert!(draft.text.contains("© 2006 Le Quotidien du Port. Tous droits réservés."));
    let wrong = page.replace("mardi 14 mars 2006", "mardi");
    assert_eq!(read("a.html", wrong.as_bytes()).drafts[0].metadata.published.date, "2006-03-14");
}

#[test]
fn older_europresse_pages() {
    let cell = |title: &str| {
        format!(
            "<table><tbody><tr><td><span class=\"DocPublicationName\">Le Port</span><br><span class=\"DocHeader\">Politique, \
             </span><span class=\"DocHeader\">jeudi </span><span class=\"DocHeader\">4 octobre 2012</span><br><span \
             class=\"TitreArticleVisu\">{title}</span><br>Le bac est en retard.<p></p>Il viendra.<p></p>© 2012 Le Port. Tous droits \
             réservés.<br>Numéro de document : news·20121004·PO·0001</td></tr></tbody></table>"
        )
    };
    let page = format!("<html><head></head><body>{}{}</body></html>", cell(TITLES[0]), cell(TITLES[1]));
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&page);
    let found = read("europresse.html", &bytes);
    assert_eq!(found.titles(), TITLES[..2]);
    let draft = &found.drafts[0];
    assert_eq!((draft.metadata.outlet.as_str(), draft.metadata.section.as_str()), ("Le Port", "Politique"));
    assert_eq!(draft.metadata.published.date, "2012-10-04");
    assert_eq!(body(draft), ["Le bac est en retard.", "Il viendra."]);
}
#[test]
fn lexisnexis_pages() {
    let field = |label: &str, value: &str| {
        format!(
            "<br><div class=\"c5\"><p class=\"c6\"><span class=\"c7\">{label}: </span><span class=\"c2\">{value}</span></p></div>"
        )
    };
    let block = |words: &str| {
        format!("<br><div class=\"c0\"><p class=\"c1\"><span class=\"c2\">{words}</span></p></div>")
    };
    let article = |number: usize| {
        [
            format!("<a name=\"DOC_ID_0_{number}\"></a><!-- Hide XML section from browser <DOC NUMBER={number}> <DOCFULL> -->"),
            block(&format!("{number} of 10 DOCUMENTS")),
            block("The Harbour Post"),
            block("March 4, 2026 Wednesday"),
            block(TITLES[number - 1]),
            field("BYLINE", "Ana Lind"),
            field("SECTION", "NEWS; Pg. 4"),
            field("LENGTH", "9 words"),
            "<br><div class=\"c8\"><p class=\"c9\"><span class=\"c2\">The ferry plan\nhas stalled.</span></p><p class=\"c9\"><span \
             class=\"c2\">Nobody knows why.</span></p></div>"
                .to_owned(),
            field("LOAD-DATE", "March 5, 2026"),
            field("LANGUAGE", "ENGLISH"),
            block("Copyright 2026 The Harbour Post<br>All Rights Reserved"),
        ]
        .concat()
    };
    let all: String = (1..=10).filter(|number| *number != 4).map(article).collect();
    let found = read("lexis.HTML", format!("<HTML><HEAD></HEAD><BODY>{all}</BODY></HTML>").as_bytes());
    assert_eq!(
        (found.drafts.len(), found.said.as_slice()),
        (9, ["Document 4 of 10 is not in the file.".to_owned()].as_slice())
    );
    let draft = &found.drafts[0];
    assert_eq!(
        (draft.metadata.title.as_str(), draft.metadata.published.date.as_str()),
        (TITLES[0], "2026-03-04")
    );
    assert_eq!((draft.metadata.page.as_str(), draft.metadata.language.as_str()), ("4", "en"));
    assert_eq!(body(draft), ["The ferry plan has stalled.", "Nobody knows why."]);
    assert_eq!(draft.metadata.import.kind, "web-page, lexisnexis");
}
