//! A summary in Markdown: articles with counts, claims, notes and questions, and a table of the claims.
//!
//! CommonMark 0.31 with the tables of GitHub Flavored Markdown. Whatever comes from the project is escaped, so that it shows
//! as itself: line breaks are `<br>`, white space at the ends of lines and bars of tables are character references.

use super::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, Packing};
use crate::base::Timestamp;
use crate::formats::shared::features::{CHARACTERS, LEDGER, MEMOS, PLACES, VALUES};
use crate::formats::shared::project_report::{
    AnnotatorWork, NumberedAnnotation, ProjectReport, address, day, share_read, standing,
};
use crate::id;
use crate::locale::english::counted;
use crate::model::display::claim_label;
use crate::model::{Annotation, Article, Body, sentences_of, swept};
use std::collections::BTreeMap;
use std::fmt::Write as _;

static ABOUT: FormatInfo = FormatInfo {
    id: "markdown",
    name: id!("formats-markdown.name"),
    opens: id!("formats-markdown.opens"),
    ending: "md",
    direction: Direction::Out,
    packing: Packing::File,
    binary: false,
    unit: None,
    keeps: &[
        &[
            Feature::Titles,
            Feature::Metadata,
            Feature::Annotators,
            Feature::SignOff,
            Feature::Coverage,
            Feature::Fields,
        ],
        LEDGER,
        &[Feature::Mentions, Feature::Notes, Feature::Units],
        VALUES,
        MEMOS,
        PLACES,
        CHARACTERS,
    ],
    derived: false,
    switches: &[],
    verified: id!("formats-markdown.verified"),
};

/// A summary in Markdown.
pub struct Markdown;

impl Format for Markdown {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let report = ProjectReport::of(job.project, job.options.texts);
        job.sink.begin("summary.md")?;
        let mut page = String::new();
        head(&mut page, &report, job.options.now);
        counts(&mut page, &report);
        page.push_str("\n## Articles\n");
        job.sink.write_all(page.as_bytes())?;
        for (at, article) in job.project.articles().enumerate() {
            page.clear();
            one(&mut page, &report, at + 1, article);
            job.sink.write_all(page.as_bytes())?;
            job.step()?;
        }
        page.clear();
        let (mentions, questions) = report.gathered();
        claims(&mut page, &report, &mentions.iter().map(|(id, tags)| (id.as_str(), tags.len())).collect());
        asked(&mut page, &report, &questions);
        job.sink.write_all(page.as_bytes())?;
        Ok(())
    }
}

/// Words that show as themselves, on one line of the file, in running text and in tables.
pub fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + words.len() / 8);
    let lines = words.split('\n');
    for (at, line) in lines.enumerate() {
        out.push_str(if at > 0 { "<br>" } else { "" });
        let body = line.trim_matches([' ', '\t']);
        let (before, after) = match body.is_empty() {
            true => (line, ""),
            false => line.split_once(body).unwrap_or_default(),
        };
        before.chars().for_each(|sign| by_number(&mut out, sign));
        for (at, sign) in body.char_indices() {
            match sign {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&' | '$' | '#' => {
                    out.push('\\');
                    out.push(sign);
                }
                // At the beginning of a line they would make a list or a heading.
                '-' | '+' | '=' if at == 0 => {
                    out.push('\\');
                    out.push(sign);
                }
                '.' | ')' if body[..at].chars().all(|before| before.is_ascii_digit()) => {
                    out.push('\\');
                    out.push(sign);
                }
                '|' | '\t' | '\r' => by_number(&mut out, sign),
                _ => out.push(sign),
            }
        }
        after.chars().for_each(|sign| by_number(&mut out, sign));
    }
    out
}

fn by_number(out: &mut String, sign: char) {
    let _ = write!(out, "&#{};", u32::from(sign));
}

/// A link when a browser may follow it, else the words.
fn linked(url: &str) -> String {
    match address(url) {
        // What could end the address is written as URLs write it.
        Some(url) => {
            let safe = url.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E").replace('&', "&amp;");
            format!("[{}](<{safe}>)", plain(url))
        }
        None => plain(url),
    }
}

