//! What the columns of a table hold, by their names.

use crate::ingest::phrases::COLUMNS;
use crate::model::ArticleField;

/// What a column of a table with an article a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArticleColumn {
    /// The whole text.
    Text,
    /// A part of the text.
    Snippet,
    /// The time of day of the date.
    Time,
    /// Something that is known of the article.
    Field(ArticleField),
}

/// What each column holds; `None` for those that are not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns(pub Vec<Option<ArticleColumn>>);

impl Columns {
    /// The columns of a row of names; of two that hold the same field the first is taken, of snippets all.
    pub fn of(names: &[String]) -> Self {
        let mut columns: Vec<Option<ArticleColumn>> = Vec::with_capacity(names.len());
        for name in names {
            let column = column(&folded(name));
            let taken =
                column.is_some() && column != Some(ArticleColumn::Snippet) && columns.contains(&column);
            columns.push(column.filter(|_| !taken));
        }
        Self(columns)
    }

    /// Whether articles can come of the rows: there is a text, or a title or an address.
    pub fn are_of_articles(&self) -> bool {
        let has = |column| self.0.contains(&Some(column));
        let named =
            has(ArticleColumn::Field(ArticleField::Title)) || has(ArticleColumn::Field(ArticleField::Url));
        let dated = has(ArticleColumn::Field(ArticleField::Published))
            || has(ArticleColumn::Field(ArticleField::Outlet));
        has(ArticleColumn::Text) && self.count() > 1 || named && (dated || has(ArticleColumn::Snippet))
    }

    /// How many columns are taken.
    pub fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }
}

/// A name in lower case, with single blanks for what is no letter or digit.
fn folded(name: &str) -> String {
    let spaced: String = name.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn column(name: &str) -> Option<ArticleColumn> {
    let (field, _) = COLUMNS.iter().find(|(_, names)| names.contains(&name))?;
    Some(match *field {
        "text" => ArticleColumn::Text,
        "snippet" => ArticleColumn::Snippet,
        "time" => ArticleColumn::Time,
        "title" => ArticleColumn::Field(ArticleField::Title),
        "outlet" => ArticleColumn::Field(ArticleField::Outlet),
        "author" => ArticleColumn::Field(ArticleField::Authors),
        "published" => ArticleColumn::Field(ArticleField::Published),
        "updated" => ArticleColumn::Field(ArticleField::Updated),
        "url" => ArticleColumn::Field(ArticleField::Url),
        "section" => ArticleColumn::Field(ArticleField::Section),
        "language" => ArticleColumn::Field(ArticleField::Language),
        "edition" => ArticleColumn::Field(ArticleField::Edition),
        "page" => ArticleColumn::Field(ArticleField::Page),
        "accession" => ArticleColumn::Field(ArticleField::Accession),
        "subjects" => ArticleColumn::Field(ArticleField::Subjects),
        _ => return None,
    })
}
