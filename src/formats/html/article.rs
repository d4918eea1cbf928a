//! One article: its head, the people, the text with its marks, the notes, the list of all tags.

use super::attributes::{anchor, class, language};
use super::marks::{TextMark, marks};
use crate::formats::shared::project_report::{
    AnnotatorWork, NumberedAnnotation, ProjectReport, address, share_read, standing,
};
use crate::locale::english::counted;
use crate::model::{Article, Body, ImportRecord, ZoneKind, sentences_of, swept};
use crate::text::Span;
use crate::text::html_escaped as escaped;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Everything about one article while it is written.
pub(super) struct ArticlePage<'a, 'p> {
    pub(super) report: &'a ProjectReport<'p>,
    pub(super) article: &'a Article,
    pub(super) at: usize,
    pub(super) works: Vec<AnnotatorWork<'p>>,
    pub(super) tags: Vec<NumberedAnnotation<'p>>,
    pub(super) marks: Vec<TextMark<'p>>,
    pub(super) sentences: Vec<Span>,
    /// How many people's marks stand in the text.
    pub(super) shown: usize,
}

pub(super) fn write(page: &mut String, report: &ProjectReport<'_>, at: usize, article: &Article, open: bool) {
    let works = report.works(article);
    let tags = report.tags(at, &works);
    let marks = marks(report, &tags);
    let sentences = swept(article, &sentences_of(article));
    let adjudicated = report.is_adjudicated(&works);
    let shown = works.iter().filter(|work| !adjudicated || report.is_adjudicator(work.person)).count();
    let sheet = ArticlePage { report, article, at, works, tags, marks, sentences, shown };
    let _ = writeln!(page, "<article id=\"a{at}\">");
    sheet.head(page);
    if report.texts {
        sheet.text(page);
        sheet.notes(page);
    } else {
        sheet.people(page);
    }
    sheet.list(page, open);
    page.push_str("</article>\n");
}

impl ArticlePage<'_, '_> {
    /// The line of the text that is the title, when the text begins with one.
    pub(super) fn headline(&self) -> Option<usize> {
        let text = &self.article.text;
        let zone = self.article.zones.iter().find(|zone| zone.kind == ZoneKind::Headline)?;
        let words = text.slice(zone.span)?.trim();
        let title = self.article.metadata.title.trim();
        let same = self.report.texts && !words.is_empty() && (title.is_empty() || title == words);
        same.then(|| text.line_at(zone.span.start()))
    }

    fn head(&self, page: &mut String) {
        let m = &self.article.metadata;
        let facts = self.report.facts(self.article);
        let facts: Vec<String> = facts.iter().map(|fact| format!("<bdi>{}</bdi>", escaped(fact))).collect();
        let _ = writeln!(page, "<header>\n<p class=\"facts\"><b>{}</b>{}</p>", self.at, facts.join(" · "));
        if self.headline().is_none() {
            let title = escaped(self.report.title(self.article));
            let _ = writeln!(page, "<h2{}>{title}</h2>", language(&m.language));
        }
        page.push_str("</header>\n");
    }

    /// Who worked on the article, and what is known of it besides.
    pub(super) fn people(&self, page: &mut String) {
        page.push_str("<dl class=\"work\">\n");
        for work in &self.works {
            let person = &self.report.people[work.person];
            let (read, all) = share_read(&self.sentences, work.set.coverage());
            let read = match (work.set.coverage().is_empty(), read == all) {
                (true, _) => "reading not recorded".to_owned(),
                (false, true) => "read to the end".to_owned(),
                (false, false) => format!("{read} of {} read", counted(all as u64, "sentence", "sentences")),
            };
            let tags = match work.set.len() {
                0 => "nothing tagged".to_owned(),
                count => counted(count as u64, "tag", "tags"),
            };
            let role = if self.report.is_adjudicator(work.person) { "adjudicated; " } else { "" };
            let state =
                if matches!(work.set.state(), crate::model::SetState::Done(_)) { "done" } else { "open" };
            let _ = writeln!(
                page,
                "<div class=\"{state}\"><dt><b class=\"who\">{}</b> <bdi>{}</bdi></dt><dd>{role}{}; {read}; {tags}</dd></div>",
                escaped(&person.initials),
                escaped(&person.annotator.name),
                standing(work.set),
            );
        }
        if self.works.is_empty() {
            page.push_str("<div><dt>Not read</dt><dd>Nobody has worked on this article.</dd></div>\n");
        } else if self.report.is_adjudicated(&self.works) && self.report.texts {
            page.push_str("<div><dt>In the text</dt><dd>the adjudicated tags; everybody’s are in the list below</dd></div>\n");
        }
        let m = &self.article.metadata;
        if !m.authors.is_empty() {
            let _ = writeln!(
                page,
                "<div><dt>By</dt><dd><bdi>{}</bdi></dd></div>",
                escaped(&m.authors.join(", "))
            );
        }
        if !m.url.is_empty() {
            let shown = escaped(&m.url);
            let link = match address(&m.url) {
                Some(url) => {
                    format!("<a class=\"out\" rel=\"noreferrer\" href=\"{}\">{shown}</a>", escaped(url))
                }
                None => shown,
            };
            let _ = writeln!(page, "<div><dt>Address</dt><dd>{link}</dd></div>");
        }
        self.import(page);
        for (question, answers) in self.report.answers(self.article, &self.works) {
            let everybody = self.works.len();
            let one = |(value, whose): &(String, Vec<usize>)| {
                let value = format!("<bdi>{}</bdi>", escaped(value));
                let whose_all = whose.len() == everybody && everybody > 1;
                let whose = self.report.initials(whose);
                if whose_all { value } else { format!("{value} <b class=\"who\">{}</b>", escaped(&whose)) }
            };
            let answers: Vec<String> = answers.iter().map(one).collect();
            let _ = writeln!(
                page,
                "<div><dt><bdi>{}</bdi></dt><dd>{}</dd></div>",
                escaped(&question),
                answers.join("; ")
            );
        }
        page.push_str("</dl>\n");
    }

