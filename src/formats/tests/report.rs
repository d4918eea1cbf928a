//! The formats for people: what is in them can be read back as it was, and nothing of it becomes markup.

#[test]
fn scratch_write() {
    use super::projects::torture;
    use super::round_trip::files;
    let dir = std::path::PathBuf::from(std::env::var("SCRATCH").unwrap());
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let sample = crate::store::open(&sample, &crate::base::Progress::new()).expect("the sample opens").value;
    for (name, project) in [("sample", sample), ("torture", torture())] {
        for id in ["html", "markdown"] {
            for (file, bytes) in files(crate::formats::format(id).unwrap(), &project) {
                std::fs::write(dir.join(format!("{name}-{file}")), bytes).unwrap();
            }
        }
    }
}
