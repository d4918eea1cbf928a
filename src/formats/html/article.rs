//! One article: its head, the people, the text with its marks, the notes, the list of all tags.

use super::marks::{Bare, Mark, Piece, Style, bare, marks, pieces};
use super::{anchor, class, escaped, language};
use crate::formats::report::{Report, Tag, Work, address, counted, share_read, standing};
use crate::model::{Article, Body, ZoneKind, sentences_of, swept};
use crate::text::Span;
use std::fmt::Write as _;

/// Everything about one article while it is written.
struct Sheet<'a, 'p> {
    report: &'a Report<'p>,
    article: &'a Article,
    at: usize,
    works: Vec<Work<'p>>,
    tags: Vec<Tag<'p>>,
    marks: Vec<Mark<'p>>,
    sentences: Vec<Span>,
    /// How many people's marks stand in the text.
    shown: usize,
}

pub(super) fn write(page: &mut String, report: &Report<'_>, at: usize, article: &Article, open: bool) {
    let works = report.works(article);
    let tags = report.tags(at, &works);
    let marks = marks(report, &tags);
    let sentences = swept(article, &sentences_of(article));
    let settled = report.is_settled(&works);
    let shown = works.iter().filter(|work| !settled || report.is_adjudicator(work.person)).count();
    let sheet = Sheet { report, article, at, works, tags, marks, sentences, shown };
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

impl Sheet<'_, '_> {
    /// The line of the text that is the title, when the text begins with one.
    fn headline(&self) -> Option<usize> {
        let text = &self.article.text;
        let zone = self.article.zones.iter().find(|zone| zone.kind == ZoneKind::Headline)?;
        let words = text.slice(zone.span)?.trim();
        let title = self.article.metadata.title.trim();
        let same = self.report.texts && !words.is_empty() && (title.is_empty() || title == words);
        same.then(|| text.line_at(zone.span.start()))
    }

    fn head(&self, page: &mut String) {
        let m = &self.article.metadata;
        let facts: Vec<String> = self.report.facts(self.article).iter().map(|fact| escaped(fact)).collect();
        let _ = writeln!(
            page,
            "<header>\n<p class=\"facts\" dir=\"auto\"><b>{}</b>{}</p>",
            self.at,
            facts.join(" · ")
        );
        if self.headline().is_none() {
            let title = escaped(self.article.display_title());
            let _ = writeln!(page, "<h2{}>{title}</h2>", language(&m.language));
        }
        page.push_str("</header>\n");
    }

    /// Who worked on the article, and what is known of it besides.
    fn people(&self, page: &mut String) {
        page.push_str("<dl class=\"work\">\n");
        for work in &self.works {
            let person = &self.report.people[work.person];
            let (read, all) = share_read(&self.sentences, work.set.coverage());
            let read = match (work.set.coverage().is_empty(), read == all) {
                (true, _) => "reading not recorded".to_owned(),
                (false, true) => "read to the end".to_owned(),
                (false, false) => format!("{read} of {} read", counted(all, "sentence", "sentences")),
            };
            let tags = match work.set.len() {
                0 => "nothing tagged".to_owned(),
                count => counted(count, "tag", "tags"),
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
        } else if self.report.is_settled(&self.works) && self.report.texts {
            page.push_str("<div><dt>In the text</dt><dd>the adjudicated tags; everybody’s are in the list below</dd></div>\n");
        }
        let m = &self.article.metadata;
        if !m.authors.is_empty() {
            let _ = writeln!(
                page,
                "<div><dt>By</dt><dd dir=\"auto\">{}</dd></div>",
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
        for (question, answers) in self.report.answers(self.article, &self.works) {
            let everybody = self.works.len();
            let one = |(value, whose): &(String, Vec<usize>)| {
                let value = escaped(value);
                let whose_all = whose.len() == everybody && everybody > 1;
                let whose = self.report.initials(whose);
                if whose_all { value } else { format!("{value} <b class=\"who\">{}</b>", escaped(&whose)) }
            };
            let answers: Vec<String> = answers.iter().map(one).collect();
            let _ = writeln!(
                page,
                "<div><dt dir=\"auto\">{}</dt><dd dir=\"auto\">{}</dd></div>",
                escaped(&question),
                answers.join("; ")
            );
        }
        page.push_str("</dl>\n");
    }

    fn text(&self, page: &mut String) {
        let reading: Vec<_> = self.works.iter().map(|work| work.set.coverage()).collect();
        let bare = bare(&self.sentences, &self.marks, &reading);
        let more = bare.read.iter().chain(&bare.unread).copied();
        let all = pieces(self.article, &self.marks, more);
        let headline = self.headline();
        if headline.is_none() {
            self.people(page);
        }
        let open = format!("<div class=\"text\"{}>\n", language(&self.article.metadata.language));
        page.push_str(&open);
        let text = &self.article.text;
        let mut rest = all.as_slice();
        for line in 0..text.line_count() {
            let end = text.line_starts().get(line + 1).copied().unwrap_or(text.len());
            let (these, after) = rest.split_at(rest.partition_point(|piece| piece.span.start() < end));
            rest = after;
            if these.is_empty() {
                continue;
            }
            if headline == Some(line) {
                self.paragraph(page, these, &bare, true);
                page.push_str("</div>\n");
                self.people(page);
                page.push_str(&open);
            } else {
                self.paragraph(page, these, &bare, false);
            }
        }
        page.push_str("</div>\n");
    }

    fn paragraph(&self, page: &mut String, pieces: &[Piece], bare: &Bare, headline: bool) {
        let start = pieces[0].span.start();
        let empty = pieces.iter().all(|piece| self.words(piece.span).trim().is_empty());
        let lanes = pieces.iter().flat_map(|piece| &piece.over);
        let lanes =
            lanes.map(|(at, lane)| lane + usize::from(self.marks[*at].style != Style::Statement)).max();
        let zone = self.article.zone_at(start);
        let mut classes = format!("t z-{}", zone.name().to_lowercase());
        if let Some(lanes) = lanes.filter(|lanes| *lanes > 2) {
            let _ = write!(classes, " lanes-{lanes}");
        }
        if empty {
            classes.push_str(" blank");
        }
        let tag = if headline { "h2" } else { "p" };
        let _ = write!(page, "<{tag} class=\"{classes}\">");
        let lettered = |piece: &Piece| {
            let statement = |at: &&usize| self.marks[**at].style == Style::Statement;
            let dot = begins(&bare.read, piece.span) || begins(&bare.unread, piece.span);
            let width = match piece.begin.iter().find(statement) {
                Some(at) if self.is_shared(&self.marks[*at]) => 1,
                Some(_) => 2,
                None => usize::from(dot),
            };
            (width > 0).then_some((piece.span.start(), width))
        };
        let starts: Vec<(u32, usize)> = pieces.iter().filter_map(lettered).collect();
        let columns = columns(&starts);
        for piece in pieces {
            let column = starts.binary_search_by_key(&piece.span.start(), |(start, _)| *start);
            let column = column.map_or(0, |at| columns[at]);
            self.piece(page, piece, bare, column);
        }
        let _ = writeln!(page, "</{tag}>");
    }

    fn words(&self, span: Span) -> &str {
        self.article.text.slice(span).unwrap_or_default()
    }

    fn piece(&self, page: &mut String, piece: &Piece, bare: &Bare, column: usize) {
        if begins(&bare.read, piece.span) {
            let _ = write!(page, "<span class=\"g g{column}\" title=\"Read, nothing tagged\">·</span>");
        }
        if begins(&bare.unread, piece.span) {
            let _ = write!(page, "<span class=\"g g{column}\" title=\"Not read\">○</span>");
        }
        for at in &piece.begin {
            let mark = &self.marks[*at];
            match mark.style {
                Style::Statement => self.letters(page, mark, column),
                Style::Line | Style::Dashed => self.beside(page, mark),
                Style::Dotted => {}
            }
        }
        let mut numbers: Vec<usize> =
            piece.over.iter().flat_map(|(at, _)| &self.marks[*at].tags).map(|tag| tag.number).collect();
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let mut data = match numbers.is_empty() {
            true => String::new(),
            false => format!(" data-t=\"{}\"", numbers.join(" ")),
        };
        // Tints lie under everything; lines follow from the outer to the inner.
        let mut over: Vec<&(usize, usize)> = piece.over.iter().collect();
        over.sort_by_key(|(at, _)| self.marks[*at].style != Style::Statement);
        let statements = over.iter().filter(|(at, _)| self.marks[*at].style == Style::Statement);
        let mixed = statements.count() > 1;
        for (at, lane) in &over {
            let mark = &self.marks[*at];
            let ink = class(mark.ink);
            let class = match mark.style {
                Style::Statement if mixed || mark.differs() => "s x".to_owned(),
                Style::Statement => format!("s {ink}"),
                Style::Line => format!("u u{lane} {ink}"),
                Style::Dashed => format!("u u{lane} dash {ink}"),
                Style::Dotted => format!("u dot {ink}"),
            };
            let _ = write!(page, "<span class=\"{class}\"{data}>");
            data.clear();
        }
        let unread = over.is_empty() && within(&bare.unread, piece.span);
        let words = escaped(self.words(piece.span));
        let _ = if unread {
            write!(page, "<span class=\"unread\">{words}</span>")
        } else {
            write!(page, "{words}")
        };
        // The number stands on the tint and not on the lines.
        let tints = over.iter().filter(|(at, _)| self.marks[*at].style == Style::Statement).count();
        (tints..over.len()).for_each(|_| page.push_str("</span>"));
        let ends = piece.end.iter().filter_map(|at| self.marks[*at].note);
        let ends: Vec<String> =
            ends.map(|note| format!("<a href=\"#n{}-{note}\">{note}</a>", self.at)).collect();
        if !ends.is_empty() {
            let _ = write!(page, "<sup class=\"n\">{}</sup>", ends.join(","));
        }
        (0..tints).for_each(|_| page.push_str("</span>"));
    }

    /// Whether everybody whose marks are shown says the same here.
    fn is_shared(&self, mark: &Mark<'_>) -> bool {
        !mark.differs() && mark.tags.len() == self.shown
    }

    /// The letters of a statement in the gutter. With several people, the initials of those who gave it, unless all did.
    fn letters(&self, page: &mut String, mark: &Mark<'_>, column: usize) {
        let _ = write!(page, "<span class=\"g g{column}\">");
        let mut told: Vec<(&Body, Vec<&Tag<'_>>)> = Vec::new();
        for tag in &mark.tags {
            match told.iter_mut().find(|(body, _)| *body == &tag.annotation.body) {
                Some((_, tags)) => tags.push(tag),
                None => told.push((&tag.annotation.body, vec![tag])),
            }
        }
        for (body, tags) in told {
            let code = self.report.code(body);
            let letter = code.and_then(|code| code.key.or_else(|| code.name.chars().next())).unwrap_or('?');
            let ids = tags.iter().skip(1).map(|tag| format!("<i id=\"{}\"></i>", anchor(tag, true)));
            let people: Vec<usize> = tags.iter().map(|tag| tag.person).collect();
            let whose = match people.len() == self.shown {
                true => String::new(),
                false => format!("<small>{}</small>", escaped(&self.report.initials(&people))),
            };
            let unsure = if tags.iter().any(|tag| tag.annotation.is_unsure()) { "?" } else { "" };
            let _ = write!(
                page,
                "<span class=\"l\"><a id=\"{}\" class=\"{}\" href=\"#k-{}\" title=\"{}\">{}{unsure}</a>{}{whose}</span>",
                anchor(tags[0], true),
                class(self.report.ink(body)),
                escaped(code.map_or("", |code| code.id.as_str())),
                escaped(&self.report.name(body)),
                escaped(&letter.to_string()),
                ids.collect::<String>(),
            );
        }
        page.push_str("</span>");
        if mark.note.is_some() {
            self.beside(page, mark);
        }
    }

    /// What stands in the margin beside a mark.
    fn beside(&self, page: &mut String, mark: &Mark<'_>) {
        let Some(note) = mark.note else { return };
        let _ = write!(page, "<span class=\"m {}\"><b class=\"n\">{note}</b>", class(mark.ink));
        if mark.style != Style::Statement {
            let ids = mark.tags.iter().map(|tag| format!("<i id=\"{}\"></i>", anchor(tag, true)));
            page.extend(ids);
        }
        self.said(page, mark);
        page.push_str("</span>");
    }

    /// What a mark says: its name, then the chief values and the memo of each annotator; those who say the same, together.
    fn said(&self, page: &mut String, mark: &Mark<'_>) {
        let statement = mark.style == Style::Statement;
        if !statement {
            page.push_str(&self.named(&mark.tags[0].annotation.body));
        }
        let mut told: Vec<(String, Vec<usize>)> = Vec::new();
        for tag in &mark.tags {
            let annotation = tag.annotation;
            if statement && annotation.memo.is_none() && !annotation.is_unsure() {
                continue;
            }
            let mut words = if statement { self.named(&annotation.body) } else { String::new() };
            let values =
                self.report.chief(annotation).into_iter().map(|value| escaped(&value.to_lowercase()));
            words.push_str(&values.collect::<Vec<_>>().join(" · "));
            match told.iter_mut().find(|(known, _)| *known == words) {
                Some((_, people)) => people.push(tag.person),
                None => told.push((words, vec![tag.person])),
            }
        }
        for (words, people) in &told {
            let whose = match self.shown > 1 {
                true => format!(" <b class=\"who\">{}</b>", escaped(&self.report.initials(people))),
                false => String::new(),
            };
            let bare = if words.is_empty() { " bare" } else { "" };
            let _ = write!(page, "<span class=\"d{bare}\" dir=\"auto\">{words}{whose}</span>");
        }
        for tag in &mark.tags {
            let Some(memo) = tag.annotation.memo.as_ref() else { continue };
            let question = if memo.question { "<b class=\"q\">Question</b> " } else { "" };
            let whose = match self.shown > 1 {
                true => format!(" <b class=\"who\">{}</b>", escaped(&self.report.initials(&[tag.person]))),
                false => String::new(),
            };
            let words = escaped(&memo.text);
            let _ = write!(page, "<span class=\"memo\" dir=\"auto\">{question}{words}{whose}</span>");
        }
    }

    /// The name of what is said, with a link to where it is explained.
    fn named(&self, body: &Body) -> String {
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

    /// The notes under the text, for where there is no margin.
    fn notes(&self, page: &mut String) {
        let noted: Vec<&Mark<'_>> = self.marks.iter().filter(|mark| mark.note.is_some()).collect();
        if noted.is_empty() {
            return;
        }
        page.push_str("<section class=\"notes\">\n<h3>Notes</h3>\n<ol>\n");
        for mark in noted {
            let note = mark.note.unwrap_or_default();
            let _ = write!(page, "<li id=\"n{}-{note}\" class=\"{}\">", self.at, class(mark.ink));
            self.said(page, mark);
            page.push_str("</li>\n");
        }
        page.push_str("</ol>\n</section>\n");
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
            if self.tags.len() == 1 { "tags: 1".to_owned() } else { counted(self.tags.len(), "tag", "tags") },
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

/// Bytes after which another line of the page has surely begun.
const LINE: u32 = 90;
/// Columns of the gutter.
const COLUMNS: usize = 5;

/// The column of the gutter in which letters end, 0 next to the text, for each place with its width in columns: those
/// that may begin on one line stand side by side, in their order.
fn columns(starts: &[(u32, usize)]) -> Vec<usize> {
    let mut columns = vec![0; starts.len()];
    let mut taken = 0;
    for at in (0..starts.len()).rev() {
        let apart = starts.get(at + 1).is_none_or(|after| after.0 - starts[at].0 >= LINE);
        if apart || taken + starts[at].1 > COLUMNS {
            taken = 0;
        }
        columns[at] = taken;
        taken += starts[at].1;
    }
    columns
}

/// Whether one of some spans, ascending, begins with the piece.
fn begins(spans: &[Span], piece: Span) -> bool {
    spans.binary_search_by_key(&piece.start(), |span| span.start()).is_ok()
}

fn within(spans: &[Span], piece: Span) -> bool {
    let after = spans.partition_point(|span| span.start() <= piece.start());
    after.checked_sub(1).is_some_and(|at| spans[at].covers(piece))
}
