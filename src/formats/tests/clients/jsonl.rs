use super::{sees, writes};

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn spacy_sees_every_span() {
    sees("jsonl", "spacy_spans.py", |_, rows| rows);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn datasets_sees_and_writes_every_span() {
    sees("jsonl", "datasets_json.py", |_, rows| rows);
    writes("jsonl", "datasets_json.py", &[]);
}
