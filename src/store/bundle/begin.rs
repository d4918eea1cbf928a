//! Beginning a project with a bundle.

use super::archive::Bundle;
use super::receipt::{Receipt, Received};
use super::receive::{foreign, understood};
use super::sent::Sent;
use crate::base::{Issue, Progress};
use crate::message;
use crate::model::{Fate, FileKey};
use crate::store::{StoreError, disk, paths, save};
use std::io::{Read, Seek};
use std::path::Path;

/// Begins a project with a bundle of [`super::BundleKind::Project`], in a folder that has none and is made when it is not
/// there. When anything in the bundle is wrong, nothing is written and the receipt says what.
///
/// # Errors
/// When the folder has a project already, or the system refuses.
pub fn begin<R: Read + Seek>(
    into: &Path,
    name: &str,
    source: R,
    progress: &Progress,
) -> Result<Receipt, StoreError> {
    if into.join(paths::PROJECT).exists() {
        return Err(StoreError::Occupied(into.to_owned()));
    }
    let mut bundle = match Bundle::open(name, source) {
        Ok(bundle) => bundle,
        Err(issue) => return Ok(Receipt::refused(None, issue)),
    };
    let manifest = bundle.manifest.clone();
    let has = |key: &FileKey| manifest.members.iter().any(|member| member.key == *key);
    if !has(&FileKey::Project) || !has(&FileKey::Codebook) {
        let issue = Issue::error("no-project", name, message!("findings-no-project"))
            .hint(message!("findings-no-project.hint"));
        return Ok(Receipt::refused(Some(manifest.about), issue));
    }
    let (mut members, mut refused) = (Vec::new(), Vec::new());
    let mut sent = Sent::default();
    // Every file is looked at before any is written.
    progress.set_total(2 * manifest.members.len() as u64);
    for member in &manifest.members {
        let file = paths::relative(&member.key);
        let sound =
            bundle.take(member).and_then(|bytes| understood(&file, &member.key, &bytes, &manifest.about));
        match sound {
            Ok(()) => members.push(member),
            Err(issue) => refused.push(issue),
        }
        sent.receive(&member.key, member.digest, &member.earlier);
        progress.advance(1);
    }
    let issues: Vec<Issue> = foreign(&bundle, name).chain(refused.iter().cloned()).collect();
    let mut receipt = Receipt { about: Some(manifest.about.clone()), issues, ..Receipt::default() };
    if !refused.is_empty() {
        return Ok(receipt);
    }
    // Whatever lies where the files belong is somebody's: then nothing is begun.
    for member in &members {
        let path = paths::inside(into, &paths::relative(&member.key))?;
        if disk::digest(&path)?.is_some_and(|there| there != member.digest) {
            return Err(disk::in_the_way(&path));
        }
    }
    // The project file comes last: it is what makes the folder a project.
    members.sort_by_key(|member| member.key == FileKey::Project);
    let mut made = Vec::new();
    for member in members {
        let file = paths::relative(&member.key);
        let put = bundle.take(member).map_err(StoreError::Unreadable).and_then(|bytes| {
            let path = paths::inside(into, &file)?;
            if disk::create_or_same(&path, &bytes)? {
                made.push(path);
            }
            Ok(())
        });
        if let Err(error) = put {
            // The refusal is what is told.
            made.iter().for_each(|path| drop(disk::remove(path)));
            return Err(error);
        }
        receipt.files.push(Received { file, fate: Fate::New, issues: Vec::new(), aside: None });
        progress.advance(1);
    }
    save::ignore(into);
    sent.save(into, &FileKey::Project)?;
    Ok(receipt)
}
