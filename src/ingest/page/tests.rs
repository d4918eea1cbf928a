//! Pages of all kinds, built here; hostile and broken ones too.

use crate::base::Progress;
use crate::ingest::{ArticleDraft, IngestError, SourceFile, SourceKind, article_id, drafts};
use crate::model::{ArticleField, ValueOrigin, ZoneKind};
use proptest::prelude::*;

fn drafted(bytes: &[u8]) -> ArticleDraft {
    let mut found = drafts(SourceFile { name: "page.html", bytes }, &Progress::new()).expect("drafts");
    assert_eq!(found.value.len(), 1, "one article");
    let draft = found.value.remove(0);
    let article = draft.clone().into_article(article_id(&draft, |_| false)).expect("an article's text");
    assert!(article.zones_are_sound());
    draft
}

fn refused(page: &str) -> IngestError {
    drafts(SourceFile { name: "page.html", bytes: page.as_bytes() }, &Progress::new()).expect_err("refused")
}

/// The lines of a kind.
fn lines(draft: &ArticleDraft, kind: ZoneKind) -> Vec<&str> {
    let zones = draft.zones.iter().filter(|zone| zone.kind == kind);
    zones.flat_map(|zone| draft.text[zone.span.range()].lines()).filter(|line| !line.is_empty()).collect()
}

/// The lines that no zone names.
fn body(draft: &ArticleDraft) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in draft.text.split_inclusive('\n') {
        let inside = draft.zones.iter().any(|zone| zone.span.contains(at as u32));
        at += line.len();
        if !inside && !line.trim().is_empty() {
            lines.push(line.trim_end());
        }
    }
    lines
}

fn codes(draft: &ArticleDraft) -> Vec<&'static str> {
    draft.notes.iter().map(|note| note.code).collect()
}

/// A sentence that is running text, unlike the others.
fn sentence(number: usize) -> String {
    const ALL: [&str; 6] = [
        "The harbour board of Lindhaven heard on Monday that its northern quay had settled by another two centimetres.",
        "Engineers had expected as much since spring, when divers found that three wooden piles were hollow below water.",
        "Owners of small boats said they had never been told, and some of them now want their fees for this year back.",
        "A repair would take two summers, close half of the basin, and cost more than the town spends on all its schools.",
        "Its mayor called that figure careful guesswork and promised numbers with a date on them before the first frost.",
        "Until then nobody may park on the stones, a rule that one constable with one bicycle is supposed to look after.",
    ];
    ALL[(number - 1) % ALL.len()].to_owned()
}

fn paragraphs(count: usize) -> String {
    (1..=count).map(|number| format!("<p>{}</p>\n", sentence(number))).collect()
}

const CHROME: &str = "<header class=\"site-header\"><a href=\"/\">The Lindhaven Post</a></header>\
    <nav><ul><li><a href=\"/world\">World</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav>";
const FOOT: &str = "<footer><p>© 2024 The Lindhaven Post. All rights reserved.</p>\
    <ul><li><a href=\"/about\">About us</a></li><li><a href=\"/privacy\">Privacy</a></li></ul></footer>";

/// A newspaper's page with everything in it.
fn newspaper() -> String {
    let data = r#"{"@context":"https://schema.org","@graph":[
        {"@type":"Organization","@id":"/#org","name":"The Lindhaven Post"},
        {"@type":"Person","@id":"/#mara","name":"Mara Quist"},
        {"@type":["NewsArticle"],"headline":"Quay sinks further, board told","author":[{"@id":"/#mara"},{"@type":"Person","name":"Jon Ekdahl"}],
         "publisher":{"@id":"/#org"},"datePublished":"2024-08-27T06:00:00+02:00","dateModified":"2024-08-28T09:30:00+02:00",
         "articleSection":["Local","Harbour"],"keywords":"harbour, quay,engineering","inLanguage":"en-GB","isAccessibleForFree":true,
         "mainEntityOfPage":{"@type":"WebPage","@id":"https://post.example/quay"}},
        {"@type":"NewsArticle","headline":"Another story","author":"Nobody"}]}"#;
    format!(
        "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>Quay sinks further, board told | The Lindhaven Post</title>\
         <link rel=\"canonical\" href=\"https://post.example/quay\"><meta property=\"og:title\" content=\"Quay sinks\">\
         <meta property=\"og:description\" content=\"Engineers expected it; the owners of boats did not.\">\
         <script type=\"application/ld+json\">{data}</script><style>p {{ color: red }}</style></head><body>{CHROME}\
         <main><article><h1>Quay sinks further, board told</h1>\
         <p class=\"standfirst\">Engineers expected it; the owners of boats did not.</p>\
         <div class=\"byline\">By Mara Quist and Jon Ekdahl</div><div class=\"date\">27 August 2024</div>\
         <figure><img src=\"a.jpg\"><figcaption>The quay on Monday. Photo: P. Lund</figcaption></figure>\
         <div class=\"article-body\">{}\
         <div class=\"share-bar\"><ul><li><a href=\"#\">Facebook</a></li><li><a href=\"#\">Mail</a></li></ul></div>\
         <h2>What the owners say</h2><p>{}</p>\
         <blockquote><p>We were told in May that it would hold for another ten years at the least.</p></blockquote>\
         <p>Read also: <a href=\"/b\">The bridge that holds</a></p>\
         <ul><li>Two centimetres in the north,</li><li>none in the south.</li></ul><p>{}</p></div>\
         <aside class=\"related\"><h3>More stories</h3><ul><li><a href=\"/c\">Trams run again after the storm of the week</a></li></ul></aside>\
         </article></main>{FOOT}</body></html>",
        paragraphs(4),
        sentence(5),
        sentence(6)
    )
}

