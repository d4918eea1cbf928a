//! `articles/<id>.ron`.

use super::sides::sides;
use super::write::{Ron, push, raw, string};
use super::{Shape, SourceText, UNTOUCHED};
use crate::base::{ArticleId, Checked, Issue, Place, is_date};
use crate::locale::Message;
use crate::message;
use crate::model::{
    Article, Dated, ImportRecord, Metadata, Struck, TimeCode, Zone, ZoneKind, merge_articles,
};
use crate::text::{Digest, Text};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    outlet: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    published: DatedShape,
    #[serde(default)]
    url: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    genre: String,
    #[serde(default)]
    source_file: String,
    #[serde(default)]
    import_note: String,
    #[serde(default)]
    print: PrintShape,
    #[serde(default)]
    import: ImportShape,
    #[serde(default)]
    zones: Vec<ZoneShape>,
    sha256: String,
    text: String,
}

/// What archives and publishers tell beyond title, outlet, date and section. Since version 2.
#[derive(Deserialize, Debug, Clone, PartialEq, Eq, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct PrintShape {
    #[serde(default)]
    updated: DatedShape,
    #[serde(default)]
    edition: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    accession: String,
    #[serde(default)]
    subjects: Vec<String>,
}

impl PrintShape {
    /// Puts the fields where they belong.
    pub(super) fn into_metadata(self, metadata: &mut Metadata) {
        let Self { updated, edition, page, accession, subjects } = self;
        metadata.updated = updated.dated();
        (metadata.edition, metadata.page, metadata.accession) = (edition, page, accession);
        metadata.subjects = subjects;
    }
}

/// Where an article came from. Since version 2.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ImportShape {
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    struck: Vec<StruckShape>,
    /// Code points and milliseconds.
    #[serde(default)]
    times: Vec<(u32, u64)>,
}

impl ImportShape {
    fn record(self, source: &SourceText, text: &Text, issues: &mut Vec<Issue>) -> ImportRecord {
        let mut struck = Vec::with_capacity(self.struck.len());
        for StruckShape { at, rule } in self.struck {
            match byte_span(text, at) {
                Some(span) => struck.push(Struck { span, rule }),
                None => {
                    let message = message!("findings-bad-struck", rule = rule, at = %at.0, at2 = %at.1);
                    issues.push(Issue::warning("bad-struck", &source.file, message));
                }
            }
        }
        let mut times = Vec::with_capacity(self.times.len());
        for (at, milliseconds) in self.times {
            match text.byte_of_code_point(at) {
                Some(at) => times.push(TimeCode { at, milliseconds }),
                None => issues.push(Issue::warning(
                    "bad-time",
                    &source.file,
                    message!("findings-bad-time", at = %at),
                )),
            }
        }
        struck.sort_by_key(|one: &Struck| one.span);
        times.sort_by_key(|time| time.at);
        ImportRecord { sha256: self.sha256, kind: self.kind, struck: struck.into(), times: times.into() }
    }
}

/// A passage in code points, and the rule by which it was struck.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StruckShape {
    at: (u32, u32),
    rule: String,
}

/// An article in the list of a release without texts.
#[derive(Deserialize, Debug, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(in crate::store) struct ListedShape {
    pub id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    outlet: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    published: DatedShape,
    #[serde(default)]
    url: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    genre: String,
    #[serde(default)]
    print: PrintShape,
    #[serde(default)]
    zones: Vec<ZoneShape>,
    pub characters: u32,
    pub sha256: String,
}

impl ListedShape {
    /// What is known about it.
    pub fn metadata(&self) -> Metadata {
        let mut metadata = Metadata {
            title: self.title.clone(),
            outlet: self.outlet.clone(),
            authors: self.authors.clone(),
            published: self.published.clone().dated(),
            url: self.url.clone(),
            section: self.section.clone(),
            language: self.language.clone(),
            genre: self.genre.clone(),
            ..Metadata::default()
        };
        self.print.clone().into_metadata(&mut metadata);
        metadata
    }

