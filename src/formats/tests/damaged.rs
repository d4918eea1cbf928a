//! Files that are cut off, changed or something else altogether: findings, never a panic.

use super::projects::{PIECES, project, tag, torture};
use super::round_trip::{files, readers};
use crate::base::{Issue, Progress};
use crate::formats::plan;
use crate::formats::{Format, ImportOptions, Input, guess};
use crate::model::{LabelMapping, Project};

/// Reads files that may be anything, and carries out what comes of them.
fn read(format: &dyn Format, project: &Project, files: &[(String, Vec<u8>)]) -> Result<(), Issue> {
    let input = Input { files, progress: &Progress::new() };
    format.recognises(&input);
    let read = format.import(&input)?.value;
    let plan =
        plan(project, &read, &guess(project, &read, &LabelMapping::default()), &ImportOptions::default());
    let mut target = project.clone();
    for edit in plan.edits {
        target.apply(edit).unwrap_or_else(|error| panic!("{}: {error}", format.about().id));
    }
    Ok(())
}

fn small() -> Project {
    let mut project = project(&[PIECES[..8].concat()]);
    let seeds = |salt: u32| {
        (0..4).map(|n| (n * 5 + salt, n * 3, n as u8 * 7, n as u8, 2, u64::from(n + 9))).collect::<Vec<_>>()
    };
    tag(&mut project, "ada", 0, &seeds(1), true);
    tag(&mut project, "maya", 0, &seeds(2), false);
    project
}

#[test]
fn files_that_are_cut_off_are_no_disaster() {
    let project = small();
    for format in readers() {
        let whole = files(format, &project);
        for (at, (_, bytes)) in whole.iter().enumerate() {
            for part in 0..40 {
                let mut cut = whole.clone();
                cut[at].1.truncate(bytes.len() * part / 40);
                let _ = read(format, &project, &cut);
            }
        }
    }
}

#[test]
fn files_with_changed_bytes_are_no_disaster() {
    let project = small();
    for format in readers() {
        let whole = files(format, &project);
        for (at, (_, bytes)) in whole.iter().enumerate() {
            for step in 0..60_usize {
                let mut changed = whole.clone();
                let place = (step * 7919 + 13) % bytes.len().max(1);
                if let Some(byte) = changed[at].1.get_mut(place) {
                    *byte = [b'9', b'"', 0xff, b'<', b'\n', 0][step % 6];
                }
                let _ = read(format, &project, &changed);
            }
        }
    }
}

#[test]
fn what_is_nothing_of_the_kind_is_refused_with_a_reason() {
    let project = small();
    let junk: [&[u8]; 6] = [b"", b"\0\0\0\0", b"PK\x03\x04 broken", b"{\"a\": [", b"<a><b></a>", &[0xff; 64]];
    for format in readers() {
        let ending = format.about().ending;
        for bytes in junk {
            let files = vec![(format!("x.{ending}"), bytes.to_vec())];
            let input = Input { files: &files, progress: &Progress::new() };
            if let Err(issue) = format.import(&input) {
                assert!(
                    !issue.message.is_empty() && issue.file.contains('x'),
                    "{}: {issue}",
                    format.about().id
                );
            }
            let _ = read(format, &project, &files);
        }
        let none = Input { files: &[], progress: &Progress::new() };
        let _ = format.import(&none);
    }
}

#[test]
fn every_format_knows_its_own_files_and_no_other_takes_them_first() {
    let project = torture();
    for format in readers() {
        let files = files(format, &project);
        let input = Input { files: &files, progress: &Progress::new() };
        let found = crate::formats::recognise(&input).map(|found| found.about().id);
        assert_eq!(found, Some(format.about().id));
        let read = crate::formats::read(format, &input).unwrap_or_else(|issue| panic!("{issue}"));
        assert_eq!(read.issues, [], "{}: all files of an export are its own", format.about().id);
    }
}
