//! Records with an article each: NITF, NewsML-G2 and ninjs of the news industry; RSS, Atom and JSON Feed.

mod feed;
mod news;
mod tree;
pub(super) mod zotero;

use super::dom::Dom;
use super::parsed::{KnownValues, Paragraph, ParsedArticle};
use super::{IngestError, SourceKind, table};
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{Dated, ZoneKind};

/// A record before it is an article.
#[derive(Debug, Default)]
struct Record {
    known: KnownValues,
    /// Paragraphs in their order, without the headline.
    paragraphs: Vec<Paragraph>,
    /// Whether only a part of the text is there.
    is_snippet: bool,
    /// Whether it is the result of a search, which has a few words of an article and leads to it.
    is_alert: bool,
}

/// Reads records of a kind that was told by content: the articles, and what was found about the file.
///
/// # Errors
/// When no record has a text, it is broken from the beginning, or the caller asked to stop.
pub(super) fn read(
    kind: SourceKind,
    text: &str,
    progress: &Progress,
) -> Result<(Vec<ParsedArticle>, Vec<Issue>), IngestError> {
    let (records, is_whole) = match kind {
        SourceKind::Feed => feed::read(text, progress)?,
        _ => news::read(text, progress)?,
    };
    let (mut articles, mut issues) = (Vec::new(), Vec::new());
    if !is_whole {
        issues.push(Issue::warning("records-broken", "", message!("findings-records-broken")));
    }
    let mut without = Vec::new();
    for (number, Record { known, mut paragraphs, is_snippet, is_alert }) in records.into_iter().enumerate() {
        let about = &known.metadata;
        paragraphs.retain(|paragraph| !paragraph.text.trim().is_empty());
        if is_alert || !paragraphs.iter().any(|paragraph| is_text(paragraph.kind)) {
            let teaser: Vec<&str> = paragraphs.iter().map(|one| one.text.trim()).collect();
            match ParsedArticle::not_at_hand(known, teaser.join("\n")) {
                Some(article) => articles.push(article),
                None => without.push(format!("#{}", number + 1)),
            }
            continue;
        }
        if !about.title.is_empty() && paragraphs.iter().all(|one| one.kind != Some(ZoneKind::Headline)) {
            paragraphs.insert(0, Paragraph::of(ZoneKind::Headline, about.title.as_str()));
        }
        let mut article = ParsedArticle::of_paragraphs(&paragraphs, known)?;
        if is_snippet {
            article.notes.push(table::snippet());
        }
        articles.push(article);
    }
    if articles.is_empty() {
        return Err(IngestError::NoTexts { count: without.len() as u64, columns: Vec::new() });
    }
    issues.extend(table::to_fetch(&articles));
    issues.extend(table::without_text(&without));
    Ok((articles, issues))
}

fn is_text(kind: Option<ZoneKind>) -> bool {
    matches!(kind, None | Some(ZoneKind::Body | ZoneKind::Quote | ZoneKind::Standfirst))
}

/// The lines of a piece of HTML, or of plain words, as paragraphs of a kind.
fn paragraphs_of(
    html: &str,
    kind: Option<ZoneKind>,
    progress: &Progress,
) -> Result<Vec<Paragraph>, IngestError> {
    let words = if html.contains('<') || html.contains('&') {
        let dom = Dom::parse(html, progress)?;
        dom.words(Dom::ROOT)
    } else {
        html.to_owned()
    };
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| Paragraph { text: line.to_owned(), kind, ..Paragraph::default() }).collect())
}

/// A moment as records write it: `2026-03-04T10:00:00Z`, `20260304T100000Z` or `Wed, 04 Mar 2026 10:00:00 GMT`.
pub(super) fn dated(words: &str) -> Dated {
    let words = words.trim();
    let tail = words.split_once(", ").map_or(words, |(_, rest)| rest);
    let day: Vec<&str> = tail.split_whitespace().take(3).collect();
    let written = if day.len() == 3 && tail != words { day.join(" ") } else { words.to_owned() };
    Dated { as_written: words.to_owned(), ..table::dated(&written, "en") }
}

