//! Files of a project: `project.ron`, the codebook, an article and a set, parted by a byte 1E.

#![no_main]

use libfuzzer_sys::fuzz_target;
use obelus::base::Progress;
use obelus::store;
use obelus_fuzz::parts;
use std::fs;

const NAMES: [&str; 5] =
    ["project.ron", "codebook.ron", "articles/a.ron", "annotations/ada/a.ron", "claims/ada.ron"];

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in NAMES.iter().zip(parts::<5>(bytes)) {
        if bytes.is_empty() {
            continue;
        }
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, bytes).expect("written");
    }
    let _ = store::open(folder.path(), &Progress::new());
    let _ = store::check(folder.path(), &Progress::new());
});
