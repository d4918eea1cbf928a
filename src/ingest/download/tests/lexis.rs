//! Classic LexisNexis.

use super::{TITLES, body, read, zone};
use crate::model::ZoneKind;

/// A text of LexisNexis with a correction, a byline over two lines, lines broken at a width, and an error page.
pub(super) fn with_an_error_page() -> String {
    let text = "\u{feff}Download Request: Selected Items: 1-2\n\n                               1 of 2 DOCUMENTS\n\n                          \
                The Quay Courier\n\n                            March 4, 2026 Wednesday\n                              \
                Correction Appended\n\nLighthouse sale, part 2, put off\n\nBYLINE: Ida Holm and Piet\nVos\n\nSECTION: NEWS; \
                Pg. 4\n\nLENGTH: 31 words\n\nThe port office said on Monday that the lighthouse would\nnot be sold this \
                year. \"We were too quick,\" its head said.\n\nThe price had been put at 2 million euros.\n\nLOAD-DATE: March \
                5, 2026\n\nLANGUAGE: ENGLISH\n\n                    Copyright 2026 The Quay Courier\n                         \
                All Rights Reserved\n                               2 of 2 DOCUMENTS\nWe are sorry but there is an error in \
                this document and it is not possible to display it.\n";
    text.replace('\n', "\r\n")
}

#[test]
fn lexisnexis_text_with_a_correction_and_an_error_page() {
    let found = read("lexis.TXT", with_an_error_page().as_bytes());
    assert_eq!(found.titles(), ["Lighthouse sale, part 2, put off"]);
    assert!(
        found.said.contains(&"Document 2 of 2 is an error page: the archive could not show it.".to_owned())
    );
    assert_eq!(found.codes, ["line-ends", "document-error-page"]);
    assert_eq!(found.notes(0), ["correction-appended"]);
    let draft = &found.drafts[0];
    let about = &draft.metadata;
    assert_eq!((about.outlet.as_str(), about.published.date.as_str()), ("The Quay Courier", "2026-03-04"));
    assert_eq!(about.authors, ["Ida Holm", "Piet Vos"]);
    assert_eq!((about.section.as_str(), about.page.as_str(), about.language.as_str()), ("NEWS", "4", "en"));
    assert_eq!(
        body(draft),
        [
            "The port office said on Monday that the lighthouse would not be sold this year. \"We were too quick,\" its head \
             said.",
            "The price had been put at 2 million euros."
        ]
    );
    assert_eq!(zone(draft, ZoneKind::Byline), ["Ida Holm and Piet Vos"]);
    assert_eq!(about.import.kind, "plain-text, lexisnexis");
    let struck: Vec<_> =
        about.import.struck.iter().map(|one| (one.rule.as_str(), &draft.text[one.span.range()])).collect();
    assert_eq!(
        struck,
        [
            ("archive-field", "Correction Appended"),
            ("archive-copyright", "Copyright 2026 The Quay Courier"),
            ("archive-copyright", "All Rights Reserved"),
            ("archive-field", "LOAD-DATE: March 5, 2026"),
        ]
    );
}

fn lexis(
    numbers: impl Iterator<Item = usize>,
    start: impl Fn(usize) -> String,
    labels: [&str; 5],
    date: &str,
) -> String {
    let mut text = String::new();
    for number in numbers {
        let [author, section, length, loaded, language] = labels;
        let title = TITLES[number - 1];
        text.push_str(&format!(
            "{:>40}\n\n{:>40}\n\n{date:>40}\n\n{title}\n\n{author}: Ana Lind\n\n{section}: NEWS\n\n{length}: 25 words\n\nThe \
             council said on Tuesday that the plan of the\nwell-known ferry had stalled, and that two-\nand three-day \
             delays were likely.\n\n{loaded}: March 5, 2026\n\n{language}: X\n\n{:>60}\n",
            start(number),
            "The Harbour Post",
            "Copyright 2026 The Harbour Post"
        ));
    }
    text
}

