//! `bundle.ron`.

use super::{LARGEST_FILE, MANIFEST, MOST_FILES};
use crate::base::{AnnotatorId, ArticleId, Issue, ProjectId, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::{Annotator, FileKey, Role};
use crate::store::paths;
use crate::store::schema::write::{Ron, list, push, string};
use crate::store::schema::{self, Shape, SourceText, valid};
use crate::text::Digest;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a bundle is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BundleKind {
    /// One annotator's work.
    Work(Annotator),
    /// Articles, what is known of those whose texts are not at hand, codebook and settings.
    Project,
}

/// What a bundle says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What it is for.
    pub kind: BundleKind,
    /// The project that it belongs to.
    pub project: ProjectId,
    /// That project's name.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// The version of the codebook that it was made with.
    pub codebook_version: u32,
    /// The SHA-256 of that codebook's file.
    pub codebook: Digest,
}

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub key: FileKey,
    pub digest: Digest,
    pub bytes: u64,
    /// The versions that were sent before, the oldest first.
    pub earlier: Vec<Digest>,
}

/// All of `bundle.ron`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    pub about: About,
    /// The SHA-256 of the texts that the work is on.
    pub texts: BTreeMap<ArticleId, Digest>,
    /// In the order of writing.
    pub members: Vec<Member>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BundleShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    project: String,
    name: String,
    made: String,
    #[serde(default)]
    annotator: Option<PersonShape>,
    codebook: (u32, String),
    #[serde(default)]
    texts: Vec<(String, String)>,
    files: Vec<MemberShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonShape {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    adjudicator: bool,
    #[serde(default)]
    program: bool,
    #[serde(default)]
    person: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberShape {
    file: String,
    bytes: u64,
    sha256: String,
    #[serde(default)]
    earlier: Vec<String>,
}

/// The version since which whose work it is can be a program.
const WITH_PROGRAMS: u32 = 2;

impl Shape for BundleShape {
    const FORMAT: &'static str = "obelus/bundle";
    /// Since version 2, whose work it is can be a program. One of a person is of version 1, which older programs read.
    /// Since version 3 there can be stubs; a bundle without any is of an earlier one.
    const VERSION: u32 = 3;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        match version {
            WITH_PROGRAMS => schema::parse(source),
            _ => schema::version_1(source, Self::FORMAT, version),
        }
    }
}

impl Manifest {
    /// Reads `bundle.ron`.
    ///
    /// # Errors
    /// When it cannot be understood, names files that do not belong into such a bundle, or promises too much.
    pub fn read(bundle: &str, bytes: Vec<u8>) -> Result<Self, Issue> {
        let named = |mut issue: Issue| {
            issue.file = bundle.to_owned();
            issue.hint(Message::new(BROKEN))
        };
        let source = SourceText::new(MANIFEST, bytes).map_err(named)?;
        let shape: BundleShape = schema::read(&source).map_err(|issue| {
            if issue.code == "newer-version" {
                let hint = message!("findings-bad-bundle.hint");
                return Issue { file: bundle.to_owned(), ..issue }.hint(hint);
            }
            named(issue)
        })?;
        let bad = |message: Message| Issue::error("bad-bundle", bundle, message).hint(Message::new(BROKEN));
        let manifest = shape.decode().map_err(bad)?;
        manifest.is_sound().map_err(bad)?;
        Ok(manifest)
    }

    fn is_sound(&self) -> Result<(), Message> {
        if self.members.len() > MOST_FILES {
            return Err(message!("store-bundle-too-many", most = MOST_FILES));
        }
        if self.members.windows(2).any(|pair| pair[0].key == pair[1].key) {
            return Err(message!("store-bundle-twice"));
        }
        if self.members.iter().any(|member| member.bytes > LARGEST_FILE) {
            return Err(message!("store-bundle-too-large"));
        }
        Ok(())
    }

