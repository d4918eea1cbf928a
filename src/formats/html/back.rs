//! What comes after the articles: the claims with their mentions, and the questions.

use super::attributes::{anchor, class, language};
use crate::base::ClaimId;
use crate::formats::shared::project_report::{NumberedAnnotation, ProjectReport};
use crate::locale::english::counted;
use crate::model::display::claim_label;
use crate::model::{Article, Body, Claim, ClaimStatus, Edge};
use crate::text::html_escaped as escaped;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

pub(super) fn write(page: &mut String, report: &ProjectReport<'_>) {
    let (mut mentions, questions) = report.gathered();
    let articles: Vec<&Arc<Article>> = report.project.articles().collect();
    let mut relations: BTreeMap<&ClaimId, Vec<&Edge>> = BTreeMap::new();
    for (_, edge) in report.project.ledger().edges() {
        relations.entry(&edge.from).or_default().push(edge);
    }
    page.push_str("<section id=\"claims\">\n<h2>Claims</h2>\n");
    let mut none = true;
    for claim in report.project.ledger().claims() {
        let found = mentions.remove(&claim.id).unwrap_or_default();
        let related = relations.get(&claim.id).map_or(&[][..], Vec::as_slice);
        one(page, report, claim, related, &found, &articles);
        none = false;
    }
    for (id, found) in mentions {
        let claim = Claim::new(id.clone(), id.to_string(), crate::base::Timestamp::default());
        one(page, report, &claim, &[], &found, &articles);
        none = false;
    }
    page.push_str(if none { "<p class=\"empty\">No claims.</p>\n</section>\n" } else { "</section>\n" });
    page.push_str("<section id=\"questions\">\n<h2>Questions</h2>\n");
    if questions.is_empty() {
        page.push_str("<p class=\"empty\">No questions.</p>\n");
    } else {
        page.push_str("<ol class=\"mentions\">\n");
        questions.iter().for_each(|tag| passage(page, report, &[tag], articles[tag.article - 1], true));
        page.push_str("</ol>\n");
    }
    page.push_str("</section>\n");
    values(page, report);
}

/// What tags say besides their code: the attributes of each layer with their choices.
fn values(page: &mut String, report: &ProjectReport<'_>) {
    page.push_str("<section id=\"values\">\n<h2>Values of tags</h2>\n");
    for layer in report.codebook().layers().iter().filter(|layer| !layer.attributes.is_empty()) {
        let _ = writeln!(page, "<h3 dir=\"auto\">{}</h3>\n<dl class=\"attributes\">", escaped(&layer.name));
        for attribute in &layer.attributes {
            let choices: Vec<String> =
                attribute.choices().iter().map(|choice| escaped(&choice.name)).collect();
            let choices = match choices.is_empty() {
                true => String::new(),
                false => format!(" <span class=\"choices\">{}</span>", choices.join(" · ")),
            };
            let _ = writeln!(
                page,
                "<div><dt dir=\"auto\">{}</dt><dd dir=\"auto\">{}{choices}</dd></div>",
                escaped(&attribute.name),
                escaped(&attribute.definition),
            );
        }
        page.push_str("</dl>\n");
    }
    page.push_str("</section>\n");
}

