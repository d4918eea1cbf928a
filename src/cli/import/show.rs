//! What an import does, in words and as JSON.

use crate::base::Issue;
use crate::cli::json;
use crate::formats::{ArticleRow, Format, ImportPlan, LabelRow, Matched, Target};
use crate::model::Project;

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
        let mut lines = vec![format!("Format: {}", self.format.about().name)];
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

    fn target(&self, target: &Target) -> String {
        match target {
            Target::Code(id) => {
                let name =
                    self.project.codebook().code(id.as_str()).map_or("", |(_, code)| code.name.as_str());
                format!("{id} ({name})")
            }
            Target::Unit(layer) => format!("unit of {layer}"),
            Target::Claim => "claim".to_owned(),
            Target::Note => "note".to_owned(),
            Target::New(name) => format!("new code “{name}”"),
            Target::Leave => "left out".to_owned(),
        }
    }

    /// The outcome for programs.
    pub fn object(&self) -> String {
        let plan = self.plan;
        let list = |items: Vec<String>| format!("[{}]", items.join(", "));
        let label = |row: &LabelRow| {
            let (kind, name) = match &row.target {
                Target::Code(id) => ("code", json::quoted(id.as_str())),
                Target::Unit(id) => ("unit", json::quoted(id.as_str())),
                Target::Claim => ("claim", "null".to_owned()),
                Target::Note => ("note", "null".to_owned()),
                Target::New(name) => ("new", json::quoted(name)),
                Target::Leave => ("left-out", "null".to_owned()),
            };
            json::object(&[
                ("label", json::quoted(&row.label)),
                ("count", row.count.to_string()),
                ("becomes", json::quoted(kind)),
                ("code", name),
            ])
        };
        let article = |row: &ArticleRow| {
            let here = row.article.as_ref().map(|id| json::quoted(id.as_str()));
            json::object(&[
                ("name", json::quoted(&row.name)),
                ("article", here.unwrap_or_else(|| "null".to_owned())),
                ("matched", json::quoted(matched(row.matched))),
                ("marks", row.marks.to_string()),
            ])
        };
        let person = |(key, id, new): &(String, crate::base::AnnotatorId, bool)| {
            json::object(&[
                ("name", json::quoted(key)),
                ("annotator", json::quoted(id.as_str())),
                ("new", new.to_string()),
            ])
        };
        json::object(&[
            ("format", json::quoted(self.format.about().id)),
            ("changed", (!self.dry).to_string()),
            ("labels", list(plan.labels.iter().map(label).collect())),
            ("articles", list(plan.articles.iter().map(article).collect())),
            ("annotators", list(plan.annotators.iter().map(person).collect())),
            ("new", plan.new.to_string()),
            ("same", plan.same.to_string()),
            ("orphans", plan.orphans.to_string()),
            ("left", plan.left.to_string()),
            ("findings", json::issues(self.findings)),
        ])
    }
}

fn matched(matched: Matched) -> &'static str {
    match matched {
        Matched::Digest => "same text",
        Matched::Name => "by name",
        Matched::Added => "added",
        Matched::Missing => "missing",
    }
}
