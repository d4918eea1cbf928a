//! Pages of newspapers and prints of browsers: real hyphens, several headlines, what a page's head says, narrow columns.

use super::super::super::{SourceFile, drafts, drafts_as};
use super::writer::{PdfWriter, REGULAR};
use super::{paragraphs, read};
use crate::base::{Issue, Progress};
use crate::model::{ArticleField, ReadOptions, ValueOrigin};

/// A print of a browser with these lines among others.
fn printed(lines: &[&str]) -> PdfWriter {
    let filler = [
        "The ferry to the island was late again on Monday, and nobody at the port",
        "could say when the next one would leave, or who would pay for those that",
        "had gone by road instead; the board said that it would look into it, and",
        "that the report was due by the end of the month, when the council would",
        "meet to hear what had come of the plan that it had put forward in spring",
        "and that had since been changed by nearly everybody who had a say in it.",
        "So it was left to those who live on the island to find a way of their own",
        "to the market, the school and the doctor, as they had done all year long.",
        "The board has said the same in each of the years before, and it has paid",
        "for none of the boats that were hired, nor for the fuel that they burnt.",
        "What it has paid for is a study, of which the first part was read today.",
    ];
    let lines: Vec<&str> = filler.iter().chain(lines).copied().collect();
    let mut page = PdfWriter::default().page().lines(50.0, 750.0, 10.0, &lines);
    page.objects.push("<< /Type /Null >>".to_owned());
    page.objects.push("<< /Producer (Skia/PDF m130) /Creator (Chromium) >>".to_owned());
    page.trailer = "/Info 21 0 R".to_owned();
    page
}

fn issues(bytes: &[u8]) -> Vec<Issue> {
    let found = drafts(SourceFile { name: "a.pdf", bytes }, &Progress::new()).expect("an article");
    found.issues.into_iter().chain(found.value.into_iter().flat_map(|draft| draft.notes)).collect()
}

#[test]
fn a_browser_breaks_words_at_their_own_hyphens() {
    let page = printed(&["It was a porte-", "parole of the state-", "owned line."]).finish();
    let (draft, codes) = read(&page);
    assert!(draft.text.contains("a porte-parole of the state-owned line."), "{}", draft.text);
    assert!(codes.contains(&"hyphens-guessed"), "{codes:?}");
    let said = issues(&page).into_iter().find(|issue| issue.code == "hyphens-guessed").expect("said");
    let said = said.message.english();
    assert!(said.contains("2 words") && said.contains("state-owned"), "{said}");
}

#[test]
fn a_page_that_divides_words_shows_it() {
    let page =
        printed(&["The fishermen said so, and the fisher-", "men went; so did the ware-", "house."]).finish();
    let text = read(&page).0.text;
    assert!(text.contains("the fishermen went; so did the warehouse."), "{text}");
}

const BODY: [&str; 6] = [
    "The council said on Tuesday that the plan for a second ferry had",
    "stalled for the third time this year, and that nobody on the board",
    "could say when the talks with the owners would go on again, if ever",
    "they did, nor what the port would do with the ramp that it had built",
    "for the ship, or with the money that was put aside for it last year,",
    "when all of them had still been sure that it would come by summer.",
];

#[test]
fn several_headlines_on_a_page_are_named() {
    let page = PdfWriter::default()
        .page()
        .words(50.0, 760.0, 24.0, REGULAR, "Ferry plan stalls")
        .lines(50.0, 720.0, 10.0, &BODY)
        .words(50.0, 560.0, 20.0, REGULAR, "Harbour fees to rise")
        .lines(50.0, 530.0, 10.0, &BODY)
        .finish();
    let found = issues(&page);
    let said = found.iter().find(|issue| issue.code == "several-headlines").expect("said").message.english();
    assert!(said.starts_with("Page 1 has 2 headlines"), "{said}");
    assert!(said.contains("“Ferry plan stalls”") && said.contains("“Harbour fees to rise”"), "{said}");
    let one = PdfWriter::default()
        .page()
        .words(50.0, 760.0, 24.0, REGULAR, "Ferry plan stalls")
        .words(50.0, 735.0, 16.0, REGULAR, "Nobody knows when it goes on")
        .lines(50.0, 700.0, 10.0, &BODY)
        .words(50.0, 560.0, 12.0, REGULAR, "What is left")
        .lines(50.0, 530.0, 10.0, &BODY)
        .finish();
    assert!(issues(&one).iter().all(|issue| issue.code != "several-headlines"));
}

