//! `obelus verify`.

use super::failure::Failure;
use super::json::{self, Json};
use super::outcome::Outcome;
use super::output::{self, write_all};
use super::progress;
use crate::release::{self, Verified};
use crate::store;
use crate::text::{Digest, Text};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is verified.
#[derive(Debug, Clone, clap::Args)]
pub struct VerifyArgs {
    /// The release: a folder or a .zip file.
    pub release: PathBuf,
    /// The SHA-256 of its manifest as it was published.
    #[arg(long)]
    pub digest: Option<String>,
    /// A project with the articles' texts, for a release without them.
    #[arg(long)]
    pub texts: Option<PathBuf>,
    /// Write the outcome as a JSON object.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn run(args: &VerifyArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let digest = args.digest.as_deref().map(|words| {
        Digest::from_hex(&words.trim().to_lowercase())
            .ok_or_else(|| Failure::new(format!("“{words}” is no SHA-256"), "It has 64 hexadecimal digits."))
    });
    let digest = digest.transpose()?;
    let texts = args.texts.as_deref().map(texts).transpose()?;
    let found = store::release::read(&args.release, &progress::shown("Reading"))?;
    let verified = release::verify(&found, digest, texts.as_ref(), &progress::shown("Verifying"));
    let Some(verified) = verified else { return Err(Failure::new("it was cancelled", "")) };
    write_all(out, &if args.json { format!("{}\n", object(&verified)) } else { text(&verified) })?;
    Ok(output::outcome(&verified.issues))
}

/// The texts of a project's articles by digest.
fn texts(root: &Path) -> Result<BTreeMap<Digest, Text>, Failure> {
    let head = store::open_head(root)?.value;
    // An article that cannot be read has no text to offer.
    let articles = head.articles.iter().filter_map(|id| store::read_article(root, id).ok());
    Ok(articles.map(|article| (article.value.text.digest(), article.value.text.clone())).collect())
}

fn text(verified: &Verified) -> String {
    let figures = match verified.figures {
        Some(count) => format!("{count} figures worked out again"),
        None => "figures not worked out again".to_owned(),
    };
    let word = if verified.is_sound() { "The release is sound" } else { "The release is NOT sound" };
    format!(
        "{}{word}: {} files, {figures}.\nSHA-256 of manifest.ron: {}\n",
        output::lines(&verified.issues),
        verified.files,
        verified.digest
    )
}

