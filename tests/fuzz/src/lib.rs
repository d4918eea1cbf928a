//! What the targets share: reading a file as articles, and what must hold of whatever comes out of it.

use obelus::base::Progress;
use obelus::ingest::{ArticleDraft, SourceFile, article_id, drafts};
use obelus::model::Project;
use obelus::store;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Reads a file: articles or a refusal. Zones and text of each article are sound.
///
/// # Panics
/// When they are not.
pub fn read_articles(name: &str, bytes: &[u8]) {
    let Ok(found) = drafts(SourceFile { name, bytes }, &Progress::new()) else { return };
    found.value.into_iter().for_each(assert_sound);
}

fn assert_sound(draft: ArticleDraft) {
    let id = article_id(&draft, |_| false);
    let article = draft.into_article(id).expect("a text without CR and NUL");
    assert!(article.zones_are_sound());
    let text = article.text.as_str().as_bytes();
    for zone in &article.zones {
        let (start, end) = (zone.span.start() as usize, zone.span.end() as usize);
        assert!(start == 0 || text[start - 1] == b'\n', "a zone starts a line");
        assert!(end == text.len() || text[end] == b'\n', "a zone ends a line");
    }
}

/// A zip of these files, stored as they are.
///
/// # Panics
/// When two have the same name.
pub fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(
            *name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .expect("a name");
        zip.write_all(bytes).expect("written to memory");
    }
    zip.finish().expect("written to memory").into_inner()
}

/// The first `N` parts of a file of several, which a byte 1E parts; those that are missing are empty.
pub fn parts<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    let mut parts = bytes.splitn(N, |byte| *byte == 0x1e);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample")
}

/// The sample project.
///
/// # Panics
/// When it cannot be read.
pub fn sample() -> Project {
    store::open(&sample_folder(), &Progress::new()).expect("the sample").value
}

/// Copies the sample project to `root`, which is created.
///
/// # Panics
/// When that fails.
pub fn copy_of_sample(root: &Path) {
    copy(&sample_folder(), root);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("created");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}
