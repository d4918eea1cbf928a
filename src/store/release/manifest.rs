//! `manifest.ron`.

use super::{LARGEST_FILE, MANIFEST, MOST_FILES};
use crate::base::{AnnotatorId, Issue, LayerId, ProjectId, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::FileKey;
use crate::store::paths;
use crate::store::schema::write::{Ron, push, string};
use crate::store::schema::{self, Shape, SourceText, valid};
use crate::text::Digest;
use serde::Deserialize;

/// What a release says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The version of the program that made it.
    pub program: String,
    /// The project that it is from.
    pub project: ProjectId,
    /// That project's name.
    pub name: String,
    /// When it was made.
    pub made: Timestamp,
    /// The version of the codebook.
    pub codebook_version: u32,
    /// The language of the methods paragraph, `en` or `fr`.
    pub language: String,
    /// Whether the texts of the articles are in it.
    pub texts: bool,
    /// Whether annotators got other names.
    pub pseudonyms: bool,
    /// Whether it has the adjudicated sets alone.
    pub adjudicated: bool,
    /// The annotators that it was narrowed to; empty for all.
    pub annotators: Vec<AnnotatorId>,
    /// The layers that it was narrowed to; empty for all.
    pub layers: Vec<LayerId>,
    /// Which articles it was narrowed to, in words; empty for all.
    pub articles: String,
    /// Where the random numbers of the intervals started.
    pub seed: u64,
    /// How often articles were drawn for the intervals.
    pub resamples: u32,
    /// What was not complete: the kinds of findings, and how many of each.
    pub incomplete: Vec<(String, u64)>,
    /// The figures of the methods paragraph by name.
    pub figures: Vec<(String, String)>,
}

/// One file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name, relative, with `/`.
    pub file: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub digest: Digest,
}

/// All of `manifest.ron`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// What the release says of itself.
    pub about: About,
    /// Every file but the manifest itself, by name.
    pub members: Vec<Member>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    program: String,
    project: String,
    #[serde(default)]
    name: String,
    made: String,
    codebook: u32,
    language: String,
    texts: bool,
    #[serde(default)]
    pseudonyms: bool,
    #[serde(default)]
    adjudicated: bool,
    #[serde(default)]
    annotators: Vec<String>,
    #[serde(default)]
    layers: Vec<String>,
    #[serde(default)]
    articles: String,
    intervals: (u64, u32),
    #[serde(default)]
    incomplete: Vec<(String, u64)>,
    #[serde(default)]
    figures: Vec<(String, String)>,
    files: Vec<MemberShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberShape {
    file: String,
    bytes: u64,
    sha256: String,
}

impl Shape for ManifestShape {
    const FORMAT: &'static str = "obelus/release";
    /// Since version 2 there can be stubs; a release without any is of version 1, which older programs verify.
    const VERSION: u32 = 2;

    fn older(source: &SourceText, version: u32) -> Result<Self, Issue> {
        schema::version_1(source, Self::FORMAT, version)
    }
}

