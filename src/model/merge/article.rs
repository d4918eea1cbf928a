//! Two versions of what is known about an article brought together, field by field.

use crate::id;
use crate::model::{Article, Dated, Metadata, Zone};

/// What can be corrected about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArticleField {
    /// [`Metadata::title`].
    Title,
    /// [`Metadata::outlet`].
    Outlet,
    /// [`Metadata::authors`].
    Authors,
    /// [`Metadata::published`].
    Published,
    /// [`Metadata::url`].
    Url,
    /// [`Metadata::section`].
    Section,
    /// [`Metadata::language`].
    Language,
    /// [`Metadata::genre`].
    Genre,
    /// [`Metadata::source_file`].
    SourceFile,
    /// [`Metadata::import_note`].
    ImportNote,
    /// [`Article::zones`].
    Zones,
}

impl ArticleField {
    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Title => id!("display-field-title"),
            Self::Outlet => id!("display-field-outlet"),
            Self::Authors => id!("display-field-authors"),
            Self::Published => id!("display-field-published"),
            Self::Url => id!("display-field-url"),
            Self::Section => id!("display-field-section"),
            Self::Language => id!("display-field-language"),
            Self::Genre => id!("display-field-genre"),
            Self::SourceFile => id!("display-field-source-file"),
            Self::ImportNote => id!("display-field-import-note"),
            Self::Zones => id!("display-field-zones"),
        }
    }
}

/// A field that both versions have otherwise, with what each says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContestedField {
    /// Which field.
    pub field: ArticleField,
    /// What ours says, which holds.
    pub ours: String,
    /// What theirs says.
    pub theirs: String,
}

impl Metadata {
    /// Brings two versions together: of each field the one that was changed since `base`. Without a base, or where both
    /// were changed, what is known goes before what is not; where both know something else ours holds, and the field is
    /// returned too.
    pub fn merge(base: Option<&Self>, ours: &Self, theirs: &Self) -> (Self, Vec<ContestedField>) {
        let mut fields = Fields { base, ours, theirs, contested: Vec::new() };
        let merged = Self {
            title: fields.merge(ArticleField::Title, |about| &about.title),
            outlet: fields.merge(ArticleField::Outlet, |about| &about.outlet),
            authors: fields.merge(ArticleField::Authors, |about| &about.authors),
            published: fields.merge(ArticleField::Published, |about| &about.published),
            url: fields.merge(ArticleField::Url, |about| &about.url),
            section: fields.merge(ArticleField::Section, |about| &about.section),
            language: fields.merge(ArticleField::Language, |about| &about.language),
            genre: fields.merge(ArticleField::Genre, |about| &about.genre),
            source_file: fields.merge(ArticleField::SourceFile, |about| &about.source_file),
            import_note: fields.merge(ArticleField::ImportNote, |about| &about.import_note),
        };
        (merged, fields.contested)
    }
}

impl Metadata {
    /// This with every field in which `to` is not as `from`, where it is still as `from`.
    #[must_use]
    pub fn corrected(&self, from: &Self, to: &Self) -> Self {
        fn one<T: PartialEq + Clone>(now: &T, from: &T, to: &T) -> T {
            if from != to && now == from { to.clone() } else { now.clone() }
        }
        Self {
            title: one(&self.title, &from.title, &to.title),
            outlet: one(&self.outlet, &from.outlet, &to.outlet),
            authors: one(&self.authors, &from.authors, &to.authors),
            published: one(&self.published, &from.published, &to.published),
            url: one(&self.url, &from.url, &to.url),
            section: one(&self.section, &from.section, &to.section),
            language: one(&self.language, &from.language, &to.language),
            genre: one(&self.genre, &from.genre, &to.genre),
            source_file: one(&self.source_file, &from.source_file, &to.source_file),
            import_note: one(&self.import_note, &from.import_note, &to.import_note),
        }
    }
}