    /// The file that the article came from, and what was struck of it.
    fn import(&self, page: &mut String) {
        let m = &self.article.metadata;
        let ImportRecord { sha256, kind, struck, times: _ } = &m.import;
        let named = |words: &str| format!("<bdi>{}</bdi>", escaped(words));
        let mut facts: Vec<String> = Vec::new();
        facts.extend(
            [&m.source_file, kind].into_iter().filter(|words| !words.is_empty()).map(|words| named(words)),
        );
        if !sha256.is_empty() {
            facts.push(format!("SHA-256 {}", named(sha256)));
        }
        if !facts.is_empty() {
            let _ = writeln!(page, "<div><dt>File</dt><dd>{}</dd></div>", facts.join("; "));
        }
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        struck.iter().for_each(|one| *rules.entry(&one.rule).or_default() += 1);
        if !rules.is_empty() {
            let rules = rules.iter().map(|(rule, count)| format!("{} ({count})", named(rule)));
            let rules: Vec<String> = rules.collect();
            let count = counted(struck.len() as u64, "passage", "passages");
            let _ = writeln!(
                page,
                "<div><dt>Struck on import</dt><dd>{count}, by rule: {}</dd></div>",
                rules.join(", ")
            );
        }
    }

    /// The name of what is said, with a link to where it is explained.
    pub(super) fn named(&self, body: &Body) -> String {
        let name = escaped(&self.report.name(body));
        let ink = class(self.report.ink(body));
        match body {
            Body::Claim(claim) => {
                format!(
                    "<a class=\"name {ink}\" dir=\"auto\" href=\"#c-{}\">{name}</a>",
                    escaped(claim.as_str())
                )
            }
            Body::Code(code) => {
                format!(
                    "<a class=\"name {ink}\" dir=\"auto\" href=\"#k-{}\">{name}</a>",
                    escaped(code.as_str())
                )
            }
            Body::Note | Body::Unit(_) => format!("<b class=\"name {ink}\" dir=\"auto\">{name}</b>"),
        }
    }

    /// All tags of everybody.
    fn list(&self, page: &mut String, open: bool) {
        if self.tags.is_empty() {
            return;
        }
        let text = &self.article.text;
        let _ = write!(
            page,
            "<details{}>\n<summary>All {}</summary>\n<div class=\"wide\"><table class=\"all\">\n<thead><tr><th scope=\"col\">No.</th>\
             <th scope=\"col\">Passage</th><th scope=\"col\">Tag</th><th scope=\"col\">By</th></tr></thead>\n<tbody>\n",
            if open { " open" } else { "" },
            if self.tags.len() == 1 {
                "tags: 1".to_owned()
            } else {
                counted(self.tags.len() as u64, "tag", "tags")
            },
        );
        let tongue = language(&self.article.metadata.language);
        for tag in &self.tags {
            let annotation = tag.annotation;
            let number = match tag.shown && self.report.texts {
                true => format!("<a href=\"#{}\">{}</a>", anchor(tag, true), tag.number),
                false => tag.number.to_string(),
            };
            let _ = write!(
                page,
                "<tr id=\"r{}-{}\"><td>{number}</td><td class=\"quoted\"{tongue}>{}</td><td>{}",
                self.at,
                tag.number,
                escaped(&self.report.quote(text, annotation.span)),
                self.named(&annotation.body),
            );
            if let Some(time) = self.article.metadata.import.time_at(annotation.span.start()) {
                let _ = write!(page, "<span class=\"d\">Time: {}</span>", time.written());
            }
            for detail in self.report.details(annotation, text) {
                let _ = write!(
                    page,
                    "<span class=\"d\" dir=\"auto\">{}: {}</span>",
                    escaped(&detail.name),
                    escaped(&detail.value)
                );
            }
            if let Some(memo) = &annotation.memo {
                let question = if memo.question { "<b class=\"q\">Question</b> " } else { "" };
                let _ = write!(
                    page,
                    "{question}<span class=\"memo\" dir=\"auto\">{}</span>",
                    escaped(&memo.text)
                );
            }
            let person = &self.report.people[tag.person];
            let _ = writeln!(
                page,
                "</td><td><abbr title=\"{}\">{}</abbr></td></tr>",
                escaped(&person.annotator.name),
                escaped(&person.initials)
            );
        }
        page.push_str("</tbody>\n</table></div>\n</details>\n");
    }
}
