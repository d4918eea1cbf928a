//! What comes before the articles: title, contents, how to read the marks, counts.

use super::attributes::{class, language};
use crate::base::Timestamp;
use crate::formats::shared::project_report::{ProjectReport, day};
use crate::locale::english::counted;
use crate::model::{Body, Layer, SetState, Values};
use crate::text::html_escaped as escaped;
use std::fmt::Write as _;

pub(super) fn write(page: &mut String, report: &ProjectReport<'_>, now: Timestamp) {
    title(page, report, now);
    contents(page, report);
    legend(page, report);
    counts(page, report);
}

fn title(page: &mut String, report: &ProjectReport<'_>, now: Timestamp) {
    let project = report.project;
    let tags: usize = project.sets().map(|(_, set)| set.len()).sum();
    let codebook = report.codebook();
    let dated = if now == Timestamp::default() { String::new() } else { format!(" · {}", day(now)) };
    let _ = write!(
        page,
        "<header class=\"cover\">\n<p class=\"obelus\" aria-hidden=\"true\">÷</p>\n<h1 dir=\"auto\">{}</h1>\n\
         <p class=\"facts\">{} · {} · {}{dated}</p>\n<p class=\"facts\" dir=\"auto\">Codebook: {}, version {}</p>\n",
        escaped(project.name()),
        counted(project.article_count() as u64, "article", "articles"),
        counted(report.people.len() as u64, "annotator", "annotators"),
        counted(tags as u64, "tag", "tags"),
        escaped(codebook.name()),
        codebook.version(),
    );
    if !report.texts {
        page.push_str(
            "<p class=\"facts\">The texts of the articles are left out; passages are named by their first words.</p>\n",
        );
    }
    page.push_str("</header>\n");
}

fn contents(page: &mut String, report: &ProjectReport<'_>) {
    page.push_str(
        "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol class=\"contents\">\n",
    );
    for (at, article) in report.project.articles().enumerate() {
        let works = report.works(article);
        let done = works.iter().filter(|work| matches!(work.set.state(), SetState::Done(_))).count();
        let state = match (works.len(), done) {
            (0, _) => "not read".to_owned(),
            (all, done) if all == done => "signed off".to_owned(),
            (_, 0) => "not signed off".to_owned(),
            (all, done) => format!("{done} of {all} signed off"),
        };
        let facts: Vec<String> = report
            .facts(article)
            .iter()
            .take(2)
            .map(|fact| format!("<bdi>{}</bdi>", escaped(fact)))
            .collect();
        let _ = writeln!(
            page,
            "<li><a href=\"#a{}\"><bdi{}>{}</bdi></a> <span class=\"facts\">{}</span> <span class=\"state\">{state}</span></li>",
            at + 1,
            language(&article.metadata.language),
            escaped(report.title(article)),
            facts.join(" · "),
        );
    }
    page.push_str("</ol>\n<p class=\"parts\"><a href=\"#legend\">How to read the marks</a> <a href=\"#counts\">Counts</a> <a href=\"#claims\">Claims</a> <a href=\"#questions\">Questions</a> <a href=\"#values\">Values of tags</a></p>\n</nav>\n");
}

fn legend(page: &mut String, report: &ProjectReport<'_>) {
    let codebook = report.codebook();
    let declared = codebook.layers().iter().flat_map(|layer| &layer.attributes);
    let words = declared.filter(|attribute| attribute.values == Values::Spans);
    let words: Vec<String> = words.map(|attribute| escaped(&attribute.name.to_lowercase())).collect();
    let words = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
    let letter = codebook.sweep_layer().and_then(|layer| layer.codes().iter().find_map(|code| code.key));
    let letter = escaped(&letter.unwrap_or('·').to_string());
    let _ = write!(
        page,
        "<section id=\"legend\">\n<h2>How to read the marks</h2>\n<dl class=\"signs\">\n\
         <div><dt><span class=\"s k-blue\">Tinted</span></dt><dd>a statement; the letter in the gutter is its code</dd></div>\n\
         <div><dt><span class=\"s x\">Hatched</span></dt><dd>annotators differ; the gutter has each one’s letter and initials</dd></div>\n\
         <div><dt><span class=\"u u0 k-teal\">Underlined</span><sup class=\"n\">1</sup></dt><dd>a claim or another passage; the number leads to its note</dd></div>\n\
         <div><dt><span class=\"u dot k-vermilion\">Dotted</span></dt><dd>words that a tag points to{words}</dd></div>\n\
         <div><dt><span class=\"u u0 dash k-plain\">Dashed</span><sup class=\"n\">2</sup></dt><dd>a note without a code</dd></div>\n\
         <div><dt><span class=\"sign\">·</span></dt><dd>read, nothing tagged</dd></div>\n\
         <div><dt><span class=\"sign\">○</span> <span class=\"unread\">grey</span></dt><dd>read by nobody</dd></div>\n\
         <div><dt><span class=\"sign\">{letter}?</span></dt><dd>the annotator was not sure</dd></div>\n",
    );
    if report.project.articles().any(|article| !article.metadata.import.times.is_empty()) {
        page.push_str("<div><dt><span class=\"sign\">0:01:02</span></dt><dd>when in the recording what follows is said</dd></div>\n");
    }
    page.push_str("</dl>\n");
    if !report.people.is_empty() {
        page.push_str("<dl class=\"signs\">\n");
        for (at, person) in report.people.iter().enumerate() {
            let role = if report.is_adjudicator(at) { ", adjudicator" } else { "" };
            let _ = writeln!(
                page,
                "<div><dt><b class=\"who\">{}</b></dt><dd><bdi>{}</bdi>{role}</dd></div>",
                escaped(&person.initials),
                escaped(&person.annotator.name)
            );
        }
        page.push_str("</dl>\n");
    }
    let coded = report.codebook().layers().iter().filter(|layer| !layer.codes().is_empty());
    coded.for_each(|layer| explain(page, report, layer));
    page.push_str("</section>\n");
}

