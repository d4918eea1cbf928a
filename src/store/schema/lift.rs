//! From the lines of a set file to annotations: every place, code, claim and value is checked on the way.
//!
//! What does not fit is never dropped: the annotation goes to the orphans tray with everything its line said.

use super::annotations::{
    FORMAT, Line, OriginShape, Pairs, PartShape, SetShape, StateShape, VERSION, ValueShape,
};
use super::article::byte_span;
use super::review::{CommentShape, DecisionShape};
use super::{Source, lines};
use crate::anchor::{self, Quote};
use crate::base::{
    AnnotationId, AttributeId, Checked, ChoiceId, ClaimId, CodeId, Issue, LayerId, Place, Timestamp,
};
use crate::model::{
    Annotation, AnnotationSet, Article, Attribute, Body, Codebook, Comment, Decision, Layer, Ledger,
    LostSpan, Memo, Origin, Orphan, SetKey, SetState, Value, fits,
};
use crate::text::{Digest, RangeSet, Span, Text};
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
    source: &Source,
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
    lift_set(source, key, against, shape)
}

fn lift_set(
    source: &Source,
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
                .bad_value(what, format!("The file says “{found}” but lies where “{expected}” belongs.")));
        }
    }
    let digest = Digest::from_hex(&shape.sha256)
        .ok_or_else(|| source.bad_value("sha256", "Expected 64 hexadecimal digits in lower case."))?;
    let mut lifter = Lifter::new(source, against, digest == against.article.text.digest());
    let state = match &shape.state {
        StateShape::Open => SetState::Open,
        StateShape::Done(when) => SetState::Done(lifter.moment(when, "state")?),
    };
    let coverage = lifter.coverage(&shape.coverage);
    let bookmarks = lifter.bookmarks(&shape.bookmarks);
    let fields = lifter.fields(&shape.fields)?;
    lifter.annotations.reserve_exact(shape.annotations.len());
    for line in &shape.annotations {
        lifter.line(line, false)?;
    }
    for line in &shape.orphans {
        lifter.line(line, true)?;
    }
    let (decisions, comments) = lifter.review(shape.decisions, shape.comments)?;
    lifter.number_again();
    let mut set = AnnotationSet::from_annotations(std::mem::take(&mut lifter.annotations));
    set.restore(coverage, fields.into_iter().collect(), bookmarks, state);
    set.restore_review(decisions, comments);
    for orphan in std::mem::take(&mut lifter.orphans) {
        set.put_orphan(Arc::new(orphan));
    }
    Ok(Checked { value: set, issues: lifter.findings.finish() })
}

/// The most findings of one kind that are listed for a file.
const MOST_OF_A_KIND: usize = 20;

/// Findings, with a count in place of the many of one kind.
struct Findings {
    file: String,
    issues: Vec<Issue>,
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    fn add(&mut self, code: &'static str, issue: impl FnOnce() -> Issue) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            self.issues.push(issue());
        }
    }

    fn finish(mut self) -> Vec<Issue> {
        for (code, count) in self.counts {
            if count > MOST_OF_A_KIND {
                let more = count - MOST_OF_A_KIND;
                self.issues.push(Issue::warning(code, &self.file, format!("And {more} more of this kind.")));
            }
        }
        self.issues
    }
}

struct Lifter<'p> {
    source: &'p Source,
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

/// What a line cannot be placed for.
struct Misfit {
    code: &'static str,
    message: String,
}

const TO_TRAY: &str = "It is in the orphans tray with all it says; place it from there.";

impl<'p> Lifter<'p> {
    fn new(source: &'p Source, against: Against<'p>, same_text: bool) -> Self {
        let findings = Findings { file: source.file.clone(), issues: Vec::new(), counts: BTreeMap::new() };
        let mut lifter = Self {
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
            lifter.findings.add("text-changed", || {
                Issue::warning("text-changed", &source.file, "The annotations were made on another text of this article.")
                    .hint("What still reads the same stays in its place; the rest is in the orphans tray. Coverage starts anew.")
            });
        }
        lifter
    }

