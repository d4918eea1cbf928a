//! A project without the words of its articles where people wrote something of their own.

use crate::base::AnnotationId;
use crate::model::{
    Annotation, AnnotationSet, Answers, Basis, Claim, ClaimSheet, Codebook, Comment, Decision, Fingerprint,
    Layer, Ledger, Memo, Orphan, Project, Remark, Shortcut, Stub, Unplaced, Value, Values,
};
use std::collections::HashMap;
use std::sync::Arc;

/// From this many characters on, the same words count as taken from an article.
pub const LEAST_REPEATED: usize = 20;
/// Every stretch of [`LEAST_REPEATED`] characters of an article has a block of this many that begins at a multiple of it.
const BLOCK: usize = LEAST_REPEATED / 2;
/// What stands in place of an article's words.
const GAP: &str = "[…]";

/// The project with `[…]` in place of every stretch of 20 or more characters that stands in one of its articles, in
/// memos, comments, notes of decisions, texts as attributes, claims and the codebook. Articles stay as they are,
/// those whose texts are not at hand lose their teasers, and quotes are left to whoever writes them.
pub fn redact(project: &Project) -> Project {
    let texts = project.articles().map(|article| article.text.as_str().chars().collect());
    let mut words = ArticleWords::of(texts.collect());
    for annotation in project.sets().flat_map(|(_, set)| set.iter()) {
        if annotation.attributes.values().any(|value| matches!(value, Value::Text(_))) {
            let (before, after) =
                (Fingerprint::of(annotation), Fingerprint::of(&words.annotation(annotation)));
            words.prints.insert((annotation.id, before), after);
        }
    }
    let codebook = words.codebook(project.codebook());
    let mut redacted = Project::new(project.id().clone(), project.name().to_owned(), Arc::new(codebook));
    redacted.load_settings(project.settings().clone());
    project.annotators().for_each(|annotator| redacted.load_annotator(annotator.clone()));
    project.articles().for_each(|article| redacted.load_article(article.clone()));
    for stub in project.stubs() {
        redacted.load_stub(Arc::new(Stub { teaser: String::new(), ..Stub::clone(stub) }));
    }
    for (key, set) in project.sets() {
        redacted.load_set(key.clone(), Arc::new(words.set(set)));
    }
    let mut ledger = Ledger::default();
    for (by, sheet) in project.ledger().sheets() {
        let claims = sheet.claims.iter().map(|(id, claim)| (id.clone(), Arc::new(words.claim(claim))));
        let sheet = ClaimSheet { claims: claims.collect(), edges: sheet.edges.clone() };
        ledger.put_sheet(by.clone(), Arc::new(sheet));
    }
    redacted.load_ledger(ledger);
    redacted
}

/// The words of articles, to be found again in others.
struct ArticleWords {
    texts: Vec<Vec<char>>,
    /// Where each block is: the text and the character.
    blocks: HashMap<[char; BLOCK], Vec<(u32, u32)>>,
    /// The fingerprints of annotations whose content the gaps change: decisions rest on them.
    prints: HashMap<(AnnotationId, Fingerprint), Fingerprint>,
}

impl ArticleWords {
    fn of(texts: Vec<Vec<char>>) -> Self {
        let mut blocks: HashMap<[char; BLOCK], Vec<(u32, u32)>> = HashMap::new();
        for (number, text) in texts.iter().enumerate() {
            let (whole, _) = text.as_chunks::<BLOCK>();
            for (at, block) in whole.iter().enumerate() {
                blocks.entry(*block).or_default().push((number as u32, (at * BLOCK) as u32));
            }
        }
        Self { texts, blocks, prints: HashMap::new() }
    }

    /// The words with what is an article's left out.
    fn redact(&self, words: &str) -> String {
        let chars: Vec<char> = words.chars().collect();
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for at in 0..(chars.len() + 1).saturating_sub(BLOCK) {
            let Some(block) = chars[at..].first_chunk::<BLOCK>() else { break };
            for (text, from) in self.blocks.get(block).into_iter().flatten() {
                let (text, from) = (&self.texts[*text as usize], *from as usize);
                let before = chars[..at].iter().rev().zip(text[..from].iter().rev());
                let before = before.take_while(|(one, other)| one == other).count();
                let after =
                    chars[at..].iter().zip(&text[from..]).take_while(|(one, other)| one == other).count();
                if before + after >= LEAST_REPEATED {
                    taken.push((at - before, at + after));
                }
            }
        }
        if taken.is_empty() {
            return words.to_owned();
        }
        taken.sort_unstable();
        let mut out = String::new();
        let mut done = 0;
        for (start, end) in taken {
            if end <= done {
                continue;
            }
            if start >= done {
                out.extend(&chars[done..start]);
                out.push_str(GAP);
            }
            done = end;
        }
        out.extend(&chars[done..]);
        out
    }

