use super::{Row, accepted, ask, expected, projects, rows, write};
use crate::base::ClaimId;
use crate::formats::format;
use crate::formats::shared::encoding;
use crate::formats::tests::round_trip::files;
use crate::model::{Project, Role};

/// The names that a reader sees instead of labels.
fn named(project: &Project, row: &Row) -> String {
    let codebook = project.codebook();
    match encoding::labelled(codebook, &row.label) {
        Some(encoding::Labelled::Code(code)) => codebook.code(code.as_str()).expect("a code").1.name.clone(),
        Some(encoding::Labelled::Unit(layer)) => {
            format!("{}: no answer yet", codebook.layer(layer.as_str()).expect("a layer").name)
        }
        Some(encoding::Labelled::Note) => "Note".to_owned(),
        Some(encoding::Labelled::Claim) | None => String::new(),
    }
}

/// What a reader of the report sees: every text, and every annotation with its place where the text shows it.
fn wanted(project: &Project) -> Vec<Row> {
    let accepted = accepted(project);
    let project = accepted.as_ref().unwrap_or(project);
    let places: Vec<_> = project.articles().collect();
    let place = |name: &str| places.iter().position(|one| one.id.as_str() == name).expect("an article") + 1;
    let is_lead =
        |name: &str| project.annotators().any(|one| one.id.as_str() == name && one.role == Role::Adjudicator);
    // Counted in code points, as Python does.
    let all = expected(project, format("jsonl").expect("a format"));
    let mut wanted: Vec<Row> = all
        .iter()
        .map(|row| {
            let adjudicated = all.iter().any(|one| one.article == row.article && is_lead(&one.annotator));
            let shown = !adjudicated || is_lead(&row.annotator);
            let whose = project.annotators().find(|one| one.id.as_str() == row.annotator).expect("somebody");
            Row {
                article: place(&row.article).to_string(),
                annotator: whose.name.clone(),
                label: named(project, row),
                start: if shown { row.start } else { 0 },
                end: if shown { row.end } else { 0 },
                text: row.text.clone(),
                memo: row.memo.clone(),
            }
        })
        .collect();
    wanted.extend(places.iter().map(|article| Row {
        article: place(article.id.as_str()).to_string(),
        annotator: String::new(),
        label: "text".to_owned(),
        start: 0,
        end: article.text.code_points(),
        text: article.text.as_str().to_owned(),
        memo: String::new(),
    }));
    wanted
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn parsers_see_every_text_and_every_mark() {
    for project in projects() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &files(format("html").expect("a format"), &project));
        let claims: Vec<(ClaimId, String)> =
            project.ledger().claims().map(|claim| (claim.id.clone(), claim.label.clone())).collect();
        let mut seen = rows(&ask("html_report.py", folder.path(), None));
        for row in &mut seen {
            if claims.iter().any(|(_, label)| *label == row.label) {
                row.label = String::new();
            }
        }
        seen.sort();
        let mut wanted = wanted(&project);
        wanted.sort();
        let missing: Vec<_> = wanted.iter().filter(|row| !seen.contains(row)).take(3).collect();
        let added: Vec<_> = seen.iter().filter(|row| !wanted.contains(row)).take(3).collect();
        assert!(
            seen == wanted,
            "{} rows for {}\nmissing {missing:#?}\nadded {added:#?}",
            seen.len(),
            wanted.len()
        );
    }
}
