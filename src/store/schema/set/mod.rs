//! From the lines of a set file to annotations: every place, code, claim and value is checked on the way.
//!
//! What does not fit is never dropped: the annotation goes to the orphans tray with everything its line said.

mod findings;
mod line;
mod places;
mod review;

use super::annotations::{FORMAT, Pairs, SetShape, StateShape, VERSION};
use super::{SourceText, lines};
use crate::base::{AnnotationId, AttributeId, Checked, ClaimId, CodeId, Issue, Place, Timestamp};
use crate::message;
use crate::model::{
    Annotation, AnnotationSet, Article, Codebook, Layer, Ledger, Orphan, SetKey, SetState, Value, fits,
};
use crate::text::{Digest, Span, Text};
use findings::Findings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an annotation set is checked against.
#[derive(Clone, Copy)]
pub(in crate::store) struct Against<'p> {
    pub article: &'p Article,
    pub codebook: &'p Codebook,
    pub ledger: &'p Ledger,
}

/// Reads an annotation set.
///
/// # Errors
/// When the file cannot be understood as a whole; then nothing of it is used.
pub(in crate::store) fn read_set(
    source: &SourceText,
    key: &SetKey,
    against: Against<'_>,
) -> Result<Checked<AnnotationSet>, Issue> {
    let version = super::version_of(source, FORMAT, VERSION)?;
    if version != VERSION {
        return Err(super::no_such_version(source, FORMAT, version));
    }
    let mut head = String::new();
    let shape = match lines::parse(&source.text, &mut head) {
        Some(shape) => shape,
        None => super::parse::<SetShape<'_>>(source)?,
    };
    decode_set(source, key, against, shape)
}

/// Reads an annotation set whose shape is known already.
///
/// # Errors
/// As [`read_set`].
pub(in crate::store) fn decode_set(
    source: &SourceText,
    key: &SetKey,
    against: Against<'_>,
    shape: SetShape<'_>,
) -> Result<Checked<AnnotationSet>, Issue> {
    for (what, found, expected) in [
        ("annotator", &shape.annotator, key.annotator.as_str()),
        ("article", &shape.article, key.article.as_str()),
    ] {
        if found != expected {
            return Err(source
                .bad_value(what, message!("findings-lies-elsewhere", found = %found, expected = %expected)));
        }
    }
    let digest = Digest::from_hex(&shape.sha256)
        .ok_or_else(|| source.bad_value("sha256", message!("findings-expected-digest")))?;
    let mut decoder = SetDecoder::new(source, against, digest == against.article.text.digest());
    let state = match &shape.state {
        StateShape::Open => SetState::Open,
        StateShape::Done(when) => {
            let when = decoder.moment(when, "state")?;
            // Nobody signed off this text.
            if decoder.same_text { SetState::Done(when) } else { SetState::Open }
        }
    };
    let coverage = decoder.coverage(&shape.coverage);
    let assumed = decoder.coverage(&shape.assumed);
    let bookmarks = decoder.bookmarks(&shape.bookmarks);
    let fields = decoder.fields(&shape.fields)?;
    decoder.annotations.reserve_exact(shape.annotations.len());
    for line in &shape.annotations {
        decoder.line(line, false)?;
    }
    for line in &shape.orphans {
        decoder.line(line, true)?;
    }
    let remarks = decoder.review(shape.decisions, shape.comments)?;
    decoder.number_again();
    let mut set = AnnotationSet::from_annotations(std::mem::take(&mut decoder.annotations));
    set.restore(coverage, fields.into_iter().collect(), bookmarks, state);
    set.restore_assumed(assumed);
    set.restore_review(remarks.decisions, remarks.comments, remarks.unplaced);
    for orphan in std::mem::take(&mut decoder.orphans) {
        set.put_orphan(Arc::new(orphan));
    }
    Ok(Checked { value: set, issues: decoder.findings.finish() })
}

