//! Taking bundles in.

use super::archive::Bundle;
use super::manifest::{About, Manifest, Member};
use super::receipt::{Receipt, Received};
use super::sent::{Sent, VersionOrder};
use crate::base::{AnnotatorId, ArticleId, Issue, Progress, Severity, StubId, Timestamp, parallel};
use crate::message;
use crate::model::{Fate, FileKey, KnownStubs, MergedVersions, Project, SetKey, Stub, Version};
use crate::store::conflict::{contested_issue, decode, lay_aside};
use crate::store::disk::FreshFile;
use crate::store::lease::{Lease, LeaseError};
use crate::store::listing::Aside;
use crate::store::load::{Head, open_head, read_article, read_stub};
use crate::store::schema::{self, SourceText};
use crate::store::{StoreError, clear_temporaries, disk, earlier, encode, paths};
use crate::text::Digest;
use std::io::{Read, Seek};
use std::path::Path;
use std::sync::Arc;

/// Where bundles go.
#[derive(Debug, Clone, Copy)]
pub struct Receiver<'r> {
    /// The folder of the project that takes the bundle in.
    pub root: &'r Path,
    /// The folder for what gives way, as [`crate::store::earlier_dir`] names it.
    pub earlier: &'r Path,
    /// The annotator whose files the caller has open: of theirs nothing is written, it is handed back in
    /// [`Receipt::pending`].
    pub own: Option<&'r AnnotatorId>,
    /// The moment, for the lease.
    pub now: Timestamp,
    /// Told of each file.
    pub progress: &'r Progress,
}

/// Takes a bundle into a project, reading it file by file; `name` is what findings call it. What cannot go in is told file
/// by file, and the rest goes in. Nothing is overwritten but a forerunner, which is kept.
///
/// A bundle that is none of this project, damaged or no bundle at all is refused as a whole; that too is a receipt. After
/// a bundle with [`super::BundleKind::Project`] the project should be opened anew.
///
/// # Errors
/// When the project cannot be opened.
pub fn receive<R: Read + Seek>(to: &Receiver<'_>, name: &str, source: R) -> Result<Receipt, StoreError> {
    let Head { project, stubs, .. } = open_head(to.root)?.value;
    let bundle = match Bundle::open(name, source) {
        Ok(bundle) => bundle,
        Err(issue) => return Ok(Receipt::refused(None, issue)),
    };
    let about = bundle.manifest.about.clone();
    if about.project != *project.id() {
        let message = message!("findings-wrong-project", name = %about.name, project = %about.project);
        let issue =
            Issue::error("wrong-project", name, message).hint(message!("findings-wrong-project.hint"));
        return Ok(Receipt::refused(Some(about), issue));
    }
    let mut issues: Vec<Issue> = codebook_differs(to.root, &project, &about, name)?.into_iter().collect();
    issues.extend(foreign(&bundle, name));
    let Some(first) = bundle.manifest.members.first() else {
        return Ok(Receipt { about: Some(about), issues, ..Receipt::default() });
    };
    clear_temporaries(to.earlier);
    let (first, sent) = (first.key.clone(), Sent::load(to.root, &first.key)?);
    let receipt = Receipt { about: Some(about), issues, ..Receipt::default() };
    let before = sent.clone();
    let manifest = bundle.manifest.clone();
    let (lease, known) = (None, None);
    let mut taking = Taking { to, project, manifest, sent, lease, receipt, stubs, known };
    taking.all(bundle);
    if taking.sent != before
        && let Err(error) = taking.sent.save(to.root, &first)
    {
        taking.receipt.issues.push(
            Issue::note("not-noted", name, message!("findings-receipt-not-noted", error = %error))
                .hint(message!("findings-receipt-not-noted.hint")),
        );
    }
    Ok(taking.receipt)
}

/// What the bundle holds and does not account for.
pub(super) fn foreign<'b, R: Read + Seek>(
    bundle: &Bundle<R>,
    name: &'b str,
) -> impl Iterator<Item = Issue> + use<'b, R> {
    let foreign = bundle.foreign().into_iter();
    foreign.map(move |file| {
        let message = message!("findings-foreign-file", escape_debug = %file.escape_debug());
        Issue::warning("foreign-file", name, message).hint(message!("findings-foreign-file.hint"))
    })
}

