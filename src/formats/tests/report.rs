//! The formats for people: what is in them reads back as it was, and nothing of it becomes markup.

use super::projects::{PIECES, id, project, tag, torture};
use super::round_trip::files;
use crate::base::{ClaimId, Progress, Timestamp};
use crate::formats::{ExportOptions, MemorySink, Scope, export, format};
use crate::model::{
    Annotation, AnnotationSet, Article, Body, Claim, ClaimSheet, Memo, Origin, Project, SetKey, Struck, Zone,
    ZoneKind,
};
use crate::text::{Span, Text};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};
use std::sync::Arc;

const SCRIPT: &str = "</style></title><script>alert(1)</script>\" onload=\"x";

fn written(name: &str, project: &Project) -> String {
    let (_, bytes) = files(format(name).expect("a format"), project).remove(0);
    String::from_utf8(bytes).expect("UTF-8")
}

/// A project whose every name and word would like to be markup.
fn hostile() -> Project {
    let bare = project(&[]);
    let mut hostile = Project::new(id("hostile"), SCRIPT.to_owned(), Arc::clone(bare.codebook()));
    let words = format!("{SCRIPT}\nA <b>claim</b> & more.\n");
    let text = Text::new(words).expect("a text");
    let (start, end) = text.line(1).expect("a line");
    let span = Span::new(start, end).expect("a span");
    let mut article = Article { id: id("a"), text, metadata: Default::default(), zones: Vec::new() };
    article.metadata.title = SCRIPT.to_owned();
    article.metadata.outlet = SCRIPT.to_owned();
    article.metadata.language = "fr\" onload=\"x".to_owned();
    article.metadata.url = "javascript:alert(1)".to_owned();
    article.metadata.source_file = SCRIPT.to_owned();
    (article.metadata.import.kind, article.metadata.import.sha256) = (SCRIPT.to_owned(), SCRIPT.to_owned());
    article.metadata.import.struck = [Struck { span, rule: SCRIPT.to_owned() }].into();
    hostile.load_article(Arc::new(article));
    let mut person = bare.annotator(&id("ada")).expect("ada").clone();
    person.name = SCRIPT.to_owned();
    hostile.load_annotator(person);
    let claim =
        Claim { wording: SCRIPT.to_owned(), ..Claim::new(id::<ClaimId>("ada/x"), SCRIPT, Timestamp(0)) };
    let claims = [(claim.id.clone(), Arc::new(claim))].into_iter().collect();
    let mut ledger = hostile.ledger().clone();
    ledger.put_sheet(id("ada"), Arc::new(ClaimSheet { claims, ..ClaimSheet::default() }));
    hostile.load_ledger(ledger);
    let mut one = Annotation::new(crate::base::AnnotationId(7), span, Body::Claim(id("ada/x")), Timestamp(0));
    one.memo = Some(Box::new(Memo { text: SCRIPT.to_owned(), question: true }));
    let set = AnnotationSet::from_annotations(vec![Arc::new(one)]);
    hostile.load_set(SetKey { annotator: id("ada"), article: id("a") }, Arc::new(set));
    hostile
}

#[test]
fn nothing_of_a_project_becomes_markup() {
    let page = written("html", &hostile());
    assert!(page.contains("&lt;script&gt;"));
    for bad in ["<script", "onload=\"", "<b>claim", "href=\"javascript"] {
        assert!(!page.contains(bad), "{bad}");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("<title>").count(), 1);
    assert!(page.contains("@top-left{content:\"\\3c \\2f style"), "the running title is written by number");
    let summary = written("markdown", &hostile());
    assert!(!summary.contains("](<javascript"));
    for event in Parser::new_ext(&summary, Extensions::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => assert_eq!(&*html, "<br>"),
            _ => {}
        }
    }
}