#[cfg(test)]
mod tests {
    use crate::base::Progress;
    use crate::ingest::{ArticleDraft, IngestError, SourceFile, drafts};
    use crate::model::ZoneKind;

    fn read(name: &str, text: &str) -> (Vec<ArticleDraft>, Vec<&'static str>) {
        let found = drafts(SourceFile { name, bytes: text.as_bytes() }, &Progress::new()).expect("records");
        (found.value, found.issues.iter().map(|issue| issue.code).collect())
    }

    fn kinds(draft: &ArticleDraft) -> Vec<(ZoneKind, &str)> {
        draft.zones.iter().map(|zone| (zone.kind, &draft.text[zone.span.range()])).collect()
    }

    #[test]
    fn nitf_has_its_head_and_paragraphs() {
        let nitf = r#"<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "file:///etc/passwd"><nitf><head><title>x</title><docdata><date.issue norm="20260304T091400Z"/><doc-id id-string="AB-1"/></docdata><pubdata name="The Harbour Post" edition.name="Late" position.section="News"/></head><body><body.head><hedline><hl1>Ferry plan stalls</hl1><hl2>Council waits</hl2></hedline><byline>By <person>Ana Lind</person></byline><dateline>HARBOUR CITY</dateline></body.head><body.content><p>The plan stalled &amp; nobody paid.</p><media><media-caption>The pier</media-caption></media><p>It failed.</p></body.content></body></nitf>"#;
        let (drafts, issues) = read("a.xml", nitf);
        assert_eq!((drafts.len(), issues.len()), (1, 0));
        let about = &drafts[0].metadata;
        assert_eq!(
            (about.title.as_str(), about.outlet.as_str(), about.edition.as_str()),
            ("Ferry plan stalls", "The Harbour Post", "Late")
        );
        assert_eq!((about.published.date.as_str(), about.accession.as_str()), ("2026-03-04", "AB-1"));
        assert_eq!(about.authors, ["Ana Lind"]);
        let want = [
            (ZoneKind::Headline, "Ferry plan stalls"),
            (ZoneKind::Standfirst, "Council waits"),
            (ZoneKind::Byline, "By Ana Lind"),
            (ZoneKind::Dateline, "HARBOUR CITY"),
            (ZoneKind::Caption, "The pier"),
        ];
        assert_eq!(kinds(&drafts[0]), want);
        assert!(
            drafts[0].text.contains("The plan stalled & nobody paid.\n\nThe pier\n\nIt failed."),
            "{}",
            drafts[0].text
        );
    }

    #[test]
    fn newsml_and_ninjs_are_read() {
        let newsml = r#"<newsItem guid="urn:x:1" xml:lang="fr"><itemMeta><versionCreated>2026-03-04T10:00:00+01:00</versionCreated></itemMeta><contentMeta><contentCreated>2026-03-04</contentCreated><headline>Le bac bloqué</headline><by>Ana Lind</by><subject><name>Transports</name></subject></contentMeta><contentSet><inlineXML><html><body><p>Le projet est bloqué.</p><p>La ville attend.</p></body></html></inlineXML></contentSet></newsItem>"#;
        let (drafts, _) = read("b.xml", newsml);
        assert_eq!(drafts[0].text, "Le bac bloqué\n\nLe projet est bloqué.\n\nLa ville attend.\n");
        let about = &drafts[0].metadata;
        assert_eq!(
            (about.language.as_str(), about.accession.as_str(), about.published.date.as_str()),
            ("fr", "urn:x:1", "2026-03-04")
        );
        assert_eq!(about.subjects, ["Transports"]);
        let ninjs = r#"{"uri": "u:1", "versioncreated": "2026-03-04T10:00:00Z", "headline": "Ferry", "byline": "Ana Lind", "language": "en", "body_xhtml": "<p>The plan stalled.</p><p>It failed.</p>"}"#;
        let (drafts, _) = read("c.json", ninjs);
        assert_eq!(drafts[0].text, "Ferry\n\nThe plan stalled.\n\nIt failed.\n");
    }

