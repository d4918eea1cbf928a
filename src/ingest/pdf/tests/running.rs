//! Running heads and feet, numbers of pages and lines, what browsers print.

use super::writer::{PdfWriter, REGULAR};
use super::{paragraphs, read, try_read};
use crate::model::{ArticleField, ValueOrigin};

const LINES: [&str; 4] = [
    "The council said on Tuesday that the plan for a second ferry",
    "had stalled for the third time this year, and that nobody on",
    "the board could say when the talks with the owners would go",
    "on again.",
];

fn paged(count: usize, around: impl Fn(PdfWriter, usize) -> PdfWriter) -> Vec<u8> {
    let mut file = PdfWriter::default();
    for at in 0..count {
        let first = format!(
            "Part {} of it all was read out in the hall of the port today.",
            ["one", "two", "three", "four"][at]
        );
        file = file.page().words(50.0, 620.0, 10.0, REGULAR, &first).lines(50.0, 590.0, 10.0, &LINES);
        file = around(file, at);
    }
    file.finish()
}

#[test]
fn lines_that_repeat_at_the_edge_are_left_out_and_counted() {
    let bytes = paged(4, |page, at| {
        let page = page.words(50.0, 770.0, 8.0, REGULAR, "The Harbour Post");
        page.words(280.0, 30.0, 8.0, REGULAR, &format!("– {} –", at + 7))
    });
    let (draft, codes) = read(&bytes);
    assert_eq!(codes, ["running-heads-dropped"]);
    assert_eq!(draft.metadata.import_note, "8 running heads and feet on 4 pages left out");
    assert!(!draft.text.contains("Harbour Post") && !draft.text.contains('–'), "{}", draft.text);
    assert_eq!(paragraphs(&draft).len(), 8);
}

#[test]
fn footnotes_that_differ_in_numbers_alone_stay() {
    let bytes = paged(3, |page, at| {
        let page =
            page.words(50.0, 42.0, 8.0, REGULAR, &format!("{} Ibid., p. {}.", at + 1, [37, 44, 12][at]));
        page.words(50.0, 30.0, 8.0, REGULAR, &format!("{} The Harbour Post, year 2026", at + 1))
    });
    let found = try_read(&bytes).expect("an article");
    let draft = &found.value[0];
    assert_eq!(draft.text.matches("Ibid.").count(), 3, "{}", draft.text);
    assert!(!draft.text.contains("Harbour Post"), "{}", draft.text);
    let mut notes = found.issues.iter().chain(&draft.notes);
    let note = notes.find(|note| note.code == "running-heads-dropped");
    let note = note.map(|note| note.message.to_string()).unwrap_or_default();
    assert!(note.ends_with("such as “1 The Harbour Post, year 2026”."), "{note}");
}

#[test]
fn numbers_of_pages_are_not_taken_for_those_of_documents() {
    let bytes = paged(3, |page, at| {
        let page = page.words(50.0, 770.0, 8.0, REGULAR, "The Harbour Post");
        let page = page.words(50.0, 42.0, 8.0, REGULAR, &format!("Strana {} celkem {}", at + 1, 3));
        page.words(50.0, 30.0, 8.0, REGULAR, "Printed for the archive of the port")
    });
    let (draft, _) = read(&bytes);
    assert_eq!(draft.metadata.import_note, "9 running heads and feet on 3 pages left out");
    assert_eq!(paragraphs(&draft).len(), 6);
}

#[test]
fn lines_that_repeat_in_the_flow_stay() {
    let bytes = paged(3, |page, _| page.words(50.0, 400.0, 10.0, REGULAR, "So the board decided."));
    let (draft, codes) = read(&bytes);
    assert_eq!((draft.text.matches("So the board decided.").count(), codes), (3, Vec::new()));
}

