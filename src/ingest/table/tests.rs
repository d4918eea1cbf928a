//! Tables with an article a row, whole and broken.

use crate::base::Progress;
use crate::ingest::{ArticleDraft, IngestError, SourceFile, drafts, drafts_as};
use crate::model::{ArticleColumn, ColumnChoice, ReadOptions};

fn read(name: &str, bytes: &[u8]) -> (Vec<ArticleDraft>, Vec<String>) {
    let found = drafts(SourceFile { name, bytes }, &Progress::new()).expect("a table");
    let issues = found.issues.iter().map(|issue| format!("{} {}", issue.code, issue.message)).collect();
    (found.value, issues)
}

#[test]
fn a_table_of_monitoring_in_utf_16_gives_snippets() {
    let table = "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tReach\r\n\"28-Nov-2026 \
                 09:14AM\"\tFerry, again\thttps://example.org/f\tThe council met.\tIt failed, she said.\tThe Harbour \
                 Post\t5000\r\n29-Nov-2026\tNo words\thttps://example.org/n\t\t\tThe Harbour Post\t1\r\n";
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (drafts, issues) = read("export.csv", &bytes);
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0].text, "Ferry, again\n\nThe council met.\n\nIt failed, she said.\n");
    let about = &drafts[0].metadata;
    assert_eq!((about.title.as_str(), about.outlet.as_str()), ("Ferry, again", "The Harbour Post"));
    assert_eq!((about.published.date.as_str(), about.url.as_str()), ("2026-11-28", "https://example.org/f"));
    assert_eq!(drafts[0].notes[0].code, "snippet");
    assert!(
        issues.iter().any(|said| said.starts_with("to-fetch") && said.contains("No words")),
        "{issues:?}"
    );
    let (stub, about) = (drafts[1].as_stub().expect("no text"), &drafts[1].metadata);
    assert_eq!((about.url.as_str(), about.published.date.as_str()), ("https://example.org/n", "2026-11-29"));
    assert_eq!(
        (stub.metadata.import.kind.as_str(), stub.metadata.source_file.as_str()),
        ("delimited-table", "export.csv")
    );
    assert!(
        drafts[1].text.is_empty() && drafts[0].as_stub().is_none() && !stub.metadata.import.sha256.is_empty()
    );
    let columns = issues.iter().find(|said| said.starts_with("table-columns")).expect("said");
    assert!(columns.contains("“Headline”") && columns.contains("One other column"), "{columns}");
}

#[test]
fn tables_with_texts_give_articles() {
    let table = "Project;Ferries\n\nTitel;Text;Datum;Zeitung;Autor\nFähre;\"Erster \
                 Absatz.\n\nZweiter.\";04.03.2026;Hafenblatt;Ana Lind; Tomas\nLeer;;;;\n";
    let (drafts, issues) = read("table.csv", table.as_bytes());
    assert_eq!(drafts.len(), 2, "{issues:?}");
    assert_eq!(drafts[1].metadata.title, "Leer");
    assert_eq!(drafts[0].text, "Fähre\n\nErster Absatz.\n\nZweiter.\n");
    assert_eq!(drafts[0].metadata.published.date, "2026-03-04");
    assert_eq!(drafts[0].metadata.authors, ["Ana Lind"]);
    let lines = "{\"title\": \"Ferry\", \"text\": \"The plan stalled.\", \"date\": \"2026-03-04T10:00:00Z\", \"tags\": \
                 [\"a\", \"b\"]}\nbroken\n{\"title\": \"Other\", \"text\": \"It failed.\", \"source\": {\"name\": \"Post\"}}\n";
    let (drafts, issues) = read("rows.jsonl", lines.as_bytes());
    assert_eq!(drafts.len(), 2);
    assert_eq!(
        (drafts[0].metadata.published.date.as_str(), drafts[1].metadata.outlet.as_str()),
        ("2026-03-04", "Post")
    );
    assert_eq!(drafts[0].metadata.subjects, ["a", "b"]);
    assert!(issues.iter().any(|said| said.starts_with("table-rows-broken")), "{issues:?}");
}

