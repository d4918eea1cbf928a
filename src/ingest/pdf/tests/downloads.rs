//! Downloads of archives that were printed.

use super::try_read;
use super::writer::{BOLD, PdfWriter, REGULAR};

const TEXT: [&str; 3] = [
    "Le bac est en retard, a dit le maire devant le conseil réuni",
    "mardi soir, et personne ne sait quand le chantier pourra re-",
    "prendre.",
];

#[test]
fn a_print_of_europresse_is_split_and_one_without_text_is_named() {
    let mut file = PdfWriter::default().page().words(50.0, 740.0, 16.0, BOLD, "Liste des documents");
    for (at, title) in ["Le bac tarde", "Le port ferme", "Les tarifs montent"].iter().enumerate() {
        for (line, words) in [
            format!("{}. {title}", at + 1),
            "Le Port, 14 mars 2006".to_owned(),
            "Un bac".to_owned(),
            "31 mots".to_owned(),
        ]
        .iter()
        .enumerate()
        {
            file = file.words(50.0, 700.0 - at as f32 * 80.0 - line as f32 * 14.0, 10.0, REGULAR, words);
        }
    }
    for (at, title) in ["Le bac tarde", "Le port ferme", "Les tarifs montent"].iter().enumerate() {
        file = file.page().words(50.0, 740.0, 11.0, BOLD, "Le Port, no. 12");
        file = file.words(50.0, 726.0, 9.0, REGULAR, "Politique, mardi 14 mars 2006, p. 16");
        file = file.words(50.0, 700.0, 15.0, BOLD, title);
        if at != 1 {
            file = file.words(50.0, 680.0, 10.0, REGULAR, "Ana Lind").lines(50.0, 650.0, 10.0, &TEXT);
        }
        if at == 0 {
            file =
                file.page().lines(50.0, 740.0, 10.0, &["Il viendra donc, a-t-il dit, en avril ou en mai."]);
        }
        file = file.words(50.0, 580.0, 9.0, REGULAR, "© 2006 Le Port. Tous droits réservés.");
        file = file.words(50.0, 568.0, 9.0, REGULAR, &format!("news·20060314·LP·01234{at}"));
        file = file
            .words(50.0, 30.0, 8.0, REGULAR, &format!("Page {} de 5", if at == 0 { 3 } else { at + 3 }))
            .words(300.0, 30.0, 8.0, REGULAR, "© 2026 CEDROM-SNi inc.");
    }
    let found = try_read(&file.finish()).expect("articles");
    let titles: Vec<&str> = found.value.iter().map(|draft| draft.metadata.title.as_str()).collect();
    assert_eq!(titles, ["Le bac tarde", "Les tarifs montent"]);
    let codes: Vec<&str> = found.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, ["running-heads-dropped", "hyphens-guessed", "document-without-text"]);
    let about = &found.value[0].metadata;
    assert_eq!(
        (about.outlet.as_str(), about.page.as_str(), about.published.date.as_str()),
        ("Le Port", "16", "2006-03-14")
    );
    assert_eq!(about.authors, ["Ana Lind"]);
    assert!(found.value[1].text.contains("quand le chantier pourra reprendre."), "{}", found.value[1].text);
}

#[test]
fn a_print_of_nexis_uni_is_split_and_what_is_missing_is_named() {
    let titles = ["Ferry plan stalls", "Harbour fees rise", "Fog closes the bay"];
    let mut file = PdfWriter::default().page().words(50.0, 740.0, 14.0, BOLD, "Documents (3)");
    for (at, title) in titles.iter().enumerate() {
        file = file.words(50.0, 700.0 - at as f32 * 30.0, 10.0, REGULAR, &format!("{}. {title}", at + 1));
    }
    for title in &titles[..2] {
        file = file.page().words(50.0, 740.0, 14.0, BOLD, title).words(
            50.0,
            715.0,
            10.0,
            REGULAR,
            "The Harbour Post",
        );
        file = file.words(50.0, 700.0, 10.0, REGULAR, "March 4, 2026 Wednesday");
        file = file.words(50.0, 670.0, 9.0, REGULAR, "Copyright 2026 The Harbour Post All Rights Reserved");
        file = file.words(50.0, 650.0, 10.0, REGULAR, "Section:\u{A0}NEWS; Pg. 4").words(
            50.0,
            636.0,
            10.0,
            REGULAR,
            "Length:\u{A0}31 words",
        );
        file = file
            .words(50.0, 622.0, 10.0, REGULAR, "Byline:\u{A0}Ana Lind")
            .words(50.0, 595.0, 12.0, BOLD, "Body");
        file = file.lines(
            50.0,
            570.0,
            10.0,
            &["The council said on Tuesday that the plan for a second ferry", "had stalled again."],
        );
        file = file.words(50.0, 500.0, 12.0, BOLD, "Classification").words(
            50.0,
            480.0,
            10.0,
            REGULAR,
            "Language:\u{A0}ENGLISH",
        );
        file = file.words(50.0, 460.0, 10.0, REGULAR, "Load-Date:\u{A0}March 5, 2026").words(
            250.0,
            430.0,
            10.0,
            BOLD,
            "End of Document",
        );
    }
    let found = try_read(&file.finish()).expect("articles");
    let read: Vec<&str> = found.value.iter().map(|draft| draft.metadata.title.as_str()).collect();
    assert_eq!(read, titles[..2]);
    let missing: Vec<String> = found
        .issues
        .iter()
        .filter(|issue| issue.code == "document-missing")
        .map(|issue| issue.message.english())
        .collect();
    assert_eq!(missing, ["Document 3 of 3, “Fog closes the bay”, is not in the file."]);
    let about = &found.value[0].metadata;
    assert_eq!(
        (about.outlet.as_str(), about.page.as_str(), about.published.date.as_str()),
        ("The Harbour Post", "4", "2026-03-04")
    );
    assert!(found.value[0].text.contains("a second ferry had stalled again."));
}
