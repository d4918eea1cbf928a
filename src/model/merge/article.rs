//! Two versions of what is known about an article brought together, field by field.

use crate::id;
use crate::model::{Article, Dated, ImportRecord, Metadata, Stub, Zone};

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
    /// [`Metadata::updated`].
    Updated,
    /// [`Metadata::url`].
    Url,
    /// [`Metadata::section`].
    Section,
    /// [`Metadata::edition`].
    Edition,
    /// [`Metadata::page`].
    Page,
    /// [`Metadata::accession`].
    Accession,
    /// [`Metadata::subjects`].
    Subjects,
    /// [`Metadata::language`].
    Language,
    /// [`Metadata::genre`].
    Genre,
    /// [`Metadata::source_file`].
    SourceFile,
    /// [`Metadata::import_note`].
    ImportNote,
    /// [`Metadata::import`].
    Import,
    /// [`Article::zones`].
    Zones,
    /// [`Stub::teaser`].
    Teaser,
}

impl ArticleField {
    /// The identifier of its name on the screen.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Title => id!("display-field-title"),
            Self::Outlet => id!("display-field-outlet"),
            Self::Authors => id!("display-field-authors"),
            Self::Published => id!("display-field-published"),
            Self::Updated => id!("display-field-updated"),
            Self::Url => id!("display-field-url"),
            Self::Section => id!("display-field-section"),
            Self::Edition => id!("display-field-edition"),
            Self::Page => id!("display-field-page"),
            Self::Accession => id!("display-field-accession"),
            Self::Subjects => id!("display-field-subjects"),
            Self::Language => id!("display-field-language"),
            Self::Genre => id!("display-field-genre"),
            Self::SourceFile => id!("display-field-source-file"),
            Self::ImportNote => id!("display-field-import-note"),
            Self::Import => id!("display-field-import"),
            Self::Zones => id!("display-field-zones"),
            Self::Teaser => id!("display-field-teaser"),
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
    /// The fields in which another version differs.
    pub fn differing(&self, other: &Self) -> Vec<ArticleField> {
        let of = |field, differs: bool| differs.then_some(field);
        let all = [
            of(ArticleField::Title, self.title != other.title),
            of(ArticleField::Outlet, self.outlet != other.outlet),
            of(ArticleField::Authors, self.authors != other.authors),
            of(ArticleField::Published, self.published != other.published),
            of(ArticleField::Updated, self.updated != other.updated),
            of(ArticleField::Url, self.url != other.url),
            of(ArticleField::Section, self.section != other.section),
            of(ArticleField::Edition, self.edition != other.edition),
            of(ArticleField::Page, self.page != other.page),
            of(ArticleField::Accession, self.accession != other.accession),
            of(ArticleField::Subjects, self.subjects != other.subjects),
            of(ArticleField::Language, self.language != other.language),
            of(ArticleField::Genre, self.genre != other.genre),
            of(ArticleField::SourceFile, self.source_file != other.source_file),
            of(ArticleField::ImportNote, self.import_note != other.import_note),
            of(ArticleField::Import, self.import != other.import),
        ];
        all.into_iter().flatten().collect()
    }

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
            updated: fields.merge(ArticleField::Updated, |about| &about.updated),
            url: fields.merge(ArticleField::Url, |about| &about.url),
            section: fields.merge(ArticleField::Section, |about| &about.section),
            edition: fields.merge(ArticleField::Edition, |about| &about.edition),
            page: fields.merge(ArticleField::Page, |about| &about.page),
            accession: fields.merge(ArticleField::Accession, |about| &about.accession),
            subjects: fields.merge(ArticleField::Subjects, |about| &about.subjects),
            language: fields.merge(ArticleField::Language, |about| &about.language),
            genre: fields.merge(ArticleField::Genre, |about| &about.genre),
            source_file: fields.merge(ArticleField::SourceFile, |about| &about.source_file),
            import_note: fields.merge(ArticleField::ImportNote, |about| &about.import_note),
            import: fields.merge(ArticleField::Import, |about| &about.import),
        };
        (merged, fields.contested)
    }
}

impl Metadata {
    /// This with every field in which `to` is not as `from`, where it is still as `from`. The record of the import stays.
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
            updated: one(&self.updated, &from.updated, &to.updated),
            url: one(&self.url, &from.url, &to.url),
            section: one(&self.section, &from.section, &to.section),
            edition: one(&self.edition, &from.edition, &to.edition),
            page: one(&self.page, &from.page, &to.page),
            accession: one(&self.accession, &from.accession, &to.accession),
            subjects: one(&self.subjects, &from.subjects, &to.subjects),
            language: one(&self.language, &from.language, &to.language),
            genre: one(&self.genre, &from.genre, &to.genre),
            source_file: one(&self.source_file, &from.source_file, &to.source_file),
            import_note: one(&self.import_note, &from.import_note, &to.import_note),
            import: self.import.clone(),
        }
    }

    /// Corrects this: each field in which `to` is not as `since`, unless it has changed meanwhile; without `since` all.
    /// The record of the import stays. Returns it as it is now and as it was.
    pub(in crate::model) fn correct(&mut self, since: Option<&Self>, to: Self) -> (Self, Self) {
        let corrected = match since {
            Some(since) => self.corrected(since, &to),
            None => Self { import: self.import.clone(), ..to },
        };
        let before = std::mem::replace(self, corrected);
        (self.clone(), before)
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

/// Brings two versions of a stub together, its metadata as [`Metadata::merge`] does and its teaser as one field. `None`
/// when they are of different stubs.
pub fn merge_stubs(base: Option<&Stub>, ours: &Stub, theirs: &Stub) -> Option<(Stub, Vec<ContestedField>)> {
    if ours.id != theirs.id {
        return None;
    }
    let base = base.filter(|base| base.id == ours.id);
    let (metadata, contested) =
        Metadata::merge(base.map(|base| &base.metadata), &ours.metadata, &theirs.metadata);
    let mut fields = Fields { base, ours, theirs, contested };
    let teaser = fields.merge(ArticleField::Teaser, |stub| &stub.teaser);
    let contested = fields.contested;
    let own = (&ours.metadata.source_file, &ours.metadata.import.sha256);
    let news = theirs.also_named_by.iter();
    let news = news.filter(|list| !ours.also_named_by.contains(list) && (&list.file, &list.sha256) != own);
    let also_named_by = ours.also_named_by.iter().chain(news).cloned().collect();
    Some((Stub { id: ours.id.clone(), metadata, teaser, also_named_by }, contested))
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

impl FieldValue for ImportRecord {
    fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    fn in_words(&self) -> String {
        [self.kind.as_str(), self.sha256.as_str()].join(" ").trim().to_owned()
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