struct SetDecoder<'p> {
    source: &'p SourceText,
    against: Against<'p>,
    text: &'p Text,
    /// Whether the set was made on this very text.
    same_text: bool,
    /// A place whose two countings are known: code point and byte.
    cursor: (u32, u32),
    codes: BTreeMap<CodeId, Option<&'p Layer>>,
    claims: BTreeSet<ClaimId>,
    /// Bytes of text that may still be searched for places to propose.
    search_budget: u64,
    annotations: Vec<Arc<Annotation>>,
    orphans: Vec<Orphan>,
    findings: Findings,
}

/// The span of what has no place.
const NOWHERE: Span = match Span::new(0, 1) {
    Some(span) => span,
    None => panic!("0 is less than 1"),
};

impl<'p> SetDecoder<'p> {
    fn new(source: &'p SourceText, against: Against<'p>, same_text: bool) -> Self {
        let findings = Findings::of(&source.file);
        let mut decoder = Self {
            source,
            against,
            text: &against.article.text,
            same_text,
            cursor: (0, 0),
            codes: BTreeMap::new(),
            claims: BTreeSet::new(),
            search_budget: 1 << 30,
            annotations: Vec::new(),
            orphans: Vec::new(),
            findings,
        };
        if !same_text {
            decoder.findings.add("text-changed", || {
                Issue::warning("text-changed", &source.file, message!("findings-text-changed"))
                    .hint(message!("findings-text-changed.hint"))
            });
        }
        decoder
    }

    fn moment(&self, text: &str, named: &str) -> Result<Timestamp, Issue> {
        text.parse().map_err(|_| self.source.bad_value(named, message!("findings-no-moment", text = text)))
    }

    fn fields(&mut self, pairs: &Pairs<'_>) -> Result<BTreeMap<AttributeId, Value>, Issue> {
        let layer = self.against.codebook.field_layer();
        let mut fields = BTreeMap::new();
        for (name, shape) in &pairs.0 {
            let attribute = layer.and_then(|layer| layer.attribute(name));
            let (value, lost) = self.value(attribute, name, shape)?;
            if !attribute.is_some_and(|attribute| fits(&attribute.values, &value)) || !lost.is_empty() {
                return Err(Issue::error(
                    "unknown-value",
                    &self.source.file,
                    message!("findings-unknown-value", name = %name),
                )
                .at(Place::Named(name.to_string()))
                .hint(message!("findings-unknown-value.hint")));
            }
            fields.insert(self.attribute_id(attribute, name)?, value);
        }
        Ok(fields)
    }

    /// Gives a further annotation of a number that is taken the next free number.
    fn number_again(&mut self) {
        let mut taken: Vec<AnnotationId> = self.annotations.iter().map(|a| a.id).collect();
        taken.extend(self.orphans.iter().map(|orphan| orphan.annotation.id));
        taken.sort_unstable();
        if taken.windows(2).all(|pair| pair[0] != pair[1]) {
            return;
        }
        let all: BTreeSet<AnnotationId> = taken.into_iter().collect();
        let (mut seen, mut given) = (BTreeSet::new(), all);
        let placed = self.annotations.iter_mut();
        for annotation in placed.chain(self.orphans.iter_mut().map(|orphan| &mut orphan.annotation)) {
            let id = annotation.id;
            if seen.insert(id) {
                continue;
            }
            let mut fresh = id;
            while given.contains(&fresh) {
                fresh = AnnotationId(fresh.0.wrapping_add(1));
            }
            given.insert(fresh);
            seen.insert(fresh);
            Arc::make_mut(annotation).id = fresh;
            self.findings.add("duplicate-id", || {
                Issue::warning("duplicate-id", &self.source.file, message!("findings-two-annotations"))
                    .at(Place::Named(id.to_string()))
                    .hint(message!("findings-two-annotations.hint", fresh = %fresh))
            });
        }
    }
}