#[test]
fn what_has_no_texts_is_said_and_what_is_no_table_of_articles_is_no_table() {
    let stubs =
        b"id,publish_date,title,url,language,media_name\n1,2026-03-04,Ferry,https://example.org/f,en,Post\n";
    let (found, issues) = read("stories.csv", stubs);
    assert!(
        found.len() == 1 && found[0].teaser.is_some() && found[0].metadata.language == "en",
        "{issues:?}"
    );
    let (found, _) =
        read("links.csv", b"Title,URL\nFerry,https://example.org/f\nPier,https://example.org/p\n");
    assert!(found.len() == 2 && found.iter().all(|one| one.teaser.is_some()), "the least of lists");
    let nameless = b"url,title,media_name\n,,Post\n";
    let error =
        drafts(SourceFile { name: "a.csv", bytes: nameless }, &Progress::new()).expect_err("no texts");
    assert!(matches!(error, IngestError::NoTexts { count: 1, .. }), "{error:?}");
    let columns = error.reading().columns;
    assert_eq!((columns.len(), &columns[1].0[..]), (3, "title"), "somebody can say which holds the text");
    let (drafts, _) = read("figures.csv", b"year,value\n2020,1\n2021,2\n");
    assert_eq!((drafts.len(), drafts[0].text.as_str()), (1, "year,value\n2020,1\n2021,2\n"));
    let (drafts, _) = read("list.txt", b"Title and text\n\nA text with, commas, in it; and more.\n");
    assert_eq!(drafts.len(), 1);
}

