//! What Google Alerts sends: results of a search, each with a few words of an article and a link that leads to it.

use super::SourceKind;
use super::dom::{Dom, NodeId};
use super::parsed::{KnownValues, ParsedArticle, tidy};
use crate::base::{Issue, address};
use crate::message;
use crate::model::{ArticleField, ValueOrigin};
use std::collections::BTreeSet;

const RECORD: ValueOrigin = ValueOrigin::Record;
/// The longest address that a link leads to, in bytes.
const LONGEST: usize = 8 << 10;
/// The most bytes that are read of a title or a teaser.
const MOST_WORDS: usize = 4 << 10;
/// What marks a link of a result among those of Google.
const OF_ALERT: &str = "ga";

/// The address that a link of Google leads to, where it is the link of a result; `None` for other links.
pub(super) fn target(link: &str) -> Option<String> {
    let link = link.trim();
    let host = address::host(link);
    let is_google = host == "google.com" || host.starts_with("google.");
    let (place, query) = link.split_once('?')?;
    if !is_google || !place.ends_with("/url") || link.len() > LONGEST {
        return None;
    }
    let query = query.split('#').next().unwrap_or_default();
    let value = |wanted: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value)
    };
    let leads_to = address::unescaped(value("url").or_else(|| value("q"))?);
    let is_web = leads_to.starts_with("https://") || leads_to.starts_with("http://");
    (is_web && value("ct") == Some(OF_ALERT)).then_some(leads_to)
}

/// What a result says: where it leads, its title, the outlet as it is named there, and a few words.
struct AlertResult {
    address: String,
    title: String,
    outlet: String,
    teaser: String,
}

impl AlertResult {
    fn article(self) -> Option<ParsedArticle> {
        let mut known = KnownValues::default();
        known.words(ArticleField::Title, &self.title, RECORD);
        let outlet = if self.outlet.is_empty() { address::host(&self.address) } else { self.outlet };
        known.words(ArticleField::Outlet, &outlet, RECORD);
        known.words(ArticleField::Url, &self.address, RECORD);
        let article = ParsedArticle::not_at_hand(known, self.teaser)?;
        Some(ParsedArticle { kind: Some(SourceKind::Mail), archive: NAME, ..article })
    }
}

/// What the mails are called among the archives that articles come from.
const NAME: &str = "google-alerts";

/// The results in a mail of Google Alerts: those of its page, or else those of its plain words. Nothing where it has none.
pub(super) fn of_mail(page: Option<&Dom>, plain: &str) -> (Vec<ParsedArticle>, Vec<Issue>) {
    let of_page = page.map(results_of_page).unwrap_or_default();
    let results = if of_page.is_empty() { results_of_words(plain) } else { of_page };
    let mut known = BTreeSet::new();
    let mut articles = Vec::new();
    for result in results {
        if known.insert(address::of_article(&result.address)) {
            articles.extend(result.article());
        }
    }
    let announced = announced(plain);
    let (there, mut issues) = (articles.len() as u64, Vec::new());
    if !articles.is_empty() && announced > there {
        let said = message!("findings-alert-count", announced = announced, there = there);
        issues.push(Issue::warning("alert-count", "", said));
    }
    (articles, issues)
}

fn results_of_page(dom: &Dom) -> Vec<AlertResult> {
    let links = dom.elements(Dom::ROOT, "a");
    let results = links.filter_map(|link| {
        let address = target(dom.attribute(link, "href")?)?;
        let title = one_line(dom, link);
        // A picture leads there too.
        if title.is_empty() {
            return None;
        }
        let item = dom.ancestors(link).find(|node| {
            dom.attribute(*node, "itemtype").is_some_and(|of| of.trim_end_matches('/').ends_with("/Article"))
        });
        let part = |name: &str| item.and_then(|item| property(dom, item, name));
        let outlet = part("publisher").map(|publisher| {
            property(dom, publisher, "name")
                .map_or_else(|| one_line(dom, publisher), |name| one_line(dom, name))
        });
        let teaser = part("description").map(|node| one_line(dom, node)).unwrap_or_default();
        Some(AlertResult { address, title, outlet: outlet.unwrap_or_default(), teaser })
    });
    results.collect()
}