#[test]
fn lexisnexis_text_of_ten_with_one_missing_in_three_languages() {
    let english = ["BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "LANGUAGE"];
    let german = ["AUTOR", "RUBRIK", "LÄNGE", "UPDATE", "SPRACHE"];
    let french = ["AUTEUR", "RUBRIQUE", "LONGUEUR", "DATE-CHARGEMENT", "LANGUE"];
    let numbers = || (1..=10).filter(|number| *number != 7);
    for text in [
        lexis(numbers(), |number| format!("{number} of 10 DOCUMENTS"), english, "March 4, 2026 Wednesday"),
        lexis(numbers(), |number| format!("Dokument {number} von 10"), german, "Mittwoch 4. März 2026"),
        lexis(numbers(), |number| format!("Document {number} de 10"), french, "mercredi 4 mars 2026"),
    ] {
        let found = read("a.txt", text.as_bytes());
        assert_eq!(found.drafts.len(), 9);
        assert_eq!(found.said, ["Document 7 of 10 is not in the file."]);
        for draft in &found.drafts {
            assert_eq!(draft.metadata.published.date, "2026-03-04");
            assert_eq!((draft.metadata.section.as_str(), draft.metadata.authors.len()), ("NEWS", 1));
            assert_eq!(
                body(draft),
                [
                    "The council said on Tuesday that the plan of the well-known ferry had stalled, and that two- and \
                  three-day delays were likely."
                ]
            );
        }
    }
    let labels = ["ПОДПИСЬ", "ТЕМА", "ОБЪЕМ", "ЗАГРУЖЕНО", "ИСТОЧНИК"];
    let text = lexis(numbers(), |number| format!("{number} из 10 ДОКУМЕНТОВ"), labels, "4 марта 2026 среда");
    for text in [&text, &text.replace("ДОКУМЕНТОВ", "ТЕКСТОВ").replace("из", "среди")]
    {
        let found = read("a.txt", text.as_bytes());
        assert_eq!(found.said, ["Document 7 of 10 is not in the file."]);
        assert_eq!(found.drafts[0].metadata.published.date, "2026-03-04");
        assert_eq!((found.drafts.len(), found.titles()[0]), (9, TITLES[0]));
    }
    let some = lexis(4..=6, |number| format!("{number} of 10 DOCUMENTS"), english, "March 4, 2026");
    let found = read("a.txt", some.as_bytes());
    assert_eq!(
        found.said,
        ["Documents 1 to 3 of 10 are not in the file.", "Documents 7 to 10 of 10 are not in the file."]
    );
    let huge = some
        .replace("6 of 10", "18000000000000000000 of 18000000000000000000")
        .replace("of 10", "of 18000000000000000000");
    assert_eq!(read("a.txt", huge.as_bytes()).codes, ["document-missing", "documents-missing"]);
    let asked = format!("Download Request: Selected Items: 4-7\n\n{some}");
    assert_eq!(read("a.txt", asked.as_bytes()).said, ["Document 7 of 10 is not in the file."]);
    let cut = read("a.txt", &some.as_bytes()[..some.len() / 3 + 300]);
    assert_eq!(cut.titles().first(), Some(&TITLES[3]));
}

#[test]
fn a_download_that_cannot_be_split_is_said() {
    let found = read("a.txt", b"1 of 10 DOCUMENTS\n\nThe Times\n\nSome words.\n");
    assert_eq!(found.notes(0), ["several-documents"]);
}

#[test]
fn lengths_are_held_against_the_words_that_came() {
    let text = lexis(
        1..=1,
        |_| "1 of 1 DOCUMENTS".to_owned(),
        ["BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "LANGUAGE"],
        "March 4, 2026",
    );
    assert_eq!(read("a.txt", text.as_bytes()).notes(0), [""; 0]);
    assert_eq!(
        read("a.txt", text.replace("25 words", "1,250 words").as_bytes()).notes(0),
        ["length-differs"]
    );
}
