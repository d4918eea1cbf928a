//! All files of a release.

use super::changes::changes;
use super::check::findings;
use super::language::Language;
use super::methods::{Terms, methods, paragraph};
use super::statistics::ReleaseStatistics;
use super::{AGREEMENT_JSON, AGREEMENT_TEXT, CHANGES, INCOMPLETE, METHODS, README};
use crate::agreement::{AgreementReport, EstimateFilter, ReportCache, Request, write_json, write_text};
use crate::base::{Issue, Progress, Severity, Timestamp};
use crate::formats::{ArticleFilter, Scope, redact};
use crate::model::{FileKey, Project};
use crate::store::{self, release};
use crate::text::Digest;
use std::collections::BTreeMap;

/// How a release is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The articles, layers and annotators that are released.
    pub scope: Scope,
    /// Whether the texts of the articles are left out.
    pub without_texts: bool,
    /// The language of the methods paragraph.
    pub language: Language,
}

/// A release that is ready to be written: all of it but the bytes of the project's files, which are made one by one.
#[derive(Debug, Clone)]
pub struct Contents {
    project: Project,
    about: release::About,
    /// Every file but the manifest, by name.
    files: Vec<(String, Source)>,
}

/// What a file of a release is made from.
#[derive(Debug, Clone)]
enum Source {
    File(FileKey),
    Articles,
    Text(String),
}

impl Contents {
    /// Every file with its name, relative with `/`, made when it is asked for; the manifest is the last.
    pub fn files(&self) -> ContentFiles<'_> {
        ContentFiles { contents: self, next: 0, members: Vec::with_capacity(self.files.len()), digest: None }
    }

    fn bytes(&self, source: &Source) -> Vec<u8> {
        let text = match source {
            Source::File(FileKey::Set(set)) if !self.about.texts => release::unquoted(&self.project, set),
            Source::File(key) => store::encode(&self.project, key),
            Source::Articles => Some(release::articles(&self.project)),
            Source::Text(text) => Some(text.clone()),
        };
        text.unwrap_or_default().into_bytes()
    }
}

/// The files of [`Contents`].
#[derive(Debug)]
pub struct ContentFiles<'c> {
    contents: &'c Contents,
    next: usize,
    members: Vec<release::Member>,
    digest: Option<Digest>,
}

impl ContentFiles<'_> {
    /// The SHA-256 of the manifest, which stands for all of the release; none until that was made.
    pub fn digest(&self) -> Option<Digest> {
        self.digest
    }

    fn manifest(&mut self) -> (String, Vec<u8>) {
        let (members, about) = (std::mem::take(&mut self.members), self.contents.about.clone());
        let bytes = release::Manifest { members, about }.write().into_bytes();
        self.digest = Some(Digest::of_bytes(&bytes));
        (release::MANIFEST.to_owned(), bytes)
    }
}

impl Iterator for ContentFiles<'_> {
    type Item = (String, Vec<u8>);

    fn next(&mut self) -> Option<Self::Item> {
        let files = &self.contents.files;
        let at = self.next;
        self.next += 1;
        let Some((name, source)) = files.get(at) else {
            return (at == files.len()).then(|| self.manifest());
        };
        let bytes = self.contents.bytes(source);
        let (size, digest) = (bytes.len() as u64, Digest::of_bytes(&bytes));
        self.members.push(release::Member { file: name.clone(), bytes: size, digest });
        Some((name.clone(), bytes))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.contents.files.len() + 1).saturating_sub(self.next);
        (left, Some(left))
    }
}

impl ExactSizeIterator for ContentFiles<'_> {}

/// Makes a release, as far as its files are not those of the project; `None` when cancelled. The same project, options and
/// moment give the same bytes.
///
/// `other_findings` are findings that only the project's folder knows of, such as versions that wait for a choice; the
/// release says how many there are of each kind.
pub fn contents(
    project: &Project,
    options: &Options,
    other_findings: &[Issue],
    now: Timestamp,
    progress: &Progress,
) -> Option<Contents> {
    let Prepared { narrowed, findings, mut about } = Prepared::new(project, options, other_findings, now);
    let reports = Reports::new(&narrowed, &about, progress)?;
    about.figures = reports.figures.clone();
    let mut files = project_files(&narrowed, &about);
    files.extend(reports.files.into_iter().map(|(name, text)| (name.to_owned(), Source::Text(text))));
    if !about.incomplete.is_empty() {
        files.push((INCOMPLETE.to_owned(), Source::Text(incomplete(&findings, other_findings))));
    }
    files.sort_by(|one, other| one.0.cmp(&other.0));
    Some(Contents { project: narrowed, about, files })
}

