//! Documents of word processors, made in code.

use crate::base::Progress;
use crate::ingest::{ArticleDraft, IngestError, SourceFile, SourceKind, drafts};
use crate::model::{ArticleField, ValueOrigin, ZoneKind};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A zip of files with their names.
pub(in crate::ingest) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let packed =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(packed)).expect("a file");
        zip.write_all(content.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A Word document of a body, with headings named as a German Word names them.
pub(in crate::ingest) fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

fn docx_with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"berschrift2\"><w:name w:val=\"heading \
                  2\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style>\
                  <w:style w:styleId=\"Eigen\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"Zitat\"/></w:style>\
                  <w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/><w:basedOn w:val=\"Eigen\"/></w:style></w:styles>";
    let mut files = vec![("word/document.xml", document.as_str()), ("word/styles.xml", styles)];
    files.extend_from_slice(more);
    zipped(&files)
}

/// A paragraph of one run.
pub(in crate::ingest) fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn read(name: &str, bytes: &[u8]) -> (ArticleDraft, Vec<&'static str>) {
    let mut found = drafts(SourceFile { name, bytes }, &Progress::new()).expect("an article");
    assert_eq!(found.value.len(), 1);
    let draft = found.value.remove(0);
    let codes = found.issues.iter().chain(&draft.notes).map(|issue| issue.code).collect();
    (draft, codes)
}

fn zones(draft: &ArticleDraft) -> Vec<(ZoneKind, &str)> {
    draft.zones.iter().map(|zone| (zone.kind, &draft.text[zone.span.range()])).collect()
}

const PROSE: &str = "The council said on Tuesday that the plan for a second ferry had stalled for the third time this \
                     year, and that nobody could say when the talks would begin again.";

#[test]
fn a_word_document_is_an_article_with_its_styles() {
    let body = [
        styled("Titel", "Ferry plan stalls again"),
        p("By Ana Lind"),
        p(PROSE),
        styled("berschrift2", "What it costs"),
        "<w:p><w:r><w:t>The cost</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> is high</w:t></w:r>\
         <w:r><w:tab/><w:t>now</w:t><w:br/><w:t>and rising.</w:t></w:r></w:p>"
            .to_owned(),
        styled("Eigen", "“It is a failure.”"),
    ]
    .concat();
    let core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>Ferry plan stalls again</dc:title><dc:creator>Ana \
                Lind</dc:creator><cp:keywords>ferries; harbour</cp:keywords></cp:coreProperties>";
    let (draft, codes) = read("ferry.docx", &docx_with(&body, &[("docProps/core.xml", core)]));
    assert_eq!(codes, [""; 0]);
    assert_eq!(draft.kind, SourceKind::Docx);
    assert_eq!(draft.metadata.import.kind, "docx");
    assert_eq!(
        draft.text,
        format!(
            "Ferry plan stalls again\n\nBy Ana Lind\n\n{PROSE}\n\nWhat it costs\n\nThe cost is high now\nand \
             rising.\n\n“It is a failure.”\n"
        )
    );
    let kinds: Vec<_> = draft.zones.iter().map(|zone| zone.kind).collect();
    assert_eq!(kinds, [ZoneKind::Headline, ZoneKind::Byline, ZoneKind::Quote]);
    assert_eq!(draft.metadata.title, "Ferry plan stalls again");
    assert_eq!(draft.metadata.authors, ["Ana Lind"]);
    assert_eq!(draft.metadata.subjects, ["ferries", "harbour"]);
    assert_eq!(draft.origins[&ArticleField::Authors], ValueOrigin::Properties);
}

#[test]
fn properties_that_the_text_does_not_bear_out_are_left() {
    let core = "<x><title>Template 4</title><creator>Desk Editor</creator></x>";
    let (draft, _) =
        read("a.docx", &docx_with(&[p("A headline"), p(PROSE)].concat(), &[("docProps/core.xml", core)]));
    assert_eq!((draft.metadata.title.as_str(), draft.metadata.authors.len()), ("A headline", 0));
}

#[test]
fn insertions_are_kept_and_deletions_and_hidden_words_are_dropped_and_said() {
    let body = "<w:p><w:r><w:t xml:space=\"preserve\">The bridge is </w:t></w:r><w:ins><w:r><w:t>not </w:t></w:r></w:ins>\
                <w:del><w:r><w:delText>quite </w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly \
                </w:t></w:r><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>safe.</w:t></w:r></w:p>";
    let (draft, codes) = read("a.docx", &docx(body));
    assert_eq!(draft.text, "The bridge is not safe.\n");
    assert_eq!(codes, ["deleted-words-dropped", "hidden-words-dropped"]);
    assert_eq!(
        draft.metadata.import_note,
        "5 letters deleted under change tracking left out; 8 hidden letters left out"
    );
}

