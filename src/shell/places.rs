//! Another name where one is taken.

use crate::formats::ExportError;
use std::path::{Path, PathBuf};

/// The most names that are tried.
const MOST: u32 = 999;

/// The place itself, and then the same with a number before its ending: `report.csv`, `report-2.csv` and so on.
fn numbered(path: &Path) -> impl Iterator<Item = PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let path = path.to_owned();
    (1..=MOST).map(move |number| match number {
        1 => path.clone(),
        number => path.with_file_name(format!("{stem}-{number}{ending}")),
    })
}

/// Has `write` write to the first of the [`numbered`] places where it finds nothing: there its refusal is not that the
/// place `is_taken`.
///
/// # Errors
/// What `write` fails with.
pub(super) fn first_free<T, E>(
    path: &Path,
    is_taken: impl Fn(&E) -> bool,
    mut write: impl FnMut(PathBuf) -> Result<T, E>,
) -> Result<T, E> {
    let mut outcome = write(path.to_owned());
    for place in numbered(path).skip(1) {
        match &outcome {
            Err(error) if is_taken(error) => outcome = write(place),
            Err(_) | Ok(_) => break,
        }
    }
    outcome
}

/// Has `write` write to the place, over what is there when it may be `replaced`, and otherwise to the [`first_free`] one.
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
    let is_taken = |error: &ExportError| {
        matches!(error, ExportError::Refused(issue)
            if matches!(issue.code, "exists" | "not-a-file" | "not-a-folder"))
    };
    first_free(path, is_taken, |path| write(path, false))
}