impl Manifest {
    /// Reads `manifest.ron`.
    ///
    /// # Errors
    /// When it cannot be understood, names a file twice or promises more than a release can hold.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Issue> {
        let advise = |issue: Issue| match issue.code {
            "newer-version" => issue.hint(message!("findings-newer-release.hint")),
            _ => issue.hint(Message::new(BROKEN)),
        };
        let source = SourceText::new(MANIFEST, bytes).map_err(advise)?;
        let shape: ManifestShape = schema::read(&source).map_err(advise)?;
        let bad =
            |message: Message| Issue::error("bad-manifest", MANIFEST, message).hint(Message::new(BROKEN));
        let manifest = shape.decode().map_err(bad)?;
        manifest.is_sound().map_err(bad)?;
        Ok(manifest)
    }

    fn is_sound(&self) -> Result<(), Message> {
        if self.members.len() > MOST_FILES {
            return Err(message!("store-release-too-many", most = MOST_FILES));
        }
        if let Some(pair) = self.members.windows(2).find(|pair| pair[0].file == pair[1].file) {
            return Err(message!("store-release-twice", file = &pair[0].file));
        }
        if self.members.iter().any(|member| member.bytes > LARGEST_FILE) {
            return Err(message!("store-release-too-large"));
        }
        Ok(())
    }

    /// The content of `manifest.ron`.
    pub fn write(&self) -> String {
        let about = &self.about;
        let is_stub = |member: &Member| matches!(paths::key_of(&member.file), Some(FileKey::Stub(_)));
        let version = if self.members.iter().any(is_stub) { ManifestShape::VERSION } else { 1 };
        let mut ron = Ron::file(ManifestShape::FORMAT, version);
        ron.text("program", &about.program);
        ron.text("project", about.project.as_str());
        ron.text("name", &about.name);
        ron.text("made", &about.made.to_string());
        ron.word("codebook", about.codebook_version);
        ron.text("language", &about.language);
        ron.word("texts", about.texts);
        for (name, value) in [("pseudonyms", about.pseudonyms), ("adjudicated", about.adjudicated)] {
            if value {
                ron.word(name, value);
            }
        }
        let annotators: Vec<&str> = about.annotators.iter().map(AnnotatorId::as_str).collect();
        ron.texts("annotators", &annotators);
        let layers: Vec<&str> = about.layers.iter().map(LayerId::as_str).collect();
        ron.texts("layers", &layers);
        ron.text("articles", &about.articles);
        ron.word("intervals", format_args!("({}, {})", about.seed, about.resamples));
        if !about.incomplete.is_empty() {
            ron.begin("incomplete: [");
            for (kind, count) in &about.incomplete {
                ron.line(|out| push(out, format_args!("(\"{kind}\", {count}),")));
            }
            ron.end("]");
        }
        if !about.figures.is_empty() {
            ron.begin("figures: [");
            for (name, value) in &about.figures {
                ron.line(|out| pair(out, name, value));
            }
            ron.end("]");
        }
        ron.begin("files: [");
        for member in &self.members {
            ron.line(|out| {
                out.push_str("(file: ");
                string(out, &member.file);
                push(out, format_args!(", bytes: {}, sha256: \"{}\"),", member.bytes, member.digest));
            });
        }
        ron.end("]");
        ron.finish()
    }
}

fn pair(out: &mut String, one: &str, other: &str) {
    out.push('(');
    string(out, one);
    out.push_str(", ");
    string(out, other);
    out.push_str("),");
}

/// What is said of a manifest that cannot be read.
pub(super) const BROKEN: &str = crate::id!("store-release-damaged");

impl ManifestShape {
    fn decode(self) -> Result<Manifest, Message> {
        let member = |member: MemberShape| {
            let digest = Digest::from_hex(&member.sha256)
                .ok_or_else(|| message!("store-no-digest", text = &member.sha256))?;
            Ok(Member { file: member.file, bytes: member.bytes, digest })
        };
        let mut members = self.files.into_iter().map(member).collect::<Result<Vec<_>, Message>>()?;
        members.sort_by(|one, other| one.file.cmp(&other.file));
        let annotators = self.annotators.iter().map(|id| valid(AnnotatorId::new(id)));
        let layers = self.layers.iter().map(|id| valid(LayerId::new(id)));
        Ok(Manifest {
            about: About {
                program: self.program,
                project: valid(ProjectId::new(&self.project))?,
                name: self.name,
                made: valid(self.made.parse::<Timestamp>())?,
                codebook_version: self.codebook,
                language: self.language,
                texts: self.texts,
                pseudonyms: self.pseudonyms,
                adjudicated: self.adjudicated,
                annotators: annotators.collect::<Result<_, _>>()?,
                layers: layers.collect::<Result<_, _>>()?,
                articles: self.articles,
                seed: self.intervals.0,
                resamples: self.intervals.1,
                incomplete: self.incomplete,
                figures: self.figures,
            },
            members,
        })
    }
}
