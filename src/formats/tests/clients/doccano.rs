use super::{Row, sees};

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn its_reader_takes_every_label() {
    let without_memo =
        |rows: Vec<Row>| rows.into_iter().map(|row| Row { memo: String::new(), ..row }).collect();
    sees("doccano", "doccano_labels.py", |_, rows| without_memo(rows));
}