/// The methods paragraph of a release made at a moment, in every language of [`Language::ALL`]; `None` when cancelled.
/// `other_findings` as for [`contents`].
pub fn paragraphs(
    project: &Project,
    options: &Options,
    other_findings: &[Issue],
    now: Timestamp,
    progress: &Progress,
) -> Option<[String; 2]> {
    let Prepared { narrowed, about, .. } = Prepared::new(project, options, other_findings, now);
    let figures = ReleaseStatistics::of(&narrowed, &measured(&narrowed, &about, progress)?);
    Some(Language::ALL.map(|language| paragraph(&figures, terms(&about), language)))
}

/// A project as it is released, with what the release says of itself as far as it is known before anything is measured.
struct Prepared {
    narrowed: Project,
    findings: Vec<Issue>,
    about: release::About,
}

impl Prepared {
    fn new(project: &Project, options: &Options, other_findings: &[Issue], now: Timestamp) -> Self {
        let scope = &options.scope;
        let mut narrowed = scope.narrow(project);
        let everybody = scope.adjudicated.then(|| {
            let everybody = Scope { adjudicated: false, annotators: None, ..scope.clone() };
            everybody.narrow(project)
        });
        if options.without_texts {
            narrowed = redact(&narrowed);
        }
        let findings = findings(&narrowed, Some(everybody.as_ref().unwrap_or(&narrowed)));
        let narrow = scope.layers.iter().flatten().cloned().collect();
        let about = release::About {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            project: project.id().clone(),
            name: project.name().to_owned(),
            made: now,
            codebook_version: project.codebook().version(),
            language: options.language.to_string(),
            texts: !options.without_texts,
            pseudonyms: scope.pseudonyms,
            adjudicated: scope.adjudicated,
            annotators: match &scope.annotators {
                Some(_) => narrowed.annotators().map(|annotator| annotator.id.clone()).collect(),
                None => Vec::new(),
            },
            layers: narrow,
            articles: in_words(&scope.articles),
            seed: Request::default().seed,
            resamples: Request::default().resamples,
            incomplete: counts(findings.iter().chain(other_findings)),
            figures: Vec::new(),
        };
        Self { narrowed, findings, about }
    }
}

/// How many warnings there are of each kind.
pub(super) fn counts<'i>(findings: impl Iterator<Item = &'i Issue>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for issue in findings.filter(|issue| issue.severity > Severity::Note) {
        *counts.entry(issue.code.to_owned()).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// The files of the project itself.
fn project_files(project: &Project, about: &release::About) -> Vec<(String, Source)> {
    let mut keys = vec![FileKey::Project, FileKey::Codebook];
    keys.extend(project.ledger().sheets().map(|(by, _)| FileKey::Claims(by.clone())));
    if about.texts {
        keys.extend(project.articles().map(|article| FileKey::Article(article.id.clone())));
    }
    keys.extend(project.stubs().map(|stub| FileKey::Stub(stub.id.clone())));
    let on_articles = project.sets().filter(|(key, _)| project.article(&key.article).is_some());
    keys.extend(on_articles.map(|(key, _)| FileKey::Set(key.clone())));
    let named = keys.into_iter().map(|key| (store::relative(&key), Source::File(key)));
    let mut files: Vec<(String, Source)> = named.collect();
    if !about.texts {
        files.push((release::ARTICLES.to_owned(), Source::Articles));
    }
    files
}

/// The agreement report of a release; `None` when cancelled.
fn measured(project: &Project, about: &release::About, progress: &Progress) -> Option<AgreementReport> {
    let layers = (!about.layers.is_empty()).then(|| about.layers.clone());
    let request = Request { layers, seed: about.seed, resamples: about.resamples, ..Request::default() };
    // Layers that the codebook does not have give no report; they are told of when the release is read.
    match AgreementReport::new(project, &request, &mut ReportCache::default(), progress) {
        Ok(report) => report,
        Err(_) => AgreementReport::new(
            project,
            &Request { layers: None, ..request },
            &mut ReportCache::default(),
            progress,
        )
        .ok()?,
    }
}

fn terms(about: &release::About) -> Terms<'_> {
    Terms {
        program: &about.program,
        texts: about.texts,
        adjudicated: about.adjudicated,
        incomplete: !about.incomplete.is_empty(),
    }
}

/// What is worked out from a project, for making a release and for verifying one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reports {
    pub files: Vec<(&'static str, String)>,
    pub figures: Vec<(String, String)>,
}

