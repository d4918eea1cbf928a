//! Annotation sets of other programs: recognised, read by each format, planned and carried out on the sample project. The
//! bytes are one file or, parted by a byte 1E, two.

#![no_main]

use libfuzzer_sys::fuzz_target;
use obelus::base::Progress;
use obelus::formats::{ImportOptions, Input, guess, plan, read, readers, recognise};
use obelus::model::{LabelMapping, Project};
use obelus_fuzz::{parts, sample};
use std::sync::LazyLock;

static PROJECT: LazyLock<Project> = LazyLock::new(sample);
const NAMES: [(&str, &str); 8] = [
    ("a.json", "b.json"),
    ("a.xml", "b.xml"),
    ("a.csv", "b.csv"),
    ("a.jsonl", "b.jsonl"),
    ("a.ann", "a.txt"),
    ("a.tsv", "b.tsv"),
    ("a.qde", "sources/a.txt"),
    ("a.qdc", "b.qdc"),
];

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let (first, second) = NAMES[usize::from(*which) % NAMES.len()];
    let [one, two] = parts(bytes);
    let mut files = vec![(first.to_owned(), one.to_vec())];
    files.extend((!two.is_empty()).then(|| (second.to_owned(), two.to_vec())));
    let input = Input { files: &files, progress: &Progress::new() };
    recognise(&input);
    for format in readers() {
        let Ok(found) = read(format, &input) else { continue };
        let mapping = guess(&PROJECT, &found.value, &LabelMapping::default());
        let mut target = PROJECT.clone();
        for edit in plan(&PROJECT, &found.value, &mapping, &ImportOptions::default()).edits {
            target.apply(edit).unwrap_or_else(|error| panic!("{}: {error}", format.about().id));
        }
    }
});
