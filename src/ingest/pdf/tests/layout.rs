//! Words, lines, columns and paragraphs.

use super::writer::{BOLD, CODES, MAPPED, PdfWriter, REGULAR};
use super::{paragraphs, read};
use crate::model::ZoneKind;

#[test]
fn words_are_told_by_gaps_and_blanks() {
    // Three words without a blank between, one of two pieces, one with kerning.
    let page = PdfWriter::default().page().raw(
        "BT /F1 10 Tf 1 0 0 1 50 700 Tm [(The)-300(fer)20(ry)-300(plan)] TJ 3.2 0 Td ET \
         BT /F1 10 Tf 1 0 0 1 115 700 Tm (stalls again and again) Tj ET",
    );
    let (draft, codes) = read(&page.finish());
    assert_eq!(draft.text, "The ferry plan stalls again and again\n");
    assert_eq!(codes, [""; 0]);
}

#[test]
fn letters_set_apart_are_one_word() {
    let page = PdfWriter::default()
        .page()
        .raw("BT /F1 10 Tf 3 Tc 1 0 0 1 50 700 Tm (FERRY) Tj [-500] TJ (PLAN) Tj ET");
    assert_eq!(read(&page.finish()).0.text, "FERRY PLAN\n");
}

#[test]
fn letters_set_twice_are_read_once_and_double_letters_twice() {
    let page = PdfWriter::default().page();
    let page = page.words(50.0, 700.0, 12.0, REGULAR, "Tall llamas").words(
        50.3,
        700.0,
        12.0,
        REGULAR,
        "Tall llamas",
    );
    assert_eq!(read(&page.finish()).0.text, "Tall llamas\n");
}

const LEFT: [&str; 7] = [
    "The council said on Tuesday that the",
    "plan for a second ferry had stalled for",
    "the third time this year, and that no-",
    "body could say when the talks would be-",
    "gin again.",
    "The cost was put at nine million euros,",
    "half of it paid by the region, which is",
];
const RIGHT: [&str; 5] = [
    "more than it earns.",
    "Fishermen ask for a quay of their own",
    "and for pay while the harbour is shut,",
    "as they were promised in the well-",
    "known letter of March.",
];

#[test]
fn columns_are_read_one_after_the_other_under_a_headline() {
    let page = PdfWriter::default().page();
    let page = page.words(50.0, 760.0, 24.0, BOLD, "Ferry plan stalls for the third time");
    let page = page.lines(50.0, 700.0, 10.0, &LEFT).lines(250.0, 697.0, 10.0, &RIGHT);
    let (draft, _) = read(&page.finish());
    let found = paragraphs(&draft);
    assert_eq!(
        found,
        [
            "Ferry plan stalls for the third time",
            "The council said on Tuesday that the plan for a second ferry had stalled for the third time this year, and \
             that nobody could say when the talks would begin again.",
            "The cost was put at nine million euros, half of it paid by the region, which is more than it earns.",
            "Fishermen ask for a quay of their own and for pay while the harbour is shut, as they were promised in the \
             well-known letter of March.",
        ]
    );
    assert_eq!(draft.zones[0].kind, ZoneKind::Headline);
    assert_eq!(draft.metadata.title, found[0]);
}

#[test]
fn a_headline_over_two_of_three_columns_stands_before_them() {
    let page = PdfWriter::default().page();
    let page = page.words(50.0, 760.0, 20.0, BOLD, "Ferry plan stalls again this year");
    let page = page.lines(50.0, 720.0, 10.0, &LEFT).lines(240.0, 720.0, 10.0, &RIGHT);
    // The third column is another text that begins beside the headline.
    let third = [
        "Fog comes in from the north tonight,",
        "and stays for two days over the bay,",
        "so that no boat goes out, it is said.",
        "On Friday the wind turns to the west.",
    ];
    let page = page.lines(430.0, 760.0, 10.0, &third);
    let (draft, _) = read(&page.finish());
    let at = |words: &str| draft.text.find(words).unwrap_or_else(|| panic!("{words}: {}", draft.text));
    let order = ["Ferry plan", "The council", "The cost", "Fishermen", "Fog comes", "On Friday"].map(at);
    assert!(order.is_sorted(), "{}", draft.text);
}

#[test]
fn rows_of_a_table_stay_rows() {
    let mut page = PdfWriter::default().page();
    for (at, (name, sum)) in
        [("Ferry", "9.0"), ("Quay", "1.5"), ("Crane", "0.7"), ("Sum", "11.2")].iter().enumerate()
    {
        let y = 700.0 - at as f32 * 14.0;
        page = page.words(50.0, y, 10.0, REGULAR, name).words(200.0, y, 10.0, REGULAR, sum);
    }
    assert_eq!(read(&page.finish()).0.text, "Ferry\t9.0\nQuay\t1.5\nCrane\t0.7\nSum\t11.2\n");
}

