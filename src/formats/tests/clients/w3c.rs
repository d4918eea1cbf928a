use super::{sees, writes};

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn pyld_sees_and_writes_every_annotation() {
    sees("w3c", "w3c_pyld.py", |_, rows| rows);
    writes("w3c", "w3c_pyld.py", &[]);
}
