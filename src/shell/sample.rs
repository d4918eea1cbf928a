//! The sample project inside the program, and its copy that can be written.

use crate::locale::Message;
use crate::message;
use crate::store::Pending;
use include_dir::{Dir, include_dir};
use std::fs;
use std::io;
use std::path::Path;

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/sample");

/// What is written last: it makes the folder a project.
const LAST: &str = "project.ron";

/// Puts a copy of the sample into a folder, unless there is one; a copy is never overwritten.
pub(super) fn copy_to(folder: &Path) -> Result<(), Message> {
    if folder.join(LAST).exists() {
        return Ok(());
    }
    if SAMPLE.get_file(LAST).is_none() {
        return Err(message!("program-no-sample"));
    }
    let copied = copy(&SAMPLE, folder).and_then(|()| match SAMPLE.get_file(LAST) {
        Some(file) => put(&folder.join(LAST), file.contents()),
        None => Ok(()),
    });
    copied.map_err(|error| message!("program-sample-not-copied", path = %folder.display(), why = %error))
}

fn copy(from: &Dir<'_>, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for file in from.files() {
        let path = folder.join(file.path());
        let name = file.path().to_string_lossy();
        if name != LAST && name.ends_with(".ron") {
            put(&path, file.contents())?;
        }
    }
    for below in from.dirs().filter(|below| below.path() != Path::new("source")) {
        fs::create_dir_all(folder.join(below.path()))?;
        copy(below, folder)?;
    }
    Ok(())
}

/// Puts a file there, whole, unless there is one.
fn put(path: &Path, content: &[u8]) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let pending = Pending::beside(path);
    fs::write(pending.temporary(), content)?;
    match pending.create_file() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        placed => placed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_made_once_and_kept() {
        let place = tempfile::tempdir().expect("folder");
        let folder = place.path().join("data/sample");
        copy_to(&folder).expect("copied");
        let project = crate::store::open(&folder, &crate::base::Progress::new()).expect("opens").value;
        assert!(project.article_count() > 0);
        let article =
            folder.join("articles").join(format!("{}.ron", project.articles().next().expect("one").id));
        fs::write(&article, "mine").expect("written");
        copy_to(&folder).expect("there already");
        assert_eq!(fs::read_to_string(&article).expect("read"), "mine");
    }
}