#[test]
fn a_newspapers_page_gives_its_parts_and_what_it_says_of_itself() {
    let draft = drafted(newspaper().as_bytes());
    assert_eq!(draft.kind, SourceKind::WebPage);
    assert_eq!(lines(&draft, ZoneKind::Headline), ["Quay sinks further, board told"]);
    assert_eq!(lines(&draft, ZoneKind::Standfirst), ["Engineers expected it; the owners of boats did not."]);
    assert_eq!(lines(&draft, ZoneKind::Byline), ["By Mara Quist and Jon Ekdahl"]);
    assert_eq!(lines(&draft, ZoneKind::Dateline), ["27 August 2024"]);
    assert_eq!(lines(&draft, ZoneKind::Caption), ["The quay on Monday. Photo: P. Lund"]);
    assert_eq!(
        lines(&draft, ZoneKind::Quote),
        ["We were told in May that it would hold for another ten years at the least."]
    );
    assert_eq!(
        lines(&draft, ZoneKind::Boilerplate),
        ["Facebook", "Mail", "Read also: The bridge that holds"]
    );
    let rules: Vec<_> = draft.metadata.import.struck.iter().map(|struck| struck.rule.as_str()).collect();
    assert_eq!(rules, ["named-by-page", "named-by-page", "read-also"]);
    let mut want: Vec<String> = (1..=4).map(sentence).collect();
    want.extend(["What the owners say".to_owned(), sentence(5)]);
    want.extend(["Two centimetres in the north,".to_owned(), "none in the south.".to_owned(), sentence(6)]);
    assert_eq!(body(&draft), want);
    assert!(draft.text.contains("in the north,\nnone in the south.\n\n"), "a list is tight: {}", draft.text);
    let about = &draft.metadata;
    assert_eq!(about.title, "Quay sinks further, board told");
    assert_eq!(about.outlet, "The Lindhaven Post");
    assert_eq!(about.authors, ["Mara Quist", "Jon Ekdahl"]);
    assert_eq!((about.published.date.as_str(), about.updated.date.as_str()), ("2024-08-27", "2024-08-28"));
    assert_eq!(about.published.as_written, "2024-08-27T06:00:00+02:00");
    assert_eq!((about.section.as_str(), about.url.as_str()), ("Local", "https://post.example/quay"));
    assert_eq!(about.subjects, ["harbour", "quay", "engineering"]);
    assert_eq!(about.language, "en-GB", "what the data says, not what the template says");
    for (field, origin) in [
        (ArticleField::Title, ValueOrigin::JsonLd),
        (ArticleField::Published, ValueOrigin::JsonLd),
        (ArticleField::Url, ValueOrigin::MetaTag),
    ] {
        assert_eq!(draft.origins.get(&field), Some(&origin), "{field:?}");
    }
    assert_eq!(codes(&draft), [""; 0]);
}

