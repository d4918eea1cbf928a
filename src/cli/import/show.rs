//! What an import does, in words and as JSON.

use crate::base::{ArticleId, Issue};
use crate::cli::json::{self, Json};
use crate::formats::{ArticleRow, Format, ImportPlan, LabelRow, Matched};
use crate::model::{LabelTarget, Project};

/// Rows of a kind that are listed in words; JSON has all.
const MOST_ROWS: usize = 40;

/// An import to tell about.
pub(super) struct Shown<'a> {
    pub format: &'a dyn Format,
    pub plan: &'a ImportPlan,
    pub project: &'a Project,
    pub findings: &'a [Issue],
    /// Whether nothing was changed.
    pub dry: bool,
}

impl Shown<'_> {
    /// The preview.
    pub fn text(&self) -> String {
        let plan = self.plan;
        let mut lines = vec![format!("Format: {}", self.format.about().english_name())];
        let section = |lines: &mut Vec<String>, title: &str, rows: Vec<String>| {
            if rows.is_empty() {
                return;
            }
            lines.push(format!("{title}:"));
            let more = rows.len().saturating_sub(MOST_ROWS);
            lines.extend(rows.into_iter().take(MOST_ROWS).map(|row| format!("  {row}")));
            if more > 0 {
                lines.push(format!("  … and {more} more"));
            }
        };
        let label = |row: &LabelRow| format!("{} × {} → {}", row.count, row.label, self.target(&row.target));
        section(&mut lines, "Labels", plan.labels.iter().map(label).collect());
        section(&mut lines, "Articles", self.articles());
        let person = |(key, id, new): &(String, crate::base::AnnotatorId, bool)| {
            let key = if key.is_empty() { "(not named)" } else { key };
            format!("{key} → {id}{}", if *new { " (new)" } else { "" })
        };
        section(&mut lines, "Annotators", plan.annotators.iter().map(person).collect());
        let (verb, done) = if self.dry { ("would come in", "Nothing was changed.") } else { ("came in", "") };
        lines.push(format!(
            "{} annotations {verb}, {} of them into the orphans tray; {} were there already; {} left out.",
            plan.new, plan.orphans, plan.same, plan.left
        ));
        if !done.is_empty() {
            lines.push(done.to_owned());
        }
        lines.join("\n") + "\n"
    }

    /// How many texts were matched how, and each that is not simply the same.
    fn articles(&self) -> Vec<String> {
        let rows = &self.plan.articles;
        let count = |matched: Matched| rows.iter().filter(|row| row.matched == matched).count();
        let kinds = [
            (Matched::Digest, "with the same text"),
            (Matched::Seen, "the same but for invisible characters and line ends"),
            (Matched::Name, "found by name"),
            (Matched::Added, "added"),
            (Matched::Missing, "missing"),
        ];
        let counts = kinds.into_iter().filter(|(kind, _)| count(*kind) > 0);
        let mut lines: Vec<String> = counts.map(|(kind, words)| format!("{} {words}", count(kind))).collect();
        let told = rows.iter().filter(|row| row.matched != Matched::Digest);
        lines.extend(told.map(|row| {
            let here = row.article.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string);
            let word = if row.marks == 1 { "mark" } else { "marks" };
            format!("{} → {here} ({}, {} {word})", row.name, matched(row.matched), row.marks)
        }));
        lines
    }

    fn target(&self, target: &LabelTarget) -> String {
        match target {
            LabelTarget::Code(id) => {
                let name =
                    self.project.codebook().code(id.as_str()).map_or("", |(_, code)| code.name.as_str());
                format!("{id} ({name})")
            }
            LabelTarget::Unit(layer) => format!("unit of {layer}"),
            LabelTarget::Claim => "claim".to_owned(),
            LabelTarget::Note => "note".to_owned(),
            LabelTarget::New(name) => format!("new code “{name}”"),
            LabelTarget::Leave => "left out".to_owned(),
        }
    }

    /// The outcome for programs.
    pub fn object(&self) -> Json {
        let plan = self.plan;
        let label = |row: &LabelRow| {
            let (kind, name) = match &row.target {
                LabelTarget::Code(id) => ("code", id.as_str().into()),
                LabelTarget::Unit(id) => ("unit", id.as_str().into()),
                LabelTarget::Claim => ("claim", Json::Null),
                LabelTarget::Note => ("note", Json::Null),
                LabelTarget::New(name) => ("new", name.as_str().into()),
                LabelTarget::Leave => ("left-out", Json::Null),
            };
            json::object([
                ("label", row.label.as_str().into()),
                ("count", row.count.into()),
                ("becomes", kind.into()),
                ("code", name),
            ])
        };
        let article = |row: &ArticleRow| {
            json::object([
                ("name", row.name.as_str().into()),
                ("article", row.article.as_ref().map(ArticleId::as_str).into()),
                ("matched", matched(row.matched).into()),
                ("marks", row.marks.into()),
            ])
        };
        let person = |(key, id, new): &(String, crate::base::AnnotatorId, bool)| {
            json::object([
                ("name", key.as_str().into()),
                ("annotator", id.as_str().into()),
                ("new", (*new).into()),
            ])
        };
        json::object([
            ("format", self.format.about().id.into()),
            ("changed", (!self.dry).into()),
            ("labels", json::list(plan.labels.iter().map(label))),
            ("articles", json::list(plan.articles.iter().map(article))),
            ("annotators", json::list(plan.annotators.iter().map(person))),
            ("new", plan.new.into()),
            ("same", plan.same.into()),
            ("orphans", plan.orphans.into()),
            ("left", plan.left.into()),
            ("findings", json::issues(self.findings)),
        ])
    }
}

fn matched(matched: Matched) -> &'static str {
    match matched {
        Matched::Digest => "same text",
        Matched::Seen => "same but for invisible characters and line ends",
        Matched::Name => "by name",
        Matched::Added => "added",
        Matched::Missing => "missing",
    }
}