    /// Its zones; `None` when they do not fit the text.
    pub fn zones_in(&self, text: &Text) -> Option<Vec<Zone>> {
        let mut issues = Vec::new();
        let source = SourceText { file: String::new(), text: String::new(), notes: Vec::new() };
        let zones = sound_zones(&source, text, &self.zones, &mut issues);
        issues.is_empty().then_some(zones)
    }
}

/// Writes an article's line in the list of a release without texts.
pub(in crate::store) fn write_listed(ron: &mut Ron, article: &Article) {
    ron.begin("(");
    ron.text("id", article.id.as_str());
    write_about(ron, &article.metadata);
    write_print(ron, &article.metadata);
    write_zones(ron, article);
    ron.word("characters", article.text.code_points());
    ron.text("sha256", &article.text.digest().to_string());
    ron.end(")");
}

#[derive(Deserialize, Debug, Clone, PartialEq, Eq, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct DatedShape {
    #[serde(default)]
    date: String,
    #[serde(default)]
    as_written: String,
}

impl DatedShape {
    pub(super) fn dated(self) -> Dated {
        Dated { date: self.date, as_written: self.as_written }
    }
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct ZoneShape {
    kind: ZoneWord,
    at: (u32, u32),
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
enum ZoneWord {
    Headline,
    Standfirst,
    Byline,
    Dateline,
    Body,
    Caption,
    Quote,
    Boilerplate,
}

impl ZoneWord {
    fn kind(self) -> ZoneKind {
        match self {
            Self::Headline => ZoneKind::Headline,
            Self::Standfirst => ZoneKind::Standfirst,
            Self::Byline => ZoneKind::Byline,
            Self::Dateline => ZoneKind::Dateline,
            Self::Body => ZoneKind::Body,
            Self::Caption => ZoneKind::Caption,
            Self::Quote => ZoneKind::Quote,
            Self::Boilerplate => ZoneKind::Boilerplate,
        }
    }
}

impl Shape for ArticleShape {
    const FORMAT: &'static str = "obelus/article";
    const VERSION: u32 = 2;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        super::version_1(source, Self::FORMAT, version)
    }
}

const TEXT_FIELD: &str = "\n    text: r#";

/// Reads an article and checks its text against its digest. Where Git left two versions of what is known about it, they
/// are brought together.
pub(in crate::store) fn read_article(source: &SourceText, id: &ArticleId) -> Result<Checked<Article>, Issue> {
    match read_sides(source, id) {
        Some(article) => Ok(article),
        None => read_one(source, id),
    }
}

/// Both versions of an article brought together; `None` when Git left none, or one of them cannot be read.
fn read_sides(source: &SourceText, id: &ArticleId) -> Option<Checked<Article>> {
    // A text may be about Git.
    let (head, text) = source.text.split_at(source.text.find(TEXT_FIELD)? + 1);
    let sides = sides(head)?.before(text);
    let said = message!("findings-merged-article", ours = &sides.our_name, theirs = &sides.their_name);
    let said = (said, message!("findings-merged-article.hint"));
    sides.merged(source, |side| read_one(side, id), merge_articles, said)
}

fn read_one(source: &SourceText, id: &ArticleId) -> Result<Checked<Article>, Issue> {
    let shape = match split_off_text(source) {
        Some(shape) => shape,
        None => super::read(source)?,
    };
    if shape.id != id.as_str() {
        return Err(
            source.bad_value("id", message!("findings-article-named-after", id = %shape.id, id_here = %id))
        );
    }
    let stated = Digest::from_hex(&shape.sha256)
        .ok_or_else(|| source.bad_value("sha256", message!("findings-expected-digest")))?;
    let text = Text::new(shape.text)
        .map_err(|error| source.bad_value("text", message!("findings-bad-value", error = error)))?;
    if text.digest() != stated {
        return Err(wrong_digest(source, stated, text.digest()));
    }
    let mut issues = Vec::new();
    let zones = sound_zones(source, &text, &shape.zones, &mut issues);
    issues.extend(bad_date(source, &shape.published));
    let mut metadata = Metadata {
        title: shape.title,
        outlet: shape.outlet,
        authors: shape.authors,
        published: shape.published.dated(),
        url: shape.url,
        section: shape.section,
        language: shape.language,
        genre: shape.genre,
        source_file: shape.source_file,
        import_note: shape.import_note,
        import: shape.import.record(source, &text, &mut issues),
        ..Metadata::default()
    };
    shape.print.into_metadata(&mut metadata);
    Ok(Checked { value: Article { id: id.clone(), text, metadata, zones }, issues })
}

/// That a date of publication is no day.
pub(super) fn bad_date(source: &SourceText, published: &DatedShape) -> Option<Issue> {
    if published.date.is_empty() || is_date(&published.date) {
        return None;
    }
    let message = message!("findings-bad-date", date = &published.date);
    let place = Place::Named("published".to_owned());
    let issue = Issue::warning("bad-date", &source.file, message).at(place);
    Some(issue.hint(message!("findings-bad-date.hint")))
}

/// The shape of a file that ends in a raw text as our writer puts it: the text is cut out and the rest parsed without it.
fn split_off_text(source: &SourceText) -> Option<ArticleShape> {
    super::version_of(source, ArticleShape::FORMAT, ArticleShape::VERSION)
        .ok()
        .filter(|version| *version > 0)?;
    let all = source.text.as_str();
    let field = memchr::memmem::find(all.as_bytes(), TEXT_FIELD.as_bytes())?;
    let opening = &all[field + TEXT_FIELD.len() - 1..];
    let hashes = opening.bytes().take_while(|byte| *byte == b'#').count();
    let closing = format!("\"{}", &opening[..hashes]);
    let text = opening[hashes..].strip_prefix('"')?.strip_suffix(",\n)\n")?.strip_suffix(closing.as_str())?;
    if memchr::memmem::find(text.as_bytes(), closing.as_bytes()).is_some() {
        return None;
    }
    let head = format!("{}\n    text: \"\",\n)", &all[..field]);
    let mut shape: ArticleShape = ron::from_str(&head).ok()?;
    shape.text = text.to_owned();
    Some(shape)
}

fn wrong_digest(source: &SourceText, stated: Digest, found: Digest) -> Issue {
    Issue::error(
        "wrong-digest",
        &source.file,
        message!("findings-wrong-digest", stated = %stated, found = %found),
    )
    .at(Place::Named("text".to_owned()))
    .hint(Message::new(UNTOUCHED))
}

/// The zones that lie in the text and do not overlap an earlier one.
fn sound_zones(source: &SourceText, text: &Text, shapes: &[ZoneShape], issues: &mut Vec<Issue>) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::with_capacity(shapes.len());
    let mut sorted = shapes.to_vec();
    sorted.sort_by_key(|shape| shape.at);
    for ZoneShape { kind, at } in sorted {
        let span = byte_span(text, at)
            .filter(|span| zones.last().is_none_or(|last| last.span.end() <= span.start()));
        match span {
            Some(span) => zones.push(Zone { kind: kind.kind(), span }),
            None => issues.push(
                Issue::warning(
                    "bad-zone",
                    &source.file, message!("findings-bad-zone", kind = %kind.kind().name().to_lowercase(), at = %at.0, at2 = %at.1),
                )
                .hint(message!("findings-bad-zone.hint")),
            ),
        }
    }
    zones
}

