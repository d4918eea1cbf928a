//! Releases that were changed: what was done is found and named.

use super::*;
use proptest::prelude::*;
use std::fs;
use std::io::Write as _;
use zip::write::SimpleFileOptions;

fn has(found: &[(&'static str, String)], code: &str, file: &str) -> bool {
    found.iter().any(|(kind, name)| *kind == code && name == file)
}

proptest! {
    #![proptest_config(crate::base::properties::cases(32))]

    #[test]
    fn one_changed_byte_is_found_and_its_file_named(
        number in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        bit in 0_u8..8,
    ) {
        let contents = adjudicated_release();
        let (_folder, path) = written(contents, "release");
        let (name, mut bytes) = contents.files[number.index(contents.files.len())].clone();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(path.join(&name), bytes).expect("written");
        let found = findings(&path, Some(contents.digest));
        if name == "manifest.ron" {
            prop_assert!(found.iter().any(|(_, file)| file == &name), "{found:?}");
        } else {
            prop_assert!(has(&found, "changed-file", &name), "{name}: {found:?}");
        }
    }

    #[test]
    fn a_changed_zip_is_found_or_has_the_same_files(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let contents = sample_release();
        let (_folder, path) = written(contents, "release.zip");
        let mut bytes = fs::read(&path).expect("zip");
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(&path, bytes).expect("written");
        if findings(&path, Some(contents.digest)).is_empty() {
            let found = read(&path, &Progress::new()).expect("read");
            for (name, bytes) in contents.files.iter().filter(|(name, _)| name != "manifest.ron") {
                let content = found.content(name);
                prop_assert_eq!(content.as_ref(), Some(bytes));
            }
        }
    }

    #[test]
    fn a_zip_cut_off_is_refused(at in any::<prop::sample::Index>()) {
        let contents = sample_release();
        let (_folder, path) = written(contents, "release.zip");
        let bytes = fs::read(&path).expect("zip");
        fs::write(&path, &bytes[..at.index(bytes.len())]).expect("written");
        prop_assert_ne!(findings(&path, None), vec![]);
    }
}

#[test]
fn files_whose_line_ends_alone_changed_are_told_as_such() {
    let contents = adjudicated_release();
    let (_folder, path) = written(contents, "release");
    for (name, bytes) in contents.files.iter().filter(|(name, _)| name != "manifest.ron") {
        let windows = text_of(bytes).replace('\n', "\r\n");
        fs::write(path.join(name), windows).expect("written");
    }
    let found = findings(&path, Some(contents.digest));
    assert_eq!(found, [("line-ends", "CHANGES.md".to_owned())]);
    let manifest = text(contents, "manifest.ron").replace('\n', "\r\n");
    fs::write(path.join("manifest.ron"), manifest).expect("written");
    let verified =
        verify(&read(&path, &Progress::new()).expect("read"), Some(contents.digest), None, &Progress::new());
    let verified = verified.expect("whole");
    assert!(!verified.is_sound(), "it is not what was frozen, byte for byte");
    assert_eq!(
        verified.issues[0].message.english(),
        "Only the line ends of manifest.ron changed (CR LF in place of LF)."
    );
    // A changed word among changed line ends is a changed file.
    let (name, bytes) = &contents.files[0];
    fs::write(path.join(name), text_of(bytes).replace('\n', "\r\n ")).expect("written");
    assert!(has(&findings(&path, None), "changed-file", name));
}

fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn missing_added_and_renamed_files_are_named() {
    let contents = sample_release();
    for (name, _) in contents.files.iter().filter(|(name, _)| name != "manifest.ron") {
        let (_folder, path) = written(contents, "release");
        fs::rename(path.join(name), path.join("other.ron")).expect("renamed");
        let found = findings(&path, None);
        assert!(has(&found, "missing-file", name), "{name}: {found:?}");
        assert!(has(&found, "added-file", "other.ron"), "{name}: {found:?}");
    }
    let (_folder, path) = written(contents, "release");
    fs::create_dir(path.join("deep")).expect("folder");
    fs::write(path.join("deep/more.txt"), "more").expect("written");
    assert_eq!(findings(&path, None), [("added-file", "deep/more.txt".to_owned())]);
    fs::remove_file(path.join("manifest.ron")).expect("removed");
    assert_eq!(findings(&path, None)[0].0, "no-manifest");
}

/// The release with one file changed and the manifest made to fit.
fn forged(contents: &Whole, name: &str, from: &str, to: &str) -> Whole {
    let mut files = contents.files.clone();
    let (_, bytes) = files.iter_mut().find(|(file, _)| file == name).expect("the file");
    let before = String::from_utf8(bytes.clone()).expect("text");
    assert!(before.contains(from), "{from} in {name}");
    let after = before.replacen(from, to, 1);
    *bytes = after.clone().into_bytes();
    let (_, manifest) = files.last_mut().expect("the manifest");
    if name != "manifest.ron" {
        let words = String::from_utf8(manifest.clone()).expect("text");
        let line =
            |text: &str| format!("bytes: {}, sha256: \"{}\"", text.len(), Digest::of_bytes(text.as_bytes()));
        assert!(words.contains(&line(&before)));
        *manifest = words.replace(&line(&before), &line(&after)).into_bytes();
    }
    Whole { digest: Digest::of_bytes(manifest), files }
}

#[test]
fn figures_that_do_not_fit_are_found_even_when_the_manifest_does() {
    let contents = adjudicated_release();
    for (file, from, to, code, named) in [
        (
            "annotations/tomas/01-northern-wire.ron",
            "code: \"prediction\"",
            "code: \"factual\"",
            "other-figure",
            "agreement.json",
        ),
        ("agreement.json", "\"value\": 0.8", "\"value\": 0.9", "other-figure", "agreement.json"),
        ("METHODS.md", "720 annotations", "721 annotations", "other-words", "METHODS.md"),
        ("CHANGES.md", "| 369 |", "| 370 |", "other-words", "CHANGES.md"),
        ("agreement.txt", "SAME CODE", "SAME CODES", "other-words", "agreement.txt"),
        ("README.txt", "Obelus", "Obelos", "other-words", "README.txt"),
        (
            "manifest.ron",
            "(\"annotations\", \"720\")",
            "(\"annotations\", \"72\")",
            "other-figure",
            "manifest.ron",
        ),
        ("manifest.ron", "(\"question\", ", "(\"question\", 1", "other-figure", "manifest.ron"),
        ("manifest.ron", "made: \"2025", "made: \"2024", "other-words", "README.txt"),
    ] {
        let forged = forged(contents, file, from, to);
        let (_folder, path) = written(&forged, "release");
        let found = findings(&path, None);
        assert!(has(&found, code, named), "{file}: {found:?}");
        assert!(!has(&found, "changed-file", file), "the manifest fits: {found:?}");
        let found = findings(&path, Some(contents.digest));
        assert!(has(&found, "changed-manifest", "manifest.ron"), "{file}: {found:?}");
    }
}

#[test]
fn another_version_of_the_program_compares_figures_and_not_words() {
    let contents = sample_release();
    let program = format!("program: \"{}\"", env!("CARGO_PKG_VERSION"));
    let older = forged(contents, "manifest.ron", &program, "program: \"0.0.1\"");
    let older = forged(&older, "METHODS.md", "comprises", "consists of");
    let (_folder, path) = written(&older, "release");
    let found = findings(&path, None);
    assert!(found.iter().all(|(code, _)| *code == "other-program"), "{found:?}");
    let wrong = forged(&older, "agreement.json", "\"value\": 0.8", "\"value\": 0.9");
    let (_folder, path) = written(&wrong, "release");
    assert!(has(&findings(&path, None), "other-figure", "agreement.json"));
}

/// A zip of these files as they come.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("zip").into_inner()
}

fn of_bytes(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("r.zip");
    fs::write(&path, bytes).expect("written");
    let mut found = findings(&path, None);
    found.iter_mut().for_each(|(_, file)| *file = file.rsplit('/').next().unwrap_or_default().to_owned());
    found
}

#[test]
fn hostile_zips_are_refused() {
    let contents = sample_release();
    let plain: Vec<(&str, &[u8])> =
        contents.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(of_bytes(&zipped(&plain)), []);
    for name in ["../out.ron", "/etc/out", "a/../../b", "C:out", "a\\b", "a//b", "./a", "new\nline"] {
        let mut files = plain.clone();
        files.push((name, b"x"));
        assert_eq!(of_bytes(&zipped(&files)), [("unsafe-release", "r.zip".to_owned())], "{name}");
    }
    // Two files of one name: the name of one is made that of another after packing.
    let mut files = plain.clone();
    files.push(("proJect.ron", b"x"));
    let mut bytes = zipped(&files);
    while let Some(at) = memchr::memmem::find(&bytes, b"proJect.ron") {
        bytes[at + 3] = b'j';
    }
    assert_eq!(of_bytes(&bytes), [("unsafe-release", "r.zip".to_owned())]);
    assert_eq!(of_bytes(b"no zip")[0].0, "bad-release");
    assert_eq!(of_bytes(&zipped(&[("a.txt", b"x")]))[0].0, "no-manifest");
}

#[test]
fn a_folder_that_was_packed_as_such_is_looked_into() {
    let contents = sample_release();
    let names: Vec<String> = contents.files.iter().map(|(name, _)| format!("my-release/{name}")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .zip(&contents.files)
        .map(|(name, (_, bytes))| (name.as_str(), bytes.as_slice()))
        .collect();
    assert_eq!(of_bytes(&zipped(&files)), []);
    let mut more = files.clone();
    more.push(("notes.txt", b"x"));
    assert_eq!(of_bytes(&zipped(&more)), [("added-file", "notes.txt".to_owned())]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let contents = sample_release();
    let (folder, path) = written(contents, "release");
    let outside = folder.path().join("codebook.ron");
    fs::rename(path.join("codebook.ron"), &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, path.join("codebook.ron")).expect("linked");
    let found = findings(&path, None);
    assert!(has(&found, "not-a-file", "codebook.ron"), "{found:?}");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in contents.files.iter().filter(|(name, _)| name != "codebook.ron") {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.add_symlink("codebook.ron", "/etc/passwd", SimpleFileOptions::default()).expect("linked");
    let found = of_bytes(&zip.finish().expect("zip").into_inner());
    assert!(has(&found, "not-a-file", "codebook.ron"), "{found:?}");
}

#[test]
fn a_manifest_that_promises_too_much_is_refused() {
    let contents = sample_release();
    let words = text(contents, "manifest.ron");
    for (from, to) in [
        ("bytes: ", "bytes: 99999999999"),
        ("version: 1", "version: 3"),
        ("obelus/release", "obelus/bundle"),
        ("(file: \"CHANGES.md\"", "(file: \"METHODS.md\""),
        ("sha256: \"", "sha256: \"z"),
    ] {
        let changed = words.replacen(from, to, 1).into_bytes();
        let issue = store::release::Manifest::read(changed).expect_err(from);
        assert!(!issue.message.is_empty() && !issue.hint.is_empty(), "{from}: {issue}");
    }
}

#[test]
fn what_systems_lay_into_folders_is_not_against_the_release() {
    let (_folder, path) = written(adjudicated_release(), "release");
    let names = [".DS_Store", "Thumbs.db", "annotations/.DS_Store", "annotations/maya/desktop.ini"];
    names.iter().for_each(|name| fs::write(path.join(name), [0, 1, 2]).expect("written"));
    let verified =
        verify(&read(&path, &Progress::new()).expect("read"), None, None, &Progress::new()).expect("whole");
    assert!(verified.is_sound() && verified.figures.is_some());
    let mut found: Vec<(&str, &str)> =
        verified.issues.iter().map(|issue| (issue.code, issue.file.as_str())).collect();
    found.sort_unstable();
    let mut noted = names.map(|name| ("system-file", name));
    noted.sort_unstable();
    assert_eq!(found, noted);
    fs::write(path.join("my.DS_Store"), "").expect("written");
    assert!(has(&findings(&path, None), "added-file", "my.DS_Store"));
}
