//! Feedback as a page to print or to read in a browser.

use super::feedback::{Correction, Feedback};
use crate::base::AnnotatorId;
use crate::locale::Catalogue;
use crate::message;
use crate::model::palette::{base_colours, css_variables};
use crate::model::{Annotation, Project, Reason, Value, display, layer_of_body};
use crate::present::segments;
use crate::text::{Span, Text, html_escaped as escaped, segment};
use std::fmt::Write as _;
use std::sync::Arc;

const STYLE: &str = "\
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:2.5rem 1.5rem;background:var(--paper);color:var(--ink);font:16px/1.55 Georgia,'Times New Roman',serif}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
p{margin:.4rem 0}
.dim,th,dt,footer{color:var(--soft);font-family:system-ui,sans-serif;font-size:.85rem;font-weight:normal}
table{border-collapse:collapse;font-family:system-ui,sans-serif;font-size:.9rem}
th,td{text-align:start;padding:.15rem 1.5rem .15rem 0}
td.count{text-align:end;font-variant-numeric:tabular-nums}
article{break-inside:avoid;page-break-inside:avoid;padding:.9rem 0;border-bottom:1px solid var(--line)}
blockquote{margin:.5rem 0;padding:0;font-size:1.05rem}
mark{background:var(--highlight);color:inherit}
u{text-decoration:underline dashed var(--accent);text-underline-offset:.2em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.4rem 0}
dd{margin:0}
.note{border-inline-start:3px solid var(--line);padding-inline-start:.8rem}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--highlight:#eee;--accent:#000}body{max-width:none;padding:0}h2{break-after:avoid;page-break-after:avoid}}
";

/// The colours of both grounds as variables.
fn colours() -> String {
    let light = css_variables("", base_colours().iter().map(|colour| (colour.name, colour.light)));
    let dark = css_variables("", base_colours().iter().map(|colour| (colour.name, colour.dark)));
    format!(
        ":root{{color-scheme:light dark;\n{light}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{\n{dark}}}}}\n"
    )
}

