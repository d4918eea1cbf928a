use super::{sees, writes};
use crate::formats::Feature;

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn rows_are_as_the_server_wants_and_answers_them() {
    sees("hypothesis", "hypothesis_schema.py", |_, rows| rows);
    writes("hypothesis", "hypothesis_schema.py", &[Feature::Times]);
}
