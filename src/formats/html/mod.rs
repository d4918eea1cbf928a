//! A report to read and to print: one page in HTML that needs no script and loads nothing.
//!
//! The texts stand with their marks: a tint under a statement and its letter in the gutter, a line under a claim or
//! another passage and its name in the margin. What is in the margin of a wide window are notes under the article in a
//! narrow one and on paper. After each text all tags are listed, and after all articles the claims with their mentions.

mod article;
mod attributes;
mod back;
mod front;
mod marks;
mod text;

use super::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, Packing, Switch};
use crate::formats::shared::features::{
    ARTICLES, BODIES, CHARACTERS, IMPORTS, LEDGER, MEMOS, PLACES, VALUES,
};
use crate::formats::shared::project_report::ProjectReport;
use crate::id;
use crate::model::palette::{base_colours, css_variables, palette};
use crate::text::html_escaped as escaped;
use std::fmt::Write as _;

const ALL_TAGS: &str = "all-tags";

static ABOUT: FormatInfo = FormatInfo {
    id: "html",
    name: id!("formats-html.name"),
    opens: id!("formats-html.opens"),
    ending: "html",
    direction: Direction::Out,
    packing: Packing::File,
    binary: false,
    unit: None,
    keeps: &[
        ARTICLES,
        IMPORTS,
        &[Feature::Codebook, Feature::Annotators, Feature::SignOff, Feature::Coverage, Feature::Fields],
        LEDGER,
        BODIES,
        VALUES,
        MEMOS,
        PLACES,
        CHARACTERS,
    ],
    derived: false,
    switches: &[Switch { id: ALL_TAGS, about: id!("formats-html.all-tags") }],
    verified: id!("formats-html.verified"),
};

/// Its style sheet, with the colours of the palette.
pub(in crate::formats) fn style() -> String {
    let sheet = include_str!("../../../assets/report/report.css");
    let light = base_colours().iter().map(|colour| (colour.name, colour.light));
    let dark = base_colours().iter().map(|colour| (colour.name, colour.dark));
    let light = light.chain(palette().iter().map(|colour| (colour.name, colour.light)));
    let dark = dark.chain(palette().iter().map(|colour| (colour.name, colour.dark)));
    sheet
        .replace("  /* palette on light paper */\n", &css_variables("  ", light))
        .replace("    /* palette on dark paper */\n", &css_variables("    ", dark))
}

pub struct Html;

impl Format for Html {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let report = ProjectReport::of(job.project, job.options.texts);
        let open = job.has(ALL_TAGS) || !job.options.texts;
        job.sink.begin("report.html")?;
        let mut page = String::new();
        head(&mut page, &report);
        front::write(&mut page, &report, job.options.now);
        page.push_str("<main>\n");
        job.sink.write_all(page.as_bytes())?;
        for (at, article) in job.project.articles().enumerate() {
            page.clear();
            article::write(&mut page, &report, at + 1, article, open);
            job.sink.write_all(page.as_bytes())?;
            job.step()?;
        }
        page.clear();
        page.push_str("</main>\n");
        back::write(&mut page, &report);
        page.push_str("</body>\n</html>\n");
        job.sink.write_all(page.as_bytes())?;
        Ok(())
    }
}

fn head(page: &mut String, report: &ProjectReport<'_>) {
    let name = report.project.name();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{}",
        escaped(name),
        style()
    );
    for colour in palette() {
        let ink = colour.name;
        let _ = writeln!(page, ".k-{ink}{{--c:var(--{ink})}}");
    }
    let _ = write!(page, "@page{{@top-left{{content:\"{}\"}}}}\n</style>\n</head>\n<body>\n", in_style(name));
}

/// Words as they stand in a string of a style sheet: everything but letters and digits is written by number.
fn in_style(words: &str) -> String {
    let mut out = String::new();
    for sign in words.chars() {
        if sign.is_alphanumeric() {
            out.push(sign);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(sign));
        }
    }
    out
}