#[test]
fn a_small_report() {
    let mut small = project(&[]);
    let text = Text::new("Head\n\nIt is safe. Officials said so.\n").expect("a text");
    let mut article = Article { id: id("article-0"), text, metadata: Default::default(), zones: Vec::new() };
    article.metadata.title = "Head".to_owned();
    article.metadata.language = "ar-EG".to_owned();
    article.metadata.url = "https://example.org/?a=1&b=2".to_owned();
    article.zones = vec![Zone { kind: ZoneKind::Headline, span: Span::new(0, 4).expect("a span") }];
    small.load_article(Arc::new(article));
    let made = |number, start, end, body| {
        let span = Span::new(start, end).expect("a span");
        Arc::new(Annotation::new(crate::base::AnnotationId(number), span, body, Timestamp(0)))
    };
    let code = |name: &str| Body::Code(id(name));
    let ada = vec![made(1, 6, 17, code("factual")), made(2, 12, 30, Body::Claim(id("maya/deal")))];
    let maya = vec![made(1, 6, 17, code("opinion"))];
    for (who, annotations) in [("ada", ada), ("maya", maya)] {
        let mut set = AnnotationSet::from_annotations(annotations);
        let mut read = crate::text::RangeSet::new();
        read.insert(Span::new(0, 17).expect("a span"));
        set.restore(read, Default::default(), Vec::new(), crate::model::SetState::Open);
        small.load_set(SetKey { annotator: id(who), article: id("article-0") }, Arc::new(set));
    }
    let page = written("html", &small);
    let lines: Vec<&str> = page.lines().collect();
    let has = |wanted: &str| assert!(lines.contains(&wanted), "{wanted}\n{page}");
    has("<div class=\"text\" lang=\"ar-EG\" dir=\"rtl\">");
    has(
        "<h2 class=\"t z-headline\"><span class=\"w\"><span class=\"g g0\" role=\"img\" aria-label=\"Read, nothing tagged\">·</span>H</span>ead",
    );
    has("<p class=\"t z-body\"><span class=\"s x\" data-t=\"1 3\"><span class=\"w\"><span class=\"g g0\">\
         <span class=\"l\"><a id=\"t1-1\" class=\"k-blue\" href=\"#k-factual\" title=\"Factual\" aria-label=\"Factual\">F</a><small>AT</small></span>\
         <span class=\"l\"><a id=\"t1-3\" class=\"k-vermilion\" href=\"#k-opinion\" title=\"Opinion\" aria-label=\"Opinion\">O</a><small>MO</small></span></span>I</span>t is </span>\
         <span class=\"s x\" data-t=\"1 2 3\"><span class=\"u u0 k-teal\"><span class=\"w\"><span class=\"m k-teal\"><b class=\"n\">1</b><i id=\"t1-2\"></i>\
         <a class=\"name k-teal\" dir=\"auto\" href=\"#c-maya/deal\">Deal</a>\
         <span class=\"d bare\" dir=\"auto\"> <b class=\"who\">AT</b></span></span>s</span>afe.</span></span>\
         <span class=\"u u0 k-teal\" data-t=\"2\"> Officials sa</span><sup class=\"n\"><a href=\"#n1-1\">1</a></sup>id so.");
    has(
        "<div><dt>Address</dt><dd><a class=\"out\" rel=\"noreferrer\" href=\"https://example.org/?a=1&amp;b=2\">https://example.org/?a=1&amp;b=2</a></dd></div>",
    );
}

#[test]
fn unread_differs_from_read_and_nothing_found() {
    let mut half = project(&["First sentence here. Second sentence here.\n".to_owned()]);
    let mut set = AnnotationSet::default();
    let mut read = crate::text::RangeSet::new();
    read.insert(Span::new(0, 20).expect("a span"));
    set.restore(read, Default::default(), Vec::new(), crate::model::SetState::Open);
    half.load_set(SetKey { annotator: id("ada"), article: id("article-0") }, Arc::new(set));
    let page = written("html", &half);
    assert!(
        page.contains("role=\"img\" aria-label=\"Read, nothing tagged\">·</span>F</span>irst sentence here.")
    );
    assert!(
        page.contains("role=\"img\" aria-label=\"Not read\">○</span>S</span>econd sentence here.</span>")
    );
    let nobody = written("html", &project(&["Nobody was here.\n".to_owned()]));
    assert!(nobody.contains("Nobody has worked on this article."));
    assert!(nobody.contains("<span class=\"state\">not read</span>"));
}

#[test]
fn without_texts_passages_are_named_by_their_first_words() {
    let words = format!("Start. {} End of a long text.\n", "Word after word. ".repeat(40));
    let mut long = project(&[words]);
    tag(&mut long, "ada", 0, &[(8, 5, 0, 0, 0, 1)], true);
    let whole = SetKey { annotator: id("maya"), article: id("article-0") };
    let span = Span::new(0, 690).expect("a span");
    let one = Annotation::new(crate::base::AnnotationId(9), span, Body::Code(id("factual")), Timestamp(0));
    long.load_set(whole, Arc::new(AnnotationSet::from_annotations(vec![Arc::new(one)])));
    for name in ["html", "markdown"] {
        let mut memory = MemorySink::default();
        let options = ExportOptions { texts: false, ..ExportOptions::default() };
        let format = format(name).expect("a format");
        export(format, &long, &Scope::default(), &options, &mut memory, &Progress::new()).expect("written");
        let page = String::from_utf8(memory.files.remove(0).1).expect("UTF-8");
        assert!(name == "markdown" || page.contains(">Start. Word after …<"), "{page}");
        assert!(page.contains("passages are named by their first words"), "{name}");
        assert!(!page.contains("End of a long text"), "{name}");
        assert!(!page.contains("Word after word. Word"), "{name}");
    }
}