fn property(dom: &Dom, below: NodeId, name: &str) -> Option<NodeId> {
    dom.descendants(below).find(|node| dom.attribute(*node, "itemprop") == Some(name))
}

fn one_line(dom: &Dom, node: NodeId) -> String {
    tidy(&dom.words_up_to(node, MOST_WORDS).replace('\u{a0}', " "))
}

/// Results as plain words: title, outlet and a few words on lines of their own, then the link.
fn results_of_words(plain: &str) -> Vec<AlertResult> {
    let mut results = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for line in plain.lines().map(tidy) {
        let link = line.trim_start_matches('<').trim_end_matches('>');
        if let Some(address) = target(link) {
            let mut before = lines.drain(..);
            if let Some(title) = before.next() {
                // What stands in the second line is the outlet, often cut; its site says it whole.
                let teaser: Vec<String> = before.skip(1).collect();
                results.push(AlertResult { address, title, outlet: String::new(), teaser: teaser.join(" ") });
            }
        } else if line.starts_with("===") || line.starts_with("- - -") || link.starts_with("http") {
            lines.clear();
        } else if !line.is_empty() {
            lines.push(line);
        }
    }
    results
}

/// How many results the headings of plain words announce, such as `=== News - 3 new results for [ferry] ===`; 0 where they
/// announce none.
fn announced(plain: &str) -> u64 {
    let headings =
        plain.lines().map(str::trim).filter(|line| line.starts_with("===") && line.ends_with("==="));
    let number = |heading: &str| -> Option<u64> {
        let before_query = heading.split('[').next().unwrap_or_default();
        before_query.split(|sign: char| !sign.is_ascii_digit()).find_map(|digits| digits.parse().ok())
    };
    headings.filter_map(number).fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Progress;
    use crate::ingest::{ArticleDraft, SourceFile, drafts};

    const FERRY: &str = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://post.example/ferry%3Fid%3D12&amp;ct=ga&amp;cd=CAEY&amp;usg=AOv";
    const PIER: &str = "https://www.google.fr/url?sa=t&amp;url=https%3A%2F%2Ftimes.example%2Fpier&amp;ct=ga";

    fn item(link: &str, title: &str, outlet: &str, teaser: &str) -> String {
        format!(
            "<tr itemscope=\"\" itemtype=\"http://schema.org/Article\"><td><a href=\"{link}\"><img src=\"x\"></a>\
             <a href=\"{link}\" itemprop=\"url\"><span itemprop=\"name\">{title}</span></a>\
             <div itemprop=\"publisher\" itemscope=\"\"><a><span itemprop=\"name\">{outlet}</span></a></div>\
             <div itemprop=\"description\">{teaser}</div>\
             <a href=\"https://www.google.com/alerts/feedback?ffu=https://post.example/ferry\">Flag</a></td></tr>"
        )
    }

    fn mail(from: &str, subject: &str, plain: &str, html: &str) -> String {
        format!(
            "From: {from}\nTo: a@b.example\nSubject: {subject}\nDate: Tue, 27 Aug 2024 08:00:00 +0200\n\
             MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b\"\n\n--b\n\
             Content-Type: text/plain; charset=utf-8\n\n{plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
        )
        .replace('\n', "\r\n")
    }

    fn read(mail: &str) -> (Vec<ArticleDraft>, Vec<&'static str>) {
        let found = drafts(SourceFile { name: "alert.eml", bytes: mail.as_bytes() }, &Progress::new())
            .expect("drafts");
        (found.value, found.issues.iter().map(|issue| issue.code).collect())
    }

    #[test]
    fn links_of_results_are_decoded_and_others_are_none() {
        let decoded = target(
            "https://www.google.com/url?rct=j&sa=t&url=https://post.example/f%3Fid%3D1%26b%3D%C3%A9&ct=ga",
        );
        assert_eq!(decoded.as_deref(), Some("https://post.example/f?id=1&b=é"));
        for other in [
            "https://www.google.com/url?url=https://post.example/f",
            "https://www.google.com/alerts/remove?ct=ga&url=https://post.example/f",
            "https://google.evil.example.org/",
            "https://post.example/url?url=https://post.example/f&ct=ga",
            "https://www.google.com/url?url=javascript:x&ct=ga",
            "https://www.google.com/url?url=%&ct=ga",
            "",
        ] {
            assert_eq!(target(other), None, "{other}");
        }
    }

    #[test]
    fn each_result_of_a_mail_is_an_article_to_be_fetched() {
        let html = format!(
            "<html><body><table>{}{}{}</table><a href=\"https://www.google.com/alerts/remove?s=1\">x</a></body></html>",
            item(
                FERRY,
                "<b>Ferry</b> plan stalls",
                "Harbour&nbsp;Post",
                "The council said the <b>ferry</b> …"
            ),
            item(PIER, "Pier", "Times", ""),
            item(FERRY, "Ferry plan stalls, again", "Post", ""),
        );
        let plain = "=== News - 2 new results for [ferry 2030] ===\n";
        for (from, subject) in [
            ("Google Alerts <googlealerts-noreply@google.com>", "Google Alert - ferry"),
            ("Ana Lind <ana@post.example>", "=?utf-8?Q?TR:_Alerte_Google_=E2=80=93_bac?="),
        ] {
            let (found, issues) = read(&mail(from, subject, plain, &html));
            assert_eq!((found.len(), issues.as_slice()), (2, ["to-fetch"].as_slice()), "{from}");
            let about = &found[0].metadata;
            assert_eq!(
                (about.title.as_str(), about.outlet.as_str(), about.url.as_str()),
                ("Ferry plan stalls", "Harbour Post", "https://post.example/ferry?id=12")
            );
            assert_eq!(found[0].teaser.as_deref(), Some("The council said the ferry …"));
            assert_eq!((found[0].text.as_str(), about.published.date.as_str()), ("", ""));
            assert!(about.authors.is_empty() && about.import.kind == "mail, google-alerts", "{about:?}");
            assert!(about.import_note.contains("2024"), "{}", about.import_note);
            assert_eq!(found[1].metadata.url, "https://times.example/pier");
            assert!(found[0].as_stub().expect("no text").id.as_str().starts_with("ferry-plan-stalls-"));
        }
    }

    #[test]
    fn plain_words_are_read_and_what_is_announced_is_counted() {
        let plain = "=== News - 3 new results for [ferry] ===\n\nFerry plan stalls\nHarbour Po\nThe council said\n\
            on Tuesday ...\n<https://www.google.com/url?rct=j&sa=t&url=https://www.post.example/ferry&ct=ga>\n\n\
            Pier\nTimes\n<https://www.google.com/url?sa=t&url=https://times.example/pier&ct=ga>\n\n- - - - - -\n\
            Unsubscribe:\n<https://www.google.com/alerts/remove?s=1>\n";
        let from = "googlealerts-noreply@google.com";
        let (found, issues) = read(&mail(from, "Google Alert - ferry", plain, ""));
        assert_eq!(issues, ["alert-count", "to-fetch"]);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.metadata.title.as_str(), one.metadata.outlet.as_str(), one.teaser.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                ("Ferry plan stalls", "post.example", Some("The council said on Tuesday ...")),
                ("Pier", "times.example", Some(""))
            ]
        );
    }

    #[test]
    fn broken_alerts_give_articles_or_reasons() {
        let html = format!("<table>{}</table>", item(FERRY, "Ferry", "Post", "x"));
        let whole = mail("googlealerts-noreply@google.com", "Google Alert - ferry", "x", &html);
        for cut in (0..whole.len()).step_by(23) {
            let bytes = &whole.as_bytes()[..cut];
            let _ = drafts(SourceFile { name: "alert.eml", bytes }, &Progress::new());
        }
    }
}
