use super::{Row, sees, writes};
use crate::compare::ClaimClasses;
use crate::model::{Body, Origin, Project, SetKey, Value};

fn on_one_line(_: &Project, mut rows: Vec<Row>) -> Vec<Row> {
    for row in &mut rows {
        row.text = row.text.replace(['\t', '\n', '\r'], " ");
        row.memo = row.memo.replace(['\t', '\n', '\r'], " ");
    }
    rows
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn pandas_sees_and_writes_csv() {
    sees("csv", "tables_pandas.py", |_, rows| rows);
    writes("csv", "tables_pandas.py", &[]);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn pandas_sees_and_writes_tsv() {
    sees("tsv", "tables_pandas.py", on_one_line);
    writes("tsv", "tables_pandas.py", &[]);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn pandas_sees_workbooks() {
    sees("xlsx", "tables_pandas.py", |_, rows| rows);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn python_sees_and_writes_csv_and_tsv() {
    sees("csv", "tables_csv.py", |_, rows| rows);
    writes("csv", "tables_csv.py", &[]);
    sees("tsv", "tables_csv.py", on_one_line);
    writes("tsv", "tables_csv.py", &[]);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn openpyxl_sees_and_writes_workbooks() {
    sees("xlsx", "tables_openpyxl.py", |_, rows| rows);
    writes("xlsx", "tables_openpyxl.py", &[]);
}

/// The statements of a project: mentions that take a side, under the names that discourse networks know.
fn statements(project: &Project, rows: Vec<Row>) -> Vec<Row> {
    let classes = ClaimClasses::of(project.ledger());
    let mut statements = Vec::new();
    for (key, set) in project.sets() {
        let SetKey { annotator, article } = key;
        let text = &project.article(article).expect("an article").text;
        for annotation in set.iter() {
            let Body::Claim(claim) = &annotation.body else { continue };
            if matches!(annotation.origin, Origin::Suggested { .. }) {
                continue;
            }
            let stance = annotation.attributes.iter().find(|(id, _)| id.as_str() == "stance");
            if stance.is_some_and(|(_, value)| matches!(value, Value::Choice(id) if id.as_str() == "neutral"))
            {
                continue;
            }
            let span = annotation.span;
            statements.push(Row {
                article: project.article(article).expect("an article").title_or_name().to_owned(),
                annotator: project.annotator(annotator).expect("one").name.clone(),
                label: project.ledger().claim(classes.class(claim)).expect("a claim").label.clone(),
                start: text.utf16_at(span.start()).expect("inside"),
                end: text.utf16_at(span.end()).expect("inside"),
                text: text.slice(span).expect("inside").to_owned(),
                memo: String::new(),
            });
        }
    }
    assert!(!statements.is_empty() && statements.len() < rows.len());
    statements
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn pandas_sees_statements() {
    sees("dna", "dna_pandas.py", statements);
}