#[test]
fn a_headline_with_the_words_of_the_running_head_stays() {
    let bytes = paged(3, |page, at| {
        let size = if at == 0 { 20.0 } else { 8.0 };
        page.words(50.0, 770.0, size, REGULAR, "Ferry plan stalls").words(
            300.0,
            30.0,
            8.0,
            REGULAR,
            &(at + 1).to_string(),
        )
    });
    let (draft, _) = read(&bytes);
    assert_eq!(draft.text.matches("Ferry plan stalls").count(), 1);
    assert_eq!(draft.metadata.title, "Ferry plan stalls");
}

#[test]
fn the_title_of_a_text_that_goes_on_is_left_out() {
    let bytes = paged(2, |page, at| match at {
        0 => page.words(50.0, 680.0, 16.0, REGULAR, "Ferry plan stalls"),
        _ => page.words(50.0, 770.0, 9.0, REGULAR, "Ferry plan stalls"),
    });
    let (draft, codes) = read(&bytes);
    assert_eq!((draft.text.matches("Ferry plan stalls").count(), codes), (1, vec!["running-heads-dropped"]));
}

#[test]
fn what_a_browser_prints_is_taken_and_left_out() {
    let bytes = paged(2, |page, at| {
        let page = page.words(20.0, 785.0, 8.0, REGULAR, "30/11/2026, 05:23").words(
            250.0,
            785.0,
            8.0,
            REGULAR,
            "Ferry plan stalls – The Harbour Post",
        );
        let page = page.words(20.0, 12.0, 8.0, REGULAR, "https://harbour-post.example/news/ferry");
        page.words(570.0, 12.0, 8.0, REGULAR, &format!("{}/2", at + 1))
    });
    let (draft, _) = read(&bytes);
    assert_eq!(draft.metadata.url, "https://harbour-post.example/news/ferry");
    assert_eq!(draft.origins[&ArticleField::Url], ValueOrigin::Line);
    assert_eq!(draft.metadata.title, "Ferry plan stalls – The Harbour Post");
    assert_eq!(draft.metadata.published.date, "");
    assert!(!draft.text.contains("05:23") && !draft.text.contains("/2"), "{}", draft.text);
}

#[test]
fn an_address_in_the_text_is_no_foot() {
    let bytes = PdfWriter::default().page().lines(50.0, 720.0, 10.0, &LINES).words(
        50.0,
        60.0,
        10.0,
        REGULAR,
        "https://harbour-post.example/more",
    );
    let (draft, codes) = read(&bytes.finish());
    assert!(draft.text.contains("harbour-post.example/more") && draft.metadata.url.is_empty(), "{codes:?}");
}

#[test]
fn numbers_of_lines_are_left_out_and_lists_stay() {
    let numbered = |step: usize| {
        let mut page = PdfWriter::default().page();
        for at in 0..12 {
            let y = 700.0 - at as f32 * 12.0;
            page = page.words(70.0, y, 10.0, REGULAR, LINES[at % 3]);
            if (at + 1) % step == 0 {
                page = page.words(40.0, y, 8.0, REGULAR, &(at + 1).to_string());
            }
        }
        page.finish()
    };
    let (draft, codes) = read(&numbered(1));
    assert_eq!(codes, ["line-numbers-dropped"]);
    assert!(!draft.text.contains(|sign: char| sign.is_ascii_digit()), "{}", draft.text);
    // Three numbers prove nothing.
    let (draft, _) = read(&numbered(4));
    assert!(draft.text.contains('8'), "{}", draft.text);
}

#[test]
fn what_the_file_marks_as_running_is_left_out() {
    let page = PdfWriter::default().page().lines(50.0, 700.0, 10.0, &LINES).raw(
        "/Artifact << /Type /Pagination /Subtype /Header >> BDC BT /F1 10 Tf 1 0 0 1 50 780 Tm (Harbour papers) Tj ET EMC",
    );
    let (draft, codes) = read(&page.finish());
    assert_eq!(codes, ["running-heads-dropped"]);
    assert!(draft.text.starts_with("The council"));
}
