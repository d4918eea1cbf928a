//! Another name where one is taken.

use crate::formats::ExportError;
use std::path::{Path, PathBuf};

/// The most names that are tried.
const MOST: u32 = 999;

/// The place itself, and then the same with a number before its ending: `report.csv`, `report-2.csv` and so on.
pub(super) fn numbered(path: &Path) -> impl Iterator<Item = PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let path = path.to_owned();
    (1..=MOST).map(move |number| match number {
        1 => path.clone(),
        number => path.with_file_name(format!("{stem}-{number}{ending}")),
    })
}

/// Has `write` write to the place, over what is there when it may be `replaced`, and otherwise to the first of the
/// [`numbered`] places where it finds nothing.
///
/// # Errors
/// What `write` fails with.
pub(super) fn write_at<T>(
    path: &Path,
    replaced: bool,
    mut write: impl FnMut(PathBuf, bool) -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    if replaced {
        return write(path.to_owned(), true);
    }
    let mut outcome = write(path.to_owned(), false);
    for place in numbered(path).skip(1) {
        match &outcome {
            Err(ExportError::Refused(issue)) if is_taken(issue.code) => outcome = write(place, false),
            Err(_) | Ok(_) => break,
        }
    }
    outcome
}

fn is_taken(code: &str) -> bool {
    matches!(code, "exists" | "not-a-file" | "not-a-folder")
}
