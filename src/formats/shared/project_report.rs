//! What the formats for people say, before it is written as HTML or Markdown.

use crate::base::{ClaimId, Timestamp};
use crate::formats::export::scope::set_of;
use crate::locale::{Catalogue, english};
use crate::model::palette::palette;
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Attribute, AttributeRole, Body, Claim, Code, Codebook,
    Project, Role, SetState, Value, display, layer_of_body,
};
use crate::present::{self, MarkStyle};
use crate::text::{RangeSet, Span, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many characters of a passage are quoted when the texts do not go along.
const SHORT: usize = crate::formats::LEAST_REPEATED - 2;

/// An annotator with the letters that stand for them.
pub(in crate::formats) struct Person<'p> {
    /// Who.
    pub annotator: &'p Annotator,
    /// Their initials, different for each.
    pub initials: String,
}

/// One annotator's work on an article.
pub(in crate::formats) struct AnnotatorWork<'p> {
    /// Whose: the place in [`ProjectReport::people`].
    pub person: usize,
    /// What they did.
    pub set: &'p Arc<AnnotationSet>,
}

/// An annotation with its number in its article, counted from 1, annotator by annotator.
#[derive(Clone, Copy)]
pub(in crate::formats) struct NumberedAnnotation<'p> {
    /// The article: its place in the project, counted from 1.
    pub article: usize,
    /// Its number in the article.
    pub number: usize,
    /// Whose: the place in [`ProjectReport::people`].
    pub person: usize,
    /// Whether the text of the article shows it.
    pub shown: bool,
    pub annotation: &'p Arc<Annotation>,
}

/// A line of the table of counts: a name, and how often each annotator used it.
pub(in crate::formats) struct UseCount<'p> {
    /// What is counted.
    pub body: Body,
    pub name: String,
    /// The layer that it belongs to; none for notes.
    pub layer: Option<&'p crate::model::Layer>,
    /// How often, in the order of [`ProjectReport::people`].
    pub times: Vec<u32>,
}

/// A value of an annotation, with the name of what it answers.
pub(in crate::formats) struct Detail {
    pub name: String,
    /// The value in words; passages are in quotation marks.
    pub value: String,
    /// Whether the value says enough without the name.
    pub alone: bool,
}

/// A project, looked at by somebody who reports on it.
pub(in crate::formats) struct ProjectReport<'p> {
    /// What is reported.
    pub project: &'p Project,
    pub people: Vec<Person<'p>>,
    /// Whether whole texts may be quoted.
    pub texts: bool,
}

impl<'p> ProjectReport<'p> {
    pub(in crate::formats) fn of(project: &'p Project, texts: bool) -> Self {
        let mut people: Vec<Person<'p>> = Vec::new();
        for annotator in project.annotators().filter(|annotator| annotator.role != Role::Program) {
            let short = initials(&annotator.name);
            let free = |initials: &str| people.iter().all(|person| person.initials != initials);
            let numbered = |at: usize| if at == 1 { short.clone() } else { format!("{short}{at}") };
            let initials = (1..).map(numbered).find(|initials| free(initials)).unwrap_or_default();
            people.push(Person { annotator, initials });
        }
        Self { project, people, texts }
    }

