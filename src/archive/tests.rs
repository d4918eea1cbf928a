use super::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(files: &[(&str, u64)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, size) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
        io::copy(&mut io::repeat(b' ').take(*size), &mut zip).expect("written");
    }
    zip.finish().expect("packed").into_inner()
}

fn open(bytes: &[u8]) -> Result<Archive<Cursor<&[u8]>>, ArchiveError> {
    Archive::open(Cursor::new(bytes), Limits::held(10))
}

#[test]
fn what_a_zip_says_of_itself_is_looked_at_before_anything_is_unpacked() {
    assert!(matches!(open(b"").expect_err("nothing"), ArchiveError::Damaged));
    assert!(matches!(open(b"PK\x03\x04 and no more").expect_err("cut"), ArchiveError::Damaged));
    let names: Vec<String> = (0..11).map(|at| at.to_string()).collect();
    let many: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 1)).collect();
    assert!(open(&packed(&many[..10])).is_ok());
    assert!(matches!(open(&packed(&many)).expect_err("many"), ArchiveError::TooMany(10)));
    let large = packed(&[("a", 1), ("b", LARGEST_FILE + 1)]);
    let error = open(&large).expect_err("large");
    assert_eq!(error.message().english(), "“b” unpacks to more than 64 MB");
    let small = packed(&[("a", LARGEST_FILE), ("b", LARGEST_FILE), ("c", 1)]);
    assert!(small.len() < 1 << 20);
    assert_eq!(open(&small).expect_err("inflates").message().english(), "it unpacks to more than 128 MB");
    assert!(Archive::open(Cursor::new(&small), Limits::streamed(3, LARGEST_FILE)).is_ok());
    assert_eq!(Limits::held(1).sum(u64::MAX), LARGEST_SUM);
    assert_eq!(Limits::held(1).sum(10 << 20), 160 << 20);
}

#[test]
fn files_under_one_name_and_files_that_share_bytes_are_refused() {
    let mut twice = packed(&[("flip", 3), ("flop", 3)]);
    while let Some(at) = memchr::memmem::find(&twice, b"flop") {
        twice[at..at + 4].copy_from_slice(b"flip");
    }
    assert!(matches!(open(&twice).expect_err("twice"), ArchiveError::Twice));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a", SimpleFileOptions::default()).expect("begun");
    zip.write_all(&[b' '; 5000]).expect("written");
    zip.shallow_copy_file("a", "b").expect("copied");
    let shared = zip.finish().expect("packed").into_inner();
    assert!(matches!(open(&shared).expect_err("shared"), ArchiveError::Overlap));
}

/// The zip with another size stated for each file, in both headers.
fn restated(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    for (signature, place) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
        let all: Vec<usize> = memchr::memmem::find_iter(&bytes, signature).collect();
        for at in all {
            bytes[at + place..at + place + 4].copy_from_slice(&size.to_le_bytes());
        }
    }
    bytes
}

#[test]
fn sizes_are_not_believed() {
    let bytes = restated(packed(&[("a", LARGEST_FILE + 1)]), 1);
    let mut archive = open(&bytes).expect("it says that it is small");
    assert!(archive.read(0).is_err());
    assert!(open(&bytes).expect("opened").check(|_, _| Ok::<(), ArchiveError>(())).is_err());
    let taken = archive.stream(0, |reader| io::copy(reader, &mut io::sink()));
    assert!(taken.is_err() || taken.is_ok_and(|copied| copied.is_err()));
    // What was unpacked counts, whichever file it came out of.
    let bytes = packed(&[("a", LARGEST_FILE), ("b", LARGEST_FILE)]);
    let mut archive = open(&bytes).expect("opened");
    archive.read(0).expect("a");
    archive.read(1).expect("b");
    assert!(matches!(archive.read(0).expect_err("no more"), ArchiveError::TooLarge(_)));
    let mut archive = open(&bytes).expect("opened");
    assert!(matches!(
        archive.read_at_most(0, 10).expect_err("large"),
        ArchiveError::FileTooLarge { most: 10, .. }
    ));
}

#[test]
fn links_folders_and_unknown_packing_are_no_files() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_directory("folder", SimpleFileOptions::default()).expect("folder");
    zip.add_symlink("link", "/etc/passwd", SimpleFileOptions::default()).expect("link");
    zip.start_file("odd", SimpleFileOptions::default()).expect("begun");
    zip.write_all(b"words").expect("written");
    let mut bytes = zip.finish().expect("packed").into_inner();
    let mut archive = open(&bytes).expect("opened");
    assert!(!archive.is_file(0) && !archive.is_file(1) && archive.is_file(2));
    for at in 0..2 {
        assert!(matches!(archive.read(at).expect_err("no file"), ArchiveError::NoFile));
    }
    for (signature, place) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        let at = memchr::memmem::rfind(&bytes, signature).expect("a header");
        bytes[at + place] = 99;
    }
    let mut archive = open(&bytes).expect("opened");
    assert!(matches!(archive.read(2).expect_err("packed"), ArchiveError::Packed));
}

#[test]
fn more_files_than_two_bytes_count_are_counted() {
    for count in [3, 65_534, 65_535, 66_000] {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..count {
            zip.start_file(at.to_string(), SimpleFileOptions::default()).expect("begun");
        }
        let bytes = zip.finish().expect("packed").into_inner();
        let archive = Archive::open(Cursor::new(&bytes), Limits::streamed(count, 1)).expect("opened");
        assert_eq!(archive.len(), count);
    }
}
