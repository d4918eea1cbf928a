//! The text of an article with its marks, what stands beside them, and the notes under it.

use super::article::ArticlePage;
use super::attributes::{anchor, class, language};
use super::marks::{Bare, TextMark, bare, pieces};
use crate::formats::shared::project_report::NumberedAnnotation;
use crate::model::Body;
use crate::present::{MarkStyle, Segment, letter};
use crate::text::Span;
use crate::text::html_escaped as escaped;
use crate::text::segment::grapheme_next;
use std::fmt::Write as _;

impl ArticlePage<'_, '_> {
    pub(super) fn text(&self, page: &mut String) {
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

    fn paragraph(&self, page: &mut String, pieces: &[Segment], bare: &Bare, headline: bool) {
        let start = pieces[0].span.start();
        let empty = pieces.iter().all(|piece| self.words(piece.span).trim().is_empty());
        let over = pieces.iter().flat_map(|piece| &piece.over).map(|at| &self.marks[*at]);
        let lanes = over.map(|mark| mark.lane + u8::from(mark.style != MarkStyle::Statement)).max();
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
        let line = Span::new(start, pieces.last().map_or(start, |piece| piece.span.end()));
        if let Some(time) = line.and_then(|line| self.article.metadata.import.new_time_in(line)) {
            let _ = write!(page, "<span class=\"time\">{}</span>", time.written());
        }
        let lettered = |piece: &Segment| {
            let statement = |at: &&usize| self.marks[**at].style == MarkStyle::Statement;
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

    fn piece(&self, page: &mut String, piece: &Segment, bare: &Bare, column: usize) {
        let beside = self.all_beside(piece, bare, column);
        // Tints lie under everything; lines follow from the outer to the inner.
        let mut over: Vec<&TextMark<'_>> = piece.over.iter().map(|at| &self.marks[*at]).collect();
        over.sort_by_key(|mark| mark.style != MarkStyle::Statement);
        let tints = over.iter().filter(|mark| mark.style == MarkStyle::Statement).count();
        let mut numbers: Vec<usize> = over.iter().flat_map(|mark| &mark.tags).map(|tag| tag.number).collect();
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let mut data = match numbers.is_empty() {
            true => String::new(),
            false => format!(" data-t=\"{}\"", numbers.join(" ")),
        };
        for mark in &over {
            let lane = mark.lane;
            let ink = class(mark.ink);
            let class = match mark.style {
                MarkStyle::Statement if tints > 1 || mark.differs() => "s x".to_owned(),
                MarkStyle::Statement => format!("s {ink}"),
                MarkStyle::Line => format!("u u{lane} {ink}"),
                MarkStyle::Dashed => format!("u u{lane} dash {ink}"),
                MarkStyle::Dotted => format!("u dot {ink}"),
            };
            let _ = write!(page, "<span class=\"{class}\"{data}>");
            data.clear();
        }
        let unread = over.is_empty() && within(&bare.unread, piece.span);
        page.push_str(if unread { "<span class=\"unread\">" } else { "" });
        // What stands beside the text holds fast to the first letter, or it would stay on the line before.
        let words = self.words(piece.span);
        let (first, rest) = match beside.is_empty() {
            true => ("", words),
            false => words.split_at(grapheme_next(words, 0) as usize),
        };
        if !beside.is_empty() {
            let _ = write!(page, "<span class=\"w\">{beside}{}</span>", escaped(first));
        }
        let ends = piece.end.iter().filter_map(|at| self.marks[*at].note);
        let ends: Vec<String> =
            ends.map(|note| format!("<a href=\"#n{}-{note}\">{note}</a>", self.at)).collect();
        let ends = match ends.is_empty() {
            true => String::new(),
            false => format!("<sup class=\"n\">{}</sup>", ends.join(",")),
        };
        // Numbers stand on the tint and not on the lines, but never on a line of their own.
        let closing = "</span>".repeat(over.len() - tints);
        let _ = match rest.strip_suffix('\n') {
            Some(line) => write!(page, "{}{ends}\n{closing}", escaped(line)),
            None => write!(page, "{}{closing}{ends}", escaped(rest)),
        };
        (0..tints + usize::from(unread)).for_each(|_| page.push_str("</span>"));
    }

    /// Everything that stands beside the text where a piece begins.
    fn all_beside(&self, piece: &Segment, bare: &Bare, column: usize) -> String {
        let mut beside = String::new();
        if begins(&bare.read, piece.span) {
            let _ = write!(
                beside,
                "<span class=\"g g{column}\" role=\"img\" aria-label=\"Read, nothing tagged\">·</span>"
            );
        }
        if begins(&bare.unread, piece.span) {
            let _ =
                write!(beside, "<span class=\"g g{column}\" role=\"img\" aria-label=\"Not read\">○</span>");
        }
        for at in &piece.begin {
            let mark = &self.marks[*at];
            match mark.style {
                MarkStyle::Statement => self.letters(&mut beside, mark, column),
                MarkStyle::Line | MarkStyle::Dashed => self.beside(&mut beside, mark),
                MarkStyle::Dotted => {}
            }
        }
        beside
    }

    /// Whether everybody whose marks are shown says the same here.
    fn is_shared(&self, mark: &TextMark<'_>) -> bool {
        !mark.differs() && people(&mark.tags.iter().collect::<Vec<_>>()).len() == self.shown
    }

    /// The letters of a statement in the gutter. With several people, the initials of those who gave it, unless all did.
    fn letters(&self, page: &mut String, mark: &TextMark<'_>, column: usize) {
        let _ = write!(page, "<span class=\"g g{column}\">");
        let mut told: Vec<(&Body, Vec<&NumberedAnnotation<'_>>)> = Vec::new();
        for tag in &mark.tags {
            match told.iter_mut().find(|(body, _)| *body == &tag.annotation.body) {
                Some((_, tags)) => tags.push(tag),
                None => told.push((&tag.annotation.body, vec![tag])),
            }
        }
        for (body, tags) in told {
            let code = self.report.code(body);
            let letter = letter(body, self.report.codebook()).unwrap_or('?');
            let ids = tags.iter().skip(1).map(|tag| format!("<i id=\"{}\"></i>", anchor(tag, true)));
            let people = people(&tags);
            let whose = match people.len() == self.shown {
                true => String::new(),
                false => format!("<small>{}</small>", escaped(&self.report.initials(&people))),
            };
            let unsure = tags.iter().any(|tag| self.report.codebook().is_doubted(tag.annotation));
            let name = escaped(&self.report.name(body));
            let _ = write!(
                page,
                "<span class=\"l\"><a id=\"{}\" class=\"{}\" href=\"#k-{}\" title=\"{name}\" aria-label=\"{name}{}\">{}{}</a>{}{whose}</span>",
                anchor(tags[0], true),
                class(self.report.ink(body)),
                escaped(code.map_or("", |code| code.id.as_str())),
                if unsure { ", unsure" } else { "" },
                escaped(&letter.to_string()),
                if unsure { "?" } else { "" },
                ids.collect::<String>(),
            );
        }
        page.push_str("</span>");
        if mark.note.is_some() {
            self.beside(page, mark);
        }
    }

    /// What stands in the margin beside a mark.
    fn beside(&self, page: &mut String, mark: &TextMark<'_>) {
        let Some(note) = mark.note else { return };
        let _ = write!(page, "<span class=\"m {}\"><b class=\"n\">{note}</b>", class(mark.ink));
        if mark.style != MarkStyle::Statement {
            let ids = mark.tags.iter().map(|tag| format!("<i id=\"{}\"></i>", anchor(tag, true)));
            page.extend(ids);
        }
        self.said(page, mark);
        page.push_str("</span>");
    }

    /// What a mark says: its name, then the chief values and the memo of each annotator; those who say the same, together.
    fn said(&self, page: &mut String, mark: &TextMark<'_>) {
        let statement = mark.style == MarkStyle::Statement;
        if !statement {
            page.push_str(&self.named(&mark.tags[0].annotation.body));
        }
        let mut told: Vec<(String, Vec<usize>)> = Vec::new();
        for tag in &mark.tags {
            let annotation = tag.annotation;
            if statement && annotation.memo.is_none() && !self.report.codebook().is_doubted(annotation) {
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

    /// The notes under the text, for where there is no margin.
    pub(super) fn notes(&self, page: &mut String) {
        let noted: Vec<&TextMark<'_>> = self.marks.iter().filter(|mark| mark.note.is_some()).collect();
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
}

/// Who gave some tags.
fn people(tags: &[&NumberedAnnotation<'_>]) -> Vec<usize> {
    let mut people: Vec<usize> = tags.iter().map(|tag| tag.person).collect();
    people.dedup();
    people
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