/// The span of code points `at.0..at.1`.
pub(in crate::store) fn byte_span(text: &Text, at: (u32, u32)) -> Option<crate::text::Span> {
    text.span(text.byte_of_code_point(at.0)?, text.byte_of_code_point(at.1)?)
}

/// The content of an article's file.
pub(in crate::store) fn write_article(article: &Article) -> String {
    // What an earlier program can hold it shall read.
    let version = if article.metadata.is_of_version_2() { ArticleShape::VERSION } else { 1 };
    let mut ron = Ron::file(ArticleShape::FORMAT, version);
    let about = &article.metadata;
    ron.text("id", article.id.as_str());
    write_about(&mut ron, about);
    ron.text("source_file", &about.source_file);
    ron.text("import_note", &about.import_note);
    write_print(&mut ron, about);
    write_import(&mut ron, article);
    write_zones(&mut ron, article);
    ron.text("sha256", &article.text.digest().to_string());
    ron.line(|out| {
        out.push_str("text: ");
        raw(out, article.text.as_str());
        out.push(',');
    });
    ron.finish()
}

/// What names an article and says where it is from.
pub(super) fn write_about(ron: &mut Ron, about: &Metadata) {
    ron.text("title", &about.title);
    ron.text("outlet", &about.outlet);
    ron.texts("authors", &about.authors);
    if about.published != Dated::default() {
        ron.line(|out| write_dated(out, "published", &about.published));
    }
    ron.text("url", &about.url);
    ron.text("section", &about.section);
    ron.text("language", &about.language);
    ron.text("genre", &about.genre);
}