    #[test]
    fn feeds_give_whole_articles_snippets_and_what_has_no_text() {
        let rss = r#"<rss version="2.0"><channel><title>The Harbour Post</title><language>en-gb</language><item><title>Ferry &amp; pier</title><link>https://example.org/1</link><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate><dc:creator>Ana Lind</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>The plan stalled.</p><p>It failed.</p>]]></content:encoded></item><item><title>Teaser</title><description>&lt;b&gt;Only&lt;/b&gt; a part.</description></item><item><title>Nothing</title></item></channel></rss>"#;
        let (drafts, issues) = read("feed.xml", rss);
        assert_eq!(drafts.len(), 3, "{issues:?}");
        assert_eq!((drafts[2].metadata.title.as_str(), drafts[2].teaser.as_deref()), ("Nothing", Some("")));
        let about = &drafts[0].metadata;
        assert_eq!(
            (about.outlet.as_str(), about.published.date.as_str()),
            ("The Harbour Post", "2026-03-04")
        );
        assert_eq!((about.authors[0].as_str(), about.url.as_str()), ("Ana Lind", "https://example.org/1"));
        assert_eq!(drafts[0].text, "Ferry & pier\n\nThe plan stalled.\n\nIt failed.\n");
        assert_eq!(drafts[1].text, "Teaser\n\nOnly a part.\n");
        assert_eq!(drafts[1].notes[0].code, "snippet");
        assert_eq!(issues, ["to-fetch"]);
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenblatt</title><entry><title>Fähre</title><link rel="alternate" href="https://example.org/2"/><published>2026-03-04T10:00:00Z</published><updated>2026-03-05T10:00:00Z</updated><author><name>Ana Lind</name></author><content type="html">&lt;p&gt;Der Plan ruht.&lt;/p&gt;</content></entry></feed>"#;
        let (drafts, _) = read("atom.xml", atom);
        let about = &drafts[0].metadata;
        assert_eq!(
            (about.published.date.as_str(), about.updated.date.as_str()),
            ("2026-03-04", "2026-03-05")
        );
        assert_eq!((about.url.as_str(), about.language.as_str()), ("https://example.org/2", "de"));
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "url": "https://example.org/3", "title": "Ferry", "content_text": "The plan stalled.", "date_published": "2026-03-04T10:00:00Z"}]}"#;
        let (drafts, _) = read("feed.json", json);
        assert_eq!(drafts[0].text, "Ferry\n\nThe plan stalled.\n");
        let empty = drafts_of(
            r#"<rss><channel><title>x</title><item><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"#,
        );
        assert_eq!(empty.expect_err("no texts"), IngestError::NoTexts { count: 1, columns: Vec::new() });
        let bomb = format!("<rss>{}</rss>", "<channel>".repeat(100_000));
        assert!(drafts_of(&bomb).is_err(), "nesting is bounded");
    }

    #[test]
    fn the_feed_of_an_alert_has_results_to_be_fetched() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:google.com,2005:reader/user/1/state/com.google/alerts/2</id><title>Google Alert - ferry</title><entry><id>a</id><title type="html">&lt;b&gt;Ferry&lt;/b&gt; stalls</title><link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://post.example/f%3Fid%3D1&amp;ct=ga&amp;cd=x"/><published>2026-03-04T10:00:00Z</published><content type="html">The &lt;b&gt;ferry&lt;/b&gt; plan&amp;nbsp;...</content></entry></feed>"#;
        let (drafts, issues) = read("alerts.xml", atom);
        assert_eq!((drafts.len(), issues.as_slice()), (1, ["to-fetch"].as_slice()));
        let about = &drafts[0].metadata;
        assert_eq!(
            (about.title.as_str(), about.outlet.as_str(), about.url.as_str()),
            ("Ferry stalls", "post.example", "https://post.example/f?id=1")
        );
        assert!(drafts[0].teaser.as_deref().is_some_and(|teaser| teaser.starts_with("The ferry plan")));
    }

    fn drafts_of(text: &str) -> Result<Vec<ArticleDraft>, IngestError> {
        drafts(SourceFile { name: "a.xml", bytes: text.as_bytes() }, &Progress::new())
            .map(|found| found.value)
    }
}