fn one(
    page: &mut String,
    report: &ProjectReport<'_>,
    claim: &Claim,
    related: &[&Edge],
    mentions: &[NumberedAnnotation<'_>],
    articles: &[&Arc<Article>],
) {
    let ink = class(report.ink(&Body::Claim(claim.id.clone())));
    let _ = write!(
        page,
        "<section class=\"claim {ink}\" id=\"c-{}\">\n<h3 dir=\"auto\"><i class=\"swatch\"></i>{}</h3>\n",
        escaped(claim.id.as_str()),
        escaped(&claim.label)
    );
    if !claim.wording.is_empty() {
        let _ = writeln!(page, "<p class=\"wording\" dir=\"auto\">{}</p>", escaped(&claim.wording));
    }
    let mut facts = vec![counted(mentions.len() as u64, "mention", "mentions")];
    facts.extend(report.kind(claim).map(|kind| escaped(&kind)));
    if claim.status != ClaimStatus::Open {
        facts.push(claim.status.name().to_owned());
    }
    if !claim.topic.is_empty() {
        facts.push(escaped(&claim.topic));
    }
    if !claim.aliases.is_empty() {
        let aliases: Vec<String> =
            claim.aliases.iter().map(|alias| format!("“{}”", escaped(alias))).collect();
        facts.push(format!("also {}", aliases.join(", ")));
    }
    for edge in related {
        let name = escaped(claim_label(report.project.ledger(), &edge.to));
        let relation = edge.relation.name().to_lowercase();
        facts.push(match report.project.ledger().claim(&edge.to) {
            Some(to) => format!("{relation} <a href=\"#c-{}\">{name}</a>", escaped(to.id.as_str())),
            None => format!("{relation} {name}"),
        });
    }
    let _ = writeln!(page, "<p class=\"facts\" dir=\"auto\">{}</p>", facts.join(" · "));
    if !claim.memo.is_empty() {
        let _ = writeln!(page, "<p class=\"memo\" dir=\"auto\">{}</p>", escaped(&claim.memo));
    }
    if !mentions.is_empty() {
        page.push_str("<ol class=\"mentions\">\n");
        let same = |one: &&NumberedAnnotation<'_>, other: &&NumberedAnnotation<'_>| {
            let (a, b) = (one.annotation, other.annotation);
            one.article == other.article
                && a.span == b.span
                && a.attributes == b.attributes
                && a.memo.is_none()
                && b.memo.is_none()
        };
        let mut sorted: Vec<&NumberedAnnotation<'_>> = mentions.iter().collect();
        sorted
            .sort_by_key(|tag| (tag.article, tag.annotation.span, tag.annotation.memo.is_none(), tag.number));
        for tags in sorted.chunk_by(same) {
            passage(page, report, tags, articles[tags[0].article - 1], false);
        }
        page.push_str("</ol>\n");
    }
    page.push_str("</section>\n");
}

/// A passage with where it stands, and what was said of it, by one or several alike.
fn passage(
    page: &mut String,
    report: &ProjectReport<'_>,
    tags: &[&NumberedAnnotation<'_>],
    article: &Article,
    memo: bool,
) {
    let annotation = tags[0].annotation;
    let people: Vec<usize> = tags.iter().map(|tag| tag.person).collect();
    let mut facts: Vec<String> = Vec::new();
    if memo {
        facts.push(escaped(&report.name(&annotation.body)));
    } else {
        let details = report.details(annotation, &article.text);
        facts.extend(details.iter().map(|detail| match detail.alone {
            true => escaped(&detail.value.to_lowercase()),
            false => format!("{}: {}", escaped(&detail.name.to_lowercase()), escaped(&detail.value)),
        }));
    }
    let whence = report.facts(article);
    let whence: Vec<String> =
        whence.iter().take(2).map(|fact| format!("<bdi>{}</bdi>", escaped(fact))).collect();
    let _ = write!(
        page,
        "<li><a class=\"quoted\" href=\"#{}\"><bdi{}>{}</bdi></a> <span class=\"facts\">{} <b class=\"who\">{}</b>{}{}</span>",
        anchor(tags[0], report.texts),
        language(&article.metadata.language),
        escaped(&report.quote(&article.text, annotation.span)),
        if whence.is_empty() { escaped(report.title(article)) } else { whence.join(" · ") },
        escaped(&report.initials(&people)),
        if facts.is_empty() { "" } else { " · " },
        facts.join(" · "),
    );
    if let Some(words) = annotation.memo.as_ref().filter(|words| memo || !words.text.is_empty()) {
        let _ = write!(page, "<span class=\"memo\" dir=\"auto\">{}</span>", escaped(&words.text));
    }
    page.push_str("</li>\n");
}
