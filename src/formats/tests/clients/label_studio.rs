use super::{Row, ask, expected, projects, sees, write, writes};
use crate::base::Progress;
use crate::formats::tests::round_trip::files;
use crate::formats::{Input, format};
use crate::model::Origin;

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn its_package_validates_and_converts_every_result() {
    sees("label-studio", "label_studio.py", |_, rows| rows);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn an_export_of_its_server_comes_back() {
    writes("label-studio", "label_studio.py", &[]);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn its_flat_export_is_read() {
    let format = format("label-studio").expect("a format");
    for project in projects() {
        let (export, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        write(export.path(), &files(format, &project));
        let rewritten = out.path().join("full");
        std::fs::create_dir(&rewritten).expect("made");
        ask("label_studio.py", export.path(), Some(&rewritten));
        let flat = std::fs::read(out.path().join("full-min/result.json")).expect("written");
        let input = Input { files: &[("result.json".to_owned(), flat)], progress: &Progress::new() };
        assert!(format.recognises(&input));
        let read = format.import(&input).expect("read").value;
        let mut seen = Vec::new();
        for document in &read.documents {
            seen.extend(document.marks.iter().map(|mark| Row {
                article: document.name.clone(),
                annotator: mark.annotator.clone(),
                label: mark.label.clone(),
                start: mark.start,
                end: mark.end,
                text: mark.exact.clone().expect("quoted"),
                memo: String::new(),
            }));
        }
        seen.sort();
        let suggested: usize = project
            .sets()
            .map(|(_, set)| set.iter().filter(|one| matches!(one.origin, Origin::Suggested { .. })).count())
            .sum();
        let mut wanted = expected(&project, format);
        wanted.iter_mut().for_each(|row| row.memo.clear());
        wanted.sort();
        assert_eq!(seen.len() + suggested, wanted.len());
        assert!(seen.iter().all(|row| wanted.binary_search(row).is_ok()));
    }
}