/// Brings two versions of an article together, its metadata as [`Metadata::merge`] does and its zones as one field.
/// `None` when they are of different articles.
pub fn merge_articles(
    base: Option<&Article>,
    ours: &Article,
    theirs: &Article,
) -> Option<(Article, Vec<ContestedField>)> {
    let same = |other: &Article| other.id == ours.id && other.text.digest() == ours.text.digest();
    if !same(theirs) {
        return None;
    }
    let base = base.filter(|base| same(base));
    let (metadata, contested) =
        Metadata::merge(base.map(|base| &base.metadata), &ours.metadata, &theirs.metadata);
    let mut fields = Fields { base, ours, theirs, contested };
    let zones = fields.merge(ArticleField::Zones, |article| &article.zones);
    Some((Article { metadata, zones, ..ours.clone() }, fields.contested))
}

struct Fields<'v, V> {
    base: Option<&'v V>,
    ours: &'v V,
    theirs: &'v V,
    contested: Vec<ContestedField>,
}

impl<V> Fields<'_, V> {
    fn merge<T: FieldValue>(&mut self, field: ArticleField, of: impl Fn(&V) -> &T) -> T {
        let (base, ours, theirs) = (self.base.map(&of), of(self.ours), of(self.theirs));
        if ours == theirs || base == Some(theirs) {
            return ours.clone();
        }
        if base == Some(ours) || ours.is_unknown() {
            return theirs.clone();
        }
        if !theirs.is_unknown() {
            self.contested.push(ContestedField { field, ours: ours.in_words(), theirs: theirs.in_words() });
        }
        ours.clone()
    }
}

trait FieldValue: Clone + PartialEq {
    fn is_unknown(&self) -> bool;
    fn in_words(&self) -> String;
}

impl FieldValue for String {
    fn is_unknown(&self) -> bool {
        self.is_empty()
    }

    fn in_words(&self) -> String {
        self.clone()
    }
}

impl FieldValue for Vec<String> {
    fn is_unknown(&self) -> bool {
        self.is_empty()
    }

    fn in_words(&self) -> String {
        self.join("; ")
    }
}

impl FieldValue for Dated {
    fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    fn in_words(&self) -> String {
        let both = [self.as_written.as_str(), self.date.as_str()];
        both.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

impl FieldValue for Vec<Zone> {
    fn is_unknown(&self) -> bool {
        self.is_empty()
    }

    fn in_words(&self) -> String {
        self.iter().map(|zone| zone.kind.name().to_lowercase()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(title: &str, outlet: &str, authors: &[&str]) -> Metadata {
        Metadata {
            title: title.to_owned(),
            outlet: outlet.to_owned(),
            authors: authors.iter().map(|name| (*name).to_owned()).collect(),
            ..Metadata::default()
        }
    }

    #[test]
    fn each_field_is_as_it_was_changed() {
        let base = about("Flop", "Le Mnde", &["A. B."]);
        let ours = about("A flop", "Le Mnde", &["A. B."]);
        let theirs = about("Flop", "Le Monde", &[]);
        let both = about("A flop", "Le Monde", &[]);
        assert_eq!(Metadata::merge(Some(&base), &ours, &theirs), (both.clone(), Vec::new()));
        assert_eq!(Metadata::merge(Some(&base), &theirs, &ours), (both, Vec::new()));
    }

    #[test]
    fn one_field_changed_in_two_ways_is_contested() {
        let base = about("Flop", "", &[]);
        let (ours, theirs) = (about("A flop", "", &[]), about("The flop", "Le Monde", &[]));
        let (merged, contested) = Metadata::merge(Some(&base), &ours, &theirs);
        assert_eq!(merged, about("A flop", "Le Monde", &[]));
        let field = ArticleField::Title;
        assert_eq!(
            contested,
            [ContestedField { field, ours: "A flop".to_owned(), theirs: "The flop".to_owned() }]
        );
    }

    #[test]
    fn what_is_known_goes_before_what_is_not() {
        let (ours, theirs) = (about("Flop", "", &["A. B."]), about("Flop", "Le Monde", &[]));
        assert_eq!(
            Metadata::merge(None, &ours, &theirs),
            (about("Flop", "Le Monde", &["A. B."]), Vec::new())
        );
        // Cleared here and written anew there.
        let base = about("Flip", "", &[]);
        let (merged, contested) = Metadata::merge(Some(&base), &about("", "", &[]), &about("Flop", "", &[]));
        assert_eq!((merged.title.as_str(), contested.len()), ("Flop", 0));
    }
}