    /// The content of `bundle.ron`.
    pub fn write(&self) -> String {
        let About { kind, project, name, made, codebook_version, codebook } = &self.about;
        let who = match kind {
            BundleKind::Work(who) => Some(who.role),
            BundleKind::Project => None,
        };
        let has_stubs = self.members.iter().any(|member| matches!(member.key, FileKey::Stub(_)));
        let version = match has_stubs {
            true => BundleShape::VERSION,
            false => schema::project::version_of_roles(who, WITH_PROGRAMS),
        };
        let mut ron = Ron::file(BundleShape::FORMAT, version);
        ron.text("project", project.as_str());
        ron.line(|out| {
            out.push_str("name: ");
            string(out, name);
            out.push(',');
        });
        ron.text("made", &made.to_string());
        if let BundleKind::Work(who) = kind {
            ron.line(|out| {
                push(out, format_args!("annotator: Some((id: \"{}\", name: ", who.id));
                string(out, &who.name);
                match who.role {
                    Role::Analyst => {}
                    Role::Adjudicator => out.push_str(", adjudicator: true"),
                    Role::Program => out.push_str(", program: true"),
                }
                if let Some(person) = &who.person {
                    push(out, format_args!(", person: \"{person}\""));
                }
                out.push_str(")),");
            });
        }
        ron.word("codebook", format_args!("({codebook_version}, \"{codebook}\")"));
        if !self.texts.is_empty() {
            ron.begin("texts: [");
            for (article, digest) in &self.texts {
                ron.line(|out| push(out, format_args!("(\"{article}\", \"{digest}\"),")));
            }
            ron.end("]");
        }
        ron.begin("files: [");
        for member in &self.members {
            ron.line(|out| {
                push(out, format_args!("(file: \"{}\", ", paths::relative(&member.key)));
                push(out, format_args!("bytes: {}, sha256: \"{}\"", member.bytes, member.digest));
                if !member.earlier.is_empty() {
                    let earlier: Vec<String> = member.earlier.iter().map(ToString::to_string).collect();
                    out.push_str(", earlier: ");
                    list(out, earlier.iter().map(String::as_str));
                }
                out.push_str("),");
            });
        }
        ron.end("]");
        ron.finish()
    }
}

/// What is said of a bundle that is no good.
pub(super) const BROKEN: &str = crate::id!("findings-send-again");

fn digest(text: &str) -> Result<Digest, Message> {
    Digest::from_hex(text).ok_or_else(|| message!("store-no-digest", text = text))
}

impl BundleShape {
    fn decode(self) -> Result<Manifest, Message> {
        let kind = self
            .annotator
            .map(PersonShape::decode)
            .transpose()?
            .map_or(BundleKind::Project, BundleKind::Work);
        let members = self.files.into_iter().map(|member| member.decode(&kind));
        let mut members = members.collect::<Result<Vec<_>, Message>>()?;
        members.sort_by(|one, other| one.key.cmp(&other.key));
        let text =
            |(article, sha256): (String, String)| Ok((valid(ArticleId::new(&article))?, digest(&sha256)?));
        Ok(Manifest {
            texts: self.texts.into_iter().map(text).collect::<Result<_, Message>>()?,
            members,
            about: About {
                kind,
                project: valid(ProjectId::new(&self.project))?,
                name: self.name,
                made: valid(self.made.parse::<Timestamp>())?,
                codebook_version: self.codebook.0,
                codebook: digest(&self.codebook.1)?,
            },
        })
    }
}

impl PersonShape {
    fn decode(self) -> Result<Annotator, Message> {
        let person = (!self.person.is_empty()).then(|| valid(AnnotatorId::new(&self.person))).transpose()?;
        let role = match (self.adjudicator, self.program) {
            (true, _) => Role::Adjudicator,
            (false, true) => Role::Program,
            (false, false) => Role::Analyst,
        };
        Ok(Annotator { id: valid(AnnotatorId::new(&self.id))?, name: self.name, role, person })
    }
}

impl MemberShape {
    fn decode(self, kind: &BundleKind) -> Result<Member, Message> {
        let key = paths::key_of(&self.file).filter(|key| paths::relative(key) == self.file);
        let key = key.filter(|key| match (kind, key) {
            (BundleKind::Work(who), FileKey::Set(key)) => key.annotator == who.id,
            (BundleKind::Work(who), FileKey::Claims(id) | FileKey::Annotator(id)) => *id == who.id,
            (BundleKind::Work(_), _) => false,
            (
                BundleKind::Project,
                FileKey::Project | FileKey::Codebook | FileKey::Article(_) | FileKey::Stub(_),
            ) => true,
            (BundleKind::Project, _) => false,
        });
        let key = key.ok_or_else(|| message!("store-bundle-foreign", file = &self.file))?;
        let earlier = self.earlier.iter().map(|text| digest(text)).collect::<Result<_, Message>>()?;
        Ok(Member { key, digest: digest(&self.sha256)?, bytes: self.bytes, earlier })
    }
}