/// A kind of zone as files name it.
pub(super) fn zone_word(kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Headline => "Headline",
        ZoneKind::Standfirst => "Standfirst",
        ZoneKind::Byline => "Byline",
        ZoneKind::Dateline => "Dateline",
        ZoneKind::Body => "Body",
        ZoneKind::Caption => "Caption",
        ZoneKind::Quote => "Quote",
        ZoneKind::Boilerplate => "Boilerplate",
    }
}

fn write_zones(ron: &mut Ron, article: &Article) {
    if !article.zones.is_empty() {
        ron.begin("zones: [");
        for zone in &article.zones {
            let point = |byte| article.text.code_point_at(byte).unwrap_or_default();
            let (start, end) = (point(zone.span.start()), point(zone.span.end()));
            ron.line(|out| {
                push(out, format_args!("(kind: {}, at: ({start}, {end})),", zone_word(zone.kind)));
            });
        }
        ron.end("]");
    }
}

/// What archives and publishers tell beyond the rest.
pub(super) fn write_print(ron: &mut Ron, about: &Metadata) {
    if !about.has_print_fields() {
        return;
    }
    ron.begin("print: (");
    if about.updated != Dated::default() {
        ron.line(|out| write_dated(out, "updated", &about.updated));
    }
    ron.text("edition", &about.edition);
    ron.text("page", &about.page);
    ron.text("accession", &about.accession);
    ron.texts("subjects", &about.subjects);
    ron.end(")");
}

/// Where the article came from, and what was struck.
fn write_import(ron: &mut Ron, article: &Article) {
    let record = &article.metadata.import;
    if *record == ImportRecord::default() {
        return;
    }
    ron.begin("import: (");
    ron.text("sha256", &record.sha256);
    ron.text("kind", &record.kind);
    if !record.struck.is_empty() {
        ron.begin("struck: [");
        for Struck { span, rule } in record.struck.iter() {
            let point = |byte| article.text.code_point_at(byte).unwrap_or_default();
            let (start, end) = (point(span.start()), point(span.end()));
            ron.line(|out| {
                push(out, format_args!("(at: ({start}, {end}), rule: "));
                string(out, rule);
                out.push_str("),");
            });
        }
        ron.end("]");
    }
    if !record.times.is_empty() {
        ron.line(|out| {
            out.push_str("times: [");
            for (number, TimeCode { at, milliseconds }) in record.times.iter().enumerate() {
                let point = article.text.code_point_at(*at).unwrap_or_default();
                let before = if number == 0 { "" } else { ", " };
                push(out, format_args!("{before}({point}, {milliseconds})"));
            }
            out.push_str("],");
        });
    }
    ron.end(")");
}

fn write_dated(out: &mut String, name: &str, dated: &Dated) {
    push(out, format_args!("{name}: ("));
    if !dated.date.is_empty() {
        out.push_str("date: ");
        string(out, &dated.date);
    }
    if !dated.as_written.is_empty() {
        if !dated.date.is_empty() {
            out.push_str(", ");
        }
        out.push_str("as_written: ");
        string(out, &dated.as_written);
    }
    out.push_str("),");
}