#[test]
fn indents_and_early_ends_begin_paragraphs() {
    let page = PdfWriter::default().page();
    let page = page.words(60.0, 700.0, 10.0, REGULAR, "The ferry was late again on Monday, and no");
    let page = page.words(50.0, 688.0, 10.0, REGULAR, "one on the quay knew when it would come in.");
    let page = page.words(60.0, 676.0, 10.0, REGULAR, "Its captain waited for the fog to lift, as he");
    let page = page.words(50.0, 664.0, 10.0, REGULAR, "has done for years.");
    let page = page.words(50.0, 652.0, 10.0, REGULAR, "Nobody complained about it this time, not");
    let page = page.words(50.0, 640.0, 10.0, REGULAR, "even the mayor herself.");
    let (draft, _) = read(&page.finish());
    let starts: Vec<&str> =
        paragraphs(&draft).iter().map(|one| one.split(' ').next().expect("a word")).collect();
    assert_eq!(starts, ["The", "Its", "Nobody"]);
}

#[test]
fn hyphens_of_words_stay_and_those_of_lines_go() {
    let of = |lines: &[&str]| {
        let filler =
            ["The ferry to the island was late again on", "Monday and the self-made captain said so"];
        let lines: Vec<&str> = filler.iter().chain(lines).copied().collect();
        let text = read(&PdfWriter::default().page().lines(50.0, 700.0, 10.0, &lines).finish()).0.text;
        text.trim().split(" said so ").last().expect("words").to_owned()
    };
    for (lines, want) in [
        (["to the whole of the assembly of fisher-", "men."], "to the whole of the assembly of fishermen."),
        (["to all those who came with Jean-", "Pierre."], "to all those who came with Jean-Pierre."),
        (["to all who had been ill with Covid-", "19."], "to all who had been ill with Covid-19."),
        (["to a man who was as he is self-", "made."], "to a man who was as he is self-made."),
        (
            ["to everybody who pays for two- and three-", "hour trips."],
            "to everybody who pays for two- and three-hour trips.",
        ),
        (["to all of the old and new GOVERN-", "MENT."], "to all of the old and new GOVERNMENT."),
        (["to everybody on the island of Liber\u{AD}", "tas."], "to everybody on the island of Libertas."),
        (
            ["to buyers of fish in whole-sale and in two-", "and threes."],
            "to buyers of fish in whole-sale and in two- and threes.",
        ),
    ] {
        assert_eq!(of(&lines), want);
    }
}

#[test]
fn a_paragraph_goes_on_over_the_end_of_a_page() {
    let page = PdfWriter::default().page().lines(50.0, 200.0, 10.0, &LEFT);
    let page = page.page().lines(50.0, 750.0, 10.0, &RIGHT);
    let (draft, _) = read(&page.finish());
    assert!(draft.text.contains("the region, which is more than it earns"), "{}", draft.text);
    assert_eq!(paragraphs(&draft).len(), 3);
}

#[test]
fn a_large_first_letter_belongs_to_its_word() {
    let page = PdfWriter::default().page().words(50.0, 688.0, 32.0, REGULAR, "T");
    let page = page.lines(
        72.0,
        700.0,
        10.0,
        &["he ferry was late again on Monday, and", "no one on the quay knew when it would"],
    );
    let page = page.lines(
        50.0,
        664.0,
        10.0,
        &["come in. Its captain waited for the fog to", "lift, as he has done for years and years."],
    );
    let (draft, _) = read(&page.finish());
    assert!(
        draft.text.starts_with("The ferry was late again on Monday, and no one on the quay"),
        "{}",
        draft.text
    );
    assert_eq!(paragraphs(&draft).len(), 1, "{}", draft.text);
}

#[test]
fn raised_numbers_stay_raised() {
    let page = PdfWriter::default().page().words(50.0, 700.0, 10.0, REGULAR, "The ferry");
    let page = page.words(91.4, 704.0, 6.0, REGULAR, "12").words(101.0, 700.0, 10.0, REGULAR, "was late.");
    assert_eq!(read(&page.finish()).0.text, "The ferry¹² was late.\n");
}

#[test]
fn words_from_right_to_left_are_in_the_order_of_reading() {
    // As they stand: from left to right.
    let seen: String = "המועצה אמרה (שוב) ב-2026 כי NATO Press כאן".chars().rev().collect();
    let seen = seen
        .replace("6202", "2026")
        .replace("sserP OTAN", "NATO Press")
        .replace(')', "x")
        .replace('(', ")")
        .replace('x', "(");
    let page = PdfWriter::default().page().words(50.0, 700.0, 10.0, MAPPED, &seen);
    assert_eq!(read(&page.finish()).0.text, "המועצה אמרה (שוב) ב-2026 כי NATO Press כאן\n");
}