#[test]
fn fields_notes_boxes_and_tables_of_word() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK x</w:instrText><w:t>no</w:t>\
                </w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>shown</w:t></w:r><w:r><w:fldChar \
                w:fldCharType=\"end\"/></w:r><w:r><w:footnoteReference w:id=\"7\"/></w:r><mc:AlternateContent><mc:Choice>\
                <w:r><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:r></mc:Choice>\
                <mc:Fallback><w:r><w:t>again</w:t></w:r></mc:Fallback></mc:AlternateContent><w:r><w:t \
                xml:space=\"preserve\"> and after</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ships</w:t></w:r></w:p></w:tc>\
                <w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Seats</w:t></w:r></w:p></w:tc>\
                <w:tc><w:p><w:r><w:t>300</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote \
                 w:id=\"7\"><w:p><w:r><w:t>Of last year.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let (draft, _) = read("a.docx", &docx_with(body, &[("word/footnotes.xml", notes)]));
    assert_eq!(draft.text, "shown[1] and after\n\nIn a box.\n\nShips\t2\nSeats\t300\n\n[1] Of last year.\n");
}

#[test]
fn a_document_that_breaks_off_keeps_what_it_has() {
    let cut = zipped(&[("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>Half a sentence")]);
    let (draft, codes) = read("a.docx", &cut);
    assert_eq!((draft.text.as_str(), codes), ("Half a sentence\n", vec!["document-cut"]));
    let deep = format!("<d><w:p><w:r><w:t>x</w:t></w:r></w:p>{}", "<a>".repeat(100_000));
    assert_eq!(read("a.docx", &zipped(&[("word/document.xml", &deep)])).1, ["document-cut"]);
    let refused = |bytes: &[u8]| drafts(SourceFile { name: "a.docx", bytes }, &Progress::new()).map(|_| ());
    let whole = docx(&p(PROSE));
    assert!(matches!(refused(&whole[..whole.len() / 2]), Err(IngestError::Damaged { .. })));
    let other = zipped(&[("word/document.xml.rels", "<a/>")]);
    assert!(matches!(refused(&other), Err(IngestError::Damaged { .. })));
    assert_eq!(refused(&docx("")), Err(IngestError::NoWords { kind: "ingest-kind-docx" }));
}

#[test]
fn an_open_document_text_is_an_article_with_its_styles() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\" xmlns:fo=\"f\" \
                   xmlns:table=\"b\" xmlns:svg=\"v\" xmlns:draw=\"d\"><office:automatic-styles><style:style style:name=\"P1\" \
                   style:parent-style-name=\"Title\"/><style:style style:name=\"T1\"><style:text-properties \
                   text:display=\"none\"/></style:style></office:automatic-styles><office:body><office:text>\
                   <text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>\
                   </text:changed-region></text:tracked-changes><text:p text:style-name=\"P1\">Ferry plan stalls</text:p>\
                   <text:h text:outline-level=\"2\">What it\n  costs</text:h><text:p>The <text:a \
                   xlink:href=\"https://example.org/\">cost</text:a><text:s text:c=\"2\"/>is<text:span \
                   text:style-name=\"T1\">secret</text:span> high<text:note><text:note-citation>1</text:note-citation>\
                   <text:note-body><text:p>Of 2025.</text:p></text:note-body></text:note>.<text:line-break/>Very.</text:p>\
                   <text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p>\
                   </text:list-item></text:list><text:p text:style-name=\"Quotations\">“So it is.”</text:p><table:table>\
                   <table:table-row><table:table-cell><text:p>Ships</text:p></table:table-cell><table:table-cell><text:p>2\
                   </text:p></table:table-cell></table:table-row></table:table></office:text></office:body>\
                   </office:document-content>";
    let bytes = zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)]);
    let (draft, codes) = read("ferry.txt", &bytes);
    assert_eq!(draft.kind, SourceKind::Odt);
    assert_eq!(
        draft.text,
        "Ferry plan stalls\n\nWhat it costs\n\nThe cost is high[1].\nVery.\n\none\ntwo\n\n“So it is.”\n\nShips\t2\n\n[1] Of \
         2025.\n"
    );
    assert_eq!(zones(&draft), [(ZoneKind::Headline, "Ferry plan stalls"), (ZoneKind::Quote, "“So it is.”")]);
    assert_eq!(codes, ["deleted-words-dropped", "hidden-words-dropped"]);
}