fn head(page: &mut String, report: &ProjectReport<'_>, now: Timestamp) {
    let project = report.project;
    let tags: usize = project.sets().map(|(_, set)| set.len()).sum();
    let dated = if now == Timestamp::default() { String::new() } else { format!(", {}", day(now)) };
    let _ = write!(
        page,
        "# {}\n\n{}, {}, {}{dated}. Codebook: {}, version {}.\n",
        plain(project.name()),
        counted(project.article_count() as u64, "article", "articles"),
        counted(report.people.len() as u64, "annotator", "annotators"),
        counted(tags as u64, "tag", "tags"),
        plain(report.codebook().name()),
        report.codebook().version(),
    );
    if !report.texts {
        page.push_str("\nThe texts of the articles are left out; passages are named by their first words.\n");
    }
    if !report.people.is_empty() {
        page.push('\n');
    }
    for (at, person) in report.people.iter().enumerate() {
        let role = if report.is_adjudicator(at) { ", adjudicator" } else { "" };
        let _ = writeln!(page, "- **{}**: {}{role}", plain(&person.initials), plain(&person.annotator.name));
    }
}

fn counts(page: &mut String, report: &ProjectReport<'_>) {
    page.push_str("\n## Counts\n\n| Tag | Layer |");
    report.people.iter().for_each(|person| {
        let _ = write!(page, " {} |", plain(&person.initials));
    });
    page.push_str(" All |\n| --- | --- |");
    (0..=report.people.len()).for_each(|_| page.push_str(" ---: |"));
    page.push('\n');
    for count in report.counts() {
        let layer = count.layer.map_or("", |layer| &layer.name);
        let _ = write!(page, "| {} | {} |", plain(&count.name), plain(layer));
        count.times.iter().for_each(|times| {
            let _ = write!(page, " {times} |");
        });
        let _ = writeln!(page, " {} |", count.times.iter().sum::<u32>());
    }
}

fn one(page: &mut String, report: &ProjectReport<'_>, at: usize, article: &Article) {
    let m = &article.metadata;
    let works = report.works(article);
    let _ = write!(page, "\n### {at}\\. {}\n", plain(report.title(article)));
    let facts = report.facts(article);
    if !facts.is_empty() {
        let facts: Vec<String> = facts.iter().map(|fact| plain(fact)).collect();
        let _ = write!(page, "\n{}\n", facts.join(" · "));
    }
    page.push('\n');
    if !m.authors.is_empty() {
        let _ = writeln!(page, "- By: {}", plain(&m.authors.join(", ")));
    }
    if !m.url.is_empty() {
        let _ = writeln!(page, "- Address: {}", linked(&m.url));
    }
    people(page, report, article, &works);
    for (question, answers) in report.answers(article, &works) {
        let one = |(value, whose): &(String, Vec<usize>)| {
            format!("{} ({})", plain(value), plain(&report.initials(whose)))
        };
        let answers: Vec<String> = answers.iter().map(one).collect();
        let _ = writeln!(page, "- {}: {}", plain(&question), answers.join("; "));
    }
    let tags = report.tags(at, &works);
    tally(page, report, &works);
    let (claims, rest): (Vec<&NumberedAnnotation<'_>>, Vec<&NumberedAnnotation<'_>>) =
        tags.iter().partition(|tag| matches!(tag.annotation.body, Body::Claim(_)));
    let notes = rest.iter().filter(|tag| !report.is_statement(&tag.annotation.body));
    let memos =
        rest.iter().filter(|tag| report.is_statement(&tag.annotation.body) && tag.annotation.memo.is_some());
    list(page, report, article, "Claims", claims.into_iter());
    list(page, report, article, "Other passages and notes", notes.copied());
    list(page, report, article, "Statements with memos", memos.copied());
}

fn people(page: &mut String, report: &ProjectReport<'_>, article: &Article, works: &[AnnotatorWork<'_>]) {
    if works.is_empty() {
        page.push_str("- Not read: nobody has worked on this article.\n");
        return;
    }
    let sentences = swept(article, &sentences_of(article));
    for work in works {
        let (read, all) = share_read(&sentences, work.set.coverage());
        let read = match work.set.coverage().is_empty() {
            true => "reading not recorded".to_owned(),
            false => format!("{read} of {} read", counted(all as u64, "sentence", "sentences")),
        };
        let tags = match work.set.len() {
            0 => "nothing tagged".to_owned(),
            count => counted(count as u64, "tag", "tags"),
        };
        let name = plain(&report.people[work.person].annotator.name);
        let _ = writeln!(page, "- {name}: {}; {read}; {tags}", standing(work.set));
    }
}

