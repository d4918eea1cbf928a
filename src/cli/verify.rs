//! `obelus verify`.

use super::{Failure, Outcome, json};
use crate::base::Progress;
use crate::release::{self, Verified};
use crate::store;
use crate::text::{Digest, Text};
use clap::Args;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What is verified.
#[derive(Debug, Clone, Args)]
pub struct Verify {
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

pub(super) fn run(asked: &Verify, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let digest = asked.digest.as_deref().map(|words| {
        Digest::from_hex(&words.trim().to_lowercase()).ok_or_else(|| {
            Failure::new(format!("“{words}” is no SHA-256"), "It has 64 hexadecimal digits.")
        })
    });
    let digest = digest.transpose()?;
    let texts = asked.texts.as_deref().map(texts).transpose()?.unwrap_or_default();
    let found = store::release::read(&asked.release)?;
    let verified = release::verify(&found, digest, &texts, &Progress::new());
    let Some(verified) = verified else { return Err(Failure::new("it was cancelled", "")) };
    let written = if asked.json { write_json(&verified, out) } else { write_text(&verified, out) };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(if verified.is_sound() { Outcome::Clean } else { Outcome::Findings })
}

/// The texts of a project's articles by digest.
fn texts(root: &Path) -> Result<BTreeMap<Digest, Text>, Failure> {
    let head = store::open_head(root)?.value;
    // An article that cannot be read has no text to offer.
    let articles = head.articles.iter().filter_map(|id| store::read_article(root, id).ok());
    Ok(articles.map(|article| (article.value.text.digest(), article.value.text.clone())).collect())
}

fn write_text(verified: &Verified, out: &mut dyn Write) -> io::Result<()> {
    verified.issues.iter().try_for_each(|issue| writeln!(out, "{issue}"))?;
    let figures = match verified.figures {
        Some(count) => format!("{count} figures worked out again"),
        None => "figures not worked out again".to_owned(),
    };
    let word = if verified.is_sound() { "The release is sound" } else { "The release is NOT sound" };
    writeln!(out, "{word}: {} files, {figures}.", verified.files)?;
    writeln!(out, "SHA-256 of manifest.ron: {}", verified.digest)?;
    out.flush()
}

fn write_json(verified: &Verified, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<String> = verified.issues.iter().map(json::issue).collect();
    let object = json::object(&[
        ("sound", verified.is_sound().to_string()),
        ("digest", json::quoted(&verified.digest.to_string())),
        ("files", verified.files.to_string()),
        ("figures", verified.figures.map_or_else(|| "null".to_owned(), |count| count.to_string())),
        ("findings", format!("[{}]", findings.join(", "))),
    ]);
    writeln!(out, "{object}")?;
    out.flush()
}