impl Reports {
    /// `None` when cancelled.
    pub fn new(project: &Project, about: &release::About, progress: &Progress) -> Option<Self> {
        let report = measured(project, about, progress)?;
        let figures = ReleaseStatistics::of(project, &report);
        let language = about.language.parse().unwrap_or_default();
        let written = |json: bool| {
            let mut bytes = Vec::new();
            let all = EstimateFilter::default();
            let write = if json { write_json } else { write_text };
            let done = write(&report, all, &mut bytes);
            debug_assert!(done.is_ok(), "writing to memory succeeds");
            String::from_utf8(bytes).unwrap_or_default()
        };
        let files = vec![
            (AGREEMENT_JSON, written(true)),
            (AGREEMENT_TEXT, written(false)),
            (CHANGES, changes(project)),
            (METHODS, methods(&figures, terms(about), language)),
            (README, readme(about, project.stub_count() > 0)),
        ];
        Some(Self { files, figures: figures.named(about.adjudicated) })
    }
}

/// Which articles a filter holds for.
fn in_words(filter: &ArticleFilter) -> String {
    let ArticleFilter { names, outlet, language, from, until, only } = filter;
    let mut parts = Vec::new();
    if !names.is_empty() {
        parts.push(format!("named {}", names.join(", ")));
    }
    for (word, value) in [("outlet", outlet), ("language", language), ("from", from), ("until", until)] {
        if !value.is_empty() {
            parts.push(format!("{word} {value}"));
        }
    }
    if let Some(only) = only {
        parts.push(format!("{} chosen one by one", only.len()));
    }
    parts.join("; ")
}

/// The content of `INCOMPLETE.txt`: what is not complete, a finding a line. Of articles and stubs that could not be
/// read the kind and the file are told: no figure counts what is in them. Of other files only the kind is, for their names
/// may name somebody.
fn incomplete(findings: &[Issue], other_findings: &[Issue]) -> String {
    let mut out = String::from("What was not complete when this release was made.\n\n");
    let names_nobody =
        |issue: &&Issue| matches!(store::key_of(&issue.file), Some(FileKey::Article(_) | FileKey::Stub(_)));
    let (named, others): (Vec<&Issue>, Vec<&Issue>) = other_findings.iter().partition(names_nobody);
    for issue in findings {
        out.push_str(&format!("{issue}\n"));
    }
    for issue in named.into_iter().filter(|issue| issue.severity > Severity::Note) {
        out.push_str(&format!("{}: {}, and whatever is in it is in no figure\n", issue.code, issue.file));
    }
    for (kind, count) in counts(others.into_iter()) {
        out.push_str(&format!("{kind}: {count}\n"));
    }
    out
}

fn readme(about: &release::About, has_stubs: bool) -> String {
    let mut out = format!(
        "Release of the project “{}”, made on {} with Obelus {}.\n\n",
        about.name, about.made, about.program
    );
    let mut files =
        vec![("project.ron", "name, annotators and settings"), ("codebook.ron", "the coding rules")];
    files.push(if about.texts {
        ("articles/", "the articles with their texts")
    } else {
        (
            "articles.ron",
            "the articles without their texts: what names them, parts, length and SHA-256 of the text",
        )
    });
    if has_stubs {
        files
            .push(("stubs/", "what is known of articles whose texts were not at hand when they were listed"));
    }
    files.extend([
        ("annotations/", "one folder an annotator, one file an article; places are code points of the text"),
        ("claims/", "the ledger of claims, one file an annotator"),
        (AGREEMENT_JSON, "all figures of agreement, for programs"),
        (AGREEMENT_TEXT, "the same to read"),
        (CHANGES, "codebook, hiding, work and decisions"),
        (METHODS, "a methods paragraph, written from the figures"),
    ]);
    if !about.incomplete.is_empty() {
        files.push((INCOMPLETE, "what was not complete"));
    }
    files.push((release::MANIFEST, "the SHA-256 and size of every other file"));
    for (name, words) in files {
        out.push_str(&format!("  {name:16}{words}\n"));
    }
    out.push_str(
        "\nTo verify it: obelus verify RELEASE, with this folder or the zip. It works every SHA-256 out again, opens\n\
         the project, works the figures out again, and names what differs. Without Obelus, compare the SHA-256 of each\n\
         file with manifest.ron, for example with sha256sum.\n\n\
         The SHA-256 of manifest.ron stands for the whole release. When it was published elsewhere, in a paper for\n\
         example, obelus verify RELEASE --digest SHA256 also notices a manifest that was changed.\n",
    );
    if !about.texts {
        out.push_str(
            "\nThe texts of the articles are not part of this release: quotes are empty, and “[…]” stands where somebody’s\n\
             own words repeated 20 characters or more of an article. Whoever has the texts in a project of Obelus works\n\
             the figures out again with obelus verify RELEASE --texts PROJECT.\n",
        );
    }
    if !about.incomplete.is_empty() {
        out.push_str("\nTHIS RELEASE IS NOT COMPLETE. See INCOMPLETE.txt.\n");
    }
    out
}
