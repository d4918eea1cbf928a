//! Downloads of archives, made in code.

mod europresse;
mod factiva;
mod lexis;
mod nexis;
mod pages;

use crate::base::Progress;
use crate::ingest::{ArticleDraft, SourceFile, drafts};
use crate::model::ZoneKind;
use proptest::prelude::*;

/// The drafts of a file, what was found about it as codes with their messages, and the codes of each draft's notes.
struct Found {
    drafts: Vec<ArticleDraft>,
    codes: Vec<&'static str>,
    said: Vec<String>,
}

impl Found {
    fn titles(&self) -> Vec<&str> {
        self.drafts.iter().map(|draft| draft.metadata.title.as_str()).collect()
    }

    fn notes(&self, at: usize) -> Vec<&'static str> {
        self.drafts[at].notes.iter().map(|note| note.code).collect()
    }
}

fn read(name: &str, bytes: &[u8]) -> Found {
    let found = drafts(SourceFile { name, bytes }, &Progress::new()).expect("articles");
    for draft in &found.value {
        let id = crate::ingest::article_id(draft, |_| false);
        let article = draft.clone().into_article(id).expect("a text");
        assert!(article.zones_are_sound());
    }
    // The articles of a made download have one text.
    let told = || found.issues.iter().filter(|issue| issue.code != "same-body");
    Found {
        codes: told().map(|issue| issue.code).collect(),
        said: told().map(|issue| issue.message.english()).collect(),
        drafts: found.value,
    }
}

fn zone(draft: &ArticleDraft, kind: ZoneKind) -> Vec<&str> {
    draft.zones.iter().filter(|zone| zone.kind == kind).map(|zone| &draft.text[zone.span.range()]).collect()
}

fn body(draft: &ArticleDraft) -> Vec<&str> {
    let outside = |start: usize| !draft.zones.iter().any(|zone| zone.span.range().contains(&start));
    let mut at = 0;
    let mut found = Vec::new();
    for line in draft.text.split('\n') {
        if !line.is_empty() && outside(at) {
            found.push(line);
        }
        at += line.len() + 1;
    }
    found
}

const TITLES: [&str; 10] = [
    "Ferry plan stalls again",
    "Harbour fees to rise",
    "Bridge opens a year late",
    "Council divided over quay",
    "Storm closes the port",
    "New ships ordered",
    "Old lighthouse sold",
    "Fishermen fear quota",
    "Customs house to be school",
    "Dredging begins in May",
];

#[test]
fn proquest_records() {
    let rule = "_".repeat(60);
    let mut text = format!("{rule}\n\n");
    for (at, title) in TITLES.iter().enumerate() {
        text.push_str(&format!(
            "{title}\n\nAuthor: Lind, Ana\n\nPublication info: The Harbour Post ; Harbour City [Harbour City]. 04 Mar 2026: \
             A.4.\n\nFull text: First paragraph.\n\nNote: not a field.\n\nCredit: Staff\n\nSubject: Ships; \
             Harbours\n\nProQuest document ID: 12345678{at}\n\nDocument URL: https://example.org/{at}\n\nCopyright: Copyright \
             The Harbour Post 2026\n\n{rule}\n\n"
        ));
    }
    text.push_str("Contact us at: https://example.org\n\nCopyright 2026 All rights reserved.\n");
    let found = read("ProQuestDocuments-2026-03-05.txt", text.as_bytes());
    assert_eq!((found.titles(), found.codes.clone()), (TITLES.to_vec(), Vec::new()));
    let draft = &found.drafts[1];
    let about = &draft.metadata;
    assert_eq!((about.outlet.as_str(), about.page.as_str()), ("The Harbour Post", "A.4"));
    assert_eq!((about.published.date.as_str(), about.accession.as_str()), ("2026-03-04", "123456781"));
    assert_eq!(
        (about.authors.as_slice(), about.url.as_str()),
        (["Ana Lind".to_owned()].as_slice(), "https://example.org/1")
    );
    assert_eq!(body(draft), ["First paragraph.", "Note: not a field."]);
    assert_eq!(about.import.kind, "plain-text, proquest");
}

proptest! {
    #![proptest_config(crate::base::properties::config())]

    /// Whatever becomes of a download, there come articles or a reason, and no word of a body is lost between two labels.
    #[test]
    fn nothing_makes_the_readers_of_downloads_panic(from in 0_usize..900, to in 0_usize..900, words in "[\\PC\n]{0,40}") {
        let rule = "_".repeat(60);
        let proquest = format!("{rule}\n\nT\n\nFull text: x\n\nProQuest document ID: 1\n\n{rule}\n");
        let factiva = "\tHD\tTitle\n\tPD\t4 March 2026\n\tLP\tText\n\tAN\tDocument HARBP00020251105em3400001\n";
        let plain = "A\n12 words\n5 November 2025\nPost\nHARBP\nEnglish\n(c) 2025\nText\nDocument HARBP00020251105em3400001\n";
        let nexis = "Documents (1)\n1. T\nT\nPost\nJuly 1, 2019\nLength:\u{a0}1 words\nBody\nText\nEnd of Document\n";
        for text in [&lexis::with_an_error_page(), &proquest, factiva, plain, nexis] {
            let mut text = text.to_owned();
            let (from, to) = (text.floor_char_boundary(from), text.floor_char_boundary(to));
            text.replace_range(from.min(to)..from.max(to), &words);
            let _ = drafts(SourceFile { name: "a.txt", bytes: text.as_bytes() }, &Progress::new());
        }
    }
}
