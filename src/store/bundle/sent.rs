//! `.sent`: which versions of each file were sent or received, one after the other.

use crate::base::Issue;
use crate::message;
use crate::model::{FileKey, SetKey};
use crate::store::schema::write::{Ron, list, push};
use crate::store::schema::{self, Shape, SourceText};
use crate::store::{StoreError, disk, paths};
use crate::text::Digest;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

const NAME: &str = ".sent";

/// How two rows of versions stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VersionOrder {
    /// Theirs came out of ours.
    Newer,
    /// Ours came out of theirs.
    Older,
    /// Neither.
    Diverged,
}

/// The rows of versions of an annotator's files, or of the project's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sent(BTreeMap<FileKey, Vec<Digest>>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentShape {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    files: Vec<(String, Vec<String>)>,
}

impl Shape for SentShape {
    const FORMAT: &'static str = "obelus/sent";
    const VERSION: u32 = 1;
}

/// Where the rows for a file lie.
fn place_of(key: &FileKey) -> String {
    match key {
        FileKey::Set(SetKey { annotator, .. })
        | FileKey::Claims(annotator)
        | FileKey::Annotator(annotator) => {
            format!("{}/{NAME}", paths::folder_of(annotator))
        }
        FileKey::Project | FileKey::Codebook | FileKey::Article(_) | FileKey::Stub(_) => NAME.to_owned(),
    }
}

impl Sent {
    /// Reads the rows that lie with a file of that kind. Rows that cannot be understood count as none: then versions are
    /// merged where one could take the other's place, and nothing is lost.
    pub fn load(root: &Path, key: &FileKey) -> Result<Self, StoreError> {
        let place = place_of(key);
        let Some(bytes) = disk::read(&paths::inside(root, &place)?)? else { return Ok(Self::default()) };
        Ok(Self::read(&place, bytes).unwrap_or_default())
    }

    fn read(place: &str, bytes: Vec<u8>) -> Result<Self, Issue> {
        let source = SourceText::new(place, bytes)?;
        let shape: SentShape = schema::read(&source)?;
        let mut rows = BTreeMap::new();
        for (file, digests) in shape.files {
            let key = paths::key_of(&file)
                .ok_or_else(|| source.bad_value(&*file, message!("findings-no-such-file")))?;
            let digests = digests.iter().map(|text| Digest::from_hex(text)).collect::<Option<Vec<_>>>();
            rows.insert(
                key,
                digests.ok_or_else(|| source.bad_value(&*file, message!("findings-expected-sha")))?,
            );
        }
        Ok(Self(rows))
    }

    /// Writes the rows where those of that file belong, when they differ.
    pub fn save(&self, root: &Path, key: &FileKey) -> Result<(), StoreError> {
        let path = paths::inside(root, &place_of(key))?;
        let mut ron = Ron::file(SentShape::FORMAT, SentShape::VERSION);
        ron.begin("files: [");
        for (key, row) in &self.0 {
            let row: Vec<String> = row.iter().map(ToString::to_string).collect();
            ron.line(|out| {
                push(out, format_args!("(\"{}\", ", paths::relative(key)));
                list(out, row.iter().map(String::as_str));
                out.push_str("),");
            });
        }
        ron.end("]");
        let content = ron.finish();
        if disk::read(&path)?.as_deref() == Some(content.as_bytes()) {
            return Ok(());
        }
        disk::write(&path, content.as_bytes())
    }

    /// The versions of a file, the oldest first.
    pub fn row(&self, key: &FileKey) -> &[Digest] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// Adds the version that is sent now, and returns those before it.
    pub fn send(&mut self, key: &FileKey, digest: Digest) -> Vec<Digest> {
        let row = self.0.entry(key.clone()).or_default();
        if row.last() != Some(&digest) {
            row.push(digest);
        }
        row[..row.len() - 1].to_vec()
    }

    /// How a version received stands to `ours`, the version here.
    pub fn compare(&self, key: &FileKey, ours: Digest, theirs: Digest, earlier: &[Digest]) -> VersionOrder {
        let row = self.row(key);
        let known = |digest: &Digest| row.contains(digest);
        let received = |digests: &[Digest]| digests.len() <= row.len() && row[..digests.len()] == *digests;
        let whole: Vec<Digest> = earlier.iter().copied().chain([theirs]).collect();
        let went_on = row.len() > whole.len() || row.last() != Some(&ours);
        if received(&whole) && went_on {
            VersionOrder::Older
        } else if earlier.contains(&ours) {
            VersionOrder::Newer
        } else if known(&theirs) {
            VersionOrder::Older
        } else {
            VersionOrder::Diverged
        }
    }

    /// Takes in the versions that a bundle names, where that row goes on from ours or is the first.
    pub fn receive(&mut self, key: &FileKey, theirs: Digest, earlier: &[Digest]) {
        let row = self.0.entry(key.clone()).or_default();
        let whole: Vec<Digest> = earlier.iter().copied().chain([theirs]).collect();
        if whole.starts_with(row) {
            *row = whole;
            return;
        }
        for digest in whole {
            if !row.contains(&digest) {
                row.push(digest);
            }
        }
    }
}
