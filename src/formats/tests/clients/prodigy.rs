use super::sees;

#[test]
#[ignore = "needs the Python packages of tests/clients/requirements.txt; .ci/run installs them and runs this"]
fn spacy_makes_its_documents_of_the_tokens() {
    sees("prodigy", "prodigy_spacy.py", |_, rows| rows);
}