fn object(verified: &Verified) -> Json {
    json::object([
        ("sound", verified.is_sound().into()),
        ("digest", verified.digest.to_string().into()),
        ("files", verified.files.into()),
        ("figures", verified.figures.into()),
        ("findings", json::issues(&verified.issues)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::told;
    use super::super::{Arguments, Outcome};
    use clap::Parser as _;
    use std::path::Path;

    /// Runs the command line; returns how it went, and what it wrote.
    fn obelus(arguments: &[&str]) -> (Outcome, String, String) {
        let all = ["obelus"].iter().chain(arguments);
        let action = Arguments::try_parse_from(all).expect("arguments").command.expect("a command");
        told(&action)
    }

    fn sample() -> String {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample").display().to_string()
    }

    #[test]
    fn freezing_asks_for_what_is_not_complete_and_verifying_finds_what_changed() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("release");
        let (release, sample) = (path.display().to_string(), sample());
        let (outcome, out, err) = obelus(&["freeze", &sample]);
        assert_eq!((outcome, err.as_str()), (Outcome::Findings, ""));
        assert_eq!(out.lines().count(), 153, "{out}");
        let (outcome, _, err) = obelus(&["freeze", &sample, "-o", &release]);
        assert_eq!(outcome, Outcome::Failed);
        assert!(err.contains("there are 153 findings") && err.contains("--incomplete"), "{err}");
        assert!(!path.exists());
        let (outcome, out, err) =
            obelus(&["freeze", &sample, "-o", &release, "--incomplete", "--language", "fr"]);
        assert_eq!(
            (outcome, err.as_str()),
            (Outcome::Findings, "The release is not complete, and says so.\n")
        );
        let digest = out.trim_end().rsplit(' ').next().expect("digest").to_owned();
        assert_eq!(digest.len(), 64, "{out}");
        let (outcome, out, _) = obelus(&["verify", &release, "--digest", &digest]);
        assert_eq!(outcome, Outcome::Clean, "{out}");
        assert!(out.starts_with("The release is sound: 31 files, 244 figures worked out again.\n"), "{out}");
        let other = "0".repeat(64);
        let (outcome, out, _) = obelus(&["verify", &release, "--digest", &other]);
        assert_eq!(outcome, Outcome::Findings);
        assert!(out.starts_with("error changed-manifest manifest.ron - "), "{out}");
        std::fs::write(path.join("claims/maya.ron"), "()").expect("changed");
        let (outcome, out, _) = obelus(&["verify", &release, "--json"]);
        assert_eq!(outcome, Outcome::Findings);
        let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(value["sound"], false);
        let found = value["findings"].as_array().expect("list");
        let changed =
            |one: &&serde_json::Value| one["code"] == "changed-file" && one["file"] == "claims/maya.ron";
        assert!(found.iter().any(|one| changed(&one)), "{out}");
        let (outcome, _, err) = obelus(&["verify", &sample]);
        assert_eq!(outcome, Outcome::Failed);
        assert!(err.contains("There is no manifest.ron"), "{err}");
        let (outcome, _, err) = obelus(&["verify", &release, "--digest", "12"]);
        assert_eq!(outcome, Outcome::Failed);
        assert!(err.contains("no SHA-256"), "{err}");
    }

    #[test]
    fn a_part_is_frozen_without_texts_and_names() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("release.zip");
        let (release, sample) = (path.display().to_string(), sample());
        let part =
            ["--article", "05*", "--article", "06*", "--layer", "claims", "--annotator", "Maya Lindqvist"];
        let how = ["--no-text", "--pseudonyms", "--incomplete", "--json", "-o", &release];
        let (outcome, out, err) = obelus(&[&["freeze", &sample], &part[..], &how[..]].concat());
        assert_eq!(outcome, Outcome::Clean, "{out}{err}");
        let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(value["release"], release.as_str());
        let (outcome, out, _) = obelus(&["verify", &release]);
        assert_eq!(outcome, Outcome::Clean);
        assert!(out.contains("figures not worked out again"), "{out}");
        let (outcome, out, _) = obelus(&["verify", &release, "--texts", &sample]);
        assert_eq!(outcome, Outcome::Clean, "{out}");
        assert!(out.contains("figures worked out again"), "{out}");
        let other = folder.path().join("other").display().to_string();
        let (outcome, _, err) = obelus(&["new", &other]);
        assert_eq!(outcome, Outcome::Clean, "{err}");
        let (outcome, out, _) = obelus(&["verify", &release, "--texts", &other]);
        assert_eq!(outcome, Outcome::Findings, "{out}");
        assert!(out.contains("warning other-texts ") && out.contains("has none of the 2 texts"), "{out}");
        assert!(out.contains("The release is sound"), "{out}");
        for wrong in [["--layer", "x"], ["--annotator", "x"], ["--article", "x"]] {
            let (outcome, _, err) = obelus(&["freeze", &sample, wrong[0], wrong[1]]);
            assert_eq!(outcome, Outcome::Failed, "{wrong:?}: {err}");
        }
    }

    #[test]
    fn days_and_layers_are_understood_alike_everywhere() {
        let sample = sample();
        let all = ["obelus", "", &sample, "--format", "csv"];
        for command in ["export", "freeze"] {
            for side in ["--from", "--until"] {
                for (day, sound) in
                    [("2025-07-03", true), ("2024-02-29", true), ("2025-02-29", false)].into_iter().chain(
                        ["2025-13-01", "2025-01-00", "2025", "2025-7-3", "July", ""].map(|day| (day, false)),
                    )
                {
                    let count = if command == "export" { all.len() } else { 3 };
                    let mut given = all[..count].to_vec();
                    given[1] = command;
                    given.extend([side, day]);
                    assert_eq!(Arguments::try_parse_from(&given).is_ok(), sound, "{given:?}");
                }
            }
        }
        let project =
            crate::store::open(Path::new(&sample), &crate::base::Progress::new()).expect("opened").value;
        let layer = project.codebook().claim_layer().expect("claims");
        let (id, name) = (layer.id.as_str(), layer.name.to_uppercase());
        assert_ne!(id, name);
        for command in [
            &["agreement", &sample, "--layer"][..],
            &["freeze", &sample, "--layer"],
            &["adjudicate", &sample, "--agreed", "--dry-run", "--as", "The Lead", "--layer"],
            &["export", &sample, "-f", "csv", "-o", "-", "--layer"],
        ] {
            let called = |layer: &str| obelus(&[command, &[layer]].concat());
            let (outcome, by_id, err) = called(id);
            assert_ne!(outcome, Outcome::Failed, "{command:?}: {err}");
            assert_eq!(called(&name).1, by_id, "{command:?}");
            assert!(called("x").2.contains("there is no layer “x”; there are "), "{command:?}");
        }
    }

    #[test]
    fn an_export_with_other_names_tells_where_somebody_is_named() {
        let folder = tempfile::tempdir().expect("folder");
        let project = folder.path().join("project");
        copy(Path::new(&sample()), &project);
        let claims = project.join("claims/maya.ron");
        let words = std::fs::read_to_string(&claims).expect("read");
        let named = words.replacen("memo: \"", "memo: \"Ask Maya Lindqvist. ", 1);
        let named = if named == words { words.replacen("label: \"", "label: \"Maya’s ", 1) } else { named };
        std::fs::write(&claims, named).expect("written");
        let project = project.display().to_string();
        let export = ["export", &project, "-f", "csv", "-o", "-"];
        let (_, _, err) = obelus(&export);
        assert!(!err.contains("names-somebody"), "{err}");
        let (_, _, err) = obelus(&[&export[..], &["--pseudonyms"]].concat());
        assert!(err.contains("note names-somebody claims/"), "{err}");
    }

    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("folder");
        for entry in std::fs::read_dir(from).expect("listed") {
            let entry = entry.expect("entry");
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target).expect("copied");
            }
        }
    }

    #[test]
    fn versions_that_wait_and_files_that_cannot_be_read_stand_against_freezing() {
        let folder = tempfile::tempdir().expect("folder");
        let (project, path) = (folder.path().join("project"), folder.path().join("release"));
        copy(Path::new(&sample()), &project);
        let set = project.join("annotations/maya/01-northern-wire.ron");
        std::fs::copy(&set, set.with_file_name("01-northern-wire~2d711642b726.ron")).expect("copied");
        std::fs::write(project.join("annotations/tomas/07-die-woche.ron"), "(").expect("written");
        let (project, release) = (project.display().to_string(), path.display().to_string());
        let (outcome, out, _) = obelus(&["freeze", &project]);
        assert_eq!(outcome, Outcome::Findings);
        for kind in ["warning conflict annotations/maya/", "error broken-ron annotations/tomas/"] {
            assert!(out.contains(kind), "{kind} in {out}");
        }
        let (outcome, ..) = obelus(&["freeze", &project, "-o", &release, "--incomplete", "--pseudonyms"]);
        assert_eq!(outcome, Outcome::Findings);
        let said = std::fs::read_to_string(path.join("INCOMPLETE.txt")).expect("read");
        assert!(said.contains("broken-ron: 1\nconflict: 1\n") && !said.contains("maya"), "{said}");
        let (outcome, out, _) = obelus(&["verify", &release]);
        assert_eq!(outcome, Outcome::Clean, "{out}");
    }
}
