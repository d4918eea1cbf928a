use super::{sees, writes};

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn cassis_sees_and_writes_every_span_of_json() {
    sees("uima-json", "cassis_cas.py", |_, rows| rows);
    writes("uima-json", "cassis_cas.py", &[]);
}

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn cassis_sees_every_span_of_xmi() {
    sees("uima-xmi", "cassis_cas.py", |_, rows| rows);
}