#[test]
fn a_blog_is_read_by_its_marks() {
    let page = format!(
        "<html><head><title>Notes from the quay - Tidewater</title></head><body><div id=\"wrap\"><div class=\"menu\"><a href=\"/\">Home</a></div>\
         <div class=\"post\" itemscope itemtype=\"https://schema.org/BlogPosting\"><h1 itemprop=\"headline\">Notes from the quay</h1>\
         <div class=\"post-meta\"><span itemprop=\"author\"><span itemprop=\"name\">Ida Storm</span></span> \
         <time itemprop=\"datePublished\" datetime=\"2023-04-05T10:00:00Z\">5 April 2023</time></div>\
         <div class=\"post-body\">{}</div></div><div id=\"comments\"><h3>2 comments</h3><p>{}</p><p>{}</p></div></div></body></html>",
        paragraphs(3),
        "I have lived beside that quay for thirty years and have never seen a board that listened to anybody.",
        "Neither have I, and my boat lies there, so I shall go and look at it myself on Sunday afternoon.",
    );
    let draft = drafted(page.as_bytes());
    assert_eq!(body(&draft), (1..=3).map(sentence).collect::<Vec<_>>());
    assert_eq!(draft.metadata.title, "Notes from the quay");
    assert_eq!(draft.metadata.authors, ["Ida Storm"]);
    assert_eq!(draft.metadata.outlet, "Tidewater");
    assert_eq!(draft.metadata.published.date, "2023-04-05");
    assert_eq!(draft.metadata.published.as_written, "5 April 2023");
    assert_eq!(draft.origins.get(&ArticleField::Published), Some(&ValueOrigin::Microdata));
}

#[test]
fn a_live_ticker_keeps_its_entries() {
    let entry =
        |at: usize| format!("<div class=\"live-entry\"><h3>09:{at}0</h3><p>{}</p></div>", sentence(at));
    let entries: String = (1..=5).map(entry).collect();
    let page = format!(
        "<html><body>{CHROME}<main><h1>The quay, live</h1><div class=\"ticker-list\">{entries}</div></main>{FOOT}"
    );
    let draft = drafted(page.as_bytes());
    let text = body(&draft);
    assert!((1..=5).all(|at| text.contains(&sentence(at).as_str())), "{text:?}");
    assert_eq!(lines(&draft, ZoneKind::Headline), ["The quay, live"]);
    assert!(!draft.text.contains("All rights reserved"));
}

#[test]
fn captions_of_a_gallery_are_captions() {
    let pictures: String = (1..=6)
        .map(|at| format!("<figure><img src=\"{at}.jpg\"><figcaption>Picture {at}: the quay seen from the north.</figcaption></figure>"))
        .collect();
    let page = format!(
        "<html><body><article><h1>The quay in pictures</h1><p>{}</p>{pictures}<p>{}</p></article>",
        sentence(1),
        sentence(2)
    );
    let draft = drafted(page.as_bytes());
    assert_eq!(lines(&draft, ZoneKind::Caption).len(), 6);
    assert_eq!(body(&draft), [sentence(1), sentence(2)]);
}

#[test]
fn pages_of_other_scripts_are_read() {
    let arabic = "أعلنت هيئة الميناء في المدينة أن الرصيف الشمالي هبط سنتيمترين آخرين خلال الأسبوع الماضي، وهو ما كان المهندسون يتوقعونه.";
    let chinese = "港口管理局周一表示，北码头在过去一周内又下沉了两厘米，工程师们对此早有预料，但船主们却感到意外，并要求尽快修复。";
    let japanese = "港湾局は月曜日、北埠頭が先週さらに二センチ沈下したと発表した。技術者らは予想していたが、船の所有者らは驚いている。";
    for (language, direction, words, date) in [
        ("ar", "rtl", arabic, "27 أغسطس 2024"),
        ("zh", "ltr", chinese, "2024年8月27日"),
        ("ja", "ltr", japanese, "2024年8月27日"),
    ] {
        let page = format!(
            "<html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\"><title>{0}</title></head><body>\
             <nav><a href=\"/\">•</a></nav><div class=\"content\"><h1>{0}</h1><span class=\"date\">{date}</span>\
             <p>{words}</p><p>{words}{words}</p><p>{words}</p></div></body></html>",
            &words[..words.floor_char_boundary(30)]
        );
        let draft = drafted(page.as_bytes());
        let twice = format!("{words}{words}");
        assert_eq!(body(&draft), [words, &twice, words], "{language}");
        assert_eq!(draft.metadata.language, language);
        assert_eq!(draft.metadata.published.as_written, date, "{language}");
        assert_eq!(codes(&draft), [""; 0]);
    }
}

#[test]
fn breaks_make_paragraphs_where_a_page_has_no_others() {
    let page = format!(
        "<html><body><table><tr><td><font size=2>{}<br><br>{}<br>\n<br>{}</font></td></tr></table></body></html>",
        sentence(1),
        sentence(2),
        sentence(3)
    );
    assert_eq!(body(&drafted(page.as_bytes())), [sentence(1), sentence(2), sentence(3)]);
}

