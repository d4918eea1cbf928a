//! Documents that programs wrote: a browser, a typesetter, a library.

use super::{file, paragraphs, read};
use crate::ingest::IngestError;
use crate::model::ZoneKind;

#[test]
fn a_page_that_a_browser_printed() {
    let (draft, codes) = read(&file("printed-page.pdf"));
    assert_eq!(codes, ["running-heads-dropped"]);
    let about = &draft.metadata;
    assert_eq!(about.url, "http://harbour-post.example:8765/page.html");
    assert_eq!(
        (about.title.as_str(), about.published.date.as_str()),
        ("Le ferry du port prend du retard", "")
    );
    let found = paragraphs(&draft);
    assert_eq!(found.len(), 8, "{found:#?}");
    assert!(
        found[2].starts_with("Le conseil municipal") && found[2].contains("difficile à affronter »"),
        "{}",
        found[2]
    );
    assert!(found[3].contains("l’effort suffira ; peut-être, répond-elle, mais les chiffres officieux"));
    assert!(found[4].contains("Les pêcheurs du Grand-Quai y seront"));
    assert_eq!(
        found[6],
        "قال المجلس يوم الثلاثاء إن خطة العبارة الثانية تأخرت للمرة الثالثة في عام 2026، وإن الكلفة بلغت 9 ملايين."
    );
    assert_eq!(found[7], "המועצה אמרה ביום שלישי כי תוכנית המעבורת השנייה התעכבה (שוב) בשנת 2026.");
}

#[test]
fn two_columns_with_divided_words() {
    let (draft, _) = read(&file("two-columns.pdf"));
    let found = paragraphs(&draft);
    assert_eq!(found[0], "Ferry plan stalls for the third time this year");
    assert_eq!(found[1], "Ana Lind");
    // The same nine paragraphs three times over two pages.
    assert_eq!(found.len(), 2 + 3 * 9, "{found:#?}");
    for at in 11..found.len() {
        assert_eq!(found[at], found[at - 9]);
    }
    assert!(found[2].contains(
        "“It is an extraordinary failure of administration,” the mayor said in a well-known phrase"
    ));
    assert!(!draft.text.contains("- ") && !draft.text.contains("Page 2"));
}

#[test]
fn a_page_of_a_newspaper_in_three_columns() {
    let (draft, _) = read(&file("newspaper.pdf"));
    let found = paragraphs(&draft);
    let starts: Vec<String> =
        found.iter().map(|one| one.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    let want = [
        "Ferry plan",
        "Council divided",
        "By Ana",
        "The council",
        "The cost",
        "Several shopkeepers",
        "A spokeswoman",
        "The opposition",
        "Commuters meanwhile",
        "The old",
        "The next",
        "Independent observers",
        "In neighbouring",
    ];
    assert_eq!(starts, want);
    let kinds: Vec<ZoneKind> = draft.zones.iter().map(|zone| zone.kind).collect();
    assert!(kinds.starts_with(&[ZoneKind::Headline, ZoneKind::Standfirst, ZoneKind::Byline]), "{kinds:?}");
    assert!(kinds.contains(&ZoneKind::Caption));
    assert_eq!(draft.metadata.authors, ["Ana Lind"]);
}

#[test]
fn chinese_by_a_character_map_that_is_not_in_the_file() {
    let (draft, _) = read(&file("chinese.pdf"));
    assert!(
        draft.text.starts_with("港口渡轮计划再次搁置\n\n市议会星期二表示，第二艘渡轮的计划今年第三次搁置，"),
        "{}",
        draft.text
    );
    assert_eq!(paragraphs(&draft).len(), 2);
    assert_eq!(draft.language.0, "zh");
}

#[test]
fn numbers_of_lines_and_passwords() {
    let (plain, codes) = read(&file("line-numbers.pdf"));
    assert_eq!(codes, ["line-numbers-dropped"]);
    let (unlocked, _) = read(&file("owner-password.pdf"));
    assert_eq!(unlocked.text, plain.text);
    let locked = super::try_read(&file("locked.pdf"));
    assert_eq!(locked.map(|_| ()), Err(IngestError::Locked));
}

#[test]
fn parts_that_are_packed_together_are_read() {
    let (draft, codes) = read(&file("object-streams.pdf"));
    assert_eq!((paragraphs(&draft).len(), codes), (11, Vec::new()));
}