fn rtf(body: &str) -> Vec<u8> {
    let head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fnil\fcharset204 Times Cyr;}{\f2\fnil\fcharset128 Mincho;}{\f3\fnil\fcharset2 Symbol;}}{\stylesheet{Normal;}{\s1\b heading 1;}{\s5 Zitat;}}{\*\generator Word}";
    format!("{head}{body}}}").into_bytes()
}

#[test]
fn rich_text_is_an_article_with_its_styles() {
    let body = r#"{\info{\title Ferry plan}{\author Someone}}{\header\pard head\par}
\pard\s1\b Ferry plan stalls\par\pard\plain The caf\'e9 \u8220?cost\u8221\'94 is \emdash  high\line and rising.\par
{\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt shown}} {\f1\'cf\'f0} {\f2\'93\'fa\'96\'7b} {\v hidden}{\deleted gone}end\~.\par
\pard\s5 \ldblquote So it is.\rdblquote\par
\pard{\pict\wmetafile8 0102{\bin5 }}}}}}}{\*\unknown{words}}\uc2\u-10179\'3f\'3f\u-8704\'3f\'3f\par
\trowd\cellx100\cellx200\pard\intbl Ships\cell 2\par two\cell\row\trowd\pard\intbl Seats\cell 300\cell\row
\pard Last{\footnote\pard {\super\chftn} Of 2025.}.\par"#;
    let bytes = rtf(body);
    let (draft, codes) = read("ferry.doc", &bytes);
    assert_eq!(draft.kind, SourceKind::Rtf);
    assert_eq!(
        draft.text,
        "Ferry plan stalls\n\nThe café “cost” is — high\nand rising.\n\nshown Пр 日本 end\u{a0}.\n\n“So it \
         is.”\n\n😀\n\nShips\t2 two\nSeats\t300\n\nLast[1].\n\n[1] Of 2025.\n"
    );
    assert_eq!(zones(&draft), [(ZoneKind::Headline, "Ferry plan stalls"), (ZoneKind::Quote, "“So it is.”")]);
    assert_eq!(codes, ["deleted-words-dropped", "hidden-words-dropped"]);
    assert_eq!(draft.metadata.authors, [""; 0]);
}

#[test]
fn rich_text_with_what_goes_wrong() {
    for (body, want) in [
        (r"\pard One\page Two\par", "One\n\nTwo\n"),
        (
            r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt\pard Box\par}}{\shprslt Box again}}After\par",
            "Box\n\nAfter\n",
        ),
        (r"{\pntext\f3\'b7\tab}item\par{\listtext 2.\tab}second\par", "item\n2. second\n"),
        (r"{\upr{A?B}{\*\ud{A\u8217'B}}}\par", "A’B\n"),
        (r"\uc1\u233\'e9x\u233 yz", "éxéz\n"),
        (r"\'zz open \\ \{brace\} \bin99999 ", "zz open \\ {brace}\n"),
        (r"{\*\bkmkstart Body}Text{\*\bkmkend Body}\par", "Text\n"),
    ] {
        assert_eq!(read("a.rtf", &rtf(body)).0.text, want, "{body}");
    }
    let cut = r"{\rtf1\ansi One {\b two";
    let (draft, codes) = read("a.rtf", cut.as_bytes());
    assert_eq!((draft.text.as_str(), codes), ("One two\n", vec!["document-cut"]));
    let deep = format!(r"{{\rtf1 {}deep{}\par}}", "{".repeat(50_000), "}".repeat(50_000));
    assert_eq!(read("a.rtf", deep.as_bytes()).0.text, "deep\n");
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    /// Whatever the bytes, there come articles or a reason.
    #[test]
    fn nothing_makes_the_readers_of_documents_panic(
        words in "[a-z{}\\\\'0-9 *]{0,120}", cut in 0_usize..4000, at in 0_usize..4000, byte: u8
    ) {
        let texts = [
            rtf(&words),
            docx(&p(&words.replace(['{', '}'], "<"))),
            zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &words)]),
        ];
        for mut bytes in texts {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            let kept = bytes.len().min(cut.max(8));
            for bytes in [&bytes[..], &bytes[..kept]] {
                let _ = drafts(SourceFile { name: "a", bytes }, &Progress::new());
            }
        }
    }
}