#[test]
fn a_table_is_read_row_by_row() {
    let page = format!(
        "<html><body><article>{}<table><tr><th>Place</th><th>Sunk</th></tr><tr><td>North</td><td>2 cm</td></tr></table>{}</article>",
        paragraphs(2),
        paragraphs(1)
    );
    assert!(drafted(page.as_bytes()).text.contains("\n\nPlace\tSunk\nNorth\t2 cm\n\n"));
}

#[test]
fn a_page_of_lists_says_that_it_is_no_article() {
    let items: String = (1..=30)
        .map(|at| format!("<div class=\"card\"><h3><a href=\"/{at}\">Story number {at} of this very long day in town</a></h3></div>"))
        .collect();
    let draft = drafted(format!("<html><body>{CHROME}<main>{items}</main>{FOOT}</body></html>").as_bytes());
    assert_eq!(codes(&draft), ["page-without-article"]);
}

#[test]
fn pages_without_words_and_pages_of_frames_are_refused() {
    let empty = "<!DOCTYPE html><html><head><title>Loading</title><script>start()</script></head><body><div id=root></div></body></html>";
    assert_eq!(refused(empty), IngestError::NoWords { kind: "ingest-kind-web-page" });
    let frames = "<html><frameset cols=\"20%,80%\"><frame src=\"menu.html\"><frame src=\"text.html\"></frameset></html>";
    assert!(matches!(refused(frames), IngestError::Foreign { found: "ingest-frames", .. }));
}

