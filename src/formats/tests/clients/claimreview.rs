use super::{Row, ask, projects, rows, write};
use crate::formats::format;
use crate::formats::tests::round_trip::files;
use crate::model::{Body, Origin};
use std::collections::BTreeSet;

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn drafts_have_their_fields_and_every_mention() {
    for project in projects() {
        let mut wanted = BTreeSet::new();
        for (key, set) in project.sets() {
            let article = project.article(&key.article).expect("an article");
            for annotation in set.iter().filter(|one| !matches!(one.origin, Origin::Suggested { .. })) {
                let Body::Claim(claim) = &annotation.body else { continue };
                let claim = project.ledger().claim(claim).expect("a claim");
                let wording = claim.wording.trim();
                let row = Row {
                    article: article.metadata.title.clone(),
                    annotator: String::new(),
                    label: claim.label.clone(),
                    start: 0,
                    end: 0,
                    text: article.text.slice(annotation.span).expect("inside").to_owned(),
                    memo: if wording.is_empty() { claim.label.clone() } else { wording.to_owned() },
                };
                wanted.insert((claim.id.clone(), key.article.clone(), annotation.span, row));
            }
        }
        let mut wanted: Vec<Row> = wanted.into_iter().map(|(.., row)| row).collect();
        wanted.sort();
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &files(format("claimreview").expect("a format"), &project));
        assert_eq!(rows(&ask("claimreview_fields.py", folder.path(), None)), wanted);
        assert!(wanted.len() > 9);
    }
}