type SheetCells<'c> = (&'c str, &'c [&'c [&'c str]]);

/// A workbook with sheets of words; a cell that begins with `=` is a formula with what follows its bar as its result, one
/// that begins with `#` a day without a format, one with `@` a day with one.
fn workbook(sheets: &[SheetCells<'_>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("named");
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(*cells) {
                let number = |digits: &str| digits.parse::<f64>().expect("a number");
                let written = if let Some(formula) = cell.strip_prefix('=') {
                    let (formula, result) = formula.split_once('|').expect("a result");
                    let formula = rust_xlsxwriter::Formula::new(formula).set_result(result);
                    sheet.write_formula(row, column, formula)
                } else if let Some(digits) = cell.strip_prefix('#') {
                    sheet.write_number(row, column, number(digits))
                } else if let Some(digits) = cell.strip_prefix('@') {
                    sheet.write_number_with_format(row, column, number(digits), &day)
                } else {
                    sheet.write_string(row, column, *cell)
                };
                written.expect("written");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

const ARCHIVE: &[&[&str]] = &[
    &["Export of the archive"],
    &[],
    &["Title", "pubtitle", "Publication date", "Abstract", "Full text", "Document URL"],
    &[
        "Ferry stalls",
        "Harbour Post",
        "@46085.5",
        "In short.",
        "The plan stalled.\nNobody paid.",
        "https://example.org/1",
    ],
    &["=A4&\"!\"|Ferry stalls!", "Harbour Post", "#46086", "Only a part.", "", "https://example.org/2"],
    &["No words", "Harbour Post", "5 March 2026", "", "", "https://example.org/3"],
];

#[test]
fn sheets_with_columns_of_articles_give_articles() {
    let bytes = workbook(&[
        ("Notes", &[&["Read me"]]),
        ("Results", ARCHIVE),
        ("Figures", &[&["year", "value"], &["#2020", "#1"]]),
    ]);
    let (drafts, issues) = read("ProQuest.xlsx", &bytes);
    assert_eq!(drafts.len(), 3, "{issues:?}");
    assert_eq!(drafts[0].text, "Ferry stalls\n\nThe plan stalled.\n\nNobody paid.\n");
    let dates: Vec<_> = drafts
        .iter()
        .map(|draft| {
            let published = &draft.metadata.published;
            (published.date.as_str(), published.as_written.as_str())
        })
        .collect();
    let last = ("2026-03-05", "5 March 2026");
    assert_eq!(dates, [("2026-03-04", "2026-03-04T12:00:00"), ("2026-03-05", "46086"), last]);
    assert_eq!(drafts[1].metadata.title, "Ferry stalls!", "the last result of a formula");
    assert_eq!(drafts[1].notes[0].code, "snippet");
    assert_eq!(drafts[0].metadata.import.kind, "workbook");
    let said = issues.join("\n");
    for part in ["to-fetch The text of one article", "No words", "2 sheets have", "Notes", "Figures"] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_table_is_told_by_its_content_whatever_its_name() {
    let bytes = workbook(&[("Results", ARCHIVE)]);
    assert_eq!(read("export.csv", &bytes).0.len(), 3);
    let text = b"Title,Text,Date\nFerry,The plan stalled.,2026-03-04\n";
    let (drafts, _) = read("export.xlsx", text);
    assert_eq!((drafts.len(), drafts[0].metadata.title.as_str()), (1, "Ferry"));
}

#[test]
fn of_ten_rows_one_without_a_text_is_named_in_every_kind() {
    let rows: Vec<[String; 3]> = (1..=10)
        .map(|number| {
            let text = if number == 7 { String::new() } else { format!("Words of day {number}.") };
            [format!("Ferry {number}"), text, format!("2026-03-{number:02}")]
        })
        .collect();
    let delimited = |sign: &str| {
        let lines = rows.iter().map(|row| row.join(sign));
        let lines: Vec<_> = std::iter::once(["Title", "Text", "Date"].join(sign)).chain(lines).collect();
        lines.join("\n").into_bytes()
    };
    let json: Vec<_> = rows
        .iter()
        .map(|[title, text, date]| {
            serde_json::json!({"title": title, "text": text, "date": date}).to_string()
        })
        .collect();
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let mut sheet: Vec<&[&str]> = vec![&["Title", "Text", "Date"]];
    sheet.extend(cells.iter().map(Vec::as_slice));
    for (name, bytes) in [
        ("a.csv", delimited(",")),
        ("a.csv", delimited(";")),
        ("a.tsv", delimited("\t")),
        ("a.jsonl", json.join("\n").into_bytes()),
        ("a.xlsx", workbook(&[("Sheet1", &sheet)])),
    ] {
        let (drafts, issues) = read(name, &bytes);
        assert_eq!(drafts.iter().filter(|draft| draft.teaser.is_none()).count(), 9, "{name} {issues:?}");
        assert_eq!(drafts[6].as_stub().expect(name).metadata.title, "Ferry 7");
        let said = issues.iter().find(|said| said.starts_with("to-fetch")).expect(name);
        assert!(said.contains("one article is not") && said.contains("Ferry 7"), "{name}: {said}");
    }
}

fn refused(name: &str, bytes: &[u8]) -> IngestError {
    drafts(SourceFile { name, bytes }, &Progress::new()).expect_err("refused")
}

#[test]
fn workbooks_that_are_empty_or_broken_are_refused_with_reasons() {
    let empty = refused("a.xlsx", &workbook(&[("Sheet1", &[])]));
    assert_eq!(empty, IngestError::NoArticleColumns { columns: Vec::new() });
    let stubs: &[&[&str]] = &[&["Title", "URL", "Date"], &["Ferry", "https://example.org/1", "@46085"]];
    let (found, _) = read("a.xlsx", &workbook(&[("Sheet1", stubs)]));
    assert_eq!((found.len(), found[0].metadata.published.date.as_str()), (1, "2026-03-04"));
    let nameless: &[&[&str]] = &[&["Title", "URL", "Date"], &["", "", "@46085"]];
    let error = refused("a.xlsx", &workbook(&[("Sheet1", nameless)]));
    assert!(matches!(&error, IngestError::NoTexts { count: 1, columns } if columns.len() == 3), "{error:?}");
    let whole = workbook(&[("Results", ARCHIVE)]);
    for length in (4..whole.len()).step_by(97) {
        let _ = drafts(SourceFile { name: "a.xlsx", bytes: &whole[..length] }, &Progress::new());
        let mut turned = whole.clone();
        turned[length] ^= 0x15;
        let _ = drafts(SourceFile { name: "a.xlsx", bytes: &turned }, &Progress::new());
    }
    assert!(matches!(refused("a.xlsx", &whole[..whole.len() / 2]), IngestError::Damaged { .. }));
}

#[test]
fn a_workbook_that_inflates_is_refused() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).expect("begun");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..=64 {
        std::io::Write::write_all(&mut zip, &zeros).expect("written");
    }
    let bytes = zip.finish().expect("packed").into_inner();
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(refused("a.xlsx", &bytes), IngestError::Damaged { .. }));
}

fn read_as(name: &str, bytes: &[u8], choices: &[(&str, &str)]) -> Result<Vec<ArticleDraft>, IngestError> {
    let columns = choices.iter().map(|(what, column)| ColumnChoice {
        column: (*column).to_owned(),
        holds: ArticleColumn::of_word(what),
    });
    let options = ReadOptions { columns: columns.collect(), ..ReadOptions::default() };
    drafts_as(SourceFile { name, bytes }, &options, &Progress::new()).map(|found| found.value)
}

#[test]
fn columns_hold_what_somebody_says() {
    let table = b"Title,Heading,Text,Body,Date\nT1,H1,short,long words,2026-03-04\n";
    let chosen =
        read_as("a.csv", table, &[("title", "Heading"), ("text", "body"), ("none", "Date")]).expect("read");
    let about = &chosen[0].metadata;
    assert_eq!((about.title.as_str(), about.published.date.as_str()), ("H1", ""));
    assert_eq!(
        chosen[0].text, "H1\n\nlong words\n",
        "what a choice gives to one column is taken from no other"
    );
    let both = read_as("a.csv", table, &[("text", "3"), ("text", "4")]).expect("read");
    assert_eq!(both[0].text, "T1\n\nshort\n\nlong words\n");
    let unknown = b"Foo;Bar;Baz\nFerry;The plan stalled.;x\n";
    let named = read_as("a.csv", unknown, &[("title", "Foo"), ("text", "Bar")]).expect("read");
    assert_eq!(named[0].text, "Ferry\n\nThe plan stalled.\n");
    let headless = b"Ferry;The plan stalled.;x\nPier;The pier sank.;y\n";
    let numbered = read_as("a.csv", headless, &[("title", "1"), ("text", "2")]).expect("read");
    assert_eq!(numbered.len(), 2, "without names no row is lost");
    let line = br#"{"kop": "Ferry", "words": "The plan stalled.", "n": 1}"#;
    let lines = read_as("a.jsonl", line, &[("text", "words")]).expect("read");
    assert_eq!(lines[0].text, "Ferry\n\nThe plan stalled.\n");
    let sheet = workbook(&[("S", &[&["A", "B"], &["Ferry", "The plan stalled."]])]);
    let sheet = read_as("a.xlsx", &sheet, &[("title", "A"), ("text", "B")]).expect("read");
    assert_eq!(sheet[0].text, "Ferry\n\nThe plan stalled.\n");
    let columns: Vec<_> = sheet[0].reading.columns.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(columns, ["A", "B"]);
}

#[test]
fn a_column_that_is_not_there_is_an_error_that_lists_the_columns() {
    let sheet = workbook(&[("S", &[&["Title", "Text"], &["Ferry", "The plan stalled."]])]);
    for (name, bytes) in [
        ("a.csv", b"Title,Text\nFerry,The plan stalled.\n".as_slice()),
        ("a.csv", b"Title;Text\n"),
        ("a.jsonl", br#"{"Title": "Ferry", "Text": "The plan stalled."}"#),
        ("a.xlsx", &sheet),
    ] {
        for wanted in ["Headline", "9", "0"] {
            let error = read_as(name, bytes, &[("title", wanted)]).expect_err(name);
            let IngestError::NoColumn { column, mut columns } = error.clone() else {
                panic!("{name}: {error}")
            };
            columns.sort();
            assert_eq!(
                (column.as_str(), columns),
                (wanted, vec!["Text".to_owned(), "Title".to_owned()]),
                "{name}"
            );
            assert!(error.to_string().contains("its columns are"), "{error}");
        }
    }
}

#[test]
fn hostile_tables_give_articles_or_reasons() {
    let wide = format!("Title,Text,Date\nFerry,The plan stalled.,2026-03-04\n{}\n", ",".repeat(1 << 20));
    assert_eq!(read("a.csv", wide.as_bytes()).0.len(), 1);
    let again = format!("{}Title,Text\nx\n", "Other,".repeat(8_000) + &"Title,".repeat(8_000));
    let _ = drafts(SourceFile { name: "a.csv", bytes: again.as_bytes() }, &Progress::new());
    let open = "Title,Text,Date\nFerry,\"The plan stalled.,2026-03-04\nPier,It sank.,2026-03-05\n";
    assert_eq!(read("a.csv", open.as_bytes()).0.len(), 2, "an open quotation holds no row that follows");
    let names: Vec<String> = (0..50_000).map(|number| format!("\"k{number}\": 1")).collect();
    let many = format!("{{\"title\": \"Ferry\", \"text\": \"Words.\", {}}}\n", names.join(", "));
    let _ = drafts(SourceFile { name: "a.jsonl", bytes: many.as_bytes() }, &Progress::new());
    let deep =
        format!("{{\"title\": \"Ferry\", \"text\": \"Words.\"}}\n{{\"text\": {}\n", "[".repeat(100_000));
    let (drafts, issues) = read("a.jsonl", deep.as_bytes());
    assert_eq!(drafts.len(), 1);
    assert!(issues.iter().any(|said| said.starts_with("table-rows-broken One row")), "{issues:?}");
    let nul = b"Title,Text\nFerry,\0\n";
    assert!(matches!(refused("a.csv", nul), IngestError::Nul { .. }));
}

#[test]
fn of_a_table_whose_names_tell_nothing_the_columns_can_be_said() {
    let table = b"Kop1;Kop2;Kop3\nFerry;The plan stalled.;x\n";
    let (drafts, _) = read("a.csv", table);
    let columns: Vec<_> =
        drafts[0].reading.columns.iter().map(|(name, holds)| (name.as_str(), *holds)).collect();
    assert_eq!(columns, [("Kop1", None), ("Kop2", None), ("Kop3", None)]);
    assert_eq!(read_as("a.csv", table, &[("text", "Kop2")]).expect("read")[0].text, "The plan stalled.\n");
    let error = read_as("a.csv", table, &[("section", "Kop1")]).expect_err("no text");
    assert!(matches!(error, IngestError::NoArticleColumns { .. }), "{error:?}");
    let (drafts, _) = read("words.csv", b"Only words\n\nThe plan stalled\n");
    assert_eq!(drafts[0].reading.columns, []);
}

#[test]
fn cells_beyond_the_columns_are_told() {
    let table = b"title,text\nA,The ferry started on Tuesday, said the mayor\nB,\"All is well, he said.\"\n";
    let (_, issues) = read("a.csv", table);
    let told: Vec<&String> = issues.iter().filter(|said| said.starts_with("rows-longer")).collect();
    assert!(told.len() == 1 && told[0].contains("line 2."), "{issues:?}");
    let (_, issues) = read("b.csv", b"title,text\nA,\"All is well, he said.\",,\n");
    assert!(!issues.iter().any(|said| said.starts_with("rows-longer")), "{issues:?}");
}

#[test]
fn a_table_without_names_is_told_as_such() {
    let table = b"2026-03-01,The bridge,The bridge is open again.\n2026-03-02,The ferry,The ferry is late.\n";
    let (drafts, _) = read("a.csv", table);
    assert!(drafts[0].notes.iter().any(|note| note.code == "columns-untold"), "{:?}", drafts[0].notes);
}

fn hint_of(name: &str, bytes: &[u8], code: &str) -> String {
    let (_, issues) = read(name, bytes);
    issues.into_iter().find(|said| said.starts_with(code)).unwrap_or_default()
}

#[test]
fn quotation_marks_that_are_not_closed_are_told_with_their_line() {
    let open = "Title,Text,Date\nFerry,\"The plan stalled.,2026-03-04\nPier,It sank.,2026-03-05\n";
    let said = hint_of("a.csv", open.as_bytes(), "quote-unclosed");
    assert!(said.contains("in line 2 is not closed"), "{said}");
    let cut = "Title,Text\nPier,It sank.\nFerry,\"The plan stalled.\n\nNobody";
    let said = hint_of("a.csv", cut.as_bytes(), "quote-to-the-end");
    assert!(said.contains("in line 3"), "{said}");
    let (drafts, _) = read("a.csv", cut.as_bytes());
    assert_eq!(drafts[1].text, "Ferry\n\nThe plan stalled.\n\nNobody\n");
}

#[test]
fn html_in_cells_becomes_words_in_paragraphs() {
    let table = "Title\tText\tURL\nFerry &amp; pier\t<p>The plan <b>stalled</b>.</p><p>Nobody paid.</p>\thttps://example.org/?a&b;\n\
                 Quay\tIt cost 3 < 4 million & more.\thttps://example.org/q\n";
    let (drafts, issues) = read("a.csv", table.as_bytes());
    assert_eq!(drafts[0].text, "Ferry & pier\n\nThe plan stalled.\n\nNobody paid.\n");
    assert_eq!(
        (drafts[0].metadata.title.as_str(), drafts[0].metadata.url.as_str()),
        ("Ferry & pier", "https://example.org/?a&b;")
    );
    assert_eq!(drafts[1].text, "Quay\n\nIt cost 3 < 4 million & more.\n");
    assert!(
        issues.iter().any(|said| said.starts_with("cells-with-html") && said.contains("row 2")),
        "{issues:?}"
    );
}

#[test]
fn a_table_without_a_name_that_says_so_is_told_by_its_columns() {
    let table =
        "Title,Text,Date\nFerry,\"The plan, it is said, stalled.\",2026-03-04\nPier,It sank.,2026-03-05\n";
    for name in ["-", "articles.txt", "articles"] {
        let (drafts, _) = read(name, table.as_bytes());
        assert_eq!(drafts.len(), 2, "{name}");
    }
    let prose = "Title, text and date\n\nThe plan, it is said, stalled.\n\nNobody paid, or asked.\n";
    assert_eq!(read("a.txt", prose.as_bytes()).0.len(), 1);
    let other = "Title, Text, Date\n\nAll three are missing here.\n";
    assert_eq!(read("a.txt", other.as_bytes()).0.len(), 1, "no row has as many cells");
}

#[test]
fn a_column_of_running_words_that_nobody_told_is_not_passed_over() {
    let prose = "The plan for the ferry stalled on Tuesday because nobody would pay for it.";
    let table = format!("Title,Date,Prose,Mood\nFerry,2026-03-04,{prose},calm\n");
    let codes = |options: &[&str]| {
        let columns = options
            .iter()
            .map(|word| ColumnChoice { column: "Prose".to_owned(), holds: ArticleColumn::of_word(word) });
        let options = ReadOptions { columns: columns.collect(), ..ReadOptions::default() };
        let source = SourceFile { name: "a.csv", bytes: table.as_bytes() };
        let found = drafts_as(source, &options, &Progress::new()).expect("read");
        let told = found.issues.iter().find(|issue| issue.code == "text-untold");
        told.map(|issue| issue.message.english())
    };
    let said = codes(&[]).expect("told");
    assert!(said.contains("Prose") && !said.contains("Mood"), "{said}");
    assert_eq!((codes(&["text"]), codes(&["none"])), (None, None));
}

#[test]
fn one_text_under_other_titles_is_told_and_long_names_are_cut() {
    let long = "The council of the harbour has said that the plan for the ferry has stalled again and again.";
    let table = format!(
        "Title,Text,Source\nFerry,The plan stalled.,Post\nBoat,The plan stalled.,Mail\nPier,It sank.,Post\n{long},,Post\n"
    );
    let said = hint_of("a.csv", table.as_bytes(), "same-body");
    assert!(
        said.contains("“Post · Ferry”, “Mail · Boat”") || said.contains("“Post · Ferry” and “Mail · Boat”"),
        "{said}"
    );
    let said = hint_of("a.csv", table.as_bytes(), "to-fetch");
    assert!(said.contains("plan for the…") && !said.contains("stalled again"), "{said}");
}

#[test]
fn a_cell_with_several_titles_is_one_line_and_several_headlines() {
    let (drafts, _) = read("a.csv", b"Title,Text\n\"Harbour\nFerry stalls\",The plan stalled.\n");
    assert_eq!(drafts[0].metadata.title, "Harbour · Ferry stalls");
    assert_eq!(drafts[0].text, "Harbour\nFerry stalls\n\nThe plan stalled.\n");
}

/// The workbook without the result `GONE` of a formula, as programs write it that do not calculate.
fn without_result(whole: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let limits = crate::archive::Limits::held(100);
    let mut archive = crate::archive::Archive::open(std::io::Cursor::new(whole), limits).expect("a zip");
    let mut changed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (at, name) in archive.names().collect::<Vec<_>>().iter().enumerate() {
        let part = String::from_utf8(archive.read(at).expect("read")).expect("UTF-8");
        changed.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        let part = part.replace("<v>GONE</v>", "").replace(" t=\"str\"><f>", "><f>");
        changed.write_all(part.as_bytes()).expect("written");
    }
    changed.finish().expect("a zip").into_inner()
}

#[test]
fn what_a_workbook_hides_or_did_not_calculate_is_told() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip([
        ["Title", "Text", "Section"],
        ["Ferry", "The plan stalled.", "News"],
        ["Pier", "It sank.", "News"],
        ["Quay", "", "News"],
    ]) {
        for (at, cell) in (0..).zip(cells) {
            sheet.write_string(row, at, cell).expect("written");
        }
    }
    sheet.write_boolean(1, 2, true).expect("written");
    sheet.write_formula(3, 1, rust_xlsxwriter::Formula::new("=A1").set_result("GONE")).expect("written");
    sheet.set_row_hidden(2).expect("hidden");
    sheet.set_column_hidden(2).expect("hidden");
    let sheet = book.add_worksheet();
    sheet.set_hidden(true).set_name("Old").expect("named");
    for (row, cells) in (0..).zip([["Title", "Text"], ["Bridge", "It fell."]]) {
        for (at, cell) in (0..).zip(cells) {
            sheet.write_string(row, at, cell).expect("written");
        }
    }
    let whole = book.save_to_buffer().expect("a workbook");
    let (drafts, issues) = read("a.xlsx", &without_result(&whole));
    let titles: Vec<&str> = drafts.iter().map(|draft| draft.metadata.title.as_str()).collect();
    assert_eq!(titles, ["Ferry", "Pier", "Quay", "Bridge"], "{issues:?}");
    assert!(drafts[2].teaser.is_some(), "without a result there is no text");
    assert_eq!(drafts[0].metadata.section, "TRUE");
    for (code, words) in [
        ("rows-hidden", "Row 3 is hidden"),
        ("columns-hidden", "Section"),
        ("sheet-hidden", "“Old”"),
        ("cells-without-result", "B4"),
    ] {
        let said = issues.iter().find(|said| said.starts_with(code));
        assert!(said.is_some_and(|said| said.contains(words)), "{code}: {issues:?}");
    }
}