fn codebook_differs(
    root: &Path,
    project: &Project,
    about: &About,
    name: &str,
) -> Result<Option<Issue>, StoreError> {
    if disk::digest(&paths::inside(root, paths::CODEBOOK)?)? == Some(about.codebook) {
        return Ok(None);
    }
    let (ours, theirs) = (project.codebook().version(), about.codebook_version);
    let message = match theirs.cmp(&ours) {
        std::cmp::Ordering::Less => message!("findings-older-codebook", theirs = %theirs, ours = %ours),
        std::cmp::Ordering::Greater => message!("findings-newer-codebook", theirs = %theirs, ours = %ours),
        std::cmp::Ordering::Equal => message!("findings-other-codebook", ours = %ours),
    };
    Ok(Some(Issue::warning("other-codebook", name, message).hint(message!("findings-other-codebook.hint"))))
}

/// Whether a file of the project itself can be understood and belongs to it.
pub(super) fn understood(file: &str, key: &FileKey, bytes: &[u8], about: &About) -> Result<(), Issue> {
    let source = SourceText::new(file, bytes.to_vec())?;
    match key {
        FileKey::Project => {
            let stated = schema::project::read_project(&source)?.id;
            if stated != about.project {
                return Err(source.bad_value(
                    "id",
                    message!("findings-expected-project", project = %about.project, stated = %stated),
                ));
            }
        }
        FileKey::Codebook => drop(schema::codebook::read_codebook(&source)?),
        FileKey::Article(id) => drop(schema::article::read_article(&source, id)?),
        FileKey::Stub(id) => drop(schema::stub::read_stub(&source, id)?),
        FileKey::Annotator(id) => drop(schema::project::read_person(&source, id)?),
        FileKey::Claims(_) | FileKey::Set(_) => {}
    }
    Ok(())
}

/// What to do with a file.
enum Step {
    /// Nothing.
    Leave(Fate),
    /// Write it as it came.
    Put(Fate, Option<Version>),
    /// Write it as it came in place of a file that cannot be understood, as this says.
    Replace(Issue, Option<Version>),
    /// Write both together, lay aside what differs of an annotator's work, and tell what differs about an article; whether
    /// the version is known that both come from.
    Join(MergedVersions, bool),
}

struct Taking<'r> {
    to: &'r Receiver<'r>,
    project: Project,
    manifest: Manifest,
    sent: Sent,
    lease: Option<Lease>,
    receipt: Receipt,
    /// The stubs that were here.
    stubs: Vec<StubId>,
    /// All that are here, once they were read.
    known: Option<KnownStubs>,
}

