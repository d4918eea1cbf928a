//! What the columns of a table hold: as somebody said, else by their names.

use crate::ingest::phrases::COLUMNS;
use crate::model::{ArticleColumn, ArticleField, ColumnChoice};

/// What each column holds; `None` for those that are not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub holds: Vec<Option<ArticleColumn>>,
    /// The first of the choices whose column is not there.
    pub missing: Option<String>,
    /// Whether a choice names a column by its name.
    by_name: bool,
    /// How many different things the names tell, whatever was chosen.
    pub known: usize,
}

impl Columns {
    /// The columns of a row of names. Of two that hold the same by their names the first is taken, of snippets all; what a
    /// choice gives to a column is taken from no other.
    pub fn of(names: &[String], choices: &[ColumnChoice]) -> Self {
        let mut chosen: Vec<Option<Option<ArticleColumn>>> = vec![None; names.len()];
        let (mut missing, mut by_name) = (None, false);
        for ColumnChoice { column, holds } in choices {
            match position(names, column) {
                Some((at, named)) => {
                    chosen[at] = Some(*holds);
                    by_name |= named;
                }
                None => missing = missing.or_else(|| Some(column.clone())),
            }
        }
        // What is told more than once is few things, whatever the number of columns.
        let given: Vec<ArticleColumn> = choices.iter().filter_map(|choice| choice.holds).collect();
        let mut holds: Vec<Option<ArticleColumn>> = Vec::with_capacity(names.len());
        let (mut told, mut taken, mut known) = (Vec::new(), Vec::new(), 0);
        for (name, chosen) in names.iter().zip(chosen) {
            let guess = column(&folded(name));
            let repeats = guess == Some(ArticleColumn::Snippet);
            if let Some(column) = guess.filter(|column| repeats || !told.contains(column)) {
                known += 1;
                if !told.contains(&column) {
                    told.push(column);
                }
            }
            let guess =
                guess.filter(|column| !given.contains(column) && (repeats || !taken.contains(column)));
            if let Some(column) = guess.filter(|column| chosen.is_none() && !taken.contains(column)) {
                taken.push(column);
            }
            holds.push(chosen.unwrap_or(guess));
        }
        Self { holds, missing, by_name, known }
    }

    /// Whether the row looks like one of names: two are known, or all that choices name are there.
    pub fn are_names(&self) -> bool {
        self.missing.is_none() && self.by_name || self.known >= 2
    }

    /// Whether articles can come of the rows: there is a text, or a title or an address.
    pub fn are_of_articles(&self, choices: &[ColumnChoice]) -> bool {
        let has = |column| self.holds.contains(&Some(column));
        let title = has(ArticleColumn::Field(ArticleField::Title));
        let web = has(ArticleColumn::Field(ArticleField::Url));
        let dated = has(ArticleColumn::Field(ArticleField::Published))
            || has(ArticleColumn::Field(ArticleField::Outlet));
        let said = choices.iter().any(|choice| choice.holds.is_some()) && self.missing.is_none();
        has(ArticleColumn::Text) && (said || self.count() > 1)
            || has(ArticleColumn::Snippet) && said
            || (title || web) && (dated || said || has(ArticleColumn::Snippet))
            || title && web
    }

    /// How many columns are taken.
    pub fn count(&self) -> usize {
        self.holds.iter().flatten().count()
    }
}

/// Where a column is, and whether it was named and not numbered.
fn position(names: &[String], wanted: &str) -> Option<(usize, bool)> {
    let wanted = wanted.trim();
    let exactly = names.iter().position(|name| name.trim() == wanted);
    let named = exactly.or_else(|| {
        let folded_wanted = folded(wanted);
        names.iter().position(|name| !folded_wanted.is_empty() && folded(name) == folded_wanted)
    });
    named.map(|at| (at, true)).or_else(|| {
        let at = wanted.parse::<usize>().ok()?.checked_sub(1)?;
        (at < names.len()).then_some((at, false))
    })
}

/// A name in lower case, with single blanks for what is no letter or digit.
fn folded(name: &str) -> String {
    let spaced: String = name.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn column(name: &str) -> Option<ArticleColumn> {
    let (word, _) = COLUMNS.iter().find(|(_, names)| names.contains(&name))?;
    ArticleColumn::of_word(word)
}
