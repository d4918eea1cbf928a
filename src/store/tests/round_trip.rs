//! What is saved is what is loaded.

use super::sample::*;
use crate::base::Progress;
use crate::store::*;

#[test]
fn the_sample_reads_back_without_findings() {
    let (folder, project) = saved();
    let opened = open(folder.path(), &Progress::new()).expect("opened");
    assert_eq!(opened.issues, []);
    assert_eq!(opened.value, project);
    for key in keys(&project) {
        assert_eq!(encode(&opened.value, &key), encode(&project, &key), "{key:?}");
        assert!(!save(folder.path(), &opened.value, &key).expect("saved").changed);
    }
}