/// One self-contained page in the language of `text`: a summary by reason, then each correction with its passage in context, what the
/// annotator had and what was decided, the reason, the comment and the definition. Needs no script and loads nothing.
pub fn feedback_html(
    project: &Project,
    feedback: &Feedback,
    names: &dyn Fn(&AnnotatorId) -> String,
    text: &'static Catalogue,
) -> String {
    let title = escaped(&text.format(&message!("feedback-title", name = names(&feedback.annotator))));
    let codebook = message!(
        "feedback-codebook",
        project = project.name(),
        codebook = project.codebook().name(),
        version = project.codebook().version()
    );
    let mut page = String::new();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\">\n\
         <title>{title}</title>\n<style>\n{}{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1 dir=\"auto\">{title}</h1>\n<p class=\"dim\" dir=\"auto\">{}</p>\n",
        text.language(),
        colours(),
        escaped(&text.format(&codebook)),
    );
    summary(&mut page, feedback, text);
    page.push_str("</header>\n<main>\n");
    for (reason, corrections) in feedback.by_reason() {
        let _ = writeln!(page, "<section>\n<h2>{}</h2>", escaped(title_of(reason, text)));
        corrections.iter().for_each(|correction| one(&mut page, project, correction, names, text));
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n");
    if !feedback.corrections.is_empty() {
        let _ = writeln!(
            page,
            "<footer><p><mark>{}</mark>: {}. <u>{}</u>: {}.</p></footer>",
            text.get("feedback-marked"),
            text.get("feedback-marked-is"),
            text.get("feedback-underlined"),
            text.get("feedback-underlined-is")
        );
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn title_of(reason: Option<Reason>, text: &'static Catalogue) -> &'static str {
    match reason {
        Some(reason) => text.get(reason.name_id()),
        None => text.get("feedback-no-reason"),
    }
}

fn summary(page: &mut String, feedback: &Feedback, text: &'static Catalogue) {
    let (other, kept) = (feedback.corrections.len(), feedback.kept);
    let _ = match other + kept {
        0 => writeln!(page, "<p>{}</p>", text.get("feedback-nothing-decided")),
        _ => {
            let counts = message!("feedback-counts", kept = kept, other = other);
            writeln!(page, "<p>{}</p>", escaped(&text.format(&counts)))
        }
    };
    if other > 0 {
        let _ = writeln!(
            page,
            "<table>\n<tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr>",
            text.get("feedback-reason"),
            text.get("feedback-places")
        );
        for (reason, corrections) in feedback.by_reason() {
            let count = corrections.len();
            let title = escaped(title_of(reason, text));
            let _ = writeln!(page, "<tr><td>{title}</td><td class=\"count\">{count}</td></tr>");
        }
        page.push_str("</table>\n");
    }
}

fn one(
    page: &mut String,
    project: &Project,
    correction: &Correction,
    names: &dyn Fn(&AnnotatorId) -> String,
    text: &'static Catalogue,
) {
    let Some(article) = project.article(&correction.article) else { return };
    let codebook = project.codebook();
    let layer = codebook.layer(correction.layer.as_str());
    let layer = layer.map_or_else(|| correction.layer.to_string(), |layer| layer.name.clone());
    let language = match article.metadata.language.as_str() {
        "" => String::new(),
        tag => format!(" lang=\"{}\"", escaped(tag)),
    };
    let _ = write!(
        page,
        "<article>\n<p class=\"dim\" dir=\"auto\"><span{language}>{}</span> · {}</p>\n\
         <blockquote{language} dir=\"auto\">{}</blockquote>\n",
        escaped(article.display_title()),
        escaped(&layer),
        passage(&article.text, &article.metadata.language, correction),
    );
    let had = match correction.had.as_slice() {
        [] if correction.changed_since => text.get("feedback-changed-since").to_owned(),
        had => answers(project, had, text),
    };
    let _ = write!(
        page,
        "<dl>\n<dt>{}</dt><dd dir=\"auto\">{}</dd>\n<dt>{}</dt><dd dir=\"auto\">{}</dd>\n</dl>\n",
        text.get("feedback-had"),
        escaped(&had),
        text.get("feedback-decided"),
        escaped(&answers(project, &correction.now, text)),
    );
    if !correction.words.is_empty() {
        let _ = writeln!(page, "<p dir=\"auto\">{}</p>", escaped(&correction.words.join(" ")));
    }
    if !correction.note.is_empty() {
        let by = escaped(&names(&correction.by));
        let note = escaped(&correction.note).replace('\n', "<br>");
        let _ = writeln!(page, "<p class=\"note\" dir=\"auto\">{note} <span class=\"dim\">— {by}</span></p>");
    }
    if correction.changed_since && !correction.had.is_empty() {
        let _ = writeln!(page, "<p class=\"dim\">{}</p>", text.get("feedback-you-changed"));
    }
    let code = correction.code.as_ref().and_then(|code| codebook.code(code.as_str()));
    if let Some((_, code)) = code.filter(|(_, code)| !code.definition.is_empty()) {
        let _ = writeln!(
            page,
            "<p class=\"dim\" dir=\"auto\"><b>{}</b>: {}</p>",
            escaped(&code.name),
            escaped(&code.definition)
        );
    }
    page.push_str("</article>\n");
}

fn answers(project: &Project, annotations: &[Arc<Annotation>], text: &'static Catalogue) -> String {
    let all: Vec<String> = annotations.iter().map(|annotation| answer(project, annotation, text)).collect();
    if all.is_empty() { text.get("feedback-nothing-marked").to_owned() } else { all.join("; ") }
}

/// An answer with its attributes as far as they were given.
fn answer(project: &Project, annotation: &Annotation, text: &'static Catalogue) -> String {
    let codebook = project.codebook();
    let mut parts = vec![project.body_name(&annotation.body, text).into_owned()];
    let layer = layer_of_body(codebook, &annotation.body);
    for attribute in layer.into_iter().flat_map(|layer| &layer.attributes) {
        let value = match annotation.attributes.get(&attribute.id) {
            Some(Value::Spans(_)) | None => continue,
            Some(value) => display::value_inside(Some(attribute), value, |_| None),
        };
        parts.push(format!("{}: {value}", attribute.name));
    }
    parts.join(" · ")
}

/// The sentences that hold the place, with one before and one after it in the same paragraph.
fn context(text: &Text, language: &str, span: Span) -> Span {
    let start = text.line(text.line_at(span.start())).map_or(span.start(), |(start, _)| start);
    let end = text.line(text.line_at(span.end() - 1)).map_or(span.end(), |(_, end)| end.max(span.end()));
    let paragraph = Span::new(start, end).unwrap_or(span);
    let words = text.slice(paragraph).unwrap_or_default();
    let sentences = segment::sentences(words, Some(language).filter(|tag| !tag.is_empty()));
    let spans: Vec<Span> =
        sentences.iter().filter_map(|found| Span::new(start + found.start, start + found.end)).collect();
    let first = spans.iter().position(|sentence| sentence.overlaps(span));
    let last = spans.iter().rposition(|sentence| sentence.overlaps(span));
    let (Some(first), Some(last)) = (first, last) else { return span };
    spans[first.saturating_sub(1)].union(spans[(last + 1).min(spans.len() - 1)]).union(span)
}

/// The place in context: what was decided is marked, what the annotator had underlined.
fn passage(text: &Text, language: &str, correction: &Correction) -> String {
    let whole = context(text, language, correction.span);
    let had = correction.had.iter().map(|annotation| annotation.span);
    let now = correction.now.iter().map(|annotation| annotation.span);
    let mut marked: Vec<(Span, bool)> =
        now.map(|span| (span, true)).chain(had.map(|span| (span, false))).collect();
    marked.sort_by_key(|(span, _)| span.start());
    let spans: Vec<Span> = marked.iter().map(|(span, _)| *span).collect();
    let mut out = String::new();
    for piece in segments(whole, &spans, []) {
        let words = escaped(text.slice(piece.span).unwrap_or_default()).replace('\n', "<br>");
        let under = |decided: bool| piece.over.iter().any(|at| marked[*at].1 == decided);
        let _ = match (under(true), under(false)) {
            (true, true) => write!(out, "<mark><u>{words}</u></mark>"),
            (true, false) => write!(out, "<mark>{words}</mark>"),
            (false, true) => write!(out, "<u>{words}</u>"),
            (false, false) => write!(out, "{words}"),
        };
    }
    out
}