#[test]
fn a_teaser_says_that_text_is_missing() {
    let page = |data: &str| {
        let data = format!("<script type=\"application/ld+json\">{data}</script>");
        format!(
            "<html><head>{data}</head><body><article><h1>Quay sinks</h1>{}</article></body></html>",
            paragraphs(2)
        )
    };
    let closed = page(r#"{"@type":"NewsArticle","headline":"Quay sinks","isAccessibleForFree":"False"}"#);
    assert_eq!(codes(&drafted(closed.as_bytes())), ["text-may-be-cut"]);
    let counted = page(r#"{"@type":"NewsArticle","headline":"Quay sinks","wordCount":900}"#);
    assert_eq!(codes(&drafted(counted.as_bytes())), ["text-may-be-cut"]);
    let open =
        page(r#"{"@type":"NewsArticle","headline":"Quay sinks","isAccessibleForFree":true,"wordCount":50}"#);
    assert_eq!(codes(&drafted(open.as_bytes())), [""; 0]);
}

#[test]
fn the_text_that_a_page_states_decides_what_is_its_body() {
    let stated: Vec<String> = (1..=6).map(sentence).collect();
    let offer = "Read the Post for a whole year for little money and support the only newspaper that Lindhaven still has today.";
    let page = |stated: &str| {
        format!(
            "<html><head><script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"Q\",\"articleBody\":\"{stated}\"}}</script>\
             </head><body><div>{}<p>{offer}</p>{}</div></body></html>",
            stated_paragraphs(1, 3),
            stated_paragraphs(4, 6)
        )
    };
    let whole = drafted(page(&stated.join(" ")).as_bytes());
    assert_eq!(body(&whole), stated);
    assert_eq!(lines(&whole, ZoneKind::Boilerplate), [offer]);
    assert_eq!(whole.metadata.import.struck[0].rule, "not-in-stated-text");
    let beginning = drafted(page(&stated[..2].join(" ")).as_bytes());
    assert_eq!(body(&beginning).len(), 7, "a summary decides nothing");
}

fn stated_paragraphs(from: usize, to: usize) -> String {
    (from..=to).map(|number| format!("<p>{}</p>", sentence(number))).collect()
}

#[test]
fn who_saved_a_page_says_from_where() {
    let text = paragraphs(3);
    let of = |mark: &str, bar: &str| {
        drafted(format!("<!DOCTYPE html>{mark}<body>{bar}<h1>Quay</h1>{text}</body>").as_bytes()).metadata
    };
    let browser = of("<!-- saved from url=(0026)https://post.example/quay1 --><html>", "");
    assert_eq!(browser.url, "https://post.example/quay1");
    let single = of(
        "<html><!--\n Page saved with SingleFile \n url: https://post.example/quay2 \n saved date: Wed Sep 24 2026 10:11:12 GMT+0200 (Mitteleuropäische Sommerzeit)\n-->",
        "",
    );
    assert_eq!(single.url, "https://post.example/quay2");
    assert_eq!(single.import_note, "UTF-8; saved with SingleFile on Wed Sep 24 2026 10:11:12 GMT+0200");
    let extension =
        of("<html><head><meta name=\"savepage-url\" content=\"https://post.example/quay3\"></head>", "");
    assert_eq!(extension.url, "https://post.example/quay3");
    let archive = of(
        "<html><head><link rel=\"canonical\" href=\"https://web.archive.example/web/20240101000000/https://post.example/quay4\"></head>",
        "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=\"wm-ipp-base\"><p>The archive has crawled this address 12 times between January and March of last year.</p></div>",
    );
    assert_eq!(archive.url, "https://post.example/quay4");
    assert_eq!(archive.outlet, "post.example");
}

#[test]
fn the_encoding_that_a_page_states_is_taken() {
    let words = "Портовое управление сообщило, что северный причал просел ещё на два сантиметра, чего инженеры и ожидали.";
    let page = format!(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head><body><h1>Причал</h1><p>{words}</p><p>{words}</p></body></html>"
    );
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&page);
    let draft = drafted(&bytes);
    assert_eq!(body(&draft), [words, words]);
    assert_eq!((draft.metadata.language.as_str(), codes(&draft)), ("ru", vec![]));
    // A browser writes UTF-8 and leaves the old words in the head.
    assert_eq!(body(&drafted(page.as_bytes())), [words, words]);
}

#[test]
fn broken_markup_keeps_the_text() {
    let page = format!(
        "<p>stray</td></div><html><body class='x' y\"><div><article><h1>Quay <b>sinks</h1><p>{}<p>{}</b><div>{}</article></p></table><!-- open",
        sentence(1),
        sentence(2),
        sentence(3)
    );
    let text = drafted(page.as_bytes()).text;
    assert!((2..=3).all(|at| text.contains(&sentence(at))), "{text}");
}

#[test]
fn hostile_pages_cost_little() {
    let began = std::time::Instant::now();
    let text = paragraphs(3);
    let nested = format!("<html><body>{}{text}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert_eq!(body(&drafted(nested.as_bytes())).len(), 3);
    let looks: String = (0..20_000).map(|at| format!("<b a{at}><i a{at}><div>")).collect();
    let _ = drafts(
        SourceFile { name: "page.html", bytes: format!("<html><body>{looks}{text}").as_bytes() },
        &Progress::new(),
    );
    let stated =
        r#"<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@id":"x"}]}</script>"#
            .repeat(3000);
    assert_eq!(body(&drafted(format!("<html><head>{stated}</head><body>{text}").as_bytes())).len(), 3);
    let data = "A".repeat(8 * 1024 * 1024);
    let embedded =
        format!("<html><body><img src=\"data:image/png;base64,{data}\"><h1>Quay</h1>{text}</body></html>");
    assert_eq!(body(&drafted(embedded.as_bytes())).len(), 3);
    let many = format!("<html><body>{}", "<a>".repeat(1_600_000));
    assert_eq!(refused(&many), IngestError::TooManyParts { most: 1_500_000 });
    let took = began.elapsed();
    assert!(took.as_secs() < 60, "{took:?} unoptimised");
}

#[test]
fn a_wish_to_stop_is_heard() {
    let progress = Progress::new();
    progress.cancel();
    let page = newspaper();
    let found = drafts(SourceFile { name: "page.html", bytes: page.as_bytes() }, &progress);
    assert_eq!(found.expect_err("stopped"), IngestError::Cancelled);
}

proptest! {
    #![proptest_config(crate::base::properties::cases(64))]

    #[test]
    fn changed_pages_give_articles_or_reasons(
        changes in proptest::collection::vec((any::<u16>(), any::<u8>(), 0_usize..40), 0..30),
    ) {
        let mut bytes = newspaper().into_bytes();
        for (at, byte, cut) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
            let end = (at + cut).min(bytes.len());
            bytes.drain(at..end);
        }
        bytes.splice(..0, *b"<!DOCTYPE html><html>");
        if let Ok(found) = drafts(SourceFile { name: "page.html", bytes: &bytes }, &Progress::new()) {
            for draft in found.value {
                let article = draft.clone().into_article(article_id(&draft, |_| false)).expect("an article");
                prop_assert!(article.zones_are_sound());
            }
        }
    }

    #[test]
    fn any_tags_give_articles_or_reasons(pieces in proptest::collection::vec("<(/?)(p|div|table|tr|td|b|a|svg|math|template|select|form|frameset|h1|li|ul|blockquote|script|title|textarea|br)( class=\"(ad|share|article-body|caption)\")?>|[a-z .]{0,60}|<!--|-->|&#?[a-z0-9]{0,5};?", 0..80)) {
        let page = format!("<html>{}", pieces.concat());
        let _ = drafts(SourceFile { name: "page.html", bytes: page.as_bytes() }, &Progress::new());
    }
}
