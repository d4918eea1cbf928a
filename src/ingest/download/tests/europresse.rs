//! Europresse.

use super::{TITLES, body, read};

#[test]
fn a_print_of_europresse() {
    let mut text = String::from("Europresse\nListe des documents\n\n");
    for (at, title) in TITLES.iter().enumerate() {
        text.push_str(&format!(
            "Le Port, no. 12\nPolitique, mardi 14 mars 2006, p. 16\n\n{title}\nAna Lind\n\nLe bac est en retard, a dit le \
             maire.\n\nIl viendra.\n\n© 2006 Le Port. Tous droits réservés.\nNuméro de document : \
             news·20060314·LP·01234{at:02}\n\n"
        ));
    }
    let found = read("print.txt", text.as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), Vec::new()));
    let draft = &found.drafts[0];
    assert_eq!((draft.metadata.outlet.as_str(), draft.metadata.page.as_str()), ("Le Port", "16"));
    assert_eq!(draft.metadata.authors, ["Ana Lind"]);
    assert_eq!(body(draft), ["Le bac est en retard, a dit le maire.", "Il viendra."]);
}