    fn all(&self, words: &[String]) -> Vec<String> {
        words.iter().map(|words| self.redact(words)).collect()
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::Text(words) => Value::Text(self.redact(words)),
            other => other.clone(),
        }
    }

    fn annotation(&self, annotation: &Annotation) -> Annotation {
        let memo = annotation.memo.as_ref();
        let attributes = annotation.attributes.iter().map(|(id, value)| (id.clone(), self.value(value)));
        Annotation {
            memo: memo.map(|memo| Box::new(Memo { text: self.redact(&memo.text), question: memo.question })),
            attributes: attributes.collect(),
            ..annotation.clone()
        }
    }

    fn decision(&self, decision: &Decision) -> Decision {
        let basis = decision.basis.iter().map(|basis| Basis {
            annotation: basis
                .annotation
                .map(|(id, print)| (id, *self.prints.get(&(id, print)).unwrap_or(&print))),
            ..basis.clone()
        });
        Decision { basis: basis.collect(), note: self.redact(&decision.note), ..decision.clone() }
    }

    fn comment(&self, comment: &Comment) -> Comment {
        Comment { text: self.redact(&comment.text), ..comment.clone() }
    }

    fn set(&self, set: &AnnotationSet) -> AnnotationSet {
        let annotations = set.iter().map(|annotation| Arc::new(self.annotation(annotation)));
        let mut redacted = AnnotationSet::from_annotations(annotations.collect());
        let fields = set.fields().iter().map(|(id, value)| (id.clone(), self.value(value)));
        redacted.restore(set.coverage().clone(), fields.collect(), set.bookmarks(), set.state());
        redacted.restore_assumed(set.assumed().clone());
        for orphan in set.orphans() {
            let annotation = Arc::new(self.annotation(&orphan.annotation));
            redacted.put_orphan(Arc::new(Orphan { annotation, ..Orphan::clone(orphan) }));
        }
        let unplaced = set.unplaced().map(|unplaced| {
            let what = match &unplaced.what {
                Remark::Decision(decision) => Remark::Decision(self.decision(decision)),
                Remark::Comment(comment) => Remark::Comment(self.comment(comment)),
            };
            Arc::new(Unplaced { what, ..Unplaced::clone(unplaced) })
        });
        redacted.restore_review(
            set.decisions().map(|decision| Arc::new(self.decision(decision))),
            set.comments().map(|comment| Arc::new(self.comment(comment))),
            unplaced,
        );
        redacted
    }

    fn claim(&self, claim: &Claim) -> Claim {
        Claim {
            label: self.redact(&claim.label),
            wording: self.redact(&claim.wording),
            topic: self.redact(&claim.topic),
            aliases: self.all(&claim.aliases),
            memo: self.redact(&claim.memo),
            ..claim.clone()
        }
    }

    fn codebook(&self, codebook: &Codebook) -> Codebook {
        let layers = codebook.layers().iter().map(|layer| self.layer(layer)).collect();
        // Identifiers stay, so what was sound is.
        Codebook::new(codebook.name().to_owned(), codebook.version(), layers)
            .unwrap_or_else(|_| codebook.clone())
    }

    fn layer(&self, layer: &Layer) -> Layer {
        let mut layer = layer.clone();
        layer.question = self.redact(&layer.question);
        layer.card = self.all(&layer.card);
        if let Answers::Codes(codes) = &mut layer.answers {
            for code in codes {
                code.definition = self.redact(&code.definition);
                code.include = self.all(&code.include);
                code.exclude = self.all(&code.exclude);
                code.test = self.redact(&code.test);
                for example in &mut code.examples {
                    example.text = self.redact(&example.text);
                    example.note = self.redact(&example.note);
                }
            }
        }
        for attribute in &mut layer.attributes {
            attribute.question = self.redact(&attribute.question);
            attribute.definition = self.redact(&attribute.definition);
            self.shortcut(&mut attribute.shortcut);
            if let Values::Choice { choices, .. } = &mut attribute.values {
                choices.iter_mut().for_each(|choice| self.shortcut(&mut choice.shortcut));
            }
        }
        layer
    }

    fn shortcut(&self, shortcut: &mut Option<Shortcut>) {
        if let Some(shortcut) = shortcut {
            shortcut.help = self.redact(&shortcut.help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stretches_of_twenty_characters_and_more_are_left_out() {
        let article = "The bridge was closed on Monday, officials said, after cracks were found.";
        let words = ArticleWords::of(vec![article.chars().collect()]);
        let check = |words_in: &str, want: &str| assert_eq!(words.redact(words_in), want, "{words_in}");
        check("The bridge was close", "[…]");
        check("The bridge was clos!", "The bridge was clos!");
        check("He quotes “closed on Monday, officials said, after”, rightly.", "He quotes “[…]”, rightly.");
        check(article, "[…]");
        check(&format!("{article}{article}"), "[…][…]");
        check("closed", "closed");
        check("", "");
        for from in 0..article.len() - LEAST_REPEATED {
            check(&format!("<{}>", &article[from..from + LEAST_REPEATED]), "<[…]>");
            check(
                &format!("<{}>", &article[from..from + LEAST_REPEATED - 1]),
                &format!("<{}>", &article[from..from + LEAST_REPEATED - 1]),
            );
        }
    }
}