/// What a reader of Markdown sees, block by block, with a line feed for each forced break.
fn blocks(markdown: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for event in Parser::new_ext(
        markdown,
        Extensions::ENABLE_TABLES | Extensions::ENABLE_STRIKETHROUGH | Extensions::ENABLE_MATH,
    ) {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) => {
                blocks.push(String::new());
            }
            Event::Text(words) => blocks.last_mut().expect("a block").push_str(&words),
            Event::InlineHtml(_) | Event::HardBreak => blocks.last_mut().expect("a block").push('\n'),
            Event::Code(words) | Event::InlineMath(words) => panic!("markup: {words}"),
            Event::Start(Tag::Emphasis | Tag::Image { .. } | Tag::Strikethrough) => panic!("markup"),
            _ => {}
        }
    }
    blocks
}

#[test]
fn a_summary_shows_every_word_as_it_is() {
    let mut nasty = torture();
    let words: Vec<&str> = [
        "*_[]<>|# `code` ~~x~~ $a$ &amp; \\",
        "- list",
        "+ list",
        "1. one",
        "2) two",
        "# head",
        "> quote",
        "=== ---",
        "---",
        "    indented",
        "trailing  \nnext",
        "\tTab",
        "a | b \\| c",
        "![i](u)",
        "<https://x.example>",
        "**bold** __b__",
        "***",
        "a\n\nb",
        "&#35;",
        "[^1]: note",
        "- [ ] task",
        "```\nfence\n```",
        "<!-- c -->",
        "12345. five",
    ]
    .into_iter()
    .chain(PIECES.iter().copied())
    .collect();
    let mut ledger = nasty.ledger().clone();
    let claims = words.iter().enumerate().map(|(at, words)| {
        let id = ClaimId::new(&format!("ada/n{at}")).expect("an identifier");
        (id.clone(), Arc::new(Claim { wording: (*words).to_owned(), ..Claim::new(id, *words, Timestamp(0)) }))
    });
    ledger.put_sheet(id("ada"), Arc::new(ClaimSheet { claims: claims.collect(), ..ClaimSheet::default() }));
    nasty.load_ledger(ledger);
    let key = SetKey { annotator: id("ada"), article: id("article-2") };
    let span = Span::new(0, 7).expect("a span");
    let notes = words.iter().enumerate().map(|(at, words)| {
        let number = crate::base::AnnotationId(at as u64 + 1);
        let mut note = Annotation::new(number, span, Body::Note, Timestamp(0));
        note.memo = Some(Box::new(Memo { text: (*words).to_owned(), question: false }));
        Arc::new(note)
    });
    nasty.load_set(key, Arc::new(AnnotationSet::from_annotations(notes.collect())));
    let seen = blocks(&written("markdown", &nasty));
    for words in words {
        let cells = seen.iter().filter(|block| *block == words).count();
        assert!(cells >= 2, "label and wording of {words:?}: {cells}");
        assert!(seen.iter().any(|block| *block == format!("Memo: {words}")), "memo {words:?}");
    }
    for article in nasty.articles() {
        let title = article.display_title();
        assert!(seen.iter().any(|block| block.ends_with(title)), "{title}");
    }
    for (key, set) in nasty.sets() {
        let text = &nasty.article(&key.article).expect("an article").text;
        let own = set.iter().filter(|one| !matches!(one.origin, Origin::Suggested { .. }));
        for annotation in own.filter(|one| matches!(one.body, Body::Claim(_) | Body::Note)) {
            let quote = format!("“{}” — ", text.slice(annotation.span).expect("inside"));
            assert!(seen.iter().any(|block| block.starts_with(&quote)), "{quote}");
        }
    }
}

#[test]
fn the_colours_are_those_of_the_themes() {
    let style = crate::formats::html::style();
    for colour in crate::model::palette::palette() {
        for shown in [colour.light, colour.dark] {
            assert!(style.contains(&format!("--{}: {shown};", colour.name)), "{} {shown}", colour.name);
        }
    }
    assert_eq!(crate::model::palette::palette().len(), 16);
    let base = crate::model::palette::base_colours();
    for name in ["paper", "ink", "soft", "line", "accent", "link", "good", "warn"] {
        let colour = base.iter().find(|colour| colour.name == name).expect("a colour");
        for shown in [colour.light, colour.dark] {
            assert!(style.contains(&format!("--{name}: {shown};")), "{name} {shown}");
        }
    }
}