#[test]
fn a_page_is_split_at_its_headlines_where_that_is_wished() {
    let page = PdfWriter::default()
        .page()
        .words(50.0, 760.0, 24.0, REGULAR, "Ferry plan stalls")
        .lines(50.0, 720.0, 10.0, &BODY)
        .words(50.0, 560.0, 20.0, REGULAR, "Harbour fees to rise")
        .lines(50.0, 530.0, 10.0, &BODY)
        .finish();
    let source = SourceFile { name: "a.pdf", bytes: &page };
    let whole = drafts(source, &Progress::new()).expect("an article").value.remove(0);
    assert_eq!(whole.headlines.len(), 2);
    let options = ReadOptions { split_headlines: true, ..ReadOptions::default() };
    let found = drafts_as(source, &options, &Progress::new()).expect("articles").value;
    let [first, second] = &found[..] else { panic!("two: {found:?}") };
    let cut = whole.text.find("Harbour fees").expect("there");
    assert_eq!(
        (first.text.as_str(), second.text.as_str()),
        (whole.text[..cut].trim_end(), whole.text[cut..].trim_end())
    );
    assert_eq!(
        (first.metadata.title.as_str(), second.metadata.title.as_str()),
        ("Ferry plan stalls", "Harbour fees to rise")
    );
    assert_eq!(second.origins.get(&ArticleField::Title), Some(&ValueOrigin::Guessed));
    assert_eq!(first.metadata.import.sha256, second.metadata.import.sha256);
    assert_ne!(first.place, second.place);
    for draft in &found {
        assert!(draft.notes.iter().all(|note| note.code != "several-headlines"), "{:?}", draft.notes);
        let id = crate::ingest::article_id(draft, |_| false);
        assert!(draft.clone().into_article(id).expect("an article").zones_are_sound());
    }
}

#[test]
fn the_head_of_a_newspapers_page_gives_outlet_day_and_page() {
    let mut file = PdfWriter::default();
    for _ in 0..2 {
        file = file
            .page()
            .words(50.0, 780.0, 8.0, REGULAR, "The Harbour Post, Tuesday, March 4, 2026, p. 16")
            .lines(50.0, 720.0, 10.0, &BODY);
    }
    let (draft, codes) = read(&file.finish());
    assert!(codes.contains(&"running-heads-dropped"), "{codes:?}");
    let about = &draft.metadata;
    assert_eq!(
        (about.published.date.as_str(), about.outlet.as_str(), about.page.as_str()),
        ("2026-03-04", "The Harbour Post", "16")
    );
    assert_eq!(draft.origins.get(&ArticleField::Published), Some(&ValueOrigin::Line));
}

#[test]
fn a_running_head_goes_from_the_first_page_too() {
    let mut file = PdfWriter::default();
    for at in 0..3 {
        let head = if at == 0 { 760.0 } else { 780.0 };
        let first = format!("Part {} of the plan was read out today.", ["one", "two", "three"][at]);
        file = file
            .page()
            .words(50.0, head, 8.0, REGULAR, "Reports of the Harbour Board")
            .words(50.0, 700.0, 10.0, REGULAR, &first)
            .lines(50.0, 670.0, 10.0, &BODY);
    }
    let text = read(&file.finish()).0.text;
    assert!(!text.contains("Reports of"), "{text}");
}

#[test]
fn footnotes_that_are_counted_page_by_page_stay() {
    let mut file = PdfWriter::default();
    for at in 0..3 {
        let first = format!("Part {} of the plan was read out today.", ["one", "two", "three"][at]);
        file = file.page().words(50.0, 700.0, 10.0, REGULAR, &first).lines(50.0, 670.0, 10.0, &BODY).words(
            50.0,
            40.0,
            8.0,
            REGULAR,
            "1 Interview with the board, 2026.",
        );
    }
    let text = read(&file.finish()).0.text;
    assert_eq!(text.matches("1 Interview").count(), 3, "{text}");
}

#[test]
fn narrow_columns_are_told_by_a_strip_over_many_lines() {
    // Lines that fill their column; between the columns six points are free.
    let left = "The plan for a second ferry has now";
    let right = "The fees of the harbour are to rise";
    let mut page = PdfWriter::default().page();
    for at in 0..14 {
        let y = 700.0 - at as f32 * 12.0;
        // Each column is 165 points wide, as far as its letters go.
        page = page.raw(&format!(
            "BT /F1 10 Tf 1 0 0 1 50 {y} Tm ({left}) Tj ET BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({right}) Tj ET",
            x = 50.0 + WIDTH + 6.0,
        ));
    }
    let (draft, _) = read(&page.finish());
    let found = paragraphs(&draft).join(" ");
    let last_left = found.rfind("The plan").expect("left");
    let first_right = found.find("The fees").expect("right");
    assert!(last_left < first_right, "{found}");
}

/// How wide the lines of the left column are in points, in Helvetica of 10 points.
const WIDTH: f32 = 160.0;
