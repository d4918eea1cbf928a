//! The measures held against public Python packages. `tests/references/requirements.txt` pins them, `.ci/run` installs
//! them and runs these tests by name.

mod items;
mod spans;

use super::Measured;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Gives `input` to a script of `tests/references` and returns the numbers it prints, one a line; `nan` where the
/// package has no value. The script reads all its input before it prints. `OBELUS_TEST_PYTHON` names the interpreter.
pub(super) fn ask(script: &str, input: &str) -> Vec<f64> {
    let python = std::env::var("OBELUS_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/references").join(script);
    let mut child = Command::new(&python)
        .arg(&path)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{python}: {error}"));
    let written = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the script ends");
    assert!(output.status.success(), "{script}: {}", output.status);
    written.expect("the script reads its input");
    let text = String::from_utf8(output.stdout).expect("numbers");
    text.lines()
        .map(|line| line.parse().unwrap_or_else(|_| panic!("{script}: not a number: {line}")))
        .collect()
}

/// Compares what is measured here with the numbers that a script prints for `input`, in the same order. Returns how many
/// were defined, and how many not: a package must have no value exactly where there is none here.
pub(super) fn compare(script: &str, input: &str, measured: &[(String, Measured)]) -> [usize; 2] {
    let answers = ask(script, input);
    assert_eq!(answers.len(), measured.len(), "{script} prints something else than was asked");
    let mut found = [0, 0];
    for ((name, here), there) in measured.iter().zip(answers) {
        match here {
            Ok(value) => assert!((value - there).abs() <= 1e-9, "{name}: {value} here, {there} there"),
            Err(why) => assert!(there.is_nan(), "{name}: {why} here, {there} there"),
        }
        found[usize::from(here.is_err())] += 1;
    }
    found
}
