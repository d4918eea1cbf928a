//! Pages without text, damaged files, and files made to cost much.

use super::writer::{CODES, PdfWriter, REGULAR, written};
use super::{file, paragraphs, read, try_read};
use crate::base::Progress;
use crate::ingest::{IngestError, SourceFile, drafts};
use proptest::prelude::*;
use std::io::Write;

fn said(bytes: &[u8]) -> Vec<String> {
    try_read(bytes).expect("an article").issues.iter().map(|issue| issue.message.english()).collect()
}

#[test]
fn pages_that_are_pictures_are_named() {
    let whole = |page: PdfWriter| page.picture(0.0, 0.0, 600.0, 800.0);
    let text = PdfWriter::default().page().words(50.0, 700.0, 10.0, REGULAR, "A text that can be read.");
    let bytes = whole(whole(whole(text.page()).page()).page().page()).finish();
    assert_eq!(said(&bytes), ["Pages 2–3, 5 are pictures without text and are not in the article."]);
    let only = whole(PdfWriter::default().page()).finish();
    assert_eq!(try_read(&only).map(|_| ()), Err(IngestError::Pictures { count: 1 }));
    let blank = PdfWriter::default().page().page().finish();
    assert_eq!(try_read(&blank).map(|_| ()), Err(IngestError::BlankPages { count: 2 }));
}

#[test]
fn pages_whose_fonts_do_not_say_their_letters_are_named() {
    let page = PdfWriter::default().page().words(50.0, 700.0, 10.0, REGULAR, "A text that can be read.");
    let bytes = page.page().words(50.0, 700.0, 10.0, CODES, "Nobody can read this here").finish();
    let want = "Page 2 is not in the article: its fonts do not say which letters their glyphs are.";
    assert_eq!(said(&bytes), [want]);
    let only =
        PdfWriter::default().page().words(50.0, 700.0, 10.0, CODES, "Nobody can read this here").finish();
    assert_eq!(try_read(&only).map(|_| ()), Err(IngestError::NoLetters { count: 1 }));
}

#[test]
fn a_file_without_its_table_is_read_and_said_to_be_damaged() {
    let bytes =
        PdfWriter::default().page().words(50.0, 700.0, 10.0, REGULAR, "A text that can be read.").finish();
    let at = bytes.windows(4).position(|window| window == b"xref").expect("a table");
    for broken in [
        bytes[..at].to_vec(),
        String::from_utf8(bytes.clone()).expect("text").replace("startxref\n", "startxref\n9").into_bytes(),
    ] {
        let (draft, codes) = read(&broken);
        assert_eq!((draft.text.as_str(), codes), ("A text that can be read.\n", vec!["document-cut"]));
    }
    for cut in [&bytes[..20], b"%PDF-1.4", b"%PDF-1.7\n%%EOF"] {
        assert!(matches!(try_read(cut), Err(IngestError::Damaged { .. })));
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

/// A file with a packed stream as object 20.
fn with_stream(dictionary: &str, data: &[u8], operators: &str) -> Vec<u8> {
    let mut page = PdfWriter::default()
        .page()
        .words(50.0, 700.0, 10.0, REGULAR, "A text that can be read.")
        .raw(operators);
    page.objects.push(format!("<< {dictionary} /Length {} >>\nstream\n@@@\nendstream", data.len()));
    let bytes = page.finish();
    let at = bytes.windows(3).position(|window| window == b"@@@").expect("the place");
    [&bytes[..at], data, &bytes[at + 3..]].concat()
}

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    let bomb = packed(&vec![b' '; 200 << 20]);
    let bytes =
        with_stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Filter /FlateDecode", &bomb, "/X1 Do");
    assert!(matches!(try_read(&bytes), Err(IngestError::Damaged { .. })));
    let twice = packed(&packed(&vec![b' '; 200 << 20]));
    let bytes =
        with_stream("/Subtype /Form /BBox [0 0 1 1] /Filter [/FlateDecode /FlateDecode]", &twice, "/X1 Do");
    assert_eq!(read(&bytes).1, ["pages-broken", "document-cut"]);
}

#[test]
fn letters_of_no_size_that_can_be_are_left_out() {
    let huge = "9".repeat(39);
    for matrix in
        [format!("{huge} 0 0 {huge} 0 0"), format!("0 0 0 {huge}0 9 9"), format!("1 0 0 {huge}.5 9 9")]
    {
        let drawn = format!("BT /F{REGULAR} 10 Tf 0 Tz {matrix} Tm (Never) Tj 100 Tz ET");
        let bytes =
            PdfWriter::default().page().raw(&drawn).words(72.0, 700.0, 10.0, REGULAR, "It stalled.").finish();
        assert_eq!(paragraphs(&read(&bytes).0), ["It stalled."], "{matrix}");
    }
}

#[test]
fn forms_that_draw_themselves_end() {
    let inner = "/X1 Do ".repeat(40);
    let bytes = with_stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1]", inner.as_bytes(), "/X1 Do");
    let (draft, codes) = read(&bytes);
    assert_eq!(draft.text, "A text that can be read.\n");
    assert!(codes.contains(&"pages-cut"), "{codes:?}");
}

#[test]
fn a_tree_of_pages_that_goes_round_ends() {
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>";
    let words = "BT /F1 10 Tf 50 700 Td (Round and round.) Tj ET";
    let parts = [
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, "<< /Type /Pages /Count 9999999 /Kids [3 0 R 2 0 R 5 0 R] >>".to_owned()),
        (3, page.to_owned()),
        (4, format!("<< /Length {} >>\nstream\n{words}\nendstream", words.len())),
        (5, "<< /Type /Pages /Kids [2 0 R 3 0 R 5 0 R] >>".to_owned()),
    ];
    let (draft, codes) = read(&written(&parts, ""));
    assert_eq!((draft.text.as_str(), codes), ("Round and round.\n", vec!["pages-missing"]));
}

#[test]
fn brackets_in_brackets_without_end_are_refused() {
    for bracket in ["[", "<<", "<</A ", "[ ", "[["] {
        let deep = bracket.repeat(200_000);
        let bytes =
            PdfWriter::default().page().words(50.0, 700.0, 10.0, REGULAR, "A text.").raw(&deep).finish();
        let _ = try_read(&bytes);
        let mut page = PdfWriter::default().page().words(50.0, 700.0, 10.0, REGULAR, "A text.");
        page.trailer = format!("/Info {deep}");
        let _ = try_read(&page.finish());
        // Where they are packed they are seen only later.
        let bytes = with_stream(
            "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Filter /FlateDecode",
            &packed(deep.as_bytes()),
            "/X1 Do",
        );
        let _ = try_read(&bytes);
    }
}

#[test]
fn reading_stops_when_asked() {
    let progress = Progress::new();
    progress.cancel();
    let bytes = PdfWriter::default().page().finish();
    let stopped = drafts(SourceFile { name: "a.pdf", bytes: &bytes }, &progress);
    assert_eq!(stopped.map(|_| ()), Err(IngestError::Cancelled));
}

proptest! {
    #![proptest_config(crate::base::properties::cases(24))]

    #[test]
    fn whatever_the_bytes_it_is_an_article_or_a_refusal(
        name in prop::sample::select(vec!["chinese.pdf", "newspaper.pdf", "line-numbers.pdf", "owner-password.pdf", "object-streams.pdf"]),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..3), 1..12),
    ) {
        let mut bytes = file(name);
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len() - 1))),
                _ => bytes.insert(at, byte),
            }
        }
        let _ = try_read(&bytes);
    }
}