fn explain(page: &mut String, report: &ProjectReport<'_>, layer: &Layer) {
    let _ = writeln!(
        page,
        "<h3 dir=\"auto\">{} <small>{}</small></h3>",
        escaped(&layer.name),
        escaped(&layer.question)
    );
    if !layer.codes().is_empty() {
        page.push_str("<dl class=\"codes\">\n");
        for code in layer.codes() {
            let body = Body::Code(code.id.clone());
            let key = code.key.map_or_else(String::new, |key| escaped(&key.to_string()));
            let _ = writeln!(
                page,
                "<div id=\"k-{}\" class=\"{}\"><dt><b class=\"key\">{key}</b> <span class=\"name\" dir=\"auto\">{}</span></dt><dd dir=\"auto\">{}</dd></div>",
                escaped(code.id.as_str()),
                class(report.ink(&body)),
                escaped(&code.name),
                escaped(&code.definition),
            );
        }
        page.push_str("</dl>\n");
    }
}

fn counts(page: &mut String, report: &ProjectReport<'_>) {
    page.push_str("<section id=\"counts\">\n<h2>Counts</h2>\n<div class=\"wide\"><table class=\"counts\">\n<thead><tr><th scope=\"col\">Tag</th>");
    for person in &report.people {
        let _ = write!(
            page,
            "<th scope=\"col\" class=\"number\"><abbr title=\"{}\">{}</abbr></th>",
            escaped(&person.annotator.name),
            escaped(&person.initials)
        );
    }
    let many = report.people.len() > 1;
    page.push_str(if many {
        "<th scope=\"col\" class=\"number\">All</th></tr></thead>\n"
    } else {
        "</tr></thead>\n"
    });
    let mut group = None;
    for count in report.counts() {
        let layer = count.layer.map(|layer| &layer.name);
        if group != Some(layer) {
            let close = if group.is_some() { "</tbody>\n" } else { "" };
            let columns = report.people.len() + 1 + usize::from(many);
            let name = layer.map_or("Other", String::as_str);
            let _ = writeln!(
                page,
                "{close}<tbody>\n<tr><th class=\"group\" scope=\"rowgroup\" colspan=\"{columns}\" dir=\"auto\">{}</th></tr>",
                escaped(name)
            );
            group = Some(layer);
        }
        let code = report.code(&count.body);
        let key = code.and_then(|code| code.key).map_or_else(String::new, |key| escaped(&key.to_string()));
        let _ = write!(
            page,
            "<tr><th scope=\"row\" class=\"{}\"><b class=\"key\">{key}</b> <span dir=\"auto\">{}</span></th>",
            class(report.ink(&count.body)),
            escaped(&count.name)
        );
        let cell = |times: u32| match times {
            0 => "<td class=\"number none\">0</td>".to_owned(),
            times => format!("<td class=\"number\">{times}</td>"),
        };
        page.extend(count.times.iter().map(|times| cell(*times)));
        if many {
            page.push_str(&cell(count.times.iter().sum()));
        }
        page.push_str("</tr>\n");
    }
    page.push_str(if group.is_some() { "</tbody>\n" } else { "" });
    reading(page, report, many);
    page.push_str("</table></div>\n</section>\n");
}

/// How many articles each annotator began and signed off.
fn reading(page: &mut String, report: &ProjectReport<'_>, many: bool) {
    let columns = report.people.len() + 1 + usize::from(many);
    let _ = writeln!(
        page,
        "<tbody>\n<tr><th class=\"group\" scope=\"rowgroup\" colspan=\"{columns}\">Articles</th></tr>"
    );
    let begun = |person: usize| {
        let id = &report.people[person].annotator.id;
        report.project.sets().filter(move |(key, _)| key.annotator == *id)
    };
    for (name, only_done) in [("Begun", false), ("Signed off", true)] {
        let _ = write!(page, "<tr><th scope=\"row\"><b class=\"key\"></b> {name}</th>");
        for person in 0..report.people.len() {
            let sets =
                begun(person).filter(|(_, set)| !only_done || matches!(set.state(), SetState::Done(_)));
            let _ = write!(page, "<td class=\"number\">{}</td>", sets.count());
        }
        page.push_str(if many { "<td></td></tr>\n" } else { "</tr>\n" });
    }
    page.push_str("</tbody>\n");
}