    pub(in crate::formats) fn codebook(&self) -> &'p Codebook {
        self.project.codebook()
    }

    /// Who worked on an article.
    pub(in crate::formats) fn works(&self, article: &Article) -> Vec<AnnotatorWork<'p>> {
        let work = |(person, one): (usize, &Person<'p>)| {
            Some(AnnotatorWork { person, set: set_of(self.project, one.annotator, article)? })
        };
        self.people.iter().enumerate().filter_map(work).collect()
    }

    /// Whose marks stand in the text: the adjudicators' when they have any, else everybody's.
    pub(in crate::formats) fn is_adjudicated(&self, works: &[AnnotatorWork<'p>]) -> bool {
        works.iter().any(|work| self.is_adjudicator(work.person) && !work.set.is_empty())
    }

    pub(in crate::formats) fn is_adjudicator(&self, person: usize) -> bool {
        self.people[person].annotator.role == Role::Adjudicator
    }

    /// All annotations on an article, annotator by annotator in reading order.
    pub(in crate::formats) fn tags(
        &self,
        at: usize,
        works: &[AnnotatorWork<'p>],
    ) -> Vec<NumberedAnnotation<'p>> {
        let adjudicated = self.is_adjudicated(works);
        let mut tags = Vec::new();
        for work in works {
            let shown = !adjudicated || self.is_adjudicator(work.person);
            for annotation in work.set.in_order() {
                let number = tags.len() + 1;
                tags.push(NumberedAnnotation { article: at, number, person: work.person, shown, annotation });
            }
        }
        tags
    }

    /// The mentions of each claim, and all questions, in the order of articles.
    pub(in crate::formats) fn gathered(
        &self,
    ) -> (BTreeMap<&'p ClaimId, Vec<NumberedAnnotation<'p>>>, Vec<NumberedAnnotation<'p>>) {
        let mut mentions: BTreeMap<&ClaimId, Vec<NumberedAnnotation<'p>>> = BTreeMap::new();
        let mut questions = Vec::new();
        for (at, article) in self.project.articles().enumerate() {
            for tag in self.tags(at + 1, &self.works(article)) {
                if let Body::Claim(claim) = &tag.annotation.body {
                    mentions.entry(claim).or_default().push(tag);
                }
                if tag.annotation.is_question() {
                    questions.push(tag);
                }
            }
        }
        (mentions, questions)
    }

    /// How often each code, claims and notes were used, by whom.
    pub(in crate::formats) fn counts(&self) -> Vec<UseCount<'p>> {
        let codebook = self.codebook();
        let mut counts: Vec<UseCount<'p>> = Vec::new();
        let row = |body: Body, name: &str, layer| UseCount {
            body,
            name: name.to_owned(),
            layer,
            times: vec![0; self.people.len()],
        };
        for layer in codebook.layers() {
            counts.extend(
                layer.codes().iter().map(|code| row(Body::Code(code.id.clone()), &code.name, Some(layer))),
            );
        }
        let places: BTreeMap<_, _> =
            self.people.iter().enumerate().map(|(at, person)| (&person.annotator.id, at)).collect();
        let mut claims = row(Body::Note, "Mentions of claims", codebook.claim_layer());
        let mut units = row(Body::Note, "Without an answer", None);
        let mut notes = row(Body::Note, "Notes", None);
        let known: BTreeMap<Body, usize> =
            counts.iter().enumerate().map(|(at, count)| (count.body.clone(), at)).collect();
        for (key, set) in self.project.sets() {
            let Some(person) = places.get(&key.annotator) else { continue };
            for (body, times) in set.bodies() {
                let count = match body {
                    Body::Claim(_) => Some(&mut claims),
                    Body::Unit(_) => Some(&mut units),
                    Body::Note => Some(&mut notes),
                    Body::Code(_) => known.get(body).map(|at| &mut counts[*at]),
                };
                count.into_iter().for_each(|count| count.times[*person] += times);
            }
        }
        counts.extend([claims, units, notes]);
        counts.retain(|count| {
            matches!(count.body, Body::Code(_)) || count.times.iter().any(|times| *times > 0)
        });
        counts
    }

    /// The name of what an annotation says.
    pub(in crate::formats) fn name(&self, body: &Body) -> String {
        self.project.body_name(body, Catalogue::english()).into_owned()
    }

    pub(in crate::formats) fn code(&self, body: &Body) -> Option<&'p Code> {
        match body {
            Body::Code(code) => self.codebook().code(code.as_str()).map(|(_, code)| code),
            _ => None,
        }
    }

    /// Whether it answers for a whole sentence or clause, and so is shown as a tint and a letter.
    pub(in crate::formats) fn is_statement(&self, body: &Body) -> bool {
        MarkStyle::of(body, self.codebook()) == MarkStyle::Statement
    }

    /// The palette colour of what an annotation says; none for notes and units.
    pub(in crate::formats) fn ink(&self, body: &Body) -> Option<&'static str> {
        let step = present::ink(body, self.codebook(), self.project.ledger())?;
        palette().get(step).map(|colour| colour.name)
    }

    /// What an article is called; words of its text only when the texts go along.
    pub(in crate::formats) fn title<'a>(&self, article: &'a Article) -> &'a str {
        if self.texts { article.display_title() } else { article.title_or_name() }
    }

    /// The words of a passage, cut when the texts do not go along.
    pub(in crate::formats) fn quote(&self, text: &Text, span: Span) -> String {
        let words = text.slice(span).unwrap_or_default();
        match words.char_indices().nth(SHORT) {
            Some((at, _)) if !self.texts => format!("{}…", &words[..at]),
            _ => words.to_owned(),
        }
    }

    /// The values of an annotation in the order of its layer.
    pub(in crate::formats) fn details(&self, annotation: &Annotation, text: &Text) -> Vec<Detail> {
        let layer = layer_of_body(self.codebook(), &annotation.body);
        let declared = layer.map_or(&[][..], |layer| &layer.attributes);
        let place = |id: &str| declared.iter().position(|attribute| attribute.id.as_str() == id);
        let mut all: Vec<_> = annotation.attributes.iter().collect();
        all.sort_by_key(|(id, _)| place(id.as_str()).unwrap_or(usize::MAX));
        let detail = |(id, value): (&crate::base::AttributeId, &Value)| {
            let attribute = place(id.as_str()).map(|at| &declared[at]);
            Detail {
                name: attribute.map_or_else(|| id.to_string(), |attribute| attribute.name.clone()),
                value: self.value(attribute, value, text),
                alone: matches!(value, Value::Choice(_) | Value::Choices(_)),
            }
        };
        all.into_iter().map(detail).collect()
    }

    /// The choices that matter most: those of attributes that the codebook shows first, and doubt.
    pub(in crate::formats) fn chief(&self, annotation: &Annotation) -> Vec<String> {
        let layer = layer_of_body(self.codebook(), &annotation.body);
        let declared = layer.map_or(&[][..], |layer| &layer.attributes);
        let shown = declared.iter().filter(|attribute| {
            let doubt =
                || attribute.role == AttributeRole::Confidence && self.codebook().is_doubted(annotation);
            attribute.prominent || doubt()
        });
        let value = |attribute: &Attribute| match annotation.attributes.get(&attribute.id)? {
            value @ (Value::Choice(_) | Value::Choices(_)) => {
                Some(display::value(Some(attribute), value, |_| None))
            }
            Value::Spans(_) | Value::Text(_) => None,
        };
        shown.filter_map(value).collect()
    }

    /// The name of a claim's type.
    pub(in crate::formats) fn kind(&self, claim: &Claim) -> Option<String> {
        let kinds = self.codebook().claim_types();
        claim.kind.as_ref().map(|kind| display::choice_name(kinds, kind).to_owned())
    }

    /// A value in words.
    pub(in crate::formats) fn value(
        &self,
        attribute: Option<&Attribute>,
        value: &Value,
        text: &Text,
    ) -> String {
        display::value(attribute, value, |span| Some(self.quote(text, span)))
    }

    /// The answers about an article as a whole: question, then each answer with who gave it.
    pub(in crate::formats) fn answers(
        &self,
        article: &Article,
        works: &[AnnotatorWork<'p>],
    ) -> Vec<(String, Vec<(String, Vec<usize>)>)> {
        let declared = self.codebook().field_layer().map_or(&[][..], |layer| &layer.attributes);
        let mut answers: Vec<(String, Vec<(String, Vec<usize>)>)> = Vec::new();
        for work in works {
            for (id, value) in work.set.fields() {
                let attribute = declared.iter().find(|attribute| attribute.id == *id);
                let name = attribute.map_or_else(|| id.to_string(), |attribute| attribute.name.clone());
                let value = self.value(attribute, value, &article.text);
                let at = answers.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                    answers.push((name, Vec::new()));
                    answers.len() - 1
                });
                let given = &mut answers[at].1;
                match given.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, whose)) => whose.push(work.person),
                    None => given.push((value, vec![work.person])),
                }
            }
        }
        answers
    }

    /// Initials of some annotators.
    pub(in crate::formats) fn initials(&self, people: &[usize]) -> String {
        people.iter().map(|at| self.people[*at].initials.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What can be said of an article besides its title: outlet, date, section, genre, language.
    pub(in crate::formats) fn facts(&self, article: &Article) -> Vec<String> {
        let m = &article.metadata;
        let date = match (m.published.date.as_str(), m.published.as_written.as_str()) {
            ("", written) => written.to_owned(),
            (date, _) => english::date(date),
        };
        let genre = m.genre.replace('-', " ");
        let facts = [m.outlet.clone(), date, m.section.clone(), genre, language_name(&m.language)];
        facts.into_iter().filter(|fact| !fact.is_empty()).collect()
    }
}

/// How far an annotator is with an article, in a few words.
pub(in crate::formats) fn standing(set: &AnnotationSet) -> String {
    match set.state() {
        SetState::Done(at) => format!("signed off {}", day(at)),
        SetState::Open => "not signed off".to_owned(),
    }
}

/// How much of the sentences to be coded was read: read, all.
pub(in crate::formats) fn share_read(sentences: &[Span], read: &RangeSet) -> (usize, usize) {
    let done = sentences.iter().filter(|sentence| read.covers(**sentence)).count();
    (done, sentences.len())
}

/// The address of an article when a browser may follow it.
pub(in crate::formats) fn address(url: &str) -> Option<&str> {
    let start = url.get(..8).or_else(|| url.get(..7)).unwrap_or_default().to_ascii_lowercase();
    let known = start.starts_with("https://") || start.starts_with("http://");
    (known && !url.chars().any(|sign| sign.is_control() || sign.is_whitespace())).then_some(url)
}

/// The languages that news is most often written in.
const LANGUAGES: [(&str, &str); 20] = [
    ("ar", "Arabic"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("zh", "Chinese"),
];

/// The name of a language; its tag when it is none of the usual ones.
fn language_name(tag: &str) -> String {
    let known = LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag));
    known.map_or(tag, |(_, name)| name).to_owned()
}

/// A day such as `8 July 2025`.
pub(in crate::formats) fn day(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    english::day(year, month, day)
}

fn initials(name: &str) -> String {
    let firsts = name.split_whitespace().filter_map(|word| word.chars().find(|sign| sign.is_alphanumeric()));
    let letters: String = firsts.take(2).flat_map(char::to_uppercase).collect();
    if letters.is_empty() { "?".to_owned() } else { letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        for good in ["https://a.example/?b=1&c='", "HTTP://a.example"] {
            assert_eq!(address(good), Some(good));
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "java\nscript:1",
            "data:text/html,x",
            "https:/a",
            "https://a b",
            " http://a",
            "été",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn people_keep_apart() {
        let names = ["Maya Lindqvist", "maría López", "Māyā, O'Neil; Jr.", "…"].map(initials);
        assert_eq!(names, ["ML", "ML", "MO", "?"]);
    }

    #[test]
    fn numbers_and_days_read_well() {
        assert_eq!(english::counted(1, "tag", "tags"), "1 tag");
        assert_eq!(english::counted(1_234_567, "tag", "tags"), "1,234,567 tags");
        assert_eq!(english::date("2025-07-08"), "8 July 2025");
        assert_eq!(english::date("2025"), "2025");
    }
}