#[test]
fn ligatures_are_letters_and_accents_stand_on_theirs() {
    let page = PdfWriter::default().page().words(
        50.0,
        700.0,
        10.0,
        MAPPED,
        "e\u{FB03}cient o\u{FB03}ces, \u{FB01}ne \u{FB02}ags",
    );
    assert_eq!(read(&page.finish()).0.text, "efficient offices, fine flags\n");
    // An acute accent over an e, as TeX sets it.
    let page = PdfWriter::default()
        .page()
        .words(50.0, 700.0, 10.0, REGULAR, "caf")
        .words(64.5, 700.0, 10.0, REGULAR, "e");
    let page = page.words(65.6, 700.0, 10.0, REGULAR, "´");
    assert_eq!(read(&page.finish()).0.text, "café\n");
}

#[test]
fn chinese_lines_are_joined_without_blanks() {
    let page = PdfWriter::default().page().lines(50.0, 700.0, 10.0, &[]);
    let page = page.words(50.0, 700.0, 10.0, MAPPED, "市议会星期二表示，第二艘渡轮").words(
        50.0,
        686.0,
        10.0,
        MAPPED,
        "的计划今年第三次搁置。",
    );
    assert_eq!(read(&page.finish()).0.text, "市议会星期二表示，第二艘渡轮的计划今年第三次搁置。\n");
}

#[test]
fn turned_pages_are_read_and_slanted_words_are_counted() {
    let page = PdfWriter::default().page().raw("q 0 1 -1 0 600 0 cm");
    let page = page.lines(50.0, 500.0, 10.0, &LEFT).raw("Q");
    let page = page.raw("BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET");
    let (draft, codes) = read(&page.finish());
    assert!(draft.text.starts_with("The council said on Tuesday that the plan"), "{}", draft.text);
    assert_eq!(codes, ["slanted-words-dropped", "hyphens-guessed"]);
    assert_eq!(draft.metadata.import_note, "5 letters on a slant or off the page left out");
}

#[test]
fn small_words_below_a_picture_are_its_caption() {
    let page = PdfWriter::default().page().lines(50.0, 740.0, 10.0, &LEFT).picture(50.0, 500.0, 200.0, 120.0);
    let page = page.words(50.0, 488.0, 8.0, REGULAR, "The old ferry at the quay.");
    let (draft, _) = read(&page.lines(50.0, 440.0, 10.0, &RIGHT).finish());
    let caption = draft.zones.iter().find(|zone| zone.kind == ZoneKind::Caption).expect("a caption");
    assert_eq!(&draft.text[caption.span.range()], "The old ferry at the quay.");
    assert!(draft.text.contains("the region, which is more than"), "{}", draft.text);
}

#[test]
fn what_a_part_stands_for_is_read_in_its_place() {
    let page = PdfWriter::default().page().raw(
        "/Span << /ActualText (ferry) >> BDC BT /F1 10 Tf 1 0 0 1 50 700 Tm (f3rr7) Tj ET EMC BT /F1 10 Tf 1 0 0 1 80 700 Tm (plan) Tj ET",
    );
    assert_eq!(read(&page.finish()).0.text, "ferry plan\n");
}

#[test]
fn forms_in_a_page_are_read() {
    let mut page = PdfWriter::default()
        .page()
        .raw("q 1 0 0 1 0 100 cm /X1 Do Q")
        .words(50.0, 700.0, 10.0, REGULAR, "Above.");
    let inner = "BT /F1 10 Tf 1 0 0 1 50 500 Tm (Below.) Tj ET";
    page.objects.push(format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length {} >>\nstream\n{inner}\nendstream",
        inner.len()
    ));
    assert_eq!(paragraphs(&read(&page.finish()).0), ["Above.", "Below."]);
}

#[test]
fn few_glyphs_without_letters_are_counted() {
    let page =
        PdfWriter::default().page().lines(50.0, 700.0, 10.0, &LEFT).words(50.0, 500.0, 10.0, CODES, "abc");
    let (draft, codes) = read(&page.finish());
    assert_eq!(codes, ["letters-unknown", "hyphens-guessed"]);
    assert_eq!(draft.metadata.import_note, "3 signs without a letter left out");
}

#[test]
fn cells_that_stand_near_each_other_are_kept_apart() {
    let rows = [
        ("Harbour", "12.5", "Ann"),
        ("Pier five", "7.25", "Bert"),
        ("Bridge", "101.0", "Cleo"),
        ("Quay", "3.0", "Dan"),
    ];
    let mut page = PdfWriter::default().page();
    for (at, (place, cost, name)) in rows.into_iter().enumerate() {
        let across = 700.0 - 14.0 * at as f32;
        page = page
            .words(50.0, across, 10.0, REGULAR, place)
            .words(104.0, across, 10.0, REGULAR, cost)
            .words(141.0, across, 10.0, REGULAR, name);
    }
    let text = read(&page.finish()).0.text;
    assert_eq!(text.trim(), "Harbour\t12.5\tAnn\nPier five\t7.25\tBert\nBridge\t101.0\tCleo\nQuay\t3.0\tDan");
}
