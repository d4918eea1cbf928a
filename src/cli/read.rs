//! Article files that arguments name.

use super::failure::Failure;
use super::output::counted;
use super::progress;
use crate::base::{ArticleId, Checked, Issue, Progress, Severity, excerpt};
use crate::ingest;
use crate::locale::{Argument, Message};
use crate::message;
use crate::model::{
    Article, ArticleColumn, ColumnChoice, ContestedField, FileKey, JoinedStubs, KnownTexts, Likeness,
    NewStubs, Original, Project, ReadOptions, Stub, TEXT_ENCODINGS,
};
use crate::store;
use crate::transfer::{self, ArticleFiles, RefusedFile};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How files are to be read where they leave that open.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ReadArgs {
    /// What a column of a table holds, as `title=Headline` or `text=4`: text, snippet, title, outlet, author, published,
    /// time, updated, url, section, language, edition, page, accession, subjects, or none for one that is not used.
    #[arg(long = "column", value_name = "WHAT=COLUMN", value_parser = column)]
    pub columns: Vec<ColumnChoice>,
    /// The encoding of texts, such as windows-1252, macintosh or IBM850; told by the content when not given.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<String>,
    /// Keep the line ends of texts that were broken at a width.
    #[arg(long)]
    pub keep_line_ends: bool,
    /// Split texts with several headlines, such as pages of newspapers, at them: an article each.
    #[arg(long)]
    pub split_headlines: bool,
}

impl ReadArgs {
    pub(super) fn options(&self) -> ReadOptions {
        let Self { columns, encoding, keep_line_ends, split_headlines } = self;
        ReadOptions {
            columns: columns.clone(),
            encoding: encoding.clone(),
            keep_line_ends: *keep_line_ends,
            split_headlines: *split_headlines,
        }
    }
}

fn column(words: &str) -> Result<ColumnChoice, String> {
    /// The word for a column that is not used.
    const NONE: &str = "none";
    let (what, column) =
        words.split_once('=').ok_or("expected what it holds and a column, as title=Headline")?;
    let (what, column) = (what.trim(), column.trim());
    if column.is_empty() {
        return Err("expected the name or the number of a column after the =".to_owned());
    }
    let holds = ArticleColumn::of_word(what);
    if holds.is_none() && what != NONE {
        let known = ArticleColumn::ALL.iter().map(|(word, _)| *word);
        let known: Vec<&str> = known.chain([NONE]).collect();
        return Err(format!("a column can hold {}", known.join(", ")));
    }
    Ok(ColumnChoice { column: column.to_owned(), holds })
}

fn encoding(name: &str) -> Result<String, String> {
    let known = || format!("no such encoding; known are {} and more", TEXT_ENCODINGS.join(", "));
    ingest::encoding_name(name).map(str::to_owned).ok_or_else(known)
}

/// Article files that were read.
pub(super) struct ReadArticles {
    /// What is in order.
    pub drafts: Vec<ingest::ArticleDraft>,
    /// What was found, in the order of the files.
    pub issues: Vec<Issue>,
    /// How many files could not be read, or articles in them are not in order; each has an error among the issues.
    pub refused: usize,
    /// The files that were read.
    pub originals: BTreeSet<Original>,
}

/// Keeps those of the files in a project that its articles, or what it knows of others, came from; what could not be kept is
/// among the findings. Returns how many were written.
pub(super) fn keep_originals(
    root: &Path,
    originals: &BTreeSet<Original>,
    project: &Project,
    findings: &mut Vec<Issue>,
) -> usize {
    let wanted = project.files_it_came_from();
    let mut written = 0;
    for original in originals.iter().filter(|original| wanted.contains(original.sha256.as_str())) {
        match store::keep_original(root, original) {
            Ok(new) => written += usize::from(new),
            Err(issue) => findings.push(issue),
        }
    }
    written
}