impl Taking<'_> {
    fn all<R: Read + Seek>(&mut self, mut bundle: Bundle<R>) {
        let members = std::mem::take(&mut self.manifest.members);
        self.to.progress.set_total(members.len() as u64);
        for member in members {
            let file = paths::relative(&member.key);
            let mut issues = Vec::new();
            let taken = bundle.take(&member).and_then(|bytes| self.one(&member, &bytes, &mut issues));
            let (fate, aside) = taken.unwrap_or_else(|issue| {
                issues.push(issue);
                (Fate::Refused, None)
            });
            // What waits to be taken in is not here yet.
            let waits = self.receipt.pending.iter().any(|(key, _)| *key == member.key);
            if fate != Fate::Refused && !waits {
                self.sent.receive(&member.key, member.digest, &member.earlier);
            }
            self.receipt.files.push(Received { file, fate, issues, aside });
            self.to.progress.advance(1);
        }
    }

    fn one(
        &mut self,
        member: &Member,
        bytes: &[u8],
        issues: &mut Vec<Issue>,
    ) -> Result<(Fate, Option<Aside>), Issue> {
        let (file, key) = (paths::relative(&member.key), &member.key);
        let theirs = self.understand(key, bytes, issues)?;
        let here =
            self.unwritten(paths::inside(self.to.root, &file).and_then(|path| disk::read(&path)), &file)?;
        if let (None, FileKey::Stub(_), Some(Version::Stub(stub))) = (&here, key, &theirs)
            && let Some(ours) = self.same_stub(stub)
        {
            return self.join_stub(&ours, stub, &file, issues);
        }
        let step = self.step(member, here.as_deref(), theirs)?;
        if let Step::Leave(fate) = step {
            if fate == Fate::Older {
                self.unwritten(earlier::keep(self.to.earlier, &file, bytes), &file)?;
            }
            return Ok((fate, None));
        }
        self.hold(key, &file)?;
        if let Some(here) = here.as_deref() {
            self.unwritten(earlier::keep(self.to.earlier, &file, here), &file)?;
        }
        match step {
            Step::Leave(fate) => Ok((fate, None)),
            Step::Put(fate, version) => {
                if self.write(key, &file, bytes, version, fate == Fate::New)? == FreshFile::Taken {
                    // Somebody was there first: what they wrote is looked at like any file that is there.
                    return self.one(member, bytes, &mut Vec::new());
                }
                Ok((fate, None))
            }
            Step::Replace(why, version) => {
                self.write(key, &file, bytes, version, false)?;
                issues.push(why);
                Ok((Fate::Updated, None))
            }
            Step::Join(MergedVersions { version, conflicts, contested }, has_base) => {
                self.unwritten(earlier::keep(self.to.earlier, &file, bytes), &file)?;
                let laid = lay_aside(self.to.root, &self.project, key, &conflicts);
                let aside = self.unwritten(laid, &file)?;
                issues.extend(contested_issue(&file, &contested, has_base));
                let content = encode(&version.put_into(&self.project, key), key).unwrap_or_default();
                self.write(key, &file, content.as_bytes(), Some(version), false)?;
                Ok((if aside.is_some() { Fate::Conflict } else { Fate::Merged }, aside))
            }
        }
    }

    /// The stub here of which the same is known, under another name.
    fn same_stub(&mut self, theirs: &Stub) -> Option<Arc<Stub>> {
        if self.known.is_none() {
            // One that cannot be read is told on opening.
            for read in parallel::map(&self.stubs, |id| read_stub(self.to.root, id)).into_iter().flatten() {
                self.project.load_stub(read.value);
            }
        }
        let known = self.known.get_or_insert_with(|| KnownStubs::of(&self.project));
        let same = known.same(&theirs.metadata).filter(|id| **id != theirs.id)?;
        self.project.stub(same).map(Arc::clone)
    }

    /// Writes what came into the stub of the same article that is here.
    fn join_stub(
        &mut self,
        ours: &Arc<Stub>,
        theirs: &Stub,
        file: &str,
        issues: &mut Vec<Issue>,
    ) -> Result<(Fate, Option<Aside>), Issue> {
        let key = FileKey::Stub(ours.id.clone());
        let place = paths::relative(&key);
        let said = message!("findings-same-under-other-name", other = &place);
        issues.push(Issue::note("same-under-other-name", file, said));
        let (both, contested) = ours.with(theirs);
        let contested = contested_issue(&place, &contested, false);
        issues.extend(contested.map(|issue| Issue { severity: Severity::Note, ..issue }));
        if both == **ours {
            return Ok((Fate::Same, None));
        }
        let kept = paths::inside(self.to.root, &place)
            .and_then(|path| disk::read(&path))
            .and_then(|here| here.map_or(Ok(()), |here| earlier::keep(self.to.earlier, &place, &here)));
        self.unwritten(kept, &place)?;
        let version = Version::Stub(Arc::new(both));
        let content = encode(&version.put_into(&self.project, &key), &key).unwrap_or_default();
        self.write(&key, &place, content.as_bytes(), Some(version), false)?;
        Ok((Fate::Merged, None))
    }

    /// Reads what came against the project; what does not fit it is refused.
    fn understand(
        &mut self,
        key: &FileKey,
        bytes: &[u8],
        issues: &mut Vec<Issue>,
    ) -> Result<Option<Version>, Issue> {
        let file = paths::relative(key);
        if let FileKey::Set(key) = key {
            self.bring_article(&file, key)?;
        }
        match key {
            FileKey::Set(_) | FileKey::Claims(_) | FileKey::Stub(_) => {}
            FileKey::Article(id) => {
                self.same_text(&file, id, bytes)?;
            }
            FileKey::Project | FileKey::Codebook | FileKey::Annotator(_) => {
                understood(&file, key, bytes, &self.manifest.about)?;
                return Ok(None);
            }
        }
        let read = decode(&SourceText::new(&*file, bytes.to_vec())?, key, &self.project)?;
        for issue in read.issues {
            match issue.code {
                "text-changed" => return Err(wrong_text(&file)),
                "unknown-code" | "unknown-value" | "unknown-layer" => {
                    let hint = message!("findings-older-codebook-here.hint");
                    return Err(Issue { severity: Severity::Error, ..issue }.hint(hint));
                }
                // A colleague’s claims may still be under way.
                "unknown-claim" => {}
                _ => issues.push(issue),
            }
        }
        Ok(Some(read.value))
    }

    /// An article that is here has the same text for ever.
    fn same_text(&self, file: &str, id: &ArticleId, bytes: &[u8]) -> Result<(), Issue> {
        let Ok(here) = read_article(self.to.root, id) else { return Ok(()) };
        let theirs = schema::article::read_article(&SourceText::new(file, bytes.to_vec())?, id)?;
        if theirs.value.text.digest() == here.value.text.digest() {
            return Ok(());
        }
        Err(Issue::error("wrong-text", file, message!("findings-wrong-text"))
            .hint(message!("findings-wrong-text.hint")))
    }

    /// The set's article must be here, with the text that the work was done on.
    fn bring_article(&mut self, file: &str, key: &SetKey) -> Result<(), Issue> {
        if self.project.article(&key.article).is_none() {
            let article = read_article(self.to.root, &key.article).map_err(|_| {
                Issue::error(
                    "unknown-article",
                    file,
                    message!("findings-unknown-article", article = %key.article),
                )
                .hint(message!("findings-unknown-article.hint"))
            })?;
            self.project.load_article(article.value);
        }
        let here = self.project.article(&key.article).map(|article| article.text.digest());
        let stated = self.manifest.texts.get(&key.article).copied();
        if stated.is_some() && stated != here { Err(wrong_text(file)) } else { Ok(()) }
    }

    fn step(&self, member: &Member, here: Option<&[u8]>, theirs: Option<Version>) -> Result<Step, Issue> {
        let (file, key) = (paths::relative(&member.key), &member.key);
        let Some(here) = here else { return Ok(Step::Put(Fate::New, theirs)) };
        let digest = Digest::of_bytes(here);
        if digest == member.digest {
            return Ok(Step::Leave(Fate::Same));
        }
        let ours = self.here(key, here);
        if let Some(Err(damage)) = ours {
            return self.in_place_of(key, damage, theirs);
        }
        match self.sent.compare(key, digest, member.digest, &member.earlier) {
            VersionOrder::Older => return Ok(Step::Leave(Fate::Older)),
            VersionOrder::Newer => return Ok(Step::Put(Fate::Updated, theirs)),
            VersionOrder::Diverged => {}
        }
        let Some(theirs) = theirs else {
            return Err(Issue::error("differs", &file, message!("findings-differs"))
                .hint(message!("findings-differs.hint")));
        };
        let Some(Ok(ours)) = ours else { return Ok(Step::Leave(Fate::Same)) };
        if ours == theirs {
            return Ok(Step::Leave(Fate::Same));
        }
        let base = self.common(member);
        let Some(merged) = Version::merge(base.as_ref(), &ours, &theirs) else {
            return Ok(Step::Leave(Fate::Same));
        };
        if merged.version == ours && merged.conflicts.is_empty() && merged.contested.is_empty() {
            return Ok(Step::Leave(Fate::Same));
        }
        Ok(Step::Join(merged, base.is_some()))
    }

    /// What the file here says, of a kind of which two versions can be brought together; and why, where it cannot be
    /// understood.
    fn here(&self, key: &FileKey, bytes: &[u8]) -> Option<Result<Version, Issue>> {
        match key {
            FileKey::Project | FileKey::Codebook | FileKey::Annotator(_) => None,
            FileKey::Article(_) | FileKey::Stub(_) | FileKey::Set(_) | FileKey::Claims(_) => {
                let source = SourceText::new(paths::relative(key), bytes.to_vec());
                Some(source.and_then(|source| decode(&source, key, &self.project)).map(|read| read.value))
            }
        }
    }

    /// What comes of a file here that cannot be understood. An article or a stub, which are written once, takes its place;
    /// the file is kept among the earlier versions. What an annotator did may be more than what came, and what a newer
    /// program wrote is no damage: those stay, and what came is refused.
    fn in_place_of(&self, key: &FileKey, damage: Issue, theirs: Option<Version>) -> Result<Step, Issue> {
        let is_written_once = matches!(key, FileKey::Article(_) | FileKey::Stub(_));
        if !is_written_once || matches!(damage.code, "newer-version" | "merge-conflict") {
            return Err(damage);
        }
        let (why, folder) = (damage.message, self.to.earlier.display());
        let said = message!("findings-damaged-replaced", why = why, folder = %folder);
        Ok(Step::Replace(Issue::warning("damaged-replaced", damage.file, said), theirs))
    }

    /// The latest version that what came is known to come out of and that has given way here.
    fn common(&self, member: &Member) -> Option<Version> {
        let file = paths::relative(&member.key);
        let found = |digest: &Digest| earlier::find(self.to.earlier, &file, *digest);
        let bytes = member.earlier.iter().rev().find_map(found)?;
        Some(decode(&SourceText::new(file, bytes).ok()?, &member.key, &self.project).ok()?.value)
    }

    /// Sees to it that nobody else has the annotator's files open.
    fn hold(&mut self, key: &FileKey, file: &str) -> Result<(), Issue> {
        let (FileKey::Set(SetKey { annotator, .. })
        | FileKey::Claims(annotator)
        | FileKey::Annotator(annotator)) = key
        else {
            return Ok(());
        };
        if self.lease.is_some() || self.to.own == Some(annotator) {
            return Ok(());
        }
        match Lease::take(self.to.root, annotator, self.to.now) {
            Ok(lease) => self.lease = Some(lease),
            Err(LeaseError::Held(held)) => {
                let message = message!("findings-files-open", annotator = %annotator, host = %held.host, process = %held.process);
                return Err(
                    Issue::error("files-open", file, message).hint(message!("findings-files-open.hint"))
                );
            }
            // Where there are no leases, writing will tell what is wrong.
            Err(LeaseError::Store(_)) => {}
        }
        Ok(())
    }

    /// Writes a file, or hands it back when the caller has it open. One that is `new` replaces nothing.
    fn write(
        &mut self,
        key: &FileKey,
        file: &str,
        bytes: &[u8],
        version: Option<Version>,
        new: bool,
    ) -> Result<FreshFile, Issue> {
        let open = match key {
            FileKey::Set(key) => self.to.own == Some(&key.annotator),
            FileKey::Claims(id) | FileKey::Annotator(id) => self.to.own == Some(id),
            _ => false,
        };
        match version {
            Some(version) if open => self.receipt.pending.push((key.clone(), version)),
            None if open => {
                return Err(Issue::note("own-name", file, message!("findings-own-name"))
                    .hint(message!("findings-own-name.hint")));
            }
            version => {
                let place = paths::inside(self.to.root, file);
                let written = place.and_then(|path| match new {
                    true => disk::create(&path, bytes),
                    false => disk::write(&path, bytes).map(|()| FreshFile::Created),
                });
                if self.unwritten(written, file)? == FreshFile::Taken {
                    return Ok(FreshFile::Taken);
                }
                if let Some(version) = version {
                    self.project = version.put_into(&self.project, key);
                    if let (Some(known), Version::Stub(stub)) = (&mut self.known, &version) {
                        known.note(stub);
                    }
                }
            }
        }
        Ok(FreshFile::Created)
    }

    fn unwritten<T>(&self, outcome: Result<T, StoreError>, file: &str) -> Result<T, Issue> {
        outcome.map_err(|error| error.issue("not-written", file))
    }
}

fn wrong_text(file: &str) -> Issue {
    Issue::error("wrong-text", file, message!("findings-work-on-other-text"))
        .hint(message!("findings-work-on-other-text.hint"))
}