/// How often each statement code was given, by whom.
fn tally(page: &mut String, report: &ProjectReport<'_>, works: &[AnnotatorWork<'_>]) {
    let mut all: BTreeMap<&Body, Vec<(usize, u32)>> = BTreeMap::new();
    for work in works {
        for (body, times) in work.set.bodies().filter(|(body, _)| matches!(body, Body::Code(_))) {
            all.entry(body).or_default().push((work.person, times));
        }
    }
    if all.is_empty() {
        return;
    }
    let one = |(body, times): (&&Body, &Vec<(usize, u32)>)| {
        let whose =
            times.iter().map(|(person, times)| format!("{} {times}", plain(&report.initials(&[*person]))));
        format!("{} ({})", plain(&report.name(body)), whose.collect::<Vec<_>>().join(", "))
    };
    let _ = writeln!(page, "- Codes: {}", all.iter().map(one).collect::<Vec<_>>().join("; "));
}

fn list<'p>(
    page: &mut String,
    report: &ProjectReport<'p>,
    article: &Article,
    title: &str,
    tags: impl Iterator<Item = &'p NumberedAnnotation<'p>>,
) {
    let mut tags = tags.peekable();
    if tags.peek().is_some() {
        let _ = write!(page, "\n#### {title}\n\n");
    }
    tags.for_each(|tag| passage(page, report, article, tag));
}

/// An item: the passage, what is said of it, by whom; then the memo.
fn passage(page: &mut String, report: &ProjectReport<'_>, article: &Article, tag: &NumberedAnnotation<'_>) {
    let annotation = tag.annotation;
    let text = &article.text;
    let details = report.details(annotation, text);
    let details = details.iter().map(|detail| format!("; {}: {}", plain(&detail.name), plain(&detail.value)));
    let _ = writeln!(
        page,
        "- “{}” — **{}**{} ({})",
        plain(&report.quote(text, annotation.span)),
        plain(&report.name(&annotation.body)),
        details.collect::<String>(),
        plain(&report.initials(&[tag.person])),
    );
    memo(page, annotation);
}

fn memo(page: &mut String, annotation: &Annotation) {
    if let Some(memo) = &annotation.memo {
        let kind = if memo.question { "Question" } else { "Memo" };
        let _ = writeln!(page, "  - {kind}: {}", plain(&memo.text));
    }
}

fn claims(page: &mut String, report: &ProjectReport<'_>, mentions: &BTreeMap<&str, usize>) {
    page.push_str("\n## Claims\n\n");
    let ledger = report.project.ledger();
    if ledger.claims().next().is_none() {
        page.push_str("No claims.\n");
        return;
    }
    page.push_str("| Claim | Wording | Type | Topic | Status | Also | Memo | Mentions |\n| --- | --- | --- | --- | --- | --- | --- | ---: |\n");
    for claim in ledger.claims() {
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            plain(&claim.label),
            plain(&claim.wording),
            plain(&report.kind(claim).unwrap_or_default()),
            plain(&claim.topic),
            claim.status.name(),
            plain(&claim.aliases.join(", ")),
            plain(&claim.memo),
            mentions.get(claim.id.as_str()).copied().unwrap_or_default()
        );
    }
    let mut relations = ledger.edges().peekable();
    if relations.peek().is_some() {
        page.push('\n');
    }
    for (_, edge) in relations {
        let name = |id| plain(claim_label(ledger, id));
        let _ = writeln!(
            page,
            "- {}: {} {}",
            name(&edge.from),
            edge.relation.name().to_lowercase(),
            name(&edge.to)
        );
    }
}

fn asked(page: &mut String, report: &ProjectReport<'_>, questions: &[NumberedAnnotation<'_>]) {
    page.push_str("\n## Questions\n\n");
    if questions.is_empty() {
        page.push_str("No questions.\n");
        return;
    }
    let articles: Vec<_> = report.project.articles().collect();
    for tag in questions {
        let article = articles[tag.article - 1];
        let annotation = tag.annotation;
        let words = annotation.memo.as_ref().map_or("", |memo| &memo.text);
        let _ = writeln!(
            page,
            "- {} ({}), {}: “{}”\n  - {}",
            plain(&report.initials(&[tag.person])),
            plain(&report.name(&annotation.body)),
            plain(report.title(article)),
            plain(&report.quote(&article.text, annotation.span)),
            plain(words),
        );
    }
}