/// Reads article files, those in folders, and the input where a path is `-`. What is no article as it stands is refused,
/// unless it is to be taken `anyway`. Shows progress on a terminal.
///
/// # Errors
/// When the input cannot be read.
pub(super) fn drafts(
    paths: &[PathBuf],
    options: &ReadOptions,
    anyway: bool,
    stdin: &mut dyn Read,
) -> Result<ReadArticles, Failure> {
    let input = Path::new("-");
    let named: Vec<PathBuf> = paths.iter().filter(|path| *path != input).cloned().collect();
    let ArticleFiles { files, refused } = transfer::article_files(&named);
    let mut read =
        ReadArticles { drafts: Vec::new(), refused: 0, issues: Vec::new(), originals: BTreeSet::new() };
    refused.into_iter().for_each(|issue| read.file(Err(issue.into()), anyway));
    if paths.iter().any(|path| path == input) {
        let mut bytes = Vec::new();
        stdin.take(transfer::LARGEST_ARTICLE_FILE).read_to_end(&mut bytes)?;
        read.file(transfer::articles_in("-", &bytes, options, &Progress::new()), anyway);
    }
    let bar = progress::bar("Reading articles");
    bar.set_length(files.len() as u64);
    for file in &files {
        let found = transfer::read_articles(file, options, &Progress::new());
        let drafts = found.iter().flat_map(|found| &found.value);
        read.originals.extend(drafts.filter_map(|draft| transfer::original(&file.path, draft)));
        read.file(found, anyway);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(read)
}

impl ReadArticles {
    fn file(&mut self, read: Result<Checked<Vec<ingest::ArticleDraft>>, RefusedFile>, anyway: bool) {
        match read {
            Ok(Checked { value, mut issues }) => {
                self.issues.append(&mut issues);
                value.into_iter().for_each(|draft| self.take(draft, anyway));
            }
            Err(RefusedFile { issue, .. }) => {
                self.refused += usize::from(issue.severity == Severity::Error);
                self.issues.push(issue);
            }
        }
    }

    fn take(&mut self, mut draft: ingest::ArticleDraft, anyway: bool) {
        let mut notes = std::mem::take(&mut draft.notes);
        let is_error = |note: &&mut Issue| note.severity == Severity::Error;
        if anyway {
            notes.iter_mut().filter(is_error).for_each(|note| note.severity = Severity::Warning);
        }
        match notes.iter().any(|note| note.severity == Severity::Error) {
            true => self.refused += 1,
            false => self.drafts.push(draft),
        }
        self.issues.append(&mut notes);
    }
}

/// Opens a file to read it piece by piece; a pipe or a device might never end.
///
/// # Errors
/// When it is not a file, or cannot be read; `hint` says what to do.
pub(super) fn file(path: &Path, hint: &str) -> Result<File, Failure> {
    let unread = || Failure::new(format!("could not read {}", path.display()), hint);
    let about = path.metadata().map_err(|error| unread().because(error))?;
    if !about.is_file() {
        return Err(unread().because("it is not a file"));
    }
    File::open(path).map_err(|error| unread().because(error))
}

/// What goes into a project.
#[derive(Default)]
pub(super) struct NewArticles {
    /// The articles, under names that are free.
    pub articles: Vec<Arc<Article>>,
    /// What is known of articles whose texts are not at hand.
    pub stubs: NewStubs,
    /// Whose texts were there already, or are nearly so.
    pub issues: Vec<Issue>,
    /// How many texts are there already.
    pub same: usize,
    /// How many are there already as they are seen; each has an error among the issues.
    pub refused: usize,
}

impl NewArticles {
    /// Whether there is nothing, neither new nor known.
    pub fn is_nothing(&self) -> bool {
        !self.is_new() && self.stubs.known == 0 && self.same == 0
    }

    /// Whether anything changes in the project.
    pub fn is_new(&self) -> bool {
        !self.articles.is_empty() || self.stubs.all().next().is_some()
    }
}

/// What drafts become beside what is `there`. A text that is there already, or that came before, is
/// passed over; one that differs from such a text only in what nobody sees is refused, unless it is to be taken `anyway`.
///
/// # Errors
/// When a draft's zones do not fit its text.
pub(super) fn articles(
    there: Option<&Project>,
    drafts: Vec<ingest::ArticleDraft>,
    anyway: bool,
) -> Result<NewArticles, Failure> {
    let mut taken = BTreeSet::new();
    let mut known = KnownTexts::new(there.iter().flat_map(|project| project.articles()).inspect(|article| {
        taken.insert(article.id.as_str().to_lowercase());
    }));
    let mut listed = Vec::new();
    let mut new = NewArticles::default();
    for draft in drafts {
        if let Some(stub) = draft.as_stub() {
            listed.push(stub);
            continue;
        }
        let id = ingest::article_id(&draft, |name| taken.contains(&name.to_lowercase()));
        let article = draft.into_article(id.clone()).map_err(|error| refused(&id).because(error))?;
        match known.find(&article.text) {
            Some((Likeness::Whole, there)) => {
                new.same += 1;
                let said = message!("findings-same-text", article = %there.id);
                new.issues.push(Issue::note("same-text", &article.metadata.source_file, said));
                continue;
            }
            Some((Likeness::Seen, there)) => {
                let said = message!("findings-same-as-seen", article = %there.id);
                let mut issue = Issue::error("same-as-seen", &article.metadata.source_file, said);
                if anyway {
                    issue.severity = Severity::Warning;
                }
                new.issues.push(issue.hint(message!("findings-same-as-seen.hint")));
                if !anyway {
                    new.refused += 1;
                    continue;
                }
            }
            None => {}
        }
        taken.insert(id.as_str().to_lowercase());
        let article = Arc::new(article);
        known.note(Arc::clone(&article));
        new.articles.push(article);
    }
    new.stubs = NewStubs::of(there, listed);
    new.issues.extend(new.stubs.joined.iter().map(brought_together));
    Ok(new)
}

impl NewArticles {
    /// Leaves out what has the name of a file in the project that cannot be understood, and tells of each.
    pub fn leave_unread(&mut self, root: &Path) {
        let mut refuse = |title: &str, read: Result<(), Issue>| {
            let why = read.err().filter(|issue| issue.code != store::MISSING_FILE);
            let Some(Issue { file, message: why, .. }) = why else { return true };
            let said = message!("findings-name-unread", title = &*excerpt(title), why = why);
            let issue = Issue::error("name-unread", file, said);
            self.issues.push(issue.hint(message!("findings-name-unread.hint")));
            self.refused += 1;
            false
        };
        self.articles.retain(|article| {
            refuse(article.display_title(), store::read_article(root, &article.id).map(drop))
        });
        let mut refuse_stub =
            |stub: &Stub| refuse(stub.display_title(), store::read_stub(root, &stub.id).map(drop));
        self.stubs.new.retain(|stub| refuse_stub(stub));
        self.stubs.joined.retain(|joined| refuse_stub(&joined.stub));
    }
}

/// That what was named several times is one article to be fetched now.
fn brought_together(joined: &JoinedStubs) -> Issue {
    let told = joined.contested.iter().map(|ContestedField { field, theirs, .. }| {
        let field = Message::new(field.name_id());
        message!("findings-stubs-together-other", field = field, theirs = &*excerpt(theirs))
    });
    let (count, each) = (joined.contested.len(), Argument::series(told));
    let title = excerpt(joined.stub.display_title());
    let said = message!("findings-stubs-together", title = &*title, count = count, each = each);
    Issue::note("stubs-together", store::relative(&FileKey::Stub(joined.stub.id.clone())), said)
}

/// Why no article came of all that was named.
pub(super) fn nothing(refused: usize) -> String {
    match refused {
        0 => "nothing that was named holds an article".to_owned(),
        refused => counted(refused, "file or article was left out", "files or articles were left out"),
    }
}

/// An article does not go in; the cause says why.
pub(super) fn refused(id: &ArticleId) -> Failure {
    Failure::new(format!("article “{id}”"), "The other articles were imported.")
}