    fn moment(&self, text: &str, named: &str) -> Result<Timestamp, Issue> {
        text.parse().map_err(|expected| {
            self.source.bad_value(named, format!("“{text}” is not a moment: {expected}."))
        })
    }

    fn coverage(&mut self, ranges: &[(u32, u32)]) -> RangeSet {
        let mut coverage = RangeSet::new();
        for at in ranges.iter().filter(|_| self.same_text) {
            match byte_span(self.text, *at) {
                Some(span) => coverage.insert(span),
                None => self.findings.add("bad-range", || {
                    Issue::warning(
                        "bad-range",
                        &self.source.file,
                        format!("The text has no passage {} to {}.", at.0, at.1),
                    )
                    .at(Place::Named("coverage".to_owned()))
                    .hint("Mark the passage as read again.")
                }),
            }
        }
        coverage
    }

    fn bookmarks(&mut self, parts: &[PartShape<'_>]) -> Vec<Span> {
        let mut bookmarks = Vec::with_capacity(parts.len());
        for part in parts {
            match self.verified(part.at, &part.quote, None) {
                Some(span) => bookmarks.push(span),
                None => self.findings.add("lost-bookmark", || {
                    Issue::warning(
                        "lost-bookmark",
                        &self.source.file,
                        format!("“{}” is not where the bookmark was set.", part.quote),
                    )
                    .hint("Set the bookmark again.")
                }),
            }
        }
        bookmarks
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
                    format!("The codebook has no article field “{name}” with such a value."),
                )
                .at(Place::Named(name.to_string()))
                .hint(
                    "The file is left as it is. Put the field back into the codebook, or correct the file.",
                ));
            }
            fields.insert(self.attribute_id(attribute, name)?, value);
        }
        Ok(fields)
    }

    /// The span at a place when the text there is the quoted one. The byte of the start is counted on from the last
    /// place, because places mostly ascend.
    fn verified(&mut self, at: (u32, u32), exact: &str, prefix: Option<&str>) -> Option<Span> {
        let start = self.byte_at(at.0)?;
        let rest = self.text.as_str().get(start as usize..)?;
        let points = at.1.checked_sub(at.0)?;
        if exact.is_empty() || !rest.starts_with(exact) || count(exact) != points {
            return None;
        }
        let span = Span::new(start, start + exact.len() as u32)?;
        if self.same_text || points >= anchor::CONTEXT as u32 {
            return Some(span);
        }
        let near: String = prefix.unwrap_or_default().chars().rev().take(8).collect();
        let before = self.text.as_str()[..start as usize].chars().rev();
        before.take(8).eq(near.chars()).then_some(span)
    }

    fn byte_at(&mut self, point: u32) -> Option<u32> {
        const NEAR: u32 = 2048;
        let (known, byte) = self.cursor;
        let found = match point.checked_sub(known) {
            Some(ahead) if ahead < NEAR => {
                let mut rest = self.text.as_str()[byte as usize..].char_indices();
                match rest.nth(ahead as usize) {
                    Some((at, _)) => byte + at as u32,
                    None => self.text.byte_of_code_point(point)?,
                }
            }
            _ => self.text.byte_of_code_point(point)?,
        };
        self.cursor = (point, found);
        Some(found)
    }

    fn review(
        &mut self,
        decisions: Vec<DecisionShape>,
        comments: Vec<CommentShape>,
    ) -> Result<(Vec<Arc<Decision>>, Vec<Arc<Comment>>), Issue> {
        let mut read = (Vec::with_capacity(decisions.len()), Vec::with_capacity(comments.len()));
        for shape in decisions {
            let id = shape.id.clone();
            let Some(span) = self.place_of(shape.at, &shape.quote, "decision", &id) else { continue };
            let decision = shape.lift(span).map_err(|why| self.source.bad_value(id, format!("{why}.")))?;
            read.0.push(Arc::new(decision));
        }
        for shape in comments {
            let id = shape.id.clone();
            let Some(span) = self.place_of(shape.at, &shape.quote, "comment", &id) else { continue };
            let comment = shape.lift(span).map_err(|why| self.source.bad_value(id, format!("{why}.")))?;
            read.1.push(Arc::new(comment));
        }
        Ok(read)
    }

    /// Where a decision or comment is now: its place, or the only other one that reads the same.
    fn place_of(&mut self, at: (u32, u32), quote: &str, what: &str, id: &str) -> Option<Span> {
        let words = Quote { exact: quote, prefix: "", suffix: "" };
        let placed = self.verified(at, quote, None);
        let found = placed.or_else(|| self.propose(words, at));
        if found.is_none() || placed.is_none() {
            self.findings.add("lost-review", || {
                let kept =
                    if found.is_some() { "It is where the words stand now." } else { "It is left out." };
                Issue::warning(
                    "lost-review",
                    &self.source.file,
                    format!("“{quote}” is not where the {what} says."),
                )
                .at(Place::Named(id.to_owned()))
                .hint(kept)
            });
        }
        found
    }

    fn line(&mut self, line: &Line<'_>, in_tray: bool) -> Result<(), Issue> {
        let id: AnnotationId = line.id.parse().map_err(|_| {
            self.source
                .bad_value(line.id.as_ref(), "Expected 13 letters and digits as an annotation’s number.")
        })?;
        let placed = self.verified(line.at, &line.quote, Some(&line.before));
        let placed = placed.filter(|span| !in_tray || self.surroundings_fit(*span, line));
        let mut misfits = Vec::new();
        let (body, layer) = self.body(line, &mut misfits)?;
        let (attributes, lost) = self.attributes(line, layer, &mut misfits)?;
        if placed.is_none() {
            misfits.insert(0, moved(line));
        } else if let Some(lost) = lost.first() {
            let message =
                format!("A passage of “{}”, “{}”, is not where the file says.", lost.attribute, lost.exact);
            misfits.push(Misfit { code: "quote-mismatch", message });
        }
        let (created, modified) = self.moments(line)?;
        let annotation = Annotation {
            id,
            span: placed.unwrap_or(NOWHERE),
            body,
            attributes,
            memo: memo(line),
            origin: origin(&line.origin),
            created,
            modified,
        };
        match placed {
            Some(_) if misfits.is_empty() => self.annotations.push(Arc::new(annotation)),
            _ => self.orphan(line, annotation, placed, lost, &misfits, in_tray),
        }
        Ok(())
    }

    fn orphan(
        &mut self,
        line: &Line<'_>,
        mut annotation: Annotation,
        placed: Option<Span>,
        lost: Vec<LostSpan>,
        misfits: &[Misfit],
        in_tray: bool,
    ) {
        for misfit in misfits.iter().filter(|_| !in_tray) {
            self.findings.add(misfit.code, || {
                Issue::warning(misfit.code, &self.source.file, misfit.message.clone())
                    .at(Place::Named(line.id.to_string()))
                    .hint(TO_TRAY)
            });
        }
        let proposed = placed.or_else(|| {
            self.propose(Quote { exact: &line.quote, prefix: &line.before, suffix: &line.after }, line.at)
        });
        annotation.span = NOWHERE;
        self.orphans.push(Orphan {
            annotation: Arc::new(annotation),
            stated: line.at,
            exact: line.quote.to_string(),
            prefix: line.before.to_string(),
            suffix: line.after.to_string(),
            proposed,
            lost,
        });
    }

    fn propose(&mut self, quote: Quote<'_>, stated: (u32, u32)) -> Option<Span> {
        self.search_budget = self.search_budget.checked_sub(u64::from(self.text.len()))?;
        anchor::find(self.text, quote, stated).map(|found| found.span)
    }

    fn surroundings_fit(&self, span: Span, line: &Line<'_>) -> bool {
        let all = self.text.as_str();
        all[..span.start() as usize].ends_with(line.before.as_ref())
            && all[span.end() as usize..].starts_with(line.after.as_ref())
    }

    fn body(
        &mut self,
        line: &Line<'_>,
        misfits: &mut Vec<Misfit>,
    ) -> Result<(Body, Option<&'p Layer>), Issue> {
        match (line.code.as_ref(), line.claim.as_ref(), line.unit.as_ref()) {
            ("", "", "") => Ok((Body::Note, None)),
            ("", "", unit) => {
                let layer = self.against.codebook.layer(unit);
                if layer.is_none() {
                    let message = format!("The codebook has no layer “{unit}”.");
                    misfits.push(Misfit { code: "unknown-layer", message });
                }
                let id =
                    LayerId::new(unit).map_err(|error| self.source.bad_value("unit", format!("{error}.")))?;
                Ok((Body::Unit(id), layer))
            }
            (code, "", "") => {
                let (code, layer) = self.code(code)?;
                if layer.is_none() {
                    let message = format!("The codebook has no code “{code}”.");
                    misfits.push(Misfit { code: "unknown-code", message });
                }
                Ok((Body::Code(code), layer))
            }
            ("", claim, "") => {
                let (claim, known) = self.claim(claim)?;
                if !known {
                    let message = format!("The ledger has no claim “{claim}”.");
                    misfits.push(Misfit { code: "unknown-claim", message });
                }
                Ok((Body::Claim(claim), self.against.codebook.claim_layer()))
            }
            _ => Err(self.source.bad_value(
                line.id.as_ref(),
                "An annotation has a code, a claim or a unit, and only one of them.",
            )),
        }
    }

    fn code(&mut self, id: &str) -> Result<(CodeId, Option<&'p Layer>), Issue> {
        if let Some((id, layer)) = self.codes.get_key_value(id) {
            return Ok((id.clone(), *layer));
        }
        let (id, layer) = match self.against.codebook.code(id) {
            Some((layer, code)) => (code.id.clone(), Some(layer)),
            None => {
                (CodeId::new(id).map_err(|error| self.source.bad_value("code", format!("{error}.")))?, None)
            }
        };
        self.codes.insert(id.clone(), layer);
        Ok((id, layer))
    }

    fn claim(&mut self, id: &str) -> Result<(ClaimId, bool), Issue> {
        if let Some(id) = self.claims.get(id) {
            return Ok((id.clone(), true));
        }
        let id = ClaimId::new(id).map_err(|error| self.source.bad_value("claim", format!("{error}.")))?;
        match self.against.ledger.claim(&id) {
            Some(claim) => {
                self.claims.insert(claim.id.clone());
                Ok((claim.id.clone(), true))
            }
            None => Ok((id, false)),
        }
    }

    fn attributes(
        &mut self,
        line: &Line<'_>,
        layer: Option<&'p Layer>,
        misfits: &mut Vec<Misfit>,
    ) -> Result<(BTreeMap<AttributeId, Value>, Vec<LostSpan>), Issue> {
        let (mut attributes, mut all_lost) = (BTreeMap::new(), Vec::new());
        for (name, shape) in &line.attributes.0 {
            let attribute = layer.and_then(|layer| layer.attribute(name));
            let (value, lost) = self.value(attribute, name, shape)?;
            let fitting = attribute.is_some_and(|attribute| fits(&attribute.values, &value));
            if !fitting && lost.is_empty() {
                let message = format!("The codebook has no attribute “{name}” with such a value here.");
                misfits.push(Misfit { code: "unknown-value", message });
            }
            if lost.is_empty() || !matches!(&value, Value::Spans(spans) if spans.is_empty()) {
                attributes.insert(self.attribute_id(attribute, name)?, value);
            }
            all_lost.extend(lost);
        }
        Ok((attributes, all_lost))
    }

    fn attribute_id(&self, known: Option<&Attribute>, name: &str) -> Result<AttributeId, Issue> {
        match known {
            Some(attribute) => Ok(attribute.id.clone()),
            None => AttributeId::new(name).map_err(|error| self.source.bad_value(name, format!("{error}."))),
        }
    }

    fn value(
        &mut self,
        attribute: Option<&Attribute>,
        name: &str,
        shape: &ValueShape<'_>,
    ) -> Result<(Value, Vec<LostSpan>), Issue> {
        let choices = attribute.map_or(&[][..], Attribute::choices);
        let choice = |text: &str| match choices.iter().find(|choice| choice.id.as_str() == text) {
            Some(choice) => Ok(choice.id.clone()),
            None => ChoiceId::new(text).map_err(|error| self.source.bad_value(name, format!("{error}."))),
        };
        let value = match shape {
            ValueShape::Choice(text) => Value::Choice(choice(text)?),
            ValueShape::Choices(texts) => {
                Value::Choices(texts.iter().map(|text| choice(text)).collect::<Result<_, _>>()?)
            }
            ValueShape::Text(text) => Value::Text(text.to_string()),
            ValueShape::Spans(parts) => {
                let id = self.attribute_id(attribute, name)?;
                return Ok(self.spans(&id, parts));
            }
        };
        Ok((value, Vec::new()))
    }

    fn spans(&mut self, attribute: &AttributeId, parts: &[PartShape<'_>]) -> (Value, Vec<LostSpan>) {
        let resume = self.cursor;
        let (mut spans, mut lost) = (Vec::with_capacity(parts.len()), Vec::new());
        for part in parts {
            match self.verified(part.at, &part.quote, None) {
                Some(span) => spans.push(span),
                None => {
                    let quote = Quote { exact: &part.quote, prefix: "", suffix: "" };
                    lost.push(LostSpan {
                        attribute: attribute.clone(),
                        stated: part.at,
                        exact: part.quote.to_string(),
                        proposed: self.propose(quote, part.at),
                    });
                }
            }
        }
        self.cursor = resume;
        (Value::Spans(spans), lost)
    }

    fn moments(&self, line: &Line<'_>) -> Result<(Timestamp, Timestamp), Issue> {
        let created = self.moment(&line.created, &line.id)?;
        let modified =
            if line.modified.is_empty() { created } else { self.moment(&line.modified, &line.id)? };
        Ok((created, modified))
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
                Issue::warning("duplicate-id", &self.source.file, "Two annotations have this number.")
                    .at(Place::Named(id.to_string()))
                    .hint(format!("Both are kept; the second one is {fresh} now."))
            });
        }
    }
}

/// The span of an annotation in the tray, which has no place.
const NOWHERE: Span = match Span::new(0, 1) {
    Some(span) => span,
    None => panic!("0 is less than 1"),
};

fn moved(line: &Line<'_>) -> Misfit {
    let words: String = line.quote.chars().take(40).collect();
    let dots = if words.len() < line.quote.len() { "…" } else { "" };
    Misfit {
        code: "quote-mismatch",
        message: format!("“{words}{dots}” is not what the text says at {} to {}.", line.at.0, line.at.1),
    }
}

fn count(text: &str) -> u32 {
    text.chars().count() as u32
}

fn memo(line: &Line<'_>) -> Option<Box<Memo>> {
    (!line.memo.is_empty() || line.question)
        .then(|| Box::new(Memo { text: line.memo.to_string(), question: line.question }))
}

fn origin(shape: &OriginShape<'_>) -> Origin {
    match shape {
        OriginShape::Human => Origin::Human,
        OriginShape::Suggested(by) => Origin::Suggested { by: by.to_string() },
        OriginShape::CarriedOver(from) => Origin::CarriedOver { from: from.to_string() },
        OriginShape::Imported(from) => Origin::Imported { from: from.to_string() },
    }
}
